/*
 * The tokeniser. Nearly all of a text is ASCII and takes the fast path, eight letters at a time;
 * everything else asks fold_read(). Which tokens are names, is decided in names.c and beyond.
 */
#include "detect/tokens.h"

#include <glib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What is known of a word while it is read. */
typedef struct {
    FoldHash hash;
    uint64_t exact; /* in use once something was folded away */
    size_t offset, end;
    size_t letters, uppers;
    char last;
    bool marked, first_upper, after_lower;
} WordState;

void tokens_start(Tokenizer *tokenizer, const FoldTable *table, const char *text, size_t length)
{
    *tokenizer = (Tokenizer){.table = table, .text = text, .length = length};
}

/* Passes over what is no letter and no digit. Returns the set of separators. */
static uint16_t separators_skip(Tokenizer *tokenizer)
{
    const uint8_t *classes = fold_byte_classes(tokenizer->table);
    const uint16_t *separators = fold_byte_separators(tokenizer->table);
    const char *text = tokenizer->text;
    size_t offset = tokenizer->offset;
    uint16_t before = offset == 0 ? SEPARATOR_STOP : 0;
    unsigned lines = 0;

    while (offset < tokenizer->length) {
        unsigned char byte = (unsigned char)text[offset];
        if (classes[byte] == FOLD_BYTE_SEPARATOR) {
            before |= separators[byte];
            lines += byte == '\n';
            offset++;
            continue;
        }
        if (classes[byte] != FOLD_BYTE_SLOW)
            break;
        FoldedCharacter c;
        fold_read(tokenizer->table, text, tokenizer->length, offset, &c);
        if (c.kind == FOLD_LETTER || c.kind == FOLD_DIGIT)
            break;
        before |= c.separator;
        offset = c.next;
    }
    tokenizer->offset = offset;
    return lines > 1 ? before | SEPARATOR_PARAGRAPH : before;
}

static void digits_read(Tokenizer *tokenizer, Token *token)
{
    FoldHash hash = FOLD_HASH_INIT;
    size_t digits = 0;
    FoldedCharacter c;

    while (tokenizer->offset < tokenizer->length) {
        fold_read(tokenizer->table, tokenizer->text, tokenizer->length, tokenizer->offset, &c);
        if (c.kind != FOLD_DIGIT)
            break;
        fold_hash_add(&hash, (unsigned char)c.letters[0]);
        digits++;
        tokenizer->offset = c.next;
    }
    token->end = tokenizer->offset;
    token->hash = fold_hash_end(&hash);
    token->exact = (uint32_t)token->hash;
    token->shape = TOKEN_DIGITS;
    token->letters = digits > 255 ? 255 : (uint8_t)digits;
}

static void mark_add(WordState *word, uint32_t mark)
{
    if (mark == 0 || (mark == 0x307 && word->last == 'i')) /* the dot of "İ" in two characters */
        return;
    if (!word->marked)
        word->exact = fold_hash_end(&word->hash);
    word->marked = true;
    word->exact = fold_hash_mix(word->exact ^ mark);
}

static void letter_add(WordState *word, char letter)
{
    fold_hash_add(&word->hash, (unsigned char)letter);
    if (word->marked)
        word->exact = fold_hash_block(word->exact, (unsigned char)letter);
    word->last = letter;
}

/* One character outside the fast loop. False: the word ends before it. */
static bool character_add(WordState *word, const FoldedCharacter *c, bool cut)
{
    if (c->kind == FOLD_NOTHING || c->kind == FOLD_MARK) {
        mark_add(word, c->mark);
        if (c->kind == FOLD_MARK)
            word->end = c->next;
        word->offset = c->next;
        return true;
    }
    if (c->kind != FOLD_LETTER || (cut && c->upper && word->after_lower))
        return false;
    if (word->letters == 0)
        word->first_upper = c->upper;
    for (size_t i = 0; i < c->count; i++)
        letter_add(word, c->letters[i]);
    mark_add(word, c->mark);
    word->letters++;
    word->uppers += c->upper;
    word->after_lower = !c->upper;
    word->offset = word->end = c->next;
    return true;
}

/* ASCII letters of a word in which nothing was folded away yet. */
static void ascii_add(WordState *word, const uint8_t *classes, const char *text, size_t limit)
{
    size_t offset = word->offset;
    size_t uppers = 0;

    while (offset < limit) {
        unsigned char byte = (unsigned char)text[offset];
        unsigned class = classes[byte];
        if (class != FOLD_BYTE_LOWER && class != FOLD_BYTE_UPPER)
            break;
        uppers += class == FOLD_BYTE_UPPER;
        fold_hash_add(&word->hash, byte | 0x20);
        offset++;
    }
    if (offset == word->offset)
        return;
    if (word->letters == 0)
        word->first_upper = classes[(unsigned char)text[word->offset]] == FOLD_BYTE_UPPER;
    word->letters += offset - word->offset;
    word->uppers += uppers;
    word->last = (char)(text[offset - 1] | 0x20);
    word->after_lower = classes[(unsigned char)text[offset - 1]] == FOLD_BYTE_LOWER;
    word->offset = word->end = offset;
}

/* Reads on in a run of letters; with `cut`, up to the first capital behind a small letter. */
static void word_continue(const Tokenizer *tokenizer, size_t limit, bool cut, WordState *word)
{
    const uint8_t *classes = fold_byte_classes(tokenizer->table);
    FoldedCharacter c;

    while (word->offset < limit) {
        if (!cut && !word->marked)
            ascii_add(word, classes, tokenizer->text, limit);
        if (word->offset >= limit)
            break;
        unsigned class = classes[(unsigned char)tokenizer->text[word->offset]];
        if (class == FOLD_BYTE_SEPARATOR || class == FOLD_BYTE_DIGIT)
            break;
        fold_read(tokenizer->table, tokenizer->text, limit, word->offset, &c);
        if (!character_add(word, &c, cut))
            break;
    }
}

static void word_read(const Tokenizer *tokenizer, size_t limit, bool cut, WordState *word)
{
    *word =
        (WordState){.hash = FOLD_HASH_INIT, .offset = tokenizer->offset, .end = tokenizer->offset};
    word_continue(tokenizer, limit, cut, word);
}

/* A line that ends in "Hoek-" or, with a soft hyphen, "Hoek", and goes on with "stra"; the offset
 * of what goes on, 0 for none. */
static size_t line_end_hyphen(const Tokenizer *tokenizer, const WordState *word)
{
    enum { INDENT_MAX = 16 };
    const char *text = tokenizer->text;
    size_t at = word->offset, end = MIN(tokenizer->length, word->offset + INDENT_MAX);

    if (at < end && text[at] == '-')
        at++;
    else if (word->offset == word->end) /* no soft hyphen was passed over */
        return 0;
    if (at < end && text[at] == '\r')
        at++;
    if (at >= end || text[at++] != '\n')
        return 0;
    while (at < end && text[at] == ' ')
        at++;
    return at < end && (g_ascii_islower(text[at]) || (unsigned char)text[at] >= 0xc3) ? at : 0;
}

/* The two halves of a word that was broken at the end of a line, where the whole is known. */
static void word_join(const Tokenizer *tokenizer, WordState *word)
{
    size_t next = line_end_hyphen(tokenizer, word);
    WordState whole = *word;

    if (next == 0 || tokenizer->known == NULL)
        return;
    whole.offset = next;
    word_continue(tokenizer, tokenizer->length, false, &whole);
    if (whole.uppers == word->uppers && whole.letters > word->letters &&
        tokenizer->known(tokenizer->user, fold_hash_end(&whole.hash)))
        *word = whole;
}

static void word_store(const WordState *word, Token *token)
{
    token->end = word->end;
    token->hash = fold_hash_end(&word->hash);
    token->exact = (uint32_t)(word->marked ? fold_hash_mix(word->exact) : token->hash);
    token->shape = (uint8_t)((word->first_upper ? TOKEN_CAPITAL : 0) |
                             (word->uppers == word->letters ? TOKEN_ALL_CAPS : 0) |
                             (word->marked ? TOKEN_MARKED : 0));
    token->letters = word->letters > 255 ? 255 : (uint8_t)word->letters;
}

static void letters_read(Tokenizer *tokenizer, Token *token)
{
    WordState word;
    bool cut = tokenizer->offset < tokenizer->parts_end;

    word_read(tokenizer, cut ? tokenizer->parts_end : tokenizer->length, cut, &word);
    if (!cut)
        word_join(tokenizer, &word);
    if (!cut && word.uppers > word.first_upper && word.uppers < word.letters &&
        !(tokenizer->known && tokenizer->known(tokenizer->user, fold_hash_end(&word.hash)))) {
        size_t whole = word.end;
        word_read(tokenizer, whole, true, &word);
        tokenizer->parts_end = whole;
        cut = word.end < whole;
    }
    tokenizer->offset = word.end;
    word_store(&word, token);
    if (cut)
        token->shape |= TOKEN_PART;
}

static bool token_read(Tokenizer *tokenizer, uint16_t before, Token *token)
{
    if (tokenizer->offset >= tokenizer->length)
        return false;
    memset(token, 0, sizeof *token);
    token->before = before;
    token->start = tokenizer->offset;
    unsigned char byte = (unsigned char)tokenizer->text[token->start];
    unsigned class = fold_byte_classes(tokenizer->table)[byte];
    FoldedCharacter c = {.kind = class == FOLD_BYTE_DIGIT ? FOLD_DIGIT : FOLD_LETTER};
    if (class == FOLD_BYTE_SLOW)
        fold_read(tokenizer->table, tokenizer->text, tokenizer->length, token->start, &c);
    if (c.kind == FOLD_DIGIT)
        digits_read(tokenizer, token);
    else
        letters_read(tokenizer, token);
    return true;
}

bool tokens_next(Tokenizer *tokenizer, Token *token)
{
    return token_read(tokenizer, separators_skip(tokenizer), token);
}

#ifdef __SSE2__
/* Sixteen bytes of a word: how many letters it begins with, which of them are capitals, and all in
 * small letters with zeros behind the last. */
typedef struct {
    uint64_t lower[2];
    unsigned count;
    uint32_t uppers;
} Sixteen;

static inline Sixteen sixteen_read(const char *text)
{
    static const uint8_t keep[32] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    Sixteen sixteen;
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i above = _mm_sub_epi8(lower, _mm_set1_epi8('a'));
    __m128i letters = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(25)), above);
    uint32_t mask = (uint32_t)_mm_movemask_epi8(letters);
    /* Bit 5 of each byte, moved to where movemask looks. */
    uint32_t small = (uint32_t)_mm_movemask_epi8(_mm_slli_epi16(bytes, 2));

    sixteen.count = (unsigned)__builtin_ctz(~mask);
    sixteen.uppers = ~small & ((1u << sixteen.count) - 1);
    const void *kept = keep + 16 - sixteen.count;
    lower = _mm_and_si128(lower, _mm_loadu_si128(kept));
    _mm_storeu_si128((__m128i *)(void *)sixteen.lower, lower);
    return sixteen;
}
#endif

/* What is known of a word of ASCII letters: shape and hash. */
static inline void token_write(Token *token, size_t start, size_t count, uint16_t before,
                               uint64_t hash, bool capital, bool all_upper)
{
    *token = (Token){
        .start = start,
        .end = start + count,
        .hash = fold_hash_mix(hash),
        .before = before,
        .shape = (uint8_t)((capital ? TOKEN_CAPITAL : 0) | (all_upper ? TOKEN_ALL_CAPS : 0)),
        .letters = count > 255 ? 255 : (uint8_t)count,
    };
    token->exact = (uint32_t)token->hash;
}

/* Does something stand behind the word that only the slow path reads? */
static inline bool word_goes_on(const Tokenizer *tokenizer, size_t end)
{
    const char *text = tokenizer->text;

    if (end >= tokenizer->length)
        return false;
    if (text[end] == '-') /* perhaps broken at the end of a line */
        return end + 1 < tokenizer->length && (text[end + 1] == '\n' || text[end + 1] == '\r');
    return fold_byte_classes(tokenizer->table)[(unsigned char)text[end]] == FOLD_BYTE_SLOW;
}

/*
 * The high bit of each byte that is an ASCII letter. `lower` is the block with bit 5 set in every
 * byte: of all bytes below 0x80 only letters then lie between "a" and "z".
 */
static inline uint64_t block_letters(uint64_t block, uint64_t lower)
{
    enum { HIGH = 0x80 };
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t seven = lower & (ones * 0x7f);
    uint64_t from_a = seven + ones * (HIGH - 'a');
    uint64_t beyond_z = seven + ones * (HIGH - 'z' - 1);

    return from_a & ~beyond_z & ~block & (ones * HIGH);
}

/* What the fast path gathers of a word, block by block. */
typedef struct {
    uint64_t hash;
    uint64_t later_uppers; /* not 0: a capital behind the first letter */
    size_t offset;
    bool all_upper;
} FastWord;

/* Adds the letters of one block. Returns how many there were. */
static inline unsigned block_add(FastWord *word, const char *text, bool first)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t block;

    memcpy(&block, text + word->offset, sizeof block);
    block = GUINT64_FROM_LE(block);
    uint64_t lower = block | ones * 0x20;
    uint64_t others = ~block_letters(block, lower) & (ones * 0x80);
    unsigned letters = others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
    if (letters == 0)
        return 0;
    uint64_t mask = letters == 8 ? UINT64_MAX : (UINT64_C(1) << (8 * letters)) - 1;
    uint64_t uppers = ~block & (ones * 0x20) & mask;
    word->all_upper &= uppers == (ones * 0x20 & mask);
    word->later_uppers |= first ? uppers & ~UINT64_C(0xff) : uppers;
    word->hash = fold_hash_block(word->hash, lower & mask);
    word->offset += letters;
    return letters;
}

/* One word of ASCII letters at the tokeniser's offset. False: the slow path must read it. */
static bool word_long(Tokenizer *tokenizer, uint16_t before, Token *token)
{
    const char *text = tokenizer->text;
    size_t start = tokenizer->offset;
    FastWord word = {.hash = ((FoldHash)FOLD_HASH_INIT).hash, .offset = start, .all_upper = true};

    do {
        if (word.offset + 8 > tokenizer->length)
            return false;
    } while (block_add(&word, text, word.offset == start) == 8);
    if (word.offset == start || (word.later_uppers && !word.all_upper) ||
        word_goes_on(tokenizer, word.offset))
        return false;
    token_write(token, start, word.offset - start, before, word.hash, !(text[start] & 0x20),
                word.all_upper);
    tokenizer->offset = word.offset;
    return true;
}

static inline bool word_fast(Tokenizer *tokenizer, uint16_t before, Token *token)
{
#ifdef __SSE2__
    const char *text = tokenizer->text;
    size_t start = tokenizer->offset;

    if (start + 16 <= tokenizer->length) {
        Sixteen word = sixteen_read(text + start);
        if (word.count < 16) {
            bool all_upper = word.uppers == (1u << word.count) - 1;
            if (word.count == 0 || ((word.uppers & ~1u) && !all_upper) ||
                word_goes_on(tokenizer, start + word.count))
                return false;
            uint64_t hash = fold_hash_block(((FoldHash)FOLD_HASH_INIT).hash, word.lower[0]);
            uint64_t both = fold_hash_block(hash, word.lower[1]);
            token_write(token, start, word.count, before, word.count > 8 ? both : hash,
                        word.uppers & 1, all_upper);
            tokenizer->offset = start + word.count;
            return true;
        }
    }
#endif
    return word_long(tokenizer, before, token);
}

size_t tokens_fill(Tokenizer *tokenizer, Token *tokens, size_t max)
{
    size_t count = 0;

    while (count < max) {
        const char *text = tokenizer->text + tokenizer->offset;
        /* Most words stand behind one space. */
        if (tokenizer->offset > 0 && tokenizer->offset + 1 < tokenizer->length && text[0] == ' ') {
            tokenizer->offset++;
            if (word_fast(tokenizer, SEPARATOR_SPACE, &tokens[count])) {
                count++;
                continue;
            }
            tokenizer->offset--;
        }
        uint16_t before = separators_skip(tokenizer);
        bool cut = tokenizer->offset < tokenizer->parts_end;
        if (!cut && word_fast(tokenizer, before, &tokens[count])) {
            count++;
            continue;
        }
        if (!token_read(tokenizer, before, &tokens[count]))
            break;
        count++;
    }
    return count;
}

uint64_t token_stem(const Tokenizer *tokenizer, const Token *token)
{
    FoldHash state = FOLD_HASH_INIT;
    FoldedCharacter c;
    char last = 0;

    if (!(token->shape & TOKEN_MARKED) && token->end - token->start == token->letters) {
        for (size_t i = token->start; i + 1 < token->end; i++)
            fold_hash_add(&state, (unsigned char)tokenizer->text[i] | 0x20);
        return fold_hash_end(&state);
    }
    for (size_t offset = token->start; offset < token->end; offset = c.next) {
        fold_read(tokenizer->table, tokenizer->text, token->end, offset, &c);
        for (size_t i = 0; c.kind == FOLD_LETTER && i < c.count; i++) {
            if (last)
                fold_hash_add(&state, (unsigned char)last);
            last = c.letters[i];
        }
    }
    return fold_hash_end(&state);
}
