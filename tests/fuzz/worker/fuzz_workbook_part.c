/* The reader "workbook_part" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(workbook_part, "x.xlsb!/xl/worksheets/sheet1.bin", "application/octet-stream")
