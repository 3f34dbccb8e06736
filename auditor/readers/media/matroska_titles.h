/*
 * The words of subtitle tracks in Matroska and WebM: which tracks hold text, how it is packed, and
 * what is said in their blocks. Pictures of words (PGS, VobSub), locked tracks and packings that
 * are not known stay unread, which matroska_titles_free() tells.
 */
#pragma once

#include "readers/media/metadata.h"

typedef struct MatroskaTitles MatroskaTitles;

/* What a track says of itself; the ranges are borrowed from the item. */
typedef struct {
    uint64_t number, type;
    char codec[32];
    Bytes head;         /* what the codec has before its first block */
    unsigned encodings; /* around each block: one is undone */
    uint64_t scope, algorithm;
    Bytes stripped; /* the bytes that every block began with */
    bool locked;
} MatroskaTrack;

MatroskaTitles *matroska_titles_new(Metadata *metadata);

/* Passes on what is left; true where subtitles stayed unread. */
bool matroska_titles_free(MatroskaTitles *titles);

/* The track being read, to be filled in; borrowed. */
MatroskaTrack *matroska_titles_track(MatroskaTitles *titles);

/* It is complete. `late`: blocks were stepped over already. */
void matroska_titles_track_end(MatroskaTitles *titles, bool late);

/* Nanoseconds in one unit of time. */
void matroska_titles_scale(MatroskaTitles *titles, uint64_t scale);

bool matroska_titles_any(const MatroskaTitles *titles);
bool matroska_titles_wants(const MatroskaTitles *titles, uint64_t track);

/* One block of a track that is wanted, in units of time from the beginning. */
void matroska_titles_block(MatroskaTitles *titles, uint64_t track, int64_t time, bool laced,
                           const Bytes *block);

/* What is added to it: comments of WebVTT. */
void matroska_titles_notes(MatroskaTitles *titles, uint64_t track, const Bytes *notes);
