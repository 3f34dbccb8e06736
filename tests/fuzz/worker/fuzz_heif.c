/* The reader of heif pictures under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(heif, "site.zip!/fotos/x.heic", "image/heic")
