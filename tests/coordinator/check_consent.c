/* The consent resolver: each rule of combining, of dates, channels, subjects and scopes. */
#include "register/channels.h"
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
    ConsentQuestion film = question_for("film", "website", NULL);
    ConsentQuestion sound = question_for("sound", "website", NULL);

    expect(answers, 1, question_for("name", "website", NULL), "unknown unknown unknown");
    expect(answers, 1, film, "yes yes allowed");
    expect(answers, 1, sound, "yes yes allowed");
    expect(answers, 2, sound, "yes yes allowed");
    film.own_subject = true; /* the lists ask for film, if not him: his yes to photos is none */
    expect(answers, 1, film, "unknown unknown unknown");
    expect(answers, 2, film, "unknown unknown unknown");
    film.channel = "newsletter";
    expect(answers, 2, film, "no no refused");
}
END_TEST

/* Answers of several days: of each giver the latest, and any No of today decides. */
START_TEST(test_over_time)
{
    Consent answers[] = {
        answer_for("image", "website", "no"), answer_for("image", "website", "yes"),
        answer_for("image", "website", "no"), answer_for("image", "website", "unknown")};
    answers[0].given_on = (char *)"2024-09-01";
    answers[1].given_on = (char *)"2025-09-01";
    answers[3].given_on = (char *)"2026-09-01";
    for (int i = 0; i < 4; i++)
        answers[i].given_by = (char *)"moeder";
    ConsentQuestion question = question_for("image", "website", "2024-12-01");

    expect(answers, 2, question, "no yes late");
    question.published = "2025-12-01";
    expect(answers, 2, question, "yes yes allowed");
    answers[2].given_by = (char *)"vader"; /* the other parent's stands */
    expect(answers, 3, question, "no no refused");
    answers[2].given_by = (char *)"moeder"; /* without a day it may be the latest */
    expect(answers, 3, question, "no no refused");
    answers[2] = answers[3]; /* an empty cell is no change of mind */
    expect(answers, 3, question, "yes yes allowed");
    answers[0].given_by = NULL; /* nobody knows whose: it may be another's */
    expect(answers, 2, question, "no no refused");
}
END_TEST

START_TEST(test_proof)
{
    Consent answers[] = {answer_for("image", "all", "yes"), answer_for("image", "website", "yes")};
    ConsentQuestion question = question_for("image", "website", "2026-03-08T12:00:00Z");
    question.birth = "2010-03-09";
    answers[0].giver = (char *)"parent";
    answers[0].given_on = (char *)"2020-03-09";
    ConsentVerdict verdict = resolve(answers, 1, &question);

    ck_assert_int_eq(verdict.proof.age, 15);
    ck_assert_int_eq(verdict.proof.parent_age, 10);
    ck_assert(verdict.proof.by_parent && !verdict.proof.by_pupil && !verdict.proof.by_unknown);
    ck_assert(verdict.proof.proven && !verdict.proof.is_explicit);
    consent_verdict_clear(&verdict);
    question.published = "2026-03-09";
    answers[0].giver = NULL;
    answers[1].giver = (char *)"pupil";
    verdict = resolve(answers, 2, &question);
    ck_assert_int_eq(verdict.proof.age, 16);
    ck_assert_int_eq(verdict.proof.pupil_age, -1);
    ck_assert(verdict.proof.by_pupil && verdict.proof.by_unknown && !verdict.proof.by_parent);
    ck_assert(!verdict.proof.proven && verdict.proof.is_explicit);
    consent_verdict_clear(&verdict);
}
END_TEST

/* ---- what holds for any answers ---- */

#define ANSWERS_MOST 7

static const char *pick(GRand *random, const char *const *words, gint32 count)
{
    return words[g_rand_int_range(random, 0, count)];
}

#define PICK(random, ...)                                                                          \
    pick(random, (const char *const[]){__VA_ARGS__},                                               \
         G_N_ELEMENTS(((const char *const[]){__VA_ARGS__})))

static Consent random_answer(GRand *random)
{
    Consent consent = answer_for(PICK(random, "image", "image", "image", "film", "name"),
                                 PICK(random, "website", "website", "all", "social", "facebook"),
                                 PICK(random, "yes", "yes", "no", "unknown", "review"));

    consent.scope = (char *)PICK(random, "any", "any", "individual", "group");
    consent.given_on = (char *)PICK(random, NULL, NULL, "2024-09-01", "2025-09-01", "2026-09-01");
    consent.given_by = (char *)PICK(random, NULL, "moeder", "vader");
    consent.giver = (char *)PICK(random, NULL, "parent", "pupil");
    consent.withdrawn_on = (char *)PICK(random, NULL, NULL, NULL, "2025-12-31", "2027-01-01");
    consent.valid_from = (char *)PICK(random, NULL, NULL, NULL, "2025-01-01");
    consent.valid_until = (char *)PICK(random, NULL, NULL, NULL, "2026-07-31");
    consent.evidence = (char *)PICK(random, NULL, "dossier");
    consent.row = (unsigned)g_rand_int_range(random, 2, 6);
    return consent;
}

static ConsentQuestion random_question(GRand *random)
{
    ConsentQuestion question =
        question_for(PICK(random, "image", "film", "sound", "name"),
                     PICK(random, "website", "facebook", "newsletter"),
                     PICK(random, NULL, "2024-10-01", "2025-10-01", "2026-10-01"));

    question.scope = PICK(random, "any", "individual", "group");
    question.own_subject = g_rand_boolean(random);
    question.birth = PICK(random, NULL, "2010-01-01", "2016-01-01");
    return question;
}

/* Whether `after` allows, then or now, what `before` did not. */
static bool allows_more(const ConsentVerdict *before, const ConsentVerdict *after)
{
    return (after->allowed_now == CONSENT_YES && before->allowed_now != CONSENT_YES) ||
           (after->allowed_then == CONSENT_YES && before->allowed_then != CONSENT_YES);
}

START_TEST(test_property_adding_no)
{
    GRand *random = g_rand_new_with_seed(20261123);

    for (int round = 0; round < 20000; round++) {
        Consent answers[ANSWERS_MOST];
        size_t count = (size_t)g_rand_int_range(random, 0, ANSWERS_MOST);
        ConsentQuestion question = random_question(random);
        question.silence_consents = g_rand_boolean(random);
        for (size_t i = 0; i <= MIN(count, ANSWERS_MOST - 1); i++)
            answers[i] = random_answer(random);
        answers[count].answer = (char *)"no";
        ConsentVerdict before = resolve(answers, count, &question);
        ConsentVerdict after = resolve(answers, count + 1, &question);
        ck_assert_msg(!allows_more(&before, &after), "round %d: a No allows", round);
        consent_verdict_clear(&before);
        consent_verdict_clear(&after);
    }
    g_rand_free(random);
}
END_TEST

/* Taking away any answer but one that stands in the way (a No, or one to be read by eye, which
 * count as a reason not to publish) never allows; taking away all of them neither. */
START_TEST(test_property_removing)
{
    GRand *random = g_rand_new_with_seed(8);

    for (int round = 0; round < 20000; round++) {
        Consent answers[ANSWERS_MOST];
        size_t count = (size_t)g_rand_int_range(random, 1, ANSWERS_MOST);
        ConsentQuestion question = random_question(random);
        for (size_t i = 0; i < count; i++)
            answers[i] = random_answer(random);
        const Consent *last = &answers[count - 1];
        bool harmless = !last->withdrawn_on &&
                        (!strcmp(last->answer, "yes") || !strcmp(last->answer, "unknown"));
        ConsentVerdict before = resolve(answers, count, &question);
        ConsentVerdict after = resolve(answers, harmless ? count - 1 : 0, &question);
        ck_assert_msg(!allows_more(&before, &after), "round %d: silence allows", round);
        consent_verdict_clear(&before);
        consent_verdict_clear(&after);
    }
    g_rand_free(random);
}
END_TEST

START_TEST(test_property_order)
{
    GRand *random = g_rand_new_with_seed(5);

    for (int round = 0; round < 10000; round++) {
        Consent answers[ANSWERS_MOST];
        size_t count = (size_t)g_rand_int_range(random, 0, ANSWERS_MOST);
        ConsentQuestion question = random_question(random);
        for (size_t i = 0; i < count; i++)
            answers[i] = random_answer(random);
        ConsentVerdict before = resolve(answers, count, &question);
        for (size_t i = count; i > 1; i--) {
            size_t other = (size_t)g_rand_int_range(random, 0, (gint32)i);
            Consent moved = answers[i - 1];
            answers[i - 1] = answers[other];
            answers[other] = moved;
        }
        ConsentVerdict after = resolve(answers, count, &question);
        ck_assert_int_eq(before.allowed_now, after.allowed_now);
        ck_assert_int_eq(before.allowed_then, after.allowed_then);
        ck_assert_int_eq(before.state, after.state);
        ck_assert_str_eq(before.basis, after.basis);
        ck_assert_mem_eq(&before.proof, &after.proof, sizeof before.proof);
        consent_verdict_clear(&before);
        consent_verdict_clear(&after);
    }
    g_rand_free(random);
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
    tcase_add_test(tests, test_over_time);
    tcase_add_test(tests, test_proof);
    tcase_add_test(tests, test_property_adding_no);
    tcase_add_test(tests, test_property_removing);
    tcase_add_test(tests, test_property_order);
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
