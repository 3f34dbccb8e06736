/* Put and get of the fact that looking into a picture gives; used by messages.c. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "wire/channel.h"
#include "wire/pixels.h"

bool pixels_put(Channel *channel, uint32_t kind, uint32_t request, const FactPixels *pixels);
/* False for anything that is out of its range. Bytes are borrowed from the frame. */
bool pixels_get(GVariant *body, const Frame *frame, uint32_t *request, FactPixels *pixels);
