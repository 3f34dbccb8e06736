/* The reader of OpenDocument under a fuzzer; flat files go to its inside without a zip. */
#include "reader_harness.h"

FUZZ_READER(opendocument, "site.zip!/brieven/x.fodt", "text/xml")
