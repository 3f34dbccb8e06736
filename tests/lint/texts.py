#!/usr/bin/env python3
"""Every text exists in Dutch and in English, once, filled in, with the same placeholders; and no
leftover marks of unfinished work stand in the tree."""

import re

import tree

complaints = []


def read(path):
    texts, identifier, number = {}, None, 0
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        given = re.match(r'(msgid|msgstr)?\s*"(.*)"\s*$', line)
        if not given:
            continue
        if given.group(1) == "msgid":
            identifier = given.group(2)
            if identifier and identifier in texts:
                complaints.append("%s:%d: %s stands here twice" % (path, number, identifier))
            texts[identifier] = ""
        else:
            texts[identifier] += given.group(2)
    texts.pop("", None)
    return texts


def placeholders(value):
    return sorted(set(re.findall(r"\{[\w-]+\}", value)))


for path in tree.files(["po"], (".nl.po", ".en.po")):
    other = path.replace(".nl.po", ".en.po") if path.endswith(".nl.po") \
        else path.replace(".en.po", ".nl.po")
    try:
        mine, theirs = read(path), read(other)
    except FileNotFoundError:
        complaints.append("%s: %s is not there" % (path, other))
        continue
    for identifier, value in mine.items():
        if not value:
            complaints.append("%s: %s is empty" % (path, identifier))
        if identifier not in theirs:
            complaints.append("%s: %s is not in %s" % (path, identifier, other))
        elif path.endswith(".nl.po") and placeholders(value) != placeholders(theirs[identifier]):
            complaints.append("%s: %s has other placeholders in %s" % (path, identifier, other))

# Every bound that the report lists has a name there.
for language in ("nl", "en"):
    names = read("po/report.%s.po" % language)
    for name, reason in re.findall(r'LIMIT\((LIMIT_\w+), \w+, "\w+", "([\w-]*)"', tree.text("auditor/worker/limits.h")):
        if reason and "limit-name-" + name not in names:
            complaints.append("po/report.%s.po: limit-name-%s is missing" % (language, name))

# What readers say of a gap in so many words is said in both languages.
details = read("po/details.nl.po")
for path in tree.files(["auditor"], (".c",)):
    for told in re.findall(r'(?:sink_gap|decode_fail)\([^;"]*"((?:[^"\\]|\\.)*)"', tree.text(path)):
        name = "detail-" + re.sub(r"[^a-z]+", "-", re.sub(r"\d+", "n", told).lower()).strip("-")
        if len(told) > 1 and name not in details:
            complaints.append("%s: po/details.*.po lack %s" % (path, name))

MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|\bstub(bed|s)?\b", re.I)
for path in tree.files(["auditor", "reports", "packaging", "po"],
                       (".c", ".h", ".py", ".sh", ".js", ".css", ".html", ".sql", ".yaml")):
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        mark = MARKS.search(line)
        if mark and mark.group(0) != "todo":
            complaints.append("%s:%d: %s" % (path, number, mark.group(0)))
tree.finish(complaints)
