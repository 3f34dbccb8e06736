/* The reader of HTTrack's lists under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(httrack, "hts-cache/new.txt", "text/plain")
