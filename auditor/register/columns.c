/*
 * Gives every column of every sheet its meaning and gathers what has to be asked. The header row is
 * found in headers.c, single columns are guessed in guess.c.
 */
#include "register/columns.h"

#include <string.h>

#include "commands/command.h"
#include "language.h"
#include "register/form.h"
#include "register/guess.h"
#include "register/headers.h"
#include "register/long_list.h"
#include "yaml/yaml.h"

#define NO_BREAK_SPACE "\xC2\xA0"

Lexicon *lexicon_new(void)
{
    Lexicon *lexicon = g_new0(Lexicon, 1);

    lexicon->headers = wordbook_load("columns");
    lexicon->values = wordbook_load("values");
    lexicon->particles = particles_load();
    lexicon->notes = note_book_new();
    return lexicon;
}

void lexicon_free(Lexicon *lexicon)
{
    if (!lexicon)
        return;
    wordbook_free(lexicon->headers);
    wordbook_free(lexicon->values);
    particles_free(lexicon->particles);
    note_book_free(lexicon->notes);
    g_free(lexicon);
}

static void sheet_layout_free(gpointer data)
{
    SheetLayout *sheet = data;

    g_ptr_array_unref(sheet->columns);
    g_free(sheet);
}

void list_layout_free(ListLayout *layout)
{
    if (!layout)
        return;
    g_ptr_array_unref(layout->sheets);
    g_ptr_array_unref(layout->questions);
    g_free(layout);
}

void list_layout_ask(ListLayout *layout, char *question)
{
    if (g_ptr_array_find_with_equal_func(layout->questions, question, g_str_equal, NULL))
        g_free(question);
    else
        g_ptr_array_add(layout->questions, question);
}

bool list_layout_check(const ListLayout *layout, GError **error)
{
    g_autoptr(GString) message = g_string_new(NULL);

    if (layout->questions->len == 0)
        return true;
    g_autofree char *head =
        language_fill("register-ask-head", TEXT_VALUES(TEXT_TEXT("file", layout->table->file_name),
                                                       TEXT_NUMBER("n", layout->questions->len)));

    g_string_append(message, head);
    for (guint i = 0; i < layout->questions->len; i++)
        g_string_append_printf(message, "\n  %s",
                               (const char *)g_ptr_array_index(layout->questions, i));
    if (!layout->mapping->given) {
        g_autofree char *write = language_fill(
            "register-ask-mapping", TEXT_VALUES(TEXT_TEXT("file", layout->mapping->file_name)));
        g_string_append_printf(message, "\n%s", write);
    }
    g_set_error_literal(error, EXIT_ERROR, EXIT_LIST_INVALID, message->str);
    return false;
}

const Column *sheet_column(const SheetLayout *sheet, ColumnKind kind)
{
    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind == kind)
            return column;
    }
    return NULL;
}

char *row_cell(const TableRow *row, guint index)
{
    const char *cell = "";

    for (guint i = 0; row->cells[i]; i++) {
        if (i == index) {
            cell = row->cells[i];
            break;
        }
    }
    if (strstr(cell, NO_BREAK_SPACE)) {
        g_autoptr(GString) spaced = g_string_new(cell);

        g_string_replace(spaced, NO_BREAK_SPACE, " ", 0);
        return g_strdup(g_strstrip(spaced->str));
    }
    while (g_ascii_isspace(*cell))
        cell++;
    return g_strchomp(g_strdup(cell));
}

static guint sheet_width(const TableSheet *sheet, guint from)
{
    guint width = 0;

    for (guint i = from; i < sheet->rows->len; i++) {
        const TableRow *row = g_ptr_array_index(sheet->rows, i);
        width = MAX(width, g_strv_length(row->cells));
    }
    return width;
}

/* The mapping may name the header with or without what stands above it. */
static const Column *mapping_find(const Mapping *mapping, const SheetLayout *sheet,
                                  const char *header, guint index)
{
    const Column *mapped = mapping_column(mapping, header);
    g_autofree char *own =
        row_cell(g_ptr_array_index(sheet->sheet->rows, sheet->header_row), index);

    return mapped || !*own ? mapped : mapping_column(mapping, own);
}

/* No mapping makes a citizen number usable. */
static bool is_forbidden(const WordBook *headers, const char *header, const CellCounts *counts)
{
    g_autofree char *folded = text_fold(header);

    return wordbook_holds(headers, "forbidden", folded) || cells_are_citizen_numbers(counts);
}

static void add_column(ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet, guint index)
{
    CellCounts counts = cells_count(lexicon, sheet->sheet, sheet->header_row + 1, index);
    g_autofree char *header =
        headers_text(lexicon->headers, sheet->sheet, sheet->header_row, index);
    g_autofree char *own = headers_own(lexicon->headers, sheet->sheet, sheet->header_row, index);
    const Column *mapped = mapping_find(layout->mapping, sheet, header, index);

    if (!*own && !counts.filled)
        return;
    Column *column = mapped ? column_copy(mapped) : g_new0(Column, 1);
    g_free(column->header);
    column->header = g_steal_pointer(&header);
    column->index = index;
    g_ptr_array_add(sheet->columns, column);
    if (!mapped && long_list_kind(sheet, index) != COLUMN_UNUSED) {
        column->kind = long_list_kind(sheet, index);
        return;
    }
    if (mapped && !is_forbidden(lexicon->headers, column->header, &counts)) {
        form_take_listed(layout, lexicon, sheet, column);
        return;
    }
    char *question =
        column_guess(lexicon, layout->kind, &counts, layout->mapping->file_name, column);
    if (question)
        list_layout_ask(layout, form_question(layout, lexicon, sheet, column, question));
}

/* Where a kind can stand once: said before strong, strong before weak. The others give way. */
static void demote(Column *column)
{
    if (column->kind == COLUMN_FIRST)
        column->kind = COLUMN_FIRST_NAMES;
    else if (column->kind == COLUMN_LAST)
        column->kind = COLUMN_LAST_OFFICIAL;
    else
        column->kind = COLUMN_UNUSED;
}

static int column_rank(const Column *column)
{
    if (column->mapped)
        return 3;
    return column->weak ? 1 : 2;
}

static void resolve_kind(ListLayout *layout, SheetLayout *sheet, ColumnKind kind)
{
    const Column *best = NULL, *rival = NULL;

    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind != kind)
            continue;
        if (!best || column_rank(column) > column_rank(best)) {
            best = column;
            rival = NULL;
        } else if (column_rank(column) == column_rank(best)) {
            rival = column;
        }
    }
    if (rival)
        list_layout_ask(layout,
                        language_fill("register-ask-two",
                                      TEXT_VALUES(TEXT_TEXT("column", best->header),
                                                  TEXT_TEXT("other", rival->header),
                                                  TEXT_TEXT("kind", column_kind_name(kind)),
                                                  TEXT_TEXT("file", layout->mapping->file_name))));
    for (guint i = 0; best && i < sheet->columns->len; i++) {
        Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind == kind && column != best && column_rank(column) < column_rank(best))
            demote(column);
    }
}

/* A full name beside first name and surname says nothing more. */
static void resolve_full(SheetLayout *sheet)
{
    Column *full = (Column *)sheet_column(sheet, COLUMN_FULL);

    if (full && !full->mapped && sheet_column(sheet, COLUMN_LAST) &&
        sheet_column(sheet, COLUMN_FIRST))
        full->kind = COLUMN_UNUSED;
}

static void resolve_kinds(ListLayout *layout, SheetLayout *sheet)
{
    static const ColumnKind single[] = {COLUMN_FIRST,         COLUMN_LAST, COLUMN_FIRST_NAMES,
                                        COLUMN_LAST_OFFICIAL, COLUMN_ID,   COLUMN_INITIALS,
                                        COLUMN_INFIX,         COLUMN_FULL, COLUMN_GROUP,
                                        COLUMN_BIRTH,         COLUMN_LEFT};

    for (guint i = 0; i < G_N_ELEMENTS(single); i++)
        resolve_kind(layout, sheet, single[i]);
    resolve_full(sheet);
}

static bool strv_meet(GStrv one, GStrv other)
{
    for (guint i = 0; one[i]; i++)
        if (g_strv_contains((const char *const *)other, one[i]))
            return true;
    return false;
}

/* "Datum toestemming website" goes with the answers for the website. */
static void resolve_beside(ListLayout *layout, SheetLayout *sheet, Column *beside)
{
    g_autoptr(GStrvBuilder) targets = g_strv_builder_new();
    bool any = false;

    if (!column_is_beside(beside->kind) || beside->mapped || !beside->channels[0])
        return;
    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind == COLUMN_CONSENT && strv_meet(column->channels, beside->channels)) {
            g_strv_builder_add(targets, column->header);
            any = true;
        }
    }
    if (any) {
        beside->targets = g_strv_builder_end(targets);
        return;
    }
    list_layout_ask(layout,
                    language_fill("register-ask-beside",
                                  TEXT_VALUES(TEXT_TEXT("column", beside->header),
                                              TEXT_TEXT("file", layout->mapping->file_name),
                                              TEXT_TEXT("kind", column_kind_name(beside->kind)))));
}

/* A mapping that names answers which are not there would leave dates unused in silence. */
static void check_targets(ListLayout *layout, const SheetLayout *sheet, const Column *beside)
{
    for (guint i = 0; beside->mapped && beside->targets && beside->targets[i]; i++) {
        const Column *found = NULL;
        for (guint j = 0; j < sheet->columns->len; j++) {
            const Column *column = g_ptr_array_index(sheet->columns, j);
            if (column->kind == COLUMN_CONSENT && !strcmp(column->header, beside->targets[i]))
                found = column;
        }
        if (!found)
            list_layout_ask(
                layout, language_fill("register-ask-target",
                                      TEXT_VALUES(TEXT_TEXT("column", beside->header),
                                                  TEXT_TEXT("other", beside->targets[i]),
                                                  TEXT_TEXT("file", layout->mapping->file_name))));
    }
}

/* Twice the same question, and not to two parents: the older one may be out of date. */
static void check_same_answers(ListLayout *layout, const SheetLayout *sheet)
{
    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *one = g_ptr_array_index(sheet->columns, i);
        for (guint j = i + 1; one->kind == COLUMN_CONSENT && j < sheet->columns->len; j++) {
            const Column *two = g_ptr_array_index(sheet->columns, j);
            if (two->kind != COLUMN_CONSENT || (one->mapped && two->mapped) ||
                (one->giver && two->giver) || strcmp(one->scope, two->scope) != 0 ||
                !strv_meet(one->subjects, two->subjects) || !*one->channels ||
                !strv_meet(one->channels, two->channels))
                continue;
            list_layout_ask(layout,
                            language_fill("register-ask-same",
                                          TEXT_VALUES(TEXT_TEXT("column", one->header),
                                                      TEXT_TEXT("other", two->header),
                                                      TEXT_TEXT("file", layout->mapping->file_name),
                                                      TEXT_TEXT("channel", *two->channels))));
        }
    }
}

/* Descent, weight, address, picture: no use here, so they are not read, and that is said. */
static bool is_private(const WordBook *headers, const char *header)
{
    g_autofree char *folded = text_fold(header);

    return wordbook_holds(headers, "private", folded);
}

static void note_columns(const ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet)
{
    const char *file = layout->table->file_name;

    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind == COLUMN_FORBIDDEN)
            note_add(lexicon->notes, "identity-number", file, column->header, NULL);
        else if (column->kind == COLUMN_IGNORE && is_private(lexicon->headers, column->header))
            note_add(lexicon->notes, "column-private", file, column->header, NULL);
        else if (column->kind == COLUMN_UNUSED)
            note_add(lexicon->notes, "column-unused", file, column->header, NULL);
        else if (column->kind == COLUMN_CONSENT && column->inverted)
            note_add(lexicon->notes, "column-inverted", file, column->header, NULL);
    }
}

/* "Bezwaren" says it alone; "niet" only beside what it denies ("niet op de foto"). */
static bool holds_negative(const WordBook *headers, const char *text)
{
    g_autofree char *folded = text_fold(text);
    g_auto(GStrv) words = wordbook_find(headers, "negative", folded);

    return g_strv_contains((const char *const *)words, "clear") ||
           (*words && header_speaks_of_consent(headers, text));
}

/* Whether a title, the sheet or the file calls the list one of objections. */
static bool titles_are_negative(const Lexicon *lexicon, const ListLayout *layout,
                                const SheetLayout *sheet)
{
    if (holds_negative(lexicon->headers, layout->table->file_name) ||
        holds_negative(lexicon->headers, sheet->sheet->sheet))
        return true;
    for (guint i = 0; i < sheet->header_row; i++) {
        const TableRow *row = g_ptr_array_index(sheet->sheet->rows, i);
        for (guint j = 0; row->cells[j]; j++)
            if (holds_negative(lexicon->headers, row->cells[j]))
                return true;
    }
    return false;
}

static void check_titles(ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet)
{
    bool answers = layout->kind == LIST_PUPILS || layout->kind == LIST_CONSENTS;
    const char *name = layout->mapping->file_name;

    if (!answers || !titles_are_negative(lexicon, layout, sheet))
        return;
    if (!layout->mapping->list_said)
        list_layout_ask(
            layout, language_fill("register-ask-refusers", TEXT_VALUES(TEXT_TEXT("file", name))));
    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind == COLUMN_CONSENT && !column->mapped && !column->inverted)
            list_layout_ask(layout, language_fill("register-ask-title",
                                                  TEXT_VALUES(TEXT_TEXT("column", column->header),
                                                              TEXT_TEXT("file", name))));
    }
}

static void check_names(ListLayout *layout, const SheetLayout *sheet)
{
    bool first = sheet_column(sheet, COLUMN_FIRST) || sheet_column(sheet, COLUMN_FIRST_NAMES);
    bool last = sheet_column(sheet, COLUMN_LAST) || sheet_column(sheet, COLUMN_LAST_OFFICIAL);
    bool id = sheet_column(sheet, COLUMN_ID) != NULL;
    const char *name = layout->mapping->file_name;
    GString *candidates = g_string_new(NULL);

    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind == COLUMN_UNUSED)
            g_string_append_printf(candidates, "%s\"%s\"", candidates->len ? ", " : "",
                                   column->header);
        if (column->kind == COLUMN_FORBIDDEN) {
            g_autofree char *not = language_fill("register-ask-citizen",
                                                 TEXT_VALUES(TEXT_TEXT("column", column->header)));
            g_string_append_printf(candidates, "%s%s", candidates->len ? ", " : "", not );
        }
    }
    const char *found = candidates->len ? candidates->str : language_text("register-ask-none");
    if (!(first && last) && !sheet_column(sheet, COLUMN_FULL) &&
        !(layout->kind == LIST_CONSENTS && id))
        list_layout_ask(
            layout,
            language_fill("register-ask-names",
                          TEXT_VALUES(TEXT_ID("have", first  ? "register-ask-only-first"
                                                      : last ? "register-ask-only-last"
                                                             : "register-ask-none"),
                                      TEXT_TEXT("columns", found), TEXT_TEXT("file", name))));
    if (layout->kind == LIST_PUPILS && !id && !layout->mapping->id_row)
        list_layout_ask(
            layout, language_fill("register-ask-number", TEXT_VALUES(TEXT_TEXT("columns", found),
                                                                     TEXT_TEXT("file", name))));
    g_string_free(candidates, TRUE);
}

static void add_sheet(ListLayout *layout, const Lexicon *lexicon, const TableSheet *table_sheet,
                      guint header_row)
{
    SheetLayout *sheet = g_new0(SheetLayout, 1);

    sheet->sheet = table_sheet;
    sheet->header_row = header_row;
    sheet->columns = g_ptr_array_new_with_free_func((GDestroyNotify)column_free);
    g_ptr_array_add(layout->sheets, sheet);
    guint width = sheet_width(table_sheet, header_row);
    long_list_find(layout, lexicon, sheet, width);
    for (guint i = 0; i < width; i++)
        add_column(layout, lexicon, sheet, i);
    if (sheet_is_long(sheet))
        long_list_add(layout, lexicon, sheet);
    form_resolve(lexicon, sheet);
    resolve_kinds(layout, sheet);
    form_dates(layout, lexicon, sheet);
    form_ask_day(layout, lexicon, sheet);
    for (guint i = 0; i < sheet->columns->len; i++) {
        resolve_beside(layout, sheet, g_ptr_array_index(sheet->columns, i));
        check_targets(layout, sheet, g_ptr_array_index(sheet->columns, i));
    }
    check_same_answers(layout, sheet);
    check_names(layout, sheet);
    check_titles(layout, lexicon, sheet);
    note_columns(layout, lexicon, sheet);
}

/* Text without a table ("Toelichting") has one cell a row. */
static bool sheet_is_text(const TableSheet *sheet)
{
    for (guint i = 0; i < sheet->rows->len; i++) {
        const TableRow *row = g_ptr_array_index(sheet->rows, i);
        guint filled = 0;
        for (guint j = 0; row->cells[j]; j++) {
            g_autofree char *cell = row_cell(row, j);
            filled += *cell != '\0';
        }
        if (filled > 1)
            return false;
    }
    return true;
}

/* Exchange files hold pupils and teachers; each list takes its own. */
static bool is_other_half(const ListLayout *layout, const TableSheet *sheet)
{
    const char *wanted = layout->kind == LIST_STAFF ? "leerkrachten" : "leerlingen";

    return table_is_exchange(layout->table) && strcmp(sheet->sheet, wanted) != 0;
}

/* A sheet of people that the list may not mean: what is hidden, or called one of staff. */
static bool is_doubtful(ListLayout *layout, const Lexicon *lexicon, const TableSheet *sheet)
{
    g_autofree char *folded = text_fold(sheet->sheet);
    bool staff = layout->kind == LIST_PUPILS && !table_is_exchange(layout->table) &&
                 wordbook_holds(lexicon->headers, "staff", folded);

    if (!sheet->hidden && !staff)
        return false;
    list_layout_ask(layout,
                    language_fill(sheet->hidden ? "register-ask-hidden" : "register-ask-staff",
                                  TEXT_VALUES(TEXT_TEXT("sheet", sheet->sheet),
                                              TEXT_TEXT("file", layout->mapping->file_name))));
    return true;
}

/* Shows the row that looks most like one of headers, so that they need not be looked up. */
static void ask_headers(ListLayout *layout, const TableSheet *sheet)
{
    g_autofree char *row = headers_fullest(sheet);
    const char *id = *sheet->sheet ? "register-ask-headers-sheet" : "register-ask-headers";

    list_layout_ask(layout,
                    language_fill(id, TEXT_VALUES(TEXT_TEXT("sheet", sheet->sheet),
                                                  TEXT_NUMBER("most", HEADER_ROWS_TRIED),
                                                  TEXT_TEXT("columns", row),
                                                  TEXT_TEXT("file", layout->mapping->file_name))));
}

static void take_sheet(ListLayout *layout, const Lexicon *lexicon, const TableSheet *sheet)
{
    const Mapping *mapping = layout->mapping;
    const char *file = layout->table->file_name;
    bool ignored = mapping->ignored_sheets &&
                   g_strv_contains((const char *const *)mapping->ignored_sheets, sheet->sheet);
    guint header_row = 0;

    if (is_other_half(layout, sheet))
        return;
    if (ignored) {
        note_add(lexicon->notes, "sheet-ignored", file, sheet->sheet, NULL);
        return;
    }
    if (headers_find(lexicon->headers, lexicon->values, mapping, sheet, &header_row)) {
        if (!is_doubtful(layout, lexicon, sheet))
            add_sheet(layout, lexicon, sheet, header_row);
    } else if (sheet->hidden)
        note_add(lexicon->notes, "sheet-hidden", file, sheet->sheet, NULL);
    else if (layout->table->sheets->len > 1 && sheet_is_text(sheet))
        note_add(lexicon->notes, "sheet-without-table", file, sheet->sheet, NULL);
    else
        ask_headers(layout, sheet);
}

/* A header of the mapping that stands in no sheet is a slip that would lose a column in silence. */
static void check_mapping_used(ListLayout *layout)
{
    for (guint i = 0; i < layout->mapping->columns->len; i++) {
        const Column *mapped = g_ptr_array_index(layout->mapping->columns, i);
        g_autoptr(GPtrArray) headers = g_ptr_array_new();
        bool used = false;
        for (guint j = 0; j < layout->sheets->len; j++) {
            const SheetLayout *sheet = g_ptr_array_index(layout->sheets, j);
            for (guint k = 0; k < sheet->columns->len; k++) {
                const Column *column = g_ptr_array_index(sheet->columns, k);
                used = used || mapping_find(layout->mapping, sheet, column->header,
                                            column->index) == mapped;
                g_ptr_array_add(headers, column->header);
            }
        }
        if (used)
            continue;
        g_ptr_array_add(headers, NULL);
        const char *near = yaml_nearest_word(mapped->header, (const char *const *)headers->pdata);
        list_layout_ask(layout,
                        language_fill(near ? "register-ask-mapped-near" : "register-ask-mapped",
                                      TEXT_VALUES(TEXT_TEXT("file", layout->mapping->file_name),
                                                  TEXT_TEXT("column", mapped->header),
                                                  TEXT_TEXT("near", near))));
    }
}

ListLayout *list_layout_new(const Lexicon *lexicon, ListKind kind, const Table *table,
                            const Mapping *mapping)
{
    ListLayout *layout = g_new0(ListLayout, 1);

    layout->kind = kind;
    layout->table = table;
    layout->mapping = mapping;
    layout->sheets = g_ptr_array_new_with_free_func(sheet_layout_free);
    layout->questions = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < table->sheets->len; i++) {
        const TableSheet *sheet = g_ptr_array_index(table->sheets, i);
        if (sheet->rows->len)
            take_sheet(layout, lexicon, sheet);
    }
    if (layout->sheets->len == 0 && layout->questions->len == 0)
        list_layout_ask(layout, language_fill("register-ask-empty", NULL));
    else
        check_mapping_used(layout);
    return layout;
}
