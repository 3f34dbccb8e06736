#!/usr/bin/env python3
"""Writes the seeds of the fuzzers: make_corpus.py DEMO OUTDIR. DEMO is the folder of make_demo.py; the few bytes that a format's
traps need are written here. One folder a harness; files are named by their content, so that a run adds nothing twice."""

import base64
import gzip
import hashlib
import importlib
import io
import os
import plistlib
import re
import struct
import sys
import tarfile
import zipfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures"))

from lists.compound import compound  # noqa: E402

LARGEST = 60_000
# Files of the planted places, by their path, and the harness whose seeds they are.
PLANTED = [(re.compile(pattern), harness) for pattern, harness in (
    (r"flickr.*\.json$", "flickr"), (r"Slack.*\.json$", "slack"), (r"(package.zip|discord).*\.json$", "discord"), (r"8_live.*\.json$", "teams"),
    (r"export_juf.*\.csv$", "reddit"), (r"\.ghost\..*\.json$", "ghost"), (r"\.olm.*message_0.*\.xml$", "outlook_mac"),
    (r"Takeout/(Keep|Hangouts|Google\+).*\.json$", "google_notes"), (r"tweets\.csv$", "twitter_table"), (r"facebook-.*\.htm$", "pages"),
    (r"facebook.*\.json$", "facebook"), (r"(facebook|instagram|Mijn activiteit|ChatExport).*\.html$", "pages"),
    (r"(instagram|vlinderhof_2019).*\.json$", "instagram"), (r"twitter.*\.js$", "twitter"), (r"WhatsApp.*\.txt$", "whatsapp"),
    (r"LinkedIn.*\.csv$", "linkedin"), (r"TikTok.*\.json$", "tiktok"), (r"mydata.*\.json$", "snapchat"), (r"telegram.*\.json$", "telegram"),
    (r"mastodon.*\.json$", "mastodon"), (r"YouTube.*\.csv$", "youtube"), (r"Classroom.*\.json$", "classroom"), (r"Takeout.*\.json$", "takeout"), (r"\.mhtml$", "mhtml"),
    (r"\.(eml|mbox)$", "mail"), (r"\.epub$", "epub"), (r"\.msg$", "outlook"), (r"\.pdf$", "pdf"), (r"\.(docx|pptx|xlsx)$", "office"),
    (r"\.(odt|ods|odp|fodt)$", "opendocument"), (r"\.xml$", "xml"), (r"\.rtf$", "rtf"), (r"\.doc$", "word"), (r"\.xls$", "excel"),
    (r"\.ppt$", "powerpoint"), (r"\.sql$", "sql"), (r"\.(rss|atom)$", "feed"))]


def members(demo):
    """(name, bytes) of everything in the demo school's exports."""
    for here, _, names in os.walk(demo):
        for name in sorted(names):
            path = os.path.join(here, name)
            if name.endswith(".tar.gz"):
                with tarfile.open(path) as archive:
                    for member in archive:
                        if member.isfile():
                            yield member.name, archive.extractfile(member).read()
            elif name.endswith(".zip"):
                with zipfile.ZipFile(path) as archive:
                    for member in archive.namelist():
                        if not member.endswith("/"):
                            yield member, archive.read(member)
            else:
                with open(path, "rb") as source:
                    yield name, source.read()


def seeds_of_demo(demo):
    endings = {".html": "html", ".htm": "html", ".csv": "table", ".json": "json", ".xml": "xml", ".rss": "xml",
               ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp", ".tif": "tiff", ".tiff": "tiff",
               ".gif": "gif", ".txt": "text", ".docx": "office", ".pdf": "pdf"}
    taken = {}
    for name, data in members(demo):
        harness = endings.get(os.path.splitext(name)[1].lower())
        if "WordPress" in name:
            harness = "wordpress"
        if not harness or (len(data) > LARGEST and harness not in ("wordpress", "json")):
            continue
        taken[harness] = taken.get(harness, 0) + 1
        if taken[harness] <= 12:
            yield harness, data[:LARGEST]
            if harness in ("jpeg", "png", "webp", "tiff", "gif"):
                yield "pixels", data[:LARGEST]
            if harness == "json":
                yield "facebook", data[:LARGEST]
            if harness == "table":
                yield "columns", data[:4000]


def seeds_of_planted():
    """Exports of every platform and documents, as the planted places have them."""
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "planted"))
    import plant  # noqa: E402
    planting = plant.Planting()
    for name in ("social", "google", "web", "databases", "office", "documents", "mails", "platforms"):
        importlib.import_module(name).plant(planting)
    for path, data in planting.tree.files.items():
        parts = [(path, data)]
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                parts = [(path + "!/" + member, packed.read(member)) for member in packed.namelist()]
        for inside, part in parts:
            harness = next((name for pattern, name in PLANTED if pattern.search(inside)), None)
            if harness and len(part) <= LARGEST:
                yield harness, part


def seeds_of_frames():
    """Motion JPEG, as the hostile tests make it."""
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hostile"))
    import films  # noqa: E402
    frames = [films.jpeg(films.Scene("film-%d" % number, 1), 64, 48) for number in range(3)]
    yield "film", films.avi(frames, width=64, height=48)
    yield "film", films.avi(frames, b"CVID", 64, 48)


def seeds_of_lists():
    """Lists of every form; zips with their parts stored."""
    from lists import delimited_cases, file_cases  # noqa: E402
    for case in list(delimited_cases.cases()) + list(file_cases.cases()):
        data = case.data
        if zipfile.is_zipfile(io.BytesIO(data)):
            out = io.BytesIO()
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as stored:
                    for member in packed.infolist():
                        stored.writestr(zipfile.ZipInfo(member.filename), packed.read(member))
                data = out.getvalue()
            except (zipfile.BadZipFile, zlib.error):
                pass
        if len(data) <= LARGEST:
            yield "lists", data


def frame(kind, body, descriptor=False):
    head = struct.pack("=IIII", len(body), kind | (0x80000000 if descriptor else 0), 0, 0)
    return b"S" + head + body + b"\0" * (-len(body) % 8)


def seeds_of_messages():
    for kind in range(26):
        yield "messages", bytes([ord("F"), kind]) + struct.pack("=IIQ", 1, 2, 3) + b"pad\0text\0\4\10"
    yield "messages", frame(6, struct.pack("=I", 1) + b"rlimits\0\0\x0c")
    yield "messages", frame(12, b"") + b"\xff" * 7
    yield "messages", b"S" + struct.pack("=IIII", 0xffffffff, 12, 0, 0)
    yield "messages", frame(9, b"a" * 64, descriptor=True)


def seeds_of_compounds():
    main = bytearray(0x900)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<I", main, 0x4C, 40)
    struct.pack_into("<II", main, 0x1A2, 0, 21)
    main[0x800:0x850] = "Kamp \x13 HYPERLINK \"a\" \x14b\x15 Zo\u00eb\x07\x07\r noot".encode("utf-16-le").ljust(0x50, b"\0")
    table = b"\2" + struct.pack("<IIIHIH", 16, 0, 40, 0, 0x800, 0)
    yield "word", compound([("WordDocument", bytes(main)), ("0Table", table), ("Data", b"\xa0\x46\x1d\xf0" + b"\x20\0\0\0" + b"d" * 17 + b"\xff\xd8\xff")])
    old = bytearray(main[:0x800] + b"Wi\x9cniewska")
    struct.pack_into("<HH", old, 0, 0xA5DC, 0x65)
    struct.pack_into("<II", old, 0x18, 0x800, 0x80A)
    yield "word", compound([("WordDocument", bytes(old))])
    record = lambda kind, data: struct.pack("<HH", kind, len(data)) + data
    book = record(0x809, b"\0\6\5\0\0\0\0\0") + record(0x85, b"\0\0\0\0\1\0\3\0Oud") + record(0xFC, b"\2\0\0\0\2\0\0\0\3\0\0Noa\5\0\x0c\1\0\4\0\0\0San")
    book += record(0x3C, b"\1n\0e\0" + b"\0" * 8) + record(0xE0, b"\0\0\x0e\0") + record(10, b"")
    book += record(0x809, b"\0\6\x10\0\0\0\0\0") + record(0xFD, b"\0" * 10) + record(0x27E, b"\1\0\0\0\0\0\xda\x5c\2\0") + record(0x1B6, b"\0" * 10 + b"\3\0" + b"\0" * 6)
    book += record(0x3C, b"\0abc") + record(6, b"\0" * 12 + b"\xff\xff" + b"\0" * 6) + record(0x207, b"\3\0\0abc") + record(0xBD, b"\0" * 18) + record(10, b"")
    yield "excel", compound([("Workbook", book), ("_SX_DB_CUR", b"")])
    yield "excel", record(0x409, b"\0\0\x10\0\0\0") + record(0x204, b"\0\0\0\0\0\0\3\0abc")
    atom = lambda head, kind, data: struct.pack("<HHI", head, kind, len(data)) + data
    text = atom(0, 0x0FA0, "Noa".encode("utf-16-le")) + atom(0, 0x0FA8, b"kamp\r")
    slides = atom(15, 0x03E8, atom(15, 0x0FF0, atom(0, 0x03F3, struct.pack("<I", 2)) + text) + atom(15, 0x2EE0, atom(0, 0x0FBA, b"a\0") + atom(16, 0x0FBA, b"b\0")))
    slide = len(slides)
    slides += atom(15, 0x03EE, atom(0, 0x03F9, b"\0" * 10 + b"\4\0") + text + atom(0, 0x138B, text))
    directory = len(slides)
    slides += atom(0, 0x1772, struct.pack("<III", 1 | 2 << 20, 0, slide))
    edit = len(slides)
    slides += atom(0, 0x0FF5, struct.pack("<III", 0, 0, 0) + struct.pack("<I", directory) + b"\0" * 12)
    yield "powerpoint", compound([("PowerPoint Document", slides), ("Current User", b"\0" * 16 + struct.pack("<I", edit))])
    summary = b"\xfe\xff" + b"\0" * 22 + struct.pack("<I", 1) + b"\0" * 16 + struct.pack("<IIIIIII", 48, 40, 2, 1, 24, 4, 32) + struct.pack("<IIII", 2, 1252, 30, 4) + b"Els\0"
    yield "compound_file", compound([("\5SummaryInformation", summary), ("Quill", b"Sanne de Vries\0\1"), ("\1Ole10Native", b"\x10\0\0\0abc")])
    packed = struct.pack("<II4sI", 45, 43, b"LZFu", 0) + bytes.fromhex("03000a00726370673132354232") + b"\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0"
    row = struct.pack("<IIII", 0x00390040, 0, 0x2D3C8000, 0x01DA6BAA)
    yield "outlook", compound([("__properties_version1.0", b"\0" * 32 + row), ("__substg1.0_0037001F", "Kamp".encode("utf-16-le")), ("__substg1.0_1000001E", b"Dag Zo\xeb"),
                               ("__substg1.0_10130102", b"<p>Dag <img src='cid:1'>"), ("__substg1.0_8001001F", b"a\0")])
    yield "outlook", compound([("__properties_version1.0", b"\0" * 32), ("__substg1.0_10090102", packed)])
    attribute = lambda kind, data: b"\1" + struct.pack("<II", kind, len(data)) + data + b"\0\0"
    values = struct.pack("<IIII", 2, 0x1000001E, 1, 4) + b"Zoe\0" + struct.pack("<I16sIII", 0x8001001F, b"g" * 16, 0, 7, 1) + struct.pack("<I", 4) + b"a\0b\0"
    yield "tnef", b"\x78\x9f\x3e\x22\1\0" + attribute(0x18004, b"Kamp\0") + attribute(0x69003, values) + attribute(0x69002, b"") + attribute(0x18010, b"a\0") + attribute(0x6800F, b"b")
    yield "compound_file", compound([("EncryptedPackage", b"x")])


def seeds_of_exports():
    """A repository of two posts, and one page of every platform that has pages."""
    def head(major, value):
        return bytes([major << 5 | value]) if value < 24 else bytes([major << 5 | 24, value])

    def cbor(value):
        if isinstance(value, dict):
            return head(5, len(value)) + b"".join(cbor(key) + cbor(inner) for key, inner in value.items())
        if isinstance(value, list):
            return head(4, len(value)) + b"".join(map(cbor, value))
        if isinstance(value, tuple):  # a link
            return b"\xd8\x2a\x58\x25\0" + cid(value[0])
        if value is None:
            return b"\xf6"
        if isinstance(value, int):
            return head(0, value)
        return head(2, len(value)) + value if isinstance(value, bytes) else head(3, len(value.encode())) + value.encode()

    def cid(number):
        return b"\x01\x71\x12\x20" + bytes([7] * 31 + [number])

    post = {"$type": "app.bsky.feed.post", "text": "Zo\u00eb @juf.example", "createdAt": "2024-06-21T08:15:30Z",
            "facets": [{"index": {"byteStart": 5, "byteEnd": 17}, "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:j"}]}],
            "embed": {"images": [{"alt": "Kaan", "image": {"ref": (9,), "mimeType": "image/jpeg"}}]}}
    answer = {"$type": "app.bsky.feed.post", "text": "ja", "reply": {"parent": {"uri": "at://did:plc:s/app.bsky.feed.post/3a"}}}
    node = {"e": [{"k": b"app.bsky.feed.post/3a", "p": 0, "t": None, "v": (3,)}, {"k": b"b", "p": 20, "t": None, "v": (4,)}], "l": None}
    blocks = [(1, {"did": "did:plc:s", "data": (2,)}), (2, node), (3, post), (4, answer), (5, {"$type": "app.bsky.actor.profile", "displayName": "S"})]
    repository = b"".join(bytes([len(part)]) + part if len(part) < 128 else bytes([len(part) & 127 | 128, len(part) >> 7]) + part
                          for part in [cbor({"roots": [(1,)], "version": 1})] + [cid(number) + cbor(block) for number, block in blocks])
    yield "bluesky", repository
    yield "bluesky", b"\x0a\xa1\x67version\x02" + bytes(16) + struct.pack("<QQQ", 51, len(repository), 0) + repository
    yield "bluesky", cbor(post)
    yield "bluesky", b'[{"uri": "at://a", "author": {"handle": "a"}, "value": {"$type": "app.bsky.feed.post", "text": "a"}}]'
    yield "pages", (b"<title>a</title><div class='_a6-g uiBoxWhite'><h2 class=_a6-h>Els is met Noor</h2><div class=_a6-p><div class=_2pin>a</div><div "
                    b"class=_2pin><a href='m/1.jpg'><img src='m/1.jpg'></a>Kaan<table><tr><td class=_a6_q>Breedtegraad<div class=_a6_r>52.1</div></td>"
                    b"</tr></table></div></div><div class=_a6-o>21 jun 2024 10:15</div></div>")
    yield "pages", (b"<div class=page_wrap><div class=page_header><div class='text bold'>O</div></div><div class=history><div class='message' id=message1>"
                    b"<div class='date details' title='21.06.2024 10:15:30 UTC+02:00'>10</div><div class=from_name>Els</div><div class=text>Hoi</div>"
                    b"</div><div class='message joined' id=message2><div class='reply_to'><a href='#go_to_message1'>x</a></div></div></div></div>")
    yield "pages", (b"<div class='outer-cell mdl-cell'><div class=header-cell>Zoeken</div><div class='content-cell mdl-typography--body-1'>Gezocht <a "
                    b"href='https://a.example'>Noor</a><br>Feb 8, 2017, 12:32:39 AM CET</div></div>")
    yield "tiktok", b"Date: 2024-06-21 08:15:30 UTC\nComment: Top\n\nDate: 2024-06-22 08:15:30 UTC\nComment: Noor\n"


def seeds_by_hand():
    for carrier in range(3):
        for text in ("Sanne de Vries en Björk v.d. Sluis-IJzerman (groep 7)", "VRIES, S. DE; el Idrissi, A.",
                     "sanne-de-vries.jpg sdevries YagmurSahin", "Łukasz Wiśniewski\u00ad\u200b's fiets",
                     "in de Vriesstraat bij Jansen & Zn. fan 't Hof"):
            yield "names", bytes([carrier]) + text.encode()
    for html in (b"<p>a<b>b</b>c&shy;d<wbr>e", b"<" * 3000, b"<div>" * 1500 + b"x", b"\xff\xfe<\0p\0>\0x\0",
                 b"<meta charset=utf-16><script type='application/ld+json'>{\"a\":[</script>",
                 b"<img src='data:image/png;base64,AAAA' srcset='a 1x,b 2x,' alt='&#x110000;&#0;'>",
                 b"<!--" + b"-" * 200 + b"><![CDATA[x]]><svg><title>x"):
        yield "html", html
    for xml in (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;\x0b</a>", b"<a>" * 500, b"<rss><channel><item>",
                b"<a><![CDATA[\x0b]]]]><![CDATA[>]]></a>"):
        yield "xml", xml
        yield "wordpress", xml
    for story in (b"<p><r><t>San</t></r><r><t>ne</t></r><del><delText>x</delText></del></p>", b"<tr><tc><p/></tc>" * 20,
                  b"<sst><si><t>a</t></si></sst><row><c t='s'><v>0</v></c></row>", b"<p><r><Choice/><Fallback><p><t>x"):
        yield "story", story
    for flat in (b"<office:document ><text:p>a<text:s text:c='9'/><text:note><text:p>b</text:p></text:note>",
                 b"<office:document ><draw:frame><office:binary-data>/9j/</office:binary-data><svg:desc>x</draw:frame>"):
        yield "opendocument", flat
    for json in (b"[1,{\"a\":[\"\xc3\x83\xc2\xa9\"]},]", b"[" * 300, b"{\"a\":\"\\ud800\"", b"{\"comments_v2\":[{\"data\":[]}]}", b"\xef\xbb\xbf[]"):
        yield "json", json
        yield "facebook", json
    for rtf in (b"{\\rtf1\\ansi\\ansicpg1250{\\fonttbl{\\f0\\fcharset238 Arial;}}{\\info{\\author Els}{\\creatim\\yr2024}}Zo\\'eb\\u235 ?{\\v x}}",
                b"{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"a\"}{\\fldrslt b}}{\\*\\shppict{\\pict\\jpegblip ffd8ff}}{\\pict\\bin3 abc}}",
                b"{\\rtf1{\\object{\\*\\objdata 0105000002000000040000004100000000000000000000000500000061616161}}}",
                b"{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf x\\htmlrtf0 y{\\upr{a}{\\*\\ud{\\u287 ?}}}{\\footnote n}"):
        yield "rtf", rtf
    yield "calendar", (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=A:20240501T100000\r\nSUMMARY:Kamp\r\n  Noa\\, x\r\nATTENDEE;CN=\"a:b\":mailto:c\r\n"
                       b"ATTACH;ENCODING=BASE64;FILENAME=a:U2E=\r\nX-ALT-DESC;FMTTYPE=text/html:<p>x\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    yield "contacts", (b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:V;Zo=C3=\n=AB\nPHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/\n4AAQ\n\n"
                       b"item1.ADR:;;K;S\nBEGIN:VCARD\nFN:a\nEND:VCARD\nPHOTO:data:image/png;base64,iVBO\nEND:VCARD\n")
    for titles in (b"1\r\n00:01:02,500 --> 00:01:04,000\r\n<i>Sanne</i> {\\an8}x\r\n\r\n", b"WEBVTT\n\nNOTE a\n\n01:00.000 --> 01:02.000\n<v Omar>b &amp; c\n",
                   b"{50}{75}{y:i}Mila|B\n", b"[INFORMATION]\n00:00:05.00,00:00:07.00\na[br]b\n", b"[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,D,Y,0,0,0,,{\\b1}S\\Nk\n"):
        yield "subtitles", titles
    yield "svg", (b"<svg width='2'><title>a</title><g style='display:none'><text>b<tspan>c</tspan></text></g><a href='x:y'/><image href='data:image/png;base64,"
                  + b"A" * 2000 + b"'><desc>d</desc></image><metadata><r>e</r></metadata><style>f</style></svg>")
    emf = struct.pack("<II32x", 1, 88) + b" EMF" + b"\0" * 44 + struct.pack("<II28xIIIIII16x", 84, 82, 5, 3, 76, 0, 0, 0)[:76] + "Noa".encode("utf-16-le")
    yield "metafile", emf + struct.pack("<II12x", 14, 20)
    yield "metafile", b"\1\0\x09\0\0\3" + b"\0" * 12 + b"\x08\0\0\0\x21\5\3\0Zo\xeb\0\7\0\7\0" + b"\x0a\0\0\0\x32\x0a\1\0\1\0\3\0\0\0abc\0\0\0" + b"\3\0\0\0\0\0"
    yield "starview", (b"VCLMTF\1\0\x18\0\0\0....\1\0\1\0\0\0.wide,up.\2\0\0\0\1" + struct.pack("<HHI", 113, 2, 31) + b"left\5\0\0\0\1\0?....\1\0\0\0dx..\3\0V\0o\0s\0"
                       + struct.pack("<HHI", 116, 1, 26) + b"BM............\x28\0\0\0\0\4\0\0\0\4\0\0")
    yield "web_json", b'{"version":"https://jsonfeed.org/version/1","title":"a","items":[{"id":1,"content_html":"<p>b","authors":[{"name":"c"}],"tags":["d"]}]}'
    yield "web_json", b'[{"id":1,"date_gmt":"2024-05-01T10:00:00","slug":"a","link":"b","title":{"rendered":"c"},"content":{"rendered":"<p>d"}}]'
    yield "ds_store", b"\0\0\0\1Bud1" + bytes(20) + struct.pack(">I", 5) + "Sanne".encode("utf-16-be") + b"Ilocblob" + struct.pack(">I", 0)
    yield "property_list", plistlib.dumps({"WebMainResource": {"WebResourceURL": "https://a.example/x", "WebResourceMIMEType": "text/html", "WebResourceData":
                                                               b"<p>Zo\xc3\xab"}, "a": ["Zo\u00eb", 1, b"0123456789abcdef"]}, fmt=plistlib.FMT_BINARY)
    yield "coded", base64.b64encode(b"Sanne de Vries, groep 7") + b" " + base64.b64encode(zlib.compress(b"Noor Haddad " * 9)) + b" x\\/y" + b"QUJD" * 20 + b"\n " + b"QUJD" * 9
    yield "applesingle", b"\0\5\x16\0\0\2\0\0" + b"." * 16 + b"\0\1" + struct.pack(">III", 1, 38, 5) + b"Sanne"
    yield "workbook_part", b"\x9f\1\x08" + b"\0" * 8 + b"\x13\x0b\0\3\0\0\0N\0o\0a\0" + b"\2\x0c" + b"\0" * 12 + b"\xfd\4\x09\0\2\0\0\0o\0k\0" + b"\xee\3\x1c" + b"\0" * 28
    yield "recovered_file", b"\0\x0c\0\0\x11\x14Sanne \x15\x06" + b"\0\7\0\0\5\xf0\4abcde"
    for table in (b"a;b\r\n\"x\"\"y;\n", b"\xff\xfea\0;\0b\0", b",,,\n" * 50, b"Leerlingnummer;Roepnaam\n1;=1+1\n"):
        yield "table", table
        yield "columns", table
    box = lambda kind, data: struct.pack(">I4s", len(data) + 8, kind) + data
    place = struct.pack(">HHHHHII", 0x4400, 1, 1, 0, 1, 100, 20)
    entry = box(b"infe", b"\2\0\0\0\0\1\0\0Exif\0")
    yield "heif", box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"meta", bytes(4) + box(b"iinf", b"\0\0\0\0\0\1" + entry) + box(b"iloc", bytes(4) + place) + box(
        b"iprp", box(b"ipco", box(b"ispe", bytes(4) + struct.pack(">II", 4, 3)) + box(b"irot", b"\1")))) + box(b"mdat", b"\0\0\0\6Exif\0\0II*\0\x08\0\0\0\0\0")
    yield "photoshop", b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHHI", 3, 4, 4, 8, 3, 0) + struct.pack(">I", 20) + b"8BIM\4\4\0\0" + struct.pack(
        ">I", 8) + b"\x1c\2\x78\0\3Noa" + struct.pack(">I", 0)
    yield "tiff", b"II*\0\x08\0\0\0" + b"\xff\xff" + b"\0" * 40
    yield "tiff", b"MM\0*\0\0\0\x08\0\1\x87\x69\0\4\0\0\0\1\0\0\0\x08\0\0\0\0"
    yield "jpeg", b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\x08\0\0\0\1\0"
    yield "jpeg", b"\xff\xd8\xff\xed\0\x10Photoshop 3.0\0"
    yield "png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0x7fffffff) + b"eXIfII*\0"
    yield "webp", b"RIFF\xff\xff\xff\xffWEBPVP8X\xff\xff\xff\xff"
    yield "gif", b"GIF89a\xff\xff\xff\xff\x00\0\0!\xff\x0bXMP DataXMP<x"
    yield "text", b"Sanne\r\rde Vries\x0c\0\xff"


def warc_record(kind, block, more=b""):
    return (b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Target-URI: <https://vlinderhof.example/nieuws/?id=1>\r\n"
            b"WARC-Date: 2024-05-01T10:00:00Z\r\n" + more + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n")


def seeds_of_packed():
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr("a.txt", "Sanne " * 40)
            archive.writestr("b/c.txt", bytes(range(256)))
        yield "packed_file", packed.getvalue()
    yield "packed_file", gzip.compress(b"Sanne " * 40) + gzip.compress(b"de Vries") + bytes(100)
    yield "packed_file", gzip.compress(bytes(range(256)), 0)


def seeds_of_web():
    def packed(data):
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        return packer.compress(data) + packer.flush()

    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n%s"
    bodies = [(b"", b"<p>Sietske"), (b"Transfer-Encoding: chunked\r\n", b"4\r\nNoor\r\n2;a=b\r\nke\r\n0\r\n\r\n"),
              (b"Content-Encoding: gzip\r\n", packed(b"Kaan" * 20)), (b"Content-Encoding: deflate\r\n", zlib.compress(b"Kaan" * 20)),
              (b"Content-Encoding: br\r\n", b"\x0b\x02\x80Fenna\x03"), (b"Content-Encoding: br, gzip\r\n", packed(b"\x0b\x02\x80Fenna\x03")),
              (b"Content-Encoding: zstd\r\n", b"\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00Fenna"),
              (b"Content-Disposition: attachment; filename=\"a b.pdf\"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n", b"%PDF")]
    records = [warc_record(b"response", answer % body, b"Content-Type: application/http\r\nWARC-Payload-Digest: sha1:A\r\n") for body in bodies]
    records += [warc_record(b"revisit", b"", b"WARC-Payload-Digest: sha1:A\r\n"), warc_record(b"metadata", b"via: x"),
                warc_record(b"request", b"GET / HTTP/1.1\r\n\r\n"), warc_record(b"resource", b"x", b"WARC-Truncated: length\r\n")]
    for record in records:
        yield "warc", record
        yield "warc", packed(record)
    yield "warc", b"".join(records)
    yield "warc", b"".join(packed(record) for record in records)
    yield "warc", packed(b"".join(records))
    yield "warc", (b"filedesc://x.arc 0.0.0.0 20140301000000 text/plain 8\n1 0 Me\n\n\n"
                   b"https://vlinderhof.example/een twee 10.0.0.1 20140301000000 text/html 29\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nNoor\n")
    for body in bodies:
        yield "warc", answer % body
    for feed in (b"<rss><channel><title>x</title><item><title>a</title><description>&amp;lt;p&amp;gt;b</description><pubDate>Wed, 01 May 2024 "
                 b"10:00:00 +0200</pubDate><enclosure url='a.mp3'/></item></channel></rss>",
                 b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>a<b>c</b></div></content><link href='x'/><author>"
                 b"<name>y</name></author></entry></feed>", b"<rdf:RDF><channel/><item><link>http://a/#comment-1</link></item>"):
        yield "feed", feed
    yield "http", answer % bodies[0]
    yield "httrack", b"01:27:15\t9/9\t---M--\t200\tadded ('OK')\ttext/html\t\thttp://a/Dani%c3%ablle.html\t./a/b.html\t(from )\n[a/b.html]\n"
    for sql in (b"CREATE TABLE `wp_posts` (`ID` int, `post_content` text, `post_title` text DEFAULT 'x', PRIMARY KEY (`ID`));\n"
                b"INSERT INTO `wp_posts` VALUES (1,'<p>a\\'b','c'),(2,NULL,'d''e');",
                b"-- PostgreSQL database dump\nCOPY public.a (b, c) FROM stdin;\n1\tx\\ty\n\\N\t\\\\\n\\.\n",
                b"INSERT INTO \"a\" (b) SELECT 'x'; /* y */ # z\nUPDATE a SET b = E'\\n', c = 0x41414141;"):
        yield "sql", sql


def seeds_of_film():
    """Film and sound, each with one of everything its reader takes apart."""
    box = lambda kind, data: struct.pack(">I4s", len(data) + 8, kind) + data
    text = lambda kind, value: box(kind, struct.pack(">HH", len(value), 0x55C4) + value)
    item = lambda kind, flag, value: box(kind, box(b"data", struct.pack(">II", flag, 0) + value))
    keys = struct.pack(">II", 0, 1) + struct.pack(">I4s", 44, b"mdta") + b"com.apple.quicktime.location.ISO6709"
    meta = box(b"hdlr", b"\0" * 8 + b"mdta") + box(b"keys", keys) + box(b"ilst", item(b"\0\0\0\1", 1, b"+52.1+005.1/") + item(
        b"\xa9nam", 2, "Kamp".encode("utf-16-be")) + item(b"covr", 13, b"\xff\xd8\xff") + box(b"----", box(b"name", b"\0\0\0\0x") + box(b"data", b"\0\0\0\1\0\0\0\0y")))
    user = text(b"\xa9nam", b"Kamp") + text(b"\xa9xyz", b"+5205.5+00507.5/") + box(b"loci", b"\0\0\0\0\x15\xc7Zeist\0\0" + b"\0" * 12) + box(b"titl", b"\0" * 6 + b"Kamp") + b"\0\0\0\0"
    track = box(b"trak", box(b"tkhd", b"\0" * 84) + box(b"mdia", box(b"mdhd", b"\0" * 24) + box(b"hdlr", b"\0" * 8 + b"vide" + b"\0" * 12 + b"\4naam")))
    yield "mp4", box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", box(b"mvhd", b"\0" * 4 + b"\xe0\0\0\0" + b"\0" * 12) + track + box(b"udta", user) + box(b"meta", meta)) + box(
        b"uuid", b"u" * 16 + b"<rdf:RDF/>") + box(b"mdat", b"x")
    number = lambda n: n.to_bytes((n.bit_length() + 7) // 8, "big")
    element = lambda name, data: number(name) + struct.pack(">Q", 1 << 56 | len(data)) + data
    tags = element(0x7373, element(0x67C8, element(0x45A3, b"TITLE") + element(0x4487, b"Kamp")))
    files = element(0x61A7, element(0x466E, b"a.txt") + element(0x4660, b"text/plain") + element(0x465C, b"x"))
    yield "matroska", element(0x1A45DFA3, b"") + number(0x18538067) + b"\1" + b"\xff" * 7 + element(0x1549A966, element(0x4461, b"\2" * 8) + element(0x7BA9, b"Kamp")) + element(
        0x1654AE6B, element(0xAE, element(0x83, b"\1") + element(0xE0, element(0xB0, b"\1") + element(0xBA, b"\1")))) + number(
        0x1F43B675) + b"\1" + b"\xff" * 7 + element(0xA3, b"x") + element(0x1254C367, tags) + element(0x1941A469, files)
    chunk = lambda kind, data: kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    inner = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Kamp") + chunk(b"ICRD", b"2024-01-01")) + chunk(b"IDIT", b"Thu Dec 21 18:30:05 2023") + chunk(b"bext", b"a" * 610) + chunk(
        b"LIST", b"adtl" + chunk(b"labl", b"\0\0\0\0x")) + chunk(b"_PMX", b"<rdf:RDF/>")
    yield "riff", chunk(b"RIFF", b"AVI " + chunk(b"LIST", b"hdrl" + chunk(b"avih", b"\0" * 56)) + inner)
    thing = lambda name, data: bytes.fromhex(name).ljust(16, b"\0") + struct.pack("<Q", len(data) + 24) + data
    wide = lambda value: (value + "\0").encode("utf-16-le")
    named = lambda name, kind, data: struct.pack("<H", len(wide(name))) + wide(name) + struct.pack("<HH", kind, len(data)) + data
    cover = b"\3" + struct.pack("<I", 3) + wide("image/jpeg") + wide("hoes") + b"\xff\xd8\xff"
    library = struct.pack("<HHHHHI", 1, 0, 0, 4, 0, 4) + wide("a") + wide("b")
    header = thing("3326b2758e66cf11", struct.pack("<5H", 10, 0, 0, 0, 0) + wide("Kamp")) + thing("40a4d0d207e3d211", struct.pack("<H", 2) + named(
        "WM/Text", 0, wide("x")) + named("WM/Picture", 1, cover)) + thing("9107dcb7b7a9cf11", bytes.fromhex("c0ef19bc") + b"\0" * 70) + thing(
        "b503bf5f2ea9cf11", b"\0" * 22 + thing("941c23449894d149", library)) + thing("01cd87f451a9cf11", b"\0" * 16 + struct.pack("<IHH", 1, 0, 0) + b"\0" * 26 + struct.pack(
            "<I", 2) + wide("k")) + thing("301afb1e620bd011", b"\0" * 16 + struct.pack("<HHH", 1, 1, 1) + wide("") + struct.pack("<IHH", 0, 0, 2) + wide("k")) + thing(
            "fab3112223bdd211", struct.pack("<II", 1, 0) + struct.pack("<I", 1) + b"a" + struct.pack("<I", 0)) + thing("a1dcab8c47a9cf11", b"\0" * 24 + b"\0\0\0\0\0\0\xd0\1")
    yield "asf", bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + struct.pack("<QIH", len(header) + 30, 8, 0x201) + header + thing("3626b2758e66cf11", b"p" * 50)
    yield "riff", b"FORM" + struct.pack(">I", 36) + b"AIFF" + b"NAME\0\0\0\4KampCOMT\0\0\0\14\0\1\0\0\0\0\0\0\0\2ab"
    frame = lambda kind, data, flags=0: kind + struct.pack(">IH", len(data), flags) + data
    frames = frame(b"TIT2", b"\1\xff\xfeK\0") + frame(b"COMM", b"\0nldx\0y") + frame(b"USLT", b"\3nld\0y") + frame(b"TXXX", b"\0a\0b") + frame(b"APIC", b"\0image/png\0\3d\0\x89PNG") + frame(
        b"GEOB", b"\0a/b\0n\0d\0x") + frame(b"PRIV", b"XMP\0<rdf:RDF/>abcdefgh") + frame(b"SYLT", b"\0nld\1\1\0a\0\0\0\0\1") + frame(b"CHAP", b"a\0" + b"\0" * 16 + frame(b"TIT2", b"\0x")) + frame(
        b"TIT2", struct.pack(">I", 4) + bytes.fromhex("789c63704c4a0600020c0127"), 0x80) + frame(b"IPLS", b"\0a\0b")
    for version in (2, 3, 4):
        yield "mp3", b"ID3" + bytes([version, 0, 0, 0, 0, len(frames) >> 7, len(frames) & 127]) + frames + b"\xff\xfb" + b"TAG" + b"x" * 125
    yield "mp3", b"ID3\3\0\0\0\0\0\0" + b"Title\0" + b"APETAGEX" + b"\0" * 24
    comments = struct.pack("<I", 1) + b"x" + struct.pack("<I", 2) + struct.pack("<I", 7) + b"TITLE=a" + struct.pack("<I", 13) + b"COVERART=AAAA"
    page = lambda flags, data: b"OggS\0" + bytes([flags]) + b"\0" * 8 + b"\7\0\0\0" + b"\0" * 8 + bytes([1, len(data)]) + data
    for first, head in ((b"\1vorbis", b"\3vorbis"), (b"OpusHead", b"OpusTags"), (b"\x80theora", b"\x81theora"), (b"\x7fFLAC", b"\x84\0\0\x30")):
        yield "ogg", page(2, first) + page(0, head + comments)
    picture = struct.pack(">II", 3, 9) + b"image/png" + struct.pack(">I", 1) + b"d" + b"\0" * 16 + struct.pack(">I", 4) + b"\x89PNG"
    yield "flac", b"fLaC\4" + struct.pack(">I", len(comments))[1:] + comments + b"\x86" + struct.pack(">I", len(picture))[1:] + picture
    yield "sidecar", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>" \
        b"<rdf:Description photoshop:SidecarForExtension='jpg' photoshop:Headline='Kamp'/></rdf:RDF></x:xmpmeta>"


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_corpus.py DEMO OUTDIR")
    seeds = list(seeds_of_demo(sys.argv[1]))
    for name, make in sorted(globals().items()):
        if name.startswith("seeds_") and name != "seeds_of_demo":
            seeds += make()
    for harness, data in seeds:
        folder = os.path.join(sys.argv[2], harness)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, hashlib.sha256(data).hexdigest()[:16]), "wb") as target:
            target.write(data)


if __name__ == "__main__":
    main()
