#!/usr/bin/env python3
"""html.py BUILD: how many of the words that a browser shows, and of those in its document tree, do our readers find?

The folder named by SCHOOLAUDIT_DATA holds html/<folder>/<file> and, of what a browser made of each with scripts off,
html/oracle/<folder>__<file>.inner.txt (innerText) and .dom.txt (all text of the tree). Prints one line a set and view, and
each file below the goal with the words that are missing. Files of which we know better than the browser stand in KNOWN."""

import os
import sys

from recall import GOAL, Item, found

# Where what a browser shows is not what was written, or rests on its guess: (part of the file's name, why it is not counted).
KNOWN = [
    ("utf8-as-8859-1.html", "UTF-8 labelled iso-8859-1: the browser shows mojibake, we the words"),
    ("cp1252-as-utf8.html", "windows-1252 labelled UTF-8: the browser shows replacement characters, we the words"),
    ("utf8-one-bad-byte.html", "one byte of windows-1252 in UTF-8: the browser shows a replacement character, we the letter"),
    ("utf16le-nobom-meta.html", "UTF-16 without BOM: the browser shows nothing that can be read, we the words"),
    ("utf8-nul", "U+0000 inside a word: the browser's title has a replacement character there, we the word"),
    ("plane1-utf-", "UTF-16 and UTF-32: the browser shows the markup itself as text"),
    ("bug638318", "zeros in a page of one line: the browser shows a part of the markup"),
    ("_with_no_encoding_specified", "no charset is told: the browser guesses by statistics, we read windows-1252"),
    ("mozilla_bug", "no charset is told: the browser guesses by statistics, we read windows-1252"),
]


def known(name):
    return next((reason for part, reason in KNOWN if part in name), None)


def compare(build, data, oracle, view):
    """(set, file, words, found, missing) of one oracle file; None when the document is not there."""
    folder, _, rest = oracle[:-len(".%s.txt" % view)].partition("__")
    path = os.path.join(data, folder, rest)
    if not os.path.exists(path):
        path = os.path.join(data, folder, rest.replace("___", "/_").replace("__", "/"))
    if not os.path.exists(path):
        return None
    with open(os.path.join(data, "oracle", oracle), encoding="utf-8", errors="replace") as source:
        return (folder, rest) + found(source.read(), Item(build, path))


def main():
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if not data:
        print("SKIPPED recall/html: SCHOOLAUDIT_DATA is not set")
        return 0
    data, sets, notes, lost = os.path.join(data, "html"), {}, [], 0
    for view in ("inner", "dom"):
        for oracle in sorted(os.listdir(os.path.join(data, "oracle"))):
            if not oracle.endswith(".%s.txt" % view):
                continue
            result = compare(sys.argv[1], data, oracle, view)
            if result is None:
                lost += 1
                continue
            folder, name, count, have, missing = result
            if count and have / count < GOAL:
                reason = known(name)
                notes.append("    %s/%s %s: %d of %d; missing %s%s" % (folder, name, view, have, count, " ".join(missing[:8]),
                                                                     "; known: " + reason if reason else ""))
                if reason:
                    continue
            entry = sets.setdefault("%s/%s" % (folder, view), [0, 0, 0])
            for place, value in enumerate((1, count, have)):
                entry[place] += value
    print("\n".join(notes))
    bad = 0
    for name, (files, count, have) in sorted(sets.items()):
        recall = have / count if count else 1
        bad += recall < GOAL
        print("%s recall/html/%s: %d files, %d words, %d found, recall %.4f" % (
            "ok" if recall >= GOAL else "FAILED", name, files, count, have, recall))
    if lost:
        print("FAILED recall/html: %d oracle files without their document" % lost)
    return 1 if bad or lost else 0


if __name__ == "__main__":
    sys.exit(main())
