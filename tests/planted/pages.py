"""Web pages with a pupil in each place of HTML."""

import base64
import json

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def page(body, head=""):
    return "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\">%s</head><body>%s</body></html>" % (head, body)


def heads(name, slug):
    return [
        ("title", "", "<title>Klas van %s</title>" % name("title")),
        ("meta description", "", "<meta name=\"description\" content=\"Nieuws over %s\">" % name("meta description")),
        ("meta keywords", "", "<meta name=\"keywords\" content=\"school, %s, kamp\">" % name("meta keywords")),
        ("meta author", "", "<meta name=\"author\" content=\"%s\">" % name("meta author")),
        ("og:title", "", "<meta property=\"og:title\" content=\"Dag van %s\">" % name("og:title")),
        ("og:image:alt", "", "<meta property=\"og:image\" content=\"a.jpg\"><meta property=\"og:image:alt\" content=\"Foto van %s\">" % name("og:image:alt")),
        ("og:image", "", "<meta property=\"og:image\" content=\"https://www.vlinderhof.example/foto/%s.jpg\">" % slug("og:image")),
        ("twitter:description", "", "<meta name=\"twitter:description\" content=\"Bericht over %s\">" % name("twitter:description")),
        ("JSON-LD", "", "<script type=\"application/ld+json\">%s</script>" % json.dumps({"@type": "NewsArticle", "headline": "Over " + name("JSON-LD headline"), "author": {
            "@type": "Person", "name": name("JSON-LD author")}, "articleBody": "Tekst met " + name("JSON-LD text"), "image": [{"@type": "ImageObject", "caption": "Bij " +
                                                                                                                 name("JSON-LD caption")}]})),
        ("link title", "", "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Blog van %s\" href=\"x.rss\">" % name("link title")),
        ("canonical", "", "<link rel=\"canonical\" href=\"https://www.vlinderhof.example/%s\">" % slug("canonical address")),
        ("style", "", "<style>.a::after { content: \"Door %s\"; } /* voor %s */ .b { background: url('img/%s.png') } .%s { color: red }</style>" % (
            name("CSS content"), name("CSS comment"), slug("CSS address"), slug("CSS class"))),
        ("escaped style", "", "<style>.a:before { content: \"%s\" }</style>" % "".join("\\%X " % ord(sign) for sign in name("CSS content in escapes"))),
        ("script", "", "<script>var titel = \"Held: %s\"; /* %s */ // %s\n</script>" % (name("script string"), name("script comment"), name("script line comment"))),
        ("escaped script", "", "<script>var titel = \"%s\";</script>" % "".join("\\u%04x" % ord(sign) for sign in name("script string in escapes"))),
        ("inline state", "", "<script>window.__STATE__ = %s;</script>" % json.dumps({"leerling": {"naam": name("inline state"), "tekst": "<p>Zie %s</p>" % name(
            "inline state with markup")}})),
        ("next data", "", "<script id=\"__NEXT_DATA__\" type=\"application/json\">%s</script>" % json.dumps({"props": {"a": [name("framework's state")]}})),
        ("template script", "", "<script type=\"text/template\"><p>Hier %s</p></script>" % name("template in a script")),
        ("base64 script", "", "<script src=\"data:text/javascript;base64,%s\"></script>" % base64.b64encode(("var a = '%s';" % name("script in a data: address")).encode()).decode()),
        ("refresh", "", "<meta http-equiv=\"refresh\" content=\"0; url=/leerling/%s\">" % slug("refresh")),
        ("noscript in the head", "", "<noscript><style>x</style><img src=\"x.gif\" alt=\"Teller van %s\"></noscript>" % name("noscript in the head")),
    ]


def shown(name, slug):
    parts = ["<p>Vandaag las %s voor.</p>" % name("text")]
    first, rest = name("name parted by elements").split(" ", 1)
    parts.append("<p>En <b>%s</b> <i>%s</i> ook.</p>" % (first, rest))
    parts.append("<p>Zacht: %s</p>" % name("soft hyphens").replace("a", "a&shy;"))
    parts.append("<p>Breek: %s</p>" % name("word breaks").replace("e", "e<wbr>"))
    parts.append("<p>Teken: %s</p>" % "".join("&#%d;" % ord(sign) if sign != " " else "&nbsp;" for sign in name("character references")))
    parts.append("<p>Los: %s</p>" % __import__("unicodedata").normalize("NFD", name("letters and accents apart")))
    first, rest = name("cells of a table").split(" ", 1)
    parts.append("<table><caption>Lijst van %s</caption><tr><th>Naam<th>Groep<tr><td>%s %s<td>7</table>" % (name("caption of a table"), first, rest))
    parts.append("<ul><li>%s<li>x</ul><dl><dt>%s<dd>x</dl>" % (name("item of a list"), name("term")))
    parts.append("<h2>Interview met %s</h2><blockquote cite=\"/bron/%s\">Zei %s</blockquote>" % (name("heading"), slug("cited address"), name("quotation")))
    parts.append("<details><summary>Meer over %s</summary>Dicht: %s</details>" % (name("summary"), name("details")))
    parts.append("<ruby>%s<rt>uitleg bij %s</rt></ruby>" % ("x", name("ruby")))
    parts.append("<figure><img src=\"x.jpg\" alt=\"\"><figcaption>Op de foto %s</figcaption></figure>" % name("figcaption"))
    parts.append("<picture><source srcset=\"foto/%s-480.webp 480w\"><img src=\"y.jpg\" alt=\"Zie %s\" title=\"Ook %s\"></picture>" % (slug("srcset of a source"), name("alt"), name("title of a picture")))
    parts.append("<img src=\"foto/%s.jpg\"><img src=\"z.jpg\" srcset=\"%s.jpg 2x\"><img data-src=\"lui/%s.jpg\" src=\"%s\">" % (
        slug("file name of a picture"), slug("srcset"), slug("lazy picture"), "data:image/gif;base64,R0lGODlhAQABAAAAACw="))
    parts.append("<a href=\"/leerlingen/%s.html\">x</a><a href=\"mailto:%s@vlinderhof.example?subject=Vraag%%20van%%20%s\">mail</a><a href=\"#\" title=\"Naar %s\">y</a>" % (
        slug("address of a link"), slug("mail address").replace("-", "."), name("subject of a mail link").replace(" ", "%20"), name("title of a link")))
    parts.append("<a href=\"doc/%s.pdf\" download=\"Rapport %s.pdf\">z</a><a href=\"https://wa.me/?text=Hoi%%20%s\">deel</a>" % (
        slug("address of a document"), name("download name"), name("address of a share button").replace(" ", "+")))
    parts.append("<video poster=\"film/%s.jpg\"><source src=\"v.mp4\"><track src=\"v.vtt\" label=\"Ondertitels van %s\"></video><audio src=\"geluid/%s.mp3\"></audio>" % (
        slug("poster"), name("track label"), slug("sound")))
    parts.append("<map name=\"m\"><area alt=\"Links %s\" href=\"#\"></map><object data=\"flash/%s.swf\"><p>Vervangend: %s</p></object>" % (
        name("alt of an area"), slug("object"), name("inside an object")))
    parts.append("<embed src=\"pdf/%s.pdf\"><iframe src=\"https://a.example/kader/%s\" title=\"Kader van %s\">%s</iframe>" % (
        slug("embed"), slug("address of a frame"), name("title of a frame"), name("inside a frame")))
    return parts


def attributes(name, slug):
    quoted = json.dumps({"naam": name("JSON in an attribute")}).replace("\"", "&quot;")
    return [
        "<div aria-label=\"Profiel van %s\" aria-description=\"Over %s\">x</div>" % (name("aria-label"), name("aria-description")),
        "<div data-naam=\"%s\" data-instellingen=\"%s\" data-html=\"&lt;p&gt;Lees %s&lt;/p&gt;\">x</div>" % (name("data attribute"), quoted, name("markup in an attribute")),
        "<div id=\"%s\" class=\"kaart %s\">x</div><a name=\"%s\">x</a>" % (slug("id"), slug("class"), slug("anchor")),
        "<form action=\"/zoek/%s\"><input value=\"%s\" placeholder=\"Zoals %s\"><input type=\"hidden\" name=\"leerling\" value=\"%s\"><textarea>Dag %s</textarea><select><optgroup label=\"Van %s\">"
        "<option value=\"%s\">x<option>%s</select><datalist><option value=\"Kies %s\"></datalist><button value=\"x\">Kies %s</button><input type=\"submit\" value=\"Stem op %s\">"
        "<label>Vraag aan %s</label><fieldset><legend>Groep van %s</legend></fieldset></form>" % (
            slug("form's address"), name("value"), name("placeholder"), name("hidden field"), name("textarea"), name("optgroup"), name("value of an option"), name("option"),
            name("datalist"), name("button"), name("submit button"), name("label"), name("legend")),
        "<div itemscope itemtype=\"https://schema.org/Person\"><meta itemprop=\"name\" content=\"%s\"><span itemprop=\"author\" content=\"%s\">x</span></div>" % (
            name("microdata"), name("microdata of a shown element")),
        "<p vocab=\"x\" property=\"name\" content=\"%s\">x</p><a onclick=\"toon('Foto van %s')\" style=\"background-image:url(achter/%s.jpg)\">x</a>" % (
            name("RDFa"), name("event handler"), slug("style attribute")),
        "<table summary=\"Tabel van %s\"><tr><th abbr=\"Kort %s\">x</table><abbr title=\"Voluit %s\">x</abbr><meter title=\"Stand van %s\"></meter>" % (
            name("summary of a table"), name("abbr of a cell"), name("title of an abbreviation"), name("title of another element")),
        "<img src=\"w.jpg\" longdesc=\"/lang/%s\" data-caption=\"Bij %s\" data-lightbox=\"x\">" % (slug("longdesc"), name("caption of a lightbox")),
        "<my-card naam=\"%s\"></my-card><ins cite=\"/oud/%s\">x</ins><time datetime=\"2024-06-21\">21 juni</time>" % (name("own element's attribute"), slug("cite of an insertion")),
    ]


def hidden(name, slug):
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><text>Prent: %s</text></svg>" % name("drawing in a data: address")
    frame = "<html><body><p>Data: %s</p></body></html>" % name("page in a data: address")
    return [
        "<div style=\"display:none\">Weg: %s</div><div hidden>Ook weg: %s</div><div style=\"visibility:hidden\">En %s</div>" % (name("display:none"), name("hidden element"), name("visibility:hidden")),
        "<noscript><p>Zonder: %s</p></noscript><template><p>Mal: %s</p></template>" % (name("noscript"), name("template")),
        "<!-- Let op: %s komt niet --><!--[if IE]><p>Oud: %s</p><![endif]-->" % (name("comment"), name("conditional comment")),
        "<!--><p>Na: %s</p><!-- x -->" % name("behind a broken comment"),
        "<iframe srcdoc=\"&lt;p&gt;Binnen: %s&lt;/p&gt;\"></iframe>" % name("srcdoc"),
        "<iframe src=\"data:text/html;base64,%s\"></iframe>" % base64.b64encode(frame.encode()).decode(),
        "<img alt=\"x\" src=\"data:image/svg+xml;base64,%s\">" % base64.b64encode(svg.encode()).decode(),
        "<img alt=\"x\" src=\"data:image/svg+xml;utf8,%s\">" % ("<svg xmlns='http://www.w3.org/2000/svg'><title>%s</title></svg>" % name("drawing in a plain data: address")).replace("<", "%3C").replace(
            ">", "%3E").replace(" ", "%20"),
        "<img src=\"data:image/png;base64,%s\" alt=\"Ster voor %s\">" % (PNG, name("alt of a picture in a data: address")),
        "<svg><title>Logo van %s</title><desc>Door %s</desc><text>Lees %s</text><a href=\"/svg/%s\"></a></svg>" % (
            name("title of a drawing"), name("description of a drawing"), name("text of a drawing"), slug("link in a drawing")),
        "<math><annotation>Som van %s</annotation></math><xmp>Kaal: <b>%s</b></xmp>" % (name("mathematics"), name("xmp")),
        "<dialog>Dicht: %s</dialog><div style=\"position:absolute;left:-9999px\">Buiten: %s</div><span style=\"font-size:0\">%s</span>" % (name("closed dialog"), name("off the screen"), name("size zero")),
        "<p>Vroeger <del>%s</del> <s>%s</s></p>" % (name("deleted text"), name("struck text")),
        "<![CDATA[ Tekst: %s ]]>" % name("CDATA"),
        "<?php // maker: %s ?>" % name("processing instruction"),
        "<plaintext>Na alles: %s" % name("plaintext"),
    ]


def plant(who):
    def name(place):
        return who("html/" + place).name

    def slug(place):
        return who.plain("html/" + place).slug

    for label, body, head in heads(name, slug):
        who.add("pages/head/%s.html" % label.replace(" ", "-").replace(":", "-"), page(body or "<p>x</p>", head))
    for folder, parts in (("shown", shown), ("attributes", attributes), ("hidden", hidden)):
        for number, body in enumerate(parts(name, slug), 1):
            who.add("pages/%s/%02d.html" % (folder, number), page(body))
    text = who("html/UTF-16 without a mark").name
    who.add("pages/charset/utf16.html", page("<p>Breed: %s</p>" % text).encode("utf-16-le"))
    who.add("pages/charset/1252.html", ("<html><body><p>Oud: %s</p>" % who("html/bytes of windows-1252 said to be UTF-8", "cp1252").name).join(["<meta charset=utf-8>", ""]).encode("cp1252"))
    who.add("pages/charset/1250.html", ("<meta charset=windows-1250><p>Pools: %s</p>" % who("html/windows-1250", "cp1250").name).encode("cp1250"))
    who.add("pages/charset/1254.html", ("<meta charset=iso-8859-9><p>Turks: %s</p>" % who("html/iso-8859-9", "cp1254").name).encode("cp1254"))
    who.add("pages/%s.html" % who.plain("html/file name of the page").slug, page("<p>x</p>"))
    who.add("pages/frames.html", "<html><frameset><frame src=\"kader/%s.html\"><noframes>Zonder kaders: %s</noframes></frameset></html>" % (slug("frame"), name("noframes")))
