/*
 * Words of care, belief and marks near a pupil's name: phrases of the lists in the sentence of the
 * mention, each given to the mention it stands nearest to.
 */
#include "detect/data_scan.h"

#include <string.h>

enum { REACH = 120, MENTIONS_MAX = 2000 };

typedef struct {
    const DataScan *scan;
    const NameMatch *match;
    size_t from; /* where the sentence begins in the text */
} Sentence;

static bool sentence_ends(const char *text, size_t at, size_t length)
{
    if (text[at] == '\n')
        return at + 1 < length && text[at + 1] == '\n';
    return strchr(".!?", text[at]) && at + 1 < length && g_ascii_isspace(text[at + 1]) && at > 2 &&
           text[at - 2] != '.' && text[at - 2] != ' '; /* an initial */
}

/* The stretch round the match that is one sentence, at most REACH to either side. */
static void sentence_bounds(const DataScan *scan, size_t *start, size_t *end)
{
    size_t from = *start, to = *end;

    while (from > 0 && *start - from < REACH && !sentence_ends(scan->text, from - 1, scan->length))
        from--;
    while (to < scan->length && to - *end < REACH && !sentence_ends(scan->text, to, scan->length))
        to++;
    while (from > 0 && g_ascii_isalnum(scan->text[from - 1])) /* no word is cut */
        from--;
    while (to < scan->length && g_ascii_isalnum(scan->text[to]))
        to++;
    *start = from;
    *end = to;
}

/* "christelijke basisschool" says nothing about a pupil. */
static bool is_of_school(const DataScan *scan, size_t end)
{
    g_autofree char *next =
        g_ascii_strdown(scan->text + end, (gssize)MIN(scan->length - end, (size_t)24));

    return strstr(next, "school") || strstr(next, "onderwijs") || strstr(next, "college") ||
           strstr(next, "lyceum") || strstr(next, "kerk");
}

/* "ADD" is an abbreviation, "add" an English word. */
static bool is_abbreviation(const DataScan *scan, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (!g_ascii_isupper(scan->text[i]))
            return false;
    return true;
}

static DatumKind kind_of(const char *list)
{
    return strcmp(list, "care") == 0     ? DATUM_CARE
           : strcmp(list, "belief") == 0 ? DATUM_BELIEF
                                         : DATUM_MARK;
}

static void phrase_found(const PhraseMatch *hit, void *user)
{
    const Sentence *sentence = user;
    const DataScan *scan = sentence->scan;
    size_t start = sentence->from + hit->start, end = sentence->from + hit->end;
    DatumKind kind = kind_of(hit->list);
    bool inside = start >= sentence->match->start && end <= sentence->match->end;

    if (inside || (kind == DATUM_BELIEF && is_of_school(scan, end)) ||
        (strlen(hit->phrase) <= 3 && !is_abbreviation(scan, start, end)) ||
        data_near(scan, start, end) != sentence->match)
        return;
    data_report(scan, kind, start, end, hit->phrase, sentence->match, TIER_REVIEW);
}

void data_words_find(const DataScan *scan)
{
    for (size_t i = 0; i < scan->match_count && i < MENTIONS_MAX; i++) {
        const NameMatch *match = &scan->matches[i];
        Sentence sentence = {scan, match, match->start};
        size_t end = match->end;
        if (!data_is_pupil(scan, match))
            continue;
        sentence_bounds(scan, &sentence.from, &end);
        phrases_find(scan->finder->words, scan->text + sentence.from, end - sentence.from,
                     phrase_found, &sentence);
    }
}
