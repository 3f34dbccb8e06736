/*
 * The tokeniser. Nearly all of a text is ASCII and takes the two fast loops; everything else asks
 * fold_read(). Which tokens are names, is decided in names_find.c.
 */
#include "detect/tokens.h"

#include <string.h>

/* What is known of a word while it is read. */
typedef struct {
    uint64_t hash, exact; /* exact is in use once something was folded away */
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
    uint64_t hash = FOLD_HASH_START;
    size_t digits = 0;
    FoldedCharacter c;

    while (tokenizer->offset < tokenizer->length) {
        fold_read(tokenizer->table, tokenizer->text, tokenizer->length, tokenizer->offset, &c);
        if (c.kind != FOLD_DIGIT)
            break;
        hash = fold_hash_add(hash, (unsigned char)c.letters[0]);
        digits++;
        tokenizer->offset = c.next;
    }
    token->end = tokenizer->offset;
    token->hash = hash;
    token->exact = (uint32_t)fold_hash_mix(hash);
    token->shape = TOKEN_DIGITS;
    token->letters = digits > 255 ? 255 : (uint8_t)digits;
}

static void mark_add(WordState *word, uint32_t mark)
{
    if (mark == 0 || (mark == 0x307 && word->last == 'i')) /* the dot of "İ" in two characters */
        return;
    if (!word->marked)
        word->exact = word->hash;
    word->marked = true;
    word->exact = fold_hash_mix(word->exact ^ mark);
}

static void letter_add(WordState *word, char letter)
{
    word->hash = fold_hash_add(word->hash, (unsigned char)letter);
    if (word->marked)
        word->exact = fold_hash_add(word->exact, (unsigned char)letter);
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

/* The loop most bytes go through: ASCII letters of a word in which nothing was folded away yet. */
static void ascii_add(WordState *word, const uint8_t *classes, const char *text, size_t limit)
{
    size_t offset = word->offset;
    uint64_t hash = word->hash;
    size_t uppers = 0;

    while (offset < limit) {
        unsigned char byte = (unsigned char)text[offset];
        unsigned class = classes[byte];
        if (class != FOLD_BYTE_LOWER && class != FOLD_BYTE_UPPER)
            break;
        uppers += class == FOLD_BYTE_UPPER;
        hash = fold_hash_add(hash, byte | 0x20);
        offset++;
    }
    if (offset == word->offset)
        return;
    if (word->letters == 0)
        word->first_upper = classes[(unsigned char)text[word->offset]] == FOLD_BYTE_UPPER;
    word->letters += offset - word->offset;
    word->uppers += uppers;
    word->hash = hash;
    word->last = (char)(text[offset - 1] | 0x20);
    word->after_lower = classes[(unsigned char)text[offset - 1]] == FOLD_BYTE_LOWER;
    word->offset = word->end = offset;
}

/* Reads one run of letters; with `cut`, up to the first capital behind a small letter. */
static void word_read(const Tokenizer *tokenizer, size_t limit, bool cut, WordState *word)
{
    const uint8_t *classes = fold_byte_classes(tokenizer->table);
    FoldedCharacter c;

    *word =
        (WordState){.hash = FOLD_HASH_START, .offset = tokenizer->offset, .end = tokenizer->offset};
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

static void word_store(const WordState *word, Token *token)
{
    token->end = word->end;
    token->hash = word->hash;
    token->exact = (uint32_t)fold_hash_mix(word->marked ? word->exact : word->hash);
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
    if (!cut && word.uppers > word.first_upper && word.uppers < word.letters &&
        !(tokenizer->known && tokenizer->known(tokenizer->user, word.hash))) {
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

bool tokens_next(Tokenizer *tokenizer, Token *token)
{
    uint16_t before = separators_skip(tokenizer);

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
