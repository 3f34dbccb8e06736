/* The reader "slack" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(slack, "algemeen/2024-06-21.json", "application/json")
