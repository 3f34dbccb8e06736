#!/usr/bin/env python3
"""recall.py BUILD: how many of the words that other tools found in real documents do our readers find?

The folder named by SCHOOLAUDIT_DATA holds docs/<folder>/<file> and docs/oracle/<tool>/<folder>__<file>.txt. A tool's words
are counted with their number; each counts as found as often as our texts (of the document and all that is embedded in it)
have it. Prints one line a tool, and each file below the goal with what our readers said of it. A file that a tool read and
in which we found nothing must at least have a gap."""

import collections
import os
import re
import subprocess
import sys
import unicodedata

GOAL = 0.995
SECONDS = 120


def plain(text):
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", "").casefold()


def words(text):
    return re.findall(r"\w+", plain(text))


class Item:
    """What our readers say of one file."""

    def __init__(self, build, path):
        run = subprocess.run([os.path.join(build, "tests/recall/texts_of"), path], capture_output=True, timeout=SECONDS)
        self.status, self.readers, self.gaps, texts = run.returncode, [], [], []
        for line in run.stdout.decode("utf-8", "replace").split("\n"):
            fields = line.split("\t")
            if fields[0] == "ITEM" and len(fields) > 3:
                self.readers.append(fields[3] or "none")
            elif fields[0] == "GAP":
                self.gaps.append(":".join(filter(None, fields[1:3])))
            elif fields[0] == "TEXT":
                texts.append(fields[3].replace("\v", "\n"))
        self.words = collections.Counter(words("\n".join(texts)))


def is_text(oracle):
    """Some tools print a file they do not know as it is: markup, or bytes. That is no text of the document."""
    control = sum(character < " " and character not in "\t\n\r\f\v" for character in oracle)
    return not oracle.lstrip("\ufeff \n").startswith("<?xml") and control * 50 <= len(oracle)


def found(oracle, item):
    """Words of the oracle, and those of them that we have. A word that a line end parts may be put together."""
    have, wanted = collections.Counter(item.words), words(oracle)
    missing = []
    for word in wanted:
        if have[word] > 0:
            have[word] -= 1
        else:
            missing.append(word)
    parted = collections.Counter()
    for left, right in re.findall(r"(\w+)-\s*\n\s*(\w+)", plain(oracle)):
        if item.words[left + right] > 0:
            parted.update((left, right))
    really = [word for word in missing if parted[word] <= 0 or parted.subtract((word,))]
    return len(wanted), len(wanted) - len(really), really


def main():
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if not data:
        print("SKIPPED recall: SCHOOLAUDIT_DATA is not set")
        return 0
    build, only = sys.argv[1], sys.argv[2:]
    docs, bad, items = os.path.join(data, "docs"), 0, {}
    for tool in sorted(os.listdir(os.path.join(docs, "oracle"))):
        all_words = all_found = files = below = unread = 0
        notes = []
        for name in sorted(os.listdir(os.path.join(docs, "oracle", tool))):
            folder, _, rest = name[:-len(".txt")].partition("__")
            path = os.path.join(docs, folder, rest)
            if not os.path.exists(path) or (only and not any(part in path for part in only)):
                continue
            with open(os.path.join(docs, "oracle", tool, name), encoding="utf-8", errors="replace") as source:
                oracle = source.read()
            if not is_text(oracle):
                notes.append("    %s: left out, %s printed the file as it is" % (os.path.join(folder, rest), tool))
                continue
            item = items.get(path) or Item(build, path)
            items[path] = item
            count, have, missing = found(oracle, item)
            files += 1
            all_words += count
            all_found += have
            if count and (have / count < GOAL or item.status):
                below += 1
                notes.append("    %s: %d of %d; readers %s; gaps %s; missing %s" % (
                    os.path.join(folder, rest), have, count, " ".join(dict.fromkeys(item.readers)),
                    " ".join(dict.fromkeys(item.gaps)) or "none", " ".join(missing[:12])))
                unread += item.status != 0 or (have == 0 and not item.gaps)
        if not files:
            continue
        recall = all_found / all_words if all_words else 1
        good = recall >= GOAL and not unread
        print("\n".join(notes + ["%s recall/%s: %d files, %d words, %d found, recall %.4f, %d below %.3f, %d unread without a reason" % (
            "ok" if good else "FAILED", tool, files, all_words, all_found, recall, below, GOAL, unread)]))
        bad += not good
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
