/* What is known of pupils beside their names (telephone, address, birth date) where it stands in a
 * text that is shown for another reason. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

typedef struct MaskData MaskData;

/* The data of the store that stand beside a pupil, but for what the school publishes as its own. */
MaskData *mask_data_new(sqlite3 *store, GError **error);
void mask_data_free(MaskData *data);

/* The text with each of them covered; owned by the caller. */
char *mask_data_cover(const MaskData *data, const char *text);
