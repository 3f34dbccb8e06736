#!/usr/bin/env python3
"""What the readers find in pictures, film and sound, held against exiftool (exiftool -j -G1 -struct -n).

Usage: metadata.py BUILD. Audits $SCHOOLAUDIT_DATA/images and looks every value of seven kinds up in the audit's store: in
whatever block and under whatever key it stands, the value must be there. What differs stands in allowed.tsv with its
reason; a line there that is no longer needed fails the test."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

# Which of exiftool's tags mean the same thing, whatever the namespace: last part of the name, without a language.
KINDS = {
    "position": "GPSPosition GPSCoordinates LocationInformation",
    "artist": "Artist By-line Creator Author XPAuthor Photographer ImageCreator AlbumArtist Performer Owner",
    "copyright": "Copyright CopyrightNotice Rights",
    "description": "ImageDescription Caption-Abstract Description UserComment XPComment Comment Headline Title XPTitle"
                   " ObjectName ImageTitle",
    "taken": "DateTimeOriginal DateCreated CreateDate DateTimeDigitized DateTimeCreated CreationDate ContentCreateDate"
             " MediaCreateDate CreationTime",
    "keywords": "Keywords Subject XPKeywords LastKeywordXMP HierarchicalSubject WeightedFlatSubject TagsList Keyword",
    "people": "PersonInImage RegionName RegionPersonDisplayName Name PersonDisplayName PersonName People"
              " RecognizedFaceName Face1Name Face2Name Face3Name BabyName",
}
KIND_OF = {name: kind for kind, names in KINDS.items() for name in names.split()}
# Groups that say something about the file, not what it carries, and tags of the same name that mean something else.
NO_GROUPS = ("ExifTool", "System", "ICC", "Composite:DateTime", "Composite:Digital", "Composite:SubSec", "PDF", "ZIP", "Font", "EXE",
             "HTML", "XML", "Torrent", "Palm", "ISO", "ICC_Profile", "ICC-", "LNK", "FlashPix", "XMP-xmpMM", "PostScript",
             "Composite:RunTime", "XMP-xmpTPg", "DICOM", "MIE-", "VCard", "VCalendar", "JSON", "OOXML", "TNEF")


def texts(value):
    """All texts in a value of the oracle, with the name of the field each stands in."""
    if isinstance(value, dict):
        for name, inner in value.items():
            for field, text in texts(inner):
                yield field or name, text
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    else:
        yield None, str(value)


def wanted_of(entry):
    for tag, value in entry.items():
        if tag == "SourceFile" or tag.startswith(NO_GROUPS):
            continue
        name = re.sub(r"-[a-z]{2,3}(-[A-Za-z]+)?$", "", tag.split(":")[-1])
        for field, text in texts(value):
            kind = KIND_OF.get(field if isinstance(value, dict) or field else name)
            if field and name in ("RegionInfo", "RegionInfoMP", "PersonInImageWDetails", "Regions"):
                kind = "people" if field in ("Name", "PersonDisplayName", "PersonName") else None
            elif field and name == "ImageRegion":
                kind = "people" if field == "PersonInImage" else None
            elif field:
                kind = None
            if name == "Name" and not tag.startswith("XMP"):
                kind = None
            if kind and norm(kind, text):
                yield kind, tag, text


def norm_words(text):
    text = re.sub(r"[\x00-\x20\x7f\u00a0\ufeff]+", " ", text)
    return text.strip().casefold()


def norm_date(text):
    found = re.match(r"\s*(\d{4})(?:[:/. -]?(\d\d)(?:[:/. -]?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d))?)?)?)?", text)
    if not found or not int(found.group(1)):
        return ""
    return "-".join(part for part in found.groups() if part)


def norm_position(text):
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)[:2]]
    if len(numbers) < 2 or (abs(numbers[0]) < 1e-9 and abs(numbers[1]) < 1e-9):
        return ""
    return "%.3f %.3f" % tuple(number + 0.0 for number in numbers)


def norm(kind, text):
    return norm_date(text) if kind == "taken" else norm_position(text) if kind == "position" else norm_words(text)


def audit(build, images, folder):
    run = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--policy", "basis", "--out",
                          os.path.join(folder, "run"), images], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode not in (1, 2, 3):
        sys.exit("FAILED oracle: the audit ended with status %d\n%s" % (run.returncode, run.stdout))
    return sqlite3.connect(os.path.join(folder, "run", "audit.db"))


def found_of(store):
    """By path: all values of the item and of the items inside it, and its state."""
    found = {}
    for path, state, reason in store.execute("SELECT path, state, reason FROM item"):
        found[path] = ([], state, reason)
    values = "SELECT path, value FROM item JOIN property ON property.item = item.id UNION ALL " \
             "SELECT path, person_tag.name FROM item JOIN person_tag ON person_tag.item = item.id"
    for path, value in store.execute(values):
        outer = path.split("!/")[0]
        found[outer][0].append(value)
    for path, same in store.execute("SELECT i.path, d.path FROM item i JOIN item d ON d.id = i.duplicate_of"):
        found[path] = (found[same.split("!/")[0]][0], *found[path][1:])
    return found


def is_there(kind, text, values):
    wanted = norm(kind, text)
    if kind in ("taken", "position"):
        have = {norm(kind, value) for value in values}
        return wanted in have or (kind == "taken" and any(value.startswith(wanted) for value in have if value))
    return any(wanted in norm_words(value) for value in values)


def allowed():
    table = []
    with open(os.path.join(HERE, "allowed.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                table.append(line.rstrip("\n").split("\t"))
    return table


def main():
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if not data:
        print("SKIPPED oracle-metadata: SCHOOLAUDIT_DATA is not set")
        return 0
    with open(os.path.join(data, "images", "oracle.json"), encoding="utf-8") as file:
        oracle = json.load(file, parse_float=str, parse_int=str)
    with tempfile.TemporaryDirectory() as folder:
        store = audit(sys.argv[1], os.path.join(data, "images"), folder)
        found = found_of(store)
        store.close()
    table, used, misses = allowed(), set(), []
    files = {kind: (set(), set(), set()) for kind in KINDS}
    for entry in oracle:
        values, state, reason = found["images/" + entry["SourceFile"]]
        for kind, tag, text in wanted_of(entry):
            files[kind][0].add(entry["SourceFile"])
            if is_there(kind, text, values):
                continue
            rule = next((row for row in table if re.fullmatch(row[0], entry["SourceFile"]) and re.fullmatch(row[1], tag)), None)
            if rule:
                used.add(id(rule))
                files[kind][2].add(entry["SourceFile"])
            else:
                files[kind][1].add(entry["SourceFile"])
                misses.append((entry["SourceFile"], tag, kind, text[:90], state, reason))
    for miss in misses:
        print("    %s: %s (%s) '%s' is not found; ledger: %s %s" % miss)
    stale = [row for row in table if id(row) not in used]
    for row in stale:
        print("    allowed.tsv: no longer needed: %s %s" % tuple(row[:2]))
    for kind, (having, lost, excused) in files.items():
        print("    %-12s %3d files: %d as in the oracle, %d excused, %d lost"
              % (kind, len(having), len(having - lost - excused), len(excused - lost), len(lost)))
    if misses or stale:
        print("FAILED oracle-metadata")
        return 1
    print("ok oracle-metadata (%d checks)" % len(KINDS))
    return 0


sys.exit(main())
