/* What Windows wrote about a film: the box "Xtra" of user data. */
#pragma once

#include "readers/media/metadata.h"

void xtra_emit(Metadata *metadata, const uint8_t *data, size_t length);
