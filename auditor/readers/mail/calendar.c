/*
 * Calendars (RFC 5545, .ics): each event, task and note is a publication on its day, with who
 * called for it and who takes part; what reminds of it is hidden text. Attachments become items.
 */
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/mail/content_lines.h"
#include "readers/reader.h"
#include "readers/text/texts.h"

#define CALENDAR_BYTES_MAX (64U << 20)

typedef struct {
    char *kind;       /* "VEVENT"; NULL outside of one */
    GPtrArray *lines; /* ContentLine, since it began */
    unsigned inner;   /* open within it: a reminder */
} Event;

typedef struct {
    Sink *sink;
    Event event;
    GPtrArray *outside; /* ContentLine of the calendar itself */
    unsigned attachments;
} Calendar;

static void line_free(gpointer data)
{
    content_line_clear(data);
    g_free(data);
}

static const char *value_of(const GPtrArray *lines, const char *name)
{
    for (guint i = 0; i < lines->len; i++) {
        const ContentLine *line = g_ptr_array_index(lines, i);
        if (strcmp(line->name, name) == 0) {
            return line->value;
        }
    }
    return NULL;
}

/* ---- texts of one event ---- */

static const char *without_mailto(const char *value)
{
    return g_ascii_strncasecmp(value, "mailto:", 7) == 0 ? value + 7 : value;
}

static void put_person(const ContentLine *line, Sink *sink, Texts *texts, uint32_t publication)
{
    g_autofree char *name = content_line_parameter(line, "CN");
    const char *address = without_mailto(line->value);
    sink_put(sink, &(Fact){.kind = FACT_CONTACT,
                           .contact = {.publication = publication,
                                       .platform = "calendar",
                                       .relation = "participant",
                                       .name = name,
                                       .handle = address}});
    texts_line(texts, PLACE_METADATA, address);
}

static void put_attachment(Calendar *calendar, const ContentLine *line, Texts *texts,
                           uint32_t publication)
{
    g_autofree char *name = content_line_parameter(line, "FILENAME");
    g_autofree char *own =
        name != NULL ? g_steal_pointer(&name) : content_line_parameter(line, "X-FILENAME");
    if (line->binary == NULL) {
        texts_url(texts, line->value);
        sink_medium(
            calendar->sink,
            &(FactMedium){.publication = publication, .role = "attachment", .uri = line->value});
        return;
    }
    g_autofree char *unique = g_strdup_printf("attachment-%u%s%s", ++calendar->attachments,
                                              own != NULL ? "-" : "", own != NULL ? own : "");
    g_autofree char *type = content_line_parameter(line, "FMTTYPE");
    sink_leaf(calendar->sink, unique, type, line->binary->data, line->binary->len);
    sink_medium(calendar->sink,
                &(FactMedium){.publication = publication, .role = "attachment", .uri = unique});
}

static void put_html(const ContentLine *line, Sink *sink, uint32_t publication)
{
    g_autofree char *html = content_unescape(line->value);
    g_autoptr(HtmlText) text = html_text_new();
    html_text_read(text, html, strlen(html));
    html_text_put(text, sink, publication, "html");
}

/* Names of zones, rules of repetition and the like name nobody. */
static bool is_silent(const char *name)
{
    static const char *const silent[] = {"BEGIN",
                                         "END",
                                         "DTSTART",
                                         "DTEND",
                                         "DTSTAMP",
                                         "CREATED",
                                         "UID",
                                         "RRULE",
                                         "EXDATE",
                                         "RDATE",
                                         "LAST-MODIFIED",
                                         "SEQUENCE",
                                         "STATUS",
                                         "TRANSP",
                                         "CLASS",
                                         "PRODID",
                                         "VERSION",
                                         "CALSCALE",
                                         "METHOD",
                                         "TZID",
                                         "TZOFFSETFROM",
                                         "DUE",
                                         "TZOFFSETTO",
                                         "TZNAME",
                                         "TRIGGER",
                                         "ACTION",
                                         "PRIORITY",
                                         "DURATION",
                                         "RECURRENCE-ID",
                                         "REPEAT",
                                         "COMPLETED",
                                         "PERCENT-COMPLETE",
                                         NULL};
    return g_strv_contains(silent, name);
}

static void put_line(Calendar *calendar, const ContentLine *line, bool inner, Texts *texts,
                     uint32_t publication)
{
    static const char *const shown[] = {"DESCRIPTION", "LOCATION",  "COMMENT",
                                        "CONTACT",     "RESOURCES", NULL};
    if (strcmp(line->name, "SUMMARY") == 0) {
        g_autofree char *text = content_unescape(line->value);
        texts_line(texts, inner ? PLACE_HIDDEN : PLACE_TITLE, text);
    } else if (strcmp(line->name, "ATTENDEE") == 0 || strcmp(line->name, "ORGANIZER") == 0) {
        put_person(line, calendar->sink, texts, publication);
    } else if (strcmp(line->name, "ATTACH") == 0) {
        put_attachment(calendar, line, texts, publication);
    } else if (strcmp(line->name, "URL") == 0) {
        texts_url(texts, line->value);
    } else if (strcmp(line->name, "X-ALT-DESC") == 0) {
        put_html(line, calendar->sink, publication);
    } else if (!is_silent(line->name)) {
        g_autofree char *text = content_unescape(line->value);
        Place place = inner                                   ? PLACE_HIDDEN
                      : g_strv_contains(shown, line->name)    ? PLACE_BODY
                      : strcmp(line->name, "CATEGORIES") == 0 ? PLACE_TAG
                                                              : PLACE_METADATA;
        texts_line(texts, place, text);
    }
}

static void put_lines(Calendar *calendar, const GPtrArray *lines, uint32_t publication)
{
    g_autoptr(Texts) texts = texts_new(calendar->sink, publication);
    unsigned depth = 0;
    for (guint i = 0; i < lines->len; i++) {
        const ContentLine *line = g_ptr_array_index(lines, i);
        depth += strcmp(line->name, "BEGIN") == 0;
        put_line(calendar, line, depth > 0, texts, publication);
        depth -= depth > 0 && strcmp(line->name, "END") == 0;
    }
}

static void put_event(Calendar *calendar)
{
    const GPtrArray *lines = calendar->event.lines;
    const char *start = value_of(lines, "DTSTART"), *changed = value_of(lines, "LAST-MODIFIED");
    const char *summary = value_of(lines, "SUMMARY"), *class = value_of(lines, "CLASS");
    const char *due = value_of(lines, "DUE");
    start = start != NULL ? start : due;
    g_autofree char *title = summary != NULL ? content_unescape(summary) : NULL;
    g_autofree char *day = start != NULL ? content_time(start) : NULL;
    g_autofree char *updated = changed != NULL ? content_time(changed) : NULL;
    g_autofree char *author = NULL;
    for (guint i = 0; i < lines->len; i++) {
        const ContentLine *line = g_ptr_array_index(lines, i);
        if (strcmp(line->name, "ORGANIZER") == 0 && author == NULL) {
            author = content_line_parameter(line, "CN");
        }
    }
    bool closed =
        class != NULL && (strcmp(class, "PRIVATE") == 0 || strcmp(class, "CONFIDENTIAL") == 0);
    uint32_t publication = sink_publication(
        calendar->sink, &(FactPublication){.kind = KIND_POST,
                                           .access = closed ? ACCESS_CLOSED : ACCESS_UNKNOWN,
                                           .author = author,
                                           .title = title,
                                           .native_id = value_of(lines, "UID"),
                                           .url = value_of(lines, "URL"),
                                           .published = day,
                                           .published_known = day != NULL ? KNOWN_TEXT : KNOWN_NOT,
                                           .updated = updated});
    put_lines(calendar, lines, publication);
}

/* ---- the file ---- */

static void end_event(Calendar *calendar)
{
    put_event(calendar);
    g_clear_pointer(&calendar->event.kind, g_free);
    g_ptr_array_set_size(calendar->event.lines, 0);
    calendar->event.inner = 0;
}

static void take_line(Calendar *calendar, ContentLine *line)
{
    static const char *const kinds[] = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", NULL};
    Event *event = &calendar->event;
    bool begins = strcmp(line->name, "BEGIN") == 0, ends = strcmp(line->name, "END") == 0;
    if ((begins || ends) && strcmp(line->value, "VCALENDAR") == 0) {
        content_line_clear(line);
        return;
    }
    if (event->kind == NULL && begins && g_strv_contains(kinds, line->value)) {
        event->kind = g_strdup(line->value);
    } else if (event->kind != NULL && ends && event->inner == 0) {
        end_event(calendar);
    } else {
        event->inner += event->kind != NULL && begins;
        event->inner -= event->kind != NULL && ends;
        ContentLine *copy = g_new(ContentLine, 1);
        *copy = *line;
        memset(line, 0, sizeof *line);
        g_ptr_array_add(event->kind != NULL ? event->lines : calendar->outside, copy);
    }
    content_line_clear(line);
}

static int calendar_bid(const Input *input)
{
    Slice head = input_text_head(input);
    const char *at = memmem(head.data, MIN(head.length, 512), "BEGIN:VCALENDAR", 15);
    /* Not a page with a calendar in a link. */
    return at != NULL && memchr(head.data, '<', (size_t)(at - head.data)) == NULL ? 66 : 0;
}

static void calendar_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, CALENDAR_BYTES_MAX);
    g_autoptr(ContentLines) lines = content_lines_new(whole);
    Calendar calendar = {.sink = sink,
                         .event = {.lines = g_ptr_array_new_with_free_func(line_free)},
                         .outside = g_ptr_array_new_with_free_func(line_free)};
    ContentLine line;
    while (content_lines_next(lines, &line)) {
        take_line(&calendar, &line);
    }
    if (calendar.event.kind != NULL) {
        end_event(&calendar);
        sink_gap(sink, REASON_TRUNCATED, "an entry of the calendar has no end");
    }
    put_lines(&calendar, calendar.outside, 0);
    g_ptr_array_unref(calendar.event.lines);
    g_ptr_array_unref(calendar.outside);
}

const Reader reader_calendar = {.name = "calendar", .bid = calendar_bid, .read = calendar_read};
