/* The reader of YouTube's tables under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(youtube, "Takeout/YouTube en YouTube Music/reacties/reacties.csv", "text/csv")
