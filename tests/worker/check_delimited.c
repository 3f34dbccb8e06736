/* Delimited text: the parser, the guess, the reader. */
#include "readers/text/delimited.h"

#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_table;

static void log_row(void *user, unsigned line, const Slice *cells, size_t count)
{
    GString *log = user;
    g_string_append_printf(log, "%u:", line);
    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(log, "<%.*s>", (int)cells[i].length, cells[i].data);
    }
    g_string_append(log, "\n");
}

static void assert_rows(const char *text, char delimiter, const char *wanted, bool wanted_closed)
{
    GString *log = g_string_new(NULL);
    bool closed = delimited_parse(text, strlen(text), delimiter, log_row, log);
    ck_assert_str_eq(log->str, wanted);
    ck_assert_int_eq(closed, wanted_closed);
    g_string_free(log, TRUE);
}

START_TEST(plain_rows)
{
    assert_rows("naam;groep\nSem;5\n", ';', "1:<naam><groep>\n2:<Sem><5>\n", true);
    assert_rows("a;b\r\nc;d", ';', "1:<a><b>\n2:<c><d>\n", true);
    assert_rows("a;b\rc;", ';', "1:<a><b>\n2:<c><>\n", true);
    assert_rows("a\n\n\nb\n", ';', "1:<a>\n4:<b>\n", true);
    assert_rows(";;\n", ';', "1:<><><>\n", true);
    assert_rows("", ';', "", true);
}
END_TEST

START_TEST(quotes)
{
    assert_rows("\"Vries, de\",\"zei \"\"hoi\"\"\"\n", ',', "1:<Vries, de><zei \"hoi\">\n", true);
    assert_rows("5\" scherm,x\n", ',', "1:<5\" scherm><x>\n", true);
    assert_rows("\"twee\nregels\";x\ny;z", ';', "1:<twee\nregels><x>\n3:<y><z>\n", true);
    assert_rows("\"a\" b\",c\n", ',', "1:<a\" b><c>\n", true);
    assert_rows("x;\"open\ny;z", ';', "1:<x><open\ny;z>\n", false);
}
END_TEST

START_TEST(mark_and_separator_line)
{
    assert_rows("\xef\xbb\xbfsep=;\r\na;b\n", ';', "2:<a><b>\n", true);
    ck_assert_int_eq(delimited_guess("sep=|\na,b,c\n", 12), '|');
}
END_TEST

static char guess(const char *text)
{
    return delimited_guess(text, strlen(text));
}

START_TEST(guesses)
{
    ck_assert_int_eq(guess("naam;cijfer\nSem;7,5\nNoa;8,0\n"), ';');
    ck_assert_int_eq(guess("Roepnaam,Tussenvoegsel,Achternaam\nSem,de,Boer\n"), ',');
    ck_assert_int_eq(guess("a\tb\nc, d\te\n"), '\t');
    ck_assert_int_eq(guess("Leerlingenlijst 2024\n\nnaam;groep\nSem;5\nNoa;6\n"), ';');
    ck_assert_int_eq(guess("\"a;b;c\",d\n\"e\",f\n"), ',');
    ck_assert_int_eq(guess("Beste ouders\nHet was een mooie dag\n"), 0);
    ck_assert_int_eq(guess(""), 0);
}
END_TEST

START_TEST(many_cells_come_as_several_rows)
{
    g_autofree char *row = g_strnfill(100000, ';');
    GString *log = g_string_new(NULL);
    ck_assert(delimited_parse(row, 100000, ';', log_row, log));
    ck_assert_ptr_nonnull(strchr(log->str, '\n'));
    g_string_free(log, TRUE);
}
END_TEST

START_TEST(reader_gives_rows_as_lines)
{
    static const char csv[] = "naam;groep;opmerking\r\nZo\xeb Bakker;5;\"jarig\nop 3 mei\"\r\n";
    ck_assert_int_ge(bid_of(&reader_table, "lijst.csv", "text/plain", csv, sizeof(csv) - 1), 12);
    g_autofree char *facts =
        facts_of(&reader_table, "lijst.csv", "text/plain",
                 "naam;groep;opmerking\r\nZo\xeb Bakker;5;"
                 "\"jarig\nop 3 mei\"\r\n",
                 strlen("naam;groep;opmerking\r\nZo\xeb Bakker;5;\"jarig\nop 3 mei\"\r\n"));
    assert_has(facts, "text p0 m0 body [rows 1-2: naam, groep, opmerking] naam\tgroep\topmerking\n"
                      "Zoë Bakker\t5\tjarig op 3 mei\n");
}
END_TEST

/* As Webflow, Wix and Drupal hand out posts: what a page shows of a cell counts too. */
START_TEST(reader_reads_markup_in_cells)
{
    static const char csv[] =
        "Name,Post Body\nKamp,\"<p>Dani&euml;l<b> de </b><i>Boer</i></p><figure><img "
        "src=\"\"a.jpg\"\"><figcaption>Noa</figcaption></figure>\"\nJos&#233; Smit,x & y\n";
    g_autofree char *facts = facts_of(&reader_table, "posts.csv", "text/csv", csv, sizeof(csv) - 1);
    assert_has(facts, "Kamp\t<p>Dani&euml;l<b> de ");
    assert_has(facts, "body [rows 1-3: Name, Post Body] Daniël de Boer\nNoa\nJosé Smit\n");
    assert_has(facts, "medium p0 m1 image a.jpg\ntext p0 m1 caption [] Noa\n");
}
END_TEST

START_TEST(reader_labels_its_pieces)
{
    GString *csv = g_string_new("id,naam\n");
    for (int i = 2; i <= 10000; i++) {
        g_string_append_printf(csv, "%d,Leerling nummer %d\n", i, i);
    }
    g_autofree char *facts = facts_of(&reader_table, "lijst.csv", "text/csv", csv->str, csv->len);
    assert_has(facts, "[rows 1-");
    assert_has(facts, "-10000: id, naam]");
    g_string_free(csv, TRUE);
}
END_TEST

START_TEST(reader_leaves_prose_alone)
{
    ck_assert_int_eq(bid_of(&reader_table, "brief.csv", "text/plain", "Beste ouders", 12), 0);
    ck_assert_int_eq(bid_of(&reader_table, "brief.txt", "text/plain", "a;b\nc;d\n", 8), 0);
}
END_TEST

int main(void)
{
    xml_warm_up();
    Suite *suite = suite_create("delimited");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, plain_rows);
    tcase_add_test(tests, quotes);
    tcase_add_test(tests, mark_and_separator_line);
    tcase_add_test(tests, guesses);
    tcase_add_test(tests, many_cells_come_as_several_rows);
    tcase_add_test(tests, reader_gives_rows_as_lines);
    tcase_add_test(tests, reader_reads_markup_in_cells);
    tcase_add_test(tests, reader_labels_its_pieces);
    tcase_add_test(tests, reader_leaves_prose_alone);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
