/*
 * Paths and addresses as linking compares them. Pure functions on strings; all results are g_free'd
 * by the caller.
 */
#pragma once

#include <stdbool.h>

typedef enum {
    REFERENCE_RELATIVE, /* kamp.jpg, ../foto/kamp.jpg, media/x/1.jpg */
    REFERENCE_ROOTED,   /* /uploads/kamp.jpg, file:///C:/site/kamp.jpg */
    REFERENCE_ABSOLUTE, /* https://school.nl/uploads/kamp.jpg, //school.nl/... */
    REFERENCE_OTHER,    /* mailto:, javascript:, ... */
} ReferenceKind;

typedef struct {
    ReferenceKind kind;
    char *host;       /* ABSOLUTE: lower case, without user, port and leading "www." */
    char *path;       /* query and fragment cut, no leading slash */
    char *path_query; /* the same with its query, NULL without one */
} Reference;

void reference_parse(const char *uri, Reference *reference);
void reference_clear(Reference *reference);

/* Percent-decoded, NFC, without case: what two spellings of one path have in common. */
char *place_fold(const char *path);

/* The folder of `place` joined with `path`, "." and ".." resolved; ".." never leaves the top. */
char *place_join(const char *place, const char *path);

/* Parts in reverse, folded: "a/B/c.jpg" -> "c.jpg/b/a". Equal ends become equal beginnings. */
char *place_key(const char *path);

/* The address that a query holds, decoded: "?url=%2Ffoto%2Fkamp.jpg&w=640" -> "/foto/kamp.jpg";
 * NULL without one. */
char *place_behind(const char *query);

/* A picture's path without the marks of its size family, folded: "a/kamp-300x200.jpg",
 * "a/kamp-scaled.jpg", "a/kamp-e1612345678.jpg.webp" -> "a/kamp.jpg". `derived` tells how far it is
 * from the original: 0 none of the marks, 1 scaled, 2 rotated or edited, 3 a size. */
char *place_family(const char *path, int *derived);

/* A path without its ending, folded; the number of a double stays: "a/IMG_1(2).jpg" ->
 * "a/img_1(2)". */
char *place_stem(const char *path);

/* Whose sidecar in a Google Takeout holds for this file as well: the stem of the photo that it was
 * edited from ("IMG_1-bewerkt(2).jpg" -> "img_1(2)"), or beside which the film lies. NULL:
 * nobody's. */
char *place_lender(const char *path);

/* The same for a picture of that size: a name that claims another size ("kamp-300x200.jpg" with
 * 4000 x 3000 pixels) is no derivative but an original of that name. Sizes of 0 prove nothing. */
char *place_family_of(const char *path, unsigned width, unsigned height, int *derived);
