/*
 * Parts as items. Which parts become items is the reader's choice.
 */
#include "readers/mail/mime_leaves.h"

#include <string.h>

#include "worker/url_name.h"

struct MimeLeaves {
    char *folder;
    bool by_location;
    unsigned count;
    GHashTable *names;  /* const MimePart * → name */
    GHashTable *by_id;  /* Content-ID without brackets → name, borrowed */
    GHashTable *in_use; /* name, borrowed */
};

char *mime_location(const MimePart *part)
{
    g_autofree char *location = mime_header(part, "content-location");
    if (location == NULL || strstr(location, "://") == NULL) {
        return NULL;
    }
    for (char *at = location; *at != '\0'; at++) {
        if (*at == ' ') { /* a long address was folded */
            memmove(at, at + 1, strlen(at));
            at--;
        }
    }
    return g_steal_pointer(&location);
}

static char *content_id(const MimePart *part)
{
    const char *raw = mime_header_raw(part, "content-id");
    if (raw == NULL) {
        return NULL;
    }
    raw += strspn(raw, "< \t");
    return g_strndup(raw, strcspn(raw, "> \t"));
}

static const char *ending_of(const char *type)
{
    static const char *const endings[][2] = {
        {"text/plain", "txt"}, {"text/html", "html"},     {"text/calendar", "ics"},
        {"text/vcard", "vcf"}, {"text/x-vcard", "vcf"},   {"message/rfc822", "eml"},
        {"image/jpeg", "jpg"}, {"image/svg+xml", "svg"},  {"text/css", "css"},
        {"image/tiff", "tif"}, {"application/pdf", "pdf"}};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (strcmp(type, endings[i][0]) == 0) {
            return endings[i][1];
        }
    }
    const char *slash = strchr(type, '/');
    bool plain = strspn(slash + 1, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen(slash + 1);
    return plain && strlen(slash + 1) <= 5 && slash[1] != '\0' ? slash + 1 : "bin";
}

static char *name_of(const MimeLeaves *leaves, const MimePart *part)
{
    g_autofree char *location = mime_location(part);
    g_autofree char *file = mime_file_name(part);
    if (location != NULL && (leaves->by_location || file == NULL)) {
        return url_name(location, part->type);
    }
    if (file != NULL) {
        return g_steal_pointer(&file);
    }
    g_autofree char *raw = mime_header(part, "content-location");
    if (raw != NULL && *raw != '\0' && g_ascii_strncasecmp(raw, "cid:", 4) != 0) {
        return url_name(raw, part->type);
    }
    return g_strdup_printf("part-%u.%s", leaves->count, ending_of(part->type));
}

static void name_parts(MimeLeaves *leaves, const MimePart *part)
{
    for (guint i = 0; part->parts != NULL && i < part->parts->len; i++) {
        name_parts(leaves, g_ptr_array_index(part->parts, i));
    }
    if (part->parts != NULL) {
        return;
    }
    leaves->count++;
    g_autofree char *own = name_of(leaves, part);
    char *name = g_strconcat(leaves->folder, own, NULL);
    if (g_hash_table_contains(leaves->in_use, name)) {
        g_free(name);
        name = g_strdup_printf("%s%u/%s", leaves->folder, leaves->count, own);
    }
    g_hash_table_insert(leaves->names, (gpointer)part, name);
    g_hash_table_add(leaves->in_use, name);
    char *id = content_id(part);
    if (id != NULL && *id != '\0') {
        g_hash_table_insert(leaves->by_id, id, name);
    } else {
        g_free(id);
    }
}

MimeLeaves *mime_leaves_new(const MimePart *root, const char *folder, bool by_location)
{
    MimeLeaves *leaves = g_new0(MimeLeaves, 1);
    leaves->folder = g_strdup(folder);
    leaves->by_location = by_location;
    leaves->names = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    leaves->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    leaves->in_use = g_hash_table_new(g_str_hash, g_str_equal);
    name_parts(leaves, root);
    return leaves;
}

void mime_leaves_free(MimeLeaves *leaves)
{
    g_hash_table_unref(leaves->in_use);
    g_hash_table_unref(leaves->by_id);
    g_hash_table_unref(leaves->names);
    g_free(leaves->folder);
    g_free(leaves);
}

/* The name behind a "cid:" at `at`, and how many bytes the reference takes. */
static const char *find_reference(const MimeLeaves *leaves, const char *at, size_t length,
                                  size_t *taken)
{
    size_t end = 4;
    while (end < length && end < 1000 && strchr("\"' )<>;\t\r\n", at[end]) == NULL) {
        end++;
    }
    g_autofree char *raw = g_strndup(at + 4, end - 4);
    g_autofree char *id = g_uri_unescape_string(raw, NULL);
    const char *name = g_hash_table_lookup(leaves->by_id, raw);
    if (name == NULL && id != NULL) {
        name = g_hash_table_lookup(leaves->by_id, id);
    }
    *taken = end;
    return name;
}

GString *mime_leaves_bytes(const MimeLeaves *leaves, const MimePart *part)
{
    GString *bytes = mime_part_bytes(part);
    bool page = strcmp(part->type, "text/html") == 0 || strcmp(part->type, "text/css") == 0;
    if (!page || g_hash_table_size(leaves->by_id) == 0) {
        return bytes;
    }
    GString *out = g_string_sized_new(bytes->len);
    size_t from = 0;
    for (size_t i = 0; i + 4 < bytes->len; i++) {
        size_t taken;
        const char *at = bytes->str + i;
        const char *name = at[3] == ':' && g_ascii_strncasecmp(at, "cid:", 4) == 0
                               ? find_reference(leaves, at, bytes->len - i, &taken)
                               : NULL;
        if (name != NULL) {
            g_autofree char *escaped = g_uri_escape_string(name, "/", TRUE);
            g_string_append_len(out, bytes->str + from, (gssize)(i - from));
            g_string_append(out, escaped);
            from = i + taken;
            i = from - 1;
        }
    }
    g_string_append_len(out, bytes->str + from, (gssize)(bytes->len - from));
    g_string_free(bytes, TRUE);
    return out;
}

void mime_leaves_put(const MimeLeaves *leaves, const MimePart *part, Sink *sink)
{
    GString *bytes = mime_leaves_bytes(leaves, part);
    g_autofree char *location = mime_location(part);
    const char *declared = mime_header_raw(part, "content-type");
    const char *name = g_hash_table_lookup(leaves->names, part);
    sink_leaf_from(sink, name, declared != NULL ? declared : part->type, location, bytes->str,
                   bytes->len);
    g_string_free(bytes, TRUE);
}

void mime_leaves_put_bytes(const MimeLeaves *leaves, const char *name, const GString *bytes,
                           Sink *sink)
{
    g_autofree char *whole = g_strconcat(leaves->folder, name, NULL);
    sink_leaf(sink, whole, NULL, bytes->str, bytes->len);
}
