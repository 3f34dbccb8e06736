#!/usr/bin/env python3
"""HTML is written through the escaper. A heuristic: a string literal that holds a tag and a place
for a foreign text (%s) writes that text as it is; and whole tags are written in reports/html only."""

import re

import tree

# The markup writer itself: what it puts between its tags has been escaped where it came in.
WRITER = "reports/html/markup.c"
TAG = re.compile(r"</?[a-z][a-z0-9]*[ >/]")
complaints = []
READS = ("auditor/worker/", "auditor/readers/")  # they read HTML and write none
for path in tree.files(["auditor", "reports"], (".c", ".h")):
    if path.startswith(READS):
        continue
    for number, literal in tree.strings(path):
        if path != WRITER and TAG.search(literal) and re.search(r"%[-0-9.]*s", literal):
            complaints.append("%s:%d: HTML with %%s goes round the escaper" % (path, number))
        elif path.startswith("auditor/") and re.search(r"</(div|p|td|tr|table|span|a|li|ul|h[1-6])>", literal):
            complaints.append("%s:%d: HTML outside reports/" % (path, number))
for path in tree.files(["reports"], (".js",)):
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        if re.search(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b", line):
            complaints.append("%s:%d: texts are set with textContent only" % (path, number))
for path in tree.files(["reports"], (".html", ".js")):
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        if re.search(r"https?://(?!www\.w3\.org/)", line):
            complaints.append("%s:%d: the report makes no request to anywhere" % (path, number))
tree.finish(complaints)
