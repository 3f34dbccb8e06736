#!/usr/bin/env python3
"""run.py BUILD: every list that fixtures/make_lists.py writes through the real programs. A list is read right, row by row, or
refused with status 65 and a sentence that says what to do; what was dropped or is doubtful is told."""

import csv
import json
import os
import shutil
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def check(program, folder, expected, *options):
    command = [program, "register", "check", "--language", "en"] + list(options)
    command += [option.replace("{folder}", folder) for option in expected["options"]]
    run = subprocess.run(command + [os.path.join(folder, expected["list"])], capture_output=True, timeout=120, check=False)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def compare(wanted, have):
    """What differs, as sentences."""
    if len(wanted) != len(have):
        yield "%d rows, wanted %d" % (len(have), len(wanted))
    for number, (row, other) in enumerate(zip(wanted, have), 1):
        other["answers"] = sorted(filter(None, other["answers"].split("; ")))
        for key, value in row.items():
            if value is not None and other.get(key) != value:
                yield "row %d, %s: %r, wanted %r" % (number, key, other.get(key), value)


def complaints(program, folder, expected):
    status, printed, complained = check(program, folder, expected, "--rows", "--names")
    if expected["refused"] is not None:
        if status != 65:
            yield "status %d, wanted 65: %s" % (status, printed[:500])
        for word in expected["refused"]:
            if word not in complained:
                yield "no %r in: %s" % (word, complained.strip())
        return
    if status != 0:
        yield "status %d: %s" % (status, complained.strip())
        return
    yield from compare(expected["rows"], list(csv.DictReader(printed.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)))
    if expected["notes"]:
        told = " ".join(check(program, folder, expected)[1].split())
        for word in expected["notes"]:
            if word not in told:
                yield "%r is not told: %s" % (word, told[told.find("To look at"):])


def main():
    build = os.path.abspath(sys.argv[1])
    only = sys.argv[2:]
    lists = os.path.join(build, "lists")
    shutil.rmtree(lists, ignore_errors=True)
    subprocess.run([sys.executable, "-B", os.path.join(TOP, "fixtures", "make_lists.py"), lists], check=True)
    names = sorted(os.listdir(lists))
    bad = 0
    for name in names:
        if only and name not in only:
            continue
        folder = os.path.join(lists, name)
        with open(os.path.join(folder, "expected.json"), encoding="utf-8") as source:
            expected = json.load(source)
        found = list(complaints(os.path.join(build, "schoolaudit"), folder, expected))
        for sentence in found:
            print("    " + sentence)
        if found:
            print("FAILED lists/" + name)
        bad += bool(found)
    if not bad:
        print("ok lists (%d checks)" % len(names))
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
