/*
 * Bylines by the names of elements, which content systems and themes choose alike, and by the words
 * that begin such a line in Dutch and English. Nothing here is beyond doubt, so every date found is
 * KNOWN_TEXT and gives way to metadata.
 */
#include "readers/html/html_byline.h"

#include <stdbool.h>
#include <string.h>

#include "readers/html/byline_words.h"
#include "readers/text/date_words.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define WORDS_MAX 160U

/* What is collected of an element; the innermost one of its kind counts. */
typedef struct {
    GString *words;
    size_t depth; /* 0: none is open */
} Slot;

/* One answer; of different ones none. */
typedef struct {
    char *value;
    bool differs;
} Answer;

struct HtmlByline {
    Slot date, author;
    Answer shown_date, shown_author;
    char *marked_time, *story_time, *any_time, *updated;
    size_t beside_at,
        story_at; /* inside a column, comments, a calendar; inside an article. 0: no */
};

HtmlByline *html_byline_new(void)
{
    HtmlByline *byline = g_new0(HtmlByline, 1);

    byline->date.words = g_string_new(NULL);
    byline->author.words = g_string_new(NULL);
    return byline;
}

void html_byline_free(HtmlByline *byline)
{
    g_string_free(byline->date.words, TRUE);
    g_string_free(byline->author.words, TRUE);
    g_free(byline->shown_date.value);
    g_free(byline->shown_author.value);
    g_free(byline->marked_time);
    g_free(byline->story_time);
    g_free(byline->any_time);
    g_free(byline->updated);
    g_free(byline);
}

/* ---- names of elements ---- */

typedef enum {
    NAMED_DATE = 1,
    NAMED_AUTHOR = 2,
    NAMED_UPDATED = 4,
    NAMED_OTHERWISE = 8, /* the date of something else */
    NAMED_PUBLISHED = 16 /* the date of the page for sure */
} Named;

static unsigned word_named(const char *word)
{
    static const struct {
        const char *words;
        unsigned named;
    } names[] = {
        {" date datum publicatiedatum plaatsingsdatum createdate newsdate nieuwsdatum datestamp "
         "timestamp submitted created posted geplaatst timeago ",
         NAMED_DATE},
        {" published pubdate publishdate datepublished postdate entrydate gepubliceerd ",
         NAMED_DATE | NAMED_PUBLISHED},
        {" author auteur byline createdby schrijver authorname ", NAMED_AUTHOR},
        {" updated modified datemodified gewijzigd bijgewerkt ", NAMED_UPDATED},
        {" event evenement agenda calendar kalender start end begin eind startdate enddate expires "
         "birth birthdate geboortedatum comment comments picker datepicker filter archive "
         "copyright "
         "today vandaag deadline bio description avatar image photo img box url link count label ",
         NAMED_OTHERWISE}};
    g_autofree char *wanted = g_strdup_printf(" %s ", word);

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strstr(names[i].words, wanted))
            return names[i].named;
    }
    return 0;
}

/* "post-date", "newsDate" and "field--name-created" fall into words; `named` gathers what they say.
 */
static void names_read(const char *list, unsigned *named)
{
    g_autoptr(GString) word = g_string_new(NULL);

    for (const char *at = list;; at++) {
        bool hump = g_ascii_isupper(*at) && at > list && g_ascii_islower(at[-1]);

        if (!g_ascii_isalnum(*at) || hump) {
            *named |= word_named(word->str);
            g_string_truncate(word, 0);
        }
        if (*at == '\0')
            return;
        if (g_ascii_isalnum(*at) && word->len < 64)
            g_string_append_c(word, g_ascii_tolower(*at));
    }
}

static unsigned element_named(const char *name, const XmlAttribute *attributes, size_t count)
{
    static const char *const telling[] = {"class", "itemprop", "rel", "id", "data-hook"};
    unsigned named = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(telling); i++) {
        const char *value = xml_value(attributes, count, telling[i]);
        unsigned here = 0;

        if (!value)
            continue;
        names_read(value, &here);
        if (strcmp(value, "user-name") == 0 && strcmp(telling[i], "data-hook") == 0)
            here |= NAMED_AUTHOR; /* Wix */
        else if (strcmp(value, "time-ago") == 0)
            here |= NAMED_DATE;
        /* "entry-date published" and its like say it twice, "event-date" says what it is not. */
        named |= here;
    }
    if (g_str_has_suffix(name, "firstpublisheddate"))
        named |= NAMED_DATE | NAMED_PUBLISHED; /* pages of SharePoint */
    return named & NAMED_OTHERWISE ? 0 : named;
}

/* What does not belong to the story. Wrappers of whole pages bear names like "sidebar-right", so
 * only whole names count, and never those of the body. */
static bool stands_beside(const char *name, const XmlAttribute *attributes, size_t count)
{
    static const char *const beside[] = {
        "sidebar",      "widget",      "widgets",     "widget-area",  "secondary",
        "comments",     "comment",     "commentlist", "comment-list", "comment-body",
        "agenda",       "agenda-item", "calendar",    "kalender",     "event",
        "events",       "event-item",  "event-list",  "related",      "related-posts",
        "recent-posts", "site-footer", "colophon",    "activiteit",   "activiteiten",
        "reacties",     "vevent",      "moduletable", "latestnews",   NULL};
    const char *type = xml_value(attributes, count, "itemtype");
    const char *telling[] = {xml_value(attributes, count, "class"),
                             xml_value(attributes, count, "id")};

    if (strcmp(name, "body") == 0 || strcmp(name, "html") == 0)
        return false;
    if (strcmp(name, "aside") == 0 || strcmp(name, "nav") == 0 ||
        (type && g_str_has_suffix(type, "Event")))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(telling); i++) {
        g_auto(GStrv) words = g_strsplit_set(telling[i] ? telling[i] : "", " \t\r\n", 64);

        for (char **word = words; *word; word++) {
            if (g_strv_contains(beside, *word))
                return true;
        }
    }
    return false;
}

/* ---- events ---- */

static void keep(char **date, const char *value)
{
    if (!*date)
        *date = date_from_iso(value, false);
    if (!*date)
        *date = date_from_words(value);
}

static void time_read(HtmlByline *byline, unsigned named, const char *value)
{
    if (named & NAMED_UPDATED && !(named & NAMED_DATE))
        keep(&byline->updated, value);
    else if (named & NAMED_PUBLISHED)
        keep(&byline->marked_time, value);
    else if (byline->story_at > 0)
        keep(&byline->story_time, value);
    else
        keep(&byline->any_time, value);
}

static bool has_name(const XmlAttribute *attributes, size_t count, const char *name)
{
    const char *property = xml_value(attributes, count, "itemprop");

    return property && strcmp(property, name) == 0;
}

static void slot_open(Slot *slot, size_t depth)
{
    slot->depth = depth;
    g_string_truncate(slot->words, 0);
}

void html_byline_open(HtmlByline *byline, const char *name, const XmlAttribute *attributes,
                      size_t count, size_t depth)
{
    bool time = strcmp(name, "time") == 0,
         story = strcmp(name, "article") == 0 || strcmp(name, "main") == 0;

    if (byline->beside_at == 0 && stands_beside(name, attributes, count))
        byline->beside_at = depth;
    if (byline->story_at == 0 && story)
        byline->story_at = depth;
    if (byline->beside_at > 0 || (count == 0 && !strchr(name, ':')))
        return;
    unsigned named = element_named(name, attributes, count);
    const char *value = xml_value(attributes, count, time ? "datetime" : "title");
    bool other = time && (has_name(attributes, count, "startDate") ||
                          has_name(attributes, count, "endDate"));

    if (value && time && !other)
        time_read(byline, named | (xml_value(attributes, count, "pubdate") ? NAMED_PUBLISHED : 0),
                  value);
    else if (value && named & NAMED_PUBLISHED)
        keep(&byline->marked_time, value); /* <abbr class=published title=2024-06-21> */
    if (named & NAMED_DATE && !time)
        slot_open(&byline->date, depth);
    if (named & NAMED_AUTHOR || (byline->author.depth > 0 && has_name(attributes, count, "name")))
        slot_open(&byline->author, depth);
}

static void slot_add(Slot *slot, const char *text, size_t length)
{
    if (slot->depth > 0 && slot->words->len <= WORDS_MAX)
        g_string_append_len(slot->words, text, (gssize)MIN(length, WORDS_MAX + 1));
}

void html_byline_text(HtmlByline *byline, const char *text, size_t length)
{
    slot_add(&byline->date, text, length);
    slot_add(&byline->author, text, length);
}

static void answer_take(Answer *answer, char *value)
{
    if (!value)
        return;
    if (!answer->value) {
        answer->value = value;
        return;
    }
    answer->differs = answer->differs || strcmp(answer->value, value) != 0;
    g_free(value);
}

void html_byline_close(HtmlByline *byline, size_t depth)
{
    if (byline->date.depth == depth) {
        byline->date.depth = 0;
        if (byline->date.words->len <= WORDS_MAX)
            answer_take(&byline->shown_date, byline_date(byline->date.words->str));
    }
    if (byline->author.depth == depth) {
        byline->author.depth = 0;
        if (byline->author.words->len <= WORDS_MAX)
            answer_take(&byline->shown_author, byline_author(byline->author.words->str, false));
    }
    if (byline->beside_at == depth)
        byline->beside_at = 0;
    if (byline->story_at == depth)
        byline->story_at = 0;
}

/* ---- the answer ---- */

static void lines_read(const char *body, Answer *date, Answer *author)
{
    for (const char *line = body; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t length = strcspn(line, "\n");

        if (length <= WORDS_MAX && byline_begins(line)) {
            g_autofree char *words = g_strndup(line, length);

            answer_take(date, byline_date(words));
            answer_take(author, byline_author(words, true));
        }
    }
}

void html_byline_settle(HtmlByline *byline, HtmlMeta *meta, const char *body)
{
    Answer date = {0}, author = {0};

    lines_read(body, &date, &author);
    const char *dates[] = {byline->marked_time, byline->story_time,
                           byline->shown_date.differs ? NULL : byline->shown_date.value,
                           date.differs ? NULL : date.value, byline->any_time};
    const char *authors[] = {byline->shown_author.differs ? NULL : byline->shown_author.value,
                             author.differs || byline->shown_author.value ? NULL : author.value};

    for (size_t i = 0; i < G_N_ELEMENTS(dates) && !meta->published; i++) {
        meta->published = g_strdup(dates[i]);
        meta->published_known = meta->published ? KNOWN_TEXT : KNOWN_NOT;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(authors) && !meta->author; i++)
        meta->author = g_strdup(authors[i]);
    if (!meta->updated)
        meta->updated = g_strdup(byline->updated);
    g_free(date.value);
    g_free(author.value);
}
