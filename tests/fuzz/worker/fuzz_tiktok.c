/* The reader of TikTok dumps under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(tiktok, "TikTok_Data_1.zip!/user_data_tiktok.json", "application/json")
