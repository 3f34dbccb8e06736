/*
 * Reading the dates of web pages. Knows formats, not which of several dates counts.
 */
#include "readers/documents/dates.h"

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
    if (sscanf(text, "%4d-%2d-%2d%n", &m.year, &m.month, &m.day, &used) < 3 || used < 8 ||
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

char *date_from_rfc822(const char *text)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    Moment m = {0};
    char month[4] = "", zone[8] = "";
    const char *comma = strchr(text, ',');
    text = comma != NULL ? comma + 1 : text;
    int fields = sscanf(text, " %2d %3s %4d %2d:%2d:%2d %7s", &m.day, month, &m.year, &m.hour,
                        &m.minute, &m.second, zone);
    g_autofree char *lower = g_ascii_strdown(month, -1);
    const char *found = strlen(lower) == 3 ? strstr(months, lower) : NULL;
    if (fields < 6 || found == NULL || (found - months) % 3 != 0) {
        return NULL;
    }
    m.month = (int)(found - months) / 3 + 1;
    if (!moment_has_date(&m) || m.hour > 23 || m.minute > 59 || m.second > 59) {
        return NULL;
    }
    zone_read(zone, &m.offset);
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
