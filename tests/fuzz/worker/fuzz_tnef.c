/* The reader of winmail.dat under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(tnef, "x.eml!/winmail.dat", "application/ms-tnef")
