/* The reader of Twitter archives under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(twitter, "twitter-2024-01-01-ab.zip!/data/tweets.js", "text/javascript")
