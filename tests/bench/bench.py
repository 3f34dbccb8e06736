#!/usr/bin/env python3
"""Measures audits: bench.py BUILD [--megabytes N] [--rounds N] [--photos|--readers].

Processor time is user + system of all processes of a command (getrusage of its children), commands
alternate, the median of the rounds counts. Memory is sampled from /proc while an audit runs: the
largest resident size of the coordinator and of any worker, and the memfds that are open anywhere,
mapped or not, each counted once.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time

import photos
import readers

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Memory(threading.Thread):
    """Samples a process and its descendants until stop is set."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.stop = pid, threading.Event()
        self.coordinator = self.worker = self.memfds = self.together = 0

    def run(self):
        while not self.stop.wait(0.03):
            self.sample()

    def family(self):
        parents = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open("/proc/%s/stat" % name, encoding="utf-8", errors="replace") as source:
                        text = source.read()
                    parents[int(name)] = int(text[text.rindex(")") + 2:].split()[1])
                except OSError:
                    pass
        members, size = {self.pid}, 0
        while len(members) != size:
            size = len(members)
            members |= {pid for pid, parent in parents.items() if parent in members}
        return members

    def sample(self):
        sizes, memfds = {}, {}
        for pid in self.family():
            try:
                with open("/proc/%d/status" % pid, encoding="utf-8") as source:
                    found = re.search(r"VmRSS:\s+(\d+)", source.read())
                if found:
                    sizes[pid] = int(found.group(1)) * 1024
                for number in os.listdir("/proc/%d/fd" % pid):
                    path = "/proc/%d/fd/%s" % (pid, number)
                    if os.readlink(path).startswith("/memfd:"):
                        status = os.stat(path)
                        memfds[status.st_ino] = status.st_blocks * 512
            except OSError:
                pass
        shared = sum(memfds.values())
        self.coordinator = max(self.coordinator, sizes.get(self.pid, 0))
        self.worker = max([self.worker] + [size for pid, size in sizes.items() if pid != self.pid])
        self.memfds = max(self.memfds, shared)
        self.together = max(self.together, sum(sizes.values()) + shared)


def measure(command, good=(0,), sampled=False, quiet=False):
    """(processor seconds, wall seconds, memory or None) of one command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL if quiet else None) as process:
        memory = Memory(process.pid) if sampled else None
        if memory:
            memory.start()
        status = process.wait()
        wall = time.monotonic() - started
        if memory:
            memory.stop.set()
            memory.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status not in good:
        sys.exit("%s: ended with status %d" % (" ".join(command[:3]), status))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, memory


class Bench:
    def __init__(self, build, rounds):
        self.build, self.rounds = build, rounds
        self.folder = os.path.join(build, "bench")
        os.makedirs(self.folder, exist_ok=True)
        self.mapping = os.path.join(self.folder, "demo", "leerlingen.map.yaml")
        if not os.path.exists(self.mapping):
            self.make("make_demo.py", os.path.join(self.folder, "demo"))

    def make(self, script, *arguments):
        subprocess.run([sys.executable, "-B", os.path.join(TOP, "fixtures", script), *arguments], check=True,
                       stdout=subprocess.DEVNULL)

    def site(self, name, megabytes, items=0, people=500):
        """Archive and register, made once."""
        archive, register = os.path.join(self.folder, name), os.path.join(self.folder, name + ".csv")
        if not (os.path.exists(archive) and os.path.exists(register)):
            more = ["--items", str(items)] if items else []
            part = os.path.join(self.folder, "part-" + name)
            self.make("make_site.py", part, "--megabytes", str(megabytes), *more, "--people", str(people), "--register", register)
            os.rename(part, archive)
        return archive, register

    def audit(self, archive, register, *options, sampled=False, looks=False):
        out = os.path.join(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        return measure([os.path.join(self.build, "schoolaudit"), "audit", "--register", register, "--mapping", self.mapping,
                        "--policy", "cederboom", "--today", "2026-11-23", "--pixels", "all" if looks else "never", "--quiet",
                        "--out", os.path.join(out, "2026-11-23"), *options, archive], good=(0, 1, 2, 3), sampled=sampled)

    def beside_unpacking(self, archive, register):
        unpack = "exec bsdtar -xOf '%s' > /dev/null" % archive
        rows = [(measure(["sh", "-c", unpack]), self.audit(archive, register)) for _ in range(self.rounds)]
        bare_cpu = statistics.median(bare[0] for bare, _ in rows)
        bare_wall = statistics.median(bare[1] for bare, _ in rows)
        cpu = statistics.median(audit[0] for _, audit in rows)
        wall = statistics.median(audit[1] for _, audit in rows)
        ratios = sorted(audit[0] / bare[0] for bare, audit in rows)
        print("  bsdtar %.2f s CPU, %.2f s wall; audit %.2f s CPU, %.2f s wall" % (bare_cpu, bare_wall, cpu, wall))
        print("  ratio CPU %.2f (%.2f to %.2f); wall/CPU %.2f" % (statistics.median(ratios), ratios[0], ratios[-1], wall / cpu))
        return wall

    def memory(self, archive, register, *options):
        memory = self.audit(archive, register, *options, sampled=True)[2]
        print("  peak: coordinator %.0f MB, largest worker %.0f MB, memfds %.0f MB, all together %.0f MB"
              % tuple(size / 1e6 for size in (memory.coordinator, memory.worker, memory.memfds, memory.together)))

    def median_audit(self, archive, register):
        rows = [self.audit(archive, register) for _ in range(self.rounds)]
        return statistics.median(row[0] for row in rows), statistics.median(row[1] for row in rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--photos", action="store_true", help="photos only")
    parser.add_argument("--readers", action="store_true", help="documents only")
    given = parser.parse_args()
    bench = Bench(os.path.abspath(given.build), given.rounds)
    print("%d processors, load %.1f, %d rounds" % (os.cpu_count(), os.getloadavg()[0], given.rounds))
    if not given.readers:
        photos.run(bench, measure)
    if not given.photos:
        readers.run(bench, measure)
    if given.photos or given.readers:
        return
    for ending in ("zip", "tar.gz"):
        archive, register = bench.site("site-%d.%s" % (given.megabytes, ending), given.megabytes)
        print("%d MB website as %s, 500 pupils" % (given.megabytes, ending))
        bench.beside_unpacking(archive, register)
        bench.memory(archive, register)
    archive, few = bench.site("site-%d.zip" % given.megabytes, given.megabytes)
    _, many = bench.site("people.zip", 1, people=100_000)
    with_few, with_many = bench.median_audit(archive, few), bench.median_audit(archive, many)
    print("the same %d MB as zip, 500 and 100,000 pupils" % given.megabytes)
    print("  %.2f and %.2f s CPU: %.2f times" % (with_few[0], with_many[0], with_many[0] / with_few[0]))
    bench.memory(archive, many)
    small, register = bench.site("items-20000.zip", 20, items=20_000)
    large, _ = bench.site("items-200000.zip", 200, items=200_000)
    with_few, with_many = bench.median_audit(small, register), bench.median_audit(large, register)
    print("20,000 and 200,000 small items")
    print("  %.2f and %.2f s CPU: %.2f times; %.0f items a second" % (with_few[0], with_many[0], with_many[0] / with_few[0],
                                                                     200_000 / with_many[1]))
    bench.memory(large, register)


if __name__ == "__main__":
    main()
