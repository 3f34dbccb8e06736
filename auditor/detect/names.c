/*
 * The name index as others see it, and the loop of one search: tokens into a window, each held
 * against the vocabulary, the known ones handed to the file that reads them.
 */
#include "detect/names.h"

#include "detect/name_scan.h"
#include "detect/names_build.h"

#include <string.h>

static const char *const reason_ids[NAME_REASONS] = {
    "own-first-name",
    "particle",
    "particle-short",
    "particle-missing",
    "particle-other",
    "exact-case",
    "lower-case",
    "folded",
    "ij-y",
    "typo",
    "sentence-start",
    "title-before",
    "street",
    "organisation",
    "staff-of-same-name",
    "group-near",
    "other-group",
    "lifting-word",
    "list",
    "first-name-near",
    "reversed",
    "initial",
    "slug",
    "glued",
    "half-name",
    "namesake",
    "other-first-name",
    "other-exact",
    "separated",
    "middle-name",
    "official-first-name",
    "possessive",
};

static const char *const form_ids[NAME_FORMS] = {
    "full", "reversed", "initials", "abbreviated", "surname", "first", "glued",
};

const char *names_reason_id(unsigned bit)
{
    return bit < NAME_REASONS ? reason_ids[bit] : NULL;
}

const char *names_form_id(NameForm form)
{
    return form < NAME_FORMS ? form_ids[form] : NULL;
}

NameIndex *names_new(const NamePerson *people, size_t count, GError **error)
{
    g_autoptr(NameIndex) index = g_new0(NameIndex, 1);
    Particle none = {0};
    Name nobody = {0};

    index->fold = fold_table_new();
    vocabulary_init(&index->vocabulary);
    index->items = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    index->names = g_array_new(FALSE, FALSE, sizeof(Name));
    index->tokens = g_array_new(FALSE, FALSE, sizeof(NameToken));
    index->particles = g_array_new(FALSE, FALSE, sizeof(Particle));
    g_array_append_val(index->particles, none);
    g_array_append_val(index->names, nobody);
    index->first_names = true;
    if (!known_words_load(&index->known, error) || !name_index_fill(index, people, count, error))
        return NULL;
    return g_steal_pointer(&index);
}

void names_free(NameIndex *index)
{
    if (index == NULL)
        return;
    fold_table_free(index->fold);
    vocabulary_clear(&index->vocabulary);
    g_array_free(index->items, TRUE);
    g_array_free(index->names, TRUE);
    g_array_free(index->tokens, TRUE);
    g_array_free(index->particles, TRUE);
    g_free(index->bearers);
    g_free(index->people);
    typo_table_clear(&index->typos);
    known_words_clear(&index->known);
    g_free(index);
}

void names_set_unlisted(NameIndex *index, bool reported)
{
    index->unlisted = reported;
}

void names_set_first_names(NameIndex *index, bool reported)
{
    index->first_names = reported;
}

static bool run_known(const void *user, uint64_t hash)
{
    const NameIndex *index = user;
    return vocabulary_probe(&index->vocabulary, hash) != 0;
}

static inline unsigned token_may_have_stem(const NameScan *scan, const Token *token)
{
    enum { STEM_LETTERS = 4 };
    unsigned plural = (scan->text[token->end - 1] | 0x20) == 's';
    return plural & (unsigned)(token->letters >= STEM_LETTERS);
}

/* "Bakkers" is known by "Bakker", unless it is a name itself. */
static uint32_t stem_probe(const NameScan *scan, Token *token, uint32_t word)
{
    const Vocabulary *vocabulary = &scan->index->vocabulary;

    if (word != 0 && (vocabulary_word(vocabulary, word)->kinds & (WORD_FIRST | WORD_SURNAME)))
        return word;
    uint64_t hash = token_stem(&scan->tokenizer, token);
    uint32_t stem = vocabulary_probe(vocabulary, hash);
    if (stem == 0 ||
        !(vocabulary_word(vocabulary, stem)->kinds & (WORD_FIRST | WORD_SURNAME | WORD_NAME)))
        return word;
    token->shape |= TOKEN_STEM;
    token->hash = hash;
    if (!(token->shape & TOKEN_MARKED))
        token->exact = (uint32_t)hash;
    return stem;
}

static void token_probe(const NameScan *scan, Token *token)
{
    const Vocabulary *vocabulary = &scan->index->vocabulary;

    if (token->shape & TOKEN_DIGITS)
        return;
    uint32_t word = vocabulary_probe(vocabulary, token->hash);
    if (token_may_have_stem(scan, token))
        word = stem_probe(scan, token, word);
    if (word == 0)
        return;
    token->word = word;
    token->kinds = vocabulary_word(vocabulary, word)->kinds;
}

/*
 * Which tokens of a text are known is as good as random, and a processor that guesses wrong loses
 * more than the question costs: those to be looked at are listed first, without a branch.
 */
static void window_fill(NameScan *scan)
{
    uint16_t wanted[SCAN_TOKENS];
    size_t count = 0, from = scan->count;

    scan->count +=
        tokens_fill(&scan->tokenizer, scan->tokens + scan->count, SCAN_TOKENS - scan->count);
    scan->ended = scan->count < SCAN_TOKENS;
    for (size_t i = from; i < scan->count; i++) {
        const Token *token = &scan->tokens[i];
        wanted[count] = (uint16_t)i;
        count += (unsigned)vocabulary_may_know(&scan->index->vocabulary, token->hash) |
                 token_may_have_stem(scan, token);
    }
    for (size_t i = 0; i < count; i++)
        token_probe(scan, &scan->tokens[wanted[i]]);
}

static void token_read(NameScan *scan, size_t at)
{
    const Token *token = &scan->tokens[at];

    if (token->kinds & WORD_SURNAME)
        surnames_at(scan, at);
    if (token->kinds & WORD_FIRST)
        firsts_at(scan, at);
    if ((!(token->kinds & WORD_SURNAME) || (token->shape & TOKEN_PART)) && glued_wanted(scan, at))
        glued_at(scan, at);
    if (token->letters == 1 && spaced_wanted(scan, at))
        spaced_at(scan, at);
}

/* Not 0: a gap like this stands inside of handles, addresses and slugs. */
static inline unsigned gap_is_tight(uint16_t gap)
{
    enum {
        MARKS = SEPARATOR_HASH | SEPARATOR_AT | SEPARATOR_UNDERSCORE | SEPARATOR_SLASH,
        JOINTS = SEPARATOR_DOT | SEPARATOR_HYPHEN,
    };
    return (gap & MARKS) | (unsigned)((gap & ~JOINTS) == 0);
}

/*
 * Lists what of tokens [from, to) may begin or hide a name, as token_read() would find. Plain words
 * of prose, nearly all, cannot, nor can a first name in small letters. No branch, as in
 * window_fill().
 */
G_STATIC_ASSERT((int)TOKEN_CAPITAL == (int)WORD_FIRST);
static size_t tokens_worth_reading(const NameScan *scan, size_t from, size_t to, uint16_t *worth)
{
    unsigned all = scan->carrier != CARRIER_PROSE;
    unsigned shapes = TOKEN_PART | (scan->index->unlisted ? TOKEN_CAPITAL : 0);
    unsigned before = from < to ? gap_is_tight(scan->tokens[from].before) : 0;
    size_t count = 0;

    for (size_t i = from; i < to; i++) {
        const Token *token = &scan->tokens[i];
        unsigned after = i + 1 < scan->count ? gap_is_tight(token[1].before) : 1;
        unsigned named = token->kinds & (WORD_SURNAME | (token->shape & TOKEN_CAPITAL));
        unsigned reasons = all | before | after | named | (token->shape & shapes);
        worth[count] = (uint16_t)i;
        count += (unsigned)(reasons != 0) | (unsigned)(token->letters == 1);
        before = after;
    }
    return count;
}

void names_find(const NameIndex *index, const char *text, size_t length, Carrier carrier,
                NameFound found, void *user)
{
    NameScan scan;
    uint16_t worth[SCAN_TOKENS];
    size_t next = 0;

    scan.index = index;
    scan.text = text;
    scan.length = length;
    scan.carrier = carrier;
    scan.count = 0;
    scan.ended = false;
    scan.found = g_array_new(FALSE, FALSE, sizeof(NameMatch));
    tokens_start(&scan.tokenizer, index->fold, text, length);
    scan.tokenizer.known = run_known;
    scan.tokenizer.user = index;
    do {
        window_fill(&scan);
        size_t last = scan.ended ? scan.count : scan.count - SCAN_AHEAD;
        size_t count = tokens_worth_reading(&scan, next, last, worth);
        for (size_t i = 0; i < count; i++) {
            token_read(&scan, worth[i]);
            if (index->unlisted && carrier != CARRIER_SLUG &&
                (carrier == CARRIER_NAME || (scan.tokens[worth[i]].shape & TOKEN_CAPITAL)))
                unlisted_at(&scan, worth[i]);
        }
        next = last;
        if (scan.found->len > 0)
            matches_settle(&scan, scan.ended ? SIZE_MAX : scan.tokens[last - SCAN_HOLD].start,
                           found, user);
        if (!scan.ended) {
            size_t drop = next - SCAN_BEHIND;
            memmove(scan.tokens, scan.tokens + drop, (scan.count - drop) * sizeof(Token));
            scan.count -= drop;
            next = SCAN_BEHIND;
        }
    } while (!scan.ended);
    g_array_free(scan.found, TRUE);
}

/* The stretches to be masked: merged where they overlap, each with the best match's person. */
static void mask_collect(const NameMatch *match, void *user)
{
    GArray *spans = user;
    NameMatch *last = spans->len ? &g_array_index(spans, NameMatch, spans->len - 1) : NULL;

    if (last == NULL || match->start >= last->end) {
        g_array_append_val(spans, *match);
        return;
    }
    last->end = MAX(last->end, match->end);
    if (match->tier < last->tier || (match->tier == last->tier && last->many)) {
        last->tier = match->tier;
        last->person = match->person;
        last->many = match->many;
    }
}

char *names_mask(const NameIndex *index, const char *text, Carrier carrier,
                 char *(*mask)(uint32_t person, void *user), void *user)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(NameMatch));
    GString *masked = g_string_new(NULL);
    size_t offset = 0;

    names_find(index, text, strlen(text), carrier, mask_collect, spans);
    for (guint i = 0; i < spans->len; i++) {
        const NameMatch *span = &g_array_index(spans, NameMatch, i);
        g_autofree char *instead = mask(span->many ? NAMES_MANY : span->person, user);
        g_string_append_len(masked, text + offset, (gssize)(span->start - offset));
        g_string_append(masked, instead);
        offset = span->end;
    }
    g_string_append(masked, text + offset);
    return g_string_free(masked, FALSE);
}
