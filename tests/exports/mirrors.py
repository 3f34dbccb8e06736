#!/usr/bin/env python3
"""mirrors.py BUILD: one website, mirrored by seven tools, must give the same names.

The folder named by SCHOOLAUDIT_DATA holds a school that does not exist (exports/website_source) and what HTTrack, wget (plain,
with names for Windows, with saved headers, as WARC), Chromium (MHTML) and SingleFile made of it. Each is audited with a register
of the names on it; who is found in the source must be found in every mirror of the same pages. Chromium keeps no
scripts and SingleFile no comments: who stands in those alone is not asked of them."""

import os
import sqlite3
import subprocess
import sys
import tempfile

SOURCE = "website_source/vlinderboom-www"
# set -> pages that it holds (None: all), names that the tool itself left out
SETS = [
    ("httrack/vlinderboom-generated", None, ()),
    ("wget/vlinderboom-mk/127.0.0.1:8765", None, ()),
    ("wget/vlinderboom-windows-names", None, ()),
    ("wget/vlinderboom-save-headers", None, ()),
    ("wget/vlinderboom-mk/vlinderboom.warc.gz", None, ()),
    ("mhtml/vlinderboom-chromium", ("index", "groep5", "team", "header"), ("Marloes",)),
    ("singlefile/vlinderboom", ("index", "groep5", "header"), ("Yara",)),
]
# first name; infix; surname; the page where it stands
PEOPLE = [line.split(";") for line in """Daniëlle;van 't;Hof;index
René;de;Vries;index
Sem;;Bakker;index
Marloes;;Jansen;index
Yara;El;Idrissi;index
Noa;;Visser;groep5
Mees;de;Boer;groep5
Aïsha;;Yılmaz;groep5
Jurriën;;Postma;groep5
Thijs-Jan;ten;Brink;nieuws
Fenna;;Hoekstra;nieuws
Lotte-Marie;;Dijk;nieuws
Jürgen;;Pool;nieuws
Renée;;Smit;team
Zoë;;Clément;header
Björn;;Kaya;header""".split("\n")]


def named(build, register, target, folder):
    """first name -> mentions, in an audit of `target`."""
    out = os.path.join(folder, "out")
    run = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--policy", "cederboom", "--register", register,
                          "--today", "2026-11-23", "--out", out, target], capture_output=True, text=True, timeout=600)
    if run.returncode > 3:
        sys.exit("FAILED exports/mirrors: %s: status %d: %s" % (target, run.returncode, run.stderr.strip()))
    with sqlite3.connect(os.path.join(out, "audit.db")) as store:
        rows = store.execute("SELECT p.number, count(*) FROM mention m JOIN person p ON p.id = m.person GROUP BY 1").fetchall()
    return {PEOPLE[int(number) - 1][0]: count for number, count in rows if str(number).isdigit()}


def main():
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if not data:
        print("SKIPPED exports/mirrors: SCHOOLAUDIT_DATA is not set")
        return 0
    data, columns, bad = os.path.join(data, "exports"), {}, 0
    with tempfile.TemporaryDirectory() as folder:
        register = os.path.join(folder, "leerlingen.csv")
        with open(register, "w", encoding="utf-8") as target:
            target.write("Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Groep;Toestemming website\n")
            for number, (first, infix, last, _) in enumerate(PEOPLE, 1):
                target.write("%d;%s;%s;%s;5;Nee\n" % (number, first, infix, last))
        for index, path in enumerate([SOURCE] + [entry[0] for entry in SETS]):
            own = os.path.join(folder, str(index))
            os.mkdir(own)
            columns[path] = named(sys.argv[1], register, os.path.join(data, path), own)
    source = columns[SOURCE]
    print("    %-14s %6s %s" % ("", "source", " ".join("%10s" % path.split("/")[-1][-10:] for path, _, _ in SETS)))
    for first, _, _, page in PEOPLE:
        print("    %-14s %6d %s" % (first, source.get(first, 0), " ".join("%10d" % columns[path].get(first, 0) for path, _, _ in SETS)))
    for path, pages, without in SETS:
        wanted = [first for first, _, _, page in PEOPLE if first in source and first not in without and (not pages or page in pages)]
        missing = [first for first in wanted if not columns[path].get(first)]
        bad += bool(missing)
        print("%s exports/mirrors/%s: %d of %d people of the source%s" % (
            "FAILED" if missing else "ok", path, len(wanted) - len(missing), len(wanted), "; missing: " + ", ".join(missing) if missing else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
