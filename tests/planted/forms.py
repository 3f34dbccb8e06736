"""The same content in forms, charsets and under names that it does not have in a manual."""

import gzip

import office
from plant import zipped


def plant(who):
    def name(place, charset="utf-8"):
        return who("forms/" + place, charset).name

    who.add("forms/fragment.html", "<div class=\"menu\"><svg viewBox=\"0 0 9 9\"><path d=\"M0 0\"/></svg><p>Welkom %s</p><img src=\"a.jpg\" alt=\"Foto van %s\"></div>" % (
        name("text of a fragment with a drawing"), name("alt in a fragment with a drawing")))
    who.add("forms/overzicht.xls", "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>Naam</td></tr><tr><td>%s</td></tr></table></html>" % name("page named .xls"))
    who.add("forms/tabs.xls", "Naam\tGroep\r\n%s\t7\r\n" % name("table named .xls"))
    who.add("forms/opgemaakt.doc", "{\\rtf1\\ansi Dag %s\\par}" % name("RTF named .doc", "ascii"))
    who.add("forms/webpagina.doc", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_NextPart_1\"\r\n\r\nDit is een webpagina.\r\n\r\n------=_NextPart_1\r\nContent-Location: file:///C:/1/x.htm\r\n"
            "Content-Transfer-Encoding: 8bit\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<html><body><p>Dag %s</p></body></html>\r\n------=_NextPart_1--\r\n" % name("MHTML named .doc"))
    who.add("forms/oudxml.doc", office.XML + "<?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body>%s</w:body></w:wordDocument>"
            % office.paragraph("Dag " + name("XML named .doc")))
    who.add("forms/lijst.txt", ("Naam\tGroep\r\n%s\t7\r\n" % name("table in UTF-16")).encode("utf-16"))
    who.add("forms/lijst.csv", ("Naam;Groep\r\n%s;7\r\n" % name("table in windows-1252", "cp1252")).encode("cp1252"))
    who.add("forms/kaart.vcf", ("BEGIN:VCARD\r\nVERSION:2.1\r\nFN:%s\r\nEND:VCARD\r\n" % name("address card in UTF-16")).encode("utf-16"))
    who.add("forms/film.srt", ("1\r\n00:00:01,000 --> 00:00:02,000\r\nIk ben %s\r\n" % name("subtitles in UTF-16")).encode("utf-16"))
    who.add("forms/film2.srt", ("1\r\n00:00:01,000 --> 00:00:02,000\r\nIk ben %s\r\n" % name("subtitles in windows-1252", "cp1252")).encode("cp1252"))
    who.add("forms/gegevens.json", ("{\"a\": \"Dag %s\"}" % name("JSON in UTF-16")).encode("utf-16"))
    who.add("forms/gegevens.xml", ("<?xml version='1.0' encoding='UTF-16'?><a>Dag %s</a>" % name("XML in UTF-16")).encode("utf-16"))
    who.add("forms/nieuws.rss", ("<?xml version='1.0' encoding='windows-1252'?><rss version='2.0'><channel><title>x</title><item><title>Dag %s</title><link>https://a.example/1</link></item></channel></rss>"
                                  % name("feed in windows-1252", "cp1252")).encode("cp1252"))
    who.add("forms/agenda.ics", ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Dag %s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" % name("calendar in UTF-16")).encode("utf-16"))
    who.add("forms/chat.txt", ("21-06-2024 10:01 - Juf: Dag %s\r\n21-06-2024 10:02 - Juf: ja\r\n21-06-2024 10:03 - Juf: ja\r\n" % name("chat in UTF-16")).encode("utf-16"))
    who.add("forms/ingepakt.html", gzip.compress(("<!DOCTYPE html><html><body><p>Dag %s</p></body></html>" % name("page that is packed")).encode()))
    who.add("forms/prent.svgz", gzip.compress(("<svg xmlns='http://www.w3.org/2000/svg'><text>Dag %s</text></svg>" % name("drawing that is packed")).encode()))
    mail = "From: x@a.example\nSubject: Dag\nContent-Type: text/plain; charset=utf-8\n\nVan %s\n" % name("Apple's mail")
    who.add("forms/1.emlx", "%-10d\n%s<?xml version=\"1.0\"?><plist><dict/></plist>\n" % (len(mail.encode()), mail))
    for ending, kind, main in (("ppsx", "presentationml.slideshow", "ppt/presentation.xml"), ("pptm", "ms", "ppt/presentation.xml")):
        types = office.types(main, kind)
        if kind == "ms":
            types = types.replace("application/vnd.openxmlformats-officedocument.ms.main+xml", "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml")
        slide = office.XML + "<p:sld %s><p:cSld><p:spTree>%s</p:spTree></p:cSld></p:sld>" % (office.SPACES, office.shape("Dia " + name("slides as ." + ending)))
        who.add("forms/dia." + ending, zipped([("[Content_Types].xml", types), ("_rels/.rels", office.relations(("officeDocument", main))), (main, office.XML + "<p:presentation %s><p:sldIdLst><p:sldId id=\"256\" "
                "r:id=\"rId1\"/></p:sldIdLst></p:presentation>" % office.SPACES), ("ppt/_rels/presentation.xml.rels", office.relations(("slide", "slides/slide1.xml"))), ("ppt/slides/slide1.xml", slide)]))
    strict = ("<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>%s</t></is></c></row></sheetData></worksheet>" % name("strict workbook"))
    who.add("forms/strikt.xlsx", zipped([("[Content_Types].xml", office.types("xl/workbook.xml", "spreadsheetml.sheet")), ("_rels/.rels", office.relations(("officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", office.XML + "<workbook xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><sheets><sheet name=\"x\" sheetId=\"1\" "
             "r:id=\"rId1\"/></sheets></workbook>"), ("xl/_rels/workbook.xml.rels", office.relations(("worksheet", "worksheets/sheet1.xml")).replace("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc."
             "org/ooxml/officeDocument")), ("xl/worksheets/sheet1.xml", office.XML + strict)]))
    who.add("forms/sjabloon.dotx", office.small_docx(office.paragraph("Sjabloon van " + name("template"))))
    who.add("forms/pagina.php", "<?php include 'kop.php'; ?>\n<html><body><h1>Welkom</h1><p>Dag %s</p></body></html>" % name("page named .php"))
    who.add("forms/zonder-einde", "<!DOCTYPE html><html><body><p>Dag %s</p></body></html>" % name("page without an ending"))
    who.add("forms/bericht.txt", "From: x@a.example\nTo: y@a.example\nSubject: Vraag\nDate: Fri, 21 Jun 2024 08:15:30 +0000\nContent-Type: text/html; charset=utf-8\n\n<p>Dag <b>%s</b></p>\n" % name("mail named .txt"))
    who.add("forms/logboek.log", "[21/Jun/2024:08:15:30] GET /leerling/%s HTTP/1.1\n" % who.plain("forms/log of a server").slug)
    eight, sixteen = "Dinsdag was %s er weer\r\n", "Woensdag kwam %s ook even kijken\r\n"
    who.add("forms/gelijmd.log", (eight % name("UTF-8 before UTF-16")).encode() + (sixteen % name("UTF-16 behind UTF-8")).encode("utf-16-le"))
    who.add("forms/gelijmd2.log", (sixteen % name("UTF-16 before UTF-8")).encode("utf-16") + (eight % name("UTF-8 behind UTF-16")).encode())
    who.add("forms/vier.txt", (eight % name("UTF-32 without a mark")).encode("utf-32-le"))
    who.add("forms/notitie.md", "# Verslag\n\nHet was **%s** die won. ![Foto van %s](a.jpg)\n" % (name("Markdown"), name("alt in Markdown")))
    who.add("forms/waarden.yaml", "leden:\n  - naam: %s\n" % name("YAML"))
    who.add("forms/instellingen.properties", "kop=Dag %s\n" % "".join(sign if ord(sign) < 128 else "\\u%04X" % ord(sign) for sign in name("properties with escapes")))
