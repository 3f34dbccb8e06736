/*
 * Charset decision and decoding for everything the worker reads as text. Knows nothing of markup
 * beyond the meta element and the XML declaration that name a charset.
 */
#include "worker/charset.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "worker/mixed.h"

typedef enum { DECODE_UTF8, DECODE_WINDOWS_1252, DECODE_UTF16LE, DECODE_UTF16BE, DECODE_ICONV } Way;

struct Charset {
    const char *name;
    Way way;
    const char *converter; /* iconv's name, for DECODE_ICONV */
    const char *labels;    /* separated and surrounded by spaces, lower case */
};

struct Decoder {
    const Charset *charset;
    iconv_t converter;
    bool started;
    bool other;  /* the text goes on in the other width: worker/mixed.h */
    bool little; /* what was taken for UTF-16 with the upper byte first does not even begin so */
};

enum { CHARSET_UTF8, CHARSET_WINDOWS_1252, CHARSET_UTF16LE, CHARSET_UTF16BE };

static const Charset CHARSETS[] = {
    {"utf-8", DECODE_UTF8, NULL, " utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 "},
    {"windows-1252", DECODE_WINDOWS_1252, NULL,
     " windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 l1 ascii "
     "us-ascii ansi_x3.4-1968 ansi cp819 ibm819 "},
    {"utf-16le", DECODE_UTF16LE, NULL,
     " utf-16le utf-16 unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff "},
    {"utf-16be", DECODE_UTF16BE, NULL, " utf-16be unicodefffe "},
    {"iso-8859-15", DECODE_ICONV, "ISO-8859-15", " iso-8859-15 iso8859-15 iso_8859-15 latin9 l9 "},
    {"windows-1254", DECODE_ICONV, "CP1254",
     " windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5 "},
    {"windows-1250", DECODE_ICONV, "CP1250", " windows-1250 cp1250 x-cp1250 "},
    {"windows-1251", DECODE_ICONV, "CP1251", " windows-1251 cp1251 x-cp1251 "},
    {"windows-1253", DECODE_ICONV, "CP1253", " windows-1253 cp1253 x-cp1253 "},
    {"windows-1255", DECODE_ICONV, "CP1255", " windows-1255 cp1255 x-cp1255 "},
    {"windows-1256", DECODE_ICONV, "CP1256", " windows-1256 cp1256 x-cp1256 "},
    {"windows-1257", DECODE_ICONV, "CP1257", " windows-1257 cp1257 x-cp1257 "},
    {"windows-1258", DECODE_ICONV, "CP1258", " windows-1258 cp1258 x-cp1258 "},
    {"windows-874", DECODE_ICONV, "CP874",
     " windows-874 cp874 dos-874 tis-620 iso-8859-11 iso8859-11 "},
    {"iso-8859-2", DECODE_ICONV, "ISO-8859-2", " iso-8859-2 iso8859-2 iso_8859-2 latin2 l2 "},
    {"iso-8859-3", DECODE_ICONV, "ISO-8859-3", " iso-8859-3 iso8859-3 latin3 l3 "},
    {"iso-8859-4", DECODE_ICONV, "ISO-8859-4", " iso-8859-4 iso8859-4 latin4 l4 "},
    {"iso-8859-5", DECODE_ICONV, "ISO-8859-5", " iso-8859-5 iso8859-5 cyrillic "},
    {"iso-8859-6", DECODE_ICONV, "ISO-8859-6", " iso-8859-6 iso8859-6 arabic "},
    {"iso-8859-7", DECODE_ICONV, "ISO-8859-7", " iso-8859-7 iso8859-7 greek "},
    {"iso-8859-8", DECODE_ICONV, "ISO-8859-8", " iso-8859-8 iso-8859-8-i iso8859-8 hebrew visual "},
    {"iso-8859-10", DECODE_ICONV, "ISO-8859-10", " iso-8859-10 iso8859-10 latin6 l6 "},
    {"iso-8859-13", DECODE_ICONV, "ISO-8859-13", " iso-8859-13 iso8859-13 "},
    {"iso-8859-14", DECODE_ICONV, "ISO-8859-14", " iso-8859-14 iso8859-14 "},
    {"iso-8859-16", DECODE_ICONV, "ISO-8859-16", " iso-8859-16 iso8859-16 "},
    {"macintosh", DECODE_ICONV, "MACINTOSH", " macintosh mac x-mac-roman "},
    {"x-mac-cyrillic", DECODE_ICONV, "MAC-CYRILLIC",
     " x-mac-cyrillic x-mac-ukrainian maccyrillic mac-cyrillic "},
    {"cp850", DECODE_ICONV, "CP850", " cp850 ibm850 850 "},
    {"cp437", DECODE_ICONV, "CP437", " cp437 ibm437 437 "},
    {"ibm852", DECODE_ICONV, "CP852", " ibm852 cp852 852 "},
    {"ibm857", DECODE_ICONV, "CP857", " ibm857 cp857 857 "},
    {"ibm855", DECODE_ICONV, "CP855", " ibm855 cp855 855 "},
    {"ibm866", DECODE_ICONV, "CP866", " ibm866 cp866 866 "},
    {"koi8-r", DECODE_ICONV, "KOI8-R", " koi8-r koi8 koi "},
    {"koi8-u", DECODE_ICONV, "KOI8-U", " koi8-u koi8-ru "},
    {"gb18030", DECODE_ICONV, "GB18030",
     " gb18030 gbk gb2312 gb_2312-80 x-gbk cp936 chinese euc-cn "},
    {"big5", DECODE_ICONV, "BIG5-HKSCS", " big5 big5-hkscs cn-big5 x-x-big5 cp950 "},
    {"euc-jp", DECODE_ICONV, "EUC-JP", " euc-jp x-euc-jp "},
    {"iso-2022-jp", DECODE_ICONV, "ISO-2022-JP", " iso-2022-jp "},
    {"shift_jis", DECODE_ICONV, "CP932",
     " shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932 "},
    {"euc-kr", DECODE_ICONV, "CP949", " euc-kr ks_c_5601-1987 korean windows-949 cp949 "},
    {"utf-32", DECODE_ICONV, "UTF-32", " utf-32 ucs-4 "},
    {"utf-32le", DECODE_ICONV, "UTF-32LE", " utf-32le "},
    {"utf-32be", DECODE_ICONV, "UTF-32BE", " utf-32be "},
    {"utf-7", DECODE_ICONV, "UTF-7", " utf-7 "},
};

const char *charset_name(const Charset *charset)
{
    return charset->name;
}

static const Charset *charset_find(const char *name, size_t length)
{
    if (length == 0 || length > 30) {
        return NULL;
    }
    char wanted[34];
    wanted[0] = ' ';
    for (size_t i = 0; i < length; i++) {
        wanted[i + 1] = g_ascii_tolower(name[i]);
    }
    wanted[length + 1] = ' ';
    wanted[length + 2] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(CHARSETS); i++) {
        if (strstr(CHARSETS[i].labels, wanted) != NULL) {
            return &CHARSETS[i];
        }
    }
    return NULL;
}

static const Charset *charset_in(const char *value)
{
    while (*value == ' ' || *value == '\t' || *value == '\n' || *value == '\r' || *value == '"' ||
           *value == '\'') {
        value++;
    }
    return charset_find(value, strcspn(value, " \t\r\n\"';,>/"));
}

const Charset *charset_named(const char *label)
{
    if (label == NULL) {
        return NULL;
    }
    g_autofree char *lower = g_ascii_strdown(label, -1);
    const char *parameter = strstr(lower, "charset=");
    if (parameter != NULL) {
        return charset_in(parameter + strlen("charset="));
    }
    return strchr(lower, '/') != NULL ? NULL : charset_in(lower);
}

/* ---- the decision ---- */

static const Charset *charset_by_mark(const char *data, size_t length)
{
    if (length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        return &CHARSETS[CHARSET_UTF8];
    }
    if (length >= 4 &&
        (memcmp(data, "\xff\xfe\0\0", 4) == 0 || memcmp(data, "\0\0\xfe\xff", 4) == 0)) {
        return charset_find("utf-32", 6);
    }
    if (length >= 2 && memcmp(data, "\xff\xfe", 2) == 0) {
        return &CHARSETS[CHARSET_UTF16LE];
    }
    if (length >= 2 && memcmp(data, "\xfe\xff", 2) == 0) {
        return &CHARSETS[CHARSET_UTF16BE];
    }
    return NULL;
}

/* In UTF-32 the upper two bytes of four are zeros throughout, the one behind them mostly. */
static const Charset *charset_of_fours(const char *data, size_t length)
{
    size_t look = MIN(length, 1024) & ~(size_t)3, zeros[4] = {0, 0, 0, 0};

    for (size_t i = 0; i < look; i++)
        zeros[i & 3] += data[i] == '\0';
    if (look < 16 || zeros[1] + zeros[2] < look * 3 / 8)
        return NULL;
    if (zeros[3] * 4 == look && zeros[2] * 4 == look && zeros[0] == 0)
        return charset_find("utf-32le", 8);
    return zeros[0] * 4 == look && zeros[1] * 4 == look && zeros[3] == 0
               ? charset_find("utf-32be", 8)
               : NULL;
}

/* Western text in UTF-16 is half zeros, all on one side. */
static const Charset *charset_by_zeros(const char *data, size_t length)
{
    size_t look = MIN(length, 1024) & ~(size_t)1;
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < look; i++) {
        zeros[i & 1] += data[i] == '\0';
    }
    if (look < 4) {
        return NULL;
    }
    if (zeros[1] * 5 >= look && zeros[0] * 20 <= look) {
        return &CHARSETS[CHARSET_UTF16LE];
    }
    if (zeros[0] * 5 >= look && zeros[1] * 20 <= look) {
        return &CHARSETS[CHARSET_UTF16BE];
    }
    return charset_of_fours(data, length);
}

size_t utf8_sequence(const char *data, size_t length, bool *cut)
{
    const unsigned char *p = (const unsigned char *)data;
    *cut = false;
    size_t need;
    if (length == 0 || p[0] < 0x80) {
        return length == 0 ? 0 : 1;
    } else if (p[0] >= 0xc2 && p[0] <= 0xdf) {
        need = 2;
    } else if ((p[0] & 0xf0) == 0xe0) {
        need = 3;
    } else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
        need = 4;
    } else {
        return 0;
    }
    for (size_t i = 1; i < need; i++) {
        if (i >= length) {
            *cut = true;
            return 0;
        }
        unsigned low = 0x80, high = 0xbf;
        if (i == 1) { /* no overlong forms, no surrogates, nothing above U+10FFFF */
            low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
            high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
        }
        if (p[i] < low || p[i] > high) {
            return 0;
        }
    }
    return need;
}

static size_t ascii_run(const char *data, size_t length)
{
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, data + i, 8);
        if ((word & 0x8080808080808080ULL) != 0) {
            break;
        }
    }
    while (i < length && (unsigned char)data[i] < 0x80) {
        i++;
    }
    return i;
}

static void count_sequences(const char *data, size_t length, size_t *valid, size_t *invalid)
{
    *valid = *invalid = 0;
    for (size_t i = ascii_run(data, length); i < length; i += ascii_run(data + i, length - i)) {
        bool cut;
        size_t sequence = utf8_sequence(data + i, length - i, &cut);
        *valid += sequence > 0;
        *invalid += sequence == 0 && !cut;
        i += MAX(sequence, 1);
    }
}

/* A western label on bytes that are UTF-8 throughout is wrong: chance does not make such bytes, and
 * "ZoÃ«" would hide a name. */
static const Charset *charset_believed(const Charset *labelled, const char *data, size_t length)
{
    size_t valid = 0, invalid = 1;
    if (labelled != NULL && labelled->way == DECODE_WINDOWS_1252) {
        count_sequences(data, length, &valid, &invalid);
    }
    return valid > 0 && invalid == 0 ? &CHARSETS[CHARSET_UTF8] : labelled;
}

/* Without a label: UTF-8 when it is valid, and also when only a few bytes are not (a page glued
 * from two sources): those few are repaired one by one. */
static const Charset *charset_by_content(const char *data, size_t length)
{
    size_t valid, invalid;
    count_sequences(data, length, &valid, &invalid);
    return &CHARSETS[invalid * 4 > valid ? CHARSET_WINDOWS_1252 : CHARSET_UTF8];
}

const Charset *charset_of_text(const char *data, size_t length, const char *label)
{
    const Charset *charset = charset_by_mark(data, length);
    if (charset == NULL) {
        charset = charset_by_zeros(data, length);
    }
    if (charset == NULL) {
        charset = charset_believed(charset_named(label), data, length);
    }
    return charset != NULL ? charset : charset_by_content(data, length);
}

/* The charset in one meta tag, NULL when it names none that is known. */
static const Charset *charset_in_tag(const char *tag, size_t length)
{
    g_autofree char *lower = g_ascii_strdown(tag, (gssize)length);
    const char *found = strstr(lower, "charset");
    if (found == NULL) {
        return NULL;
    }
    found += strlen("charset");
    found += strspn(found, " \t\r\n");
    const Charset *charset = *found == '=' ? charset_in(found + 1) : NULL;
    bool wide = charset != NULL && charset->way != DECODE_WINDOWS_1252 &&
                strncmp(charset->name, "utf-", 4) == 0;
    return wide ? &CHARSETS[CHARSET_UTF8] : charset; /* one that can be read is no UTF-16 */
}

/* The charset that a meta element in the first 64 KiB names; comments do not count. */
static const Charset *charset_by_meta(const char *data, size_t length)
{
    const char *end = data + MIN(length, 65536);
    for (const char *p = data; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
        size_t left = (size_t)(end - p);
        if (left >= 4 && memcmp(p, "<!--", 4) == 0) {
            p = memmem(p + 2, left - 2, "-->", 3);
            if (p == NULL) {
                return NULL;
            }
        } else if (left > 5 && g_ascii_strncasecmp(p, "<meta", 5) == 0) {
            const char *close = memchr(p, '>', left);
            const Charset *charset = charset_in_tag(p, close != NULL ? (size_t)(close - p) : left);
            if (charset != NULL) {
                return charset;
            }
        } else if (left > 5 && g_ascii_strncasecmp(p, "<body", 5) == 0) {
            return NULL;
        }
    }
    return NULL;
}

const Charset *charset_of_html(const char *data, size_t length, const char *label)
{
    const Charset *charset = charset_by_mark(data, length);
    if (charset == NULL) {
        charset = charset_by_zeros(data, length);
    }
    if (charset == NULL) {
        charset = charset_named(label);
    }
    if (charset == NULL) {
        charset = charset_by_meta(data, length);
    }
    charset = charset_believed(charset, data, length);
    return charset != NULL ? charset : charset_by_content(data, length);
}

const Charset *charset_of_xml(const char *data, size_t length)
{
    const Charset *charset = charset_by_mark(data, length);
    if (charset == NULL) {
        charset = charset_by_zeros(data, length);
    }
    if (charset != NULL) {
        return charset;
    }
    g_autofree char *head = g_strndup(data, MIN(length, 512));
    const char *declaration = strstr(head, "<?xml");
    char *end = declaration != NULL ? strstr(declaration, "?>") : NULL;
    if (end != NULL) {
        *end = '\0';
        const char *encoding = strstr(declaration, "encoding");
        const char *value = encoding != NULL ? strchr(encoding, '=') : NULL;
        charset = value != NULL ? charset_in(value + 1) : NULL;
    }
    if (charset != NULL) {
        bool wide = charset->way == DECODE_UTF16LE || charset->way == DECODE_UTF16BE;
        return wide ? &CHARSETS[CHARSET_UTF8] : charset_believed(charset, data, length);
    }
    return charset_by_content(data, length);
}

/* ---- decoding ---- */

gunichar windows_1252_character(unsigned char byte)
{
    static const uint16_t upper[32] = {
        0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};
    return byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80] : byte;
}

static size_t decode_windows_1252(const char *data, size_t length, GString *out)
{
    for (size_t i = 0; i < length;) {
        size_t run = ascii_run(data + i, length - i);
        g_string_append_len(out, data + i, (gssize)run);
        i += run;
        if (i < length) {
            g_string_append_unichar(out, windows_1252_character((unsigned char)data[i++]));
        }
    }
    return length;
}

static size_t decode_utf8(const char *data, size_t length, bool last, GString *out)
{
    size_t i = 0, from = 0;
    while (i < length) {
        i += ascii_run(data + i, length - i);
        bool cut = false;
        size_t sequence = i < length ? utf8_sequence(data + i, length - i, &cut) : 0;
        i += sequence;
        if (sequence > 0 || i >= length) {
            continue;
        }
        g_string_append_len(out, data + from, (gssize)(i - from));
        if (cut && !last) {
            return i;
        }
        g_string_append_unichar(out, windows_1252_character((unsigned char)data[i]));
        from = ++i;
    }
    g_string_append_len(out, data + from, (gssize)(length - from));
    return length;
}

static unsigned utf16_unit(const char *data, bool big)
{
    const unsigned char *p = (const unsigned char *)data;
    return big ? (unsigned)p[0] << 8 | p[1] : (unsigned)p[1] << 8 | p[0];
}

static size_t decode_utf16(const char *data, size_t length, bool big, bool last, GString *out)
{
    size_t i = 0;
    while (i + 2 <= length) {
        gunichar unit = utf16_unit(data + i, big);
        size_t took = 2;
        if ((unit & 0xfc00) == 0xd800) {
            if (i + 4 > length && !last) {
                return i;
            }
            unsigned second = i + 4 <= length ? utf16_unit(data + i + 2, big) : 0;
            bool pair = (second & 0xfc00) == 0xdc00;
            unit = pair ? 0x10000 + ((unit & 0x3ff) << 10 | (second & 0x3ff)) : 0xfffd;
            took = pair ? 4 : 2;
        } else if ((unit & 0xfc00) == 0xdc00) {
            unit = 0xfffd;
        }
        g_string_append_unichar(out, unit);
        i += took;
    }
    return last ? length : i;
}

void charset_append_utf16(GString *out, const char *data, size_t length)
{
    bool marked = length >= 2 && memcmp(data, "\xff\xfe", 2) == 0;
    size_t mark = marked ? 2 : 0;
    decode_utf16(data + mark, length - mark, false, true, out);
}

static size_t decode_iconv(Decoder *decoder, const char *data, size_t length, bool last,
                           GString *out)
{
    if (decoder->converter == (iconv_t)-1) { /* not installed here: better than nothing */
        return decode_windows_1252(data, length, out);
    }
    char buffer[8192];
    char *in = (char *)data; /* iconv never writes there */
    size_t left = length;
    while (left > 0) {
        char *to = buffer;
        size_t room = sizeof(buffer);
        size_t before = left;
        size_t result = iconv(decoder->converter, &in, &left, &to, &room);
        g_string_append_len(out, buffer, to - buffer);
        if (result != (size_t)-1 || (room < 16 && left < before)) {
            continue;
        }
        if (!last && left < 8) {
            break; /* a character cut at the end of the piece */
        }
        if (room >= 16) {
            g_string_append(out, "\xef\xbf\xbd");
            in++;
            left--;
        }
    }
    return length - left;
}

Decoder *decoder_new(const Charset *charset)
{
    Decoder *decoder = g_new0(Decoder, 1);
    decoder->charset = charset;
    decoder->converter = (iconv_t)-1;
    if (charset->way == DECODE_ICONV) {
        decoder->converter = iconv_open("UTF-8", charset->converter);
    }
    return decoder;
}

void decoder_free(Decoder *decoder)
{
    if (decoder != NULL && decoder->converter != (iconv_t)-1) {
        iconv_close(decoder->converter);
    }
    g_free(decoder);
}

/* A mark of UTF-16 in front of what comes next is no part of this. */
static size_t decode_narrow(Way way, const char *data, Stretch stretch, bool whole, GString *out)
{
    size_t marks =
        stretch.found && stretch.bytes >= 2 && memcmp(data + stretch.bytes - 2, "\xff\xfe", 2) == 0
            ? 2
            : 0;
    size_t length = stretch.bytes - marks;

    return marks + (way == DECODE_WINDOWS_1252 ? decode_windows_1252(data, length, out)
                                               : decode_utf8(data, length, whole, out));
}

/* A text whose charset has one width, as far as that goes, and in the other one from there on. */
static size_t decode_mixed(Decoder *decoder, const char *data, size_t length, bool last,
                           GString *out)
{
    Way way = decoder->charset->way;
    bool wide = way == DECODE_UTF16LE || way == DECODE_UTF16BE;
    size_t i = 0;

    while (i < length) {
        bool now_wide = wide != decoder->other, big = way == DECODE_UTF16BE && !decoder->little;
        Stretch stretch = now_wide ? mixed_wide(data + i, length - i, last)
                                   : mixed_narrow(data + i, length - i, big, last);
        bool whole = last || stretch.found;
        size_t took;

        if (now_wide)
            took = decode_utf16(data + i, stretch.bytes, big, whole, out);
        else
            took = decode_narrow(way, data + i, stretch, whole, out);
        i += took;
        if (!stretch.found)
            break;
        decoder->little = decoder->little || (i == 0 && !decoder->started);
        decoder->other = !decoder->other;
    }
    return i;
}

static size_t decode(Decoder *decoder, const char *data, size_t length, bool last, GString *out)
{
    return decoder->charset->way == DECODE_ICONV ? decode_iconv(decoder, data, length, last, out)
                                                 : decode_mixed(decoder, data, length, last, out);
}

size_t decoder_feed(Decoder *decoder, const char *data, size_t length, bool last, GString *out)
{
    size_t mark = out->len;
    size_t took = decode(decoder, data, length, last, out);
    if (!decoder->started && out->len > mark) {
        decoder->started = true;
        if (strncmp(out->str + mark, "\xef\xbb\xbf", 3) == 0) {
            g_string_erase(out, (gssize)mark, 3);
        }
    }
    return took;
}

void charset_warm_up(void)
{
    /* Kept for the life of the process: glibc unloads a converter that nobody holds. */
    static iconv_t held[G_N_ELEMENTS(CHARSETS)];
    for (size_t i = 0; i < G_N_ELEMENTS(CHARSETS); i++) {
        if (CHARSETS[i].way == DECODE_ICONV && held[i] == NULL) {
            held[i] = iconv_open("UTF-8", CHARSETS[i].converter);
        }
    }
}
