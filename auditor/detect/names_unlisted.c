/*
 * People who are in no register: a given name with a surname behind it, where pupils are spoken of.
 * Former pupils, pupils of another school, gaps in the register. For review, never more.
 */
#include "detect/name_scan.h"

enum { SURNAME_LETTERS = 3, GIVEN_MAX = 3, PARTICLES_MAX = 4 };

static bool token_is(const NameScan *scan, size_t at, KnownList list)
{
    return known_word(&scan->index->known, list, scan->tokens[at].hash);
}

/* A capitalised word that says nothing else. */
static bool token_nameable(const NameScan *scan, size_t at)
{
    enum {
        OTHER = WORD_STREET | WORD_ORGANISATION | WORD_LIFT | WORD_CLASS | WORD_GROUP | WORD_LABEL |
                WORD_JOINING
    };
    const Token *token = &scan->tokens[at];

    if ((token->shape & TOKEN_DIGITS) || (token->kinds & OTHER))
        return false;
    if (scan->carrier == CARRIER_NAME)
        return true;
    return (token->shape & TOKEN_CAPITAL) && !(token->shape & (TOKEN_ALL_CAPS | TOKEN_PART));
}

/* Between the words of one name no more than a blank or a hyphen. */
static bool token_next(const NameScan *scan, size_t at)
{
    return at < scan->count && !(scan->tokens[at].before & ~(SEPARATOR_SPACE | SEPARATOR_HYPHEN)) &&
           scan->tokens[at].before != 0;
}

/* Where the surname stands behind the given names from `at` on; 0: nowhere. */
static size_t surname_find(const NameScan *scan, size_t at, bool *particle)
{
    size_t next = at + 1, start;

    while (next - at < GIVEN_MAX && token_next(scan, next) && token_nameable(scan, next) &&
           token_is(scan, next, KNOWN_GIVEN) && token_next(scan, next + 1))
        next++;
    start = next;
    while (next - start < PARTICLES_MAX && token_next(scan, next) &&
           (scan->tokens[next].kinds & WORD_PARTICLE) && scan->tokens[next].letters > 1)
        next++;
    *particle = next > start;
    if (!token_next(scan, next) || !token_nameable(scan, next) ||
        scan->tokens[next].letters < SURNAME_LETTERS) {
        *particle = false;
        return start > at + 1 ? start - 1 : 0; /* "Lotte Maria Bakker": the last given name */
    }
    return next;
}

/* "Sanne de Vriesstraat": no surname that is known, and it ends as streets do. */
static bool token_is_street(const NameScan *scan, size_t at)
{
    enum { LETTERS_MAX = 64, HEAD_MIN = 3, TAIL_MIN = 3 };
    const Token *token = &scan->tokens[at];
    char letters[LETTERS_MAX];
    size_t count = fold_letters(scan->index->fold, scan->text, token->start, token->end, letters,
                                NULL, sizeof letters);

    if (token_is(scan, at, KNOWN_SURNAME))
        return false;
    for (size_t cut = HEAD_MIN; cut + TAIL_MIN <= count; cut++) {
        uint32_t word =
            vocabulary_probe(&scan->index->vocabulary, fold_hash(letters + cut, count - cut));
        if (word != 0 && (vocabulary_word(&scan->index->vocabulary, word)->kinds & WORD_STREET))
            return true;
    }
    return false;
}

/* Is it a pair that nobody but a person is called by? */
static bool pair_is_person(const NameScan *scan, size_t first, size_t surname, bool particle)
{
    bool given = token_is(scan, first, KNOWN_GIVEN);
    bool word = token_is(scan, first, KNOWN_ORDINARY);
    bool family = token_is(scan, surname, KNOWN_SURNAME);
    bool other = !token_is(scan, surname, KNOWN_ORDINARY);
    bool start = scan->carrier == CARRIER_PROSE && token_sentence(scan, first);

    if (word) /* "Roos van der Zee", not "Storm Boven Zee" */
        return given && particle && family && !(scan->tokens[first + 1].shape & TOKEN_CAPITAL);
    if (given)
        return particle || family || (other && scan->tokens[surname].letters > 3);
    return !start && family && (other || particle);
}

void unlisted_at(NameScan *scan, size_t at)
{
    bool particle = false;
    NameContext context;

    if (!token_nameable(scan, at) || scan->tokens[at].letters < 2 ||
        (scan->tokens[at].kinds & (WORD_PARTICLE | WORD_TITLE)))
        return;
    if (at > 0 && token_next(scan, at) && token_nameable(scan, at - 1) &&
        token_is(scan, at - 1, KNOWN_GIVEN))
        return; /* the name began before */
    size_t surname = surname_find(scan, at, &particle);
    if (surname == 0 || !pair_is_person(scan, at, surname, particle))
        return;
    size_t end = surname + 1;
    if (token_next(scan, end) && scan->tokens[end].before == SEPARATOR_HYPHEN &&
        token_nameable(scan, end))
        end++; /* "Bakker-Smit" */
    context_read(scan, at, end, &context);
    if (context.demote || token_is_street(scan, end - 1) ||
        context_title_beside(scan, at, end, 0) || (scan->carrier == CARRIER_PROSE && !context.lift))
        return;
    scan_add(scan, NAMES_UNLISTED, TIER_REVIEW, NAME_FORM_FULL, context.lift, at, end);
}
