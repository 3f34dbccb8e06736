/*
 * Runs of letters in bytes of any kind, as ASCII with UTF-8 or windows-1252 between, and as UTF-16
 * of either order. Bytes that mean nothing give runs as well: what counts is that enough letters of
 * a line stand in pieces of one case, as those of words do.
 */
#include "readers/text/remains.h"

#include <glib.h>
#include <string.h>

#define WINDOW_BYTES (1U << 20)
#define TEXT_BYTES_MAX (16U << 20) /* of one item */
#define LETTERS_LEAST 6U           /* of a line in bytes: chance makes some thirty in a megabyte */
#define CHANCE_BYTES 32U           /* shorter lines in UTF-16 are no reason to pass bytes over */
#define WIDE_LETTERS_LEAST 4U      /* in UTF-16 chance hardly makes any */

typedef enum { AS_BYTES, AS_LITTLE, AS_BIG } Form;

typedef struct {
    const guint8 *data;
    size_t length;
} Window;

/* What was seen of a line so far. */
typedef struct {
    size_t letters;
    size_t orderly; /* letters in pieces of one case */
    size_t piece;   /* letters of the piece that is not over */
    bool upper, orderly_piece;
} Run;

static void end_piece(Run *run)
{
    if (run->piece >= 3 && run->orderly_piece)
        run->orderly += run->piece;
    run->piece = 0;
}

/* "Fenna" and "FENNA" are orderly, "fEnNa" is not. */
static void add_letter(Run *run, gunichar letter)
{
    bool upper = g_unichar_isupper(letter);

    if (run->piece == 0)
        run->orderly_piece = true;
    else if (run->piece == 1)
        run->orderly_piece = run->upper || !upper;
    else if (upper != run->upper)
        run->orderly_piece = false;
    run->upper = upper;
    run->piece++;
    run->letters++;
}

static bool is_letter(gunichar unit)
{
    if (unit < 0x80)
        return g_ascii_isalpha((char)unit);
    return (unit >= 0xC0 && unit < 0x250 && unit != 0xD7 && unit != 0xF7) ||
           (unit >= 0x1E00 && unit < 0x1F00);
}

/* False where `unit` is not of a text. */
static bool add_unit(Run *run, gunichar unit)
{
    if (is_letter(unit)) {
        add_letter(run, unit);
        return true;
    }
    end_piece(run);
    return (unit >= 0x20 && unit < 0x7F) || unit == 0x2019;
}

/* A letter of windows-1252 within a word, as in M<FC>ller. */
static bool is_between_letters(const Window *window, size_t at)
{
    return window->data[at] >= 0xC0 && at > 0 && g_ascii_isalpha((char)window->data[at - 1]) &&
           (at + 1 >= window->length || g_ascii_isalpha((char)window->data[at + 1]));
}

/* The unit at `at` and the bytes it takes; 0 when there is none. */
static size_t unit_at(const Window *window, size_t at, Form form, gunichar *unit)
{
    size_t left = window->length - at;

    if (form != AS_BYTES) {
        if (left < 2)
            return 0;
        *unit = form == AS_LITTLE ? (gunichar)(window->data[at] | window->data[at + 1] << 8)
                                  : (gunichar)(window->data[at] << 8 | window->data[at + 1]);
        return 2;
    }
    *unit = window->data[at];
    if (*unit < 0x80)
        return 1;
    *unit =
        g_utf8_get_char_validated((const char *)window->data + at, (gssize)MIN(left, (size_t)3));
    if (*unit < 0x110000)
        return *unit < 0x800 ? 2 : 3;
    if (!is_between_letters(window, at))
        return 0;
    *unit = window->data[at];
    return 1;
}

/* The bytes of the run at `at`. */
static size_t run_at(const Window *window, size_t at, Form form, Run *run)
{
    size_t from = at, step;
    gunichar unit;

    memset(run, 0, sizeof *run);
    while (at < window->length && (step = unit_at(window, at, form, &unit)) > 0 &&
           add_unit(run, unit))
        at += step;
    end_piece(run);
    return MIN(at, window->length) - from;
}

static bool is_wordy(const Run *run, size_t least)
{
    return run->orderly >= least && run->orderly * 2 >= run->letters;
}

static void put_run(const Window *window, size_t at, size_t length, Form form, GString *text)
{
    gunichar unit;

    for (size_t end = at + length, step; at < end && (step = unit_at(window, at, form, &unit)) > 0;
         at += step)
        g_string_append_unichar(text, unit);
    g_string_append_c(text, '\n');
}

/* Whether a run can begin here: most bytes of what is no text are done with by this. */
static bool may_begin(const Window *window, size_t at)
{
    guint8 byte = window->data[at], next = at + 1 < window->length ? window->data[at + 1] : 0;

    return g_ascii_isgraph((char)byte) || byte >= 0xC2 ||
           (byte <= 2 && (g_ascii_isalpha((char)next) || next >= 0x40));
}

/* The longest run at `at`: its bytes, those to be passed over where it says nothing (*empty). */
static size_t best_run(const Window *window, size_t at, Form *best, size_t *empty)
{
    static const Form forms[] = {AS_BYTES, AS_LITTLE, AS_BIG};
    size_t longest = 0;

    *empty = 1;
    for (size_t i = 0; i < G_N_ELEMENTS(forms) && may_begin(window, at); i++) {
        Run run;
        size_t length = run_at(window, at, forms[i], &run);
        size_t passed = length > 1 ? length - 1 : length;

        /* the last byte may be the first of a run in UTF-16; two may look like letters by chance */
        if (forms[i] != AS_BYTES && length < CHANCE_BYTES)
            passed = 1;
        *empty = MAX(*empty, passed);
        if (is_wordy(&run, forms[i] == AS_BYTES ? LETTERS_LEAST : WIDE_LETTERS_LEAST) &&
            length > longest) {
            longest = length;
            *best = forms[i];
        }
    }
    return longest;
}

/* After a byte that may as well be no part of it: 01 'S' 00 'a' 00 is "Sa" or, the other way round,
 * "œa". */
static void put_little(const Window *window, size_t at, GString *text)
{
    Run run;
    size_t length = run_at(window, at, AS_LITTLE, &run);

    if (is_wordy(&run, WIDE_LETTERS_LEAST))
        put_run(window, at, length, AS_LITTLE, text);
}

/* The runs of a window; where the next window has to begin, so that none is cut in two. */
static size_t read_window(const Window *window, bool last, GString *text)
{
    size_t at = 0;

    while (at < window->length) {
        Form form = AS_BYTES;
        size_t empty, length = best_run(window, at, &form, &empty);

        if (!last && at > 0 && at + MAX(length, empty) + 4 > window->length)
            return at;
        if (length > 0)
            put_run(window, at, length, form, text);
        if (length > 0 && form == AS_BIG && window->data[at] > 0)
            put_little(window, at + 1, text);
        at += length > 0 ? length : empty;
    }
    return window->length;
}

bool remains_read(Input *input, Sink *sink)
{
    g_autofree guint8 *bytes = g_malloc(WINDOW_BYTES);
    g_autoptr(GString) text = g_string_new(NULL);
    uint64_t offset = 0;
    size_t put = 0;
    bool last = false;

    while (!last && put < TEXT_BYTES_MAX) {
        Window window = {bytes, input_read_at(input, offset, bytes, WINDOW_BYTES)};

        last = window.length == 0 || offset + window.length >= input_size(input);
        offset += read_window(&window, last, text);
        if (text->len > 0)
            sink_text(sink, 0, 0, PLACE_BODY, "recovered", text->str, text->len);
        put += text->len;
        g_string_truncate(text, 0);
    }
    return put > 0;
}
