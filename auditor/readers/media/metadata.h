/*
 * What all picture readers share: one collector per item, and the ways into the four kinds of
 * metadata block. Whatever container a block was found in, it is handed over here.
 *
 * Keys. Exif values carry their Exif names ("Artist", "DateTimeOriginal"; coordinates together as
 * "GPSPosition" with "lat,lon" in signed degrees). IPTC values carry the IIM names ("By-line",
 * "Caption-Abstract"). XMP values carry "prefix:Path" with the usual prefix ("dc:creator",
 * "Iptc4xmpCore:CreatorContactInfo/CiEmailWork"), except where XMP mirrors an Exif value: those
 * have the Exif name, so that one key finds both. Blocks: "exif", "exif-gps", "exif-maker", "xmp",
 * "iptc", "photoshop", "png-text", "jpeg-comment", "gif-comment", "image" (about the file itself);
 * those of film and sound are in tags.h.
 *
 * A value with words in it is a property and a text; the text's label is "block:key", or the key
 * alone where that has a prefix already. Nothing is emitted for an absent or blank value. Values of
 * which no words are expected (programs, models, settings) stand together in one text, "asides",
 * each behind its key: whoever called the telephone after a pupil is found there.
 */
#pragma once

#include <glib.h>

#include "readers/media/bytes.h"

/* Facts of one picture, bytes of metadata of one picture: far above what any tool writes. */
#define METADATA_VALUES 20000U
#define METADATA_BYTES (32U * 1024U * 1024U)

typedef struct {
    Sink *sink;
    const char *format;     /* "jpeg", ...; static */
    uint32_t medium;        /* what the values are said of; 0: the item itself */
    uint32_t width, height; /* of the first picture in the file */
    uint32_t orientation;   /* Exif 1..8 */
    uint32_t thumbnail_width, thumbnail_height; /* of the small picture in the Exif block */
    uint32_t values;                            /* emitted so far */
    uint32_t block_depth;                       /* blocks within blocks */
    uint64_t bytes;                             /* of blocks parsed so far */
    bool xmp_seen;                              /* a packet was read, no need to search for one */
    bool layers_seen;                           /* those of Photoshop */
    bool lost;                                  /* a gap was reported; one is enough */
    GString *asides;                            /* of metadata_aside(), or NULL */
} Metadata;

Metadata metadata_start(Sink *sink, const char *format);

/* Emits the picture fact. Call it last: orientation is known only then. */
void metadata_finish(Metadata *metadata);

/* Metadata may have been lost here. `detail` is static text of ours. */
void metadata_lost(Metadata *metadata, Reason reason, const char *detail);

/* False, with a gap, when the picture has used up its share; `length` is charged. */
bool metadata_charge(Metadata *metadata, uint64_t length);

/* A value without words: property only. `value` is UTF-8; NULL and blank are skipped. */
void metadata_property(Metadata *metadata, const char *block, const char *key, const char *value);

/* A value of which no words are expected: property, and among the asides when it has some. */
void metadata_setting(Metadata *metadata, const char *block, const char *key, const char *value);

/* The same of values that are not worth a property. */
void metadata_aside(Metadata *metadata, const char *key, const char *value);

/* Emits the asides; done by metadata_finish(). */
void metadata_put_asides(Metadata *metadata);

/* A value that may hold a name: property and text. */
void metadata_text(Metadata *metadata, const char *block, const char *key, Place place,
                   const char *value);

/* A date: RFC 3339 where it can be understood, else as written under key + "Text". */
void metadata_date(Metadata *metadata, const char *block, const char *key, const char *written);

/* A person; `box` is centre and size as fractions of the picture, or NULL. */
void metadata_person(Metadata *metadata, const char *dialect, const char *name,
                     const double box[4]);

/* Coordinates in degrees; 0,0 and what is off the globe is no position. */
void metadata_position(Metadata *metadata, const char *block, const char *key, double latitude,
                       double longitude);

/* "image" property "TrailingData": bytes behind the end of the picture; runs of zeros and line
 * ends are nothing. A packet of XMP in there is read. */
void metadata_trailing(Metadata *metadata, const Bytes *bytes, uint64_t offset);

/* The blocks. Each is bounded, and reports what it could not read as lost. */
void metadata_exif(Metadata *metadata, const Bytes *tiff); /* from its "II" or "MM" on */
void metadata_xmp(Metadata *metadata, const void *packet, size_t length);
void metadata_iptc(Metadata *metadata, const void *block, size_t length);
void metadata_iptc_run(Metadata *metadata, const void *block, size_t length); /* only while
                                                              datasets follow one another */
void metadata_photoshop(Metadata *metadata, const void *resources, size_t length);

/* Looks for an XMP packet by its marks where the structure has failed. */
void metadata_search_xmp(Metadata *metadata, const Bytes *bytes);
