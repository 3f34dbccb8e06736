/* Finds the header row of a sheet: the row that says most, once it says whom the rows are about. */
#include "register/headers.h"

#include <string.h>

#include "language.h"
#include "register/columns.h"
#include "register/guess.h"
#include "register/values.h"

static bool kind_is_name(ColumnKind kind)
{
    return kind == COLUMN_FIRST || kind == COLUMN_FIRST_NAMES || kind == COLUMN_LAST ||
           kind == COLUMN_LAST_OFFICIAL || kind == COLUMN_FULL || kind == COLUMN_ID;
}

static ColumnKind cell_kind(const WordBook *headers, const Mapping *mapping, const char *cell)
{
    const Column *mapped = *cell ? mapping_column(mapping, cell) : NULL;

    return mapped ? mapped->kind : header_identity(headers, cell, NULL);
}

static bool cell_is_header(const WordBook *headers, const Mapping *mapping, const char *cell)
{
    return mapping_column(mapping, cell) || header_speaks_of_consent(headers, cell);
}

/* "Vraag" and "Antwoord" of a list with a row for each answer. */
static bool cell_is_long(const WordBook *headers, const char *cell)
{
    g_autofree char *folded = text_fold(cell);

    return wordbook_whole(headers, "asked", folded) || wordbook_whole(headers, "answered", folded);
}

/* How many cells are headers; 0 when none of them says whom the rows are about. */
static guint header_score(const WordBook *headers, const Mapping *mapping, const TableRow *row)
{
    guint score = 0, filled = 0;
    bool names = false;

    for (guint i = 0; row->cells[i]; i++) {
        g_autofree char *cell = row_cell(row, i);
        ColumnKind kind = cell_kind(headers, mapping, cell);
        filled += *cell != '\0';
        if (kind != COLUMN_UNUSED || (*cell && mapping_column(mapping, cell)))
            score += 2;
        else if (*cell && (header_speaks_of_consent(headers, cell) || cell_is_long(headers, cell)))
            score += 1;
        names = names || kind_is_name(kind);
    }
    return names && (score > 2 || filled == 1) ? score : 0;
}

/* A row under the headers that parts them further: its cells repeat the cell above (merged) or are
 * headers of answers, never answers or names. */
static bool is_second_row(const WordBook *headers, const WordBook *values, const Mapping *mapping,
                          const TableRow *above, const TableRow *row)
{
    guint parting = 0;

    for (guint i = 0; row->cells[i]; i++) {
        g_autofree char *cell = row_cell(row, i);
        g_autofree char *title = row_cell(above, i);
        if (!*cell || !strcmp(cell, title))
            continue;
        if (value_is_answer(values, cell) || !cell_is_header(headers, mapping, cell) ||
            kind_is_name(cell_kind(headers, mapping, title)))
            return false;
        parting++;
    }
    return parting > 0;
}

bool headers_find(const WordBook *headers, const WordBook *values, const Mapping *mapping,
                  const TableSheet *sheet, guint *header_row)
{
    guint best = 0, found = 0;

    for (guint i = 0; i < MIN(sheet->rows->len, HEADER_ROWS_TRIED); i++) {
        guint score = header_score(headers, mapping, g_ptr_array_index(sheet->rows, i));
        if (score > best) {
            best = score;
            found = i;
        }
    }
    if (best == 0)
        return false;
    if (found + 1 < sheet->rows->len &&
        is_second_row(headers, values, mapping, g_ptr_array_index(sheet->rows, found),
                      g_ptr_array_index(sheet->rows, found + 1)))
        found++;
    *header_row = found;
    return true;
}

char *headers_fullest(const TableSheet *sheet)
{
    enum { CELLS_SHOWN = 12 };
    g_autoptr(GString) best = g_string_new(NULL);
    guint most = 1;

    for (guint i = 0; i < MIN(sheet->rows->len, HEADER_ROWS_TRIED); i++) {
        const TableRow *row = g_ptr_array_index(sheet->rows, i);
        g_autoptr(GString) cells = g_string_new(NULL);
        guint filled = 0;
        for (guint j = 0; row->cells[j]; j++) {
            g_autofree char *cell = row_cell(row, j);
            g_strdelimit(cell, "\r\n\t\"", ' ');
            if (*cell && filled++ < CELLS_SHOWN)
                g_string_append_printf(cells, "%s\"%s\"", cells->len ? ", " : "", cell);
        }
        if (filled <= most)
            continue;
        most = filled;
        g_string_assign(best, cells->str);
    }
    return best->len ? g_strdup(best->str) : g_strdup(language_text("register-ask-none"));
}

/* Merged cells above the headers: "Beeldmateriaal" over "Website" and "Facebook". */
static char *header_above(const WordBook *headers, const TableSheet *sheet, guint header_row,
                          guint index)
{
    if (header_row == 0)
        return g_strdup("");
    const TableRow *above = g_ptr_array_index(sheet->rows, header_row - 1);
    for (guint i = index; i > 0; i--) {
        g_autofree char *cell = row_cell(above, i);
        g_autofree char *folded = text_fold(cell);
        if (!*cell)
            continue;
        bool speaks =
            header_speaks_of_consent(headers, cell) || wordbook_holds(headers, "negative", folded);
        return g_strdup(speaks ? cell : "");
    }
    return g_strdup("");
}

char *headers_own(const WordBook *headers, const TableSheet *sheet, guint header_row, guint index)
{
    char *own = row_cell(g_ptr_array_index(sheet->rows, header_row), index);

    if (*own || header_row == 0)
        return own;
    g_autofree char *above = row_cell(g_ptr_array_index(sheet->rows, header_row - 1), index);
    if (header_identity(headers, above, NULL) == COLUMN_UNUSED)
        return own;
    g_free(own);
    return g_steal_pointer(&above);
}

char *headers_text(const WordBook *headers, const TableSheet *sheet, guint header_row, guint index)
{
    g_autofree char *own = headers_own(headers, sheet, header_row, index);
    g_autofree char *above = header_above(headers, sheet, header_row, index);

    g_strdelimit(own, "\r\n\t\"", ' ');
    g_strdelimit(above, "\r\n\t\"", ' ');
    if (!*own && !*above)
        return g_strdup_printf("column %u", index + 1);
    if (!*above || !strcmp(own, above) || header_identity(headers, own, NULL) != COLUMN_UNUSED)
        return g_strdup(own);
    return *own ? g_strdup_printf("%s %s", above, own) : g_strdup(above);
}
