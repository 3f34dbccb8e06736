/* The reader "svg" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(svg, "site.zip!/logo.svg", "image/svg+xml")
