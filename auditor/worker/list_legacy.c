/*
 * Workbooks before 2007 as lists. Administrations still write them. The cells come from the reader
 * of published workbooks; merged areas are not known here, so their cells stay empty.
 */
#include <string.h>

#include "readers/office/excel.h"
#include "worker/list_workbook.h"
#include "worker/sink.h"

typedef struct {
    ListFile *file;
    ListSheet *sheet;
} Reading;

static void on_cell(void *user, const ExcelCell *cell)
{
    Reading *reading = user;
    const char *name = cell->sheet ? cell->sheet : "";

    if (!reading->sheet || strcmp(reading->sheet->name, name) != 0)
        reading->sheet = list_file_sheet(reading->file, name, cell->sheet_hidden);
    list_sheet_row(reading->sheet, cell->row + 1)->hidden = cell->row_hidden;
    list_sheet_put(reading->file, reading->sheet, cell->row + 1, cell->column, cell->text);
}

ListFile *list_legacy_read(Input *input)
{
    static const SinkCallbacks nothing = {0};
    g_autoptr(Compound) compound = compound_open(input);
    g_autoptr(Sink) sink = sink_new(&nothing, NULL);
    uint32_t publication = sink_publication(sink, &(FactPublication){.kind = KIND_DOCUMENT});
    g_autoptr(Texts) texts = texts_new(sink, publication);
    Reading reading = {.file = list_file_new("xls")};
    unsigned pictures = 0, objects = 0;
    const Legacy legacy = {.compound = compound,
                           .storage = COMPOUND_ROOT,
                           .sink = sink,
                           .texts = texts,
                           .publication = publication,
                           .pictures = &pictures,
                           .objects = &objects};

    if (!compound) {
        list_file_fail(reading.file, REASON_CORRUPT, "xls");
        return reading.file;
    }
    excel_cells(&legacy, on_cell, &reading);
    Reason gap = sink_first_gap(sink, NULL);
    if (gap == REASON_NONE)
        gap = compound_gap(compound);
    list_file_fail(reading.file, gap, gap == REASON_ENCRYPTED ? "locked" : "xls");
    for (guint i = 0; i < reading.file->sheets->len; i++)
        list_sheet_finish(reading.file, g_ptr_array_index(reading.file->sheets, i));
    return reading.file;
}
