/* The reader of web pages within dumps under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(pages, "instagram-x.zip!/your_instagram_activity/content/posts_1.html", "text/html")
