/*
 * Judging: what passes was checked, what was not says why, and a finding keeps its fingerprint from
 * one export to the next.
 */
#include "store/judge.h"

#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "commands/policy_wanted.h"
#include "store/text_counts.h"
#include "support_db.h"

static sqlite3 *db;
static char *folder;

#define CLAUSE(id, rules)                                                                          \
    "  - id: " id "\n    article: x\n    text: {nl: x, en: x}\n    binds: [board]\n"               \
    "    strength: must\n    rules:\n" rules

#define HEAD                                                                                       \
    "id: proef\ntitle: {nl: Proef, en: Trial}\n"                                                   \
    "scope: {channels: [website], access: [public], shares-count: true,"                           \
    " direct-messages-count: false}\nclauses:\n"

static Policy *policy_of(const char *text)
{
    g_autofree char *path = g_build_filename(folder, "proef.yaml", NULL);
    g_autoptr(GError) error = NULL;
    Policy *policy;

    ck_assert(g_file_set_contents(path, text, -1, NULL));
    policy = policy_load(path, &error);
    ck_assert_msg(policy != NULL, "%s", error ? error->message : "");
    g_unlink(path);
    return policy;
}

static void judge(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Policy) policy = policy_of(text);

    ck_assert_msg(judge_run(db, policy, "2026-11-01", &error), "%s", error ? error->message : "");
}

static void refuse(const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Policy) policy = policy_of(text);

    ck_assert(!judge_run(db, policy, "2026-11-01", &error));
    ck_assert_msg(strstr(error->message, message) != NULL, "'%s' not in '%s'", message,
                  error->message);
}

/* A page that names pupil 1 for certain and pupil 2 perhaps; a photo of pupil 2, who has a No. */
static void open_db(void)
{
    folder = g_dir_make_tmp("check-judge-XXXXXX", NULL);
    db = db_new();
    db_run(db,
           "INSERT INTO run VALUES ('register-given', '1');"
           "INSERT INTO source (id, label, path, kind) VALUES"
           " (1, 'site-2026-11-01.zip', '/exports/site-2026-11-01.zip', 'file');"
           "INSERT INTO item (id, source, position, path, name, place, hash, state) VALUES"
           " (1, 1, x'01', 'site-2026-11-01.zip!/a.html', 'a.html', 'a.html', 'hh', 'read');"
           "INSERT INTO person (id, role, number, masked, protected) VALUES"
           " (1, 'pupil', '1001', 'S. d. V.', 0), (2, 'pupil', '1002', 'Y. Ö.', 0);"
           "INSERT INTO publication (id, item, number, kind, platform, channel, access,"
           " access_known, status, author_role, published, published_known) VALUES"
           " (1, 1, 1, 'page', 'website', 'website', 'public', 1, 'published', 'school',"
           " '2024-05-01', 'metadata');"
           "INSERT INTO text (id, item, publication, place, bytes, digest) VALUES"
           " (1, 1, 1, 'body', 9, 'd1'), (2, 1, 1, 'title', 9, 'd2');"
           "INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form,"
           " reasons) VALUES (1, 1, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),"
           " (2, 2, 2, 'review', 1, 0, 5, 'x', 'last', 'r');"
           "INSERT INTO photo (id, hash, class) VALUES (1, 'ph', 'several');"
           "INSERT INTO showing VALUES (1, 1, 0, 1);"
           "INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence)"
           " VALUES (1, 1, 2, 1, 1, 'tag', 'certain');"
           "INSERT INTO consent (person, subject, channel, scope, answer, list_row, list_column)"
           " VALUES (2, 'image', 'website', 'any', 'no', 3, 'Website')");
}

static void close_db(void)
{
    sqlite3_close(db);
    g_rmdir(folder);
    g_free(folder);
}

#define SURNAME                                                                                    \
    "      - {rule: surname-published, as: verdict, severity: medium, with: {own_name: false}}\n"
#define SURNAME_LEAD                                                                               \
    "      - {rule: surname-published, as: lead, severity: high, with: {own_name: false}}\n"
#define REFUSED                                                                                    \
    "      - {rule: consent-refused, as: verdict, severity: high, with: {subjects: [image]}}\n"
#define LATE "      - {rule: consent-late, as: verdict, severity: low, with: {subjects: [image]}}\n"
#define UNKNOWN "      - {rule: no-such-rule, as: verdict, severity: low}\n"
#define UNKNOWN_LEAD "      - {rule: no-such-rule, as: lead, severity: low}\n"

static const char expect_results[] =
    "SELECT clause || ':' || kind || ':' || result || ':' || checked || ':' || findings || ':' ||"
    " leads || ':' || coalesce(reason, '') || ':' || coalesce(reason_detail, '')"
    " FROM clause_result ORDER BY position";

START_TEST(test_results)
{
    judge(HEAD CLAUSE("a", SURNAME) CLAUSE("b", SURNAME_LEAD) CLAUSE("c", LATE)
              CLAUSE("d", LATE UNKNOWN) CLAUSE("e", REFUSED UNKNOWN) CLAUSE("f", LATE UNKNOWN_LEAD)
                  CLAUSE("g", UNKNOWN_LEAD));
    db_expect(db, expect_results,
              "a:auto:fail:2:1:1:: b:assist:not-checked:2:0:2:leads-only: c:auto:pass:1:0:0:: "
              "d:auto:not-checked:1:0:0:rule-not-available:no-such-rule "
              "e:auto:fail:1:1:0:rule-not-available:no-such-rule f:auto:pass:1:0:0:: "
              "g:assist:not-checked:0:0:0:rule-not-available:no-such-rule");
    db_expect(db,
              "SELECT rule || ':' || result || ':' || findings || ':' ||"
              " coalesce(reason, '') FROM rule_result ORDER BY rule",
              "consent-late:pass:0: consent-refused:fail:1: "
              "no-such-rule:not-checked:0:rule-not-available no-such-rule "
              "surname-published:fail:2:");
}
END_TEST

/* One finding for all clauses: verdict beats lead, the highest severity holds; review stays lead.
 */
START_TEST(test_merge)
{
    judge(HEAD CLAUSE("a", SURNAME) CLAUSE("b", SURNAME_LEAD));
    db_expect(db,
              "SELECT as_ || ' ' || severity || ' ' || confidence || ' ' || person"
              " FROM finding ORDER BY id",
              "verdict high certain 1 lead high review 2");
    db_expect(db, "SELECT finding || clause FROM finding_clause ORDER BY finding, clause",
              "1a 1b 2a 2b");
    judge(HEAD CLAUSE("a", SURNAME)); /* again, under another policy: nothing stays behind */
    db_expect(db, "SELECT count(*) FROM finding_clause", "2");
}
END_TEST

START_TEST(test_only_review)
{
    db_run(db, "DELETE FROM mention WHERE id = 1");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, expect_results, "a:auto:not-checked:2:0:1:review:1");
}
END_TEST

START_TEST(test_consent)
{
    judge(HEAD CLAUSE("a", REFUSED));
    db_expect(db, "SELECT person || consent_state || photo FROM finding", "2refused1");
    db_expect(db, "SELECT instr(consent_basis, 'row 3') > 0 FROM finding", "1");
    db_expect(db, "SELECT person || subject || scope || allowed_now || state FROM permission",
              "2imagegroupnorefused");
}
END_TEST

START_TEST(test_needs)
{
    db_run(db, "DELETE FROM run");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, expect_results, "a:auto:not-checked:0:0:0:needs-input:register");
    db_expect(db, "SELECT count(*) FROM finding", "0");
}
END_TEST

START_TEST(test_nothing)
{
    db_run(db, "UPDATE publication SET channel = 'facebook'");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, expect_results, "a:auto:not-checked:0:0:0:nothing-checked:");
}
END_TEST

START_TEST(test_undecided)
{
    static const char individual[] =
        HEAD CLAUSE("a", "      - {rule: individual-photo, as: verdict, severity: low,"
                         " with: {classes: [individual], lone: false}}\n");

    judge(individual);
    db_expect(db, expect_results, "a:auto:pass:1:0:0::");
    db_run(db, "INSERT INTO photo (id, class) VALUES (2, 'uncertain');"
               "INSERT INTO showing VALUES (2, 1, 0, 2)");
    judge(individual);
    db_expect(db, expect_results, "a:auto:not-checked:1:0:0:undecided:1");
}
END_TEST

/* What could not be read may hold what the rule looks for; elsewhere it may not. */
START_TEST(test_gaps)
{
    static const char clauses[] =
        HEAD CLAUSE("a", "      - {rule: individual-photo, as: verdict, severity: low,"
                         " with: {classes: [individual], lone: false, channels: [all]}}\n")
            CLAUSE("b", "      - {rule: individual-photo, as: verdict, severity: low,"
                        " with: {classes: [individual], lone: true, channels: [website]}}\n")
                CLAUSE("c", "      - {rule: protocol-in-force, as: verdict, severity: low,"
                            " with: {in_force: '2020-01-01'}}\n");

    db_run(db, "INSERT INTO source (id, label, path, kind, channel) VALUES (9, 'x', 'x', 'file',"
               " 'facebook');"
               "INSERT INTO item (id, source, position, path, name, place, state, reason, gap)"
               " VALUES (90, 9, x'09', 'x', 'x', 'x', 'failed', 'corrupt', 1)");
    judge(clauses);
    db_expect(db, expect_results,
              "a:auto:not-checked:1:0:0:gaps:1 b:auto:pass:1:0:0:: c:auto:pass:1:0:0::");
    db_run(db, "UPDATE source SET channel = NULL WHERE id = 9");
    judge(clauses);
    db_expect(db, expect_results,
              "a:auto:not-checked:1:0:0:gaps:1 b:auto:not-checked:1:0:0:gaps:1"
              " c:auto:pass:1:0:0::");
}
END_TEST

START_TEST(test_protected)
{
    db_run(db, "UPDATE person SET protected = 1 WHERE id = 2");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, "SELECT person || severity || breach FROM finding ORDER BY id",
              "1medium0 2high1");
}
END_TEST

static void private_account(void)
{
    db_run(db, "UPDATE source SET owner = 'staff:s-1'; UPDATE publication SET author_role ="
               " 'staff'; DELETE FROM mention WHERE id = 2");
}

START_TEST(test_accounts)
{
    private_account();
    judge(HEAD "  - id: a\n    article: x\n    text: {nl: x, en: x}\n    binds: [staff]\n"
               "    strength: must\n    rules:\n      - {rule: surname-published, as: verdict,"
               " severity: low, accounts: leads-on-private, with: {own_name: false}}\n");
    db_expect(db, "SELECT as_ FROM finding", "lead");
    judge(HEAD "  - id: a\n    article: x\n    text: {nl: x, en: x}\n    binds: [staff]\n"
               "    strength: must\n    rules:\n      - {rule: surname-published, as: verdict,"
               " severity: low, accounts: school, with: {own_name: false}}\n");
    db_expect(db, "SELECT count(*) FROM finding", "0");
}
END_TEST

/* Another night, another file name, another row number: the same finding. Another text: a new one.
 */
/* What concerns all that was examined is told at the first item; another first item makes it no
 * other finding, and what was there is not resolved. */
START_TEST(test_fingerprint_of_all)
{
    const char *policy = HEAD CLAUSE(
        "a", "      - {rule: protocol-published, as: verdict, severity: low, with: {titles: "
             "[Protocol sociale media]}}\n");

    db_run(db, "CREATE TABLE before (fingerprint)");
    judge(policy);
    db_run(db, "INSERT INTO before SELECT fingerprint FROM finding;"
               "INSERT INTO item (id, source, position, path, name, place, hash, state) VALUES"
               " (2, 1, x'02', 'b.html', 'b.html', 'b.html', 'hb', 'read');"
               "UPDATE publication SET item = 2");
    judge(policy);
    db_expect(db,
              "SELECT f.item || ':' || (f.fingerprint = b.fingerprint) FROM finding f, before b",
              "2:1");
}
END_TEST

START_TEST(test_fingerprint)
{
    db_run(db, "CREATE TABLE before (fingerprint, person)");
    judge(HEAD CLAUSE("a", SURNAME));
    db_run(db, "INSERT INTO before SELECT fingerprint, person FROM finding;"
               "UPDATE source SET label = 'site-2026-12-24-2.zip',"
               " path = '/exports/site-2026-12-24-2.zip';"
               "UPDATE text SET digest = 'other' WHERE id = 2;"
               "INSERT INTO decision VALUES ((SELECT fingerprint FROM before WHERE person = 1),"
               " 'accepted', NULL, '2026-12-31', NULL, 0, NULL, NULL), ('gone', 'accepted', NULL,"
               " NULL, NULL, 1, NULL, NULL)");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db,
              "SELECT f.person || ':' || (f.fingerprint = b.fingerprint) || f.state"
              " FROM finding f JOIN before b ON b.person = f.person ORDER BY f.id",
              "1:1decided 2:0new");
    db_expect(db, "SELECT used FROM decision ORDER BY fingerprint = 'gone'", "1 0");
    db_expect(db, "SELECT DISTINCT length(fingerprint) FROM finding", "64");
}
END_TEST

START_TEST(test_parameters)
{
    refuse(HEAD CLAUSE("a", "      - {rule: individual-photo, as: verdict, severity: low}\n"),
           "wants parameter 'classes'");
    refuse(HEAD CLAUSE("a", "      - {rule: surname-published, as: verdict, severity: low,"
                            " with: {colour: red}}\n"),
           "no parameter 'colour'");
    refuse(HEAD CLAUSE("a", "      - {rule: individual-photo, as: verdict, severity: low,"
                            " with: {classes: individual}}\n"),
           "is a list");
}
END_TEST

/* What the operator hears before anything is read: a rule that does not exist, with file and line.
 */
START_TEST(test_policy_wanted)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "policy-wanted.yaml", NULL);
    g_autoptr(GError) error = NULL;

    ck_assert(g_file_set_contents(
        path, HEAD CLAUSE("a", "      - {rule: individual, as: lead, severity: low}\n"), -1, NULL));
    ck_assert_ptr_null(policy_wanted(path, &error));
    ck_assert_int_eq(error->code, EXIT_LIST_INVALID);
    ck_assert_msg(strstr(error->message, "policy-wanted.yaml:") &&
                      strstr(error->message, "'individual' does not exist"),
                  "%s", error->message);
    ck_assert_int_eq(remove(path), 0);
}
END_TEST

/* The policies that come with the program agree with the rules there are. */
START_TEST(test_builtin)
{
    g_auto(GStrv) ids = policy_list();

    for (char **id = ids; *id; id++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Policy) policy = policy_load(*id, &error);

        ck_assert_msg(policy && judge_run(db, policy, "2026-11-01", &error), "%s: %s", *id,
                      error ? error->message : "");
    }
}
END_TEST

/* Whoever is protected comes first, and data of the law's own kinds near a name are marked: the
 * finding on the data, and the one that names somebody beside it. */
START_TEST(test_breach)
{
    db_run(db, "INSERT INTO datum (text, item, publication, kind, value) VALUES"
               " (1, 1, 1, 'care', 'diagnose'), (2, 1, 1, 'phone', '06')");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, "SELECT mention || ':' || breach || ':' || severity FROM finding ORDER BY id",
              "1:1:medium 2:0:medium");
    db_run(db, "UPDATE datum SET kind = 'phone'; UPDATE person SET protected = 1 WHERE id = 2;");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, "SELECT mention || ':' || breach || ':' || severity FROM finding ORDER BY id",
              "1:0:medium 2:1:high");
}
END_TEST

static const char takedown_states[] =
    "SELECT t.id || ':' || t.state || ':' || coalesce((SELECT group_concat(publication || '/' ||"
    " photo || '/' || how, ',') FROM takedown_hit h WHERE h.takedown = t.id), '')"
    " FROM takedown t ORDER BY t.id";

/* A request is looked for as address, as path, as name of a size, and as all of a person; copies
 * count; what is nowhere is met only when everything was read. */
START_TEST(test_takedowns)
{
    db_run(db, "INSERT INTO run VALUES ('takedowns-given', '1'), ('today', '2026-11-23');"
               "INSERT INTO item (id, source, position, path, name, place, url, state) VALUES"
               " (2, 1, x'02', 's!/foto/kamp-300x200.jpg', 'kamp-300x200.jpg',"
               " 'foto/kamp-300x200.jpg', NULL, 'read');"
               "UPDATE item SET url = 'https://school.example/nieuws/a.html' WHERE id = 1;"
               "INSERT INTO photo_item VALUES (1, 2, 'original'); UPDATE showing SET item = 2;"
               "INSERT INTO takedown (id, requested, person, target) VALUES"
               " (1, '2026-11-01', NULL, 'http://www.school.example/nieuws/a.html#x'),"
               " (2, '2026-11-01', NULL, 'https://school.example/wp/foto/Kamp.jpg'),"
               " (3, '2026-11-01', NULL, 'kamp-scaled.jpg'), (4, '2026-11-01', 2, NULL),"
               " (5, '2026-11-01', NULL, 'https://other.example/nieuws/a.html'),"
               " (6, '2026-11-01', NULL, '/foto/kamp.jpg'), (7, NULL, 1, 'nergens.jpg'),"
               " (8, NULL, NULL, 'https://school.example/media/2024/kamp.jpg')");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, takedown_states,
              "1:open:1/0/address 2:open:1/1/tail 3:open:1/1/name 4:open:1/1/person 5:met: "
              "6:open:1/1/place 7:met: 8:open:1/1/elsewhere");
    db_run(db, "UPDATE item SET gap = 1 WHERE id = 2");
    judge(HEAD CLAUSE("a", SURNAME));
    db_expect(db, "SELECT state FROM takedown WHERE id = 7", "not-found");
}
END_TEST

/* Texts are counted in a walk of our own: it has to tell what the view tells. */
START_TEST(test_text_counts)
{
    Rows rows;
    g_autoptr(GError) error = NULL;

    db_run(db,
           "INSERT INTO source (id, label, path, kind, owner) VALUES (2, 'b', '/b', 'file', "
           "'staff:1');"
           "INSERT INTO item (id, source, position, path, name, place, hash, state) VALUES"
           " (2, 2, x'02', 'b', 'b', 'b', 'hb', 'read');"
           "INSERT INTO publication (id, item, number, kind, channel, access, access_known, status,"
           " author_role, announces) VALUES"
           " (2, 2, 1, 'post', NULL, 'public', 1, 'published', 'staff', NULL),"
           " (3, 2, 2, 'post', NULL, 'public', 1, 'published', 'staff', 'x'),"
           " (4, 2, 3, 'post', NULL, 'public', 1, 'published', 'staff', 'y'),"
           " (7, 2, 4, 'post', NULL, 'public', 1, 'draft', 'staff', NULL),"
           " (9, 1, 5, 'page', 'website', 'closed', 1, 'published', 'school', NULL);"
           "INSERT INTO text (id, item, publication, place, bytes) VALUES (11, 2, 2, 'body', 1),"
           " (12, 2, 2, 'body', 1), (13, 2, 3, 'body', 1), (14, 2, 4, 'body', 1),"
           " (15, 2, 4, 'title', 1), (16, 2, 7, 'body', 1), (17, 1, 9, 'alt', 1);"
           "CREATE TEMP TABLE text_counts AS SELECT * FROM main.text_counts LIMIT 0");
    rows_borrow(&rows, db);
    text_counts_fill(&rows);
    ck_assert(rows_finish(&rows, &error));
    db_expect(db, "SELECT total(texts) FROM temp.text_counts", "8.0");
    db_expect(db, "SELECT count(*) FROM temp.text_counts", "6");
    db_expect(db,
              "SELECT count(*) FROM (SELECT * FROM main.text_counts EXCEPT SELECT * FROM"
              " temp.text_counts)",
              "0");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge");
    TCase *tests = tcase_create("judge");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, open_db, close_db);
    tcase_add_test(tests, test_results);
    tcase_add_test(tests, test_text_counts);
    tcase_add_test(tests, test_merge);
    tcase_add_test(tests, test_only_review);
    tcase_add_test(tests, test_consent);
    tcase_add_test(tests, test_needs);
    tcase_add_test(tests, test_nothing);
    tcase_add_test(tests, test_undecided);
    tcase_add_test(tests, test_gaps);
    tcase_add_test(tests, test_protected);
    tcase_add_test(tests, test_accounts);
    tcase_add_test(tests, test_fingerprint);
    tcase_add_test(tests, test_fingerprint_of_all);
    tcase_add_test(tests, test_parameters);
    tcase_add_test(tests, test_policy_wanted);
    tcase_add_test(tests, test_builtin);
    tcase_add_test(tests, test_breach);
    tcase_add_test(tests, test_takedowns);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
