/* Maker notes that hold names of people and that libexif does not read. */
#pragma once

#include "readers/media/ifd.h"
#include "readers/media/metadata.h"

/* Emits what the maker note among the entries tells about people and places. */
void maker_emit(Metadata *metadata, const Bytes *tiff, const Ifd *ifd);
