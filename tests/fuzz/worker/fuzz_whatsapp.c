/* The reader of WhatsApp chats under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(whatsapp, "WhatsApp Chat - Ouders.zip!/_chat.txt", "text/plain")
