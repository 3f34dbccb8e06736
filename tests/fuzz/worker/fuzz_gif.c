/* The reader of gif pictures under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(gif, "site.zip!/fotos/x.gif", "image/gif")
