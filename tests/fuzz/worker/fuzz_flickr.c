/* The reader "flickr" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(flickr, "photo_1.json", "application/json")
