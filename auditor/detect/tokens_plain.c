/*
 * Plain words, sixty-four bytes at a time: which bytes are letters, capitals, or hard to read is
 * laid down in one bit a byte; where words begin and end are then the edges between the bits.
 */
#include "detect/tokens_plain.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK_BYTES = 64, BLOCK_READABLE = BLOCK_BYTES + PLAIN_LETTERS_MAX };

/* Of each byte of a block one bit, the first byte's lowest. */
typedef struct {
    uint64_t letters, capitals;
    uint64_t hard; /* neither an ASCII letter nor a plain separator */
} BlockBits;

#ifdef __SSE2__
static inline __m128i bytes_between(__m128i bytes, char first, char last)
{
    __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(last - first))), above);
}

static inline BlockBits block_bits(const FoldTable *table, const char *block)
{
    BlockBits bits = {0};

    (void)table;
    for (unsigned i = 0; i < BLOCK_BYTES; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + i));
        __m128i letters = bytes_between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
        /* The escapes "&" and "%", "\\" and "<"; bytes from 0x80 on have the high bit themselves.
         */
        __m128i hard = _mm_or_si128(bytes_between(bytes, '%', '&'), bytes_between(bytes, '0', '9'));
        hard = _mm_or_si128(hard, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('<')));
        hard = _mm_or_si128(hard, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
        hard = _mm_or_si128(hard, bytes);
        /* Bit 5 tells the case; moved to where movemask looks. */
        __m128i capitals = _mm_andnot_si128(_mm_slli_epi16(bytes, 2), letters);
        bits.letters |= (uint64_t)(uint32_t)_mm_movemask_epi8(letters) << i;
        bits.capitals |= (uint64_t)(uint32_t)_mm_movemask_epi8(capitals) << i;
        bits.hard |= (uint64_t)(uint32_t)_mm_movemask_epi8(hard) << i;
    }
    return bits;
}
#else
static inline BlockBits block_bits(const FoldTable *table, const char *block)
{
    const uint8_t *classes = fold_byte_classes(table);
    BlockBits bits = {0};

    for (unsigned i = 0; i < BLOCK_BYTES; i++) {
        unsigned class = classes[(unsigned char)block[i]];
        uint64_t capital = class == FOLD_BYTE_UPPER;
        bits.letters |= (uint64_t)(class == FOLD_BYTE_LOWER) << i | capital << i;
        bits.capitals |= capital << i;
        bits.hard |= (uint64_t)(class == FOLD_BYTE_DIGIT || class == FOLD_BYTE_SLOW) << i;
    }
    return bits;
}
#endif

/* Where the search stands. Offsets are of the text; `block` may be a copy of a piece of it. */
typedef struct {
    const uint16_t *separators;
    const char *block;
    size_t offset;     /* of the block */
    size_t behind;     /* the word before */
    size_t start;      /* of a word that the block before did not end */
    uint64_t open;     /* 1: there is such a word */
    uint64_t capitals; /* of the block before */
    Token *token;      /* where the next is written */
    const Token *full;
} BlockState;

/* The separators before a word, however many; `first`: at the start of the text. */
static uint16_t gap_read(const uint16_t *separators, const char *gap, size_t length, bool first)
{
    uint16_t before = first ? SEPARATOR_STOP : 0;
    unsigned lines = 0;

    for (size_t i = 0; i < length; i++) {
        before |= separators[(unsigned char)gap[i]];
        lines += gap[i] == '\n';
    }
    return lines > 1 ? before | SEPARATOR_PARAGRAPH : before;
}

/* One or two separators, but for line breaks, without a branch; all others by gap_read(). */
static inline uint16_t gap_short(const uint16_t *separators, const char *gap, size_t length,
                                 bool first)
{
    if (length - 1 > 1 || *gap == '\n' || first)
        return gap_read(separators, gap, length, first);
    return separators[(unsigned char)gap[0]] | separators[(unsigned char)gap[length - 1]];
}

/* Behind a word: may it be the first half of one? */
static inline bool word_is_broken(const char *end, uint64_t capitals)
{
    return end[1] == '\n' || end[1] == '\r' || (capitals == 1 && !g_ascii_isupper(end[1]));
}

/* Can nothing but the slow path read the word? `capitals`: one bit a letter, as in `whole`. */
static inline bool word_is_hard(const char *end, uint64_t capitals, uint64_t whole)
{
    return (capitals > 1 && capitals != whole) || (*end == '-' && word_is_broken(end, capitals));
}

/* The capitals of a word that begins in the block before, from its first letter on. A word that
 * begins before that is too long anyway. */
static inline uint64_t capitals_across(uint64_t before, uint64_t here, ptrdiff_t start)
{
    return start > -BLOCK_BYTES ? before >> (BLOCK_BYTES + start) | here << -start : 0;
}

/* The words that end in one block. False: what comes next is for the slow path, or tokens are full.
 */
static bool block_read(BlockState *state, const BlockBits *bits)
{
    const char *block = state->block;
    const uint16_t *separators = state->separators;
    const size_t offset = state->offset;
    size_t behind = state->behind;
    uint64_t before = bits->letters << 1 | state->open, capitals = bits->capitals;
    uint64_t starts = bits->letters & ~before, ends = before & ~bits->letters;
    uint64_t upper = capitals;
    ptrdiff_t start = (ptrdiff_t)(state->start - offset);
    Token *token = state->token;

    if (bits->hard != 0)
        ends &= (bits->hard & -bits->hard) - 1; /* only what ends before the first of them */
    if (state->open) {
        upper = capitals_across(state->capitals, capitals, start);
    } else if (starts != 0) {
        start = __builtin_ctzll(starts);
        upper = capitals >> start;
        starts &= starts - 1;
    }
    while (ends != 0) {
        ptrdiff_t end = __builtin_ctzll(ends);
        size_t letters = (size_t)(end - start);
        if (letters > PLAIN_LETTERS_MAX || token == state->full)
            break;
        uint64_t whole = (UINT64_C(1) << letters) - 1;
        upper &= whole;
        if (word_is_hard(block + end, upper, whole))
            break;
        uint64_t hash = plain_hash(block + start, letters);
        size_t gap = offset + (size_t)start - behind;
        *token++ = (Token){
            .start = offset + (size_t)start,
            .end = offset + (size_t)end,
            .hash = hash,
            .exact = (uint32_t)hash,
            .before = gap_short(separators, block + start - gap, gap, behind == 0),
            .shape = (uint8_t)(TOKEN_CAPITAL * (upper & 1) |
                               TOKEN_ALL_CAPS * (unsigned)(upper == whole)),
            .letters = (uint8_t)letters,
        };
        behind = offset + (size_t)end;
        ends &= ends - 1;
        start = __builtin_ctzll(starts | UINT64_C(1) << (BLOCK_BYTES - 1));
        upper = capitals >> start;
        starts &= starts - 1;
    }
    state->token = token;
    state->behind = behind;
    state->start = offset + (size_t)start;
    state->open = bits->letters >> (BLOCK_BYTES - 1);
    state->capitals = capitals;
    return ends == 0 && bits->hard == 0;
}

/* Whole blocks, as long as they and what is read behind them lie in the text; then its end, with
 * blanks behind it. */
size_t tokens_plain(Tokenizer *tokenizer, Token *tokens, size_t max)
{
    char last[BLOCK_READABLE];
    BlockState state = {.separators = fold_byte_separators(tokenizer->table),
                        .offset = tokenizer->offset,
                        .behind = tokenizer->offset,
                        .token = tokens,
                        .full = tokens + max};
    BlockBits bits;
    bool more = true;

    for (; more && state.offset + BLOCK_READABLE <= tokenizer->length;
         state.offset += BLOCK_BYTES) {
        state.block = tokenizer->text + state.offset;
        bits = block_bits(tokenizer->table, state.block);
        more = block_read(&state, &bits);
    }
    if (more && state.behind < tokenizer->length) {
        state.offset = state.behind;
        state.open = 0;
        size_t left = MIN(tokenizer->length - state.offset, sizeof last);
        memset(last, ' ', sizeof last);
        memcpy(last, tokenizer->text + state.offset, left);
        state.block = last;
        bits = block_bits(tokenizer->table, last);
        block_read(&state, &bits);
    }
    tokenizer->offset = state.behind;
    return (size_t)(state.token - tokens);
}
