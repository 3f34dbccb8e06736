/*
 * Names written in two words or three that are one in the register: "Fatima Ben Ali" for Benali,
 * "Emre Kara Kaya" for Karakaya, "Anne Floor Bakker" for Annefloor. Only beside the other half of
 * the name; the register's two words written in one are forms of their own (names_build.c).
 */
#include "detect/name_scan.h"

enum { PIECES_MAX = 3, PARTICLES_MAX = 3, WHOLE_LETTERS_MIN = 4, WHOLE_LETTERS_MAX = 48 };

typedef struct {
    NameScan *scan;
    NameForm form;
    Tier tier;
    uint32_t reasons;
    size_t from, to;
    bool found;
} Apart;

static void apart_add(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    Apart *apart = user;

    if (BEARER_QUALITY(first_bearer) == BEARER_PART || BEARER_QUALITY(surname_bearer) != BEARER_OWN)
        return;
    scan_add(apart->scan, BEARER_PERSON(first_bearer), apart->tier, apart->form,
             apart->reasons | REASON_OWN_FIRST_NAME | REASON_GLUED, apart->from, apart->to);
    apart->found = true;
}

/* May the tokens [from, to) be the pieces of one word? They begin with capitals, where there are
 * any, but for particles and what stands behind a hyphen; the last is no particle. */
static bool are_pieces(const NameScan *scan, size_t from, size_t to)
{
    if (to > scan->count)
        return false;
    for (size_t at = from; at < to; at++) {
        const Token *token = &scan->tokens[at];
        bool capital = (token->shape & TOKEN_CAPITAL) || token_caseless(scan, at) ||
                       (at > from && (token->before & SEPARATOR_HYPHEN));

        if ((token->shape & TOKEN_DIGITS) || token->letters < 2 ||
            (at > from && (token->before == 0 || (token->before & ~JOIN_NAME))) ||
            (!capital && !(token->kinds & WORD_PARTICLE)) || (!capital && at + 1 == to))
            return false;
    }
    return true;
}

/* The word that the letters of tokens [from, to) are together, if it is of this kind; else NULL. */
static const Word *whole_word(const NameScan *scan, size_t from, size_t to, uint16_t kind)
{
    char letters[WHOLE_LETTERS_MAX];
    size_t length = fold_letters(scan->index->fold, scan->text, scan->tokens[from].start,
                                 scan->tokens[to - 1].end, letters, NULL, sizeof letters);

    return length < WHOLE_LETTERS_MIN || length == sizeof letters
               ? NULL
               : index_word(scan->index, letters, length, kind);
}

/* The surnames of one word that tokens [from, to) are the pieces of, with this first name and the
 * `particles` tokens before. */
static void surname_pieces(const Apart *apart, const Name *first, size_t particles, size_t from,
                           size_t to, bool *found)
{
    const NameIndex *index = apart->scan->index;
    const Word *word = whole_word(apart->scan, from, to, WORD_SURNAME);

    for (uint32_t i = 0; word && i < word->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        const Name *surname = index_name(index, ITEM_NAME(item));
        Apart one = *apart;
        bool shortened = false;

        if (ITEM_KIND(item) != ITEM_SURNAME || surname->count != 1)
            continue;
        if (particles > 0 &&
            (surname->particle == 0 ||
             particle_before(apart->scan, surname->particle, from, &shortened) != particles)) {
            one.reasons |= REASON_PARTICLE_OTHER;
            one.tier = TIER_REVIEW;
        } else if (surname->particle != 0) {
            one.reasons |= particles > 0 ? REASON_PARTICLE : REASON_PARTICLE_MISSING;
        }
        names_common(index, first, surname, apart_add, &one);
        *found |= one.found;
    }
}

/* Behind the first name, over particles. */
static bool surname_behind(Apart *apart, const Name *first, size_t to)
{
    const NameScan *scan = apart->scan;
    bool found = false;

    for (size_t at = to; at < scan->count && at - to <= PARTICLES_MAX && token_joined(scan, at);
         at++) {
        for (size_t pieces = 2; pieces <= PIECES_MAX && are_pieces(scan, at, at + pieces);
             pieces++) {
            apart->to = at + pieces;
            surname_pieces(apart, first, at - to, at, apart->to, &found);
        }
        if (!(scan->tokens[at].kinds & WORD_PARTICLE))
            break;
    }
    return found;
}

/* Behind the first name, or before it and a comma. */
void apart_surname(NameScan *scan, const Name *first, uint32_t reasons, size_t from, size_t to)
{
    Apart apart = {.scan = scan,
                   .form = NAME_FORM_FULL,
                   .reasons = reasons,
                   .tier = TIER_LIKELY,
                   .from = from};
    bool found = surname_behind(&apart, first, to);

    if (found || !(scan->tokens[from].before & SEPARATOR_COMMA))
        return;
    apart.form = NAME_FORM_REVERSED;
    apart.reasons |= REASON_REVERSED;
    apart.to = to;
    for (size_t pieces = 2;
         pieces <= PIECES_MAX && pieces <= from && are_pieces(scan, from - pieces, from);
         pieces++) {
        apart.from = from - pieces;
        surname_pieces(&apart, first, 0, apart.from, from, &found);
    }
}

bool apart_first(NameScan *scan, const SurnameReading *reading)
{
    const NameIndex *index = scan->index;
    size_t end = reading->left;
    Apart apart = {.scan = scan,
                   .form = NAME_FORM_FULL,
                   .tier = reading->particle == PARTICLE_OTHER ? TIER_REVIEW : TIER_LIKELY,
                   .reasons = reading->reasons | particle_reasons(reading),
                   .to = reading->end};

    if (end < 2 || !token_joined(scan, end) || !are_pieces(scan, end - 2, end) ||
        !(scan->tokens[end - 2].shape & TOKEN_CAPITAL || token_caseless(scan, end - 2)))
        return false;
    apart.from = end - 2;
    const Word *word = whole_word(scan, apart.from, end, WORD_FIRST);
    for (uint32_t i = 0; word && i < word->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        const Name *first = index_name(index, ITEM_NAME(item));

        if (ITEM_KIND(item) == ITEM_FIRST && first->count == 1)
            names_common(index, first, reading->name, apart_add, &apart);
    }
    return apart.found;
}
