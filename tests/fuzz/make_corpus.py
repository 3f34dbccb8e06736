#!/usr/bin/env python3
"""Writes the seeds of the fuzzers: make_corpus.py DEMO OUTDIR. DEMO is the folder of make_demo.py; the few bytes that a format's
traps need are written here. One folder a harness; files are named by their content, so that a run adds nothing twice."""

import hashlib
import os
import struct
import sys
import tarfile
import zipfile

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


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_corpus.py DEMO OUTDIR")
    seeds = list(seeds_of_demo(sys.argv[1])) + list(seeds_of_messages()) + list(seeds_by_hand())
    for harness, data in seeds:
        folder = os.path.join(sys.argv[2], harness)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, hashlib.sha256(data).hexdigest()[:16]), "wb") as target:
            target.write(data)


if __name__ == "__main__":
    main()
