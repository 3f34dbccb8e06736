/* Which zips are documents: their parts are read together, not walked as members. */
#pragma once

#include "readers/reader.h"

/* The content type of an Office, OpenDocument or EPUB package (static), by the names in its
 * directory and by its mimetype member, never by its own name. NULL for any other zip. */
const char *sniff_zip_document(Input *input);
