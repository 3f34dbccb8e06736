"""The manual pages against the program: every option and command, every key and word that a parser knows."""

import os
import re

from shared import PAGES, TOP, text

# Which source knows the keys that a page describes, and the words that are no business of the page.
PARSERS = {
    "schoolaudit-audit.5": ["auditor/commands/audit_file.c", "auditor/commands/audit_limits.c"],
    "schoolaudit-policy.5": ["auditor/policies/policy_parse.c"],
    "schoolaudit-mapping.5": ["auditor/register/mapping.c"],
}


def page(name):
    return text("packaging/man/" + name)


def section(body, title):
    """What stands below a subsection, up to the next heading."""
    found = re.search(r"^\.Ss %s\n(.*?)(?=^\.S[sh] )" % re.escape(title), body, re.M | re.S)
    return found.group(1) if found else ""


def section_of(body, command):
    title = re.search(r"^\.Ss (%s.*)$" % command, body, re.M)
    return section(body, title.group(1)) if title else ""


def options_told(body, command):
    return set("--" + name for line in re.findall(r"^\.It (.*)", section_of(body, command), re.M)
               for name in re.findall(r"Fl -([a-z-]+)", line))


def check_options(bench, name):
    """A page of all commands, in whatever language."""
    body = page(name)
    commands = bench.commands()
    titles = re.findall(r"^\.Ss ([a-z-]+)", body, re.M)
    bench.check("pages/every command stands in %s, and no other" % name, sorted(titles) == sorted(commands), (titles, commands))
    for command in commands:
        told = options_told(body, command)
        known = set(bench.options(command))
        bench.check("pages/options of %s in %s" % (command, name), told == known, "not in the page: %s; not in the program: %s"
                    % (sorted(known - told), sorted(told - known)))
    statuses = re.findall(r"= (\d+),", text("auditor/commands/command.h"))
    bench.check("pages/every exit status in " + name, set(re.findall(r"^\.It (\d+)$", body, re.M)) == set(statuses) | {"130"}, statuses)


def test_options(bench):
    bench.check("pages/there are commands", len(bench.commands()) >= 7, bench.commands())
    check_options(bench, "schoolaudit.1")
    check_options(bench, "nl/schoolaudit.1")


def keys_of(source):
    """Keys of the tables of a parser."""
    return set(re.findall(r'\{"([a-z-]+)",\s*YAML_TYPE', source))


def words_of(source):
    """Words of the static lists that choices are made from."""
    found = set()
    for body in re.findall(r"static const char \*const \w+\[\] = \{([^;]*)NULL\};", source):
        found |= set(re.findall(r'"([^"]+)"', body))
    return found


def test_keys(bench):
    for name, sources in PARSERS.items():
        body = page(name)
        source = "".join(text(path) for path in sources if os.path.exists(os.path.join(TOP, path)))
        told = set(re.findall(r"[\w./@-]+", body))
        keys = keys_of(source)
        marked = set(word for line in re.findall(r"^\.(?:It )?Ic (.*)|^\.It Cm (.*)", body, re.M) for part in line for word in part.split())
        bench.check("pages/every key in " + name, len(keys) > 4 and keys <= marked, sorted(keys - marked))
        words = words_of(source)
        bench.check("pages/every word in " + name, words <= told, sorted(words - told))
    body = page("schoolaudit-mapping.5")
    names = re.search(r"kind_names\[[^]]*\] = \{(.*?)\};|names\[COLUMN_KINDS\] = \{(.*?)\};", text("auditor/register/column.c"), re.S)
    kinds = set(re.findall(r'"([a-z-]+)"', names.group(0))) - {"unused", "identity-number"}
    told = set(re.findall(r"^\.It (?:Cm|Ic) (.*)", body, re.M))
    told = set(re.findall(r"[a-z-]+", " ".join(told)))
    bench.check("pages/every meaning of a column in schoolaudit-mapping.5", len(kinds) > 15 and kinds <= told, sorted(kinds - told))
    rule = text("auditor/store/rule.c")
    keys = set(re.findall(r'g_str_equal\(key, "([a-z-]+)"\)', rule))
    told = set(re.findall(r"[a-z-]+", " ".join(re.findall(r"^\.It Ic (.*)", page("schoolaudit-rule.5"), re.M))))
    parts = set(re.findall(r'"-- ([a-z]+):"', rule))
    bench.check("pages/every keyword in schoolaudit-rule.5", len(keys) > 7 and len(parts) == 3 and keys | parts <= told,
                sorted((keys | parts) - told))


def test_form(bench):
    folder = os.path.join(TOP, "packaging/man")
    there = [os.path.relpath(os.path.join(above, name), folder) for above, _, names in os.walk(folder) for name in names]
    bench.check("pages/there is no other page", sorted(there) == sorted(PAGES), there)
    if bench.has("pages/mandoc", "mandoc"):
        _, printed, complained = bench.run("mandoc", "-Tlint", *PAGES, cwd=folder)
        wrong = [line for line in (printed + complained).splitlines() if "mandoc.db" not in line]
        bench.check("pages/mandoc -Tlint", not wrong, "\n".join(wrong))
    if bench.has("pages/man", "man"):
        wrong = "".join(bench.run("man", "-l", "--warnings", os.path.join(folder, name))[2] for name in PAGES)
        bench.check("pages/man --warnings", not wrong, wrong)
