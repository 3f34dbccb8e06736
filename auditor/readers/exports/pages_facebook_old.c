/*
 * Facebook's pages of before 2018: "html/timeline.htm", "messages/12.html". An entry has no element
 * of its own: it begins with its date, or with the head of a message, and goes on until the next
 * one begins. So each is put into one here, and then they are read like all others.
 */
#include <string.h>

#include "readers/exports/pages.h"

#define MESSAGE "<div class=\"message\">"
#define MOMENT "<div class=\"meta\">"
#define ENTRY "<div class=\"entry-of-old\">"
#define LOOK_BYTES 65536U

static bool holds(Slice head, const char *text)
{
    return memmem(head.data, MIN(head.length, LOOK_BYTES), text, strlen(text)) != NULL;
}

bool pages_facebook_old_is(const char *path, Slice head)
{
    bool named = g_str_has_suffix(path, ".htm") || strstr(path, "messages/") ||
                 strstr(path, "/html/") || strstr(path, "facebook");

    if (holds(head, "class=\"message_header\"") && holds(head, "class=\"user\"") &&
        holds(head, "class=\"meta\""))
        return true;
    return named && holds(head, "class=\"contents\"") &&
           (holds(head, "class=\"nav\"") || holds(head, "class=\"footer\"")) &&
           (holds(head, "facebook.com") || holds(head, MOMENT) || holds(head, "Facebook"));
}

char *pages_facebook_old_cut(const char *utf8, size_t length)
{
    const char *mark = strstr(utf8, MESSAGE) ? MESSAGE : MOMENT;
    const char *end = utf8 + length;
    const char *from = strstr(utf8, mark);
    GString *cut = g_string_sized_new(length + length / 8);

    g_string_append_len(cut, utf8, from ? from - utf8 : (gssize)length);
    while (from) {
        const char *next = strstr(from + strlen(mark), mark);

        g_string_append(cut, ENTRY);
        g_string_append_len(cut, from, (next ? next : end) - from);
        g_string_append(cut, "</div>");
        from = next;
    }
    return g_string_free(cut, FALSE);
}

PagePart pages_facebook_old_classify(const PageFeed *feed, const char *element, const char *classes)
{
    const Pages *pages = feed->user;

    if (!feed->in_entry) {
        if (page_has_class(classes, "entry-of-old") ||
            (strcmp(element, "li") == 0 && strstr(pages->dump.path, "friends.htm")))
            return PART_ENTRY;
        return strcmp(element, "h1") == 0 ? PART_HEADING : PART_NONE;
    }
    if (page_has_class(classes, "user"))
        return PART_AUTHOR;
    return page_has_class(classes, "meta") ? PART_DATE : PART_NONE;
}

void pages_facebook_old_put(PageFeed *feed, PageEntry *entry)
{
    Pages *pages = feed->user;
    bool message = entry->fields[PART_AUTHOR] || strstr(pages->dump.path, "messages");
    FactPublication fact = {.kind = message ? KIND_MESSAGE : KIND_POST,
                            .access = message ? ACCESS_DIRECT : ACCESS_UNKNOWN};

    if (!page_has_class(entry->classes ? entry->classes : "", "entry-of-old")) {
        const char *body = html_text_body(entry->text);
        g_autofree char *name = g_strndup(body, strcspn(body, "(\n"));

        fact = (FactPublication){.kind = KIND_FILE, .access = ACCESS_CLOSED};
        pages_put(pages, entry, &fact, "person");
        dump_contact(&pages->dump, 0, "friend", g_strstrip(name), NULL, NULL);
        return;
    }
    if (message)
        fact.in_reply_to = pages_whole(pages, KIND_MESSAGE);
    pages_put(pages, entry, &fact, "export");
}
