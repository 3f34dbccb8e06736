/* The reader "starview" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(starview, "x.ods!/ObjectReplacements/Object 1", "application/octet-stream")
