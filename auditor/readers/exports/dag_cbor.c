/*
 * DAG-CBOR (a strict form of RFC 8949) into JSON, and the CIDs in it. Only lengths that lie within
 * the bytes at hand are believed; nothing is allocated for a length that is only claimed.
 * Indefinite lengths, which the format forbids, count as broken.
 */
#include "readers/exports/dag_cbor.h"

#include <math.h>
#include <string.h>

#include "worker/limits.h"

#define TAG_LINK 42U
#define TEXT_BYTES_LEAST 2U /* shorter runs of bytes are text by chance */

typedef struct {
    const uint8_t *at, *end;
    GString *json;
    size_t most;
    unsigned depth;
} Cbor;

size_t varint_read(const uint8_t *data, size_t length, uint64_t *value)
{
    uint64_t number = 0;

    for (size_t i = 0; i < length && i < 9; i++) {
        number |= (uint64_t)(data[i] & 0x7f) << (7 * i);
        if (!(data[i] & 0x80)) {
            *value = number;
            return i + 1;
        }
    }
    return 0;
}

/* Version 1: version, codec, hash function, length, digest; version 0: a bare SHA-256 multihash. */
size_t cid_length(const uint8_t *data, size_t length)
{
    uint64_t values[4] = {0};
    size_t at = 0;

    if (length >= 34 && data[0] == 0x12 && data[1] == 0x20)
        return 34;
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        size_t taken = varint_read(data + at, length - at, &values[i]);

        if (taken == 0)
            return 0;
        at += taken;
    }
    if (values[0] != 1 || values[3] > CID_BYTES_MAX - at || values[3] > length - at)
        return 0;
    return at + (size_t)values[3];
}

/* "bafyrei...": base32 as it is written in addresses. g_free. */
static char *cid_text(const uint8_t *cid, size_t length)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz234567";
    GString *text = g_string_new("b");
    uint32_t bits = 0;
    unsigned held = 0;

    for (size_t i = 0; i < length; i++) {
        bits = (bits << 8 | cid[i]) & 0xfffff;
        held += 8;
        for (; held >= 5; held -= 5)
            g_string_append_c(text, signs[bits >> (held - 5) & 31]);
    }
    if (held > 0)
        g_string_append_c(text, signs[bits << (5 - held) & 31]);
    return g_string_free(text, FALSE);
}

size_t cid_parse(const char *text, uint8_t *cid)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t length = 0;

    if (*text != 'b')
        return 0;
    for (text++; *text; text++) {
        int value = *text >= 'a' && *text <= 'z'   ? *text - 'a'
                    : *text >= '2' && *text <= '7' ? *text - '2' + 26
                                                   : -1;

        if (value < 0 || length == CID_BYTES_MAX)
            return 0;
        bits = (bits << 5 | (uint32_t)value) & 0xfffff;
        held += 5;
        if (held >= 8) {
            held -= 8;
            cid[length++] = (uint8_t)(bits >> held);
        }
    }
    return length;
}

/* A JSON string; invalid UTF-8 becomes U+FFFD. */
static void put_string(Cbor *cbor, const char *text, size_t length)
{
    g_autofree char *valid = g_utf8_validate(text, (gssize)length, NULL)
                                 ? NULL
                                 : g_utf8_make_valid(text, (gssize)length);
    const char *at = valid ? valid : text;
    const char *end = at + (valid ? strlen(valid) : length);

    g_string_append_c(cbor->json, '"');
    for (; at < end; at++) {
        if ((unsigned char)*at < 0x20)
            g_string_append_printf(cbor->json, "\\u%04x", *at);
        else if (*at == '"' || *at == '\\')
            g_string_append_printf(cbor->json, "\\%c", *at);
        else
            g_string_append_c(cbor->json, *at);
    }
    g_string_append_c(cbor->json, '"');
}

/* Bytes that read as text may hold words; others (signatures, digests) hold none. */
static void put_bytes(Cbor *cbor, const uint8_t *bytes, size_t length)
{
    bool text = length >= TEXT_BYTES_LEAST || length == 0;

    text = text && g_utf8_validate((const char *)bytes, (gssize)length, NULL);
    for (size_t i = 0; text && i < length; i++)
        text = bytes[i] >= 0x20 || bytes[i] == '\n' || bytes[i] == '\t';
    if (text || (length == 1 && g_ascii_isprint((char)*bytes)))
        put_string(cbor, (const char *)bytes, length);
    else
        g_string_append(cbor->json, "null");
}

static void put_double(Cbor *cbor, double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    if (isfinite(number))
        g_string_append(cbor->json, g_ascii_formatd(text, sizeof text, "%.17g", number));
    else
        g_string_append(cbor->json, "null");
}

static uint64_t big_endian(const uint8_t *at, size_t length)
{
    uint64_t number = 0;

    for (size_t i = 0; i < length; i++)
        number = number << 8 | at[i];
    return number;
}

static double half_float(uint64_t bits)
{
    double fraction = (double)(bits & 0x3ff);
    int exponent = (int)(bits >> 10 & 31);
    double number = exponent == 0    ? ldexp(fraction, -24)
                    : exponent == 31 ? (double)INFINITY
                                     : ldexp(fraction + 1024, exponent - 25);

    return bits & 0x8000 ? -number : number;
}

/* False, true, null and floating point. */
static bool put_simple(Cbor *cbor, uint8_t kind, uint64_t value)
{
    float single;
    double number;
    uint32_t bits = (uint32_t)value;

    if (kind == 20 || kind == 21) {
        g_string_append(cbor->json, kind == 20 ? "false" : "true");
    } else if (kind == 22 || kind == 23) {
        g_string_append(cbor->json, "null");
    } else if (kind == 25) {
        put_double(cbor, half_float(value));
    } else if (kind == 26) {
        memcpy(&single, &bits, sizeof single);
        put_double(cbor, (double)single);
    } else if (kind == 27) {
        memcpy(&number, &value, sizeof number);
        put_double(cbor, number);
    } else {
        return false;
    }
    return true;
}

static bool put_value(Cbor *cbor);

static bool put_nested(Cbor *cbor)
{
    bool done;

    if (cbor->depth == LIMIT_JSON_DEPTH)
        return false;
    cbor->depth++;
    done = put_value(cbor);
    cbor->depth--;
    return done;
}

/* Tag 42 holds a CID behind a zero byte; of any other tag only the value counts. */
static bool put_tagged(Cbor *cbor, uint64_t tag)
{
    size_t length;

    if (tag != TAG_LINK)
        return put_nested(cbor);
    if (cbor->end - cbor->at < 2 || (cbor->at[0] & 0xe0) != 0x40)
        return false;
    length = cbor->at[0] & 0x1f;
    cbor->at++;
    if (length == 24)
        length = *cbor->at++;
    if (length < 2 || length > 24 + CID_BYTES_MAX || (size_t)(cbor->end - cbor->at) < length)
        return false;
    g_autofree char *text = cid_text(cbor->at + 1, length - 1);

    g_string_append_printf(cbor->json, "{\"$link\":\"%s\"}", text);
    cbor->at += length;
    return true;
}

/* `pairs`: a map. Every element takes a byte at least, so that a claimed count ends by itself. */
static bool put_container(Cbor *cbor, uint64_t count, bool pairs)
{
    if (cbor->depth == LIMIT_JSON_DEPTH || count > (uint64_t)(cbor->end - cbor->at))
        return false;
    cbor->depth++;
    g_string_append_c(cbor->json, pairs ? '{' : '[');
    for (uint64_t i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(cbor->json, ',');
        if (pairs && (cbor->at == cbor->end || *cbor->at >> 5 != 3 || !put_value(cbor)))
            return false;
        if (pairs)
            g_string_append_c(cbor->json, ':');
        if (!put_value(cbor))
            return false;
    }
    g_string_append_c(cbor->json, pairs ? '}' : ']');
    cbor->depth--;
    return true;
}

static bool put_run(Cbor *cbor, uint8_t major, uint64_t length)
{
    if (length > (uint64_t)(cbor->end - cbor->at))
        return false;
    if (major == 3)
        put_string(cbor, (const char *)cbor->at, (size_t)length);
    else
        put_bytes(cbor, cbor->at, (size_t)length);
    cbor->at += length;
    return true;
}

static bool put_value(Cbor *cbor)
{
    uint8_t major, kind;
    uint64_t value;
    size_t more;

    if (cbor->at == cbor->end || cbor->json->len > cbor->most)
        return false;
    major = *cbor->at >> 5;
    kind = *cbor->at++ & 31;
    more = kind < 24 ? 0 : kind < 28 ? (size_t)1 << (kind - 24) : SIZE_MAX;
    if (more > (size_t)(cbor->end - cbor->at))
        return false;
    value = more ? big_endian(cbor->at, more) : kind;
    cbor->at += more;
    switch (major) {
    case 0:
        g_string_append_printf(cbor->json, "%" G_GUINT64_FORMAT, value);
        return true;
    case 1:
        if (value > INT64_MAX)
            return false;
        g_string_append_printf(cbor->json, "%" G_GINT64_FORMAT, -1 - (int64_t)value);
        return true;
    case 2:
    case 3:
        return put_run(cbor, major, value);
    case 4:
    case 5:
        return put_container(cbor, value, major == 5);
    case 6:
        return put_tagged(cbor, value);
    default:
        return put_simple(cbor, kind, value);
    }
}

size_t dag_cbor_to_json(const uint8_t *data, size_t length, size_t most, GString *json)
{
    Cbor cbor = {.at = data, .end = data + length, .json = json, .most = json->len + most};

    return put_value(&cbor) ? (size_t)(cbor.at - data) : 0;
}
