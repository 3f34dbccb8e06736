#!/usr/bin/env python3
"""A pupil planted in every place where a name can hide (places.tsv), one audit over all of them, and where it found each: run.py BUILD
[GROUP...]. With groups ("docx", "html") every row of them is printed. All people are invented, all files are made here."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.join(os.path.dirname(os.path.dirname(HERE)), "fixtures")]

import columns  # noqa: E402
import databases  # noqa: E402
import documents  # noqa: E402
import forms  # noqa: E402
import google  # noqa: E402
import mails  # noqa: E402
import meta  # noqa: E402
import more  # noqa: E402
import office  # noqa: E402
import pages  # noqa: E402
import plant  # noqa: E402
import platforms  # noqa: E402
import social  # noqa: E402
import traps  # noqa: E402
import web  # noqa: E402

POLICY = """id: eigen
title: {nl: Geen achternamen, en: No surnames}
scope: {channels: [all], access: [public, closed, direct], shares-count: true, direct-messages-count: true}
requires: [register]
clauses:
  - id: achternaam
    article: "1"
    text: {nl: Nergens een achternaam., en: No surname anywhere.}
    binds: [everyone]
    strength: must
    rules:
      - {rule: surname-published, as: verdict, severity: high, with: {channels: [all], access: [public, closed, direct], shares: true}}
"""
FACTS = """
SELECT e.number, m.tier, t.place, coalesce(t.label, ''), i.id, i.path, p.kind, coalesce(p.platform, '-'), p.status,
       coalesce(p.title, '') || ' | ' || coalesce(p.url, i.url, '') || ' | ' || coalesce(p.author, '') || ' | ' || coalesce(p.published, '') || ' | '
       || coalesce(p.native_id, '')
FROM mention m JOIN person e ON e.id = m.person JOIN text t ON t.id = m.text JOIN publication p ON p.id = t.publication JOIN item i ON i.id = t.item
WHERE m.surname ORDER BY m.id
"""


class Fact:
    def __init__(self, row):
        self.number, self.tier, self.place, self.label, self.item, self.path, self.kind, self.platform, self.status, self.about = row

    def __str__(self):
        return "%s [%s] of %s %s (%s) in %s" % (self.place, self.label, self.kind, self.platform, self.about, self.path)


def rows():
    with open(os.path.join(HERE, "places.tsv"), encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def planted():
    planting = plant.Planting()
    for part in (meta, social, google, web, databases, pages, office, documents, mails, columns, traps, forms, platforms, more):
        part.plant(planting)
    return planting


def audited(build, work, planting):
    shutil.rmtree(work, ignore_errors=True)
    planting.tree.write_folder(work, "planted")
    with open(os.path.join(work, "leerlingen.csv"), "w", encoding="utf-8") as target:
        target.write("Leerlingnummer;Roepnaam;Voorvoegsel;Achternaam;Groep;Toestemming website\r\n" + "".join(
            "%s;%s;%s;%s;7;Nee\r\n" % (person.number, person.first, person.infix, person.last) for person in planting.given.values()))
    with open(os.path.join(work, "eigen.yaml"), "w", encoding="utf-8") as target:
        target.write(POLICY)
    out = os.path.join(work, "audit")
    done = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--no-faces", "--register", os.path.join(work, "leerlingen.csv"), "--policy",
                           os.path.join(work, "eigen.yaml"), "--today", "2026-11-23", "--out", out, os.path.join(work, "planted")],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode > 3:
        sys.exit("FAILED planted: the audit ended with status %d: %s" % (done.returncode, done.stderr.strip()))
    store = sqlite3.connect(os.path.join(out, "audit.db"))
    facts = {}
    for row in store.execute(FACTS):
        facts.setdefault(row[0], []).append(Fact(row))
    paths = [path for path, in store.execute("SELECT path FROM item")]
    store.close()
    with open(os.path.join(out, "findings.json"), encoding="utf-8") as source:
        findings = {(finding["person"]["id"], finding["item"], finding["where"]) for finding in json.load(source)["findings"] if finding["rule"] == "surname-published"}
    return facts, paths, findings


def allowed(value, choice):
    return choice == "*" or value in choice.split("|")


def wrong_with(row, facts, paths, findings):
    """"" where one of the facts is what the row wants; else what is wrong with the one that comes nearest."""
    if not facts:
        return "not found at all"
    exact = any(path.endswith(row["item"]) for path in paths)
    nearest = ""
    for fact in facts:
        if not (fact.path.endswith(row["item"]) if exact else row["item"] in fact.path):
            complaint = "1 in another item"
        elif not allowed(fact.place, row["where"]):
            complaint = "2 at another place"
        elif not allowed(fact.kind, row["kind"]) or not allowed(fact.platform, row["platform"]):
            complaint = "3 in another kind of publication"
        elif row["which"] != "*" and row["which"] not in fact.about:
            complaint = "4 in another publication"
        elif (fact.status == "published") != (row["found"] == "finding"):
            complaint = "5 as " + fact.status
        elif row["found"] == "finding" and (fact.number, fact.item, fact.place) not in findings:
            complaint = "6 but not reported"
        else:
            return ""
        nearest = max(nearest, complaint)
    return nearest[2:] + ", wanted %(where)s of %(kind)s %(platform)s (%(which)s) in %(item)s" % row + "".join("\n    have %s" % fact for fact in facts)


def gaps():
    """place -> why it is not found, or not there: what the program does not do, said plainly."""
    with open(os.path.join(HERE, "gaps.tsv"), encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))


def compare(table, planting, facts, paths, findings, shown):
    failed, counts, missing = 0, {}, gaps()
    for row in table:
        group = row["place"].split("/", 1)[0]
        if shown and group not in shown:
            continue
        person = planting.given.get(row["place"])
        wrong = wrong_with(row, facts.get(person.number, []), paths, findings) if person else "nothing plants it"
        if row["place"] in missing and not wrong:
            wrong = "is found by now: its line in gaps.tsv is over"
        elif row["place"] in missing and person:
            print("SKIPPED planted/%s: %s" % (row["place"], missing[row["place"]]))
            continue
        counts[group] = counts.get(group, 0) + (not wrong)
        if wrong:
            failed += 1
            print("FAILED planted/%s: %s" % (row["place"], wrong))
        elif shown:
            print("  found planted/" + row["place"])
    for group, count in counts.items():
        print("ok planted/%s: found where they are (%d checks)" % (group, count))
    return failed


def main():
    build, started = os.path.abspath(sys.argv[1]), time.monotonic()
    planting, table = planted(), rows()
    facts, paths, findings = audited(build, os.path.join(build, "planted"), planting)
    failed = compare(table, planting, facts, paths, findings, sys.argv[2:])
    for place in sorted(set(planting.given) - {row["place"] for row in table}):
        print("FAILED planted/%s: no row in places.tsv" % place)
        failed += 1
    print("-- planted: %d people in %d files, %.1f s" % (len(planting.given), len(planting.tree.files), time.monotonic() - started))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
