/* Content credentials, whatever file they stand in: words of all boxes, and the pictures among
 * them. Nothing here asks whether a signature holds. */
#include "readers/media/credentials.h"

#include <string.h>

#include "readers/media/boxes.h"
#include "readers/media/packed_words.h"

#define DEPTH_MAX 8U
#define BOXES_MAX 2000U
#define PURPOSE_BYTES 64U

typedef struct {
    Metadata *metadata;
    unsigned boxes, pictures;
} Store;

static void take_picture(Store *store, const uint8_t *data, size_t length)
{
    bool png = length > 8 && memcmp(data, "\x89PNG\r\n", 6) == 0;
    g_autofree char *name = NULL;

    if (!png && (length < 4 || memcmp(data, "\xff\xd8\xff", 3) != 0))
        return;
    name = g_strdup_printf("credentials-%u.%s", ++store->pictures, png ? "png" : "jpg");
    sink_leaf(store->metadata->sink, name, png ? "image/png" : "image/jpeg", data, length);
}

static void walk(Store *store, const Bytes *bytes, unsigned depth)
{
    uint64_t at = 0;
    BoxState state;
    Box box;

    if (depth >= DEPTH_MAX) {
        metadata_lost(store->metadata, REASON_LIMIT_DEPTH, "content credentials are cut");
        return;
    }
    while ((state = box_next(bytes, &at, &box)) == BOX_WHOLE) {
        if (store->boxes++ >= BOXES_MAX) {
            metadata_lost(store->metadata, REASON_LIMIT_ENTRIES, "content credentials are cut");
            return;
        }
        if (box_is(&box, "jumb"))
            walk(store, &box.body, depth + 1);
        else if (box_is(&box, "bidb"))
            take_picture(store, box.body.data, (size_t)box.body.size);
    }
    if (state != BOX_NONE)
        metadata_lost(store->metadata, REASON_TRUNCATED, "content credentials are cut");
}

void credentials_emit(Metadata *metadata, const uint8_t *data, size_t length)
{
    Store store = {.metadata = metadata};
    Bytes bytes = bytes_of_memory(data, length);
    g_autofree char *words = packed_words_credentials(data, length);

    metadata_text(metadata, "credentials", "Credentials", PLACE_METADATA, words);
    walk(&store, &bytes, 0);
}

bool credentials_is_uuid(const uint8_t *uuid)
{
    static const uint8_t known[16] = {0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c,
                                      0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81};

    return memcmp(uuid, known, sizeof known) == 0;
}

void credentials_emit_box(Metadata *metadata, const uint8_t *data, size_t length)
{
    const uint8_t *end = length > 4 ? memchr(data + 4, 0, MIN(length - 4, PURPOSE_BYTES)) : NULL;
    size_t skip = end ? (size_t)(end - data) + 1 + 8 : 0;

    if (end && skip < length && strcmp((const char *)data + 4, "manifest") == 0)
        credentials_emit(metadata, data + skip, length - skip);
}
