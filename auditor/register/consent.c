/*
 * The consent resolver: which answers apply to a question, what each says on a given day, and how
 * they combine. The answers come as the lists gave them; reading cells is values.c's business.
 */
#include "register/consent.h"

#include <string.h>

/* What an answer says on one day, and why. */
typedef struct {
    ConsentAnswer answer;
    bool withdrawn; /* No because a Yes was withdrawn */
} Stand;

typedef struct {
    ConsentAnswer answer;
    bool withdrawn; /* every No is a withdrawal */
} Combined;

static const char *const answer_names[] = {"yes", "no", "unknown", "review"};
static const char *const state_names[] = {"allowed",   "refused", "unknown",
                                          "withdrawn", "late",    "review"};

const char *consent_answer_name(ConsentAnswer answer)
{
    return answer_names[answer];
}

const char *consent_state_name(ConsentState state)
{
    return state_names[state];
}

bool people_ask(const People *people, const char *subject)
{
    for (guint i = 0; i < people->consents->len; i++) {
        const Consent *consent = g_ptr_array_index(people->consents, i);
        if (!strcmp(consent->subject, subject))
            return true;
    }
    return false;
}

bool people_silence_consents(const People *people, const char *subject)
{
    return people->refusers_only && (strcmp(subject, "name") != 0 || people->has_name_consent);
}

void consent_verdict_clear(ConsentVerdict *verdict)
{
    g_clear_pointer(&verdict->basis, g_free);
}

static ConsentAnswer answer_parse(const char *word)
{
    for (size_t i = 0; word && i < G_N_ELEMENTS(answer_names); i++)
        if (!strcmp(word, answer_names[i]))
            return (ConsentAnswer)i;
    return word ? CONSENT_REVIEW : CONSENT_UNKNOWN;
}

/* The first ten characters of a date or time; NULL when they are no date. */
static char *day_of(const char *moment)
{
    if (!moment || strlen(moment) < 10 || moment[4] != '-' || moment[7] != '-')
        return NULL;
    for (int i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !g_ascii_isdigit(moment[i]))
            return NULL;
    return g_strndup(moment, 10);
}

static bool same(const char *one, const char *other)
{
    return g_strcmp0(one, other) == 0;
}

static bool channel_applies(const Consent *consent, const ConsentQuestion *question)
{
    return same(consent->channel, "all") || same(consent->channel, question->channel) ||
           (same(consent->channel, "social") && question->social);
}

static bool consent_applies(const Consent *consent, const char *subject, const char *scope,
                            const ConsentQuestion *question)
{
    return same(consent->subject, subject) && channel_applies(consent, question) &&
           (!consent->scope || same(consent->scope, "any") || same(consent->scope, scope));
}

/* Film and sound follow image unless the lists ask for them. */
static const char *subject_asked(const ConsentQuestion *question)
{
    bool follows = same(question->subject, "film") || same(question->subject, "sound");

    return follows && !question->own_subject ? "image" : question->subject;
}

static bool is_withdrawn(const Consent *consent, const char *day)
{
    return consent->withdrawn_on && strcmp(day, consent->withdrawn_on) >= 0;
}

/* ISO dates compare as texts. */
static Stand consent_stand(const Consent *consent, const char *day)
{
    ConsentAnswer answer = answer_parse(consent->answer);

    if (is_withdrawn(consent, day))
        return (Stand){CONSENT_NO, true};
    if (consent->given_on && strcmp(day, consent->given_on) < 0)
        return (Stand){CONSENT_UNKNOWN, false};
    /* The list says No and when it was withdrawn: before that day there was a Yes of which the
     * list has no more than this trace. */
    if (answer == CONSENT_NO && consent->withdrawn_on)
        return (Stand){CONSENT_REVIEW, false};
    if (answer == CONSENT_NO)
        return (Stand){CONSENT_NO, false};
    if ((consent->valid_from && strcmp(day, consent->valid_from) < 0) ||
        (consent->valid_until && strcmp(day, consent->valid_until) > 0))
        return (Stand){CONSENT_UNKNOWN, false};
    return (Stand){answer, false};
}

/* No, then review, then Yes, then unknown. */
static int answer_weight(ConsentAnswer answer)
{
    switch (answer) {
    case CONSENT_NO:
        return 3;
    case CONSENT_REVIEW:
        return 2;
    case CONSENT_YES:
        return 1;
    case CONSENT_UNKNOWN:
        return 0;
    }
    return 0;
}

/* Whose answer it is: as the list names him, else the column of one parent; NULL not known. */
static const char *giver_key(const Consent *consent)
{
    if (consent->given_by && *consent->given_by)
        return consent->given_by;
    return consent->giver ? consent->column : NULL;
}

/* The same giver said something else later, and not after the day. */
static bool is_superseded(const GPtrArray *answers, const Consent *consent, const char *day)
{
    const char *giver = giver_key(consent);

    if (!giver || !consent->given_on)
        return false;
    for (guint i = 0; i < answers->len; i++) {
        const Consent *later = g_ptr_array_index(answers, i);
        if (later->given_on && strcmp(later->given_on, consent->given_on) > 0 &&
            strcmp(later->given_on, day) <= 0 && same(giver_key(later), giver) &&
            same(later->channel, consent->channel) && same(later->scope, consent->scope) &&
            answer_parse(later->answer) != CONSENT_UNKNOWN)
            return true;
    }
    return false;
}

static Stand answer_stand(const GPtrArray *answers, const Consent *consent, const char *day)
{
    return is_superseded(answers, consent, day) ? (Stand){CONSENT_UNKNOWN, false}
                                                : consent_stand(consent, day);
}

static Combined answers_combine(const GPtrArray *answers, const char *day)
{
    Combined combined = {CONSENT_UNKNOWN, true};

    for (guint i = 0; i < answers->len; i++) {
        Stand stand = answer_stand(answers, g_ptr_array_index(answers, i), day);
        if (answer_weight(stand.answer) > answer_weight(combined.answer))
            combined.answer = stand.answer;
        if (stand.answer == CONSENT_NO && !stand.withdrawn)
            combined.withdrawn = false;
    }
    combined.withdrawn = combined.withdrawn && combined.answer == CONSENT_NO;
    return combined;
}

static bool answers_dated(const GPtrArray *answers)
{
    for (guint i = 0; i < answers->len; i++) {
        const Consent *consent = g_ptr_array_index(answers, i);
        if (!consent->given_on && !consent->withdrawn_on && !consent->valid_from)
            return false;
    }
    return answers->len > 0;
}

static ConsentState state_decide(const Combined *now, ConsentAnswer then)
{
    switch (now->answer) {
    case CONSENT_NO:
        return now->withdrawn || then == CONSENT_YES ? CONSENT_STATE_WITHDRAWN
                                                     : CONSENT_STATE_REFUSED;
    case CONSENT_UNKNOWN:
        return CONSENT_STATE_UNKNOWN;
    case CONSENT_REVIEW:
        return CONSENT_STATE_REVIEW;
    case CONSENT_YES:
        break;
    }
    if (then == CONSENT_YES)
        return CONSENT_STATE_ALLOWED;
    return then == CONSENT_REVIEW ? CONSENT_STATE_REVIEW : CONSENT_STATE_LATE;
}

/* A cell that nobody could read may hold anything, names too: then only the verdict is told. */
static void basis_append(GString *basis, const Consent *consent)
{
    bool quotable = consent->raw && *consent->raw && !same(consent->answer, "review") &&
                    g_utf8_strlen(consent->raw, -1) <= 40;

    if (basis->len)
        g_string_append(basis, "; ");
    g_string_append_printf(basis, "row %u, %s: %s", consent->row,
                           consent->column ? consent->column : consent->channel,
                           quotable ? consent->raw : consent->answer);
    if (consent->given_on)
        g_string_append_printf(basis, ", given %s", consent->given_on);
    if (consent->valid_from)
        g_string_append_printf(basis, ", from %s", consent->valid_from);
    if (consent->valid_until)
        g_string_append_printf(basis, ", until %s", consent->valid_until);
    if (consent->withdrawn_on)
        g_string_append_printf(basis, ", withdrawn %s", consent->withdrawn_on);
}

/* The answers that say what the verdict says, today or on the day of publication. */
static char *basis_text(const GPtrArray *answers, const ConsentVerdict *verdict, const char *today,
                        const char *published)
{
    GString *basis = g_string_new(NULL);

    for (guint i = 0; i < answers->len; i++) {
        const Consent *consent = g_ptr_array_index(answers, i);
        bool now = answer_stand(answers, consent, today).answer == verdict->allowed_now;
        bool then =
            published && answer_stand(answers, consent, published).answer == verdict->allowed_then;
        if (now || then)
            basis_append(basis, consent);
    }
    if (!basis->len)
        g_string_append(basis, "no answer in the list");
    return g_string_free(basis, FALSE);
}

/* Rows may come in any order; what is said of them must not. */
static gint compare_answers(gconstpointer left, gconstpointer right)
{
    const Consent *one = *(const Consent *const *)left, *two = *(const Consent *const *)right;
    const char *const texts[][2] = {{one->column, two->column},
                                    {one->channel, two->channel},
                                    {one->scope, two->scope},
                                    {one->answer, two->answer},
                                    {one->raw, two->raw},
                                    {one->given_on, two->given_on},
                                    {one->withdrawn_on, two->withdrawn_on},
                                    {one->valid_from, two->valid_from},
                                    {one->valid_until, two->valid_until}};
    int order = one->row < two->row ? -1 : one->row > two->row;

    for (size_t i = 0; order == 0 && i < G_N_ELEMENTS(texts); i++)
        order = g_strcmp0(texts[i][0], texts[i][1]);
    return order;
}

/* ---- proof ---- */

/* Whole years from birth to day, -1 where one is not known. */
static int age_on(const char *birth, const char *day)
{
    g_autofree char *from = day_of(birth);
    g_autofree char *to = day_of(day);

    if (!from || !to || strcmp(to, from) < 0)
        return -1;
    int years = (int)(g_ascii_strtoll(to, NULL, 10) - g_ascii_strtoll(from, NULL, 10));
    return years - (strcmp(to + 4, from + 4) < 0);
}

static void proof_add(ConsentProof *proof, const Consent *consent, const ConsentQuestion *question)
{
    int age = age_on(question->birth, consent->given_on);
    bool specific = same(consent->channel, question->channel) || same(consent->channel, "social");

    if (same(consent->giver, "parent")) {
        if (!proof->by_parent || (age >= 0 && age < proof->parent_age) || proof->parent_age < 0)
            proof->parent_age = age;
        proof->by_parent = true;
    } else if (same(consent->giver, "pupil")) {
        proof->pupil_age = MAX(proof->pupil_age, age);
        proof->by_pupil = true;
    } else {
        proof->by_unknown = true;
    }
    proof->proven = proof->proven || (consent->evidence && *consent->evidence) ||
                    (consent->given_on && giver_key(consent));
    proof->is_explicit = proof->is_explicit || specific;
}

static void proof_fill(const GPtrArray *answers, const ConsentQuestion *question,
                       ConsentProof *proof)
{
    g_autofree char *published = day_of(question->published);

    *proof = (ConsentProof){.age = age_on(question->birth, published ? published : question->today),
                            .parent_age = -1,
                            .pupil_age = -1};
    for (guint i = 0; i < answers->len; i++) {
        const Consent *consent = g_ptr_array_index(answers, i);
        if (answer_stand(answers, consent, question->today).answer == CONSENT_YES)
            proof_add(proof, consent, question);
    }
}

static void resolve_scope(const Consent *const *answers, size_t count,
                          const ConsentQuestion *question, const char *scope,
                          ConsentVerdict *verdict)
{
    g_autoptr(GPtrArray) applying = g_ptr_array_new();
    g_autofree char *published = day_of(question->published);
    const char *subject = subject_asked(question);

    for (size_t i = 0; i < count; i++)
        if (consent_applies(answers[i], subject, scope, question))
            g_ptr_array_add(applying, (gpointer)answers[i]);
    g_ptr_array_sort(applying, compare_answers);
    Combined now = answers_combine(applying, question->today);
    verdict->allowed_now = now.answer;
    verdict->then_known = published && answers_dated(applying);
    verdict->allowed_then =
        published ? answers_combine(applying, published).answer : verdict->allowed_now;
    verdict->state = state_decide(&now, verdict->allowed_then);
    verdict->basis = basis_text(applying, verdict, question->today, published);
    proof_fill(applying, question, &verdict->proof);
}

static ConsentAnswer answers_agree(ConsentAnswer one, ConsentAnswer other)
{
    return one == other ? one : CONSENT_REVIEW;
}

/* Whether the picture shows one pupil or many is not known: only what holds for both is sure. */
static void resolve_both(const Consent *const *answers, size_t count,
                         const ConsentQuestion *question, ConsentVerdict *verdict)
{
    ConsentVerdict group = {0};

    resolve_scope(answers, count, question, "individual", verdict);
    resolve_scope(answers, count, question, "group", &group);
    if (verdict->state != group.state)
        verdict->state = CONSENT_STATE_REVIEW;
    verdict->allowed_now = answers_agree(verdict->allowed_now, group.allowed_now);
    verdict->allowed_then = answers_agree(verdict->allowed_then, group.allowed_then);
    verdict->then_known = verdict->then_known && group.then_known;
    verdict->proof.proven = verdict->proof.proven && group.proof.proven;
    verdict->proof.is_explicit = verdict->proof.is_explicit && group.proof.is_explicit;
    if (!same(verdict->basis, group.basis)) {
        char *both = g_strconcat(verdict->basis, "; ", group.basis, NULL);
        g_free(verdict->basis);
        verdict->basis = both;
    }
    consent_verdict_clear(&group);
}

void consent_resolve(const Consent *const *answers, size_t count, const ConsentQuestion *question,
                     ConsentVerdict *verdict)
{
    g_assert(question->subject && question->channel && question->today);
    if (count == 0 && question->silence_consents) {
        *verdict = (ConsentVerdict){.allowed_then = CONSENT_YES,
                                    .allowed_now = CONSENT_YES,
                                    .state = CONSENT_STATE_ALLOWED,
                                    .basis = g_strdup("not on the list of refusers"),
                                    .proof = {.age = age_on(question->birth, question->today),
                                              .parent_age = -1,
                                              .pupil_age = -1}};
        return;
    }
    if (!question->scope || same(question->scope, "any"))
        resolve_both(answers, count, question, verdict);
    else
        resolve_scope(answers, count, question, question->scope, verdict);
}
