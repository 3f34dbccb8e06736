/* The reader riff under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(riff, "site.zip!/film.avi", "video/x-msvideo")
