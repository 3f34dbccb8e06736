/*
 * Whether bytes are UTF-8 (RFC 3629) without a zero byte, as g_utf8_validate_len() tells; most of
 * what comes through here is ASCII, which is looked at eight bytes at a time.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Eight bytes of ASCII, none of them zero. */
static inline bool utf8_is_plain(const char *eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t word;

    memcpy(&word, eight, sizeof word);
    return (((word - ones) | word) & high) == 0;
}

static inline bool utf8_is_valid(const char *text, size_t length)
{
    size_t at = 0;

    for (;;) {
        while (length - at >= 8 && utf8_is_plain(text + at))
            at += 8;
        if (at == length)
            return true;
        size_t from = at;

        while (at < length && (length - at < 8 || !utf8_is_plain(text + at)))
            at += MIN(length - at, 8);
        if (!g_utf8_validate_len(text + from, at - from, NULL))
            return false;
    }
}
