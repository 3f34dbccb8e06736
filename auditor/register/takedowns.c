/* Reads takedown requests. Headers are few and said in the manual, so there is no mapping; a line
 * that cannot be understood stops the run, since a request that is lost is a promise broken. */
#include "register/takedowns.h"

#include <string.h>

#include "commands/command.h"
#include "coordinator/lists.h"
#include "language.h"
#include "register/columns.h"
#include "register/dates.h"

#define HEADERS_TRIED 20

typedef enum { FIELD_DATE, FIELD_PERSON, FIELD_TARGET, FIELD_NOTE, FIELDS } Field;
static const char *const field_keys[FIELDS] = {"requested", "person", "target", "note"};

typedef struct {
    const Table *table;
    const People *people;
    int columns[FIELDS]; /* -1: there is none */
    GString *questions;
} Reading;

static void takedown_free(Takedown *takedown)
{
    if (!takedown)
        return;
    g_free(takedown->requested);
    g_free(takedown->target);
    g_free(takedown->note);
    g_free(takedown);
}

static int field_of(const WordBook *book, const char *cell)
{
    g_autofree char *folded = text_fold(cell);
    const char *key = wordbook_whole(book, "takedown", folded);

    for (int field = 0; key && field < FIELDS; field++)
        if (!strcmp(key, field_keys[field]))
            return field;
    return -1;
}

/* Headers of a row; true once it says of whom or of what. */
static bool read_headers(Reading *reading, const WordBook *book, const TableRow *row)
{
    for (int field = 0; field < FIELDS; field++)
        reading->columns[field] = -1;
    for (guint i = 0; row->cells[i]; i++) {
        int field = field_of(book, row->cells[i]);
        if (field >= 0 && reading->columns[field] < 0)
            reading->columns[field] = (int)i;
    }
    return reading->columns[FIELD_DATE] >= 0 &&
           (reading->columns[FIELD_PERSON] >= 0 || reading->columns[FIELD_TARGET] >= 0);
}

static char *cell_of(const Reading *reading, const TableRow *row, Field field)
{
    int column = reading->columns[field];
    g_autofree char *cell = column >= 0 ? row_cell(row, (guint)column) : NULL;

    return cell && *cell ? g_steal_pointer(&cell) : NULL;
}

static void ask(Reading *reading, const TableRow *row, const char *id)
{
    g_autofree char *question = language_fill(id, TEXT_VALUES(TEXT_NUMBER("line", row->line)));

    g_string_append_printf(reading->questions, "\n  %s", question);
}

static bool number_is(const char *number, const char *wanted)
{
    while (*number == '0' && number[1])
        number++;
    while (*wanted == '0' && wanted[1])
        wanted++;
    return !strcmp(number, wanted);
}

/* A number of the register, or a name that only one person in it has. -1 for none or several. */
static int64_t find_person(const People *people, const char *cell)
{
    g_autofree char *folded = text_fold(cell);
    int64_t found = -1;

    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = g_ptr_array_index(people->persons, i);
        g_autofree char *name =
            g_strjoin(" ", person->first ? person->first : "", person->infix ? person->infix : "",
                      person->last ? person->last : "", NULL);
        g_autofree char *key = text_fold(name);
        if (person->number && number_is(person->number, cell))
            return i;
        if (strcmp(key, folded) != 0)
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

static void read_row(Reading *reading, const TableRow *row, GPtrArray *takedowns)
{
    g_autofree char *date = cell_of(reading, row, FIELD_DATE);
    g_autofree char *person = cell_of(reading, row, FIELD_PERSON);
    g_autofree char *target = cell_of(reading, row, FIELD_TARGET);
    Takedown *takedown;

    if (!date && !person && !target)
        return;
    takedown = g_new0(Takedown, 1);
    g_ptr_array_add(takedowns, takedown);
    takedown->requested = date ? date_read(date) : NULL;
    takedown->person = person && reading->people ? find_person(reading->people, person) : -1;
    takedown->target = g_steal_pointer(&target);
    takedown->note = cell_of(reading, row, FIELD_NOTE);
    if (date && !takedown->requested)
        ask(reading, row, "register-ask-takedown-date");
    if (person && reading->people && takedown->person < 0)
        ask(reading, row, "register-ask-takedown-person");
    else if (takedown->person < 0 && !takedown->target)
        ask(reading, row, "register-ask-takedown-empty");
}

static void read_sheet(Reading *reading, const WordBook *book, const TableSheet *sheet,
                       GPtrArray *takedowns)
{
    guint header = 0;

    while (header < MIN(sheet->rows->len, HEADERS_TRIED) &&
           !read_headers(reading, book, g_ptr_array_index(sheet->rows, header)))
        header++;
    if (header == MIN(sheet->rows->len, HEADERS_TRIED)) {
        g_string_append_printf(reading->questions, "\n  %s",
                               language_text("register-ask-takedown-headers"));
        return;
    }
    for (guint i = header + 1; i < sheet->rows->len; i++)
        read_row(reading, g_ptr_array_index(sheet->rows, i), takedowns);
}

static GPtrArray *takedowns_read(const Table *table, const People *people, GError **error)
{
    g_autoptr(WordBook) book = wordbook_load("columns");
    g_autoptr(GPtrArray) takedowns = g_ptr_array_new_with_free_func((GDestroyNotify)takedown_free);
    g_autoptr(GString) questions = g_string_new(NULL);
    Reading reading = {.table = table, .people = people, .questions = questions};

    for (guint i = 0; i < table->sheets->len; i++) {
        const TableSheet *sheet = g_ptr_array_index(table->sheets, i);
        if (sheet->rows->len)
            read_sheet(&reading, book, sheet, takedowns);
    }
    if (!questions->len)
        return g_steal_pointer(&takedowns);
    exit_error_set(
        error, EXIT_LIST_INVALID, "register-ask-takedown",
        TEXT_VALUES(TEXT_TEXT("file", table->file_name), TEXT_TEXT("questions", questions->str)));
    return NULL;
}

GPtrArray *takedowns_load(const char *path, const People *people, GError **error)
{
    g_autoptr(Table) table = NULL;

    return lists_read(path, &table, error) ? takedowns_read(table, people, error) : NULL;
}
