#include "readers/media/boxes.h"

#include <string.h>

#define FIND_MAX 1000U

BoxState box_next(const Bytes *bytes, uint64_t *at, Box *box)
{
    uint8_t head[16];
    uint64_t size, header = 8;
    BoxState state = BOX_WHOLE;

    if (*at >= bytes->size || !bytes_exact(bytes, *at, head, 8))
        return BOX_NONE;
    size = number_32(head, false);
    memcpy(box->kind, head + 4, 4);
    box->kind[4] = '\0';
    if (size == 1 && bytes_exact(bytes, *at, head, 16)) {
        size = number_64(head + 8, false);
        header = 16;
    } else if (size == 0) { /* up to the end */
        size = bytes->size - *at;
    }
    if (size < header)
        return BOX_BROKEN;
    if (size > bytes->size - *at) {
        size = bytes->size - *at;
        state = BOX_CUT;
    }
    box->body = bytes_part(bytes, *at + header, size - header);
    *at += size;
    return state;
}

bool box_is(const Box *box, const char *kind)
{
    return memcmp(box->kind, kind, 4) == 0;
}

bool box_find(const Bytes *bytes, const char *kind, Bytes *body)
{
    uint64_t at = 0;
    Box box;

    for (unsigned i = 0; i < FIND_MAX && box_next(bytes, &at, &box) == BOX_WHOLE; i++) {
        if (box_is(&box, kind)) {
            *body = box.body;
            return true;
        }
    }
    *body = (Bytes){0};
    return false;
}
