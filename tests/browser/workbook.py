#!/usr/bin/env python3
"""workbook.py RUN: opens worklist.xlsx with LibreOffice and holds what comes out against findings.csv of the same run: no
row and no cell is lost, and none has become a formula. Skipped, said aloud, where LibreOffice is not installed."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile

SEMICOLON, QUOTE, UTF8, ALL_SHEETS = 59, 34, 76, -1
FILTER = "csv:Text - txt - csv (StarCalc):%d,%d,%d,1,,0,false,true,false,false,false,%d" % (
    SEMICOLON, QUOTE, UTF8, ALL_SHEETS)
NAME = "browser/worklist.xlsx"


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def complain(problems):
    for problem in problems:
        print("    " + problem)
    print("FAILED " + NAME if problems else "ok " + NAME)
    return 1 if problems else 0


def main(run):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        print("SKIPPED %s: LibreOffice is not installed" % NAME)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([office, "-env:UserInstallation=file://" + folder + "/profile", "--headless", "--convert-to",
                        FILTER, os.path.join(run, "worklist.xlsx"), "--outdir", folder],
                       check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        sheets = {name: read(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".csv")}
    findings = next((rows for name, rows in sheets.items() if "Bevindingen" in name), None)
    if not findings:
        return complain(["LibreOffice gave no sheet of findings: %s" % sorted(sheets)])
    wanted = read(os.path.join(run, "findings.csv"))
    at = {name: number for number, name in enumerate(wanted[0])}
    problems = []
    if len(findings) != len(wanted):
        problems.append("%d rows of findings, wanted %d" % (len(findings), len(wanted)))
    for have, want in zip(findings[1:], wanted[1:]):
        if have[0] != want[at["id"]] or have[8] != want[at["excerpt"]] or have[15] != want[at["clauses"]]:
            problems.append("finding %s differs: %s" % (want[at["id"]], have))
    for name, rows in sheets.items():
        for row in rows:
            problems += ["%s: a cell begins with %s" % (name, cell[:20]) for cell in row if cell[:1] in "=+-@\t" and cell]
    return complain(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
