/*
 * Linking: joins what the readers found in different items. Media references become items, picture
 * items become photos (one for all copies and sizes), tags and captions become depictions. Needs no
 * register besides the mentions that are there, and judges nothing.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* Opens what store_finalise() wrote, for linking, judging and reporting. What is sorted beyond the
 * memory for it goes into files without a name beside the store, and nowhere else: it holds names
 * of people. The caller closes it. EXIT_CANNOT_WRITE. */
sqlite3 *store_open(const char *path, GError **error);

/* Fills link.target, link.photo, link.state, photo, photo_item, showing, depiction of a database
 * that store_finalise() wrote, once. Journal and syncing are switched off for the connection. */
bool store_link(sqlite3 *db, GError **error);
