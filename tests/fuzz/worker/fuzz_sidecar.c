/* The reader sidecar under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(sidecar, "site.zip!/fotos/kamp.jpg.xmp", "text/xml")
