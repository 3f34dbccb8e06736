/* A small picture as a JPEG file. */
#pragma once

#include <stddef.h>

#include "readers/pixels/image.h"

/* g_free(); NULL where it cannot be made. */
uint8_t *thumbnail_encode(const Image *image, size_t *length);
