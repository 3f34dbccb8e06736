"""From night to night: runs that expire, runs that were changed afterwards, and what a run tells a mail and a monitor."""

import json
import os
import re
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
    outside = bench.folder("outside-state", {"keep.txt": b"niet van ons"})
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
    for day in ("2026-11-02", "2026-11-03"):
        night(bench, folder, state, day)
    run = program(bench, "purge", state, "--today", "2026-11-03", "--keep-runs", "0", "--language", "en")
    bench.check("nights/purge --keep-runs 0: status 64, one sentence", run.status == 64 and len(sentences(run)) == 1, (run.status, run.complained))
    run = program(bench, "purge", state, "--today", "2026-11-03", "--keep-runs", "2", "--language", "en")
    bench.check("nights/purge --keep-runs: the latest stay", run.status == 0 and "1 run deleted; still to be kept: 2." in " ".join(run.printed.split())
                and not os.path.exists(os.path.join(state, "2026-11-01")) and os.path.exists(os.path.join(state, "2026-11-02", "report.html")),
                (run.status, run.printed, run.complained))
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
    behind = os.path.join(bench.work, "behind-a-link")
    os.symlink(state, behind)
    run = program(bench, "verify", os.path.join(behind, "2026-11-02"))
    bench.check("nights/verify behind a link: the store too", run.status == 0 and "audit.db" not in run.printed, (run.status, run.printed))
    run = program(bench, "report", os.path.join(behind, "2026-11-02"), "--out", os.path.join(bench.work, "from-a-link"))
    bench.check("nights/report of a run behind a link", run.status in (0, 1, 2, 3), (run.status, run.complained))
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


def test_verified_later(bench):
    """From another folder than the run was made in, and after what came before was purged."""
    work = bench.folder("made-here", {"site/a.html": page(0), "een.zip": page(1), "leerlingen.map.yaml": b"list: everyone\n",
                                      "school.yaml": b"id: school\ntitle: {nl: S, en: S}\nextends: basis\n"})
    shutil.copy(bench.register, os.path.join(work, "leerlingen.csv"))
    state = os.path.join(work, "audits")

    def made(day):
        done = subprocess.run([os.path.join(bench.programs, "schoolaudit"), "audit", "--register", "leerlingen.csv", "--policy", "./school.yaml",
                               "--today", day, "--quiet", "--no-faces", "--out", "audits/" + day, "site", "een.zip"], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False, cwd=work)
        bench.check("nights/verify later: %s runs" % day, done.returncode in (0, 1, 2, 3), done.stderr.decode())

    made("2026-05-01")
    made("2026-11-01")
    run = program(bench, "verify", os.path.join(state, "2026-11-01"))
    bench.check("nights/verify from another folder finds all that was given by relative paths", run.status == 0
                and "0 different; 0 cannot" in " ".join(run.printed.split()), (run.printed, run.complained))
    with open(os.path.join(work, "leerlingen.map.yaml"), "ab") as target:
        target.write(b"values: {x: yes}\n")
    run = program(bench, "verify", os.path.join(state, "2026-11-01"))
    bench.check("nights/verify: a mapping that only lay beside the list", run.status == 1 and "leerlingen.map.yaml: not what it was" in
                " ".join(run.printed.split()), run.printed)
    with open(os.path.join(work, "leerlingen.map.yaml"), "wb") as target:
        target.write(b"list: everyone\n")
    program(bench, "purge", state, "--today", "2026-11-02")
    run = program(bench, "verify", os.path.join(state, "2026-11-01"), "--language", "en")
    narrow(bench, "verify after purge", run)
    bench.check("nights/verify after purge follows the chain into the log", run.status == 0 and "was purged on 2 Nov 2026" in
                " ".join(run.printed.split()) and "0 different; 0 cannot" in " ".join(run.printed.split()), run.printed)
    elsewhere = bench.folder("log-elsewhere", {"x": b""})
    shutil.move(os.path.join(state, "purge.log"), elsewhere)
    run = program(bench, "verify", os.path.join(state, "2026-11-01"))
    bench.check("nights/verify without the log: it cannot be said", run.status == 0 and "1 cannot be compared" in " ".join(run.printed.split()), run.printed)
    run = program(bench, "verify", os.path.join(state, "2026-11-01"), "--state", elsewhere)
    bench.check("nights/verify --state: the log of another folder", run.status == 0 and "was purged on" in " ".join(run.printed.split()), run.printed)
    shutil.move(os.path.join(elsewhere, "purge.log"), state)
    with open(os.path.join(state, "purge.log"), encoding="utf-8") as log:
        lines = log.read()
    with open(os.path.join(state, "purge.log"), "w", encoding="utf-8") as log:
        log.write("geen regel van ons\n" + re.sub(r'"manifest": "..', '"manifest": "00', lines))
    run = program(bench, "verify", os.path.join(state, "2026-11-01"))
    bench.check("nights/verify: a log that says otherwise", run.status == 1 and "1 different" in run.printed, run.printed)


def test_written_apart(bench):
    """What a run writes never lies in what it reads."""
    folder = bench.folder("read-here", {"a.html": page(0), "sub/b.html": page(1)})
    single = os.path.join(bench.folder("read-single", {"c.html": page(2)}), "c.html")
    link = os.path.join(bench.work, "link-into")
    os.symlink(os.path.join(folder, "sub"), link)
    register = bench.register
    read_from = [folder, os.path.dirname(single)]
    before = [digests(path) for path in read_from] + [read(register)]
    for option, path in (("--summary", os.path.join(folder, "mail.txt")), ("--metrics-file", os.path.join(folder, "sub/new/m.prom")),
                         ("--summary", os.path.join(link, "mail.txt")), ("--summary", single), ("--metrics-file", register),
                         ("--summary", register), ("--state", os.path.join(folder, "state"))):
        run = bench.audit("apart", [folder, single], option, path)
        bench.check("nights/%s %s is refused: status 64, one sentence" % (option, os.path.relpath(path, bench.work)),
                    run.status == 64 and len(sentences(run)) == 1 and path in run.complained, (run.status, run.complained))
    bench.check("nights/what is read is as it was", [digests(path) for path in read_from] + [read(register)] == before)
    run = bench.audit("apart", [folder, single], "--summary", os.path.join(bench.work, "read-here.txt"))
    bench.check("nights/a name that only begins the same is no input", run.status in (0, 1, 2, 3), run.complained)


def rewrite_register(bench):
    with open(bench.register, "rb") as source:
        lines = source.read().splitlines(keepends=True)
    with open(bench.register, "wb") as target:
        target.writelines(line for line in lines if not line.startswith(b"105;"))


def metrics(path):
    """Name with labels, and value; None where a line is none of the form."""
    with open(path, encoding="utf-8") as source:
        lines = [line for line in source.read().splitlines() if not re.fullmatch(r"# (HELP|TYPE) schoolaudit_\w+ .+", line)]
    pairs = [re.fullmatch(r'(schoolaudit_\w+(?:\{\w+="[\w-]+"(?:,\w+="[\w-]+")*\})?) (\d+)', line) for line in lines]
    return {pair.group(1): int(pair.group(2)) for pair in pairs} if all(pairs) else None


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as source:
        return source.read()


def test_told(bench):
    folder = bench.folder("told", {"a.html": page(0), "b.html": page(1)})
    state = os.path.join(bench.work, "told-state")
    os.makedirs(state)
    mail, prom = os.path.join(state, "mail.txt"), os.path.join(state, "schoolaudit.prom")
    first = night(bench, folder, state, "2026-11-01", "--summary", mail, "--metrics-file", prom, "--language", "en")
    text, figures = read(mail), metrics(prom)
    found = first.query("SELECT count(*) FROM finding WHERE as_ = 'verdict' AND state = 'new'")[0][0]
    failed = first.query("SELECT clause FROM clause_result WHERE result = 'fail'")
    bench.check("nights/summary: figures, clauses, where the report is",
                all(word in text for word in ("Audit of 1 Nov 2026", "no earlier audit", "new: %d\n" % found, "2 items, of which 0",
                                              "%d clause" % len(failed), first.out + "/report.html"))
                and all(clause in text for clause, in failed) and found > 0, text)
    bench.check("nights/summary: no names", not any(word in text + read(prom) for word in CANARIES), text)
    start = 1793491200  # 2026-11-01T00:00:00Z
    bench.check("nights/metrics: the form, times, items", figures and figures.get("schoolaudit_last_start_timestamp_seconds") == start
                and figures.get("schoolaudit_last_complete_timestamp_seconds", start) == start
                and figures.get('schoolaudit_items{state="read"}') == 2 and figures.get("schoolaudit_last_exit_status") == first.status
                and sum(value for name, value in figures.items() if name.startswith("schoolaudit_findings{")) > 0, read(prom))
    bench.check("nights/metrics: may be read by the monitor", os.stat(prom).st_mode & 0o777 == 0o644)

    os.remove(os.path.join(folder, "b.html"))
    second = night(bench, folder, state, "2026-11-02", "--summary", mail, "--metrics-file", prom, "--language", "nl")
    gone = second.query("SELECT count(*) FROM vanished WHERE state = 'resolved'")[0][0]
    bench.check("nights/summary against the run before, in Dutch", gone > 0 and "vergeleken met 01-11-2026" in read(mail)
                and "opgelost: %d\n" % gone in read(mail), read(mail))
    bench.check("nights/metrics replaced", metrics(prom).get("schoolaudit_last_start_timestamp_seconds") == start + 86400, read(prom))
    before = metrics(prom)
    bad = bench.audit("told", [folder], "--today", "2026-11-03", "--register", os.path.join(bench.work, "nergens.csv"),
                      "--summary", mail, "--metrics-file", prom, out=os.path.join(state, "2026-11-03"))
    after = metrics(prom)
    bench.check("nights/a run that fails: its status and start, the rest as it was", bad.status == 66
                and after.pop("schoolaudit_last_exit_status") == 66 and after.pop("schoolaudit_last_start_timestamp_seconds") == start + 2 * 86400
                and all(before[name] == value for name, value in after.items()) and len(after) == len(before) - 2, (bad.complained, read(prom)))
    bench.check("nights/a run that fails leaves no summary of another day", not os.path.exists(mail))
    nowhere = os.path.join(bench.work, "is-er-niet", "x")
    for option in ("--summary", "--metrics-file"):
        bad = bench.audit("told", [folder], option, nowhere, out=os.path.join(state, "2026-11-04"))
        bench.check("nights/%s where nothing can be: status 73, one sentence" % option, bad.status == 73 and len(sentences(bad)) == 1
                    and not os.path.exists(os.path.join(state, "2026-11-04")), (bad.status, bad.complained))
    config = bench.folder("told-config", {"audit.yaml": ("register: {file: %s, as-of: 2026-10-20}\ninputs: [{path: %s}]\nsummary: mail-%%Y.txt\n"
                                                         "metrics-file: m.prom\n" % (bench.register, folder)).encode()})
    done = program(bench, "audit", "--config", os.path.join(config, "audit.yaml"), "--today", "2026-11-04", "--no-faces", "--quiet",
                   "--out", os.path.join(state, "2026-11-04"))
    bench.check("nights/both from the audit file, and the age of the register", done.status in (0, 1, 2, 3)
                and "Rapport" in read(os.path.join(config, "mail-2026.txt"))
                and metrics(os.path.join(config, "m.prom")).get("schoolaudit_register_age_days") == 15, (done.status, done.complained))


def test_notified(bench):
    """The program of --notify-cmd hears of every end, gets no name, and changes nothing."""
    folder = bench.folder("notified", {"a.html": page(0)})
    state = os.path.join(bench.work, "notified-state")
    told = os.path.join(bench.work, "told.txt")
    tell = os.path.join(bench.work, "tell.sh")
    with open(tell, "w", encoding="utf-8") as target:
        target.write("#!/bin/sh\nprintf '%%s\\n' \"$*\" >>%s\nenv >>%s\necho a word on the way; exit 7\n" % (told, told))
    os.chmod(tell, 0o755)
    quiet = night(bench, folder, state, "2026-11-01")
    run = night(bench, folder, state, "2026-11-02", "--notify-cmd", tell)
    text = read(told)
    bench.check("nights/notify: start and end with the status", "start 2026-11-02\n" in text and "end 2026-11-02 %d\n" % run.status in text, text)
    bench.check("nights/notify: a program that fails changes nothing but says so", run.status == quiet.status and "status 7" in run.complained
                and "a word on the way" not in run.printed, (run.status, run.complained, run.printed))
    bench.check("nights/notify: no names", not any(word in text + run.complained for word in CANARIES) and bench.register not in text, text)
    os.unlink(told)
    run = bench.audit("nights", [folder], "--policy", "nergens", "--notify-cmd", tell, out=os.path.join(state, "2026-11-03"))
    bench.check("nights/notify: an audit that does not come about ends too", run.status == 66 and "end 2026-11-23 66\n" in read(told), read(told))
    run = night(bench, folder, state, "2026-11-04", "--notify-cmd", os.path.join(bench.work, "nergens"))
    bench.check("nights/notify: a program that is not there is told of", run.status == quiet.status and len(sentences(run)) == 2, run.complained)
    config = bench.folder("notify-config", {"audit.yaml": ("inputs: [{path: %s}]\nregister: {file: %s}\nout: %s/2026-11-05\nnotify-cmd: ../tell.sh\n"
                                                           % (folder, bench.register, state)).encode()})
    os.unlink(told)
    done = program(bench, "audit", "--config", os.path.join(config, "audit.yaml"), "--no-faces", "--quiet")
    bench.check("nights/notify: from the audit file", done.status in (0, 1, 2, 3) and "start " in read(told), done.complained)
    os.unlink(told)
    program(bench, "audit", "--config", os.path.join(config, "audit.yaml"), "--dry-run")
    bench.check("nights/notify: --dry-run tells nobody", not os.path.exists(told))


def feed(posts):
    items = "".join("<item><guid isPermaLink='false'>%d</guid><link>https://school.example/?p=%d</link><title>Bericht %d</title>"
                    "<pubDate>%02d May 2026 10:00:00 +0000</pubDate><description>%s</description></item>" % (number, number, number, number, words)
                    for number, words in posts.items())
    return ("<?xml version='1.0'?><rss version='2.0'><channel><title>Nieuws</title><link>https://school.example/</link>%s</channel></rss>"
            % items).encode()


def test_silent(bench):
    posts = {number: "Op dag %d was er een uitje, en daarna gingen we naar huis." % number for number in range(1, 9)}
    posts[7] = "Youssef el Quaddouri won de wedstrijd van groep 7."
    state = os.path.join(bench.work, "silent-state")
    folder = bench.folder("silent", {"feed.xml": feed(posts)})
    asked = os.path.join(bench.work, "asked.csv")
    with open(asked, "w", encoding="utf-8") as target:
        target.write("Datum;Leerlingnummer;URL of bestand\r\n1-11-2026;;https://school.example/?p=4\r\n1-11-2026;102;\r\n")
    first = night(bench, folder, state, "2026-11-01", "--takedowns", asked)
    bench.check("nights/silent-change: without a run before nothing is said of it",
                first.query("SELECT result, reason FROM rule_result WHERE rule = 'silent-change'") == [("not-checked", "needs-input previous")]
                and first.query("SELECT count(*) FROM wording") == [(8,)], first.query("SELECT * FROM rule_result WHERE rule = 'silent-change'"))
    changed = {number: words for number, words in posts.items() if number not in (1, 3, 4, 7)}  # 1: the export does not go back so far
    changed[2] = "Op dag 2 was er geen uitje."
    bench.folder("silent", {"feed.xml": feed(changed)})
    second = night(bench, folder, state, "2026-11-02", "--takedowns", asked)
    states = second.query("SELECT native_id, state, why FROM former WHERE state <> 'same' ORDER BY id")
    bench.check("nights/silent-change: changed, gone, asked for, out of reach",
                sorted(states) == [("1", "unseen", None), ("2", "changed", None), ("3", "vanished", None), ("4", "vanished", "takedown"),
                                   ("7", "vanished", "takedown")], states)
    rows = second.query("SELECT as_, place, reason, excerpt FROM finding WHERE rule = 'silent-change' ORDER BY reason")
    bench.check("nights/silent-change: two leads", rows == [
        ("lead", "body", 'changed\npublished {"day":"2026-05-02"}', None),
        ("lead", "url", 'vanished\npublished {"day":"2026-05-03"}', "https://school.example/?p=3")], rows)
    bench.check("nights/silent-change: no names", not second.masked_leaks(), second.masked_leaks())
    bench.folder("silent", {"feed.xml": feed({number: words for number, words in changed.items() if number != 5}), "half.zip": b"PK\x03\x04half"})
    third = night(bench, folder, state, "2026-11-03", "--takedowns", asked)
    bench.check("nights/silent-change: a source with a gap: cannot be said", third.query("SELECT native_id, state FROM former WHERE state <> 'same'")
                == [("5", "unseen")] and third.query("SELECT count(*) FROM finding WHERE rule = 'silent-change'") == [(0,)]
                and third.query("SELECT count(*) FROM vanished WHERE rule = 'silent-change'") == [(0,)],
                third.query("SELECT native_id, state FROM former"))
