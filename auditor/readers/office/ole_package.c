/*
 * MS-OLEDS 2.2 and 2.3.6. Lengths are checked against what is there; what does not fit the form is
 * handed on whole, since a file of any kind may be in it.
 */
#include "readers/office/ole_package.h"

#include <string.h>

#include "readers/text/codepages.h"

typedef struct {
    const char *data;
    size_t length, at;
} Cursor;

static bool take_u32(Cursor *cursor, uint32_t *value)
{
    if (cursor->length - cursor->at < 4) {
        return false;
    }
    memcpy(value, cursor->data + cursor->at, 4);
    *value = GUINT32_FROM_LE(*value);
    cursor->at += 4;
    return true;
}

/* Bytes up to a zero; NULL when there is none. g_free. */
static char *take_string(Cursor *cursor)
{
    const char *start = cursor->data + cursor->at;
    const char *end = memchr(start, '\0', cursor->length - cursor->at);
    if (end == NULL || end - start > 4096) {
        return NULL;
    }
    GString *text = g_string_new(NULL);
    codepage_append(text, start, (size_t)(end - start), 1252);
    cursor->at += (size_t)(end - start) + 1;
    return g_string_free(text, FALSE);
}

static const char *last_part(const char *path)
{
    const char *slash = MAX(strrchr(path, '/'), strrchr(path, '\\'));
    return slash != NULL ? slash + 1 : path;
}

static void put_leaf(Slice data, const char *name, Sink *sink, uint32_t publication)
{
    if (data.length > 0) {
        sink_leaf(sink, name, NULL, data.data, data.length);
        sink_medium(sink,
                    &(FactMedium){.publication = publication, .role = "attachment", .uri = name});
    }
}

/* type 2, label, path, 4 bytes, path length, path, size, data (without the size in front). */
static bool put_wrapped(Slice package, const char *fallback, Sink *sink, uint32_t publication)
{
    Cursor cursor = {package.data, package.length, 2};
    uint32_t skipped, length;
    if (package.length < 8 || memcmp(package.data, "\2\0", 2) != 0) {
        return false;
    }
    g_autofree char *label = take_string(&cursor);
    g_autofree char *path = label != NULL ? take_string(&cursor) : NULL;
    if (path == NULL || !take_u32(&cursor, &skipped) || !take_u32(&cursor, &length) ||
        length > cursor.length - cursor.at) {
        return false;
    }
    cursor.at += length;
    if (!take_u32(&cursor, &length)) {
        return false;
    }
    size_t have = MIN(length, cursor.length - cursor.at);
    const char *own = *label != '\0' ? last_part(label) : last_part(path);
    g_autofree char *name = g_strdup_printf("%s-%s", fallback, own);
    put_leaf((Slice){cursor.data + cursor.at, have}, *own != '\0' ? name : fallback, sink,
             publication);
    sink_text(sink, publication, 0, PLACE_METADATA, "embedded file", path, strlen(path));
    if (have < length) {
        sink_gap(sink, REASON_TRUNCATED, "an embedded file is cut off");
    }
    return true;
}

void ole_package_put(Slice package, const char *name, Sink *sink, uint32_t publication)
{
    Cursor cursor = {package.data, package.length, 0};
    uint32_t size;
    Slice inner = package;
    if (take_u32(&cursor, &size) && size <= package.length - 4 && size > 0 &&
        size + 64 > package.length - 4) {
        inner = (Slice){package.data + 4, size};
    }
    if (!put_wrapped(inner, name, sink, publication) &&
        !put_wrapped(package, name, sink, publication)) {
        put_leaf(inner, name, sink, publication);
    }
}

bool ole_object_put(Slice object, const char *name, Sink *sink, uint32_t publication)
{
    Cursor cursor = {object.data, object.length, 0};
    uint32_t version, format, length = 0;
    bool package = false;
    if (!take_u32(&cursor, &version) || !take_u32(&cursor, &format) || format != 2) {
        return false;
    }
    for (int i = 0; i < 3; i++) { /* class, topic, item */
        if (!take_u32(&cursor, &length) || length > cursor.length - cursor.at) {
            return false;
        }
        package = package || (length >= 7 && memcmp(cursor.data + cursor.at, "Package", 7) == 0);
        cursor.at += length;
    }
    if (!take_u32(&cursor, &length) || cursor.at == cursor.length) {
        return false;
    }
    Slice data = {cursor.data + cursor.at, MIN(length, cursor.length - cursor.at)};
    if (package && put_wrapped(data, name, sink, publication)) {
        return true;
    }
    put_leaf(data, name, sink, publication);
    return true;
}
