/*
 * Text as a browser sets it: white space collapsed, blocks and cells apart, zero-width characters
 * gone, hard spaces soft. Knows nothing of elements.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    GString *text;
    char pending; /* what will stand before the next word: 0, ' ', '\t' or '\n' */
} Flow;

void flow_init(Flow *flow);
void flow_clear(Flow *flow);

/* ' ', '\t' or '\n' before whatever comes next; the strongest wins, none stands at the start. */
void flow_break(Flow *flow, char kind);

/* `preserve`: line ends and tabs stay, as in pre. */
void flow_add(Flow *flow, const char *text, size_t length, bool preserve);

/* The text since `offset`, without white space at the ends. g_free. */
char *flow_since(const Flow *flow, size_t offset);
