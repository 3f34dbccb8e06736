/* Pictures put together in memory, piece by piece, for the tests of the metadata readers. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* One directory entry; `value` holds the raw bytes in the byte order of the block. */
typedef struct {
    unsigned tag, type, count;
    const void *value;
    unsigned length;
} TiffEntry;

typedef struct {
    const TiffEntry *entries;
    unsigned count;
} TiffDirectory;

#define TIFF_TEXT(tag, text)                                                                       \
    {                                                                                              \
        (tag), 2, sizeof(text), (text), sizeof(text)                                               \
    }
#define TIFF_BYTES(tag, type, bytes)                                                               \
    {                                                                                              \
        (tag), (type), sizeof(bytes), (bytes), sizeof(bytes)                                       \
    }
#define TIFF_DIRECTORY(entries) ((TiffDirectory){(entries), G_N_ELEMENTS(entries)})
#define TIFF_NONE ((TiffDirectory){NULL, 0})

/* A TIFF structure of up to three directories (main, Exif, GPS). */
GByteArray *tiff_new(bool little, TiffDirectory main, TiffDirectory exif, TiffDirectory gps);

/* `count` pairs of numbers as rationals, 8 bytes each, into `into`. */
void tiff_rationals(bool little, const uint32_t *pairs, unsigned count, uint8_t *into);

void put_text(GByteArray *into, const char *text);
void put_number(GByteArray *into, uint64_t number, unsigned size, bool little);

GByteArray *jpeg_new(void);
void jpeg_segment(GByteArray *jpeg, uint8_t marker, const void *data, size_t length);
void jpeg_app(GByteArray *jpeg, uint8_t marker, const char *mark, size_t mark_length,
              const void *data, size_t length);
void jpeg_exif(GByteArray *jpeg, const GByteArray *tiff);
void jpeg_xmp(GByteArray *jpeg, const char *packet);
void jpeg_end(GByteArray *jpeg); /* 64 x 48 pixels */

GByteArray *png_new(void); /* 40 x 30 pixels */
void png_chunk(GByteArray *png, const char *kind, const void *data, size_t length);
void png_end(GByteArray *png);

/* Rdf inside the usual wrapping (g_free). */
char *xmp_packet(const char *description);

/* One IPTC dataset. */
void put_iptc(GByteArray *into, uint8_t record, uint8_t tag, const char *value);

/* Photoshop resources: a URL, and IPTC in mixed charsets with a byline, two keywords, a caption, a
 * date and a time. */
GByteArray *iptc_resources(void);
