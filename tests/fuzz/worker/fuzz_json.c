/* The reader of unknown JSON under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(json, "site.zip!/state.json", "application/json")
