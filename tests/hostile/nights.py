"""From night to night: runs that expire, runs that were changed afterwards, and what a run tells a mail and a monitor."""

import json
import os
import shutil
import subprocess

from harness import CANARIES, Run, digests, end_by_signal, page, sentences
from misdeeds import item


def program(bench, *words):
    done = subprocess.run([os.path.join(bench.programs, "schoolaudit"), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120, check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), "")


def night(bench, folder, state, day, *options):
    """A run of that day; later options win."""
    run = bench.audit("nights", [folder], "--today", day, *options, out=os.path.join(state, day))
    bench.check("nights/%s runs" % day, run.status in (0, 1, 2, 3), (run.status, run.complained))
    return run


def narrow(bench, name, run):
    bench.check("nights/%s: 80 columns" % name, max(map(len, run.printed.splitlines()), default=0) <= 80, run.printed)
    bench.check("nights/%s: no names" % name, not any(word in run.printed for word in CANARIES), run.printed)


def test_purge(bench):
    folder = bench.folder("purged", {"a.html": page(0), "b.html": page(1)})
    state = os.path.join(bench.work, "kept")
    for day in ("2026-05-01", "2026-06-01", "2026-11-01"):
        night(bench, folder, state, day, "--names")
    others = bench.folder("kept/notes", {"manifest.json": b'{"schema": 1}', "brief.txt": b"van de school"})
    with open(os.path.join(state, "2026-06-01", "aantekening.txt"), "w", encoding="utf-8") as target:
        target.write("van de functionaris")
    with open(os.path.join(state, "decisions.log"), "a", encoding="utf-8"):
        pass
    outside = bench.folder("outside", {"keep.txt": b"niet van ons"})
    shutil.copy(os.path.join(state, "2026-05-01", "manifest.json"), outside)
    os.symlink(outside, os.path.join(state, "link"))
    before = digests(state)
    for language, word in (("nl", "2 controles zouden"), ("en", "2 runs would be")):
        run = program(bench, "purge", state, "--today", "2026-11-02", "--dry-run", "--language", language)
        narrow(bench, "purge --dry-run " + language, run)
        bench.check("nights/purge --dry-run %s: says what would go" % language, run.status == 0 and word in run.printed
                    and "2026-05-01" in run.printed, (run.status, run.printed, run.complained))
    bench.check("nights/purge --dry-run touches nothing", digests(state) == before)
    process = bench.start("purge", [bench.folder("hanging-purge", {"hang.txt": item("hang")})], out=os.path.join(state, "2026-11-03"))
    run = program(bench, "purge", state, "--today", "2026-11-02")
    bench.check("nights/purge beside an audit: status 75, one sentence", run.status == 75 and len(sentences(run)) == 1,
                (run.status, run.complained))
    bench.check("nights/purge beside an audit touches nothing",
                {name for name in before if name not in digests(state)} == set())
    end_by_signal(process)

    run = program(bench, "purge", state, "--today", "2026-11-02", "--language", "en")
    narrow(bench, "purge", run)
    text = " ".join(run.printed.split())
    bench.check("nights/purge says what it did, and of backups", run.status == 0 and "2 runs deleted; still to be kept: 1." in text and "Backups" in text
                and "the folder stays" in text, (run.status, run.printed, run.complained))
    bench.check("nights/purge: the expired are gone", not os.path.exists(os.path.join(state, "2026-05-01"))
                and os.listdir(os.path.join(state, "2026-06-01")) == ["aantekening.txt"], os.listdir(state))
    left = digests(state)
    bench.check("nights/purge: the rest is as it was", all(left.get(name) == digest for name, digest in before.items()
                                                          if name.startswith(("2026-11-01", "notes", "decisions"))), sorted(left))
    bench.check("nights/purge follows no link and touches nothing of others", sorted(os.listdir(outside)) == ["keep.txt", "manifest.json"]
                and sorted(os.listdir(others)) == ["brief.txt", "manifest.json"])
    with open(os.path.join(state, "purge.log"), encoding="utf-8") as log:
        lines = [json.loads(line) for line in log]
    bench.check("nights/purge: its log", [line["folder"] for line in lines] == ["2026-05-01", "2026-06-01"]
                and all(line["purged"] == "2026-11-02" and line["files"] > 3 and line["whole"] for line in lines), lines)
    run = program(bench, "purge", os.path.join(bench.work, "nergens"))
    bench.check("nights/purge of nothing: status 66, one sentence", run.status == 66 and len(sentences(run)) == 1, run.complained)
    run = program(bench, "purge", state, "--state", outside, "--today", "2027-11-02")
    bench.check("nights/purge with the state elsewhere: the log is there", run.status == 0 and os.path.exists(os.path.join(outside, "purge.log"))
                and not os.path.exists(os.path.join(state, "2026-11-01")), (run.status, run.printed, run.complained))


def test_verify(bench):
    folder = bench.folder("verified", {"a.html": page(0), "sub/b.html": page(1)})
    state = os.path.join(bench.work, "watched")
    first, second = (night(bench, folder, state, day).out for day in ("2026-11-01", "2026-11-02"))

    def verify(out, status, *words):
        for language in ("nl", "en"):
            run = program(bench, "verify", out, "--language", language)
            name = "verify, %s, %s" % (words[0], language)
            narrow(bench, name, run)
            bench.check("nights/%s: status %d" % (name, status), run.status == status, (run.status, run.printed, run.complained))
        bench.check("nights/verify says: " + words[0], all(word in " ".join(run.printed.split()) for word in words), run.printed)

    verify(first, 0, "no run before it", "0 different; 0 cannot")
    verify(second, 0, "is unchanged", "0 different; 0 cannot")
    with open(os.path.join(folder, "sub/b.html"), "ab") as target:
        target.write(b"<p>later")
    verify(second, 1, "item 2 is not what it was", "1 different")
    os.remove(os.path.join(folder, "sub/b.html"))
    verify(second, 0, "1 item cannot be read", "0 different")
    with open(bench.register, "ab") as target:
        target.write(b"105;Nog;;Iemand;8;Ja\r\n")
    verify(second, 1, "leerlingen.csv: not what it was")
    with open(os.path.join(first, "manifest.json"), "a", encoding="utf-8") as target:
        target.write("\n")
    verify(second, 1, "its manifest was changed", "2 different")
    shutil.rmtree(first)
    verify(second, 1, "not here any more", "1 different")
    with open(os.path.join(second, "findings.csv"), "ab") as target:
        target.write(b"x")
    os.remove(os.path.join(second, "report.html"))
    verify(second, 1, "findings.csv: not what the run wrote", "report.html: belongs to the run", "3 different")
    with open(os.path.join(second, "audit.db"), "r+b") as target:
        target.seek(64)
        target.write(b"x")
    verify(second, 1, "audit.db is not what it was")
    for words in ((), (folder,)):
        run = program(bench, "verify", *words)
        bench.check("nights/verify %s: one sentence" % len(words), run.status == (66 if words else 64) and len(sentences(run)) == 1,
                    (run.status, run.complained))
    rewrite_register(bench)


def rewrite_register(bench):
    with open(bench.register, "rb") as source:
        lines = source.read().splitlines(keepends=True)
    with open(bench.register, "wb") as target:
        target.writelines(line for line in lines if not line.startswith(b"105;"))
