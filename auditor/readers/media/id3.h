/* ID3 tags of any version, wherever they stand: at the start of MP3, in chunks of WAV and AIFF. */
#pragma once

#include "readers/media/metadata.h"

/* Reads an ID3v2 tag at `offset`; returns where it ends, `offset` when there is none. */
uint64_t id3_read(Metadata *metadata, const Bytes *bytes, uint64_t offset);

/* Reads ID3v1 and APEv2 at the end of the bytes; returns where the sound before them ends. */
uint64_t id3_read_end(Metadata *metadata, const Bytes *bytes);
