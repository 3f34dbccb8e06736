/* The reader "web_json" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(web_json, "site/feed.json", "application/json")
