#!/usr/bin/env python3
"""A file and its registry agree: readers with their fuzz harnesses and seeds, report writers, rules
with their tests, rules named by policies, word lists named by rules."""

import os
import re

import tree

complaints = []


def registry(path, macro):
    return re.findall(r"^%s\((\w+)\)" % macro, tree.text(path), re.M)


def defined(folder, kind, prefix):
    found = {}
    for path in tree.files([folder], (".c",)):
        for name in re.findall(r"^const %s %s_(\w+)" % (kind, prefix), tree.code(path), re.M):
            found[name] = path
    return found


def compare(listed, found, where):
    for name in listed:
        if name not in found:
            complaints.append("%s: %s is defined nowhere" % (where, name))
    for name in sorted(set(found) - set(listed)):
        complaints.append("%s: %s is not listed in %s" % (found[name], name, where))
    for name in {name for name in listed if listed.count(name) > 1}:
        complaints.append("%s: %s is listed twice" % (where, name))


compare(registry("auditor/readers/readers.def", "READER"),
        defined("auditor/readers", "Reader", "reader"), "auditor/readers/readers.def")
seeds = tree.text("tests/fuzz/make_corpus.py")
for name in registry("auditor/readers/readers.def", "READER"):
    harness = "tests/fuzz/worker/fuzz_%s.c" % name
    if not os.path.exists(os.path.join(tree.TOP, harness)):
        complaints.append("%s: reader %s has no fuzz harness" % (harness, name))
    elif not re.search(r"FUZZ_READER\(%s,|\breader_%s\b" % (name, name), tree.code(harness)):
        complaints.append("%s: does not call reader %s" % (harness, name))
    if '"%s"' % name not in seeds:
        complaints.append("tests/fuzz/make_corpus.py: reader %s has no seed" % name)
compare(registry("reports/reports.def", "REPORT"),
        defined("reports", "ReportWriter", "report"), "reports/reports.def")

rules = {}
because = tree.text("po/because.nl.po")
for path in tree.files(["auditor/rules"], (".sql",)):
    name = os.path.basename(path)[:-4]
    body = tree.text(path)
    rules[name] = body
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        complaints.append("%s: a rule's name is in kebab-case" % path)
    head = re.search(r"^-- rule: (\S+)", body, re.M)
    if not head or head.group(1) != name:
        complaints.append("%s: its first line names another rule" % path)
    for key in ("title-nl", "title-en", "checks", "severity"):
        if not re.search(r"^-- %s: \S" % key, body, re.M):
            complaints.append("%s: -- %s: is missing" % (path, key))
    if not os.path.exists(os.path.join(tree.TOP, "tests/rules", name + ".sql")):
        complaints.append("%s: has no tests/rules/%s.sql" % (path, name))
    lists = re.search(r"^-- lists?: (.*)", body, re.M)
    for word_list in re.split(r"[ ,]+", lists.group(1)) if lists else []:
        if not os.path.exists(os.path.join(tree.TOP, "auditor/detect/lists", word_list + ".txt")):
            complaints.append("%s: word list %s is not there" % (path, word_list))
    # What a rule writes into `reason` is a key with texts, or begins like some.
    findings = body[body.find("-- findings:"):]
    keys = re.findall(r"'([a-z-]+) ' \|\| json_object|'([a-z-]+)' AS reason", findings)
    for chosen in re.findall(r"CASE((?:(?!\bCASE\b|\bEND\b).)*)END AS reason", findings, re.S):
        keys += re.findall(r"(THEN|ELSE) '([a-z-]+)'", chosen)
    for key in [key[1] or key[0] for key in keys]:
        if not re.search(r'^msgid "because-%s(-one|-many)?"$' % key, because, re.M):
            complaints.append("%s: po/because.*.po lack because-%s" % (path, key))
    for words in re.findall(r"(?m)^[^-\n]*SELECT .*'([a-z]+(?: [a-z]+)+)'", findings):
        complaints.append("%s: '%s' is a sentence; the column `reason` holds a key" % (path, words))
    for start in re.findall(r"'([a-z-]+-)' \|\| [\w.]+(?: AS reason|,)", findings):
        if 'msgid "because-' + start not in because:
            complaints.append("%s: po/because.*.po lack because-%s..." % (path, start))
for path in tree.files(["tests/rules"], (".sql",)):
    if os.path.basename(path)[:-4] not in rules and not os.path.basename(path).startswith("_"):
        complaints.append("%s: tests a rule that is not there" % path)

# A policy may name a rule that is still to come (its clause is then not-checked, with that reason),
# so only the form of the name is looked at here.
for path in tree.files(["auditor/policies"], (".yaml",)):
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        for name in re.findall(r"\brule: *([^,}\s]+)", line.split(" #")[0]):
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
                complaints.append("%s:%d: '%s' is not in kebab-case" % (path, number, name))

for path in tree.files(["auditor/detect/lists"], (".txt",)):
    if not tree.text(path).startswith("#"):
        complaints.append("%s: states no source on its first line" % path)
tree.finish(complaints)
