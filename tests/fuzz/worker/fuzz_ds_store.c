/* The reader "ds_store" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(ds_store, "map/.DS_Store", "application/x-ds-store")
