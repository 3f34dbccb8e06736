/* The reader of Google Takeout's JSON under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(takeout, "Takeout/Google Foto_s/Foto's van 2024/IMG_1.jpg.supplem(1).json",
            "application/json")
