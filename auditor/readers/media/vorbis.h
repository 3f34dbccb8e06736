/* Comments and pictures as Vorbis, Opus and FLAC have them. */
#pragma once

#include "readers/media/metadata.h"

/* A block of comments: the writer's name, then NAME=value; pictures in it become items. */
void vorbis_comments(Metadata *metadata, const uint8_t *data, size_t length);

/* A block with a picture: kind, type, description, sizes, bytes. */
void vorbis_picture(Metadata *metadata, const uint8_t *data, size_t length);

/* The metadata blocks of FLAC from `offset` on, behind its mark. */
void vorbis_flac_blocks(Metadata *metadata, const Bytes *bytes, uint64_t offset);
