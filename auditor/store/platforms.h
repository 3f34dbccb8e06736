/*
 * Which platform a file belongs to that says nothing of it itself: a picture in an export belongs
 * to the platform of the nearest folder or archive above it where some publication named one.
 */
#pragma once

#include "store/store_private.h"

typedef struct Platforms Platforms;

/* Reads the paths of all items that named a platform. `store` must outlive the result. */
Platforms *platforms_new(Store *store);
void platforms_free(Platforms *platforms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Platforms, platforms_free)

/* The platform for an item at a chain path, NULL where nobody said; borrowed. `access` is set to
 * "closed" or "direct" where every publication in that place is, else to NULL. */
const char *platforms_find(const Platforms *platforms, int64_t source, const char *path,
                           const char **access);

/* Whether a path is within a website: mails and chats there (channel_is_correspondence()) are
 * public, whatever their form. */
bool platforms_in_site(const Platforms *platforms, int64_t source, const char *path);
