/*
 * The library that reads pages takes of a packed stream what it can inflate, and says nothing: a
 * page of which half the words are lost looks like any other. So each is inflated once more, and
 * held against its end and its checksum (RFC 1950). A checksum that was cut off is no damage: all
 * words are there.
 */
#include "readers/pdf/pdf_damage.h"

#include <glib.h>
#include <string.h>
#include <zlib.h>

#include "readers/pdf/pdf_streams.h"

#define INFLATED_MAX ((size_t)256 << 20) /* of all of them; no words of a school are so many */
#define PIECE_BYTES 65536U
#define CHECKSUM_BYTES 4U

/* Whether it is packed, by nothing else before that. */
static bool is_packed(const PdfStream *stream)
{
    static const char key[] = "/Filter";
    const char *at = stream->dictionary.data, *end = at + stream->dictionary.length;

    at = at < end ? memmem(at, (size_t)(end - at), key, strlen(key)) : NULL;
    if (at == NULL)
        return false;
    at += strlen(key);
    while (at < end && (g_ascii_isspace(*at) || *at == '['))
        at++;
    return (size_t)(end - at) > strlen("/FlateDecode") &&
           memcmp(at, "/FlateDecode", strlen("/FlateDecode")) == 0;
}

/* Pictures are told elsewhere; without a font's shapes its words are the same. */
static bool may_hold_words(const PdfStream *stream)
{
    static const char *const others[] = {"/Width", "/Length1", "/Type1C", "/CIDFontType0C",
                                         "/OpenType"};

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (pdf_stream_has(stream, others[i]))
            return false;
    }
    return is_packed(stream);
}

static bool has_header(const unsigned char *data, size_t length)
{
    return length >= 2 && (data[0] & 0x0F) == Z_DEFLATED && (data[0] << 8 | data[1]) % 31 == 0;
}

static bool is_checksum(z_stream *zip, uLong sum)
{
    const Bytef *at = zip->next_in;

    return zip->avail_in < CHECKSUM_BYTES ||
           sum == ((uLong)at[0] << 24 | (uLong)at[1] << 16 | (uLong)at[2] << 8 | at[3]);
}

static bool is_whole(Slice data, size_t *inflated)
{
    const char *at = data.data, *end = at + data.length;
    unsigned char piece[PIECE_BYTES];
    uLong sum = adler32(0, NULL, 0);
    int result = Z_OK;

    while (at < end && g_ascii_isspace(*at))
        at++;
    if (at == end || end - at > G_MAXINT)
        return true;
    if (!has_header((const unsigned char *)at, (size_t)(end - at)))
        return false;
    z_stream zip = {.next_in = (Bytef *)(uintptr_t)at + 2, .avail_in = (uInt)(end - at - 2)};
    if (inflateInit2(&zip, -MAX_WBITS) != Z_OK)
        return true;
    while (result == Z_OK && *inflated < INFLATED_MAX) {
        zip.next_out = piece;
        zip.avail_out = PIECE_BYTES;
        result = inflate(&zip, Z_NO_FLUSH);
        sum = adler32(sum, piece, PIECE_BYTES - zip.avail_out);
        *inflated += PIECE_BYTES - zip.avail_out;
    }
    bool whole = result == Z_OK || (result == Z_STREAM_END && is_checksum(&zip, sum));
    inflateEnd(&zip);
    return whole;
}

unsigned pdf_damaged_streams(Slice file, unsigned *looked_at)
{
    const char *at = file.data;
    size_t inflated = 0;
    unsigned damaged = 0;
    PdfStream stream;

    *looked_at = 0;
    if (file.length == 0 || memmem(file.data, file.length, "/Encrypt", 8) != NULL)
        return 0;
    while (inflated < INFLATED_MAX && pdf_stream_next(file, &at, &stream)) {
        if (may_hold_words(&stream)) {
            damaged += !is_whole(stream.data, &inflated);
            ++*looked_at;
        }
    }
    return damaged;
}
