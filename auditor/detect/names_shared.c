/*
 * Two who share one surname: "Emma en Tom de Vries" names Emma de Vries as well, where there is
 * one.
 */
#include "detect/name_scan.h"

enum { SHARING_MAX = 4 };

typedef struct {
    NameScan *scan;
    uint32_t reasons;
    size_t from, to;
    Tier tier;
    bool found;
} Sharing;

static void sharing_add(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    Sharing *sharing = user;

    if (BEARER_QUALITY(first_bearer) == BEARER_PART || BEARER_QUALITY(surname_bearer) != BEARER_OWN)
        return;
    scan_add(sharing->scan, BEARER_PERSON(first_bearer), sharing->tier, NAME_FORM_FULL,
             sharing->reasons | REASON_OWN_FIRST_NAME | REASON_SEPARATED, sharing->from,
             sharing->to);
    sharing->found = true;
}

/* The first names that take the tokens [from, to) whole. */
static void sharing_try(Sharing *sharing, const Name *surname, size_t from, size_t to)
{
    NameScan *scan = sharing->scan;
    const Vocabulary *vocabulary = &scan->index->vocabulary;
    const Word *word = vocabulary_word(vocabulary, scan->tokens[from].word);

    word = vocabulary_word(vocabulary, word->canon);
    for (uint32_t i = 0; i < word->item_count; i++) {
        uint32_t item = g_array_index(scan->index->items, uint32_t, word->items + i);
        const Name *first = index_name(scan->index, ITEM_NAME(item));
        uint32_t reasons = 0;
        if (ITEM_KIND(item) != ITEM_FIRST || name_match(scan, first, from, &reasons) != to - from)
            continue;
        sharing->from = from;
        sharing->to = to;
        names_common(scan->index, first, surname, sharing_add, sharing);
    }
}

/* Where the name ends that stands before `at` in an enumeration; 0: none. */
static size_t sharing_end(const NameScan *scan, size_t at, bool *joined)
{
    uint16_t before = scan->tokens[at].before;
    enum { COMMA = SEPARATOR_COMMA | SEPARATOR_SPACE };

    if (at > 1 && (scan->tokens[at - 1].kinds & WORD_JOINING) && before == SEPARATOR_SPACE &&
        !(scan->tokens[at - 1].before & ~COMMA)) {
        *joined = true;
        return at - 1;
    }
    if (at == 0 || !(before & SEPARATOR_SPACE))
        return 0;
    if (before == (SEPARATOR_OTHER | SEPARATOR_SPACE) &&
        scan->text[scan->tokens[at - 1].end + 1] == '&')
        *joined = true;
    else if (before != COMMA)
        return 0;
    return at;
}

void shared_before(NameScan *scan, const SurnameReading *reading, size_t at)
{
    bool joined = false;

    if (scan->carrier != CARRIER_PROSE || reading->particle == PARTICLE_OTHER)
        return;
    for (unsigned i = 0; i < SHARING_MAX; i++) {
        size_t to = sharing_end(scan, at, &joined), from = to;
        Sharing sharing = {.scan = scan,
                           .reasons = particle_reasons(reading),
                           .tier = joined ? TIER_LIKELY : TIER_REVIEW};
        while (from > 0 && to - from < 2 && !sharing.found) {
            from--;
            if ((scan->tokens[from].kinds & WORD_FIRST) &&
                (scan->tokens[from].shape & TOKEN_CAPITAL))
                sharing_try(&sharing, reading->name, from, to);
        }
        if (to == 0 || !(scan->tokens[from].shape & TOKEN_CAPITAL))
            return;
        at = sharing.found ? from : to - 1;
    }
}
