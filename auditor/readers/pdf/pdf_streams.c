/*
 * Finds streams (ISO 32000-1, 7.3.8) without parsing the document: a stream's dictionary always
 * stands in plain sight before it.
 */
#include "readers/pdf/pdf_streams.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define DICTIONARY_BYTES 4096U

static const char *find(const char *from, const char *end, const char *word)
{
    return from < end ? memmem(from, (size_t)(end - from), word, strlen(word)) : NULL;
}

unsigned long pdf_number_of(Slice dictionary, const char *key)
{
    const char *end = dictionary.data + dictionary.length;
    const char *at = find(dictionary.data, end, key);
    char digits[24] = "";
    if (at == NULL) {
        return 0;
    }
    at += strlen(key);
    memcpy(digits, at, MIN(sizeof digits - 1, (size_t)(end - at)));
    char *rest;
    unsigned long number = strtoul(digits, &rest, 10);
    unsigned long generation = strtoul(rest, &rest, 10);
    rest += strspn(rest, " \r\n");
    return *rest == 'R' && generation < 65536 ? 0 : number;
}

/* The dictionary before a "stream": it begins behind the nearest "obj". */
static bool find_dictionary(const char *begin, const char *keyword, PdfStream *stream)
{
    const char *from = keyword - begin > DICTIONARY_BYTES ? keyword - DICTIONARY_BYTES : begin;
    const char *found = NULL;
    for (const char *at = from; (at = find(at, keyword, " obj")) != NULL; at += 4) {
        found = at;
    }
    if (found == NULL) {
        return false;
    }
    stream->dictionary = (Slice){found + 4, (size_t)(keyword - found - 4)};
    const char *digit = found; /* "12 0 obj" */
    while (digit > begin && g_ascii_isdigit(digit[-1])) {
        digit--;
    }
    while (digit > begin && digit[-1] == ' ') {
        digit--;
    }
    while (digit > begin && g_ascii_isdigit(digit[-1])) {
        digit--;
    }
    stream->object = g_ascii_isdigit(*digit) ? strtoul(digit, NULL, 10) : 0;
    return true;
}

bool pdf_stream_next(Slice file, const char **at, PdfStream *stream)
{
    const char *end = file.data + file.length;
    for (const char *word; (word = find(*at, end, "stream")) != NULL;) {
        const char *data = word + 6;
        *at = data;
        if ((word - file.data >= 3 && memcmp(word - 3, "end", 3) == 0) ||
            !find_dictionary(file.data, word, stream)) {
            continue;
        }
        data += data < end && *data == '\r';
        data += data < end && *data == '\n';
        unsigned long length = pdf_number_of(stream->dictionary, "/Length");
        if (length == 0 || length > (size_t)(end - data) ||
            find(data + length, MIN(end, data + length + 16), "endstream") == NULL) {
            const char *last = find(data, end, "endstream");
            length = (size_t)((last != NULL ? last : end) - data);
        }
        stream->data = (Slice){data, length};
        *at = data + length;
        return true;
    }
    return false;
}

bool pdf_stream_has(const PdfStream *stream, const char *word)
{
    return find(stream->dictionary.data, stream->dictionary.data + stream->dictionary.length,
                word) != NULL;
}
