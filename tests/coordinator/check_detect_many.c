/*
 * Names that many bear, as in the lists of a board of two hundred schools: alone they mean nobody.
 */
#include "detect/names.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static void count_match(const NameMatch *match, void *user)
{
    guint *counts = user;

    counts[match->form == NAME_FORM_FIRST]++;
}

/* A first name of many says nothing alone; beside a group it means those in it. */
START_TEST(test_name_of_many)
{
    static const struct {
        const char *text;
        guint full, first;
    } rows[] = {{"Sem speelt buiten.", 0, 0},
                {"Uit groep 7 doet Sem mee.", 0, 3},
                {"Uit groep 5 doet Sem mee.", 0, 0},
                {"Daar was Sem Postma.", 3, 0}};
    NamePerson many[NAMES_BEARERS_MOST + 7];

    for (size_t i = 0; i < G_N_ELEMENTS(many); i++)
        many[i] = (NamePerson){
            .first = "Sem", .last = i < 3 ? "Postma" : "Hoekstra", .group = i < 3 ? "7" : "5"};
    g_autoptr(NameIndex) index = names_new(many, G_N_ELEMENTS(many), NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        guint counts[2] = {0, 0};

        names_find(index, rows[i].text, strlen(rows[i].text), CARRIER_PROSE, count_match, counts);
        ck_assert_msg(counts[0] == rows[i].full && counts[1] == rows[i].first, "%s: %u, %u",
                      rows[i].text, counts[0], counts[1]);
    }
}
END_TEST

static void count_tiers(const NameMatch *match, void *user)
{
    guint *counts = user;

    counts[match->many ? 0 : match->tier == TIER_TRACE ? 1 : 2]++;
}

START_TEST(test_surname_of_many)
{
    static const struct {
        const char *text;
        guint many, traces, others;
    } rows[] = {
        {"Daar kwam Hoekstra.", 1, 0, 0},           {"De moeder van leerling Hoekstra", 1, 0, 0},
        {"Leerling Hoekstra uit groep 7", 0, 0, 3}, {"Leerling Hoekstra uit groep 5", 1, 0, 0},
        {"Juf Hoekstra vertelt", 1, 0, 1},          {"Pupil4 en Sietske Hoekstra", 0, 0, 1}};
    NamePerson many[NAMES_BEARERS_MOST + 7];

    for (size_t i = 0; i < G_N_ELEMENTS(many); i++)
        many[i] = (NamePerson){
            .first = i == 9 ? "Sietske" : "Sem", .last = "Hoekstra", .group = i < 3 ? "7" : "5"};
    many[5].role = ROLE_STAFF;
    g_autoptr(NameIndex) index = names_new(many, G_N_ELEMENTS(many), NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        guint counts[3] = {0, 0, 0};

        names_find(index, rows[i].text, strlen(rows[i].text), CARRIER_PROSE, count_tiers, counts);
        ck_assert_msg(counts[0] == rows[i].many && counts[1] == rows[i].traces &&
                          counts[2] == rows[i].others,
                      "%s: %u, %u, %u", rows[i].text, counts[0], counts[1], counts[2]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("detect_many");
    TCase *all = tcase_create("all");

    tcase_add_test(all, test_name_of_many);
    tcase_add_test(all, test_surname_of_many);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
