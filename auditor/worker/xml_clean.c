/*
 * The pass over decoded XML before libxml2 sees it: a forgiving tokenizer that puts out balanced,
 * harmless markup inside one root of its own. Works in pieces; a token that is cut at the end of a
 * piece is left for the next call.
 */
#include "worker/markup.h"

#include <string.h>

typedef enum { AT_TEXT, AT_TAG, AT_VALUE, AT_COMMENT, AT_CDATA, AT_ASIDE, AT_OVERFLOW } State;

struct XmlCleaner {
    State state;
    char quote;          /* AT_VALUE: what closes it */
    unsigned attributes; /* of the present tag */
    int brackets;        /* AT_ASIDE: of a DOCTYPE's internal subset */
    char aside;          /* AT_ASIDE: '?' instruction, '!' declaration */
    bool slash;          /* AT_TAG: the last byte was '/' */
    bool started, broken;
    size_t run;       /* bytes of the present comment */
    GString *names;   /* names of the open elements, each NUL-terminated */
    GArray *starts;   /* where each begins */
    GString *present; /* name of the present tag */
};

#define NAME_MAX_BYTES 256U
#define COMMENT_MAX_BYTES (4U * 1024U * 1024U)
#define SEARCH_DEPTH 256U

XmlCleaner *xml_cleaner_new(void)
{
    XmlCleaner *cleaner = g_new0(XmlCleaner, 1);
    cleaner->names = g_string_new(NULL);
    cleaner->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    cleaner->present = g_string_new(NULL);
    return cleaner;
}

void xml_cleaner_free(XmlCleaner *cleaner)
{
    if (cleaner != NULL) {
        g_string_free(cleaner->names, TRUE);
        g_array_unref(cleaner->starts);
        g_string_free(cleaner->present, TRUE);
        g_free(cleaner);
    }
}

bool xml_cleaner_is_broken(const XmlCleaner *cleaner)
{
    return cleaner->broken;
}

/* ---- the open elements ---- */

static const char *open_name(const XmlCleaner *cleaner, size_t index)
{
    return cleaner->names->str + g_array_index(cleaner->starts, size_t, index);
}

static void push_name(XmlCleaner *cleaner)
{
    size_t start = cleaner->names->len;
    g_array_append_val(cleaner->starts, start);
    g_string_append_len(cleaner->names, cleaner->present->str, (gssize)cleaner->present->len + 1);
}

static void close_to(XmlCleaner *cleaner, size_t depth, GString *out)
{
    while (cleaner->starts->len > depth) {
        size_t top = cleaner->starts->len - 1;
        g_string_append(out, "</");
        g_string_append(out, open_name(cleaner, top));
        g_string_append_c(out, '>');
        g_string_truncate(cleaner->names, g_array_index(cleaner->starts, size_t, top));
        g_array_set_size(cleaner->starts, (guint)top);
    }
}

/* An end tag closes the nearest element of its name with all inside; one without any is dropped. */
static void close_name(XmlCleaner *cleaner, const char *name, GString *out)
{
    size_t depth = cleaner->starts->len;
    size_t lowest = depth > SEARCH_DEPTH ? depth - SEARCH_DEPTH : 0;
    for (size_t i = depth; i > lowest; i--) {
        if (strcmp(open_name(cleaner, i - 1), name) == 0) {
            cleaner->broken |= i != depth;
            close_to(cleaner, i - 1, out);
            return;
        }
    }
    cleaner->broken = true;
}

/* ---- tokens; each returns the bytes taken, 0 when it needs more ---- */

static bool is_name_byte(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == ':' || c == '-' || c == '.' ||
           (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t text_less(GString *out)
{
    g_string_append(out, "&lt;");
    return 1;
}

static size_t take_start_tag(XmlCleaner *cleaner, const char *data, size_t length, bool last,
                             GString *out)
{
    bool closing = length > 1 && data[1] == '/';
    size_t from = closing ? 2 : 1, n = from;
    while (n < length && is_name_byte(data[n]) && n < from + NAME_MAX_BYTES) {
        n++;
    }
    if (n >= length && !last && n < from + NAME_MAX_BYTES) {
        return 0;
    }
    bool name = n > from && (g_ascii_isalpha(data[from]) || data[from] == '_' ||
                             (unsigned char)data[from] >= 0x80);
    bool ends = n < length && (is_space(data[n]) || data[n] == '>' || data[n] == '/');
    if (!name || !ends) {
        return text_less(out);
    }
    g_string_truncate(cleaner->present, 0);
    g_string_append_len(cleaner->present, data + from, (gssize)(n - from));
    if (closing) {
        while (n < length && is_space(data[n])) {
            n++;
        }
        if (n >= length && !last) {
            return 0;
        }
        close_name(cleaner, cleaner->present->str, out);
        return n + (n < length && data[n] == '>');
    }
    g_string_append_len(out, data, (gssize)n);
    cleaner->state = AT_TAG;
    cleaner->attributes = 0;
    cleaner->slash = false;
    return n;
}

static size_t begin_aside(XmlCleaner *cleaner, char kind, size_t took, GString *out)
{
    g_string_append(out, "<!--");
    cleaner->state = AT_ASIDE;
    cleaner->aside = kind;
    cleaner->brackets = 0;
    return took;
}

static size_t take_less(XmlCleaner *cleaner, const char *data, size_t length, bool last,
                        GString *out)
{
    if (length < 9 && !last) {
        return 0;
    }
    if (length >= 4 && memcmp(data, "<!--", 4) == 0) {
        g_string_append(out, "<!--");
        cleaner->state = AT_COMMENT;
        cleaner->run = 0;
        return 4;
    }
    if (length >= 9 && memcmp(data, "<![CDATA[", 9) == 0) {
        cleaner->state = AT_CDATA;
        return 9;
    }
    if (length >= 2 && data[1] == '?') {
        return begin_aside(cleaner, '?', 2, out);
    }
    if (length >= 3 && data[1] == '!' && g_ascii_isalpha(data[2])) {
        return begin_aside(cleaner, '!', 2, out);
    }
    return take_start_tag(cleaner, data, length, last, out);
}

static size_t take_reference(const char *data, size_t length, bool last, GString *out)
{
    if (length < 40 && !last && memchr(data, ';', length) == NULL) {
        return 0;
    }
    size_t took = markup_reference(data, length, false, out);
    if (took == 0) {
        g_string_append(out, "&amp;");
        return 1;
    }
    return took;
}

/* XML knows no control characters, U+FFFE and U+FFFF; all become a space. */
static size_t take_plain(const char *data, size_t length, GString *out)
{
    unsigned char c = (unsigned char)data[0];
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
        g_string_append_c(out, ' ');
        return 1;
    }
    if (c == 0xef && length >= 3 && (unsigned char)data[1] == 0xbf &&
        (unsigned char)data[2] >= 0xbe) {
        g_string_append_c(out, ' ');
        return 3;
    }
    g_string_append_c(out, data[0]);
    return 1;
}

static void end_tag_bracket(XmlCleaner *cleaner, GString *out)
{
    g_string_append_c(out, '>');
    if (!cleaner->slash) {
        push_name(cleaner);
    }
    cleaner->state = AT_TEXT;
}

static size_t step_tag(XmlCleaner *cleaner, const char *data, size_t length, GString *out)
{
    char c = data[0];
    if (c == '<') { /* the ">" is missing */
        cleaner->broken = true;
        cleaner->slash = false;
        end_tag_bracket(cleaner, out);
        return 0;
    }
    if (c == '>') {
        end_tag_bracket(cleaner, out);
        return 1;
    }
    if (is_space(c)) {
        cleaner->attributes += length > 1 && !is_space(data[1]) && data[1] != '>';
    }
    if (cleaner->attributes > MARKUP_ATTRIBUTES_MAX) {
        g_string_append(out, "><!-- ");
        cleaner->state = AT_OVERFLOW;
        return 1;
    }
    cleaner->slash = c == '/';
    if (c == '"' || c == '\'') {
        cleaner->state = AT_VALUE;
        cleaner->quote = c;
    }
    return take_plain(data, length, out);
}

static size_t step_value(XmlCleaner *cleaner, const char *data, size_t length, bool last,
                         GString *out)
{
    char c = data[0];
    if (c == cleaner->quote) {
        cleaner->state = AT_TAG;
        g_string_append_c(out, c);
        return 1;
    }
    if (c == '<') {
        return text_less(out);
    }
    return c == '&' ? take_reference(data, length, last, out) : take_plain(data, length, out);
}

static size_t take_comment_byte(const char *data, size_t length, GString *out)
{
    if (data[0] == '-' && out->len > 0 && out->str[out->len - 1] == '-') {
        g_string_append_c(out, ' '); /* "--" must not stand in a comment */
    }
    return take_plain(data, length, out);
}

static size_t step_comment(XmlCleaner *cleaner, const char *data, size_t length, bool last,
                           GString *out)
{
    if (data[0] == '-') {
        if (length < 3 && !last) {
            return 0;
        }
        if (length >= 3 && memcmp(data, "-->", 3) == 0) {
            g_string_append(out, " -->");
            cleaner->state = AT_TEXT;
            return 3;
        }
    }
    if (++cleaner->run > COMMENT_MAX_BYTES && is_space(data[0])) {
        g_string_append(out, " --><!--");
        cleaner->run = 0;
    }
    return take_comment_byte(data, length, out);
}

static size_t step_aside(XmlCleaner *cleaner, const char *data, size_t length, bool last,
                         GString *out)
{
    bool ends;
    if (cleaner->aside == '?') {
        if (length < 2 && !last) {
            return 0;
        }
        ends = length >= 2 && data[0] == '?' && data[1] == '>';
    } else {
        cleaner->brackets += data[0] == '[';
        cleaner->brackets -= data[0] == ']' && cleaner->brackets > 0;
        ends = data[0] == '>' && cleaner->brackets == 0;
    }
    if (ends) {
        g_string_append(out, " -->");
        cleaner->state = AT_TEXT;
        return cleaner->aside == '?' ? 2 : 1;
    }
    return take_comment_byte(data, length, out);
}

static size_t step_cdata(XmlCleaner *cleaner, const char *data, size_t length, bool last,
                         GString *out)
{
    if (data[0] == ']') {
        if (length < 3 && !last) {
            return 0;
        }
        if (length >= 3 && memcmp(data, "]]>", 3) == 0) {
            cleaner->state = AT_TEXT;
            return 3;
        }
    } else if (data[0] == '<') {
        return text_less(out);
    } else if (data[0] == '&') {
        g_string_append(out, "&amp;");
        return 1;
    } else if (data[0] == '>') {
        g_string_append(out, "&gt;"); /* "]]>" may come together again from two runs */
        return 1;
    }
    return take_plain(data, length, out);
}

static size_t step_overflow(XmlCleaner *cleaner, const char *data, size_t length, GString *out)
{
    if (data[0] == '>') {
        g_string_append(out, " -->");
        push_name(cleaner);
        if (cleaner->slash) {
            close_to(cleaner, cleaner->starts->len - 1, out);
        }
        cleaner->state = AT_TEXT;
        return 1;
    }
    cleaner->slash = data[0] == '/';
    return take_comment_byte(data, length, out);
}

static size_t step_text(XmlCleaner *cleaner, const char *data, size_t length, bool last,
                        GString *out)
{
    if (data[0] == '<') {
        return take_less(cleaner, data, length, last, out);
    }
    if (data[0] == '&') {
        return take_reference(data, length, last, out);
    }
    if (data[0] == '>') {
        g_string_append(out, "&gt;");
        return 1;
    }
    return take_plain(data, length, out);
}

static size_t step(XmlCleaner *cleaner, const char *data, size_t length, bool last, GString *out)
{
    switch (cleaner->state) {
    case AT_TEXT:
        return step_text(cleaner, data, length, last, out);
    case AT_TAG:
        return step_tag(cleaner, data, length, out);
    case AT_VALUE:
        return step_value(cleaner, data, length, last, out);
    case AT_COMMENT:
        return step_comment(cleaner, data, length, last, out);
    case AT_CDATA:
        return step_cdata(cleaner, data, length, last, out);
    case AT_ASIDE:
        return step_aside(cleaner, data, length, last, out);
    case AT_OVERFLOW:
        return step_overflow(cleaner, data, length, out);
    }
    g_assert_not_reached();
}

/* Bytes that no state but a tag looks at are copied in one go. */
static size_t plain_run(const XmlCleaner *cleaner, const char *data, size_t length)
{
    if (cleaner->state == AT_TAG || cleaner->state == AT_ASIDE || cleaner->state == AT_OVERFLOW) {
        return 0;
    }
    size_t n = 0;
    while (n < length) {
        unsigned char c = (unsigned char)data[n];
        bool special = c == '<' || c == '&' || c == '>' || c == '"' || c == '\'' || c == '-' ||
                       c == ']' || c == 0xef || (c < 0x20 && c != '\n' && c != '\t' && c != '\r');
        if (special) {
            break;
        }
        n++;
    }
    return n;
}

static void finish(XmlCleaner *cleaner, GString *out)
{
    cleaner->broken |= cleaner->state != AT_TEXT || cleaner->starts->len > 0;
    if (cleaner->state == AT_VALUE) {
        g_string_append_c(out, cleaner->quote);
        cleaner->state = AT_TAG;
    }
    if (cleaner->state == AT_TAG) {
        cleaner->slash = false;
        end_tag_bracket(cleaner, out);
    } else if (cleaner->state == AT_OVERFLOW) {
        step_overflow(cleaner, ">", 1, out);
    } else if (cleaner->state == AT_COMMENT || cleaner->state == AT_ASIDE) {
        g_string_append(out, " -->");
    }
    close_to(cleaner, 0, out);
    g_string_append(out, "</document>");
}

size_t xml_cleaner_feed(XmlCleaner *cleaner, const char *utf8, size_t length, bool last,
                        GString *out)
{
    if (!cleaner->started) {
        cleaner->started = true;
        g_string_append(out, "<document>");
    }
    size_t i = 0;
    while (i < length) {
        size_t run = plain_run(cleaner, utf8 + i, length - i);
        if (run > 0) {
            g_string_append_len(out, utf8 + i, (gssize)run);
            cleaner->run += run;
            i += run;
            continue;
        }
        State before = cleaner->state;
        size_t took = step(cleaner, utf8 + i, length - i, last, out);
        if (took == 0 && before == cleaner->state) {
            break;
        }
        i += took;
    }
    if (last) {
        finish(cleaner, out);
        return length;
    }
    return i;
}
