/* The reader asf under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(asf, "site.zip!/film.wmv", "video/x-ms-asf")
