/*
 * Texts in Exif and TIFF under tags that exif.c has no name for: cameras, scanners, raw converters
 * and laboratories have hundreds of their own, and new ones come. What holds two words side by side
 * goes among the asides, under its number.
 */
#include "readers/media/exif_other.h"

#include "readers/media/words.h"

#define TEXT_BYTES 65536U
#define RAW_BYTES 4096U /* of bytes that nobody calls text */

static bool is_block(uint16_t tag)
{
    /* XMP, IPTC, Photoshop, colour profile: read elsewhere, or no text */
    return tag == 0x02bc || tag == 0x83bb || tag == 0x8649 || tag == 0x8773 || tag == 0xcd41;
}

void exif_other(Metadata *metadata, const Bytes *tiff, const IfdEntry *entry, bool little)
{
    bool text = entry->type == 2 || entry->type == 129, raw = entry->type == 1 || entry->type == 7;
    g_autofree uint8_t *copy = NULL;
    g_autofree char *words = NULL, *key = NULL;
    size_t length = 0;

    if (is_block(entry->tag) || (!text && !raw) || entry->length < 5 ||
        entry->length > (text ? TEXT_BYTES : RAW_BYTES) ||
        !metadata_charge(metadata, entry->length))
        return;
    copy = bytes_copy(tiff, entry->offset, (size_t)entry->length, &length);
    if (entry->tag >= 0x9c9b && entry->tag <= 0x9c9f) /* XPTitle and its kin, in a wrong place */
        words = words_from_utf16(copy, length, true);
    else if (entry->tag == 0x9286)
        words = words_from_comment(copy, length, little);
    else
        words = text ? words_from_bytes(copy, length) : words_from_printable(copy, length);
    key = g_strdup_printf("%s 0x%04x", entry->kind == IFD_GPS ? "GPS" : "Exif", entry->tag);
    metadata_aside(metadata, key, words);
}
