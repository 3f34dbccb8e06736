"""Files of other programs and systems: Apple's, boards and lessons, dumps of other databases, exports of other content systems, code of
pages, texts in base64."""

import base64
import bz2
import gzip
import io
import json
import lzma
import plistlib
import struct
import tarfile
import urllib.parse
import zlib

from plant import zipped


def escaped(text):
    return "".join(sign if ord(sign) < 128 else "\\u%04x" % ord(sign) for sign in text)


def number(value):
    """Seven bits a byte."""
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def iwa(text):
    """A part of Pages: a frame of Snappy that holds its bytes as they are."""
    held = number(3 << 3 | 2) + number(len(text)) + text
    data = bytes([len(held) + 2]) + b"\x08\x01" + held
    packed = number(len(data)) + b"".join(bytes([len(data[i:i + 60]) - 1 << 2]) + data[i:i + 60] for i in range(0, len(data), 60))
    return b"\0" + struct.pack("<I", len(packed))[:3] + packed


def apple(who):
    def name(place):
        return who("more/" + place).name

    page = {"WebMainResource": {"WebResourceURL": "https://a.example/kamp", "WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "UTF-8", "WebResourceData":
                                ("<html><body><p>Hoi %s</p></body></html>" % name("saved by Safari")).encode()}}
    who.add("more/brief.pages", zipped([("Index/Document.iwa", iwa(name("Pages").encode())), ("Metadata/Properties.plist", plistlib.dumps(
        {"author": name("Pages' author")}, fmt=plistlib.FMT_BINARY))]))
    who.add("more/pagina.webarchive", plistlib.dumps(page, fmt=plistlib.FMT_BINARY))
    who.add("more/xml.plist", plistlib.dumps({"a": name("property list")}))
    value = plistlib.dumps(["https://a.example/%s.jpg" % who.plain("more/where a file came from").slug], fmt=plistlib.FMT_BINARY)
    row = b"com.apple.metadata:kMDItemWhereFroms\0"
    start = 50 + 34 + 36 + (11 + len(row) + 3 & ~3)
    table = struct.pack(">IIHB", start, len(value), 0, len(row)) + row
    attributes = bytes(34) + b"ATTR" + struct.pack(">IIII12xHH", 0, start + len(value), start, len(value), 0, 1) + table.ljust(len(table) + 3 & ~3, b"\0") + value
    who.add("more/__MACOSX/._foto.jpg", b"\0\5\x16\7\0\2\0\0Mac OS X        \0\2" + struct.pack(">IIIIII", 9, 50, len(attributes), 2, 50 + len(attributes), 0) + attributes)


def programs(who):
    def name(place):
        return who("more/" + place).name

    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    drawing = packer.compress(urllib.parse.quote("<mxGraphModel><mxCell value=\"%s\"/></mxGraphModel>" % name("drawing"), safe="").encode()) + packer.flush()
    who.add("more/notitie.one", bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(200) + name("OneNote").encode("utf-16-le") + bytes(100))
    who.add("more/blad.xps", zipped([("Documents/1/Pages/1.fpage", "<FixedPage xmlns=\"http://schemas.microsoft.com/xps/2005/06\"><Glyphs UnicodeString=\"Dag %s\"/></FixedPage>" % name("XPS"))]))
    who.add("more/oud.sxw", zipped([("mimetype", "application/vnd.sun.xml.writer"), ("content.xml", "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"http://openoffice.org/2000/"
                                                                                                      "office\" xmlns:text=\"x\"><text:p>Dag %s</text:p></office:document-content>" % name("OpenOffice 1"))]))
    who.add("more/schema.drawio", "<mxfile><diagram name=\"Blad %s\">%s</diagram></mxfile>" % (name("drawing's name"), base64.b64encode(drawing).decode()))
    who.add("more/kaart.mm", "<map version=\"1.0.1\"><node TEXT=\"%s\"/></map>" % name("mind map"))
    who.add("more/lijst.opml", "<opml version=\"2.0\"><body><outline text=\"%s\"/></body></opml>" % name("outline"))
    who.add("more/bord.notebook", zipped([("page0.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text><tspan>%s</tspan></text></svg>" % name("SMART board"))]))
    who.add("more/les.h5p", zipped([("content/content.json", json.dumps({"text": "<p>%s</p>" % name("H5P")}))]))
    who.add("more/les.sb3", zipped([("project.json", json.dumps({"targets": [{"name": name("Scratch")}]}))]))
    who.add("more/blad.gnumeric", gzip.compress(("<gnm:Workbook xmlns:gnm=\"x\"><gnm:Cell>%s</gnm:Cell></gnm:Workbook>" % name("Gnumeric")).encode(), mtime=0))
    who.add("more/notities.enex", "<?xml version=\"1.0\"?><en-export><note><title>%s</title><content><![CDATA[<?xml version=\"1.0\"?><en-note><div>%s &amp; x</div></en-note>]]></content></note>"
            "</en-export>" % (name("Evernote's title"), name("Evernote")))
    who.add("more/leden.dbf", b"\x03\x18\1\1" + struct.pack("<IHH", 1, 65, 31) + bytes(20) + b"NAAM\0\0\0\0\0\0\0C" + bytes(4) + bytes([30]) + bytes(15) + b"\r " +
            who.plain("more/dBase").name.encode().ljust(30) + b"\x1a")
    who.add("more/staart.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9" + ("Dag " + name("words behind a picture")).encode())
    packed = io.BytesIO()
    teacher = who("more/Moodle's people")
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for path, text in (("users.xml", "<users><user><firstname>%s</firstname><lastname>%s</lastname></user></users>" % (teacher.first, teacher.surname)),
                           ("activities/forum_1/forum.xml", "<activity><intro>&lt;p&gt;Dag &lt;b&gt;%s&lt;/b&gt;&lt;/p&gt;</intro></activity>" % name("Moodle's forum"))):
            info = tarfile.TarInfo(path)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    who.add("more/cursus.mbz", packed.getvalue())


def databases(who):
    def name(place):
        return who("more/" + place).name

    for file_name, text in (
            ("hex", "CREATE TABLE `x_content` (`id` int, `introtext` mediumtext);\nINSERT INTO `x_content` VALUES (1,0x%s);\n" % ("<p>Dag %s</p>" % name("hexadecimal text")).encode().hex()),
            ("moodle", "INSERT INTO `mdl_forum_posts` (`id`,`subject`,`message`) VALUES (1,_binary 'Re: %s','<p>Hoi %s</p>');\n" % (name("binary text"), name("Moodle's table"))),
            ("phpbb", "INSERT INTO phpbb_posts (post_id, post_text) VALUES (1, '<t>Hoi <B><s>[b]</s>%s<e>[/b]</e></B></t>');\n" % name("phpBB")),
            ("typo3", "INSERT INTO `tt_content` (`uid`,`header`,`pi_flexform`) VALUES (1,'%s','<T3FlexForms><value>%s</value></T3FlexForms>');\n" % (name("TYPO3"), name("TYPO3's form"))),
            ("umbraco", "INSERT INTO umbracoPropertyData (textValue) VALUES ('{\"blocks\":[{\"text\":\"%s\"}]}');\n" % escaped(name("Umbraco")).replace("\\", "\\\\")),
            ("postgres", "-- PostgreSQL database dump\nINSERT INTO a (b) VALUES ($$Dag %s$$), ($t$Hoi $1 %s$t$);\n" % (name("text between dollars"), name("text between named dollars")))):
        who.add("more/%s.sql" % file_name, text)
    who.add("more/mssql.sql", ("INSERT [dbo].[Nieuws] ([Id], [Titel]) VALUES (1, N'Dag %s')\r\nGO\r\n" % name("SQL Server")).encode("utf-16"))
    who.add("more/dump.sql.xz", lzma.compress(("INSERT INTO a VALUES (1,'%s');" % name("packed by xz")).encode()))
    who.add("more/dump.sql.bz2", bz2.compress(("INSERT INTO a VALUES (1,'%s');" % name("packed by bzip2")).encode()))
    who.add("more/tabel.json", "[{\"type\":\"header\"},{\"type\":\"table\",\"name\":\"wp_posts\",\"data\":[{\"ID\":\"1\",\"post_title\":\"%s\"}]}]" % name("phpMyAdmin's JSON"))
    who.add("more/tabel.xml", "<?xml version=\"1.0\"?><pma_xml_export><table name=\"wp_posts\"><column name=\"post_content\">&lt;p&gt;%s&lt;/p&gt;</column></table></pma_xml_export>" % name(
        "phpMyAdmin's XML"))


def systems(who):
    def name(place):
        return who("more/" + place).name

    coded = base64.b64encode(("<p>%s</p>" % name("page in a recording")).encode()).decode()
    for file_name, text in (
            ("drupal10.json", json.dumps({"jsonapi": {"version": "1.0"}, "data": [{"type": "node--article", "attributes": {"title": name("Drupal's title"), "body": {
                "value": "<p>Dag <em>%s</em></p>" % name("Drupal's text")}, "field_image": {"alt": name("Drupal's alt text")}}}]})),
            ("ghost.json", json.dumps({"db": [{"data": {"posts": [{"title": name("Ghost's title"), "html": "<p>%s</p>" % name("Ghost's page"), "lexical": json.dumps(
                {"root": {"children": [{"text": name("Ghost's text")}]}})}]}}]})),
            ("wix.html", "<html><body><script type=\"application/json\" id=\"wix-warmup-data\">%s</script><wow-image data-image-info='{\"imageData\":{\"alt\":\"%s\"}}'></wow-image></body></html>" % (
                json.dumps({"a": name("Wix")}), name("picture of Wix"))),
            ("squarespace.html", "<html><body><div data-block-json=\"{&quot;title&quot;:&quot;%s&quot;}\">x</div></body></html>" % name("Squarespace")),
            ("pagina.aspx", "<%%@ Page Language=\"C#\" %%><html><head><!--[if gte mso 9]><xml><mso:CanvasContent1>&lt;div data-sp-webpartdata=&quot;&amp;#123;&amp;quot;title&amp;quot;:&amp;quot;%s"
             "&amp;quot;&amp;#125;&quot;&gt;&lt;p&gt;%s&lt;/p&gt;&lt;/div&gt;</mso:CanvasContent1></xml><![endif]--><title>x</title></head></html>" % (name("SharePoint's part"), name("SharePoint"))),
            ("next.html", "<html><body><script>self.__next_f.push([1,\"5:[\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":\\\"%s\\\"}]\"])</script></body></html>" % name("Next")),
            ("bundel.js", "const e=React.createElement(\"p\",null,\"Dag %s\");" % "".join(
                sign if ord(sign) < 128 else "\\x%02x" % ord(sign) if ord(sign) < 256 else "\\u%04x" % ord(sign) for sign in name("escaped in a script"))),
            ("opname.har", json.dumps({"log": {"entries": [{"response": {"content": {"mimeType": "text/html", "text": coded, "encoding": "base64"}}}]}})),
            ("adres.ldif", "dn: cn=x\ncn:: %s\n" % base64.b64encode(name("address book in base64").encode()).decode()),
            ("scorm.js", "var data=\"%s\";" % base64.b64encode(json.dumps({"t": name("lesson in base64")}).encode()).decode()),
            ("tekst.properties", "titel=Dag %s\n" % escaped(name("settings")))):
        who.add("more/" + file_name, text)
    who.add("more/bericht.emlx", "120\nFrom: x@a.example\nSubject: Dag\n\nHoi %s\n<?xml version=\"1.0\"?><plist><dict/></plist>" % who.plain("more/mail of a Mac").name)


def plant(who):
    for part in (apple, programs, databases, systems):
        part(who)
