/* Content credentials (C2PA): who made a picture or film, and what was done to it. */
#pragma once

#include "readers/media/metadata.h"

/* A store of manifests: boxes of JUMBF (ISO 19566-5). Its words are told; pictures in it (what a
 * picture was before somebody changed it) become items of their own. */
void credentials_emit(Metadata *metadata, const uint8_t *data, size_t length);

/* Whether the 16 bytes are the number under which films and HEIF keep such a store. */
bool credentials_is_uuid(const uint8_t *uuid);

/* The store in a box under that number: a version, what it is for, an offset, then the boxes. */
void credentials_emit_box(Metadata *metadata, const uint8_t *data, size_t length);
