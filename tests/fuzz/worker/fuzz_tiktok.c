/* The reader of TikTok's dumps under a fuzzer, JSON or text. */
#include "reader_harness.h"

extern const Reader reader_tiktok;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool list = size > 4 && memcmp(data, "Date", 4) == 0;

    fuzz_reader(&reader_tiktok, list ? "TikTok_Data_1/Follower.txt" : "user_data_tiktok.json",
                list ? "text/plain" : "application/json", data, size);
    return 0;
}
