/*
 * Walks the directories of a TIFF structure within fixed bounds: each directory once, a bounded
 * number of directories and entries, no value outside the bytes. Values stay where they are.
 */
#include "readers/media/ifd.h"

#define DIRECTORIES_MAX 128U
#define ENTRIES_MAX 8000U
#define ENTRIES_IN_ONE 2000U

typedef struct {
    uint64_t offset;
    uint32_t page;
    IfdKind kind;
    bool follow; /* the pointer to the next directory counts */
} Directory;

typedef struct {
    const Bytes *tiff;
    Ifd *ifd;
    bool big;  /* BigTIFF */
    bool flat; /* one directory only */
    uint32_t pages;
    GArray *queue; /* of Directory; those before `done` were walked */
    guint done;
} Walk;

void ifd_free(Ifd *ifd)
{
    if (!ifd)
        return;
    g_array_unref(ifd->entries);
    g_free(ifd);
}

/* Bytes of one value; 0 for types nobody defined. */
static unsigned type_size(unsigned type)
{
    static const uint8_t sizes[19] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    if (type == 129) /* UTF-8, Exif 3.0 */
        return 1;
    return type < sizeof sizes ? sizes[type] : 0;
}

static void mark_broken(Walk *walk, uint32_t page)
{
    if (page == 0)
        walk->ifd->broken = true;
    else
        walk->ifd->more_broken = true;
}

/* Settings of the camera may be lost without a word; what can hold words or places may not. */
static void mark_cut(Walk *walk, const IfdEntry *entry)
{
    if (entry->type == 3 || entry->type == 4 || entry->kind == IFD_INTEROP ||
        (entry->type != 7 && type_size(entry->type) > 1 && entry->kind != IFD_GPS))
        return;
    if (entry->page == 0)
        walk->ifd->cut = true;
    else
        walk->ifd->more_broken = true;
}

static void add_directory(Walk *walk, uint64_t offset, uint32_t page, IfdKind kind, bool follow)
{
    Directory directory = {offset, page, kind, follow};

    if (offset == 0)
        return;
    for (guint i = 0; i < walk->queue->len; i++)
        if (g_array_index(walk->queue, Directory, i).offset == offset)
            return; /* a loop, or the same directory twice: its entries are known */
    if (walk->queue->len >= DIRECTORIES_MAX && page > 0 && kind == IFD_MAIN) {
        walk->ifd->many = true;
        return;
    }
    if (walk->queue->len >= DIRECTORIES_MAX || offset + 2 > walk->tiff->size) {
        mark_broken(walk, page);
        return;
    }
    g_array_append_val(walk->queue, directory);
}

uint64_t ifd_number(const Ifd *ifd, const Bytes *tiff, const IfdEntry *entry, uint64_t index,
                    uint64_t otherwise)
{
    unsigned size = entry ? type_size(entry->type) : 0;
    uint8_t value[8];

    if (!entry || index >= entry->count || size == 0 ||
        !bytes_exact(tiff, entry->offset + index * size, value, size))
        return otherwise;
    switch (entry->type) {
    case 1:
    case 6:
    case 7:
        return value[0];
    case 3:
    case 8:
        return number_16(value, ifd->little);
    case 4:
    case 9: /* signed ones stand here for offsets and small enumerations too */
    case 13:
        return number_32(value, ifd->little);
    case 16:
    case 18:
        return number_64(value, ifd->little);
    default:
        return otherwise;
    }
}

/* Pointers to further directories. */
static void follow_pointer(Walk *walk, const IfdEntry *entry)
{
    uint64_t offset = ifd_number(walk->ifd, walk->tiff, entry, 0, 0);

    if (entry->tag == 0x8769)
        add_directory(walk, offset, entry->page, IFD_EXIF, false);
    else if (entry->tag == 0x8825)
        add_directory(walk, offset, entry->page, IFD_GPS, false);
    else if (entry->tag == 0xa005 && offset + 2 <= walk->tiff->size)
        add_directory(walk, offset, entry->page, IFD_INTEROP, false);
    else if (entry->tag == 0x014a && entry->kind == IFD_MAIN)
        for (uint64_t i = 0; i < MIN(entry->count, (uint64_t)32); i++)
            add_directory(walk, ifd_number(walk->ifd, walk->tiff, entry, i, 0), walk->pages++,
                          IFD_MAIN, false);
}

static void add_entry(Walk *walk, const Directory *directory, uint64_t at)
{
    unsigned width = walk->big ? 8 : 4, size;
    bool little = walk->ifd->little;
    IfdEntry entry = {.page = directory->page, .kind = directory->kind};
    uint8_t raw[20];

    if (!bytes_exact(walk->tiff, at, raw, 4 + 2 * width)) {
        mark_broken(walk, directory->page);
        return;
    }
    entry.tag = number_16(raw, little);
    entry.type = number_16(raw + 2, little);
    entry.count = walk->big ? number_64(raw + 4, little) : number_32(raw + 4, little);
    size = type_size(entry.type);
    if (size == 0 || entry.count == 0)
        return;
    if (entry.count <= width / size)
        entry.offset = at + 4 + width;
    else
        entry.offset = walk->big ? number_64(raw + 12, little) : number_32(raw + 8, little);
    if (entry.offset >= walk->tiff->size) {
        mark_cut(walk, &entry);
        return;
    }
    if (entry.count > (walk->tiff->size - entry.offset) / size) {
        mark_cut(walk, &entry);
        entry.count = (walk->tiff->size - entry.offset) / size;
    }
    entry.length = entry.count * size;
    if (entry.count == 0)
        return;
    g_array_append_val(walk->ifd->entries, entry);
    if (!walk->flat)
        follow_pointer(walk, &entry);
}

static void walk_directory(Walk *walk, const Directory *directory)
{
    bool little = walk->ifd->little;
    unsigned head = walk->big ? 8 : 2, stride = walk->big ? 20 : 12;
    uint64_t count, next;
    uint8_t raw[8];

    if (!bytes_exact(walk->tiff, directory->offset, raw, head)) {
        mark_broken(walk, directory->page);
        return;
    }
    count = walk->big ? number_64(raw, little) : number_16(raw, little);
    if (count > ENTRIES_IN_ONE || walk->ifd->entries->len + count > ENTRIES_MAX) {
        mark_broken(walk, directory->page);
        count = MIN(count, (uint64_t)ENTRIES_IN_ONE);
    }
    for (uint64_t i = 0; i < count && walk->ifd->entries->len < ENTRIES_MAX; i++) {
        uint64_t at = directory->offset + head + i * stride;

        if (at >= walk->tiff->size) {
            mark_broken(walk, directory->page);
            return;
        }
        add_entry(walk, directory, at);
    }
    next = directory->offset + head + count * stride;
    if (directory->follow && bytes_exact(walk->tiff, next, raw, walk->big ? 8 : 4)) {
        next = walk->big ? number_64(raw, little) : number_32(raw, little);
        if (next != 0)
            add_directory(walk, next, walk->pages++, IFD_MAIN, true);
    }
}

/* Offset of the first directory; 0 when this is no TIFF. Panasonic and Olympus raw files are TIFF
 * with another number in the head. */
static uint64_t read_head(const Bytes *tiff, bool *little, bool *big)
{
    uint8_t head[16];
    unsigned magic;

    if (!bytes_exact(tiff, 0, head, 8) || (head[0] != 'I' && head[0] != 'M') || head[0] != head[1])
        return 0;
    *little = head[0] == 'I';
    magic = number_16(head + 2, *little);
    *big = magic == 43;
    if (*big)
        return bytes_exact(tiff, 0, head, 16) ? number_64(head + 8, *little) : 0;
    if (magic != 42 && magic != 0x55 && magic != 0x4f52 && magic != 0x5352)
        return 0;
    return number_32(head + 4, *little);
}

static Ifd *ifd_new(bool little)
{
    Ifd *ifd = g_new0(Ifd, 1);

    ifd->little = little;
    ifd->entries = g_array_new(FALSE, FALSE, sizeof(IfdEntry));
    return ifd;
}

Ifd *ifd_walk_at(const Bytes *tiff, uint64_t offset, bool little)
{
    Walk walk = {.tiff = tiff, .ifd = ifd_new(little), .flat = true};
    Directory directory = {.offset = offset};

    walk_directory(&walk, &directory);
    return walk.ifd;
}

Ifd *ifd_walk(const Bytes *tiff)
{
    Walk walk = {.tiff = tiff, .pages = 1};
    bool little = false;
    uint64_t first = read_head(tiff, &little, &walk.big);

    if (first == 0)
        return NULL;
    walk.ifd = ifd_new(little);
    walk.queue = g_array_new(FALSE, FALSE, sizeof(Directory));
    add_directory(&walk, first, 0, IFD_MAIN, true);
    while (walk.done < walk.queue->len) {
        Directory directory = g_array_index(walk.queue, Directory, walk.done++);

        walk_directory(&walk, &directory);
    }
    g_array_unref(walk.queue);
    return walk.ifd;
}

const IfdEntry *ifd_find(const Ifd *ifd, uint32_t page, IfdKind kind, uint16_t tag)
{
    for (guint i = 0; i < ifd->entries->len; i++) {
        const IfdEntry *entry = &g_array_index(ifd->entries, IfdEntry, i);

        if (entry->page == page && entry->kind == kind && entry->tag == tag)
            return entry;
    }
    return NULL;
}
