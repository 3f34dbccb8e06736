/* The reader "discord" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(discord, "messages/c1/messages.json", "application/json")
