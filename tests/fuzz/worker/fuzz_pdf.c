/* The reader of PDF under a fuzzer: ours around the library, and the cutting out of pictures. */
#include "reader_harness.h"

FUZZ_READER(pdf, "site.zip!/krant/x.pdf", "application/pdf")
