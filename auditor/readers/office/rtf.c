/*
 * Rich Text Format: the reader, and what becomes of the groups that rtf_text.c cuts: fields,
 * properties, fonts, pictures, objects.
 */
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/office/ole_package.h"
#include "readers/office/rtf_state.h"
#include "readers/text/texts.h"

#define RTF_BYTES_MAX (128U << 20)
#define HEX_RUN 64U /* so many digits in a row are data */

/* `HYPERLINK "https://..." \l "place"`, INCLUDEPICTURE and the like: their first argument. */
static void take_field(RtfText *rtf, const char *field)
{
    static const char *const names[] = {"HYPERLINK", "INCLUDEPICTURE", "INCLUDETEXT", "LINK"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *at = strstr(field, names[i]);
        const char *open = at != NULL ? strchr(at, '"') : NULL;
        const char *close = open != NULL ? strchr(open + 1, '"') : NULL;
        if (close != NULL) {
            g_ptr_array_add(rtf->urls, g_strndup(open + 1, (gsize)(close - open - 1)));
        }
    }
    g_string_append_printf(rtf->of[INTO_HIDDEN], "\n%s\n", field);
}

static void take_time(RtfText *rtf, const char *key)
{
    if (rtf->times[0] > 0 && rtf->properties != NULL) {
        g_autofree char *time =
            g_strdup_printf("%04u-%02u-%02uT%02u:%02u:00", rtf->times[0], rtf->times[1],
                            rtf->times[2], rtf->times[3], rtf->times[4]);
        properties_add(rtf->properties, key, time);
    }
    memset(rtf->times, 0, sizeof rtf->times);
}

static void take_property(RtfText *rtf, const char *key, const char *value)
{
    if (rtf->times[0] > 0) {
        take_time(rtf, key);
    } else if (strcmp(key, "property") == 0) {
        g_free(rtf->custom);
        rtf->custom = g_strdup(value);
    } else if (rtf->properties != NULL) {
        bool custom = strcmp(key, "value") == 0 && rtf->custom != NULL;
        properties_add(rtf->properties, custom ? rtf->custom : key, value);
    } else {
        g_string_append_printf(rtf->of[INTO_HIDDEN], "\n%s\n", value);
    }
}

/* Drawings carry their settings as pairs; these hold words. */
static void take_shape(RtfText *rtf, const char *key, const char *value)
{
    static const char *const words[] = {
        "wzDescription", "wzName", "gtextUNICODE", "wzTooltip", "pihlShape", "pibName",
        "metroBlob",     "title",  "pWrapPolygon", "hyperlink", NULL};
    if (strcmp(key, "name") == 0) {
        g_free(rtf->shape);
        rtf->shape = g_strdup(value);
    } else if (rtf->shape != NULL && g_strv_contains(words, rtf->shape)) {
        g_string_append_printf(rtf->of[INTO_HIDDEN], "\n%s\n", value);
    }
}

void rtf_take_font(RtfText *rtf)
{
    static const struct {
        const char *ending;
        unsigned page;
    } endings[] = {{" CE", 1250},       {" Cyr", 1251},      {" Greek", 1253}, {" Tur", 1254},
                   {" (Hebrew)", 1255}, {" (Arabic)", 1256}, {" Baltic", 1257}};
    GString *name = rtf->of[INTO_FONTS];
    g_string_truncate(name, strcspn(name->str, ";"));
    g_strchomp(name->str);
    for (size_t i = 0; i < G_N_ELEMENTS(endings) && rtf->font_page <= 1; i++) {
        if (g_str_has_suffix(name->str, endings[i].ending)) {
            rtf->font_page = endings[i].page;
        }
    }
    if (rtf->font_page > 1) {
        g_hash_table_insert(rtf->fonts, GINT_TO_POINTER(rtf->now.font),
                            GUINT_TO_POINTER(rtf->font_page));
    }
    rtf->font_page = 0;
    g_string_truncate(name, 0);
}

static void take_blob(RtfText *rtf, GPtrArray *into)
{
    if (rtf->blob->len > 0) {
        g_ptr_array_add(into, rtf->blob);
        rtf->blob = g_byte_array_new();
    }
    rtf->nibble = -1;
}

/* "Juf Els;" as the list of those who changed something has it. */
static void take_authors(RtfText *rtf, const char *list)
{
    g_auto(GStrv) names = g_strsplit(list, ";", -1);
    for (size_t i = 0; names[i] != NULL; i++) {
        g_ptr_array_add(rtf->authors, g_strstrip(g_strdup(names[i])));
    }
}

/* What a group collected, once it is closed. */
void rtf_end_destination(RtfText *rtf, const RtfGroup *group)
{
    g_autofree char *text = g_strdup(rtf->of[group->into]->str);
    switch (group->into) {
    case INTO_FIELD:
        take_field(rtf, text);
        break;
    case INTO_PROPERTY:
        take_property(rtf, group->key, g_strstrip(text));
        break;
    case INTO_SHAPE:
        take_shape(rtf, group->key, text);
        break;
    case INTO_AUTHOR:
        take_authors(rtf, text);
        break;
    case INTO_FONTS:
        rtf_take_font(rtf);
        break;
    case INTO_PICTURE:
        take_blob(rtf, rtf->pictures);
        break;
    case INTO_OBJECT:
        take_blob(rtf, rtf->objects);
        break;
    default:
        g_string_append_c(rtf->of[group->into], '\n');
        return;
    }
    g_string_truncate(rtf->of[group->into], 0);
}

/* ---- facts ---- */

/* Data in hexadecimal that no destination claimed: nobody reads it. */
static void drop_digits(GString *text)
{
    size_t to = 0;
    for (size_t at = 0; at < text->len;) {
        size_t run = strspn(text->str + at, "0123456789abcdefABCDEF");
        size_t all = run + strcspn(text->str + at + run, " \t\n");
        if (run < HEX_RUN) {
            memmove(text->str + to, text->str + at, MAX(all, 1));
            to += MAX(all, 1);
        }
        at += MAX(all, 1);
    }
    g_string_truncate(text, to);
}

/* Lines of their own, each once, without blank ones. */
static void put_lines(Texts *texts, Place place, const GString *text)
{
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        texts_line(texts, place, lines[i]);
    }
}

static const char *ending_of(const GByteArray *picture)
{
    static const struct {
        size_t at;
        const char *magic, *ending;
    } kinds[] = {{0, "\xFF\xD8\xFF", "jpg"},
                 {0, "\x89PNG", "png"},
                 {40, " EMF", "emf"},
                 {0, "GIF8", "gif"},
                 {0, "\x01\x00\x09", "wmf"}};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        size_t length = MAX(strlen(kinds[i].magic), 3);
        if (picture->len >= kinds[i].at + length &&
            memcmp(picture->data + kinds[i].at, kinds[i].magic, length) == 0) {
            return kinds[i].ending;
        }
    }
    return "bin";
}

static void put_pictures(RtfText *rtf, Sink *sink, uint32_t publication)
{
    for (guint i = 0; i < rtf->pictures->len; i++) {
        const GByteArray *picture = g_ptr_array_index(rtf->pictures, i);
        g_autofree char *name = g_strdup_printf("picture-%u.%s", i + 1, ending_of(picture));
        sink_leaf(sink, name, NULL, picture->data, picture->len);
        sink_medium(sink, &(FactMedium){.publication = publication, .role = "image", .uri = name});
    }
    for (guint i = 0; i < rtf->objects->len; i++) {
        const GByteArray *object = g_ptr_array_index(rtf->objects, i);
        g_autofree char *name = g_strdup_printf("object-%u", i + 1);
        ole_object_put((Slice){(const char *)object->data, object->len}, name, sink, publication);
    }
}

static void put_markup(RtfText *rtf, Sink *sink, uint32_t publication)
{
    const GString *markup = rtf->of[INTO_MARKUP];
    if (markup->len > 0) {
        g_autoptr(HtmlText) html = html_text_new();
        html_text_read(html, markup->str, markup->len);
        html_text_put(html, sink, publication, "html");
    }
}

void rtf_text_put(RtfText *rtf, Sink *sink, uint32_t publication, const char *label)
{
    static const struct {
        Into into;
        const char *label;
        Place place;
    } stories[] = {{INTO_HEADER, "header and footer", PLACE_BODY},
                   {INTO_FOOTNOTE, "footnotes", PLACE_BODY},
                   {INTO_COMMENT, "comments", PLACE_HIDDEN},
                   {INTO_HIDDEN, NULL, PLACE_HIDDEN}};
    g_autoptr(Texts) texts = texts_new(sink, publication);
    texts_label(texts, label);
    texts_line(texts, PLACE_BODY, rtf->of[INTO_BODY]->str);
    drop_digits(rtf->of[INTO_HIDDEN]);
    for (size_t i = 0; i < G_N_ELEMENTS(stories); i++) {
        texts_label(texts, stories[i].label);
        put_lines(texts, stories[i].place, rtf->of[stories[i].into]);
    }
    for (guint i = 0; i < rtf->authors->len; i++) {
        texts_author(texts, g_ptr_array_index(rtf->authors, i));
    }
    for (guint i = 0; i < rtf->urls->len; i++) {
        texts_url(texts, g_ptr_array_index(rtf->urls, i));
    }
    put_markup(rtf, sink, publication);
    put_pictures(rtf, sink, publication);
    if (rtf->too_deep) {
        sink_gap(sink, REASON_LIMIT_DEPTH, "groups within groups");
    } else if (rtf->cut) {
        sink_gap(sink, REASON_TRUNCATED, "groups are not closed");
    } else if (rtf->goes_on) {
        sink_gap(sink, REASON_CORRUPT, "text was recovered from a broken document");
    }
}

/* ---- the reader ---- */

static int rtf_bid(const Input *input)
{
    return rtf_begins(input_head(input)) ? 66 : 0;
}

static void rtf_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, RTF_BYTES_MAX);
    g_autoptr(Properties) properties = properties_new();
    g_autoptr(RtfText) text = rtf_text_new(whole, properties);
    rtf_text_put(text, sink, properties_put(properties, sink), NULL);
}

const Reader reader_rtf = {.name = "rtf", .bid = rtf_bid, .read = rtf_read};
