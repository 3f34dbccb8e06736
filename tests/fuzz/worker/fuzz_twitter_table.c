/* The reader "twitter_table" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(twitter_table, "tweets.csv", "text/csv")
