/* The reader of jpeg pictures under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(jpeg, "site.zip!/fotos/x.jpg", "image/jpeg")
