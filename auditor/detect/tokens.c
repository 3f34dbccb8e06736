/*
 * The tokeniser, one character at a time by fold_read(). Plain words of ASCII letters, nearly all
 * of a text, do not come here: see tokens_plain.c. Which tokens are names, is decided in names.c
 * and beyond.
 */
#include "detect/tokens.h"

#include "detect/tokens_plain.h"

#include <glib.h>
#include <string.h>

/* What is known of a word while it is read. */
typedef struct {
    FoldHash hash;
    uint64_t exact; /* in use once something was folded away */
    size_t offset, end;
    size_t letters, uppers;
    char last;
    bool marked, first_upper, after_lower;
    bool solid; /* of a script that stands next to others without a blank */
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

/* Chinese, Japanese or Thai have no blanks, and the little words of Arabic, Hebrew and Korean none
 * before or behind a name in our letters. */
static bool is_solid(const FoldedCharacter *c)
{
    static const gunichar ranges[][2] = {{0x0590, 0x109f}, {0x1100, 0x11ff},  {0x1780, 0x18af},
                                         {0x2e80, 0xd7ff}, {0xf900, 0xfaff},  {0xfb1d, 0xfefc},
                                         {0xff66, 0xffdc}, {0x20000, 0x3ffff}};
    gunichar character = g_utf8_get_char(c->letters);

    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (character >= ranges[i][0] && character <= ranges[i][1])
            return true;
    return false;
}

/* One character outside the fast loop. False: the word ends before it. */
static bool character_add(WordState *word, const FoldedCharacter *c, bool cut)
{
    bool solid = c->kind == FOLD_LETTER && is_solid(c);

    if (c->kind == FOLD_NOTHING || c->kind == FOLD_MARK) {
        mark_add(word, c->mark);
        if (c->kind == FOLD_MARK)
            word->end = c->next;
        word->offset = c->next;
        return true;
    }
    if (c->kind != FOLD_LETTER || (cut && c->upper && word->after_lower) ||
        (word->letters > 0 && solid != word->solid))
        return false;
    word->solid = solid;
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
        if (!cut && !word->marked && !word->solid)
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

enum { INDENT_MAX = 16 };

/* The offset behind a hyphen that stands at once behind the word; 0 for none. */
static size_t hyphen_behind(const Tokenizer *tokenizer, const WordState *word)
{
    const char *text = tokenizer->text;
    size_t at = word->offset;

    if (at < tokenizer->length && text[at] == '-')
        return at + 1;
    return at + 3 <= tokenizer->length && memcmp(text + at, "\xe2\x80\x90", 3) == 0 ? at + 3 : 0;
}

/* Where a word goes on in a small letter, behind blanks; 0: it does not. */
static size_t goes_on(const Tokenizer *tokenizer, size_t at)
{
    const char *text = tokenizer->text;
    size_t end = MIN(tokenizer->length, at + INDENT_MAX);

    while (at < end && text[at] == ' ')
        at++;
    return at < end && (g_ascii_islower(text[at]) || (unsigned char)text[at] >= 0xc3) ? at : 0;
}

/* A line that ends in "Hoek-" or, with a soft hyphen, "Hoek", and goes on with "stra"; the offset
 * of what goes on, 0 for none. */
static size_t line_end_hyphen(const Tokenizer *tokenizer, const WordState *word)
{
    const char *text = tokenizer->text;
    size_t at = hyphen_behind(tokenizer, word);

    if (at == 0 && word->offset == word->end) /* no soft hyphen was passed over */
        return 0;
    if (at == 0)
        at = word->offset;
    if (at < tokenizer->length && text[at] == '\r')
        at++;
    return at < tokenizer->length && text[at] == '\n' ? goes_on(tokenizer, at + 1) : 0;
}

/* "Hoek-stra", "Hoek- stra": a line's end that was lost on the way from a newsletter to a page. Not
 * where "Hoek" is a name itself. */
static size_t pasted_hyphen(const Tokenizer *tokenizer, const WordState *word)
{
    size_t at = hyphen_behind(tokenizer, word);

    return at > 0 && word->first_upper && word->uppers == 1 &&
                   !tokenizer->known(tokenizer->user, fold_hash_end(&word->hash))
               ? goes_on(tokenizer, at)
               : 0;
}

/* "Bensa\ufffdd": a letter that an export lost; the offset behind it, 0 for none. */
static size_t letter_lost(const Tokenizer *tokenizer, const WordState *word)
{
    static const char lost[] = "\xef\xbf\xbd";
    size_t at = word->offset;

    while (at + 3 < tokenizer->length && memcmp(tokenizer->text + at, lost, 3) == 0)
        at += 3;
    return at > word->offset && (unsigned char)tokenizer->text[at] < 0x80 &&
                   g_ascii_isalpha(tokenizer->text[at])
               ? at
               : 0;
}

/* The two halves of a word that was broken at the end of a line, or at a letter that was lost,
 * where the whole is known. */
static void word_join(const Tokenizer *tokenizer, WordState *word)
{
    size_t next;
    WordState whole = *word;

    if (!tokenizer->known)
        return;
    next = line_end_hyphen(tokenizer, word);
    if (next == 0)
        next = pasted_hyphen(tokenizer, word);
    if (next == 0)
        next = letter_lost(tokenizer, word);
    if (next == 0)
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

size_t tokens_fill(Tokenizer *tokenizer, Token *tokens, size_t max)
{
    size_t count = 0;

    while (count < max) {
        size_t plain = 0;
        if (tokenizer->offset >= tokenizer->parts_end)
            plain = tokens_plain(tokenizer, tokens + count, max - count);
        count += plain;
        if (plain > 0)
            continue;
        if (!tokens_next(tokenizer, &tokens[count]))
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
        if (token->letters <= PLAIN_LETTERS_MAX &&
            token->start + PLAIN_LETTERS_MAX <= tokenizer->length)
            return plain_hash(tokenizer->text + token->start, token->letters - 1u);
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
