/*
 * Numbers and faces are the body; behind it the payload: lightness, 16 x 16 colours, thumbnail,
 * marks, the small picture of the metadata. The first two are of fixed length, the lengths of the
 * next two stand in the body. See pixels.h.
 */
#include "wire/pixels_message.h"

#include <math.h>
#include <string.h>

#include "wire/marks.h"

#define FIXED_BYTES (LIGHT_BYTES + PIXELATED_BYTES)

bool pixels_put(Channel *channel, uint32_t kind, uint32_t request, const FactPixels *pixels)
{
    const FactSmall *small = &pixels->small;
    size_t length = FIXED_BYTES + pixels->clear_length + pixels->marks_length + small->clear_length;
    uint8_t *behind;
    g_autofree uint8_t *payload = g_malloc(length);
    GVariantBuilder faces;

    g_variant_builder_init(&faces, G_VARIANT_TYPE("a(ddddd)"));
    for (unsigned i = 0; i < pixels->face_count; i++) {
        const FactFace *face = &pixels->faces[i];

        g_variant_builder_add(&faces, "(ddddd)", face->x, face->y, face->width, face->height,
                              face->score);
    }
    memcpy(payload, pixels->light, LIGHT_BYTES);
    memcpy(payload + LIGHT_BYTES, pixels->pixelated, PIXELATED_BYTES);
    if (pixels->clear_length > 0)
        memcpy(payload + FIXED_BYTES, pixels->clear, pixels->clear_length);
    behind = payload + FIXED_BYTES + pixels->clear_length;
    if (pixels->marks_length > 0)
        memcpy(behind, pixels->marks, pixels->marks_length);
    if (small->clear_length > 0)
        memcpy(behind + pixels->marks_length, small->clear, small->clear_length);
    return channel_send(channel, kind,
                        g_variant_new("(uuutba(ddddd)u(dddd)uuuu)", request, pixels->width,
                                      pixels->height, pixels->fingerprint,
                                      (gboolean)pixels->is_counted, &faces, (guint32)small->kind,
                                      small->x, small->y, small->width, small->height,
                                      (guint32)pixels->clear_length, (guint32)pixels->marks_length,
                                      pixels->frames, pixels->moment),
                        payload, length, -1);
}

static bool is_fraction(double value)
{
    return isfinite(value) && value >= 0 && value <= 1;
}

static bool is_face(const FactFace *face)
{
    return is_fraction(face->x) && is_fraction(face->y) && is_fraction(face->width) &&
           is_fraction(face->height) && is_fraction(face->score);
}

/* A thumbnail is opaque to us: it goes into a report as it is, so it must at least claim to be a
 * JPEG. */
static bool is_clear(const uint8_t *clear, size_t length)
{
    return length == 0 ||
           (length > 4 && length <= CLEAR_BYTES && memcmp(clear, "\xff\xd8\xff", 3) == 0);
}

static bool take_bytes(const Frame *frame, size_t clear_length, size_t marks_length,
                       FactPixels *pixels)
{
    const uint8_t *bytes = frame->payload;
    FactSmall *small = &pixels->small;

    if (!bytes || frame->payload_length < FIXED_BYTES ||
        clear_length > frame->payload_length - FIXED_BYTES ||
        marks_length > frame->payload_length - FIXED_BYTES - clear_length ||
        marks_length > (size_t)MARKS_MAX * MARK_BYTES || marks_length % MARK_BYTES != 0)
        return false;
    pixels->light = bytes;
    pixels->pixelated = bytes + LIGHT_BYTES;
    pixels->clear_length = clear_length;
    pixels->clear = clear_length > 0 ? bytes + FIXED_BYTES : NULL;
    bytes += FIXED_BYTES + clear_length;
    pixels->marks_length = marks_length;
    pixels->marks = marks_length > 0 ? bytes : NULL;
    small->clear_length = frame->payload_length - FIXED_BYTES - clear_length - marks_length;
    small->clear = small->clear_length > 0 ? bytes + marks_length : NULL;
    return is_clear(pixels->clear, clear_length) && is_clear(small->clear, small->clear_length);
}

static bool is_small(const FactSmall *small)
{
    return is_fraction(small->x) && is_fraction(small->y) && is_fraction(small->width) &&
           is_fraction(small->height);
}

bool pixels_get(GVariant *body, const Frame *frame, uint32_t *request, FactPixels *pixels)
{
    g_autoptr(GVariantIter) faces = NULL;
    FactSmall *small = &pixels->small;
    gboolean is_counted;
    guint32 kind, clear_length, marks_length;
    FactFace face;

    g_variant_get(body, "(uuutba(ddddd)u(dddd)uuuu)", request, &pixels->width, &pixels->height,
                  &pixels->fingerprint, &is_counted, &faces, &kind, &small->x, &small->y,
                  &small->width, &small->height, &clear_length, &marks_length, &pixels->frames,
                  &pixels->moment);
    small->kind = kind;
    pixels->is_counted = is_counted;
    pixels->face_count = 0;
    while (g_variant_iter_next(faces, "(ddddd)", &face.x, &face.y, &face.width, &face.height,
                               &face.score)) {
        if (!is_counted || pixels->face_count == FACES_MAX || !is_face(&face))
            return false;
        pixels->faces[pixels->face_count++] = face;
    }
    return pixels->width > 0 && pixels->height > 0 && kind < SMALL_KINDS && is_small(small) &&
           take_bytes(frame, clear_length, marks_length, pixels);
}
