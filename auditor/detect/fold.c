/*
 * Folding of letters: tables for ASCII and the Latin blocks, GLib's Unicode data for the rest. What
 * a token is, is decided in tokens.c.
 */
#include "detect/fold.h"

#include "detect/fold_escape.h"
#include "detect/fold_looks.h"

#include <glib.h>
#include <string.h>

enum { LATIN_FIRST = 0xa0, LATIN_END = 0x250, VIETNAMESE_FIRST = 0x1e00, VIETNAMESE_END = 0x1f00 };

struct FoldTable {
    uint8_t classes[256];
    uint16_t separators[256];
    FoldedCharacter latin[LATIN_END - LATIN_FIRST];
    FoldedCharacter vietnamese[VIETNAMESE_END - VIETNAMESE_FIRST];
};

/* Letters that Unicode does not decompose, both cases; the mark is the lower-case letter. */
static const struct {
    gunichar upper, lower;
    const char *letters;
    bool same; /* the same spelling, not a folded one */
} special_letters[] = {
    {0x00c6, 0x00e6, "ae", false}, {0x00d0, 0x00f0, "d", false},  {0x00d8, 0x00f8, "o", false},
    {0x00de, 0x00fe, "th", false}, {0x1e9e, 0x00df, "ss", false}, {0x0110, 0x0111, "d", false},
    {0x0126, 0x0127, "h", false},  {0x0000, 0x0131, "i", false},  {0x0132, 0x0133, "ij", true},
    {0x0000, 0x0138, "k", false},  {0x0141, 0x0142, "l", false},  {0x014a, 0x014b, "n", false},
    {0x0152, 0x0153, "oe", false}, {0x0166, 0x0167, "t", false},  {0x018f, 0x0259, "e", false},
    {0x0130, 0x0000, "i", true},
};

static void letter_set(FoldedCharacter *out, const char *letters, size_t count, bool upper,
                       uint32_t mark)
{
    out->kind = FOLD_LETTER;
    out->count = (uint8_t)count;
    memcpy(out->letters, letters, count);
    out->upper = upper;
    out->mark = mark;
}

static bool letter_special(gunichar character, FoldedCharacter *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(special_letters); i++) {
        bool upper = character == special_letters[i].upper;
        if (!upper && character != special_letters[i].lower)
            continue;
        letter_set(out, special_letters[i].letters, strlen(special_letters[i].letters), upper,
                   special_letters[i].same ? 0 : special_letters[i].lower);
        return true;
    }
    return false;
}

/* Decomposes into ASCII letters and marks ("é", "ﬁ", "𝐒"); false where that cannot be. */
static bool letter_decompose(gunichar character, FoldedCharacter *out)
{
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize count = g_unichar_fully_decompose(character, TRUE, parts, G_N_ELEMENTS(parts));
    char letters[FOLD_LETTERS];
    size_t used = 0;
    uint32_t mark = 0;
    bool upper = false;

    for (gsize i = 0; i < count; i++) {
        if (parts[i] < 0x80 && g_ascii_isalpha((char)parts[i]) && used < FOLD_LETTERS) {
            upper |= g_ascii_isupper((char)parts[i]);
            letters[used++] = g_ascii_tolower((char)parts[i]);
        } else if (g_unichar_ismark(parts[i])) {
            mark = mark * 31 + parts[i];
        } else {
            return false;
        }
    }
    if (used == 0)
        return false;
    letter_set(out, letters, used, upper, mark);
    return true;
}

static uint16_t separator_of(gunichar character)
{
    switch (character) {
    case ' ':
    case '\t':
    case '+':
    case 0x00a0:
    case 0x1680:
    case 0x202f:
    case 0x205f:
    case 0x3000:
        return SEPARATOR_SPACE;
    case '\n':
    case '\r':
    case 0x0b:
    case 0x0c:
    case 0x85:
    case 0x2028:
    case 0x2029:
        return SEPARATOR_NEWLINE;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
    case 0xfe63:
    case 0xff0d:
        return SEPARATOR_HYPHEN;
    case '\'':
    case '`':
    case 0x00b4:
    case 0x02b9:
    case 0x02bb:
    case 0x02bc:
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x2032:
    case 0xff07:
        return SEPARATOR_APOSTROPHE;
    case '.':
        return SEPARATOR_DOT;
    case ',':
    case ';':
    case '|':
        return SEPARATOR_COMMA;
    case '/':
    case '\\':
        return SEPARATOR_SLASH;
    case '_':
    case '=':
    case '%':
        return SEPARATOR_UNDERSCORE;
    case '#':
    case 0xff03:
        return SEPARATOR_HASH;
    case '@':
    case 0xff20:
        return SEPARATOR_AT;
    case '!':
    case '?':
    case ':':
        return SEPARATOR_STOP;
    default:
        return character >= 0x2000 && character <= 0x200a ? SEPARATOR_SPACE : SEPARATOR_OTHER;
    }
}

static bool character_is_nothing(gunichar c)
{
    return c == 0x00ad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xfe00 && c <= 0xfe0f);
}

/* Any character, the slow way; fills everything but `next`. */
static void character_classify(gunichar character, FoldedCharacter *out)
{
    memset(out, 0, sizeof *out);
    if (character_is_nothing(character)) {
        out->kind = FOLD_NOTHING;
        return;
    }
    out->separator = separator_of(character);
    if (out->separator != SEPARATOR_OTHER)
        return;
    bool upper;
    char letter = fold_looks_like(character, &upper);
    if (letter != 0)
        letter_set(out, &letter, 1, upper, g_unichar_tolower(character));
    if (letter != 0 || letter_special(character, out))
        return;
    if (g_unichar_ismark(character)) {
        out->kind = FOLD_MARK;
        out->mark = character;
    } else if (g_unichar_isdigit(character)) {
        int value = g_unichar_digit_value(character);
        out->kind = FOLD_DIGIT;
        out->count = 1;
        out->letters[0] = (char)('0' + (value < 0 ? 0 : value));
    } else if (g_unichar_isalpha(character) && !letter_decompose(character, out)) {
        out->count = (uint8_t)g_unichar_to_utf8(g_unichar_tolower(character), out->letters);
        out->kind = FOLD_LETTER;
        out->upper = g_unichar_isupper(character);
    }
}

FoldTable *fold_table_new(void)
{
    FoldTable *table = g_new0(FoldTable, 1);

    for (unsigned c = 0; c < 256; c++) {
        if (c >= 0x80 || c == '%' || c == '&' || c == '\\' || c == '<')
            table->classes[c] = FOLD_BYTE_SLOW;
        else if (g_ascii_islower((char)c))
            table->classes[c] = FOLD_BYTE_LOWER;
        else if (g_ascii_isupper((char)c))
            table->classes[c] = FOLD_BYTE_UPPER;
        else if (g_ascii_isdigit((char)c))
            table->classes[c] = FOLD_BYTE_DIGIT;
        else
            table->separators[c] = separator_of(c);
    }
    for (gunichar c = LATIN_FIRST; c < LATIN_END; c++)
        character_classify(c, &table->latin[c - LATIN_FIRST]);
    for (gunichar c = VIETNAMESE_FIRST; c < VIETNAMESE_END; c++)
        character_classify(c, &table->vietnamese[c - VIETNAMESE_FIRST]);
    return table;
}

void fold_table_free(FoldTable *table)
{
    g_free(table);
}

const uint8_t *fold_byte_classes(const FoldTable *table)
{
    return table->classes;
}

const uint16_t *fold_byte_separators(const FoldTable *table)
{
    return table->separators;
}

static void character_fold(const FoldTable *table, gunichar character, FoldedCharacter *out)
{
    if (character < 0x80 && g_ascii_isalpha((char)character)) {
        char letter = g_ascii_tolower((char)character);
        letter_set(out, &letter, 1, g_ascii_isupper((char)character), 0);
    } else if (character >= LATIN_FIRST && character < LATIN_END) {
        *out = table->latin[character - LATIN_FIRST];
    } else if (character >= VIETNAMESE_FIRST && character < VIETNAMESE_END) {
        *out = table->vietnamese[character - VIETNAMESE_FIRST];
    } else {
        character_classify(character, out);
    }
}

void fold_read(const FoldTable *table, const char *text, size_t length, size_t offset,
               FoldedCharacter *out)
{
    unsigned char byte = (unsigned char)text[offset];
    size_t next = offset + 1;
    gunichar character = byte;

    memset(out, 0, sizeof *out);
    if (table->classes[byte] == FOLD_BYTE_SLOW && byte < 0x80) {
        size_t end = fold_escape(text, length, offset, &character);
        if (end == 0)
            character = byte;
        next = end > 0 ? end : next;
    } else if (byte >= 0x80) {
        character = g_utf8_get_char_validated(text + offset, (gssize)MIN(length - offset, 6));
        if ((gint32)character < 0) { /* not UTF-8 */
            out->separator = SEPARATOR_OTHER;
            out->next = next;
            return;
        }
        next = offset + (size_t)g_unichar_to_utf8(character, NULL);
        gunichar meant = 0;
        size_t end = fold_mojibake_lead(character)
                         ? fold_mojibake(text, length, next, character, &meant)
                         : 0;
        if (end > 0) {
            character = meant;
            next = end;
        }
    }
    character_fold(table, character, out);
    out->next = next;
}

size_t fold_letters(const FoldTable *table, const char *text, size_t start, size_t end, char *out,
                    size_t *starts, size_t max)
{
    size_t count = 0;
    FoldedCharacter c;

    for (size_t offset = start; offset < end && count < max; offset = c.next) {
        fold_read(table, text, end, offset, &c);
        if (c.kind != FOLD_LETTER)
            continue;
        for (size_t i = 0; i < c.count && count < max; i++) {
            if (starts)
                starts[count] = offset;
            out[count++] = c.letters[i];
        }
    }
    return count;
}

uint64_t fold_hash(const char *letters, size_t length)
{
    FoldHash state = FOLD_HASH_INIT;

    for (size_t i = 0; i < length; i++)
        fold_hash_add(&state, (unsigned char)letters[i]);
    return fold_hash_end(&state);
}
