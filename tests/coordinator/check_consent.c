/* The consent resolver: each rule of combining, of dates, channels, subjects and scopes. */
#include "register/consent.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define TODAY "2026-11-01"

static ConsentQuestion question_for(const char *subject, const char *channel, const char *published)
{
    return (ConsentQuestion){.subject = subject,
                             .channel = channel,
                             .scope = "individual",
                             .social = channel_is_social(channel),
                             .published = published,
                             .today = TODAY};
}

/* The fields are borrowed literals: such a Consent is never freed. */
static Consent answer_for(const char *subject, const char *channel, const char *answer)
{
    return (Consent){.subject = (char *)subject,
                     .channel = (char *)channel,
                     .scope = (char *)"any",
                     .answer = (char *)answer,
                     .raw = (char *)answer,
                     .column = (char *)"Toestemming",
                     .row = 12};
}

static ConsentVerdict resolve(const Consent *answers, size_t count, const ConsentQuestion *question)
{
    const Consent *list[8];
    ConsentVerdict verdict = {0};

    ck_assert_uint_le(count, G_N_ELEMENTS(list));
    for (size_t i = 0; i < count; i++)
        list[i] = &answers[i];
    consent_resolve(list, count, question, &verdict);
    ck_assert_ptr_nonnull(verdict.basis);
    return verdict;
}

static void expect(const Consent *answers, size_t count, ConsentQuestion question,
                   const char *then_now_state)
{
    ConsentVerdict verdict = resolve(answers, count, &question);
    g_autofree char *have = g_strdup_printf("%s %s %s", consent_answer_name(verdict.allowed_then),
                                            consent_answer_name(verdict.allowed_now),
                                            consent_state_name(verdict.state));

    ck_assert_str_eq(have, then_now_state);
    consent_verdict_clear(&verdict);
}

START_TEST(test_combine)
{
    const char *const cases[][3] = {
        {"yes", "no", "no no refused"},
        {"no", "yes", "no no refused"},
        {"yes", "unknown", "yes yes allowed"},
        {"unknown", "unknown", "unknown unknown unknown"},
        {"yes", "review", "review review review"},
        {"no", "review", "no no refused"},
        {"misspelt", "yes", "review review review"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Consent answers[] = {answer_for("image", "website", cases[i][0]),
                             answer_for("image", "website", cases[i][1])};
        expect(answers, 2, question_for("image", "website", NULL), cases[i][2]);
    }
    expect(NULL, 0, question_for("image", "website", NULL), "unknown unknown unknown");
}
END_TEST

START_TEST(test_channels)
{
    Consent website = answer_for("image", "website", "yes");
    Consent social = answer_for("image", "social", "yes");
    Consent all = answer_for("image", "all", "yes");

    expect(&website, 1, question_for("image", "website", NULL), "yes yes allowed");
    expect(&website, 1, question_for("image", "facebook", NULL), "unknown unknown unknown");
    expect(&social, 1, question_for("image", "facebook", NULL), "yes yes allowed");
    expect(&social, 1, question_for("image", "newsletter", NULL), "unknown unknown unknown");
    expect(&social, 1, question_for("image", "whatsapp", NULL), "unknown unknown unknown");
    expect(&all, 1, question_for("image", "newsletter", NULL), "yes yes allowed");
    Consent both[] = {social, answer_for("image", "instagram", "no")};
    expect(both, 2, question_for("image", "instagram", NULL), "no no refused");
    expect(both, 2, question_for("image", "facebook", NULL), "yes yes allowed");
}
END_TEST

START_TEST(test_subjects)
{
    Consent answers[] = {answer_for("image", "website", "yes"),
                         answer_for("film", "newsletter", "no")};

    expect(answers, 1, question_for("name", "website", NULL), "unknown unknown unknown");
    expect(answers, 1, question_for("film", "website", NULL), "yes yes allowed");
    expect(answers, 1, question_for("sound", "website", NULL), "yes yes allowed");
    expect(answers, 2, question_for("film", "website", NULL), "unknown unknown unknown");
    expect(answers, 2, question_for("film", "newsletter", NULL), "no no refused");
    expect(answers, 2, question_for("sound", "website", NULL), "yes yes allowed");
}
END_TEST

START_TEST(test_withdrawn)
{
    Consent yes = answer_for("image", "website", "yes");
    Consent no = answer_for("image", "website", "no");
    yes.given_on = (char *)"2024-09-01";
    yes.withdrawn_on = (char *)"2026-03-10";
    no.withdrawn_on = (char *)"2026-03-10";

    expect(&yes, 1, question_for("image", "website", "2025-01-01"), "yes no withdrawn");
    expect(&yes, 1, question_for("image", "website", "2026-03-09T23:59:59Z"), "yes no withdrawn");
    expect(&yes, 1, question_for("image", "website", "2026-03-10"), "no no withdrawn");
    expect(&yes, 1, question_for("image", "website", NULL), "no no withdrawn");
    expect(&no, 1, question_for("image", "website", "2025-01-01"), "review no withdrawn");
    yes.withdrawn_on = (char *)"2027-01-01";
    expect(&yes, 1, question_for("image", "website", "2025-01-01"), "yes yes allowed");
    yes.withdrawn_on = (char *)TODAY;
    expect(&yes, 1, question_for("image", "website", "2025-01-01"), "yes no withdrawn");
}
END_TEST

START_TEST(test_late_and_later_no)
{
    Consent answers[] = {answer_for("image", "website", "yes"),
                         answer_for("image", "website", "no")};
    answers[0].given_on = (char *)"2025-09-01";
    answers[1].given_on = (char *)"2026-02-01";

    expect(answers, 1, question_for("image", "website", "2025-08-31"), "unknown yes late");
    expect(answers, 1, question_for("image", "website", "2025-09-01"), "yes yes allowed");
    expect(answers, 2, question_for("image", "website", "2025-10-01"), "yes no withdrawn");
    expect(answers, 2, question_for("image", "website", "2026-02-01"), "no no refused");
    answers[1].given_on = NULL;
    expect(answers, 2, question_for("image", "website", "2025-10-01"), "no no refused");
}
END_TEST

START_TEST(test_validity)
{
    Consent yes = answer_for("image", "website", "yes");
    yes.valid_from = (char *)"2025-09-01";
    yes.valid_until = (char *)"2026-08-31";

    expect(&yes, 1, question_for("image", "website", "2026-08-31"), "yes unknown unknown");
    expect(&yes, 1, question_for("image", "website", "2025-08-31"), "unknown unknown unknown");
    yes.valid_until = (char *)TODAY;
    expect(&yes, 1, question_for("image", "website", "2025-08-31"), "unknown yes late");
}
END_TEST

START_TEST(test_scope)
{
    Consent answers[] = {answer_for("image", "website", "yes"),
                         answer_for("image", "website", "no")};
    answers[0].scope = (char *)"group";
    answers[1].scope = (char *)"individual";
    ConsentQuestion question = question_for("image", "website", NULL);

    expect(answers, 1, question, "unknown unknown unknown");
    expect(answers, 2, question, "no no refused");
    question.scope = "group";
    expect(answers, 2, question, "yes yes allowed");
    question.scope = "any";
    expect(answers, 2, question, "review review review");
    expect(answers, 1, question, "review review review");
    answers[0].scope = (char *)"any";
    expect(answers, 1, question, "yes yes allowed");
}
END_TEST

START_TEST(test_dates_known)
{
    Consent yes = answer_for("image", "website", "yes");
    ConsentQuestion question = question_for("image", "website", "2025-01-01");
    ConsentVerdict verdict = resolve(&yes, 1, &question);

    ck_assert(!verdict.then_known);
    ck_assert_int_eq(verdict.allowed_then, CONSENT_YES);
    consent_verdict_clear(&verdict);
    yes.given_on = (char *)"2024-09-01";
    verdict = resolve(&yes, 1, &question);
    ck_assert(verdict.then_known);
    consent_verdict_clear(&verdict);
    question.published = "2025";
    verdict = resolve(&yes, 1, &question);
    ck_assert(!verdict.then_known);
    consent_verdict_clear(&verdict);
}
END_TEST

START_TEST(test_refusers)
{
    People people = {.refusers_only = true};
    Consent no = answer_for("image", "website", "no");
    ConsentQuestion question = question_for("image", "website", NULL);

    ck_assert(people_silence_consents(&people, "image"));
    ck_assert(!people_silence_consents(&people, "name"));
    question.silence_consents = true;
    expect(NULL, 0, question, "yes yes allowed");
    expect(&no, 1, question, "no no refused");
    question.channel = "newsletter";
    expect(&no, 1, question, "unknown unknown unknown");
}
END_TEST

START_TEST(test_basis)
{
    Consent answers[] = {answer_for("image", "website", "no"),
                         answer_for("image", "website", "review")};
    answers[0].raw = (char *)"Nee";
    answers[0].given_on = (char *)"2025-09-01";
    answers[0].given_by = (char *)"mevrouw Yıldız";
    answers[1].raw = (char *)"vraag eerst Yıldız";
    answers[1].row = 13;
    ConsentQuestion question = question_for("image", "website", NULL);
    ConsentVerdict verdict = resolve(answers, 2, &question);

    ck_assert_str_eq(verdict.basis, "row 12, Toestemming: Nee, given 2025-09-01");
    consent_verdict_clear(&verdict);
    verdict = resolve(answers + 1, 1, &question);
    ck_assert_str_eq(verdict.basis, "row 13, Toestemming: review");
    consent_verdict_clear(&verdict);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("consent");
    TCase *tests = tcase_create("resolver");

    tcase_add_test(tests, test_combine);
    tcase_add_test(tests, test_channels);
    tcase_add_test(tests, test_subjects);
    tcase_add_test(tests, test_withdrawn);
    tcase_add_test(tests, test_late_and_later_no);
    tcase_add_test(tests, test_validity);
    tcase_add_test(tests, test_scope);
    tcase_add_test(tests, test_dates_known);
    tcase_add_test(tests, test_refusers);
    tcase_add_test(tests, test_basis);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
