/*
 * All writers over a store of invented people: no name leaves at the masked level, hostile strings
 * are inert, findings.json keeps its schema, the same store gives the same bytes, and a folder has
 * either all files or none.
 */
#include <check.h>
#include <gio/gio.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "commands/command.h"
#include "reports/mask.h"
#include "reports/mask_words.h"
#include "reports/reports.h"
#include "support_store.h"

static const char *const masked_files[] = {"findings.json", "findings.csv",   "ledger.csv",
                                           "manifest.json", "findings.sarif", "samenvatting.html",
                                           "worklist.xlsx", "report.html",    "traces.csv"};

static char *folder;

static void make_folder(void)
{
    folder = g_dir_make_tmp("reports-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void remove_folder(void)
{
    static const char *const names[] = {"findings.json",
                                        "findings.csv",
                                        "ledger.csv",
                                        "manifest.json",
                                        "report.html",
                                        "findings-met-namen.json",
                                        "findings-met-namen.csv",
                                        "ledger-met-namen.csv",
                                        "report-met-namen.html",
                                        "findings.sarif",
                                        "findings-met-namen.sarif",
                                        "samenvatting.html",
                                        "traces.csv",
                                        "traces-met-namen.csv",
                                        "worklist.xlsx",
                                        "worklist-met-namen.xlsx",
                                        ".part/audit.db",
                                        "audit.db",
                                        ".part"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        remove(path);
    }
    remove(folder);
    g_free(folder);
}

/* Members of an archive one after the other. */
static char *unpack(const char *path)
{
    const char *const command[] = {"bsdtar", "-xOf", path, NULL};
    char *text = NULL;
    int status = -1;
    ck_assert(g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text,
                           NULL, &status, NULL));
    ck_assert_int_eq(status, 0);
    return text;
}

/* What base64 says in a block of gzip. */
static char *inflate_block(const char *base64, gsize length)
{
    g_autofree char *text = g_strndup(base64, length);
    gsize bytes = 0;
    g_autofree guchar *packed = g_base64_decode(text, &bytes);
    g_autoptr(GZlibDecompressor) gzip = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
    g_autoptr(GInputStream) raw = g_memory_input_stream_new_from_data(packed, (gssize)bytes, NULL);
    g_autoptr(GInputStream) in = g_converter_input_stream_new(raw, G_CONVERTER(gzip));
    GString *out = g_string_new(NULL);
    char piece[4096];
    gssize got;
    while ((got = g_input_stream_read(in, piece, sizeof piece, NULL, NULL)) > 0)
        g_string_append_len(out, piece, got);
    ck_assert_int_eq(got, 0);
    return g_string_free(out, FALSE);
}

/* The text of a file as a reader can see it: packed parts unpacked too. */
static char *load(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    static const char block[] = "id=\"gegevens\">";
    char *text = NULL;
    if (g_str_has_suffix(name, ".xlsx"))
        return unpack(path);
    ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "%s is missing", name);
    const char *packed = strstr(text, block);
    if (!packed)
        return text;
    packed += strlen(block);
    g_autofree char *page = text;
    g_autofree char *data = inflate_block(packed, strcspn(packed, "<"));
    ck_assert_ptr_nonnull(strstr(data, "\"words\":"));
    return g_strconcat(page, data, NULL);
}

static void write_reports(sqlite3 *store, bool names)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Policy) policy = policy_load("cederboom", &error);
    ck_assert_msg(policy != NULL, "%s", error ? error->message : "");
    ReportOptions options = {folder, "nl", names, "2026-11-22", "0.1.0", true, NULL};
    bool done = reports_write(store, policy, &options, &error);
    ck_assert_msg(done, "%s", error ? error->message : "");
}

START_TEST(no_name_leaves_masked)
{
    sqlite3 *store = support_store_open();
    write_reports(store, true);
    for (size_t i = 0; i < G_N_ELEMENTS(masked_files); i++) {
        g_autofree char *text = load(masked_files[i]);
        g_autofree char *folded = mask_fold(text, -1);
        const char *at = support_store_canary(folded);
        ck_assert_msg(!at, "%s: %.60s", masked_files[i], at ? MAX(at - 20, folded) : "");
    }
    g_autofree char *named = load("findings-met-namen.json");
    ck_assert_ptr_nonnull(strstr(named, "Jasmijn van den Broekhuizen"));
    ck_assert_ptr_null(strstr(named, "123456782"));
    g_autofree char *sheet = load("worklist-met-namen.xlsx");
    ck_assert_ptr_nonnull(strstr(sheet, "Jasmijn van den Broekhuizen"));
    sqlite3_close(store);
}
END_TEST

/* One file of the reports on a store that was changed first. */
static char *load_after(const char *sql, const char *name)
{
    sqlite3 *store = support_store_open();
    ck_assert_int_eq(sqlite3_exec(store, sql, NULL, NULL, NULL), SQLITE_OK);
    write_reports(store, false);
    sqlite3_close(store);
    return load(name);
}

/* A pupil may be called what a state or a type is called, and a hash may hold a number like his. */
START_TEST(own_words_of_the_ledger_stay)
{
    g_autofree char *ledger =
        load_after("UPDATE person SET first = 'Image', last = 'Partial' WHERE id = 1;"
                   "UPDATE item SET state = 'partial', reason = 'truncated', type = 'image/png',"
                   " hash = 'ab123456782cdef' WHERE id = (SELECT min(id) FROM item)",
                   "ledger.csv");
    ck_assert_ptr_nonnull(strstr(ledger, "\"partial\";\"truncated\""));
    ck_assert_ptr_nonnull(strstr(ledger, "\"image/png\""));
    ck_assert_ptr_nonnull(strstr(ledger, "\"ab123456782cdef\""));
}
END_TEST

/* What a reader says of a gap is said in both languages; what none of our texts is, as it was told.
 */
START_TEST(details_of_gaps_are_translated)
{
    g_autofree char *page =
        load_after("UPDATE item SET state = 'partial', reason = 'no-text-layer', gap = 1,"
                   " detail = '3 of 15 pages' WHERE id = (SELECT min(id) FROM item);"
                   "UPDATE item SET state = 'partial', reason = 'corrupt', gap = 1,"
                   " detail = 'Nobody wrote this' WHERE id = (SELECT max(id) FROM item)",
                   "report.html");
    ck_assert_ptr_nonnull(strstr(page, ">3 van 15 pagina"));
    ck_assert_ptr_nonnull(strstr(page, ">3 of 15 pages<"));
    ck_assert_ptr_nonnull(strstr(page, "lang=\"en\">Nobody wrote this<"));
}
END_TEST

/* What is no finding is counted, and listed where that is asked for; what no source holds is told.
 */
START_TEST(traces_and_missing_media_are_told)
{
    sqlite3 *store = support_store_open();
    g_autofree char *path = g_build_filename(folder, "traces.csv", NULL);
    ReportOptions options = {folder, "nl", false, "2026-11-22", "0.1.0", false, NULL};
    ck_assert(reports_write(store, NULL, &options, NULL));
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    write_reports(store, true);
    g_autofree char *masked = load("traces.csv");
    g_autofree char *named = load("traces-met-namen.csv");
    g_autofree char *json = load("findings.json");
    g_autofree char *page = load("report.html");
    ck_assert_ptr_nonnull(strstr(masked, "over het plein vloog\";\"surname\";\"allowed,"));
    ck_assert_ptr_nonnull(strstr(named, "hoe een Oosterzwaluw over het plein vloog"));
    ck_assert_ptr_nonnull(
        strstr(json, "\"media\": {\"found\": 2, \"missing\": 1, \"outside\": 0}"));
    ck_assert_ptr_nonnull(strstr(json, "\"count\": 1, \"allowed\": 1}"));
    ck_assert_ptr_nonnull(strstr(page, "id=\"t-media\""));
    sqlite3_close(store);
}
END_TEST

/* What a rule withholds is not even shown as blocks, at either level. */
START_TEST(pictures_of_an_incident_are_withheld)
{
    static const char *const levels[] = {"report.html", "report-met-namen.html"};
    static const char notice[] = "Niet getoond: hoort bij een incident";
    sqlite3 *store = support_store_open();
    for (int told = 0; told < 2; told++) {
        if (told)
            ck_assert_int_eq(sqlite3_exec(store,
                                          "UPDATE finding SET rule = 'incident-media' WHERE photo "
                                          "= 1",
                                          NULL, NULL, NULL),
                             SQLITE_OK);
        write_reports(store, true);
        for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
            g_autofree char *page = load(levels[i]);
            ck_assert_int_eq(strstr(page, notice) != NULL, told);
        }
    }
    sqlite3_close(store);
}
END_TEST

/* For tests/browser: leaves the reports in the folder that the environment names. */
START_TEST(reports_are_left_for_the_browser)
{
    const char *out = g_getenv("SCHOOLAUDIT_REPORT_OUT");
    if (!out)
        return;
    sqlite3 *store = support_store_open();
    g_autoptr(GError) error = NULL;
    g_autoptr(Policy) policy = policy_load("cederboom", &error);
    ReportOptions options = {out, "nl", true, "2026-11-22", "0.1.0", false, NULL};
    ck_assert(reports_write(store, policy, &options, &error));
    sqlite3_close(store);
}
END_TEST

/* Just enough of JSON Schema to hold findings.json to its own file. */
static void check_schema(json_object *root, json_object *schema, json_object *value,
                         const char *path);

static bool has_type(json_object *value, const char *type)
{
    static const struct {
        const char *name;
        json_type type;
    } types[] = {{"null", json_type_null},   {"string", json_type_string},
                 {"integer", json_type_int}, {"object", json_type_object},
                 {"array", json_type_array}, {"boolean", json_type_boolean}};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (strcmp(types[i].name, type) == 0)
            return json_object_is_type(value, types[i].type);
    }
    return false;
}

static void check_type(json_object *type, json_object *value, const char *path)
{
    bool fits = json_object_is_type(type, json_type_string) &&
                has_type(value, json_object_get_string(type));
    if (json_object_is_type(type, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(type); i++)
            fits =
                fits || has_type(value, json_object_get_string(json_object_array_get_idx(type, i)));
    }
    ck_assert_msg(fits, "%s has the wrong type", path);
}

static void check_object(json_object *root, json_object *schema, json_object *value,
                         const char *path)
{
    json_object *required = json_object_object_get(schema, "required");
    for (size_t i = 0; required && i < json_object_array_length(required); i++) {
        const char *key = json_object_get_string(json_object_array_get_idx(required, i));
        ck_assert_msg(json_object_object_get_ex(value, key, NULL), "%s lacks %s", path, key);
    }
    json_object *properties = json_object_object_get(schema, "properties");
    json_object *more = json_object_object_get(schema, "additionalProperties");
    json_object_object_foreach(value, key, member)
    {
        g_autofree char *place = g_strconcat(path, ".", key, NULL);
        json_object *own = NULL;
        if (properties && json_object_object_get_ex(properties, key, &own))
            check_schema(root, own, member, place);
        else if (json_object_is_type(more, json_type_object))
            check_schema(root, more, member, place);
        else
            ck_assert_msg(!json_object_is_type(more, json_type_boolean), "%s is unknown", place);
    }
}

static void check_schema(json_object *root, json_object *schema, json_object *value,
                         const char *path)
{
    json_object *part = NULL;
    if (json_object_object_get_ex(schema, "$ref", &part)) {
        const char *name = strrchr(json_object_get_string(part), '/') + 1;
        schema = json_object_object_get(json_object_object_get(root, "$defs"), name);
        ck_assert_msg(schema != NULL, "no definition %s", name);
    }
    if (json_object_object_get_ex(schema, "oneOf", &part)) {
        size_t wanted = json_object_is_type(value, json_type_null) ? 0 : 1; /* null comes first */
        check_schema(root, json_object_array_get_idx(part, wanted), value, path);
        return;
    }
    if (json_object_object_get_ex(schema, "type", &part))
        check_type(part, value, path);
    if (json_object_object_get_ex(schema, "enum", &part)) {
        bool found = false;
        for (size_t i = 0; i < json_object_array_length(part); i++)
            found = found || json_object_equal(json_object_array_get_idx(part, i), value);
        ck_assert_msg(found, "%s: %s is not allowed", path, json_object_get_string(value));
    }
    if (json_object_is_type(value, json_type_object))
        check_object(root, schema, value, path);
    if (json_object_is_type(value, json_type_array) &&
        json_object_object_get_ex(schema, "items", &part)) {
        for (size_t i = 0; i < json_object_array_length(value); i++)
            check_schema(root, part, json_object_array_get_idx(value, i), path);
    }
}

START_TEST(findings_json_keeps_its_schema)
{
    sqlite3 *store = support_store_open();
    write_reports(store, true);
    json_object *schema = json_object_from_file("reports/json/findings.schema.json");
    ck_assert_ptr_nonnull(schema);
    static const char *const files[] = {"findings.json", "findings-met-namen.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *text = load(files[i]);
        json_object *document = json_tokener_parse(text);
        ck_assert_msg(document != NULL, "%s is not JSON", files[i]);
        check_schema(schema, schema, document, "$");
        json_object *findings = json_object_object_get(document, "findings");
        ck_assert_uint_eq(json_object_array_length(findings), 13);
        json_object *ledger = json_object_object_get(document, "ledger");
        ck_assert_int_eq(json_object_get_int(json_object_object_get(ledger, "items")), 16);
        ck_assert_int_eq(json_object_get_int(json_object_object_get(ledger, "read")), 8);
        json_object_put(document);
    }
    json_object_put(schema);
    sqlite3_close(store);
}
END_TEST

START_TEST(hostile_strings_are_inert)
{
    sqlite3 *store = support_store_open();
    write_reports(store, false);
    for (size_t i = 0; i < G_N_ELEMENTS(masked_files); i++) {
        g_autofree char *text = load(masked_files[i]);
        ck_assert_msg(!strstr(text, "\u202E"), "%s: bidi", masked_files[i]);
        ck_assert_msg(!strchr(text, '\a'), "%s: control", masked_files[i]);
        ck_assert_msg(!strstr(text, "\";=") && !strstr(text, ";\"=") && !strstr(text, ";="),
                      "%s: formula", masked_files[i]);
        if (g_str_has_suffix(masked_files[i], ".json") || g_str_has_suffix(masked_files[i], "html"))
            ck_assert_msg(!strstr(text, "<script>alert") && !strstr(text, "<b onmouseover"),
                          "%s: markup", masked_files[i]);
    }
    sqlite3_close(store);
}
END_TEST

START_TEST(same_store_same_bytes)
{
    sqlite3 *store = support_store_open();
    write_reports(store, false);
    char *first[G_N_ELEMENTS(masked_files)];
    for (size_t i = 0; i < G_N_ELEMENTS(masked_files); i++)
        first[i] = load(masked_files[i]);
    write_reports(store, false);
    for (size_t i = 0; i < G_N_ELEMENTS(masked_files); i++) {
        g_autofree char *second = load(masked_files[i]);
        ck_assert_msg(strcmp(first[i], second) == 0, "%s differs", masked_files[i]);
        g_free(first[i]);
    }
    sqlite3_close(store);
}
END_TEST

START_TEST(files_are_private_and_described)
{
    sqlite3 *store = support_store_open();
    g_autofree char *part = g_build_filename(folder, ".part", NULL);
    g_autofree char *database = g_build_filename(part, "audit.db", NULL);
    ck_assert_int_eq(g_mkdir_with_parents(part, 0700), 0);
    ck_assert(g_file_set_contents(database, "database", -1, NULL));
    write_reports(store, false);
    g_autofree char *manifest = load("manifest.json");
    ck_assert_ptr_nonnull(strstr(manifest, "\"name\": \"audit.db\", \"level\": \"names\""));
    ck_assert_ptr_nonnull(
        strstr(manifest, "3549b0028b75d981cdda2e573e9cb49dedc200185876df299f912b79f69dabd8"));
    ck_assert(!g_file_test(part, G_FILE_TEST_EXISTS));
    for (size_t i = 0; i < G_N_ELEMENTS(masked_files); i++) {
        g_autofree char *path = g_build_filename(folder, masked_files[i], NULL);
        struct stat status;
        ck_assert_int_eq(stat(path, &status), 0);
        ck_assert_uint_eq(status.st_mode & 0777, 0600);
    }
    sqlite3_close(store);
}
END_TEST

START_TEST(nothing_is_published_when_the_ledger_does_not_add_up)
{
    sqlite3 *store = support_store_open();
    support_store_run(store, "UPDATE item SET state = 'pending' WHERE id = 9");
    g_autoptr(GError) error = NULL;
    ReportOptions options = {folder, "nl", false, "2026-11-22", "0.1.0", false, NULL};
    ck_assert(!reports_write(store, NULL, &options, &error));
    ck_assert(g_error_matches(error, EXIT_ERROR, EXIT_CONSERVATION));
    g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    sqlite3_close(store);
}
END_TEST

START_TEST(an_empty_store_is_no_clean_report)
{
    sqlite3 *store = support_store_empty();
    write_reports(store, false);
    g_autofree char *text = load("findings.json");
    ck_assert_ptr_nonnull(strstr(text, "\"items\": 0"));
    g_autofree char *page = load("report.html");
    ck_assert_ptr_nonnull(strstr(page, "Er is niets bekeken"));
    ck_assert_ptr_nonnull(strstr(page, "Er is geen leerlingenlijst gebruikt"));
    ck_assert_ptr_null(strstr(page, "Geen bevindingen"));
    sqlite3_close(store);
}
END_TEST

START_TEST(no_findings_never_stands_without_coverage)
{
    sqlite3 *store = support_store_open();
    support_store_run(store, "DELETE FROM finding; DELETE FROM finding_clause");
    write_reports(store, false);
    g_autofree char *page = load("report.html");
    const char *none = strstr(page, "Geen bevindingen in wat is bekeken.");
    ck_assert_ptr_nonnull(none);
    ck_assert_ptr_nonnull(strstr(none, "Dat is geen oordeel over de rest"));
    ck_assert_ptr_null(strstr(page, "beslissen is gecontroleerd"));
    sqlite3_close(store);
}
END_TEST

START_TEST(what_is_empty_is_no_clean_report)
{
    static const char *const said[] = {"bron zonder inhoud", "niets om te lezen: website.",
                                       "geen enkel antwoord", "niet alles is gelezen"};
    sqlite3 *store = support_store_open();
    support_store_run(store, "DELETE FROM finding; INSERT INTO warning (code, detail) VALUES "
                             "('source-empty', 'website'), ('consent-missing', NULL)");
    write_reports(store, false);
    g_autofree char *page = load("report.html");
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
        ck_assert_msg(strstr(page, said[i]) != NULL, "%s", said[i]);
    sqlite3_close(store);
}
END_TEST

START_TEST(days_and_hours_are_those_of_a_reader)
{
    static const char *const said[] = {"besluit gold tot en met 02-11-2026", "22-11-2026 03:14",
                                       "25-11-2026 03:14"};
    sqlite3 *store = support_store_open();
    support_store_run(
        store, "DELETE FROM decision; UPDATE publication SET published_known = 'file'; INSERT INTO "
               "decision (fingerprint, kind, until, decided, used) SELECT DISTINCT fingerprint, "
               "'accepted', '2026-11-02', '2026-10-02', 1 FROM finding; UPDATE finding SET breach "
               "= 1 WHERE state IN ('new', 'open')");
    write_reports(store, false);
    g_autofree char *page = load("report.html"), *sarif = load("findings.sarif");
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
        ck_assert_msg(strstr(page, said[i]) != NULL, "%s", said[i]);
    ck_assert_ptr_null(strstr(sarif, "\"published\""));
    sqlite3_close(store);
}
END_TEST

/* A clause of the policy that was never judged stands there all the same, as unchecked. */
START_TEST(every_clause_of_the_policy_stands_there)
{
    sqlite3 *store = support_store_open();
    support_store_run(store, "DELETE FROM clause_result");
    write_reports(store, false);
    g_autofree char *page = load("report.html");
    g_autoptr(Policy) policy = policy_load("cederboom", NULL);
    for (guint i = 0; i < policy->clauses->len; i++) {
        const PolicyClause *clause = policy->clauses->pdata[i];
        g_autofree char *cell = g_strdup_printf(">%s</span>", clause->id);
        ck_assert_msg(strstr(page, cell) != NULL, "%s is missing", clause->id);
    }
    ck_assert_ptr_null(strstr(page, "data-result=\"pass\""));
    sqlite3_close(store);
}
END_TEST

START_TEST(an_unwritable_folder_is_an_error)
{
    sqlite3 *store = support_store_open();
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);
    ck_assert(g_file_set_contents(path, "", 0, NULL)); /* a file where a folder should be */
    g_autoptr(GError) error = NULL;
    ReportOptions options = {path, "nl", false, "2026-11-22", "0.1.0", false, NULL};
    ck_assert(!reports_write(store, NULL, &options, &error));
    ck_assert(g_error_matches(error, EXIT_ERROR, EXIT_CANNOT_CREATE));
    sqlite3_close(store);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reports");
    TCase *tests = tcase_create("reports");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, no_name_leaves_masked);
    tcase_add_test(tests, own_words_of_the_ledger_stay);
    tcase_add_test(tests, details_of_gaps_are_translated);
    tcase_add_test(tests, traces_and_missing_media_are_told);
    tcase_add_test(tests, pictures_of_an_incident_are_withheld);
    tcase_add_test(tests, reports_are_left_for_the_browser);
    tcase_add_test(tests, findings_json_keeps_its_schema);
    tcase_add_test(tests, hostile_strings_are_inert);
    tcase_add_test(tests, same_store_same_bytes);
    tcase_add_test(tests, files_are_private_and_described);
    tcase_add_test(tests, nothing_is_published_when_the_ledger_does_not_add_up);
    tcase_add_test(tests, an_empty_store_is_no_clean_report);
    tcase_add_test(tests, no_findings_never_stands_without_coverage);
    tcase_add_test(tests, what_is_empty_is_no_clean_report);
    tcase_add_test(tests, days_and_hours_are_those_of_a_reader);
    tcase_add_test(tests, every_clause_of_the_policy_stands_there);
    tcase_add_test(tests, an_unwritable_folder_is_an_error);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
