/*
 * The relationships of an Office part (ECMA-376 part 2, 9.3): which id means which other part, or
 * which address outside.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/office/package.h"
#include "readers/text/texts.h"

typedef struct {
    char *target; /* name of a part, or an address as written */
    char *type;   /* last word of its kind: "image", "hyperlink", "slide" */
    bool external;
    uint32_t medium; /* number, once it was declared */
} Relation;

typedef struct Relations Relations;

/* Of `part`; without relationships there are none. */
Relations *relations_of(Package *package, const PackagePart *part);
void relations_free(Relations *relations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Relations, relations_free)

/* NULL for an unknown id. */
Relation *relations_find(Relations *relations, const char *id);

/* The medium that the id stands for, declared at its first use; 0 when it is none. */
uint32_t relations_medium(Relations *relations, const char *id, Texts *texts);

/* Declares the media that no text spoke of, and gives the addresses outside. */
void relations_put(Relations *relations, Texts *texts);
