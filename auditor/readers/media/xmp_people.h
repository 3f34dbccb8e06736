/* Persons shown, as XMP tells: regions of three schemas, and IPTC's details of persons. */
#pragma once

#include "readers/media/metadata.h"
#include "readers/media/xmp_tree.h"

/* Takes one item of a list that stands at `path`; false when the path is no list of people, and
 * the item is like any other. */
bool xmp_people_item(Metadata *metadata, const char *path, const XmpNode *item);
