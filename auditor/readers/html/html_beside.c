/*
 * Each block of a page is a row of pictures, short words, and what is neither; where a picture and
 * short words alternate they belong together. A block with one picture alone, or short words
 * alone, counts as that in the block around it. What stands between long texts is told of only
 * below the picture, since a heading above tells of the text.
 */
#include "readers/html/html_beside.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_BYTES_MAX 150U
#define WORDS_LINES_MAX 3U
#define SIDE_MIN 50        /* fewer pixels are a sign, not a photo */
#define SHARE_MAX 12U      /* sizes of one picture */
#define APPEARANCES_MAX 2U /* of a picture that shows somebody; a sign stands before every line */
#define PIECE_DEPTH G_MAXSIZE

typedef enum { PART_NOTHING, PART_PICTURE, PART_WORDS, PART_OTHER } PartKind;

typedef struct {
    PartKind kind;
    bool heading;
    unsigned lines;
    size_t from, to; /* of a picture: in the order of media, of words: in the flow */
    size_t medium;   /* the picture itself */
    const Flow *flow;
} Part;

/* An open block. Its parts lie on top of the stack, those since the last other thing. */
typedef struct {
    size_t depth, text_from, media_from;
    const Flow *flow;
    bool heading, cell, row;
    bool mixed;    /* held something else than what lies on the stack */
    guint parts;   /* where its parts begin */
    GArray *cells; /* of a row: a Part each */
    GArray *shown; /* the cells of the row before: pictures only */
} Block;

typedef struct {
    Part picture, words;
} Claim;

struct HtmlBeside {
    HtmlMedia *media;
    GArray *blocks, *parts, *claims;
    GArray *appearances; /* by medium */
};

static void block_clear(gpointer data)
{
    Block *block = data;
    g_clear_pointer(&block->cells, g_array_unref);
    g_clear_pointer(&block->shown, g_array_unref);
}

HtmlBeside *html_beside_new(HtmlMedia *media)
{
    HtmlBeside *beside = g_new0(HtmlBeside, 1);
    beside->media = media;
    beside->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    g_array_set_clear_func(beside->blocks, block_clear);
    beside->parts = g_array_sized_new(FALSE, FALSE, sizeof(Part), 16); /* never without memory */
    beside->claims = g_array_new(FALSE, FALSE, sizeof(Claim));
    beside->appearances = g_array_new(FALSE, TRUE, sizeof(guint8));
    return beside;
}

void html_beside_free(HtmlBeside *beside)
{
    g_array_unref(beside->blocks);
    g_array_unref(beside->parts);
    g_array_unref(beside->claims);
    g_array_unref(beside->appearances);
    g_free(beside);
}

static Block *top(const HtmlBeside *beside)
{
    return beside->blocks->len > 0 ? &g_array_index(beside->blocks, Block, beside->blocks->len - 1)
                                   : NULL;
}

static Part *part_at(const HtmlBeside *beside, guint i)
{
    return &g_array_index(beside->parts, Part, i);
}

/* ---- what belongs together ---- */

static void claim(HtmlBeside *beside, const Part *picture, const Part *words)
{
    Claim one = {*picture, *words};
    g_array_append_val(beside->claims, one);
}

typedef enum { SIDE_NONE, SIDE_BELOW, SIDE_ABOVE } Side;

/* Where the words stand that belong to the pictures of parts that alternate. */
static Side side_of(const Part *parts, guint count, bool alone)
{
    guint pictures = 0, headings = 0, words = 0;
    for (guint i = 0; i < count; i++) {
        pictures += parts[i].kind == PART_PICTURE;
        words += parts[i].kind == PART_WORDS;
        headings += parts[i].kind == PART_WORDS && parts[i].heading;
    }
    bool begins = parts[0].kind == PART_PICTURE, ends = parts[count - 1].kind == PART_PICTURE;
    if (pictures == 0 || words == 0) {
        return SIDE_NONE;
    }
    if (begins && ends) {
        return SIDE_NONE;
    }
    if (begins || !alone) {
        return SIDE_BELOW;
    }
    if (ends) {
        return SIDE_ABOVE;
    }
    /* Words at both ends: a heading tops what follows. */
    return parts[0].heading ? (headings == 1 ? SIDE_BELOW : SIDE_NONE)
           : pictures == 1  ? SIDE_BELOW
                            : SIDE_NONE;
}

/* The parts of a block since the last other thing; `alone`: there is none, on either side. */
static void resolve(HtmlBeside *beside, const Block *block, bool alone)
{
    guint count = beside->parts->len - block->parts;
    if (count < 2) {
        return;
    }
    const Part *parts = part_at(beside, block->parts);
    Side side = side_of(parts, count, alone);
    for (guint i = 0; i < count; i++) {
        if (parts[i].kind != PART_PICTURE) {
            continue;
        }
        if (side == SIDE_BELOW && i + 1 < count && parts[i + 1].kind == PART_WORDS &&
            (alone || !parts[i + 1].heading)) {
            claim(beside, &parts[i], &parts[i + 1]);
        } else if (side == SIDE_ABOVE && i > 0 && parts[i - 1].kind == PART_WORDS) {
            claim(beside, &parts[i], &parts[i - 1]);
        }
    }
}

/* ---- parts of a block ---- */

static void add_other(HtmlBeside *beside, Block *block)
{
    resolve(beside, block, false);
    g_array_set_size(beside->parts, block->parts);
    block->mixed = true;
}

/* Words behind words are one, but for a heading, which begins anew. */
static void add_words(HtmlBeside *beside, Block *block, const Part *words)
{
    guint count = beside->parts->len - block->parts;
    Part *last = count > 0 ? part_at(beside, beside->parts->len - 1) : NULL;
    if (last == NULL || last->kind != PART_WORDS) {
        g_array_append_val(beside->parts, *words);
        return;
    }
    if (words->heading && !last->heading) {
        g_array_append_val(beside->parts, *words);
        return;
    }
    if (last->lines + words->lines <= WORDS_LINES_MAX &&
        words->to - last->from <= WORDS_BYTES_MAX) {
        last->lines += words->lines;
        last->to = words->to;
        return;
    }
    g_array_set_size(beside->parts, beside->parts->len - 1); /* the beginning of a text */
    add_other(beside, block);
}

static void add_part(HtmlBeside *beside, Block *block, const Part *part)
{
    if (part->kind == PART_PICTURE) {
        g_array_append_val(beside->parts, *part);
    } else if (part->kind == PART_WORDS) {
        add_words(beside, block, part);
    } else if (part->kind == PART_OTHER) {
        add_other(beside, block);
    }
}

/* The lines that stand in the block itself since the last look; `mark`: media from there on come
 * behind them. */
static void take_text(HtmlBeside *beside, Block *block, size_t mark)
{
    const GString *text = block->flow->text;
    size_t at = MIN(block->text_from, text->len);
    block->text_from = text->len;
    while (at < text->len) {
        const char *end = memchr(text->str + at, '\n', text->len - at);
        size_t to = end != NULL ? (size_t)(end - text->str) : text->len;
        bool filled = false;
        for (size_t i = at; i < to && !filled; i++) {
            filled = g_ascii_isalpha(text->str[i]) || (unsigned char)text->str[i] >= 0x80;
        }
        Part words = {.kind = to - at > WORDS_BYTES_MAX ? PART_OTHER : PART_WORDS,
                      .heading = block->heading,
                      .lines = 1,
                      .from = at,
                      .to = to,
                      .flow = block->flow};
        if (filled) {
            add_part(beside, block, &words);
            block->media_from = mark;
        }
        at = to + 1;
    }
}

/* ---- elements ---- */

static bool is_block(HtmlElement element)
{
    return element == HTML_BLOCK || element == HTML_CELL || element == HTML_FIGURE ||
           element == HTML_FIGCAPTION || element == HTML_DIALOG || element == HTML_PREFORMATTED ||
           element == HTML_NOSCRIPT || element == HTML_TEMPLATE;
}

static bool is_tiny(const XmlAttribute *attributes, size_t count, const char *side)
{
    const char *value = xml_value(attributes, count, side);
    char *end = NULL;
    double pixels = value != NULL ? g_ascii_strtod(value, &end) : 0;
    return value != NULL && end != value && *end != '%' && pixels < SIDE_MIN;
}

/* Signs and portraits of who wrote something, by what their class or address says. */
static bool is_sign(const HtmlBeside *beside, const HtmlBesideElement *element)
{
    static const char *const words[] = {"emoji",  "smiley", "icon",   "icoon",
                                        "avatar", "logo",   "spacer", "button"};
    const char *class_name = xml_value(element->attributes, element->count, "class");
    const char *uri = html_media_uri(beside->media, element->targets->index[0]);
    g_autofree char *lower_class = class_name != NULL ? g_ascii_strdown(class_name, -1) : NULL;
    g_autofree char *lower_uri = g_ascii_strdown(uri, (gssize)strnlen(uri, 4096));
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if ((lower_class != NULL && strstr(lower_class, words[i]) != NULL) ||
            strstr(lower_uri, words[i]) != NULL) {
            return true;
        }
    }
    return is_tiny(element->attributes, element->count, "width") ||
           is_tiny(element->attributes, element->count, "height");
}

/* Photos are hardly ever one of these. */
static bool is_drawing(const char *uri)
{
    static const char *const endings[] = {".gif", ".svg", ".ico", ".bmp"};
    size_t length = strcspn(uri, "?#");
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (length >= 4 && g_ascii_strncasecmp(uri + length - 4, endings[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

/* The medium that the element shows and that may be a photo; NONE without any. */
static size_t shown_by(const HtmlBeside *beside, const HtmlBesideElement *element)
{
    const char *style = xml_value(element->attributes, element->count, "style");
    bool background = style != NULL && strstr(style, "url(") != NULL &&
                      element->element != HTML_CELL && strcmp(element->name, "body") != 0;
    bool shows = element->element == HTML_IMAGE || element->element == HTML_VIDEO || background;
    if (!shows || element->targets->count == 0 || is_sign(beside, element)) {
        return HTML_MEDIA_NONE;
    }
    for (size_t i = 0; i < element->targets->count; i++) {
        if (!is_drawing(html_media_uri(beside->media, element->targets->index[i]))) {
            return element->targets->index[i];
        }
    }
    return HTML_MEDIA_NONE;
}

static void count_appearance(HtmlBeside *beside, size_t medium)
{
    if (beside->appearances->len <= medium) {
        g_array_set_size(beside->appearances, (guint)medium + 1);
    }
    guint8 *appearances = &g_array_index(beside->appearances, guint8, medium);
    *appearances = (guint8)MIN(*appearances + 1U, APPEARANCES_MAX + 1);
}

static void open_block(HtmlBeside *beside, const HtmlBesideElement *element, const Flow *flow)
{
    const char *name = element->name;
    Block block = {.depth = element->depth,
                   .text_from = flow->text->len,
                   .media_from = element->mark,
                   .flow = flow,
                   .heading = name[0] == 'h' && g_ascii_isdigit(name[1]),
                   .cell = element->element == HTML_CELL,
                   .row = strcmp(name, "tr") == 0,
                   .parts = beside->parts->len};
    g_array_append_val(beside->blocks, block);
}

void html_beside_open(HtmlBeside *beside, const HtmlBesideElement *element, const Flow *flow)
{
    Block *block = top(beside);
    if (block == NULL) {
        return;
    }
    size_t medium = element->targets->count > 0 ? shown_by(beside, element) : HTML_MEDIA_NONE;
    if (is_block(element->element)) {
        take_text(beside, block, element->mark);
        open_block(beside, element, flow);
        block = top(beside);
    }
    bool shows = element->element == HTML_IMAGE || element->element == HTML_VIDEO;
    if (medium != HTML_MEDIA_NONE) {
        take_text(beside, block, element->mark);
        Part picture = {.kind = PART_PICTURE,
                        .from = block->media_from,
                        .to = html_media_mark(beside->media),
                        .medium = medium};
        add_part(beside, block, &picture);
        count_appearance(beside, medium);
    }
    if (medium != HTML_MEDIA_NONE || shows) {
        block->media_from = html_media_mark(beside->media);
    }
}

/* ---- ends ---- */

/* What a block is to the one around it. */
static Part summary_of(HtmlBeside *beside, const Block *block)
{
    guint count = beside->parts->len - block->parts;
    const Part *parts = part_at(beside, block->parts);
    bool words = count > 0, picture = !block->mixed && count == 1 && parts[0].kind == PART_PICTURE;
    unsigned lines = 0;
    for (guint i = 0; i < count; i++) {
        words = words && parts[i].kind == PART_WORDS;
        lines += parts[i].lines;
    }
    Part other = {.kind = PART_OTHER};
    if (block->mixed || (count > 0 && !words && !picture)) {
        return other;
    }
    if (count == 0) {
        return (Part){.kind = PART_NOTHING};
    }
    Part sum = parts[0];
    if (words) {
        sum.to = parts[count - 1].to;
        sum.lines = lines;
    }
    return words && (lines > WORDS_LINES_MAX || sum.to - sum.from > WORDS_BYTES_MAX) ? other : sum;
}

static unsigned cells_of(const GArray *cells, PartKind kind)
{
    unsigned count = 0;
    for (guint i = 0; i < cells->len; i++) {
        PartKind own = g_array_index(cells, Part, i).kind;
        if (own != kind && own != PART_NOTHING) {
            return 0;
        }
        count += own == kind;
    }
    return count;
}

/* A row of pictures, and below it a row of words: each has the words of its column. */
static void take_row(HtmlBeside *beside, Block *table, GArray *cells)
{
    GArray *shown = table->shown;
    if (shown != NULL && cells != NULL && shown->len == cells->len &&
        cells_of(cells, PART_WORDS) > 0) {
        for (guint i = 0; i < cells->len; i++) {
            const Part *picture = &g_array_index(shown, Part, i);
            const Part *words = &g_array_index(cells, Part, i);
            if (picture->kind == PART_PICTURE && words->kind == PART_WORDS) {
                claim(beside, picture, words);
            }
        }
    }
    g_clear_pointer(&table->shown, g_array_unref);
    if (cells != NULL && cells_of(cells, PART_PICTURE) > 1) {
        table->shown = g_array_ref(cells);
    }
}

static void note_cell(Block *row, const Part *cell)
{
    if (row->cells == NULL) {
        row->cells = g_array_new(FALSE, FALSE, sizeof(Part));
    }
    g_array_append_val(row->cells, *cell);
}

/* Hidden parts of what is seen do not count. */
static void hand_up(HtmlBeside *beside, const Block *block, Block *outer, Part *sum)
{
    size_t media_from = outer->media_from;
    if (sum->kind != PART_NOTHING) {
        outer->media_from = html_media_mark(beside->media);
    }
    if (outer->flow != block->flow) {
        return;
    }
    outer->text_from = block->flow->text->len;
    if (outer->row && block->cell) {
        note_cell(outer, sum);
    }
    if (block->row) {
        take_row(beside, outer, block->cells);
    }
    if (sum->kind == PART_PICTURE) {
        sum->from = media_from; /* the link around it leads to the same picture in large */
    }
    add_part(beside, outer, sum);
}

static void close_block(HtmlBeside *beside)
{
    Block *block = top(beside);
    take_text(beside, block, html_media_mark(beside->media));
    Part sum = summary_of(beside, block);
    if (sum.kind == PART_OTHER) {
        resolve(beside, block, !block->mixed);
    }
    g_array_set_size(beside->parts, block->parts);
    if (block->depth != PIECE_DEPTH) {
        hand_up(beside, block, block - 1, &sum);
    }
    g_array_set_size(beside->blocks, beside->blocks->len - 1);
}

void html_beside_close(HtmlBeside *beside, size_t depth)
{
    const Block *block = top(beside);
    if (block != NULL && block->depth == depth) {
        close_block(beside);
    }
}

void html_beside_begin(HtmlBeside *beside, const Flow *flow)
{
    Block piece = {.depth = PIECE_DEPTH,
                   .text_from = flow->text->len,
                   .media_from = html_media_mark(beside->media),
                   .flow = flow,
                   .parts = beside->parts->len};
    g_array_append_val(beside->blocks, piece);
}

void html_beside_end(HtmlBeside *beside)
{
    bool last = false;
    while (!last && beside->blocks->len > 0) {
        last = top(beside)->depth == PIECE_DEPTH;
        close_block(beside);
    }
}

/* ---- telling ---- */

/* Lines that say who made the picture or the text, not who is in it. */
static bool is_credit(const char *line)
{
    static const char *const words[] = {
        "foto:",     "foto's:",    "foto’s:",      "fotograaf", "fotografie", "foto door",
        "foto by",   "photo:",     "photo by",     "beeld:",    "tekst",      "bron:",
        "door ",     "door:",      "by ",          "credit",    "copyright",  "©",
        "geplaatst", "geschreven", "gepubliceerd", "auteur",    "(c)"};
    line += strspn(line, " (");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_ascii_strncasecmp(line, words[i], strlen(words[i])) == 0) {
            return true;
        }
    }
    return false;
}

static char *words_of(const Part *part)
{
    g_autofree char *all = g_strndup(part->flow->text->str + part->from, part->to - part->from);
    g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
    GString *kept = g_string_new(NULL);
    for (char **line = lines; *line != NULL; line++) {
        g_strstrip(*line);
        if (**line != '\0' && !is_credit(*line)) {
            g_string_append_printf(kept, "%s%s", kept->len > 0 ? "\n" : "", *line);
        }
    }
    return g_string_free(kept, FALSE);
}

void html_beside_settle(HtmlBeside *beside)
{
    for (guint i = 0; i < beside->claims->len; i++) {
        const Claim *one = &g_array_index(beside->claims, Claim, i);
        const Part *picture = &one->picture;
        if (g_array_index(beside->appearances, guint8, picture->medium) > APPEARANCES_MAX) {
            continue;
        }
        g_autofree char *words = words_of(&one->words);
        size_t from = picture->to - MIN(picture->to - picture->from, SHARE_MAX);
        for (size_t at = from; at < picture->to; at++) {
            html_media_lay_beside(beside->media, html_media_at(beside->media, at), words);
        }
    }
    g_array_set_size(beside->claims, 0);
}
