/* Maker notes of cameras. */
#pragma once

#include "readers/media/ifd.h"
#include "readers/media/metadata.h"

/* Emits what the maker note among the entries tells: serial numbers, the owner, names
 * and places. */
void maker_emit(Metadata *metadata, const Bytes *tiff, const Ifd *ifd);
