/*
 * The parting of a page: the parser's events go on to the text of the present entry, or of the page
 * outside of entries. Only the words of a field and of a caption are kept out of it, never
 * addresses and attributes.
 */
#include "readers/exports/page_feed.h"

#include <string.h>

#include "readers/html/html_elements.h"
#include "readers/html/html_flow.h"
#include "worker/xml.h"

#define CAPTION_BYTES_MAX 65536U

typedef struct {
    PagePart part;
} Open;

typedef struct PageState {
    GArray *open; /* Open, one an element */
    PageEntry entry;
    Flow field;                                           /* words of the present field */
    size_t entry_at, field_at, block_at, link_at, raw_at; /* depth of the element, 0: none */
    PagePart field_part;
    PageMedium *medium; /* that the next words describe */
    Flow caption;
    char *label, *value;
    char *date; /* attribute of the date */
} State;

bool page_has_class(const char *classes, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = classes; (at = strstr(at, name)); at += length) {
        if ((at == classes || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    }
    return false;
}

/* Where text, elements and comments go that no field keeps. */
static HtmlText *present_text(PageFeed *feed)
{
    return feed->in_entry ? feed->state->entry.text : feed->rest;
}

static void add_words(PageFeed *feed, const char *words, size_t length)
{
    html_text_events()->text(present_text(feed), words, length);
}

/* ---- entries ---- */

static void medium_free(gpointer data)
{
    PageMedium *medium = data;

    g_free(medium->uri);
    g_string_free(medium->caption, TRUE);
    g_free(medium);
}

static void entry_begin(PageFeed *feed, const XmlAttribute *attributes, size_t count)
{
    State *state = feed->state;

    state->entry = (PageEntry){.id = g_strdup(xml_value(attributes, count, "id")),
                               .classes = g_strdup(xml_value(attributes, count, "class")),
                               .media = g_ptr_array_new_with_free_func(medium_free),
                               .values = g_ptr_array_new_with_free_func(g_free)};
    state->entry.text = html_text_new();
    html_text_open(state->entry.text);
    state->entry_at = state->open->len;
    feed->in_entry = true;
}

static void entry_clear(PageEntry *entry)
{
    for (size_t i = 0; i < PARTS; i++)
        g_free(entry->fields[i]);
    g_free(entry->id);
    g_free(entry->classes);
    g_free(entry->reply);
    g_free(entry->link);
    g_ptr_array_free(entry->media, TRUE);
    g_ptr_array_free(entry->values, TRUE);
    html_text_free(entry->text);
    *entry = (PageEntry){0};
}

static void caption_end(State *state)
{
    if (state->medium && state->caption.text->len) {
        if (state->medium->caption->len)
            g_string_append_c(state->medium->caption, '\n');
        g_string_append(state->medium->caption, state->caption.text->str);
    }
    g_string_truncate(state->caption.text, 0);
    state->caption.pending = 0;
}

static void describe_media(PageEntry *entry)
{
    HtmlMedia *media = html_text_media(entry->text);

    for (guint i = 0; i < entry->media->len; i++) {
        const PageMedium *medium = g_ptr_array_index(entry->media, i);

        html_media_describe(media, html_media_add(media, medium->uri, medium->role), PLACE_CAPTION,
                            medium->caption->str);
    }
}

static void put_value(State *state, const char *value)
{
    const PageMedium *last =
        state->entry.media->len ? g_ptr_array_index(state->entry.media, state->entry.media->len - 1)
                                : NULL;

    g_ptr_array_add(state->entry.values, g_strdup(last ? last->uri : ""));
    g_ptr_array_add(state->entry.values, state->label ? state->label : g_strdup(""));
    g_ptr_array_add(state->entry.values, g_strdup(value));
    state->label = NULL;
}

static void entry_end(PageFeed *feed)
{
    State *state = feed->state;

    caption_end(state);
    if (state->label)
        put_value(state, "");
    feed->in_entry = false;
    html_text_close(state->entry.text);
    describe_media(&state->entry);
    feed->put(feed, &state->entry);
    entry_clear(&state->entry);
    state->medium = NULL;
    state->entry_at = state->block_at = state->link_at = 0;
}

/* ---- media and links within an entry ---- */

static void medium_seen(PageFeed *feed, const char *uri, const char *role)
{
    State *state = feed->state;
    PageMedium *medium = g_new0(PageMedium, 1);

    caption_end(state);
    medium->uri = g_strdup(uri);
    medium->role = role;
    medium->caption = g_string_new(NULL);
    g_ptr_array_add(state->entry.media, medium);
    state->medium = medium;
}

static void look_for_link(PageFeed *feed, const char *href)
{
    PageEntry *entry = &feed->state->entry;
    const char *role = uri_role(href);
    const char *mark = strchr(href, '#');

    if (role && strcmp(role, "attachment") != 0) {
        medium_seen(feed, href, role);
        feed->state->link_at = feed->state->open->len + 1;
    } else if (mark && !entry->reply && !strstr(href, "://")) {
        entry->reply = g_strdup(mark + 1);
    } else if (!entry->link && strstr(href, "://")) {
        entry->link = g_strdup(href);
    }
}

static void look_for_media(PageFeed *feed, const char *name, const XmlAttribute *attributes,
                           size_t count)
{
    static const char *const pictures[] = {"img", "video", "audio", "source", NULL};
    const char *href = xml_value(attributes, count, "href");
    const char *source = xml_value(attributes, count, "src");

    if (strcmp(name, "a") == 0 && href)
        look_for_link(feed, href);
    else if (!feed->state->link_at && source && g_strv_contains(pictures, name) &&
             !g_str_has_prefix(source, "data:"))
        medium_seen(feed, source,
                    *name == 'i'                 ? "image"
                    : strcmp(name, "audio") == 0 ? "audio"
                                                 : "video");
}

/* ---- fields ---- */

static void field_begin(PageFeed *feed, PagePart part, const XmlAttribute *attributes, size_t count)
{
    State *state = feed->state;
    const char *date = part == PART_DATE ? xml_value(attributes, count, "title") : NULL;

    g_string_truncate(state->field.text, 0);
    state->field.pending = 0;
    state->field_part = part;
    state->field_at = state->open->len;
    if (date)
        state->date = g_strdup(date);
}

/* "10:15", "10:15 AM": what the attribute of a date says as well. */
static bool is_clock(const char *words)
{
    return words[strspn(words, "0123456789:., AaPpMm")] == '\0';
}

/* The first of a kind is the field; more of them are text like any other. */
static void field_end(PageFeed *feed)
{
    State *state = feed->state;
    char **slot = state->field_part == PART_HEADING ? &feed->heading
                                                    : &state->entry.fields[state->field_part];
    g_autofree char *words = g_strdup(state->date ? state->date : state->field.text->str);

    state->field_at = 0;
    if (state->date && !is_clock(state->field.text->str))
        add_words(feed, state->field.text->str, state->field.text->len);
    g_clear_pointer(&state->date, g_free);
    if (state->field_part == PART_LABEL) {
        if (state->label)
            put_value(state, ""); /* nothing was said under the one before */
        state->label = *words ? g_steal_pointer(&words) : NULL;
    } else if (state->field_part == PART_VALUE) {
        put_value(state, words);
    } else if (!*slot && *words) {
        *slot = g_steal_pointer(&words);
    } else if (state->field_part == PART_AUTHOR && !state->entry.fields[PART_SHARED] && *words) {
        state->entry.fields[PART_SHARED] = g_steal_pointer(&words);
    } else {
        add_words(feed, words, strlen(words));
    }
}

/* ---- events ---- */

/* A block behind the words of a label, in the label's own element: "Comment<div>Well done</div>" */
static bool is_value_within_label(const State *state, const char *name)
{
    return state->field_at && state->field_part == PART_LABEL && state->field.text->len &&
           html_element(name) == HTML_BLOCK;
}

static void open_part(PageFeed *feed, PagePart part, const char *name,
                      const XmlAttribute *attributes, size_t count)
{
    State *state = feed->state;
    bool within = feed->in_entry;

    if (part == PART_ENTRY && !within) {
        entry_begin(feed, attributes, count);
    } else if (part == PART_BLOCK && within) {
        caption_end(state);
        state->medium = NULL;
        state->block_at = state->open->len;
    } else if (is_value_within_label(state, name)) {
        field_end(feed);
        field_begin(feed, PART_VALUE, attributes, count);
    } else if (part != PART_NONE && part != PART_ENTRY && part != PART_BLOCK && !state->field_at &&
               within == (part != PART_HEADING)) {
        field_begin(feed, part, attributes, count);
    }
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    static const char *const raw[] = {"script", "style", NULL};
    PageFeed *feed = user;
    State *state = feed->state;
    const char *classes = xml_value(attributes, count, "class");
    Open open = {.part = feed->classify(feed, name, classes ? classes : "")};

    if (feed->in_entry)
        look_for_media(feed, name, attributes, count);
    g_array_append_val(state->open, open);
    open_part(feed, open.part, name, attributes, count);
    if (!state->raw_at && g_strv_contains(raw, name))
        state->raw_at = state->open->len;
    if (state->field_at)
        flow_break(&state->field, html_element_break(html_element(name)));
    flow_break(&state->caption, html_element_break(html_element(name)));
    html_text_events()->start(present_text(feed), space, name, attributes, count);
}

static void close_part(PageFeed *feed, size_t depth)
{
    State *state = feed->state;

    if (state->field_at == depth)
        field_end(feed);
    if (state->block_at == depth) {
        caption_end(state);
        state->medium = NULL;
        state->block_at = 0;
    }
    if (state->link_at == depth)
        state->link_at = 0;
    if (state->raw_at == depth)
        state->raw_at = 0;
}

static void on_end(void *user, const char *space, const char *name)
{
    PageFeed *feed = user;
    State *state = feed->state;
    size_t depth = state->open->len;

    if (depth == 0)
        return;
    if (state->field_at)
        flow_break(&state->field, html_element_break(html_element(name)));
    flow_break(&state->caption, html_element_break(html_element(name)));
    close_part(feed, depth);
    html_text_events()->end(present_text(feed), space, name);
    if (state->entry_at == depth)
        entry_end(feed);
    g_array_set_size(state->open, (guint)depth - 1);
}

static void on_text(void *user, const char *text, size_t length)
{
    PageFeed *feed = user;
    State *state = feed->state;

    if (state->raw_at)
        add_words(feed, text, length);
    else if (state->field_at)
        flow_add(&state->field, text, length, false);
    else if (state->medium && state->block_at && state->caption.text->len < CAPTION_BYTES_MAX)
        flow_add(&state->caption, text, length, false);
    else
        add_words(feed, text, length);
}

static void on_comment(void *user, const char *text, size_t length)
{
    html_text_events()->comment(present_text(user), text, length);
}

void page_feed_read(PageFeed *feed, const char *utf8, size_t length)
{
    static const XmlHandler handler = {on_start, on_end, on_text, on_comment};
    State state = {.open = g_array_new(FALSE, FALSE, sizeof(Open))};

    feed->state = &state;
    feed->rest = html_text_new();
    html_text_open(feed->rest);
    flow_init(&state.field);
    flow_init(&state.caption);
    html_parse(utf8, length, &handler, feed);
    if (state.field_at)
        field_end(feed);
    if (feed->in_entry)
        entry_end(feed);
    html_text_close(feed->rest);
    feed->state = NULL;
    flow_clear(&state.field);
    flow_clear(&state.caption);
    g_free(state.label);
    g_free(state.date);
    g_array_free(state.open, TRUE);
}

void page_feed_clear(PageFeed *feed)
{
    if (feed->rest)
        html_text_free(feed->rest);
    g_free(feed->heading);
}
