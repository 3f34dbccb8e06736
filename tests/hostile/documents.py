"""A document on which its library breaks: what was told before stays told, and the document is a gap."""

import os
import zlib

from harness import PUPILS, conserved


def pdf(layers, packed=False, circle=False):
    """A page that names the first pupil, and a list of layers; packed: the catalog in a compressed object stream; circle: a field
    of a form that is its own parent."""
    name = " ".join(part for part in PUPILS[0][1:4] if part).encode("ascii")
    text = b"BT /F1 24 Tf 40 700 Td (In groep 5 won %s de wedstrijd van de school.) Tj ET" % name
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /Order %s >> >> %s>>" % (layers, b"/AcroForm << /Fields [7 0 R] >> " if circle else b"")
    objects = {2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 800] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R%s >>" % (
                   b" /Annots [7 0 R]" if circle else b""),
               4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
               5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", 6: b"<< /Type /OCG /Name (Tekening) >>"}
    if circle:
        objects[7] = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (veld) /Rect [9 9 99 29] /Parent 7 0 R >>"
    if packed:
        stream = zlib.compress(b"1 0 " + catalog)
        objects[7] = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    else:
        objects[1] = catalog
    body, places = b"%PDF-1.5\n", {}
    for number in sorted(objects):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    places[8] = len(body)
    rows = [(2, 7, 0) if number == 1 and packed else (1, places[number], 0) if number in places else (0, 0, 255) for number in range(9)]
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([rest]) for kind, place, rest in rows)
    return body + b"8 0 obj\n<< /Type /XRef /Size 9 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        len(table), table, places[8])


def test_documents(bench):
    # Poppler 22.12 falls over a title in front of the layers; a later one may not. Where the list is not compressed it is kept from the library.
    files = {"titled.pdf": pdf(b"[(Titel) 6 0 R]"), "packed.pdf": pdf(b"[(Titel) 6 0 R]", packed=True), "good.pdf": pdf(b"[6 0 R]"),
             "circle.pdf": pdf(b"[6 0 R]", circle=True)}
    run = bench.audit("documents", [bench.folder("documents", files)])
    rows = {os.path.basename(row["path"]): row for row in conserved(bench, "documents", run)}
    for name in ("good.pdf", "titled.pdf", "circle.pdf"):
        bench.check("documents/%s is read" % name, rows[name]["state"] == "read", rows[name])
    bench.check("documents/packed.pdf is read, or a gap", rows["packed.pdf"]["state"] == "read" or
                (rows["packed.pdf"]["reason"], rows["packed.pdf"]["gap"]) == ("crashed", "1"), rows["packed.pdf"])
    for name in files:
        bench.check("documents/the name in %s is found" % name, run.named_in(name) == {PUPILS[0][0]}, run.named_in(name))
