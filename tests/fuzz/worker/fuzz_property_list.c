/* The reader "property_list" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(property_list, "pagina.webarchive", "application/octet-stream")
