/* The reader of Office documents under a fuzzer; the corpus holds zips. */
#include "reader_harness.h"

FUZZ_READER(office, "site.zip!/brieven/x.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
