/* The reader of Telegram exports under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(telegram, "ChatExport_2024-06-21/result.json", "application/json")
