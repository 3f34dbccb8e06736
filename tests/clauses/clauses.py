#!/usr/bin/env python3
"""Each clause of each policy over two schools: in one it is broken, in the other kept (fixtures/demo/two_schools.py).

Both are audited by the program with every policy as a school would use it, from a file of its own that extends it: the kept one with its dates, the
broken one without. Prints a row a clause. A clause with a verdict has to fail in the one and pass in the other; one that assists gives leads in the
one and none in the other; a manual one is a question in the report; exceptions, with why, stand in clauses.tsv. No clause goes without a row.

clauses.py BUILD [POLICY...]
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(TREE, "fixtures")]

from demo import two_schools  # noqa: E402
from protocols import results_of  # noqa: E402

POLICIES = ["basis", "cederboom", "dunamare", "vmbo-maastricht", "msvr", "kennisnet"]
DATES = {"broken": "review-by: 2020-02-29\n", "kept": "in-force: 2026-08-01\nreview-by: 2028-08-01\n"}
PAIRS = [("fail", "pass"), ("lead", "no-lead"), ("question", "question"), ("shown", "shown")]
TODAY = "2026-11-23"


def audit(build, school, policy, state, out, previous=None):
    own = os.path.join(school, "%s-%s.yaml" % (os.path.basename(school).split("-")[0], policy))
    kind = os.path.basename(school).split("-")[0]
    with open(own, "w", encoding="utf-8") as target:
        target.write("id: eigen-%s\ntitle: {nl: Eigen protocol, en: Own protocol}\nextends: %s\n%s" % (policy, policy, DATES[kind]))
    words = [os.path.join(build, "schoolaudit"), "audit", "--config", os.path.join(school, "audit.yaml"), "--policy", own, "--allow",
             os.path.join(school, "toegestaan.csv"), "--state", state, "--today", TODAY, "--quiet", "--out", out]
    if previous:
        words += ["--previous", previous]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, timeout=300)
    if done.returncode not in (0, 1, 2, 3):
        sys.exit("FAILED clauses/%s over the %s school: status %d: %s" % (policy, kind, done.returncode, done.stderr.decode()))


def exceptions():
    """(policy, clause) -> (broken, kept, why)"""
    with open(os.path.join(HERE, "clauses.tsv"), encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith(("#", "policy\t"))]
    return {(row[0], row[1]): tuple(row[2:5]) for row in rows}


def questions(out):
    """How many manual clauses the report asks, with room for an answer."""
    with open(os.path.join(out, "report.html"), encoding="utf-8") as source:
        return source.read().count("class=\"answer\"")


def unsaid(out):
    """Reasons of findings that po/because.*.po have no words for."""
    with open(os.path.join(TREE, "po", "because.nl.po"), encoding="utf-8") as lines:
        known = {re.sub("-(one|many)$", "", key) for key in re.findall(r'^msgid "because-(.+)"', lines.read(), re.M)}
    db = sqlite3.connect(os.path.join(out, "audit.db"))
    written = [row[0] for row in db.execute("SELECT DISTINCT reason FROM finding WHERE reason IS NOT NULL")]
    db.close()
    return sorted({line for reason in written for line in reason.split("\n") if line.split(" ")[0] not in known})


def main():
    build = os.path.abspath(sys.argv[1])
    work = os.path.join(build, "clauses")
    shutil.rmtree(work, ignore_errors=True)
    schools = {"broken": os.path.join(work, "broken-school"), "kept": os.path.join(work, "kept-school")}
    for kind, folder in schools.items():
        two_schools.build(folder, kind == "broken")
        two_schools.build(folder + "-earlier", kind == "broken", earlier=True)
    known, bad = exceptions(), 0
    for policy in sys.argv[2:] or POLICIES:
        results, speechless = {}, []
        for kind, folder in schools.items():
            state = os.path.join(work, "audits", kind, policy)
            before, out = os.path.join(state, "2026-11-16"), os.path.join(state, TODAY)
            audit(build, folder + "-earlier", policy, state, before)
            audit(build, folder, policy, state, out, before)
            results[kind] = results_of(out)
            speechless += unsaid(out)
        wrong = len(speechless)
        if speechless:
            print("    no words for: %s" % speechless)
        for clause, (broken, said) in results["broken"].items():
            kept, also = results["kept"][clause]
            wanted = known.get((policy, clause)) or known.get(("*", clause))
            good = (broken, kept) == wanted[:2] if wanted else (broken, kept) in PAIRS
            print("  %-16s %-24s broken: %-10s kept: %-10s%s" % (policy, clause, broken, kept, "  " + wanted[2] if wanted else ""))
            if not good:
                wrong += 1
                print("    broken: %s\n    kept:   %s" % (said, also))
        asked = sum(word == "question" for word, _ in results["kept"].values())
        if questions(out) < asked:
            wrong += 1
            print("    the report asks %d questions, the policy %d" % (questions(out), asked))
        print("%s clauses/%s: %d clauses, %d of them questions in the report, broken in one school and kept in the other" % ("FAILED" if wrong else "ok", policy, len(results["broken"]), asked))
        bad += wrong
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
