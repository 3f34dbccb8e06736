/* Reads cells that name channels. */
#include "register/listed.h"

#include <string.h>

/* "Website, Sociale media (Facebook, Instagram)" in parts; brackets only part further. */
static GStrv cell_parts(const char *cell)
{
    return g_strsplit_set(cell, ",;|/+&\n()", -1);
}

static bool is_refusal(const Lexicon *lexicon, const char *folded)
{
    return wordbook_whole(lexicon->values, "listed-none", folded) != NULL;
}

static void names_add(GPtrArray *names, GStrv found)
{
    for (guint i = 0; found[i]; i++)
        if (!g_ptr_array_find_with_equal_func(names, found[i], g_str_equal, NULL))
            g_ptr_array_add(names, g_strdup(found[i]));
}

static void part_read(const Lexicon *lexicon, const char *part, GPtrArray *names, Listed *listed)
{
    g_autofree char *folded = text_fold(part);
    g_auto(GStrv) found = wordbook_find(lexicon->headers, "channel", folded);
    const char *plain = wordbook_whole(lexicon->values, "plain", folded);

    if (!*folded || !g_strcmp0(plain, "yes") ||
        wordbook_whole(lexicon->values, "said", folded) != NULL)
        return;
    names_add(names, found);
    if (!g_strcmp0(plain, "no") || is_refusal(lexicon, folded))
        listed->refused = true;
    else if (!*found || wordbook_holds(lexicon->values, "condition", folded) ||
             wordbook_holds(lexicon->headers, "negative", folded))
        listed->strange = true;
}

Listed listed_read(const Lexicon *lexicon, const char *cell)
{
    g_autofree char *folded = text_fold(cell);
    g_auto(GStrv) parts = cell_parts(cell);
    GPtrArray *names = g_ptr_array_new();
    Listed listed = {.none = !*folded || wordbook_whole(lexicon->values, "none", folded) != NULL};

    for (guint i = 0; !listed.none && parts[i]; i++)
        part_read(lexicon, parts[i], names, &listed);
    /* "Ja" names nothing; "Website, geen van bovenstaande" says two things. */
    if (!listed.none && listed.refused == (names->len > 0))
        listed.strange = true;
    g_ptr_array_add(names, NULL);
    listed.named = (GStrv)g_ptr_array_free(names, FALSE);
    return listed;
}

ConsentAnswer listed_answer(const Listed *listed, const char *channel, bool inverted)
{
    bool named = g_strv_contains((const char *const *)listed->named, channel);

    if (listed->none)
        return CONSENT_UNKNOWN;
    if (inverted)
        return named ? CONSENT_NO : listed->strange ? CONSENT_REVIEW : CONSENT_UNKNOWN;
    if (listed->strange)
        return CONSENT_REVIEW;
    return named ? CONSENT_YES : CONSENT_NO;
}

GStrv listed_channels(const Lexicon *lexicon, const TableSheet *sheet, guint from, guint index)
{
    GPtrArray *names = g_ptr_array_new();

    for (guint i = from; i < sheet->rows->len; i++) {
        g_autofree char *cell = row_cell(g_ptr_array_index(sheet->rows, i), index);
        Listed listed = listed_read(lexicon, cell);
        names_add(names, listed.named);
        g_strfreev(listed.named);
    }
    g_ptr_array_add(names, NULL);
    return (GStrv)g_ptr_array_free(names, FALSE);
}

bool cells_are_channels(const Lexicon *lexicon, const TableSheet *sheet, guint from, guint index)
{
    guint filled = 0, clear = 0;

    for (guint i = from; i < sheet->rows->len; i++) {
        g_autofree char *cell = row_cell(g_ptr_array_index(sheet->rows, i), index);
        Listed listed = listed_read(lexicon, cell);
        filled += *cell != '\0';
        clear += *listed.named && !listed.strange;
        g_strfreev(listed.named);
    }
    return clear > 0 && clear * 2 >= filled;
}
