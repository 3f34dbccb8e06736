"""Places that no list names and real files have: what programs write beside, below and behind what they show."""

import base64
import gzip
import io
import json
import struct
import urllib.parse
import zipfile

import documents
import mails
import office
from demo import wordpress
from lists.compound import compound
from plant import zipped


def page(body):
    return "<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>%s</body></html>" % body


def veiled(text, key=0x5A):
    return bytes([key] + [byte ^ key for byte in text.encode()]).hex()


def escaped(text):
    return "".join(sign if ord(sign) < 128 else "\\u%04x" % ord(sign) for sign in text)


def pages(who):
    def name(place):
        return who("traps/" + place).name

    def mail(place):
        return who.plain("traps/" + place).slug.replace("-", ".") + "@vlinderhof.example"

    cloaked = "".join("&#%d;" % ord(sign) if sign in "aeiou." else sign for sign in who.plain("traps/Joomla's veiled mail address").slug.replace("-", "."))
    twice = json.dumps("{\"naam\":\"%s\"}" % escaped(name("script string escaped twice")))
    bodies = {
        "cloudflare": "<a href=\"/cdn-cgi/l/email-protection#%s\">x</a><span class=\"__cf_email__\" data-cfemail=\"%s\">[email&#160;protected]</span>" % (
            veiled(mail("Cloudflare's veiled link")), veiled(mail("Cloudflare's veiled mail address"))),
        "joomla": "<span id=\"cloak1\">x</span><script>var addy1 = '%s' + '&#64;'; addy1 = addy1 + 'school' + '&#46;' + 'nl';</script>" % cloaked,
        "next": "<script>self.__next_f.push([1,%s])</script>" % twice,
        "javascript": "<a href=\"javascript:toon('Foto van %s')\">x</a><a href=\"data:text/calendar;charset=utf8,BEGIN:VCALENDAR%%0ABEGIN:VEVENT%%0ASUMMARY:Feest%%20van%%20%s%%0AEND:VEVENT%%0AEND:VCALENDAR\">"
                      "Agenda</a>" % (name("script in a link"), urllib.parse.quote(name("calendar in a link"))),
        "amp": "<amp-img src=\"a.jpg\" alt=\"Beeld van %s\"></amp-img><video src=\"b.mp4\">Geen film van %s</video><canvas>Tekening van %s</canvas>" % (
            name("alt of an AMP picture"), name("inside a film"), name("inside a canvas")),
        "reversed": "<span style=\"unicode-bidi:bidi-override;direction:rtl\">%s</span>" % name("written backwards")[::-1],
        "attribute": "<p>x</p><a href=\"https://calendar.google.com/render?action=TEMPLATE&amp;text=Jarig:+%s\">x</a>" % urllib.parse.quote_plus(name("text of an appointment link")),
    }
    for label, body in bodies.items():
        who.add("traps/%s.html" % label, page(body))
    nested = json.dumps({"data": json.dumps({"tekst": "<p>Dag <b>%s</b></p>" % name("JSON within JSON")})})
    who.add("traps/genest.json", nested)
    export = wordpress.Export()
    elementor = json.dumps([{"elType": "widget", "settings": {"editor": "<p>Welkom <strong>%s</strong></p>" % name("Elementor's data"), "title": "Kop " + name("Elementor's title")}}]).replace("/", "\\/")
    raw = base64.b64encode(urllib.parse.quote("<p>Rauw: %s</p>" % name("raw HTML of a page builder")).encode()).decode()
    export.item("Bouw", wordpress.block("x") + "[vc_row][vc_raw_html]%s[/vc_raw_html][vc_custom_heading text=\"Kop van %s\"][/vc_row]<!-- wp:x/y {\"html\":\"\\u003cp\\u003eBlok %s\\u003c/p\\u003e\"} /-->" % (
        raw, name("heading of a page builder"), escaped(name("escaped settings of a block"))), "2024-06-11", "page", meta=[("_elementor_data", elementor)])
    who.add("traps/bouwer.WordPress.2024-07-02.xml", wordpress.HEAD + "".join(export.items) + "</channel>\n</rss>\n")


def workbook(who):
    def name(place):
        return who("traps/" + place).name

    book = ("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"%s\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:AlternateContent>"
            "<mc:Choice Requires=\"x15\"><x15ac:absPath xmlns:x15ac=\"http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac\" url=\"C:\\Users\\%s\\Documents\\\"/></mc:Choice></mc:AlternateContent><sheets>"
            "<sheet name=\"x\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>" % (office.RELATION, name("path of a workbook")))
    sheet = ("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData><autoFilter ref=\"A1\"><filterColumn "
             "colId=\"0\"><filters><filter val=\"%s\"/></filters></filterColumn></autoFilter><headerFooter><oddHeader>&amp;L%s&amp;C&amp;\"Arial,Vet\"&amp;14%s&amp;R&amp;P</oddHeader></headerFooter></worksheet>" % (
                 name("filter"), name("header right behind its code"), name("header behind font and size")))
    who.add("traps/pad.xlsx", zipped([("[Content_Types].xml", office.types("xl/workbook.xml", "spreadsheetml.sheet")), ("_rels/.rels", office.relations(("officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", office.XML + book), ("xl/_rels/workbook.xml.rels", office.relations(("worksheet", "worksheets/sheet1.xml"))), ("xl/worksheets/sheet1.xml", office.XML + sheet)]))
    who.add("traps/opmaak.docx", office.small_docx("<w:p><w:pPr><w:pPrChange w:id=\"1\" w:author=\"%s\"><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:b/><w:rPrChange w:id=\"2\" w:author=\"%s\"><w:rPr/></w:rPrChange>"
            "</w:rPr><w:t>x</w:t></w:r></w:p>" % (name("author of a changed paragraph"), name("author of changed looks"))))
    body = ("<office:text><text:p><draw:frame draw:name=\"Foto %s\"><draw:image xlink:href=\"Pictures/1.jpg\"/></draw:frame><draw:a xlink:href=\"https://a.example\" xlink:title=\"Tip %s\"/></text:p></office:text>" % (
        name("name of a frame"), name("title of a frame's link")))
    who.add("traps/vorm.fodt", "<?xml version=\"1.0\"?><office:document %s office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body>%s</office:body></office:document>" % (documents.OFFICE, body))
    who.add("traps/oud-kop.xls", compound([("Workbook", mails.record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + mails.record(0x85, struct.pack("<IBB", 0, 0, 0) + mails.wide("x", 1)) + mails.record(0x0A)
            + mails.record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + mails.record(0x14, mails.wide("&C" + name("header of .xls right behind its code"))) + mails.record(0x0A))]))


def remains(who):
    """What was taken out and is still there."""
    def name(place, charset="utf-8"):
        return who("traps/" + place, charset).name

    def revision(text):
        return b"BT /F1 12 Tf 72 700 Td " + documents.shown(text) + b" ET"

    first = documents.pdf_bytes(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
                                 documents.stream(revision("Klacht over " + name("earlier version of a PDF", "cp1252"))),
                                 "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"])
    start = first.rindex(b"startxref\n") + 10
    before = int(first[start:first.index(b"\n", start)])
    body = b"4 0 obj\n%s\nendobj\n" % documents.stream(revision("Klacht over een leerling"))
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(first), before, len(first) + len(body))
    who.add("traps/gelakt.pdf", first + body + table)
    main = bytearray(0x400)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    text = "Alleen dit staat er nog.\r"
    struct.pack_into("<I", main, 0x4C, len(text))
    main = main.ljust(0x800, b"\0")
    main += text.encode("utf-16-le") + ("Vroeger stond hier %s in de tekst.\r" % name("what a fast save left")).encode("utf-16-le")
    table = b"\2" + struct.pack("<IIIHIH", 16, 0, len(text), 0, 0x800, 0)
    struct.pack_into("<II", main, 0x18, 0x800, len(main))
    struct.pack_into("<II", main, 0x1A2, 0, len(table))
    who.add("traps/snel.doc", compound([("WordDocument", bytes(main)), ("0Table", table)]))


def places(who):
    """Words whose place on the page of a PDF tells more than their order."""
    def person(place):
        return who("traps/" + place, "cp1252")

    def at(x, y, text):
        return b"1 0 0 1 %d %d Tm " % (x, y) + documents.shown(text) + b" "

    rows = [person("row of a PDF's columns"), person("last row of a PDF's columns")]
    page = b"BT /F1 12 Tf " + b"".join(at(72, 700 - 16 * i, row.first) for i, row in enumerate(rows)) + b"".join(
        at(250, 700 - 16 * i, row.surname) for i, row in enumerate(rows))
    page += b"6 Tc " + at(72, 500, person("letters of a PDF that stand apart").name) + b"0 Tc "
    shapes = "".join(chr(ord(sign) - 29) if sign != " " else " " for sign in "Vandaag was " + who.plain("traps/shapes of a PDF's font").name + " een hele dag bij ons")
    shapes = "".join("\\" + sign if sign in "()\\" else sign for sign in shapes)
    for label, content in (("plaatsen", page), ("vormen", b"BT /F1 12 Tf " + at(72, 700, shapes))):
        who.add("traps/%s.pdf" % label, documents.pdf_bytes([
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>", documents.stream(content + b"ET"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]))


def containers(who):
    def name(place):
        return who("traps/" + place).name

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        entry = zipfile.ZipInfo("a.txt")
        entry.comment = ("Foto van " + name("comment of a zip's member")).encode()
        target.writestr(entry, "x")
        target.comment = ("Ingepakt door " + name("comment of a zip")).encode()
    who.add("traps/commentaar.zip", held.getvalue())
    packed = io.BytesIO()
    with gzip.GzipFile(filename=who.plain("traps/name within a gzip").slug + ".txt", fileobj=packed, mode="wb") as target:
        target.write(b"x\n")
    who.add("traps/ingepakt.gz", packed.getvalue())
    entry = who.plain("traps/file name in a .DS_Store").slug + ".jpg"
    record = struct.pack(">I", len(entry)) + entry.encode("utf-16-be") + b"Iloc" + b"blob" + struct.pack(">I", 16) + bytes(16)
    who.add("traps/.DS_Store", b"\0\0\0\1Bud1" + struct.pack(">IIII", 0x800, 0x800, 0x800, 0) + bytes(0x40) + struct.pack(">II", 0, 1) + record + bytes(0x400))
    who.add("traps/koppeling.url", "[InternetShortcut]\r\nURL=https://www.vlinderhof.example/leerling/%s\r\n" % who.plain("traps/shortcut").slug)
    who.add("traps/desktop.ini", "[LocalizedFileNames]\r\nIMG_1.jpg=@%s.jpg,0\r\n" % name("desktop.ini"))
    visio = ("<PageContents xmlns=\"http://schemas.microsoft.com/office/visio/2012/main\"><Shapes><Shape ID=\"1\"><Text>Schema van %s</Text></Shape></Shapes></PageContents>" % name("text of a Visio drawing"))
    who.add("traps/schema.vsdx", zipped([("[Content_Types].xml", office.XML + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/visio/document.xml\" ContentType=\"application/"
            "vnd.ms-visio.drawing.main+xml\"/></Types>"), ("visio/document.xml", office.XML + "<VisioDocument/>"), ("visio/pages/page1.xml", office.XML + visio)]))
    who.add("traps/kaart.kml", "<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'><Placemark><name>Huis van %s</name></Placemark></kml>" % name("place on a map"))
    who.add("traps/opgemaakt.ttml", "<?xml version='1.0'?><tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s'>Dag <span>%s</span></p></div></body></tt>" % name("subtitles as TTML"))


def plant(who):
    for part in (pages, workbook, remains, places, containers):
        part(who)
