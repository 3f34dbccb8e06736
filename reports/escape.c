/*
 * Escaping for HTML, JSON and CSV. Where a context has no harmless way to show a character, it is
 * replaced by a mark that names it; nothing is dropped in silence.
 */
#include "escape.h"

#include <string.h>

/* Characters that turn or isolate the reading direction, or that are not to be seen at all. */
static bool is_invisible(gunichar c)
{
    return c == 0x00AD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

static bool is_control(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

/* Tab and line ends are blanks; other controls become their picture, turning ones a named mark. */
static void append_visible(GString *out, gunichar c)
{
    if (c == '\t' || c == '\n' || c == '\r')
        g_string_append_c(out, ' ');
    else if (c < 0x20)
        g_string_append_unichar(out, 0x2400 + c);
    else if (c == 0x7F)
        g_string_append_unichar(out, 0x2421);
    else if (is_control(c) || is_invisible(c) || g_unichar_type(c) == G_UNICODE_UNASSIGNED ||
             (c & 0xFFFE) == 0xFFFE)
        g_string_append_printf(out, "⟨U+%04X⟩", c);
    else
        g_string_append_unichar(out, c);
}

/* Bytes at `text` that show as they are: most text is such a run and is copied whole. */
static size_t plain_run(const char *text)
{
    size_t length = 0;
    while (text[length] >= 0x20 && text[length] < 0x7F)
        length++;
    return length;
}

char *escape_visible(const char *text, size_t characters)
{
    size_t run = text ? plain_run(text) : 0;
    if (!text || (!text[run] && (characters == 0 || run <= characters)))
        return g_strndup(text ? text : "", run);
    GString *out = g_string_new(NULL);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    size_t count = 0;
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        if (characters > 0 && count++ == characters) {
            g_string_append(out, "…");
            break;
        }
        append_visible(out, g_utf8_get_char(at));
    }
    return g_string_free(out, FALSE);
}

/* The five characters that mean something in text or in a quoted attribute. */
static void append_entities(GString *out, const char *text)
{
    for (;; text++) {
        size_t run = strcspn(text, "&<>\"'");
        g_string_append_len(out, text, (gssize)run);
        text += run;
        switch (*text) {
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        case '"':
            g_string_append(out, "&quot;");
            break;
        case '\'':
            g_string_append(out, "&#39;");
            break;
        default:
            return;
        }
    }
}

void escape_html_text(GString *out, const char *text)
{
    g_autofree char *visible = escape_visible(text, ESCAPE_FIELD_CHARACTERS);
    append_entities(out, visible);
}

void escape_html_attribute(GString *out, const char *text)
{
    g_autofree char *visible = escape_visible(text, ESCAPE_FIELD_CHARACTERS);
    append_entities(out, visible);
}

bool escape_html_fragment(GString *out, const char *target)
{
    if (!target || target[0] != '#')
        return false;
    for (const char *at = target + 1; *at; at++) {
        if (!g_ascii_isalnum(*at) && !strchr("-_.?=&", *at))
            return false;
    }
    append_entities(out, target);
    return true;
}

bool escape_html_picture(GString *out, const char *address)
{
    static const char *const heads[] = {"data:image/bmp;base64,", "data:image/jpeg;base64,"};
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        if (!address || !g_str_has_prefix(address, heads[i]))
            continue;
        for (const char *at = address + strlen(heads[i]); *at; at++) {
            if (!g_ascii_isalnum(*at) && !strchr("+/=", *at))
                return false;
        }
        g_string_append(out, address);
        return true;
    }
    return false;
}

void escape_json(GString *out, const char *text)
{
    if (!text) {
        g_string_append(out, "null");
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_string_append_c(out, '"');
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        size_t run = plain_run(at);
        run = MIN(run, strcspn(at, "\"\\<>&"));
        g_string_append_len(out, at, (gssize)run);
        at += run;
        if (!*at)
            break;
        gunichar c = g_utf8_get_char(at);
        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", (char)c);
        else if (is_control(c) || (is_invisible(c) && c <= 0xFFFF) || c == '<' || c == '>' ||
                 c == '&')
            g_string_append_printf(out, "\\u%04x", c);
        else if (is_invisible(c))
            g_string_append_printf(out, "\\u%04x\\u%04x", 0xD800 + ((c - 0x10000) >> 10),
                                   0xDC00 + ((c - 0x10000) & 0x3FF));
        else
            g_string_append_unichar(out, c);
    }
    g_string_append_c(out, '"');
}

/* Whether a spreadsheet may take the cell for a formula: it looks past blanks, so do we. */
static bool is_formula(const char *text)
{
    if (*text == '\t' || *text == '\r')
        return true;
    while (*text) {
        gunichar c = g_utf8_get_char(text);
        if (!g_unichar_isspace(c) && !is_invisible(c) && !is_control(c))
            return c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B ||
                   c == 0xFF0D || c == 0xFF20;
        text = g_utf8_next_char(text);
    }
    return false;
}

char *escape_cell(const char *text, size_t characters)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : g_strdup("");
    g_autofree char *visible = escape_visible(valid, characters);
    return g_strconcat(is_formula(valid) ? "'" : "", visible, NULL);
}

void escape_csv(GString *out, const char *text)
{
    g_autofree char *visible = escape_cell(text, 0);
    g_string_append_c(out, '"');
    for (const char *at = visible; *at;) {
        size_t run = strcspn(at, "\"");
        g_string_append_len(out, at, (gssize)run);
        at += run;
        if (*at) {
            g_string_append(out, "\"\"");
            at++;
        }
    }
    g_string_append_c(out, '"');
}

void escape_csv_row(GString *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(out, ';');
        escape_csv(out, cells[i]);
    }
    g_string_append(out, "\r\n");
}
