/*
 * Every rule against rows that must fire and rows that must not: tests/rules/<rule>.sql. The file
 * begins with the parameters ("-- with: channels=["website"]"), inserts rows, and lists what must
 * fire in the table must_fire (person, publication, photo, place, confidence); whatever else fires
 * is wrong. must_count holds what "checked" and "undecided" have to say, NULL where it does not
 * matter. A rule without such a file fails, and so does a reason without texts.
 */
#include "store/rule.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "because.h"
#include "support_db.h"

static GPtrArray *rules;

static GHashTable *read_parameters(const Rule *rule, const char *text)
{
    GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GHashTableIter iterator;
    gpointer name, value;

    g_hash_table_iter_init(&iterator, rule->defaults);
    while (g_hash_table_iter_next(&iterator, &name, &value))
        g_hash_table_insert(values, g_strdup(name), g_strdup(value));
    for (char **line = lines; *line; line++) {
        const char *with = g_str_has_prefix(*line, "-- with: ") ? *line + 9 : NULL;
        const char *equals = with ? strchr(with, '=') : NULL;

        if (equals)
            g_hash_table_insert(values, g_strndup(with, (gsize)(equals - with)),
                                g_strchomp(g_strdup(equals + 1)));
    }
    return values;
}

static sqlite3_stmt *prepare(const Rule *rule, sqlite3 *db, const char *sql, GHashTable *values)
{
    g_autoptr(GError) error = NULL;
    sqlite3_stmt *statement = rule_prepare(rule, db, sql, &error);

    ck_assert_msg(statement && rule_bind(rule, statement, values, &error), "%s",
                  error ? error->message : "");
    return statement;
}

static const char *column(sqlite3_stmt *row, const char *name)
{
    for (int i = 0; i < sqlite3_column_count(row); i++)
        if (strcmp(sqlite3_column_name(row, i), name) == 0)
            return (const char *)sqlite3_column_text(row, i);
    return NULL;
}

/* Every line of a reason has a text in both languages, and the text gets all that it asks for. */
static void check_reason(const Rule *rule, const char *reason)
{
    g_auto(GStrv) lines = g_strsplit(reason ? reason : "", "\n", -1);

    for (char **line = lines; *line; line++)
        for (int i = 0; i < 2; i++) {
            g_autofree char *said = because_said(i ? "nl" : "en", *line);

            ck_assert_msg(said && !strchr(said, '{'),
                          "%s: po/because.*.po have nothing to say of %s", rule->id, *line);
        }
}

/* What fired, one line each, into the table did_fire. */
static void collect_findings(const Rule *rule, sqlite3 *db, GHashTable *values)
{
    static const char *const wanted[] = {"person", "publication", "photo", "place", "confidence"};
    sqlite3_stmt *row = prepare(rule, db, rule->findings, values);
    sqlite3_stmt *put = NULL;
    int step;

    db_run(db, "CREATE TEMP TABLE did_fire (person, publication, photo, place, confidence)");
    sqlite3_prepare_v2(db, "INSERT INTO did_fire VALUES (0 + ?, 0 + ?, 0 + ?, ?, ?)", -1, &put,
                       NULL);
    while ((step = sqlite3_step(row)) == SQLITE_ROW) {
        ck_assert_msg(column(row, "item") != NULL, "%s: a finding without item", rule->id);
        check_reason(rule, column(row, "reason"));
        for (int i = 0; i < 5; i++)
            sqlite3_bind_text(put, i + 1, column(row, wanted[i]), -1, SQLITE_TRANSIENT);
        sqlite3_step(put);
        sqlite3_reset(put);
    }
    ck_assert_msg(step == SQLITE_DONE, "%s: %s", rule->id, sqlite3_errmsg(db));
    sqlite3_finalize(row);
    sqlite3_finalize(put);
}

#define SHOW                                                                                       \
    "'person ' || coalesce(person, '-') || ', publication ' || coalesce(publication, '-')"         \
    " || ', photo ' || coalesce(photo, '-') || ', ' || coalesce(place, '-') || ', ' ||"            \
    " coalesce(confidence, '-')"

static void check_count(const Rule *rule, sqlite3 *db, const char *sql, GHashTable *values,
                        const char *name)
{
    g_autofree char *ask = g_strdup_printf("SELECT %s FROM must_count", name);
    sqlite3_stmt *statement, *wanted;

    if (!sql)
        return;
    statement = prepare(rule, db, sql, values);
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
    ck_assert_int_eq(sqlite3_prepare_v2(db, ask, -1, &wanted, NULL), SQLITE_OK);
    if (sqlite3_step(wanted) == SQLITE_ROW && sqlite3_column_type(wanted, 0) != SQLITE_NULL)
        ck_assert_msg(sqlite3_column_int(statement, 0) == sqlite3_column_int(wanted, 0),
                      "%s: %s: wanted %d, have %d", rule->id, name, sqlite3_column_int(wanted, 0),
                      sqlite3_column_int(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_finalize(wanted);
}

static void check_rule(const Rule *rule)
{
    g_autofree char *path = g_strdup_printf("tests/rules/%s.sql", rule->id);
    g_autofree char *text = NULL;
    g_autoptr(GHashTable) values = NULL;
    sqlite3 *db = db_new();

    ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "%s is missing", path);
    values = read_parameters(rule, text);
    db_run(db, "CREATE TEMP TABLE must_fire (person, publication, photo, place, confidence);"
               "CREATE TEMP TABLE must_count (checked, undecided)");
    db_run(db, text);
    collect_findings(rule, db, values);
    db_expect(db,
              "SELECT DISTINCT 'the file lists nothing' WHERE NOT EXISTS"
              " (SELECT 1 FROM must_fire)",
              "");
    db_expect(db,
              "SELECT 'did not fire: ' || " SHOW " FROM (SELECT * FROM must_fire EXCEPT"
              " SELECT * FROM did_fire)",
              "");
    db_expect(db,
              "SELECT 'must not fire: ' || " SHOW " FROM (SELECT * FROM did_fire EXCEPT"
              " SELECT * FROM must_fire)",
              "");
    db_expect(db,
              "SELECT 'fired twice: ' || " SHOW " FROM did_fire GROUP BY person, publication,"
              " photo, place, confidence HAVING count(*) > 1",
              "");
    check_count(rule, db, rule->checked, values, "checked");
    check_count(rule, db, rule->undecided, values, "undecided");
    sqlite3_close(db);
}

START_TEST(test_rule)
{
    check_rule(g_ptr_array_index(rules, _i));
}
END_TEST

static void refuse(const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    Rule *rule = rule_parse("x", text, &error);

    ck_assert_ptr_null(rule);
    ck_assert_msg(strstr(error->message, message) != NULL, "'%s' not in '%s'", message,
                  error->message);
}

#define HEAD "-- rule: x\n-- title-nl: X\n-- title-en: X\n-- severity: low\n"

START_TEST(test_parse)
{
    refuse("-- rule: y\n", "disagree");
    refuse("-- rule: x\n-- colour: red\n", "colour");
    refuse("-- rule: x\nSELECT 1;\n", "SELECT 1");
    refuse("-- rule: x\n-- severity: low\n", "title");
    refuse(HEAD "-- checked:\nSELECT 1;\n", "findings");
    refuse(HEAD "-- transient: no\n", "transient");
    refuse(HEAD "-- pictures: shown\n", "pictures");
    refuse(HEAD "-- default: a=1\n-- checked:\nSELECT 1;\n-- findings:\nSELECT 1;\n",
           "no parameter");
}
END_TEST

static void refuse_statement(const char *sql, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Rule) rule = rule_parse(
        "x", HEAD "-- parameters: a, b\n-- checked:\nSELECT 1;\n-- findings:\nSELECT 1;\n", NULL);
    g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
    sqlite3 *db = db_new();
    sqlite3_stmt *statement;

    ck_assert_ptr_nonnull(rule);
    g_hash_table_insert(values, (gpointer) "a", (gpointer) "12");
    statement = rule_prepare(rule, db, sql, &error);
    ck_assert(!statement || !rule_bind(rule, statement, values, &error));
    ck_assert_msg(strstr(error->message, message) != NULL, "'%s' not in '%s'", message,
                  error->message);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

START_TEST(test_prepare)
{
    refuse_statement("SELECT :c", "declare");
    refuse_statement("SELECT :a, :b", "no value for parameter b");
    refuse_statement("DELETE FROM item", "writes");
    refuse_statement("SELECT 1 FROM nowhere", "nowhere");
}
END_TEST

int main(void)
{
    g_autoptr(GError) error = NULL;
    Suite *suite = suite_create("rules");
    TCase *tests = tcase_create("rules");
    SRunner *runner = srunner_create(suite);
    int failed;

    rules = rule_load_all(&error);
    if (!rules)
        g_error("%s", error->message);
    tcase_add_loop_test(tests, test_rule, 0, (int)rules->len);
    tcase_add_test(tests, test_parse);
    tcase_add_test(tests, test_prepare);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    g_ptr_array_unref(rules);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
