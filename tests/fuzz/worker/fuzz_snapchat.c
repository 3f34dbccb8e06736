/* The reader of Snapchat dumps under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(snapchat, "mydata~1.zip!/json/memories_history.json", "application/json")
