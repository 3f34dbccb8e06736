/* Reads lists with a row for each answer. */
#include "register/long_list.h"

#include <string.h>

#include "language.h"
#include "register/guess.h"
#include "register/headers.h"

#define QUESTIONS_MAX 200U /* more of them are names or remarks */
#define NO_COLUMN (-1)

/* What the cells of a column are as questions. */
typedef struct {
    guint filled, distinct, speaking;
} AskedCells;

static AskedCells asked_count(const ListLayout *layout, const Lexicon *lexicon,
                              const SheetLayout *sheet, guint index)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    AskedCells counts = {0};

    for (guint i = sheet->header_row + 1; i < sheet->sheet->rows->len; i++) {
        g_autofree char *cell = row_cell(g_ptr_array_index(sheet->sheet->rows, i), index);
        char *folded = text_fold(cell);
        counts.filled += *folded != '\0';
        if (!*folded || g_hash_table_contains(seen, folded) || counts.distinct > QUESTIONS_MAX) {
            g_free(folded);
            continue;
        }
        counts.distinct++;
        counts.speaking += mapping_column(layout->mapping, cell) ||
                           header_speaks_of_consent(lexicon->headers, cell);
        g_hash_table_add(seen, folded);
    }
    return counts;
}

/* How well the column serves as the one of questions: 0 not at all, 1 by its cells alone, 2 by its
 * header too. */
static int asked_rank(const ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet,
                      guint index, const char *folded)
{
    const char *word = wordbook_whole(lexicon->headers, "asked", folded);
    AskedCells cells = asked_count(layout, lexicon, sheet, index);
    CellCounts counts = cells_count(lexicon, sheet->sheet, sheet->header_row + 1, index);
    bool all = cells.speaking == cells.distinct;

    if (cells.distinct < 2 || cells.distinct > QUESTIONS_MAX || cells.distinct == cells.filled ||
        cells_are_answers(&counts) || cells.speaking == 0)
        return 0;
    if (word && (all || !strcmp(word, "question")))
        return 2;
    return all && header_identity(lexicon->headers, folded, NULL) == COLUMN_UNUSED;
}

static int answered_rank(const Lexicon *lexicon, const SheetLayout *sheet, guint index,
                         const char *folded)
{
    CellCounts counts = cells_count(lexicon, sheet->sheet, sheet->header_row + 1, index);

    if (!cells_are_answers(&counts))
        return 0;
    if (wordbook_whole(lexicon->headers, "answered", folded))
        return 2;
    return header_identity(lexicon->headers, folded, NULL) == COLUMN_UNUSED &&
           !header_speaks_of_consent(lexicon->headers, folded);
}

/* The best column so far; two of one rank are none. */
typedef struct {
    int rank, index;
    bool rival;
} Best;

static void best_take(Best *best, int rank, guint index)
{
    if (rank == 0 || rank < best->rank)
        return;
    best->rival = rank == best->rank;
    best->rank = rank;
    best->index = (int)index;
}

static void look_at(const ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet,
                    guint index, Best *asked, Best *answered)
{
    enum { RANK_SAID = 3 };
    g_autofree char *own = headers_own(lexicon->headers, sheet->sheet, sheet->header_row, index);
    g_autofree char *folded = text_fold(own);
    const Column *mapped = *own ? mapping_column(layout->mapping, own) : NULL;

    if (mapped && mapped->kind == COLUMN_QUESTION)
        best_take(asked, RANK_SAID, index);
    else if (mapped && mapped->kind == COLUMN_ANSWER)
        best_take(answered, RANK_SAID, index);
    if (mapped)
        return;
    best_take(asked, asked_rank(layout, lexicon, sheet, index, folded), index);
    best_take(answered, answered_rank(lexicon, sheet, index, folded), index);
}

static void ask_pair(ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet)
{
    g_autofree char *asked =
        headers_text(lexicon->headers, sheet->sheet, sheet->header_row, (guint)sheet->asked);
    g_autofree char *answered =
        headers_text(lexicon->headers, sheet->sheet, sheet->header_row, (guint)sheet->answered);

    list_layout_ask(
        layout, language_fill("register-ask-long",
                              TEXT_VALUES(TEXT_TEXT("column", asked), TEXT_TEXT("other", answered),
                                          TEXT_TEXT("file", layout->mapping->file_name))));
}

/* A mapping that says one of the two and not the other. */
static void ask_other(ListLayout *layout, bool has_question)
{
    list_layout_ask(
        layout,
        language_fill(has_question ? "register-ask-long-answer" : "register-ask-long-question",
                      TEXT_VALUES(TEXT_TEXT("file", layout->mapping->file_name))));
}

/* Whether some number, or else some name, stands in more than one row. */
static bool people_repeat(const Lexicon *lexicon, const SheetLayout *sheet)
{
    static const ColumnKind kinds[] = {COLUMN_ID, COLUMN_FULL};
    const TableRow *header = g_ptr_array_index(sheet->sheet->rows, sheet->header_row);

    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
        for (guint i = 0; header->cells[i]; i++) {
            g_autoptr(GHashTable) seen =
                g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
            g_autofree char *own =
                headers_own(lexicon->headers, sheet->sheet, sheet->header_row, i);
            if (header_identity(lexicon->headers, own, NULL) != kinds[k])
                continue;
            for (guint j = sheet->header_row + 1; j < sheet->sheet->rows->len; j++) {
                char *cell = row_cell(g_ptr_array_index(sheet->sheet->rows, j), i);
                bool filled = *cell != '\0';
                if (!g_hash_table_add(seen, cell) && filled)
                    return true;
            }
        }
    }
    return false;
}

void long_list_find(ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet, guint width)
{
    Best asked = {0, NO_COLUMN, false}, answered = {0, NO_COLUMN, false};

    sheet->asked = sheet->answered = NO_COLUMN;
    if (layout->kind != LIST_PUPILS && layout->kind != LIST_CONSENTS)
        return;
    for (guint i = 0; i < width; i++)
        look_at(layout, lexicon, sheet, i, &asked, &answered);
    bool both = asked.rank > 0 && answered.rank > 0 && !asked.rival && !answered.rival;
    bool clear = MIN(asked.rank, answered.rank) >= 2;

    if (!both && (asked.rank > 2 || answered.rank > 2)) {
        ask_other(layout, asked.rank > 2);
        return;
    }
    /* By its cells alone a column could be something else: that is asked. */
    if (!both || (!clear && MAX(asked.rank, answered.rank) < 3 && !people_repeat(lexicon, sheet)))
        return;
    sheet->asked = asked.index;
    sheet->answered = answered.index;
    if (!clear)
        ask_pair(layout, lexicon, sheet);
}

bool sheet_is_long(const SheetLayout *sheet)
{
    return sheet->asked != NO_COLUMN;
}

ColumnKind long_list_kind(const SheetLayout *sheet, guint index)
{
    return (int)index == sheet->asked      ? COLUMN_QUESTION
           : (int)index == sheet->answered ? COLUMN_ANSWER
                                           : COLUMN_UNUSED;
}

char *long_list_asked(const SheetLayout *sheet, const TableRow *row)
{
    g_autofree char *cell = sheet_is_long(sheet) ? row_cell(row, (guint)sheet->asked) : NULL;

    return text_fold(cell ? cell : "");
}

bool long_list_skips(const Column *column, const char *asked)
{
    return column->asked && strcmp(column->asked, asked) != 0;
}

/* What a question may be: an answer about somebody, or nothing of use. */
static bool kind_is_possible(ColumnKind kind)
{
    return kind == COLUMN_CONSENT || kind == COLUMN_UNUSED || kind == COLUMN_IGNORE ||
           kind == COLUMN_REMARK;
}

static void add_question(ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet,
                         const char *cell, const TableSheet *rows)
{
    const char *file = layout->mapping->file_name;
    const Column *mapped = mapping_column(layout->mapping, cell);
    Column *column = mapped ? column_copy(mapped) : g_new0(Column, 1);
    CellCounts counts = cells_count(lexicon, rows, 0, (guint)sheet->answered);
    char *question = NULL;

    g_free(column->header);
    column->header = g_strdelimit(g_strdup(cell), "\r\n\t\"", ' ');
    column->asked = text_fold(cell);
    column->index = (guint)sheet->answered;
    g_ptr_array_add(sheet->columns, column);
    if (!mapped)
        question = column_guess(lexicon, layout->kind, &counts, file, column);
    if (!question && !kind_is_possible(column->kind))
        question = language_fill("register-ask-subject",
                                 TEXT_VALUES(TEXT_TEXT("column", cell), TEXT_TEXT("file", file)));
    if (!kind_is_possible(column->kind))
        column->kind = COLUMN_UNUSED;
    if (question)
        list_layout_ask(layout, question);
}

/* The rows of each question, in order of first sight: folded text to TableSheet. */
static GPtrArray *rows_by_question(const SheetLayout *sheet, GPtrArray *cells)
{
    GPtrArray *groups = g_ptr_array_new();
    g_autoptr(GHashTable) by_text = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = sheet->header_row + 1; i < sheet->sheet->rows->len; i++) {
        TableRow *row = g_ptr_array_index(sheet->sheet->rows, i);
        g_autofree char *folded = long_list_asked(sheet, row);
        GPtrArray *rows = g_hash_table_lookup(by_text, folded);
        if (!*folded || (!rows && groups->len > QUESTIONS_MAX))
            continue;
        if (!rows) {
            rows = g_ptr_array_new();
            g_ptr_array_add(groups, rows);
            g_ptr_array_add(cells, row_cell(row, (guint)sheet->asked));
            g_hash_table_insert(by_text, g_steal_pointer(&folded), rows);
        }
        g_ptr_array_add(rows, row);
    }
    return groups;
}

void long_list_add(ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) groups = rows_by_question(sheet, cells);

    g_ptr_array_set_free_func(groups, (GDestroyNotify)g_ptr_array_unref);
    if (groups->len > QUESTIONS_MAX) {
        g_autofree char *header =
            headers_text(lexicon->headers, sheet->sheet, sheet->header_row, (guint)sheet->asked);
        list_layout_ask(layout, language_fill("register-ask-long-many",
                                              TEXT_VALUES(TEXT_TEXT("column", header),
                                                          TEXT_NUMBER("n", QUESTIONS_MAX))));
        return;
    }
    for (guint i = 0; i < groups->len; i++) {
        TableSheet rows = {.sheet = sheet->sheet->sheet, .rows = g_ptr_array_index(groups, i)};
        add_question(layout, lexicon, sheet, g_ptr_array_index(cells, i), &rows);
    }
}
