/* The reader of Outlook's messages under a fuzzer; the corpus holds compound files. */
#include "reader_harness.h"

FUZZ_READER(outlook, "site.zip!/post/x.msg", "application/vnd.ms-outlook")
