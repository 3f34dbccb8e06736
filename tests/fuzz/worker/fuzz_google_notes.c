/* The reader "google_notes" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(google_notes, "Takeout/Keep/a.json", "application/json")
