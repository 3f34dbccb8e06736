/* Texts under tags of Exif that have no name here. */
#pragma once

#include "readers/media/ifd.h"
#include "readers/media/metadata.h"

void exif_other(Metadata *metadata, const Bytes *tiff, const IfdEntry *entry, bool little);
