"""What readers cost beside programs that only take the text out: an audit of one kind of file against `html2text`, `pdftotext`
and `jq`, in processor time. The files are made here; with SCHOOLAUDIT_DATA set, the PDF files of the samples too."""

import os
import random
import shutil
import statistics
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(TOP, "fixtures"))

import make_site  # noqa: E402
from demo import facebook  # noqa: E402

PAGES, PAGE_BYTES = 400, 50_000
PDFS, PDF_PAGES, PDF_LINES = 12, 40, 45
POSTS = 60_000


def words(dice, count):
    return " ".join(dice.choices(make_site.WORDS, k=count))


def pdf_file(dice):
    """A PDF of PDF_PAGES pages without compression, in Helvetica."""
    kids = range(4, 4 + 2 * PDF_PAGES, 2)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               b"<< /Type /Pages /Count %d /Kids [%s] >>" % (PDF_PAGES, b" ".join(b"%d 0 R" % kid for kid in kids)),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for kid in kids:
        shown = " T* ".join("(%s) Tj" % words(dice, 11) for _ in range(PDF_LINES))
        stream = ("BT /F1 11 Tf 60 780 Td 16 TL %s ET" % shown).encode("cp1252")
        objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
                    % (kid + 1),
                    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def html_files(dice):
    bench = make_site.Bench(dice, [])
    return {"pagina-%03d.html" % number: bench.page(PAGE_BYTES) for number in range(PAGES)}


def pdf_files(dice):
    return {"brief-%02d.pdf" % number: pdf_file(dice) for number in range(PDFS)}


def json_files(dice):
    posts = [facebook.post("2025-%02d-%02d" % (1 + n % 12, 1 + n % 28), words(dice, 60)) for n in range(POSTS)]
    return {"your_facebook_activity/posts/your_posts_1.json": facebook.dump(posts)}


KINDS = (("web pages", "html2text", html_files, lambda path: ["html2text", "-utf8", path]),
         ("PDF", "pdftotext", pdf_files, lambda path: ["pdftotext", path, "-"]),
         ("posts of Facebook in one file", "jq", json_files, lambda path: ["jq", "-c", ".", path]))


def make(folder, files):
    if not os.path.isdir(folder):
        part = folder + ".part"
        shutil.rmtree(part, ignore_errors=True)
        for name, data in files(random.Random(7)).items():
            path = os.path.join(part, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as target:
                target.write(data)
        os.rename(part, folder)
    return folder


def paths_of(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def compare(bench, measure, title, folder, yardstick, command):
    """The ratio, without what an audit of nothing costs."""
    nothing = os.path.join(bench.folder, "readers-none")
    os.makedirs(nothing, exist_ok=True)
    with open(os.path.join(nothing, "leeg.txt"), "w", encoding="utf-8") as target:
        target.write("niets\n")
    _, register = bench.site("items-2000.zip", 2, items=2000)
    paths, rows = paths_of(folder), []
    size = sum(os.path.getsize(path) for path in paths)
    for _ in range(bench.rounds):
        bare = sum(measure(command(path), good=(0, 1, 3), quiet=True)[0] for path in paths)
        read = bench.audit(folder, register)[0] - bench.audit(nothing, register)[0]
        rows.append((read / bare, bare, read))
    ratio, bare, read = (statistics.median(column) for column in zip(*rows))
    print("%s: %d files, %.1f MB" % (title, len(paths), size / 1e6))
    print("  %s %.2f s CPU, audit %.2f s: %.2f times" % (yardstick, bare, read, ratio))


def real_pdfs(folder, data):
    if not os.path.isdir(folder):
        os.makedirs(folder)
        for number, path in enumerate(path for path in paths_of(os.path.join(data, "docs")) if path.lower().endswith(".pdf")):
            shutil.copy(path, os.path.join(folder, "%04d.pdf" % number))
    return folder


def run(bench, measure):
    for title, yardstick, files, command in KINDS:
        if shutil.which(yardstick):
            compare(bench, measure, title, make(os.path.join(bench.folder, "readers-" + yardstick), files), yardstick, command)
        else:
            print("%s: %s is not installed: make needed-test" % (title, yardstick))
    data = os.environ.get("SCHOOLAUDIT_DATA")
    if not data:
        print("SKIPPED bench/sample PDF files: SCHOOLAUDIT_DATA is not set")
    elif shutil.which("pdftotext"):
        title, yardstick, _, command = KINDS[1]
        compare(bench, measure, "sample PDF files", real_pdfs(os.path.join(bench.folder, "readers-samples"), data), yardstick, command)
