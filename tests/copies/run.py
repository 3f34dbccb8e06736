"""Copies of real photos through the real programs: which changes a photo joins its original after, and what joins wrongly.

Usage: run.py BUILD [photos]. Photos of $SCHOOLAUDIT_DATA/faces are changed in every way of variants.py, put into a mirror of
a website and into a dump under names that say nothing, and audited. A wrong join fails the test, and a kind of copy
that must join and does not; everything else is printed as it is."""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile

try:
    from PIL import Image
except ImportError:
    print("SKIPPED copies: python3-pil is not installed (make needed-test)")
    sys.exit(0)

from variants import ALIKE, VARIANTS, alike, dark, fitted, next_frame, saved

SIZES = ((150, 150), (300, 0), (768, 0), (1024, 0), (1536, 0), (2048, 0), (600, 450), (100, 100), (480, 360), (870, 570), (1140, 760),
         (64, 64), (350, 200), (960, 720), (1200, 675), (400, 300))
WANTED = 0.9  # of a kind that must join or be a lead; one may always be missing


class Tree:
    """Files under opaque names, and what each shows."""

    def __init__(self, folder):
        self.folder, self.truth, self.kind, self.number = folder, {}, {}, 0

    def put(self, shows, kind, data, ending, place=None):
        if place is None:
            self.number += 1
            place = "dump/media/%06d.%s" % (self.number * 7919 % 1000003, ending)
        path = os.path.join(self.folder, place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as target:
            target.write(data)
        self.truth[place], self.kind[place] = shows, kind
        return place


def photos_of(data, count):
    """Photos of the labelled set, mixed, as RGB; those that show nearly nothing are left out."""
    folder = os.path.join(data, "faces")
    names = [name for name in sorted(os.listdir(folder)) if name.lower().endswith((".jpg", ".png", ".webp"))]
    random.Random(3).shuffle(names)
    photos = []
    for name in names:
        picture = Image.open(os.path.join(folder, name)).convert("RGB")
        if min(picture.size) >= 300:
            if max(picture.size) > 2400:
                picture.thumbnail((2400, 2400))
            photos.append((name, picture))
        if len(photos) == count:
            break
    return photos


def put_upload_tree(tree, name, picture):
    """Sixteen sizes and their WebP twins, as WordPress and its plugins make them."""
    stem = "site/wp-content/uploads/2026/05/" + os.path.splitext(name)[0]
    tree.put(name, "original", *saved(picture, quality=92), place=stem + ".jpg")
    tree.put(name, "WordPress: WebP twin", *saved(picture, "webp", quality=75, method=2), place=stem + ".jpg.webp")
    for width, height in SIZES:
        height = height or max(1, round(picture.height * width / picture.width))
        if width >= picture.width and height >= picture.height:
            continue
        ratio = max(width / picture.width, height / picture.height)
        whole = picture.resize((max(width, round(picture.width * ratio)), max(height, round(picture.height * ratio))))
        left, top = (whole.width - width) // 2, (whole.height - height) // 2
        size = whole.crop((left, top, left + width, top + height))
        place = "%s-%dx%d.jpg" % (stem, width, height)
        tree.put(name, "WordPress: size", *saved(size), place=place)
        tree.put(name, "WordPress: WebP of a size", *saved(size, "webp", quality=70, method=0), place=place + ".webp")


TURNS = (None, Image.FLIP_LEFT_RIGHT, Image.ROTATE_90, Image.ROTATE_180, Image.ROTATE_270, Image.TRANSPOSE, Image.TRANSVERSE,
         Image.FLIP_TOP_BOTTOM)


def put_variants(tree, name, picture, other):
    """Mirrored and turned, one photo is eight that look nothing alike; each has a few of the variants, as a real photo has."""
    kinds = list(VARIANTS.items())
    for number, turn in enumerate(TURNS):
        whole = picture if turn is None else picture.transpose(turn)
        shows = name if turn is None else "%s turned %d" % (name, number)
        if turn is not None:
            tree.put(shows, "original", *saved(whole, quality=92))
        for kind, (how, _) in kinds[number::len(TURNS)]:
            beside = kind == "beside another one"
            tree.put(shows + " beside" if beside else shows, kind, *how(whole, other))


def put_burst(tree, name, picture, frames, shake):
    dice = random.Random(name)
    small = picture.copy()
    small.thumbnail((1280, 1280))
    for number in range(frames):
        frame = next_frame(small, dice, shake)
        tree.put("%s burst %d" % (name, number), "frame of a burst", *saved(frame, quality=90))
        if number % 10 == 0:
            tree.put("%s burst %d" % (name, number), "smaller copy of a frame", *saved(fitted(frame, 720), quality=75))


def make(tree, photos, bursts, frames):
    for index, (name, picture) in enumerate(photos):
        put_upload_tree(tree, name, picture)
        put_variants(tree, name, picture, photos[(index + 1) % len(photos)][1])
    for index, (name, picture) in enumerate(photos[:bursts]):
        put_burst(tree, name, picture, frames, 0.01 if index % 2 else 0)
    for kind in ALIKE:
        for seed in range(12):
            tree.put("%s %d" % (kind, seed), kind, *alike(kind, seed))
    for name, picture in photos:
        small = picture.copy()
        small.thumbnail((800, 800))
        tree.put("dark " + name, "dark photo", *saved(dark(small)))


def audit(build, folder, out):
    run = subprocess.run([os.path.join(build, "schoolaudit"), "audit", "--quiet", "--policy", "basis", "--out", out,
                          os.path.join(folder, "site"), os.path.join(folder, "dump")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode not in (0, 1, 2, 3):
        sys.exit("FAILED copies: the audit ended with status %d\n%s" % (run.returncode, run.stdout))
    return sqlite3.connect(os.path.join(out, "audit.db"))


def judge(tree, store):
    photo = dict(store.execute("SELECT i.path, a.photo FROM photo_item a JOIN item i ON i.id = a.item"))
    lead = dict(store.execute("SELECT photo, whole FROM photo_part"))
    original = {tree.truth[place]: photo.get(place) for place, kind in tree.kind.items() if kind in ("original", "frame of a burst")}
    table, wrong, by_photo, shown = {}, [], {}, {}
    for place in tree.kind:
        shown.setdefault(photo.get(place), set()).add(tree.truth[place])
    for place, kind in tree.kind.items():
        own, shows = photo.get(place), tree.truth[place]
        by_photo.setdefault(own, {}).setdefault(shows, place)
        if kind in ("original", "frame of a burst") or shows not in original:
            continue
        row = table.setdefault(kind, [0, 0, 0])
        wanted = original[shows]
        row[0] += 1
        row[1] += own is not None and own == wanted
        row[2] += own is not None and own != wanted and (shows in shown.get(lead.get(own), ()) or lead.get(wanted) == own)
    for own, shown in by_photo.items():
        if own is not None and len(shown) > 1:
            wrong.append(sorted("%s (%s)" % (shows, tree.kind[place]) for shows, place in shown.items()))
    leads = [(tree.truth[part], tree.truth[whole]) for part, whole in store.execute(
        "SELECT i.path, j.path FROM photo_part p JOIN photo_item a ON a.photo = p.photo AND a.how = 'original' JOIN item i ON i.id = a.item"
        " JOIN photo_item b ON b.photo = p.whole AND b.how = 'original' JOIN item j ON j.id = b.item")]
    return table, wrong, leads


def scenes(shows, after):
    """The photos that something was made of; `after`: which stands beside which."""
    name = shows.replace("dark ", "").split(" burst")[0].split(" beside")[0].split(" turned")[0]
    return {name, after[name]} if shows.endswith(" beside") else {name}


def main():
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if not data:
        print("SKIPPED copies: SCHOOLAUDIT_DATA is not set")
        return 0
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    photos = photos_of(data, count)
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(folder)
        make(tree, photos, count // 2 + 1, 50 if count > 5 else 25)
        keep = os.environ.get("COPIES_KEEP")
        store = audit(sys.argv[1], folder, keep or os.path.join(folder, "out"))
        if keep:
            with open(os.path.join(keep, "truth.tsv"), "w", encoding="utf-8") as target:
                for place, kind in tree.kind.items():
                    target.write("%s\t%s\t%s\n" % (place, tree.truth[place], kind))
        table, wrong, leads = judge(tree, store)
        store.close()
    failed = []
    print("    %-32s %5s %6s %5s %6s" % ("%d photos" % len(photos), "files", "joined", "lead", "missed"))
    for kind, (files, joined, led) in table.items():
        wanted = VARIANTS[kind][1] if kind in VARIANTS else "copy"
        enough = min(WANTED * files, files - 1)
        bad = wanted == "copy" and joined < enough or wanted == "lead" and joined + led < enough
        if bad:
            failed.append(kind)
        print("    %-32s %5d %6d %5d %6d%s" % (kind, files, joined, led, files - joined - led, "  <- too few" if bad else ""))
    frames = sum(kind == "frame of a burst" for kind in tree.kind.values())
    print("    %d frames of %d bursts, %d pictures that resemble each other, %d dark ones"
          % (frames, count // 2 + 1, 12 * len(ALIKE), len(photos)))
    for group in wrong:
        print("    joined wrongly: " + " = ".join(group[:6]) + (" and %d more" % (len(group) - 6) if len(group) > 6 else ""))
    after = {photos[i][0]: photos[(i + 1) % len(photos)][0] for i in range(len(photos))}
    odd = [pair for pair in leads if not scenes(pair[0], after) & scenes(pair[1], after)]
    print("    %d wrong joins; %d leads, %d of them between different scenes" % (len(wrong), len(leads), len(odd)))
    for pair in odd[:20]:
        print("    lead: %s in %s" % pair)
    if wrong or failed:
        print("FAILED copies")
        return 1
    print("ok copies (%d checks)" % (len(table) + 1))
    return 0


sys.exit(main())
