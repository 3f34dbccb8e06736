/*
 * Reader of the web pages that platforms put into their dumps (the HTML form of an export, or
 * history in Google Takeout): everything readable is text of one publication, of the platform and
 * the access that folder and markup tell, so that nobody takes it for the school's website. It does
 * not part the posts of a page from each other.
 */
#include <string.h>

#include "readers/documents/html_text.h"
#include "readers/exports/dump.h"
#include "worker/xml.h"

#define PAGE_BYTES_MAX (64U * 1024U * 1024U)
#define LOOK_BYTES 16384U

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
    static const char *const instagram[] = {"your_instagram_activity/", "_off_of_instagram/", NULL};
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
    if (is_meta_markup(head) && head_holds(head, "_a6-p"))
        return "facebook";
    if (dump_holds_any(path, takeout) || g_str_has_prefix(path, "takeout") ||
        head_holds(head, "mdl-typography--body-1"))
        return strstr(path, "youtube") ? "youtube" : "google";
    if (strstr(path, "mydata~") || g_str_has_suffix(path, "html/memories_history.html") ||
        (strstr(path, "snapchat") && strstr(path, "/html/")))
        return "snapchat";
    return g_str_has_suffix(path, "your archive.html") ? "x" : NULL;
}

static int bid(const Input *input)
{
    Slice head = input_head(input);
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
    static const char *const closed[] = {
        "personal_information/", "security_and_login",  "ads_information/", "preferences/",
        "apps_and_websites",     "logged_information/", "connections/",     NULL};

    if (strcmp(platform, "telegram") == 0 || strstr(path, "messages/") ||
        strstr(path, "chat_history"))
        return ACCESS_DIRECT;
    if (strstr(path, "this_profile"))
        return ACCESS_PUBLIC;
    if (strcmp(platform, "instagram") == 0 || strcmp(platform, "facebook") == 0)
        return dump_holds_any(path, closed) ? ACCESS_CLOSED : ACCESS_UNKNOWN;
    return ACCESS_CLOSED;
}

static void read_pages(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, PAGE_BYTES_MAX);
    const char *platform;
    size_t length;
    g_autofree char *utf8 =
        html_decode(whole.data, whole.length, input_declared_type(input), &length, NULL);
    g_autoptr(HtmlText) text = html_text_new();
    Dump dump;

    dump_init(&dump, input, sink, "google");
    platform = platform_of(dump.path, input_head(input));
    dump.platform = platform ? platform : "google";
    html_text_read(text, utf8, length);
    const char *title = html_text_title(text);
    FactPublication fact = {.kind = KIND_PAGE,
                            .access = access_of(dump.platform, dump.path),
                            .title = *title ? title : NULL};

    html_text_put(text, sink, dump_publication(&dump, &fact), "export");
    dump_clear(&dump);
}

const Reader reader_pages = {"pages", bid, read_pages, PAGE_BYTES_MAX};
