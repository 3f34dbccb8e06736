/* The reader of webp pictures under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(webp, "site.zip!/fotos/x.webp", "image/webp")
