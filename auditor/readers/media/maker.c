/*
 * Maker notes: what makers of cameras keep in a block of their own, of no common form. Taken are
 * serial numbers, the owner, faces that the camera knows by name, and words that were entered; the
 * rest is settings. Where a note begins and what its offsets count from differs by maker: `shapes`.
 */
#include "readers/media/maker.h"

#include <string.h>

#include "readers/media/maker_values.h"
#include "readers/media/words.h"

#define NOTE_VALUE_MAX 4096U
#define ENTRIES_MAX 2000U
#define KEPT_MAX (4U * 1024U * 1024U)

typedef struct {
    Metadata *metadata;
    char make[64], model[64];
} Names;

static const MakerField canon[] = {
    {0x09, "OwnerName", MAKER_WORDS},
    {0x0c, "SerialNumber", MAKER_CANON},
    {0x96, "InternalSerialNumber", MAKER_SERIAL},
    {0x4019, "LensSerialNumber", MAKER_CANON_LENS},
    {0},
};

static const MakerField nikon[] = {
    {0x1d, "SerialNumber", MAKER_SERIAL},
    {0x39, "Location", MAKER_NIKON_PLACE},
    {0xa0, "SerialNumber", MAKER_SERIAL},
    {0},
};

/* The numbers of newer cameras stand in a directory of their own: 0x2010, "Equipment". */
static const MakerField olympus[] = {
    {0x0404, "SerialNumber", MAKER_SERIAL},
    {0x101a, "SerialNumber", MAKER_SERIAL},
    {0x2010, NULL, MAKER_EQUIPMENT},
    {0},
};

static const MakerField equipment[] = {
    {0x0101, "SerialNumber", MAKER_SERIAL},
    {0x0102, "InternalSerialNumber", MAKER_SERIAL},
    {0x0202, "LensSerialNumber", MAKER_SERIAL},
    {0x0302, "AccessorySerialNumber", MAKER_SERIAL},
    {0x1003, "AccessorySerialNumber", MAKER_SERIAL},
    {0},
};

/* Also sold as Leica: the owner may enter names of children, and three known faces by name. */
static const MakerField panasonic[] = {
    {0x25, "InternalSerialNumber", MAKER_SERIAL},
    {0x52, "LensSerialNumber", MAKER_SERIAL},
    {0x54, "AccessorySerialNumber", MAKER_SERIAL},
    {0x61, "RecognizedFaceName", MAKER_PANASONIC_FACES},
    {0x65, "Title", MAKER_CAPTION},
    {0x66, "BabyName", MAKER_WORDS},
    {0x67, "Location", MAKER_WORDS},
    {0x69, "Country", MAKER_WORDS},
    {0x6b, "State", MAKER_WORDS},
    {0x6d, "City", MAKER_WORDS},
    {0x6f, "Landmark", MAKER_WORDS},
    {0x80, "City", MAKER_WORDS},
    {0},
};

static const MakerField leica[] = {
    {0x0303, "SerialNumber", MAKER_NUMBER},
    {0x0305, "SerialNumber", MAKER_NUMBER},
    {0x0500, "InternalSerialNumber", MAKER_SERIAL},
    {0x3103, "SerialNumber", MAKER_SERIAL},
    {0},
};

static const MakerField pentax[] = {
    {0x0215, "InternalSerialNumber", MAKER_FIFTH},
    {0x0229, "SerialNumber", MAKER_SERIAL},
    {0},
};

static const MakerField fuji[] = {
    {0x0010, "InternalSerialNumber", MAKER_SERIAL},
    {0x4282, "RecognizedFaceName", MAKER_FUJI_FACES},
    {0},
};

static const MakerField sony[] = {{0x2031, "SerialNumber", MAKER_SONY}, {0}};
static const MakerField sigma[] = {{0x0002, "SerialNumber", MAKER_SERIAL}, {0}};
static const MakerField motorola[] = {{0x5501, "SerialNumber", MAKER_SERIAL}, {0}};
static const MakerField other[] = {{0}};

static const MakerField ricoh[] = {{0x0005, "SerialNumber", MAKER_RICOH}, {0}};

static const MakerField kodak[] = {
    {0xfa04, "SerialNumber", MAKER_SERIAL}, {0xfa19, "SerialNumber", MAKER_SERIAL}, {0}};

static const MakerField samsung[] = {
    {0x0030, "Location", MAKER_WORDS},
    {0x0031, "Location", MAKER_WORDS},
    {0x0123, "RecognizedFaceName", MAKER_PERSON},
    {0xa002, "SerialNumber", MAKER_SERIAL},
    {0xa005, "LensSerialNumber", MAKER_SERIAL},
    {0},
};

/* What the offsets of a note count from. */
typedef enum {
    BASE_TIFF,  /* the block that the note stands in */
    BASE_NOTE,  /* the note */
    BASE_SKIP,  /* where its directory begins */
    BASE_HEAD,  /* a head of TIFF within it, 10 bytes on, which says where the directory is */
    BASE_FUJI,  /* the note, which says at its 8th byte where the directory is; little end first */
    BASE_GUESS, /* the note where all values would lie in it, else the block */
} MakerBase;

typedef struct {
    const char *mark; /* the note begins with it; NULL: only the maker's name tells */
    uint8_t mark_length;
    const char *make; /* the maker's name begins with it, in any case; NULL: any */
    uint8_t skip;     /* of the directory within the note */
    MakerBase base;
    const MakerField *fields;
} MakerShape;

#define MARK(text) text, sizeof(text) - 1

/* The first that fits. */
static const MakerShape shapes[] = {
    {MARK("Nikon\0\2"), NULL, 10, BASE_HEAD, nikon},
    {MARK("Nikon\0\1"), NULL, 8, BASE_TIFF, nikon},
    {MARK("OLYMPUS\0"), NULL, 12, BASE_NOTE, olympus},
    {MARK("OM SYSTEM\0"), NULL, 16, BASE_NOTE, olympus},
    {MARK("OLYMP\0"), NULL, 8, BASE_TIFF, olympus},
    {MARK("EPSON\0"), NULL, 8, BASE_TIFF, olympus},
    {MARK("CAMER\0"), NULL, 8, BASE_TIFF, olympus},
    {MARK("MINOL\0"), NULL, 8, BASE_TIFF, olympus},
    {MARK("PREMI\0"), NULL, 8, BASE_TIFF, olympus},
    {MARK("SONY PI\0"), NULL, 12, BASE_TIFF, olympus},
    {MARK("Panasonic\0"), NULL, 12, BASE_TIFF, panasonic},
    {MARK("LEICA CAMERA AG\0"), NULL, 18, BASE_TIFF, panasonic},
    {MARK("LEICA\0\0\0"), "Leica Camera AG", 8, BASE_SKIP, leica},
    {MARK("LEICA0"), NULL, 8, BASE_NOTE, leica},
    {MARK("LEICA\0\x08"), NULL, 8, BASE_TIFF, leica},
    {MARK("LEICA\0\x09"), NULL, 8, BASE_TIFF, leica},
    {MARK("LEICA\0\x02"), NULL, 8, BASE_TIFF, leica},
    {MARK("LEICA\0\0\0"), NULL, 8, BASE_TIFF, panasonic},
    {MARK("LEICA\0"), NULL, 8, BASE_NOTE, leica},
    {MARK("PENTAX \0"), NULL, 10, BASE_NOTE, pentax},
    {MARK("RICOH\0II"), NULL, 8, BASE_NOTE, pentax},
    {MARK("RICOH\0MM"), NULL, 8, BASE_NOTE, pentax},
    {MARK("AOC\0"), NULL, 6, BASE_GUESS, pentax},
    {MARK("FUJIFILM"), NULL, 12, BASE_FUJI, fuji},
    {MARK("GENERALE"), NULL, 12, BASE_FUJI, fuji},
    {MARK("SONY "), NULL, 12, BASE_TIFF, sony},
    {MARK("\0\0SONY PIC\0"), NULL, 12, BASE_TIFF, sony},
    {MARK("SIGMA\0\0"), NULL, 10, BASE_TIFF, sigma},
    {MARK("FOVEON\0\0"), NULL, 10, BASE_TIFF, sigma},
    {MARK("MOT\0"), NULL, 8, BASE_NOTE, motorola},
    {MARK("QVC\0"), NULL, 6, BASE_GUESS, other},
    {MARK("DCI\0"), NULL, 6, BASE_GUESS, other},
    {MARK("SANYO\0"), NULL, 8, BASE_TIFF, other},
    {MARK("Apple iOS\0"), NULL, 14, BASE_NOTE, other},
    {MARK("Ricoh"), NULL, 8, BASE_TIFF, ricoh},
    {MARK("RICOH"), NULL, 8, BASE_TIFF, ricoh},
    {MARK("      "), "RICOH", 8, BASE_TIFF, ricoh},
    {MARK("MM\0\x2a"), "EASTMAN KODAK", 8, BASE_NOTE, kodak},
    {MARK("II\x2a\0"), "EASTMAN KODAK", 8, BASE_NOTE, kodak},
    {NULL, 0, "EASTMAN KODAK", 0, BASE_GUESS, kodak},
    {NULL, 0, "Canon", 0, BASE_GUESS, canon},
    {NULL, 0, "NIKON", 0, BASE_GUESS, nikon},
    {NULL, 0, "SAMSUNG", 0, BASE_GUESS, samsung},
    {NULL, 0, "SONY", 0, BASE_GUESS, sony},
    {NULL, 0, "CASIO", 0, BASE_GUESS, other},
    {NULL, 0, "DJI", 0, BASE_GUESS, other},
};

/* The maker's name or the model: short words of the first directory. */
static void read_name(const Bytes *tiff, const Ifd *ifd, uint16_t tag, char *name, size_t room)
{
    const IfdEntry *entry = ifd_find(ifd, 0, IFD_MAIN, tag);
    size_t got = entry ? bytes_read(tiff, entry->offset, name, MIN(entry->length, room - 1)) : 0;

    name[got] = '\0';
}

static const MakerShape *shape_of(const uint8_t *head, size_t length, const char *make)
{
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        const MakerShape *shape = &shapes[i];

        if (shape->mark_length <= length &&
            (!shape->mark || memcmp(head, shape->mark, shape->mark_length) == 0) &&
            (!shape->make || g_ascii_strncasecmp(make, shape->make, strlen(shape->make)) == 0))
            return shape;
    }
    return NULL;
}

/* Notes do not tell their byte order: a directory has fewer entries than a thousand. */
static bool order_at(const Bytes *bytes, uint64_t at, bool otherwise)
{
    uint8_t raw[2];

    if (!bytes_exact(bytes, at, raw, sizeof raw))
        return otherwise;
    if (raw[0] == 0 || raw[1] == 0)
        return raw[1] == 0;
    return otherwise;
}

/* Whether the values that stand apart lie within the note when counted from its start, and
 * before it otherwise. */
static bool counts_from_note(const Ifd *ifd, const IfdEntry *note)
{
    unsigned apart = 0, inside = 0;

    for (guint i = 0; i < ifd->entries->len; i++) {
        const IfdEntry *entry = &g_array_index(ifd->entries, IfdEntry, i);

        if (entry->length <= 4)
            continue;
        apart++;
        inside += entry->offset < note->offset && entry->offset + entry->length <= note->length;
    }
    return apart > 0 && inside == apart;
}

/* The directory of the note, and the bytes its offsets count in. */
static Ifd *open_note(const MakerShape *shape, const Bytes *tiff, const IfdEntry *note, bool little,
                      Bytes *base)
{
    Bytes inner = bytes_part(tiff, note->offset, UINT64_MAX);
    uint64_t at = shape->skip;
    uint8_t head[8];
    Ifd *ifd;

    *base = inner;
    if (shape->base == BASE_HEAD) {
        *base = bytes_part(&inner, at, UINT64_MAX);
        if (!bytes_exact(base, 0, head, sizeof head))
            return NULL;
        little = head[0] == 'I';
        return ifd_walk_at(base, number_32(head + 4, little), little);
    }
    if (shape->base == BASE_FUJI) {
        if (!bytes_exact(&inner, 8, head, 4))
            return NULL;
        return ifd_walk_at(base, number_32(head, true), true);
    }
    little = order_at(&inner, at, little);
    if (shape->base == BASE_NOTE)
        return ifd_walk_at(base, at, little);
    if (shape->base == BASE_SKIP) {
        *base = bytes_part(&inner, at, UINT64_MAX);
        return ifd_walk_at(base, 0, little);
    }
    *base = *tiff;
    ifd = ifd_walk_at(base, note->offset + at, little);
    if (shape->base == BASE_GUESS && counts_from_note(ifd, note)) {
        ifd_free(ifd);
        *base = inner;
        ifd = ifd_walk_at(base, at, little);
    }
    return ifd;
}

static const MakerField *field_of(const MakerField *fields, uint16_t tag)
{
    for (; fields->form != MAKER_END; fields++)
        if (fields->tag == tag)
            return fields;
    return NULL;
}

static void emit_entries(MakerValue *value, const Bytes *base, const Ifd *ifd,
                         const MakerField *fields)
{
    for (guint i = 0; i < MIN(ifd->entries->len, ENTRIES_MAX); i++) {
        const IfdEntry *entry = &g_array_index(ifd->entries, IfdEntry, i);
        const MakerField *field = field_of(fields, entry->tag);
        uint8_t bytes[NOTE_VALUE_MAX];

        if (field && field->form == MAKER_EQUIPMENT) {
            if (value->apart)
                continue; /* there is one, and none in it */
            value->apart = true;
            bool inside = entry->type == 7; /* else the value says where it is */
            uint64_t at = inside ? entry->offset : ifd_number(ifd, base, entry, 0, 0);
            g_autoptr(Ifd) more = ifd_walk_at(base, at, order_at(base, at, ifd->little));

            emit_entries(value, base, more, equipment);
            continue;
        }
        if (!field && entry->type != 2)
            continue;
        value->data = bytes;
        value->type = entry->type;
        value->little = ifd->little;
        value->length = bytes_read(base, entry->offset, bytes, MIN(entry->length, sizeof bytes));
        if (field)
            maker_value(value, field);
        else
            maker_aside(value, entry->tag);
    }
}

/* One note, wherever it stands. */
static void emit_note(const Names *names, const Bytes *tiff, const IfdEntry *note, bool little)
{
    uint8_t head[64];
    MakerValue value = {.metadata = names->metadata, .model = names->model};
    g_autoptr(Ifd) inner = NULL;
    const MakerShape *shape;
    Bytes base;
    size_t got = bytes_read(tiff, note->offset, head, MIN(note->length, sizeof head));

    if (note->length < 14 || maker_plain(names->metadata, names->make, head, got))
        return;
    shape = shape_of(head, got, names->make);
    inner = shape ? open_note(shape, tiff, note, little, &base) : NULL;
    if (inner)
        emit_entries(&value, &base, inner, shape->fields);
}

/* Adobe's converter keeps the note of the raw photo, and where it stood there, for its offsets:
 * "MakN", length, byte order, place, note; numbers have their big end first. */
static void emit_kept(const Names *names, const Bytes *tiff, const IfdEntry *private)
{
    Bytes bytes = bytes_part(tiff, private->offset, private->length);
    uint64_t at = bytes_find(&bytes, 0, MIN(bytes.size, (uint64_t)4096), "MakN", 4);
    uint8_t head[14];
    g_autofree uint8_t *moved = NULL;

    if (at == UINT64_MAX || !bytes_exact(&bytes, at, head, sizeof head))
        return;
    uint64_t place = number_32(head + 10, false), length = number_32(head + 4, false);

    if (length <= 6 || length > KEPT_MAX || place > KEPT_MAX ||
        !metadata_charge(names->metadata, place + length))
        return;
    moved = g_malloc0(place + length);
    length = bytes_read(&bytes, at + sizeof head, moved + place, length - 6);
    Bytes old = bytes_of_memory(moved, place + length);
    IfdEntry note = {.offset = place, .length = length};

    emit_note(names, &old, &note, head[8] == 'I');
}

void maker_emit(Metadata *metadata, const Bytes *tiff, const Ifd *ifd)
{
    const IfdEntry *note = ifd_find(ifd, 0, IFD_EXIF, 0x927c);
    const IfdEntry *private = ifd_find(ifd, 0, IFD_MAIN, 0xc634);
    Names names = {.metadata = metadata};
    char head[6] = {0};

    read_name(tiff, ifd, 0x010f, names.make, sizeof names.make);
    read_name(tiff, ifd, 0x0110, names.model, sizeof names.model);
    if (note)
        emit_note(&names, tiff, note, ifd->little);
    if (!private)
        return;
    bytes_read(tiff, private->offset, head, MIN(private->length, sizeof head));
    if (memcmp(head, "Adobe", 6) == 0)
        emit_kept(&names, tiff, private);
    else
        emit_note(&names, tiff, private, ifd->little);
}
