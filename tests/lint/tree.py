"""What the lints share: the files of the tree, and C without its comments and strings."""

import os
import re
import sys

sys.dont_write_bytecode = True
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED = {".git", "node_modules", "__pycache__"}


def files(folders, endings):
    """Paths below the folders, relative to the top, in order. "." is the whole tree without builds."""
    found = []
    for folder in folders:
        for here, inside, names in os.walk(os.path.join(TOP, folder)):
            inside[:] = sorted(name for name in inside
                               if name not in SKIPPED and not name.startswith("build"))
            for name in sorted(names):
                if name.endswith(endings):
                    found.append(os.path.relpath(os.path.join(here, name), TOP))
    return found


def text(path):
    with open(os.path.join(TOP, path), encoding="utf-8") as source:
        return source.read()


PIECES = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(match):
    piece = match.group(0)
    kept = "\n" * piece.count("\n")
    return ('""' if piece[0] == '"' else "' '" if piece[0] == "'" else " ") + kept


def code(path):
    """A C file with comments gone and strings empty; lines keep their numbers."""
    return PIECES.sub(blank, text(path))


def strings(path):
    """(line number, literal) of every run of adjacent string literals of a C file."""
    bare = re.sub(r"//[^\n]*|/\*.*?\*/|(\"(?:\\.|[^\"\\\n])*\")|('(?:\\.|[^'\\\n])*')",
                  lambda m: m.group(1) or "\n" * m.group(0).count("\n") or " ", text(path),
                  flags=re.S)
    for run in re.finditer(r'(?:"(?:\\.|[^"\\\n])*"\s*)+', bare):
        joined = "".join(re.findall(r'"((?:\\.|[^"\\\n])*)"', run.group(0)))
        yield bare.count("\n", 0, run.start()) + 1, joined


def finish(complaints):
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
