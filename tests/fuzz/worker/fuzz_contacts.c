/* The reader "contacts" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(contacts, "Takeout/Contacten/x.vcf", "text/plain")
