/* The reader of photoshop pictures under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(photoshop, "site.zip!/fotos/x.psd", "image/vnd.adobe.photoshop")
