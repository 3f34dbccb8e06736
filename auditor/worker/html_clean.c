/*
 * The pass over decoded HTML before libxml2 sees it, and the character references shared with the
 * XML pass. Only what libxml2 reads otherwise than a browser is changed; everything else is copied.
 */
#include "worker/markup.h"

#include <string.h>

#include "worker/charset.h"
#include "worker/entities.h"

typedef struct {
    const char *p, *end;
    const char *from; /* copied up to here */
    GString *out;
} HtmlPass;

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void append_character(GString *out, gunichar character)
{
    switch (character) {
    case '<':
        g_string_append(out, "&lt;");
        break;
    case '>':
        g_string_append(out, "&gt;");
        break;
    case '&':
        g_string_append(out, "&amp;");
        break;
    case '"':
        g_string_append(out, "&quot;");
        break;
    case '\'':
        g_string_append(out, "&#39;");
        break;
    default:
        g_string_append_unichar(out, character);
    }
}

static size_t numeric_reference(const char *data, size_t length, GString *out)
{
    size_t i = 2;
    unsigned base = 10;
    if (i < length && (data[i] == 'x' || data[i] == 'X')) {
        base = 16;
        i++;
    }
    size_t digits = i;
    gunichar character = 0;
    for (; i < length && i < digits + 16; i++) {
        int digit = base == 16 ? g_ascii_xdigit_value(data[i]) : g_ascii_digit_value(data[i]);
        if (digit < 0) {
            break;
        }
        character = MIN(character * base + (unsigned)digit, 0x110000U);
    }
    if (i == digits) {
        return 0;
    }
    if (character >= 0x80 && character < 0xa0) {
        character = windows_1252_character((unsigned char)character);
    } else if (character < 0x20) {
        character = character == '\t' || character == '\n' ? character : ' ';
    } else if (character > 0x10ffff || (character >= 0xd800 && character < 0xe000) ||
               (character & 0xfffe) == 0xfffe) {
        character = 0xfffd;
    }
    append_character(out, character);
    return i + (i < length && data[i] == ';');
}

size_t markup_reference(const char *data, size_t length, bool bare, GString *out)
{
    if (length > 2 && data[1] == '#') {
        return numeric_reference(data, length, out);
    }
    size_t n = 0;
    while (n + 1 < length && n < ENTITY_NAME_MAX && g_ascii_isalnum(data[n + 1])) {
        n++;
    }
    bool closed = n + 1 < length && data[n + 1] == ';';
    gunichar character = closed ? entity_character(data + 1, n) : 0;
    if (character == 0 && bare && n >= 2) {
        character = entity_prefix_character(data + 1, n, &n);
        closed = false;
    }
    if (character == 0) {
        return 0;
    }
    append_character(out, character);
    return 1 + n + (closed ? 1 : 0);
}

static void flush(HtmlPass *pass)
{
    g_string_append_len(pass->out, pass->from, pass->p - pass->from);
    pass->from = pass->p;
}

static void take_reference(HtmlPass *pass, bool bare)
{
    flush(pass);
    size_t took = markup_reference(pass->p, (size_t)(pass->end - pass->p), bare, pass->out);
    pass->p += took;
    pass->from = pass->p;
    pass->p += took == 0;
}

static const char *find(const char *from, const char *end, const char *what)
{
    return memmem(from, (size_t)(end - from), what, strlen(what));
}

static void take_comment(HtmlPass *pass)
{
    const char *inside = pass->p + 4;
    size_t left = (size_t)(pass->end - inside);
    size_t empty = left >= 1 && *inside == '>'                 ? 1
                   : left >= 2 && memcmp(inside, "->", 2) == 0 ? 2
                                                               : 0;
    flush(pass);
    if (empty > 0) {
        g_string_append(pass->out, "<!---->");
        pass->p = inside + empty;
        pass->from = pass->p;
        return;
    }
    const char *close = find(inside, pass->end, "--");
    while (close != NULL && !(close + 2 < pass->end && close[2] == '>') &&
           !(close + 3 < pass->end && close[2] == '!' && close[3] == '>')) {
        close = find(close + 1, pass->end, "--");
    }
    pass->p = close != NULL ? close : pass->end;
    flush(pass);
    g_string_append(pass->out, "-->");
    if (close != NULL) {
        pass->p = close + (close[2] == '!' ? 4 : 3);
    }
    pass->from = pass->p;
}

/* What a server would have run (PHP), up to its own end; to a browser any other instruction ends
 * with the first '>'. */
static const char *instruction_end(const char *inside, const char *end, size_t *close_length)
{
    size_t left = (size_t)(end - inside);
    bool code = left >= 1 && (*inside == '=' || is_space(*inside) ||
                              (left >= 3 && g_ascii_strncasecmp(inside, "php", 3) == 0));
    const char *close = code ? find(inside, end, "?>") : memchr(inside, '>', left);

    *close_length = close == NULL ? 0 : code ? 2 : 1;
    return close != NULL ? close : end;
}

/* Kept as a comment; an XML declaration says nothing. */
static void take_instruction(HtmlPass *pass)
{
    size_t close_length;
    const char *inside = pass->p + 2;
    const char *close = instruction_end(inside, pass->end, &close_length);

    flush(pass);
    if (close - inside < 4 || memcmp(inside, "xml ", 4) != 0) {
        g_string_append(pass->out, "<!-- ");
        for (const char *p = inside; p < close; p++) {
            g_string_append_c(pass->out, *p == '-' && p[-1] == '-' ? ' ' : *p);
        }
        g_string_append(pass->out, " -->");
    }
    pass->p = close + close_length;
    pass->from = pass->p;
}

/* In attributes a name without a semicolon counts only when nothing of a query follows:
 * "?a=1&copy=2" stays. */
static bool is_bare_reference(const char *p, const char *end)
{
    size_t n = 1, used = 0;
    while (p + n < end && g_ascii_isalnum(p[n])) {
        n++;
    }
    bool alone = p + n >= end || (p[n] != '=' && p[n] != ';');
    return alone && entity_prefix_character(p + 1, n - 1, &used) != 0 && used == n - 1;
}

/* A value without quotes gets them where a reference in it could end it: alt=Noor&#32;Smit. */
static void take_bare_value(HtmlPass *pass)
{
    const char *close = pass->p;
    while (close < pass->end && *close != '>' && !is_space(*close)) {
        close++;
    }
    bool quoted = memchr(pass->p, '&', (size_t)(close - pass->p)) != NULL &&
                  memchr(pass->p, '"', (size_t)(close - pass->p)) == NULL;
    flush(pass);
    size_t start = pass->out->len;
    while (pass->p < close) {
        if (*pass->p == '&') {
            take_reference(pass, is_bare_reference(pass->p, close));
        } else {
            pass->p++;
        }
    }
    flush(pass);
    if (quoted && strchr(pass->out->str + start, '"') == NULL) {
        g_string_insert_c(pass->out, (gssize)start, '"');
        g_string_append_c(pass->out, '"');
    }
}

/* Names that frameworks give and libxml2 drops, with their values: "@click", "[title]", "(open)".
 */
static void take_name_sign(HtmlPass *pass)
{
    flush(pass);
    g_string_append_c(pass->out, ':');
    pass->from = ++pass->p;
}

/* Quotes count only behind "=", as in a browser. */
static void take_value(HtmlPass *pass)
{
    pass->p++;
    while (pass->p < pass->end && is_space(*pass->p)) {
        pass->p++;
    }
    if (pass->p >= pass->end || (*pass->p != '"' && *pass->p != '\'')) {
        take_bare_value(pass);
        return;
    }
    const char *close = memchr(pass->p + 1, *pass->p, (size_t)(pass->end - pass->p - 1));
    if (close == NULL) {
        close = pass->end;
    }
    pass->p++;
    while (pass->p < close) {
        if (*pass->p == '&') {
            take_reference(pass, is_bare_reference(pass->p, close));
        } else {
            pass->p++;
        }
    }
    pass->p = MIN(close + 1, pass->end);
}

/* The attributes beyond the bound: kept as a comment. */
static void take_overflow(HtmlPass *pass)
{
    flush(pass);
    g_string_append(pass->out, "><!-- ");
    const char *close = memchr(pass->p, '>', (size_t)(pass->end - pass->p));
    close = close != NULL ? close : pass->end;
    for (; pass->p < close; pass->p++) {
        g_string_append_c(pass->out, *pass->p == '-' ? ' ' : *pass->p);
    }
    g_string_append(pass->out, " -->");
    pass->p = MIN(close + 1, pass->end);
    pass->from = pass->p;
}

static void take_raw_text(HtmlPass *pass, const char *name)
{
    size_t length = strlen(name);
    while (pass->p < pass->end) {
        const char *close = find(pass->p, pass->end, "</");
        if (close == NULL) {
            pass->p = pass->end;
            return;
        }
        pass->p = close;
        if ((size_t)(pass->end - close) > length + 2 &&
            g_ascii_strncasecmp(close + 2, name, length) == 0) {
            return;
        }
        pass->p += 2;
    }
}

static void take_tag(HtmlPass *pass)
{
    const char *tag = pass->p + 1;
    size_t left = (size_t)(pass->end - tag);
    const char *raw = left > 6 && g_ascii_strncasecmp(tag, "script", 6) == 0  ? "script"
                      : left > 5 && g_ascii_strncasecmp(tag, "style", 5) == 0 ? "style"
                                                                              : NULL;
    if (raw != NULL && g_ascii_isalnum(tag[strlen(raw)])) {
        raw = NULL;
    }
    unsigned attributes = 0;
    for (pass->p++; pass->p < pass->end && *pass->p != '>';) {
        char c = *pass->p;
        if (c == '=') {
            take_value(pass);
            attributes++;
        } else if (c == '&') {
            take_reference(pass, false);
        } else if (c != '\0' && strchr("@[](){}#*$", c) != NULL) {
            take_name_sign(pass);
        } else {
            pass->p++;
            attributes += is_space(c) && pass->p < pass->end && !is_space(*pass->p);
        }
        if (attributes > 2 * MARKUP_ATTRIBUTES_MAX) {
            take_overflow(pass);
            return;
        }
    }
    pass->p = MIN(pass->p + 1, pass->end);
    if (raw != NULL) {
        take_raw_text(pass, raw);
    }
}

/* "Noa <noa@school.nl>" and "<https://school.nl/noa>", as mail and Markdown write: text where
 * nobody meant a tag, and a browser would lose it. */
static bool is_address(const char *tag, const char *end)
{
    bool address = false;
    for (const char *p = tag; p < end && p - tag < 512; p++) {
        if (*p == '>') {
            return address;
        }
        if (is_space(*p) || strchr("<\"'=", *p) != NULL) {
            return false;
        }
        address = address || (*p == '@' && p > tag) ||
                  (*p == ':' && end - p > 3 && p[1] == '/' && p[2] == '/');
    }
    return false;
}

static void take_less(HtmlPass *pass)
{
    size_t left = (size_t)(pass->end - pass->p);
    if (left >= 4 && memcmp(pass->p, "<!--", 4) == 0) {
        take_comment(pass);
    } else if (left >= 2 && g_ascii_isalpha(pass->p[1]) && !is_address(pass->p + 1, pass->end)) {
        take_tag(pass);
    } else if (left >= 2 && pass->p[1] == '?') {
        take_instruction(pass);
    } else if (left >= 2 && (pass->p[1] == '/' || pass->p[1] == '!')) {
        pass->p += 2;
    } else {
        flush(pass);
        g_string_append(pass->out, "&lt;");
        pass->from = ++pass->p;
    }
}

GString *html_clean(const char *utf8, size_t length)
{
    static const bool special[256] = {['<'] = true, ['&'] = true, ['\0'] = true};
    GString *out = g_string_sized_new(length + length / 64 + 64);
    HtmlPass pass = {.p = utf8, .end = utf8 + length, .from = utf8, .out = out};
    while (pass.p < pass.end) {
        while (pass.p < pass.end && !special[(unsigned char)*pass.p]) {
            pass.p++;
        }
        if (pass.p >= pass.end) {
            break;
        }
        if (*pass.p == '<') {
            take_less(&pass);
        } else if (*pass.p == '&') {
            take_reference(&pass, true);
        } else {
            flush(&pass);
            pass.from = ++pass.p;
        }
    }
    flush(&pass);
    for (size_t i = 0; (i = i + strlen(out->str + i)) < out->len;) {
        out->str[i] = ' '; /* zeros inside tags and comments */
    }
    return out;
}
