/* Macros in Visual Basic (MS-OVBA 2.4.1): the source of a module, which its stream holds packed. */
#pragma once

#include <glib.h>

#include "readers/reader.h"

/* The source in a module's stream, in the project's code page; NULL when there is none or it is
 * broken. g_byte_array_unref. */
GByteArray *vba_source(Slice stream);
