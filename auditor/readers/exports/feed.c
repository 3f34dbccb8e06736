/*
 * News feeds: RSS of all versions and Atom. Every item or entry is a post with author, time and
 * address; its markup, escaped once or twice or left as it is, is read as HTML. What no field of a
 * post is told under its element's name, so nothing of a feed is lost.
 */
#include <glib.h>
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/reader.h"
#include "readers/text/date_words.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define LOOK_BYTES 4096U

typedef struct {
    char *title, *author, *url, *id, *published, *created, *updated;
    char *parent; /* id of the entry that this one answers */
    PublicationKind kind;
    PublicationStatus status;
    HtmlText *html;    /* content of every kind */
    GString *others;   /* "element: text" of what is no field */
    GString *captions; /* without a picture of their own */
    size_t shown;      /* index of the last <media:content>, + 1; 0: none */
    GString *authors;  /* beside the first one */
} Post;

typedef struct {
    Sink *sink;
    Post post, channel;
    unsigned depth, post_at, markup_at, author_at, content_at; /* 0: not inside one */
    GString *text;                                             /* of the present element */
    GHashTable *numbers; /* id of an entry -> its publication */
} Feed;

static int feed_bid(const Input *input)
{
    Slice head = input_text_head(input);
    g_autofree char *start = g_strndup(head.data, MIN(head.length, LOOK_BYTES));

    if (strstr(start, "<html") != NULL || strstr(start, "<HTML") != NULL) {
        return 0;
    }
    bool feed = strstr(start, "<rss") != NULL || strstr(start, "<rdf:RDF") != NULL ||
                strstr(start, "<feed") != NULL;
    bool known = strstr(start, "<channel") != NULL ||
                 strstr(start, "http://www.w3.org/2005/Atom") != NULL ||
                 strstr(start, "http://purl.org/atom/") != NULL;
    return feed && known ? 66 : 0;
}

static void post_init(Post *post)
{
    *post = (Post){.kind = KIND_POST,
                   .html = html_text_new(),
                   .others = g_string_new(NULL),
                   .captions = g_string_new(NULL),
                   .authors = g_string_new(NULL)};
}

static void post_clear(Post *post)
{
    g_free(post->title);
    g_free(post->author);
    g_free(post->url);
    g_free(post->id);
    g_free(post->published);
    g_free(post->created);
    g_free(post->updated);
    g_free(post->parent);
    html_text_free(post->html);
    g_string_free(post->others, TRUE);
    g_string_free(post->captions, TRUE);
    g_string_free(post->authors, TRUE);
}

/* Escaped markup, and markup that was escaped twice. */
static void read_markup(HtmlText *html, const char *markup)
{
    g_autoptr(HtmlText) once = html_text_new();
    html_text_read(once, markup, strlen(markup));
    const char *body = html_text_body(once);
    const char *tag = strstr(body, "</");
    if (tag == NULL) {
        tag = strstr(body, "<p>");
    }
    bool twice = tag != NULL && strchr(tag, '>') != NULL;
    html_text_read(html, twice ? body : markup, strlen(twice ? body : markup));
}

/* A short text as a reader of the feed sees it. g_free. */
static char *plain(const char *markup)
{
    g_autoptr(HtmlText) html = html_text_new();
    read_markup(html, markup);
    return g_strstrip(g_strdup(html_text_body(html)));
}

static void set(char **field, const char *value)
{
    if (*field == NULL && *value != '\0') {
        *field = plain(value);
    }
}

/* "els@school.nl (Els de Boer)" as RSS has it stays whole; the text shows it. */
static bool take_time(Post *post, const char *name, const char *value)
{
    static const char *const published[] = {"pubDate", "published", "issued", "date", NULL};
    static const char *const updated[] = {"updated", "modified", "lastBuildDate", NULL};
    bool first = g_strv_contains(published, name);
    bool created = strcmp(name, "created") == 0;
    char **field = first ? &post->published : created ? &post->created : &post->updated;
    if (!first && !created && !g_strv_contains(updated, name)) {
        return false;
    }
    char *time = date_from_rfc822(value);
    time = time != NULL ? time : date_from_iso(value, false);
    if (time == NULL && g_ascii_isdigit(*value)) {
        time = date_from_words(value);
    }
    if (time == NULL || *field != NULL) {
        g_free(time);
        return *field != NULL;
    }
    *field = time;
    return true;
}

static bool is_one(const char *name, const char *const *names)
{
    return g_strv_contains(names, name);
}

static void take_other(Post *post, const char *name, const char *value)
{
    if (strstr(value, "://") != NULL && strpbrk(value, " \n<") == NULL) {
        const char *role = uri_role(value);
        g_autofree char *decoded = uri_decode(value, strlen(value));
        g_string_append_printf(post->others, "%s: %s\n", name, decoded);
        if (role != NULL) {
            html_media_add(html_text_media(post->html), value, role);
        }
        return;
    }
    g_autofree char *text = plain(value);
    g_string_append_printf(post->others, "%s: %s\n", name, text);
}

/* What Blogger calls an entry: "POST", or ".../blogger/2008/kind#post". */
static bool take_kind(Post *post, const char *value)
{
    static const struct {
        const char *word;
        PublicationKind kind;
    } kinds[] = {{"post", KIND_POST},
                 {"page", KIND_PAGE},
                 {"comment", KIND_COMMENT},
                 {"settings", KIND_FILE},
                 {"template", KIND_FILE}};
    const char *mark = strstr(value, "kind#");
    const char *word = mark != NULL ? mark + strlen("kind#") : value;

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (g_ascii_strcasecmp(word, kinds[i].word) == 0) {
            post->kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

/* What a blog's own export says of an entry. */
static bool take_blog_field(Feed *feed, Post *post, const char *space, const char *name,
                            const char *value)
{
    bool blogger = strstr(space, "schemas.google.com/blogger") != NULL;

    if (feed->post_at == 0 || feed->author_at > 0) {
        return false;
    }
    if (blogger && strcmp(name, "type") == 0) {
        return take_kind(post, value);
    }
    if ((blogger && (strcmp(name, "status") == 0 || strcmp(name, "trashed") == 0)) ||
        strcmp(name, "draft") == 0) {
        if (g_ascii_strcasecmp(value, "LIVE") != 0 && g_ascii_strcasecmp(value, "no") != 0) {
            post->status = STATUS_UNPUBLISHED;
        }
        return true;
    }
    if (blogger && strcmp(name, "parent") == 0 && post->parent == NULL) {
        post->parent = g_strdup(value);
        return true;
    }
    return false;
}

static bool is_media(const char *space)
{
    return strstr(space, "mrss") != NULL || strstr(space, "itunes") != NULL;
}

static bool is_content(const char *name)
{
    static const char *const contents[] = {"description", "encoded", "content", "summary",
                                           "body",        "tagline", NULL};

    return g_strv_contains(contents, name);
}

/* The text of one element. */
static void take_field(Feed *feed, const char *space, const char *name, const char *value)
{
    static const char *const authors[] = {"creator", "author", "managingEditor", NULL};
    static const char *const ids[] = {"guid", "id", NULL};
    Post *post = feed->post_at > 0 ? &feed->post : &feed->channel;
    bool media = is_media(space);

    if (*value == '\0' || (!media && take_time(post, name, value)) ||
        take_blog_field(feed, post, space, name, value)) {
        return;
    }
    if (media && (strcmp(name, "title") == 0 || strcmp(name, "description") == 0)) {
        g_autofree char *caption = plain(value);
        if (post->shown > 0) {
            html_media_describe(html_text_media(post->html), post->shown - 1, PLACE_CAPTION,
                                caption);
        } else {
            g_string_append_printf(post->captions, "%s\n", caption);
        }
    } else if (is_content(name)) {
        read_markup(post->html, value);
    } else if (strcmp(name, "title") == 0 && post->title == NULL) {
        set(&post->title, value);
    } else if (strcmp(name, "link") == 0 && post->url == NULL) {
        post->url = g_strdup(value);
    } else if (is_one(name, ids) && post->id == NULL) {
        post->id = g_strdup(value);
    } else if ((is_one(name, authors) || (feed->author_at > 0 && strcmp(name, "name") == 0)) &&
               post->author == NULL) {
        set(&post->author, value);
    } else if (is_one(name, authors) || (feed->author_at > 0 && strcmp(name, "name") == 0)) {
        g_autofree char *text = plain(value);
        g_string_append_printf(post->authors, "%s\n", text);
    } else {
        take_other(post, name, value);
    }
}

static void put_text(Sink *sink, uint32_t number, Place place, const char *label, const char *text)
{
    if (text != NULL && *text != '\0') {
        sink_text(sink, number, 0, place, label, text, strlen(text));
    }
}

static void put_post(Feed *feed, Post *post, uint32_t number)
{
    put_text(feed->sink, number, PLACE_TITLE, NULL, post->title);
    put_text(feed->sink, number, PLACE_AUTHOR, NULL, post->author);
    put_text(feed->sink, number, PLACE_AUTHOR, "others", post->authors->str);
    put_text(feed->sink, number, PLACE_CAPTION, NULL, post->captions->str);
    put_text(feed->sink, number, PLACE_METADATA, "feed", post->others->str);
    if (post->url != NULL) {
        g_autofree char *decoded = uri_decode(post->url, strlen(post->url));
        put_text(feed->sink, number, PLACE_URL, NULL, decoded);
    }
    if (post->id != NULL && g_strcmp0(post->id, post->url) != 0) {
        g_autofree char *decoded = uri_decode(post->id, strlen(post->id));
        put_text(feed->sink, number, PLACE_URL, "id", decoded);
    }
    html_text_put(post->html, feed->sink, number, NULL);
}

static void end_post(Feed *feed)
{
    Post *post = &feed->post;
    bool comment = post->url != NULL && strstr(post->url, "#comment-") != NULL;
    const char *published = post->published != NULL ? post->published
                            : post->created != NULL ? post->created
                                                    : post->updated;
    gpointer parent = post->parent ? g_hash_table_lookup(feed->numbers, post->parent) : NULL;
    uint32_t number = sink_publication(
        feed->sink, &(FactPublication){.kind = comment ? KIND_COMMENT : post->kind,
                                       .status = post->status,
                                       .in_reply_to = GPOINTER_TO_UINT(parent),
                                       .platform = "website",
                                       .access = ACCESS_PUBLIC,
                                       .title = post->title,
                                       .author = post->author,
                                       .url = post->url,
                                       .native_id = post->id,
                                       .published = published,
                                       .published_known = published ? KNOWN_EXPORT : KNOWN_NOT,
                                       .updated = post->updated});

    put_post(feed, post, number);
    if (post->id != NULL) {
        g_hash_table_insert(feed->numbers, g_strdup(post->id), GUINT_TO_POINTER(number));
    }
    feed->post_at = 0;
    post_clear(post);
}

/* ---- events ---- */

/* Atom's XHTML content stands as elements: they become markup again. */
static void add_tag(Feed *feed, const char *name, const XmlAttribute *attributes, size_t count)
{
    g_string_append_printf(feed->text, "<%s", name);
    for (size_t i = 0; i < count; i++) {
        g_autofree char *value = g_markup_escape_text(attributes[i].value, -1);
        g_string_append_printf(feed->text, " %s=\"%s\"", attributes[i].name, value);
    }
    g_string_append_c(feed->text, '>');
}

/* <thr:in-reply-to ref="..."> */
static void take_answered(Post *post, const char *name, const XmlAttribute *attributes,
                          size_t count)
{
    const char *ref = xml_value(attributes, count, "ref");

    if (strcmp(name, "in-reply-to") == 0 && ref != NULL && post->parent == NULL) {
        post->parent = g_strdup(ref);
    }
}

static void take_attributes(Feed *feed, const char *name, const XmlAttribute *attributes,
                            size_t count)
{
    static const char *const dull[] = {"type",   "rel",  "isPermaLink", "length", "version",
                                       "medium", "lang", "width",       "height", NULL};
    Post *post = feed->post_at > 0 ? &feed->post : &feed->channel;
    const char *href = xml_value(attributes, count, "href"),
               *rel = xml_value(attributes, count, "rel");
    bool own =
        strcmp(name, "link") == 0 && href != NULL && (rel == NULL || strcmp(rel, "alternate") == 0);

    if (own && post->url == NULL) {
        post->url = g_strdup(href);
    }
    size_t before = html_media_mark(html_text_media(post->html));
    take_answered(post, name, attributes, count);
    for (size_t i = 0; i < count; i++) {
        const char *value = attributes[i].value;
        if (*value == '\0' || g_strv_contains(dull, attributes[i].name) || (own && value == href) ||
            (strstr(value, "schemas.google.com/") != NULL &&
             (strcmp(attributes[i].name, "scheme") == 0 || take_kind(post, value)))) {
            continue;
        }
        if (strcmp(name, "enclosure") == 0 && strcmp(attributes[i].name, "url") == 0) {
            const char *role = uri_role(value);
            html_media_add(html_text_media(post->html), value, role ? role : "enclosure");
        } else {
            take_other(post, name, value);
        }
    }
    const HtmlMedia *media = html_text_media(post->html);
    if (strcmp(name, "content") == 0 && html_media_mark(media) > before) {
        post->shown = html_media_at(media, before) + 1;
    }
}

/* An element within one that has text: markup that nobody escaped, or text beside other elements.
 */
static void keep_text(Feed *feed)
{
    Post *post = feed->post_at > 0 ? &feed->post : &feed->channel;
    bool blank = feed->text->str[strspn(feed->text->str, " \t\r\n")] == '\0';

    if (feed->content_at > 0) {
        g_autofree char *escaped = g_markup_escape_text(feed->text->str, -1);

        g_string_assign(feed->text, escaped);
        feed->markup_at = feed->content_at;
    } else if (!blank) {
        take_other(post, "text", feed->text->str);
    }
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    Feed *feed = user;
    const char *type = xml_value(attributes, count, "type");

    if (feed->markup_at == 0) {
        keep_text(feed);
    }
    feed->depth++;
    if (feed->markup_at > 0) {
        add_tag(feed, name, attributes, count);
        return;
    }
    g_string_truncate(feed->text, 0);
    if (feed->post_at == 0 && (strcmp(name, "item") == 0 || strcmp(name, "entry") == 0)) {
        post_init(&feed->post);
        feed->post_at = feed->depth;
    } else if (type != NULL && strcmp(type, "xhtml") == 0) {
        feed->markup_at = feed->depth;
    } else if (strcmp(name, "author") == 0 || strcmp(name, "contributor") == 0) {
        feed->author_at = feed->depth;
    } else if (feed->post_at > 0 && is_content(name) && (space == NULL || !is_media(space))) {
        feed->content_at = feed->depth;
    }
    take_attributes(feed, name, attributes, count);
}

static void on_end(void *user, const char *space, const char *name)
{
    Feed *feed = user;

    if (feed->markup_at > 0 && feed->markup_at < feed->depth) {
        g_string_append_printf(feed->text, "</%s>", name);
        feed->depth--;
        return;
    }
    feed->markup_at = 0;
    feed->content_at = 0;
    g_autofree char *value = g_strdup(g_strstrip(feed->text->str));
    g_string_truncate(feed->text, 0);
    take_field(feed, space != NULL ? space : "", name, value);
    if (feed->author_at == feed->depth) {
        feed->author_at = 0;
    }
    if (feed->post_at == feed->depth && feed->depth > 0) {
        end_post(feed);
    }
    feed->depth -= feed->depth > 0;
}

static void on_text(void *user, const char *text, size_t length)
{
    Feed *feed = user;

    if (feed->markup_at > 0) {
        g_autofree char *escaped = g_markup_escape_text(text, (gssize)length);
        g_string_append(feed->text, escaped);
    } else {
        g_string_append_len(feed->text, text, (gssize)length);
    }
}

static void on_comment(void *user, const char *comment, size_t length)
{
    Feed *feed = user;

    if (length < 4 || strncmp(comment, "xml ", 4) != 0) {
        sink_text(feed->sink, 0, 0, PLACE_HIDDEN, "comment", comment, length);
    }
}

static void feed_read(Input *input, Sink *sink)
{
    static const XmlHandler handler = {on_start, on_end, on_text, on_comment};
    Feed feed = {.sink = sink,
                 .text = g_string_new(NULL),
                 .numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};

    post_init(&feed.channel);
    bool whole = xml_parse_input(input, &handler, &feed);
    if (feed.post_at > 0) {
        end_post(&feed);
    }
    put_post(&feed, &feed.channel, 0);
    post_clear(&feed.channel);
    g_string_free(feed.text, TRUE);
    g_hash_table_destroy(feed.numbers);
    if (!whole) {
        sink_gap(sink, REASON_TRUNCATED, "a feed that is cut off or not well-formed");
    }
}

const Reader reader_feed = {.name = "feed", .bid = feed_bid, .read = feed_read};
