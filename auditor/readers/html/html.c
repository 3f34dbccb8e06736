/*
 * Web pages: one publication with everything readable in the page. Charset and parsing are
 * worker/xml.h's, the extraction is html_text.h's; this file decides what the page is.
 */
#include <glib.h>
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/html/page_address.h"
#include "readers/reader.h"
#include "readers/text/dates.h"
#include "worker/json.h"
#include "worker/xml.h"

/* The parser needs the page four times over. */
#define HTML_BYTES_MAX (64U * 1024U * 1024U)
#define HTML_LOOK_BYTES 4096U

static bool has_html_ending(const char *path)
{
    static const char *const endings[] = {".html", ".htm",  ".xhtml", ".shtml", ".php",
                                          ".asp",  ".aspx", ".jsp",   ".orig",  NULL};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (const char *const *ending = endings; *ending != NULL; ending++) {
        if (g_str_has_suffix(lower, *ending)) {
            return true;
        }
    }
    return false;
}

/* Not pages whatever their first lines quote: tables, dumps, programs, notes. */
static bool has_other_ending(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".sql", ".js",  ".mjs", ".ts",
                                          ".css", ".md",  ".txt", ".log", NULL};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (const char *const *ending = endings; *ending != NULL; ending++) {
        if (g_str_has_suffix(lower, *ending)) {
            return true;
        }
    }
    return false;
}

/* A page, not a text that quotes one: the markup begins at once. */
static bool begins_with_markup(const char *text)
{
    text += strspn(text, " \t\r\n\f");
    return *text == '<';
}

/* The same before any decoding: what no charset makes a page of need not be decoded to see it. */
static bool may_be_markup(Slice head)
{
    size_t at = 0;

    while (at < head.length && memchr("\0 \t\r\n\f\xEF\xBB\xBF\xFE\xFF", head.data[at], 11))
        at++;
    return at < head.length && head.data[at] == '<';
}

static int html_bid(const Input *input)
{
    Slice head = input_head(input);
    const char *declared = input_declared_type(input);
    bool named = has_html_ending(input_path(input));
    bool markup = may_be_markup(head);
    bool other = declared == NULL && has_other_ending(input_path(input));
    bool typed = g_str_has_prefix(input_type(input), "text/html") ||
                 g_str_has_prefix(input_type(input), "application/xhtml") ||
                 (declared != NULL && g_ascii_strncasecmp(declared, "text/html", 9) == 0);
    size_t length;
    /* What servers answer to programs is often said to be a page. */
    if ((!named && !typed && !markup) || (!markup && (other || json_is_plain(head)))) {
        return 0;
    }
    g_autofree char *start =
        html_decode(head.data, MIN(head.length, HTML_LOOK_BYTES), declared, &length, NULL);
    g_autofree char *lower = g_ascii_strdown(start, (gssize)length);
    bool page = strstr(lower, "<!doctype html") != NULL || strstr(lower, "<html") != NULL;
    if (page && (named || typed || begins_with_markup(lower))) {
        return 50;
    }
    if (typed) {
        return 40;
    }
    if (named) {
        return strchr(lower, '<') != NULL && strchr(lower, '>') != NULL ? 20 : 6;
    }
    return 0;
}

static void put_page(HtmlText *text, Input *input, Sink *sink)
{
    HtmlMeta *meta = html_text_meta(text);
    const char *how = NULL;
    const char *url = html_meta_location(meta, &how);
    if (meta->published == NULL) {
        meta->published = date_from_path(url != NULL ? url : input_path(input));
        meta->published_known = meta->published != NULL ? KNOWN_PATH : KNOWN_NOT;
    }
    const char *title = html_text_title(text);
    uint32_t page = sink_publication(sink, &(FactPublication){
                                               .kind = KIND_PAGE,
                                               .platform = "website",
                                               .title = *title != '\0' ? title : meta->title,
                                               .url = url,
                                               .author = meta->author,
                                               .published = meta->published,
                                               .published_known = meta->published_known,
                                               .updated = meta->updated,
                                           });
    g_autofree char *mirrored = url == NULL ? address_from_path(input_path(input)) : NULL;
    if (url != NULL || mirrored != NULL) {
        sink_put(sink, &(Fact){.kind = FACT_LOCATION,
                               .location = {.url = url != NULL ? url : mirrored,
                                            .how = url != NULL ? how : "path"}});
    }
    sink_property(sink, page, 0, "html", "SavedOn", meta->saved_on);
    if (meta->author != NULL) {
        sink_text(sink, page, 0, PLACE_AUTHOR, NULL, meta->author, strlen(meta->author));
    }
    html_text_put(text, sink, page, NULL);
}

static void html_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, HTML_BYTES_MAX);
    size_t length;
    g_autofree char *utf8 =
        html_decode(whole.data, whole.length, input_declared_type(input), &length, NULL);
    g_autoptr(HtmlText) text = html_text_new();
    html_text_read(text, utf8, length);
    put_page(text, input, sink);
}

const Reader reader_html = {.name = "html", .bid = html_bid, .read = html_read};
