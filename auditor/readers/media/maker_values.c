/* Values of maker notes: numbers as they stand on the camera, faces it knows, words. Which tag
 * holds what is the business of maker.c. */
#include "readers/media/maker_values.h"

#include <string.h>

#include "readers/media/words.h"

#define SERIAL_BYTES 64U
#define SERIAL_KODAK 16U
#define FACE_NAMES_MAX 3U
#define FACE_NAME_BYTES 20U
#define FACE_STRIDE 48U
#define FUJI_FACES_MAX 8U
#define FUJI_FACE_BYTES 62U

/* Zeros and blanks stand for "none". */
static void put_serial(Metadata *metadata, const char *key, const char *serial)
{
    if (serial[strspn(serial, "0 -.:")] != '\0')
        metadata_property(metadata, "exif-maker", key, serial);
}

static void put_printable(Metadata *metadata, const char *key, const uint8_t *data, size_t length)
{
    size_t end = 0;
    g_autofree char *serial = NULL;

    while (end < MIN(length, SERIAL_BYTES) && data[end] >= ' ' && data[end] < 0x7f)
        end++;
    serial = g_strstrip(g_strndup((const char *)data, end));
    put_serial(metadata, key, serial);
}

static void put_hexadecimal(Metadata *metadata, const char *key, const uint8_t *data, size_t length)
{
    g_autoptr(GString) serial = g_string_new(NULL);

    for (size_t i = 0; i < length; i++)
        g_string_append_printf(serial, "%02x", data[i]);
    put_serial(metadata, key, serial->str);
}

static void put_number(const MakerValue *value, const MakerField *field, size_t at)
{
    g_autofree char *serial = NULL;

    if (at + 4 > value->length)
        return;
    serial = g_strdup_printf("%07u", number_32(value->data + at, value->little));
    put_serial(value->metadata, field->key, serial);
}

static void put_canon(const MakerValue *value, const MakerField *field)
{
    uint32_t number = value->length >= 4 ? number_32(value->data, value->little) : 0;
    g_autofree char *serial = NULL;

    if (strstr(value->model, "EOS D30"))
        serial = g_strdup_printf("%04x%05u", number >> 16, number & 0xffff);
    else
        serial = g_strdup_printf(strstr(value->model, "EOS-1D") ? "%06u" : "%010u", number);
    put_serial(value->metadata, field->key, serial);
}

static void put_sony(const MakerValue *value, const MakerField *field)
{
    uint8_t digits[8];

    if (value->length < sizeof digits)
        return;
    for (size_t i = 0; i < sizeof digits; i++) {
        digits[i] = value->data[6 - i / 2 * 2 + i % 2];
        if (!g_ascii_isdigit(digits[i]))
            return;
    }
    put_printable(value->metadata, field->key, digits, sizeof digits);
}

static void put_ricoh(const MakerValue *value, const MakerField *field)
{
    for (size_t i = 0; i < value->length; i++) {
        uint8_t byte = value->data[i];

        if (byte != 0 && byte != '-' && byte != ' ' && byte != '_' && !g_ascii_isalnum(byte)) {
            put_hexadecimal(value->metadata, "InternalSerialNumber", value->data,
                            MIN(value->length, (size_t)16));
            return;
        }
    }
    put_printable(value->metadata, field->key, value->data, value->length);
}

static void put_person(Metadata *metadata, const char *dialect, const char *key, const char *name)
{
    metadata_property(metadata, "exif-maker", key, name);
    metadata_person(metadata, dialect, name, NULL);
}

/* A count of faces, then for each a name, a place in the picture and an age. */
static void put_panasonic_faces(const MakerValue *value, const MakerField *field)
{
    for (size_t i = 0; i < FACE_NAMES_MAX; i++) {
        size_t at = 4 + i * FACE_STRIDE;
        g_autofree char *name = NULL;

        if (at + FACE_NAME_BYTES > value->length)
            return;
        name = words_from_bytes(value->data + at,
                                strnlen((const char *)value->data + at, FACE_NAME_BYTES));
        put_person(value->metadata, "panasonic", field->key, name);
    }
}

/* A list of offsets and lengths; in each part offset and length of the name stand 34 and 30 bytes
 * on (as exiftool found them out). */
static void put_fuji_faces(const MakerValue *value, const MakerField *field)
{
    for (size_t at = 0; at + 8 <= value->length && at < 8 * FUJI_FACES_MAX; at += 8) {
        size_t from = number_32(value->data + at, value->little);
        size_t length = number_32(value->data + at + 4, value->little);
        g_autofree char *name = NULL;

        if (length < FUJI_FACE_BYTES || from > value->length || length > value->length - from)
            return;
        size_t name_length = number_32(value->data + from + 30, value->little);
        size_t name_at = number_32(value->data + from + 34, value->little);

        if (name_at > value->length || name_length > value->length - name_at)
            return;
        name = words_from_bytes(value->data + name_at, name_length);
        put_person(value->metadata, "fujifilm", field->key, name);
    }
}

/* UTF-8 is 1, UTF-16 is 2. */
static void put_nikon_place(const MakerValue *value, const MakerField *field)
{
    g_autofree char *words = NULL;

    if (value->length <= 9)
        return;
    words = value->data[4] == 2
                ? words_from_utf16(value->data + 9, value->length - 9, false)
                : words_from_bytes(value->data + 9,
                                   strnlen((const char *)value->data + 9, value->length - 9));
    metadata_text(value->metadata, "exif-maker", field->key, PLACE_METADATA, words);
}

static void put_words(const MakerValue *value, const MakerField *field)
{
    g_autofree char *words = words_from_bytes(value->data, value->length);

    if (field->form == MAKER_PERSON)
        put_person(value->metadata, "samsung", field->key, words);
    else
        metadata_text(value->metadata, "exif-maker", field->key,
                      field->form == MAKER_CAPTION ? PLACE_CAPTION : PLACE_METADATA, words);
}

void maker_value(const MakerValue *value, const MakerField *field)
{
    switch (field->form) {
    case MAKER_WORDS:
    case MAKER_CAPTION:
    case MAKER_PERSON:
        put_words(value, field);
        break;
    case MAKER_SERIAL:
        if (value->type == 2 || value->type == 7 || value->type == 1)
            put_printable(value->metadata, field->key, value->data, value->length);
        else
            put_number(value, field, 0);
        break;
    case MAKER_NUMBER:
        put_number(value, field, 0);
        break;
    case MAKER_FIFTH:
        put_number(value, field, 16);
        break;
    case MAKER_CANON:
        put_canon(value, field);
        break;
    case MAKER_CANON_LENS:
        if (value->length >= 5 && memcmp(value->data, "\0\0\0\0", 4) != 0)
            put_hexadecimal(value->metadata, field->key, value->data, 5);
        break;
    case MAKER_SONY:
        put_sony(value, field);
        break;
    case MAKER_RICOH:
        put_ricoh(value, field);
        break;
    case MAKER_NIKON_PLACE:
        put_nikon_place(value, field);
        break;
    case MAKER_PANASONIC_FACES:
        put_panasonic_faces(value, field);
        break;
    case MAKER_FUJI_FACES:
        put_fuji_faces(value, field);
        break;
    case MAKER_EQUIPMENT:
    case MAKER_END:
        break;
    }
}

void maker_aside(const MakerValue *value, uint16_t tag)
{
    g_autofree char *words = words_from_printable(value->data, value->length);
    g_autofree char *key = g_strdup_printf("MakerNote 0x%04x", tag);

    metadata_aside(value->metadata, key, words);
}

/* Kodak's later cameras begin with their number, "KCGCW81234567 "; Hewlett-Packard's have it behind
 * words. */
bool maker_plain(Metadata *metadata, const char *make, const uint8_t *head, size_t length)
{
    static const char mark[] = "SERIAL NUMBER:";
    const uint8_t *found = memmem(head, length, mark, sizeof mark - 1);
    size_t end = 0;

    if (found) {
        found += sizeof mark - 1;
        put_printable(metadata, "SerialNumber", found, length - (size_t)(found - head));
        return true;
    }
    if (!strcasestr(make, "kodak") || length < SERIAL_KODAK || (head[0] != 'K' && head[0] != 'C'))
        return false;
    while (end < SERIAL_KODAK && (g_ascii_isupper(head[end]) || g_ascii_isdigit(head[end])))
        end++;
    if (end < 11 || (end < SERIAL_KODAK && head[end] != ' ' && head[end] != 0))
        return false;
    put_printable(metadata, "SerialNumber", head, end);
    return true;
}
