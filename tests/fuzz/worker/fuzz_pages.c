/* The reader of web pages within dumps under a fuzzer; the last byte chooses whose page it is. */
#include "reader_harness.h"

extern const Reader reader_pages;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {
        "x.zip!/your_facebook_activity/posts/your_posts_1.html",
        "x.zip!/your_facebook_activity/messages/inbox/a/message_1.html",
        "x.zip!/your_instagram_activity/content/posts_1.html",
        "x.zip!/connections/followers_and_following/followers_1.html",
        "Takeout/My Activity/Chrome/MyActivity.html",
        "Takeout/YouTube/my-comments/comments.html",
        "mydata~1/html/memories_history.html",
        "ChatExport/messages.html",
    };

    fuzz_reader(&reader_pages, paths[size ? data[size - 1] % G_N_ELEMENTS(paths) : 0], "text/html",
                data, size);
    return 0;
}
