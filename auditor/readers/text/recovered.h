/* X runs of letters, in one byte each or in UTF-16. */
#pragma once

#include <glib.h>

#include "readers/reader.h"

/* Appends each run as a line. What comes out may lack something and hold noise: whoever uses it
 * says so in the ledger. */
void recover_text(Slice bytes, unsigned codepage, GString *out);

/* The same, of runs that have at least so many letters. */
void recover_runs(Slice bytes, unsigned codepage, size_t least, GString *out);
