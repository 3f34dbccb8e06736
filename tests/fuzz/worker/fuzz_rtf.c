/* The reader of Rich Text Format under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(rtf, "site.zip!/brieven/x.rtf", "text/rtf")
