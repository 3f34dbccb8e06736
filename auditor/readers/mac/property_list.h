/*
 * The binary property list of a Mac: settings, attributes of files, pages that Safari saved. What
 * refers to what is left aside, but for the parts of a saved page.
 */
#pragma once

#include <glib.h>

#include "readers/reader.h"

/* All strings in the list's order, one a line; NULL when it is no such list. g_free. */
char *property_list_strings(Slice bytes);
