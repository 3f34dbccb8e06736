/*
 * Texts on their way into the store: what is nobody's name becomes a trace and is not lost; what
 * does not all fit makes the item partial and says what it was. All people are invented.
 */
#include "coordinator/intake.h"

#include <check.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const NamePerson school[] = {
    {.first = "Bart", .last = "Bakker", .group = "7", .role = ROLE_PUPIL},
    {.first = "Sanne", .infix = "de", .last = "Vries", .group = "7", .role = ROLE_PUPIL},
};

static char *folder, *path;

static void folder_make(void)
{
    folder = g_dir_make_tmp("check-intake-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    path = g_build_filename(folder, "audit.db", NULL);
}

static void folder_remove(void)
{
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

static void expect(const char *sql, const char *wanted)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *get = NULL;
    const char *have = "nothing";

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &get, NULL) == SQLITE_OK, "%s",
                  sqlite3_errmsg(db));
    if (sqlite3_step(get) == SQLITE_ROW && sqlite3_column_text(get, 0))
        have = (const char *)sqlite3_column_text(get, 0);
    ck_assert_msg(!strcmp(have, wanted), "%s: wanted %s, have %s", sql, wanted, have);
    sqlite3_finalize(get);
    sqlite3_close(db);
}

/* One item with one text, taken in; what did not fit (static). */
static const char *take(const Phrases *phrases, const Phrases *allowed, const Fact *fact)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(NameIndex) names = names_new(school, G_N_ELEMENTS(school), &error);
    g_autoptr(Store) store = store_create(folder, &error);
    g_autoptr(DataFinder) data = data_new(NULL, 0, &error);
    Intake *intake = intake_new(store, names, data, phrases);
    StoreItem item = {.path = "x", .name = "x", .place = "x"};
    const char *cut;
    int64_t id;

    names_set_unlisted(names, true);
    item.source =
        store_add_source(store, &(StoreSource){.label = "x", .path = "x", .kind = "file"});
    id = store_add_item(store, &item);
    intake_allow(intake, allowed);
    cut = intake_fact(intake, id, fact);
    store_set_item(store, id, &(StoreItemResult){.state = ITEM_READ, .detail = cut});
    intake_free(intake);
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    return cut;
}

static Fact text_fact(const char *text)
{
    return (Fact){.kind = FACT_TEXT,
                  .text = {.place = PLACE_CAPTION, .text = text, .length = strlen(text)}};
}

START_TEST(test_allowed_words_become_traces)
{
    g_autoptr(Phrases) allowed = phrases_new();
    Fact fact =
        text_fact("Taart van bakkerij BART BAKKER. Sanne de Vries uit groep 7 sneed hem aan, "
                  "met Bart Bakker-Hoekstra.");

    phrases_add(allowed, "allowed", "Bart Bakker");
    phrases_add(allowed, "allowed", "de Vries");
    ck_assert_ptr_null(take(NULL, allowed, &fact));
    expect("SELECT count(*) FROM mention WHERE matched = 'BART BAKKER'", "0");
    expect("SELECT count(*) FROM trace WHERE start = 19 AND \"end\" = 30", "1");
    expect("SELECT count(*) FROM trace WHERE start = 19 AND reasons LIKE 'allowed,%'", "1");
    /* the exception is shorter than what stands there */
    expect("SELECT tier FROM mention WHERE matched = 'Sanne de Vries'", "certain");
}
END_TEST

START_TEST(test_allowed_author_is_nobody)
{
    g_autoptr(Phrases) allowed = phrases_new();
    Fact fact = {.kind = FACT_PUBLICATION,
                 .publication = {.number = 1, .kind = KIND_COMMENT, .author = "Sanne de Vries"}};

    take(NULL, NULL, &fact);
    expect("SELECT author_person FROM publication", "2");
    phrases_add(allowed, "allowed", "sanne de vries");
    take(NULL, allowed, &fact);
    expect("SELECT author_person FROM publication", "nothing");
    expect("SELECT count(*) FROM trace", "1");
}
END_TEST

START_TEST(test_what_does_not_fit_is_a_gap)
{
    g_autoptr(Phrases) phrases = phrases_new();
    g_autoptr(GString) text = g_string_new(NULL);
    Fact fact;

    phrases_add(phrases, "insult", "sukkel");
    for (unsigned i = 0; i < 20001; i++)
        g_string_append(text, "sukkel, ");
    fact = text_fact(text->str);
    ck_assert_str_eq(take(phrases, NULL, &fact), "phrases");
    expect("SELECT count(*) FROM phrase", "20000");
    expect("SELECT state || ' ' || reason || ' ' || detail || ' ' || gap FROM item",
           "partial limit-entries phrases 1");
    expect("SELECT reason || ' ' || detail FROM gap", "limit-entries phrases");
    g_string_truncate(text, strlen("sukkel, ") * 20000);
    fact = text_fact(text->str);
    ck_assert_ptr_null(take(phrases, NULL, &fact));
    expect("SELECT state FROM item", "read");
}
END_TEST

/* Words that say nothing alone: a few, that they are there, and each that stands beside a name. */
START_TEST(test_context_beside_a_name_is_kept)
{
    g_autoptr(Phrases) phrases = phrases_new();
    g_autoptr(GString) text = g_string_new(NULL);
    Fact fact;

    phrases_add(phrases, "school-words", "school");
    phrases_set_context(phrases, "school-words");
    for (unsigned i = 0; i < 1000; i++)
        g_string_append(text, "de school was dicht en het regende. ");
    g_string_append(text, "Sanne de Vries ging naar school.");
    fact = text_fact(text->str);
    ck_assert_ptr_null(take(phrases, NULL, &fact));
    expect("SELECT count(*) BETWEEN 5 AND 10 FROM phrase", "1");
    expect("SELECT count(*) FROM phrase WHERE start > 36000", "1");
}
END_TEST

START_TEST(test_names_that_do_not_fit_are_a_gap)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Fact fact;

    for (unsigned i = 0; i < 20100; i++)
        g_string_append(text, "Sanne de Vries\n");
    fact = text_fact(text->str);
    ck_assert_str_eq(take(NULL, NULL, &fact), "names");
    expect("SELECT count(*) FROM mention", "20000");
    expect("SELECT state || ' ' || reason FROM item", "partial limit-entries");
}
END_TEST

/* What is not kept cannot be masked: the last number of many must not stand in the store. */
START_TEST(test_no_secret_is_one_too_many)
{
    g_autoptr(GString) text = g_string_new("Sanne de Vries\n");
    Fact fact;

    for (unsigned i = 0; i < 20100; i++)
        g_string_append_printf(text, "BSN 123456782\n");
    fact = text_fact(text->str);
    take(NULL, NULL, &fact);
    expect("SELECT instr(content, '123456782') FROM text", "0");
    expect("SELECT count(*) > 20000 FROM datum WHERE kind = 'bsn'", "1");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("intake");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_checked_fixture(all, folder_make, folder_remove);
    tcase_add_test(all, test_allowed_words_become_traces);
    tcase_add_test(all, test_allowed_author_is_nobody);
    tcase_add_test(all, test_what_does_not_fit_is_a_gap);
    tcase_add_test(all, test_no_secret_is_one_too_many);
    tcase_add_test(all, test_context_beside_a_name_is_kept);
    tcase_add_test(all, test_names_that_do_not_fit_are_a_gap);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
