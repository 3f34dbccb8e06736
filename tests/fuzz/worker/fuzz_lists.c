/*
 * Lists of the operator under a fuzzer: any bytes are a list or refused; what was read has lines in
 * order, cells of valid UTF-8, and no more of them than the bounds say. The corpus holds zips whose
 * parts are stored, so that a changed byte reaches the parsers.
 */
#include <stdint.h>

#include "worker/archive.h"
#include "worker/charset.h"
#include "worker/input.h"
#include "worker/list.h"
#include "worker/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_sheet(const ListSheet *sheet)
{
    unsigned line = 0;

    g_assert(g_utf8_validate(sheet->name, -1, NULL));
    for (guint i = 0; i < sheet->rows->len; i++) {
        const ListRow *row = g_ptr_array_index(sheet->rows, i);
        g_assert(i == 0 || row->line > line);
        line = row->line;
        for (guint j = 0; j < row->cells->len; j++) {
            const char *cell = g_ptr_array_index(row->cells, j);
            g_assert(!cell || g_utf8_validate(cell, -1, NULL));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool warm;

    if (!warm) {
        archive_warm_up();
        xml_warm_up();
    }
    warm = true;
    g_autoptr(Input) input = input_new_memory("leerlingen.xlsx", NULL, data, size);
    g_autoptr(ListFile) file = list_file_read(input);

    g_assert(file->format);
    for (guint i = 0; file->reason == REASON_NONE && i < file->sheets->len; i++)
        check_sheet(g_ptr_array_index(file->sheets, i));
    return 0;
}
