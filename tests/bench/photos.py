"""What looking into a photo costs beside decoding it: an audit of a folder of photos against `djpeg` on each of them, in
processor time. The photos are made here (slopes and noise, compressed as cameras do); with SCHOOLAUDIT_DATA set, real ones too."""

import os
import random
import shutil
import statistics
import struct
import subprocess

SIZES = (("1.5 megapixels", 1500, 1000, 24), ("12 megapixels", 4000, 3000, 12))
TIMES = 8  # copies of each for an audit, with comments that differ: what starting workers costs is no cost of a photo


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
    """The photos of the labelled set that are JPEG, whatever their name, copied together."""
    if not os.path.isdir(folder):
        os.makedirs(folder)
        for name in sorted(os.listdir(os.path.join(data, "faces"))):
            path = os.path.join(data, "faces", name)
            with open(path, "rb") as source:
                if source.read(3) == b"\xff\xd8\xff":
                    shutil.copy(path, folder)
    return folder


def jpeg_of(data, *options):
    """A smaller JPEG of one."""
    pixels = subprocess.run(["djpeg", *options], input=data, stdout=subprocess.PIPE, check=True).stdout
    return subprocess.run(["cjpeg", "-quality", "75"], input=pixels, stdout=subprocess.PIPE, check=True).stdout


def with_thumbnail(data):
    """The photo with a small one of it in Exif, as cameras write it."""
    small = jpeg_of(data, "-scale", "1/8")
    if len(small) > 20000:
        small = jpeg_of(small, "-scale", "3/8")
    directory = struct.pack("<H", 0) + struct.pack("<I", 14) + struct.pack("<H", 2) + struct.pack(
        "<HHIIHHIII", 0x201, 4, 1, 44, 0x202, 4, 1, len(small), 0)
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + directory + small
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


def copies(folder, names, thumbnails):
    """TIMES copies of each photo, each with a comment of its own."""
    target = folder + ("-small" if thumbnails else "") + "-copies"
    if not os.path.isdir(target):
        os.makedirs(target)
        for name in names:
            with open(name, "rb") as source:
                data = source.read()
            data = with_thumbnail(data) if thumbnails else data
            for number in range(TIMES):
                comment = b"copy %d, invented" % number
                with open(os.path.join(target, "%d_%s" % (number, os.path.basename(name))), "wb") as copy:
                    copy.write(data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:])
    return target


def compare(bench, measure, title, folder, thumbnails=False):
    """Ratios of looking, and of metadata alone, to djpeg, without what an audit of nothing costs."""
    names = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    many = copies(folder, names, thumbnails)
    few = os.path.join(bench.folder, "photos-none")
    os.makedirs(few, exist_ok=True)
    with open(os.path.join(few, "leeg.txt"), "w", encoding="utf-8") as target:
        target.write("niets\n")
    _, register = bench.site("items-2000.zip", 2, items=2000)
    rows = []
    for _ in range(bench.rounds):
        bare = sum(measure(["djpeg", "-outfile", "/dev/null", name])[0] for name in names)
        looked = bench.audit(many, register, looks=True)[0] - bench.audit(few, register, looks=True)[0]
        read = bench.audit(many, register)[0] - bench.audit(few, register)[0]
        rows.append((looked / bare / TIMES, read / bare / TIMES, 1000 * bare / len(names), 1000 * looked / len(names) / TIMES))
    middle = [statistics.median(column) for column in zip(*rows)]
    print("%s, %d photos" % (title, len(names)))
    print("  djpeg %.1f ms CPU a photo, audit %.1f ms: %.2f times; with --no-faces %.2f times"
          % (middle[2], middle[3], middle[0], middle[1]))


def run(bench, measure):
    if not shutil.which("djpeg"):
        print("photos: djpeg is not installed (libjpeg-turbo-progs)")
        return
    for title, width, height, count in SIZES:
        folder = make(os.path.join(bench.folder, "photos-%d" % width), width, height, count)
        compare(bench, measure, title, folder)
        compare(bench, measure, title + " with a thumbnail in Exif", folder, thumbnails=True)
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if data:
        compare(bench, measure, "labelled photos", real(os.path.join(bench.folder, "photos-real"), data))
    else:
        print("SKIPPED bench/labelled photos: SCHOOLAUDIT_DATA is not set")
