/* Words that are written askew, as on posters and certificates. Calls no library. */
#pragma once

#include "readers/pdf/pdf_lines.h"

/* The library breaks them where they leave their line ("San", "ne", "Groe"): put together, a line
 * each; "" where nothing is askew, or where the text has them so. g_free. */
char *pdf_slanted(const PdfCharacters *page);
