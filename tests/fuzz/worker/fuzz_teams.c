/* The reader "teams" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(teams, "messages.json", "application/json")
