/*
 * Reading the dates of web pages. Knows formats, not which of several dates counts.
 */
#include "readers/text/dates.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    int year, month, day, hour, minute, second;
    int offset; /* minutes east of UTC */
} Moment;

static bool moment_has_date(const Moment *moment)
{
    return moment->year >= 1 && moment->month >= 1 && moment->month <= 12 && moment->day >= 1 &&
           moment->day <=
               g_date_get_days_in_month((GDateMonth)moment->month, (GDateYear)moment->year);
}

static char *moment_in_utc(const Moment *moment)
{
    g_autoptr(GDateTime) local = g_date_time_new_utc(moment->year, moment->month, moment->day,
                                                     moment->hour, moment->minute, moment->second);
    g_autoptr(GDateTime) utc =
        local != NULL ? g_date_time_add_minutes(local, -moment->offset) : NULL;
    return utc != NULL ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* "+02:00", "+0200", "-05", "Z", "GMT"; false when there is no zone. */
static bool zone_read(const char *text, int *offset)
{
    *offset = 0;
    if (*text == 'Z' || *text == 'z' || g_str_has_prefix(text, "GMT") ||
        g_str_has_prefix(text, "UTC") || g_str_has_prefix(text, "UT")) {
        return true;
    }
    int hours = 0, minutes = 0;
    char sign = *text;
    if ((sign != '+' && sign != '-') ||
        (sscanf(text + 1, "%2d:%2d", &hours, &minutes) < 2 &&
         sscanf(text + 1, "%2d%2d", &hours, &minutes) < 1) ||
        hours > 15 || minutes > 59) {
        return false;
    }
    *offset = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

char *date_from_iso(const char *text, bool utc)
{
    Moment m = {0};
    int used = 0, clock = 0;
    while (g_ascii_isspace(*text)) {
        text++;
    }
    /* "12-06-2024" is the Dutch order, and no day of the year 12. */
    if (strspn(text, "0123456789") != 4 || text[4] != '-' ||
        sscanf(text, "%4d-%2d-%2d%n", &m.year, &m.month, &m.day, &used) < 3 || used < 8 ||
        !moment_has_date(&m)) {
        return NULL;
    }
    const char *rest = text + used;
    if (*rest == 'T' || *rest == 't' || *rest == ' ') {
        rest++;
        if (sscanf(rest, "%2d:%2d%n", &m.hour, &m.minute, &clock) == 2) {
            rest += clock;
            clock = 0;
            if (*rest == ':' && sscanf(rest, ":%2d%n", &m.second, &clock) == 1) {
                rest += clock;
            }
            clock = 1;
        }
    }
    if (clock == 0 || m.hour > 23 || m.minute > 59 || m.second > 60 || m.hour < 0) {
        return g_strdup_printf("%04d-%02d-%02d", m.year, m.month, m.day);
    }
    m.second = MIN(m.second, 59);
    rest += *rest == '.' || *rest == ',' ? 1 + strspn(rest + 1, "0123456789") : 0;
    rest += *rest == ' ';
    if (zone_read(rest, &m.offset) || utc) {
        return moment_in_utc(&m);
    }
    return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d", m.year, m.month, m.day, m.hour,
                           m.minute, m.second);
}

/* A zone by its name, as RFC 822 has those of America, and as Europe writes its own. */
static bool zone_name(const char *text, int *offset)
{
    static const struct {
        const char *name;
        int offset;
    } zones[] = {{"CEST", 120}, {"CET", 60},   {"MESZ", 120}, {"MEZ", 60},  {"BST", 60},
                 {"EST", -300}, {"EDT", -240}, {"PST", -480}, {"PDT", -420}};

    for (size_t i = 0; i < G_N_ELEMENTS(zones); i++) {
        if (strcmp(text, zones[i].name) == 0) {
            *offset = zones[i].offset;
            return true;
        }
    }
    return false;
}

/* By its first three letters, in English or Dutch; 0 for anything else. */
static int month_number(const char *name)
{
    static const char *const lists[] = {"janfebmaraprmayjunjulaugsepoctnovdec",
                                        "janfebmrtaprmeijunjulaugsepoktnovdec",
                                        "      maa                           "};
    g_autofree char *lower = g_ascii_strdown(name, 3);
    for (size_t i = 0; strlen(name) >= 3 && i < G_N_ELEMENTS(lists); i++) {
        const char *found = strstr(lists[i], lower);
        if (found != NULL && (found - lists[i]) % 3 == 0) {
            return (int)(found - lists[i]) / 3 + 1;
        }
    }
    return 0;
}

char *date_from_rfc822(const char *text)
{
    Moment m = {0};
    char month[12] = "", zone[8] = "";
    const char *comma = strchr(text, ',');
    int clock = 0;
    text = comma != NULL ? comma + 1 : text;
    int fields = sscanf(text, " %2d %11[A-Za-z.] %4d %2d:%2d%n", &m.day, month, &m.year, &m.hour,
                        &m.minute, &clock);
    m.month = month_number(month);
    m.year += m.year < 50 ? 2000 : m.year < 100 ? 1900 : 0;
    if (fields < 5 || m.month == 0 || !moment_has_date(&m)) {
        return NULL;
    }
    text += clock;
    if (*text == ':' && sscanf(text, ":%2d%n", &m.second, &clock) == 1) {
        text += clock;
    }
    if (m.hour > 23 || m.hour < 0 || m.minute > 59 || m.minute < 0 || m.second > 59 ||
        m.second < 0) {
        return NULL;
    }
    sscanf(text, " %7s", zone);
    if (!zone_read(zone, &m.offset)) {
        zone_name(zone, &m.offset);
    }
    return moment_in_utc(&m);
}

/* "2024-05-17-kamp.html" and "2024-05-17/"; without a day "2010-11" may be a school year. */
static bool path_day(const char *part, Moment *m)
{
    int used = 0;

    *m = (Moment){0};
    return sscanf(part, "%4d-%2d-%2d%n", &m->year, &m->month, &m->day, &used) == 3 && used == 10 &&
           !g_ascii_isdigit(part[used]) && m->year >= 1990 && m->year <= 2100 && moment_has_date(m);
}

char *date_from_path(const char *path)
{
    for (const char *p = strchr(path, '/'); p != NULL; p = strchr(p + 1, '/')) {
        Moment m;
        int used = 0, more = 0;
        if (path_day(p + 1, &m)) {
            return g_strdup_printf("%04d-%02d-%02d", m.year, m.month, m.day);
        }
        m = (Moment){.day = 1};
        if (sscanf(p, "/%4d/%2d%n", &m.year, &m.month, &used) < 2 || used != 8 || p[used] != '/' ||
            m.year < 1990 || m.year > 2100) {
            continue;
        }
        if (sscanf(p + used, "/%2d%n", &m.day, &more) < 1 || more != 3 || p[used + more] != '/') {
            m.day = 1;
        }
        if (moment_has_date(&m)) {
            return g_strdup_printf("%04d-%02d-%02d", m.year, m.month, m.day);
        }
    }
    return NULL;
}

char *date_from_seconds(long long seconds)
{
    g_autoptr(GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc(seconds) : NULL;
    return time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}
