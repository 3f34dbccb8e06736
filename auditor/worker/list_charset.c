/* Which of the charsets of a school's programs makes words of the bytes above ASCII. */
#include "worker/list_charset.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "worker/charset.h"

#define SCORED_BYTES (4U << 20)

static char *decode(const Charset *charset, const char *data, size_t length, size_t *decoded)
{
    g_autoptr(Decoder) decoder = decoder_new(charset);
    GString *text = g_string_sized_new(length + 1);

    decoder_feed(decoder, data, length, true, text);
    *decoded = text->len;
    return g_string_free(text, FALSE);
}

/* Letters of the names that Dutch schools have; others of a charset are rare, and prove nothing. */
static bool is_usual(gunichar letter)
{
    static const char usual[] = "áàâäãåæçčćéèêëěğíìîïıñńóòôöõøœřšśşßúùûüůýÿžźżđðþ";

    return g_utf8_strchr(usual, -1, g_unichar_tolower(letter)) != NULL;
}

/* One character above ASCII among its neighbours: a letter where a letter may stand counts for the
 * charset, a sign within a word or a capital behind a small letter against it. */
static int score_character(gunichar before, gunichar at, gunichar after)
{
    bool in_word = g_unichar_isalpha(before) || g_unichar_isalpha(after);

    if (!g_unichar_isalpha(at)) {
        bool within = g_unichar_isalpha(before) && g_unichar_isalpha(after);
        bool joins = at == 0x2019 || at == 0x00A0 || at == 0x2013 || at == 0x00B4;
        return within && !joins ? -2 : 0;
    }
    if (!in_word)
        return -1;
    if (g_unichar_isupper(at) && g_unichar_islower(before))
        return -2;
    return is_usual(at) ? 2 : -1;
}

static int score(const Charset *charset, const char *data, size_t length)
{
    size_t decoded;
    g_autofree char *text = decode(charset, data, MIN(length, SCORED_BYTES), &decoded);
    gunichar before = ' ';
    int total = 0;

    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        const char *next = g_utf8_next_char(at);
        if (letter >= 0x80)
            total += score_character(before, letter, *next ? g_utf8_get_char(next) : ' ');
        before = letter;
        total = CLAMP(total, -1000000, 1000000);
    }
    return total;
}

char *list_decode(const char *data, size_t length, size_t *decoded_length, const char **name)
{
    static const char *const others[] = {"cp850", "macintosh"};
    const Charset *best = charset_of_text(data, length, NULL);

    if (!strcmp(charset_name(best), "windows-1252")) {
        int most = score(best, data, length);
        for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
            const Charset *other = charset_named(others[i]);
            int points = score(other, data, length);
            if (points > most) {
                best = other;
                most = points;
            }
        }
    }
    *name = charset_name(best);
    return decode(best, data, length, decoded_length);
}
