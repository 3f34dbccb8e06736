/* The reader "word" under a fuzzer; the corpus holds compound files. */
#include "reader_harness.h"

FUZZ_READER(word, "site.zip!/brieven/x.doc", "application/msword")
