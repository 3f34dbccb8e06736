/*
 * Names written without any space: "#SannedeVries", "sannedevries123", "sdevries@". Tried only
 * where such names live (slugs, hashtags, handles, addresses, words that mix cases). And names with
 * a space behind every letter, as headings have them.
 */
#include "detect/name_scan.h"

enum {
    LETTERS_MAX = 96,
    LETTERS_MIN = 7,
    PARTS = 4,
    REST_MIN = 3,
    INSIDE_MIN = 3,
    INITIAL_REST_MIN = 5,
    SPACED_MIN = 4
};

typedef struct {
    NameScan *scan;
    char letters[LETTERS_MAX];
    size_t starts[LETTERS_MAX + 1];
    size_t count;
    size_t token;
    size_t from, to; /* letters of the reading being added */
    uint32_t reasons;
    bool whole;
} Glued;

static bool word_of(const Glued *glued, size_t from, size_t to, uint16_t kind, const Word **word)
{
    *word = index_word(glued->scan->index, glued->letters + from, to - from, kind);
    return *word != NULL;
}

static void glued_match(Glued *glued, uint32_t person, Tier tier, uint32_t reasons)
{
    NameMatch *match =
        scan_add(glued->scan, person, tier, NAME_FORM_GLUED,
                 glued->reasons | reasons | REASON_GLUED, glued->token, glued->token + 1);
    match->start = glued->starts[glued->from];
    match->end = glued->starts[glued->to];
}

static void glued_pair(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    Glued *glued = user;
    bool own = BEARER_QUALITY(first_bearer) != BEARER_PART && glued->whole;

    glued_match(glued, BEARER_PERSON(first_bearer), own ? TIER_LIKELY : TIER_REVIEW,
                REASON_OWN_FIRST_NAME |
                    (BEARER_QUALITY(surname_bearer) != BEARER_OWN ? REASON_HALF_NAME : 0));
}

/* Names of one word, or glued themselves. */
static bool item_fits(const NameIndex *index, uint32_t item, bool surname)
{
    const Name *name = index_name(index, ITEM_NAME(item));

    if (surname)
        return ITEM_KIND(item) == ITEM_SURNAME_GLUED ||
               (ITEM_KIND(item) == ITEM_SURNAME && name->count == 1);
    return ITEM_KIND(item) == ITEM_FIRST_GLUED ||
           (ITEM_KIND(item) == ITEM_FIRST && name->count == 1);
}

static void words_pair(Glued *glued, const Word *first, const Word *surname)
{
    const NameIndex *index = glued->scan->index;

    for (uint32_t i = 0; i < first->item_count; i++) {
        uint32_t a = g_array_index(index->items, uint32_t, first->items + i);
        for (uint32_t j = 0; item_fits(index, a, false) && j < surname->item_count; j++) {
            uint32_t b = g_array_index(index->items, uint32_t, surname->items + j);
            if (!item_fits(index, b, true))
                continue;
            const Name *name = index_name(index, ITEM_NAME(b));
            glued->reasons = name->particle == 0                  ? 0
                             : ITEM_KIND(b) == ITEM_SURNAME_GLUED ? REASON_PARTICLE
                                                                  : REASON_PARTICLE_MISSING;
            names_common(index, index_name(index, ITEM_NAME(a)), name, glued_pair, glued);
        }
    }
}

/* The words at letters [from, cut) and [cut, to): first name and surname, either first. */
static void cut_try(Glued *glued, uint32_t head_id, size_t from, size_t cut, size_t to)
{
    const Vocabulary *vocabulary = &glued->scan->index->vocabulary;
    const Word *head = vocabulary_word(vocabulary, head_id), *tail;
    uint16_t kinds = head->kinds;

    glued->from = from;
    glued->to = to;
    head = vocabulary_word(vocabulary, head->canon);
    if ((kinds & WORD_FIRST) && word_of(glued, cut, to, WORD_SURNAME, &tail))
        words_pair(glued, head, tail);
    if ((kinds & WORD_SURNAME) && word_of(glued, cut, to, WORD_FIRST, &tail))
        words_pair(glued, tail, head);
}

/* Names from letter `from` on; up to the last letter, or (`inside`) to any. */
static void stretch_try(Glued *glued, size_t from, bool inside)
{
    FoldHash state = FOLD_HASH_INIT;
    const size_t least = inside ? INSIDE_MIN : 2;

    for (size_t cut = from + 1; cut + REST_MIN <= glued->count; cut++) {
        fold_hash_add(&state, (unsigned char)glued->letters[cut - 1]);
        if (cut - from < least)
            continue;
        uint32_t id = vocabulary_probe(&glued->scan->index->vocabulary, fold_hash_end(&state));
        if (id == 0)
            continue;
        if (!inside)
            cut_try(glued, id, from, cut, glued->count);
        for (size_t to = MAX(cut + REST_MIN, from + LETTERS_MIN + 1); inside && to <= glued->count;
             to++)
            cut_try(glued, id, from, cut, to);
    }
}

/* "sdevries": an initial before a surname that is at least a few letters long. */
static void initial_try(Glued *glued)
{
    const NameIndex *index = glued->scan->index;
    const Word *surname;
    char letter = glued->letters[0];

    if (glued->count < INITIAL_REST_MIN + 1 ||
        !word_of(glued, 1, glued->count, WORD_SURNAME, &surname))
        return;
    glued->from = 0;
    glued->to = glued->count;
    glued->reasons = REASON_INITIAL;
    for (uint32_t i = 0; i < surname->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, surname->items + i);
        const Name *name = index_name(index, ITEM_NAME(item));
        if (!item_fits(index, item, true) ||
            (name->particle != 0 && ITEM_KIND(item) != ITEM_SURNAME_GLUED))
            continue;
        const uint32_t *bearers = index_bearers(index, name);
        for (uint32_t j = 0; j < name->bearer_count; j++) {
            const PersonEntry *person = &index->people[BEARER_PERSON(bearers[j])];
            if (person->prefixes[0][0] == letter || person->initials[0] == letter)
                glued_match(glued, BEARER_PERSON(bearers[j]), TIER_REVIEW, 0);
        }
    }
}

static void range_try(Glued *glued, size_t start, size_t end, size_t token)
{
    NameScan *scan = glued->scan;
    guint mark = scan->found->len;

    glued->token = token;
    glued->count = fold_letters(scan->index->fold, scan->text, start, end, glued->letters,
                                glued->starts, LETTERS_MAX);
    glued->starts[glued->count] = end;
    glued->whole = true;
    if (glued->count < INITIAL_REST_MIN + 1 || glued->count == LETTERS_MAX)
        return;
    stretch_try(glued, 0, false);
    if (scan->found->len == mark)
        initial_try(glued);
    /* Inside a longer word ("fotosannedevries", "@xsannedevriesx"), in slugs and handles only. */
    bool handle = scan->tokens[token].before & SEPARATOR_AT;
    if (scan->found->len > mark || (scan->carrier != CARRIER_SLUG && !handle))
        return;
    glued->whole = false;
    for (size_t from = 0; from + LETTERS_MIN < glued->count; from++)
        stretch_try(glued, from, true);
}

bool glued_wanted(const NameScan *scan, size_t at)
{
    enum { MARKS = SEPARATOR_HASH | SEPARATOR_AT | SEPARATOR_UNDERSCORE | SEPARATOR_SLASH };
    const Token *token = &scan->tokens[at];
    bool last = at + 1 >= scan->count;
    uint16_t after = last ? 0 : scan->tokens[at + 1].before;

    if (token->shape & TOKEN_DIGITS)
        return false;
    if (token->shape & TOKEN_PART)
        return true;
    if (token->letters < INITIAL_REST_MIN + 1)
        return false;
    if (scan->carrier != CARRIER_PROSE)
        return true;
    return (token->before & MARKS) || (after & MARKS) || token->before == 0 ||
           (!last && after == 0) || after == SEPARATOR_DOT || after == SEPARATOR_HYPHEN ||
           token->before == SEPARATOR_DOT;
}

void glued_at(NameScan *scan, size_t at)
{
    Glued glued = {.scan = scan};
    size_t end = at + 1;

    while (end < scan->count && end - at < PARTS && scan->tokens[end].before == 0 &&
           (scan->tokens[end].shape & TOKEN_PART))
        end++;
    for (size_t to = at + 1; to <= end; to++)
        range_try(&glued, scan->tokens[at].start, scan->tokens[to - 1].end, at);
}

/* How many single letters stand in a row from `at` on. */
static size_t spaced_run(const NameScan *scan, size_t at)
{
    size_t run = 1;

    while (at + run < scan->count && run < LETTERS_MAX && scan->tokens[at + run].letters == 1 &&
           scan->tokens[at + run].before == SEPARATOR_SPACE &&
           !(scan->tokens[at + run].shape & TOKEN_DIGITS))
        run++;
    return run;
}

bool spaced_wanted(const NameScan *scan, size_t at)
{
    const Token *token = &scan->tokens[at];

    if (token->letters != 1 || (token->shape & TOKEN_DIGITS) || at + SPACED_MIN > scan->count ||
        scan->tokens[at + 1].letters != 1 || scan->tokens[at + 2].letters != 1)
        return false;
    return at == 0 || scan->tokens[at - 1].letters != 1 || token->before != SEPARATOR_SPACE;
}

void spaced_at(NameScan *scan, size_t at)
{
    Glued glued = {.scan = scan};
    size_t run = MIN(spaced_run(scan, at), (size_t)SCAN_AHEAD);

    size_t end = scan->tokens[at + run - 1].end;
    guint mark = scan->found->len;
    if (run >= LETTERS_MIN)
        range_try(&glued, scan->tokens[at].start, end, at);
    if (scan->found->len == mark && at > 0 && (scan->tokens[at - 1].kinds & WORD_FIRST))
        range_try(&glued, scan->tokens[at - 1].start, end, at - 1); /* "Sanne B A K K E R" */
}
