/* The reader of WordPress exports under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(wordpress, "blog.WordPress.2026-10-31.xml", "text/xml")
