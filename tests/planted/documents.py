"""PDF, OpenDocument, RTF, EPUB, calendars, address cards, subtitles, drawings and pictures with a pupil in each place."""

import base64

from demo import metadata, picture
from plant import zipped


def text_string(value):
    """A text string of a PDF: UTF-16 behind its mark, in hex."""
    return "<%s>" % (b"\xfe\xff" + value.encode("utf-16-be")).hex()


def shown(value):
    return ("(%s) Tj" % value).encode("cp1252")


def pdf_bytes(objects, root=1, info=None):
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body.encode() if isinstance(body, str) else body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer\n<< /Size %d /Root %d 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, b" /Info %d 0 R" % info if info else b"", len(out))


def stream(data, more=""):
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), more.encode(), data)


def pdf(who):
    def name(place):
        return who("pdf/" + place, "cp1252").name

    def told(place):
        return text_string(name(place))

    jpeg = picture.jpeg(picture.Scene(21), 64, 48, metadata.jpeg_segments(metadata.Metadata(artist=name("embedded picture's metadata"))))
    page1 = b"BT /F1 12 Tf 72 700 Td " + shown("Uitslag voor " + name("text")) + b" ET /OC /Laag BDC BT /F1 12 Tf 72 600 Td " + shown("Laag " + name("hidden layer")) + b" ET EMC BT 3 Tr /F1 12 Tf 72 500 Td " + \
        shown("Onder " + name("invisible text")) + b" ET 1 1 1 rg BT 0 Tr /F1 12 Tf 72 400 Td " + shown("Wit " + name("white text")) + b" ET q 60 0 0 60 300 300 cm /Im1 Do Q /Fm1 Do " \
        b"/Span << /ActualText " + told("actual text").encode() + b" >> BDC BT /F1 12 Tf 72 300 Td (##) Tj ET EMC BT /F1 12 Tf 72 -200 Td " + shown("Buiten " + name("outside the page")) + b" ET BT /F1 12 Tf 72 50 Td " + shown("Afgeknipt " + name("cropped away")) + b" ET"
    xmp = ("<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
           "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/'><dc:contributor><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:contributor></rdf:Description></rdf:RDF>"
           "</x:xmpmeta><?xpacket end='w'?>" % name("XMP")).encode()
    drawing = "/Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F1 5 0 R >> >> "
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Outlines 8 0 R /AcroForm << /Fields [11 0 R 23 0 R 29 0 R] >> /Names << /EmbeddedFiles << /Names [(x) 14 0 R] >> /JavaScript << /Names [(a) 22 0 R] >> >> /Metadata 17 0 R "
        "/StructTreeRoot 19 0 R /MarkInfo << /Marked true >> /OCProperties << /OCGs [18 0 R] /D << /OFF [18 0 R] /Order [18 0 R] >> >> /PageLabels << /Nums [0 << /P %s >>] >> >>" % told("page label"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /CropBox [0 100 595 842] /Contents 4 0 R /Annots [10 0 R 11 0 R 12 0 R 13 0 R 23 0 R 24 0 R 25 0 R 29 0 R 31 0 R] /Resources << /Font << /F1 5 0 R >> /XObject << /Im1 7 0 R /Fm1 20 0 R >> "
        "/Properties << /Laag 18 0 R >> >> >>",
        stream(page1),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Title %s /Author %s /Subject %s /Keywords %s /Creator %s /Leerling %s /CreationDate (D:20240621081530Z) >>" % tuple(told(place) for place in (
            "title", "author", "subject", "keywords", "creator", "own property")),
        stream(jpeg, "/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode "),
        "<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 1 >>",
        "<< /Title %s /Parent 8 0 R /Dest [3 0 R /Fit] >>" % told("bookmark"),
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents %s /T %s /Subj %s >>" % (told("note"), told("note's author"), told("note's subject")),
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (naam) /TU %s /V %s /DV %s /Rect [9 9 99 29] >>" % (told("form field's tip"), told("form field"), told("form field's default")),
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.example/%s) >> >>" % who.plain("pdf/link").slug,
        "<< /Type /Annot /Subtype /FreeText /Rect [50 50 250 80] /Contents %s /DA (/F1 9 Tf) >>" % told("text on the page"),
        "<< /Type /Filespec /F (%s.txt) /UF (%s.txt) /Desc %s /EF << /F 15 0 R >> >>" % (who.plain("pdf/attachment's name").slug, who.plain("pdf/attachment's name").slug, told("attachment's description")),
        stream(("Bijlage van " + name("attachment")).encode(), "/Type /EmbeddedFile /Subtype /text#2Fplain "),
        "<< >>",
        stream(xmp, "/Type /Metadata /Subtype /XML "),
        "<< /Type /OCG /Name %s >>" % told("layer's name"),
        "<< /Type /StructTreeRoot /K << /S /Figure /P 19 0 R /Alt %s /T %s /Pg 3 0 R /K 0 >> >>" % (told("alt text"), told("structure's title")),
        stream(b"BT /F1 12 Tf 72 200 Td " + shown("Vorm: " + name("form object")) + b" ET", "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> "),
        "<< >>",
        "<< /S /JavaScript /JS (app.alert\\(\"Dag %s\"\\);) >>" % who.plain("pdf/script").name,
        "<< /Type /Annot /Subtype /Widget /FT /Ch /T (keuze) /Opt [(x) %s] /V (x) /Rect [9 40 99 60] >>" % told("choice of a field"),
        "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /Contents %s /FS 26 0 R >>" % told("pinned file's note"),
        "<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [0 0 9 0 0 9 9 9] /RC (<body><p>Rijk: %s</p></body>) /Contents () /Popup 27 0 R >>" % who.plain("pdf/rich text of a note").name,
        "<< /Type /Filespec /F (punaise.txt) /EF << /F 28 0 R >> >>", "<< /Type /Annot /Subtype /Popup /Rect [0 0 9 9] /Parent 25 0 R >>",
        stream(("Punaise van " + name("pinned file")).encode(), "/Type /EmbeddedFile "),
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (handtekening) /F 4 /Rect [9 150 309 180] /AP << /N 30 0 R >> >>",
        stream(b"BT /F1 9 Tf 2 9 Td " + shown("Ondertekend door " + name("look of a signature")) + b" ET", drawing),
        "<< /Type /Annot /Subtype /Stamp /F 4 /Rect [9 190 309 220] /Contents () /AP << /N 32 0 R >> >>",
        stream(b"BT /F1 9 Tf 2 9 Td " + shown("Gezien door " + name("stamp")) + b" ET", drawing)]
    who.add("documents/krant.pdf", pdf_bytes(objects, info=6))


OFFICE = " ".join("xmlns:%s=\"urn:oasis:names:tc:opendocument:xmlns:%s:1.0\"" % (space, space) for space in (
    "office", "text", "table", "style", "presentation", "drawing", "meta", "form", "script", "chart")) + (
        " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\"")


def open_document(kind, body, styles, name):
    meta = ("<office:document-meta %s><office:meta><dc:title>Titel %s</dc:title><meta:initial-creator>%s</meta:initial-creator><dc:creator>%s</dc:creator><meta:keyword>%s</meta:keyword><dc:description>Voor %s"
            "</dc:description><meta:user-defined meta:name=\"Leerling\">%s</meta:user-defined></office:meta></office:document-meta>" % ((OFFICE,) + tuple(name("property " + key) for key in (
                "title", "first author", "author", "keyword", "description", "own"))))
    content = "<?xml version=\"1.0\"?><office:document-content %s><office:automatic-styles>%s</office:automatic-styles><office:body>%s</office:body></office:document-content>" % (OFFICE, styles, body)
    master = ("<office:document-styles %s><office:master-styles><style:master-page style:name=\"S\"><style:header><text:p>Kop %s</text:p></style:header><style:footer><text:p>Voet %s</text:p></style:footer>"
              "</style:master-page></office:master-styles></office:document-styles>" % (OFFICE, name("header"), name("footer")))
    return zipped([("mimetype", "application/vnd.oasis.opendocument." + kind), ("content.xml", content), ("styles.xml", master), ("meta.xml", meta),
                   ("Pictures/1.jpg", picture.jpeg(picture.Scene(31 + len(kind)), 64, 48, metadata.jpeg_segments(metadata.Metadata(artist=name("embedded picture's metadata"))))),
                   ("META-INF/manifest.xml", "<manifest/>")])


def opendocument(who):
    def name(place):
        return who("odt/" + place).name

    body = ("<office:text><text:tracked-changes><text:changed-region text:id=\"1\"><text:deletion><office:change-info><dc:creator>%s</dc:creator></office:change-info><text:p>Weg %s</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>Verslag van <text:span>%s</text:span></text:p><text:p>x<office:annotation><dc:creator>%s</dc:creator><text:p>Noot %s</text:p></office:annotation>"
            "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Voetnoot %s</text:p></text:note-body></text:note></text:p><draw:frame><draw:text-box><text:p>Kader %s</text:p>"
            "</draw:text-box><svg:title>Kop %s</svg:title><svg:desc>Foto van %s</svg:desc></draw:frame><text:section text:display=\"none\"><text:p>Verborgen %s</text:p></text:section><text:p><text:hidden-text "
            "text:string-value=\"Stil %s\"/><text:a xlink:href=\"https://a.example/%s\" office:title=\"Tip %s\">x</text:a><text:bookmark text:name=\"%s\"/></text:p><text:user-field-decls><text:user-field-decl "
            "text:name=\"x\" office:string-value=\"Veld %s\"/></text:user-field-decls><text:p><text:span text:style-name=\"V\">Onzichtbaar %s</text:span></text:p><table:table><table:table-row><table:table-cell>"
            "<text:p>Cel %s</text:p></table:table-cell></table:table-row></table:table><text:p><text:placeholder text:description=\"Hint %s\">x</text:placeholder><text:conditional-text text:string-value-if-true="
            "\"Ja %s\"/></text:p></office:text>") % (
                name("author of a deletion"), name("tracked deletion"), name("text"), name("comment's author"), name("comment"), name("footnote"), name("text box"), name("title of a frame"), name("alt text"),
                name("hidden section"), name("hidden text"), who.plain("odt/link").slug, name("tip of a link"), name("bookmark"), name("user field"), name("hidden characters"), name("table"),
                name("placeholder's hint"), name("conditional text"))
    who.add("documents/brief.odt", open_document("text", body, "<style:style style:name=\"V\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>", name))

    def cell(place):
        return who("ods/" + place).name
    sheet = ("<office:spreadsheet><table:content-validations><table:content-validation table:name=\"v\"><table:help-message><text:p>Kies %s</text:p></table:help-message></table:content-validation>"
             "</table:content-validations><table:table table:name=\"Klas %s\" table:style-name=\"ta1\"><table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><dc:creator>%s</dc:creator>"
             "<text:p>Noot %s</text:p></office:annotation><text:p>Cel %s</text:p></table:table-cell></table:table-row><table:table-row table:visibility=\"collapse\"><table:table-cell><text:p>Rij %s</text:p>"
             "</table:table-cell></table:table-row><table:table-row><table:table-cell table:formula=\"of:=&quot;Formule %s&quot;\" office:string-value=\"x\"><text:p>x</text:p></table:table-cell></table:table-row>"
             "</table:table><table:table table:name=\"y\" table:style-name=\"ta2\"><table:table-row><table:table-cell><text:p>Blad %s</text:p></table:table-cell></table:table-row></table:table><table:named-expressions>"
             "<table:named-range table:name=\"%s\"/></table:named-expressions><table:tracked-changes><table:deletion><table:previous><table:change-track-table-cell><text:p>Eerder %s</text:p>"
             "</table:change-track-table-cell></table:previous></table:deletion></table:tracked-changes></office:spreadsheet>") % (
                 cell("help message"), cell("sheet's name"), cell("comment's author"), cell("comment"), cell("cell"), cell("hidden row"), cell("formula"), cell("hidden sheet"),
                 who.plain("ods/defined name").name.replace(" ", "_"), cell("tracked change"))
    styles = "".join("<style:style style:name=\"%s\" style:family=\"table\"><style:table-properties table:display=\"%s\"/></style:style>" % pair for pair in (("ta1", "true"), ("ta2", "false")))
    who.add("documents/lijst.ods", open_document("spreadsheet", sheet, styles, cell))

    def slide(place):
        return who("odp/" + place).name
    show = ("<office:presentation><draw:page draw:name=\"Dia %s\"><draw:frame><draw:text-box><text:p>Welkom %s</text:p></draw:text-box><svg:desc>Foto van %s</svg:desc></draw:frame><presentation:notes><draw:frame>"
            "<draw:text-box><text:p>Zeg %s</text:p></draw:text-box></draw:frame></presentation:notes><office:annotation><dc:creator>%s</dc:creator><text:p>Noot %s</text:p></office:annotation></draw:page><draw:page "
            "draw:name=\"b\" draw:style-name=\"dp2\"><draw:frame><draw:text-box><text:p>Stil %s</text:p></draw:text-box></draw:frame></draw:page></office:presentation>") % (
                slide("slide's name"), slide("slide"), slide("alt text"), slide("notes"), slide("comment's author"), slide("comment"), slide("hidden slide"))
    styles = "<style:style style:name=\"dp2\" style:family=\"drawing-page\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style>"
    who.add("documents/dia.odp", open_document("presentation", show, styles, slide))
    who.add("documents/plat.fodt", "<?xml version=\"1.0\"?><office:document %s office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text><text:p>Plat %s</text:p></office:text></office:body>"
            "</office:document>" % (OFFICE, who("odt/flat file").name))


def rtf(who):
    def name(place):
        text = who("rtf/" + place).name
        return "".join(sign if ord(sign) < 128 else "\\u%d?" % ord(sign) for sign in text)

    picture_hex = picture.jpeg(picture.Scene(41), 64, 48, metadata.jpeg_segments(metadata.Metadata(artist=who("rtf/embedded picture's metadata").name))).hex()
    who.add("documents/brief.rtf", ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\title Titel %s}{\\author %s}{\\operator %s}{\\manager %s}{\\company School %s}{\\doccomm Voor %s}{\\keywords %s}}"
            "{\\*\\userprops{\\propname Leerling}\\proptype30{\\staticval %s}}{\\*\\revtbl{Unknown;}{%s;}}{\\header\\pard Kop %s\\par}{\\footer\\pard Voet %s\\par}\\pard Dag {\\b %s}\\par {\\deleted Weg %s}{\\v Stil %s}"
            "{\\footnote\\pard Noot %s}{\\*\\annotation\\pard Opmerking %s}{\\*\\atnauthor %s}{\\field{\\*\\fldinst HYPERLINK \"https://a.example/%s\"}{\\fldrslt Zie %s}}{\\*\\bkmkstart %s}{\\*\\bkmkend x}"
            "{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv Foto van %s}}{\\shptxt\\pard Kader %s\\par}}}{\\pict\\jpegblip %s}\\trowd\\cellx9\\intbl Cel %s\\cell\\row {\\*\\docvar{x}{Waarde %s}}{\\*\\xe Index %s}"
            "{\\*\\template C:\\\\Users\\\\%s\\\\x.dot}\\par}") % (tuple(name(place) for place in (
                "title", "author", "operator", "manager", "company", "comment on the document", "keywords", "own property", "author of a change", "header", "footer", "text", "deleted text", "hidden text", "footnote",
                "comment", "comment's author")) + (who.plain("rtf/field code").slug, name("field's result"), who.plain("rtf/bookmark").slug, name("alt text"), name("text box"), picture_hex, name("table"),
                                                   name("document variable"), name("index entry"), who.plain("rtf/template's path").slug)))


def epub(who):
    def name(place):
        return who("epub/" + place).name

    package = ("<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Boek van %s</dc:title><dc:creator>%s</dc:creator><dc:contributor>%s"
               "</dc:contributor><dc:description>Over %s</dc:description><dc:subject>Held %s</dc:subject><dc:publisher>%s</dc:publisher><dc:rights>Bij %s</dc:rights></metadata><manifest><item id='a' href='a.xhtml' "
               "media-type='application/xhtml+xml'/><item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest><spine toc='n'><itemref idref='a'/></spine></package>" % tuple(
                   name(place) for place in ("title", "author", "contributor", "description", "subject", "publisher", "rights")))
    chapter = ("<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Deel van %s</title></head><body><p>Eens won %s</p><img src='a.jpg' alt='Prent van %s'/></body></html>" % (
        name("chapter's title"), name("text"), name("alt text")))
    toc = ("<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap><navPoint><navLabel><text>Hoofdstuk %s</text></navLabel><content src='a.xhtml'/></navPoint></navMap></ncx>" % name("table of contents"))
    who.add("documents/boek.epub", zipped([("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile "
            "full-path='o/x.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"), ("o/x.opf", package), ("o/a.xhtml", chapter), ("o/toc.ncx", toc),
            ("o/a.jpg", picture.jpeg(picture.Scene(51), 64, 48, metadata.jpeg_segments(metadata.Metadata(artist=name("embedded picture's metadata")))))]))


def small(who):
    def name(place, group="ics"):
        return who(group + "/" + place).name

    who.add("documents/agenda.ics", "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Agenda van " + name("calendar's name"), "X-WR-CALDESC:Voor " + name("calendar's description"), "BEGIN:VEVENT", "UID:1", "DTSTART:20240621T081530Z",
        "SUMMARY:Gesprek over " + name("summary"), "DESCRIPTION:Plan\\n met\\, " + name("description")[:6], " " + name("description")[6:], "LOCATION:Huis van " + name("location"),
        "ATTENDEE;CN=\"%s\";ROLE=REQ-PARTICIPANT:mailto:a@b.example" % name("attendee"), "ORGANIZER;CN=%s:mailto:c@d.example" % name("organizer"), "COMMENT:Weet " + name("comment"), "CONTACT:Bel " + name("contact"),
        "CATEGORIES:Zorg," + name("category"), "URL:https://a.example/" + who.plain("ics/address").slug, "X-ALT-DESC;FMTTYPE=text/html:<p>Rijk <b>%s</b></p>" % name("description in HTML"),
        "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.txt:" + base64.b64encode(("Bij " + name("attachment")).encode()).decode(), "BEGIN:VALARM", "DESCRIPTION:Alarm " + name("alarm"), "END:VALARM",
        "END:VEVENT", "BEGIN:VTODO", "SUMMARY:Taak voor " + name("task"), "END:VTODO", "BEGIN:VJOURNAL", "DESCRIPTION:Logboek " + name("journal"), "END:VJOURNAL", "END:VCALENDAR", ""]))
    card = who("vcf/N")
    who.add("documents/adressen.vcf", "\r\n".join([
        "BEGIN:VCARD", "VERSION:3.0", "FN:" + name("FN", "vcf"), "N:%s;%s;;;" % (card.surname, card.first), "NICKNAME:" + name("NICKNAME", "vcf"), "ORG:School van " + name("ORG", "vcf"),
        "NOTE:Ouder van " + name("NOTE", "vcf"), "TITLE:Hulp van " + name("TITLE", "vcf"), "ADR:;;Laan %s;Stad;;;" % name("ADR", "vcf"), "EMAIL:%s@a.example" % who.plain("vcf/EMAIL").slug.replace("-", "."),
        "X-SPOUSE:" + name("X-SPOUSE", "vcf"), "item1.X-ABRELATEDNAMES:" + name("related name", "vcf"), "item1.X-ABLabel:_$!<Child>!$_", "RELATED;VALUE=text:" + name("RELATED", "vcf"), "END:VCARD",
        "BEGIN:VCARD", "VERSION:2.1", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + "".join("=%02X" % byte for byte in name("quoted-printable", "vcf").encode()), "END:VCARD", ""]))
    who.add("documents/film.srt", "1\n00:00:01,000 --> 00:00:02,000\n<i>Ik ben</i> %s\nen dit is\n%s\n\n" % (name("text", "srt"), name("second line", "srt")))
    who.add("documents/film.vtt", "WEBVTT - Film van %s\n\nNOTE gemaakt door %s\n\nSTYLE\n::cue { color: red }\n\nintro %s\n00:01.000 --> 00:02.000\n<v %s>Dag &amp; welkom %s\n" % tuple(
        name(place, "vtt") for place in ("title", "note", "cue's name", "voice", "text")))
    who.add("documents/film.ass", "[Script Info]\nTitle: Film van %s\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:02.00,D,%s,0,0,0,,{\\b1}Dag "
            "%s\nComment: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,Later %s\n" % tuple(name(place, "ass") for place in ("title", "actor", "text", "comment")))
    who.add("documents/prent.svg", ("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:inkscape='x' aria-label='Prent van %s'><title>Titel %s</title><desc>Over %s</desc><metadata>"
            "<rdf:RDF xmlns:rdf='x' xmlns:dc='y'><dc:creator>%s</dc:creator></rdf:RDF></metadata><!-- van %s --><g id='%s' inkscape:label='Laag %s'><text>Dag <tspan>%s</tspan></text></g><g style='display:none'><text>Stil %s"
            "</text></g><image xlink:href='foto/%s.png'/><a xlink:href='/x' xlink:title='Tip %s'/><style>.a{content:\"%s\"}</style><foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>Html %s</p></foreignObject>"
            "<script>var a='%s';</script></svg>") % (name("aria-label", "svg"), name("title", "svg"), name("desc", "svg"), name("metadata", "svg"), name("comment", "svg"), who.plain("svg/id").slug,
                                                    name("layer's name", "svg"), name("text", "svg"), name("hidden text", "svg"), who.plain("svg/picture's address").slug, name("tip of a link", "svg"),
                                                    name("style", "svg"), name("foreign object", "svg"), name("script", "svg")))


def pictures(who):
    def name(place):
        return who("picture/" + place).name

    told = metadata.Metadata(owner=name("Exif owner"), artist=name("Exif artist"), description="Kamp met " + name("Exif description"), user_comment="Zie " + name("Exif comment"), regions=[name("XMP face region")],
                             microsoft_regions=[name("XMP face region of Microsoft")], persons=[name("XMP person in the picture")], subjects=[name("XMP subject")], caption="Bij " + name("IPTC caption"),
                             keywords=[name("IPTC keyword")], byline=name("IPTC by-line"))
    who.add("pictures/kamp.jpg", metadata.picture_file("kamp.jpg", picture.Scene(61), 64, 48, told))
    who.add("pictures/%s.png" % who.plain("picture/file name").slug, metadata.picture_file("x.png", picture.Scene(62), 64, 48))
    who.add("pictures/%s/1.png" % who.plain("picture/folder name").slug, metadata.picture_file("x.png", picture.Scene(63), 64, 48))


def plant(who):
    for part in (pdf, opendocument, rtf, epub, small, pictures):
        part(who)
