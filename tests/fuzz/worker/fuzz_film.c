/* Films under one fuzzer: which frames are looked into, and what is made of them. The libraries
 * that decode are the system's; without them nothing happens. */
#include "reader_harness.h"
#include "readers/pixels/film.h"
#include "readers/pixels/libav.h"
#include "wire/pixels.h"

static void look_at_frames(void *user, const Fact *fact)
{
    (void)user;
    if (fact->kind != FACT_PIXELS)
        return;
    g_assert(fact->pixels.width > 0 && fact->pixels.height > 0 && fact->pixels.frames > 0);
    g_assert(fact->pixels.clear_length <= CLEAR_BYTES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const SinkCallbacks callbacks = {look_at_frames, NULL, NULL};
    g_autoptr(Input) input = input_new_memory("film", "video/mp4", data, size);
    g_autoptr(Sink) sink = sink_new(&callbacks, NULL);

    (void)fuzz_reader;
    if (libav_is_loaded() || libav_load())
        film_look(input, sink);
    return 0;
}
