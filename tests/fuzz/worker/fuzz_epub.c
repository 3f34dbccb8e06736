/* The reader "epub" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(epub, "boek.epub", "application/epub+zip")
