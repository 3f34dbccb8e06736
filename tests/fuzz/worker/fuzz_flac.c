/* The reader flac under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(flac, "site.zip!/lied.flac", "audio/flac")
