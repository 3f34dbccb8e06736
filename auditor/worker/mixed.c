/*
 * Two widths in one text. UTF-16 is believed where four characters of western text stand side by
 * side, each with its zero; bytes are believed within UTF-16 where sixteen of them are UTF-8 and
 * most of those letters: as Chinese in UTF-16 chance makes such a row once in some 100,000 signs.
 */
#include "worker/mixed.h"

#include <glib.h>
#include <string.h>

#include "worker/charset.h"

#define WIDE_BYTES 8U    /* four characters of UTF-16 */
#define NARROW_BYTES 16U /* as UTF-16 eight signs */
#define NARROW_LEAST 6U  /* fewer prove nothing */

static bool is_printed(unsigned char byte)
{
    return (byte >= ' ' && byte != 0x7f) || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_wide(const char *data, bool big)
{
    for (size_t i = 0; i < WIDE_BYTES; i += 2) {
        unsigned char byte = (unsigned char)data[i + big];

        if (data[i + !big] != '\0' || !is_printed(byte) || (byte >= 0x80 && byte < 0xa0))
            return false;
    }
    return true;
}

Stretch mixed_narrow(const char *data, size_t length, bool big, bool last)
{
    const char *zero = data;

    for (; (zero = memchr(zero, '\0', length - (size_t)(zero - data))); zero++) {
        size_t at = (size_t)(zero - data);
        size_t from = big || at == 0 ? at : at - 1;

        if (length - from < WIDE_BYTES && !last)
            return (Stretch){from, false};
        if (length - from >= WIDE_BYTES && is_wide(data + from, big))
            return (Stretch){from, true};
    }
    return (Stretch){length, false};
}

/* Whether all of it is UTF-8, and six tenths of that letters and blanks. */
static bool is_narrow(const char *data, size_t length)
{
    size_t letters = 0;

    for (size_t i = 0; i < length;) {
        bool cut;
        size_t sequence = utf8_sequence(data + i, length - i, &cut);

        if (sequence == 0 && !cut)
            return false;
        letters += g_ascii_isalpha(data[i]) || data[i] == ' ';
        i += sequence == 0 ? length - i : sequence;
    }
    return letters * 10 >= length * 6;
}

/* Bytes in a row that are no UTF-16 of western text: of that each second one is a zero. */
static size_t printed_run(const char *data, size_t length)
{
    size_t i = 0;

    while (i < length && i < NARROW_BYTES && is_printed((unsigned char)data[i]))
        i++;
    return i;
}

/* Few bytes are enough where the text ends with them or goes on in UTF-16. */
static bool is_short_narrow(const char *data, size_t run, size_t left, bool last)
{
    if (run < NARROW_LEAST)
        return false;
    if (run < left && left - run + 1 >= WIDE_BYTES && is_wide(data + run - 1, false))
        return is_narrow(data, run - 1);
    return last && run == left && is_narrow(data, run);
}

Stretch mixed_wide(const char *data, size_t length, bool last)
{
    for (size_t i = 0; i + 2 <= length; i += 2) {
        size_t left = length - i, run = printed_run(data + i, left);

        if (run == NARROW_BYTES ? is_narrow(data + i, run)
                                : is_short_narrow(data + i, run, left, last))
            return (Stretch){i, true};
        if (!last && run >= 2 && left < NARROW_BYTES + WIDE_BYTES)
            return (Stretch){i, false};
    }
    return (Stretch){length, false};
}
