/* Reads timetables and holidays; see timetable.h. A line that cannot be understood stops the run:
 * a lesson that is lost would make a post during it pass. */
#include "register/timetable.h"

#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "coordinator/lists.h"
#include "language.h"
#include "register/dates.h"
#include "register/rows.h"
#include "register/wordbook.h"

#define HEADERS_TRIED 20
#define FIELDS_MAX 4

/* A list with fixed headers, looked up in one group of the word book. */
typedef struct {
    const char *group;
    const char *fields[FIELDS_MAX]; /* keys of the group; NULL beyond the last */
    unsigned needed;                /* so many of the first must be there */
    const char *headers_id;         /* the question when they are not */
} ListShape;

static const ListShape timetable_shape = {
    "timetable", {"day", "start", "end", "group"}, 3, "register-ask-timetable-headers"};
static const ListShape holidays_shape = {
    "holidays", {"start", "end", "name", NULL}, 2, "register-ask-holidays-headers"};

typedef struct {
    const ListShape *shape;
    int columns[FIELDS_MAX]; /* -1: there is none */
    GPtrArray *rows;         /* what is being made */
    GString *questions;
} Reading;

typedef void (*ReadRow)(Reading *reading, const TableRow *row, char *const *cells);

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

static void ask(Reading *reading, const TableRow *row, const char *id)
{
    g_autofree char *question = language_fill(id, TEXT_VALUES(TEXT_NUMBER("line", row->line)));

    g_string_append_printf(reading->questions, "\n  %s", question);
}

static bool read_headers(Reading *reading, const WordBook *book, const TableRow *row)
{
    unsigned found = 0;

    for (int field = 0; field < FIELDS_MAX; field++)
        reading->columns[field] = -1;
    for (guint i = 0; row->cells[i]; i++) {
        g_autofree char *folded = text_fold(row->cells[i]);
        const char *key = wordbook_whole(book, reading->shape->group, folded);

        for (int field = 0; key && field < FIELDS_MAX && reading->shape->fields[field]; field++) {
            if (!strcmp(key, reading->shape->fields[field]) && reading->columns[field] < 0)
                reading->columns[field] = (int)i;
        }
    }
    for (unsigned field = 0; field < reading->shape->needed; field++)
        found += reading->columns[field] >= 0;
    return found == reading->shape->needed;
}

static void read_sheet(Reading *reading, const WordBook *book, const TableSheet *sheet,
                       ReadRow read)
{
    guint header = 0, tried = MIN(sheet->rows->len, HEADERS_TRIED);

    while (header < tried && !read_headers(reading, book, sheet->rows->pdata[header]))
        header++;
    if (header == tried) {
        g_string_append_printf(reading->questions, "\n  %s",
                               language_text(reading->shape->headers_id));
        return;
    }
    for (guint i = header + 1; i < sheet->rows->len; i++) {
        const TableRow *row = sheet->rows->pdata[i];
        char *cells[FIELDS_MAX] = {NULL};
        bool filled = false;

        for (int field = 0; field < FIELDS_MAX; field++) {
            if (reading->columns[field] >= 0)
                cells[field] = row_cell(row, (guint)reading->columns[field]);
            filled = filled || (cells[field] && *cells[field]);
        }
        if (filled)
            read(reading, row, cells);
        for (int field = 0; field < FIELDS_MAX; field++)
            g_free(cells[field]);
    }
}

static GPtrArray *read_table(const Table *table, const ListShape *shape, ReadRow read,
                             GDestroyNotify row_free, GError **error)
{
    g_autoptr(WordBook) book = wordbook_load("columns");
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
    g_autoptr(GString) questions = g_string_new(NULL);
    Reading reading = {.shape = shape, .rows = rows, .questions = questions};

    for (guint i = 0; i < table->sheets->len; i++) {
        const TableSheet *sheet = table->sheets->pdata[i];

        if (sheet->rows->len > 0)
            read_sheet(&reading, book, sheet, read);
    }
    if (questions->len == 0)
        return g_steal_pointer(&rows);
    exit_error_set(
        error, EXIT_LIST_INVALID, "register-ask-list",
        TEXT_VALUES(TEXT_TEXT("file", table->file_name), TEXT_TEXT("questions", questions->str)));
    return NULL;
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

static void read_lesson(Reading *reading, const TableRow *row, char *const *cells)
{
    Lesson *lesson = g_new0(Lesson, 1);

    lesson->day = cells[0] ? day_of(cells[0]) : 0;
    lesson->start = cells[1] ? time_of(cells[1]) : NULL;
    lesson->end = cells[2] ? time_of(cells[2]) : NULL;
    lesson->group = cells[3] && *cells[3] ? g_strdup(cells[3]) : NULL;
    if (!lesson->day)
        ask(reading, row, "register-ask-timetable-day");
    else if (!lesson->start || !lesson->end || strcmp(lesson->start, lesson->end) >= 0)
        ask(reading, row, "register-ask-timetable-time");
    g_ptr_array_add(reading->rows, lesson);
}

static void read_holiday(Reading *reading, const TableRow *row, char *const *cells)
{
    Holiday *holiday = g_new0(Holiday, 1);

    holiday->start = cells[0] ? date_read(cells[0]) : NULL;
    holiday->end = cells[1] && *cells[1] ? date_read(cells[1]) : g_strdup(holiday->start);
    holiday->name = cells[2] && *cells[2] ? g_strdup(cells[2]) : NULL;
    if (!holiday->start || !holiday->end || strcmp(holiday->start, holiday->end) > 0)
        ask(reading, row, "register-ask-holidays-date");
    g_ptr_array_add(reading->rows, holiday);
}

GPtrArray *timetable_read(const Table *table, GError **error)
{
    return read_table(table, &timetable_shape, read_lesson, lesson_free, error);
}

GPtrArray *holidays_read(const Table *table, GError **error)
{
    return read_table(table, &holidays_shape, read_holiday, holiday_free, error);
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
