/* The reader of mail under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(mail, "Takeout/Mail/All mail.mbox", "text/plain")
