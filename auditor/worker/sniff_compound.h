/* Which document a compound file is. */
#pragma once

#include "readers/reader.h"

/* Its content type by the streams it has; NULL when it is one that nobody here knows. */
const char *sniff_compound_document(Input *input);
