#!/usr/bin/env python3
"""Memory of every process over inputs far larger than memory should be: memory.py BUILD [MEGABYTES...]. A Facebook file of 500 MB
on one line (a bare list, and a list within an object), a mailbox of 2 GB, a WARC of 3 GB and one with each record in a gzip member
of its own are made, audited and measured: peak of each process (VmHWM of /proc) and, beside it, what it holds in memory files.
BENCH_MEGABYTES makes the Facebook files and the packed WARC smaller, the mailbox four times and the plain WARC six times that."""

import gzip
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

BOUND = 256  # MiB, of each process with its memory files
MIB = 1 << 20


def post(number):
    return json.dumps({"timestamp": 1500000000 + number, "attachments": [{"data": [{"media": {
        "uri": "your_facebook_activity/posts/media/kamp_%d/%d.jpg" % (number % 50, number), "creation_timestamp": 1500000000 + number,
        "title": "Kamp", "description": "Foto %d van het kamp" % number}}]}],
        "data": [{"post": "Bericht %d: groep %d was op kamp. %s" % (number, number % 8 + 1, "Wat een mooie dag! " * 12)}],
        "title": "De Vlinderhof heeft een foto geplaatst."})


def write_posts(path, size, before, after):
    with open(path, "w", encoding="utf-8") as target:
        target.write(before)
        number = 0
        while target.tell() < size:
            target.write(",".join(post(number + i) for i in range(1000)) + ",")
            number += 1000
        target.write(post(number) + after)
    return number + 1


def write_mailbox(path, size):
    body = "".join("Regel %d van een nieuwsbrief aan alle ouders van groep 5, met vriendelijke groet.\n" % i for i in range(400))
    attachment = ("A" * 76 + "\n") * 2600
    number = 0
    with open(path, "w", encoding="utf-8") as target:
        while target.tell() < size:
            target.write("From %d@xxx Fri Sep 16 22:26:51 +0000 2016\nFrom: Els Bos <els@school.example>\nTo: ouders@school.example\nSubject: "
                         "Nieuwsbrief %d\nMessage-ID: <%d@school.example>\nDate: Fri, 16 Sep 2016 22:26:51 +0000\nMIME-Version: 1.0\n"
                         "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n%s\n--x\nContent-Type: "
                         "application/octet-stream\nContent-Transfer-Encoding: base64\n\n%s\n--x--\n\n" % (number, number, number, body, attachment))
            number += 1
    return number


def response(number, kind, body):
    """A response as an archive of the web keeps it: plain, in chunks, packed, or packed and in chunks."""
    headers = "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n" % kind
    if number % 4 >= 2:
        body = gzip.compress(body, 1)
        headers += "Content-Encoding: gzip\r\n"
    if number % 2:
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[i:i + 8000] for i in range(0, len(body), 8000)))
        headers += "Transfer-Encoding: chunked\r\n"
        body += b"0\r\n\r\n"
    else:
        headers += "Content-Length: %d\r\n" % len(body)
    return headers.encode() + b"\r\n" + body


def record(number, kind, suffix, body):
    block = response(number, kind, body)
    return ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Target-URI: "
            "https://school.example/nieuws/%d%s\r\nWARC-Date: 2024-05-16T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            "Content-Length: %d\r\n\r\n" % (number, number, suffix, len(block))).encode() + block + b"\r\n\r\n"


def write_warc(path, size, packed):
    """Pages of some 30 kB, after every tenth of them a file of 300 kB, one file of 60 MB in all."""
    line = "<p>Groep %d was vandaag op kamp en schreef hier een kort verslag van, met een groet aan alle ouders thuis.</p>\n"
    text = "".join(line % i for i in range(280))
    noise = random.Random(7).randbytes(60000000)
    pages = number = 0
    with open(path, "wb") as target:
        while target.tell() < size:
            if number % 11 == 10:
                start = number * 997 % 50000000
                one = record(number, "application/octet-stream", ".bin", noise if number == 10 else noise[start:start + 300000])
            else:
                page = "<!DOCTYPE html><html><head><title>Bericht %d</title></head><body>%s</body></html>" % (number, text)
                one = record(number, "text/html; charset=utf-8", ".html", page.encode())
                pages += 1
            target.write(gzip.compress(one, 1) if packed else one)
            number += 1
    return pages


def children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as source:
            return [int(word) for word in source.read().split()]
    except OSError:
        return []


def sample(pid, peaks):
    try:
        with open("/proc/%d/status" % pid, encoding="utf-8") as source:
            status = source.read()
        held = 0
        seen = set()
        for name in os.listdir("/proc/%d/fd" % pid):
            path = "/proc/%d/fd/%s" % (pid, name)
            if "memfd:" in os.readlink(path):
                about = os.stat(path)
                if about.st_ino not in seen:
                    seen.add(about.st_ino)
                    held += about.st_blocks * 512
    except OSError:
        return
    peak = re.search(r"VmHWM:\s+(\d+)", status)
    name = re.search(r"Name:\s+(\S+)", status).group(1)
    entry = peaks.setdefault(pid, [name, 0, 0])
    entry[1] = max(entry[1], int(peak.group(1)) * 1024 if peak else 0)
    entry[2] = max(entry[2], held)


def measure(build, path, out):
    peaks = {}
    started = time.monotonic()
    program = subprocess.Popen([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--no-faces", "--jobs", "2", "--out", out, path],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while program.poll() is None:
        for pid in [program.pid] + children(program.pid):
            sample(pid, peaks)
        time.sleep(0.05)
    return peaks, time.monotonic() - started, program.returncode, program.stderr.read().decode()


def judge(name, result, out, wanted):
    peaks, seconds, status, complaint = result
    if status > 3:
        print("FAILED memory: %s: status %d: %s" % (name, status, complaint.strip()))
        return 1
    store = sqlite3.connect(os.path.join(out, "audit.db"))
    found = store.execute("SELECT count(*) FROM publication WHERE kind IN ('post', 'message', 'page') AND number > 0").fetchone()[0]
    states = store.execute("SELECT state, reason, detail FROM item WHERE state NOT IN ('read') ORDER BY id").fetchall()
    store.close()
    worst = max(sum(entry[1:]) for entry in peaks.values())
    print("%-28s %6.0f s  %7d of %7d publications  " % (name, seconds, found, wanted) + "  ".join(
        "%s %d+%d" % (entry[0], entry[1] // MIB, entry[2] // MIB) for entry in peaks.values()) + "  " + repr(states[:3]))
    lost = [state for state in states if state[1] != "no-reader"]
    if worst > BOUND * MIB or found < wanted or lost:
        print("FAILED memory: %s: %d MiB, %d of %d publications, %d items lost: %r" % (name, worst // MIB, found, wanted, len(lost), lost[:3]))
        return 1
    return 0


def main():
    build = os.path.abspath(sys.argv[1])
    size = int(os.environ.get("BENCH_MEGABYTES", "500")) * 1000000
    failed = 0
    cases = [("facebook, bare list", "your_posts_1.json", lambda path: write_posts(path, size, "[", "]")),
             ("facebook, within an object", "your_posts_1.json", lambda path: write_posts(path, size, '{"status_updates":[', "]}")),
             ("mailbox", "alle.mbox", lambda path: write_mailbox(path, 4 * size)),
             ("warc", "site.warc", lambda path: write_warc(path, 6 * size, False)),
             ("packed warc", "site.warc.gz", lambda path: write_warc(path, size, True))]
    cases = [case for case in cases if not sys.argv[2:] or any(word in case[0] for word in sys.argv[2:])]
    if not cases:
        sys.exit("memory.py: no case has one of these words in its name: " + " ".join(sys.argv[2:]))
    with tempfile.TemporaryDirectory(prefix="schoolaudit-memory-", dir=os.environ.get("TMPDIR")) as work:
        for number, (name, file_name, write) in enumerate(cases):
            folder = os.path.join(work, "facebook-%d" % number, "posts")
            out = os.path.join(work, "out%d" % number)
            os.makedirs(folder)
            wanted = write(os.path.join(folder, file_name))
            failed += judge(name, measure(build, os.path.dirname(folder), out), out, wanted)
            shutil.rmtree(folder)
            shutil.rmtree(out, ignore_errors=True)
    if not failed:
        print("ok memory: every process below %d MiB" % BOUND)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
