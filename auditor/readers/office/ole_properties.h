/* What a compound document says of itself: property sets (MS-OLEPS), as Properties. */
#pragma once

#include "readers/office/properties.h"
#include "worker/compound.h"

/* Reads the summary and the document's summary in that storage. */
void ole_properties_read(Compound *compound, unsigned storage, Properties *properties);

/* The code page in which the summary's texts are written; 0 when it does not say. */
unsigned ole_codepage(Compound *compound, unsigned storage);

/* A FILETIME as RFC 3339 in UTC; NULL for none. g_free. */
char *ole_filetime(uint64_t filetime);
