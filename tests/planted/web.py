"""Exports of websites with a pupil in each place: mirrors, archives, feeds, sitemaps, WordPress, dumps of databases."""

import base64
import gzip
import io
import json
import quopri
import zipfile

from demo import wordpress
from plant import zipped

SITE = "https://www.vlinderhof.example/"


def html(body, title="Pagina", head=""):
    return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%s</title>%s</head><body>%s</body></html>" % (title, head, body)


def mirrors(who):
    def name(place, charset="utf-8"):
        return who("mirror/" + place, charset).name

    who.add("httrack/www.vlinderhof.example/nieuws681a.html", ("<html>\n<!-- Mirrored from www.vlinderhof.example/nieuws.php?id=4 by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Fri, 21 Jun 2024 08:15:30 GMT -->\n<!-- Added by HTTrack --><meta http-equiv=\"content-type\" content=\"text/html;charset=ISO-8859-1\" /><!-- /Added by HTTrack -->\n"
            "<head><title>Nieuws</title></head><body><p>Uitslag: " + name("HTTrack page", "cp1252") + "</p></body></html>").encode("cp1252"))
    who.add("httrack/hts-cache/new.txt", "date\tsize'/'remotesize\tflags\tstatus\tstatusmsg\tmime\tEtag\tURL\tlocalfile\t(from URL)\n08:15:30\t10/-1\t---M--\t200\tadded\ttext/html\t"
            "etag:x\twww.vlinderhof.example/foto/%s.jpg\t./www.vlinderhof.example/foto/1.jpg\t(from www.vlinderhof.example/)\n" % who.plain("mirror/HTTrack list of addresses").slug)
    who.add("httrack/hts-log.txt", "HTTrack3.49-4 launched\n08:15:30\tWarning: \tFile not found: www.vlinderhof.example/%s.pdf\n" % who.plain("mirror/HTTrack log").slug)
    who.add("wget/www.vlinderhof.example/nieuws.php?id=1.html", html("<p>Winnaar: %s</p>" % name("wget page")))
    who.add("wget/www.vlinderhof.example/leerlingen/%s/index.html" % who.plain("mirror/wget folder name").slug, html("<p>x</p>"))
    who.add("wget/www.vlinderhof.example/kop.html", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Disposition: inline; filename=\"%s.html\"\r\n\r\n"
            % who.plain("mirror/wget saved head").slug + html("<p>Ook: %s</p>" % name("wget page behind its head")))
    who.add("wget/www.vlinderhof.example/stijl.css?v=3.css", ".x:before { content: \"Klas van %s\" }\n/* door %s */\n.foto { background: url(img/%s.jpg) }\n"
            % (name("style sheet content"), name("style sheet comment"), who.plain("mirror/style sheet address").slug))
    who.add("wget/www.vlinderhof.example/menu.js", "var leden = [\"%s\"]; // van %s\n" % (name("script"), name("script comment")))
    who.add("wget/www.vlinderhof.example/manifest.webmanifest", json.dumps({"name": "App van " + name("web manifest")}, ensure_ascii=False))
    who.add("wget/www.vlinderhof.example/robots.txt", "User-agent: *\nDisallow: /%s/\n" % who.plain("mirror/robots.txt").slug)
    who.add("wget/www.vlinderhof.example/.htaccess", "Redirect 301 /%s https://a.example/\n" % who.plain("mirror/htaccess").slug)


def record(kind, uri, body, declared="application/http; msgtype=response", **more):
    fields = {"WARC-Type": kind, "WARC-Target-URI": uri, "WARC-Date": "2024-06-21T08:15:30Z", "WARC-Record-ID": "<urn:uuid:%s>" % abs(hash(uri + kind)), "Content-Type": declared}
    fields.update(more)
    return ("WARC/1.0\r\n" + "".join("%s: %s\r\n" % pair for pair in fields.items()) + "Content-Length: %d\r\n\r\n" % len(body)).encode() + body + b"\r\n\r\n"


def answer(body, *fields):
    return ("HTTP/1.1 200 OK\r\n" + "".join(field + "\r\n" for field in fields) + "\r\n").encode() + body


def brotli(data):
    """One block that is not packed, and the end (RFC 7932)."""
    first = (len(data) - 1) << 4 | 1 << 20
    return first.to_bytes(3, "little") + data + b"\x03"


def chunked(data):
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (data[:90], data[90:100], data[100:])) + b"0\r\n\r\n"


def archives(who):
    def page(place):
        return html("<p>Proficiat %s, zegt de juf</p>" % who("warc/" + place).name).encode()

    text = "Content-Type: text/html; charset=utf-8"
    records = [
        record("warcinfo", "urn:x", ("software: Wget\r\noperator: %s\r\n" % who("warc/operator").name).encode(), "application/warc-fields"),
        record("request", SITE + "zoek?q=" + who.plain("warc/address of a request").slug, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "application/http; msgtype=request"),
        record("response", SITE + "a", answer(page("response"), text)),
        record("response", SITE + "b", answer(chunked(page("chunked response")), text, "Transfer-Encoding: chunked")),
        record("response", SITE + "c", answer(gzip.compress(page("gzip response")), text, "Content-Encoding: gzip")),
        record("response", SITE + "d", answer(brotli(page("br response")), text, "Content-Encoding: br")),
        record("response", SITE + "e", answer(page("said to be chunked"), text, "Transfer-Encoding: chunked")),
        record("response", SITE + "f", answer(chunked(gzip.compress(page("gzip in chunks"))), text, "Transfer-Encoding: chunked", "Content-Encoding: gzip")),
        record("resource", SITE + "g", page("resource"), "text/html"),
        record("conversion", SITE + "h", ("Tekst: " + who("warc/conversion").name).encode(), "text/plain"),
        record("metadata", SITE + "i", ("via: https://a.example/%s\r\n" % who.plain("warc/metadata").slug).encode(), "application/warc-fields"),
        record("response", "<%sj>" % SITE, answer(page("address in brackets"), text)),
        record("revisit", SITE + "k-" + who.plain("warc/address of a revisit").slug, b"HTTP/1.1 200 OK\r\n\r\n", **{"WARC-Refers-To-Target-URI": SITE + "a", "WARC-Profile":
               "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest", "WARC-Payload-Digest": "sha1:AAAA"}),
        record("response", SITE + "l-%s.html" % who.plain("warc/address of a response").slug, answer(html("<p>x").encode(), text)),
        record("response", SITE + "weg", ("HTTP/1.1 302 Found\r\nLocation: /foto/%s\r\nContent-Type: text/html\r\n\r\nweg" % who.plain("warc/redirect").slug).encode())]
    who.add("warc/site.warc.gz", b"".join(map(gzip.compress, records)))
    who.add("warc/whole.warc", gzip.compress(record("response", SITE + "m", answer(page("whole file packed"), text))))
    cut = record("response", SITE + "n", answer(page("cut tail") + b"x" * 5000, text))
    who.add("warc/cut.warc", cut[:-3000])
    old = b"HTTP/1.1 200 OK\r\n" + text.encode() + b"\r\n\r\n" + page("ARC")
    about = b"1 0 Alexa\nURL IP-address Archive-date Content-type Archive-length\n\n"
    who.add("warc/old.arc", b"filedesc://old.arc 0.0.0.0 20020101000000 text/plain %d\n" % len(about) + about + b"\n%so 192.0.2.1 20020101000000 text/html %d\n" % (SITE.encode(), len(old)) + old + b"\n")
    pages = json.dumps({"format": "json-pages-1.0", "title": "Alle " + who("wacz/list title").name}) + "\n" + json.dumps({
        "url": SITE + "p", "title": "Over " + who("wacz/page title").name, "text": "Tekst van " + who("wacz/page text").name, "ts": "2024-06-21T08:15:30Z"}) + "\n"
    about = {"profile": "data-package", "title": "Archief van " + who("wacz/title").name, "description": "Gemaakt voor " + who("wacz/description").name, "resources": []}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        target.writestr("archive/data.warc.gz", gzip.compress(record("response", SITE + "q", answer(html("<p>Zie %s</p>" % who("wacz/response").name).encode(), text))))
        target.writestr("pages/pages.jsonl", pages)
        target.writestr("datapackage.json", json.dumps(about))
        target.writestr("indexes/index.cdx", "example,vlinderhof)/q 20240621081530 {\"url\": \"%s%s\"}\n" % (SITE, who.plain("wacz/index").slug))
    who.add("warc/site.wacz", held.getvalue())


def saved(who):
    def name(place, charset="utf-8"):
        return who("mhtml/" + place, charset).name

    first = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1252\"><title>Bewaard</title></head><body><p>Lid: %s</p></body></html>" % name(
        "quoted-printable part", "cp1252")
    second = html("<p>Kader: %s</p>" % name("base64 part"))
    parts = [("text/html", "quoted-printable", SITE + "bewaard", quopri.encodestring(first.encode("cp1252")).decode()),
             ("text/html; charset=\"utf-8\"", "base64", SITE + "kader", base64.encodebytes(second.encode()).decode()),
             ("text/css", "quoted-printable", SITE + "s.css", "@charset \"utf-8\"; .a:after {{ content: =22{0}=22 }}".format(name("style part", "ascii"))),
             ("image/svg+xml", "base64", SITE + "t.svg", base64.encodebytes(("<svg xmlns='http://www.w3.org/2000/svg'><text>%s</text></svg>" % name("drawing part")).encode()).decode()),
             ("image/jpeg", "base64", SITE + "foto/%s.jpg" % who.plain("mhtml/address of a part").slug, "/9j/4AAQ\n")]
    subject = "=?utf-8?Q?Klas_van_%s?=" % "".join("_" if sign == " " else "".join("=%02X" % byte for byte in sign.encode()) for sign in name("subject"))
    who.add("saved/pagina.mhtml", ("From: <Saved by Blink>\r\nSnapshot-Content-Location: %sbewaard\r\nSubject: %s\r\nDate: Fri, 21 Jun 2024 08:15:30 -0000\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----grens\"\r\n\r\n\r\n" % (SITE, subject) + "".join(
                "------grens\r\nContent-Type: %s\r\nContent-ID: <%d@x>\r\nContent-Transfer-Encoding: %s\r\nContent-Location: %s\r\n\r\n%s\r\n" % (kind, number, how, place, body)
                for number, (kind, how, place, body) in enumerate(parts)) + "------grens--\r\n"))

    def single(place):
        return who("singlefile/" + place).name
    who.add("saved/enkel.html", "<!DOCTYPE html> <html lang=nl><!--\n Page saved with SingleFile \n url: %senkel/%s \n saved date: Fri Jun 21 2024 10:15:30 GMT+0200 (x)\n--><head><meta charset=utf-8>"
            "<title>Enkel</title></head><body><p>Lees %s</p><x-a><template shadowrootmode=open><p>Schaduw: %s</p></template></x-a></body></html>"
            % (SITE, who.plain("singlefile/address").slug, single("page"), single("shadow root")))
    inner = zipped([("index.html", html("<p>Ingepakt: %s</p>" % single("page in the zip"))), ("manifest.json", "{}"), ("images/%s.png" % who.plain("singlefile/file name in the zip").slug, b"x")])
    who.add("saved/zelfuitpakkend.html", b"<!doctype html><html data-sfz><meta charset=utf-8><title>SingleFile</title><body><main hidden></main><!-- " + inner + b" -->")


def feeds(who):
    def name(place):
        return who("rss/" + place).name

    who.add("feeds/nieuws.rss", ("<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
            "xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>Nieuws van %s</title><link>%s</link><description>Voor "
            "%s</description><managingEditor>juf@a.example (%s)</managingEditor><item><title>Bericht over %s</title><link>%sbericht/1</link><description>&lt;p&gt;Kort: &amp;eacute;&lt;b&gt;%s"
            "&lt;/b&gt;&lt;/p&gt;</description><content:encoded><![CDATA[<p>Lang: %s</p><img src='x.jpg' alt='Foto %s'>]]></content:encoded><dc:creator>%s</dc:creator><author>x@a.example (%s)"
            "</author><category>%s</category><media:content url='https://a.example/1.jpg'><media:title>Beeld van %s</media:title><media:description>Rechts %s</media:description><media:credit>%s"
            "</media:credit></media:content><enclosure url='https://a.example/%s.mp3' type='audio/mpeg' length='1'/><itunes:summary>Gesprek met %s</itunes:summary><guid>%sbericht/1</guid>"
            "<pubDate>Fri, 21 Jun 2024 08:15:30 +0000</pubDate></item></channel></rss>") % (
                name("channel title"), SITE, name("channel description"), name("editor"), name("title"), SITE, name("description"), name("content"), name("alt text in the content"),
                name("creator"), name("author"), name("category"), name("media title"), name("media description"), name("media credit"), who.plain("rss/enclosure").slug,
                name("podcast summary"), SITE))

    def atom(place):
        return who("atom/" + place).name
    who.add("feeds/nieuws.atom", ("<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Klas van %s</title><subtitle>Met %s</subtitle><author><name>%s</name>"
            "</author><entry><title type='html'>Dag &lt;b&gt;%s&lt;/b&gt;</title><link href='%satom/1'/><id>tag:1</id><updated>2024-06-21T08:15:30Z</updated><summary>Kort %s</summary>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Lang <em>%s</em></div></content><author><name>%s</name></author><contributor><name>%s</name></contributor>"
            "<category term='x' label='%s'/><rights>Foto: %s</rights></entry></feed>") % (atom("feed title"), atom("subtitle"), atom("feed author"), atom("title"), SITE, atom("summary"),
                                                                                  atom("content"), atom("author"), atom("contributor"), atom("category"), atom("rights")))

    def feed(place):
        return who("json feed/" + place).name
    who.add("feeds/feed.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Klas " + feed("feed title"), "items": [{"id": "1", "url": SITE + "json/1", "title": "Dag "
            + feed("title"), "content_html": "<p>Zie <b>%s</b></p>" % feed("content"), "authors": [{"name": feed("author")}], "date_published": "2024-06-21T08:15:30Z"}]}, ensure_ascii=False))

    def answer_of(place):
        return who("wp-json/" + place).name
    post = {"id": 5, "date_gmt": "2024-06-21T08:15:30", "slug": who.plain("wp-json/short name").slug, "type": "post", "link": SITE + "rest/5", "title": {"rendered": "Dag &amp; " + answer_of("title")},
            "content": {"rendered": "<p>Zie <b>%s</b> en<img src='a.jpg' alt='Foto van %s'></p>" % (answer_of("content"), answer_of("alt in the content")), "protected": False}, "excerpt": {"rendered":
            "<p>Kort %s</p>" % answer_of("excerpt")}, "meta": {"naam": answer_of("own field")}}
    comment = {"id": 6, "post": 5, "author_name": answer_of("comment author"), "date_gmt": "2024-06-22T08:15:30", "link": SITE + "rest/5#comment-6", "content": {"rendered": "<p>Leuk, %s</p>" % answer_of("comment")}}
    media = {"id": 7, "slug": "x", "link": SITE + "rest/7", "title": {"rendered": "x"}, "alt_text": "Alt van " + answer_of("alt text"), "caption": {"rendered": "<p>Bij %s</p>" % answer_of("caption")},
             "source_url": SITE + "wp-content/uploads/1.jpg"}
    for file, value in (("posts", [post]), ("comments", [comment]), ("media", [media])):
        who.add("feeds/wp-json/wp/v2/%s.json" % file, json.dumps(value, ensure_ascii=False))

    def site(place):
        return who("sitemap/" + place).name
    who.add("feeds/sitemap.xml", ("<?xml version='1.0' encoding='utf-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:image='http://www.google.com/schemas/sitemap-image/1.1' "
            "xmlns:video='http://www.google.com/schemas/sitemap-video/1.1' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>%sleerling/%s</loc><image:image><image:loc>%sfoto/"
            "%s.jpg</image:loc><image:title>Beeld van %s</image:title><image:caption>Links %s</image:caption></image:image><video:video><video:title>Film van %s</video:title><video:description>"
            "Met %s</video:description></video:video><news:news><news:title>Prijs voor %s</news:title></news:news></url></urlset>") % (
                SITE, who.plain("sitemap/page").slug, SITE, who.plain("sitemap/picture").slug, site("picture title"), site("picture caption"), site("film title"), site("film description"),
                site("news title")))


def blog(who):
    def name(place):
        return who("wxr/" + place).name

    export = wordpress.Export()
    export.item("Bericht over " + name("post title"), wordpress.block("Welkom %s.<img src='a.jpg' alt='Foto van %s'>" % (name("post"), name("alt text in the post")))
                + "<!-- wp:gallery {\"naam\":\"%s\"} -->[caption id=\"a\"]<img src=\"b.jpg\"> Bij %s[/caption][button title=\"Lees %s\"]<!-- /wp:gallery -->"
                % (name("settings of a block"), name("caption shortcode"), name("other shortcode")), "2024-06-01", excerpt="Kort: " + name("excerpt"), meta=[
                    ("begeleider", "Met " + name("custom field")), ("_yoast_wpseo_metadesc", "Zoek " + name("search engine's description")),
                    ("_rijen", wordpress.serialised({"rij": {"naam": name("serialised custom field")}}))],
                comments=wordpress.comment(1, name("comment author"), "Leuk, " + name("comment")) + wordpress.comment(2, "x", "Spam over " + name("spam comment"), "spam"))
    export.items[-1] = export.items[-1].replace("</item>", "<category domain=\"post_tag\" nicename=\"%s\"><![CDATA[%s]]></category></item>" % (
        who.plain("wxr/tag's short name").slug, name("tag")))
    export.item("Pagina", wordpress.block("Pagina van " + name("page")), "2024-06-02", "page")
    export.item("Concept", wordpress.block("Concept voor " + name("draft")), "2024-06-03", status="draft")
    export.item("Verborgen", wordpress.block("Besloten " + name("private post")), "2024-06-04", status="private")
    export.item("Weg", wordpress.block("Weg met " + name("trash")), "2024-06-05", status="trash")
    export.item("Menu " + name("menu item"), "", "2024-06-06", "nav_menu_item")
    export.item("Versie", wordpress.block("Eerder %s" % name("revision")), "2024-06-07", "revision", "inherit")
    export.item("Blok", wordpress.block("Herbruikbaar " + name("reusable block")), "2024-06-08", "wp_block")
    export.item("Agenda", wordpress.block("Afspraak met " + name("own type of post")), "2024-06-09", "tribe_events")
    export.attachment("2024/06/%s.jpg" % who.plain("wxr/attachment's file name").slug, "2024-06-10", alt="Alt van " + name("attachment's alt text"), caption="Bijschrift " + name(
        "attachment's caption"), image_meta={"caption": "Camera zag " + name("attachment's picture data"), "credit": name("attachment's credit"), "keywords": [name("attachment's keyword")]})
    export.items[-1] = export.items[-1].replace("<content:encoded><![CDATA[", "<content:encoded><![CDATA[Beschreven: " + name("attachment's description"))
    head = wordpress.HEAD.replace("Harmen Bakker", name("author's display name")).replace("<![CDATA[harmen]]>", "<![CDATA[%s]]>" % who.plain("wxr/author's login").slug.replace("-", "."))
    head += ("<wp:category><wp:term_id>9</wp:term_id><wp:category_nicename>x</wp:category_nicename><wp:cat_name><![CDATA[Klas %s]]></wp:cat_name><wp:category_description><![CDATA[Met %s]]>"
             "</wp:category_description></wp:category>" % (name("category"), name("category description")))
    who.add("vlinderhof.WordPress.2024-07-01.xml", head.replace("<description>", "") + "".join(export.items) + "</channel>\n</rss>\n")


def plant(who):
    for part in (mirrors, archives, saved, feeds, blog):
        part(who)
