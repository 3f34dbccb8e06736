/* The reader "compound_file" under a fuzzer; the corpus holds compound files. */
#include "reader_harness.h"

FUZZ_READER(compound_file, "site.zip!/brieven/x.bin", "application/x-ole-storage")
