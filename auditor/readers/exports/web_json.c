/*
 * Posts of a website as JSON, as mirrors and crawlers keep them beside the pages: JSON Feed
 * (jsonfeed.org/version/1.1) and what WordPress answers to programs (wp-json/wp/v2/posts).
 */
#include <string.h>

#include "readers/exports/dump.h"
#include "readers/html/html_text.h"

static int bid(const Input *input)
{
    Slice head = input_head(input);

    if (!json_is_plain(head))
        return 0;
    if (memmem(head.data, head.length, "jsonfeed.org", 12))
        return dump_head_has(head, "version") ? 85 : 0;
    return dump_head_has(head, "rendered") && dump_head_has(head, "link") &&
                   (dump_head_has(head, "slug") || dump_head_has(head, "author_name"))
               ? 80
               : 0;
}

/* A short text as a reader sees it. */
static const char *plain(Dump *dump, const char *markup)
{
    g_autoptr(HtmlText) text = html_text_new();

    if (!markup)
        return NULL;
    html_text_read(text, markup, strlen(markup));
    return dump_own(dump, g_strstrip(g_strdup(html_text_body(text))));
}

static void put_tags(Dump *dump, uint32_t publication, const JsonValue *tags)
{
    for (size_t i = 0; i < json_length(tags); i++)
        dump_text(dump, publication, 0, PLACE_TAG, "tag",
                  dump_take_value(dump, json_element(tags, i)));
}

/* {name, url}, or a list of those; the first name is given back. */
static const char *take_authors(Dump *dump, const JsonValue *object, GString *all)
{
    const JsonValue *one = json_member(object, "author");
    const JsonValue *many = json_member(object, "authors");
    const char *first = dump_take(dump, one, "name");

    if (first)
        g_string_append_printf(all, "%s\n", first);
    for (size_t i = 0; i < json_length(many); i++) {
        const char *name = dump_take(dump, json_element(many, i), "name");

        if (name)
            g_string_append_printf(all, "%s\n", name);
        first = first ? first : name;
    }
    return first;
}

static void put_media(Dump *dump, uint32_t publication, const JsonValue *item)
{
    static const char *const keys[] = {"image", "banner_image"};
    const JsonValue *files = json_member(item, "attachments");

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *uri = dump_take(dump, item, keys[i]);

        if (uri)
            dump_medium(dump, publication, "image", uri, NULL);
    }
    for (size_t i = 0; i < json_length(files); i++) {
        const char *uri = dump_take(dump, json_element(files, i), "url");

        if (uri)
            dump_medium(dump, publication, dump_role(uri, "attachment"), uri, NULL);
        dump_text(dump, publication, 0, PLACE_TITLE, "attachment",
                  dump_take(dump, json_element(files, i), "title"));
    }
}

/* An item of a JSON Feed. */
static void put_item(Dump *dump, const JsonValue *item)
{
    g_autoptr(GString) authors = g_string_new(NULL);
    FactPublication fact = {.kind = KIND_POST,
                            .access = ACCESS_PUBLIC,
                            .title = dump_take(dump, item, "title"),
                            .url = dump_take(dump, item, "url"),
                            .author = take_authors(dump, item, authors),
                            .native_id = dump_take_scalar(dump, item, "id"),
                            .published = dump_iso_time(dump, item, "date_published", false),
                            .updated = dump_iso_time(dump, item, "date_modified", false)};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_URL, "url", fact.url);
    dump_text(dump, publication, 0, PLACE_AUTHOR, "authors", authors->str);
    dump_markup(dump, publication, "content_html", dump_take(dump, item, "content_html"));
    dump_text(dump, publication, 0, PLACE_BODY, "content_text",
              dump_take(dump, item, "content_text"));
    dump_text(dump, publication, 0, PLACE_BODY, "summary", dump_take(dump, item, "summary"));
    put_tags(dump, publication, json_member(item, "tags"));
    put_media(dump, publication, item);
    dump_leftovers(dump, publication, 0, item);
}

/* The feed as a whole; its items are posts of their own. */
static void put_feed(Dump *dump, const JsonValue *feed)
{
    const JsonValue *items = json_member(feed, "items");
    g_autoptr(GString) authors = g_string_new(NULL);
    FactPublication fact = {.kind = KIND_FILE,
                            .access = ACCESS_PUBLIC,
                            .title = dump_take(dump, feed, "title"),
                            .url = dump_take(dump, feed, "home_page_url"),
                            .author = take_authors(dump, feed, authors)};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_AUTHOR, "authors", authors->str);
    for (size_t i = 0; i < json_length(items); i++)
        put_item(dump, json_element(items, i));
    dump->plain = publication;
    dump_leftovers(dump, publication, 0, feed);
}

static const char *take_rendered(Dump *dump, const JsonValue *post, const char *key)
{
    return dump_take(dump, json_member(post, key), "rendered");
}

/* A post, page, attachment or comment of WordPress. */
static void put_rendered(Dump *dump, const JsonValue *post)
{
    bool page = g_strcmp0(json_string(json_member(post, "type")), "page") == 0;
    FactPublication fact = {.kind = page ? KIND_PAGE : KIND_POST,
                            .access = ACCESS_PUBLIC,
                            .title = plain(dump, take_rendered(dump, post, "title")),
                            .url = dump_take(dump, post, "link"),
                            .author = dump_take(dump, post, "author_name"),
                            .native_id = dump_take_scalar(dump, post, "id"),
                            .published = dump_iso_time(dump, post, "date_gmt", true),
                            .updated = dump_iso_time(dump, post, "modified_gmt", true)};
    const char *medium = dump_take(dump, post, "source_url");
    uint32_t publication, number = 0;

    if (json_member(post, "post") && fact.author)
        fact.kind = KIND_COMMENT;
    publication = dump_publication(dump, &fact);
    if (medium)
        number = dump_medium(dump, publication, dump_role(medium, "image"), medium, NULL);
    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_AUTHOR, "author_name", fact.author);
    dump_text(dump, publication, 0, PLACE_URL, "link", fact.url);
    dump_text(dump, publication, 0, PLACE_URL, "slug", dump_take(dump, post, "slug"));
    dump_text(dump, publication, number, PLACE_ALT, "alt_text", dump_take(dump, post, "alt_text"));
    dump_text(dump, publication, number, PLACE_CAPTION, "caption",
              plain(dump, take_rendered(dump, post, "caption")));
    dump_markup(dump, publication, "content", take_rendered(dump, post, "content"));
    dump_markup(dump, publication, "excerpt", take_rendered(dump, post, "excerpt"));
    dump_markup(dump, publication, "description", take_rendered(dump, post, "description"));
    dump_skip(dump, json_member(post, "_links"));
    dump_leftovers(dump, publication, 0, post);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (json_string(json_path(value, "content.rendered")) ||
        (json_string(json_path(value, "title.rendered")) &&
         json_string(json_member(value, "link"))))
        put_rendered(dump, value);
    else if (json_kind(json_member(value, "items")) == JSON_KIND_ARRAY &&
             json_string(json_member(value, "version")))
        put_feed(dump, value);
    else if (strcmp(key, "items") == 0 && json_scalar(json_member(value, "id")))
        put_item(dump, value);
    else
        return false;
    return true;
}

static void read_web_json(Input *input, Sink *sink)
{
    Dump dump;

    dump_init(&dump, input, sink, "website");
    dump.access = ACCESS_PUBLIC;
    dump_read(&dump, input, take);
    dump_clear(&dump);
}

const Reader reader_web_json = {"web_json", bid, read_web_json};
