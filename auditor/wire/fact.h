/*
 * Facts: the data model of the pipeline. A reader says what it found in one item as a stream of
 * facts; the coordinator stores them, finds names in them and judges later. Every string is valid
 * UTF-8 without U+0000; NULL means "not given". A fact borrows its strings for the length of the
 * call that passes it on.
 *
 * Publications and media are numbered by the reader within its item, from 1; 0 means "the item
 * itself" (for a publication: the file as a whole, which the coordinator adds) or "none" (for a
 * medium). A number must be declared before it is used.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/pixels.h"

/* Where in a publication a text stands ("where" in findings.json). Ids by place_id(). */
typedef enum {
    PLACE_BODY,
    PLACE_TITLE,
    PLACE_ALT,
    PLACE_CAPTION,
    PLACE_FILENAME,
    PLACE_URL,
    PLACE_METADATA,
    PLACE_TAG,
    PLACE_AUTHOR,
    PLACE_HIDDEN, /* markup that is not shown: comments, display:none, tracked deletions, notes */
    PLACE_CODE,   /* inline state, data attributes, scripts, style */
    PLACE_THUMBNAIL,
    PLACES
} Place;

typedef enum {
    KIND_FILE,
    KIND_PAGE,
    KIND_POST,
    KIND_COMMENT,
    KIND_MESSAGE,
    KIND_DOCUMENT,
    KIND_ACCOUNT,
    KIND_ALBUM,
    KINDS
} PublicationKind;

typedef enum { ACCESS_UNKNOWN, ACCESS_PUBLIC, ACCESS_CLOSED, ACCESS_DIRECT, ACCESSES } Access;

/* draft, private, trash, spam: it lies in the export but nobody saw it. Kept, never a verdict of
 * "published". */
typedef enum { STATUS_PUBLISHED, STATUS_UNPUBLISHED, STATUSES } PublicationStatus;

/* How a publication date is known, weakest last. Ids by known_id(). */
typedef enum {
    KNOWN_NOT,
    KNOWN_EXPORT,   /* the platform's own record */
    KNOWN_METADATA, /* meta element, JSON-LD, document properties */
    KNOWN_TEXT,     /* a time element or a date in the text */
    KNOWN_PATH,     /* /2024/05/ in path or URL */
    KNOWN_FILE,     /* time stamp of the file or archive entry */
    KNOWNS
} DateKnown;

/* Times: RFC 3339 in UTC ("2024-05-01T10:00:00Z"), local without zone ("2024-05-01T10:00:00") or a
 * date ("2024-05-01"). */
typedef struct {
    uint32_t number;      /* own number within the item, from 1 */
    uint32_t in_reply_to; /* number of the publication this one answers or belongs to; 0: none */
    PublicationKind kind;
    PublicationStatus status;
    Access access;
    DateKnown published_known;
    const char *platform; /* "website", "facebook", "instagram", ...; NULL for a mere file */
    const char *author;   /* display name as written */
    const char *title; /* short name for the report; also give it as a text to have it searched */
    const char *url;   /* where it stood, if the export says so */
    const char *native_id; /* the platform's own id */
    const char *published; /* time, see above */
    const char *updated;
    const char *announces; /* re-post: URL or id of what is shared */
} FactPublication;

typedef struct {
    uint32_t publication;
    uint32_t medium; /* the medium that this text describes (alt, caption, file name); 0: none */
    Place place;
    const char *label; /* where exactly, for a person: "page 3", "row 12, column Naam",
                          "og:image:alt"; may be NULL */
    const char *text; /* at most TEXT_PIECE_BYTES; longer texts come in pieces cut at white space */
    size_t length;    /* bytes, without a terminator */
    uint32_t before,
        behind; /* bytes at its start and end that the neighbouring piece has as well */
} FactText;

/* A picture, film, sound or document that a publication shows or links. */
typedef struct {
    uint32_t publication;
    uint32_t number; /* own number within the item, from 1 */
    const char
        *role; /* "image", "video", "audio", "attachment", "cover", "thumbnail", "enclosure" */
    const char *uri;   /* as written: relative path, absolute path or URL; percent-encoding kept.
                          Never a data: URI */
    const char *taken; /* time the platform's record gives for the recording; may be NULL */
} FactMedium;

/* A person named by a tag, on a picture (medium 0 in an image item: the item itself) or on a
 * publication. */
typedef struct {
    uint32_t publication;
    uint32_t medium;
    const char *dialect; /* "mwg-rs", "microsoft", "iptc-ext", "facebook", "facebook-inline",
                            "takeout", ... */
    const char *name;
    bool has_box; /* region as fractions of width and height, centre and size; 0..1 */
    double x, y, width, height;
} FactPersonTag;

/* One value of embedded or exported metadata. `key` is the field's standard name. */
typedef struct {
    uint32_t publication;
    uint32_t medium;   /* 0 in an image item: the item itself */
    const char *block; /* "exif", "exif-gps", "xmp", "iptc", "png-text", "platform", "html", ... */
    const char *key; /* "GPSPosition" (value "52.1,5.2"), "BodySerialNumber", "OwnerName", "Artist",
                        "DateTimeOriginal", ... */
    const char *value;
} FactProperty;

/* The size of an image item as its header tells; nothing is decoded for this. */
typedef struct {
    uint32_t width, height; /* pixels, as stored; 0 unknown */
    uint32_t orientation;   /* Exif 1..8, 0 unknown */
    const char *format;     /* "jpeg", "png", "webp", "tiff", ... */
    bool has_small;         /* there is a small picture of it in its metadata */
} FactPicture;

/* Somebody in a list of the account: friend, follower, following, participant of a thread. */
typedef struct {
    uint32_t publication; /* a thread, or 0 */
    const char *platform;
    const char *relation; /* "friend", "follower", "following", "participant", "request-sent",
                             "request-received" */
    const char *name;
    const char *handle;
    const char *since; /* time or NULL */
} FactContact;

/* The account an export belongs to. */
typedef struct {
    const char *platform;
    const char *handle;
    const char *name;
} FactAccount;

/* Something in the item could not be read: makes it partial. `reason` is a constant of
 * wire/state.h. */
typedef struct {
    uint32_t reason;
    const char *detail; /* for the ledger; never holds text of the item */
} FactGap;

/* The original location of the whole item, where a mirror or archive tells (HTTrack comment, MHTML
 * header, canonical link). */
typedef struct {
    const char *url;
    const char *how; /* "canonical", "httrack", "og:url", ... */
} FactLocation;

typedef enum {
    FACT_PUBLICATION,
    FACT_TEXT,
    FACT_MEDIUM,
    FACT_PERSON_TAG,
    FACT_PROPERTY,
    FACT_PICTURE,
    FACT_CONTACT,
    FACT_ACCOUNT,
    FACT_GAP,
    FACT_LOCATION,
    FACT_PIXELS,
    FACTS
} FactKind;

typedef struct {
    FactKind kind;
    union {
        FactPublication publication;
        FactText text;
        FactMedium medium;
        FactPersonTag person_tag;
        FactProperty property;
        FactPicture picture;
        FactContact contact;
        FactAccount account;
        FactGap gap;
        FactLocation location;
        FactPixels pixels;
    };
} Fact;

#define TEXT_PIECE_BYTES (1024U * 1024U)
/* So much two pieces of one text share. Each answers for its half: nothing that is looked for
 * reaches farther than half of it. */
#define TEXT_OVERLAP_BYTES (16U * 1024U)

const char *place_id(Place place);                           /* "body", "title", ... */
const char *publication_kind_id(PublicationKind kind);       /* "page", "post", ... */
const char *access_id(Access access);                        /* "", "public", "closed", "direct" */
const char *publication_status_id(PublicationStatus status); /* "published", "unpublished" */
const char *known_id(DateKnown known);                       /* "", "export", "metadata", ... */
