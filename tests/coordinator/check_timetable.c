/* Timetables and holidays as schools write them: read right, or every doubtful line named. */
#include "register/timetable.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"

/* "a;b\nc;d" as a table. */
static Table *table_of(const char *text)
{
    Table *table = g_new0(Table, 1);
    TableSheet *sheet = g_new0(TableSheet, 1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    table->file_name = g_strdup("rooster.csv");
    table->sheets = g_ptr_array_new();
    sheet->sheet = g_strdup("");
    sheet->rows = g_ptr_array_new();
    g_ptr_array_add(table->sheets, sheet);
    for (unsigned i = 0; lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ";", -1);

        g_ptr_array_add(sheet->rows, table_row_new(i + 1, (const char *const *)cells));
    }
    return table;
}

START_TEST(test_lessons)
{
    g_autoptr(Table) table =
        table_of("Rooster 2026\nDag;Van;Tot;Groep\nmaandag;8:30;12.00;\nDI;0830;14u30;7\n3;08:30;"
                 "12:15;\n;;;\nfriday;9:00;10:00;8a");
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) lessons = timetable_read(table, &error);
    const Lesson *lesson;

    ck_assert_msg(lessons != NULL, "%s", error ? error->message : "");
    ck_assert_uint_eq(lessons->len, 4);
    lesson = lessons->pdata[1];
    ck_assert_int_eq(lesson->day, 2);
    ck_assert_str_eq(lesson->start, "08:30");
    ck_assert_str_eq(lesson->end, "14:30");
    ck_assert_str_eq(lesson->group, "7");
    ck_assert_int_eq(((Lesson *)lessons->pdata[3])->day, 5);
}
END_TEST

START_TEST(test_holidays)
{
    g_autoptr(Table) table = table_of("van;tot;naam\n18-07-2026;30-08-2026;zomer\n2026-05-05;;");
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) holidays = holidays_read(table, &error);

    ck_assert_ptr_nonnull(holidays);
    ck_assert_str_eq(((Holiday *)holidays->pdata[0])->start, "2026-07-18");
    ck_assert_str_eq(((Holiday *)holidays->pdata[1])->end, "2026-05-05");
}
END_TEST

static const struct {
    const char *text, *part;
    bool lessons;
} doubtful[] = {
    {"dag;van;tot\nzomaar;8:30;12:00", "2", true},  {"dag;van;tot\nma;12:30;8:00", "2", true},
    {"dag;van;tot\nma;25:00;26:00", "2", true},     {"a;b;c\nma;8:30;12:00", "dag", true},
    {"van;tot\n31-02-2026;01-03-2026", "2", false}, {"van;tot\n01-03-2026;01-02-2026", "2", false},
};

START_TEST(test_doubtful)
{
    g_autoptr(Table) table = table_of(doubtful[_i].text);
    g_autoptr(GError) error = NULL;
    GPtrArray *rows =
        doubtful[_i].lessons ? timetable_read(table, &error) : holidays_read(table, &error);

    ck_assert_ptr_null(rows);
    ck_assert(g_error_matches(error, EXIT_ERROR, EXIT_LIST_INVALID));
    ck_assert_ptr_nonnull(strstr(error->message, "rooster.csv"));
    ck_assert_msg(strstr(error->message, doubtful[_i].part) || strstr(error->message, "day"), "%s",
                  error->message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("timetable");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_test(all, test_lessons);
    tcase_add_test(all, test_holidays);
    tcase_add_loop_test(all, test_doubtful, 0, (int)G_N_ELEMENTS(doubtful));
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
