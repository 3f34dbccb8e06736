/* The reader ogg under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(ogg, "site.zip!/lied.opus", "application/ogg")
