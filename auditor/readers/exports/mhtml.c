/*
 * Pages saved as one file (MHTML, .mht; RFC 2557): the page with its address, its pictures and
 * frames as items. Cutting and decoding is mime.h's, the page's text html_text.h's.
 */
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/mail/mime.h"
#include "readers/mail/mime_leaves.h"
#include "readers/reader.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define MHTML_BYTES_MAX (128U * 1024U * 1024U) /* the page is held four times over */
#define LOOK_BYTES 16384U

static int mhtml_bid(const Input *input)
{
    Slice head = input_head(input);
    g_autofree char *start = g_strndup(head.data, MIN(head.length, LOOK_BYTES));
    char *first = start + strspn(start, "\r\n \t");
    size_t text, length = strlen(first);
    mime_line(first, length, &text);
    if (!mime_is_header_line(first, text)) {
        return 0;
    }
    for (char *at = first; *at; at++) {
        *at = g_ascii_tolower(*at);
    }
    bool saved = strstr(first, "\nsnapshot-content-location:") != NULL ||
                 g_str_has_prefix(first, "snapshot-content-location:") ||
                 g_str_has_prefix(first, "from: <saved by ") ||
                 g_str_has_prefix(first, "from: \"saved by ");
    g_autofree char *path = g_ascii_strdown(input_path(input), -1);
    bool named = g_str_has_suffix(path, ".mht") || g_str_has_suffix(path, ".mhtml");
    bool mime = strstr(first, "content-type:") != NULL;
    return (saved || named) && mime ? 70 : 0;
}

static const MimePart *find_page(const MimePart *part)
{
    if (part->parts == NULL) {
        return strcmp(part->type, "text/html") == 0 ||
                       strcmp(part->type, "application/xhtml+xml") == 0
                   ? part
                   : NULL;
    }
    for (guint i = 0; i < part->parts->len; i++) {
        const MimePart *found = find_page(g_ptr_array_index(part->parts, i));
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static char *page_location(const MimePart *root, const MimePart *page)
{
    char *location = mime_header(root, "snapshot-content-location");
    if (location == NULL && page != NULL) {
        location = mime_location(page);
    }
    return location != NULL ? location : mime_location(root);
}

static uint32_t put_publication(HtmlText *text, const char *subject, const char *location,
                                const char *path, Sink *sink)
{
    HtmlMeta *meta = html_text_meta(text);
    const char *how = "archive";
    const char *url = location != NULL ? location : html_meta_location(meta, &how);
    if (meta->published == NULL) {
        meta->published = date_from_path(url != NULL ? url : path);
        meta->published_known = meta->published != NULL ? KNOWN_PATH : KNOWN_NOT;
    }
    const char *title = html_text_title(text);
    title = *title != '\0' ? title : meta->title;
    uint32_t page = sink_publication(sink, &(FactPublication){
                                               .kind = KIND_PAGE,
                                               .platform = "website",
                                               .title = title != NULL ? title : subject,
                                               .url = url,
                                               .author = meta->author,
                                               .published = meta->published,
                                               .published_known = meta->published_known,
                                               .updated = meta->updated,
                                           });
    if (url != NULL) {
        sink_put(sink, &(Fact){.kind = FACT_LOCATION, .location = {.url = url, .how = how}});
    }
    if (meta->author != NULL) {
        sink_text(sink, page, 0, PLACE_AUTHOR, NULL, meta->author, strlen(meta->author));
    }
    return page;
}

static void put_page(const MimePart *root, const MimePart *page, const MimeLeaves *leaves,
                     const char *path, Sink *sink)
{
    g_autofree char *subject = mime_header(root, "subject");
    g_autofree char *location = page_location(root, page);
    g_autoptr(HtmlText) text = html_text_new();
    if (page != NULL) {
        GString *bytes = mime_leaves_bytes(leaves, page);
        size_t length;
        g_autofree char *utf8 = html_decode(bytes->str, bytes->len,
                                            mime_header_raw(page, "content-type"), &length, NULL);
        g_string_free(bytes, TRUE);
        html_text_read(text, utf8, length);
    }
    uint32_t number = put_publication(text, subject, location, path, sink);
    html_text_put(text, sink, number, NULL);
    for (guint i = 0; i < root->headers->len; i++) {
        const MimeHeader *header = g_ptr_array_index(root->headers, i);
        if (!g_str_has_prefix(header->name, "content-") && strcmp(header->name, "mime-version")) {
            g_autofree char *value = mime_decode_words(header->value);
            sink_text(sink, number, 0, PLACE_METADATA, header->name, value, strlen(value));
        }
    }
}

static void put_others(const MimePart *part, const MimePart *page, const MimeLeaves *leaves,
                       Sink *sink)
{
    for (guint i = 0; part->parts != NULL && i < part->parts->len; i++) {
        put_others(g_ptr_array_index(part->parts, i), page, leaves, sink);
    }
    if (part->parts == NULL && part != page && part->body.length > 0) {
        mime_leaves_put(leaves, part, sink);
    }
}

static void mhtml_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, MHTML_BYTES_MAX);
    MimeFlaw flaw;
    g_autoptr(MimePart) root = mime_parse(whole.data, whole.length, &flaw);
    g_autoptr(MimeLeaves) leaves = mime_leaves_new(root, "", true);
    const MimePart *page = find_page(root);
    put_page(root, page, leaves, input_path(input), sink);
    put_others(root, page, leaves, sink);
    if (flaw.reason != REASON_NONE) {
        sink_gap(sink, flaw.reason, flaw.detail);
    }
}

const Reader reader_mhtml = {.name = "mhtml", .bid = mhtml_bid, .read = mhtml_read};
