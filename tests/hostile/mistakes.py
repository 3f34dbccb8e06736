"""Mistakes of the operator and of the machine: one sentence, the right status, the previous report
as it was."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time

from harness import Run, digests, end_by_signal, page, sentences
from misdeeds import item

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def refused(bench, name, run, status, out, before, *words):
    """One sentence that names what it is about, the status, nothing touched."""
    lines = sentences(run)
    bench.check("mistakes/%s: status %d" % (name, status), run.status == status, (run.status, run.complained))
    bench.check("mistakes/%s: one sentence" % name,
                len(lines) == 1 and lines[0].startswith("schoolaudit: ") and all(word in lines[0] for word in words),
                run.complained)
    bench.check("mistakes/%s: the previous report stays" % name, before and digests(out) == before,
                sorted(set(before.items()) ^ set(digests(out).items())))


def test_mistakes(bench):
    folder = bench.folder("site", {"a.html": page(0), "sub/b.html": page(1)})
    out = bench.out("mistakes")
    good = bench.audit("mistakes", [folder])
    before = digests(out)
    bench.check("mistakes/there is a previous report", good.status in (0, 1, 2, 3) and "manifest.json" in before,
                (good.status, good.complained))

    def again(*options, inputs=(folder,), **more):
        return bench.audit("mistakes", list(inputs), *options, **more)

    missing = os.path.join(bench.work, "er-is-niets.csv")
    refused(bench, "register missing", again("--register", missing), 66, out, before, "er-is-niets.csv")
    refused(bench, "staff list missing", again("--staff", missing), 66, out, before, "er-is-niets.csv")
    refused(bench, "mapping missing", again("--mapping", missing), 66, out, before, "er-is-niets.csv")
    refused(bench, "input missing", again(inputs=[folder, missing]), 66, out, before, "er-is-niets.csv")
    refused(bench, "policy missing", again("--policy", missing), 66, out, before, "er-is-niets.csv")
    refused(bench, "policy unknown", again("--policy", "cedrboom"), 66, out, before, "cedrboom")
    refused(bench, "no input", again(inputs=[]), 64, out, before, "input")
    refused(bench, "unknown option", again("--regster", "x"), 64, out, before, "--regster")
    refused(bench, "wrong date", again("--today", "23-11-2026"), 64, out, before, "--today")
    refused(bench, "wrong number", again("--jobs", "many"), 64, out, before, "many")
    empty = bench.folder("lists", {"leeg.csv": b"", "raar.csv": b"\x00\x01\x02" * 50, "kolommen.csv": b"a;b\r\n1;2\r\n",
                                   "map.yaml": b"columns: [\n", "policy.yaml": b"id: x\nclausules: []\n"})
    for name, option, word in (("leeg.csv", "--register", "leeg.csv"), ("raar.csv", "--register", "raar.csv"),
                               ("kolommen.csv", "--register", "kolommen"), ("map.yaml", "--mapping", "map.yaml"),
                               ("policy.yaml", "--policy", "policy.yaml")):
        run = again(option, os.path.join(empty, name))
        bench.check("mistakes/%s %s: status 65" % (option, name), run.status == 65, (run.status, run.complained))
        bench.check("mistakes/%s %s: named" % (option, name), word in run.complained, run.complained)
        bench.check("mistakes/%s %s: the previous report stays" % (option, name), digests(out) == before)

    below = os.path.join(folder, "audits", "2026-11-23")
    run = bench.audit("below", [folder], out=below)
    bench.check("mistakes/--out below an input: refused", run.status == 64 and len(sentences(run)) == 1,
                (run.status, run.complained))
    shutil.rmtree(os.path.join(folder, "audits"), ignore_errors=True)
    linked = os.path.join(bench.work, "link-to-site")
    os.symlink(folder, linked)
    run = bench.audit("below", [folder], out=os.path.join(linked, "audits"))
    bench.check("mistakes/--out below an input through a link: refused", run.status == 64, (run.status, run.complained))
    shutil.rmtree(os.path.join(folder, "audits"), ignore_errors=True)
    modes = {name: oct(os.stat(os.path.join(out, name)).st_mode & 0o777) for name in before}
    bench.check("mistakes/files are 0600 in a folder 0700", set(modes.values()) == {"0o600"}
                and os.stat(out).st_mode & 0o777 == 0o700, modes)


def test_stores(bench):
    """A run whose store is damaged or another version's: said as it is, and not as a full disk. A mistyped channel is told."""
    folder = bench.folder("stored", {"a.html": page(0)})
    good = bench.audit("stored", [folder], "--channel", "webiste=" + folder, "--language", "en")
    bench.check("stores/a channel that no clause names is a warning", good.query("SELECT detail FROM warning WHERE code = 'channel-unnamed'")
                == [("webiste",)], good.query("SELECT * FROM warning"))
    named = bench.audit("stored", [folder], "--channel", "website=" + folder, out=bench.out("named"))
    bench.check("stores/one that is named is none", not named.query("SELECT detail FROM warning WHERE code = 'channel-unnamed'"))
    other, broken = good.out + "-other", good.out + "-broken"
    shutil.copytree(good.out, other)
    shutil.copytree(good.out, broken)
    with sqlite3.connect(os.path.join(other, "audit.db")) as store:
        store.execute("ALTER TABLE finding DROP COLUMN breach")
    store.close()
    with open(os.path.join(broken, "audit.db"), "wb") as store:
        store.write(b"no store at all" * 999)
    program = os.path.join(bench.programs, "schoolaudit")
    for name, run, words in (("other", other, "another version"), ("broken", broken, "damaged")):
        for command in (["report"], ["judge"], ["find", "--id", "101"]):
            out = [] if command[0] == "find" else ["--out", good.out + "-again"]
            done = subprocess.run([program, *command, run, *out, "--language", "en"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=60, check=False)
            said = done.stderr.decode()
            bench.check("stores/%s: %s" % (name, command[0]), done.returncode == 66 and said.count("\n") == 1 and
                        ("audit.db" in said and (words in said or name == "broken" and command[0] == "find")), (done.returncode, said))


def test_interruption(bench):
    """Ctrl-C in the middle, and a second run beside the first."""
    out = bench.out("interruption")
    quiet = bench.folder("quiet", {"a.html": page(0)})
    bench.audit("interruption", [quiet])
    before = digests(out)
    folder = bench.folder("hanging", {"a.html": page(0), "hang.txt": item("hang")})
    for number, name in ((signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "SIGTERM")):
        process = bench.start("interruption", [folder], out=out)
        if number == signal.SIGINT:
            second = bench.audit("interruption", [quiet], out=out)
            refused(bench, "a second run in the same folder", second, 75, out, before, "")
            other = bench.audit("interruption", [quiet], out=out + "-other")
            bench.check("mistakes/a second run with the same state: status 75", other.status == 75,
                        (other.status, other.complained))
        run = end_by_signal(process, number)
        refused(bench, name, run, 130, out, before, "")
    run = bench.audit("interruption", [quiet])
    bench.check("mistakes/after an interruption the next run works", run.status in (0, 1, 2, 3), run.complained)


def test_interruption_at_the_end(bench):
    """A signal while links are made, rules are judged and reports written: at once, and nothing of it is in place."""
    out = bench.out("at-the-end")
    folder = bench.folder("many", {"%d/%d.html" % (i % 40, i): page(i % 4) for i in range(4000)})
    bench.audit("at-the-end", [folder])
    before = digests(out)
    caught = 0
    for wait in (0, 0.1, 0.2, 0.3, 0.5):
        process = bench.start("at-the-end", [folder], out=out)
        while process.poll() is None and not os.path.exists(os.path.join(out, ".part", "audit.db")):
            time.sleep(0.001)
        time.sleep(wait)
        run = end_by_signal(process, signal.SIGTERM)
        if run.status == 130:
            caught += 1
            refused(bench, "SIGTERM at the end", run, 130, out, before, "")
        before = digests(out)
    bench.check("mistakes/some runs were caught at their end", caught > 0, caught)


def test_nobody(bench):
    """What only shows for somebody who is not root."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        bench.skip("mistakes/unreadable", "needs root and setpriv to become nobody")
        return
    folder = bench.folder("closed", {"a.html": page(0), "shut/b.html": page(1), "c.html": page(2)})
    os.chmod(os.path.join(folder, "shut"), 0o700)
    os.chmod(os.path.join(folder, "c.html"), 0o600)
    where = os.path.join(bench.work, "of-nobody")
    os.makedirs(where)
    os.chown(where, 65534, 65534)
    out = os.path.join(where, "2026-11-23")
    run = bench.audit("closed", [folder], before=NOBODY, out=out)
    bench.check("mistakes/a folder and a file that may not be read: incomplete", run.status in (2, 3),
                (run.status, run.complained))
    bench.check("mistakes/the others are read", run.named_in("a.html") == {"101"}, run.complained)
    for name in ("shut", "c.html"):
        row = run.row(name)
        bench.check("mistakes/%s: unreadable, a gap" % name, row.get("reason") == "unreadable" and row.get("gap") == "1",
                    row or [row["path"] for row in run.ledger()])
    before = digests(out)
    run = bench.audit("closed", [os.path.join(folder, "shut")], before=NOBODY, out=out)
    refused(bench, "input not readable", run, 66, out, before, "shut")
    register = os.path.join(folder, "c.html")
    run = bench.audit("closed", [folder], "--register", register, before=NOBODY, out=out)
    refused(bench, "register not readable", run, 66, out, before, "c.html")
    run = bench.audit("closed", [folder], before=NOBODY, out=os.path.join(folder, "..", "programs", "out"))
    bench.check("mistakes/--out where nobody may write: status 73", run.status == 73 and len(sentences(run)) == 1,
                (run.status, run.complained))


FULL = r"""
mount -t tmpfs -o size=24m none "$1" || exit 200
shift
"$@" >/dev/null 2>&1
sh -c 'cd "$0" && ls -l | wc -l && cat * | sha256sum' "$out" >"$notes.before"
dd if=/dev/zero of="$room/filler" bs=64k >/dev/null 2>&1
"$@"
status=$?
sh -c 'cd "$0" && ls -l | wc -l && cat * | sha256sum' "$out" >"$notes.after"
exit $status
"""


def test_full_disk(bench):
    room, notes = os.path.join(bench.work, "small-disk"), os.path.join(bench.work, "small-disk.notes")
    os.makedirs(room)
    out = os.path.join(room, "2026-11-23")
    folder = bench.folder("for-full-disk", {"%03d.html" % number: page(number) for number in range(300)})
    try:
        done = subprocess.run(["unshare", "-m", "sh", "-c", FULL, "sh", room, *bench.command([folder], out)],
                              env={**os.environ, "out": out, "room": room, "notes": notes}, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False)
    except FileNotFoundError:
        bench.skip("mistakes/full disk", "unshare is not installed")
        return
    run = Run(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"), out)
    if not os.path.exists(notes + ".after"):
        bench.skip("mistakes/full disk", "no small file system can be mounted here")
        return
    bench.check("mistakes/full disk: there was a report before", os.path.getsize(notes + ".before") > 60)
    with open(notes + ".before", encoding="utf-8") as one, open(notes + ".after", encoding="utf-8") as two:
        before, after = one.read(), two.read()
    bench.check("mistakes/full disk: status 73 or 74", run.status in (73, 74), (run.status, run.complained))
    bench.check("mistakes/full disk: one sentence", len(sentences(run)) == 1, run.complained)
    bench.check("mistakes/full disk: the previous report stays", before == after and int(before.split()[0]) > 3,
                (before, after))
