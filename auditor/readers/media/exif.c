/*
 * Exif values of a TIFF structure, through libexif (the only file that calls it). libexif is never
 * shown a stranger's directories: those are walked by ifd.c, and what is wanted is written into
 * small blocks of our own that it then reads, so that loops, huge counts and TIFF files of any
 * size cost nothing. Maker notes are read by maker.c.
 */
#include <libexif/exif-data.h>
#include <math.h>
#include <string.h>

#include "readers/media/credentials.h"
#include "readers/media/exif_block.h"
#include "readers/media/exif_other.h"
#include "readers/media/maker.h"
#include "readers/media/metadata.h"
#include "readers/media/photoshop_layers.h"
#include "readers/media/thumbnail.h"
#include "readers/media/words.h"

typedef enum { FORM_PLAIN, FORM_WORDS, FORM_CAPTION, FORM_DATE, FORM_WIDE, FORM_COMMENT } Form;

typedef struct {
    uint16_t tag;
    const char *key;
    Form form;
} Field;

/* Looked for in every directory but GPS: writers put many of these into the wrong one. */
static const Field fields[] = {
    {0x000b, "ProcessingSoftware", FORM_PLAIN},
    {0x010d, "DocumentName", FORM_WORDS},
    {0x010e, "ImageDescription", FORM_CAPTION},
    {0x010f, "Make", FORM_PLAIN},
    {0x0110, "Model", FORM_PLAIN},
    {0x011d, "PageName", FORM_WORDS},
    {0x0131, "Software", FORM_PLAIN},
    {0x0132, "ModifyDate", FORM_DATE},
    {0x013b, "Artist", FORM_WORDS},
    {0x013c, "HostComputer", FORM_WORDS},
    {0x8298, "Copyright", FORM_WORDS},
    {0x9003, "DateTimeOriginal", FORM_DATE},
    {0x9004, "CreateDate", FORM_DATE},
    {0x9010, "OffsetTime", FORM_PLAIN},
    {0x9011, "OffsetTimeOriginal", FORM_PLAIN},
    {0x9012, "OffsetTimeDigitized", FORM_PLAIN},
    {0x9286, "UserComment", FORM_COMMENT},
    {0x9c9b, "XPTitle", FORM_WIDE},
    {0x9c9c, "XPComment", FORM_WIDE},
    {0x9c9d, "XPAuthor", FORM_WIDE},
    {0x9c9e, "XPKeywords", FORM_WIDE},
    {0x9c9f, "XPSubject", FORM_WIDE},
    {0xa420, "ImageUniqueID", FORM_PLAIN},
    {0xa430, "OwnerName", FORM_WORDS},
    {0xa431, "BodySerialNumber", FORM_PLAIN},
    {0xa433, "LensMake", FORM_PLAIN},
    {0xa434, "LensModel", FORM_PLAIN},
    {0xa435, "LensSerialNumber", FORM_PLAIN},
    {0xa436, "ImageTitle", FORM_CAPTION},
    {0xa437, "Photographer", FORM_WORDS},
    {0xa438, "ImageEditor", FORM_WORDS},
    {0xa43b, "ImageEditingSoftware", FORM_PLAIN},
    {0xa43c, "MetadataEditingSoftware", FORM_PLAIN},
    {0xc62f, "SerialNumber", FORM_PLAIN},
    {0xc68b, "OriginalRawFileName", FORM_WORDS},
    {0xc7a1, "CameraLabel", FORM_WORDS},
    {0xfde8, "OwnerName", FORM_WORDS},
    {0xfde9, "SerialNumber", FORM_PLAIN},
};

typedef struct {
    Metadata *metadata;
    bool little;
} Reading;

static const Field *field_of(uint16_t tag)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].tag == tag)
            return &fields[i];
    return NULL;
}

static bool is_text_format(ExifFormat format)
{
    return format == EXIF_FORMAT_ASCII || format == EXIF_FORMAT_BYTE ||
           format == EXIF_FORMAT_SBYTE || format == EXIF_FORMAT_UNDEFINED;
}

/* The value as UTF-8; numbers as libexif writes them. */
static char *entry_words(ExifEntry *entry, Form form, bool little)
{
    char number[256];

    if (!entry->data || entry->size == 0)
        return NULL;
    if (form == FORM_WIDE)
        return words_from_utf16(entry->data, entry->size, true);
    if (form == FORM_COMMENT)
        return words_from_comment(entry->data, entry->size, little);
    if (is_text_format(entry->format))
        return words_from_bytes(entry->data, entry->size);
    if (!exif_entry_get_value(entry, number, sizeof number))
        return NULL;
    return words_from_bytes((const uint8_t *)number, strlen(number));
}

static void emit_entry(ExifEntry *entry, void *user)
{
    Reading *reading = user;
    const Field *field = field_of((uint16_t)entry->tag);
    g_autofree char *value = field ? entry_words(entry, field->form, reading->little) : NULL;
    Place place = PLACE_METADATA;

    if (!value)
        return;
    switch (field->form) {
    case FORM_PLAIN:
        metadata_setting(reading->metadata, "exif", field->key, value);
        return;
    case FORM_DATE:
        metadata_date(reading->metadata, "exif", field->key, value);
        return;
    case FORM_CAPTION:
    case FORM_COMMENT:
        place = PLACE_CAPTION;
        break;
    case FORM_WIDE:
        if (field->tag == 0x9c9b || field->tag == 0x9c9c)
            place = PLACE_CAPTION;
        break;
    case FORM_WORDS:
        break;
    }
    metadata_text(reading->metadata, "exif", field->key, place, value);
}

static void emit_content(ExifContent *content, void *user)
{
    if (exif_content_get_ifd(content) != EXIF_IFD_GPS)
        exif_content_foreach_entry(content, emit_entry, user);
}

/* Up to three rationals as degrees, minutes, seconds (or hours, minutes, seconds). */
static unsigned take_triple(ExifContent *gps, unsigned tag, bool little, double triple[3])
{
    ExifEntry *entry = exif_content_get_entry(gps, (ExifTag)tag);
    unsigned taken = 0;

    triple[0] = triple[1] = triple[2] = 0;
    if (!entry || !entry->data ||
        (entry->format != EXIF_FORMAT_RATIONAL && entry->format != EXIF_FORMAT_SRATIONAL))
        return 0;
    for (; taken < 3 && (taken + 1) * 8 <= entry->size; taken++) {
        double above = number_32(entry->data + taken * 8, little);
        double below = number_32(entry->data + taken * 8 + 4, little);

        if (entry->format == EXIF_FORMAT_SRATIONAL) {
            above = (int32_t)number_32(entry->data + taken * 8, little);
            below = (int32_t)number_32(entry->data + taken * 8 + 4, little);
        }
        if (below == 0 && above != 0)
            return 0;
        triple[taken] = below == 0 ? 0 : above / below; /* 0/0 stands for "not given" */
    }
    return taken;
}

static char take_letter(ExifContent *gps, unsigned tag)
{
    ExifEntry *entry = exif_content_get_entry(gps, (ExifTag)tag);

    return entry && entry->data && entry->size > 0 ? g_ascii_toupper((char)entry->data[0]) : '\0';
}

/* One coordinate: three rationals, or words where a program knew no better. */
static bool take_degrees(Reading *reading, ExifContent *gps, unsigned tag, double *degrees)
{
    ExifEntry *entry = exif_content_get_entry(gps, (ExifTag)tag);
    double triple[3];

    if (entry && entry->format == EXIF_FORMAT_ASCII) {
        g_autofree char *words = entry_words(entry, FORM_PLAIN, reading->little);

        return words && words_coordinate(words, degrees);
    }
    if (take_triple(gps, tag, reading->little, triple) == 0)
        return false;
    *degrees = fabs(triple[0]) + triple[1] / 60 + triple[2] / 3600;
    if (triple[0] < 0)
        *degrees = -*degrees;
    return true;
}

/* Four tags in a row: reference and value of latitude, then of longitude. Without a reference the
 * number is north and east, as it is written. */
static void emit_position(Reading *reading, ExifContent *gps, unsigned tag, const char *key)
{
    double north, east;

    if (!take_degrees(reading, gps, tag + 1, &north) || !take_degrees(reading, gps, tag + 3, &east))
        return;
    if (take_letter(gps, tag) == 'S')
        north = -fabs(north);
    if (take_letter(gps, tag + 2) == 'W')
        east = -fabs(east);
    metadata_position(reading->metadata, "exif-gps", key, north, east);
}

static void emit_altitude(Reading *reading, ExifContent *gps)
{
    ExifEntry *reference = exif_content_get_entry(gps, (ExifTag)EXIF_TAG_GPS_ALTITUDE_REF);
    bool below = reference && reference->data && reference->size > 0 && reference->data[0] == 1;
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double altitude[3];

    if (take_triple(gps, EXIF_TAG_GPS_ALTITUDE, reading->little, altitude) == 0)
        return;
    g_ascii_formatd(text, sizeof text, "%.2f", below ? -fabs(altitude[0]) : altitude[0]);
    metadata_property(reading->metadata, "exif-gps", "GPSAltitude", text);
}

static void emit_gps_time(Reading *reading, ExifContent *gps)
{
    ExifEntry *entry = exif_content_get_entry(gps, (ExifTag)EXIF_TAG_GPS_DATE_STAMP);
    g_autofree char *written = entry ? entry_words(entry, FORM_PLAIN, reading->little) : NULL;
    g_autofree char *date = written ? words_date(written) : NULL;
    g_autofree char *value = NULL;
    double time[3];

    if (!date || strlen(date) < 10)
        return;
    date[10] = '\0';
    if (take_triple(gps, EXIF_TAG_GPS_TIME_STAMP, reading->little, time) == 3 && time[0] >= 0 &&
        time[0] < 24 && time[1] >= 0 && time[1] < 60 && time[2] >= 0 && time[2] < 60)
        value =
            g_strdup_printf("%sT%02d:%02d:%02dZ", date, (int)time[0], (int)time[1], (int)time[2]);
    metadata_property(reading->metadata, "exif-gps", "GPSDateTime", value ? value : date);
}

static void emit_gps_words(Reading *reading, ExifContent *gps, unsigned tag, const char *key)
{
    ExifEntry *entry = exif_content_get_entry(gps, (ExifTag)tag);
    g_autofree char *words = entry ? entry_words(entry, FORM_COMMENT, reading->little) : NULL;

    metadata_text(reading->metadata, "exif-gps", key, PLACE_METADATA, words);
}

static void emit_gps(Reading *reading, ExifContent *gps)
{
    if (!gps || gps->count == 0)
        return;
    emit_position(reading, gps, EXIF_TAG_GPS_LATITUDE_REF, "GPSPosition");
    emit_position(reading, gps, EXIF_TAG_GPS_DEST_LATITUDE_REF, "GPSDestination");
    emit_altitude(reading, gps);
    emit_gps_time(reading, gps);
    emit_gps_words(reading, gps, EXIF_TAG_GPS_PROCESSING_METHOD, "GPSProcessingMethod");
    emit_gps_words(reading, gps, EXIF_TAG_GPS_AREA_INFORMATION, "GPSAreaInformation");
}

/* Lets libexif read one block of ours and emits what it says. */
static void emit_block(Metadata *metadata, const GByteArray *block, bool little)
{
    Reading reading = {metadata, little};
    ExifData *data = exif_data_new();

    exif_data_unset_option(data, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
    exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_load_data(data, block->data, block->len);
    exif_data_foreach_content(data, emit_content, &reading);
    emit_gps(&reading, data->ifd[EXIF_IFD_GPS]);
    exif_data_unref(data);
}

#define PREVIEW_BYTES (16U * 1024U * 1024U)

/* The JPEG in a raw photo of Panasonic's, whose maker note only it has: an item of its own. */
static void emit_preview(Metadata *metadata, const Bytes *tiff, const IfdEntry *entry)
{
    g_autofree uint8_t *copy = NULL;
    size_t length = 0;

    if (entry->length > PREVIEW_BYTES || !metadata_charge(metadata, entry->length)) {
        metadata_lost(metadata, REASON_LIMIT_BYTES, "a further picture in the same file");
        return;
    }
    copy = bytes_copy(tiff, entry->offset, (size_t)entry->length, &length);
    if (length > 3 && memcmp(copy, "\xff\xd8\xff", 3) == 0)
        sink_leaf(metadata->sink, "preview.jpg", "image/jpeg", copy, length);
}

/* Blocks that other standards keep inside TIFF, and the size of the embedded small picture. */
static void emit_foreign(Metadata *metadata, const Bytes *tiff, const Ifd *ifd,
                         const IfdEntry *entry)
{
    g_autofree uint8_t *copy = NULL;
    size_t length = 0;

    if (entry->tag == 0x0202 && entry->page > 0) {
        uint64_t size = ifd_number(ifd, tiff, entry, 0, 0);
        uint64_t start =
            ifd_number(ifd, tiff, ifd_find(ifd, entry->page, entry->kind, 0x0201), 0, 0);
        g_autofree char *value =
            g_strdup_printf("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, start, size);

        if (size > 0)
            metadata_property(metadata, "exif", "ThumbnailSize", value);
        if (strcmp(metadata->format, "tiff") != 0) /* there, pages are pictures of their own */
            thumbnail_note(metadata, tiff, start, size);
        return;
    }
    if (entry->tag == 0x0103 && entry->page > 0 && entry->kind == IFD_MAIN &&
        strcmp(metadata->format, "tiff") != 0 && !ifd_find(ifd, entry->page, IFD_MAIN, 0x0201)) {
        thumbnail_strips(metadata, tiff, ifd, entry->page);
        return;
    }
    if (entry->tag == 0x935c) {
        Bytes data = bytes_part(tiff, entry->offset, entry->length);

        if (metadata->layers_seen) {
            metadata_lost(metadata, REASON_LIMIT_ENTRIES, "layers of a Photoshop document");
            return;
        }
        metadata->layers_seen = true;
        photoshop_layers_tiff(metadata, &data);
    }
    if (entry->tag == 0x002e && entry->type == 7 && entry->kind == IFD_MAIN)
        emit_preview(metadata, tiff, entry);
    if (entry->tag != 0x02bc && entry->tag != 0x83bb && entry->tag != 0x8649 &&
        entry->tag != 0xcd41)
        return;
    if (!metadata_charge(metadata, entry->length))
        return;
    copy = bytes_copy(tiff, entry->offset, (size_t)entry->length, &length);
    if (entry->tag == 0x02bc)
        metadata_xmp(metadata, copy, length);
    else if (entry->tag == 0xcd41)
        credentials_emit(metadata, copy, length);
    else if (entry->tag == 0x83bb)
        metadata_iptc(metadata, copy, length);
    else
        metadata_photoshop(metadata, copy, length);
}

static bool is_wanted(const IfdEntry *entry)
{
    if (entry->kind == IFD_GPS)
        return entry->tag <= 0x1f;
    if (entry->kind == IFD_INTEROP)
        return false;
    return field_of(entry->tag) != NULL;
}

/* Whether emit_content() or emit_gps() takes it. */
static bool is_named(const IfdEntry *entry)
{
    if (entry->kind == IFD_GPS)
        return entry->tag == EXIF_TAG_GPS_PROCESSING_METHOD ||
               entry->tag == EXIF_TAG_GPS_AREA_INFORMATION;
    return entry->kind != IFD_INTEROP && field_of(entry->tag);
}

static void read_pages(Metadata *metadata, const Bytes *tiff, const Ifd *ifd)
{
    guint at = 0, total = ifd->entries->len;
    g_autofree bool *done = g_new0(bool, total + 1);

    for (guint i = 0; i < total; i++)
        done[i] = !is_wanted(&g_array_index(ifd->entries, IfdEntry, i));
    while (at < total) {
        g_autoptr(GByteArray) block = NULL;

        if (done[at]) {
            at++;
            continue;
        }
        block = exif_block_build(metadata, tiff, ifd,
                                 g_array_index(ifd->entries, IfdEntry, at).page, done);
        if (!block)
            return;
        emit_block(metadata, block, ifd->little);
    }
}

void metadata_exif(Metadata *metadata, const Bytes *tiff)
{
    g_autoptr(Ifd) ifd = NULL;
    const IfdEntry *orientation;

    if (metadata->block_depth > 3)
        return;
    ifd = ifd_walk(tiff);
    if (!ifd) {
        if (tiff->size > 8)
            metadata_lost(metadata, REASON_CORRUPT, "Exif block without a TIFF head");
        return;
    }
    metadata->block_depth++;
    orientation = ifd_find(ifd, 0, IFD_MAIN, 0x0112);
    if (orientation && metadata->orientation == 0) {
        uint64_t value = ifd_number(ifd, tiff, orientation, 0, 0);

        metadata->orientation = value >= 1 && value <= 8 ? (uint32_t)value : 0;
    }
    read_pages(metadata, tiff, ifd);
    maker_emit(metadata, tiff, ifd);
    for (guint i = 0; i < ifd->entries->len; i++) {
        const IfdEntry *entry = &g_array_index(ifd->entries, IfdEntry, i);

        emit_foreign(metadata, tiff, ifd, entry);
        if (!is_named(entry))
            exif_other(metadata, tiff, entry, ifd->little);
    }
    if (ifd->broken)
        metadata_lost(metadata, REASON_CORRUPT, "directories of the Exif block are broken");
    else if (ifd->cut)
        metadata_lost(metadata, REASON_TRUNCATED, "values of the Exif block lie outside it");
    metadata->block_depth--;
}
