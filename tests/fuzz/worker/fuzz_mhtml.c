/* The reader of pages saved as one file under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(mhtml, "groep5.mhtml", "text/plain")
