/*
 * The gate between the store and every report: names of the people of the lists in any writing, and
 * what identifies them, are replaced; everything else stays.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "reports/mask.h"
#include "reports/mask_words.h"
#include "support_store.h"

START_TEST(texts_are_masked)
{
    static const char *const texts[][2] = {
        {"foto van Jasmijn v.d. Broekhuizen.", "foto van 0417 J. v. d. B.."},
        {"JASMIJN VAN DEN BROEKHUIZEN", "0417 J. v. d. B."},
        {"Broekhuizen, Jasmijn van den", NULL},
        {"/leerlingen/anouarelkaddouri.jpg", "/leerlingen/0291 A. e. K..jpg"},
        {"fotosanouarelkaddouri", NULL},
        {"Sec\u0327il zingt", "0119 S. Y. zingt"},
        {"Jasmijns fiets", NULL},
        {"JasmijnBroekhuizen2024", NULL},
        {"wie@ergens.example", "•••@ergens.example"},
        {"volg jassie_b10 nu", "volg 0417 J. v. d. B. nu"},
        {"het nummer 123.456.782 staat erop", "het nummer •••••••82 staat erop"},
        {"de les van van der Valk", "de les van van der Valk"},
        {"met Quinterijn ZEVENHUYSEN erbij", "met u-1 erbij"},
    };
    sqlite3 *store = support_store_open();
    g_autoptr(Mask) mask = mask_new(store, false, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *masked = mask_text(mask, texts[i][0], MASK_ADDRESS);
        g_autofree char *folded = mask_fold(masked, -1);
        if (texts[i][1])
            ck_assert_str_eq(masked, texts[i][1]);
        ck_assert_msg(!support_store_canary(folded), "%s", masked);
    }
    g_autofree char *encoded = mask_text(mask, "a/Se%C3%A7il%20Y%C4%B1ld%C4%B1zo%C4%9Flu", 1);
    ck_assert_str_eq(encoded, "a/0119 S. Y.");
    ck_assert_ptr_null(mask_text(mask, NULL, MASK_PROSE));
    ck_assert_str_eq(mask_person(mask, 1), "0417 J. v. d. B.");
    ck_assert_str_eq(mask_person(mask, 99), "");
    sqlite3_close(store);
}
END_TEST

/* Telephone, address and birth date of a pupil stand in excerpts that are shown for another reason;
 * what the school publishes as its own stays. */
START_TEST(data_of_pupils_are_masked)
{
    static const char *const texts[][2] = {
        {"bel 06-1234 5678 of +31 (0)6 12345678.", "bel ••• of +•••."},
        {"Zilverlaan 12, 9999 AB Ergens", "•••, ••• Ergens"},
        {"geboren op 12 maart 2014 (12-3-2014)", "geboren op ••• (•••)"},
        {"Zilverlaan 123 en 16-1234 5678", "Zilverlaan 123 en 16-1234 5678"},
        {"de school: 0599-000000", "de school: 0599-000000"},
    };
    sqlite3 *store = support_store_open();
    int status = sqlite3_exec(
        store,
        "INSERT INTO datum (text, item, publication, kind, value, person) VALUES"
        " (1, 1, 1, 'phone', '0612345678', 1), (1, 1, 1, 'address', 'zilverlaan 12', 1),"
        " (1, 1, 1, 'postcode', '9999AB', 1), (1, 1, 1, 'birth-date', '2014-03-12', 1),"
        " (1, 1, 1, 'phone', '0599000000', 1), (1, 1, 1, 'phone', '0599000000', NULL),"
        " (1, 1, 2, 'phone', '0599000000', NULL)",
        NULL, NULL, NULL);
    ck_assert_int_eq(status, SQLITE_OK);
    g_autoptr(Mask) mask = mask_new(store, false, NULL);
    g_autoptr(Mask) named = mask_new(store, true, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *masked = mask_text(mask, texts[i][0], MASK_PROSE);
        g_autofree char *shown = mask_text(named, texts[i][0], MASK_PROSE);
        ck_assert_str_eq(masked, texts[i][1]);
        ck_assert_str_eq(shown, texts[i][0]);
    }
    sqlite3_close(store);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mask");
    TCase *all = tcase_create("mask");
    tcase_add_test(all, texts_are_masked);
    tcase_add_test(all, data_of_pupils_are_masked);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
