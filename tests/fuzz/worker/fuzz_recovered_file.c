/* The reader "recovered_file" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(recovered_file, "x.pages!/Index/Document.iwa", "application/octet-stream")
