/* An item of a shelf, put and get side by side; see shelf_frames.h. */
#include "store/shelf_frames.h"

/* Flags of an item. */
enum { IS_CONTAINER = 1, IS_SHARE = 2, IS_PICTURE = 4, HAS_SMALL = 8 };

void shelf_item_encode(GByteArray *body, const ShelfItem *item)
{
    const char *const texts[] = {item->path,   item->place, item->modified, item->type,
                                 item->reader, item->hash,  item->detail,   item->platform};
    unsigned flags = (item->is_container ? IS_CONTAINER : 0) | (item->is_share ? IS_SHARE : 0) |
                     (item->is_picture ? IS_PICTURE : 0) | (item->has_small ? HAS_SMALL : 0);
    const uint64_t numbers[] = {item->id,
                                item->parent,
                                item->source,
                                item->ordinal,
                                item->key,
                                item->bytes,
                                item->state,
                                item->reason,
                                flags,
                                (uint64_t)(item->entries + 1),
                                (uint64_t)(item->entries_directory + 1),
                                (uint64_t)item->members,
                                (uint64_t)item->embedded,
                                item->width,
                                item->height,
                                item->orientation,
                                item->texts,
                                item->gap,
                                item->accesses};

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        coding_put_number(body, numbers[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        coding_put_text(body, texts[i]);
}

void shelf_item_decode(CodingReader *reader, ShelfItem *item)
{
    unsigned flags;

    item->id = (uint32_t)coding_get_number(reader);
    item->parent = (uint32_t)coding_get_number(reader);
    item->source = (uint32_t)coding_get_number(reader);
    item->ordinal = (uint32_t)coding_get_number(reader);
    item->key = coding_get_number(reader);
    item->bytes = coding_get_number(reader);
    item->state = (ItemState)coding_get_number(reader);
    item->reason = (Reason)coding_get_number(reader);
    flags = (unsigned)coding_get_number(reader);
    item->is_container = flags & IS_CONTAINER;
    item->is_share = flags & IS_SHARE;
    item->is_picture = flags & IS_PICTURE;
    item->has_small = flags & HAS_SMALL;
    item->entries = (int64_t)coding_get_number(reader) - 1;
    item->entries_directory = (int64_t)coding_get_number(reader) - 1;
    item->members = (int64_t)coding_get_number(reader);
    item->embedded = (int64_t)coding_get_number(reader);
    item->width = (uint32_t)coding_get_number(reader);
    item->height = (uint32_t)coding_get_number(reader);
    item->orientation = (uint32_t)coding_get_number(reader);
    item->texts = (uint32_t)coding_get_number(reader);
    item->gap = (Reason)coding_get_number(reader);
    item->accesses = (uint8_t)coding_get_number(reader);
    item->path = coding_get_text(reader);
    item->place = coding_get_text(reader);
    item->modified = coding_get_text(reader);
    item->type = coding_get_text(reader);
    item->reader = coding_get_text(reader);
    item->hash = coding_get_text(reader);
    item->detail = coding_get_text(reader);
    item->platform = coding_get_text(reader);
}
