/* The reader of news feeds under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(feed, "feed.xml", "text/xml")
