/*
 * One reader under a fuzzer: the bytes go in as an item of the given name and type, the facts are
 * looked at and dropped. A harness is this header and one line: FUZZ_READER(html, "index.html",
 * "text/html").
 */
#pragma once

#include <stdint.h>
#include <string.h>

#include "worker/input.h"
#include "worker/sink.h"
#include "worker/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the sink promises its user. */
static void look_at_fact(void *user, const Fact *fact)
{
    (void)user;
    g_assert(fact->kind < FACTS);
    if (fact->kind == FACT_TEXT) {
        g_assert(fact->text.length <= TEXT_PIECE_BYTES);
        g_assert(g_utf8_validate_len(fact->text.text, fact->text.length, NULL));
    }
}

static void look_at_leaf(void *user, const char *name, const char *declared_type,
                         const char *location, const void *data, size_t length)
{
    (void)location;
    (void)user;
    (void)declared_type;
    g_assert(g_utf8_validate(name, -1, NULL));
    g_assert(data || length == 0);
}

static inline void fuzz_reader(const Reader *reader, const char *path, const char *type,
                               const uint8_t *data, size_t size)
{
    static bool warm;
    static const SinkCallbacks callbacks = {.put = look_at_fact, .leaf = look_at_leaf};

    if (!warm)
        xml_warm_up();
    warm = true;
    g_autoptr(Input) input = input_new_memory(path, type, data, size);
    g_autoptr(Sink) sink = sink_new(&callbacks, NULL);

    reader->bid(input);
    reader->read(input, sink);
}

#define FUZZ_READER(name, path, type)                                                              \
    extern const Reader reader_##name;                                                             \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                                   \
    {                                                                                              \
        fuzz_reader(&reader_##name, path, type, data, size);                                       \
        return 0;                                                                                  \
    }
