/*
 * Holds the words of one name of the register against the tokens at one place: the words
 * themselves, particles in all their spellings, initials. What a fit is worth, is decided in
 * names_surname.c and names_first.c.
 */
#include "detect/name_scan.h"

#include <string.h>

/* "in het Veld" is "in 't Veld". */
static bool article_same(const char *written, size_t length, const char *own, size_t own_length)
{
    return (length == 3 && own_length == 1 && memcmp(written, "het", 3) == 0 && *own == 't') ||
           (length == 1 && own_length == 3 && memcmp(own, "het", 3) == 0 && *written == 't');
}

/* One written word against the particle from word `*at` on: whole words or first letters. */
static bool particle_word(const NameIndex *index, const Particle *particle, uint32_t word,
                          size_t *at, bool *shortened)
{
    const Word *written = vocabulary_word(&index->vocabulary, word);
    written = vocabulary_word(&index->vocabulary, written->canon);
    const char *letters = index->vocabulary.texts->str + written->text;
    size_t used = 0;

    while (used < written->length) {
        if (*at == particle->count)
            return false;
        const Word *own = vocabulary_word(&index->vocabulary, particle->words[*at]);
        const char *own_letters = index->vocabulary.texts->str + own->text;
        if (used == 0 && article_same(letters, written->length, own_letters, own->length)) {
            used = written->length;
        } else if (written->length - used >= own->length &&
                   memcmp(letters + used, own_letters, own->length) == 0 &&
                   (own->length > 1 || used > 0 || written->length == 1)) {
            used += own->length;
        } else if (letters[used] != own_letters[0]) {
            return false;
        } else {
            *shortened = true;
            used = own->length == 1 && used == 0 ? written->length : used + 1;
        }
        ++*at;
    }
    return true;
}

static bool particle_spelled(const NameScan *scan, const Particle *particle, size_t from,
                             size_t count, bool *shortened)
{
    size_t at = 0;

    *shortened = false;
    for (size_t i = from; i < from + count; i++) {
        const Token *token = &scan->tokens[i];
        if (!(token->kinds & WORD_PARTICLE) || (i > from && (token->before & ~JOIN_PARTICLE)))
            return false;
        if (!particle_word(scan->index, particle, token->word, &at, shortened))
            return false;
    }
    return at == particle->count;
}

size_t particle_match(const NameScan *scan, uint32_t particle, size_t at, bool *shortened)
{
    const Particle *entry = &g_array_index(scan->index->particles, Particle, particle);

    for (size_t count = 1; count <= entry->count && at + count <= scan->count; count++)
        if (particle_spelled(scan, entry, at, count, shortened))
            return count;
    return 0;
}

size_t particle_before(const NameScan *scan, uint32_t particle, size_t end, bool *shortened)
{
    const Particle *entry = &g_array_index(scan->index->particles, Particle, particle);

    if (scan->tokens[end].before & ~JOIN_PARTICLE)
        return 0;
    for (size_t count = 1; count <= entry->count && count <= end; count++)
        if (particle_spelled(scan, entry, end - count, count, shortened))
            return count;
    return 0;
}

static bool word_match(const NameScan *scan, const Token *token, const NameToken *own, bool last,
                       uint32_t *reasons)
{
    const Vocabulary *vocabulary = &scan->index->vocabulary;

    if (token->word == 0 || ((token->shape & TOKEN_STEM) && !last))
        return false;
    if (token->word != own->word) {
        if (vocabulary_word(vocabulary, token->word)->canon !=
            vocabulary_word(vocabulary, own->word)->canon)
            return false;
        bool y = memchr(vocabulary_text(vocabulary, token->word), 'y',
                        vocabulary_word(vocabulary, token->word)->length) ||
                 memchr(vocabulary_text(vocabulary, own->word), 'y',
                        vocabulary_word(vocabulary, own->word)->length);
        *reasons |= y ? REASON_IJ_Y : REASON_FOLDED;
    } else if (token->exact != own->exact) {
        *reasons |= REASON_FOLDED;
    }
    if (token->shape & TOKEN_STEM)
        *reasons |= REASON_POSSESSIVE;
    return true;
}

size_t name_match(const NameScan *scan, const Name *name, size_t at, uint32_t *reasons)
{
    const NameToken *own = index_tokens(scan->index, name);
    size_t next = at;
    bool shortened;

    for (size_t i = 0; i < name->count; i++) {
        if (next >= scan->count)
            return 0;
        if (i > 0 && (scan->tokens[next].before & ~JOIN_PARTICLE))
            return 0;
        if (own[i].word & NAME_TOKEN_PARTICLE) {
            size_t count =
                particle_match(scan, own[i].word & ~NAME_TOKEN_PARTICLE, next, &shortened);
            if (count == 0)
                return 0;
            next += count;
        } else if (!word_match(scan, &scan->tokens[next], &own[i], i + 1u == name->count,
                               reasons)) {
            return 0;
        } else {
            next++;
        }
    }
    return next - at;
}

/* "foto-s-bakker" and "in-t-veld" have none; what begins a file's name ("s-bakker") is one. */
static bool slug_initial(const NameScan *scan, size_t at)
{
    if (scan->carrier != CARRIER_SLUG || !g_ascii_isalpha(scan->text[scan->tokens[at].start]))
        return false;
    return at == 0 || scan->tokens[at - 1].letters == 1 ||
           (scan->tokens[at - 1].shape & TOKEN_DIGITS) ||
           !(scan->tokens[at].before & SEPARATOR_HYPHEN);
}

/* One letter before a surname: "V. Bakker", "b.bakker@" have an initial, "v. Bakker" a particle. */
static bool letter_is_initial(const NameScan *scan, size_t at)
{
    return scan->tokens[at].letters == 1 &&
           ((scan->tokens[at].shape & TOKEN_CAPITAL) ||
            scan->tokens[at + 1].before == SEPARATOR_DOT || slug_initial(scan, at));
}

/* "Ben Visser": a particle by its letters, but somebody's first name. */
static bool particle_is_first(const NameScan *scan, size_t at)
{
    return (scan->tokens[at].kinds & WORD_FIRST) &&
           ((scan->tokens[at].shape & TOKEN_CAPITAL) || token_caseless(scan, at));
}

/* The particle that stands before the base where the own one does not. */
static void particle_other(const NameScan *scan, SurnameReading *reading)
{
    const Name *name = reading->name;
    size_t left = reading->base;

    while (left > 0 && reading->base - left < 4 && (scan->tokens[left - 1].kinds & WORD_PARTICLE) &&
           !(scan->tokens[left].before & ~JOIN_PARTICLE) && !letter_is_initial(scan, left - 1) &&
           !particle_is_first(scan, left - 1))
        left--;
    reading->left = left;
    if (left == reading->base) {
        reading->particle = name->particle ? PARTICLE_MISSING : PARTICLE_NONE;
        return;
    }
    reading->particle = PARTICLE_OTHER;
    if (name->particle != 0) {
        const Particle *own = &g_array_index(scan->index->particles, Particle, name->particle);
        reading->close =
            own->count > 1 && own->words[0] == scan->tokens[left].word && reading->base - left > 1;
    }
}

/* "Jurre;van;Rooijen", "Tussenvoegsel: van": the particle in a cell of its own. */
static size_t particle_cell(const NameScan *scan, uint32_t particle, size_t end, bool *shortened)
{
    const Particle *entry = &g_array_index(scan->index->particles, Particle, particle);
    size_t at = end;

    while (at > 0 && (scan->tokens[at - 1].kinds & WORD_LABEL))
        at--;
    if (at == end && !(scan->tokens[end].before & (SEPARATOR_COMMA | SEPARATOR_NEWLINE)))
        return 0;
    for (size_t count = 1; count <= entry->count && count <= at; count++)
        if (particle_spelled(scan, entry, at - count, count, shortened) &&
            (at < end || (scan->tokens[at - count].before & (SEPARATOR_COMMA | SEPARATOR_NEWLINE))))
            return end - at + count;
    return 0;
}

static void particle_place(const NameScan *scan, SurnameReading *reading)
{
    bool shortened = false;
    size_t count = 0;

    if (reading->name->particle != 0)
        count = particle_before(scan, reading->name->particle, reading->base, &shortened);
    if (reading->name->particle != 0 && count == 0)
        count = particle_cell(scan, reading->name->particle, reading->base, &shortened);
    if (count > 0) {
        reading->start = reading->left = reading->base - count;
        reading->particle = shortened ? PARTICLE_SHORT : PARTICLE_OWN;
        return;
    }
    particle_other(scan, reading);
    if (reading->name->particle == 0 || reading->end >= scan->count)
        return;
    /* "Meulen, van der" and "Meulen (van der)" */
    if (scan->tokens[reading->end].before & ~(JOIN_PARTICLE | SEPARATOR_COMMA | SEPARATOR_OTHER))
        return;
    count = particle_match(scan, reading->name->particle, reading->end, &shortened);
    if (count == 0)
        return;
    reading->tail = reading->end + count;
    reading->particle = shortened ? PARTICLE_SHORT : PARTICLE_OWN;
    reading->left = reading->start;
}

bool surname_read(const NameScan *scan, size_t at, uint32_t item, SurnameReading *reading)
{
    const Token *token = &scan->tokens[at];
    const Name *name = index_name(scan->index, ITEM_NAME(item));

    *reading = (SurnameReading){.name = name, .start = at, .base = at, .left = at};
    if (ITEM_KIND(item) == ITEM_SURNAME_GLUED) {
        reading->end = reading->tail = at + 1;
        reading->particle = name->particle ? PARTICLE_OWN : PARTICLE_NONE;
        reading->reasons = REASON_GLUED | (token->shape & TOKEN_STEM ? REASON_POSSESSIVE : 0);
    } else if (ITEM_KIND(item) == ITEM_SURNAME) {
        size_t count = name_match(scan, name, at, &reading->reasons);
        if (count == 0)
            return false;
        reading->end = reading->tail = at + count;
        particle_place(scan, reading);
    } else {
        return false;
    }
    reading->capital = (token->shape & TOKEN_CAPITAL) || token_caseless(scan, at);
    return true;
}

/* "Th.", "IJ.": more letters that are one initial. */
static bool initial_digraph(const NameScan *scan, const Token *token)
{
    static const char *const digraphs[] = {"th", "ch", "chr", "ph", "ij", "sj", "tj", "fr", "st"};
    char letters[4] = {0};

    if (token->letters < 1 || token->letters > 3)
        return false;
    fold_letters(scan->index->fold, scan->text, token->start, token->end, letters, NULL, 3);
    for (size_t i = 0; i < G_N_ELEMENTS(digraphs); i++)
        if (strcmp(letters, digraphs[i]) == 0)
            return true;
    return false;
}

/* "7B Bakker": the letter is the class's. */
static bool token_of_class(const NameScan *scan, size_t at)
{
    return at > 0 && scan->tokens[at].before == 0 && (scan->tokens[at - 1].shape & TOKEN_DIGITS);
}

/* "WOLKEN EN REGEN": a word among others in capitals is no row of initials. */
static bool token_word_in_capitals(const NameScan *scan, size_t at)
{
    const Token *token = &scan->tokens[at], *next = token + 1;

    if (at + 1 >= scan->count || token->letters < 2 || next->letters < 2 ||
        !(token->shape & next->shape & TOKEN_ALL_CAPS) || (next->before & SEPARATOR_DOT))
        return false;
    return (token->kinds & (WORD_JOINING | WORD_PARTICLE)) ||
           (token->letters > 2 && known_word(&scan->index->known, KNOWN_ORDINARY, token->hash));
}

/* Is the token one initial, or ("SA") several? */
static bool token_initial(const NameScan *scan, size_t at)
{
    const Token *token = &scan->tokens[at];
    uint16_t after = at + 1 < scan->count ? scan->tokens[at + 1].before : 0;

    if ((token->shape & (TOKEN_DIGITS | TOKEN_STEM)) || token->letters > 4 ||
        token_of_class(scan, at) || token_word_in_capitals(scan, at))
        return false;
    if (scan->carrier == CARRIER_PROSE && !(token->shape & TOKEN_CAPITAL) &&
        !token_caseless(scan, at) && !(after & SEPARATOR_AT) && after != SEPARATOR_DOT)
        return false;
    if (token->letters == 1)
        return true;
    if (initial_digraph(scan, token) &&
        ((after & SEPARATOR_DOT) || at + 1 == scan->count || (token->shape & TOKEN_CAPITAL)))
        return true;
    return (token->shape & TOKEN_ALL_CAPS) && token->letters <= 4 && !(token->kinds & WORD_TITLE);
}

size_t initials_before(const NameScan *scan, size_t end)
{
    size_t count = 0;

    while (count < 5 && count < end && token_initial(scan, end - count - 1) &&
           !(scan->tokens[end - count].before & ~(JOIN_NAME | SEPARATOR_DOT)))
        count++;
    return count;
}

size_t initials_after(const NameScan *scan, size_t start)
{
    size_t count = 0;

    while (count < 5 && start + count < scan->count && token_initial(scan, start + count) &&
           (scan->tokens[start + count].shape & TOKEN_CAPITAL) &&
           !(scan->tokens[start + count].before &
             ~(JOIN_NAME | SEPARATOR_DOT | (count == 0 ? SEPARATOR_COMMA : 0))))
        count++;
    return count;
}

/* The first initial: of the name in use, or of the official names; of two letters: both. */
static bool initial_first(const char *letters, size_t length, const PersonEntry *person,
                          bool *official)
{
    *official = person->initials[0] == letters[0];
    for (size_t i = 0; i < 2; i++)
        if (memcmp(person->prefixes[i], letters, MIN(length, 3)) == 0)
            return true;
    return *official;
}

bool initials_fit(const NameScan *scan, size_t from, size_t count, const PersonEntry *person)
{
    size_t at = 0;
    bool official = false;

    for (size_t i = from; i < from + count; i++) {
        const Token *token = &scan->tokens[i];
        char letters[5] = {0};
        size_t length =
            fold_letters(scan->index->fold, scan->text, token->start, token->end, letters, NULL, 4);
        if (length == 0)
            return false;
        bool several = length > 1 && !initial_digraph(scan, token);
        if (at == 0 && !initial_first(letters, several ? 1 : length, person, &official))
            return false;
        size_t steps = several ? length : 1;
        for (size_t step = 0; step < steps; step++, at++) {
            bool known =
                at > 0 && official && at < sizeof person->initials && person->initials[1] != '\0';
            if (known && person->initials[at] != letters[step])
                return false;
        }
    }
    return at > 0;
}

void names_common(const NameIndex *index, const Name *first, const Name *surname,
                  void (*both)(uint32_t first_bearer, uint32_t surname_bearer, void *user),
                  void *user)
{
    const uint32_t *a = index_bearers(index, first), *b = index_bearers(index, surname);
    size_t i = 0, j = 0, a_count = first->bearer_count, b_count = surname->bearer_count;

    while (i < a_count && j < b_count) {
        uint32_t x = BEARER_PERSON(a[i]), y = BEARER_PERSON(b[j]);
        if (x == y) {
            both(a[i++], b[j++], user);
        } else if (x < y) {
            /* Gallop: one list is often far longer than the other. */
            size_t step = 1;
            while (i + step < a_count && BEARER_PERSON(a[i + step]) < y)
                i += step, step *= 2;
            i++;
        } else {
            size_t step = 1;
            while (j + step < b_count && BEARER_PERSON(b[j + step]) < x)
                j += step, step *= 2;
            j++;
        }
    }
}

static void bearer_note(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    (void)first_bearer;
    (void)surname_bearer;
    *(bool *)user = true;
}

bool names_pair(const NameIndex *index, const Name *first, const Token *surname)
{
    bool pair = false;

    if (!(surname->kinds & WORD_SURNAME))
        return false;
    const Word *word = vocabulary_word(&index->vocabulary, surname->word);
    word = vocabulary_word(&index->vocabulary, word->canon);
    for (uint32_t i = 0; i < word->item_count && !pair; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        if (ITEM_KIND(item) == ITEM_SURNAME)
            names_common(index, first, index_name(index, ITEM_NAME(item)), bearer_note, &pair);
    }
    return pair;
}
