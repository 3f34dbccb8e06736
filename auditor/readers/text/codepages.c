/*
 * Code pages as charsets of worker/charset.h. Nothing is guessed from the bytes here: the format
 * says which one it is.
 */
#include "readers/text/codepages.h"

#include <stdio.h>
#include <string.h>

#define UTF16_PAGE 1200U

const Charset *codepage_charset(unsigned codepage)
{
    static const struct {
        unsigned page;
        const char *label;
    } named[] = {{10000, "macintosh"},    {10007, "x-mac-cyrillic"}, {65001, "utf-8"},
                 {20127, "us-ascii"},     {28591, "iso-8859-1"},     {28592, "iso-8859-2"},
                 {28599, "iso-8859-9"},   {28605, "iso-8859-15"},    {50220, "iso-2022-jp"},
                 {51932, "euc-jp"},       {51949, "euc-kr"},         {54936, "gb18030"},
                 {20866, "koi8-r"},       {21866, "koi8-u"},         {UTF16_PAGE, "utf-16le"},
                 {1361, "windows-949"},   {65000, "utf-7"},          {0x8000, "macintosh"},
                 {0x8001, "windows-1252"}};
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
        if (named[i].page == codepage) {
            return charset_named(named[i].label);
        }
    }
    char label[24];
    snprintf(label, sizeof label, "cp%u", codepage);
    const Charset *charset = charset_named(label);
    return charset != NULL ? charset : charset_named("windows-1252");
}

unsigned codepage_of_font(unsigned charset)
{
    static const struct {
        unsigned charset, page;
    } pages[] = {{0, 1252},   {2, 1252},   {77, 10000}, {128, 932},  {129, 949},
                 {130, 949},  {134, 936},  {136, 950},  {161, 1253}, {162, 1254},
                 {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257}, {204, 1251},
                 {222, 874},  {238, 1250}, {254, 437},  {255, 850}};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        if (pages[i].charset == charset) {
            return pages[i].page;
        }
    }
    return 0;
}

unsigned codepage_of_language(unsigned language)
{
    static const struct {
        unsigned language, page; /* the primary one, in the low ten bits */
    } pages[] = {{0x01, 1256}, {0x20, 1256}, {0x29, 1256}, {0x05, 1250}, {0x0E, 1250}, {0x15, 1250},
                 {0x18, 1250}, {0x1A, 1250}, {0x1B, 1250}, {0x1C, 1250}, {0x24, 1250}, {0x02, 1251},
                 {0x19, 1251}, {0x22, 1251}, {0x23, 1251}, {0x2F, 1251}, {0x08, 1253}, {0x1F, 1254},
                 {0x2C, 1254}, {0x0D, 1255}, {0x25, 1257}, {0x26, 1257}, {0x27, 1257}, {0x2A, 1258},
                 {0x11, 932},  {0x12, 949},  {0x1E, 874}};
    if (language == 0x0804 || language == 0x1004) {
        return 936;
    }
    if ((language & 0x3FF) == 0x04) {
        return 950;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        if (pages[i].language == (language & 0x3FF)) {
            return pages[i].page;
        }
    }
    return 1252;
}

static void blank_zeros(GString *out, size_t from)
{
    for (size_t i = from; i < out->len; i++) {
        out->str[i] = out->str[i] == '\0' ? ' ' : out->str[i];
    }
}

void codepage_append(GString *out, const char *data, size_t length, unsigned codepage)
{
    size_t before = out->len;
    if (codepage == UTF16_PAGE) {
        charset_append_utf16(out, data, length);
    } else {
        g_autoptr(Decoder) decoder = decoder_new(codepage_charset(codepage));
        decoder_feed(decoder, data, length, true, out);
    }
    blank_zeros(out, before);
}

void utf16_append(GString *out, const void *data, size_t length)
{
    codepage_append(out, data, length & ~(size_t)1, UTF16_PAGE);
}
