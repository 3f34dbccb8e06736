"""Names stay where they belong: at each level of masking in every byte that is written or printed; and crashes leave no core file, whatever the
operator's shell allows."""

import os
import resource
import signal

from harness import CANARIES, PUPILS, children, page, unpacked
from misdeeds import item


def core_limit(pid):
    with open("/proc/%d/limits" % pid, encoding="ascii") as source:
        line = next(line for line in source if line.startswith("Max core file size"))
    return line.split()[4:6]


def left_behind(*folders):
    """Files that a kernel may have written, and files in which a name stands in the clear."""
    cores, names = [], []
    for folder in folders:
        for here, _, files in os.walk(folder):
            for file in files:
                path = os.path.join(here, file)
                if file.startswith("core"):
                    cores.append(path)
                elif not path.endswith((".html", ".csv", ".db")) and "schoolaudit-scratch" not in file:
                    with open(path, "rb") as source:
                        data = source.read()
                    names += [path for word in CANARIES if word.encode() in data]
    return cores, names


def test_cores(bench):
    """A worker that crashes, and a coordinator that is made to crash while it knows every name, with cores allowed."""
    here, before = os.getcwd(), resource.getrlimit(resource.RLIMIT_CORE)
    folder = bench.folder("cores", {"1-crash.txt": item("crash"), "2-good.html": page(0), "3-hang.txt": item("hang")})
    place = os.path.join(bench.work, "cores-here")
    os.makedirs(place)
    os.chdir(place)
    try:
        if before[1] != resource.RLIM_INFINITY:
            bench.skip("cores: with cores allowed", "this shell may not allow core files")
        resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
        process = bench.start("cores", [folder])
        limits = {pid: core_limit(pid) for pid in [process.pid, *children(process.pid)]}
        bench.check("cores/no process may write one", len(limits) > 1 and all(limit == ["0", "0"] for limit in limits.values()), limits)
        process.send_signal(signal.SIGSEGV)
        process.communicate(timeout=60)
        bench.check("cores/the coordinator dies of it", process.returncode == -signal.SIGSEGV, process.returncode)
    finally:
        os.chdir(here)
        resource.setrlimit(resource.RLIMIT_CORE, before)
    cores, names = left_behind(place, folder)
    bench.check("cores/no core file, and no name anywhere", not cores and not names, (cores, names))


def bytes_of(path):
    with open(path, "rb") as source:
        return unpacked(os.path.basename(path), source.read())


def held(words, data):
    return [word for word in words if word.encode() in data or word.lower().encode() in data.lower()]


def test_levels(bench):
    """Three levels: without persons (board, mail, monitor, what is printed), masked (number and initials), with names (files that say so)."""
    folder = bench.folder("levels", {"%s.html" % number: page(number) for number in range(len(PUPILS))})
    beside = os.path.join(bench.work, "levels-beside")
    os.makedirs(beside)
    mail, figures = os.path.join(beside, "mail.txt"), os.path.join(beside, "figures.prom")
    run = bench.audit("levels", [folder], "--names", "--traces", "--summary", mail, "--metrics-file", figures)
    bench.check("levels/runs", run.status in (1, 3), (run.status, run.complained))
    files = sorted(os.listdir(run.out))
    named = [name for name in files if "-met-namen" in name]
    initials = ["S. d. Z.", "Y. e. Q.", "S. f. H."]
    alone = {"what was printed": (run.printed + run.complained).encode(), "mail": bytes_of(mail), "figures": bytes_of(figures),
             "samenvatting.html": bytes_of(os.path.join(run.out, "samenvatting.html"))}
    wrong = [(name, held(CANARIES + initials, data)) for name, data in alone.items() if held(CANARIES + initials, data)]
    bench.check("levels/without persons: no name, and no initials", not wrong, wrong)
    masked = [name for name in files if name not in named and name != "audit.db"]
    wrong = [(name, held(CANARIES, bytes_of(os.path.join(run.out, name)))) for name in masked if held(CANARIES, bytes_of(os.path.join(run.out, name)))]
    bench.check("levels/masked: no name in %d files" % len(masked), len(masked) > 6 and not wrong, wrong)
    page_bytes, named_bytes = (bytes_of(os.path.join(run.out, name)) for name in ("report.html", "report-met-namen.html"))
    bench.check("levels/masked: initials are there", held(initials, page_bytes) == initials, held(initials, page_bytes))
    bench.check("levels/with names: they are there, and the file says so", len(named) > 3 and held(CANARIES, named_bytes), named)
    loose = [name for name in files if os.stat(os.path.join(run.out, name)).st_mode & 0o077]
    bench.check("levels/nobody else may read them", not loose and os.stat(run.out).st_mode & 0o077 == 0, loose)
