/*
 * Where the bytes of a zip's member lie in it (APPNOTE 4.4), so that the reader can take them out
 * of the archive itself: nothing is unpacked twice, copied or handed on. Only a hint of whoever
 * walked the archive; whoever takes the bytes out checks them.
 */
#pragma once

#include <stdint.h>

typedef enum { EXTENT_NONE, EXTENT_STORED, EXTENT_DEFLATED, EXTENT_KINDS } ExtentKind;

typedef struct {
    ExtentKind kind;
    uint32_t checksum;       /* CRC-32 of the member's bytes */
    uint64_t offset, length; /* of what is packed, in bytes of the archive */
} Extent;
