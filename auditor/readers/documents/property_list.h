/*
 * Strings of a binary property list, as the Mac writes its attributes and web archives. What refers
 * to what is left aside.
 */
#pragma once

#include "readers/reader.h"

/* All strings in the list's order, one a line; NULL when it is no such list. g_free. */
char *property_list_strings(Slice bytes);
