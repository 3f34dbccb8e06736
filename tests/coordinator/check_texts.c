/* The catalogue of texts: both languages complete, placeholders alike, numbers and dates as each
 * language writes them, and a sentence for every reason of the ledger. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "because.h"
#include "detect/data.h"
#include "texts.h"
#include "wire/state.h"

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static char *placeholders_of(const char *text)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GRegex) regex = g_regex_new("\\{[a-z]+\\}|\\]\\(#[a-z-]+\\)", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL))
        g_ptr_array_add(found, g_match_info_fetch(match, 0));
    g_ptr_array_sort(found, compare_texts);
    g_ptr_array_add(found, NULL);
    return g_strjoinv(" ", (char **)found->pdata);
}

START_TEST(both_languages_have_the_same_ids)
{
    g_autoptr(GPtrArray) ids = text_ids("nl");
    g_autoptr(GPtrArray) english = text_ids("en");
    ck_assert_uint_gt(ids->len, 50);
    for (guint i = 0; i < english->len; i++)
        ck_assert_msg(text_has("nl", english->pdata[i]), "%s is English only",
                      (const char *)english->pdata[i]);
    for (guint i = 0; i < ids->len; i++) {
        const char *id = ids->pdata[i];
        ck_assert_msg(text_has("en", id), "%s is Dutch only", id);
        ck_assert_msg(*text_get("nl", id) && *text_get("en", id), "%s is empty", id);
        g_autofree char *left = placeholders_of(text_get("nl", id));
        g_autofree char *right = placeholders_of(text_get("en", id));
        ck_assert_msg(strcmp(left, right) == 0, "%s: placeholders '%s' and '%s'", id, left, right);
    }
}
END_TEST

START_TEST(every_plural_has_both_forms)
{
    g_autoptr(GPtrArray) ids = text_ids("nl");
    for (guint i = 0; i < ids->len; i++) {
        g_autoptr(GString) other = g_string_new(ids->pdata[i]);
        if (g_str_has_suffix(other->str, "-one")) {
            g_string_truncate(other, other->len - 4);
            g_string_append(other, "-many");
            ck_assert_msg(text_has("nl", other->str), "%s is missing", other->str);
        }
    }
}
END_TEST

START_TEST(every_state_and_reason_has_a_sentence)
{
    for (Reason reason = REASON_NONE + 1; reason < REASONS; reason++) {
        g_autofree char *id = g_strconcat("reason-", reason_id(reason), NULL);
        g_autofree char *todo = g_strconcat(id, "-todo", NULL);
        ck_assert_msg(text_has("nl", id), "%s is missing", id);
        ck_assert_msg(text_has("nl", todo), "%s is missing", todo);
    }
    for (ItemState state = ITEM_READ; state < ITEM_STATES; state++) {
        g_autofree char *id = g_strconcat("state-", item_state_id(state), NULL);
        ck_assert_msg(text_has("nl", id), "%s is missing", id);
    }
}
END_TEST

static void check_value(char *value, const char *wanted)
{
    ck_assert_str_eq(value, wanted);
    g_free(value);
}

START_TEST(every_kind_of_data_has_a_word)
{
    for (DatumKind kind = 0; kind < DATUM_KINDS; kind++) {
        g_autofree char *id = g_strconcat("because-datum-", datum_kind_id(kind), NULL);
        ck_assert_msg(text_has("nl", id), "%s is missing", id);
    }
}
END_TEST

START_TEST(a_reason_is_said_line_by_line)
{
    check_value(because_said("nl", "requested {\"day\":\"2026-10-01\",\"n\":1}\nmeant-by-copy"),
                "verzoek van 01-10-2026, 1 dag oud; een kopie van wat is bedoeld");
    check_value(because_said("en", "heated {\"answers\":1200,\"n\":3}"),
                "1,200 answers, 3 of them heated");
    check_value(because_said("en", "words {\"words\":\"a\\nb \\\"c\\\" {n}\"}"),
                "for the words “a\nb \"c\" {n}”");
    /* Stores of versions that wrote sentences, and what nobody wrote: nothing is said of it. */
    ck_assert_ptr_null(because_said("nl", "requested 2026-10-01, 3 days, address"));
    ck_assert_ptr_null(because_said("nl", "own-first-name,particle"));
    ck_assert_ptr_null(because_said("nl", "words {broken"));
    ck_assert_ptr_null(because_said("nl", ""));
    ck_assert_ptr_null(because_said("nl", NULL));
    ck_assert(because_has("owner: OwnerName", "owner:") && because_has("x\nperson {}", "person"));
    ck_assert(!because_has("person-name", "person") && !because_has(NULL, "person"));
}
END_TEST

static char *starred(const char *value, gconstpointer user)
{
    (void)user;
    return g_strdup(strstr(value, "Sanne") ? "*" : value);
}

START_TEST(the_gate_sees_values_not_syntax)
{
    check_value(
        because_gated("camera {\"camera\":\"\\\"Sanne\\\" X\",\"n\":2}\nedited", starred, NULL),
        "camera {\"camera\":\"*\",\"n\":2}\nedited");
    ck_assert_ptr_null(because_gated(NULL, starred, NULL));
}
END_TEST

START_TEST(values_follow_the_language)
{
    check_value(text_number("nl", 41208), "41.208");
    check_value(text_number("en", 1234567), "1,234,567");
    check_value(text_number("nl", 999), "999");
    check_value(text_number("nl", 0), "0");
    check_value(text_date("nl", "2026-11-22"), "22-11-2026");
    check_value(text_date("en", "2026-11-02"), "2 Nov 2026");
    check_value(text_date("nl", "2026-11-22T02:14:00Z"), "22-11-2026 02:14");
    check_value(text_date("en", "2026-13-22"), "2026-13-22");
    check_value(text_date("nl", "<b>"), "<b>");
    check_value(text_date("nl", NULL), "");
    check_value(text_bytes("nl", 14200000000), "14,2 GB");
    check_value(text_bytes("en", 999), "999 B");
    check_value(text_bytes("en", 999999), "1.0 MB");
}
END_TEST

START_TEST(placeholders_are_filled_once)
{
    const TextValue values[] = {TEXT_TEXT("unknown", "{n}"), {0}};
    check_value(text_fill("nl", "no {unknown} such {id}", values), "no {n} such {id}");
    ck_assert_str_eq(text_get("nl", "not there"), "not there");
    ck_assert_str_eq(text_get("fr", "state-read"), "Gelezen");
    ck_assert_str_eq(text_get("en", "state-read"), "Read");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("texts");
    TCase *tests = tcase_create("texts");
    tcase_add_test(tests, both_languages_have_the_same_ids);
    tcase_add_test(tests, every_plural_has_both_forms);
    tcase_add_test(tests, every_state_and_reason_has_a_sentence);
    tcase_add_test(tests, every_kind_of_data_has_a_word);
    tcase_add_test(tests, a_reason_is_said_line_by_line);
    tcase_add_test(tests, the_gate_sees_values_not_syntax);
    tcase_add_test(tests, values_follow_the_language);
    tcase_add_test(tests, placeholders_are_filled_once);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
