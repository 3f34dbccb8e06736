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

bool channel_is_social(const char *channel)
{
    static const char *const social[] = {"facebook", "instagram", "x",        "youtube",
                                         "linkedin", "tiktok",    "snapchat", "mastodon",
                                         "bluesky",  "social",    NULL};

    return channel && g_strv_contains(social, channel);
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

/* Film and sound follow image unless the list asks for them. */
static const char *subject_asked(const Consent *const *answers, size_t count, const char *subject)
{
    if (!same(subject, "film") && !same(subject, "sound"))
        return subject;
    for (size_t i = 0; i < count; i++)
        if (same(answers[i]->subject, subject))
            return subject;
    return "image";
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

static Combined answers_combine(const GPtrArray *answers, const char *day)
{
    Combined combined = {CONSENT_UNKNOWN, true};

    for (guint i = 0; i < answers->len; i++) {
        Stand stand = consent_stand(g_ptr_array_index(answers, i), day);
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
        bool now = consent_stand(consent, today).answer == verdict->allowed_now;
        bool then = published && consent_stand(consent, published).answer == verdict->allowed_then;
        if (now || then)
            basis_append(basis, consent);
    }
    if (!basis->len)
        g_string_append(basis, "no answer in the list");
    return g_string_free(basis, FALSE);
}

static void resolve_scope(const Consent *const *answers, size_t count,
                          const ConsentQuestion *question, const char *scope,
                          ConsentVerdict *verdict)
{
    g_autoptr(GPtrArray) applying = g_ptr_array_new();
    g_autofree char *published = day_of(question->published);
    const char *subject = subject_asked(answers, count, question->subject);

    for (size_t i = 0; i < count; i++)
        if (consent_applies(answers[i], subject, scope, question))
            g_ptr_array_add(applying, (gpointer)answers[i]);
    Combined now = answers_combine(applying, question->today);
    verdict->allowed_now = now.answer;
    verdict->then_known = published && answers_dated(applying);
    verdict->allowed_then =
        published ? answers_combine(applying, published).answer : verdict->allowed_now;
    verdict->state = state_decide(&now, verdict->allowed_then);
    verdict->basis = basis_text(applying, verdict, question->today, published);
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
                                    .basis = g_strdup("not on the list of refusers")};
        return;
    }
    if (!question->scope || same(question->scope, "any"))
        resolve_both(answers, count, question, verdict);
    else
        resolve_scope(answers, count, question, question->scope, verdict);
}
