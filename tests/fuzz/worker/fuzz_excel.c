/* The reader "excel" under a fuzzer; the corpus holds compound files. */
#include "reader_harness.h"

FUZZ_READER(excel, "site.zip!/brieven/x.xls", "application/vnd.ms-excel")
