/*
 * WordPress exports (WXR, any version, cut off or not): posts, pages, attachments, comments and
 * authors as publications of a website. Parsing is worker/xml.h's, the markup of posts goes through
 * html_text.h; elements are told apart by local name because versions and plugins differ in the
 * rest.
 */
#include <glib.h>
#include <string.h>

#include "readers/exports/php_serialized.h"
#include "readers/exports/wordpress_markup.h"
#include "readers/html/html_text.h"
#include "readers/reader.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

/* One element with children: an item, a comment, a custom field, an author. Children's texts by
 * name; a later one of the same name is appended as a line. */
typedef struct {
    GHashTable *fields; /* owned name → owned text */
    GString *metadata;  /* custom fields and terms, "key: value" lines */
    GString *markup;    /* custom fields that hold markup (page builders) */
} Record;

typedef struct {
    Sink *sink;
    Record channel, item, comment, meta, author;
    unsigned in_item, in_comment, in_meta, in_author, in_content; /* depths, 0: not inside */
    unsigned depth;
    GString *text;
    GString *remarks;         /* comments of the XML itself */
    char *key;                /* of the element whose text is being collected */
    GHashTable *posts;        /* owned post id → number */
    GHashTable *writers;      /* owned login → owned name that readers see */
    GHashTable *comments;     /* owned comment id → number, of the present item */
    GPtrArray *item_comments; /* Record *, until the item is put out */
} Export;

/* ---- records ---- */

static void record_init(Record *record)
{
    record->fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    record->metadata = g_string_new(NULL);
    record->markup = g_string_new(NULL);
}

static void record_reset(Record *record)
{
    g_hash_table_remove_all(record->fields);
    g_string_truncate(record->metadata, 0);
    g_string_truncate(record->markup, 0);
}

static void record_clear(Record *record)
{
    g_hash_table_unref(record->fields);
    g_string_free(record->metadata, TRUE);
    g_string_free(record->markup, TRUE);
}

static void record_free(gpointer data)
{
    record_clear(data);
    g_free(data);
}

static Record *record_copy(const Record *record)
{
    Record *copy = g_new0(Record, 1);
    record_init(copy);
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, record->fields);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        g_hash_table_insert(copy->fields, g_strdup(key), g_strdup(value));
    }
    g_string_append(copy->metadata, record->metadata->str);
    g_string_append(copy->markup, record->markup->str);
    return copy;
}

/* Fields that repeat without end go to the metadata, where appending costs nothing. */
#define FIELD_JOIN_MAX 65536U

static void record_add(Record *record, const char *name, const char *text)
{
    const char *before = g_hash_table_lookup(record->fields, name);
    if (before == NULL || *before == '\0') {
        g_hash_table_replace(record->fields, g_strdup(name), g_strdup(text));
    } else if (strlen(before) < FIELD_JOIN_MAX) {
        char *joined = g_strconcat(before, "\n", text, NULL);
        g_hash_table_replace(record->fields, g_strdup(name), joined);
    } else {
        g_string_append_printf(record->metadata, "%s: %s\n", name, text);
    }
}

/* Never NULL. */
static const char *field(const Record *record, const char *name)
{
    const char *text = g_hash_table_lookup(record->fields, name);
    return text != NULL ? text : "";
}

static const char *filled(const char *text)
{
    return *text != '\0' ? text : NULL;
}

static char *record_date(const Record *record, const char *utc, const char *local)
{
    char *date = date_from_iso(field(record, utc), true);
    return date != NULL ? date : date_from_iso(field(record, local), false);
}

/* ---- putting out ---- */

static void put_line(Export *export, uint32_t publication, uint32_t medium, Place place,
                     const char *label, const char *text)
{
    sink_text(export->sink, publication, medium, place, label, text, strlen(text));
}

static void put_markup(Export *export, uint32_t publication, const char *label, const char *markup)
{
    if (*markup == '\0') {
        return;
    }
    g_autofree char *plain = wordpress_shortcodes(markup);
    g_autoptr(HtmlText) text = html_text_new();
    html_text_keep_lines(text);
    html_text_read(text, plain, strlen(plain));
    html_text_put(text, export->sink, publication, label);
}

/* Fields that are given elsewhere, or say nothing: numbers, states, addresses of the blog. */
static bool is_known_field(const char *name)
{
    static const char known[] =
        " title link creator guid description content excerpt post_name post_parent post_type "
        "status post_password attachment_url post_id is_sticky menu_order ping_status "
        "comment_status pubDate language generator wxr_version base_site_url base_blog_url "
        "author_id term_id term_taxonomy term_parent term_slug tag_slug category_nicename "
        "category_parent author_login author_email author_display_name author_first_name "
        "author_last_name meta_key meta_value ";
    g_autofree char *word = g_strdup_printf(" %s ", name);

    return strstr(known, word) != NULL || g_str_has_prefix(name, "post_date") ||
           g_str_has_prefix(name, "post_modified") || g_str_has_prefix(name, "comment_") ||
           g_str_has_prefix(name, "_wp_attach");
}

/* What no field of a post is: elements of plugins and of other programs that write this format. */
static void put_other_fields(Export *export, uint32_t publication, const Record *record)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GList) names =
        g_list_sort(g_hash_table_get_keys(record->fields), (GCompareFunc)strcmp);

    for (const GList *name = names; name != NULL; name = name->next) {
        const char *text = field(record, name->data);
        if (is_known_field(name->data) || *text == '\0') {
            continue;
        }
        g_string_append_printf(lines, "%s: %s\n", (const char *)name->data, text);
        if (strpbrk(text, "<&") != NULL) {
            put_markup(export, publication, name->data, text);
        }
    }
    put_line(export, publication, 0, PLACE_METADATA, "other fields", lines->str);
}

static PublicationKind item_kind(const char *type)
{
    return strcmp(type, "post") == 0         ? KIND_POST
           : strcmp(type, "attachment") == 0 ? KIND_FILE
                                             : KIND_PAGE;
}

static PublicationStatus item_status(const Record *item)
{
    static const char *const unseen[] = {"draft",  "private",    "trash",           "pending",
                                         "future", "auto-draft", "request-pending", NULL};
    const char *type = field(item, "post_type");
    bool revision = strcmp(type, "revision") == 0;
    return revision || g_strv_contains(unseen, field(item, "status")) ? STATUS_UNPUBLISHED
                                                                      : STATUS_PUBLISHED;
}

static uint32_t put_item_publication(Export *export)
{
    const Record *item = &export->item;
    PublicationStatus status = item_status(item);
    g_autofree char *published = record_date(item, "post_date_gmt", "post_date");
    if (published == NULL) {
        published = date_from_rfc822(field(item, "pubDate"));
    }
    g_autofree char *updated = record_date(item, "post_modified_gmt", "post_modified");
    const char *id = field(item, "post_id");
    gpointer parent = g_hash_table_lookup(export->posts, field(item, "post_parent"));
    const char *login = field(item, "creator");
    const char *writer = g_hash_table_lookup(export->writers, login);
    bool closed = status == STATUS_UNPUBLISHED || *field(item, "post_password") != '\0';
    uint32_t number = sink_publication(
        export->sink,
        &(FactPublication){.kind = item_kind(field(item, "post_type")),
                           .in_reply_to = GPOINTER_TO_UINT(parent),
                           .status = status,
                           .access = closed ? ACCESS_CLOSED : ACCESS_PUBLIC,
                           .published_known = published != NULL ? KNOWN_EXPORT : KNOWN_NOT,
                           .platform = "website",
                           .author = writer != NULL ? writer : filled(login),
                           .title = filled(field(item, "title")),
                           .url = filled(field(item, "link")),
                           .native_id = filled(id),
                           .published = published,
                           .updated = updated});
    if (*id != '\0') {
        g_hash_table_replace(export->posts, g_strdup(id), GUINT_TO_POINTER(number));
    }
    return number;
}

/* The text of a caption or description without its tags. g_free. */
static char *markup_words(const char *markup)
{
    g_autoptr(HtmlText) text = html_text_new();
    html_text_keep_lines(text);
    html_text_read(text, markup, strlen(markup));
    return g_strdup(html_text_body(text));
}

/* What WordPress kept of a picture's own metadata: it may be stripped from the file by now. */
static void put_picture_metadata(Export *export, uint32_t publication, uint32_t medium,
                                 const char *serialized)
{
    static const struct {
        const char *key, *name;
        Place place;
    } wanted[] = {{"caption", "ImageDescription", PLACE_CAPTION},
                  {"credit", "Artist", PLACE_METADATA},
                  {"copyright", "Copyright", PLACE_METADATA},
                  {"title", "Title", PLACE_METADATA},
                  {"camera", "Model", PLACE_METADATA},
                  {"keywords", "Keywords", PLACE_TAG}};
    const char *block = strstr(serialized, "\"image_meta\"");
    for (size_t i = 0; block != NULL && i < G_N_ELEMENTS(wanted); i++) {
        bool list = wanted[i].place == PLACE_TAG;
        g_autofree char *value =
            list ? php_strings(block, wanted[i].key) : php_value(block, wanted[i].key);
        if (value != NULL && *value != '\0') {
            sink_property(export->sink, publication, medium, "platform", wanted[i].name, value);
            put_line(export, publication, medium, wanted[i].place, wanted[i].name, value);
        }
    }
}

static char *picture_taken(const char *serialized)
{
    const char *block = strstr(serialized, "\"image_meta\"");
    g_autofree char *seconds = block != NULL ? php_value(block, "created_timestamp") : NULL;
    return seconds != NULL ? date_from_seconds(g_ascii_strtoll(seconds, NULL, 10)) : NULL;
}

static void put_attachment(Export *export, uint32_t publication)
{
    const Record *item = &export->item;
    const char *uri = field(item, "attachment_url");
    const char *file = field(item, "_wp_attached_file");
    const char *serialized = field(item, "_wp_attachment_metadata");
    uri = *uri != '\0' ? uri : *file != '\0' ? file : field(item, "guid");
    const char *role = uri_role(uri);
    g_autofree char *taken = picture_taken(serialized);
    uint32_t medium =
        sink_medium(export->sink, &(FactMedium){.publication = publication,
                                                .role = role != NULL ? role : "attachment",
                                                .uri = uri,
                                                .taken = taken});
    g_autofree char *name = uri_file_name(uri);
    g_autofree char *file_name = uri_file_name(file);
    g_autofree char *caption = markup_words(field(item, "excerpt"));
    g_autofree char *description = markup_words(field(item, "content"));
    put_line(export, publication, medium, PLACE_FILENAME, NULL, name);
    if (strcmp(name, file_name) != 0) {
        put_line(export, publication, medium, PLACE_FILENAME, "_wp_attached_file", file_name);
    }
    put_line(export, publication, medium, PLACE_TITLE, NULL, field(item, "title"));
    put_line(export, publication, medium, PLACE_CAPTION, NULL, caption);
    put_line(export, publication, medium, PLACE_CAPTION, "description", description);
    put_line(export, publication, medium, PLACE_ALT, NULL, field(item, "_wp_attachment_image_alt"));
    put_picture_metadata(export, publication, medium, serialized);
}

static void put_comment(Export *export, const Record *comment, uint32_t item)
{
    g_autofree char *published = record_date(comment, "comment_date_gmt", "comment_date");
    gpointer parent = g_hash_table_lookup(export->comments, field(comment, "comment_parent"));
    bool seen = strcmp(field(comment, "comment_approved"), "1") == 0 &&
                item_status(&export->item) == STATUS_PUBLISHED;
    const char *id = field(comment, "comment_id");
    uint32_t number = sink_publication(
        export->sink,
        &(FactPublication){.kind = KIND_COMMENT,
                           .in_reply_to = parent != NULL ? GPOINTER_TO_UINT(parent) : item,
                           .status = seen ? STATUS_PUBLISHED : STATUS_UNPUBLISHED,
                           .access = seen ? ACCESS_PUBLIC : ACCESS_CLOSED,
                           .published_known = published != NULL ? KNOWN_EXPORT : KNOWN_NOT,
                           .platform = "website",
                           .author = filled(field(comment, "comment_author")),
                           .url = filled(field(&export->item, "link")),
                           .native_id = filled(id),
                           .published = published});
    g_hash_table_replace(export->comments, g_strdup(id), GUINT_TO_POINTER(number));
    put_line(export, number, 0, PLACE_AUTHOR, NULL, field(comment, "comment_author"));
    put_line(export, number, 0, PLACE_METADATA, "comment_author_email",
             field(comment, "comment_author_email"));
    put_line(export, number, 0, PLACE_METADATA, "comment_author_IP",
             field(comment, "comment_author_IP"));
    put_line(export, number, 0, PLACE_URL, NULL, field(comment, "comment_author_url"));
    put_line(export, number, 0, PLACE_METADATA, "commentmeta", comment->metadata->str);
    put_markup(export, number, "commentmeta", comment->markup->str);
    put_other_fields(export, number, comment);
    put_markup(export, number, NULL, field(comment, "comment_content"));
}

static void put_item(Export *export)
{
    const Record *item = &export->item;
    uint32_t number = put_item_publication(export);
    if (strcmp(field(item, "post_type"), "attachment") == 0 ||
        *field(item, "attachment_url") != '\0') {
        put_attachment(export, number);
    } else {
        put_line(export, number, 0, PLACE_TITLE, NULL, field(item, "title"));
        put_markup(export, number, NULL, field(item, "content"));
        put_markup(export, number, "excerpt", field(item, "excerpt"));
    }
    put_line(export, number, 0, PLACE_AUTHOR, NULL, field(item, "creator"));
    g_autofree char *address = g_strconcat(field(item, "link"), "\n", field(item, "guid"), "\n",
                                           field(item, "post_name"), NULL);
    g_autofree char *decoded = uri_decode(address, strlen(address));
    put_line(export, number, 0, PLACE_URL, "link", g_strstrip(decoded));
    put_markup(export, number, "description", field(item, "description"));
    put_line(export, number, 0, PLACE_METADATA, "postmeta", item->metadata->str);
    put_markup(export, number, "postmeta", item->markup->str);
    put_other_fields(export, number, item);
    for (guint i = 0; i < export->item_comments->len; i++) {
        put_comment(export, g_ptr_array_index(export->item_comments, i), number);
    }
}

static void put_author(Export *export)
{
    static const char *const names[] = {"author_display_name", "author_first_name",
                                        "author_last_name", "author_login", "author_email"};
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        /* first and last name belong together, the rest are lines of their own */
        g_string_append(line, i == 2 ? " " : i > 0 ? "\n" : "");
        g_string_append(line, field(&export->author, names[i]));
    }
    if (*field(&export->author, "author_login") != '\0' &&
        *field(&export->author, "author_display_name") != '\0') {
        g_hash_table_replace(export->writers, g_strdup(field(&export->author, "author_login")),
                             g_strdup(field(&export->author, "author_display_name")));
    }
    put_line(export, 0, 0, PLACE_AUTHOR, "wp:author", line->str);
    put_line(export, 0, 0, PLACE_METADATA, "wp:author", export->author.metadata->str);
    put_other_fields(export, 0, &export->author);
    g_string_free(line, TRUE);
}

static void put_channel(Export *export)
{
    const Record *channel = &export->channel;
    Fact fact = {.kind = FACT_ACCOUNT,
                 .account = {.platform = "website",
                             .handle = filled(field(channel, "link")),
                             .name = filled(field(channel, "title"))}};
    sink_put(export->sink, &fact);
    put_line(export, 0, 0, PLACE_TITLE, "channel", field(channel, "title"));
    put_line(export, 0, 0, PLACE_METADATA, "description", field(channel, "description"));
    put_line(export, 0, 0, PLACE_METADATA, "terms", channel->metadata->str);
    put_markup(export, 0, "terms", channel->markup->str);
    put_other_fields(export, 0, channel);
    put_line(export, 0, 0, PLACE_HIDDEN, "comments of the file", export->remarks->str);
}

/* ---- events ---- */

/* A custom field: those of attachments become fields, markup of page builders is read as such. */
static void take_meta(Export *export, Record *owner)
{
    const char *key = field(&export->meta, "meta_key");
    const char *value = field(&export->meta, "meta_value");
    if (g_str_has_prefix(key, "_wp_attach")) {
        record_add(owner, key, value);
    } else if (strchr(value, '<') != NULL) {
        g_autofree char *plain = code_unescape(value, strlen(value));
        g_string_append_printf(owner->markup, "<p>%s</p>\n", plain);
    } else if (*value != '\0') {
        g_autofree char *plain = code_unescape(value, strlen(value));
        g_string_append_printf(owner->metadata, "%s: %s\n", key, plain);
    }
}

static Record *present_record(Export *export)
{
    return export->in_meta > 0      ? &export->meta
           : export->in_comment > 0 ? &export->comment
           : export->in_author > 0  ? &export->author
           : export->in_item > 0    ? &export->item
                                    : &export->channel;
}

/* content:encoded and excerpt:encoded differ in the namespace only, which broken files lose. */
static const char *field_name(const Export *export, const char *space, const char *name)
{
    if (strcmp(name, "encoded") != 0) {
        return name;
    }
    bool excerpt =
        strstr(space, "excerpt") != NULL ||
        (strstr(space, "content") == NULL && g_hash_table_contains(export->item.fields, "content"));
    return excerpt ? "excerpt" : "content";
}

static bool begins(Export *export, unsigned *inside, Record *record)
{
    if (*inside > 0) {
        return false;
    }
    *inside = export->depth;
    record_reset(record);
    return true;
}

/* The text of an element goes to the innermost record; also what stands beside its children. */
static void take_leaf(Export *export)
{
    static const char *const terms[] = {
        "category",         "cat_name",        "tag_name", "term_name", "category_description",
        "term_description", "tag_description", NULL};
    Record *record = present_record(export);
    const char *text = export->text->str;
    const char *key = export->key != NULL ? export->key : "text";
    if (text[strspn(text, " \t\r\n")] == '\0') {
        return;
    }
    if (g_strv_contains(terms, key)) {
        g_string_append_printf(record->metadata, "%s: %s\n", key, text);
    } else if (record != &export->channel || !g_hash_table_contains(record->fields, key)) {
        record_add(record, key, text);
    }
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    Export *export = user;
    export->depth++;
    if (export->in_content > 0) {
        return; /* markup that nobody escaped: only its words are left */
    }
    take_leaf(export);
    g_string_truncate(export->text, 0);
    if (strcmp(name, "item") == 0 && begins(export, &export->in_item, &export->item)) {
        g_hash_table_remove_all(export->comments);
        g_ptr_array_set_size(export->item_comments, 0);
    } else if (strcmp(name, "comment") == 0 && export->in_item > 0) {
        begins(export, &export->in_comment, &export->comment);
    } else if (strcmp(name, "postmeta") == 0 || strcmp(name, "commentmeta") == 0 ||
               strcmp(name, "termmeta") == 0) {
        begins(export, &export->in_meta, &export->meta);
    } else if (strcmp(name, "author") == 0 && export->in_item == 0) {
        begins(export, &export->in_author, &export->author);
    } else if (strcmp(name, "encoded") == 0 || strcmp(name, "comment_content") == 0) {
        export->in_content = export->depth;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(attributes[i].name, "nicename") == 0) { /* it stands in addresses */
            g_string_append_printf(present_record(export)->metadata, "nicename: %s\n",
                                   attributes[i].value);
        }
    }
    g_free(export->key);
    export->key = g_strdup(field_name(export, space, name));
}

static void end_records(Export *export)
{
    if (export->in_meta == export->depth) {
        export->in_meta = 0;
        take_meta(export, present_record(export));
    } else if (export->in_comment == export->depth) {
        export->in_comment = 0;
        g_ptr_array_add(export->item_comments, record_copy(&export->comment));
    } else if (export->in_author == export->depth) {
        export->in_author = 0;
        put_author(export);
    } else if (export->in_item == export->depth) {
        export->in_item = 0;
        put_item(export);
    }
}

static void on_end(void *user, const char *space, const char *name)
{
    (void)space, (void)name;
    Export *export = user;
    if (export->in_content == 0 || export->in_content == export->depth) {
        export->in_content = 0;
        take_leaf(export);
        g_clear_pointer(&export->key, g_free);
        g_string_truncate(export->text, 0);
        end_records(export);
    }
    export->depth -= export->depth > 0;
}

static void on_text(void *user, const char *text, size_t length)
{
    Export *export = user;
    g_string_append_len(export->text, text, (gssize)length);
}

static void on_comment(void *user, const char *comment, size_t length)
{
    Export *export = user;
    if (length < 4 || strncmp(comment, "xml ", 4) != 0) {
        g_string_append_len(export->remarks, comment, (gssize)length);
        g_string_append_c(export->remarks, '\n');
    }
}

static int wordpress_bid(const Input *input)
{
    Slice head = input_text_head(input);
    g_autofree char *start = g_strndup(head.data, MIN(head.length, 16384));
    if (strstr(start, "<rss") == NULL && strstr(start, "<item") == NULL) {
        return 0;
    }
    bool space = strstr(start, "wordpress.org/export") != NULL;
    return space ? 96 : strstr(start, "<wp:") != NULL ? 72 : 0;
}

static void wordpress_read(Input *input, Sink *sink)
{
    static const XmlHandler handler = {on_start, on_end, on_text, on_comment};
    Export export = {.sink = sink, .text = g_string_new(NULL), .remarks = g_string_new(NULL)};
    Record *records[] = {&export.channel, &export.item, &export.comment, &export.meta,
                         &export.author};
    for (size_t i = 0; i < G_N_ELEMENTS(records); i++) {
        record_init(records[i]);
    }
    export.posts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    export.writers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    export.comments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    export.item_comments = g_ptr_array_new_with_free_func(record_free);
    bool whole = xml_parse_input(input, &handler, &export);
    put_channel(&export);
    if (!whole) {
        sink_gap(sink, REASON_TRUNCATED, "export that is cut off or not well-formed");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(records); i++) {
        record_clear(records[i]);
    }
    g_hash_table_unref(export.posts);
    g_hash_table_unref(export.writers);
    g_hash_table_unref(export.comments);
    g_ptr_array_unref(export.item_comments);
    g_string_free(export.text, TRUE);
    g_string_free(export.remarks, TRUE);
    g_free(export.key);
}

const Reader reader_wordpress = {.name = "wordpress", .bid = wordpress_bid, .read = wordpress_read};
