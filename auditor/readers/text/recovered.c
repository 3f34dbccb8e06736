/*
 * A run counts when it is long enough and mostly letters; numbers and addresses of machines drop
 * out. Both forms are looked for, since older programs mix them.
 */
#include "readers/text/recovered.h"

#include "readers/text/codepages.h"

static bool is_text_unit(unsigned unit)
{
    return unit == '\t' || unit == '\n' || unit == '\r' || (unit >= 0x20 && unit < 0x7F) ||
           (unit >= 0xA0 && unit < 0x250) || (unit >= 0x2010 && unit < 0x2040) || unit == 0x20AC;
}

static bool is_letter_unit(unsigned unit)
{
    return (unit < 0x80 && g_ascii_isalpha((char)unit)) || unit >= 0xC0;
}

/* How many units from `at` on are text; and the weight of letters in these: two each, blanks
 * (fields of a database are filled up with them) one. */
static size_t run_length(Slice bytes, size_t at, size_t width, size_t *letters)
{
    size_t count = 0;
    bool any = false;
    *letters = 0;
    for (; at + width <= bytes.length; at += width, count++) {
        unsigned unit = (guint8)bytes.data[at];
        if (width == 2) {
            unit |= (unsigned)(guint8)bytes.data[at + 1] << 8;
        }
        if (!is_text_unit(unit) && !(width == 1 && unit >= 0x80)) {
            break;
        }
        any = any || is_letter_unit(unit);
        *letters += is_letter_unit(unit) ? 2 : unit == ' ';
    }
    *letters = any ? *letters : 0;
    return count;
}

void recover_runs(Slice bytes, unsigned codepage, size_t least, GString *out)
{
    size_t at = 0;
    while (at < bytes.length) {
        size_t letters, wide_letters;
        size_t wide = run_length(bytes, at, 2, &wide_letters);
        size_t narrow = run_length(bytes, at, 1, &letters);
        if (wide >= least && wide_letters >= wide && wide > narrow) {
            utf16_append(out, bytes.data + at, wide * 2);
            at += wide * 2;
        } else if (narrow >= least && letters >= narrow) {
            codepage_append(out, bytes.data + at, narrow, codepage);
            at += narrow;
        } else {
            at += MAX(narrow, 1);
            continue;
        }
        g_string_append_c(out, '\n');
    }
}

void recover_text(Slice bytes, unsigned codepage, GString *out)
{
    recover_runs(bytes, codepage, 4, out);
}
