/* The reader mp3 under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(mp3, "site.zip!/lied.mp3", "audio/mpeg")
