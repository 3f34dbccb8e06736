/* Running text, tables and slides of OpenDocument parts. */
#pragma once

#include <stdbool.h>

#include "readers/reader.h"
#include "readers/text/texts.h"

/* Reads one part (content, styles, or a whole flat document) into `texts`. False when it was cut
 * or broken. */
bool opendocument_story_read(Slice part, Texts *texts);
