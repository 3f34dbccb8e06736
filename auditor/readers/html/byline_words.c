/*
 * Taking a byline apart. A date is read from its first digit on, so that a Jan, Mei or Juni who
 * wrote it is no month; a name ends where date or separator begins.
 */
#include "readers/html/byline_words.h"

#include <glib.h>
#include <string.h>

#include "readers/text/date_words.h"
#include "readers/text/dates.h"

#define NAME_MAX_BYTES 80U

static const char *word_skip(const char *text, const char *word)
{
    size_t length = strlen(word);

    if (g_ascii_strncasecmp(text, word, length) != 0 || g_ascii_isalnum(text[length]))
        return NULL;
    text += length;
    return text + strspn(text, " \t:");
}

bool byline_begins(const char *line)
{
    static const char *const words[] = {
        "geplaatst", "gepubliceerd", "gepost",     "publicatiedatum", "geplaatst op",
        "ingediend", "geschreven",   "toegevoegd", "plaatsingsdatum", "posted",
        "published", "submitted",    "written by"};

    line += strspn(line, " \t");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (word_skip(line, words[i]))
            return true;
    }
    return false;
}

/* Where " door " or " by " stands, behind it; NULL where it does not. */
static const char *behind_by(const char *words)
{
    static const char *const by[] = {"door", "by"};

    for (const char *at = words; *at; at++) {
        if (at > words && at[-1] != ' ' && at[-1] != '\n' && at[-1] != '\t')
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(by); i++) {
            const char *rest = word_skip(at, by[i]);

            if (rest)
                return rest;
        }
    }
    return NULL;
}

/* Whether a Dutch day of the week ends right before `end`: what follows is day, month, year. */
static bool is_behind_day(const char *words, const char *end)
{
    static const char *const days[] = {"ma",        "di",      "wo",       "do",      "vr",
                                       "za",        "zo",      "maandag",  "dinsdag", "woensdag",
                                       "donderdag", "vrijdag", "zaterdag", "zondag",  NULL};
    while (end > words && strchr(" \t\n,.", end[-1]))
        end--;
    const char *begin = end;
    while (begin > words && g_ascii_isalpha(begin[-1]))
        begin--;
    g_autofree char *day = g_ascii_strdown(begin, end - begin);

    return g_strv_contains(days, day);
}

char *byline_date(const char *words)
{
    words += strspn(words, " \t\r\n");
    char *date = date_from_iso(words, false);

    if (date)
        return date;
    const char *digit = words + strcspn(words, "0123456789");

    date = *digit ? date_from_words(digit) : NULL;
    if (!date && *digit && is_behind_day(words, digit)) { /* "wo, 12/06/2024 - 10:15" of Drupal */
        g_autofree char *plain = g_strdelimit(g_strdup(digit), "/", '-');

        date = date_from_words(plain);
    }
    if (!date && !behind_by(words))
        date = date_from_words(words); /* "Jun 21, 2024" */
    return date;
}

/* Whether what stands between " op " and the date is at most a day of the week: "Evi op de Kamp, 21
 * juni" goes on. */
static bool is_day(const char *text, size_t length)
{
    g_autofree char *word = g_strstrip(g_strndup(text, length));

    return !strpbrk(word, " \t\n");
}

/* A name ends before what separates, and before " op " of a date. */
static size_t name_length(const char *name)
{
    static const char *const separators[] = {"|",   "•",  "·",  " - ", " – ",
                                             " — ", "\n", "\t", ", ",  "("};
    static const char *const before_date[] = {" op ", " on ", " om "};
    size_t length = strlen(name), digit = strcspn(name, "0123456789");
    g_autofree char *front = g_strndup(name, digit);

    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
        const char *at = strstr(name, separators[i]);

        if (at)
            length = MIN(length, (size_t)(at - name));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(before_date) && digit < strlen(name); i++) {
        const char *at = g_strrstr(front, before_date[i]);

        if (at && is_day(at + 4, digit - (size_t)(at + 4 - front)))
            length = MIN(length, (size_t)(at - front));
    }
    return length;
}

char *byline_author(const char *words, bool must_say)
{
    static const char *const titles[] = {"auteur", "author", "schrijver", "redactie"};
    const char *by = behind_by(words);

    if (!by && must_say)
        return NULL;
    words = by ? by : words + strspn(words, " \t\r\n");
    for (size_t i = 0; i < G_N_ELEMENTS(titles) && !by; i++) {
        const char *rest = word_skip(words, titles[i]);

        words = rest && *rest ? rest : words;
    }
    g_autofree char *name = g_strstrip(g_strndup(words, name_length(words)));
    bool good = strlen(name) > 1 && strlen(name) <= NAME_MAX_BYTES &&
                !strpbrk(name, "0123456789@/<>{}\"?!") && g_utf8_validate(name, -1, NULL);

    return good ? g_steal_pointer(&name) : NULL;
}
