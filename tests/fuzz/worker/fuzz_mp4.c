/* The reader mp4 under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(mp4, "site.zip!/film.mp4", "video/mp4")
