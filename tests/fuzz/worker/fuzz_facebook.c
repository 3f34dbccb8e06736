/* The reader of Facebook's dumps under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(facebook,
            "dump.zip!/this_profile's_activity_across_facebook/posts/profile_posts_1.json",
            "application/json")
