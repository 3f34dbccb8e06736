/* What lies behind the end of a picture. */
#pragma once

#include "readers/media/metadata.h"

/* Pictures and a film among those bytes, or an archive or a document, become items of their own. */
void trailing_items(Metadata *metadata, const Bytes *rest);
