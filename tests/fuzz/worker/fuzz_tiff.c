/* The reader of tiff pictures under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(tiff, "site.zip!/fotos/x.tif", "image/tiff")
