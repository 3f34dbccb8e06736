/*
 * A page's own words about itself. Parses no JSON: a few keys are looked for in JSON-LD as text,
 * which also works where it is broken.
 */
#include "readers/html/html_meta.h"

#include <string.h>

#include "readers/text/date_words.h"
#include "readers/text/dates.h"
#include "readers/text/one_of.h"

void html_meta_init(HtmlMeta *meta)
{
    *meta = (HtmlMeta){.lines = g_string_new(NULL)};
}

void html_meta_clear(HtmlMeta *meta)
{
    g_free(meta->canonical);
    g_free(meta->og_url);
    g_free(meta->httrack);
    g_free(meta->saved);
    g_free(meta->saved_on);
    g_free(meta->title);
    g_free(meta->author);
    g_free(meta->published);
    g_free(meta->updated);
    g_string_free(meta->lines, TRUE);
}

/* For machines, and yet some write as they speak: "12-06-2024", "12 juni 2024". g_free. */
static char *date_of(const char *value)
{
    char *date = date_from_iso(value, false);
    return date != NULL ? date : date_from_words(value);
}

static void set_published(HtmlMeta *meta, const char *value, DateKnown known)
{
    if (meta->published == NULL || known < meta->published_known) {
        char *date = date_of(value);
        if (date != NULL) {
            g_free(meta->published);
            meta->published = date;
            meta->published_known = known;
        }
    }
}

static void set_updated(HtmlMeta *meta, const char *value)
{
    if (meta->updated == NULL) {
        meta->updated = date_of(value);
    }
}

static bool is_web_address(const char *value)
{
    return g_ascii_strncasecmp(value, "http://", 7) == 0 ||
           g_ascii_strncasecmp(value, "https://", 8) == 0;
}

static void set_author(HtmlMeta *meta, const char *value)
{
    if (meta->author == NULL && *value != '\0' && !is_web_address(value)) {
        meta->author = g_strndup(value, 500);
    }
}

void html_meta_add(HtmlMeta *meta, const char *name, const char *content)
{
    static const char *const published[] = {"article:published_time",
                                            "og:published_time",
                                            "datePublished",
                                            "date",
                                            "pubdate",
                                            "dc.date",
                                            "dc.date.issued",
                                            "dcterms.date",
                                            "dcterms.created",
                                            "dcterms.issued",
                                            "publish-date",
                                            "publication_date",
                                            NULL};
    static const char *const updated[] = {"article:modified_time", "og:updated_time",
                                          "dateModified",          "last-modified",
                                          "dcterms.modified",      NULL};
    static const char *const authors[] = {
        "author", "article:author", "dc.creator", "dcterms.creator", "byl", NULL};
    static const char *const dull[] = {
        "viewport",     "robots",          "theme-color",      "charset",
        "content-type", "x-ua-compatible", "format-detection", NULL};
    if (*content == '\0' || is_one_of(name, dull)) {
        return;
    }
    g_string_append_printf(meta->lines, "%s: %s\n", name, content);
    if (is_one_of(name, published)) {
        set_published(meta, content, KNOWN_METADATA);
    } else if (is_one_of(name, updated)) {
        set_updated(meta, content);
    } else if (is_one_of(name, authors)) {
        set_author(meta, content);
    } else if (g_ascii_strcasecmp(name, "og:title") == 0 && meta->title == NULL) {
        meta->title = g_strdup(content);
    } else if (g_ascii_strcasecmp(name, "og:url") == 0 && meta->og_url == NULL &&
               is_web_address(content)) {
        meta->og_url = g_strdup(content);
    }
}

/* The string value of the first `key` from `json` on, unescaped; NULL when it is none. g_free. */
static char *json_string(const char *json, const char *key)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\"", key);
    for (const char *p = strstr(json, quoted); p != NULL; p = strstr(p + 1, quoted)) {
        const char *value = p + strlen(quoted);
        value += strspn(value, " \t\r\n");
        if (*value != ':') {
            continue;
        }
        value++;
        value += strspn(value, " \t\r\n");
        if (*value != '"') {
            return NULL;
        }
        const char *end = ++value;
        while (*end != '\0' && *end != '"') {
            end += *end == '\\' && end[1] != '\0' ? 2 : 1;
        }
        return code_unescape(value, (size_t)(end - value));
    }
    return NULL;
}

void html_meta_add_json(HtmlMeta *meta, const char *json)
{
    g_autofree char *published = json_string(json, "datePublished");
    if (published != NULL) {
        set_published(meta, published, KNOWN_METADATA);
    }
    g_autofree char *updated = json_string(json, "dateModified");
    if (updated != NULL) {
        set_updated(meta, updated);
    }
    const char *author = strstr(json, "\"author\"");
    if (author == NULL) {
        return;
    }
    g_autofree char *plain = json_string(author, "author");
    g_autofree char *near = g_strndup(author, 600);
    g_autofree char *name = plain == NULL ? json_string(near, "name") : NULL;
    if (plain != NULL || name != NULL) {
        set_author(meta, plain != NULL ? plain : name);
    }
}

/* The word after `mark` in a comment; NULL when the mark is not there. */
static char *word_after(const char *comment, const char *mark)
{
    const char *found = strstr(comment, mark);
    if (found == NULL) {
        return NULL;
    }
    found += strlen(mark);
    found += strspn(found, " \t\r\n");
    return g_strndup(found, strcspn(found, " \t\r\n"));
}

/* The rest of the line after `mark`; NULL when the mark is not there. */
static char *line_after(const char *comment, const char *mark)
{
    const char *found = strstr(comment, mark);
    if (found == NULL) {
        return NULL;
    }
    found += strlen(mark);
    return g_strstrip(g_strndup(found, MIN(strcspn(found, "\r\n"), 100)));
}

void html_meta_add_comment(HtmlMeta *meta, const char *comment)
{
    if (meta->httrack == NULL && strstr(comment, "HTTrack") != NULL) {
        g_autofree char *address = word_after(comment, "Mirrored from");
        if (address != NULL) {
            meta->httrack = is_web_address(address) ? g_steal_pointer(&address)
                                                    : g_strconcat("http://", address, NULL);
        }
    }
    if (meta->saved == NULL && (strstr(comment, "SingleFile") != NULL ||
                                strstr(comment, "Archive processed by") != NULL)) {
        meta->saved = word_after(comment, "url:");
        meta->saved_on = line_after(comment, "saved date:");
    }
    if (meta->saved_on == NULL && strstr(comment, "INTERNET ARCHIVE") != NULL) {
        meta->saved_on = line_after(comment, "FILE ARCHIVED ON");
    }
    const char *saved = strstr(comment, "saved from url=(");
    const char *close = saved != NULL ? strchr(saved, ')') : NULL;
    if (meta->saved == NULL && close != NULL) {
        meta->saved = word_after(close, ")");
    }
}

const char *html_meta_location(const HtmlMeta *meta, const char **how)
{
    const char *urls[] = {meta->canonical, meta->og_url, meta->httrack, meta->saved};
    static const char *const ways[] = {"canonical", "og:url", "httrack", "saved-page"};
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        if (urls[i] != NULL && is_web_address(urls[i])) {
            *how = ways[i];
            return urls[i];
        }
    }
    return NULL;
}

/* ---- escapes in scripts ---- */

static gunichar hex_value(const char *digits, size_t count, const char *end)
{
    gunichar value = 0;
    for (size_t i = 0; i < count; i++) {
        int digit = digits + i < end ? g_ascii_xdigit_value(digits[i]) : -1;
        if (digit < 0) {
            return 0;
        }
        value = value * 16 + (unsigned)digit;
    }
    return value;
}

/* One escape at `p` ("\\" first); returns the bytes taken. */
static size_t take_escape(const char *p, const char *end, GString *out)
{
    char kind = p + 1 < end ? p[1] : '\0';
    size_t digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
    gunichar value = hex_value(p + 2, digits, end);
    size_t took = 2 + digits;
    if ((value & 0xfffffc00) == 0xd800 && p + 12 <= end && p[6] == '\\' && p[7] == 'u') {
        gunichar low = hex_value(p + 8, 4, end);
        if ((low & 0xfffffc00) == 0xdc00) {
            value = 0x10000 + ((value & 0x3ff) << 10 | (low & 0x3ff));
            took = 12;
        }
    }
    if (digits > 0 && value >= 0x20 && (value & 0xfffff800) != 0xd800) {
        g_string_append_unichar(out, value);
        return took;
    }
    if (kind == 'n' || kind == 'r' || kind == 't') {
        g_string_append_c(out, ' ');
        return 2;
    }
    if (kind == '/' || kind == '"' || kind == '\'' || kind == '\\') {
        g_string_append_c(out, kind);
        return 2;
    }
    g_string_append_c(out, '\\');
    return 1;
}

char *code_unescape(const char *code, size_t length)
{
    GString *out = g_string_sized_new(length + 1);
    const char *end = code + length;
    while (code < end) {
        const char *escape = memchr(code, '\\', (size_t)(end - code));
        const char *stop = escape != NULL ? escape : end;
        g_string_append_len(out, code, stop - code);
        code = stop;
        if (escape != NULL) {
            code += take_escape(escape, end, out);
        }
    }
    return g_string_free(out, FALSE);
}

/* CSS Syntax 4.3.7: up to six digits and one blank behind them. */
char *css_unescape(const char *css, size_t length)
{
    GString *out = g_string_sized_new(length + 1);
    for (size_t i = 0; i < length; i++) {
        size_t digits = 0;
        while (css[i] == '\\' && digits < 6 && i + 1 + digits < length &&
               g_ascii_isxdigit(css[i + 1 + digits])) {
            digits++;
        }
        gunichar value = hex_value(css + i + 1, digits, css + length);
        bool good = digits > 0 && value < 0x110000 && (value & 0xfffff800) != 0xd800;
        if (!good) {
            g_string_append_c(out, css[i]);
            continue;
        }
        g_string_append_unichar(out, value < 0x20 ? ' ' : value);
        i += digits;
        i += i + 1 < length && g_ascii_isspace(css[i + 1]);
    }
    return g_string_free(out, FALSE);
}

char *html_unveil(const char *veiled)
{
    size_t length = strspn(veiled, "0123456789abcdefABCDEF") / 2;
    GString *out = g_string_new(NULL);
    gunichar key = length > 1 ? hex_value(veiled, 2, veiled + 2) : 0;
    for (size_t i = 1; i < length; i++) {
        g_string_append_c(out, (char)(hex_value(veiled + 2 * i, 2, veiled + 2 * i + 2) ^ key));
    }
    bool good = strchr(out->str, '@') != NULL && g_utf8_validate(out->str, (gssize)out->len, NULL);
    return g_string_free(out, !good);
}

void code_append_readable(GString *code, const char *plain)
{
    for (const char *found; (found = strstr(plain, ";base64,")) != NULL;) {
        found += strlen(";base64,");
        g_string_append_len(code, plain, found - plain);
        while (g_ascii_isalnum(*found) || *found == '+' || *found == '/' || *found == '=') {
            found++;
        }
        plain = found;
    }
    g_string_append(code, plain);
}
