/* Web pages: what is shown, hidden, said about pictures, and told about the page. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/html/page_address.h"
#include "readers/reader.h"
#include "readers/text/dates.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_html;

static char *page(const char *html)
{
    return facts_of(&reader_html, "site/index.html", "text/html", html, strlen(html));
}

static void assert_page(const char *html, const char *wanted)
{
    g_autofree char *facts = page(html);
    assert_has(facts, wanted);
}

START_TEST(text_as_shown)
{
    assert_page("<p>Gefeliciteerd <b>Dani&euml;<wbr>lle</b> van&nbsp;&rsquo;t\n Hof",
                "body [] Gefeliciteerd Daniëlle van ’t Hof\n");
    assert_page("<p>Ya\xc2\xadra <i>El</i>&#8203;ms<p>twee<br>drie",
                "body [] Yara Elms\ntwee\ndrie\n");
    assert_page("<table><tr><td>Sem<td>de Boer<tr><td>Noa<td>Yılmaz</table>",
                "Sem\tde Boer\nNoa\tYılmaz\n");
    assert_page("<pre>een\ntwee</pre><ul><li>a<li>b</ul>", "een\ntwee\na\nb\n");
    assert_page("<select><option>Sanne<option>Joris</select>", "Sanne\nJoris\n");
    assert_page("<button>ja</button><button>nee</button>", "ja nee\n");
}
END_TEST

/* Names of classes, pages and calendars in addresses, addresses that are kept from machines. */
START_TEST(veiled_text)
{
    assert_page("<p class='post author-noor-el-haddadi'>x<p class='post author-noor-el-haddadi'>y",
                "code [] class: post author-noor-el-haddadi\n");
    assert_page("<dialog>Sem</dialog><dialog open>Mila</dialog>", "hidden [] Sem\n");
    assert_page("<dialog>Sem</dialog><dialog open>Mila</dialog>", "body [] Mila\n");
    assert_page("<a href='/cdn-cgi/l/email-protection#5a343535281a22743436'>x</a>", "noor@x.nl\n");
    assert_page("<span data-cfemail='5a343535281a22743436'>x</span>", "noor@x.nl\n");
    assert_page("<iframe src='data:text/html,<p>Kaan'></iframe>",
                "leaf inline-1.html text/html 7\n");
    assert_page("<a href='data:text/calendar,BEGIN:VCALENDAR%0ASUMMARY:Kaan'>x</a>",
                "leaf inline-1.calendar text/calendar 28\n");
    assert_page("<script src='data:text/javascript;base64,dmFyIGEgPSAiS2FhbiI7'></script>",
                "code [] var a = \"Kaan\";\n");
}
END_TEST

/* What only looks like a tag. */
START_TEST(addresses_between_angles)
{
    assert_page("<p>Noa <noa.smit@s.nl>, <https://s.nl/kaan> en <b>Sem</b>",
                "body [] Noa <noa.smit@s.nl>, <https://s.nl/kaan> en Sem\n");
    assert_page("<p x='a@b'>Noa<a href=mailto:a@b>Kaan</a>", "body [] NoaKaan\n");
}
END_TEST

START_TEST(one_body_fact)
{
    GString *html = g_string_new("<body>");
    for (int i = 0; i < 20000; i++) {
        g_string_append(html, "<p>woord</p>");
    }
    g_autofree char *facts = page(html->str);
    const char *first = strstr(facts, " body []");
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(strstr(first + 1, " body []"));
    g_string_free(html, TRUE);
}
END_TEST

START_TEST(hidden_text)
{
    assert_page("<p>zie<p style='color:red; DISPLAY : none'>Mehmet</p>open", "hidden [] Mehmet\n");
    assert_page("<div hidden>Zofia <b>Nowak</b></div>", "hidden [] Zofia Nowak\n");
    assert_page("<noscript>Femke</noscript>", "hidden [] Femke\n");
    assert_page("<template>Jelle</template>", "hidden [] Jelle\n");
    assert_page("<template shadowrootmode=open>Jelle</template>", "body [] Jelle\n");
    /* What a server would have run, to its own end; and instructions of word processors. */
    assert_page("<?php $a->b = \"Els Bos\"; echo '<i>'; // Kaan -- Demir --> ?><p>Noor",
                "hidden [] php $a->b = \"Els Bos\"; echo '");
    assert_page("<p>a<?= 'Fen' ?>b<?xml:namespace ns='Jan Pol'/>c</p>", "body [] abc\n");
    assert_page("<p>a<?= 'Fen' ?>b<?xml:namespace ns='Jan Pol'/>c</p>", "ns='Jan Pol'/\n");
    assert_page("<?php // Noor", "hidden [] php // Noor\n");
    assert_page("<!-- foto van Yara weghalen -->", "hidden [] foto van Yara weghalen\n");
    assert_page("<!-- <p>Sem <b>Bak</b>ker<img src=sem.jpg alt='Sem lacht'></p> -->",
                "hidden [] Sem Bakker\n");
    assert_page("<!-- <p>Sem<img src=sem.jpg alt='Sem lacht'></p> -->",
                "[title, aria-label] Sem lacht");
    assert_page("<input type=hidden value='Tjerk'><input value='Ilse'>", "hidden [] Tjerk\n");
}
END_TEST

START_TEST(titles)
{
    assert_page("<title>Els Bos<style>p{}</style><p>Noor", "title [] Els Bos\n");
    assert_page("<title>Groep 5 &ndash; nieuws</title><svg><title>pijl</title></svg>",
                "title=Groep 5 – nieuws\n");
    assert_page("<title>Groep 5 &ndash; nieuws</title>", "text p1 m0 title [] Groep 5 – nieuws\n");
}
END_TEST

START_TEST(pictures)
{
    g_autofree char *facts =
        page("<figure><a href='/foto/kamp%20groot.jpg'><img src='kamp-300.jpg' alt='Noa op kamp' "
             "srcset='kamp-300.jpg 300w, kamp-900.jpg 900w'></a>"
             "<figcaption>Noa &amp; <i>Mees</i></figcaption></figure><img src=los.png>");
    assert_has(facts, "medium p1 m1 image /foto/kamp%20groot.jpg\n"
                      "text p1 m1 alt [] Noa op kamp\ntext p1 m1 caption [] Noa & Mees\n"
                      "text p1 m1 filename [] kamp groot.jpg\n");
    assert_has(facts, "medium p1 m2 image kamp-300.jpg\ntext p1 m2 alt [] Noa op kamp\n"
                      "text p1 m2 caption [] Noa & Mees\n");
    assert_has(facts, "image kamp-900.jpg\ntext p1 m3 alt [] Noa op kamp\n");
    assert_has(facts, "image los.png\ntext p1 m4 filename [] los.png\n");
    assert_has(facts, "body [] Noa & Mees\n");
}
END_TEST

START_TEST(pictures_elsewhere)
{
    assert_page("<div style=\"background-image:url('/b/kerst.webp')\" role=img aria-label='Sem'>",
                "image /b/kerst.webp\ntext p1 m1 alt [] Sem\n");
    assert_page("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=echt.jpg alt=Yara>",
                "image echt.jpg\ntext p1 m1 alt [] Yara\n");
    assert_page("<style>.x{background:url(bg.png)}</style>", "medium p1 m1 image bg.png\n");
    assert_page("<video src=film.mp4 poster=p.jpg></video>", "medium p1 m1 video film.mp4\n");
    assert_page("<a href='gids.pdf' download='gids Sanne.pdf'>schoolgids</a>",
                "attachment gids.pdf\ntext p1 m1 caption [] schoolgids\n"
                "text p1 m1 filename [] gids Sanne.pdf\n");
    assert_page("<a href='sanne.jpg'>Sanne de Vries</a>", "text p1 m1 caption [] Sanne de Vries\n");
    assert_page("<meta property=og:image content='https://x.nl/a.jpg'>"
                "<meta property=og:image:alt content='Joris'>",
                "image https://x.nl/a.jpg\ntext p1 m1 alt [] Joris\n");
    assert_page("<div class='wp-caption'><img src=a.jpg><p class='wp-caption-text'>Aïsha</p></div>",
                "text p1 m1 caption [] Aïsha\n");
}
END_TEST

START_TEST(same_picture_counts_once)
{
    g_autofree char *facts = page("<img src=a.jpg alt=een><img src=a.jpg alt=twee>");
    assert_has(facts, "text p1 m1 alt [] een\ntwee\n");
    assert_has_not(facts, "medium p1 m2");
}
END_TEST

START_TEST(data_uri_becomes_a_leaf)
{
    GString *html = g_string_new("<img alt='Merel' src='data:image/png;base64,");
    for (int i = 0; i < 100; i++) {
        g_string_append(html, "iVBO");
    }
    g_string_append(html, "'>");
    g_autofree char *facts = page(html->str);
    assert_has(facts, "leaf inline-1.png image/png 300\n");
    assert_has(facts, "medium p1 m1 image inline-1.png\ntext p1 m1 alt [] Merel\n");
    assert_has_not(facts, "iVBO");
    g_string_free(html, TRUE);
}
END_TEST

START_TEST(labels_and_code)
{
    assert_page("<a href='#x' title='Fenna&#39;s pagina' aria-label='naar Fenna'>x</a>",
                "[title, aria-label] Fenna's pagina\nnaar Fenna\n");
    assert_page("<input placeholder='bijv. Jan Jansen'>", "bijv. Jan Jansen\n");
    assert_page("<div data-leerling='{\"naam\":\"Zo\\u00eb\"}'>",
                "data-leerling: {\"naam\":\"Zoë\"}\n");
    assert_page("<script>window.s={\"n\":\"Bj\\u00f6rk \\/ \\x41da\"}</script>", "Björk / Ada");
    assert_page("<p onclick=\"toon('Sietse')\">", "onclick: toon('Sietse')\n");
}
END_TEST

START_TEST(addresses)
{
    g_autofree char *facts =
        page("<a href='/team/sanne-de-vries'>a</a><a href='mailto:s.vries@x.nl'>b"
             "</a><a href='/foto%27s/Zo%C3%AB.html'>c</a><a href='/l%E9'>d</a>"
             "<a href='/team/sanne-de-vries'>e</a><img srcset='q.jpg 2x'>");
    assert_has(facts, "url [] /team/sanne-de-vries\nmailto:s.vries@x.nl\n/foto's/Zoë.html\n/l%E9\n"
                      "q.jpg\n\n");
}
END_TEST

START_TEST(metadata)
{
    g_autofree char *facts =
        page("<meta name=author content='Hanneke Smit'><meta name=description content='Over Bram'>"
             "<meta property='article:published_time' content='2024-05-01T10:00:00+02:00'>"
             "<link rel=canonical href='https://x.nl/nieuws/'><time datetime='2020-01-01'>");
    assert_has(facts, "published=2024-05-01T08:00:00Z known=metadata");
    assert_has(facts, "author=Hanneke Smit");
    assert_has(facts, "location canonical https://x.nl/nieuws/\n");
    assert_has(facts, "text p1 m0 author [] Hanneke Smit\n");
    assert_has(facts, "description: Over Bram\n");
}
END_TEST

START_TEST(dates_by_strength)
{
    assert_page("<script type='application/ld+json'>{\"author\":{\"@type\":\"Person\",\"name\":"
                "\"Ren\\u00e9\"},\"datePublished\":\"2023-02-03\"}</script>",
                "published=2023-02-03 known=metadata author=René");
    assert_page("<time datetime='2022-03-04 09:30'>", "published=2022-03-04T09:30:00 known=text");
    assert_page("<link rel=canonical href='https://x.nl/2021/04/kamp/'>",
                "published=2021-04-01 known=path");
    assert_page("<p>niets", "publication 1 page published platform=website\n");
}
END_TEST

/* What a page shows of when and by whom, in the ways of the content systems. */
START_TEST(bylines)
{
    static const char *const pages[][2] = {
        {"<time class=updated datetime=2024-07-01></time><time class='entry-date published' "
         "datetime=2024-06-21></time><span class=byline>door <span class='author vcard'>Juf "
         "Anja</span></span>",
         "published=2024-06-21 known=text updated=2024-07-01 author=Juf Anja\n"},
        {"<dd class=createdby itemprop=author>Geschreven door <span itemprop=name>Anja "
         "Smit</span></dd><dd class=published>Gepubliceerd: vrijdag 21 juni 2024</dd>",
         "published=2024-06-21 known=text author=Anja Smit\n"},
        {"<p>Geplaatst op 3 mei 2024 door Jan", "published=2024-05-03 known=text author=Jan\n"},
        {"<p>Ingediend door Evi op de Kamp op vr, 21/06/2024 - 10:15",
         "published=2024-06-21T10:15:00 known=text author=Evi op de Kamp\n"},
        {"<abbr class=published title='2024-06-21T10:15:00+02:00'>vrijdag</abbr>",
         "published=2024-06-21T08:15:00Z known=text\n"},
        {"<div class=news-date>21 juni 2024</div>", "published=2024-06-21 known=text\n"},
        {"<aside><time datetime=2020-01-01></time></aside><article><time datetime=2024-06-21>",
         "published=2024-06-21 known=text\n"},
        {"<div class=sidebar><p class=date>21 juni 2024</div>",
         "page published platform=website\n"},
        {"<time itemprop=startDate datetime=2027-06-21></time><p class=event-date>21 juni 2024",
         "page published platform=website\n"},
        {"<p class=date>21 juni 2024<p class=date>22 juni 2024<p class=author>Jan<p "
         "class=author>Els",
         "page published platform=website\n"},
        {"<p class=author>Anja schrijft al jaren verhalen over onze school, over het plein, de "
         "dieren "
         "en alles wat er in de klassen te zien en te horen is, elke week weer en voor iedereen",
         "page published platform=website\n"},
        {"<p class=author>anja@x.nl", "page published platform=website\n"},
        {"<!--[if gte mso 9]><xml><mso:FirstPublishedDate>2024-06-21T08:15:30Z"
         "</mso:FirstPublishedDate></xml><![endif]-->",
         "published=2024-06-21T08:15:30Z known=text\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
        assert_page(pages[i][0], pages[i][1]);
    static const char *const paths[][2] = {{"/2024-05-17-kamp.html", "2024-05-17"},
                                           {"/2010-11/kamp.html", NULL},
                                           {"/2024-05-17123", NULL},
                                           {"/2024/05/17/", "2024-05-17"}};

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *date = date_from_path(paths[i][0]);
        ck_assert_pstr_eq(date, paths[i][1]);
    }
}
END_TEST

START_TEST(locations)
{
    assert_page("<!-- Mirrored from www.x.nl/team.htm by HTTrack Website Copier/3.x -->",
                "location httrack http://www.x.nl/team.htm\n");
    assert_page(
        "<html><!--\n Page saved with SingleFile \n url: https://x.nl/a \n saved date: x -->",
        "location saved-page https://x.nl/a\n");
    assert_page("<!-- saved from url=(0016)https://x.nl/b/ -->",
                "location saved-page https://x.nl/b/\n");
}
END_TEST

/* A name in each place where a text search does not look, and what the place is called. */
START_TEST(places)
{
    static const char *const planted[][2] = {
        {"<style>.a::before{content:'Dani\\00eb lle'}</style>",
         "code [] .a::before{content:'Danië"},
        {"<object data=x.pdf><param name=a value='Noor'></object>", "hidden [] Noor\n"},
        {"<svg><title>Kaan</title><desc>Beyza</desc><text>Ayoub</text></svg>",
         "body [] Kaan\nBeyza\nAyoub\n"},
        {"<img src=\"data:image/svg+xml,%3Csvg%3E%3Ctext%3EZofia%3C/text%3E%3C/svg%3E\">",
         "leaf inline-1.svg image/svg+xml 29\n"},
        {"<school-foto leerling='Wietse'></school-foto>", "code [] leerling: Wietse\n"},
        {"<div x-data=\"{naam:'Fenna'}\" :items='[1]'>", "code [] x-data: {naam:'Fenna'}\n"},
        {"<button value='Jurre'>x</button>", "code [] value: Jurre\n"},
        {"<i @click=\"toon('Wytse')\" [naam]='Baukje'>x</i>", "code [] :click: toon('Wytse')\n"},
        {"<i @click=\"toon('Wytse')\" [naam]='Baukje'>x</i>", ":naam:: Baukje\n"},
        {"<img src=a.jpg alt=Zofia&#32;Klonowska title=b>", "alt [] Zofia Klonowska\n"},
        {"<i uk-tooltip='title: Hidde'>x</i>", "code [] uk-tooltip: title: Hidde\n"},
        {"<svg><a xlink:title='Rinske'>x</a></svg>", "code [] xlink:title: Rinske\n"},
        {"<p style=\"--naam:'Douwe';color:red\">x", "code [] --naam:'Douwe';color:red\n"},
        {"<p style='color:red' width=5>x", "page published platform=website\n"
                                           "text p1 m0 body [] x\n"},
        {"<a name='sietske-de-boer'></a>", "code [] name: sietske-de-boer\n"},
        {"<div><template shadowrootmode=open><p>Elif<slot></slot></template></div>",
         "body [] Elif\n"},
        {"<template><p>Milan</p></template>", "hidden [] Milan\n"},
        {"<noscript>Youssef</noscript>", "hidden [] Youssef\n"},
        {"<ruby>Yu<rt>Na</rt></ruby>", "body [] Yu Na"},
        {"<iframe srcdoc='&lt;p&gt;Roos&lt;/p&gt;'></iframe>", "body [] Roos\n"},
        {"<time itemprop=datePublished datetime=2024-05-02>x</time>",
         "published=2024-05-02 known=metadata"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(planted); i++) {
        assert_page(planted[i][0], planted[i][1]);
    }
}
END_TEST

START_TEST(mirrors)
{
    static const char *const paths[][2] = {
        {"site/127.0.0.1:8765/nieuws.php?id=1.html", "http://127.0.0.1:8765/nieuws.php?id=1"},
        {"site/127.0.0.1_8765/oud/team.html", "http://127.0.0.1:8765/oud/team.html"},
        {"s.zip!/x/www.vlinderhof.nl+81/a@id=2.html", "http://www.vlinderhof.nl:81/a?id=2"},
        {"vlinderhof.nl/groep5/index.html", "http://vlinderhof.nl/groep5/index.html"},
        {"x/web.archive.org/web/20240621101530/https:/www.x.nl/a.html", "https://www.x.nl/a.html"},
        {"web.archive.org/web/20240621101530im_/http://x.nl/a?b=1.html", "http://x.nl/a?b=1"},
        {"web.archive.org/about/a.html", "http://web.archive.org/about/a.html"},
        {"websites/www.x.nl/20240621101530/a.html", "http://www.x.nl/a.html"},
        {"site.nl", NULL},
        {"versie.2/foto.map/a.html", NULL},
        {"vlinderhof.nl/a.zip!/b.html", NULL}};

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *address = address_from_path(paths[i][0]);
        ck_assert_pstr_eq(address, paths[i][1]);
    }
}
END_TEST

START_TEST(date_forms)
{
    static const char *const forms[][2] = {{"2024-05-01", "2024-05-01"},
                                           {"2024-05-01T23:30:00-0200", "2024-05-02T01:30:00Z"},
                                           {"2024-05-01 10:00:00.123Z", "2024-05-01T10:00:00Z"},
                                           {"0000-00-00 00:00:00", NULL},
                                           {"2024-13-01", NULL},
                                           {"12-06-2024", NULL},
                                           {"02024-05-01", NULL},
                                           {"gisteren", NULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_autofree char *date = date_from_iso(forms[i][0], false);
        ck_assert_pstr_eq(date, forms[i][1]);
    }
    static const char *const mails[][2] = {
        {"Wed, 01 May 2024 10:00:00 +0200", "2024-05-01T08:00:00Z"},
        {"wo, 1 mei 2024 10:00 CEST", "2024-05-01T08:00:00Z"},
        {"Fri, 1 March 24 10:00:05 GMT", "2024-03-01T10:00:05Z"},
        {"1 maart 2024 10:00:00 CET", "2024-03-01T09:00:00Z"},
        {"01 Foo 2024 10:00:00", NULL},
        {"01 May 2024", NULL},
        {"01 May 2024 25:00", NULL}};

    for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
        g_autofree char *date = date_from_rfc822(mails[i][0]);
        ck_assert_pstr_eq(date, mails[i][1]);
    }
}
END_TEST

START_TEST(bids)
{
    ck_assert_int_ge(bid_of(&reader_html, "x", "text/plain", "<!DOCTYPE html><p>", 18), 50);
    ck_assert_int_ge(bid_of(&reader_html, "x.php", "text/html", "<p>", 3), 20);
    ck_assert_int_eq(bid_of(&reader_html, "x.txt", "text/plain", "hallo", 5), 0);
    ck_assert_int_eq(bid_of(&reader_html, "x.js", "text/plain", "var x = '<html>'", 16), 0);
    ck_assert_int_ge(bid_of(&reader_html, "x", "text/plain", "\xff\xfe<\0h\0t\0m\0l\0>\0", 14), 50);
}
END_TEST

START_TEST(dutch_dates)
{
    static const char *const pages[] = {
        "<p class=datum>12-06-2024</p><p>x",
        "<span class='post-date'>12-06-2024 10:00</span>",
        "<p>Geplaatst op 12-06-2024",
        "<time datetime='12-06-2024'>x</time>",
        "<meta name=date content='12-06-2024'>",
        "<div class=submitted>Ingediend door Anna Smit op wo, 12/06/2024 - 10:15</div>",
        "<script type='application/ld+json'>{\"datePublished\": \"12 juni 2024\"}</script>"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_page(pages[i], "published=2024-06-12");
    }
}
END_TEST

/* Pictures of galleries and frameworks, told in JSON. */
START_TEST(pictures_in_state)
{
    assert_page("<script type='application/json'>{\"items\": [{\"url\": \"/a.jpg\", \"caption\":"
                " \"Noa\", \"origFileName\": \"kaan.jpg\"}, {\"url\": \"/b.jpg\"}]}</script>",
                "medium p1 m1 image /a.jpg\ntext p1 m1 caption [] Noa\n"
                "text p1 m1 filename [] kaan.jpg\n");
    g_autofree char *wix = page(
        "<script type='application/json'>{\"mediaUrl\": \"ab~mv2.jpg\", \"metaData\": {\"title\":"
        " \"Noa\", \"alt\": \"Kaan\"}, \"link\": {\"title\": \"Sem\", \"url\": \"/x.jpg\"}}"
        "</script><script>{\"url\": broken</script>");
    assert_has(wix, "image ab~mv2.jpg\ntext p1 m1 alt [] Kaan\ntext p1 m1 caption [] Noa\n");
    assert_has_not(wix, "m2 ");
}
END_TEST

/* A caption that no figure holds: by its class, beside the picture, in any system's words. */
START_TEST(captions_by_class)
{
    static const char *const pages[] = {
        "<div><img src=a.jpg><div class='carousel-caption'><h5 class=caption-title>Noa</h5>"
        "<p>wint</p></div></div>",
        "<dl><dt><img src=a.jpg></dt><dd class='csc-textpic-caption'>Noa<br>wint</dd></dl>",
        "<table class='tr-caption-container'><tr><td><img src=a.jpg></td></tr><tr>"
        "<td class='tr-caption'>Noa<br>wint</td></tr></table>",
        "<div class='img_caption'><img src=a.jpg><p class='img_caption'>Noa<br>wint</p></div>",
        "<div class='et_pb_gallery_item'><a href=a.jpg></a><h3 class='et_pb_gallery_title'>Noa</h3>"
        "<p class='et_pb_gallery_caption'>wint</p></div>",
        "<div><div><img src=a.jpg></div><div class=BijSchrift>Noa<br>wint</div></div>",
        "<li class=card><img src=a.jpg><div class=body><h5 class='card-title'>Noa<br>wint</h5>",
        "<div><figure><img src=a.jpg></figure><div class='elementor-image-box-content'><h3>Noa</h3>"
        "<p>wint</p></div></div>"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_page(pages[i], "text p1 m1 caption [] Noa\nwint\n");
    }
    g_autofree char *two = page("<div><div><img src=a.jpg></div><p class=caption>Noa</p></div>"
                                "<div><div><img src=b.jpg></div><p class=caption>Sem</p></div>");
    assert_has(two, "m1 caption [] Noa\n");
    assert_has(two, "m2 caption [] Sem\n");
    assert_has_not(two, "m1 caption [] Noa\nSem");
    g_autofree char *bare = page("<ul><li><img src=a.jpg><b class='card-title'>Noa</b></li>"
                                 "<li><b class='card-title'>Sem</b></li></ul>");
    assert_has(bare, "m1 caption [] Noa\ntext p1 m1 filename");
    assert_page("<img src=a.jpg usemap='#k'><map name=k><area title=Noa><area alt=Sem></map>",
                "m1 alt [] Noa\nSem\n");
    g_autofree char *none = page("<p class=caption>Noa</p><div><img src=a.jpg></div>");
    assert_has_not(none, "m1 caption []");
}
END_TEST

/* What viewers show beside a picture stands in its attributes. */
START_TEST(captions_of_viewers)
{
    assert_page("<a href=a.jpg data-lightbox=kamp data-title='&lt;b&gt;Noa&lt;/b&gt; wint'></a>",
                "m1 caption [] Noa wint\n");
    assert_page("<a data-fancybox data-caption='Noa' href=a.jpg></a>", "m1 caption [] Noa\n");
    assert_page("<a data-sub-html='&lt;h4&gt;Noa&lt;/h4&gt;' href=a.jpg></a>",
                "m1 caption [] Noa\n");
    assert_page("<a data-sub-html='#c1' href=a.jpg></a>", "code [] data-sub-html: #c1\n");
    assert_page("<a data-elementor-lightbox-description='Noa' href=a.jpg></a>",
                "m1 caption [] Noa\n");
    assert_page("<img data-orig-file=a.jpg data-image-caption='&lt;p&gt;Noa&lt;/p&gt;'>",
                "m1 caption [] Noa\n");
    assert_page("<p data-title='Noa'>x", "code [] data-title: Noa\n");
}
END_TEST

/* The picture that machines are told of is the one in the figure; a picture may be shown twice. */
START_TEST(captions_of_known_pictures)
{
    assert_page("<meta property='og:image' content='https://s.nl/a.jpg'>"
                "<figure><img src='https://s.nl/a.jpg'><figcaption>Noa</figcaption></figure>",
                "m1 caption [] Noa\n");
    assert_page("<figure><img src=a.jpg><figcaption>Noa</figcaption></figure>"
                "<figure><img src=a.jpg><figcaption>Sem</figcaption></figure>",
                "m1 caption [] Noa\nSem\n");
    assert_page("<figure><figcaption>Noa</figcaption><img src=a.jpg></figure>",
                "m1 caption [] Noa\n");
    g_autofree char *gallery =
        page("<figure><figure><img src=a.jpg><figcaption>Noa</figcaption>"
             "</figure><img src=b.jpg><figcaption>Kamp</figcaption></figure>");
    assert_has(gallery, "m1 caption [] Noa\n");
    assert_has(gallery, "m2 caption [] Kamp\n");
    assert_has_not(gallery, "caption [] Noa\nKamp");
    static const char *const rows[] = {
        "<figure><img src=a.jpg><figcaption>Noa</figcaption><img src=b.jpg>"
        "<figcaption>Sem</figcaption></figure>",
        "<div><img src=a.jpg><p class=caption>Noa</p><img src=b.jpg><p "
        "class=caption>Sem</p></div>"};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *row = page(rows[i]);
        assert_has(row, "m1 caption [] Noa\ntext p1 m1 filename");
        assert_has(row, "m2 caption [] Sem\n");
    }
}
END_TEST

int main(void)
{
    xml_warm_up();
    Suite *suite = suite_create("html");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, text_as_shown);
    tcase_add_test(tests, veiled_text);
    tcase_add_test(tests, one_body_fact);
    tcase_add_test(tests, hidden_text);
    tcase_add_test(tests, titles);
    tcase_add_test(tests, pictures);
    tcase_add_test(tests, pictures_elsewhere);
    tcase_add_test(tests, same_picture_counts_once);
    tcase_add_test(tests, data_uri_becomes_a_leaf);
    tcase_add_test(tests, labels_and_code);
    tcase_add_test(tests, addresses);
    tcase_add_test(tests, metadata);
    tcase_add_test(tests, dates_by_strength);
    tcase_add_test(tests, bylines);
    tcase_add_test(tests, locations);
    tcase_add_test(tests, places);
    tcase_add_test(tests, mirrors);
    tcase_add_test(tests, date_forms);
    tcase_add_test(tests, bids);
    tcase_add_test(tests, captions_by_class);
    tcase_add_test(tests, captions_of_viewers);
    tcase_add_test(tests, captions_of_known_pictures);
    tcase_add_test(tests, dutch_dates);
    tcase_add_test(tests, addresses_between_angles);
    tcase_add_test(tests, pictures_in_state);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
