/* The reader "applesingle" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(applesingle, "map/brief.pdf", "application/applefile")
