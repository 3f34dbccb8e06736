/*
 * Captions, found by element and class. A caption tells of the media before it in the nearest
 * element around it that has any.
 */
#include "readers/html/html_figures.h"

#include <glib.h>
#include <string.h>

#define CAPTION_BYTES_MAX 2000U /* longer ones without a figure are a page's text */
#define CLIMB_MAX 3U            /* so far from a caption its picture stands, without a figure */
#define SHARE_MAX 12U           /* more media beside a caption than sizes of one picture */
#define CAPTIONS_MAX 8U         /* of the same media, one behind the other */

typedef struct {
    size_t depth; /* of the figure element */
    char *before; /* a caption that came before any of its media */
} Figure;

/* An open element. Captions part its media: one tells of those since the one before. */
typedef struct {
    size_t mark;        /* media from here on are inside */
    size_t from, until; /* those that the last caption told of */
    unsigned captions;  /* of them */
} Level;

typedef struct {
    size_t depth, mark;
    size_t offset; /* in the flow */
    bool told;     /* by its element; else by its class */
} Caption;

struct HtmlFigures {
    HtmlMedia *media;
    GArray *figures, *captions;
    GArray *levels;    /* by depth */
    GArray *told;      /* how deep the caption stood that told of each medium, 0: none */
    size_t link_depth; /* of the open link to a medium, 0: none */
    size_t link_medium, link_mark, link_offset;
};

static void figure_clear(gpointer data)
{
    g_free(((Figure *)data)->before);
}

HtmlFigures *html_figures_new(HtmlMedia *media)
{
    HtmlFigures *figures = g_new0(HtmlFigures, 1);
    figures->media = media;
    figures->figures = g_array_new(FALSE, FALSE, sizeof(Figure));
    g_array_set_clear_func(figures->figures, figure_clear);
    figures->captions = g_array_new(FALSE, FALSE, sizeof(Caption));
    figures->levels = g_array_new(FALSE, TRUE, sizeof(Level));
    figures->told = g_array_new(FALSE, TRUE, sizeof(size_t));
    return figures;
}

void html_figures_free(HtmlFigures *figures)
{
    g_array_unref(figures->figures);
    g_array_unref(figures->captions);
    g_array_unref(figures->levels);
    g_array_unref(figures->told);
    g_free(figures);
}

/* ---- classes ---- */

typedef enum { CLASS_NOTHING, CLASS_FIGURE, CLASS_CAPTION } ClassMeaning;

static bool holds_one_of(const char *word, const char *const *parts)
{
    for (; *parts != NULL; parts++) {
        if (strstr(word, *parts) != NULL) {
            return true;
        }
    }
    return false;
}

static ClassMeaning word_meaning(const char *word)
{
    static const char *const frames[] = {"wp-caption", "tr-caption-container", "thumbinner",
                                         "gallerybox", NULL};
    /* The last ones head cards of people: a picture, and below it who that is. */
    static const char *const captions[] = {
        "caption",           "bijschrift",        "onderschrift",       "gallerytext",
        "gallery_title",     "gallery-item-info", "gallery-item-title", "gallery-item__title",
        "image-box-content", "card-title",        "member-name",        "member_name",
        "member-desc",       "member_desc",       "person-name",        NULL};
    static const char *const items[] = {"gallery-item", "gallery_item", NULL};
    if (g_strv_contains(frames, word)) {
        return CLASS_FIGURE;
    }
    if (holds_one_of(word, captions)) {
        return CLASS_CAPTION;
    }
    return holds_one_of(word, items) ? CLASS_FIGURE : CLASS_NOTHING;
}

/* Few class names say anything of pictures; the others cost one look. */
static bool may_mean(const char *class_name)
{
    static const char *const parts[] = {"caption",   "schrift",    "gallery", "thumbinner",
                                        "image-box", "card-title", "member",  "person-name"};
    for (const char *p = class_name; *p != '\0'; p++) {
        for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
            if ((*p | 0x20) == *parts[i] &&
                g_ascii_strncasecmp(p, parts[i], strlen(parts[i])) == 0) {
                return true;
            }
        }
    }
    return false;
}

static ClassMeaning class_meaning(HtmlElement element, const char *class_name)
{
    if (element == HTML_FIGCAPTION) {
        return CLASS_CAPTION;
    }
    if (element == HTML_FIGURE) {
        return CLASS_FIGURE;
    }
    if (class_name == NULL || !may_mean(class_name)) {
        return CLASS_NOTHING;
    }
    g_autofree char *lower = g_ascii_strdown(class_name, -1);
    g_auto(GStrv) words = g_strsplit_set(lower, " \t\r\n", -1);
    ClassMeaning meaning = CLASS_NOTHING;
    for (char **word = words; *word != NULL && meaning != CLASS_FIGURE; word++) {
        ClassMeaning one = word_meaning(*word);
        meaning = one != CLASS_NOTHING ? one : meaning;
    }
    return meaning;
}

/* ---- describing ---- */

/* `depth` is that of the element around both: what stands deeper inside has captions of its own. */
static void describe_range(HtmlFigures *figures, size_t from, size_t to, size_t depth,
                           const char *words)
{
    if (figures->told->len < to) {
        g_array_set_size(figures->told, (guint)to);
    }
    for (size_t i = from; i < to; i++) {
        size_t *told = &g_array_index(figures->told, size_t, i);
        if (*told <= depth) {
            html_media_describe(figures->media, html_media_at(figures->media, i), PLACE_CAPTION,
                                words);
            *told = depth;
        }
    }
}

static Level *level_at(HtmlFigures *figures, size_t depth)
{
    return &g_array_index(figures->levels, Level, depth);
}

/* A caption within the element of that depth, with media up to `now` before it. */
static void tell(HtmlFigures *figures, size_t depth, size_t now, size_t most, const char *words)
{
    Level *level = level_at(figures, depth);
    if (now > level->until) {
        level->from = level->until;
        level->until = now;
        level->captions = 0;
    }
    if (level->captions < CAPTIONS_MAX && now - level->from <= most) {
        level->captions++;
        describe_range(figures, level->from, now, depth, words);
    }
}

static void end_of_caption(HtmlFigures *figures, const Caption *caption, const Flow *flow)
{
    size_t now = html_media_mark(figures->media);
    bool around = !caption->told && now > caption->mark; /* it holds the picture, and words of it */
    g_autofree char *words = flow_since(flow, caption->offset);
    if (around || *words == '\0') {
        return;
    }
    if (figures->figures->len > 0) {
        Figure *figure = &g_array_index(figures->figures, Figure, figures->figures->len - 1);
        if (level_at(figures, figure->depth)->mark < now) {
            tell(figures, figure->depth, now, G_MAXSIZE, words);
        } else if (figure->before == NULL) {
            figure->before = g_steal_pointer(&words);
        }
        return;
    }
    for (size_t up = 1; up <= CLIMB_MAX && up < caption->depth; up++) {
        if (level_at(figures, caption->depth - up)->mark < caption->mark) {
            if (strlen(words) <= CAPTION_BYTES_MAX) {
                tell(figures, caption->depth - up, caption->mark, SHARE_MAX, words);
            }
            return;
        }
    }
}

/* ---- elements ---- */

static bool is_void(HtmlElement element)
{
    return element == HTML_IMAGE || element == HTML_INPUT || element == HTML_SOURCE ||
           element == HTML_META || element == HTML_LINK_ELEMENT;
}

static void open_caption(HtmlFigures *figures, HtmlElement element, size_t mark, size_t depth,
                         const Flow *flow)
{
    const GArray *open = figures->captions;
    const Caption *outer = open->len > 0 ? &g_array_index(open, Caption, open->len - 1) : NULL;
    bool part = outer != NULL && outer->mark == mark; /* of a caption that holds no picture */
    if (!part && !is_void(element)) {
        Caption caption = {.depth = depth,
                           .mark = mark,
                           .offset = flow->text->len,
                           .told = element == HTML_FIGCAPTION};
        g_array_append_val(figures->captions, caption);
    }
}

void html_figures_open(HtmlFigures *figures, HtmlElement element, const char *class_name,
                       const HtmlTargets *targets, size_t mark, size_t depth, const Flow *flow)
{
    g_array_set_size(figures->levels, (guint)depth + 1);
    *level_at(figures, depth) = (Level){.mark = mark, .from = mark, .until = mark};
    ClassMeaning meaning = class_meaning(element, class_name);
    if (meaning == CLASS_FIGURE) {
        Figure figure = {.depth = depth};
        g_array_append_val(figures->figures, figure);
    } else if (meaning == CLASS_CAPTION) {
        open_caption(figures, element, mark, depth, flow);
    }
    if (element == HTML_ANCHOR && targets->count > 0 && figures->link_depth == 0) {
        figures->link_depth = depth;
        figures->link_medium = targets->index[0];
        figures->link_mark = html_media_mark(figures->media);
        figures->link_offset = flow->text->len;
    }
}

/* The words of a link to a picture are its caption; the picture inside lends its alt text. */
static void close_link(HtmlFigures *figures, const Flow *flow)
{
    HtmlMedia *media = figures->media;
    g_autofree char *words = flow_since(flow, figures->link_offset);
    html_media_describe(media, figures->link_medium, PLACE_CAPTION, words);
    for (size_t i = figures->link_mark; i < html_media_mark(media); i++) {
        html_media_copy(media, html_media_at(media, i), figures->link_medium, PLACE_ALT);
    }
    figures->link_depth = 0;
}

void html_figures_close(HtmlFigures *figures, size_t depth, const Flow *flow)
{
    GArray *captions = figures->captions, *open = figures->figures;
    if (captions->len > 0 && g_array_index(captions, Caption, captions->len - 1).depth == depth) {
        const Caption caption = g_array_index(captions, Caption, captions->len - 1);
        g_array_set_size(captions, captions->len - 1);
        end_of_caption(figures, &caption, flow);
    }
    if (open->len > 0 && g_array_index(open, Figure, open->len - 1).depth == depth) {
        const Figure *figure = &g_array_index(open, Figure, open->len - 1);
        if (figure->before != NULL) {
            tell(figures, depth, html_media_mark(figures->media), G_MAXSIZE, figure->before);
        }
        g_array_set_size(open, open->len - 1);
    }
    if (figures->link_depth == depth && depth > 0) {
        close_link(figures, flow);
    }
}

HtmlFiguresOpen html_figures_keep(const HtmlFigures *figures)
{
    return (HtmlFiguresOpen){figures->figures->len, figures->captions->len, figures->link_depth,
                             figures->link_medium,  figures->link_mark,     figures->link_offset};
}

void html_figures_return(HtmlFigures *figures, const HtmlFiguresOpen *open)
{
    g_array_set_size(figures->figures, MIN((guint)open->figures, figures->figures->len));
    g_array_set_size(figures->captions, MIN((guint)open->captions, figures->captions->len));
    figures->link_depth = open->link_depth;
    figures->link_medium = open->link_medium;
    figures->link_mark = open->link_mark;
    figures->link_offset = open->link_offset;
}
