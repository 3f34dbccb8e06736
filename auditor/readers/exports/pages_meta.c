/*
 * Facebook's and Instagram's pages: class names of 2019 and of 2023 on. What a page lists follows
 * from its folder, which has the same name in every language. Metadata of a picture stands in a
 * table below it, with labels in the account's language.
 */
#include <string.h>

#include "readers/exports/meta.h"
#include "readers/exports/pages.h"

PagePart pages_meta_classify(const PageFeed *feed, const char *element, const char *classes)
{
    static const struct {
        const char *name;
        PagePart part;
    } parts[] = {{"_a6-h", PART_TITLE}, {"_2lel", PART_TITLE}, {"_2lek", PART_TITLE},
                 {"_a72d", PART_DATE},  {"_2lem", PART_DATE},  {"_a6-o", PART_DATE},
                 {"_a6_r", PART_VALUE}, {"_a6_q", PART_LABEL}, {"_2pin", PART_BLOCK},
                 {"_a6-p", PART_BLOCK}, {"_2let", PART_BLOCK}};

    if (!feed->in_entry) {
        if (page_has_class(classes, "_a6-g") ||
            (page_has_class(classes, "_2lej") && page_has_class(classes, "uiBoxWhite")))
            return PART_ENTRY;
        return strcmp(element, "title") == 0 ? PART_HEADING : PART_NONE;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (page_has_class(classes, parts[i].name))
            return parts[i].part;
    }
    return PART_NONE;
}

/* A list of people, by the name of its file. */
static const char *relation_of(const char *path)
{
    static const struct {
        const char *part, *relation;
    } relations[] = {{"sent_friend_request", "request-sent"},
                     {"follow_requests_you", "request-received"},
                     {"pending_follow_request", "request-sent"},
                     {"recent_follow_request", "request-sent"},
                     {"received_friend_request", "request-received"},
                     {"rejected_friend_request", "request-received"},
                     {"people_who_followed_you", "follower"},
                     {"who_you_ve_followed", "following"},
                     {"who_you've_followed", "following"},
                     {"followers", "follower"},
                     {"following.html", "following"},
                     {"close_friends", "following"},
                     {"your_friends", "friend"},
                     {"friends.html", "friend"},
                     {"removed_friends", "friend"}};
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    for (size_t i = 0; i < G_N_ELEMENTS(relations); i++) {
        if (strstr(name, relations[i].part))
            return relations[i].relation;
    }
    return NULL;
}

static PublicationKind kind_of(const char *path)
{
    static const char *const comments[] = {
        "comments.html", "comments_1",     "comments_2", "comments_in_groups",
        "post_comments", "reels_comments", NULL};
    static const char *const shown[] = {"posts",    "album/",    "photos", "videos",
                                        "media/",   "stories",   "reels",  "groups",
                                        "content/", "check-ins", "notes",  NULL};

    if (strstr(path, "messages/"))
        return KIND_MESSAGE;
    if (dump_holds_any(path, comments))
        return KIND_COMMENT;
    return !meta_is_closed(path) && dump_holds_any(path, shown) ? KIND_POST : KIND_FILE;
}

static void put_person(Pages *pages, PageEntry *entry, const char *relation)
{
    const char *body = html_text_body(entry->text);
    size_t end = strcspn(body, "\n");
    const char *line = dump_own(&pages->dump, g_strndup(body, end));
    bool handle = strcmp(pages->dump.platform, "instagram") == 0;
    const char *name = entry->fields[PART_TITLE] ? entry->fields[PART_TITLE] : line;
    FactPublication fact = {.kind = KIND_FILE, .access = ACCESS_CLOSED};

    pages_put(pages, entry, &fact, "person");
    dump_contact(&pages->dump, 0, relation, handle || !*name ? NULL : name,
                 handle && *name ? name : NULL, fact.published);
}

static void put_message(Pages *pages, PageEntry *entry)
{
    const char *author = entry->fields[PART_TITLE];
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .in_reply_to = pages_whole(pages, KIND_MESSAGE)};

    if (author) {
        entry->fields[PART_AUTHOR] = g_strdup(author);
        g_clear_pointer(&entry->fields[PART_TITLE], g_free);
    }
    pages_put(pages, entry, &fact, "message");
}

/* Instagram's heading is the text of the post: of the one picture, where there is one. */
static void put_caption(Pages *pages, PageEntry *entry, FactPublication *fact)
{
    g_autofree char *caption = g_steal_pointer(&entry->fields[PART_TITLE]);
    bool one = entry->media->len == 1;

    if (one && caption) {
        const PageMedium *medium = g_ptr_array_index(entry->media, 0);
        HtmlMedia *media = html_text_media(entry->text);

        html_media_describe(media, html_media_add(media, medium->uri, medium->role), PLACE_CAPTION,
                            caption);
    }
    uint32_t publication = pages_put(pages, entry, fact, "export");

    if (!one)
        dump_text(&pages->dump, publication, 0, PLACE_BODY, "caption", caption);
}

void pages_meta_put(PageFeed *feed, PageEntry *entry)
{
    Pages *pages = feed->user;
    const char *path = pages->dump.path;
    const char *relation = relation_of(path);
    FactPublication fact = {.kind = kind_of(path),
                            .status =
                                meta_is_put_away(path) ? STATUS_UNPUBLISHED : STATUS_PUBLISHED};

    if (relation)
        put_person(pages, entry, relation);
    else if (fact.kind == KIND_MESSAGE)
        put_message(pages, entry);
    else if (strcmp(pages->dump.platform, "instagram") == 0 && fact.kind == KIND_POST)
        put_caption(pages, entry, &fact);
    else
        pages_put(pages, entry, &fact, "export");
}
