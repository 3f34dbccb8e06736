#!/usr/bin/env python3
"""What an audit finds in real sample exports of every platform, beside counts made here from the files themselves, by parsing of
its own: table.py BUILD [NAME...]. The folder named by SCHOOLAUDIT_DATA holds exports/<platform>/<sample>. A row is ok when all
columns agree. Columns: posts (albums and what was only liked or viewed apart), comments, messages, references to media and how
many of them lie in the export, people tagged, contacts."""

import os
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import counting  # noqa: E402

COLUMNS = ("posts", "comments", "messages", "media", "found", "tags", "contacts")
# Readers of plain content: a platform's main file must not end there.
PLAIN = {"json", "html", "table", "text"}
SQL = {
    "posts": "SELECT count(*) FROM publication WHERE kind = 'post'",
    "comments": "SELECT count(*) FROM publication WHERE kind = 'comment'",
    # A conversation is a message that others belong to, and nobody wrote it.
    "messages": "SELECT count(*) FROM publication p WHERE kind = 'message' AND NOT (published IS NULL AND author IS NULL AND EXISTS "
                "(SELECT 1 FROM publication c WHERE c.parent = p.id))",
    "media": "SELECT count(*) FROM link WHERE uri NOT LIKE 'inline-%'",
    "found": "SELECT count(*) FROM link WHERE state = 'found' AND uri NOT LIKE 'inline-%'",
    # One person once a publication, on however many pictures of it.
    "tags": "SELECT count(DISTINCT t.publication || ' ' || t.name) FROM person_tag t WHERE t.item NOT IN (SELECT item FROM picture)",
    "contacts": "SELECT count(*) FROM contact",
}


def audited(build, folder, out):
    done = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--no-faces", "--out", out, folder], capture_output=True,
                          text=True, check=False)
    if done.returncode > 3:
        raise RuntimeError("status %d: %s" % (done.returncode, done.stderr.strip()))
    store = sqlite3.connect(os.path.join(out, "audit.db"))
    counts = {name: store.execute(sql).fetchone()[0] for name, sql in SQL.items()}
    readers = store.execute("SELECT path, coalesce(reader, ''), state, reason FROM item WHERE is_container = 0").fetchall()
    store.close()
    return counts, readers


def unrecognised(sample, readers):
    """Main files of the sample that no reader of a platform took."""
    wrong = []
    for path, reader, state, reason in readers:
        if not sample.is_main(path) or reason == "empty":
            continue
        if reader in PLAIN or (not reader and state != "read"):
            wrong.append("%s (%s)" % (os.path.basename(path), reader or reason))
    return wrong


def main():
    build = os.path.abspath(sys.argv[1])
    data = os.environ.get("SCHOOLAUDIT_DATA")
    failed = passed = 0
    if not data or not os.path.isdir(os.path.join(data, "exports")):
        print("SKIPPED exports table: SCHOOLAUDIT_DATA is not set")
        return 0
    print("%-52s" % "export" + "".join("%14s" % name for name in COLUMNS))
    with tempfile.TemporaryDirectory(prefix="schoolaudit-table-") as work:
        for number, sample in enumerate(counting.SAMPLES):
            folder = os.path.join(data, "exports", sample.path)
            if sys.argv[2:] and not any(word in sample.path for word in sys.argv[2:]):
                continue
            if not os.path.exists(folder):
                print("SKIPPED exports table: %s is not there" % sample.path)
                continue
            have, readers = audited(build, folder, os.path.join(work, str(number)))
            want = sample.count(folder)
            wrong = [name for name in COLUMNS if want[name] is not None and have[name] != want[name]]
            strange = unrecognised(sample, readers)
            print("%-52s" % sample.path[-52:] + "".join(
                "%14s" % ("%d" % have[name] if name not in wrong else "%d (not %d)" % (have[name], want[name])) for name in COLUMNS))
            if wrong or strange:
                failed += 1
                print("FAILED exports table: %s: %s" % (sample.path, ", ".join(wrong + strange)))
            else:
                passed += 1
    if passed:
        print("ok exports table (%d checks)" % passed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
