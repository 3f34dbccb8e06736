/*
 * The builder of markup. Texts of the catalogue are parsed for their emphasis and links before the
 * values are put in, so that a value can never become markup.
 */
#include "reports/html/markup.h"

#include <gio/gio.h>
#include <stdarg.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/mask.h"

#define PART_FOLDER "/schoolaudit/reports/html/"

struct Markup {
    Output *output;
    const char *language; /* the one shown first */
    GPtrArray *open;      /* const char *, tags */
    GHashTable *said;     /* id of a text without values -> its markup; tables say the same often */
};

static const char *const languages[] = {"nl", "en"};

Markup *markup_new(Output *output, const char *language)
{
    Markup *markup = g_new0(Markup, 1);
    markup->output = output;
    markup->language = g_strcmp0(language, "en") == 0 ? "en" : "nl";
    markup->open = g_ptr_array_new();
    markup->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return markup;
}

void markup_free(Markup *markup)
{
    g_assert(markup->open->len == 0);
    g_ptr_array_unref(markup->open);
    g_hash_table_unref(markup->said);
    g_free(markup);
}

const char *markup_language(const Markup *markup)
{
    return markup->language;
}

static void append_attributes(GString *out, va_list pairs)
{
    const char *name;
    while ((name = va_arg(pairs, const char *))) {
        const char *value = va_arg(pairs, const char *);
        if (!value)
            continue;
        g_assert(!g_str_has_prefix(name, "on") && strcmp(name, "style") != 0);
        g_string_append_printf(out, " %s", name);
        if (!*value)
            continue;
        g_string_append(out, "=\"");
        bool written = true; /* no text of a stranger is ever a target or a picture */
        if (strcmp(name, "href") == 0)
            written = escape_html_fragment(out, value);
        else if (strcmp(name, "src") == 0)
            written = escape_html_picture(out, value);
        else
            escape_html_attribute(out, value);
        g_assert(written);
        g_string_append_c(out, '"');
    }
}

void markup_open(Markup *markup, const char *tag, ...)
{
    GString *out = output_buffer(markup->output);
    va_list pairs;
    g_string_append_printf(out, "<%s", tag);
    va_start(pairs, tag);
    append_attributes(out, pairs);
    va_end(pairs);
    g_string_append_c(out, '>');
    g_ptr_array_add(markup->open, (void *)tag);
}

/* Blocks end their line, so that the file can be read and compared. */
static bool is_block(const char *tag)
{
    static const char *const blocks[] = {"tr",      "table", "tbody", "thead", "section", "article",
                                         "li",      "ul",    "ol",    "p",     "h2",      "h3",
                                         "h4",      "dl",    "form",  "div",   "head",    "header",
                                         "caption", "style", "script"};
    for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++) {
        if (strcmp(blocks[i], tag) == 0)
            return true;
    }
    return false;
}

void markup_close(Markup *markup, const char *tag)
{
    g_assert(markup->open->len > 0);
    g_assert_cmpstr(markup->open->pdata[markup->open->len - 1], ==, tag);
    g_ptr_array_set_size(markup->open, (int)markup->open->len - 1);
    g_string_append_printf(output_buffer(markup->output), is_block(tag) ? "</%s>\n" : "</%s>", tag);
}

void markup_void(Markup *markup, const char *tag, ...)
{
    GString *out = output_buffer(markup->output);
    va_list pairs;
    g_string_append_printf(out, "<%s", tag);
    va_start(pairs, tag);
    append_attributes(out, pairs);
    va_end(pairs);
    g_string_append_c(out, '>');
}

void markup_text(Markup *markup, const char *text)
{
    escape_html_text(output_buffer(markup->output), text);
}

void markup_marked(Markup *markup, const char *text)
{
    static const char ends[] = {MASK_OPEN, MASK_CLOSE, '\0'};
    bool marked = false;
    for (const char *at = text ? text : ""; *at;) {
        size_t length = strcspn(at, ends);
        g_autofree char *piece = g_strndup(at, length);
        markup_text(markup, piece);
        at += length;
        if (*at == MASK_OPEN && !marked)
            markup_open(markup, "mark", NULL);
        else if (*at == MASK_CLOSE && marked)
            markup_close(markup, "mark");
        if (*at)
            marked = *at++ == MASK_OPEN;
    }
    if (marked)
        markup_close(markup, "mark");
}

void markup_element(Markup *markup, const char *tag, const char *class, const char *text)
{
    markup_open(markup, tag, "class", class, NULL);
    markup_text(markup, text);
    markup_close(markup, tag);
}

/* Escapes up to `end`, placeholders filled. */
static void append_filled(GString *out, const char *language, const char *at, const char *end,
                          const TextValue *values)
{
    g_autofree char *piece = g_strndup(at, (size_t)(end - at));
    g_autofree char *filled = text_fill_template(language, piece, values);
    escape_html_text(out, filled);
}

/* A template of the catalogue with its emphasis and links. */
static void append_template(GString *out, const char *language, const char *template,
                            const TextValue *values)
{
    const char *at = template;
    bool strong = false;
    while (*at) {
        const char *next = at + strcspn(at, "*[");
        append_filled(out, language, at, next, values);
        const char *middle = *next == '[' ? strstr(next, "](#") : NULL;
        const char *close = middle ? strchr(middle, ')') : NULL;
        if (next[0] == '*' && next[1] == '*') {
            strong = !strong;
            g_string_append(out, strong ? "<strong>" : "</strong>");
            at = next + 2;
        } else if (close) {
            g_autofree char *target = g_strndup(middle + 2, (size_t)(close - middle - 2));
            g_autofree char *words = g_strndup(next + 1, (size_t)(middle - next - 1));
            g_string_append(out, "<a href=\"");
            if (!escape_html_fragment(out, target))
                g_assert_not_reached();
            g_string_append(out, "\">");
            append_template(out, language, words, values);
            g_string_append(out, "</a>");
            at = close + 1;
        } else if (*next) {
            append_filled(out, language, next, next + 1, NULL);
            at = next + 1;
        } else {
            at = next;
        }
    }
    g_assert(!strong);
}

static void append_pair(GString *out, const char *const texts[2])
{
    if (strcmp(texts[0], texts[1]) == 0) {
        g_string_append(out, texts[0]);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
        g_string_append_printf(out, "<span class=\"%s\" lang=\"%s\">%s</span>", languages[i],
                               languages[i], texts[i]);
}

static char *say(const char *id, const TextValue *values)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) dutch = g_string_new(NULL);
    g_autoptr(GString) english = g_string_new(NULL);
    append_template(dutch, "nl", text_template("nl", id, values), values);
    append_template(english, "en", text_template("en", id, values), values);
    append_pair(out, (const char *const[]){dutch->str, english->str});
    return g_string_free(out, FALSE);
}

void markup_say(Markup *markup, const char *id, const TextValue *values)
{
    const char *known = values ? NULL : g_hash_table_lookup(markup->said, id);
    char *said = known ? NULL : say(id, values);
    g_string_append(output_buffer(markup->output), known ? known : said);
    if (said && !values)
        g_hash_table_insert(markup->said, g_strdup(id), said);
    else
        g_free(said);
}

void markup_say_in(Markup *markup, const char *tag, const char *class, const char *id,
                   const TextValue *values)
{
    markup_open(markup, tag, "class", class, NULL);
    markup_say(markup, id, values);
    markup_close(markup, tag);
}

void markup_word(Markup *markup, const char *kind, const char *word)
{
    if (!word || !*word)
        return;
    g_autofree char *id = g_strconcat(kind, "-", word, NULL);
    if (text_has("nl", id))
        markup_say(markup, id, NULL);
    else
        markup_text(markup, word);
}

void markup_both(Markup *markup, const char *dutch, const char *english)
{
    g_autoptr(GString) left = g_string_new(NULL);
    g_autoptr(GString) right = g_string_new(NULL);
    escape_html_text(left, dutch ? dutch : english);
    escape_html_text(right, english ? english : dutch);
    append_pair(output_buffer(markup->output), (const char *const[]){left->str, right->str});
}

static void append_value(Markup *markup, const TextValue *value)
{
    g_autofree char *dutch = text_value("nl", value);
    g_autofree char *english = text_value("en", value);
    markup_both(markup, dutch, english);
}

void markup_number(Markup *markup, uint64_t number)
{
    append_value(markup, &(const TextValue)TEXT_NUMBER("", number));
}

void markup_date(Markup *markup, const char *date)
{
    append_value(markup, &(const TextValue)TEXT_DATE("", date));
}

void markup_bytes(Markup *markup, uint64_t bytes)
{
    append_value(markup, &(const TextValue)TEXT_BYTES("", bytes));
}

void markup_icon(Markup *markup, const char *symbol)
{
    g_autofree char *target = g_strconcat("#i-", symbol, NULL);
    markup_open(markup, "svg", "class", "i", "aria-hidden", "true", NULL);
    markup_open(markup, "use", "href", target, NULL);
    markup_close(markup, "use");
    markup_close(markup, "svg");
}

void markup_part(Markup *markup, const char *name)
{
    g_autofree char *path = g_strconcat(PART_FOLDER, name, NULL);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes); /* embedded at build time */
    g_string_append_len(output_buffer(markup->output), g_bytes_get_data(bytes, NULL),
                        (gssize)g_bytes_get_size(bytes));
}

GString *markup_buffer(Markup *markup)
{
    return output_buffer(markup->output);
}

void markup_raw_text(Markup *markup, const char *text)
{
    g_assert(!strstr(text, "</"));
    g_string_append(output_buffer(markup->output), text);
}
