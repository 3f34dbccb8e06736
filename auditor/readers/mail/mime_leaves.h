/*
 * The parts of a message that become items of their own: their names, and references to them
 * ("cid:...") in the message's pages turned into those names.
 */
#pragma once

#include "readers/mail/mime.h"

typedef struct MimeLeaves MimeLeaves;

/* Names every part below `root`, which is borrowed. `folder` is put before each name; "" for none.
 * `by_location`: the address a part carries is a better name than its file name. */
MimeLeaves *mime_leaves_new(const MimePart *root, const char *folder, bool by_location);
void mime_leaves_free(MimeLeaves *leaves);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MimeLeaves, mime_leaves_free)

/* The decoded bytes of a part, with references to other parts as their names; g_string_free. */
GString *mime_leaves_bytes(const MimeLeaves *leaves, const MimePart *part);

/* Puts the part out as a leaf, with its type, and where it stood when it says so. */
void mime_leaves_put(const MimeLeaves *leaves, const MimePart *part, Sink *sink);

/* The same for bytes found within a part, under a name of their own. */
void mime_leaves_put_bytes(const MimeLeaves *leaves, const char *name, const GString *bytes,
                           Sink *sink);

/* Where a part says it stood: Content-Location as an address; NULL otherwise. g_free. */
char *mime_location(const MimePart *part);
