/* The reader of Instagram dumps under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(instagram, "instagram-school.zip!/your_instagram_activity/content/posts_1.json",
            "application/json")
