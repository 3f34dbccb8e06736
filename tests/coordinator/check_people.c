/* From whole lists to persons and answers: names, joins, parents, doubts. All people are invented.
 */
#include "register/build.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "register/consent.h"
#include "support_lists.h"

/* "number first|infix|last" of each person, one a line. */
static char *names_of(const People *people)
{
    GString *names = g_string_new(NULL);

    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = g_ptr_array_index(people->persons, i);
        g_string_append_printf(names, "%s%s %s|%s|%s", i ? "\n" : "", person->number,
                               person->first      ? person->first
                               : person->initials ? person->initials
                                                  : "",
                               person->infix ? person->infix : "",
                               person->last ? person->last : "");
    }
    return g_string_free(names, FALSE);
}

static void expect_names(const char *text, const char *mapping, const char *wanted)
{
    g_autoptr(People) people = people_from_text(text, mapping, NULL);
    g_autofree char *have = names_of(people);

    ck_assert_str_eq(have, wanted);
}

/* "subject/channel/scope answer" of each consent, joined with "; ". */
static char *consents_of(const People *people)
{
    GString *consents = g_string_new(NULL);

    for (guint i = 0; i < people->consents->len; i++) {
        const Consent *consent = g_ptr_array_index(people->consents, i);
        g_string_append_printf(consents, "%s%u %s/%s/%s %s", i ? "; " : "", consent->person,
                               consent->subject, consent->channel, consent->scope, consent->answer);
    }
    return g_string_free(consents, FALSE);
}

static void expect_consents(const char *text, const char *mapping, const char *wanted)
{
    g_autoptr(People) people = people_from_text(text, mapping, NULL);
    g_autofree char *have = consents_of(people);

    ck_assert_str_eq(have, wanted);
}

static bool has_note(const People *people, const char *code, const char *places)
{
    for (guint i = 0; i < people->notes->len; i++) {
        g_autofree char *have = note_field(g_ptr_array_index(people->notes, i), NOTE_CODE);
        g_autofree char *where = note_field(g_ptr_array_index(people->notes, i), NOTE_PLACES);
        if (!strcmp(have, code) && (!places || !strcmp(places, where)))
            return true;
    }
    return false;
}

static void expect_refused(const char *text, const char *mapping, const char *words)
{
    g_autofree char *message = NULL;
    People *people = people_from_text(text, mapping, &message);

    ck_assert_ptr_null(people);
    ck_assert_msg(strstr(message, words), "no '%s' in '%s'", words, message);
}

#define NAMES "Leerlingnummer|Roepnaam|Voorvoegsel|Achternaam"

START_TEST(test_names)
{
    expect_names(NAMES
                 "\n1|Sanne|de|Vries\n2|Yusuf||Yılmaz\n3|Fenna||van der Berg\n"
                 "4|Jelle||Berg, van der\n5|Noor||'t Hart\n6|Sven||Van\n7|Liv||Jansen-de Wit\n",
                 NULL,
                 "1 Sanne|de|Vries\n2 Yusuf||Yılmaz\n3 Fenna|van der|Berg\n4 Jelle|van der|Berg\n"
                 "5 Noor|'t|Hart\n6 Sven||Van\n7 Liv||Jansen-de Wit");
    expect_names("Nr|Naam\n1|Aartsen, Dae\n2|Berg, van der, Jelle\n3|Vries, Sanne de\n"
                 "4|Vries de, Sanne\n5|van der Berg, Jelle\n6|Wrona, E. (Ewa)\n7|Bos, K.L.\n",
                 NULL,
                 "1 Dae||Aartsen\n2 Jelle|van der|Berg\n3 Sanne|de|Vries\n4 Sanne|de|Vries\n"
                 "5 Jelle|van der|Berg\n6 Ewa||Wrona\n7 K.L.||Bos");
    expect_names("Nr|Naam\n1|Sanne de Vries\n2|Tom Jansen\n3|Fatima El Amrani\n", NULL,
                 "1 Sanne|de|Vries\n2 Tom||Jansen\n3 Fatima|El|Amrani");
    expect_names("Nr|Naam\n1|de Vries Sanne\n2|Jansen Tom\n", NULL,
                 "1 Sanne|de|Vries\n2 Tom||Jansen");
    expect_names("Nr|Naam\n1|Jansen Tom\n", "columns: {Naam: {full: last-first}}\n",
                 "1 Tom||Jansen");
    expect_refused("Nr|Naam\n1|Jansen Tom\n2|Aartsen, Dae\n", NULL, "line 2: first name");
    expect_names("Nr|Voornamen|Achternaam officieel\n1|Johanna Maria|de Wit\n", NULL,
                 "1 Johanna||de Wit");
}
END_TEST

START_TEST(test_masked)
{
    const char *const cases[][4] = {
        {"Sanne", "de", "Vries", "S. d. V."},
        {"Jelle", "van der", "Berg", "J. v. d. B."},
        {"Noor", "'t", "Hart", "N. t. H."},
        {"Anna-Lena", NULL, "Bos", "A.-L. B."},
        {"Liv", NULL, "Jansen-de Wit", "L. J.-d. W."},
        {"Émile", NULL, NULL, "É."},
        {NULL, NULL, NULL, "?"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        Person person = {.first = (char *)cases[i][0],
                         .infix = (char *)cases[i][1],
                         .last = (char *)cases[i][2]};
        g_autofree char *masked = person_masked(&person);
        ck_assert_str_eq(masked, cases[i][3]);
    }
}
END_TEST

#define ANSWERS NAMES "|Toestemming foto website"

START_TEST(test_consents)
{
    expect_consents(ANSWERS "|Toestemming naam website\n1|Sanne|de|Vries|Ja|\n2|Ewa||Wrona|nee|J\n",
                    NULL,
                    "0 image/website/any yes; 0 name/website/any unknown; "
                    "1 image/website/any no; 1 name/website/any yes");
    expect_consents(ANSWERS "\n1|Sanne|de|Vries|x\n", "values: {x: yes}\n",
                    "0 image/website/any yes");
    expect_consents(ANSWERS "\n1|Sanne|de|Vries|Alleen groepsfoto\n",
                    "values: {\"alleen groepsfoto\": {answer: yes, scope: group}}\n",
                    "0 image/website/group yes; 0 image/website/individual no");
    expect_consents(NAMES "|Bezwaar foto website\n1|Sanne|de|Vries|Ja\n2|Ewa||Wrona|Nee\n"
                          "3|Yusuf||Polat|\n",
                    NULL,
                    "0 image/website/any no; 1 image/website/any yes; 2 image/website/any unknown");
    expect_consents(NAMES "|Beeldmateriaal website|Film website\n1|Sanne|de|Vries|Ja|Nee\n", NULL,
                    "0 image/website/any yes; 0 film/website/any yes; 0 film/website/any no");
    expect_consents(NAMES "|Bezwaar foto website\n1|Sanne|de|Vries|x\n", "values: {x: yes}\n",
                    "0 image/website/any no");
    expect_consents(NAMES "|Bezwaar foto website\n1|Sanne|de|Vries|x\n", "values: {x: no}\n",
                    "0 image/website/any review");
    expect_refused(ANSWERS "\n1|Sanne|de|Vries|x\n", NULL, "values: {\"x\": yes}");
}
END_TEST

START_TEST(test_doubts)
{
    g_autoptr(People) people = people_from_text(
        ANSWERS "|Datum toestemming|BSN|Opmerking\n"
                "1|Sanne|de|Vries|alleen Parro|1-9-2025|123|\n"
                "2|Ewa||Wrona|prima|1-9-2025|123|\n"
                "3|Yusuf||Polat|Ja|31-2-2025|123|bel eerst\n"
                "|||||||\n"
                "||||Ja|||\n"
                "4|Noor||Bos|Ja|1-9-2025|123||verschoven\n"
                "|Mees||Prins|Nee|||\n"
                "Leerlingnummer|Roepnaam|Voorvoegsel|Achternaam|Toestemming foto website\n",
        NULL, NULL);
    g_autofree char *have = consents_of(people);

    ck_assert_str_eq(have, "0 image/website/any review; 1 image/website/any review; "
                           "2 image/website/any review; 3 image/website/any review; "
                           "4 image/website/any no");
    ck_assert(has_note(people, "value-conditional", "2"));
    ck_assert(has_note(people, "value-unknown", "3"));
    ck_assert(has_note(people, "date-unreadable", "4"));
    ck_assert(has_note(people, "row-blank", "5"));
    ck_assert(has_note(people, "row-without-name", "6"));
    ck_assert(has_note(people, "row-shifted", "7"));
    ck_assert(has_note(people, "row-without-number", "8"));
    ck_assert(has_note(people, "row-header", "9"));
    ck_assert(has_note(people, "identity-number", ""));
    ck_assert(has_note(people, "row-remark", "4"));
    for (guint i = 0; i < people->notes->len; i++) {
        const char *note = g_ptr_array_index(people->notes, i);
        ck_assert(!strstr(note, "Sanne") && !strstr(note, "123") && !strstr(note, "bel eerst"));
    }
}
END_TEST

/* What a row that may be moved by a column allows is asked about, cells that name channels too. */
START_TEST(test_shifted_channels)
{
    expect_consents(NAMES
                    "|Waar mag het\n1|Sanne|de|Vries|Website\n2|Noor||Bos|Website|verschoven\n",
                    "columns:\n  \"Waar mag het\": {consent: image, channel: listed}\n",
                    "0 image/website/any yes; 1 image/website/any review");
}
END_TEST

/* A row for each answer: known by its headers, else by the mapping, never by its cells alone. */
START_TEST(test_row_for_each_answer)
{
#define LONG NAMES "|Vraag|Antwoord\n1|Sanne|de|Vries|Foto's op de website|Ja\n"
#define PLAIN NAMES "|Item A|Item B\n1|Sanne|de|Vries|Website|Ja\n1|Sanne|de|Vries|Facebook|Nee\n"
    static const char rest[] =
        "1|Sanne|de|Vries|Facebook|Nee\n2|Noor||Bos|foto's op de Website|Nee\n"
        "2|Noor||Bos|Naam in nieuwsbrief|alleen voornaam\n";
    g_autofree char *all = g_strconcat(LONG, rest, NULL);
    g_autofree char *plain = g_strconcat(PLAIN, "2|Noor||Bos|Website|Nee\n", NULL);
    g_autofree char *bare = g_strconcat(all, "2|Noor||Bos||Nee\n", NULL);
    g_autofree char *whose = g_strconcat(all, "||||Facebook|Nee\n", NULL);
    g_autofree char *twice = g_strconcat(all, "2|Noor||Bos|Foto's op de website|Ja\n", NULL);
    g_autofree char *other = g_strconcat(all, "2|Noor||Bos|Mee op kamp|Ja\n", NULL);

    expect_consents(all, NULL,
                    "0 image/website/any yes; 0 image/facebook/any no; 1 image/website/any no; "
                    "1 name/newsletter/any review");
    expect_refused(plain, NULL, "\"Item A\": question   and  \"Item B\": answer");
    expect_consents(plain, "columns:\n  \"Item A\": question\n  \"Item B\": answer\n",
                    "0 image/website/any yes; 0 image/facebook/any no; 1 image/website/any no");
    expect_consents(
        plain,
        "columns:\n  \"Item A\": question\n  \"Item B\": answer\n"
        "  Website: {consent: film, channel: press, inverted: true}\n  Facebook: ignore\n",
        "0 film/press/any no; 1 film/press/any yes");
    expect_refused(plain, "columns:\n  \"Item B\": answer\n  \"Item A\": remark\n", "questions");
    expect_refused(bare, NULL, "line 6: an answer, and no question");
    expect_refused(whose, NULL, "line 6: a row without a pupil");
    expect_refused(twice, NULL, "lines 4 and 6");
    expect_refused(other, NULL, "Mee op kamp");
}
END_TEST

START_TEST(test_answers_of_two_parents_in_rows)
{
    g_autoptr(People) people = people_from_text(
        NAMES "|Kanaal|Akkoord|Ingevuld door\n1|Sanne|de|Vries|Website|Ja|moeder\n"
              "1|Sanne|de|Vries|Website|Nee|vader\n1|Sanne|de|Vries|Facebook|Ja|vader\n",
        NULL, NULL);
    g_autofree char *have = consents_of(people);

    ck_assert_str_eq(have, "0 image/website/any yes; 0 image/website/any no; "
                           "0 image/facebook/any yes");
    ck_assert(has_note(people, "row-second-giver", "3"));
}
END_TEST

START_TEST(test_two_parents)
{
    expect_consents(ANSWERS
                    "|Ingevuld door\n1|Sanne|de|Vries|Ja|moeder\n1|Sanne|de|Vries|Nee|vader\n",
                    NULL, "0 image/website/any yes; 0 image/website/any no");
    expect_consents(NAMES "|Toestemming foto website ouder 1|Toestemming foto website ouder 2\n"
                          "1|Sanne|de|Vries|Ja|Nee\n",
                    NULL, "0 image/website/any yes; 0 image/website/any no");
    expect_refused(ANSWERS "\n1|Sanne|de|Vries|Ja\n1|Sanne|de|Vries|Nee\n", NULL, "lines 2 and 3");
    expect_refused(ANSWERS "|Ingevuld door\n1|Sanne|de|Vries|Ja|moeder\n1|Ewa||Wrona|Nee|vader\n",
                   NULL, "lines 2 and 3");
}
END_TEST

START_TEST(test_dates_beside)
{
    g_autoptr(People) people = people_from_text(
        ANSWERS "|Toestemming foto Facebook|Datum toestemming website|Datum toestemming Facebook"
                "|Ingetrokken op|Geldig tot\n"
                "1|Sanne|de|Vries|Ja|Ja|1-9-2025|2-9-2025|3-9-2026|31-7-2027\n",
        NULL, NULL);
    const Consent *website = g_ptr_array_index(people->consents, 0);
    const Consent *facebook = g_ptr_array_index(people->consents, 1);

    ck_assert_str_eq(website->given_on, "2025-09-01");
    ck_assert_str_eq(facebook->given_on, "2025-09-02");
    ck_assert_str_eq(facebook->withdrawn_on, "2026-09-03");
    ck_assert_str_eq(facebook->valid_until, "2027-07-31");
    ck_assert_uint_eq(facebook->row, 2);
    ck_assert_str_eq(facebook->column, "Toestemming foto Facebook");
}
END_TEST

START_TEST(test_refusers)
{
    const char *list = "Leerlingnummer|Roepnaam|Achternaam\n1|Sanne|Vries\n";
    g_autoptr(People) people = people_from_text(list, "list: refusers\n", NULL);
    g_autofree char *have = consents_of(people);

    ck_assert_str_eq(have, "0 image/all/any no");
    ck_assert(people->refusers_only);
    ck_assert(!people->has_name_consent);
}
END_TEST

START_TEST(test_sheets)
{
    g_autoptr(Table) table = table_from_text("leerlingen.xlsx", NULL);
    g_autoptr(Mapping) mapping = mapping_none("leerlingen.xlsx");
    table_add_sheet(table, "Toelichting", "Deze lijst is van de administratie\n");
    table_add_sheet(table, "Groep 3", NAMES "\n1|Sanne|de|Vries\n");
    table_add_sheet(table, "Groep 4", "Achternaam|Roepnaam|Leerlingnummer\nWrona|Ewa|2\n");
    PeopleLists lists = {.pupils = {table, mapping, NULL}};
    g_autoptr(People) people = people_build(&lists, NULL, NULL);

    ck_assert_ptr_nonnull(people);
    ck_assert_uint_eq(people->persons->len, 2);
    ck_assert_str_eq(((Person *)g_ptr_array_index(people->persons, 1))->group, "Groep 4");
    ck_assert(has_note(people, "sheet-without-table", NULL));
}
END_TEST

START_TEST(test_join)
{
    g_autoptr(Table) pupils = table_from_text(
        "leerlingen.csv", NAMES "\n0012|Sanne|de|Vries\n13|Ewa||Wrona\n14|Noor||Bos\n");
    g_autoptr(Table) answers = table_from_text(
        "toestemmingen.csv", "Leerlingnummer|Achternaam|Foto website\n12|de Vries|Ja\n13|Polat|Ja\n"
                             "99|Prins|Nee\n");
    g_autoptr(Table) more = table_from_text("parro.csv", "Naam|Parro\nBos, Noor|Nee\n");
    g_autoptr(Table) staff =
        table_from_text("medewerkers.csv", "roepnaam|voorvoegsel|achternaam|rol|e-mail|account\n"
                                           "Karin||Lubberts|directeur|k@vlinderhof.example|kl\n");
    g_autoptr(Mapping) none = mapping_none("leerlingen.csv");
    PeopleList consents[] = {{answers, none, NULL}, {more, none, NULL}};
    PeopleLists lists = {.pupils = {pupils, none, NULL},
                         .consents = consents,
                         .consent_count = 2,
                         .staff = {staff, none, NULL}};
    g_autoptr(GError) error = NULL;
    g_autoptr(People) people = people_build(&lists, NULL, &error);

    ck_assert_msg(people != NULL, "%s", error ? error->message : "");
    g_autofree char *have = consents_of(people);
    ck_assert_str_eq(have, "0 image/website/any yes; 1 image/website/any review; "
                           "2 image/parent-app/any no");
    ck_assert(has_note(people, "row-no-such-pupil", "4"));
    ck_assert(has_note(people, "row-name-differs", "3"));
    const Person *member = g_ptr_array_index(people->persons, 3);
    ck_assert_int_eq(member->role, ROLE_STAFF);
    ck_assert_str_eq(member->number, "s-1");
    ck_assert_str_eq(member->function, "directeur");
    ck_assert_uint_eq(strlen(people->digest), 64);
}
END_TEST

/* A list that says what it is joined by is joined by nothing else. */
START_TEST(test_join_by_key)
{
    static const char *const by_id[] = {"id", NULL}, *const by_name[] = {"name", NULL};
    static const char *const by_both[] = {"name", "id", NULL};
    g_autoptr(Table) pupils =
        table_from_text("leerlingen.csv", NAMES "\n12|Sanne|de|Vries\n13|Ewa||Wrona\n");
    g_autoptr(Table) numbers = table_from_text(
        "a.csv", "Leerlingnummer|Naam|Foto website\n12|Vries, Sanne de|Ja\n|Wrona, Ewa|Ja\n");
    g_autoptr(Table) names = table_from_text(
        "b.csv", "Leerlingnummer|Naam|Foto facebook\n77|Wrona, Ewa|Nee\n12|Polat, Cem|Nee\n");
    g_autoptr(Table) both =
        table_from_text("c.csv", "Leerlingnummer|Naam|Parro\n12|Vries, Sanne de|Ja\n"
                                 "|Wrona, Ewa|Nee\n");
    g_autoptr(Mapping) none = mapping_none("leerlingen.csv");
    PeopleList consents[] = {{numbers, none, by_id}, {names, none, by_name}, {both, none, by_both}};
    PeopleLists lists = {.pupils = {pupils, none, NULL}, .consents = consents, .consent_count = 3};
    g_autoptr(GError) error = NULL;
    g_autoptr(People) people = people_build(&lists, NULL, &error);

    ck_assert_msg(people != NULL, "%s", error ? error->message : "");
    g_autofree char *have = consents_of(people);
    ck_assert_str_eq(have, "0 image/website/any yes; 1 image/facebook/any no; "
                           "0 image/parent-app/any yes; 1 image/parent-app/any no");
    ck_assert(has_note(people, "row-no-such-pupil", "3"));
}
END_TEST

static const char *pick(GRand *rand, const char *const *words, gint count)
{
    return words[g_rand_int_range(rand, 0, count)];
}

/* A list nobody would write: any headers over any cells, rows of any length. */
static char *random_list(GRand *rand)
{
    static const char *const headers[] = {"Leerlingnummer",
                                          "Roepnaam",
                                          "Achternaam",
                                          "Naam",
                                          "Groep",
                                          "Toestemming foto website",
                                          "Bezwaar foto Facebook",
                                          "Beeldmateriaal nieuwsbrief",
                                          "Datum toestemming",
                                          "Ingevuld door",
                                          "Ingetrokken op",
                                          "Film YouTube",
                                          "Naam website",
                                          "Geldig tot",
                                          "BSN",
                                          "Opmerking",
                                          "",
                                          "?"};
    static const char *const cells[] = {"Ja",
                                        "Nee",
                                        "",
                                        "-",
                                        "x",
                                        "onbekend",
                                        "alleen groep",
                                        "prima",
                                        "1-9-2025",
                                        "31-2-2025",
                                        "45901",
                                        "Vries, Sanne de",
                                        "de Vries",
                                        ",",
                                        ", ,",
                                        "Ewa",
                                        "'t",
                                        "van der",
                                        "1",
                                        "0",
                                        "\t",
                                        "✓",
                                        "(",
                                        "A. (",
                                        "van de van der van",
                                        "123456782",
                                        "...",
                                        "WAAR",
                                        "Geen toestemming"};
    GString *text = g_string_new("Leerlingnummer|Roepnaam|Achternaam|");
    gint width = g_rand_int_range(rand, 1, 7), rows = g_rand_int_range(rand, 0, 8);

    for (gint i = 0; i < width; i++)
        g_string_append_printf(text, "%s|", pick(rand, headers, G_N_ELEMENTS(headers)));
    for (gint i = 0; i < rows; i++) {
        g_string_append_printf(text, "\n%d", i);
        for (gint j = g_rand_int_range(rand, 0, width + 4); j > 0; j--)
            g_string_append_printf(text, "|%s", pick(rand, cells, G_N_ELEMENTS(cells)));
    }
    return g_string_free(text, FALSE);
}

/* Whatever a list holds: it is read or refused with a reason, and a Yes comes from a cell that says
 * yes, or says no under the contrary question. */
START_TEST(test_random)
{
    static const char *const yes[] = {"Ja", "1", "✓", "WAAR", NULL};
    static const char *const no[] = {"Nee", "0", NULL};
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261101);
    guint read = 0;

    for (guint i = 0; i < 3000; i++) {
        g_autofree char *list = random_list(rand);
        g_autofree char *message = NULL;
        g_autoptr(People) people =
            people_from_text(list, "values: {x: no}\nlist: everyone\n", &message);
        ck_assert_msg(people || (message && strstr(message, "leerlingen")), "%s", list);
        read += people != NULL;
        for (guint j = 0; people && j < people->consents->len; j++) {
            const Consent *consent = g_ptr_array_index(people->consents, j);
            bool contrary = g_str_has_prefix(consent->column, "Bezwaar");
            ck_assert_msg(strcmp(consent->answer, "yes") != 0 ||
                              g_strv_contains(contrary ? no : yes, consent->raw),
                          "%s in %s", consent->raw, list);
        }
        for (guint j = 0; people && j < people->persons->len; j++) {
            g_autofree char *masked = person_masked(g_ptr_array_index(people->persons, j));
            ck_assert(*masked);
        }
    }
    ck_assert_uint_gt(read, 300);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("people");
    TCase *tests = tcase_create("people");

    tcase_add_test(tests, test_names);
    tcase_add_test(tests, test_masked);
    tcase_add_test(tests, test_consents);
    tcase_add_test(tests, test_doubts);
    tcase_add_test(tests, test_shifted_channels);
    tcase_add_test(tests, test_row_for_each_answer);
    tcase_add_test(tests, test_answers_of_two_parents_in_rows);
    tcase_add_test(tests, test_two_parents);
    tcase_add_test(tests, test_dates_beside);
    tcase_add_test(tests, test_refusers);
    tcase_add_test(tests, test_sheets);
    tcase_add_test(tests, test_join);
    tcase_add_test(tests, test_join_by_key);
    tcase_add_test(tests, test_random);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
