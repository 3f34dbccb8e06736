/* Texts with their length in front of them, among other bytes. */
#include "readers/media/packed_words.h"

#include <stdbool.h>
#include <string.h>

#include "readers/media/bytes.h"
#include "readers/media/words.h"

#define UNICODE_LONGEST 1000U
#define RUN_LEAST 6U
#define TEXT_LEAST 3U
#define TEXT_LONGEST 1024U /* so that bytes are not looked at over and over */

/* Empty lines between them: words of two values are no name together. */
static void add(GString *out, char *words)
{
    if (words)
        g_string_append_printf(out, "%s\n\n", words);
    g_free(words);
}

static char *finish(GString *out)
{
    return g_string_free(out, out->len == 0);
}

/* Units that are letters, digits or signs of the Latin, Greek or Cyrillic alphabet; a zero may end
 * them. */
static bool is_unicode(const uint8_t *units, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned unit = number_16(units + 2 * i, false);
        bool end = unit == 0 && i + 1 == count;

        if (!end && (unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || unit >= 0x2100))
            return false;
    }
    return true;
}

char *packed_words_photoshop(const uint8_t *data, size_t length)
{
    GString *out = g_string_new(NULL);

    for (size_t at = 0; at + 8 <= length; at++) {
        size_t count = number_32(data + at, false);

        if (count < 2 || count > UNICODE_LONGEST || count * 2 > length - at - 4 ||
            !is_unicode(data + at + 4, count))
            continue;
        add(out, words_from_utf16(data + at + 4, count * 2, false));
        at += 3 + count * 2;
    }
    return finish(out);
}

/* How many bytes from here on are printable UTF-8; no more than those are looked at. */
static size_t text_run(const uint8_t *data, size_t length)
{
    size_t at = 0;

    while (at < length && data[at] >= 0x20 && data[at] != 0x7f) {
        const char *character = (const char *)data + at;

        if (data[at] >= 0x80 &&
            g_utf8_get_char_validated(character, (gssize)(length - at)) >= (gunichar)-2)
            break;
        at += (size_t)(g_utf8_next_char(character) - character);
    }
    return at;
}

static void add_runs(const uint8_t *data, size_t length, GString *out)
{
    for (size_t at = 0; at < length; at++) {
        size_t run = text_run(data + at, length - at);

        if (run >= RUN_LEAST)
            add(out, words_from_bytes(data + at, run));
        at += run;
    }
}

/* Of one text: how long its head is, and *count of its bytes; 0 where none begins. */
static size_t text_head(const uint8_t *data, size_t length, size_t *count)
{
    size_t head = data[0] >= 0x60 && data[0] < 0x78 ? 1
                  : data[0] == 0x78                 ? 2
                  : data[0] == 0x79                 ? 3
                                                    : 0;

    if (head == 0 || length < head)
        return 0;
    *count = head == 1 ? data[0] - 0x60U : head == 2 ? data[1] : number_16(data + 1, false);
    return *count >= TEXT_LEAST && *count <= MIN(TEXT_LONGEST, length - head) &&
                   text_run(data + head, *count) == *count
               ? head
               : 0;
}

char *packed_words_credentials(const uint8_t *data, size_t length)
{
    GString *out = g_string_new(NULL);
    size_t count = 0;

    add_runs(data, length, out);
    for (size_t at = 0; at < length; at++) {
        size_t head = text_head(data + at, length - at, &count);

        if (head == 0)
            continue;
        add(out, words_from_bytes(data + at + head, count));
        at += head + count - 1;
    }
    return finish(out);
}
