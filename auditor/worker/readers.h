/* The readers of readers.def as a table. */
#pragma once

#include "readers/reader.h"

/* The reader that bids highest for the item, NULL when none does. */
const Reader *readers_choose(const Input *input);
