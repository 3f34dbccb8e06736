/*
 * Why a finding is one, where its rule says more than its title: how old a request is, which words,
 * which camera. Rules write that once, in fixed English words round what was found; here it is said
 * in both languages. What no pattern fits stays in the store.
 */
#include <string.h>

#include "reports/html/parts.h"

typedef struct {
    const char *rules;   /* separated by blanks */
    const char *pattern; /* group 1 is {a} of the text, group 2 the number {n} */
    const char *text;
} Why;

#define DAY "(\\d{4}-\\d\\d-\\d\\d)"

static const Why known[] = {
    {"takedown-open", "^requested " DAY ", (\\d+) days", "why-takedown"},
    {"takedown-open", "^requested, day unknown", "why-takedown-undated"},
    {"foreign-camera", "^camera: (.+), photos: (\\d+)$", "why-camera"},
    {"former-pupil", "^left " DAY, "why-left"},
    {"protocol-review-due", "^review by " DAY, "why-review"},
    {"group-photo-check", "^group: (.+)$", "why-group"},
    {"name-list", "^names (\\d+)$", "why-names"},
    {"lesson-time", "^(\\d\\d:\\d\\d)$", "why-lesson"},
    {"heated-thread", "^(\\d+) answers, (\\d+) heated$", "why-heated"},
    {"photo-metadata", "^position: ", "why-position"},
    {"photo-metadata", "^person: ", "why-person"},
    {"photo-metadata", "^serial: ", "why-serial"},
    {"photo-metadata", "^owner: ", "why-owner"},
    {"language negative-about-school confidential incident-media external-pr internal-recording "
     "third-party-work",
     "^[a-z-]+: (.+)$", "why-words"},
};

/* Whether the rule is one of those that are separated by blanks. */
static bool concerns(const Why *why, const char *rule)
{
    size_t length = strlen(rule);

    for (const char *at = why->rules; (at = strstr(at, rule)); at += length) {
        if ((at == why->rules || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    }
    return false;
}

/* Each pattern is made once: there is a row for each of very many findings. */
static GRegex *pattern_of(size_t index)
{
    static GRegex *made[G_N_ELEMENTS(known)];

    if (!made[index])
        made[index] = g_regex_new(known[index].pattern, G_REGEX_OPTIMIZE, 0, NULL);
    return made[index];
}

static char *said(const char *language, const Why *why, const GMatchInfo *match)
{
    g_autofree char *first = g_match_info_fetch(match, 1);
    g_autofree char *second = g_match_info_fetch(match, 2);
    g_autofree char *a = text_date(language, first);

    return text_fill(language, why->text,
                     WITH(TEXT_TEXT("a", a),
                          TEXT_NUMBER("n", g_ascii_strtoull(second ? second : "", NULL, 10))));
}

void parts_why(Markup *markup, const Finding *finding)
{
    for (size_t i = 0; finding->reason && i < G_N_ELEMENTS(known); i++) {
        g_autoptr(GMatchInfo) match = NULL;

        if (!concerns(&known[i], finding->rule) ||
            !g_regex_match(pattern_of(i), finding->reason, 0, &match))
            continue;
        g_autofree char *dutch = said("nl", &known[i], match);
        g_autofree char *english = said("en", &known[i], match);
        markup_open(markup, "p", "class", "small", NULL);
        markup_both(markup, dutch, english);
        markup_close(markup, "p");
        return;
    }
}
