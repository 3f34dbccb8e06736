/* The list of what is permitted: read right, or every doubtful line named. */
#include "register/allow.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "support_lists.h"

START_TEST(test_entries)
{
    g_autoptr(Table) table = table_from_text(
        "uitzonderingen.csv", "Wat mag blijven\nSoort|Waarde|Reden|Tot\n"
                              "naam|Bakker Bart|winkel|\n|||\n"
                              "Account|ovdevlinderhof|ouderraad|31-12-2026\n"
                              "contactpersoon|Wiebe Hoekstra|oom|2026-11-23\n"
                              "URL|https://vlinderhof.example/x||\nbestand|a/b.jpg||");
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) entries = allow_read(table, &error);
    const AllowEntry *entry;

    ck_assert_msg(entries != NULL, "%s", error ? error->message : "");
    ck_assert_uint_eq(entries->len, 5);
    entry = entries->pdata[0];
    ck_assert_str_eq(entry->kind, "name");
    ck_assert_str_eq(entry->value, "Bakker Bart");
    ck_assert_str_eq(entry->reason, "winkel");
    ck_assert_ptr_null(entry->until);
    ck_assert(allow_holds(entry, "2030-01-01"));
    ck_assert_str_eq(((AllowEntry *)entries->pdata[1])->until, "2026-12-31");
    entry = entries->pdata[2];
    ck_assert_str_eq(entry->kind, "contact");
    ck_assert(allow_holds(entry, "2026-11-23"));
    ck_assert(!allow_holds(entry, "2026-11-24"));
    ck_assert_str_eq(((AllowEntry *)entries->pdata[3])->kind, "url");
    ck_assert_str_eq(((AllowEntry *)entries->pdata[4])->kind, "file");
}
END_TEST

START_TEST(test_english)
{
    g_autoptr(Table) table = table_from_text("allow.csv", "kind|value|reason|until\nfile|x.pdf||");
    g_autoptr(GPtrArray) entries = allow_read(table, NULL);

    ck_assert_ptr_nonnull(entries);
    ck_assert_str_eq(((AllowEntry *)entries->pdata[0])->kind, "file");
}
END_TEST

static const struct {
    const char *text, *part;
} doubtful[] = {
    {"a|b\nnaam|Bart", "headers"},
    {"soort|waarde\nnaam|Bart\nfoto|x.jpg", "line 3: the kind “foto” is not known; choose name"},
    {"soort|waarde\n|x.jpg", "line 2"},
    {"soort|waarde\naccount|", "line 2"},
    {"soort|waarde\nnaam|--", "line 2"},
    {"soort|waarde|reden|tot\nnaam|Bart||31-02-2026", "line 2"},
};

START_TEST(test_doubtful)
{
    g_autoptr(Table) table = table_from_text("uitzonderingen.csv", doubtful[_i].text);
    g_autoptr(GError) error = NULL;

    ck_assert_ptr_null(allow_read(table, &error));
    ck_assert(g_error_matches(error, EXIT_ERROR, EXIT_LIST_INVALID));
    ck_assert_ptr_nonnull(strstr(error->message, "uitzonderingen.csv"));
    ck_assert_msg(strstr(error->message, doubtful[_i].part) != NULL, "%s", error->message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("allow");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_test(all, test_entries);
    tcase_add_test(all, test_english);
    tcase_add_loop_test(all, test_doubtful, 0, (int)G_N_ELEMENTS(doubtful));
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
