/*
 * What the exports of Facebook, Instagram and Threads have in common, whichever reader has the
 * file: what a folder says of all that lies in it. Paths are in lower case, with forward slashes.
 */
#pragma once

#include <stdbool.h>

#include "worker/json_text.h"

/* What the account kept for itself, as far as the folder tells. */
bool meta_is_closed(const char *path);

/* The bin, and what its owner put aside: he alone still sees it. */
bool meta_is_put_away(const char *path);

/* Whether Meta's broken UTF-8 is to be expected in a file that no reader knows. */
JsonTextRepair meta_repair(const char *path);
