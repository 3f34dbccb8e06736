/* Words in bytes of any kind under a fuzzer. */
#include "reader_harness.h"

#include "readers/text/remains.h"

static int no_bid(const Input *input)
{
    (void)input;
    return 0;
}

static void read_remains(Input *input, Sink *sink)
{
    remains_read(input, sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Reader remains = {.name = "remains", .bid = no_bid, .read = read_remains};

    fuzz_reader(&remains, "x.bin", "application/octet-stream", data, size);
    return 0;
}
