"""E-mail as EML, MBOX and MSG, and documents of Office before 2007, with a pupil in each place."""

import base64
import struct

from lists.compound import compound
from lists.old_workbook import record
from plant import zipped


def word(value):
    return "=?utf-8?B?%s?=" % base64.b64encode(value.encode()).decode()


def eml(who):
    def name(place):
        return who("eml/" + place).name

    inner = ("From: x <x@a.example>\r\nTo: y@a.example\r\nSubject: %s\r\nDate: Fri, 21 Jun 2024 08:15:30 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDoor %s\r\n" % (
        word("Doorgestuurd over " + name("forwarded subject")), name("forwarded body")))
    parts = [
        ("Content-Type: multipart/alternative; boundary=b2", "--b2\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nBeste ouders, \r\n%s \r\n%s is jarig.\r\n--b2\r\nContent-Type: text/html; "
         "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<div style=\"display:none\">Vooraf %s</div><p>Beste %s</p><img src=\"cid:1\" alt=\"Foto van %s\">\r\n--b2--" % (
             *name("body").split(" ", 1), name("preview text"), name("html part"), name("alt text in the html part"))),
        ("Content-Type: text/plain; charset=utf-8; name=\"x.txt\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename*0*=utf-8''%s; filename*1*=.txt" % "".join(
            "%%%02X" % byte for byte in name("attachment's name").encode()), base64.b64encode(("Bijlage van " + name("attachment")).encode()).decode()),
        ("Content-Type: image/jpeg; name=\"%s\"\r\nContent-ID: <1>\r\nContent-Description: Beeld van %s\r\nContent-Transfer-Encoding: base64" % (word(name("picture's name") + ".jpg"), who.plain(
            "eml/part's description").name), "/9j/4AAQ"),
        ("Content-Type: message/rfc822", inner),
        ("Content-Type: text/calendar; charset=utf-8; method=REQUEST", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Gesprek %s\r\nEND:VEVENT\r\nEND:VCALENDAR" % name("invitation"))]
    who.add("mail/bericht.eml", "From: %s <ouder@a.example>\r\nTo: %s <b@a.example>, c@a.example (%s)\r\nCc: \"%s\" <d@a.example>\r\nBcc: %s <e@a.example>\r\nReply-To: %s <f@a.example>\r\nSender: %s@a.example\r\n"
            "Subject: %s\r\n %s\r\nDate: Fri, 21 Jun 2024 08:15:30 +0000\r\nMessage-ID: <1@a.example>\r\nThread-Topic: %s\r\nKeywords: %s\r\nX-Leerling: %s\r\nList-Id: Ouders van %s <l.a.example>\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/mixed; boundary=b1\r\n\r\nVoorwoord van %s\r\n%s\r\n--b1--\r\nNawoord van %s\r\n" % (
                word(name("from")), word(name("to")), who.plain("eml/comment in an address").name, name("cc"), word(name("bcc")), word(name("reply-to")), who.plain("eml/sender's address").slug.replace("-", "."),
                word("Vraag over " + name("subject")[:5]), word(name("subject")[5:]), word(name("thread topic")), word(name("keywords")), name("own field"), who.plain("eml/list").name, name("preamble"),
                "\r\n".join("--b1\r\n%s\r\n\r\n%s" % part for part in parts), name("epilogue")))


def mbox(who):
    def name(place):
        return who("mbox/" + place).name

    def message(line, subject, body):
        return "%s\nFrom: x@a.example\nTo: y@a.example\nSubject: %s\nDate: Fri, 21 Jun 2024 08:15:30 +0000\nX-Gmail-Labels: %s\nContent-Type: text/plain; charset=utf-8\n\n%s\n\n" % (
            line, word(subject), word("Zorg " + name("label")) if "label" in subject else "Inbox", body)

    who.add("mail/takeout.mbox", message("From 1712345678901234567@xxx Fri Jun 21 08:15:30 +0000 2024", "label " + name("first subject"), "Dag " + name("first body"))
            + message("From 1712345678901234568@xxx Fri Jun 21 08:15:31 +0000 2024", "Tweede " + name("second subject"), ">From hier\n\nFrom nu af aan helpt %s" % name("body behind a line with From")))


def numbers(before, role=0):
    rows = struct.pack("<IIII", 0x00390040, 0, 0x2D3C8000, 0x01DA6BAA) + struct.pack("<IIII", 0x0C150003, 0, role, 0)
    return bytes(before) + rows


def msg(who):
    def wide(place, before="", group="msg"):
        return (before + who(group + "/" + place).name).encode("utf-16-le")

    first, second, third = "__attach_version1.0_#00000000/", "__attach_version1.0_#00000001/", "__attach_version1.0_#00000001/__substg1.0_3701000D/"
    to, cc = "__recip_version1.0_#00000000/", "__recip_version1.0_#00000001/"
    who.add("mail/bericht.msg", compound([
        ("__properties_version1.0", numbers(32)), ("__substg1.0_0037001F", wide("subject", "Vraag over ")), ("__substg1.0_0C1A001F", wide("from")), ("__substg1.0_0C1F001F", "x@a.example".encode("utf-16-le")),
        ("__substg1.0_0042001F", wide("sent on behalf of")), ("__substg1.0_0070001F", wide("conversation topic", "Gesprek ")), ("__substg1.0_0E04001F", wide("display of to")),
        ("__substg1.0_1000001F", wide("body", "Dag ")), ("__substg1.0_10130102", ("<meta charset=utf-8><p>Rijk <b>%s</b></p>" % who("msg/html part").name).encode()),
        ("__substg1.0_007D001F", ("Received: x\r\nX-Leerling: %s\r\n" % who("msg/transport headers").name).encode("utf-16-le")), ("__substg1.0_8001001F", wide("named property", "Eigen ")),
        (to + "__properties_version1.0", numbers(8, 1)), (to + "__substg1.0_3001001F", wide("to")), (to + "__substg1.0_39FE001F", "y@a.example".encode("utf-16-le")),
        (cc + "__properties_version1.0", numbers(8, 2)), (cc + "__substg1.0_3001001F", wide("cc")),
        (first + "__properties_version1.0", bytes(8)), (first + "__substg1.0_37010102", ("Bijlage van " + who("msg/attachment").name).encode()),
        (first + "__substg1.0_3707001F", (who("msg/attachment's name").name + ".txt").encode("utf-16-le")),
        (second + "__properties_version1.0", bytes(8)), (third + "__properties_version1.0", numbers(24)), (third + "__substg1.0_0037001F", wide("forwarded subject", "Door ")),
        (third + "__substg1.0_1000001F", wide("forwarded body", "Binnen "))]))


def summary(who, group):
    """The set of properties: charset UTF-8, title, author, keywords, comments, last author."""
    values = [(2, "title", "Titel "), (3, "subject", "Over "), (4, "author", ""), (5, "keywords", ""), (6, "comments", "Voor "), (8, "last author", "")]
    rows, body, at = [(1, 8 * (len(values) + 1) + 8)], struct.pack("<II", 2, 65001), 8 * (len(values) + 1) + 16
    for number, place, before in values:
        text = (before + who("%s/property %s" % (group, place)).name).encode() + b"\0"
        text += bytes(-len(text) % 4)
        rows.append((number, at))
        body += struct.pack("<II", 30, len(text)) + text
        at += 8 + len(text)
    section = struct.pack("<II", at, len(rows)) + b"".join(struct.pack("<II", *row) for row in rows) + body
    kind = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return b"\xfe\xff\0\0" + bytes(4) + bytes(16) + struct.pack("<I", 1) + kind + struct.pack("<I", 48) + section


def doc(who):
    def name(place):
        return who("doc/" + place).name

    code = who.plain("doc/field code").slug
    body = "Verslag van %s\r\x13 HYPERLINK \"https://a.example/%s\" \x14Zie %s\x15\rStil %s\rCel %s\x07\x07\r" % (name("text"), code, name("field's result"), name("hidden text"), name("table"))
    stories = [body, "\x02Voetnoot %s\r" % name("footnote"), "Kop %s\r" % name("header"), "", "\x05Opmerking %s\r" % name("comment"), "\x02Eindnoot %s\r" % name("endnote"), "Kader %s\r" % name("text box"),
               "Kopkader %s\r" % name("text box in a header")]
    text = "".join(stories)
    base, main = 0x800, bytearray(0x400)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<8I", main, 0x4C, *map(len, stories))
    text_bytes = text.encode("utf-16-le")
    main = main.ljust(base, b"\0") + text_bytes
    main += bytes(-len(main) % 512)
    page = len(main) // 512
    start, end = base + 2 * text.index("Stil"), base + 2 * text.index("Cel ")
    runs = bytearray(512)
    struct.pack_into("<4I", runs, 0, base, start, end, base + len(text_bytes))
    runs[16:19], runs[511] = b"\0\xc8\0", 3
    runs[400:404] = b"\x03\x3c\x08\x01"
    table = b"\2" + struct.pack("<IIIHIH", 16, 0, len(text), 0, base, 0)
    struct.pack_into("<II", main, 0x1A2, 0, len(table))
    pages = struct.pack("<III", base, base + len(text_bytes), page)
    struct.pack_into("<II", main, 0xFA, len(table), len(pages))
    table += pages
    owners = struct.pack("<H", len(name("comment's author"))) + name("comment's author").encode("utf-16-le")
    struct.pack_into("<II", main, 0x1BA, len(table), len(owners))
    table += owners
    who.add("documents/oud.doc", compound([("WordDocument", bytes(main + runs)), ("0Table", table), ("\5SummaryInformation", summary(who, "doc"))]))


def wide(text, width=2):
    return struct.pack("<B" if width == 1 else "<H", len(text)) + b"\1" + text.encode("utf-16-le")


def xls(who):
    def name(place):
        return who("xls/" + place).name

    shared = record(0xFC, struct.pack("<II", 2, 2) + wide("Gedeeld " + name("shared string")) + wide("Weg " + name("text that no cell shows")))
    defined = who.plain("xls/defined name").name.replace(" ", "_")
    globals_ = [record(0x42, struct.pack("<H", 1200)), record(0x5C, struct.pack("<HB", len(name("last user")), 1) + name("last user").encode("utf-16-le")), record(0xE0, bytes(20)), shared,
                record(0x18, struct.pack("<HBBHHH4B", 0, 0, len(defined), 0, 0, 0, 0, 0, 0, 0) + b"\0" + defined.encode("latin-1"))]
    def label(row, column, text):
        return record(0x204, struct.pack("<HHH", row, column, 0) + wide(text))
    note = "Noot %s" % name("comment")
    box = "Kader %s" % name("text box")
    def drawn(text):
        return record(0x1B6, bytes(10) + struct.pack("<HH", len(text), 0) + bytes(4)) + record(0x3C, b"\1" + text.encode("utf-16-le"))
    def constant(text):
        return b"\x17" + wide(text, 1)
    formula, choices, condition = constant("Als " + name("formula")), constant("Ja\0" + name("validation's list")), constant("Is " + name("conditional format"))
    head = "&CEerst " + name("first page's header")
    sheets = [("Klas " + name("sheet's name"), 0, [
        record(0x208, struct.pack("<HHHHHHHH", 2, 0, 0, 0, 0, 0, 0x20, 0)), record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)), label(1, 0, "Cel " + name("cell")), label(2, 0, "Rij " + name("hidden row")),
        record(6, struct.pack("<HHH", 3, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6) + b"\0\0"), record(0x207, wide("Uitkomst " + name("formula's result"))),
        record(6, struct.pack("<HHH", 3, 1, 0) + bytes(14) + struct.pack("<H", len(formula)) + formula), record(0x1B1, struct.pack("<BBHH", 1, 3, len(condition), 0) + bytes(8) + condition),
        record(0x1BE, bytes(4) + 4 * wide("x") + struct.pack("<HH", len(choices), 0) + choices + bytes(4)), record(0x800, b"\0\x08" + bytes(8) + ("Tip " + name("tip of a link")).encode("utf-16-le") + b"\0\0"),
        record(0x89C, bytes(28) + struct.pack("<HHHHH", 0, 0, 0, len(head), 0) + wide(head)),
        drawn(note), record(0x1C, struct.pack("<HHHH", 0, 0, 0, 1) + wide(name("comment's author")) + b"\0"), drawn(box),
        record(0x1BE, bytes(4) + wide("x") + wide("x") + wide("Kies " + name("prompt of a cell")) + wide("x")), record(0x1AE, b"\1\0" + wide("\1\5C:\3Users\3%s\3x.xls" % name(
            "path of another workbook"))),
        record(0x14, wide("&LKop " + name("header"))), record(0x15, wide("&CVoet " + name("footer"))),
        record(0x1B8, struct.pack("<HHHH", 0, 0, 0, 0) + bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<II", 2, 0x03) + bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b") + struct.pack(
            "<I", 2 * len(link(who)) + 2) + link(who).encode("utf-16-le") + b"\0\0")]),
        ("y", 1, [label(0, 0, "Blad " + name("hidden sheet"))])]
    bodies = [record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + b"".join(records) + record(0x0A) for _, _, records in sheets]
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + b"".join(globals_)
    place = len(begin) + sum(4 + 6 + len(wide(title, 1)) for title, _, _ in sheets) + 4
    for (title, state, _), body in zip(sheets, bodies):
        begin += record(0x85, struct.pack("<IBB", place, state, 0) + wide(title, 1))
        place += len(body)
    who.add("documents/oud.xls", compound([("Workbook", begin + record(0x0A) + b"".join(bodies)), ("\5SummaryInformation", summary(who, "xls"))]))


def link(who):
    return "https://a.example/" + who.plain("xls/address of a link").slug


def atom(head, kind, data):
    return struct.pack("<HHI", head, kind, len(data)) + data


def ppt(who):
    def text(place, before, head=0, kind=0x0FA0):
        return atom(head, kind, (before + who("ppt/" + place).name).encode("utf-16-le"))

    def slide(inner, hidden=False, kind=0x03EE):
        return atom(15, kind, atom(0, 0x03F9, bytes(10) + (b"\4\0" if hidden else b"\0\0")) + inner)

    lists = atom(15, 0x0FF0, atom(0, 0x03F3, struct.pack("<I", 2) + bytes(16)) + text("title", "Titel ") + atom(0, 0x03F3, struct.pack("<I", 3) + bytes(16)))
    comment = atom(15, 0x2EE0, text("comment's author", "", 0, 0x0FBA) + text("comment", "Klopt ", 0x10, 0x0FBA))
    stream = atom(15, 0x03E8, lists + comment + atom(15, 0x0FD9, text("footer", "Voet ", 0x20, 0x0FBA)))
    places = [0]
    for part in (slide(text("slide", "Dia ")), slide(text("hidden slide", "Stil "), True), atom(15, 0x03F0, text("notes", "Zeg ")), atom(15, 0x03F8, text("master", "Model "))):
        places.append(len(stream))
        stream += part
    earlier = slide(text("earlier version", "Eerder "))
    stream += earlier
    directory = len(stream)
    stream += atom(0, 0x1772, struct.pack("<I", 1 | len(places) << 20) + struct.pack("<%dI" % len(places), *places))
    edit = len(stream)
    stream += atom(0, 0x0FF5, struct.pack("<III", 0, 0, 0) + struct.pack("<I", directory) + bytes(12))
    who.add("documents/oud.ppt", compound([("PowerPoint Document", stream), ("Current User", bytes(16) + struct.pack("<I", edit)), ("\5SummaryInformation", summary(who, "ppt"))]))


def others(who):
    """Containers within containers: a zip in a mail in a zip, a folder name, a comment on an archive."""
    inner = zipped([("%s/notitie.txt" % who("containers/folder in a zip").name, "x\n"), ("diep.txt", "Diep zit %s\n" % who("containers/zip in a zip").name)])
    who.add("containers/buiten.zip", zipped([("binnen.zip", inner)]))
    attached = base64.encodebytes(zipped([("bijlage.txt", "In de bijlage %s\n" % who("containers/zip in a mail").name)])).decode()
    who.add("containers/mail.eml", "From: x@a.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: application/zip; name=x.zip\nContent-Transfer-Encoding: base64\n\n%s\n" % attached)
    who.add("containers/lijst.csv", "naam;groep\r\n%s;7\r\n" % who("containers/table").name)
    who.add("containers/lijst.txt", "Lijst: %s\n" % who("containers/plain text").name)
    who.add("containers/gegevens.json", "{\"a\": {\"b\": [\"Zie %s\"]}}" % who("containers/other JSON").name)
    who.add("containers/gegevens.xml", "<?xml version='1.0'?><a><b c='Zie %s'>Ook %s</b></a>" % (who("containers/attribute of other XML").name, who("containers/other XML").name))


def plant(who):
    for part in (eml, mbox, msg, doc, xls, ppt, others):
        part(who)
