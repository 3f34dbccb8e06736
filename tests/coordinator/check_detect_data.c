/*
 * Data about pupils against texts: each row says what must be found, beside whom, and thereby what
 * must not. People and numbers are invented; the numbers that must pass have right check digits.
 */
#include "detect/data.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const NamePerson names[] = {
    {.first = "Sanne", .infix = "de", .last = "Vries", .group = "7"},
    {.first = "Bart", .last = "Bakker", .group = "6"},
    {.first = "Karin", .infix = "de", .last = "Vries", .role = ROLE_PARENT},
    {.first = "Jan", .last = "Mulder", .role = ROLE_STAFF},
};
static const DataPerson persons[] = {
    {ROLE_PUPIL, "2014-03-12"}, {ROLE_PUPIL, NULL}, {ROLE_PARENT, NULL}, {ROLE_STAFF, NULL}};

static NameIndex *people;
static DataFinder *finder;

static void set_up(void)
{
    g_autoptr(GError) error = NULL;
    people = names_new(names, G_N_ELEMENTS(names), &error);
    ck_assert_msg(people != NULL, "%s", error ? error->message : "?");
    finder = data_new(persons, G_N_ELEMENTS(persons), &error);
    ck_assert_msg(finder != NULL, "%s", error ? error->message : "?");
}

static void tear_down(void)
{
    g_clear_pointer(&people, names_free);
    g_clear_pointer(&finder, data_free);
}

static void collect(const NameMatch *match, void *user)
{
    g_array_append_vals(user, match, 1);
}

/* "bsn0L=*******82": kind, person (or -), tier, value. */
static void render(const Datum *datum, void *user)
{
    GString *out = user;

    g_string_append_printf(out, "%s%s", out->len ? " " : "", datum_kind_id(datum->kind));
    if (datum->person == DATUM_NOBODY)
        g_string_append_c(out, '-');
    else
        g_string_append_printf(out, "%u", datum->person);
    g_string_append_c(out, "CLRT"[datum->tier]);
    if (datum->value)
        g_string_append_printf(out, "=%s", datum->value);
}

typedef struct {
    const char *text, *wanted;
} Row;

static void check_rows(const Row *rows, size_t count, bool prose)
{
    g_autoptr(GString) wrong = g_string_new(NULL);

    for (size_t i = 0; i < count; i++) {
        g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(NameMatch));
        g_autoptr(GString) got = g_string_new(NULL);
        size_t length = strlen(rows[i].text);
        names_find(people, rows[i].text, length, prose ? CARRIER_PROSE : CARRIER_SLUG, collect,
                   matches);
        data_find(finder, rows[i].text, length, prose,
                  (const NameMatch *)(const void *)matches->data, matches->len, render, got);
        if (strcmp(got->str, rows[i].wanted) != 0)
            g_string_append_printf(wrong, "\n  %s\n    wanted %s\n    have   %s", rows[i].text,
                                   rows[i].wanted, got->str);
    }
    ck_assert_msg(wrong->len == 0, "%s", wrong->str);
}
#define CHECK_ROWS(rows) check_rows(rows, G_N_ELEMENTS(rows), true)

START_TEST(test_numbers)
{
    static const Row rows[] = {
        {"BSN: 123456782", "bsn-C=*******82"},
        {"burgerservicenummer 1234.56.782", "bsn-C=*******82"},
        {"BSN: 123456783", ""},
        {"bestelling 123456782", ""},
        {"Sanne de Vries 123456782", "bsn0L=*******82"},
        {"Sanne de Vries, bsn 10000008", "bsn0C=*******08"},
        {"Sanne de Vries, bsn 11222333", ""},
        {"Sanne de Vries, onderwijsnummer 123456788", "education-number0C=*******88"},
        {"Sanne de Vries\n\n\nartikel 123456782", ""},
        {"KvK 12345678, Sanne de Vries", ""},
        {"foto/123456782.jpg van Sanne de Vries", ""},
        {"BSN 000000000 en 123456789", ""},
        {"NL91 ABNA 0417 1643 00", "iban-L=NL91ABNA0417164300"},
        {"Sanne de Vries NL91ABNA0417164300.", "iban0L=NL91ABNA0417164300"},
        {"Sanne de Vries NL92ABNA0417164300", ""},
    };
    CHECK_ROWS(rows);
}
END_TEST

START_TEST(test_contact)
{
    static const Row rows[] = {
        {"Sanne de Vries, 06-12345678", "phone0L=0612345678"},
        {"Sanne de Vries, +31 (0)6 1234 5678", "phone0L=0612345678"},
        {"Sanne de Vries belt 0031612345678", "phone0L=0612345678"},
        {"Bel de school: 0348-123456", "phone-L=0348123456"},
        {"Sanne de Vries won. Bel de school: 0348 123456", "phone-L=0348123456"},
        {"Sanne de Vries 0800-1234567", ""},
        {"Sanne de Vries sprong 1,234567890 meter", ""},
        {"meester Jan Mulder 06-12345678", "phone-L=0612345678"},
        {"Sanne de Vries\nDorpsstraat 12a\n1234 AB Dorp",
         "address0R=dorpsstraat 12a postcode0L=1234AB"},
        {"Sanne de Vries, adres Dorpsstraat 12", "address0L=dorpsstraat 12"},
        {"kom naar Dorpsstraat 12", "address-R=dorpsstraat 12"},
        {"Sanne de Vries 1234 SS", ""},
        {"sanne.devries@school.example", "email0L=sanne.devries@school.example"},
        {"Sanne de Vries: poes@mail.example.", "email0R=poes@mail.example"},
        {"Sanne de Vries, info@school.example", ""},
        {"volg @sannedevries!", "account0L=@sannedevries"},
        {"volg @iemandanders", ""},
    };
    CHECK_ROWS(rows);
}
END_TEST

START_TEST(test_births)
{
    static const Row rows[] = {
        {"Sanne de Vries (12-03-2014)", "birth-date0C=2014-03-12"},
        {"Sanne de Vries 2014-03-12", "birth-date0C=2014-03-12"},
        {"Sanne de Vries, 12 maart", "birth-date0L=--03-12"},
        {"Bart Bakker, geboren 5 mei 2013", "birth-date1L=2013-05-05"},
        {"Bart Bakker, geb. 5/5/13", "birth-date1L=2013-05-05"},
        {"Bart Bakker won op 5 mei 2023", ""},
        {"geboren op 12-03-2014", ""},
        {"Bart Bakker, geboren 31-02-2013", ""},
    };
    CHECK_ROWS(rows);
}
END_TEST

START_TEST(test_words)
{
    static const Row rows[] = {
        {"Sanne de Vries heeft ADHD.", "care0R=adhd"},
        {"Sanne de Vries won. In de klas leren we over dyslexie.", ""},
        {"Sanne de Vries heeft add ingedrukt, ADD dus", "care0R=add"},
        {"Bart Bakker deed zijn eerste communie", "belief1R=eerste communie"},
        {"Bart Bakker van de christelijke basisschool", ""},
        {"Bart Bakker blijft zitten", "mark1R=blijft zitten"},
        {"meester Jan Mulder is diabeet", ""},
        {"Sanne de Vries met haar moeder Karin de Vries", "parent0R"},
    };
    CHECK_ROWS(rows);
}
END_TEST

START_TEST(test_slugs)
{
    static const Row rows[] = {
        {"sanne-de-vries-123456782.jpg", ""},
        {"bsn-123456782.jpg", "bsn-C=*******82"},
        {"20240612_101112.jpg", ""},
    };
    check_rows(rows, G_N_ELEMENTS(rows), false);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("detect_data");
    TCase *all = tcase_create("all");

    tcase_add_unchecked_fixture(all, set_up, tear_down);
    tcase_add_test(all, test_numbers);
    tcase_add_test(all, test_contact);
    tcase_add_test(all, test_births);
    tcase_add_test(all, test_words);
    tcase_add_test(all, test_slugs);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
