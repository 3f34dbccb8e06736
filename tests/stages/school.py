"""What the tests of the stages share: a small school with all that is hard to divide, running the
program on it, comparing what two runs wrote."""

import filecmp
import os
import random
import shutil
import subprocess
import sys
import zipfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TODAY = "2026-11-23"
BOUND = 600  # seconds after which a run that should have ended counts as hanging
FIRST = ["Sanne", "Youssef", "Elif", "Tomasz", "Sjoerd", "Shaniqua"]


def run_env():
    return {**os.environ, "SOURCE_DATE_EPOCH": "1795392000", "LC_ALL": "C", "TZ": "UTC"}


def make_page(chance, number):
    words = " ".join(chance.choice(["nieuws", "sportdag", "ouders", "rooster", "vakantie", "musical"]) for _ in range(60))
    return ("<!doctype html><html lang=nl><title>Bericht %d</title><body><p>%s</p><p>In groep 7 won %s de prijs.</p>"
            "<img src='foto%d.jpg'></body></html>" % (number, words, chance.choice(FIRST), number)).encode()


def make_large_zip(path, chance, pictures):
    """More than two shares of a zip: fonts, which nobody reads, make it large."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for number in range(60):
            target.writestr("pagina/%03d.html" % number, make_page(chance, number))
            if number % 12 == 0:
                target.writestr("letters/%d.woff2" % number, b"wOF2" + chance.randbytes(8 << 20))
        for number, picture in enumerate(pictures):
            target.write(picture, "pagina/foto%d.jpg" % number)


def make_school(folder):
    """The demo school, smaller, with a large zip and a broken picture beside it."""
    demo = os.path.join(folder, "demo")
    subprocess.run([sys.executable, "-B", os.path.join(TOP, "fixtures/make_demo.py"), demo], check=True, stdout=subprocess.DEVNULL)
    chance = random.Random(7)
    site = os.path.join(demo, "website-2025")
    pictures = sorted(os.path.join(root, name) for root, _, names in os.walk(site) for name in names if name.endswith(".jpg"))
    make_large_zip(os.path.join(demo, "bijlagen.zip"), chance, pictures[:8])
    if pictures:
        with open(pictures[0], "rb") as source:
            data = source.read()
        with open(os.path.join(site, "afgebroken.jpg"), "wb") as target:
            target.write(data[:len(data) // 2])
    return School(folder, demo)


class School:
    """Where its exports lie, and how it is audited."""

    def __init__(self, folder, demo):
        self.folder, self.demo = folder, demo

    def inputs(self):
        found = [os.path.join(self.demo, name) for name in sorted(os.listdir(self.demo))
                 if name.startswith(("website-", "facebook-", "bijlagen")) or name.endswith(".xml")]
        return found

    def command(self, program, stage, out, *options):
        return [program, stage, "--register", os.path.join(self.demo, "leerlingen.csv"), "--mapping",
                os.path.join(self.demo, "leerlingen.map.yaml"), "--staff", os.path.join(self.demo, "medewerkers.csv"),
                "--policy", "cederboom", "--today", TODAY, "--quiet", *{"audit": ["--names", "--jobs", "2"], "scan": ["--jobs", "2"],
                "merge": ["--names"]}[stage], "--out", out, *options, *self.inputs()]

    def run(self, program, stage, out, *options, env=None):
        done = subprocess.run(self.command(program, stage, out, *options), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=BOUND, check=False, env={**run_env(), **(env or {})})
        return done.returncode, done.stderr.decode()


def one_go(tests, school, program, work):
    """The folder of an audit in one go, undisturbed; made once."""
    out = os.path.join(work, "one-go", "2026-11-23")
    if not os.path.exists(out):
        status, complaint = school.run(program, "audit", out)
        tests.check("an audit in one go", status in (1, 3), complaint)
    return out


class Tests:
    """Says what came of each test, and counts failures."""

    def __init__(self):
        self.failed = 0

    def check(self, name, good, more=""):
        if good:
            print("ok stages/" + name, flush=True)
            return True
        print("FAILED stages/%s" % name)
        for line in str(more).splitlines()[:20]:
            print("    " + line[:300])
        sys.stdout.flush()
        self.failed += 1
        return False

    def skip(self, name, why):
        print("SKIPPED stages/%s: %s" % (name, why), flush=True)


def differing(one, other, leave=()):
    """Names of the files in which two runs differ."""
    names = {name for folder in (one, other) if os.path.isdir(folder) for name in os.listdir(folder)
             if not name.startswith(".") and name not in leave}
    if not names:
        return ["no files"]
    return sorted(name for name in names if not (os.path.exists(os.path.join(one, name)) and os.path.exists(os.path.join(other, name))
                                                 and filecmp.cmp(os.path.join(one, name), os.path.join(other, name), False)))


def clean(folder):
    shutil.rmtree(folder, ignore_errors=True)
    return folder
