/*
 * What the readers of film and sound share: the names that formats give to the same thing, covers,
 * positions, and the word that nobody looked at the frames and nobody listened.
 *
 * Keys are those of pictures where there is one ("Artist", "Copyright", "GPSPosition",
 * "CreateDate"); a name that is not known is its own key and its value counts as words. Blocks:
 * "quicktime", "matroska", "riff", "id3", "ape", "vorbis".
 */
#pragma once

#include "readers/media/metadata.h"

/* One value under the name the format has for it ("\xa9nam", "INAM", "TPE1", "ARTIST", ...). */
void tags_value(Metadata *metadata, const char *block, const char *name, const char *value);

/* Bytes in no known charset: UTF-8, else windows-1252. */
void tags_bytes(Metadata *metadata, const char *block, const char *name, const uint8_t *value,
                size_t length);

/* Seconds since 1970; nothing is emitted for 0 and before, where a format says "not set". */
void tags_moment(Metadata *metadata, const char *block, const char *key, int64_t seconds);

/* A picture, or a file, that travels inside: an item of its own. `name` may be NULL. */
void tags_leaf(Metadata *metadata, const char *name, const char *type, const void *data,
               size_t length);

/*
 * To be called last. Metadata of film and sound is read, what is seen and said in it is not: the
 * item is "read", since no text of it was lost, and carries the property "Frames" or "Sound" of
 * block "film" with the value "not-looked-into", which rules and reports show. Text that was in
 * the file and could not be read (subtitles) is a gap, media-omitted, and the caller's business.
 * Film is a picture of format "video"; sound is none.
 */
void tags_finish(Metadata *metadata, bool film);
