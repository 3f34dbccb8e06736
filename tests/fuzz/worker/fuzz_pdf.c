/* The reader of PDF under a fuzzer: ours around the library, and the cutting out of pictures. */
#include "reader_harness.h"

FUZZ_READER(pdf, "site.zip!/krant/x.pdf", "application/pdf")

/* Where blanks alone are drawn, the library looks for a font, once, and keeps what it found. The
 * one that prints a page forgets the copy of a font that turns out to be broken. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo";
}
