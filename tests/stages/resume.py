"""Runs that are killed at random moments and taken up again; runs after a change of the inputs."""

import os
import random
import shutil
import signal
import subprocess
import time
import zipfile

from school import clean, differing, make_page, run_env

MOMENTS = int(os.environ.get("STAGES_MOMENTS", "50"))


def start(school, program, out):
    return subprocess.Popen(school.command(program, "audit", out), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, env=run_env())


def children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as source:
            return [int(word) for word in source.read().split()]
    except OSError:
        return []


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def wait_until(process, moment):
    """False when it ended before."""
    try:
        process.wait(max(0, moment))
    except subprocess.TimeoutExpired:
        return True
    return False


def disturb(chance, school, program, out, length):
    """One or two kills: of the coordinator, of a worker, of a worker and later the coordinator."""
    kind = chance.choice(["coordinator", "worker", "both"])
    process = start(school, program, out)
    running = wait_until(process, chance.uniform(0, length))
    workers = children(process.pid) if running else []
    if kind != "coordinator" and workers:
        kill(chance.choice(workers))
    if kind == "both" and running:
        running = wait_until(process, chance.uniform(0, length / 2))
    if kind != "worker" and running:
        kill(process.pid)
    process.wait()
    return kind


def test_resume(tests, school, programs, work):
    started = time.monotonic()
    whole = os.path.join(clean(os.path.join(work, "undisturbed")), "2026-11-23")
    status, complaint = school.run(programs, "audit", whole)
    length = time.monotonic() - started
    if not tests.check("an undisturbed run", status in (1, 3), complaint):
        return
    chance = random.Random(20261129)
    state, bad = os.path.join(work, "broken"), []
    for number in range(MOMENTS):
        out = os.path.join(state, "2026-11-23")
        if chance.random() < 0.7:
            clean(state)
        kinds = [disturb(chance, school, programs, out, length) for _ in range(chance.choice([1, 1, 2]))]
        again, complaint = school.run(programs, "audit", out)
        different = differing(whole, out)
        if again != status or different:
            bad.append("moment %d (%s): status %d, %s differ %s" % (number, kinds, again, different, complaint))
    tests.check("killed at %d moments and taken up again: the same bytes" % MOMENTS, not bad, "\n".join(bad))
    left = [name for name in os.listdir(state) if name.endswith((".part", ".broken"))]
    tests.check("nothing of a broken-off run is left beside a whole one", not left, left)


# ---- changes ----

def change_zip(chance, path):
    """One member of a zip says something else, one goes, one comes."""
    with zipfile.ZipFile(path) as source:
        members = [(info, source.read(info)) for info in source.infolist()]
    pages = [index for index, (info, _) in enumerate(members) if info.filename.endswith(".html")]
    changed = chance.choice(pages)
    members[changed] = (members[changed][0], make_page(chance, chance.randrange(1000)))
    members.pop(chance.choice([index for index in pages if index != changed]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for info, data in members:
            target.writestr(info, data)
        target.writestr("pagina/nieuw%d.html" % chance.randrange(10 ** 6), make_page(chance, 1))


def change_folder(chance, folder):
    files = sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names)
    for path in chance.sample(files, 3):
        kind = chance.choice(["append", "remove", "copy", "swap", "touch"])
        if kind == "append":
            with open(path, "ab") as target:
                target.write(b"<p>later erbij: Elif</p>")
        elif kind == "remove":
            os.unlink(path)
        elif kind == "copy":
            shutil.copy(path, os.path.join(folder, "kopie%d%s" % (chance.randrange(10 ** 6), os.path.splitext(path)[1])))
        elif kind == "swap":  # same size, same time, other bytes
            status = os.stat(path)
            with open(path, "r+b") as target:
                data = bytearray(target.read())
                data[len(data) // 2:] = reversed(data[len(data) // 2:])
                target.seek(0)
                target.write(data)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        else:
            os.utime(path)


def test_nights(tests, school, programs, work):
    """Night after night with changes; each compared with a run that reads everything anew."""
    chance = random.Random(11)
    state = os.path.join(work, "nights")
    bad = []
    for night in range(int(os.environ.get("STAGES_NIGHTS", "6"))):
        if night > 0:
            change_folder(chance, os.path.join(school.demo, "website-2025"))
        if night % 2 == 1:
            change_zip(chance, os.path.join(school.demo, "bijlagen.zip"))
        if night == 4:
            swap_pupils(os.path.join(school.demo, "leerlingen.csv"))
        out, full = os.path.join(state, "2026-11-23"), os.path.join(work, "full", "2026-11-23")
        clean(out)
        clean(os.path.dirname(full))
        status, complaint = school.run(programs, "audit", out)
        whole, _ = school.run(programs, "audit", full, "--full")
        different = differing(full, out)
        if status != whole or different or complaint:
            bad.append("night %d: status %d for %d, %s differ %s" % (night, status, whole, different, complaint))
    tests.check("nights with changes: the same bytes as with --full", not bad, "\n".join(bad))


def swap_pupils(path):
    """The last two lines of the register change places: who is who is another matter then."""
    with open(path, "rb") as source:
        lines = source.read().splitlines(keepends=True)
    lines[-1], lines[-2] = lines[-2], lines[-1]
    with open(path, "wb") as target:
        target.write(b"".join(lines))
