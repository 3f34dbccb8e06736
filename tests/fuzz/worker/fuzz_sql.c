/* The reader of database dumps under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(sql, "site.sql", "text/plain")
