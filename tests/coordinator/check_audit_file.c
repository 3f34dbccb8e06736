/*
 * The audit file: what it fills in, that the command line goes before it, where its paths lead, and
 * that every mistake is named with file, line and key.
 */
#include "commands/audit_options.h"

#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "wire/bounds.h"

static char *folder;

static void set_up(void)
{
    folder = g_dir_make_tmp("audit-file-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void tear_down(void)
{
    g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);

    for (const char *name = g_dir_read_name(names); name; name = g_dir_read_name(names)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

static char *put(const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);

    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static bool parse(AuditOptions *options, GError **error, const char *text, const char *more)
{
    g_autofree char *path = put("audit.yaml", text);
    char *words[] = {(char *)"audit",      (char *)"--config", path, (char *)"--today",
                     (char *)"2026-11-23", (char *)more,       NULL};

    memset(options, 0, sizeof *options);
    return audit_options_parse(options, more ? 6 : 5, words, error);
}

START_TEST(test_fills)
{
    AuditOptions options;
    g_autoptr(GError) error = NULL;
    g_autofree char *one = put("site-1.zip", "x"), *two = put("site-2.zip", "x");
    const AuditInput *input;

    ck_assert_msg(
        parse(&options, &error,
              "school: {name: De Vlinderhof, domains: [vlinderhof.example],\n"
              "  accounts: [{platform: x, handle: juf, owner: 'staff:7'}]}\n"
              "policy: kennisnet\nallow: {file: mag.csv}\nregister: {file: l.csv, as-of: "
              "2026-11-01}\n"
              "inputs: [{path: 'site-?.zip', channel: website, access: closed}]\n"
              "out: audits/%Y-%m-%d\nreport: {language: en, keep-days: 30, traces: true}\n",
              NULL),
        "%s", error ? error->message : "");
    g_autofree char *list = g_build_filename(folder, "l.csv", NULL);
    g_autofree char *allow = g_build_filename(folder, "mag.csv", NULL);
    g_autofree char *out = g_build_filename(folder, "audits/2026-11-23", NULL);
    ck_assert_str_eq(options.register_file, list);
    ck_assert_str_eq(options.allow, allow);
    ck_assert_str_eq(options.out, out);
    ck_assert_str_eq(options.policy, "kennisnet");
    ck_assert_str_eq(options.language, "en");
    ck_assert_str_eq(options.as_of, "2026-11-01");
    ck_assert_int_eq(options.keep_days, 30);
    ck_assert(options.traces);
    ck_assert_uint_eq(options.inputs->len, 2);
    input = options.inputs->pdata[1];
    ck_assert_str_eq(input->path, two);
    ck_assert_str_eq(input->access, "closed");
    ck_assert_uint_eq(options.school_words->len, 3);
    audit_options_clear(&options);
    ck_assert_ptr_nonnull(one);
}
END_TEST

START_TEST(test_command_line_goes_before)
{
    AuditOptions options;
    g_autoptr(GError) error = NULL;

    ck_assert(parse(&options, &error, "inputs: [{path: a.zip}]\n", "own.zip"));
    ck_assert_uint_eq(options.inputs->len, 1);
    ck_assert_str_eq(((AuditInput *)options.inputs->pdata[0])->path, "own.zip");
    ck_assert_str_eq(options.policy, "cederboom");
    audit_options_clear(&options);
}
END_TEST

START_TEST(test_consents)
{
    static const char text[] = "consents:\n  - {file: foto.csv}\n"
                               "  - {file: nieuws.csv, mapping: n.map.yaml, key: [id]}\n"
                               "inputs: [{path: a}]\n";
    AuditOptions options;
    g_autoptr(GError) error = NULL;
    g_autofree char *mapping = g_build_filename(folder, "n.map.yaml", NULL);

    ck_assert_msg(parse(&options, &error, text, NULL), "%s", error ? error->message : "");
    ck_assert_uint_eq(options.consent_lists->len, 2);
    const ConsentList *first = options.consent_lists->pdata[0];
    const ConsentList *second = options.consent_lists->pdata[1];
    ck_assert(g_str_has_suffix(first->file, "/foto.csv"));
    ck_assert_ptr_null(first->mapping);
    ck_assert_ptr_null(first->key);
    ck_assert_str_eq(second->mapping, mapping);
    ck_assert_str_eq(second->key[0], "id");
    audit_options_clear(&options);
    ck_assert(parse(&options, &error, text, "--consents=own.csv"));
    ck_assert_uint_eq(options.consent_lists->len, 0);
    ck_assert_str_eq(options.consents, "own.csv");
    audit_options_clear(&options);
}
END_TEST

START_TEST(test_limits)
{
    AuditOptions options;
    g_autoptr(GError) error = NULL;

    ck_assert_msg(parse(&options, &error,
                        "inputs: [{path: a}]\nlimits: {item-bytes: 256M, depth: 12}\n", NULL),
                  "%s", error ? error->message : "");
    ck_assert_str_eq(options.limits, "depth=12,item-bytes=268435456");
    ck_assert_uint_eq(bounds()->item_bytes, 268435456);
    ck_assert_ptr_null(bounds_text()); /* just as built in */
    audit_options_clear(&options);
    ck_assert(parse(&options, &error,
                    "inputs: [{path: a}]\nlimits: {item-bytes: 2K, ratio: 9, entries: 7,"
                    " container-bytes: 1G, read-seconds: 600}\n",
                    NULL));
    g_autofree char *text = bounds_text();

    ck_assert_str_eq(text, "item-bytes=2048,container-bytes=1073741824,entries=7,ratio=9,"
                           "read-seconds=600");
    ck_assert_uint_eq(bounds()->depth, 12);
    audit_options_clear(&options);
    ck_assert(!bounds_set("depth=33"));
    ck_assert(!bounds_set("depth"));
    ck_assert(!bounds_set("width=3"));
    ck_assert(!bounds_set("depth=3,"));
    ck_assert_uint_eq(bounds()->ratio, 9); /* nothing was set */
    ck_assert(bounds_set(text));
    ck_assert(bounds_set(NULL));
    ck_assert_uint_eq(bounds()->ratio, 300);
}
END_TEST

static const struct {
    const char *text, *part;
    int status;
} mistakes[] = {
    {"inputs: [{path: a}]\nschol: {name: x}\n", "audit.yaml:2:8: key 'schol'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a, access: open}]\n", "'inputs[1].access'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a, owner: me}]\n", "'inputs[1].owner'", EXIT_AUDIT_FILE},
    {"policy: cederboom\n", "inputs", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nregister: {file: l.csv, as-of: gisteren}\n", "as-of", EXIT_AUDIT_FILE},
    {"inputs: [{path: 'nothing-*.zip'}]\n", "nothing-*.zip", EXIT_INPUT_MISSING},
    {"inputs: [{path: a\n", "audit.yaml:", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nconsents: {file: c.csv}\n", "audit.yaml:2:11: key 'consents'",
     EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nconsents: [{mapping: c.csv}]\n",
     "key 'consents[1]': wanted the key 'file'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nconsents: [{file: c, key: [number]}]\n", "'consents[1].key[1]'",
     EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nconsents: [{file: c, key: []}]\n", "'consents[1].key'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nlimits: {depths: 3}\n", "audit.yaml:2:18: key 'limits.depths'",
     EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nlimits: {depth: 33}\n",
     "'limits.depth': wanted a number of 1 to 32, have '33'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nlimits: {depth: 3M}\n", "'limits.depth'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nlimits: {item-bytes: 256 MB}\n",
     "a size of 1K to 4G, as 256M, have '256 MB'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nlimits: {item-bytes: 5G}\n", "'limits.item-bytes'", EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nlimits: {item-bytes: 99999999999999999999G}\n", "'limits.item-bytes'",
     EXIT_AUDIT_FILE},
    {"inputs: [{path: a}]\nlimits: {item-bytes: -1}\n", "'limits.item-bytes'", EXIT_AUDIT_FILE},
};

START_TEST(test_mistakes_are_named)
{
    AuditOptions options;
    g_autoptr(GError) error = NULL;

    ck_assert(!parse(&options, &error, mistakes[_i].text, NULL));
    ck_assert_int_eq(error->code, mistakes[_i].status);
    ck_assert_msg(strstr(error->message, mistakes[_i].part) != NULL, "%s", error->message);
    audit_options_clear(&options);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("audit_file");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, test_fills);
    tcase_add_test(all, test_command_line_goes_before);
    tcase_add_test(all, test_consents);
    tcase_add_test(all, test_limits);
    tcase_add_loop_test(all, test_mistakes_are_named, 0, (int)G_N_ELEMENTS(mistakes));
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
