/* The reader of Bluesky repositories under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(bluesky, "repo.car", "application/octet-stream")
