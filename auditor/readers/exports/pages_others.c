/*
 * Pages of Telegram (conversations and channels), of Google Takeout (what was looked at, searched,
 * commented) and of Snapchat (a table of memories).
 */
#include <string.h>

#include "readers/exports/pages.h"
#include "readers/text/date_words.h"

#define DATE_LINE_BYTES 60U

/* ---- Telegram ---- */

PagePart pages_telegram_classify(const PageFeed *feed, const char *element, const char *classes)
{
    (void)element;
    if (!feed->in_entry) {
        if (page_has_class(classes, "message"))
            return PART_ENTRY;
        return page_has_class(classes, "text") && page_has_class(classes, "bold") ? PART_HEADING
                                                                                  : PART_NONE;
    }
    if (page_has_class(classes, "date"))
        return PART_DATE;
    if (page_has_class(classes, "from_name"))
        return PART_AUTHOR;
    return PART_NONE;
}

static bool is_joined(const PageEntry *entry)
{
    return entry->classes && page_has_class(entry->classes, "joined");
}

static const char *author_of(const Pages *pages, const PageEntry *entry)
{
    return is_joined(entry) || !entry->fields[PART_AUTHOR] ? pages->author
                                                           : entry->fields[PART_AUTHOR];
}

void pages_telegram_survey(PageFeed *feed, PageEntry *entry)
{
    Pages *pages = feed->user;
    const char *author = entry->fields[PART_AUTHOR];

    if (author && !is_joined(entry))
        g_hash_table_add(pages->people, g_strdup(author));
}

static bool is_left_out(const char *body)
{
    static const char *const words[] = {"Not included, change data exporting settings",
                                        "Exceeds maximum size", "File not included",
                                        "Unavailable, please try again later", NULL};

    return dump_holds_any(body, words);
}

/* Who wrote it first: the second name of an entry, or the only one of an entry that follows another
 * of the same author. The time of it stands behind the name. */
static char *shared_of(PageEntry *entry)
{
    PagePart part = is_joined(entry) && entry->fields[PART_AUTHOR] ? PART_AUTHOR : PART_SHARED;
    char *name = g_steal_pointer(&entry->fields[part]);
    size_t length = name ? strlen(name) : 0;

    while (length && strchr(" .:0123456789", name[length - 1]))
        length--;
    if (length)
        name[length] = '\0';
    return name;
}

/* Lines between the days. */
static bool is_day(const PageEntry *entry)
{
    const char *body = html_text_body(entry->text);
    g_autofree char *date = strlen(body) < DATE_LINE_BYTES ? date_from_words(body) : NULL;

    return entry->classes && page_has_class(entry->classes, "service") && date &&
           !entry->fields[PART_DATE] && !entry->fields[PART_AUTHOR];
}

void pages_telegram_put(PageFeed *feed, PageEntry *entry)
{
    Pages *pages = feed->user;
    uint32_t whole = pages_whole(pages, pages->channel ? KIND_ACCOUNT : KIND_MESSAGE);
    const char *replied = entry->reply && g_str_has_prefix(entry->reply, "go_to_message")
                              ? entry->reply + strlen("go_to_")
                              : NULL;
    gpointer parent = replied ? g_hash_table_lookup(pages->numbers, replied) : NULL;
    FactPublication fact = {.kind = pages->channel ? KIND_POST : KIND_MESSAGE,
                            .access = pages->channel ? ACCESS_UNKNOWN : ACCESS_DIRECT,
                            .in_reply_to = parent ? GPOINTER_TO_UINT(parent) : whole,
                            .author = author_of(pages, entry),
                            .native_id = entry->id};
    g_autofree char *shared = shared_of(entry);

    if (is_day(entry)) {
        html_text_put(entry->text, pages->dump.sink, whole, "day");
        return;
    }
    fact.announces = shared;
    pages->omitted += is_left_out(html_text_body(entry->text));
    uint32_t number = pages_put(pages, entry, &fact, "text");

    dump_text(&pages->dump, number, 0, PLACE_METADATA, "forwarded from", shared);
    if (entry->id)
        g_hash_table_insert(pages->numbers, g_strdup(entry->id), GUINT_TO_POINTER(number));
}

/* ---- Google ---- */

PagePart pages_google_classify(const PageFeed *feed, const char *element, const char *classes)
{
    const Pages *pages = feed->user;
    bool comments = strstr(pages->dump.path, "comments") || strstr(pages->dump.path, "reacties") ||
                    strstr(pages->dump.path, "kommentare");

    if (!feed->in_entry) {
        /* Some tools keep only the cell with the words. */
        bool cell = page_has_class(classes, "outer-cell") ||
                    (page_has_class(classes, "content-cell") &&
                     page_has_class(classes, "mdl-typography--body-1") &&
                     !page_has_class(classes, "mdl-typography--text-right"));

        return cell || (comments && strcmp(element, "li") == 0) ? PART_ENTRY : PART_NONE;
    }
    return page_has_class(classes, "header-cell") ? PART_TITLE : PART_NONE;
}

/* The first line that is a date and nothing else, or begins with one after a word or two. */
static char *date_of_lines(const char *body)
{
    g_auto(GStrv) lines = g_strsplit(body, "\n", 40);
    char *date = NULL;

    for (char **line = lines; *line && !date; line++) {
        if (strlen(*line) < DATE_LINE_BYTES)
            date = date_from_words(*line);
    }
    return date ? date : lines[0] ? date_from_words(lines[0]) : NULL;
}

void pages_google_put(PageFeed *feed, PageEntry *entry)
{
    Pages *pages = feed->user;
    bool comment = !entry->classes || !strstr(entry->classes, "-cell");
    FactPublication fact = {.kind = comment ? KIND_COMMENT : KIND_FILE,
                            .access = comment ? ACCESS_UNKNOWN : ACCESS_CLOSED,
                            .announces = entry->link};

    fact.published = dump_own(&pages->dump, date_of_lines(html_text_body(entry->text)));
    pages_put(pages, entry, &fact, comment ? "comment" : "activity");
}

/* ---- Snapchat ---- */

PagePart pages_snapchat_classify(const PageFeed *feed, const char *element, const char *classes)
{
    (void)classes;
    return !feed->in_entry && strcmp(element, "tr") == 0 ? PART_ENTRY : PART_NONE;
}

/* "Latitude, Longitude: 52.09, 5.1214" */
static void put_place(Pages *pages, uint32_t publication, const char *body)
{
    const char *at = strstr(body, "Longitude: ");
    char *rest = NULL;
    double north = at ? g_ascii_strtod(at + strlen("Longitude: "), &rest) : 0;
    double east = rest && *rest == ',' ? g_ascii_strtod(rest + 1, &rest) : 0;
    char first[G_ASCII_DTOSTR_BUF_SIZE], second[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *position = NULL;

    if (north > -1e-9 && north < 1e-9 && east > -1e-9 && east < 1e-9)
        return;
    position = g_strdup_printf("%s,%s", g_ascii_formatd(first, sizeof first, "%.10g", north),
                               g_ascii_formatd(second, sizeof second, "%.10g", east));
    sink_property(pages->dump.sink, publication, 0, "platform", "GPSPosition", position);
}

void pages_snapchat_put(PageFeed *feed, PageEntry *entry)
{
    Pages *pages = feed->user;
    const char *body = html_text_body(entry->text);
    FactPublication fact = {.kind = KIND_POST, .access = ACCESS_CLOSED};

    fact.published = dump_own(&pages->dump, date_from_words(body));
    if (!fact.published)
        fact.kind = KIND_FILE; /* a table's header */
    put_place(pages, pages_put(pages, entry, &fact, "memory"), body);
}
