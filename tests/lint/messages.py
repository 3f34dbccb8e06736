#!/usr/bin/env python3
"""What the program says stands in po/: every id that the code names is there, every id that is
there is named, and no error is worded in code."""

import os
import re

import tree

complaints = []
PREFIXES = ("cli", "yaml", "policy", "purge", "verify", "register-ask", "reader")
WORKER = ("auditor/worker/", "auditor/readers/", "auditor/wire/")


def ids(module):
    if not os.path.exists(os.path.join(tree.TOP, "po/%s.en.po" % module)):
        return set()
    return set(re.findall(r'^msgid "(.+)"', tree.text("po/%s.en.po" % module), re.M))


known = set().union(*(ids(module) for module in ("cli", "keeping", "stages", "readers", "yaml", "policy", "register")))
used = set()
for path in tree.files(["auditor", "reports"], (".c", ".h")):
    if path.startswith(WORKER):
        continue
    body = tree.text(path)
    for prefix in PREFIXES:
        used.update((path, name) for name in re.findall(r'"(%s-[a-z0-9-]*[a-z0-9])"' % prefix, body))
    if re.search(r"\bg_set_error\(\s*&?[\w.>-]+,\s*EXIT_ERROR,\s*[^\";]*\"[^\"]*[a-z]{3}", body) or \
            re.search(r"\bg_(?:set_error_literal|error_new)\(\s*(?:&?[\w.>-]+,\s*)?EXIT_ERROR,[^\";]*\"", body):
        complaints.append("%s: an error is worded in code; exit_error_set() takes an id" % path)

NOT_TEXTS = {"policy-digest"}
for path, name in sorted(used):
    if name not in NOT_TEXTS and not {name, name + "-one", name + "-many"} & known:
        complaints.append("%s: there is no text %s" % (path, name))

for command in re.findall(r'\.name = "([a-z]+)"', "".join(
        tree.text(path) for path in tree.files(["auditor/commands"], (".c",)))):
    used.update((None, "cli-%s-%s" % (part, command)) for part in ("usage", "about"))
limits = re.findall(r"\bLIMIT\(LIMIT_(\w+),[^,]*, \"(\w+)\"", tree.text("auditor/worker/limits.h"))
for limit, unit in limits:
    used.add((None, "cli-limit-" + limit.lower().replace("_", "-")))
    used.add((None, "cli-unit-" + unit))
for reader in re.findall(r"^READER\((\w+)\)", tree.text("auditor/readers/readers.def"), re.M):
    used.add((None, "reader-" + reader))

names = {name for _, name in used}
for path, name in sorted(used, key=str):
    if path is None and name not in known:
        complaints.append("po: there is no text %s" % name)
for name in sorted(known):
    base = re.sub(r"-(one|many)$", "", name)
    if name.startswith(tuple(prefix + "-" for prefix in PREFIXES)) and not {name, base} & names:
        complaints.append("po: %s is said nowhere" % name)
tree.finish(complaints)
