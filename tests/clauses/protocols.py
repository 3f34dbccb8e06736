#!/usr/bin/env python3
"""The five protocols over the demo school, held against what a reader of both wrote down beforehand: fixtures/protocols/<policy>.tsv.

A clause's result in one word: pass, fail, lead and no-lead (clauses that only assist), question (manual), shown (no check of its own), nothing
(nothing in scope), review or undecided (found or in scope, but not certain), needs:<input>, error. Prints one line a policy, and each clause on
which program and reader differ.

protocols.py BUILD [POLICY...]
"""

import os
import shutil
import sqlite3
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
POLICIES = ["cederboom", "dunamare", "vmbo-maastricht", "msvr", "kennisnet"]


def word_of(kind, result, reason, detail, leads):
    """The result of a clause in one word."""
    if kind == "manual":
        return "question" if result == "not-checked" else "shown"
    if result != "not-checked":
        return result
    if reason == "needs-input":
        return "needs:" + detail
    if reason == "leads-only":
        return "lead" if leads else "no-lead"
    return {"nothing-checked": "nothing"}.get(reason, reason)


def results_of(run):
    """clause -> (word, what the store says of it), in the order of the matrix."""
    db = sqlite3.connect(os.path.join(run, "audit.db"))
    rows = db.execute("SELECT clause, kind, result, coalesce(reason, ''), coalesce(reason_detail, ''), leads, checked, findings"
                      " FROM clause_result ORDER BY position").fetchall()
    db.close()
    return {row[0]: (word_of(*row[1:6]), "%s %s %s, checked %d, findings %d, leads %d" % (row[2], row[3], row[4], row[6], row[7], row[5])) for row in rows}


def expected(path):
    """clause -> (word, why) as written down."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith(("#", "clause\t"))]
    return {clause: (word, why) for clause, word, why in rows}


def not_yet():
    """(policy, clause) -> (word, why): where the program is known to fall short of the reader."""
    with open(os.path.join(HERE, "not-yet.tsv"), encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("policy\t")]
    return {(policy, clause): (word, why) for policy, clause, word, why in rows}


def audit(build, demo, policy, out):
    done = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--config", os.path.join(demo, "audit.yaml"), "--policy", policy,
                           "--today", "2026-11-23", "--quiet", "--out", out], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, timeout=600)
    if done.returncode not in (0, 1, 2, 3):
        sys.exit("FAILED clauses/%s: status %d: %s" % (policy, done.returncode, done.stderr.decode()))


def main():
    build = os.path.abspath(sys.argv[1])
    work = os.path.join(build, "protocols")
    shutil.rmtree(work, ignore_errors=True)
    demo = os.path.join(work, "demo")
    subprocess.run([sys.executable, "-B", os.path.join(TREE, "fixtures", "make_demo.py"), demo], stdout=subprocess.DEVNULL, check=True)
    bad, known = False, not_yet()
    for policy in sys.argv[2:] or POLICIES:
        out = os.path.join(work, policy, "2026-11-23")
        audit(build, demo, policy, out)
        found, wanted = results_of(out), expected(os.path.join(TREE, "fixtures", "protocols", policy + ".tsv"))
        lines = ["%s has no expectation" % clause for clause in found if clause not in wanted]
        lines += ["%s is no clause of the policy" % clause for clause in wanted if clause not in found]
        lines += ["%s: wanted %s (%s), have %s (%s)" % (clause, *wanted[clause], *found[clause])
                  for clause in found if clause in wanted and wanted[clause][0] != found[clause][0]]
        short = {clause: known[policy, clause] for clause in found if (policy, clause) in known and found[clause][0] == known[policy, clause][0]}
        lines = [line for line in lines if line.split(":")[0] not in short]
        for line in lines:
            print("    " + line)
        for clause, (word, why) in short.items():
            print("SKIPPED clauses/%s %s: not as a reader has it yet: %s instead of %s: %s" % (policy, clause, word, wanted[clause][0], why))
        print("%s clauses/%s over the demo school: %d clauses as a reader has them" % ("FAILED" if lines else "ok", policy, len(found) - len(lines) - len(short)))
        bad = bad or bool(lines)
    sys.exit(bad)


if __name__ == "__main__":
    main()
