/* The reader of web pages under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(html, "site.zip!/groep-7/index.html", "text/html")
