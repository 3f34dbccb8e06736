/* The reader "metafile" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(metafile, "x.docx!/word/media/image1.emf", "image/emf")
