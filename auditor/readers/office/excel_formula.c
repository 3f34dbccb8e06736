/*
 * A parsed formula is a row of tokens, each with operands whose size its number tells. Only texts
 * are of interest here; everything else is stepped over, and a token that nobody knows ends it.
 */
#include "readers/office/excel_formula.h"

#include <string.h>

#include "readers/office/excel_strings.h"

#define TOKEN_TEXT 0x17
#define TOKEN_ATTRIBUTE 0x19
#define TOKEN_ARRAY 0x20
#define TOKEN_AREAS 0x26
#define ATTRIBUTE_CHOOSE 4
#define UNKNOWN 255

typedef struct {
    const ExcelBook *book;
    Slice tokens, behind;
    size_t at, at_behind;
} Formula;

/* Bytes behind a token's number, in version 8 and before it. Those of a text and of an attribute
 * are what comes first of them. */
static unsigned operand(unsigned token, bool is_8)
{
    static const struct {
        guint8 token, new, old;
    } operands[] = {{0x01, 4, 4},   {0x02, 4, 4},  {0x17, 1, 1},  {0x18, 5, 7},  {0x19, 3, 3},
                    {0x1C, 1, 1},   {0x1D, 1, 1},  {0x1E, 2, 2},  {0x1F, 8, 8},  {0x20, 7, 7},
                    {0x21, 2, 2},   {0x22, 3, 3},  {0x23, 4, 14}, {0x24, 4, 3},  {0x25, 8, 6},
                    {0x26, 6, 6},   {0x27, 6, 6},  {0x28, 6, 6},  {0x29, 2, 2},  {0x2A, 4, 3},
                    {0x2B, 8, 6},   {0x2C, 4, 3},  {0x2D, 8, 6},  {0x39, 6, 24}, {0x3A, 6, 17},
                    {0x3B, 10, 20}, {0x3C, 6, 17}, {0x3D, 10, 20}};
    if (token >= 0x03 && token <= 0x16) { /* signs, brackets, a value that is left out */
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(operands); i++) {
        if (operands[i].token == token) {
            return is_8 ? operands[i].new : operands[i].old;
        }
    }
    return UNKNOWN;
}

/* A list of values to choose from stands in one text, parted by zeros. */
static void tell(const ExcelBook *book, GString *text)
{
    for (size_t i = 0; i < text->len; i++) {
        text->str[i] = text->str[i] == '\0' ? ' ' : text->str[i];
    }
    if (text->len > 1 && g_hash_table_add(book->told, g_strdup(text->str))) {
        texts_line(book->legacy->texts, PLACE_HIDDEN, text->str);
    }
}

/* A text whose length has `width` bytes at `at`; how many bytes it takes. */
static size_t take_text(const ExcelBook *book, Slice bytes, size_t at, unsigned width)
{
    bool is_8 = book->version == 8;
    size_t count = width == 1 ? legacy_u16(bytes, at) & 0xFFU : legacy_u16(bytes, at);
    bool wide = is_8 && at + width < bytes.length && (bytes.data[at + width] & 1) != 0;
    g_autoptr(GString) text = g_string_new(NULL);
    excel_string(bytes, at, width, is_8, book->codepage, text);
    tell(book, text);
    return width + (is_8 ? 1 : 0) + count * (wide ? 2 : 1);
}

/* Constants of an array: columns and rows less one, then values with their kind in front. */
static void take_array(Formula *formula)
{
    Slice behind = formula->behind;
    size_t columns =
        1 +
        (formula->at_behind < behind.length ? (size_t)(guint8)behind.data[formula->at_behind] : 0);
    size_t values = columns * (1 + (size_t)legacy_u16(behind, formula->at_behind + 1));
    formula->at_behind += 3;
    for (size_t i = 0; i < values && formula->at_behind < behind.length; i++) {
        bool is_text = behind.data[formula->at_behind++] == 2;
        unsigned width = formula->book->version == 8 ? 2 : 1;
        formula->at_behind +=
            is_text ? take_text(formula->book, behind, formula->at_behind, width) : 8;
    }
}

/* False when the formula ends here. */
static bool take_token(Formula *formula)
{
    Slice tokens = formula->tokens;
    unsigned number = (guint8)tokens.data[formula->at++];
    unsigned token = number & 0x40 ? (number | 0x20) & 0x3F : number & 0x3F;
    unsigned bytes = operand(token, formula->book->version == 8);
    if (bytes == UNKNOWN) {
        return false;
    }
    if (token == TOKEN_TEXT) {
        formula->at += take_text(formula->book, tokens, formula->at, 1);
        return true;
    }
    if (token == TOKEN_ATTRIBUTE && formula->at < tokens.length &&
        (tokens.data[formula->at] & ATTRIBUTE_CHOOSE) != 0) {
        bytes += 2 * (legacy_u16(tokens, formula->at + 1) + 1);
    } else if (token == TOKEN_ARRAY) {
        take_array(formula);
    } else if (token == TOKEN_AREAS) {
        size_t area = formula->book->version == 8 ? 8 : 6;
        formula->at_behind += 2 + area * legacy_u16(formula->behind, formula->at_behind);
    }
    formula->at += bytes;
    return true;
}

void excel_formula_words(const ExcelBook *book, Slice tokens, Slice behind)
{
    Formula formula = {.book = book, .tokens = tokens, .behind = behind};
    while (formula.at < tokens.length && take_token(&formula)) {
    }
}

/* Where the length of a record's formula stands, and the formula; 0 for other records. */
static size_t place_of(unsigned kind, size_t *length)
{
    switch (kind) {
    case 0x06: /* FORMULA */
        *length = 20;
        return 22;
    case 0x221: /* ARRAY */
        *length = 12;
        return 14;
    case 0x4BC: /* SHRFMLA */
        *length = 8;
        return 10;
    default:
        return 0;
    }
}

void excel_formula_take(const ExcelBook *book, const ExcelRecord *record)
{
    size_t length = 0, at = place_of(record->kind, &length);
    if (at != 0 && book->version >= 5) {
        size_t tokens = legacy_u16(record->body, length);
        excel_formula_words(book, legacy_part(record->body, at, tokens),
                            legacy_part(record->body, at + tokens, record->body.length));
    }
}
