/*
 * The media of one page: URIs, srcset, CSS url() and data: URIs.
 */
#include "readers/html/html_media.h"

#include <stdlib.h>
#include <string.h>

#define INLINE_BYTES_MAX (16U * 1024U * 1024U) /* one data: URI */
#define INLINE_BYTES_ALL (64U * 1024U * 1024U) /* all of a page */
#define BESIDE_BYTES_MAX 1024U
#define INLINE_BYTES_MIN 100U /* below: the 1×1 placeholders of lazy loading */

typedef struct {
    char *uri; /* a leaf's name for a data: URI */
    const char *role;
    GString *texts[3]; /* alt, caption, file name beside the URI's own; lines */
    GString *beside;   /* lines; NULL without any */
    bool is_inline;
    uint32_t number; /* once it was put */
} Medium;

typedef struct {
    char *name, *type;
    guchar *bytes;
    gsize length;
} Leaf;

struct HtmlMedia {
    GPtrArray *media;
    GPtrArray *leaves;
    GArray *order;      /* indices, each time one was added */
    GHashTable *by_uri; /* owned URI (a digest for data:) → index + 1 */
    size_t inline_bytes;
    bool omitted;
};

static void medium_free(gpointer data)
{
    Medium *medium = data;
    g_free(medium->uri);
    for (size_t i = 0; i < G_N_ELEMENTS(medium->texts); i++) {
        if (medium->texts[i] != NULL) {
            g_string_free(medium->texts[i], TRUE);
        }
    }
    if (medium->beside != NULL) {
        g_string_free(medium->beside, TRUE);
    }
    g_free(medium);
}

static void leaf_free(gpointer data)
{
    Leaf *leaf = data;
    g_free(leaf->name);
    g_free(leaf->type);
    g_free(leaf->bytes);
    g_free(leaf);
}

HtmlMedia *html_media_new(void)
{
    HtmlMedia *media = g_new0(HtmlMedia, 1);
    media->media = g_ptr_array_new_with_free_func(medium_free);
    media->leaves = g_ptr_array_new_with_free_func(leaf_free);
    media->order = g_array_new(FALSE, FALSE, sizeof(size_t));
    media->by_uri = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return media;
}

void html_media_free(HtmlMedia *media)
{
    g_ptr_array_unref(media->media);
    g_ptr_array_unref(media->leaves);
    g_array_unref(media->order);
    g_hash_table_unref(media->by_uri);
    g_free(media);
}

size_t html_media_count(const HtmlMedia *media)
{
    return media->media->len;
}

size_t html_media_mark(const HtmlMedia *media)
{
    return media->order->len;
}

size_t html_media_at(const HtmlMedia *media, size_t i)
{
    return g_array_index(media->order, size_t, i);
}

const char *html_media_uri(const HtmlMedia *media, size_t index)
{
    return ((const Medium *)g_ptr_array_index(media->media, index))->uri;
}

/* ---- URIs ---- */

static size_t path_length(const char *uri)
{
    return strcspn(uri, "?#");
}

const char *uri_role(const char *uri)
{
    static const char *const endings[] = {
        " jpg jpeg jpe jfif png gif webp avif heic heif tif tiff bmp svg ",
        " mp4 m4v mov avi wmv webm mpg mpeg ogv mkv flv 3gp ",
        " mp3 m4a ogg oga wav aac flac wma opus ",
        " pdf doc docx odt rtf xls xlsx ods ppt pptx pps ppsx odp pub epub zip 7z rar csv ics vcf "
        "eml msg txt "};
    static const char *const roles[] = {"image", "video", "audio", "attachment"};
    size_t length = path_length(uri), dot = length;
    while (dot > 0 && uri[dot - 1] != '.' && uri[dot - 1] != '/') {
        dot--;
    }
    if (dot == 0 || uri[dot - 1] != '.' || length - dot > 5 || length == dot) {
        return NULL;
    }
    char ending[9] = " ";
    for (size_t i = dot; i < length; i++) {
        ending[1 + i - dot] = g_ascii_tolower(uri[i]);
    }
    ending[1 + length - dot] = ' ';
    ending[2 + length - dot] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (strstr(endings[i], ending) != NULL) {
            return roles[i];
        }
    }
    return NULL;
}

char *uri_decode(const char *uri, size_t length)
{
    GString *out = g_string_sized_new(length);
    for (size_t i = 0; i < length; i++) {
        int high = i + 2 < length && uri[i] == '%' ? g_ascii_xdigit_value(uri[i + 1]) : -1;
        int low = high >= 0 ? g_ascii_xdigit_value(uri[i + 2]) : -1;
        if (low >= 0 && high * 16 + low >= 0x20) {
            g_string_append_c(out, (char)(high * 16 + low));
            i += 2;
        } else {
            g_string_append_c(out, uri[i]);
        }
    }
    if (!g_utf8_validate_len(out->str, out->len, NULL)) {
        g_string_truncate(out, 0);
        g_string_append_len(out, uri, (gssize)length);
    }
    return g_string_free(out, FALSE);
}

char *uri_file_name(const char *uri)
{
    size_t length = path_length(uri), from = length;
    while (from > 0 && uri[from - 1] != '/' && uri[from - 1] != '\\') {
        from--;
    }
    return uri_decode(uri + from, length - from);
}

/* ---- data: URIs ---- */

static bool type_is_font(const char *type)
{
    return strstr(type, "font") != NULL;
}

static char *leaf_name(const char *type, size_t number)
{
    const char *slash = strchr(type, '/');
    const char *ending = slash != NULL ? slash + 1 : "bin";
    size_t length = strspn(ending, "abcdefghijklmnopqrstuvwxyz0123456789");
    if (strncmp(type, "text/plain", 10) == 0) {
        ending = "txt";
        length = 3;
    }
    return g_strdup_printf("inline-%zu.%.*s", number, (int)MIN(length, 8), ending);
}

static void add_leaf(HtmlMedia *media, Medium *medium, const char *type, guchar *bytes,
                     gsize length)
{
    Leaf *leaf = g_new0(Leaf, 1);
    leaf->name = leaf_name(type, media->leaves->len + 1);
    leaf->type = g_strdup(type);
    leaf->bytes = bytes;
    leaf->length = length;
    media->inline_bytes += length;
    g_ptr_array_add(media->leaves, leaf);
    medium->uri = g_strdup(leaf->name);
    medium->is_inline = true;
}

/* What stands behind the comma of a data: URI. g_free. */
static guchar *data_bytes(const char *coded, bool base64, gsize *length)
{
    g_autofree char *decoded = uri_decode(coded, strlen(coded));
    if (base64) {
        return g_base64_decode(decoded, length);
    }
    /* Line ends count as well, where no broken escape stands in the way. */
    g_autoptr(GBytes) bytes = g_uri_unescape_bytes(coded, -1, NULL, NULL);
    if (bytes != NULL) {
        gsize size = 0;
        const void *data = g_bytes_get_data(bytes, &size);
        *length = size;
        return (guchar *)g_strndup(data, size);
    }
    *length = strlen(decoded);
    return (guchar *)g_steal_pointer(&decoded);
}

static bool is_data(const char *uri)
{
    return g_ascii_strncasecmp(uri, "data:", 5) == 0;
}

char *html_data_text(const char *uri)
{
    const char *comma = is_data(uri) ? strchr(uri, ',') : NULL;
    if (comma == NULL || strlen(comma) > INLINE_BYTES_MAX) {
        return NULL;
    }
    g_autofree char *head = g_ascii_strdown(uri + 5, comma - uri - 5);
    if (!g_str_has_prefix(head, "text/") && strstr(head, "script") == NULL) {
        return NULL;
    }
    gsize length = 0;
    g_autofree guchar *bytes = data_bytes(comma + 1, strstr(head, ";base64") != NULL, &length);
    return g_strndup((const char *)bytes, length);
}

/* Fills `medium` from a data: URI; false when it holds nothing that is worth an item. */
static bool medium_from_data(HtmlMedia *media, Medium *medium, const char *uri)
{
    const char *comma = strchr(uri, ',');
    if (comma == NULL) {
        return false;
    }
    g_autofree char *head = g_ascii_strdown(uri + 5, comma - uri - 5);
    bool base64 = strstr(head, ";base64") != NULL;
    head[strcspn(head, ";")] = '\0';
    const char *type = *head != '\0' ? head : "text/plain";
    size_t length = strlen(comma + 1);
    bool words = g_str_has_prefix(type, "text/") || strstr(type, "svg") != NULL ||
                 strstr(type, "json") != NULL; /* a name needs few bytes */
    if (type_is_font(type) || (length < INLINE_BYTES_MIN && !words)) {
        return false;
    }
    if (length > INLINE_BYTES_MAX || media->inline_bytes + length > INLINE_BYTES_ALL) {
        media->omitted = true;
        return false;
    }
    gsize decoded_length = 0;
    guchar *bytes = data_bytes(comma + 1, base64, &decoded_length);
    if (base64 && decoded_length < INLINE_BYTES_MIN / 2 && !words) {
        g_free(bytes);
        return false;
    }
    add_leaf(media, medium, type, bytes, decoded_length);
    return true;
}

/* ---- adding ---- */

static bool is_meaningless(const char *uri)
{
    return *uri == '\0' || *uri == '#' || g_ascii_strncasecmp(uri, "javascript:", 11) == 0 ||
           g_ascii_strncasecmp(uri, "about:", 6) == 0 || g_ascii_strncasecmp(uri, "blob:", 5) == 0;
}

size_t html_media_add(HtmlMedia *media, const char *uri, const char *role)
{
    if (uri == NULL) {
        return HTML_MEDIA_NONE;
    }
    g_autofree char *trimmed = g_strstrip(g_strdup(uri));
    if (is_meaningless(trimmed)) {
        return HTML_MEDIA_NONE;
    }
    bool data = is_data(trimmed);
    g_autofree char *key =
        data ? g_compute_checksum_for_string(G_CHECKSUM_SHA1, trimmed, -1) : g_strdup(trimmed);
    size_t known = GPOINTER_TO_SIZE(g_hash_table_lookup(media->by_uri, key));
    if (known > 0) {
        known--;
        g_array_append_val(media->order, known);
        return known;
    }
    Medium *medium = g_new0(Medium, 1);
    medium->role = role;
    if (data && !medium_from_data(media, medium, trimmed)) {
        medium_free(medium);
        return HTML_MEDIA_NONE;
    }
    if (!data) {
        medium->uri = g_steal_pointer(&trimmed);
    }
    g_ptr_array_add(media->media, medium);
    size_t index = media->media->len - 1;
    g_array_append_val(media->order, index);
    g_hash_table_insert(media->by_uri, g_steal_pointer(&key), GSIZE_TO_POINTER(index + 1));
    return index;
}

size_t html_media_add_srcset(HtmlMedia *media, const char *srcset)
{
    size_t best = HTML_MEDIA_NONE;
    double best_size = -1;
    for (const char *p = srcset; *p != '\0';) {
        p += strspn(p, " \t\r\n,");
        size_t length = strcspn(p, " \t\r\n");
        if (length == 0) {
            break;
        }
        const char *rest = p + length;
        bool bare = p[length - 1] == ','; /* a candidate without a size */
        g_autofree char *uri = g_strndup(p, length);
        while (bare && length > 0 && uri[length - 1] == ',') {
            uri[--length] = '\0';
        }
        double size = 1;
        if (!bare) {
            size = g_ascii_strtod(rest, NULL);
            rest += strcspn(rest, ",");
        }
        size_t index = html_media_add(media, uri, "image");
        if (index != HTML_MEDIA_NONE && size > best_size) {
            best = index;
            best_size = size;
        }
        p = rest;
    }
    return best;
}

size_t html_media_add_css(HtmlMedia *media, const char *css, size_t length)
{
    size_t last = HTML_MEDIA_NONE;
    const char *end = css + length;
    for (const char *p; (p = memmem(css, (size_t)(end - css), "url(", 4)) != NULL;) {
        p += 4;
        while (p < end && (*p == '"' || *p == '\'' || *p == ' ')) {
            p++;
        }
        const char *close = p;
        while (close < end && *close != ')' && *close != '"' && *close != '\'') {
            close++;
        }
        g_autofree char *uri = g_strndup(p, (size_t)(close - p));
        const char *role = uri_role(uri);
        bool data = g_ascii_strncasecmp(uri, "data:image", 10) == 0;
        if (data || (role != NULL && strcmp(role, "attachment") != 0)) {
            size_t index = html_media_add(media, uri, data ? "image" : role);
            last = index != HTML_MEDIA_NONE ? index : last;
        }
        css = close;
    }
    return last;
}

bool uri_is_address(const char *value)
{
    return value[strcspn(value, " \n\"<{")] == '\0' &&
           (strstr(value, "://") != NULL || *value == '/' || uri_role(value) != NULL);
}

/* ---- describing ---- */

static GString **text_slot(const HtmlMedia *media, size_t index, Place place)
{
    if (index >= media->media->len) {
        return NULL;
    }
    Medium *medium = g_ptr_array_index(media->media, index);
    return &medium->texts[place == PLACE_ALT ? 0 : place == PLACE_CAPTION ? 1 : 2];
}

void html_media_describe(HtmlMedia *media, size_t index, Place place, const char *text)
{
    GString **slot = text_slot(media, index, place);
    if (slot == NULL || text == NULL || text[strspn(text, " \t\r\n")] == '\0') {
        return;
    }
    if (*slot == NULL) {
        *slot = g_string_new(text);
    } else if ((*slot)->len < 65536 && strstr((*slot)->str, text) == NULL) {
        g_string_append_c(*slot, '\n');
        g_string_append(*slot, text);
    }
}

void html_media_lay_beside(HtmlMedia *media, size_t index, const char *text)
{
    Medium *medium = g_ptr_array_index(media->media, index);
    bool shown = g_strcmp0(medium->role, "image") == 0 || g_strcmp0(medium->role, "video") == 0;
    if (!shown || *text == '\0') {
        return;
    }
    if (medium->beside == NULL) {
        medium->beside = g_string_new(text);
    } else if (medium->beside->len < BESIDE_BYTES_MAX &&
               strstr(medium->beside->str, text) == NULL) {
        g_string_append_printf(medium->beside, "\n%s", text);
    }
}

void html_media_copy(HtmlMedia *media, size_t from, size_t to, Place place)
{
    GString **slot = text_slot(media, from, place);
    if (from != to && slot != NULL && *slot != NULL) {
        html_media_describe(media, to, place, (*slot)->str);
    }
}

/* ---- putting out ---- */

static void put_medium(Medium *medium, Sink *sink, uint32_t publication)
{
    static const Place places[] = {PLACE_ALT, PLACE_CAPTION, PLACE_FILENAME};
    uint32_t number = sink_medium(
        sink, &(FactMedium){.publication = publication, .role = medium->role, .uri = medium->uri});
    medium->number = number;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        if (medium->texts[i] != NULL) {
            sink_text(sink, publication, number, places[i], NULL, medium->texts[i]->str,
                      medium->texts[i]->len);
        }
    }
    if (medium->beside != NULL && medium->texts[1] == NULL) {
        sink_text(sink, publication, number, PLACE_CAPTION, "beside", medium->beside->str,
                  medium->beside->len);
    }
    if (!medium->is_inline) {
        g_autofree char *name = uri_file_name(medium->uri);
        sink_text(sink, publication, number, PLACE_FILENAME, NULL, name, strlen(name));
    }
}

uint32_t html_media_number(const HtmlMedia *media, size_t index)
{
    return index < media->media->len
               ? ((const Medium *)g_ptr_array_index(media->media, index))->number
               : 0;
}

void html_media_put(HtmlMedia *media, Sink *sink, uint32_t publication)
{
    for (guint i = 0; i < media->leaves->len; i++) {
        const Leaf *leaf = g_ptr_array_index(media->leaves, i);
        sink_leaf(sink, leaf->name, leaf->type, leaf->bytes, leaf->length);
    }
    for (guint i = 0; i < media->media->len; i++) {
        put_medium(g_ptr_array_index(media->media, i), sink, publication);
    }
    if (media->omitted) {
        sink_gap(sink, REASON_MEDIA_OMITTED, "embedded data too large");
    }
}
