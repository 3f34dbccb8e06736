/* The reader "calendar" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(calendar, "site.zip!/agenda.ics", "text/plain")
