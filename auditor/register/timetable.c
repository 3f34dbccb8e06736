/* Reads timetables and holidays; see timetable.h. A line that cannot be understood stops the run:
 * a lesson that is lost would make a post during it pass. */
#include "register/timetable.h"

#include <stdio.h>
#include <string.h>

#include "coordinator/lists.h"
#include "register/dates.h"
#include "register/fixed_list.h"
#include "register/wordbook.h"

static const ListShape timetable_shape = {
    "timetable", {"day", "start", "end", "group"}, 3, "register-ask-timetable-headers"};
static const ListShape holidays_shape = {
    "holidays", {"start", "end", "name", NULL}, 2, "register-ask-holidays-headers"};

static void lesson_free(gpointer data)
{
    Lesson *lesson = data;

    g_free(lesson->start);
    g_free(lesson->end);
    g_free(lesson->group);
    g_free(lesson);
}

static void holiday_free(gpointer data)
{
    Holiday *holiday = data;

    g_free(holiday->start);
    g_free(holiday->end);
    g_free(holiday->name);
    g_free(holiday);
}

/* "ma", "Maandag", "monday", "1" ... 0 for none: at least two letters of a day's name. */
static int day_of(const char *text)
{
    static const char *const names[][7] = {
        {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
        {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}};
    g_autofree char *folded = text_fold(text);

    if (folded[0] >= '1' && folded[0] <= '7' && !folded[1])
        return folded[0] - '0';
    for (size_t language = 0; strlen(folded) >= 2 && language < G_N_ELEMENTS(names); language++) {
        for (int day = 0; day < 7; day++) {
            if (g_str_has_prefix(names[language][day], folded))
                return day + 1;
        }
    }
    return 0;
}

/* "8:30", "08.30", "0830 uur" as "08:30"; NULL when it is no time of day. */
static char *time_of(const char *text)
{
    unsigned hour, minute;

    if (sscanf(text, " %2u%*1[:.hu]%2u", &hour, &minute) != 2 &&
        sscanf(text, " %2u%2u", &hour, &minute) != 2)
        return NULL;
    return hour < 24 && minute < 60 ? g_strdup_printf("%02u:%02u", hour, minute) : NULL;
}

static void read_lesson(ListReading *reading, const TableRow *row, char *const *cells)
{
    Lesson *lesson = g_new0(Lesson, 1);

    lesson->day = cells[0] ? day_of(cells[0]) : 0;
    lesson->start = cells[1] ? time_of(cells[1]) : NULL;
    lesson->end = cells[2] ? time_of(cells[2]) : NULL;
    lesson->group = cells[3] && *cells[3] ? g_strdup(cells[3]) : NULL;
    if (!lesson->day)
        list_reading_ask(reading, row, "register-ask-timetable-day");
    else if (!lesson->start || !lesson->end || strcmp(lesson->start, lesson->end) >= 0)
        list_reading_ask(reading, row, "register-ask-timetable-time");
    g_ptr_array_add(reading->rows, lesson);
}

static void read_holiday(ListReading *reading, const TableRow *row, char *const *cells)
{
    Holiday *holiday = g_new0(Holiday, 1);

    holiday->start = cells[0] ? date_read(cells[0]) : NULL;
    holiday->end = cells[1] && *cells[1] ? date_read(cells[1]) : g_strdup(holiday->start);
    holiday->name = cells[2] && *cells[2] ? g_strdup(cells[2]) : NULL;
    if (!holiday->start || !holiday->end || strcmp(holiday->start, holiday->end) > 0)
        list_reading_ask(reading, row, "register-ask-holidays-date");
    g_ptr_array_add(reading->rows, holiday);
}

GPtrArray *timetable_read(const Table *table, GError **error)
{
    return fixed_list_read(table, &timetable_shape, read_lesson, lesson_free, error);
}

GPtrArray *holidays_read(const Table *table, GError **error)
{
    return fixed_list_read(table, &holidays_shape, read_holiday, holiday_free, error);
}

GPtrArray *timetable_load(const char *path, GError **error)
{
    g_autoptr(Table) table = NULL;

    return lists_read(path, &table, error) ? timetable_read(table, error) : NULL;
}

GPtrArray *holidays_load(const char *path, GError **error)
{
    g_autoptr(Table) table = NULL;

    return lists_read(path, &table, error) ? holidays_read(table, error) : NULL;
}
