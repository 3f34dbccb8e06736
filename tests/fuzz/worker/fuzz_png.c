/* The reader of png pictures under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(png, "site.zip!/fotos/x.png", "image/png")
