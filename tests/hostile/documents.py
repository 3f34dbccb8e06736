"""A document on which its library breaks: what was told before stays told, and the document is a gap."""

import os

from harness import PUPILS, conserved


def pdf(layers):
    """A page that names the first pupil, and a list of layers."""
    name = " ".join(part for part in PUPILS[0][1:4] if part).encode("ascii")
    text = b"BT /F1 24 Tf 40 700 Td (In groep 5 won %s de wedstrijd van de school.) Tj ET" % name
    objects = [b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /Order %s >> >> >>" % layers,
               b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 800] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
               b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", b"<< /Type /OCG /Name (Tekening) >>"]
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(body))


def test_documents(bench):
    # Poppler 22.12 falls over a title in front of the layers; a later one may not.
    folder = bench.folder("documents", {"titled.pdf": pdf(b"[(Titel) 6 0 R]"), "good.pdf": pdf(b"[6 0 R]")})
    run = bench.audit("documents", [folder])
    rows = {os.path.basename(row["path"]): row for row in conserved(bench, "documents", run)}
    bench.check("documents/the good one is read", rows["good.pdf"]["state"] == "read", rows["good.pdf"])
    bench.check("documents/the other is read, or a gap", rows["titled.pdf"]["state"] == "read" or
                (rows["titled.pdf"]["reason"], rows["titled.pdf"]["gap"]) == ("crashed", "1"), rows["titled.pdf"])
    for name in ("titled.pdf", "good.pdf"):
        bench.check("documents/the name in %s is found" % name, run.named_in(name) == {PUPILS[0][0]}, run.named_in(name))
