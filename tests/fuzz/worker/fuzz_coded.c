/* Texts in base64 within texts under a fuzzer. */
#include "reader_harness.h"

#include "worker/coded.h"

static void look_at_text(void *user, const char *text, size_t length)
{
    (void)user;
    g_assert(g_utf8_validate_len(text, length, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    coded_each((const char *)data, size, look_at_text, NULL);
    return 0;
}
