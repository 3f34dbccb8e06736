/*
 * Panasonic's maker note (also sold as Leica): these cameras let the owner enter names of children
 * and recognise up to three known faces by name. Other makers are left to libexif.
 */
#include "readers/media/maker.h"

#include <string.h>

#include "readers/media/words.h"

#define NOTE_VALUE_MAX 4096U
#define FACE_NAMES_MAX 3U
#define FACE_NAME_BYTES 20U
#define FACE_STRIDE 48U

typedef struct {
    uint16_t tag;
    const char *key;
    Place place;
} MakerField;

static const MakerField panasonic[] = {
    {0x65, "Title", PLACE_CAPTION},     {0x66, "BabyName", PLACE_METADATA},
    {0x67, "Location", PLACE_METADATA}, {0x69, "Country", PLACE_METADATA},
    {0x6b, "State", PLACE_METADATA},    {0x6d, "City", PLACE_METADATA},
    {0x6f, "Landmark", PLACE_METADATA},
};

/* A count of faces, then for each a name, a place in the picture and an age. */
static void emit_faces(Metadata *metadata, const uint8_t *value, size_t length)
{
    for (size_t i = 0; i < FACE_NAMES_MAX; i++) {
        size_t at = 4 + i * FACE_STRIDE;
        g_autofree char *name = NULL;

        if (at + FACE_NAME_BYTES > length)
            return;
        name = words_from_bytes(value + at, strnlen((const char *)value + at, FACE_NAME_BYTES));
        metadata_property(metadata, "exif-maker", "RecognizedFaceName", name);
        metadata_person(metadata, "panasonic", name, NULL);
    }
}

static void emit_panasonic(Metadata *metadata, const Bytes *tiff, const IfdEntry *entry)
{
    uint8_t value[NOTE_VALUE_MAX];
    size_t length =
        bytes_read(tiff, entry->offset, value, (size_t)MIN(entry->length, (uint64_t)sizeof value));

    if (entry->tag == 0x61) {
        emit_faces(metadata, value, length);
        return;
    }
    if (entry->tag == 0x25) {
        g_autofree char *serial = words_from_bytes(value, length);

        metadata_property(metadata, "exif-maker", "SerialNumber", serial);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(panasonic); i++) {
        if (panasonic[i].tag == entry->tag) {
            g_autofree char *words = words_from_bytes(value, length);

            metadata_text(metadata, "exif-maker", panasonic[i].key, panasonic[i].place, words);
        }
    }
}

void maker_emit(Metadata *metadata, const Bytes *tiff, const Ifd *ifd)
{
    const IfdEntry *note = ifd_find(ifd, 0, IFD_EXIF, 0x927c);
    uint8_t head[12];
    g_autoptr(Ifd) inner = NULL;

    if (!note || note->length < 14 || !bytes_exact(tiff, note->offset, head, sizeof head) ||
        memcmp(head, "Panasonic\0\0\0", sizeof head) != 0)
        return;
    inner = ifd_walk_at(tiff, note->offset + sizeof head, ifd->little);
    for (guint i = 0; i < MIN(inner->entries->len, 400U); i++)
        emit_panasonic(metadata, tiff, &g_array_index(inner->entries, IfdEntry, i));
}
