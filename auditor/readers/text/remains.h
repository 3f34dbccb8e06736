/* Words in an item that no reader wanted: an old film's title, the owner of a camera, notes of a
 * program that nobody knows. */
#pragma once

#include "readers/reader.h"

/* Hands on, as the item's own texts (label "recovered"), what in its bytes looks like words; false
 * when nothing does. Much is missing from what comes out, and some of it is noise: the item stays a
 * gap in the ledger. */
bool remains_read(Input *input, Sink *sink);
