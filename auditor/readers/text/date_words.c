/*
 * Reading dates in words. A month is known by its name in one of the languages that schools'
 * accounts have; without a name the order of the numbers must be beyond doubt.
 */
#include "readers/text/date_words.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define PIECES_MAX 24U

typedef struct {
    int numbers[3];       /* of a date in numbers, as they come */
    int year, month, day; /* 0: not yet */
    int hour, minute, second;
    int offset; /* minutes east of UTC */
    bool has_time, has_zone, has_half, afternoon;
} Words;

/* The digits at `text`; 0 where there are none. */
static int number_at(const char *text)
{
    return (int)CLAMP(strtol(text, NULL, 10), -9999, 99999);
}

/* Dutch, English, German, French, Spanish, Italian, Portuguese, Danish, Polish, Turkish, Frisian. A
 * word counts when a name begins with it: "Marloes" is no month, "mar." is one. */
static int month_of(const char *word)
{
    static const char *const months[12] = {
        "januari january januar janvier enero gennaio janeiro stycznia ocak jannewaris jänner",
        "februari february februar février fevrier febrero febbraio fevereiro lutego şubat",
        "maart mrt march märz mrz mars marzo março marts marca mart",
        "april avril abril aprile kwietnia nisan",
        "mei may mai mayo maggio maio maj maja mayıs maaie",
        "juni june juin junio giugno junho czerwca haziran",
        "juli july juillet julio luglio julho lipca temmuz",
        "augustus august août aout agosto sierpnia ağustos",
        "september septembre septiembre settembre setembro września eylül sept",
        "oktober october octobre octubre ottobre outubro października ekim",
        "november novembre noviembre novembro listopada kasım",
        "december dezember décembre decembre diciembre dicembre dezembro grudnia aralık"};
    size_t length = strcspn(word, ".");
    g_autofree char *plain = g_strndup(word, length);
    g_autofree char *lower = g_utf8_strdown(plain, -1);

    for (int month = 0; month < 12 && length >= 3; month++) {
        g_auto(GStrv) names = g_strsplit(months[month], " ", -1);

        for (char **name = names; *name; name++) {
            if (g_str_has_prefix(*name, lower))
                return month + 1;
        }
    }
    return 0;
}

static bool take_zone(Words *words, const char *word)
{
    static const struct {
        const char *name;
        int offset;
    } zones[] = {{"UTC", 0},    {"GMT", 0},   {"CET", 60},   {"MEZ", 60},   {"CEST", 120},
                 {"MESZ", 120}, {"BST", 60},  {"WET", 0},    {"WEST", 60},  {"EET", 120},
                 {"EEST", 180}, {"TRT", 180}, {"EST", -300}, {"EDT", -240}, {"PST", -480},
                 {"PDT", -420}, {"Z", 0}};

    for (size_t i = 0; i < G_N_ELEMENTS(zones); i++) {
        if (strcmp(word, zones[i].name) == 0) {
            words->has_zone = true;
            words->offset = zones[i].offset;
            return true;
        }
    }
    return false;
}

/* "pm", "p.m.", "PM": the second half of the day. */
static bool take_half(Words *words, const char *word)
{
    bool pm = g_ascii_strncasecmp(word, "pm", 2) == 0 || g_ascii_strncasecmp(word, "p.m", 3) == 0;
    bool am = g_ascii_strncasecmp(word, "am", 2) == 0 || g_ascii_strncasecmp(word, "a.m", 3) == 0;

    if (!pm && !am)
        return false;
    words->has_half = true;
    words->afternoon = pm;
    return true;
}

/* "10:15", "10:15:30", "10:15pm"; behind UTC or GMT "+02:00" is the zone. */
static void take_clock(Words *words, const char *word)
{
    g_auto(GStrv) parts = g_strsplit(word, ":", 3);
    char *rest = NULL;
    int hour = number_at(parts[0]);

    if (*word == '+' || *word == '-') {
        if (words->has_zone && parts[1])
            words->offset = hour * 60 + (*word == '-' ? -1 : 1) * number_at(parts[1]);
        return;
    }
    if (words->has_time || !g_ascii_isdigit(*word) || !parts[1] || hour > 23)
        return;
    words->hour = hour;
    words->minute = (int)strtol(parts[1], &rest, 10);
    if (parts[2])
        words->second = (int)strtol(parts[2], &rest, 10);
    words->has_time = words->minute < 60 && words->second < 61;
    while (*rest && !g_ascii_isalpha(*rest) && *rest != '+' && *rest != '-')
        rest++;
    if (g_ascii_isalpha(*rest) && !take_half(words, rest))
        take_zone(words, rest);
}

/* "21.06.2024", "2024-06-21", "6/21/2024". */
static void take_numbers(Words *words, const char *word)
{
    const char *sign = word + strspn(word, "0123456789");
    int first = number_at(word), second = 0, third = 0;
    char *rest = NULL;

    if (words->year || !*sign || !g_ascii_isdigit(sign[1]))
        return;
    second = (int)strtol(sign + 1, &rest, 10);
    if (*rest != *sign || !g_ascii_isdigit(rest[1]))
        return;
    third = number_at(rest + 1);
    if (first > 999) {
        words->year = first;
        words->month = second;
        words->day = third;
        return;
    }
    if (third < 1000 || (*sign == '/' && first <= 12 && second <= 12 && first != second))
        return;
    words->year = third;
    words->month = second > 12 ? first : second;
    words->day = second > 12 ? second : first;
}

static void take_word(Words *words, const char *word)
{
    size_t digits = strspn(word, "0123456789");
    int number = number_at(word);

    if (take_zone(words, word) || take_half(words, word))
        return;
    if (g_str_has_prefix(word, "UTC") || g_str_has_prefix(word, "GMT")) {
        words->has_zone = true;
        if (strchr(word, ':'))
            take_clock(words, word + 3);
        else
            words->offset = 60 * (int)CLAMP(strtol(word + 3, NULL, 10), -14, 14);
    } else if (strchr(word, ':')) {
        take_clock(words, word);
    } else if (digits == 0) {
        words->month = words->month ? words->month : month_of(word);
    } else if (word[digits] == '.' || word[digits] == '\0' || word[digits] == 't' ||
               word[digits] == 's' || word[digits] == 'n' || word[digits] == 'r') {
        if (digits == 4 && !words->year)
            words->year = number;
        else if (digits <= 2 && !words->day)
            words->day = number;
        if (word[digits] == '.' && g_ascii_isdigit(word[digits + 1]))
            take_numbers(words, word);
    } else {
        take_numbers(words, word);
    }
}

static char *words_date(const Words *words)
{
    g_autoptr(GDateTime) time = NULL;
    int hour = words->hour;

    if (words->year < 1970 || words->year > 9999 || words->month < 1 || words->month > 12 ||
        words->day < 1 || words->day > 31)
        return NULL;
    if (words->has_half)
        hour = hour % 12 + (words->afternoon ? 12 : 0);
    time = g_date_time_new_utc(words->year, words->month, words->day, hour, words->minute,
                               MIN(words->second, 59));
    if (!time)
        return NULL;
    if (!words->has_time)
        return g_date_time_format(time, "%Y-%m-%d");
    if (!words->has_zone)
        return g_date_time_format(time, "%Y-%m-%dT%H:%M:%S");
    g_autoptr(GDateTime) utc = g_date_time_add_minutes(time, -words->offset);

    return utc ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

char *date_from_words(const char *text)
{
    /* Narrow and hard spaces stand before "PM". */
    static const char *const spaces[] = {"\u202f", "\u00a0", "\u200e", "\u200f"};
    g_autoptr(GString) plain = g_string_new_len(text, (gssize)strnlen(text, 200));
    Words words = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++) {
        char *at;

        while ((at = strstr(plain->str, spaces[i])))
            memset(at, ' ', strlen(spaces[i]));
    }
    g_auto(GStrv) pieces = g_strsplit_set(plain->str, " ,\n\t()", PIECES_MAX);

    for (char **piece = pieces; *piece; piece++) {
        if (**piece)
            take_word(&words, *piece);
    }
    return words_date(&words);
}
