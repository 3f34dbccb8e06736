"""What looking into a photo costs beside decoding it: an audit of a folder of photos against `djpeg` on each of them, in
processor time. The photos are made here (slopes and noise, compressed as cameras do); with SCHOOLAUDIT_DATA set, real ones too."""

import os
import random
import shutil
import statistics
import subprocess

SIZES = (("1.5 megapixels", 1500, 1000, 24), ("12 megapixels", 4000, 3000, 8))


def picture(width, height, seed):
    """The bytes of a PPM file: bands of slopes with noise on them."""
    dice = random.Random(seed)
    rows, tables = [], []
    for level in range(64):
        base = 30 + level * 3
        tables.append(bytes(min(255, base + (byte * 14 >> 8)) for byte in range(256)))
    for y in range(height):
        noise = dice.randbytes(3 * width)
        first = (y * 64 // height + seed) % 64
        half = 3 * (width // 2)
        rows.append(noise[:half].translate(tables[first]) + noise[half:].translate(tables[63 - first]))
    return b"P6 %d %d 255\n" % (width, height) + b"".join(rows)


def make(folder, width, height, count):
    if not os.path.isdir(folder):
        part = folder + ".part"
        shutil.rmtree(part, ignore_errors=True)
        os.makedirs(part)
        for seed in range(count):
            with open(os.path.join(part, "IMG_%04d.jpg" % seed), "wb") as target:
                subprocess.run(["cjpeg", "-quality", "85"], input=picture(width, height, seed), stdout=target, check=True)
        os.rename(part, folder)
    return folder


def real(folder, data):
    """The photos of the labelled set that are JPEG, linked together."""
    if not os.path.isdir(folder):
        os.makedirs(folder)
        for name in sorted(os.listdir(os.path.join(data, "faces"))):
            if name.endswith(".jpg"):
                shutil.copy(os.path.join(data, "faces", name), folder)
    return folder


def compare(bench, measure, title, folder):
    """Ratios of looking, and of metadata alone, to djpeg, without what an audit of nothing costs."""
    names = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    few = os.path.join(bench.folder, "photos-none")
    os.makedirs(few, exist_ok=True)
    with open(os.path.join(few, "leeg.txt"), "w", encoding="utf-8") as target:
        target.write("niets\n")
    _, register = bench.site("items-2000.zip", 2, items=2000)
    rows = []
    for _ in range(bench.rounds):
        bare = sum(measure(["djpeg", "-outfile", "/dev/null", name])[0] for name in names)
        looked = bench.audit(folder, register, looks=True)[0] - bench.audit(few, register, looks=True)[0]
        read = bench.audit(folder, register)[0] - bench.audit(few, register)[0]
        rows.append((looked / bare, read / bare, 1000 * bare / len(names), 1000 * looked / len(names)))
    middle = [statistics.median(column) for column in zip(*rows)]
    print("%s, %d photos" % (title, len(names)))
    print("  djpeg %.1f ms CPU a photo, audit %.1f ms: %.2f times; with --no-faces %.2f times"
          % (middle[2], middle[3], middle[0], middle[1]))


def run(bench, measure):
    if not shutil.which("djpeg"):
        print("photos: djpeg is not installed (libjpeg-turbo-progs)")
        return
    for title, width, height, count in SIZES:
        compare(bench, measure, title, make(os.path.join(bench.folder, "photos-%d" % width), width, height, count))
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if data:
        compare(bench, measure, "labelled photos", real(os.path.join(bench.folder, "photos-real"), data))
    else:
        print("SKIPPED bench/labelled photos: SCHOOLAUDIT_DATA is not set")
