"""Items that make their reader misbehave, through the real worker: each costs one item, never the
run. tests/worker/misbehave.c does what the item says."""

import os

from harness import PUPILS, conserved, page

KILLED = {"crashed", "sandbox-violation"}
# what the item asks for: states and reasons that are right for it
MISDEEDS = {
    "hang": ({"failed"}, {"timeout"}), "spin": ({"failed"}, {"timeout"}),
    "crash": ({"failed"}, {"crashed"}), "stack": ({"failed"}, {"crashed"}),
    "abort": ({"failed"}, {"crashed"}), "exit": ({"failed"}, {"crashed"}),
    "memory": ({"failed"}, {"limit-memory"}), "crumbs": ({"failed"}, {"limit-memory"}),
    "flood": ({"failed", "partial"}, {"limit-entries", "limit-bytes", "timeout"}),
    "garbage": ({"failed"}, KILLED), "length": ({"failed"}, KILLED), "kind": ({"failed"}, KILLED),
    "descriptor": ({"failed"}, KILLED), "body": ({"failed"}, KILLED), "midway": ({"failed"}, KILLED),
}
CALLS = ["open", "create", "stat", "unlink", "socket", "unix-socket", "fork", "clone3", "exec", "kill", "ptrace",
         "mprotect", "prlimit", "io-uring"]


def item(what):
    return ("MISBEHAVE %s\n" % what).encode()


def files(names, good=12):
    """The misdeeds with good pages before, between and behind them."""
    wanted = {"%02d-%s.txt" % (2 * number + 1, what): item(what) for number, what in enumerate(names)}
    for number in range(good):
        wanted["%02d-good.html" % (number * 2 * len(names) // good)] = page(number)
    wanted["99-good.html"] = page(0)
    return wanted


def check_good(bench, name, run, wanted):
    wrong = []
    for file in sorted(wanted):
        if file.endswith("-good.html"):
            if run.row(file).get("state") != "read":
                wrong.append((file, run.row(file)))
            elif len(run.named_in(file)) != 1:
                wrong.append((file, "named: %s" % run.named_in(file)))
    bench.check(name + "/every good page was read, its name found", not wrong, wrong[:6])


SLOW = ["hang", "spin", "flood"]  # these last until their time is over


def late_name(number, what):
    """Apart from each other: neighbours go to one worker, one after the other."""
    return "%d5-late-%s.html" % (number, what)


def check_late(bench, name, run, late):
    """What was read before the worker fell is there."""
    for number, what in enumerate(late):
        file = late_name(number, what)
        states, reasons = MISDEEDS[what]
        row, named = run.row(file), run.named_in(file)
        bench.check("%s/%s: the words before it were kept" % (name, what), row.get("state") in states and
                    row.get("reason") in reasons and row.get("gap") == "1" and named == {PUPILS[number % len(PUPILS)][0]}, (row, named))
    with open(os.path.join(run.out, "report.html"), encoding="utf-8") as report:
        told = report.read().count("Wel gelezen: ")
    bench.check("%s/the report says that some was read" % name, told >= len(late), told)


def run_misdeeds(bench, name, names, late, *options):
    wanted = files(names)
    for number, what in enumerate(late):
        wanted[late_name(number, what)] = item(what + " late") + page(number)
    run = bench.audit(name, [bench.folder(name, wanted)], *options)
    bench.check(name + "/the run ends incomplete", run.status in (2, 3), (run.status, run.complained))
    conserved(bench, name, run)
    for file in sorted(wanted):
        what = file[3:-4]
        if what in MISDEEDS:
            row = run.row(file)
            states, reasons = MISDEEDS[what]
            bench.check(name + "/" + what, row.get("state") in states and row.get("reason") in reasons
                        and row.get("gap") == "1", row or "no row")
    check_good(bench, name, run, wanted)
    check_late(bench, name, run, late)


def test_misdeeds(bench):
    run_misdeeds(bench, "misdeeds", [what for what in MISDEEDS if what not in SLOW],
                 ["crash", "stack", "abort", "memory", "crumbs"], "--jobs", "2")


def test_slow_misdeeds(bench):
    run_misdeeds(bench, "slow-misdeeds", ["flood"], ["hang", "spin"], "--jobs", "4")


def test_calls(bench):
    """What the sandbox refuses: asked through the production entry point, after its lock."""
    wanted = files(CALLS)
    run = bench.audit("calls", [bench.folder("calls", wanted)], "--jobs", "2")
    bench.check("calls/the run ends incomplete", run.status in (2, 3), (run.status, run.complained))
    for file in sorted(wanted):
        what = file[3:-4]
        if what in CALLS:
            row = run.row(file)
            bench.check("calls/%s is refused" % what, row.get("reason") == "unreadable", row or "no row")
    check_good(bench, "calls", run, wanted)


def test_leaves(bench):
    """Leaves that a reader makes up: endless depth, names that point elsewhere."""
    run = bench.audit("leaves", [bench.folder("leaves-of-items", {"dig.txt": item("dig"), "names.txt": item("names"),
                                                                  "good.html": page(1)})])
    rows = conserved(bench, "leaves", run)
    reasons = {row["reason"] for row in rows}
    bench.check("leaves/depth ends at the limit", "limit-depth" in reasons and len(rows) < 40,
                sorted(row["path"][-60:] for row in rows))
    odd = [row for row in rows if "names.txt!/" in row["path"]]
    bench.check("leaves/odd names are items", len(odd) == 4, odd)
    bench.check("leaves/odd names hold no control character",
                not any(ord(letter) < 32 for row in odd for letter in row["path"]), odd)
    bench.check("leaves/the good page is read", run.named_in("good.html") == {"102"}, run.complained)


def test_endless_leaves(bench):
    """A reader that makes up leaves without end. Every one costs a row of the ledger until its time
    is over: millions of rows and some minutes, so this runs only when it is asked for by name."""
    if not bench.asked:
        bench.skip("endless_leaves", "takes some minutes: python3 tests/hostile/run.py build endless_leaves")
        return
    run = bench.audit("endless", [bench.folder("endless", {"leaves.txt": item("leaves"), "good.html": page(0)})])
    bench.check("endless_leaves/the run ends incomplete", run.status in (2, 3), (run.status, run.complained))
    bench.check("endless_leaves/the good page is read", run.named_in("good.html") == {"101"}, run.complained)
