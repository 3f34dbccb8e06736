#!/usr/bin/env python3
"""Writes the seeds of the fuzzers: make_corpus.py DEMO OUTDIR. DEMO is the folder of make_demo.py; the few bytes that a format's
traps need are written here. One folder a harness; files are named by their content, so that a run adds nothing twice."""

import hashlib
import os
import struct
import sys
import tarfile
import zipfile
import zlib

LARGEST = 60_000


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


def compound(streams):
    """A compound file of (name, bytes), all in sectors of 512 bytes and all in the topmost storage."""
    fat, body, entries = [], b"", []
    wide = lambda name: name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
    def chain(data):
        nonlocal body
        first, count = len(fat), -(-len(data) // 512)
        fat.extend([first + i + 1 for i in range(count - 1)] + [0xFFFFFFFE] * (count > 0))
        body += data.ljust(512 * count, b"\0")
        return first if count else 0xFFFFFFFE
    for index, (name, data) in enumerate(streams):
        right = index + 2 if index + 1 < len(streams) else 0xFFFFFFFF
        entries.append(wide(name) + struct.pack("<BBIII36xIII", 2, 1, 0xFFFFFFFF, right, 0xFFFFFFFF, chain(data), len(data), 0))
    root = wide("Root Entry") + struct.pack("<BBIII36xIII", 5, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0, 0)
    directory = chain(root + b"".join(entries))
    table = len(fat)
    head = bytes.fromhex("d0cf11e0a1b11ae1").ljust(24, b"\0") + struct.pack("<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 0,
                                                                       0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", table)
    return head.ljust(512, b"\xff") + body + struct.pack("<%dI" % (table + 1), *(fat + [0xFFFFFFFD])).ljust(512, b"\xff")


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
    for table in (b"a;b\r\n\"x\"\"y;\n", b"\xff\xfea\0;\0b\0", b",,,\n" * 50, b"Leerlingnummer;Roepnaam\n1;=1+1\n"):
        yield "table", table
        yield "columns", table
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


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_corpus.py DEMO OUTDIR")
    seeds = list(seeds_of_demo(sys.argv[1])) + list(seeds_of_messages()) + list(seeds_of_compounds()) + list(seeds_by_hand()) + list(seeds_of_web())
    for harness, data in seeds:
        folder = os.path.join(sys.argv[2], harness)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, hashlib.sha256(data).hexdigest()[:16]), "wb") as target:
            target.write(data)


if __name__ == "__main__":
    main()
