/* Layers of Photoshop documents: their names, the texts in them, notes, and files placed in them.
 */
#pragma once

#include "readers/media/metadata.h"

/* The section behind the resources of a document; `large`: of a PSB, whose lengths are longer. */
void photoshop_layers(Metadata *metadata, const Bytes *section, bool large);

/* The same in a TIFF file: blocks in its byte order behind a mark. */
void photoshop_layers_tiff(Metadata *metadata, const Bytes *data);
