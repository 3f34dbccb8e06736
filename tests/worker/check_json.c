/*
 * Suite of the JSON splitter, the repair of Meta's broken UTF-8 and the generic JSON reader: one
 * test a trick. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "worker/input.h"
#include "worker/json.h"
#include "worker/json_text.h"
#include "worker/sink.h"

extern const Reader reader_json;

static char *read_bytes(const char *path, const void *data, size_t length)
{
    return facts_of(&reader_json, path, NULL, data, length);
}

static void assert_read(const char *json, const char *wanted, const char *gap)
{
    g_autofree char *facts = read_bytes("x/data.json", json, strlen(json));

    assert_has(facts, wanted);
    if (gap)
        assert_has(facts, gap);
    else
        assert_has_not(facts, "gap");
}

START_TEST(strings_keys_and_numbers)
{
    assert_read("{\"naam\": \"Sietske Hoekstra\", \"tel\": 612345678, \"ok\": true}",
                "text p0 m0 body [naam] naam: Sietske Hoekstra\ntel: 612345678\nok", NULL);
    assert_read("{\"Kaan Demir\": {\"leeftijd\": 9}}", "Kaan Demir", NULL);
    assert_read("{\"Kaan Demir\": null}", "Kaan Demir", NULL);
    assert_read("[{\"a\": [\"Ilse\", {\"b\": \"Bram\"}]}]", "[[0].a[0]] a: Ilse\nb: Bram", NULL);
    assert_read("\"Sem Bakker\"", "Sem Bakker", NULL);
}
END_TEST

START_TEST(tolerated)
{
    assert_read("\xEF\xBB\xBF[\"Ren\\u00e9\"]", "René", NULL);
    assert_read("[\"een\", \"twee\",]", "twee", NULL);
    assert_read("{\"a\": \"een\",}", "een", NULL);
    assert_read("[\"x \\ud83c y\"]", "x \xEF\xBF\xBD y", NULL);
    assert_read("[\"\\ud83c\\udfa2\"]", "🎢", NULL);
    assert_read("[\"C:\\xfoto \\'t Hof \\u12\"]", "C:\\xfoto 't Hof \\u12", NULL);
    assert_read("[\"Dani\xEBlle\"]", "Daniëlle", NULL);
    assert_read("[\"Jan\\u0000Jansen\"]", "Jan\xEF\xBF\xBDJansen", NULL);
    assert_read("[\"a\nb\"]", "a\nb", NULL);
    assert_read("[1, /* door Fatima \"El\" Idrissi */ 2]", "door Fatima \"El\" Idrissi", NULL);
}
END_TEST

/* Headless content systems: what is said of a picture stands beside its address. */
START_TEST(pictures_with_words)
{
    assert_read(
        "{\"foto\": {\"url\": \"/uploads/1.jpg\", \"alternativeText\": \"Kaan\", \"caption\": "
        "\"Noa\"}}",
        "medium p0 m1 image /uploads/1.jpg\ntext p0 m1 alt [] Kaan\n"
        "text p0 m1 caption [] Noa\n",
        NULL);
    g_autofree char *alone = read_bytes("a.json", "{\"url\": \"/1.jpg\"}", 17);
    assert_has_not(alone, "medium");
}
END_TEST

START_TEST(markup_in_strings)
{
    assert_read("{\"html\": \"<p>Dani&euml;lle van <b>Es<\\/b><\\/p><p>hoi<\\/p>\"}",
                "html: <p>Dani&euml;lle van <b>Es</b></p><p>hoi</p>\nDaniëlle van Es\n", NULL);
    assert_read("{\"t\": \"Ayb&uuml;ke\"}", "Aybüke", NULL);
    assert_read("{\"t\": \"a < b & c\"}", "t: a < b & c\n", NULL);
    /* What follows in the same text, also where Meta's UTF-8 is repaired. */
    assert_read("{\"t\": \"<p>Ilse<\\/p>\", \"u\": \"Bram\"}", "t: <p>Ilse</p>\nIlse\nu: Bram\n",
                NULL);
    static const char meta[] = "{\"t\": \"<p>Ilse</p>\", \"u\": \"Dani\\u00c3\\u00ablle\"}";
    g_autofree char *facts = read_bytes("instagram-x/data.json", meta, strlen(meta));

    assert_has(facts, "t: <p>Ilse</p>\nIlse\nu: Daniëlle\n");
}
END_TEST

/* A text that begins with a bracket is no JSON; words of what is broken stay beside each other. */
START_TEST(text_with_brackets)
{
    static const char *const texts[] = {"[12-01-2021, 14:33:02] Els Bos: hoi",
                                        "[12/01/2021 \u00e0 14:33] Els Bos: hoi",
                                        "[2024, Els Bos]",
                                        "[[Bestand:kamp.jpg|Noor]]",
                                        "[toc]",
                                        "[1] Els Bos",
                                        "[] Els Bos",
                                        "{% x %}",
                                        NULL};
    static const char *const values[] = {"[1, 2]", "[-1.5e3, null", "[[1, 2]]",    "[]",
                                         "[ ]\n",  "[{\"a\":",      "[\"Els\", x", NULL};

    for (size_t i = 0; texts[i]; i++)
        ck_assert(!json_looks_like((Slice){texts[i], strlen(texts[i])}, NULL));
    for (size_t i = 0; values[i]; i++)
        ck_assert(json_looks_like((Slice){values[i], strlen(values[i])}, NULL));
    assert_read("[1, door Els Bos, [2]", "door Els Bos\n", "gap corrupt");
}
END_TEST

START_TEST(utf16)
{
    static const char little[] = "\xFF\xFE[\0\"\0\xEB\0\"\0]\0";
    g_autofree char *facts = read_bytes("x.json", little, sizeof little - 1);

    assert_has(facts, "ë");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(nul_byte_in_a_string)
{
    static const char data[] = "[\"Jan\0Jansen\"]";
    g_autofree char *facts = read_bytes("x.json", data, sizeof data - 1);

    assert_has(facts, "Jan\xEF\xBF\xBDJansen");
}
END_TEST

START_TEST(doubled_key_keeps_both)
{
    assert_read("{\"a\": \"Noor Haddad\", \"a\": \"Milan Kok\"}", "Noor Haddad", NULL);
    assert_read("{\"a\": \"Noor Haddad\", \"a\": \"Milan Kok\"}", "Milan Kok", NULL);
    assert_read("[{\"b\": {\"a\": \"Noor Haddad\", \"a\": 3}}]", "Noor Haddad", NULL);
}
END_TEST

START_TEST(many_values)
{
    assert_read("{\"a\": \"Wietske\"}\n{\"a\": \"Tomasz\"}\n", "Tomasz", NULL);
    assert_read("window.YTD.tweets.part0 = [ {\"t\": \"Hallo Anouk\"} ]", "Hallo Anouk", NULL);
    assert_read("callback({\"t\": \"Hallo Anouk\"});", "Hallo Anouk", NULL);
}
END_TEST

START_TEST(broken)
{
    assert_read("[{\"a\": \"Ali Yilmaz\"}, {\"b\": \"Wout de Bo", "a: Ali Yilmaz", "gap truncated");
    assert_read("[{\"a\": \"Ali Yilmaz\"}, {\"b\": \"Wout de Bo", "Wout de Bo", "gap truncated");
    assert_read("{\"a\": x, \"b\": \"Ruben Smit\"}", "b: Ruben Smit", "gap corrupt");
    assert_read("[{\"a\": \"een\"} {\"b\": \"Ruben Smit\"}]", "b: Ruben Smit", NULL);
    assert_read("{\"a\" \"Ruben Smit\"}", "Ruben Smit", "gap corrupt");
    assert_read("{naam: \"Ruben Smit\"}", "Ruben Smit", "gap corrupt");
    assert_read("{naam: Ruben Smit}", "Smit", "gap corrupt");
    assert_read("[\"een\"]]]} \"Ruben Smit\"", "Ruben Smit", "gap corrupt");
    assert_read("[\"een\": \"Ruben Smit\"]", "Ruben Smit", "gap corrupt");
    assert_read("{\"a\":", "a", "gap truncated");
}
END_TEST

static char *nested(unsigned depth, const char *open, const char *inner, const char *close)
{
    GString *text = g_string_new(NULL);

    for (unsigned i = 0; i < depth; i++)
        g_string_append(text, open);
    g_string_append(text, inner);
    for (unsigned i = 0; i < depth; i++)
        g_string_append(text, close);
    return g_string_free(text, FALSE);
}

START_TEST(deeply_nested)
{
    g_autofree char *arrays = nested(70, "[", "\"Jurre Postma\"", "]");
    g_autofree char *more = nested(5000, "[", "\"Jurre Postma\"", "]");
    g_autofree char *objects = nested(5000, "{\"a\":", "\"Jurre Postma\"", "}");
    g_autofree char *open = nested(100000, "[{\"a\":", "\"Jurre Postma\"", "");

    assert_read(arrays, "Jurre Postma", NULL);
    assert_read(more, "Jurre Postma", "gap limit-depth");
    assert_read(objects, "Jurre Postma", "gap limit-depth");
    assert_read(open, "Jurre Postma", "gap truncated");
}
END_TEST

/* Pieces, as lines "path enclosing value". */
static void log_piece(void *user, const JsonPiece *piece)
{
    const char *name = json_string(json_member(piece->enclosing, "naam"));
    const char *id = json_scalar(json_member(piece->value, "id"));

    g_string_append_printf(user, "<%s|%s|%s>", piece->path, name ? name : "", id ? id : "");
}

static void log_loose(void *user, const char *path, const char *text, size_t length)
{
    g_string_append_printf(user, "<loose %s %zu %.10s>", path, length, text);
}

static char *pieces_of(const char *json, size_t length)
{
    static const JsonHandler handler = {log_piece, log_loose};
    g_autoptr(Input) input = input_new_memory("x.json", NULL, json, length);
    g_autoptr(Sink) sink = sink_new(&(SinkCallbacks){NULL, NULL, NULL}, NULL);
    GString *log = g_string_new(NULL);

    json_read(input, sink, &handler, log);
    if (sink_first_gap(sink, NULL) != REASON_NONE)
        g_string_append_printf(log, "<gap %s>", reason_id(sink_first_gap(sink, NULL)));
    return g_string_free(log, FALSE);
}

/* `head`, so many elements of a kilobyte, `tail`. */
static GString *large(const char *head, unsigned count, const char *tail)
{
    GString *json = g_string_new(head);
    g_autofree char *filler = g_strnfill(1000, 'x');

    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(json, "%s{\"id\": %u, \"t\": \"%s\"}", i ? ", " : "", i, filler);
    g_string_append(json, tail);
    return json;
}

START_TEST(large_arrays_come_by_elements)
{
    GString *root = large("[", 6000, "]");
    GString *member = large("{\"berichten\": [", 6000, "], \"naam\": \"Groep 5\"}");
    GString *inner = large("{\"chats\": {\"list\": [{\"id\": 1}, {\"naam\": \"Groep 6\", \"m\": [",
                           6000, "]}]}}");
    g_autofree char *first = pieces_of(root->str, root->len);
    g_autofree char *second = pieces_of(member->str, member->len);
    g_autofree char *third = pieces_of(inner->str, inner->len);

    assert_has(first, "<[0]||0><[1]||1>");
    assert_has(first, "<[5999]||5999>");
    ck_assert_msg(g_str_has_prefix(second, "<||><berichten[0]|Groep 5|0>"), "%.200s", second);
    assert_has(second, "<berichten[5999]|Groep 5|5999>");
    assert_has(third, "<chats.list[0]||1>");
    assert_has(third, "<chats.list[1].m[5999]|Groep 6|5999>");
    assert_has_not(third, "gap");
    g_string_free(root, TRUE);
    g_string_free(member, TRUE);
    g_string_free(inner, TRUE);
}
END_TEST

START_TEST(large_cut_array_keeps_what_came_before)
{
    GString *cut = large("[", 6000, "");

    g_string_truncate(cut, cut->len - 500);
    g_autofree char *pieces = pieces_of(cut->str, cut->len);

    assert_has(pieces, "<[5998]||5998>");
    assert_has(pieces, "<[5999]||5999>");
    assert_has(pieces, "<gap truncated>");
    g_string_free(cut, TRUE);
}
END_TEST

START_TEST(large_strings)
{
    g_autofree char *six = g_strnfill(6000000, 'x');
    g_autofree char *twenty = g_strnfill(20000000, 'x');
    g_autofree char *fits = g_strdup_printf("[\"%s\", {\"id\": 7}]", six);
    g_autofree char *above = g_strdup_printf("[\"%s\", {\"id\": 7}]", twenty);
    g_autofree char *first = pieces_of(fits, strlen(fits));
    g_autofree char *second = pieces_of(above, strlen(above));

    assert_has(first, "<loose [0] 6000001 xxx");
    assert_has(first, "<[1]||7>");
    assert_has_not(first, "gap");
    assert_has(second, "<[1]||7>");
    assert_has(second, "<gap limit-memory>");
}
END_TEST

/* Both as JSON strings, so that they can hold any character. */
static void assert_repaired(const char *json, const char *wanted_json)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\"", json);
    g_autofree char *wanted_quoted = g_strdup_printf("\"%s\"", wanted_json);
    bool ok, deep;
    JsonValue *text = json_parse(quoted, strlen(quoted), &ok, &deep);
    JsonValue *wanted = json_parse(wanted_quoted, strlen(wanted_quoted), &ok, &deep);
    g_autofree char *repaired = json_text_repair(json_string(text), -1);
    bool differs = strcmp(json_string(text), json_string(wanted)) != 0;

    ck_assert_str_eq(repaired, json_string(wanted));
    ck_assert_int_eq(json_text_is_broken(json_string(text), strlen(json_string(text))), differs);
    json_free(text);
    json_free(wanted);
}

START_TEST(mojibake)
{
    assert_repaired("Dani\\u00c3\\u00ablle van \\u00e2\\u0080\\u0099t Hof", "Daniëlle van ’t Hof");
    assert_repaired("\\u00f0\\u009f\\u008e\\u00a2", "🎢");
    assert_repaired("René olé", "René olé");
    assert_repaired("Zo\\u00c3\\u00ab en “Zoë”", "Zoë en “Zoë”");
    assert_repaired("\\u00c3\\u00ab\\u00f0\\u009f", "ë\\u00f0\\u009f");
    assert_repaired("\\u00f0\\u009f\\u008e!", "\\u00f0\\u009f\\u008e!");
    assert_repaired("\\u00c3\\u00ab\\u00e9\\u00e9", "\\u00c3\\u00ab\\u00e9\\u00e9");
    assert_repaired("Y\\u00c4\\u00b1lmaz", "Yılmaz");
    assert_repaired("", "");
}
END_TEST

START_TEST(meta_without_a_reader_is_repaired_too)
{
    assert_read("{\"title\": \"Zo\\u00c3\\u00ab Cl\\u00c3\\u00a9ment\"}", "title: Zoë Clément",
                NULL);
    assert_read("{\"Zo\\u00c3\\u00ab\": 1}", "[Zoë] Zoë: 1", NULL);
}
END_TEST

static void assert_bid(const char *path, const char *data, bool wanted)
{
    g_autoptr(Input) input = input_new_memory(path, NULL, data, strlen(data));

    ck_assert_msg((reader_json.bid(input) >= 8) == wanted, "%s", data);
}

START_TEST(bids)
{
    assert_bid("a", "[{\"a\": 1}]", true);
    assert_bid("a", "  \n{\"a\": 1}", true);
    assert_bid("a", "[1, 2]", true);
    assert_bid("a.js", "window.YTD.like.part0 = [\n {", true);
    assert_bid("a.txt", "[12:30] Anouk: hoi", false);
    assert_bid("a.txt", "[12-05-2024 10:00:00] Anouk: hoi", false);
    assert_bid("a.ini", "[sectie]\na=b", false);
    assert_bid("a.css", "body { color: red }", false);
    assert_bid("a.txt", "{zomaar}", false);
    assert_bid("a.json", "", false);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *tricks = tcase_create("tricks");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tricks, 60);
    tcase_add_test(tricks, strings_keys_and_numbers);
    tcase_add_test(tricks, tolerated);
    tcase_add_test(tricks, pictures_with_words);
    tcase_add_test(tricks, markup_in_strings);
    tcase_add_test(tricks, text_with_brackets);
    tcase_add_test(tricks, utf16);
    tcase_add_test(tricks, nul_byte_in_a_string);
    tcase_add_test(tricks, doubled_key_keeps_both);
    tcase_add_test(tricks, many_values);
    tcase_add_test(tricks, broken);
    tcase_add_test(tricks, deeply_nested);
    tcase_add_test(tricks, large_arrays_come_by_elements);
    tcase_add_test(tricks, large_cut_array_keeps_what_came_before);
    tcase_add_test(tricks, large_strings);
    tcase_add_test(tricks, mojibake);
    tcase_add_test(tricks, meta_without_a_reader_is_repaired_too);
    tcase_add_test(tricks, bids);
    suite_add_tcase(suite, tricks);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
