/*
 * The YAML node tree and its checker: what is taken, what is refused, and that each message names
 * file, line, column, key, the wanted and the found.
 */
#include "yaml/yaml.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static YamlNode *load(const char *text, GError **error)
{
    return yaml_load(text, strlen(text), "test.yaml", error);
}

/* Loads what must load. */
static YamlNode *load_good(const char *text)
{
    g_autoptr(GError) error = NULL;
    YamlNode *root = load(text, &error);

    ck_assert_msg(root != NULL, "%s", error ? error->message : "no message");
    ck_assert_ptr_null(error);
    return root;
}

static void refuse(const char *text, YamlError code, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YamlNode) root = load(text, &error);

    ck_assert_msg(root == NULL, "taken: %s", text);
    ck_assert(g_error_matches(error, YAML_ERROR, (gint)code));
    ck_assert_msg(strstr(error->message, message) != NULL, "'%s' not in '%s'", message,
                  error->message);
}

START_TEST(test_tree)
{
    g_autoptr(YamlNode) root = load_good("# remark\n"
                                         "school: {name: De Vlinderhof, rooms: 12}\n"
                                         "empty:\n"
                                         "tilde: ~\n"
                                         "quoted: \"\"\n"
                                         "list:\n"
                                         "  - Zoë\n"
                                         "  - {rule: a, with: [x, y]}\n");
    const YamlNode *school = yaml_node_get(root, "school");
    const YamlNode *list = yaml_node_get(root, "list");

    ck_assert_int_eq(yaml_node_kind(root), YAML_KIND_MAP);
    ck_assert_uint_eq(yaml_node_length(root), 5);
    ck_assert_str_eq(yaml_node_key(root, 1), "empty");
    ck_assert_str_eq(yaml_node_text(yaml_node_get(school, "name")), "De Vlinderhof");
    ck_assert_ptr_null(yaml_node_get(root, "empty"));
    ck_assert_ptr_null(yaml_node_get(root, "tilde"));
    ck_assert_ptr_null(yaml_node_get(root, "absent"));
    ck_assert_str_eq(yaml_node_text(yaml_node_get(root, "quoted")), "");
    ck_assert_uint_eq(yaml_node_length(list), 2);
    ck_assert_str_eq(yaml_node_text(yaml_node_item(list, 0)), "Zoë");
    const YamlNode *with = yaml_node_get(yaml_node_item(list, 1), "with");
    ck_assert_uint_eq(yaml_node_line(with), 8);
    ck_assert_uint_eq(yaml_node_column(with), 21);
    g_autofree char *path = yaml_node_path(yaml_node_item(with, 1));
    ck_assert_str_eq(path, "list[2].with[2]");
    g_autofree char *root_path = yaml_node_path(root);
    ck_assert_str_eq(root_path, "");
}
END_TEST

START_TEST(test_missing_nodes)
{
    ck_assert(yaml_node_is_null(NULL));
    ck_assert_ptr_null(yaml_node_text(yaml_node_get(yaml_node_get(NULL, "a"), "b")));
    ck_assert_uint_eq(yaml_node_length(NULL), 0);
    ck_assert_uint_eq(yaml_node_line(NULL), 0);
}
END_TEST

START_TEST(test_refused)
{
    refuse("", YAML_ERROR_SYNTAX, "test.yaml:1:1: the file is empty");
    refuse("# only a remark\n", YAML_ERROR_SYNTAX, "the file is empty");
    refuse("a: [1, 2\nb: 3\n", YAML_ERROR_SYNTAX, "test.yaml:2:");
    refuse("a: &x 1\nb: *x\n", YAML_ERROR_SYNTAX, "test.yaml:1:4: wanted plain values");
    refuse("a: *x\n", YAML_ERROR_SYNTAX, "alias");
    refuse("a: !!binary QQ==\n", YAML_ERROR_SYNTAX, "tag");
    refuse("a: 1\n---\nb: 2\n", YAML_ERROR_SYNTAX, "second");
    refuse("a: 1\nb: 2\na: 3\n", YAML_ERROR_SYNTAX,
           "test.yaml:3:1: key 'a': given twice, first in line 1");
    refuse("[a, b]: 1\n", YAML_ERROR_SYNTAX, "wanted a text as key");
    refuse(": 1\n", YAML_ERROR_SYNTAX, "test.yaml:1:");
    refuse("a: \"x\\0y\"\n", YAML_ERROR_SYNTAX, "NUL");
    refuse("a: \xff\xfe\n", YAML_ERROR_SYNTAX, "not valid YAML");
    refuse("a:\n\tb: 1\n", YAML_ERROR_SYNTAX, "test.yaml:2:1: not valid YAML");
}
END_TEST

START_TEST(test_limits)
{
    GString *deep = g_string_new(NULL);
    for (guint i = 0; i < 40; i++)
        g_string_append_c(deep, '[');
    refuse(deep->str, YAML_ERROR_LIMIT, "32 levels");
    g_string_free(deep, TRUE);

    GString *many = g_string_new("[");
    for (guint i = 0; i <= YAML_MAXIMUM_NODES; i++)
        g_string_append(many, "a,");
    refuse(many->str, YAML_ERROR_LIMIT, "200000 values");
    g_string_free(many, TRUE);

    g_autofree char *large = g_strnfill(YAML_MAXIMUM_BYTES + 1, ' ');
    refuse(large, YAML_ERROR_LIMIT, "wanted at most 4,194,304 bytes, have 4,194,305");
}
END_TEST

/* Checks `text` against a small table and wants this message; NULL where it must pass. */
static void check_table(const char *text, const char *message)
{
    static const char *const colours[] = {"green", "yellow", NULL};
    static const YamlKey keys[] = {
        {"name", YAML_TYPE_TEXT, true, NULL},      {"jobs", YAML_TYPE_INTEGER, false, NULL},
        {"names", YAML_TYPE_BOOLEAN, false, NULL}, {"review-by", YAML_TYPE_DATE, false, NULL},
        {"paths", YAML_TYPE_TEXTS, false, NULL},   {"colour", YAML_TYPE_TEXT, false, colours},
        {"columns", YAML_TYPE_MAP, false, NULL},   {0}};
    g_autoptr(YamlNode) root = load_good(text);
    g_autoptr(GError) error = NULL;
    bool passed = yaml_node_check(root, keys, &error);

    ck_assert_msg(passed == !message, "%s: %s", text, error ? error->message : "passed");
    if (message)
        ck_assert_str_eq(error->message, message);
}

START_TEST(test_check)
{
    check_table("{name: 12, jobs: -2, names: false, review-by: 2024-02-29, paths: [a, 1],"
                " colour: green, columns: {}}",
                NULL);
    check_table("{name: a, jobs: null, colour: }", NULL);
    check_table("[a]", "test.yaml:1:1: wanted a map, have a list");
    check_table("jobs: 2\n", "test.yaml:1:1: wanted the key 'name' (a text), have none");
    check_table("name:\n", "test.yaml:1:6: key 'name': wanted a text, have nothing");
    check_table("name: a\nJob: 2\n", "test.yaml:2:6: key 'Job': unknown key, did you mean 'jobs'?");
    check_table("name: a\nreview_by: 2\n",
                "test.yaml:2:12: key 'review_by': unknown key, did you mean 'review-by'?");
    check_table("name: a\nzebra: 2\n",
                "test.yaml:2:8: key 'zebra': unknown key, wanted one of: name, jobs, names, "
                "review-by, paths, colour, columns");
    check_table("name: a\njobs: two\n",
                "test.yaml:2:7: key 'jobs': wanted a whole number, have 'two'");
    check_table("name: a\nnames: yes\n",
                "test.yaml:2:8: key 'names': wanted true or false, have 'yes'");
    check_table("name: a\nreview-by: 2026-02-30\n",
                "test.yaml:2:12: key 'review-by': wanted a date (YYYY-MM-DD), have '2026-02-30'");
    check_table("name: a\npaths: [a, [b]]\n",
                "test.yaml:2:12: key 'paths[2]': wanted a text, have a list");
    check_table("name: a\npaths: a\n",
                "test.yaml:2:8: key 'paths': wanted a list of texts, have 'a'");
    check_table("name: a\ncolour: geen\n",
                "test.yaml:2:9: key 'colour': have 'geen', did you mean 'green'?");
    check_table("name: a\ncolour: mauve\n",
                "test.yaml:2:9: key 'colour': wanted one of: green, yellow; have 'mauve'");
}
END_TEST

START_TEST(test_read)
{
    g_autoptr(YamlNode) root = load_good("{number: 7, truth: true, list: [b, ç], word: yes}");
    g_autoptr(GError) error = NULL;
    gint64 number = 0;
    bool truth = false;

    ck_assert(yaml_node_read_integer(yaml_node_get(root, "number"), 0, 7, &number, &error));
    ck_assert_int_eq(number, 7);
    ck_assert(!yaml_node_read_integer(yaml_node_get(root, "number"), 0, 6, &number, &error));
    ck_assert_str_eq(error->message, "test.yaml:1:10: key 'number': wanted 0 to 6, have '7'");
    g_clear_error(&error);
    ck_assert(yaml_node_read_boolean(yaml_node_get(root, "truth"), &truth, &error));
    ck_assert(truth);
    ck_assert(!yaml_node_read_boolean(yaml_node_get(root, "word"), &truth, &error));
    g_clear_error(&error);
    g_auto(GStrv) texts = yaml_node_read_texts(yaml_node_get(root, "list"), &error);
    ck_assert_uint_eq(g_strv_length(texts), 2);
    ck_assert_str_eq(texts[1], "ç");
    ck_assert_ptr_null(yaml_node_read_texts(NULL, &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

START_TEST(test_messages_are_safe)
{
    g_autoptr(YamlNode) root = load_good("\"a\\e[31m\": \"b\\n\\e[0m\"\n");
    g_autofree char *have = yaml_node_describe(yaml_node_item(root, 0));
    g_autofree char *path = yaml_node_path(yaml_node_item(root, 0));
    ck_assert_str_eq(have, "'b??[0m'");
    ck_assert_str_eq(path, "a?[31m");

    g_autofree char *fill = g_strnfill(200, 'x');
    g_autofree char *text = g_strdup_printf("a: %s\n", fill);
    g_autoptr(YamlNode) long_root = load_good(text);
    g_autofree char *cut = yaml_node_describe(yaml_node_get(long_root, "a"));
    ck_assert_uint_eq(strlen(cut), 65);
}
END_TEST

START_TEST(test_nearest)
{
    static const char *const words[] = {"surname-published", "pupil-data", "takedown-open", NULL};

    ck_assert_str_eq(yaml_nearest_word("surname_publised", words), "surname-published");
    ck_assert_str_eq(yaml_nearest_word("Pupil-Daat", words), "pupil-data");
    ck_assert_ptr_null(yaml_nearest_word("language", words));
    ck_assert_ptr_null(yaml_nearest_word("", words));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("yaml");
    TCase *all = tcase_create("all");

    tcase_add_test(all, test_tree);
    tcase_add_test(all, test_missing_nodes);
    tcase_add_test(all, test_refused);
    tcase_add_test(all, test_limits);
    tcase_add_test(all, test_check);
    tcase_add_test(all, test_read);
    tcase_add_test(all, test_messages_are_safe);
    tcase_add_test(all, test_nearest);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
