"""What the hostile tests share: running an audit, reading what it wrote, saying what came of it.

A test says ok, FAILED or SKIPPED, one line each; it never waits for a clock, only for an event with
a generous bound after which it fails.
"""

import base64
import csv
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
import zlib
from io import BytesIO

# Invented pupils; their surnames stand nowhere else and must never show where names are masked.
PUPILS = [("101", "Sanne", "de", "Zandwijk", "7"), ("102", "Youssef", "el", "Quaddouri", "7"),
          ("103", "Yağmur", "", "Şahinbaş", "8"), ("104", "Sjoerd", "fan", "Hoekstrema", "5")]
CANARIES = ["Zandwijk", "Quaddouri", "Şahinbaş", "Hoekstrema"]
PAGE = "<!doctype html><html lang=nl><title>Nieuws</title><body><p>%s</p></body></html>"
BOUND = 900  # seconds after which a run that should have ended counts as hanging


def page(number=0, note=""):
    """A page that names one pupil in full."""
    _, first, infix, last, group = PUPILS[number % len(PUPILS)]
    name = " ".join(part for part in (first, infix, last) if part)
    return (PAGE % ("In groep %s won %s de wedstrijd. %s" % (group, name, note))).encode()


class Run:
    """What one audit left: status, what it printed, the folder."""

    def __init__(self, status, printed, complained, out):
        self.status, self.printed, self.complained, self.out = status, printed, complained, out

    def ledger(self):
        path = os.path.join(self.out, "ledger.csv")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8-sig", newline="") as rows:
            return list(csv.DictReader(rows, delimiter=";"))

    def row(self, ending):
        """The row whose path ends so; {} when there is none."""
        for row in self.ledger():
            if row["path"] == ending or row["path"].endswith(("/" + ending, "!/" + ending)):
                return row
        return {}

    def query(self, sql, *values):
        with sqlite3.connect(os.path.join(self.out, "audit.db")) as store:
            return store.execute(sql, values).fetchall()

    def named_in(self, ending):
        """Numbers of the pupils named in the items whose path ends so."""
        rows = self.query("SELECT p.number, i.path FROM mention m JOIN text t ON t.id = m.text "
                          "JOIN item i ON i.id = t.item JOIN person p ON p.id = m.person "
                          "WHERE m.surname")
        return {number for number, path in rows if path == ending or path.endswith(("/" + ending, "!/" + ending))}

    def manifest(self):
        path = os.path.join(self.out, "manifest.json")
        if not os.path.exists(path):
            return {}
        with open(path, encoding="utf-8") as source:
            return json.load(source)

    def masked_leaks(self):
        """Names in what the run printed or wrote at the masked level."""
        pieces = {"what it printed": self.printed.encode(), "its complaints": self.complained.encode()}
        for name in sorted(os.listdir(self.out)) if os.path.isdir(self.out) else []:
            if name == "audit.db" or "-met-namen" in name:
                continue
            with open(os.path.join(self.out, name), "rb") as source:
                pieces[name] = unpacked(name, source.read())
        return ["%s in %s" % (word, name) for name, data in pieces.items() for word in CANARIES
                if word.encode() in data or word.lower().encode() in data.lower()]


def unpacked(name, data):
    """The bytes and what is packed in them: a spreadsheet's members, blocks of base64."""
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(BytesIO(data)) as book:
            return b"".join(book.read(member) for member in book.namelist())
    for block in re.findall(rb"[A-Za-z0-9+/]{200,}={0,2}", data):
        try:
            data += zlib.decompress(base64.b64decode(block), 47)
        except (ValueError, zlib.error):
            pass
    return data


class Bench:
    """The programs under test, a folder to work in, and the count."""

    def __init__(self, build, work):
        self.work = work
        self.programs = os.path.join(work, "programs")
        self.failed = 0
        self.pixels = ["--no-faces"]
        os.makedirs(self.programs)
        os.chmod(work, 0o755)
        os.chmod(self.programs, 0o755)
        for name in ("schoolaudit", "schoolaudit-worker"):
            shutil.copy(os.path.join(build, "test-program", name), self.programs)
            os.chmod(os.path.join(self.programs, name), 0o755)
        weights = os.path.join(build, "test-program", "faces.weights")
        if os.path.exists(weights):
            shutil.copy(weights, self.programs)
        self.register = os.path.join(work, "leerlingen.csv")
        with open(self.register, "w", encoding="utf-8", newline="") as target:
            target.write("Leerlingnummer;Roepnaam;Voorvoegsel;Achternaam;Groep;Toestemming website\r\n")
            for pupil in PUPILS:
                target.write(";".join(pupil) + ";Ja\r\n")
        os.chmod(self.register, 0o644)

    def counts_faces(self):
        return os.path.exists(os.path.join(self.programs, "faces.weights"))

    def folder(self, name, files):
        """A folder of (name, bytes)."""
        path = os.path.join(self.work, name)
        for inner, data in files.items():
            full = os.path.join(path, inner)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as target:
                target.write(data)
        return path

    def command(self, inputs, out, *options):
        return [os.path.join(self.programs, "schoolaudit"), "audit", "--register", self.register, "--policy", "cederboom",
                "--today", "2026-11-23", "--quiet", *self.pixels, "--out", out, *options, *inputs]

    def out(self, name):
        return os.path.join(self.work, "out", name, "2026-11-23")

    def audit(self, name, inputs, *options, env=None, before=(), out=None):
        """Runs an audit to its end; `before` is put before the command (setpriv, unshare)."""
        out = out or self.out(name)
        os.makedirs(os.path.dirname(out), exist_ok=True)
        done = subprocess.run([*before, *self.command(inputs, out, *options)], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=BOUND,
                              env={**os.environ, **(env or {})}, check=False)
        return Run(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), out)

    def start(self, name, inputs, *options, out=None):
        """Starts an audit in a session of its own and comes back when it is at work: a worker of it runs."""
        out = out or self.out(name)
        os.makedirs(os.path.dirname(out), exist_ok=True)
        process = subprocess.Popen(self.command(inputs, out, *options), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, start_new_session=True)
        end = time.monotonic() + 60
        while time.monotonic() < end and process.poll() is None:
            if os.path.isdir(os.path.join(out, ".part")) and children(process.pid):
                return process
            time.sleep(0.02)
        return process

    def check(self, name, good, detail=""):
        if good:
            print("ok hostile/" + name, flush=True)
        else:
            self.failed += 1
            if detail:
                print("    %s" % str(detail).replace("\n", "\n    ")[:4000])
            print("FAILED hostile/" + name, flush=True)
        return good

    def skip(self, name, why):
        print("SKIPPED hostile/%s: %s" % (name, why), flush=True)


def children(pid):
    """Workers that a process has started (the kernel cuts their name)."""
    found = []
    for status in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(status, encoding="utf-8", errors="replace") as source:
                text = source.read()
            after = text[text.rindex(")") + 2:].split()
            if int(after[1]) == pid and "(schoolaudit-wor" in text:
                found.append(int(status.split("/")[2]))
        except (OSError, ValueError):
            pass
    return found


def digests(folder):
    """Name and digest of every regular file below a folder: to see that nothing was touched."""
    found = {}
    for here, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if name != ".part"]  # what is being written is no report
        for name in names:
            path = os.path.join(here, name)
            if not os.path.isfile(path):
                continue
            with open(path, "rb") as source:
                found[os.path.relpath(path, folder)] = hashlib.sha256(source.read()).hexdigest()
    return found


def sentences(run):
    """Lines of complaint."""
    return [line for line in run.complained.splitlines() if line.strip()]


def end_by_signal(process, number=signal.SIGINT):
    process.send_signal(number)
    printed, complained = process.communicate(timeout=60)
    return Run(process.returncode, printed.decode(errors="replace"), complained.decode(errors="replace"), "")


def conserved(bench, name, run):
    """The law that holds for every run: each item has one final state, a reason where it needs one,
    the sums agree with findings.json, and no name shows."""
    rows = run.ledger()
    states = [row["state"] for row in rows]
    bad = [row for row in rows if row["state"] not in ("read", "partial", "skipped", "failed")
           or (row["state"] != "read" and not row["reason"])]
    bench.check(name + "/every item has its state and reason", rows and not bad, bad[:5] or "no ledger: " + run.complained)
    leaks = run.masked_leaks()
    bench.check(name + "/no name where names are masked", rows and not leaks, leaks)
    path = os.path.join(run.out, "findings.json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as source:
            totals = json.load(source)["ledger"]
        parts = {state: totals[state] for state in ("read", "partial", "skipped", "failed")}
        bench.check(name + "/the sums agree", sum(parts.values()) == totals["items"] == len(states)
                    and all(states.count(state) == count for state, count in parts.items()), totals)
    else:
        bench.check(name + "/the sums agree", False, "no findings.json")
    return rows


if __name__ == "__main__":
    sys.exit("run tests/hostile/run.py")
