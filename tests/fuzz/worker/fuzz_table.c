/* The reader of delimited text under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(table, "leerlingen.csv", "text/csv")
