/* What headers, cells and mappings mean, and what has to be asked. All people are invented. */
#include "register/columns.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "register/dates.h"
#include "register/values.h"
#include "support_lists.h"

/* How the columns of a list are understood: "id first last image/website". */
static char *understood(const char *text, const char *mapping_text)
{
    g_autoptr(Lexicon) lexicon = lexicon_new();
    g_autoptr(Table) table = table_from_text("leerlingen.csv", text);
    g_autoptr(Mapping) mapping = mapping_text ? mapping_parse(mapping_text, strlen(mapping_text),
                                                              "leerlingen.map.yaml", NULL)
                                              : mapping_none("leerlingen.csv");
    g_autoptr(ListLayout) layout = list_layout_new(lexicon, LIST_PUPILS, table, mapping);
    g_autoptr(GError) error = NULL;
    GString *words = g_string_new(NULL);

    if (!list_layout_check(layout, &error)) {
        ck_assert(g_error_matches(error, EXIT_ERROR, EXIT_LIST_INVALID));
        g_string_append_printf(words, "ASK %s", error->message);
        return g_string_free(words, FALSE);
    }
    const SheetLayout *sheet = g_ptr_array_index(layout->sheets, 0);
    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        g_string_append_printf(words, "%s%s", i ? " " : "", column_kind_name(column->kind));
        if (column->kind != COLUMN_CONSENT)
            continue;
        g_autofree char *subjects = g_strjoinv("+", column->subjects);
        g_autofree char *channels = g_strjoinv("+", column->channels);
        g_string_append_printf(
            words, ":%s/%s%s%s%s", subjects, channels, strcmp(column->scope, "any") ? "/" : "",
            strcmp(column->scope, "any") ? column->scope : "", column->inverted ? "/inverted" : "");
    }
    return g_string_free(words, FALSE);
}

static void expect(const char *text, const char *mapping, const char *wanted)
{
    g_autofree char *have = understood(text, mapping);

    ck_assert_str_eq(have, wanted);
}

/* The list is refused, and the message holds each of the words (NULL ends them). */
static void expect_question(const char *text, const char *mapping, const char *const *words)
{
    g_autofree char *have = understood(text, mapping);

    ck_assert_msg(g_str_has_prefix(have, "ASK leerlingen.csv: "), "not refused: %s", have);
    for (; *words; words++)
        ck_assert_msg(strstr(have, *words), "no '%s' in '%s'", *words, have);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NAMES "Leerlingnummer|Roepnaam|Achternaam|"

START_TEST(test_identity)
{
    expect("\xEF\xBB\xBFStamnummer|Roepnaam|Tussenvoegsel|Achternaam|Klas|Klassenmentor 1\n"
           "1001|Sanne|de|Vries|h3a|\n",
           NULL, "id first infix last group ignore");
    expect("Nummer|Roepnaam|Voorvoegsel|Achternaam|Email school|Geboortedatum|\n"
           "7|Yusuf||Yılmaz|y@vlinderhof.example|9-3-2016|\n",
           NULL, "id first infix last email birth");
    expect("Leerlingnummer|Roepnaam|Volledige Naam|Achternaam|Stamgroep|Nummer\n"
           "1|Dae|Dae Aartsen|Aartsen|7|3\n",
           NULL, "id first unused last group unused");
    expect("Pupil number|First name|Surname|Date of birth|Class\n1|Ewa|Wrona|2016-01-02|7\n", NULL,
           "id first last birth group");
    expect("key|achternaam|voorvoegsel|voorletters-1|roepnaam|bsn\n1|Vries|de|S|Sanne|1\n", NULL,
           "id last infix initials first identity-number");
    expect("Leerlingnummer|Voornaam|Roepnaam|Geslachtsnaam|Achternaam\n1|Sanne|San|Vries|Jansen\n",
           NULL, "id first-names first last-official last");
    expect(NAMES
           "Ouder 1|E-mail ouder 1|Naam ouder 2\n1|Sanne|Vries|A. Vries|a@b.example|B. Vries\n",
           NULL, "id first last unused unused unused");
}
END_TEST

START_TEST(test_consents)
{
    expect(NAMES "Toestemming foto website|Beeldmateriaal social media|Naam in nieuwsbrief|Facebook"
                 "|Video's YouTube|Groepsfoto schoolgids|Twitter\n"
                 "1|Sanne|Vries|Ja|Nee|J|WAAR|Nee||ONWAAR\n",
           NULL,
           "id first last consent:image/website consent:image/social consent:name/newsletter "
           "consent:image/facebook consent:film/youtube consent:image/school-guide/group "
           "consent:image/x");
    expect(NAMES
           "Foto's en video's op website en Facebook|Individuele foto website|Datum toestemming"
           "|Ingevuld door|Ingetrokken op\n1|Sanne|Vries|Ja|Nee|1-9-2025|moeder|\n",
           NULL,
           "id first last consent:image/website+facebook consent:image/website/individual given-on "
           "given-by withdrawn-on");
    expect(NAMES "Beeldmateriaal schoolgids (schoolgids, schoolbrochure en schoolkalender)"
                 "|Beeldmateriaal Parro|kranten/tijdschriften\n1|Sanne|Vries|Ja|Nee|Ja\n",
           NULL,
           "id first last consent:image/school-guide consent:image/parent-app consent:image/press");
    expect("|||Beeldmateriaal||\n" NAMES "Website|Facebook|Groep\n1|Sanne|Vries|Ja|Nee|7\n", NULL,
           "id first last consent:image/website consent:image/facebook group");
}
END_TEST

START_TEST(test_header_row)
{
    expect("De Vlinderhof||||\nLeerlingen 2026-2027||||\n\n" NAMES "Groep\n1|Sanne|Vries|7\n", NULL,
           "id first last group");
    expect_question("Sanne|Vries|Ja\nEwa|Wrona|Nee\n", NULL,
                    WORDS("wanted a row of headers", "leerlingen.map.yaml"));
}
END_TEST

START_TEST(test_questions)
{
    expect_question(NAMES "Toestemming\n1|Sanne|Vries|Ja\n", NULL,
                    WORDS("column \"Toestemming\"", "website, social",
                          "add to leerlingen.map.yaml under columns:  \"Toestemming\": {consent: "
                          "image, channel: website}",
                          "there is no mapping yet"));
    expect_question(NAMES "Niet op website\n1|Sanne|Vries|Ja\n", NULL,
                    WORDS("Niet op website", "inverted: true", "channel: website"));
    expect_question(NAMES "Overblijven\n1|Sanne|Vries|Ja\n", NULL,
                    WORDS("\"Overblijven\": ignore"));
    expect_question(NAMES "Website|Website\n1|Sanne|Vries|Ja|\n", NULL, WORDS("twice"));
    expect_question("Leerlingnummer|Stamnummer|Roepnaam|Achternaam\n1|2|Sanne|Vries\n", NULL,
                    WORDS("\"Leerlingnummer\" and \"Stamnummer\"", "\"Stamnummer\": ignore"));
    expect_question("Roepnaam|Achternaam\nSanne|Vries\n", NULL, WORDS("id: row"));
    expect_question("Leerlingnummer|Groep\n1|7\n", NULL, WORDS("first name and surname"));
    expect_question("Bezwaren beeldmateriaal 2026||||\n" NAMES "Website\n1|Sanne|Vries|Ja\n", NULL,
                    WORDS("list: refusers", "inverted"));
    expect("Niet doorsturen aan derden||||\n" NAMES "Website\n1|Sanne|Vries|Ja\n", NULL,
           "id first last consent:image/website");
    expect_question("Leerlingen die niet op de foto mogen||||\n" NAMES "Groep\n1|Sanne|Vries|7\n",
                    NULL, WORDS("list: refusers"));
    expect_question(NAMES "Laatst gewijzigd\n1|Sanne|Vries|1-9-2025\n", NULL,
                    WORDS("{given-on: all}"));
    expect_question(NAMES "Foto\n1|Sanne|Vries|sanne.jpg\n", NULL, WORDS("\"Foto\": ignore"));
}
END_TEST

START_TEST(test_mapping)
{
    const char *list = NAMES "Toestemming|Bezwaar\n1|Sanne|Vries|Ja|x\n";

    expect(list,
           "columns:\n  toestemming: {consent: [image, name], channel: [website, facebook]}\n"
           "  \"Bezwaar\": {consent: image, channel: all, inverted: true, scope: group}\n",
           "id first last consent:image+name/website+facebook consent:image/all/group/inverted");
    expect_question(list,
                    "columns:\n  \"Toesteming\": {consent: image, channel: website}\n"
                    "  Toestemming: ignore\n  Bezwaar: ignore\n",
                    WORDS("Toesteming", "did you mean \"Toestemming\""));
    expect("Roepnaam|Achternaam\nSanne|Vries\n", "id: row\n", "first last");
    expect("Leerlingnummer|Stamnummer|Roepnaam|Achternaam\n1|2|Sanne|Vries\n",
           "columns: {Stamnummer: id}\n", "unused id first last");
    expect(NAMES "BSN nummer\n1|Sanne|Vries|1\n", "columns: {BSN nummer: id}\n",
           "id first last identity-number");
}
END_TEST

START_TEST(test_mapping_errors)
{
    const char *const cases[][2] = {
        {"columns: {Naam: fulll}", "did you mean 'full'"},
        {"columns: {Naam: {consent: photo, channel: website}}", "image"},
        {"columns: {Naam: {consent: image}}", "channel"},
        {"columns: {Naam: {consent: image, channel: Website}}", "lower case"},
        {"values: {x: ja}", "yes"},
        {"list: all", "everyone"},
        {"kolommen: {}", "columns"},
        {"values: {x: yes, X: no}", "twice"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        Mapping *mapping = mapping_parse(cases[i][0], strlen(cases[i][0]), "l.map.yaml", &error);
        ck_assert_ptr_null(mapping);
        ck_assert(g_error_matches(error, EXIT_ERROR, EXIT_LIST_INVALID));
        ck_assert_msg(g_str_has_prefix(error->message, "l.map.yaml:1:"), "%s", error->message);
        ck_assert_msg(strstr(error->message, cases[i][1]), "%s", error->message);
    }
}
END_TEST

START_TEST(test_citizen_numbers)
{
    /* Made for the check digit, nobody's. */
    expect("Leerlingnummer|Nummer|Roepnaam|Achternaam\n"
           "111222333|1|Sanne|Vries\n123456782|2|Ewa|Wrona\n111222333|3|Yusuf|Yılmaz\n",
           NULL, "identity-number id first last");
    expect_question("Nummer|Roepnaam|Achternaam\n"
                    "111222333|Sanne|Vries\n123456782|Ewa|Wrona\n111222333|Yusuf|Yılmaz\n",
                    NULL, WORDS("citizen numbers may not be used"));
}
END_TEST

START_TEST(test_values)
{
    const char *const cases[][3] = {
        {"Ja", "yes", "no"},
        {" J ", "yes", "no"},
        {"WAAR", "yes", "no"},
        {"1", "yes", "no"},
        {"✓", "yes", "no"},
        {"Nee", "no", "yes"},
        {"ONWAAR", "no", "yes"},
        {"0", "no", "yes"},
        {"☐", "no", "yes"},
        {"Geen toestemming", "no", "no"},
        {"Toestemming", "yes", "yes"},
        {"Akkoord", "yes", "review"},
        {"Niet akkoord", "no", "review"},
        {"", "unknown", "unknown"},
        {"-", "unknown", "unknown"},
        {"n.v.t.", "unknown", "unknown"},
        {"Onbekend", "unknown", "unknown"},
        {"?", "unknown", "unknown"},
        {"Nog niet beantwoord", "unknown", "unknown"},
        {"alleen groepsfoto", "review", "review"},
        {"t/m 1-9-2025", "review", "review"},
        {"ja, maar zonder naam", "review", "review"},
        {"prima hoor", "review", "review"},
        {"x", "review", "review"},
        {"Ja/Nee", "review", "review"},
        {"q", "review", "review"},
    };
    g_autoptr(WordBook) book = wordbook_load("values");

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        Value plain = value_read(book, NULL, cases[i][0], false);
        Value inverted = value_read(book, NULL, cases[i][0], true);
        ck_assert_msg(!strcmp(consent_answer_name(plain.answer), cases[i][1]), "%s", cases[i][0]);
        ck_assert_msg(!strcmp(consent_answer_name(inverted.answer), cases[i][2]), "%s",
                      cases[i][0]);
    }
    ck_assert_int_eq(value_read(book, NULL, "X", false).kind, VALUE_AMBIGUOUS);
    ck_assert_int_eq(value_read(book, NULL, "prima hoor", false).kind, VALUE_STRANGE);
    ck_assert_int_eq(value_read(book, NULL, "alleen Parro", false).kind, VALUE_CONDITIONAL);
}
END_TEST

START_TEST(test_dates)
{
    const char *const cases[][2] = {
        {"01-09-2025", "2025-09-01"},
        {"1-9-25", "2025-09-01"},
        {"2025-09-01", "2025-09-01"},
        {"1 sep. 2025", "2025-09-01"},
        {"1 september 2025", "2025-09-01"},
        {"September 1, 2025", "2025-09-01"},
        {"45901", "2025-09-01"},
        {"45901.5", "2025-09-01"},
        {"20250901", "2025-09-01"},
        {"1/9/2025 14:03", "2025-09-01"},
        {"2025-09-01T10:00:00Z", "2025-09-01"},
        {"3 mrt 2024", "2024-03-03"},
        {"29-2-2024", "2024-02-29"},
        {"29-2-2025", NULL},
        {"31-4-2025", NULL},
        {"9/13/2025", NULL},
        {"2025", NULL},
        {"ja", NULL},
        {"", NULL},
        {"1-9-2025 of later", NULL},
        {"12", NULL},
        {"99999999999", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *date = date_read(cases[i][0]);
        ck_assert_msg(!g_strcmp0(date, cases[i][1]), "%s: %s", cases[i][0], date ? date : "none");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("columns");
    TCase *tests = tcase_create("columns");

    tcase_add_test(tests, test_identity);
    tcase_add_test(tests, test_consents);
    tcase_add_test(tests, test_header_row);
    tcase_add_test(tests, test_questions);
    tcase_add_test(tests, test_mapping);
    tcase_add_test(tests, test_mapping_errors);
    tcase_add_test(tests, test_citizen_numbers);
    tcase_add_test(tests, test_values);
    tcase_add_test(tests, test_dates);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
