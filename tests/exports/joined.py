#!/usr/bin/env python3
"""Exports that come in parts, twice, wrapped or with the wrong separator, through the real programs: joined.py BUILD. Everything
is made here; people are invented."""

import csv
import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

ROOT = "your_facebook_activity/posts/"


def picture():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"\0" * 13 * 4)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)) + chunk(b"IDAT", pixels)
            + chunk(b"IEND", b""))


def posts(words):
    def post(text, uri):
        return {"timestamp": 1718957730, "data": [{"post": text}],
                "attachments": [{"data": [{"media": {"uri": uri, "creation_timestamp": 1718957730, "title": "Kamp"}}]}]}

    return json.dumps([post(words, ROOT + "media/kamp/1.png"), post("Oud", "facebook-2023/posts/media/kamp/1.png"),
                       post("Weg", ROOT + "media/kamp/9.png")]).encode()


def archive(path, members):
    with zipfile.ZipFile(path, "w") as target:
        for name, data in members:
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            target.writestr(entry, data)
    return path


class Audit:
    def __init__(self, build, work, name, inputs):
        out = os.path.join(work, name)
        register = os.path.join(work, "leerlingen.csv")
        with open(register, "w", encoding="utf-8") as target:
            target.write("Leerlingnummer;Roepnaam;Voorvoegsel;Achternaam;Groep;Toestemming facebook\r\n101;Noor;el;Haddadi;7;Nee\r\n")
        done = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--register", register, "--policy", "cederboom",
                               "--today", "2026-11-23", "--out", out, *inputs], capture_output=True, text=True, check=False)
        if done.returncode > 3:
            raise RuntimeError(done.stderr)
        with open(os.path.join(out, "ledger.csv"), encoding="utf-8-sig", newline="") as rows:
            self.ledger = list(csv.DictReader(rows, delimiter=";"))
        store = sqlite3.connect(os.path.join(out, "audit.db"))
        self.links = store.execute("SELECT l.uri, l.state, l.how FROM link l ORDER BY l.id").fetchall()
        self.surnames = store.execute("SELECT count(*) FROM finding WHERE rule = 'surname-published'").fetchone()[0]
        self.duplicates = store.execute("SELECT i.path, o.path FROM item i JOIN item o ON o.id = i.duplicate_of").fetchall()
        store.close()

    def gaps(self):
        return [row["path"] for row in self.ledger if row["gap"] == "1"]


def check(failed, name, have, want):
    if have != want:
        print("FAILED exports: %s: wanted %r, have %r" % (name, want, have))
        failed.append(name)


def states(audit):
    return [state for _, state, _ in audit.links]


def test_parts(build, work, failed):
    """JSON in one archive, pictures in another: one tree; old prefixes give way to the end of the path."""
    words = archive(os.path.join(work, "facebook-s-2026-05-14-aaaa1111.zip"), [(ROOT + "your_posts_1.json", posts("Noor el Haddadi"))])
    media = archive(os.path.join(work, "facebook-s-2026-05-14-bbbb2222.zip"), [(ROOT + "media/kamp/1.png", picture())])
    audit = Audit(build, work, "parts", [words, media])
    check(failed, "parts", states(audit), ["found", "found", "missing"])
    check(failed, "parts alone", states(Audit(build, work, "alone", [words])), ["missing"] * 3)
    return words, media, audit


def test_twice(build, work, failed, words, media, once):
    """The same dump again, under another name, in a wrapper folder, unpacked: seen once and said so."""
    again = shutil.copy(words, os.path.join(work, "kopie.zip"))
    wrapped = archive(os.path.join(work, "ingepakt.zip"),
                      [("map/" + ROOT + "your_posts_1.json", posts("Noor el Haddadi")), ("map/" + ROOT + "media/kamp/1.png", picture()),
                       ("__MACOSX/map/" + ROOT + "._your_posts_1.json", b"\0\5\x16\7\0\2\0\0Mac OS X        \0\0")])
    folder = os.path.join(work, "uitgepakt")
    with zipfile.ZipFile(words) as source:
        source.extractall(folder)
    audit = Audit(build, work, "twice", [words, media, again, wrapped, folder])
    check(failed, "findings are not doubled", audit.surnames, once.surnames)
    check(failed, "something is found at all", once.surnames > 0, True)
    check(failed, "duplicates", sorted(path for path, _ in audit.duplicates),
          ["ingepakt.zip!/map/" + ROOT + "media/kamp/1.png", "ingepakt.zip!/map/" + ROOT + "your_posts_1.json", "kopie.zip",
           "kopie.zip!/" + ROOT + "your_posts_1.json", "uitgepakt/" + ROOT + "your_posts_1.json"])
    check(failed, "a duplicate is no gap", audit.gaps(), once.gaps())
    check(failed, "links of the one that stays", states(audit), states(once))


def test_pages(build, work, failed):
    """The same words twice in one export, or with other words beside them, are two publications."""
    page = b"<html><title>x</title><p>Noor el Haddadi won</p>"
    one = archive(os.path.join(work, "site-a.zip"), [("a/index.html", page), ("b/index.html", page)])
    two = archive(os.path.join(work, "site-b.zip"), [("index.html", page), ("c.html", b"<p>c"), ("d.html", b"<p>d"), ("e.html", b"<p>e")])
    audit = Audit(build, work, "pages", [one, two])
    check(failed, "pages at other places stay", audit.duplicates, [])
    check(failed, "pages are found each", audit.surnames, 3)


def test_separators(build, work, failed):
    path = archive(os.path.join(work, "windows.zip"), [(ROOT.replace("/", "\\") + "your_posts_1.json", posts("Noor el Haddadi")),
                                                       (ROOT.replace("/", "\\") + "media\\kamp\\1.png", picture())])
    check(failed, "backslashes", states(Audit(build, work, "windows", [path])), ["found", "found", "missing"])


def main():
    build = os.path.abspath(sys.argv[1])
    failed = []
    with tempfile.TemporaryDirectory(prefix="schoolaudit-exports-") as work:
        words, media, once = test_parts(build, work, failed)
        test_twice(build, work, failed, words, media, once)
        test_pages(build, work, failed)
        test_separators(build, work, failed)
    if not failed:
        print("ok exports: parts, doubles, wrappers, separators (12 checks)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
