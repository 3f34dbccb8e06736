"""Archives that are broken, locked, huge or lie, and folders with more in them than files. All are
made here. Nothing is lost: what cannot be read has a row with its reason."""

import gzip
import io
import os
import shutil
import socket
import struct
import subprocess
import tarfile
import time
import zipfile
import zlib

from harness import conserved, page

MOMENT = (2026, 10, 31, 12, 0, 0)


def zipped(files, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, MOMENT), data, method)
    return target.getvalue()


def tarred(members, mode="w:gz"):
    """Members are (name, bytes) or whole TarInfos."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode, format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                archive.addfile(info, io.BytesIO(member[1]))
    return target.getvalue()


def special(name, kind, link=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def pages(count, note="x"):
    """Pages of their own where `note` is: what two archives have alike is seen once."""
    return [("%03d.html" % number, page(number, note * 3000)) for number in range(count)]


def with_wrong_checksum():
    data = bytearray(zipped(pages(3), zipfile.ZIP_STORED))
    at = data.index(b"xxxx")
    data[at:at + 4] = b"yyyy"
    return bytes(data)


def with_wrong_count():
    """The end record counts one entry less than the directory holds."""
    data = bytearray(zipped(pages(3)))
    at = data.rindex(b"PK\5\6")
    struct.pack_into("<HH", data, at + 8, 2, 2)
    return bytes(data)


def with_odd_names():
    """Names in an old charset, in none at all, with a NUL, and such as point elsewhere."""
    data = zipped([("Bj_rk.html", page(0)), ("n_l.html", page(1)), ("../../elders.html", page(2)), ("/boven.html", page(3)),
                   ("b_d.html", page(0))])
    return data.replace(b"Bj_rk", b"Bj\x94rk").replace(b"n_l", b"n\0l").replace(b"b_d", b"b\xff\xfed"[:3])


def locked(bench):
    if not shutil.which("zip"):
        return None
    folder = bench.folder("to-lock", {"geheim.html": page(0)})
    subprocess.run(["zip", "-q", "-P", "wachtwoord", "../locked.zip", "geheim.html"], cwd=folder, check=True)
    with open(os.path.join(bench.work, "locked.zip"), "rb") as source:
        return source.read()


def test_archives(bench):
    site = tarred(pages(60))
    files = {
        "good.zip": zipped(pages(3, "a")), "good.tar.gz": tarred(pages(3, "b")), "good.tar.xz": tarred(pages(3, "c"), "w:xz"),
        "good.tar.bz2": tarred(pages(3, "d"), "w:bz2"), "bare.html.gz": gzip.compress(page(1)),
        "checksum.zip": with_wrong_checksum(), "count.zip": with_wrong_count(), "names.zip": with_odd_names(),
        "truncated.tar.gz": site[:len(site) // 2], "truncated.zip": zipped(pages(60))[:-4000],
        "two.zip": zipped(pages(2)) + zipped([("second.html", page(3))]),
        "page-and-zip.html": page(0) + b"\n<!--" + zipped(pages(2)) + b"-->",
        "empty.zip": zipped([]), "empty.html": b"", "noise.zip": b"PK\3\4" + os.urandom(3000),
        # behind the zeros that end a tar: another tar, a page
        "two.tar": tarred([("first.html", page(0))], "w") + tarred([("second.html", page(1))], "w"),
        "zeros-first.html.gz": gzip.compress(bytes(4096) + page(2)),
        "inner.zip": zipped([("deeper.tar.gz", tarred([("deep.html", page(1))])), ("shallow.html", page(0))]),
        "latin.tar": tarred([("Bj\xf6rk.html", page(1))], "w"),
        "links.tar": tarred([("a.html", page(0)), special("hard.html", tarfile.LNKTYPE, "a.html"),
                             special("soft.html", tarfile.SYMTYPE, "a.html"), special("passwd", tarfile.SYMTYPE, "/etc/passwd"),
                             special("up", tarfile.SYMTYPE, "../../x"), special("pipe", tarfile.FIFOTYPE),
                             special("disk", tarfile.BLKTYPE), ("z.html", page(2))], "w"),
    }
    secret = locked(bench)
    if secret:
        files["locked.zip"] = secret
    else:
        bench.skip("archives/locked.zip", "zip is not installed")
    run = bench.audit("archives", [bench.folder("archives", files)])
    rows = conserved(bench, "archives", run)
    bench.check("archives/the run ends incomplete", run.status in (2, 3), (run.status, run.complained))

    def below(name):
        return [row for row in rows if ("/" + row["path"]).find("/" + name + "!/") >= 0]

    def expect(name, good, note=""):
        shown = [(r["path"], r["state"], r["reason"], r["detail"]) for r in [run.row(name)] + below(name)[:6] if r]
        bench.check("archives/" + name + note, good, shown)

    for name in ("good.zip", "good.tar.gz", "good.tar.xz", "good.tar.bz2"):
        expect(name, len(below(name)) == 3 and all(row["state"] == "read" for row in below(name))
               and run.named_in(name + "!/001.html") == {"102"})
    expect("bare.html.gz", [row["state"] for row in below("bare.html.gz")] == ["read"])
    broken = [row for row in below("checksum.zip") if row["reason"] == "checksum"]
    expect("checksum.zip", len(below("checksum.zip")) == 3 and len(broken) == 1 and broken[0]["gap"] == "1")
    expect("checksum.zip", run.named_in("checksum.zip!/000.html") == {"101"}, ": its words are read all the same")
    expect("count.zip", run.row("count.zip").get("gap") == "1" and len(below("count.zip")) >= 2)
    expect("names.zip", len(below("names.zip")) == 5)
    expect("names.zip", len(run.query("SELECT DISTINCT t.item FROM mention m JOIN text t ON t.id = m.text JOIN item i ON "
                                      "i.id = t.item WHERE m.surname AND i.path LIKE '%names.zip!/%'")) == 5,
           ": each page is read")
    expect("names.zip", all(not any(ord(letter) < 32 for letter in row["path"]) for row in below("names.zip")),
           ": no control character in a path")
    for name in ("truncated.tar.gz", "truncated.zip"):
        expect(name, run.row(name).get("state") in ("partial", "failed") and run.row(name).get("gap") == "1")
    expect("truncated.tar.gz", sum(row["state"] == "read" for row in below("truncated.tar.gz")) >= 10,
           ": what came before is read")
    expect("two.zip", run.row("two.zip").get("gap") == "1" or any("second" in row["path"] for row in below("two.zip")))
    expect("two.tar", run.named_in("two.tar!/second.html") == {"102"})
    expect("zeros-first.html.gz", any(row["gap"] == "1" for row in [run.row("zeros-first.html.gz")] + below("zeros-first.html.gz"))
           or run.named_in("zeros-first.html") == {"103"})
    expect("page-and-zip.html", run.named_in("page-and-zip.html") == {"101"}, ": the page")
    expect("page-and-zip.html", len(below("page-and-zip.html")) == 2 or run.row("page-and-zip.html").get("gap") == "1",
           ": the archive")
    expect("empty.html", run.row("empty.html").get("reason") == "empty")
    expect("empty.zip", run.row("empty.zip").get("state") in ("read", "skipped"))
    expect("noise.zip", run.row("noise.zip").get("gap") == "1")
    expect("inner.zip", run.named_in("deep.html") == {"102"})
    expect("latin.tar", [row["state"] for row in below("latin.tar")] in (["read"], ["partial"]))
    kinds = {row["path"].split("!/")[1]: row["reason"] for row in below("links.tar")}
    expect("links.tar", kinds.get("passwd") == kinds.get("up") == "link-outside" and kinds.get("a.html") == kinds.get("z.html") == "")
    expect("links.tar", kinds.get("pipe") == kinds.get("disk") == "special-file", ": no file")
    expect("links.tar", kinds.get("hard.html") == kinds.get("soft.html") == "duplicate-of", ": links within")
    if secret:
        rows_of = below("locked.zip") or [run.row("locked.zip")]
        expect("locked.zip", all(row.get("reason") == "encrypted" and row.get("gap") == "1" for row in rows_of))


def test_nothing(bench):
    """An input that holds nothing, beside one that was read: no complete run, and said by name."""
    folder = bench.folder("nothing", {"leeg.zip": zipped([]), "site/a.html": page(0), "klein/b.html": b""})
    run = bench.audit("nothing", [os.path.join(folder, name) for name in ("leeg.zip", "site", "klein")])
    bench.check("nothing/the run ends incomplete", run.status in (2, 3), (run.status, run.complained))
    said = run.query("SELECT detail FROM warning WHERE code = 'source-empty' ORDER BY id")
    bench.check("nothing/both empty sources are named", [row[0] for row in said] == ["leeg", "klein"], said)
    spoken = subprocess.run([word for word in bench.command([os.path.join(folder, "leeg.zip")], bench.out("nothing-spoken"))
                             if word != "--quiet"] + ["--language", "nl"],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
    bench.check("nothing/the terminal says so", b"niets om te lezen: leeg" in spoken.stdout and b"NIET volledig" in spoken.stdout,
                spoken.stdout.decode(errors="replace"))


def pdf_with(name, data):
    """A PDF that keeps an attachment as it is: the end of a zip stands near the end of the file."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(x) 4 0 R] >> >> >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>", b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F 5 0 R >> >>" % (name, name),
               b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(data), data)]
    body, places = b"%PDF-1.7\n", []
    for number, inner in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, inner)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


def test_attached(bench):
    """What a PDF keeps unpacked makes it an archive as well: two sets of rows below it, and one count of each."""
    folder = bench.folder("attached", {"brief.pdf": pdf_with(b"mappen.zip", zipped(pages(3)))})
    for number in (1, 2):
        run = bench.audit("attached-%d" % number, [folder])
        rows = conserved(bench, "attached/%d" % number, run)
        inside = [row["path"].split("!/", 1)[1] for row in rows if "brief.pdf!/" in row["path"]]
        bench.check("attached/the PDF is an archive and has an attachment, time %d" % number, "mappen.zip" in inside and "000.html" in inside, inside)
        whole = run.row("brief.pdf")
        bench.check("attached/it is counted and whole, time %d" % number, (whole.get("entries"), whole.get("reason")) == ("3", ""), whole)


def test_in_front(bench):
    """A zip behind a document that is a zip itself: both are looked into."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType=' \
            b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    text = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Youssef el Quaddouri</w:t></w:r></w:p></w:document>'
    document = zipped([("[Content_Types].xml", types), ("word/document.xml", text)])
    folder = bench.folder("in-front", {"brief.docx": document + zipped([("a.html", page(0))])})
    run = bench.audit("in-front", [folder])
    bench.check("in-front/the document", run.named_in("word/document.xml") == {"102"}, run.complained)
    bench.check("in-front/what stands behind it", run.named_in("a.html") == {"101"}, run.complained)


def nested(levels, data=None):
    data = data or page(0)
    for level in range(levels):
        data = zipped([("%d.zip" % level if level else "core.html", data)], zipfile.ZIP_STORED)
    return data


def many_times(levels, wide, zeros):
    """Zips in zips that unpack to wide to the power of levels times the zeros."""
    data = zipped([("zeros.bin", bytes(zeros))])
    for _ in range(levels):
        data = zipped([("%02d.zip" % number, data) for number in range(wide)])
    return data


def test_bombs(bench):
    files = {"zeros.zip": zipped([("zeros.txt", bytes(400_000_000)), ("page.html", page(0))]),
             "zeros.tar.gz": tarred([("zeros.txt", bytes(400_000_000)), ("page.html", page(1))]),
             "deep.zip": nested(13), "fine.zip": nested(4), "wide.zip": many_times(3, 12, 60_000_000),
             "zeros.html.gz": gzip.compress(page(1) + bytes(400_000_000)), "good.html": page(2)}
    started = time.monotonic()
    run = bench.audit("bombs", [bench.folder("bombs", files)])
    took = time.monotonic() - started
    rows = conserved(bench, "bombs", run)
    bench.check("bombs/the run ends incomplete", run.status in (2, 3), (run.status, run.complained))
    print("   bombs: %.0f s, %d items" % (took, len(rows)))
    for name in ("zeros.zip", "zeros.tar.gz", "zeros.html.gz"):
        reasons = {row["reason"] for row in rows if name in row["path"] and row["gap"] == "1"}
        bench.check("bombs/" + name, reasons & {"limit-bytes", "limit-ratio"}, reasons)
    reasons = {row["reason"] for row in rows if "wide.zip" in row["path"] and row["gap"] == "1"}
    bench.check("bombs/wide.zip", reasons & {"limit-bytes", "limit-ratio", "limit-entries", "limit-time"}, reasons)
    bench.check("bombs/deep.zip", any(row["reason"] == "limit-depth" and row["gap"] == "1" for row in rows
                                      if "deep.zip" in row["path"]),
                [(row["path"][-50:], row["state"], row["reason"]) for row in rows if "deep.zip" in row["path"]][-3:])
    bench.check("bombs/four levels are fine", run.named_in("core.html") >= {"101"}, run.complained)
    bench.check("bombs/the good page is read", run.named_in("good.html") == {"103"}, run.complained)


def test_many(bench):
    """A hundred thousand entries: every one is accounted for."""
    data = zipped([("berichten/%05d.txt" % number, b"Bericht %d" % number) for number in range(100_000)], zipfile.ZIP_STORED)
    path = bench.folder("many", {"many.zip": data})
    started = time.monotonic()
    run = bench.audit("many", [os.path.join(path, "many.zip")])
    print("   100,000 entries: %.1f s" % (time.monotonic() - started))
    counts = dict(run.query("SELECT state, count(*) FROM item WHERE NOT is_container GROUP BY state"))
    bench.check("many/100,000 entries are read", counts == {"read": 100_000}, (counts, run.status, run.complained))


def overflown(data, count):
    """As old programs write it: no zip64, of the count what two bytes hold."""
    end = data.rindex(b"PK\5\6")
    return data[:data.rindex(b"PK\6\6")] + data[end:end + 8] + struct.pack("<HH", count % 65536, count % 65536) + data[end + 12:]


def test_overflown(bench):
    count = 65_600
    data = zipped([("%05d.txt" % number, b"x") for number in range(count)], zipfile.ZIP_STORED)
    run = bench.audit("overflown", [bench.folder("overflown", {"veel.zip": overflown(data, count)})])
    row = run.row("veel.zip")
    bench.check("overflown/a count that does not fit is no damage", (row.get("state"), row.get("entries"), row.get("entries-directory")) == ("read", str(count), str(count)), row)


def local(name, method, flags, crc, size, packed):
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, flags, method, 0, 0x5B6F, crc, packed, size, len(name), 0) + name


def zip_of_mac(path):
    """As macOS packs more than 4 GiB: no zip64, of offsets what four bytes hold. The large members are holes in the file."""
    zeros = 2_200_000_000
    empty = 0
    for _ in range(zeros // 1_000_000):
        empty = zlib.crc32(bytes(1_000_000), empty)
    directory, count = b"", 0
    with open(path, "wb") as target:
        for name, data in ((b"a.html", page(0)), (b"film-1.bin", None), (b"film-2.bin", None), (b"z.html", page(1))):
            start = target.tell()
            method, flags = (0, 0) if data is None else (8, 8)
            packer = zlib.compressobj(wbits=-15)
            packed = b"" if data is None else packer.compress(data) + packer.flush()
            crc, size, length = (empty, zeros, zeros) if data is None else (zlib.crc32(data), len(data), len(packed))
            target.write(local(name, method, flags, *((crc, size, length) if data is None else (0, 0, 0))) + packed)
            if data is None:
                target.seek(zeros, os.SEEK_CUR)
            else:
                target.write(struct.pack("<IIII", 0x08074B50, crc, length, size))
            directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 0x0315, 20, flags, method, 0, 0x5B6F, crc, length, size, len(name),
                                     0, 0, 0, 0, 0o100644 << 16, start % 2**32) + name
            count += 1
        start = target.tell()
        target.write(directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), start % 2**32, 0))


def test_mac(bench):
    folder = bench.folder("mac", {"b.html": page(2)})
    zip_of_mac(os.path.join(folder, "Archief.zip"))
    run = bench.audit("mac", [folder])
    row = run.row("Archief.zip")
    bench.check("mac/more than 4 GiB without zip64 is no damage", (row.get("state"), row.get("entries"), row.get("entries-directory")) == ("read", "4", "4"), row)
    bench.check("mac/what lies behind 4 GiB is read", run.named_in("z.html") == {"102"}, run.complained)


def test_never_filled(bench):
    """A cabinet that refers to what it never packed gives out the decoder's own memory: blank, whatever lay there before."""
    name = "test_read_format_cab_lzx_invalid_history.cab"
    sample = os.path.join(os.environ.get("SCHOOLAUDIT_DATA") or "/nonexistent", "hostile", "libarchive", name)
    if not os.path.exists(sample):
        bench.skip("never-filled", "SCHOOLAUDIT_DATA has no hostile/libarchive/" + name)
        return
    with open(sample, "rb") as source:
        folder = bench.folder("never-filled", {"a.cab": source.read(), "b.html": page(1)})
    hashes = set()
    for filling in ("17", "170"):
        run = bench.audit("never-filled-" + filling, [folder], env={"MALLOC_PERTURB_": filling})
        hashes.add(run.row("a.cab!/x").get("hash"))
    bench.check("never-filled/the same bytes, whatever lay in memory", len(hashes) == 1 and None not in hashes, hashes)


def test_folders(bench):
    """Links, loops and special files in a folder."""
    path = bench.folder("folders", {"a.html": page(0), "sub/b.html": page(1), ".hidden.html": page(2)})
    outside = bench.folder("outside", {"secret.html": page(3)})
    os.symlink(outside, os.path.join(path, "to-outside"))
    os.symlink(os.path.join(outside, "secret.html"), os.path.join(path, "secret.html"))
    os.symlink("..", os.path.join(path, "sub", "loop"))
    os.symlink("nowhere", os.path.join(path, "dangling"))
    os.symlink("/dev/zero", os.path.join(path, "zero"))
    os.mkfifo(os.path.join(path, "pipe"))
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        os.chdir(path)
        listening.bind("socket")
        os.chdir(here)
        with open(os.path.join(path.encode(), b"Bj\xf6rk.html"), "wb") as target:
            target.write(page(1))
        run = bench.audit("folders", [path])
    conserved(bench, "folders", run)
    bench.check("folders/the run ends incomplete", run.status in (2, 3), (run.status, run.complained))
    rows = {row["path"].split("folders/", 1)[-1]: row["reason"] for row in run.ledger()}
    for name, reasons in (("pipe", {"special-file"}), ("socket", {"special-file"}), ("zero", {"link-outside"}),
                          ("to-outside", {"link-outside"}), ("secret.html", {"link-outside"}),
                          ("sub/loop", {"loop", "duplicate-of"}), ("dangling", {"unreadable", "link-outside"})):
        bench.check("folders/" + name, run.row(name).get("reason") in reasons, rows)
    bench.check("folders/nothing outside was read", not run.query("SELECT 1 FROM mention m JOIN person p ON p.id = m.person "
                                                                  "WHERE p.number = '104'"))
    bench.check("folders/hidden files are read", run.named_in(".hidden.html") == {"103"}, rows)
    legacy = [row for row in run.ledger() if "rk.html" in row["path"]]
    bench.check("folders/a name that is no UTF-8 is an item", len(legacy) == 1 and legacy[0]["state"] in ("read", "partial"), legacy)


def test_missing(bench):
    """A page with pictures that nobody handed over: what they show is not said to be clean, at the top of the report."""
    folder = bench.folder("missing", {"index.html": b"<!doctype html><html lang=nl><title>Nieuws</title><body><p>Er was een feest.</p>"
                                                    b"<img src='foto/feest.jpg'></body></html>"})
    mail = os.path.join(bench.work, "missing-mail.txt")
    run = bench.audit("missing", [folder], "--summary", mail, "--policy", "basis")
    with open(os.path.join(run.out, "report.html"), encoding="utf-8") as source:
        report = source.read()
    top = report[:report.index("view-coverage") if "view-coverage" in report else report.index('id="dekking"')]
    with open(mail, encoding="utf-8") as source:
        told = source.read()
    bench.check("missing/nothing found in what was examined", "Geen bevindingen in wat is bekeken" in top)
    bench.check("missing/and that is no judgement on the rest", "geen oordeel over de rest" in top)
    bench.check("missing/the overview counts the pictures that are not there", "die in geen invoer zit" in top)
    bench.check("missing/and so does the mail", "die in geen invoer zit" in told, told)
