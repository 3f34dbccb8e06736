/* The reader of the heads of answers under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(http, "index.html", "application/http")
