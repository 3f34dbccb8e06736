/*
 * Long texts come in pieces that share a stretch, of which each answers for its half (fact.h). So
 * wherever a text is cut, the same is found as in the whole: every text is cut at every character,
 * inside names too. The shared stretch is shorter here than in life, which makes it harder.
 */
#include "detect/data.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SHARED = 1600 };

static const NamePerson names[] = {
    {.first = "Sanne", .infix = "de", .last = "Vries", .group = "7B", .initials = "S.A."},
    {.first = "Zoë", .infix = "van den", .last = "Berg", .group = "6"},
    {.first = "Ayşe", .last = "Yıldırım", .group = "8"},
    {.first = "Jan-Pieter", .last = "Jansen-van der Meer"},
    {.first = "Bart", .last = "Bakker", .group = "groep 6"},
    {.first = "Emma", .last = "Hoekstra", .group = "3"},
    {.first = "Jan", .last = "Bakker", .role = ROLE_STAFF},
    {.first = "Karin", .infix = "de", .last = "Vries", .role = ROLE_PARENT},
};
static const DataPerson persons[] = {
    {ROLE_PUPIL, "2014-03-12"}, {ROLE_PUPIL, NULL}, {ROLE_PUPIL, NULL}, {ROLE_PUPIL, NULL},
    {ROLE_PUPIL, NULL},         {ROLE_PUPIL, NULL}, {ROLE_STAFF, NULL}, {ROLE_PARENT, NULL}};

static const char *const texts[] = {
    "Vandaag won Sanne de Vries de prijs, en Zoë v.d. Berg werd tweede.",
    "In groep 8 las Ayse Yildirim voor; Ayşe Yıldırım (11) won. SANNE DE VRIES ook.",
    "Vries, Sanne de; Berg, van den, Zoë\nS.A. de Vries, Z. van den Berg",
    "Jan-Pieter Jansen - Van der Meer en Bart Bakkers fiets. Emma en Bart Bakker",
    "meester Bakker, leerling Hoekstra, De Vries uit groep 7, Bakkerstraat 12",
    "#SannedeVries @sannedevries sanne-de-vries.jpg Zo%C3%AB%20van%20den%20Berg",
    "Zo&euml;&nbsp;van den Berg en <b>Sanne</b> de Vries, ZoÃ« van den Berg",
    "Sanne de Vries heeft ADHD, BSN 123456782, tel. 06-12345678, geboren 12-03-2014.",
    "Voornaam: Sanne Achternaam: de Vries\nAdres: Dorpsstraat 12\n1234 AB Dorp",
    "Sanne de Hoek-\nstra, Emma Hoek-\nstra, S A N N E   D E   V R I E S",
    "Onze leerlingen Willemijn Zandbelt en Rutger van der Ketelaar wonnen.",
};

static NameIndex *index_of_school;
static DataFinder *finder;

static void set_up(void)
{
    index_of_school = names_new(names, G_N_ELEMENTS(names), NULL);
    finder = data_new(persons, G_N_ELEMENTS(persons), NULL);
    ck_assert(index_of_school != NULL && finder != NULL);
    names_set_unlisted(index_of_school, true);
}

static void tear_down(void)
{
    g_clear_pointer(&index_of_school, names_free);
    g_clear_pointer(&finder, data_free);
}

/* What is found in one piece: a line each, with offsets in the whole. */
typedef struct {
    GString *out;
    GArray *matches;
    size_t at, from, to; /* where the piece begins; what it answers for */
} Piece;

static void collect(const NameMatch *match, void *user)
{
    Piece *piece = user;
    size_t start = piece->at + match->start;

    g_array_append_vals(piece->matches, match, 1);
    if (start >= piece->from && start < piece->to)
        g_string_append_printf(piece->out, "%zu-%zu %u %u %u %x\n", start, piece->at + match->end,
                               match->person, match->tier, match->form, match->reasons);
}

static void collect_datum(const Datum *datum, void *user)
{
    Piece *piece = user;
    size_t start = piece->at + datum->start;

    if (start >= piece->from && start < piece->to)
        g_string_append_printf(piece->out, "%zu-%zu %s %u %u %s\n", start, piece->at + datum->end,
                               datum_kind_id(datum->kind), datum->person, datum->tier,
                               datum->value ? datum->value : "");
}

static void examine(const GString *text, size_t start, size_t end, size_t from, size_t to,
                    Carrier carrier, GString *out)
{
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(NameMatch));
    Piece piece = {out, matches, start, from, to};

    names_find(index_of_school, text->str + start, end - start, carrier, collect, &piece);
    data_find(finder, text->str + start, end - start, carrier == CARRIER_PROSE,
              (const NameMatch *)(const void *)matches->data, matches->len, collect_datum, &piece);
}

/* The lines in order, since data come behind the names of their piece. */
static char *sorted(const GString *out)
{
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);

    for (char **a = lines; *a; a++)
        for (char **b = a + 1; *b; b++)
            if (strcmp(*a, *b) > 0) {
                char *swap = *a;
                *a = *b;
                *b = swap;
            }
    return g_strjoinv("\n", lines);
}

/* The text amid 3,000 bytes of words on either side. */
static GString *embed(const char *text, size_t *start)
{
    GString *whole = g_string_new(NULL);

    while (whole->len < 3000)
        g_string_append(whole, "en dan gaan we met de bus naar het bos om te spelen. ");
    *start = whole->len;
    g_string_append(whole, text);
    g_string_append(whole, "\n\n");
    while (whole->len < 6000)
        g_string_append(whole, "aan het eind van de dag was iedereen moe en blij. ");
    return whole;
}

static void check_text(const char *text, Carrier carrier)
{
    size_t start = 0, length = strlen(text);
    g_autoptr(GString) whole = embed(text, &start);
    g_autoptr(GString) all = g_string_new(NULL);

    examine(whole, 0, whole->len, 0, whole->len, carrier, all);
    g_autofree char *wanted = sorted(all);
    for (size_t cut = start; cut <= start + length; cut++) {
        /* The border of what each answers for lies at every character. */
        if (((unsigned char)whole->str[cut] & 0xc0) == 0x80)
            continue;
        size_t first_end = cut + SHARED / 2, second_start = cut - SHARED / 2;
        while (((unsigned char)whole->str[first_end] & 0xc0) == 0x80)
            first_end++;
        while (((unsigned char)whole->str[second_start] & 0xc0) == 0x80)
            second_start--;
        g_autoptr(GString) both = g_string_new(NULL);
        examine(whole, 0, first_end, 0, cut, carrier, both);
        examine(whole, second_start, whole->len, cut, whole->len, carrier, both);
        g_autofree char *have = sorted(both);
        ck_assert_msg(strcmp(have, wanted) == 0, "%s\ncut at %zu\nwanted %s\nhave %s", text,
                      cut - start, wanted, have);
    }
}

START_TEST(test_every_cut)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        check_text(texts[i], CARRIER_PROSE);
        check_text(texts[i], CARRIER_SLUG);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("detect_pieces");
    TCase *all = tcase_create("all");

    tcase_add_unchecked_fixture(all, set_up, tear_down);
    tcase_set_timeout(all, 60);
    tcase_add_test(all, test_every_cut);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
