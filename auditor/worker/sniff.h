/* What an item is, by its content and never by its name: a small table of signatures first,
 * libmagic where that does not know. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"

typedef struct {
    const char *type;  /* content type; static or owned by libmagic until the next call */
    bool is_container; /* has members: to be walked */
    bool is_item;      /* has something to read besides its members */
    bool is_harmless;  /* fonts and the like: nobody can be named in it */
} Sniff;

/* Loads libmagic's database; call before the sandbox closes. */
void sniff_warm_up(void);

/* Whether first bytes are those of a container; for members too large to be anything else. */
bool sniff_is_container_head(const void *head, size_t length);

Sniff sniff_input(Input *input);
