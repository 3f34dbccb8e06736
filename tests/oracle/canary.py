#!/usr/bin/env python3
"""A name and a word of its own in every writable text tag that exiftool knows, in every kind of picture and film it writes, and which of them
an audit does not tell.

Usage: canary.py BUILD. Needs exiftool, and python3-pil for the files to write into. What is not told and need not be
stands in canary.tsv with its reason; a line there that is no longer needed fails the test."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FORMATS = ("jpg", "png", "tif", "gif", "heic", "mp4", "mov", "psd")
GROUPS = {"jpg": ("EXIF", "IPTC", "XMP", "Photoshop", "File", "JFIF", "MPF", "CIFF", "GeoTiff", "MakerNotes"), "png": ("EXIF", "IPTC", "XMP", "PNG"),
          "tif": ("EXIF", "IPTC", "XMP", "Photoshop", "GeoTiff"), "gif": ("GIF", "XMP"), "heic": ("EXIF", "XMP"),
          "mp4": ("QuickTime", "XMP"), "mov": ("QuickTime", "XMP"), "psd": ("EXIF", "IPTC", "XMP", "Photoshop")}


def base(folder, ending):
    """A small file of that kind."""
    path = os.path.join(folder, "leeg." + ending)
    if ending in ("jpg", "png", "tif", "gif"):
        from PIL import Image
        Image.new("RGB", (64, 48), (90, 120, 60)).save(path)
    elif ending == "heic":
        png = base(folder, "png")
        subprocess.run(["heif-enc", "-o", path, png], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    elif ending == "psd":
        with open(path, "wb") as target:
            target.write(b"8BPS\0\1" + bytes(6) + b"\0\3\0\0\0\x08\0\0\0\x08\0\x08\0\3" + bytes(12) + b"\0\0" + bytes(3 * 64))
    else:
        brand = b"isom" if ending == "mp4" else b"qt  "
        mvhd = bytes(12) + (600).to_bytes(4, "big") + (600).to_bytes(4, "big") + b"\0\1\0\0\1\0" + bytes(10) + b"\0\1\0\0" + bytes(12) \
            + b"\0\1\0\0" + bytes(12) + b"\x40\0\0\0" + bytes(24) + b"\0\0\0\1"
        atom = lambda kind, data: (8 + len(data)).to_bytes(4, "big") + kind + data
        with open(path, "wb") as target:
            target.write(atom(b"ftyp", brand + bytes(4) + brand) + atom(b"moov", atom(b"mvhd", mvhd)) + atom(b"mdat", bytes(16)))
    return path


def tags_of(group):
    """Writable tags of a group, with the family-1 group each may stand in."""
    listed = subprocess.run(["exiftool", "-listw", "-%s:all" % group], stdout=subprocess.PIPE, text=True).stdout
    return [word for line in listed.splitlines() if line.startswith(" ") for word in line.split()]


def write(folder, ending, number):
    """A canary in each tag of each group; by canary: group and tag."""
    put = {}
    for group in GROUPS[ending]:
        names = tags_of(group)
        if not names:
            continue
        source, path = base(folder, ending), os.path.join(folder, "%s-%s.%s" % (group.lower(), ending, ending))
        arguments = os.path.join(folder, "arguments")
        with open(arguments, "w", encoding="utf-8") as target:
            for name in names:
                number += 1
                canary = "Zwq%05dk" % number
                put[canary] = (ending, group, name)
                target.write("-%s:%s=Ilse Kok %s\n" % (group, name, canary))
        subprocess.run(["exiftool", "-q", "-q", "-m", "-@", arguments, "-o", path, source], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.unlink(arguments)
        os.unlink(source)
    return put, number


def written(folder):
    """The canaries that did come into files, with the full name of their tag; beside each other, what else the tag says."""
    text = subprocess.run(["exiftool", "-a", "-u", "-G1", "-s", "-ee", "-r", folder], stdout=subprocess.PIPE, text=True, errors="replace").stdout
    found = {}
    for line in text.splitlines():
        for canary in re.findall(r"Zwq\d{5}k", line):
            name = re.match(r"\[([^]]+)\]\s+(\S+)", line)
            found[canary] = "%s:%s" % name.groups() if name else line
    return found


def told(build, folder, out):
    register = out + ".csv"  # a text in which nobody is named is not kept
    with open(register, "w", encoding="utf-8") as target:
        target.write("leerlingnummer;voornaam;achternaam;groep\n1001;Ilse;Kok;7\n")
    run = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--policy", "basis", "--register", register, "--out", out, folder],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode not in (0, 1, 2, 3):
        sys.exit("FAILED oracle-canary: the audit ended with status %d\n%s" % (run.returncode, run.stdout))
    store = sqlite3.connect(os.path.join(out, "audit.db"))
    values = [row[0] or "" for query in ("SELECT value FROM property", "SELECT content FROM text", "SELECT name FROM person_tag")
              for row in store.execute(query)]
    return set(re.findall(r"Zwq\d{5}k", " ".join(values)))


def allowed():
    with open(os.path.join(HERE, "canary.tsv"), encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]


def main():
    try:
        import PIL  # noqa: F401
    except ImportError:
        print("SKIPPED oracle-canary: python3-pil is not installed (make needed-test)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        keep = os.environ.get("CANARY_KEEP") or os.path.join(folder, "files")
        os.makedirs(keep, exist_ok=True)
        put, number = {}, 0
        for ending in FORMATS:
            more, number = write(keep, ending, number)
            put.update(more)
        there = written(keep)
        have = told(sys.argv[1], keep, os.path.join(folder, "out"))
    table, used, misses = allowed(), set(), []
    for canary, tag in sorted(there.items()):
        if canary in have or canary not in put:
            continue
        rule = next((row for row in table if re.fullmatch(row[0], put[canary][0]) and re.fullmatch(row[1], tag)), None)
        if rule:
            used.add(id(rule))
        else:
            misses.append((put[canary][0], tag))
    for miss in misses:
        print("    %s: %s is not told" % miss)
    stale = [row for row in table if id(row) not in used]
    for row in stale:
        print("    canary.tsv: no longer needed: %s %s" % tuple(row[:2]))
    for ending in FORMATS:
        own = [canary for canary in there if canary in put and put[canary][0] == ending]
        print("    %-5s %4d tags with a word of their own, %d told" % (ending, len(own), sum(canary in have for canary in own)))
    if misses or stale:
        print("FAILED oracle-canary")
        return 1
    print("ok oracle-canary (%d checks)" % len(there))
    return 0


sys.exit(main())
