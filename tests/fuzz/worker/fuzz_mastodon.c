/* The reader of Mastodon archives under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(mastodon, "archive-1.tar.gz!/outbox.json", "application/json")
