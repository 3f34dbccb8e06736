/* The reader of unknown XML under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(xml, "site.zip!/feed.xml", "text/xml")
