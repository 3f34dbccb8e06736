/* Every decoder of pictures under one fuzzer, chosen by the first bytes as in the worker; and what
 * is made of the pixels. */
#include "reader_harness.h"
#include "readers/pixels/look.h"
#include "wire/pixels.h"

static void look_at_pixels(void *user, const Fact *fact)
{
    (void)user;
    if (fact->kind != FACT_PIXELS)
        return;
    g_assert(fact->pixels.width > 0 && fact->pixels.height > 0);
    g_assert(fact->pixels.clear_length <= CLEAR_BYTES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const SinkCallbacks callbacks = {look_at_pixels, NULL, NULL};
    g_autoptr(Input) input = input_new_memory("picture", "image/jpeg", data, size);
    g_autoptr(Sink) sink = sink_new(&callbacks, NULL);

    (void)fuzz_reader;
    look_into(input, size > 0 ? data[size - 1] % 9 : 0, size % 2 == 0, sink);
    return 0;
}
