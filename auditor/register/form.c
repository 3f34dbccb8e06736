/* Answers of online forms. */
#include "register/form.h"

#include <string.h>

#include "language.h"
#include "register/dates.h"
#include "register/listed.h"

static bool header_in(const Lexicon *lexicon, const char *group, const char *header)
{
    g_autofree char *folded = text_fold(header);

    return wordbook_whole(lexicon->headers, group, folded) != NULL;
}

void form_resolve(const Lexicon *lexicon, SheetLayout *sheet)
{
    bool form = false;

    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        form = form || header_in(lexicon, "form", column->header);
    }
    for (guint i = 0; form && i < sheet->columns->len; i++) {
        Column *column = g_ptr_array_index(sheet->columns, i);
        if (!column->mapped && header_in(lexicon, "form-own", column->header))
            column->kind = COLUMN_UNUSED;
    }
}

void form_ask_day(ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet)
{
    if (!sheet_column(sheet, COLUMN_CONSENT) || sheet_column(sheet, COLUMN_GIVEN_ON))
        return;
    for (guint i = 0; i < sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(sheet->columns, i);
        if (column->kind == COLUMN_UNUSED && header_in(lexicon, "day", column->header))
            list_layout_ask(
                layout, language_fill("register-ask-day",
                                      TEXT_VALUES(TEXT_TEXT("column", column->header),
                                                  TEXT_TEXT("file", layout->mapping->file_name))));
    }
}

static bool kind_is_date(ColumnKind kind)
{
    return kind == COLUMN_BIRTH || kind == COLUMN_LEFT || kind == COLUMN_GIVEN_ON ||
           kind == COLUMN_WITHDRAWN_ON || kind == COLUMN_VALID_FROM || kind == COLUMN_VALID_UNTIL;
}

/* Some cells are dates only with the month first, and none only with the day. */
static bool months_first(const TableSheet *sheet, guint from, guint index)
{
    bool found = false;

    for (guint i = from; i < sheet->rows->len; i++) {
        g_autofree char *cell = row_cell(g_ptr_array_index(sheet->rows, i), index);
        g_autofree char *day = *cell ? date_read_order(cell, false) : NULL;
        g_autofree char *month = *cell ? date_read_order(cell, true) : NULL;
        if (day && !month)
            return false;
        found = found || (month && !day);
    }
    return found;
}

void form_dates(const ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet)
{
    for (guint i = 0; i < sheet->columns->len; i++) {
        Column *column = g_ptr_array_index(sheet->columns, i);
        if (!kind_is_date(column->kind) ||
            !months_first(sheet->sheet, sheet->header_row + 1, column->index))
            continue;
        column->month_first = true;
        note_add(lexicon->notes, "dates-month-first", layout->table->file_name, column->header,
                 NULL);
    }
}

void form_take_listed(ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet,
                      Column *column)
{
    if (column->kind != COLUMN_CONSENT ||
        !g_strv_contains((const char *const *)column->channels, CHANNEL_LISTED))
        return;
    column->listed = true;
    g_strfreev(column->channels);
    column->channels = listed_channels(lexicon, sheet->sheet, sheet->header_row + 1, column->index);
    if (!*column->channels)
        list_layout_ask(layout, language_fill("register-ask-listed-none",
                                              TEXT_VALUES(TEXT_TEXT("column", column->header))));
}

char *form_question(const ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet,
                    const Column *column, char *question)
{
    if (!cells_are_channels(lexicon, sheet->sheet, sheet->header_row + 1, column->index))
        return question;
    g_auto(GStrv) channels =
        listed_channels(lexicon, sheet->sheet, sheet->header_row + 1, column->index);
    g_autofree char *named = g_strjoinv(", ", channels);
    g_free(question);
    return language_fill("register-ask-listed",
                         TEXT_VALUES(TEXT_TEXT("column", column->header),
                                     TEXT_TEXT("channels", named),
                                     TEXT_TEXT("file", layout->mapping->file_name)));
}
