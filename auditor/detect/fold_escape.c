/*
 * Reads escapes and repairs mojibake, one character at a time; see fold_escape.h. Nothing is
 * unescaped in the text itself: offsets and quotations stay those of the source.
 */
#include "detect/fold.h"

#include "detect/fold_escape.h"

#include <string.h>

#define INSIDE_WORD 0x200b

/* "%C3", and "%25C3" that was escaped twice. */
static size_t percent_byte(const char *text, size_t length, size_t offset, unsigned *byte)
{
    if (offset >= length || text[offset++] != '%')
        return 0;
    while (offset + 4 <= length && text[offset] == '2' && text[offset + 1] == '5' &&
           g_ascii_isxdigit(text[offset + 2]) && g_ascii_isxdigit(text[offset + 3]))
        offset += 2;
    if (offset + 2 > length)
        return 0;
    int high = g_ascii_xdigit_value(text[offset]);
    int low = g_ascii_xdigit_value(text[offset + 1]);
    if (high < 0 || low < 0)
        return 0;
    *byte = (unsigned)(high << 4 | low);
    return offset + 2;
}

/* "%C3%AB": one character from one to four escapes. */
static size_t percent_decode(const char *text, size_t length, size_t offset, gunichar *character)
{
    char bytes[4];
    size_t count = 0, wanted = 1;
    unsigned byte = 0;

    while (count < wanted) {
        offset = percent_byte(text, length, offset, &byte);
        if (offset == 0)
            return 0;
        if (count == 0)
            wanted = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        bytes[count++] = (char)byte;
    }
    *character = g_utf8_get_char_validated(bytes, (gssize)count);
    return (gint32)*character < 0 ? 0 : offset;
}

static gunichar entity_number(const char *name, size_t length)
{
    bool hex = length > 1 && (name[1] | 0x20) == 'x';
    gunichar number = 0;

    for (size_t i = hex ? 2 : 1; i < length; i++) {
        int digit = hex ? g_ascii_xdigit_value(name[i]) : g_ascii_digit_value(name[i]);
        if (digit < 0 || number > 0x10ffff)
            return 0;
        number = number * (hex ? 16 : 10) + (gunichar)digit;
    }
    return g_unichar_validate(number) ? number : 0;
}

/* "euml" is "e" with U+0308. */
static gunichar entity_accent(const char *name, size_t length)
{
    static const struct {
        const char *name;
        gunichar mark;
    } accents[] = {{"uml", 0x308},   {"acute", 0x301}, {"grave", 0x300},
                   {"circ", 0x302},  {"tilde", 0x303}, {"cedil", 0x327},
                   {"caron", 0x30c}, {"ring", 0x30a},  {"breve", 0x306}};
    gunichar character = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(accents); i++)
        if (strlen(accents[i].name) == length - 1 &&
            memcmp(accents[i].name, name + 1, length - 1) == 0 &&
            g_unichar_compose((gunichar)name[0], accents[i].mark, &character))
            return character;
    return 0;
}

static gunichar entity_named(const char *name, size_t length)
{
    static const struct {
        const char *name;
        gunichar character;
    } others[] = {{"nbsp", 0xa0},    {"amp", '&'},      {"shy", 0xad},    {"apos", '\''},
                  {"quot", '"'},     {"lt", '<'},       {"gt", '>'},      {"rsquo", 0x2019},
                  {"lsquo", 0x2018}, {"ndash", 0x2013}, {"hyphen", '-'},  {"szlig", 0xdf},
                  {"oslash", 0xf8},  {"Oslash", 0xd8},  {"aelig", 0xe6},  {"AElig", 0xc6},
                  {"oelig", 0x153},  {"eth", 0xf0},     {"ETH", 0xd0},    {"lstrok", 0x142},
                  {"Lstrok", 0x141}, {"inodot", 0x131}, {"imath", 0x131}, {"dstrok", 0x111},
                  {"Dstrok", 0x110}, {"ijlig", 0x133},  {"IJlig", 0x132}, {"zwj", 0x200d},
                  {"zwnj", 0x200c},  {"thinsp", 0x2009}};

    if (name[0] == '#')
        return entity_number(name, length);
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (strlen(others[i].name) == length && memcmp(others[i].name, name, length) == 0)
            return others[i].character;
    return length > 3 ? entity_accent(name, length) : 0;
}

/* `offset` stands behind the "&". An "&amp;" may be the "&" of another one. */
static size_t entity_decode(const char *text, size_t length, size_t offset, gunichar *character)
{
    enum { LONGEST = 8 };
    size_t end = offset;

    while (end < length && end - offset <= LONGEST &&
           (g_ascii_isalnum(text[end]) || text[end] == '#'))
        end++;
    if (end == offset || end >= length || text[end] != ';')
        return 0;
    *character = entity_named(text + offset, end - offset);
    if (*character == '&') {
        size_t next = entity_decode(text, length, end + 1, character);
        if (next > 0)
            return next;
        *character = '&';
    }
    return *character ? end + 1 : 0;
}

/* "\u00eb" of JSON and scripts, "\xeb" of scripts; what ASCII can say is not written so. */
static size_t unicode_decode(const char *text, size_t length, size_t offset, gunichar *character)
{
    gunichar number = 0;
    size_t digits = offset + 1 >= length      ? 0
                    : text[offset + 1] == 'u' ? 4
                    : text[offset + 1] == 'x' ? 2
                                              : 0;

    if (digits == 0 || offset + 2 + digits > length)
        return 0;
    for (size_t i = 2; i < 2 + digits; i++) {
        int digit = g_ascii_xdigit_value(text[offset + i]);
        if (digit < 0)
            return 0;
        number = number << 4 | (gunichar)digit;
    }
    *character = number;
    return number >= 0x80 && g_unichar_validate(number) ? offset + 2 + digits : 0;
}

/* Tags without attributes that stand inside a line of text, and the borders of cells. */
static size_t tag_decode(const char *text, size_t length, size_t offset, gunichar *character)
{
    static const char *const inlined[] = {"b",    "i",    "u",     "em",  "strong", "span", "font",
                                          "mark", "wbr",  "small", "sub", "sup",    "a",    "big",
                                          "ins",  "abbr", "cite",  "s",   "code",   "br"};
    size_t start = offset + 1;
    bool closing = start < length && text[start] == '/';

    start += closing;
    size_t end = start;
    while (end < length && end - start < 8 && g_ascii_isalpha(text[end]))
        end++;
    size_t behind = end;
    while (behind < length && behind - end < 3 && (text[behind] == ' ' || text[behind] == '/'))
        behind++;
    if (end == start || behind >= length || text[behind] != '>')
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(inlined); i++) {
        if (strlen(inlined[i]) != end - start ||
            g_ascii_strncasecmp(inlined[i], text + start, end - start) != 0)
            continue;
        *character = strcmp(inlined[i], "br") == 0 ? '\n' : INSIDE_WORD;
        return behind + 1;
    }
    if (end - start == 2 && (text[start] | 0x20) == 't' && strchr("dh", text[end - 1] | 0x20)) {
        *character = '|';
        return behind + 1;
    }
    return 0;
}

size_t fold_escape(const char *text, size_t length, size_t offset, gunichar *character)
{
    switch (text[offset]) {
    case '%':
        return percent_decode(text, length, offset, character);
    case '&':
        return entity_decode(text, length, offset + 1, character);
    case '\\':
        return unicode_decode(text, length, offset, character);
    case '<':
        return tag_decode(text, length, offset, character);
    default:
        return 0;
    }
}

/* The byte that Windows-1252 (or Latin-1, which has control characters there) shows so; 0: none. */
static unsigned char shown_byte(gunichar c)
{
    static const gunichar shown[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

    if (c >= 0x80 && c <= 0xbf)
        return (unsigned char)c;
    for (unsigned i = 0; i < G_N_ELEMENTS(shown); i++)
        if (shown[i] == c)
            return (unsigned char)(0x80 + i);
    return 0;
}

static bool repair_is_sane(gunichar c)
{
    return g_unichar_isalpha(c) || g_unichar_ismark(c) || c == 0xa0 || c == 0xad ||
           (c >= 0x2009 && c <= 0x2014) || (c >= 0x2018 && c <= 0x201d);
}

static size_t repair(const char *text, size_t length, size_t offset, gunichar lead, unsigned times,
                     gunichar *character);

/* The character at `offset`, which may itself be shown wrongly. */
static size_t shown_read(const char *text, size_t length, size_t offset, unsigned times,
                         gunichar *character)
{
    gunichar plain = offset < length
                         ? g_utf8_get_char_validated(text + offset, (gssize)MIN(length - offset, 6))
                         : (gunichar)-1;
    if ((gint32)plain < 0)
        return 0;
    *character = plain;
    offset += (size_t)g_unichar_to_utf8(plain, NULL);
    size_t end = times > 0 && plain >= 0xc2 && plain <= 0xe2
                     ? repair(text, length, offset, plain, times - 1, character)
                     : 0;
    if (end == 0)
        *character = plain;
    return end > 0 ? end : offset;
}

/* UTF-8 read as bytes so many times and once more; `lead` ends at `offset`. */
static size_t repair(const char *text, size_t length, size_t offset, gunichar lead, unsigned times,
                     gunichar *character)
{
    char bytes[3] = {(char)lead};
    size_t wanted = lead >= 0xe0 ? 3 : 2;
    gunichar next = 0;

    for (size_t count = 1; count < wanted; count++) {
        offset = shown_read(text, length, offset, times, &next);
        bytes[count] = offset > 0 ? (char)shown_byte(next) : 0;
        if (bytes[count] == 0)
            return 0;
    }
    *character = g_utf8_get_char_validated(bytes, (gssize)wanted);
    return (gint32)*character >= 0 ? offset : 0;
}

size_t fold_mojibake(const char *text, size_t length, size_t offset, gunichar lead,
                     gunichar *character)
{
    size_t once = repair(text, length, offset, lead, 0, character);
    gunichar twice = 0;

    /* "ÃƒÂ«" is "Ã«", and that "ë". */
    size_t end = once > 0 && fold_mojibake_lead(*character)
                     ? repair(text, length, once, *character, 1, &twice)
                     : 0;
    if (end > 0 && repair_is_sane(twice)) {
        *character = twice;
        return end;
    }
    return once > 0 && repair_is_sane(*character) ? once : 0;
}
