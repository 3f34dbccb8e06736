/* The reader of Ghost's exports under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(ghost, "school.ghost.2024-06-01.json", "application/json")
