/* The reader of LinkedIn's tables under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(linkedin, "Basic_LinkedInDataExport_06-21-2024.zip!/Connections.csv", "text/csv")
