/*
 * Counting the faces of a picture: none, one, several. Nothing about a face is kept but where it is
 * and how sure that is; no two faces are ever compared.
 */
#pragma once

#include <stdbool.h>

#include "readers/pixels/image.h"
#include "readers/pixels/network.h"
#include "wire/pixels.h"

/* Fills in faces (best first) and their count from the upright picture. */
void faces_count(Network *network, const Image *image, FactPixels *pixels);
