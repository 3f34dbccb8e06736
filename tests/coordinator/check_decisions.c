/*
 * The log of decisions and the comparison with the run before: what is appended comes back, a
 * change anywhere breaks the chain, only what closes a finding closes it and only until it lapses,
 * and what is gone is called gone only where it could have been found.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "store/decisions.h"
#include "store/history.h"
#include "support_db.h"
#include "support_store.h"

#define PRINT "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static char *folder, *path;

static void make_folder(void)
{
    folder = g_dir_make_tmp("decisions-XXXXXX", NULL);
    path = g_build_filename(folder, DECISIONS_LOG, NULL);
}

static void remove_folder(void)
{
    static const char *const names[] = {DECISIONS_LOG, "run/audit.db", "run/manifest.json", "run"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(folder, names[i], NULL);
        remove(file);
    }
    remove(folder);
    g_free(folder);
    g_free(path);
}

static void append(const char *fingerprint, const char *kind, const char *until)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    Decision decision = {.fingerprint = (char *)fingerprint,
                         .kind = (char *)kind,
                         .note = (char *)"met \"aanhalingstekens\"\nen een regel",
                         .until = (char *)until,
                         .decided = (char *)"2026-11-20",
                         .run = (char *)"2026-11-20-00000000"};
    g_ptr_array_add(list, &decision);
    ck_assert_msg(decisions_append(path, list, &error), "%s", error ? error->message : "");
}

START_TEST(what_is_appended_comes_back)
{
    g_autofree char *head = NULL;
    append(PRINT, "unjust", NULL);
    append(PRINT, "accepted", "2027-01-01");
    g_autoptr(GPtrArray) decisions = decisions_read(path, &head, NULL);
    ck_assert_ptr_nonnull(decisions);
    ck_assert_uint_eq(decisions->len, 2);
    const Decision *second = decisions->pdata[1];
    ck_assert_str_eq(second->kind, "accepted");
    ck_assert_str_eq(second->until, "2027-01-01");
    ck_assert_str_eq(second->note, "met \"aanhalingstekens\"\nen een regel");
    ck_assert_str_ne(head, DECISIONS_NONE);
}
END_TEST

static void expect_refused(const char *text, gsize length)
{
    g_autoptr(GError) error = NULL;
    ck_assert(g_file_set_contents(path, text, (gssize)length, NULL));
    g_autoptr(GPtrArray) decisions = decisions_read(path, NULL, &error);
    ck_assert_ptr_null(decisions);
    ck_assert_int_eq(error->code, EXIT_LIST_INVALID);
}

/* Each change of a byte in a line but the last, and each line left out, is told. */
START_TEST(a_change_breaks_the_chain)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    append(PRINT, "unjust", NULL);
    append(PRINT, "just", NULL);
    append(PRINT, "removed", NULL);
    ck_assert(g_file_get_contents(path, &text, &length, NULL));
    const char *second = strchr(text, '\n') + 1, *third = strchr(second, '\n') + 1;
    for (gsize at = 0; at < (gsize)(third - text); at += 7) {
        g_autofree char *changed = g_memdup2(text, length);
        changed[at] = changed[at] == 'x' ? 'y' : 'x';
        expect_refused(changed, length);
    }
    g_autofree char *without_first = g_strdup(second);
    expect_refused(without_first, strlen(without_first));
    g_autofree char *without_second = g_strdup_printf("%.*s%s", (int)(second - text), text, third);
    expect_refused(without_second, strlen(without_second));
    expect_refused(text, length - 5);
    expect_refused("geen json\n", 10);
}
END_TEST

START_TEST(no_log_is_an_empty_one)
{
    g_autofree char *head = NULL;
    g_autoptr(GPtrArray) decisions = decisions_read(path, &head, NULL);
    ck_assert_uint_eq(decisions->len, 0);
    ck_assert_str_eq(head, DECISIONS_NONE);
}
END_TEST

START_TEST(later_takes_the_place_of_earlier)
{
    sqlite3 *db = support_store_empty();
    append(PRINT, "unjust", NULL);
    append(PRINT, "accepted", "2027-01-01");
    ck_assert(decisions_load(db, path, NULL));
    db_expect(db, "SELECT kind || until FROM decision", "accepted2027-01-01");
    sqlite3_close(db);
}
END_TEST

/* A log that lost the line an earlier run ended with. */
START_TEST(a_shortened_log_is_told)
{
    sqlite3 *db = support_store_empty();
    append(PRINT, "unjust", NULL);
    support_store_run(db, "INSERT INTO run VALUES ('previous-decisions-head', 'abcd')");
    ck_assert(decisions_load(db, path, NULL));
    db_expect(db, "SELECT code FROM warning", "decisions-log-shortened");
    sqlite3_close(db);
}
END_TEST

#define RUN_OF(day)                                                                                \
    "INSERT INTO run VALUES ('today', '" day "'), ('started', '" day "T01:00:00Z'), ('finished',"  \
    " '" day "T02:00:00Z'), ('school', 'De Vlinderhof'), ('policy-digest', 'p');"
#define PLACES                                                                                     \
    "INSERT INTO source (id, label, path, kind) VALUES (1, 'site-2026-10.zip', 'site-2026-10.zip'" \
    ", 'file'), (2, 'blog', 'blog', 'folder'), (3, 'krant', 'krant', 'folder');"                   \
    "INSERT INTO item (id, source, position, path, name, place, state) SELECT id, id, "            \
    "cast(id AS BLOB), 'p' || id, 'n', 'p' || id, 'read' FROM source;"                             \
    "INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '0417', 'J.');"             \
    "INSERT INTO rule_result (rule, result) VALUES ('r', 'fail');"
#define FINDING(id, item, person, photo)                                                           \
    "INSERT INTO finding (id, rule, as_, severity, confidence, person, item, photo, fingerprint) " \
    "VALUES (" #id ", 'r', 'verdict', 'high', 'certain', " #person ", " #item ", " #photo          \
    ", 'f" #id "');"

/* Leaves a store as the run before, in folder/run. */
static void leave_run(const char *rows)
{
    g_autofree char *run = g_build_filename(folder, "run", NULL);
    g_autofree char *file = g_build_filename(run, "audit.db", NULL);
    g_autofree char *manifest = g_build_filename(run, "manifest.json", NULL);
    sqlite3 *before = support_store_empty(), *stored = NULL;
    g_mkdir_with_parents(run, 0700);
    support_store_run(before, rows);
    ck_assert_int_eq(sqlite3_open(file, &stored), SQLITE_OK);
    sqlite3_backup *copy = sqlite3_backup_init(stored, "main", before, "main");
    sqlite3_backup_step(copy, -1);
    ck_assert_int_eq(sqlite3_backup_finish(copy), SQLITE_OK);
    sqlite3_close(stored);
    sqlite3_close(before);
    ck_assert(g_file_set_contents(manifest, "{}", -1, NULL));
}

static sqlite3 *compare(const char *rows)
{
    g_autofree char *out = g_build_filename(folder, "now", NULL);
    sqlite3 *db = support_store_empty();
    bool usable = false;
    support_store_run(db, rows);
    g_autofree char *previous = history_previous(db, out);
    ck_assert_ptr_nonnull(previous);
    ck_assert(history_open(db, previous, false, &usable, NULL));
    ck_assert(usable);
    ck_assert(history_compare(db, previous, NULL));
    return db;
}

/* New, open, gone, and not gone but unseen: a gap in its source, a source that is missing, somebody
 * who left the list. */
START_TEST(gone_is_only_what_could_be_found)
{
    leave_run(
        RUN_OF("2026-10-01") PLACES FINDING(1, 1, 1, NULL) FINDING(2, 1, NULL, NULL)
            FINDING(3, 2, NULL, NULL) FINDING(4, 3, NULL, NULL) FINDING(
                5, 1, NULL,
                7) "INSERT INTO person (id, role, number, masked) VALUES (2, 'pupil', '0999', "
                   "'W.');" FINDING(6, 1, 2, NULL));
    sqlite3 *db = compare(RUN_OF("2026-11-01") PLACES
                          "UPDATE source SET label = 'site-2026-11.zip', path = "
                          "'site-2026-11.zip' WHERE id = 1;"
                          "UPDATE item SET gap = 1 WHERE id = 2;"
                          "DELETE FROM item WHERE id = 3; DELETE FROM source "
                          "WHERE id = 3;" FINDING(1, 1, 1, NULL) FINDING(9, 1, 1, NULL));
    db_expect(db, "SELECT group_concat(fingerprint || state, ' ') FROM finding", "f1open f9new");
    db_expect(db, "SELECT group_concat(fingerprint || state, ' ') FROM vanished",
              "f2resolved f3unseen f4unseen f5unseen f6unseen");
    db_expect(db, "SELECT value FROM run WHERE key = 'runs'", "2026-10-01,2026-11-01");
    sqlite3_close(db);
}
END_TEST

/* What was unseen stays so until it is found, or could have been. */
START_TEST(unseen_is_carried_on)
{
    leave_run(RUN_OF("2026-10-01") PLACES
              "INSERT INTO vanished (id, fingerprint, rule, severity, person, source, place, url, "
              "channel, published, state, decision) VALUES (1, 'f8', 'r', 'high', NULL, 'blog', "
              "'p2', NULL, NULL, "
              "NULL, 'unseen', NULL), (2, 'f9', 'r', 'high', NULL, 'blog', 'p2', NULL, NULL, NULL,"
              " 'unseen', NULL), (3, 'f7', 'r', 'high', NULL, 'blog', 'p', NULL, NULL, NULL, "
              "'resolved', NULL)");
    sqlite3 *db = compare(RUN_OF("2026-11-01") PLACES FINDING(9, 1, 1, NULL));
    db_expect(db, "SELECT group_concat(fingerprint || state, ' ') FROM finding", "f9open");
    db_expect(db, "SELECT group_concat(fingerprint || state, ' ') FROM vanished", "f8resolved");
    sqlite3_close(db);
}
END_TEST

#define POST(id, item, native, day, print)                                                         \
    "INSERT INTO publication (id, item, number, kind, access, access_known, status, author_role,"  \
    " native_id, published) VALUES (" #id ", " #item ", " #id ", 'post', 'public', 1, 'published'" \
    ", 'school', '" native "', '2026-05-0" #day "T10:00:00Z');"                                    \
    "INSERT INTO wording VALUES (" #id ", '" print "');"
#define NAMED_IN(post)                                                                             \
    "INSERT INTO text (id, item, publication, place, bytes) VALUES (" #post ", 1, " #post          \
    ", 'body', 9); INSERT INTO mention (id, text, person, tier, surname, start, end, matched, "    \
    "form, reasons) VALUES (" #post ", " #post ", 1, 'certain', 1, 0, 5, 'x', 'full', '');"

/* Changed or gone, and what explains it: a consent that is no more, a finding. What got another
 * number is still there; a source that is missing, or a wording of another version, tells nothing.
 */
START_TEST(posts_are_held_against_the_run_before)
{
    leave_run(RUN_OF("2026-10-01") PLACES POST(1, 1, "a", 1, "01") POST(2, 1, "b", 2, "02")
                  POST(3, 1, "c", 3, "03") POST(4, 1, "d", 4, "04") POST(5, 1, "e", 5, "05")
                      POST(6, 1, "f", 6, "06") POST(7, 3, "g", 7, "07") NAMED_IN(5)
                          FINDING(1, 1, 1, NULL) "UPDATE finding SET publication = 6;");
    const char *now = RUN_OF("2026-11-01") PLACES POST(1, 1, "a", 1, "01") POST(2, 1, "b", 2, "22")
        POST(4, 1, "dd", 4,
             "04") "DELETE FROM item WHERE id = 3; DELETE FROM source WHERE id = 3;"
                   "INSERT INTO consent (id, person, subject, channel, scope, answer,"
                   " withdrawn_on) VALUES (1, 1, 'name', 'all', 'any', 'yes',"
                   " '2026-10-15');";
    sqlite3 *db = compare(now);
    db_expect(db,
              "SELECT group_concat(native_id || ':' || state || coalesce(':' || why, ''), ' ')"
              " FROM former",
              "a:same b:changed c:vanished d:same e:vanished:consent f:vanished:finding");
    db_expect(db, "SELECT publication || ',' || item FROM former WHERE native_id = 'b'", "2,1");
    db_expect(db, "SELECT value FROM run WHERE key = 'previous-given'", "1");
    sqlite3_close(db);
    g_autofree char *other = g_strconcat(now, "INSERT INTO run VALUES ('version', 'other');", NULL);
    db = compare(other);
    db_expect(db, "SELECT group_concat(state, ' ') FROM former WHERE native_id IN ('a', 'b')",
              "unseen unseen");
    sqlite3_close(db);
}
END_TEST

START_TEST(another_school_is_no_run_before)
{
    g_autofree char *out = g_build_filename(folder, "now", NULL);
    sqlite3 *db = support_store_empty();
    leave_run(RUN_OF("2026-10-01") "UPDATE run SET value = 'De Regenboog' WHERE key = 'school'");
    support_store_run(db, RUN_OF("2026-11-01"));
    ck_assert_ptr_null(history_previous(db, out));
    support_store_run(db, "UPDATE run SET value = 'De Regenboog' WHERE key = 'school'");
    g_autofree char *previous = history_previous(db, out);
    ck_assert_ptr_nonnull(previous);
    support_store_run(db, "UPDATE run SET value = '2026-10-01T02:00:00Z' WHERE key = 'started'");
    ck_assert_ptr_null(history_previous(db, out));
    sqlite3_close(db);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("decisions");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, what_is_appended_comes_back);
    tcase_add_test(tests, a_change_breaks_the_chain);
    tcase_add_test(tests, no_log_is_an_empty_one);
    tcase_add_test(tests, later_takes_the_place_of_earlier);
    tcase_add_test(tests, a_shortened_log_is_told);
    tcase_add_test(tests, gone_is_only_what_could_be_found);
    tcase_add_test(tests, unseen_is_carried_on);
    tcase_add_test(tests, posts_are_held_against_the_run_before);
    tcase_add_test(tests, another_school_is_no_run_before);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
