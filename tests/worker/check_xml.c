/* The worker's markup parsing: charsets, traps of HTML, broken XML. */
#include "worker/xml.h"

#include <check.h>
#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* Events written down as "<a x=1>text</a>" to compare with. */
static void log_start(void *user, const char *space, const char *name,
                      const XmlAttribute *attributes, size_t count)
{
    (void)space;
    g_string_append_printf(user, "<%s", name);
    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(user, " %s=%s", attributes[i].name, attributes[i].value);
    }
    g_string_append(user, ">");
}

static void log_end(void *user, const char *space, const char *name)
{
    (void)space;
    g_string_append_printf(user, "</%s>", name);
}

static void log_text(void *user, const char *text, size_t length)
{
    g_string_append_len(user, text, (gssize)length);
}

static void log_comment(void *user, const char *text, size_t length)
{
    g_string_append(user, "{");
    g_string_append_len(user, text, (gssize)length);
    g_string_append(user, "}");
}

static const XmlHandler log_handler = {log_start, log_end, log_text, log_comment};

static char *html_events(const char *html, size_t length)
{
    GString *log = g_string_new(NULL);
    html_parse(html, length, &log_handler, log);
    return g_string_free(log, FALSE);
}

static char *xml_events(const char *xml, size_t length, bool *whole)
{
    GString *log = g_string_new(NULL);
    bool result = xml_parse(xml, length, &log_handler, log);
    if (whole != NULL) {
        *whole = result;
    }
    return g_string_free(log, FALSE);
}

static void assert_html(const char *html, const char *wanted)
{
    g_autofree char *events = html_events(html, strlen(html));
    ck_assert_msg(strstr(events, wanted) != NULL, "wanted %s, have %s", wanted, events);
}

static void assert_xml(const char *xml, const char *wanted, bool wanted_whole)
{
    bool whole;
    g_autofree char *events = xml_events(xml, strlen(xml), &whole);
    ck_assert_str_eq(events, wanted);
    ck_assert_int_eq(whole, wanted_whole);
}

static void assert_decoded(const char *data, size_t length, const char *label, const char *wanted,
                           const char *wanted_charset)
{
    size_t decoded_length;
    const char *charset;
    g_autofree char *text = html_decode(data, length, label, &decoded_length, &charset);
    ck_assert_str_eq(charset, wanted_charset);
    ck_assert_str_eq(text, wanted);
    ck_assert_uint_eq(decoded_length, strlen(wanted));
}

#define DECODED(data, label, wanted, charset)                                                      \
    assert_decoded(data, sizeof(data) - 1, label, wanted, charset)

START_TEST(charset_decision)
{
    DECODED("\xef\xbb\xbfZo\xc3\xab", "iso-8859-1", "Zoë", "utf-8");
    DECODED("\xff\xfeZ\0o\0\xeb\0", NULL, "Zoë", "utf-16le");
    DECODED("\0Z\0o\0\xeb\0!", NULL, "Zoë!", "utf-16be");
    DECODED("Zo\xc3\xab", NULL, "Zoë", "utf-8");
    DECODED("Zo\xeb \x80", NULL, "Zoë €", "windows-1252");
    DECODED("Zo\xeb \x92", "text/html; charset=ISO-8859-1", "Zoë ’", "windows-1252");
    DECODED("<meta charset=iso-8859-1>\x93Zo\xeb", NULL, "<meta charset=iso-8859-1>“Zoë",
            "windows-1252");
    DECODED("<!-- <meta charset=utf-8> --><meta http-equiv=Content-Type content='text/html; "
            "charset=windows-1254'>\xf0",
            NULL,
            "<!-- <meta charset=utf-8> --><meta http-equiv=Content-Type content='text/html; "
            "charset=windows-1254'>ğ",
            "windows-1254");
    DECODED("<meta charset=utf-16>Zo\xc3\xab", NULL, "<meta charset=utf-16>Zoë", "utf-8");
    DECODED("Zo\xc3\xab, Zo\xeb", "utf-8", "Zoë, Zoë", "utf-8");
    DECODED("\xd0\xb1", "koi8-r", "п╠", "koi8-r");
    DECODED("Zo\xc3\xab", "iso-8859-1", "Zoë", "utf-8");
    DECODED("Zo\xc3\xab Ren\xe9.", "iso-8859-1", "ZoÃ« René.", "windows-1252");
}
END_TEST

/* Inside the sandbox no file can be opened: all converters must be there already. */
START_TEST(charsets_without_files)
{
    struct rlimit before;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &(struct rlimit){0, before.rlim_max}), 0);
    ck_assert_int_eq(open("/dev/null", O_RDONLY), -1);
    DECODED("\xd0\xb1", "koi8-r", "п╠", "koi8-r");
    DECODED("\xc4\xe3", "gb2312", "你", "gb18030");
    DECODED("\x82\xa0", "shift_jis", "あ", "shift_jis");
    DECODED("\xa4", "iso-8859-15", "€", "iso-8859-15");
    assert_html("<p>a&eacute;", "aé");
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
}
END_TEST

START_TEST(utf16_surrogates)
{
    size_t length;
    g_autofree char *pair = text_decode("\xff\xfe\x3d\xd8\x00\xde!\0", 8, NULL, &length, NULL);
    ck_assert_str_eq(pair, "😀!");
    g_autofree char *alone = text_decode("\xff\xfe\x3d\xd8!\0", 6, NULL, &length, NULL);
    ck_assert_str_eq(alone, "\xef\xbf\xbd!");
}
END_TEST

START_TEST(html_empty_comments)
{
    assert_html("<p>a<!-->b<!--->c</p>", "<p>a{}b{}c</p>");
    assert_html("<p>a<!-- x --!>b", "a{ x }b");
    assert_html("<p>a<!-- never closed", "a{ never closed}");
}
END_TEST

START_TEST(html_references)
{
    assert_html("<p>d&#146;Hont &#x80;5 &#0;x", "d’Hont €5  x");
    assert_html("<p>&gbreve;&scedil;&Zoe;&lstrok;", "ğş&Zoe;ł");
    assert_html("<p>Zo&euml en Bj&oumlrk &amp &lt;b&gt;", "Zoë en Björk & <b>");
    assert_html("<a href='?a=1&copy=2&#146;'>", "href=?a=1&copy=2’");
    assert_html("<img alt='Zo&euml &copyx'>", "alt=Zoë &copyx");
}
END_TEST

START_TEST(html_is_lower_case_and_keeps_scripts)
{
    assert_html("<SCRIPT>if (a<b) x='<!-->&#146;'</SCRIPT><P CLASS=x hidden>t",
                "<script>if (a<b) x='<!-->&#146;'</script>");
    assert_html("<P CLASS=x hidden>t", "<p class=x hidden=>t");
    assert_html("<p>5 < 6 <3", "5 < 6 <3");
}
END_TEST

START_TEST(html_deep_text_arrives)
{
    GString *html = g_string_new(NULL);
    for (int i = 0; i < 3000; i++) {
        g_string_append(html, "<div>");
    }
    g_string_append(html, "Merel Bakker");
    assert_html(html->str, "Merel Bakker");
    g_string_free(html, TRUE);
}
END_TEST

START_TEST(html_zero_bytes)
{
    g_autofree char *events = html_events("<p>Zo\0ra</p><p>na", 17);
    ck_assert_ptr_nonnull(strstr(events, "Zora"));
    ck_assert_ptr_nonnull(strstr(events, "na"));
}
END_TEST

static char *many_attributes(const char *end)
{
    GString *tag = g_string_new("<a");
    for (int i = 0; i < 100000; i++) {
        g_string_append_printf(tag, " a%d='v%d'", i, i);
    }
    g_string_append(tag, end);
    return g_string_free(tag, FALSE);
}

START_TEST(attributes_are_bounded)
{
    g_autofree char *html = many_attributes(">binnen</a>");
    assert_html(html, "binnen");
    assert_html(html, "v99999");
    g_autofree char *xml = many_attributes("/>");
    bool whole;
    g_autofree char *events = xml_events(xml, strlen(xml), &whole);
    ck_assert(whole);
    ck_assert_ptr_nonnull(strstr(events, "v99999"));
    ck_assert(g_str_has_suffix(events, "</a>"));
}
END_TEST

START_TEST(xml_well_formed)
{
    assert_xml("<?xml version='1.0'?><a x='1&amp;2'>t<b/>&#233;&eacute;</a>",
               "{xml version='1.0' }<a x=1&2>t<b></b>éé</a>", true);
    assert_xml("\n<?xml version='1.0' encoding='iso-8859-1'?><a>Zo\xeb</a>",
               "{xml version='1.0' encoding='iso-8859-1' }<a>Zoë</a>", true);
    static const char wide[] = "\xff\xfe<\0a\0>\0\xeb\0<\0/\0a\0>\0";
    g_autofree char *events = xml_events(wide, sizeof(wide) - 1, NULL);
    ck_assert_str_eq(events, "<a>ë</a>");
}
END_TEST

START_TEST(xml_broken)
{
    assert_xml("<a><b>t</a>", "<a><b>t</b></a>", false);
    assert_xml("<a>t</b></a>rest", "<a>t</a>rest", false);
    assert_xml("<a>cut <b x='1", "<a>cut <b x=1></b></a>", false);
    assert_xml("<a><![CDATA[cut", "<a>cut</a>", false);
    assert_xml("<a>i <3 you & me <jan@x.nl> </a>", "<a>i <3 you & me <jan@x.nl> </a>", true);
    assert_xml("<a>1</a><a>2</a>", "<a>1</a><a>2</a>", true);
}
END_TEST

START_TEST(xml_forbidden_bytes)
{
    assert_xml("<a><![CDATA[x\x0by\x11]]></a>", "<a>x y </a>", true);
    assert_xml("<a>\x01&#11;\xef\xbf\xbe</a>", "<a>   </a>", true);
    assert_xml("<a><![CDATA[ja ]]]]><![CDATA[> <b> & nee]]></a>", "<a>ja ]]> <b> & nee</a>", true);
}
END_TEST

START_TEST(xml_entities_are_never_resolved)
{
    assert_xml("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'><!ENTITY c 'Sanne'>]>"
               "<a t='&c;'>&b;</a>",
               "{DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'><!ENTITY c 'Sanne'>] }"
               "<a t=&c;>&b;</a>",
               true);
}
END_TEST

START_TEST(xml_long_cdata)
{
    GString *xml = g_string_new("<a><![CDATA[");
    for (int i = 0; i < 1500000; i++) {
        g_string_append(xml, "woorden, ");
    }
    g_string_append(xml, "slot]]></a>");
    bool whole;
    g_autofree char *events = xml_events(xml->str, xml->len, &whole);
    ck_assert(whole);
    ck_assert_uint_eq(strlen(events), xml->len - strlen("<![CDATA[]]>"));
    ck_assert(g_str_has_suffix(events, "slot</a>"));
    g_string_free(xml, TRUE);
}
END_TEST

static void count_spaces(void *user, const char *space, const char *name,
                         const XmlAttribute *attributes, size_t count)
{
    GString *log = user;
    g_string_append_printf(log, "%s|%s|%s;", space, name, count > 0 ? attributes[0].space : "");
}

START_TEST(xml_namespaces)
{
    GString *log = g_string_new(NULL);
    XmlHandler handler = {.start = count_spaces};
    const char *xml = "<r xmlns='urn:r' xmlns:w='urn:w'><w:p w:v='1'/><q:s/></r>";
    xml_parse(xml, strlen(xml), &handler, log);
    ck_assert_str_eq(log->str, "urn:r|r|;urn:w|p|urn:w;|s|;");
    g_string_free(log, TRUE);
}
END_TEST

int main(void)
{
    xml_warm_up();
    Suite *suite = suite_create("xml");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, charset_decision);
    tcase_add_test(tests, charsets_without_files);
    tcase_add_test(tests, utf16_surrogates);
    tcase_add_test(tests, html_empty_comments);
    tcase_add_test(tests, html_references);
    tcase_add_test(tests, html_is_lower_case_and_keeps_scripts);
    tcase_add_test(tests, html_deep_text_arrives);
    tcase_add_test(tests, html_zero_bytes);
    tcase_add_test(tests, attributes_are_bounded);
    tcase_add_test(tests, xml_well_formed);
    tcase_add_test(tests, xml_broken);
    tcase_add_test(tests, xml_forbidden_bytes);
    tcase_add_test(tests, xml_entities_are_never_resolved);
    tcase_add_test(tests, xml_long_cdata);
    tcase_add_test(tests, xml_namespaces);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
