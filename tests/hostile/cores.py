"""Crashes leave no core file, whatever the operator's shell allows: the names of the register are in the coordinator's memory."""

import os
import resource
import signal

from harness import CANARIES, children, page
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
