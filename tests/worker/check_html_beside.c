/* Words right below or above a picture that no markup calls its caption: which are taken for one,
 * and which are not. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_html;

static char *page(const char *html)
{
    return facts_of(&reader_html, "site/index.html", "text/html", html, strlen(html));
}

/* Which words were laid beside a.jpg, b.jpg and c.jpg: "Noa|Sem|-". */
static void assert_beside(const char *html, const char *wanted)
{
    static const char *const files[] = {" image a.jpg\n", " image b.jpg\n", " image c.jpg\n"};
    g_autofree char *facts = page(html);
    g_autoptr(GString) found = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        const char *medium = strstr(facts, files[i]);
        const char *next = medium != NULL ? strstr(medium, "\nmedium ") : NULL;
        g_autofree char *own = medium == NULL ? g_strdup("")
                               : next != NULL ? g_strndup(medium, (gsize)(next - medium))
                                              : g_strdup(medium);
        const char *words = strstr(own, " caption [beside] ");
        const char *end = words != NULL ? strstr(words, "\ntext ") : NULL;
        words = words != NULL ? words + strlen(" caption [beside] ") : "-";
        if (medium != NULL) {
            g_string_append(found, found->len > 0 ? "|" : "");
            g_string_append_len(found, words, end != NULL ? end - words : (gssize)strlen(words));
        }
    }
    ck_assert_msg(strcmp(found->str, wanted) == 0, "%s: wanted <%s>, found <%s> in\n%s", html,
                  wanted, found->str, facts);
}

START_TEST(cells_and_cards)
{
    assert_beside("<table><tr><td><img src=a.jpg><br>Sanne de Vries</td><td><img src=b.jpg><br>"
                  "Tom Bos<br>groep 7</td></tr></table>",
                  "Sanne de Vries|Tom Bos\ngroep 7");
    assert_beside("<table><tr><td><img src=a.jpg></td><td>Sanne<br>groep 7</td></tr>"
                  "<tr><td><img src=b.jpg></td><td>Tom</td></tr></table>",
                  "Sanne\ngroep 7|Tom");
    assert_beside("<table><tr><td><img src=a.jpg></td></tr><tr><td>Sanne</td></tr></table>",
                  "Sanne");
    assert_beside("<div class=g><div class=k><div><a href=#><img src=a.jpg></a></div>"
                  "<div class=naam>Sanne</div></div><div class=k><div><a href=#><img src=b.jpg></a>"
                  "</div><div class=naam>Tom</div></div></div>",
                  "Sanne|Tom");
    assert_beside("<div><img src=a.jpg><h4>Sanne</h4><p>groep 7</p></div>", "Sanne\ngroep 7");
    assert_beside("<div><h3>Sanne</h3><img src=a.jpg></div><div><h3>Tom</h3><img src=b.jpg></div>",
                  "Sanne|Tom");
    assert_beside("<ul><li><img src=a.jpg> Sanne</li><li><img src=b.jpg> Tom</li></ul>",
                  "Sanne|Tom");
    assert_beside("<div class=p style='background-image:url(a.jpg)'></div><p>Sanne</p>", "Sanne");
}
END_TEST

/* A row of pictures and a row of names. */
START_TEST(columns)
{
    assert_beside("<table><tr><td><img src=a.jpg></td><td><img src=b.jpg></td><td></td></tr>"
                  "<tr><td>Sanne</td><td>Tom</td><td>Groep 7</td></tr></table>",
                  "Sanne|Tom");
    assert_beside("<table><tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr>"
                  "<tr><td>Sanne en Tom</td></tr></table>",
                  "-|-");
    assert_beside("<table><tr><td>Sanne</td><td>Tom</td></tr>"
                  "<tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr></table>",
                  "-|-");
}
END_TEST

START_TEST(paragraphs)
{
    const char *text = "<p>Het was een mooie dag, en alle kinderen van de school waren er. Ze "
                       "liepen vroeg in de ochtend naar het bos, waar de boswachter al stond te "
                       "wachten met een kar vol spullen.</p>";
    g_autofree char *below =
        g_strdup_printf("<h1>Kamp</h1>%s<p><img src=a.jpg></p><p><em>Sanne bij de start</em></p>%s"
                        "<p><img src=b.jpg></p><p>Tom</p>%s<p>Groeten, Anja</p><p><img src=c.jpg>"
                        "</p>",
                        text, text, text);
    assert_beside(below, "Sanne bij de start|Tom|-");
    g_autofree char *heading =
        g_strdup_printf("<p><img src=a.jpg></p><h2>Sanne wint</h2>%s<h2>Tom zingt</h2>"
                        "<p><img src=b.jpg></p>%s",
                        text, text);
    assert_beside(heading, "-|-");
    g_autofree char *within = g_strdup_printf("<p>Kijk <img src=a.jpg> Tom!</p><div><img "
                                              "src=b.jpg>%s</div>",
                                              text);
    assert_beside(within, "Tom!|-");
    assert_beside("<div>Sanne<br><img src=a.jpg></div>", "Sanne");
    assert_beside("<p><img src=a.jpg><br>Sanne<br><img src=b.jpg><br>Tom</p>", "Sanne|Tom");
    assert_beside("<h1>Klas</h1><h3>Sanne</h3><img src=a.jpg><h3>Tom</h3><img src=b.jpg>",
                  "Klas\nSanne|Tom");
    assert_beside("<h2>Klas</h2><img src=a.jpg><p>Sanne</p><img src=b.jpg><p>Tom</p>", "Sanne|Tom");
}
END_TEST

/* Who they belong to is not to be seen, or nobody is shown. */
START_TEST(doubtful)
{
    assert_beside("<img src=a.jpg><img src=b.jpg><p>Sanne en Tom</p>", "-|Sanne en Tom");
    assert_beside("<img src=a.jpg><p>Sanne</p><img src=b.jpg>", "-|-");
    assert_beside("<img src=a.jpg><ul><li>Sanne<li>Tom<li>Noa<li>Sem</ul>", "-");
    assert_beside("<img src=a.jpg width=16 height=16>Sanne", "-");
    assert_beside("<img src=a.jpg class=emoji>Sanne", "-");
    assert_beside("<p><img src=a.jpg>Sanne</p><p><img src=a.jpg>Tom</p><p><img src=a.jpg>Noa</p>",
                  "-");
    assert_beside("<img src=a.jpg><p>Foto: Jan Jansen</p>", "-");
    assert_beside("<img src=a.jpg><p>Sanne<br>(foto: Jan Jansen)</p>", "Sanne");
    assert_beside("<img src=a.jpg><p>door Jan Jansen</p>", "-");
    assert_beside("<figure><img src=a.jpg><figcaption>Noa</figcaption></figure><p>Sanne</p>", "-");
    assert_beside("<img src=a.jpg><p>12</p>", "-");
    assert_beside("<img src=a.jpg><p hidden>Sanne</p>", "-");
}
END_TEST

/* The large picture behind a small one, the one that comes later, and sizes of it. */
START_TEST(pictures_behind)
{
    assert_beside("<td><a href=a.jpg><div><img src=b.jpg></div></a>Sanne</td>", "Sanne|Sanne");
    assert_beside("<img src=leeg.gif data-src=a.jpg><noscript><img src=a.jpg></noscript><p>Noa",
                  "Noa");
    assert_beside("<picture><source srcset=a.jpg><img src=b.jpg></picture><p>Noa</p>", "Noa|Noa");
    assert_beside("<p>Sanne<a href=a.jpg>groot</a></p><p><img src=b.jpg></p><p>Tom</p>", "-|Tom");
}
END_TEST

/* Many of them cost no more than their bytes. */
START_TEST(linear)
{
    GString *html = g_string_new("<body>");
    for (int i = 0; i < 60000; i++) {
        g_string_append_printf(html, "<a href=groot.jpg><img src=%d.jpg></a><p>Sanne %d</p>", i, i);
    }
    for (int i = 0; i < 60000; i++) {
        g_string_append(html, "<h2>x</h2><p>y</p>");
    }
    g_autofree char *facts = page(html->str);
    assert_has(facts, "image 59999.jpg\ntext p1 m60001 caption [beside] Sanne 59999\n");
    g_string_free(html, TRUE);
}
END_TEST

int main(void)
{
    xml_warm_up();
    Suite *suite = suite_create("html_beside");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, cells_and_cards);
    tcase_add_test(tests, columns);
    tcase_add_test(tests, paragraphs);
    tcase_add_test(tests, doubtful);
    tcase_add_test(tests, pictures_behind);
    tcase_add_test(tests, linear);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
