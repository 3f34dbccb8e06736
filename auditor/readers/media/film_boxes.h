/* Films within pictures: what a sequence of HEIF or AVIF says of itself. */
#pragma once

#include "readers/media/metadata.h"

/* The boxes of a film's directory ("moov"). */
void film_boxes(Metadata *metadata, const Bytes *moov);
