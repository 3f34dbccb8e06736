/* The reader of Reddit's tables under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(reddit, "export_juf_20240601.zip!/posts.csv", "text/csv")
