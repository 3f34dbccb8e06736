"""Shards in any number and order, killed, twice, missing; by GNU parallel, and by a real Slurm."""

import os
import random
import shutil
import subprocess
import time

from resume import kill
from school import BOUND, clean, differing, one_go, run_env

SHARDS = [int(word) for word in os.environ.get("STAGES_SHARDS", "1 2 7 64").split()]


def scan_all(school, programs, out, count, order, options=()):
    bad = []
    for shard in order:
        status, complaint = school.run(programs, "scan", out, "--shard", "%d/%d" % (shard, count), *options)
        if status != 0 or complaint:
            bad.append("shard %d/%d: %d %s" % (shard, count, status, complaint))
    return bad


def merged(tests, school, programs, out, whole, name, bad):
    status, complaint = school.run(programs, "merge", out)
    different = differing(whole, out)
    tests.check(name, status in (1, 3) and not bad and not different and not complaint,
                "status %d, %s differ\n%s\n%s" % (status, different, complaint, "\n".join(bad)))


def test_division(tests, school, programs, work):
    whole = one_go(tests, school, programs, work)
    chance = random.Random(64)
    for count in SHARDS:
        out = os.path.join(clean(os.path.join(work, "divided-%d" % count)), "2026-11-23")
        order = list(range(1, count + 1))
        chance.shuffle(order)
        bad = scan_all(school, programs, out, count, order)
        merged(tests, school, programs, out, whole, "%d shards in random order: the same bytes as in one go" % count, bad)
        tests.check("%d shards: nothing of them is left after the merge" % count, not os.path.exists(os.path.join(out, ".shards")))


def test_told(tests, school, programs, work):
    """Mail, monitor and the operator's program hear of a merge, and of one that does not come about."""
    out = os.path.join(clean(os.path.join(work, "told")), "2026-11-23")
    folder = os.path.dirname(out)
    os.makedirs(folder)
    told, summary, metrics = (os.path.join(folder, name) for name in ("told.txt", "mail.txt", "monitor.prom"))
    program = os.path.join(folder, "tell.sh")
    with open(program, "w", encoding="utf-8") as file:
        file.write('#!/bin/sh\necho "$@" >>%s\n' % told)
    os.chmod(program, 0o755)
    with open(summary, "w", encoding="utf-8") as file:
        file.write("of yesterday\n")
    options = ("--notify-cmd", program, "--summary", summary, "--metrics-file", metrics)
    early, complaint = school.run(programs, "merge", out, *options)
    heard = open(told, encoding="utf-8").read()
    tests.check("a merge without shards ends for mail, monitor and program too",
                early >= 64 and "start " in heard and " %d\n" % early in heard and not os.path.exists(summary) and os.path.exists(metrics),
                "%d %s %s" % (early, complaint, heard))
    bad = scan_all(school, programs, out, 1, [1])
    status, complaint = school.run(programs, "merge", out, *options)
    heard = open(told, encoding="utf-8").read()
    tests.check("a merge tells mail, monitor and program",
                status in (1, 3) and not bad and not complaint and " %d\n" % status in heard and os.path.getsize(summary) > 0,
                "%d %s %s %s" % (status, complaint, heard, bad))


def kill_when_begun(process, folder, shard):
    """Kills a scan as soon as its shard's unfinished file stands there; False when it ended first. Waiting by
    the clock would do on one machine and not on the next."""
    begun = False
    while not begun and process.poll() is None:
        time.sleep(0.001)
        begun = os.path.isdir(folder) and any(name.startswith(shard + ".") for name in os.listdir(folder))
    kill(process.pid)
    process.wait()
    return begun and not os.path.exists(os.path.join(folder, shard))


def test_killed(tests, school, programs, work):
    """One killed and repeated, two at the same time on one shard."""
    whole = one_go(tests, school, programs, work)
    out = os.path.join(clean(os.path.join(work, "killed")), "2026-11-23")
    command = school.command(programs, "scan", out, "--shard", "2/3")
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=run_env())
    begun = kill_when_begun(process, os.path.join(out, ".shards"), "shard-2-of-3")
    tests.check("a shard is killed while it is written", begun)
    bad = scan_all(school, programs, out, 3, [3])
    status, complaint = school.run(programs, "merge", out)
    ledger = open(os.path.join(out, "ledger.csv"), encoding="utf-8-sig").read()
    tests.check("missing shards are named as an array, and make the run incomplete",
                status in (2, 3) and "1-2" in complaint and "--array=1-2" in complaint and "not-scanned" in ledger,
                "%d %s" % (status, complaint))
    twins = [subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=run_env())
             for _ in range(2)]
    bad += [twin.communicate(timeout=BOUND)[1].decode() for twin in twins if twin.wait(BOUND) != 0]
    bad += scan_all(school, programs, out, 3, [1, 3])
    merged(tests, school, programs, out, whole, "a shard killed and repeated, twice at once: the same bytes", bad)


def test_refusals(tests, school, programs, work):
    out = os.path.join(clean(os.path.join(work, "refused")), "2026-11-23")
    for said, env in (("0/3", {}), ("4/3", {}), ("x", {}), ("/3", {}), ("/3", {"SLURM_ARRAY_TASK_ID": "4"}),
                      ("/3", {"JOB_COMPLETION_INDEX": "3"})):
        status, complaint = school.run(programs, "scan", out, "--shard", said, env=env)
        tests.check("--shard %s %s: status 64, one sentence" % (said, env), status == 64 and complaint.count("\n") <= 3, (status, complaint))
    status, complaint = school.run(programs, "merge", out)
    tests.check("merging nothing: status 66, one sentence", status == 66, (status, complaint))
    for shard, env in ((1, {"SLURM_ARRAY_TASK_ID": "1"}), (2, {"JOB_COMPLETION_INDEX": "1"})):
        status, complaint = school.run(programs, "scan", out, "--shard", "/2", env=env)
        there = os.path.exists(os.path.join(out, ".shards", "shard-%d-of-2" % shard))
        tests.check("the scheduler's number: %s is shard %d" % (env, shard), status == 0 and there, (status, complaint))
    status, complaint = school.run(programs, "merge", out, "--no-faces")
    tests.check("shards of another kind: status 65, one sentence", status == 65, (status, complaint))


def test_parallel(tests, school, programs, work):
    whole = one_go(tests, school, programs, work)
    if not shutil.which("parallel"):
        tests.skip("shards by GNU parallel", "parallel is not installed: make needed-test")
        return
    out = os.path.join(clean(os.path.join(work, "by-parallel")), "2026-11-23")
    words = school.command(programs, "scan", out, "--shard", "{}/5")
    done = subprocess.run(["parallel", "--will-cite", "-j", "3", *words, ":::", "5", "1", "3", "2", "4", "3"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=BOUND, check=False, env=run_env())
    merged(tests, school, programs, out, whole, "by GNU parallel, one of them twice: the same bytes",
           [done.stderr.decode()] if done.returncode else [])
