/*
 * Charsets and dates of picture metadata. Everything is decoded here by hand: the converters of
 * the C library cannot be opened inside the sandbox. Only JIS goes through the worker's own text
 * decoder.
 */
#include "readers/media/words.h"

#include <string.h>

#include "worker/xml.h"

/* windows-1252, 0x80 to 0x9f; the five holes stay what they are. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

bool words_any(const char *text)
{
    for (; text && *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (!g_unichar_isspace(c) && c != 0xfeff && c != 0x200b)
            return true;
    }
    return false;
}

bool words_pair(const char *text)
{
    unsigned letters = 0;
    bool before = false; /* a word ended here, no digit since */

    for (; text && *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (g_unichar_isalpha(c) || g_unichar_ismark(c)) {
            letters++;
            if (before && letters >= 2)
                return true;
            continue;
        }
        if (c != '\'' && c != 0x2019) {
            before = !g_unichar_isdigit(c) && (before || letters >= 2);
            letters = 0;
        }
    }
    return false;
}

static void append_character(GString *into, gunichar c)
{
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
        c = ' ';
    if (c == 0x7f || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
        c = c == 0x7f ? ' ' : 0xfffd;
    g_string_append_unichar(into, c);
}

static char *finished(GString *text)
{
    char *result;

    g_strchomp(text->str);
    result = g_strdup(text->str + strspn(text->str, " \t\r\n"));
    g_string_free(text, TRUE);
    if (!words_any(result))
        g_clear_pointer(&result, g_free);
    return result;
}

static void append_piece(GString *into, const uint8_t *bytes, size_t length, bool latin)
{
    bool utf8 = !latin && g_utf8_validate((const char *)bytes, (gssize)length, NULL);
    const char *at = (const char *)bytes, *end = at + length;

    if (utf8) {
        for (; at < end; at = g_utf8_next_char(at))
            append_character(into, g_utf8_get_char(at));
        return;
    }
    for (size_t i = 0; i < length; i++)
        append_character(into, bytes[i] >= 0x80 && bytes[i] < 0xa0 ? windows_1252[bytes[i] - 0x80]
                                                                   : bytes[i]);
}

/* Behind a NUL stands either a second value (Copyright: the editor) or what lay in memory. */
static bool piece_is_words(const uint8_t *bytes, size_t length)
{
    size_t printable = 0;

    if (!g_utf8_validate((const char *)bytes, (gssize)length, NULL))
        return false;
    for (size_t i = 0; i < length; i++)
        printable += bytes[i] >= 0x20 && bytes[i] != 0x7f;
    return length >= 2 && printable == length;
}

static char *words_from_pieces(const uint8_t *bytes, size_t length, bool latin)
{
    GString *text = g_string_sized_new(length);
    size_t at = 0;
    bool first = true;

    while (at < length) {
        const uint8_t *nul = memchr(bytes + at, 0, length - at);
        size_t piece = nul ? (size_t)(nul - bytes) - at : length - at;

        if (piece > 0 && (first || piece_is_words(bytes + at, piece))) {
            if (text->len > 0)
                g_string_append_c(text, '\n');
            append_piece(text, bytes + at, piece, latin);
            first = false;
        }
        at += piece + 1;
    }
    return finished(text);
}

/* Programs write UTF-16 where bytes belong, in a comment without a charset for one: nearly every
 * second byte is nothing then, and the words would end behind their first letter. */
static bool is_wide(const uint8_t *bytes, size_t length, bool *little)
{
    size_t letters = 0, first = 0, second = 0;

    for (size_t i = 0; i + 1 < length; i += 2) {
        letters += bytes[i] || bytes[i + 1];
        first += bytes[i] && !bytes[i + 1];
        second += !bytes[i] && bytes[i + 1];
    }
    *little = first > second;
    return letters >= 3 && MAX(first, second) * 4 >= letters * 3;
}

char *words_from_bytes(const uint8_t *bytes, size_t length)
{
    bool little;

    if (is_wide(bytes, length, &little))
        return words_from_utf16(bytes, length, little);
    return words_from_pieces(bytes, length, false);
}

char *words_from_printable(const uint8_t *bytes, size_t length)
{
    size_t end = length;

    while (end > 0 && bytes[end - 1] == 0)
        end--;
    for (size_t i = 0; i < end; i++)
        if ((bytes[i] < 0x20 && !memchr("\t\r\n", bytes[i], 3)) || bytes[i] == 0x7f)
            return NULL;
    return words_from_bytes(bytes, end);
}

char *words_from_latin(const uint8_t *bytes, size_t length)
{
    return words_from_pieces(bytes, length, true);
}

char *words_from_utf16(const uint8_t *bytes, size_t length, bool little)
{
    GString *text = g_string_sized_new(length);
    size_t at = 0;
    bool gap = false;

    if (length >= 2 &&
        ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff))) {
        little = bytes[0] == 0xff;
        at = 2;
    }
    for (; at + 1 < length; at += 2) {
        gunichar c =
            (gunichar)(little ? bytes[at] | bytes[at + 1] << 8 : bytes[at] << 8 | bytes[at + 1]);

        if (c >= 0xd800 && c < 0xdc00 && at + 3 < length) {
            gunichar low = (gunichar)(little ? bytes[at + 2] | bytes[at + 3] << 8
                                             : bytes[at + 2] << 8 | bytes[at + 3]);

            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                at += 2;
            }
        }
        if (c == 0) {
            gap = text->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(text, '\n');
        gap = false;
        append_character(text, c);
    }
    return finished(text);
}

/* Writers disagree on the byte order of UNICODE comments, and some write plain bytes there. */
static char *words_from_unicode(const uint8_t *bytes, size_t length, bool little)
{
    size_t even = 0, odd = 0, plain = 0;

    for (size_t i = 0; i < length; i++) {
        even += i % 2 == 0 && bytes[i] == 0;
        odd += i % 2 == 1 && bytes[i] == 0;
        plain += bytes[i] >= 0x20 && bytes[i] < 0x7f;
    }
    if (length > 4 && plain < length && bytes[length - 1] == 0 && even + odd <= 2 &&
        plain + even + odd == length)
        return words_from_bytes(bytes, length);
    if (plain == length && length > 0)
        return words_from_bytes(bytes, length);
    if (even > odd)
        little = false;
    else if (odd > even)
        little = true;
    return words_from_utf16(bytes, length, little);
}

char *words_from_comment(const uint8_t *bytes, size_t length, bool little)
{
    if (length < 8)
        return words_from_bytes(bytes, length);
    if (memcmp(bytes, "UNICODE", 7) == 0)
        return words_from_unicode(bytes + 8, length - 8, little);
    if (memcmp(bytes, "ASCII\0\0", 7) == 0)
        return words_from_bytes(bytes + 8, length - 8);
    if (memcmp(bytes, "JIS\0\0\0\0", 7) == 0) {
        size_t decoded_length = 0;
        g_autofree char *decoded =
            text_decode((const char *)bytes + 8, length - 8, "iso-2022-jp", &decoded_length, NULL);

        return decoded ? words_from_bytes((const uint8_t *)decoded, decoded_length) : NULL;
    }
    if (memcmp(bytes, "\0\0\0\0\0\0\0", 7) == 0)
        return words_from_bytes(bytes + 8, length - 8);
    return words_from_bytes(bytes, length); /* a writer that knows of no charset */
}

/* Reads `digits` digits; -1 when there are fewer. */
static int take_number(const char **at, int digits)
{
    int number = 0;

    for (int i = 0; i < digits; i++) {
        if (!g_ascii_isdigit((*at)[i]))
            return -1;
        number = number * 10 + ((*at)[i] - '0');
    }
    *at += digits;
    return number;
}

static int take_part(const char **at, const char *separators, int low, int high)
{
    const char *from = *at;
    int number;

    if (*from && strchr(separators, *from))
        from++;
    number = take_number(&from, 2);
    if (number < low || number > high)
        return -1;
    *at = from;
    return number;
}

char *words_date(const char *written)
{
    const char *at = written + strspn(written, " \t\r\n");
    int year = take_number(&at, 4), month, day, hour, minute, second;
    const char *zone;

    if (year <= 0)
        return NULL;
    month = take_part(&at, ":-/. ", 1, 12);
    if (month < 0)
        return *at ? NULL : g_strdup_printf("%04d", year);
    day = take_part(&at, ":-/. ", 1, 31);
    if (day < 0)
        return *at ? NULL : g_strdup_printf("%04d-%02d", year, month);
    hour = take_part(&at, " T_", 0, 23);
    minute = hour < 0 ? -1 : take_part(&at, ":", 0, 59);
    if (minute < 0)
        return g_strdup_printf("%04d-%02d-%02d", year, month, day);
    second = take_part(&at, ":", 0, 60);
    zone = at;
    if (*zone == '.')
        zone += 1 + strspn(zone + 1, "0123456789");
    return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%s", year, month, day, hour, minute,
                           MIN(MAX(second, 0), 59), *zone == 'Z' ? "Z" : "");
}

/* A decimal number or a fraction. */
static bool take_value(const char **at, double *value)
{
    char *end = NULL;

    *value = g_ascii_strtod(*at, &end);
    if (end == *at)
        return false;
    *at = end;
    if (*end == '/') {
        double below = g_ascii_strtod(*at + 1, &end);

        if (end == *at + 1)
            return false;
        *value = below > 0 ? *value / below : 0;
        *at = end;
    }
    return true;
}

bool words_coordinate(const char *written, double *degrees)
{
    double parts[6] = {0}, sign = 1;
    unsigned count = 0;

    written += strspn(written, " \t\r\n");
    while (count < 6 && take_value(&written, &parts[count])) {
        count++;
        written += strspn(written, " ");
        if (*written != ',' && *written != ':' && !g_ascii_isdigit(*written))
            break;
        written += *written == ',' || *written == ':';
    }
    if (count == 0)
        return false;
    if (count == 6) { /* whole numbers and their decimals, all between commas */
        parts[1] = parts[2];
        parts[2] = parts[4];
    }
    written += strspn(written, " ");
    if (parts[0] < 0 || (*written && strchr("SWsw", *written)))
        sign = -1;
    parts[0] = parts[0] < 0 ? -parts[0] : parts[0];
    *degrees = sign * (parts[0] + parts[1] / 60 + parts[2] / 3600);
    return true;
}
