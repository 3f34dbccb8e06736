/*
 * TIFF files (and the raw formats built on them): the size from the first full picture, and the
 * whole file as one Exif structure, whose XMP, IPTC and Photoshop entries exif.c hands on.
 */
#include <string.h>

#include "readers/media/ifd.h"
#include "readers/media/metadata.h"

/* The first page that is no reduced copy (bit 0 of NewSubfileType), else the first. */
static uint32_t main_page(const Ifd *ifd, const Bytes *bytes)
{
    for (uint32_t page = 0; page < 16; page++) {
        const IfdEntry *kind = ifd_find(ifd, page, IFD_MAIN, 0x00fe);

        if (ifd_find(ifd, page, IFD_MAIN, 0x0100) && !(ifd_number(ifd, bytes, kind, 0, 0) & 1))
            return page;
    }
    return 0;
}

static uint64_t side_of(const Ifd *ifd, const Bytes *bytes, uint32_t page, uint16_t tag)
{
    return ifd_number(ifd, bytes, ifd_find(ifd, page, IFD_MAIN, tag), 0, 0);
}

/* Not marked as anything: a page where it is about as large as the first, else a small copy. */
static bool is_plain_page(const Ifd *ifd, const Bytes *bytes, uint32_t page, uint32_t main)
{
    return !ifd_find(ifd, page, IFD_MAIN, 0x00fe) &&
           side_of(ifd, bytes, page, 0x0100) * 2 > side_of(ifd, bytes, main, 0x0100) &&
           side_of(ifd, bytes, page, 0x0101) * 2 > side_of(ifd, bytes, main, 0x0101);
}

/* Only one page is looked into: what programs mark as another page is another picture. */
static bool has_more_pages(const Ifd *ifd, const Bytes *bytes, uint32_t main)
{
    if (ifd->many)
        return true;
    for (guint i = 0; i < ifd->entries->len; i++) {
        const IfdEntry *entry = &g_array_index(ifd->entries, IfdEntry, i);

        if (entry->page != main && entry->kind == IFD_MAIN &&
            (entry->tag == 0x0129 ||
             (entry->tag == 0x00fe && (ifd_number(ifd, bytes, entry, 0, 0) & 3) == 2) ||
             (entry->tag == 0x0100 && is_plain_page(ifd, bytes, entry->page, main))))
            return true;
    }
    return false;
}

static void read_size(Metadata *metadata, const Bytes *bytes)
{
    g_autoptr(Ifd) ifd = ifd_walk(bytes);
    uint64_t width, height;
    uint32_t page;

    if (!ifd)
        return;
    if (ifd->more_broken)
        metadata_lost(metadata, REASON_CORRUPT, "later pages of the TIFF file are broken");
    page = main_page(ifd, bytes);
    if (has_more_pages(ifd, bytes, page))
        metadata_lost(metadata, REASON_MEDIA_OMITTED, "further pages of a TIFF file");
    width = ifd_number(ifd, bytes, ifd_find(ifd, page, IFD_MAIN, 0x0100), 0, 0);
    height = ifd_number(ifd, bytes, ifd_find(ifd, page, IFD_MAIN, 0x0101), 0, 0);
    if (width <= UINT32_MAX && height <= UINT32_MAX) {
        metadata->width = (uint32_t)width;
        metadata->height = (uint32_t)height;
    }
}

static int tiff_bid(const Input *input)
{
    static const char marks[][4] = {{'I', 'I', 42, 0},    {'M', 'M', 0, 42},   {'I', 'I', 43, 0},
                                    {'M', 'M', 0, 43},    {'I', 'I', 'U', 0},  {'I', 'I', 'R', 'O'},
                                    {'M', 'M', 'O', 'R'}, {'I', 'I', 'R', 'S'}};
    Slice head = input_head(input);

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (head.length >= 8 && memcmp(head.data, marks[i], 4) == 0)
            return 32;
    return 0;
}

static void tiff_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "tiff");
    Bytes bytes = bytes_of_input(input);

    read_size(&metadata, &bytes);
    metadata_exif(&metadata, &bytes);
    if (metadata.lost)
        metadata_search_xmp(&metadata, &bytes);
    metadata_finish(&metadata);
}

const Reader reader_tiff = {.name = "tiff", .bid = tiff_bid, .read = tiff_read};
