/* Reads dates out of cells; what a date means, and what follows from a bad one, is asked elsewhere.
 */
#include "register/dates.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "register/wordbook.h"

/* Spreadsheets count days from here; the numbers taken are the years 1954 to 2119. */
#define SERIAL_ORIGIN_DAY 30
#define SERIAL_ORIGIN_YEAR 1899
#define SERIAL_FIRST 20000
#define SERIAL_LAST 80000

static char *date_write(guint year, guint month, guint day)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 ||
        !g_date_valid_dmy((GDateDay)MIN(day, 99), (GDateMonth)month, (GDateYear)year))
        return NULL;
    return g_strdup_printf("%04u-%02u-%02u", year, month, day);
}

static bool word_number(const char *word, guint *number)
{
    guint64 value;

    if (strlen(word) > 8 || !g_ascii_string_to_unsigned(word, 10, 0, G_MAXUINT, &value, NULL))
        return false;
    *number = (guint)value;
    return true;
}

static bool word_month(const char *word, guint *month)
{
    static const char *const months[] = {
        "januari", "februari", "maart",     "april",   "mei",      "juni",
        "juli",    "augustus", "september", "oktober", "november", "december",
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};

    if (strlen(word) < 3)
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(months); i++) {
        if (g_str_has_prefix(months[i], word) || (i == 2 && !strcmp(word, "mrt"))) {
            *month = i % 12 + 1;
            return true;
        }
    }
    return false;
}

static guint year_full(const char *word, guint year)
{
    if (strlen(word) > 2)
        return year;
    return year + (year < 70 ? 2000 : 1900);
}

static char *date_read_serial(guint serial)
{
    GDate date;

    if (serial < SERIAL_FIRST || serial > SERIAL_LAST)
        return NULL;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, SERIAL_ORIGIN_DAY, G_DATE_DECEMBER, SERIAL_ORIGIN_YEAR);
    g_date_add_days(&date, serial);
    return date_write(g_date_get_year(&date), (guint)g_date_get_month(&date),
                      g_date_get_day(&date));
}

static char *date_read_digits(const char *word)
{
    guint number;

    if (!word_number(word, &number))
        return NULL;
    if (strlen(word) == 8)
        return date_write(number / 10000, number / 100 % 100, number % 100);
    return strlen(word) == 5 ? date_read_serial(number) : NULL;
}

static char *date_read_words(char *const *words, bool month_first)
{
    guint first, second, third, month;

    if (!words[0] || !words[1] || !words[2])
        return NULL;
    if (word_month(words[0], &month) && word_number(words[1], &first) &&
        word_number(words[2], &third))
        return date_write(year_full(words[2], third), month, first);
    if (!word_number(words[0], &first) || !word_number(words[2], &third))
        return NULL;
    if (word_month(words[1], &month))
        return date_write(year_full(words[2], third), month, first);
    if (!word_number(words[1], &second))
        return NULL;
    if (strlen(words[0]) == 4)
        return date_write(first, second, third);
    if (month_first)
        return date_write(year_full(words[2], third), first, second);
    return date_write(year_full(words[2], third), second, first);
}

/* What stands behind a date: nothing, a time, a zone. "1-9-2025 of later" is no date. */
static bool rest_is_time(char *const *words)
{
    static const char *const said[] = {"uur",  "am",  "pm",  "cet", "cest", "eet",
                                       "eest", "gmt", "utc", "met", "wet",  NULL};

    for (; *words; words++) {
        size_t digits = strspn(*words, "0123456789");
        const char *rest = *words + digits;
        if (*rest && strcmp(rest, "z") != 0 && !g_strv_contains(said, *words))
            return false;
    }
    return true;
}

/* "01t10" of an ISO time, after folding, is cut at the t. */
static void cut_time(char *word)
{
    char *at = word ? strchr(word, 't') : NULL;

    if (at && at == word + 2 && g_ascii_isdigit(word[0]) && g_ascii_isdigit(word[1]))
        *at = '\0';
}

char *date_read(const char *text)
{
    return date_read_order(text, false);
}

char *date_read_order(const char *text, bool month_first)
{
    g_autofree char *folded = text_fold(text);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    guint length = g_strv_length(words);

    if (length == 1 || (length == 2 && strlen(words[0]) == 5 && strchr(text, '.')))
        return date_read_digits(words[0]); /* 45901.5 is noon */
    if (length < 3)
        return NULL;
    cut_time(words[2]);
    return rest_is_time(words + 3) ? date_read_words(words, month_first) : NULL;
}
