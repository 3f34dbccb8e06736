/*
 * Marks: corners in a picture, each with a pattern of light and dark round it. A part that somebody
 * cut out of a picture has some of them in common with it, farther apart. They know a place of a
 * picture, nobody's face: what is the same twice is the picture.
 */
#pragma once

#include <stdint.h>

#define MARK_LEVELS 7U      /* sizes in which a picture is looked at, each 2^(1/3) smaller */
#define MARK_FINE_LEVELS 2U /* of a whole: those in which a part of it is known again */
#define MARKS_MAX 136U
#define MARK_BYTES 13U /* pattern 8, x 2, y 2, level 1; lowest byte first */

typedef struct {
    uint64_t pattern;
    uint16_t x, y; /* 65535ths of the longer side */
    uint8_t level;
} Mark;

/* To and from MARK_BYTES. */
static inline void mark_put(const Mark *mark, uint8_t *bytes)
{
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(mark->pattern >> (8 * i));
    bytes[8] = (uint8_t)mark->x;
    bytes[9] = (uint8_t)(mark->x >> 8);
    bytes[10] = (uint8_t)mark->y;
    bytes[11] = (uint8_t)(mark->y >> 8);
    bytes[12] = mark->level;
}

static inline Mark mark_get(const uint8_t *bytes)
{
    Mark mark = {0};

    for (unsigned i = 0; i < 8; i++)
        mark.pattern |= (uint64_t)bytes[i] << (8 * i);
    mark.x = (uint16_t)(bytes[8] | bytes[9] << 8);
    mark.y = (uint16_t)(bytes[10] | bytes[11] << 8);
    mark.level = bytes[12];
    return mark;
}
