/* The reader "powerpoint" under a fuzzer; the corpus holds compound files. */
#include "reader_harness.h"

FUZZ_READER(powerpoint, "site.zip!/brieven/x.ppt", "application/vnd.ms-powerpoint")
