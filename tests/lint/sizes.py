#!/usr/bin/env python3
"""Functions stay under 80 lines, files under 600, headers under 150; no tab indents C or Python."""

import re

import tree

FUNCTION, FILE, HEADER = 80, 600, 150
# The data model of the pipeline is read as one piece; the kernels are code that is compiled thrice.
LONGER = {"auditor/wire/fact.h": 220, "auditor/readers/pixels/kernels_body.h": 170}
complaints = []
for path in tree.files(["."], (".c", ".h", ".py", ".js", ".css", ".sh")):
    lines = tree.text(path).splitlines()
    bound = LONGER.get(path, HEADER if path.endswith(".h") else FILE)
    if len(lines) > bound:
        complaints.append("%s: %d lines, at most %d" % (path, len(lines), bound))
    for number, line in enumerate(lines, 1):
        if re.match(r" *\t", line):
            complaints.append("%s:%d: indented with a tab" % (path, number))
        if len(line) > 180 and path.endswith((".c", ".h")):
            complaints.append("%s:%d: line of %d characters" % (path, number, len(line)))
    if not path.endswith(".c"):
        continue
    start = None
    for number, line in enumerate(tree.code(path).splitlines(), 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start:
            if number - start - 1 > FUNCTION:
                complaints.append("%s:%d: function of %d lines, at most %d"
                                  % (path, start, number - start - 1, FUNCTION))
            start = None
tree.finish(complaints)
