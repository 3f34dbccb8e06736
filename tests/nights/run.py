#!/usr/bin/env python3
"""Thirty nights through the real program, each against what was written down beforehand: run.py BUILD [SEED]. See plan.py."""

import collections
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import plan  # noqa: E402

SEED = 2026
POLICY = """\
id: nights
title: {nl: Dertig nachten, en: Thirty nights}
scope: {channels: [all], access: [public, closed], shares-count: true}
requires: [register]
clauses:
""" + "".join("""\
  - id: %s
    article: "%d"
    text: {nl: "%s", en: "%s"}
    binds: [board]
    strength: must
    rules: [{rule: %s, as: verdict, severity: high, with: {%s}}]
""" % (rule, number, rule, rule, rule, more) for number, (rule, more) in enumerate(
    [("surname-published", "own_name: false"), ("consent-withdrawn", "subjects: [name]"), ("takedown-open", "days: %d" % plan.LATE_DAYS)]))
MAPPING = """\
columns:
  "Naam op website": {consent: name, channel: website}
  "Datum": {given-on: all}
  "Ingetrokken op": {withdrawn-on: all}
"""
PAGE = """<!doctype html><html lang="nl"><head><title>Nieuws %s</title>
<meta property="article:published_time" content="2026-08-25T10:00:00+02:00"></head>
<body><p>In de klas won %s de wedstrijd nummer %s.</p></body></html>"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as target:
        target.write(text)


class School:
    def __init__(self, build, work):
        self.program, self.work = os.path.join(build, "schoolaudit"), work
        write(os.path.join(work, "policy.yaml"), POLICY)
        write(os.path.join(work, "leerlingen.map.yaml"), MAPPING)
        write(os.path.join(work, "audit.yaml"), "school: {name: De Vlinderhof}\npolicy: ./policy.yaml\nregister: {file: leerlingen.csv}\n"
              "takedowns: {file: verzoeken.csv}\nout: audits/%Y-%m-%d\ninputs:\n"
              + "".join("  - {path: %s, name: %s, channel: website, access: public}\n" % (site, site) for site in plan.SITES))

    def put(self, world):
        """The sites and lists of a night."""
        for site in plan.SITES:
            shutil.rmtree(os.path.join(self.work, site), ignore_errors=True)
            write(os.path.join(self.work, site, "leeg.html"), "<title>Welkom</title><p>Welkom op school.</p>")
        for place, (pupil, version) in world["pages"].items():
            name = " ".join(part for part in plan.PUPILS[pupil] if part)
            write(os.path.join(self.work, place), PAGE % (place[-8:-5], name, "%s-%d" % (place[-7:-5], version)))
        for site in world["gaps"]:
            with open(os.path.join(self.work, site, "half.zip"), "wb") as target:
                target.write(b"PK\x03\x04half")
        rows = ["Leerlingnummer;Roepnaam;Voorvoegsel;Achternaam;Groep;Naam op website;Datum;Ingetrokken op"]
        rows += [";".join((number, *name, "7", "Ja", "2026-08-20", world["withdrawn"].get(number, "")))
                 for number, name in plan.PUPILS.items() if number not in world["left"]]
        write(os.path.join(self.work, "leerlingen.csv"), "\r\n".join(rows) + "\r\n")
        rows = ["Datum;Leerlingnummer;URL of bestand", "2026-08-01;;nergens/te-vinden.html"]
        rows += ["%s;;%s" % (asked, place) for place, asked in world["requests"].items()]
        write(os.path.join(self.work, "verzoeken.csv"), "\r\n".join(rows) + "\r\n")
        if world["missed"]:
            shutil.rmtree(os.path.join(self.work, "blog"))  # the share was not mounted

    def run(self, *words):
        done = subprocess.run([self.program, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=120, check=False, cwd=self.work)
        return done.returncode, done.stderr.decode()

    def audit(self, night):
        return self.run("audit", "--config", "audit.yaml", "--today", night["day"], "--quiet", "--no-faces",
                        "--jobs", "1")

    def folder(self, night):
        return os.path.join(self.work, "audits", night["day"])

    def told(self, night):
        """What the run says: states of what is found and what is gone, each as in the plan but for the version."""
        with sqlite3.connect(os.path.join(self.folder(night), "audit.db")) as store:
            found = store.execute("SELECT f.rule, p.number, s.label || '/' || i.place, f.state, f.fingerprint FROM finding f JOIN item i ON"
                                  " i.id = f.item JOIN source s ON s.id = i.source LEFT JOIN person p ON p.id = f.person").fetchall()
            gone = store.execute("SELECT v.rule, p.number, v.source || '/' || v.place, v.state, coalesce(v.decision, ''), v.fingerprint"
                                 " FROM vanished v LEFT JOIN person p ON p.id = v.person").fetchall()
            run = store.execute("SELECT value FROM run WHERE key = 'run-id'").fetchone()[0]
        return found, gone, run

    def decide(self, night, found, run):
        prints = {(rule, number, place): fingerprint for rule, number, place, _, fingerprint in found}
        decisions = []
        for (rule, number, place, _), kind, until in night["decided"]:
            decision = {"fingerprint": prints[(rule, number, place)], "kind": kind}
            decisions.append({**decision, "until": until} if until else decision)
        write(os.path.join(self.work, "besluiten.json"), json.dumps({"schema": 1, "run": run, "decisions": decisions}))
        return self.run("decisions", "import", "besluiten.json", "--state", "audits", "--today", night["day"])


def compare(night, found, gone):
    """What is not as written down: lines."""
    wanted = collections.Counter((rule, number, place, state) for (rule, number, place, _), state in night["states"].items())
    have = collections.Counter((rule, number, place, state) for rule, number, place, state, _ in found)
    # a person who is on no list any more is not named in what is gone
    wanted_gone = collections.Counter((rule, None if number in night["world"]["left"] else number, place, state, decision)
                                      for (rule, number, place, _), (state, decision) in night["gone"].items())
    have_gone = collections.Counter((rule, number, place, state, decision) for rule, number, place, state, decision, _ in gone)
    return (["not there: %s" % (line,) for line in (wanted - have) + (wanted_gone - have_gone)]
            + ["not wanted: %s" % (line,) for line in (have - wanted) + (have_gone - wanted_gone)])


def live(school, night):
    """One night; what went wrong, as lines."""
    school.put(night["world"])
    status, complained = school.audit(night)
    if night["world"]["missed"]:
        return [] if status == 66 and not os.path.exists(os.path.join(school.folder(night), "manifest.json")) else ["status %d" % status]
    still = any(state in ("new", "open") for state in night["states"].values())
    want = (2 if night["world"]["gaps"] else 0) + (1 if still else 0)
    if status != want:
        return ["status %d, wanted %d: %s" % (status, want, complained)]
    found, gone, run = school.told(night)
    wrong = compare(night, found, gone)
    if not wrong and night["decided"]:
        status, complained = school.decide(night, found, run)
        wrong = [] if status == 0 else ["decisions import: %d %s" % (status, complained)]
    return wrong


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run.py BUILD [SEED]")
    seed, started = int(sys.argv[2]) if len(sys.argv) > 2 else SEED, time.monotonic()
    told = plan.nights(seed)
    transitions = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="schoolaudit-nights-") as work:
        school = School(os.path.abspath(sys.argv[1]), work)
        lines = list(plan.words(told))
        write(os.path.join(work, "plan.tsv"), "\n".join(lines) + "\n")
        for night in told:
            wrong = live(school, night)
            if wrong:
                print("    seed %d, %s\n    %s" % (seed, night["day"], "\n    ".join(wrong)))
                print("    the plan:\n    " + "\n    ".join(line for line in lines if line.startswith(night["day"])))
                print("FAILED nights/%s is as written down" % night["day"])
                sys.exit(1)
            transitions["missed"] += night["world"]["missed"]
            transitions.update(night.get("states", {}).values())
            transitions.update("proof of removal" if decision and state == "resolved" else state for state, decision in night.get("gone", {}).values())
            transitions["late takedown"] += sum(finding[0] == "takedown-open" for finding in night.get("states", {}))
    print("   %d nights in %.1f s: %s" % (len(told), time.monotonic() - started,
                                           ", ".join("%d %s" % (count, name) for name, count in sorted(transitions.items()))))
    kinds = {"new", "open", "decided", "resolved", "unseen", "proof of removal", "late takedown", "missed"}
    lacking = sorted(kinds - {name for name, count in transitions.items() if count})
    print("%s nights/the plan holds every transition%s" % ("FAILED" if lacking else "ok", " but " + ", ".join(lacking) if lacking else ""))
    print("ok nights/every night is as written down (%d checks)" % len(told))
    sys.exit(1 if lacking else 0)


if __name__ == "__main__":
    main()
