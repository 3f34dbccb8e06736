/* The reader of plain text under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(text, "site.zip!/lees.txt", "text/plain")
