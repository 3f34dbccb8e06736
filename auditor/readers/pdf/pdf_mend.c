/*
 * What tells where the pages of a PDF are stands at its end (ISO 32000-1, 7.5.5). Its library finds
 * objects without that, but not which of them is the catalogue; so the objects are looked through
 * for pages, and for the list of them, which holds what pages inherit; those in packed streams are
 * written out as plain ones.
 */
#include "readers/pdf/pdf_mend.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define BEHIND_LEAST 8 /* bytes; less is no name */
#define PAGES_MAX 20000U
#define NUMBER_MAX 8388607UL   /* of an object: annex C */
#define PACKED_MAX (16U << 20) /* of one stream of objects, and of what is taken from all */
#define INFLATED_MAX (64U << 20)

typedef struct {
    GString *kids; /* pages, as references */
    unsigned count;
    unsigned long largest, list, catalogue; /* numbers of objects; 0: none */
    GHashTable *plain;                      /* numbers of objects that stand as plain text */
    GPtrArray *packed;                      /* Slice: streams of objects, packed */
} Found;

/* The number in "12 0 obj", of which the "obj" stands at `obj`; 0 when it is none. */
static unsigned long number_before(const char *data, const char *obj)
{
    const char *at = obj;
    unsigned long number;

    for (unsigned field = 0; field < 2; field++) {
        const char *end;

        while (at > data && g_ascii_isspace(at[-1]))
            at--;
        for (end = at; at > data && g_ascii_isdigit(at[-1]);)
            at--;
        if (at == end || end - at > 10)
            return 0;
    }
    number = strtoul(at, NULL, 10);
    return number <= NUMBER_MAX ? number : 0;
}

/* Whether "/Type" and this name stand in the object, with or without a blank between. */
static bool is_of_type(const char *at, const char *end, const char *name)
{
    size_t length = strlen(name);

    for (; (at = memmem(at, (size_t)(end - at), "/Type", 5)) != NULL; at += 5) {
        const char *value = at + 5;

        while (value < end && g_ascii_isspace(*value))
            value++;
        if ((size_t)(end - value) > length && memcmp(value, name, length) == 0 &&
            !g_ascii_isalpha(value[length]))
            return true;
    }
    return false;
}

static void note_packed(Found *found, const char *stream, const char *end)
{
    Slice *slice = g_new(Slice, 1);

    stream += strlen("stream");
    stream += stream < end && *stream == '\r';
    stream += stream < end && *stream == '\n';
    *slice = (Slice){stream, (size_t)(end - stream)};
    g_ptr_array_add(found->packed, slice);
}

/* Of an object the part before its stream. */
static void take_object(Found *found, unsigned long number, const char *at, const char *end)
{
    const char *stream = memmem(at, (size_t)(end - at), "stream", 6);

    if (stream != NULL && is_of_type(at, stream, "/ObjStm"))
        note_packed(found, stream, end);
    end = stream != NULL ? stream : end;
    found->largest = MAX(found->largest, number);
    if (is_of_type(at, end, "/Page") && found->count < PAGES_MAX) {
        g_string_append_printf(found->kids, "%lu 0 R ", number);
        found->count++;
    } else if (is_of_type(at, end, "/Pages") &&
               memmem(at, (size_t)(end - at), "/Parent", 7) == NULL) {
        found->list = number;
    } else if (is_of_type(at, end, "/Catalog")) {
        found->catalogue = number;
    }
}

static void look_through(Found *found, const char *data, const char *end)
{
    const char *body = NULL;
    unsigned long number = 0;

    for (const char *obj = data; (obj = memmem(obj, (size_t)(end - obj), "obj", 3)) != NULL;
         obj += 3) {
        unsigned long next = number_before(data, obj);

        if (next == 0)
            continue;
        if (body != NULL)
            take_object(found, number, body, obj);
        g_hash_table_add(found->plain, GSIZE_TO_POINTER(next));
        body = obj + 3;
        number = next;
    }
    if (body != NULL)
        take_object(found, number, body, end);
}

/* What of it can be inflated; "" when nothing. */
static GString *inflate_objects(Slice packed)
{
    GString *text = g_string_sized_new(PACKED_MAX);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.data,
                       .avail_in = (uInt)MIN(packed.length, G_MAXINT),
                       .next_out = (Bytef *)text->str,
                       .avail_out = PACKED_MAX - 1};

    if (inflateInit(&stream) == Z_OK) {
        inflate(&stream, Z_FINISH);
        text->len = PACKED_MAX - 1 - stream.avail_out;
        inflateEnd(&stream);
    }
    text->str[text->len] = '\0';
    return text;
}

/* A stream of objects (7.5.7) begins with pairs of a number and a place behind the pairs: they come
 * out as plain ones, but for those that stand so already. */
static void unpack_objects(Found *found, const char *text, size_t length, GString *out)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(unsigned long));
    const char *at = text, *end = text + length;

    for (char *next; at < end; at = next) {
        unsigned long number = strtoul(at, &next, 10);

        if (next == at)
            break;
        g_array_append_val(pairs, number);
    }
    while (at < end && g_ascii_isspace(*at))
        at++;
    for (guint i = 0; i + 1 < pairs->len; i += 2) {
        unsigned long number = g_array_index(pairs, unsigned long, i);
        size_t room = (size_t)(end - at), from = g_array_index(pairs, unsigned long, i + 1);
        size_t to = i + 3 < pairs->len ? g_array_index(pairs, unsigned long, i + 3) : room;

        if (number > NUMBER_MAX || from >= to || to > room || out->len + (to - from) > PACKED_MAX ||
            !g_hash_table_add(found->plain, GSIZE_TO_POINTER(number)))
            continue;
        g_string_append_printf(out, "%lu 0 obj\n", number);
        g_string_append_len(out, at + from, (gssize)(to - from));
        g_string_append(out, "\nendobj\n");
        take_object(found, number, at + from, at + to);
    }
}

static void unpack_all(Found *found, GString *out)
{
    size_t inflated = 0;

    for (guint i = 0; i < found->packed->len && inflated < INFLATED_MAX; i++) {
        GString *text = inflate_objects(*(const Slice *)g_ptr_array_index(found->packed, i));

        inflated += text->len;
        unpack_objects(found, text->str, text->len, out);
        g_string_free(text, TRUE);
    }
}

GBytes *pdf_mend(Slice whole)
{
    Found found = {.kids = g_string_new(NULL),
                   .plain = g_hash_table_new(NULL, NULL),
                   .packed = g_ptr_array_new_with_free_func(g_free)};
    GString *mended = NULL, *plain = g_string_new(NULL);
    unsigned long next;

    look_through(&found, whole.data, whole.data + whole.length);
    unpack_all(&found, plain);
    if (found.count > 0) {
        next = found.largest + 1;
        mended = g_string_new_len(whole.data, (gssize)whole.length);
        g_string_append(mended, "\nendstream\nendobj\n");
        g_string_append_len(mended, plain->str, (gssize)plain->len);
        if (found.list == 0) {
            found.list = next++;
            found.catalogue = 0; /* there may be one, but of the list that is lost */
            g_string_append_printf(mended, "%lu 0 obj\n<</Type/Pages/Count %u/Kids[%s]>>\nendobj\n",
                                   found.list, found.count, found.kids->str);
        }
        if (found.catalogue == 0) {
            found.catalogue = next++;
            g_string_append_printf(mended, "%lu 0 obj\n<</Type/Catalog/Pages %lu 0 R>>\nendobj\n",
                                   found.catalogue, found.list);
        }
        g_string_append_printf(mended,
                               "trailer\n<</Size %lu/Root %lu 0 R>>\nstartxref\n0\n%%%%EOF\n", next,
                               found.catalogue);
    }
    g_string_free(found.kids, TRUE);
    g_string_free(plain, TRUE);
    g_hash_table_unref(found.plain);
    g_ptr_array_unref(found.packed);
    return mended != NULL ? g_string_free_to_bytes(mended) : NULL;
}

bool pdf_has_end(Slice whole)
{
    static const char *const words[] = {"%%EOF", "startxref", "trailer"};
    size_t length = MIN(whole.length, 1024);
    bool found = false;

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        found = found || memmem(whole.data + whole.length - length, length, words[i],
                                strlen(words[i])) != NULL;
    }
    return found;
}

void pdf_behind_put(Slice whole, Sink *sink)
{
    static const char mark[] = "%%EOF", padding[] = " \t\r\n\f\x1A"; /* and zeros */
    const char *end = whole.data + whole.length, *last = NULL;

    for (const char *at = whole.data;
         at < end && (at = memmem(at, (size_t)(end - at), mark, sizeof mark - 1)) != NULL;)
        last = at += sizeof mark - 1;
    while (last != NULL && last < end && memchr(padding, *last, sizeof padding) != NULL)
        last++;
    if (last != NULL && end - last >= BEHIND_LEAST &&
        memmem(last, (size_t)(end - last), " obj", 4) == NULL && memcmp(last, "PK\3\4", 4) != 0)
        sink_leaf(sink, "behind", NULL, last, (size_t)(end - last));
}
