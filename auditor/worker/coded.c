/*
 * Runs of the letters of base64, in one line or in lines of 60 and more, are tried: first the
 * beginning, so that pictures and long words cost next to nothing.
 */
#include "worker/coded.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#define RUN_MIN 12U /* of nine bytes: the shortest name */
#define PACKED_RUN_MIN 48U
#define LINE_MIN 60U
#define HEAD_LETTERS 64U
#define TEXT_BYTES_MIN 9U
#define UNPACKED_BYTES_MAX (4U << 20)
#define ARMOUR_HEADS_MAX 1000U /* bytes of headers and line ends in front of the letters */
#define ARMOUR_LINE_MIN 20U

/* The letters of base64, those of addresses too: each byte of every text is asked for. */
static const bool letter_table[256] = {
    ['+'] = true, ['/'] = true, ['-'] = true, ['_'] = true, ['0'] = true, ['1'] = true,
    ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
    ['8'] = true, ['9'] = true, ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true,
    ['E'] = true, ['F'] = true, ['G'] = true, ['H'] = true, ['I'] = true, ['J'] = true,
    ['K'] = true, ['L'] = true, ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true,
    ['Q'] = true, ['R'] = true, ['S'] = true, ['T'] = true, ['U'] = true, ['V'] = true,
    ['W'] = true, ['X'] = true, ['Y'] = true, ['Z'] = true, ['a'] = true, ['b'] = true,
    ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true,
    ['i'] = true, ['j'] = true, ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true,
    ['o'] = true, ['p'] = true, ['q'] = true, ['r'] = true, ['s'] = true, ['t'] = true,
    ['u'] = true, ['v'] = true, ['w'] = true, ['x'] = true, ['y'] = true, ['z'] = true,
};

static bool is_letter(char c)
{
    return letter_table[(unsigned char)c];
}

/* What goes on in the next line, or behind the escaped slash of a script. */
static size_t skip_break(const char *at, const char *end, size_t line)
{
    size_t skipped = 0;

    if (end - at > 1 && at[0] == '\\' && at[1] == '/')
        return 1;
    if (line < LINE_MIN || (*at != '\r' && *at != '\n'))
        return 0;
    while (at + skipped < end && g_ascii_isspace(at[skipped]))
        skipped++;
    return at + skipped < end && is_letter(at[skipped]) ? skipped : 0;
}

/* The run at `at` in plain letters; gives where it ends. */
static const char *take_run(const char *at, const char *end, GString *run)
{
    size_t line = 0, skipped;

    g_string_truncate(run, 0);
    for (;;) {
        const char *from = at;

        while (at < end && is_letter(*at))
            at++;
        g_string_append_len(run, from, at - from);
        line += (size_t)(at - from);
        skipped = at < end ? skip_break(at, end, line) : 0;
        if (skipped == 0)
            break;
        line = *at == '\\' ? line : 0;
        at += skipped;
    }
    while (at < end && *at == '=')
        at++;
    g_strdelimit(run->str, "-", '+');
    g_strdelimit(run->str, "_", '/');
    return at;
}

/* A head may be cut within a character. */
static bool is_text(const char *bytes, size_t length, bool head)
{
    const char *end;
    bool words = false;

    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return false;
        words = words || g_ascii_isalpha((char)c) || c >= 0x80;
    }
    return words && (g_utf8_validate_len(bytes, length, &end) ||
                     (head && (size_t)(bytes + length - end) < 4));
}

static unsigned letter_value(char c)
{
    return g_ascii_isupper(c)     ? (unsigned)(c - 'A')
           : g_ascii_islower(c)   ? (unsigned)(c - 'a') + 26
           : g_ascii_isdigit(c)   ? (unsigned)(c - '0') + 52
           : c == '+' || c == '-' ? 62
                                  : 63;
}

/* Whether the first letters of a run decode to text: most words do not. */
static bool begins_with_text(const char *letters)
{
    char bytes[RUN_MIN / 4 * 3];

    for (size_t i = 0; i < RUN_MIN / 4; i++) {
        unsigned four = 0;

        for (size_t j = 0; j < 4; j++)
            four = four << 6 | letter_value(letters[4 * i + j]);
        bytes[3 * i] = (char)(four >> 16);
        bytes[3 * i + 1] = (char)(four >> 8 & 255);
        bytes[3 * i + 2] = (char)(four & 255);
    }
    return is_text(bytes, sizeof bytes, true);
}

/* The stream as it is, or with the head of zlib or gzip. NULL: none that ends well. */
static GString *unpacked(const guchar *bytes, gsize length, int bits)
{
    z_stream stream = {.next_in = (Bytef *)bytes, .avail_in = (uInt)length};
    g_autofree char *piece = g_malloc(65536);
    GString *out = g_string_new(NULL);
    int status = Z_OK;

    if (inflateInit2(&stream, bits) != Z_OK)
        return out;
    while (status == Z_OK && out->len < UNPACKED_BYTES_MAX) {
        stream.next_out = (Bytef *)piece;
        stream.avail_out = 65536;
        status = inflate(&stream, Z_NO_FLUSH);
        g_string_append_len(out, piece, (gssize)(65536 - stream.avail_out));
        if (out->len > 0 && !is_text(out->str, MIN(out->len, HEAD_LETTERS), true))
            break;
    }
    inflateEnd(&stream);
    if (status != Z_STREAM_END)
        g_string_truncate(out, 0);
    return out;
}

static void give_plain(const char *text, size_t length, CodedText give, void *user)
{
    g_autofree char *plain =
        memchr(text, '%', length) ? g_uri_unescape_segment(text, text + length, NULL) : NULL;

    if (plain && g_utf8_validate(plain, -1, NULL))
        give(user, plain, strlen(plain));
    else
        give(user, text, length);
}

static void try_run(const GString *run, CodedText give, void *user)
{
    size_t whole = run->len - (run->len % 4 == 1);
    g_autofree char *padded = g_strndup(run->str, MIN(whole, HEAD_LETTERS) + 3);
    gsize length;

    memset(padded + MIN(whole, HEAD_LETTERS), '=', 3);
    padded[MIN(whole, HEAD_LETTERS) + (4 - MIN(whole, HEAD_LETTERS) % 4) % 4] = '\0';
    g_autofree guchar *head = g_base64_decode(padded, &length);
    bool plain = is_text((char *)head, length, whole > HEAD_LETTERS);

    if (!plain && (whole < PACKED_RUN_MIN || length == 0))
        return;
    g_autofree char *all = g_strdup_printf("%.*s%s", (int)MIN(whole, G_MAXINT), run->str,
                                           whole % 4 == 2   ? "=="
                                           : whole % 4 == 3 ? "="
                                                            : "");
    g_autofree guchar *bytes = g_base64_decode(all, &length);

    if (plain) {
        if (length >= TEXT_BYTES_MIN && is_text((char *)bytes, length, false))
            give_plain((char *)bytes, length, give, user);
        return;
    }
    bool wrapped = bytes[0] == 0x78 || (bytes[0] == 0x1f && bytes[1] == 0x8b);
    GString *text = unpacked(bytes, length, wrapped ? 47 : -15);

    if (text->len >= TEXT_BYTES_MIN && is_text(text->str, text->len, false))
        give_plain(text->str, text->len, give, user);
    g_string_free(text, TRUE);
}

void coded_each(const char *text, size_t length, CodedText give, void *user)
{
    const char *at = text, *end = text + length;
    GString *run = NULL;

    /* A run has a letter in each stretch of its least length: most words are stepped over. */
    while (end - at >= (ptrdiff_t)RUN_MIN) {
        const char *from = at + RUN_MIN - 1, *to = at + RUN_MIN;

        if (!is_letter(*from)) {
            at = to;
            continue;
        }
        while (from > at && is_letter(from[-1]))
            from--;
        while (to < end && is_letter(*to))
            to++;
        size_t letters = (size_t)(to - from);

        at = to;
        if (letters >= PACKED_RUN_MIN || (letters >= RUN_MIN && begins_with_text(from))) {
            run = run ? run : g_string_new(NULL);
            at = take_run(from, end, run);
            try_run(run, give, user);
        }
        at += at < end;
    }
    if (run)
        g_string_free(run, TRUE);
}

bool coded_is_sealed(const char *text, size_t length)
{
    static const char begin[] = "-----BEGIN PGP MESSAGE-----";
    const char *at = text, *end = text + length;

    while ((at = memmem(at, (size_t)(end - at), begin, sizeof begin - 1))) {
        const char *from = at += sizeof begin - 1;
        size_t letters = 0;

        /* Somebody who only writes of it goes on with words. */
        while (at < end && (size_t)(at - from) < ARMOUR_HEADS_MAX && letters < ARMOUR_LINE_MIN)
            letters = is_letter(*at++) ? letters + 1 : 0;
        if (letters == ARMOUR_LINE_MIN)
            return true;
    }
    return false;
}
