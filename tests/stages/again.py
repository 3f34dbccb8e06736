"""A run that is judged or reported again; what scans leave, and until when."""

import os
import shutil
import subprocess

from school import BOUND, clean, differing, one_go, run_env

# The store is packed when it is copied, and the manifest tells its digest.
COPIED = ("audit.db", "manifest.json")


def call(program, *words):
    done = subprocess.run([program, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=BOUND,
                          check=False, env=run_env())
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_again(tests, school, programs, work):
    whole = one_go(tests, school, programs, work)
    for stage in ("judge", "report"):
        out = os.path.join(clean(os.path.join(work, "again-" + stage)), "2026-11-23")
        status, _, complaint = call(programs, stage, whole, "--out", out, "--names", "--quiet")
        different = differing(whole, out, COPIED)
        tests.check("%s of a run again: the same bytes" % stage, status in (1, 3) and not different and not complaint,
                    "%d %s %s differ" % (status, complaint, different))
        status, printed, complaint = call(programs, "verify", out)
        tests.check("%s of a run again: what came of it verifies" % stage, status == 0, printed + complaint)
    out = os.path.join(work, "again-judge", "later")
    status, _, complaint = call(programs, "judge", whole, "--out", out, "--today", "2027-03-01", "--quiet")
    with open(os.path.join(out, "findings.json"), encoding="utf-8") as source:
        tests.check("judge on a later day", status in (1, 3) and '"2027-03-01"' in source.read(), complaint)
    for name, wanted, words in (("judge into the run itself", 64, ["judge", whole, "--out", whole]),
                                ("judge of no run", 66, ["judge", school.demo, "--out", out]),
                                ("judge by words that nobody looked for", 65, ["judge", whole, "--out", out, "--policy", "kennisnet"])):
        before = sorted(os.listdir(whole))
        status, _, complaint = call(programs, *words)
        tests.check("%s: status %d, one sentence" % (name, wanted), status == wanted and complaint.startswith("schoolaudit: ")
                    and sorted(os.listdir(whole)) == before, (status, complaint))


def test_kept(tests, school, programs, work):
    """Facts and shards hold names: they go when their day has passed."""
    whole = one_go(tests, school, programs, work)
    state = clean(os.path.join(work, "kept"))
    shutil.copytree(os.path.dirname(whole), state)
    facts = os.path.join(state, ".schoolaudit-facts")
    shards = os.path.join(state, "2026-11-24", ".shards")
    status, complaint = school.run(programs, "scan", os.path.dirname(shards), "--shard", "1/9")
    modes = {oct(os.stat(path).st_mode & 0o777) for path in [facts] + [os.path.join(shards, name) for name in os.listdir(shards)]}
    tests.check("facts and shards are for their owner alone", status == 0 and modes == {"0o600"}
                and os.stat(shards).st_mode & 0o777 == 0o700, (modes, complaint))
    status, printed, _ = call(programs, "purge", state, "--today", "2026-12-31")
    tests.check("purge before their day: they stay", status == 0 and os.path.exists(facts) and os.path.exists(shards), printed)
    status, printed, _ = call(programs, "purge", state, "--today", "2027-06-01", "--dry-run")
    tests.check("purge --dry-run names them and leaves them", status == 0 and os.path.exists(facts) and os.path.exists(shards)
                and ".schoolaudit-facts" in printed.replace("\n  ", ""), printed)
    status, printed, _ = call(programs, "purge", state, "--today", "2027-06-01")
    tests.check("purge after their day: they go", status == 0 and not os.path.exists(facts) and not os.path.exists(os.path.dirname(shards)), printed)


def test_libraries(tests, school, programs, work):
    """What an older library read is not taken over from."""
    whole = one_go(tests, school, programs, work)
    state = clean(os.path.join(work, "libraries"))
    shutil.copytree(os.path.dirname(whole), state)
    source, library = os.path.join(work, "other.c"), os.path.join(work, "other.so")
    with open(source, "w", encoding="utf-8") as target:
        target.write("int nobody_calls_this;\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-Wl,--build-id", "-o", library, source], check=True)
    told = []
    for more in ({}, {"LD_PRELOAD": library}):
        command = school.command(programs, "audit", os.path.join(state, "2026-11-23"))
        command.remove("--quiet")
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=BOUND,
                              check=False, env={**run_env(), **more})
        told.append(" ".join(done.stdout.decode().split()))
    tests.check("the same libraries: facts are taken over", "taken over from the audit before" in told[0] and "read anew" not in told[0], told[0])
    tests.check("another library in the workers: everything is read anew", "read anew" in told[1], told[1])
