/* The reader matroska under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(matroska, "site.zip!/film.webm", "video/webm")
