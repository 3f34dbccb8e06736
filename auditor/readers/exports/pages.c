/*
 * Reader of the web pages that platforms put into their dumps (the HTML form of an export, or
 * history in Google Takeout), of the platform and the access that folder and markup tell, so that
 * nobody takes them for the school's website. Where the platform's class names are known each post,
 * comment or message is a publication of its own; where they are not, all of the page is one.
 */
#include "readers/exports/pages.h"

#include <string.h>

#include "readers/exports/meta.h"
#include "readers/text/date_words.h"

#define PAGE_BYTES_MAX (64U * 1024U * 1024U)
#define LOOK_BYTES 16384U
#define DATE_BYTES_MAX 48U /* more than a time says something else as well */

static bool head_holds(Slice head, const char *text)
{
    return memmem(head.data, MIN(head.length, LOOK_BYTES), text, strlen(text)) != NULL;
}

/* Class names of Meta's pages; they change, but not all at once. */
static bool is_meta_markup(Slice head)
{
    return head_holds(head, "_a6-g") || head_holds(head, "uiBoxWhite") ||
           head_holds(head, "_a706") || head_holds(head, "_4t5n");
}

/* NULL when the page is none of a platform's dump. */
static const char *platform_of(const char *path, Slice head)
{
    static const char *const instagram[] = {"your_instagram_activity/", "_off_of_instagram/",
                                            "followers_and_following/", NULL};
    static const char *const facebook[] = {"your_facebook_activity/", "activity_across_facebook/",
                                           NULL};
    static const char *const takeout[] = {"/takeout/", "my activity/", "mijn activiteit/", NULL};

    if (head_holds(head, "page_wrap") && head_holds(head, "page_header") &&
        (head_holds(head, "history") || head_holds(head, "Exported Data")))
        return "telegram";
    if (dump_holds_any(path, instagram) || (strstr(path, "instagram") && is_meta_markup(head)))
        return "instagram";
    if (dump_holds_any(path, facebook) || (strstr(path, "facebook") && is_meta_markup(head)))
        return "facebook";
    if (is_meta_markup(head) &&
        (head_holds(head, "_a6-p") || head_holds(head, "_a6-h") || head_holds(head, "_2pin")))
        return "facebook";
    bool google = dump_holds_any(path, takeout) || g_str_has_prefix(path, "takeout") ||
                  head_holds(head, "mdl-typography--body-1");
    if (google && !strstr(path, "/sites/")) /* those are websites, and read as such */
        return strstr(path, "youtube") ? "youtube" : "google";
    if (strstr(path, "mydata~") || g_str_has_suffix(path, "html/memories_history.html") ||
        (strstr(path, "snapchat") && strstr(path, "/html/")))
        return "snapchat";
    if (pages_facebook_old_is(path, head))
        return "facebook";
    return g_str_has_suffix(path, "your archive.html") ? "x" : NULL;
}

static int bid(const Input *input)
{
    Slice head = input_text_head(input);
    g_autofree char *path = dump_plain_path(input_path(input));
    bool named = g_str_has_suffix(path, ".html") || g_str_has_suffix(path, ".htm");

    if (!named && !g_str_has_prefix(input_type(input), "text/html"))
        return 0;
    if (head.length == 0 || !memchr(head.data, '<', head.length))
        return 0;
    return platform_of(path, head) ? 76 : 0;
}

static Access access_of(const char *platform, const char *path)
{
    if (strcmp(platform, "telegram") == 0 || strstr(path, "messages/") ||
        strstr(path, "chat_history"))
        return ACCESS_DIRECT;
    if (strstr(path, "this_profile"))
        return ACCESS_PUBLIC;
    if (strcmp(platform, "instagram") == 0 || strcmp(platform, "facebook") == 0)
        return meta_is_closed(path) ? ACCESS_CLOSED : ACCESS_UNKNOWN;
    return ACCESS_CLOSED;
}

/* NULL when the platform's pages have no entries. */
static const PageRules *rules_of(const char *platform)
{
    static const PageRules rules[] = {
        {"facebook", pages_meta_classify, pages_meta_put},
        {"instagram", pages_meta_classify, pages_meta_put},
        {"telegram", pages_telegram_classify, pages_telegram_put},
        {"google", pages_google_classify, pages_google_put},
        {"youtube", pages_google_classify, pages_google_put},
        {"snapchat", pages_snapchat_classify, pages_snapchat_put},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        if (strcmp(platform, rules[i].platform) == 0)
            return &rules[i];
    }
    return NULL;
}

uint32_t pages_whole(Pages *pages, PublicationKind kind)
{
    const char *title = pages->feed.heading ? pages->feed.heading
                        : pages->feed.rest  ? html_text_title(pages->feed.rest)
                                            : "";
    FactPublication fact = {.kind = kind, .title = *title ? title : NULL};

    if (pages->page)
        return pages->page;
    if (pages->channel)
        fact.access = ACCESS_UNKNOWN;
    pages->page = dump_publication(&pages->dump, &fact);
    dump_text(&pages->dump, pages->page, 0, PLACE_TITLE, "heading", pages->feed.heading);
    return pages->page;
}

static uint32_t medium_of(const PageEntry *entry, const char *uri)
{
    HtmlMedia *media = html_text_media(entry->text);

    return *uri ? html_media_number(media, html_media_add(media, uri, "image")) : 0;
}

/* Degrees under a label of any language. */
static bool is_label(const char *label, const char *const *names)
{
    g_autofree char *lower = g_utf8_strdown(label, -1);

    return dump_holds_any(lower, names);
}

static void put_values(Pages *pages, uint32_t publication, const PageEntry *entry)
{
    static const char *const north[] = {"latitud", "breedtegraad", "breitengrad", "breddegrad",
                                        "enlem",   "szeroko",      NULL};
    static const char *const east[] = {"longitud", "lengtegraad", "ngengrad", "ngdegrad",
                                       "boylam",   "d\u0142ugo",  NULL};
    const char *latitude = NULL;

    for (guint i = 0; i + 2 < entry->values->len; i += 3) {
        const char *uri = g_ptr_array_index(entry->values, i);
        const char *label = g_ptr_array_index(entry->values, i + 1);
        const char *value = g_ptr_array_index(entry->values, i + 2);
        g_autofree char *line =
            g_strdup_printf("%s%s%s", label, *label && *value ? ": " : "", value);
        uint32_t medium = medium_of(entry, uri);
        bool number = *value && value[strspn(value, "-.0123456789")] == '\0';

        dump_text(&pages->dump, publication, medium, medium ? PLACE_METADATA : PLACE_BODY,
                  medium ? "metadata" : "value", line);
        if (number && is_label(label, north)) {
            latitude = value;
        } else if (number && latitude && is_label(label, east)) {
            g_autofree char *position = g_strdup_printf("%s,%s", latitude, value);

            sink_property(pages->dump.sink, publication, medium, "platform", "GPSPosition",
                          position);
            latitude = NULL;
        }
    }
}

/* The last value of the entry itself that is a time and nothing else: its label is in any language.
 */
static char *date_of_values(const PageEntry *entry)
{
    for (guint i = entry->values->len; i >= 3; i -= 3) {
        const char *uri = g_ptr_array_index(entry->values, i - 3);
        const char *value = g_ptr_array_index(entry->values, i - 1);
        char *date = *uri || strlen(value) > DATE_BYTES_MAX ? NULL : date_from_words(value);

        if (date)
            return date;
    }
    return NULL;
}

static void put_author(Pages *pages, const char *author)
{
    if (!author)
        return;
    if (g_strcmp0(pages->author, author) != 0) {
        g_free(pages->author);
        pages->author = g_strdup(author);
    }
    if (pages->page && !pages->channel && g_hash_table_add(pages->numbers, g_strdup(author)))
        dump_contact(&pages->dump, pages->page, "participant", author, NULL, NULL);
}

uint32_t pages_put(Pages *pages, PageEntry *entry, FactPublication *fact, const char *label)
{
    Dump *dump = &pages->dump;
    const char *date = entry->fields[PART_DATE];
    uint32_t publication;

    pages->entries++;
    if (!fact->author)
        fact->author = entry->fields[PART_AUTHOR];
    if (!fact->title)
        fact->title = entry->fields[PART_TITLE];
    if (!fact->published && date)
        fact->published = dump_own(dump, date_from_words(date));
    if (!fact->published)
        fact->published = dump_own(dump, date_of_values(entry));
    publication = dump_publication(dump, fact);
    put_author(pages, fact->author);
    dump_text(dump, publication, 0, PLACE_TITLE, "title", entry->fields[PART_TITLE]);
    dump_text(dump, publication, 0, PLACE_METADATA, "shared", entry->fields[PART_SHARED]);
    if (date && (!fact->published || strlen(date) > DATE_BYTES_MAX))
        dump_text(dump, publication, 0, PLACE_METADATA, "date", date);
    html_text_put(entry->text, dump->sink, publication, label);
    put_values(pages, publication, entry);
    return publication;
}

static void forget(PageFeed *feed)
{
    page_feed_clear(feed);
    feed->rest = NULL;
    feed->heading = NULL;
    feed->in_entry = false;
}

/* A conversation of one, named after the one: a channel, as far as anybody can tell. */
static bool is_channel(Pages *pages, const char *utf8, size_t length)
{
    bool channel;

    pages->feed.put = pages_telegram_survey;
    page_feed_read(&pages->feed, utf8, length);
    channel = pages->feed.heading && g_hash_table_size(pages->people) == 1 &&
              g_hash_table_contains(pages->people, pages->feed.heading);
    forget(&pages->feed);
    return channel;
}

static void read_feed(Pages *pages, const PageRules *rules, const char *utf8, size_t length)
{
    pages->feed.user = pages;
    pages->feed.classify = rules->classify;
    if (strcmp(rules->platform, "telegram") == 0)
        pages->channel = is_channel(pages, utf8, length);
    pages->feed.put = rules->put;
    page_feed_read(&pages->feed, utf8, length);
    html_text_put(pages->feed.rest, pages->dump.sink,
                  pages_whole(pages, pages->entries ? KIND_FILE : KIND_PAGE), "export");
    page_feed_clear(&pages->feed);
    if (pages->omitted) {
        g_autofree char *detail =
            g_strdup_printf("%u media were left out of the export", pages->omitted);

        sink_gap(pages->dump.sink, REASON_MEDIA_OMITTED, detail);
    }
}

static void read_plain(Pages *pages, const char *utf8, size_t length)
{
    pages->feed.rest = html_text_new();
    html_text_read(pages->feed.rest, utf8, length);
    html_text_put(pages->feed.rest, pages->dump.sink, pages_whole(pages, KIND_PAGE), "export");
    page_feed_clear(&pages->feed);
}

/* Facebook's of before 2018 are read by rules of their own. */
static void read_old(Pages *pages, const char *utf8, size_t length)
{
    static const PageRules rules = {"facebook", pages_facebook_old_classify,
                                    pages_facebook_old_put};
    g_autofree char *cut = pages_facebook_old_cut(utf8, length);

    read_feed(pages, &rules, cut, strlen(cut));
}

static void read_pages(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, PAGE_BYTES_MAX);
    const PageRules *rules;
    const char *platform;
    size_t length;
    g_autofree char *utf8 =
        html_decode(whole.data, whole.length, input_declared_type(input), &length, NULL);
    Pages pages = {0};

    dump_init(&pages.dump, input, sink, "google");
    pages.people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    pages.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    platform = platform_of(pages.dump.path, input_text_head(input));
    pages.dump.platform = platform ? platform : "google";
    pages.dump.access = access_of(pages.dump.platform, pages.dump.path);
    rules = rules_of(pages.dump.platform);
    if (rules && strcmp(rules->platform, "facebook") == 0 &&
        !is_meta_markup(input_text_head(input)) &&
        pages_facebook_old_is(pages.dump.path, input_text_head(input)))
        read_old(&pages, utf8, length);
    else if (rules)
        read_feed(&pages, rules, utf8, length);
    else
        read_plain(&pages, utf8, length);
    dump_clear(&pages.dump);
    g_hash_table_destroy(pages.people);
    g_hash_table_destroy(pages.numbers);
    g_free(pages.author);
}

const Reader reader_pages = {"pages", bid, read_pages};
