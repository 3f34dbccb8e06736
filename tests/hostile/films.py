"""Films, good and bad, looked into by workers of their own: the bad ones cost themselves only, the photos beside them nothing;
the same result for any number of workers; and where libavformat cannot be loaded films are not looked into, visibly."""

import os
import random
import struct
import sys

from harness import conserved, page

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures"))
from demo.picture import Scene, jpeg  # noqa: E402

SEEN = ("SELECT i.name, i.state, i.reason, f.class, f.class_reason, f.frames, f.moment FROM item i JOIN photo_item a ON a.item = i.id "
        "JOIN photo f ON f.id = a.photo ORDER BY i.name")
FRAMES = "SELECT i.name, o.value FROM property o JOIN item i ON i.id = o.item WHERE o.block = 'film' AND o.key = 'Frames'"


def chunk(kind, body):
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def avi(frames, coding=b"MJPG", width=160, height=96):
    """Motion JPEG, one frame a second, each a key frame."""
    head = struct.pack("<14I", 1000000, 0, 0, 0x10, len(frames), 0, 1, 1 << 20, width, height, 0, 0, 0, 0)
    track = b"vids" + coding + struct.pack("<12I", 0, 0, 0, 1, 1, 0, len(frames), 0, 0, 0, 0, 0)
    shape = struct.pack("<IIIHH4s5I", 40, width, height, 1, 24, coding, 0, 0, 0, 0, 0)
    movie, places = b"movi", b""
    for frame in frames:
        places += b"00dc" + struct.pack("<III", 0x10, len(movie), len(frame))
        movie += chunk(b"00dc", frame)
    return chunk(b"RIFF", b"AVI " + chunk(b"LIST", b"hdrl" + chunk(b"avih", head) + chunk(
        b"LIST", b"strl" + chunk(b"strh", track) + chunk(b"strf", shape))) + chunk(b"LIST", movie) + chunk(b"idx1", places))


def files():
    frames = [jpeg(Scene("film-%d" % number, 1), 160, 96) for number in range(12)]
    good, noise = avi(frames), random.Random("films").randbytes(30000)
    spoilt = bytearray(good)
    for at in range(400, len(spoilt), 37):
        spoilt[at] ^= 0x5A
    return {"a.html": page(0), "good.avi": good, "cut.avi": good[:len(good) // 2], "noise.avi": avi([noise] * 12), "spoilt.avi": bytes(spoilt),
            "large.avi": avi(frames, width=65535, height=65535), "strange.avi": avi(frames, b"CVID"), "none.avi": avi([]),
            "far.mov": struct.pack(">I4sII", 16, b"ftyp", 0x71742020, 0) + struct.pack(">I4s", 1 << 31, b"moov") + noise,
            "copy/again.avi": good, **{"photo-%d.jpg" % number: frame for number, frame in enumerate(frames[:6])}}


def test_films(bench):
    folder, bench.pixels = bench.folder("films", files()), []
    empty = bench.folder("no-libraries", {"libavutil.so.57": b"", "libavformat.so.59": b""})
    try:
        runs = {jobs: bench.audit("films-%d" % jobs, [folder], "--jobs", str(jobs)) for jobs in (1, 7)}
        without = bench.audit("films-without", [folder], env={"LD_LIBRARY_PATH": empty})
    finally:
        bench.pixels = ["--no-faces"]
    rows = {jobs: run.query(SEEN) for jobs, run in runs.items()}
    first = {row[0]: row[1:] for row in rows[1]}
    photos = [row for name, row in first.items() if name.startswith("photo-")]
    bench.check("films/photos beside them are read", len(photos) == 6 and all(row[0] == "read" for row in photos), photos)
    unseen = {row[0]: row[1:] for row in without.query(SEEN)}
    bench.check("films/without libraries none is looked into, none a gap",
                all(row[4] is None and row[1] in ("", "truncated", "corrupt") for row in unseen.values())
                and {value for _, value in without.query(FRAMES)} == {"not-looked-into"}, (unseen, without.complained))
    if not bench.counts_faces():
        bench.skip("films", "the detector's numbers are not there")
        return
    if first["good.avi"][4] is None:
        bench.skip("films", "libavformat is not installed")
        return
    bench.check("films/the same for any number of workers", rows[1] == rows[7], rows)
    bench.check("films/a good one is looked into, its copy too", first["good.avi"][0] == "read" and first["good.avi"][4] == 8
                and first["again.avi"] == first["good.avi"] and dict(runs[1].query(FRAMES))["good.avi"] == "looked-into 8", first)
    wanted = {"noise.avi": "corrupt", "large.avi": "limit-memory", "strange.avi": "unsupported-type"}
    bench.check("films/bad ones say why", all(first[name][:2] == ("partial", reason) for name, reason in wanted.items()), first)
    bench.check("films/of a cut one what is there is seen", first["cut.avi"][0] == "partial" and (first["cut.avi"][4] or 0) > 3, first)
    bench.check("films/one without a frame is told", first["none.avi"][:2] == ("partial", "truncated") and first["none.avi"][4] is None, first)
    conserved(bench, "films", runs[7])
