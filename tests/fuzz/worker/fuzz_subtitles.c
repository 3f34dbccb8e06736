/* The reader "subtitles" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(subtitles, "site.zip!/film.srt", "text/plain")
