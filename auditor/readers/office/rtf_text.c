/*
 * RTF 1.9.1 (and MS-OXRTFEX for HTML that Outlook wraps in it). A group says where its text goes;
 * bytes are decoded by the code page of the font in use, in whole runs, so that a character of two
 * bytes is not parted. Unknown destinations are hidden text, never nothing.
 */
#include "readers/office/rtf_text.h"

#include <string.h>

#include "readers/office/rtf_state.h"
#include "readers/text/codepages.h"
#include "readers/text/recovered.h"

#define REST_BYTES 32U /* what is less is stray */
#define DEPTH_MAX 4096U
#define WORD_LETTERS_MAX 32U

bool rtf_begins(Slice bytes)
{
    size_t at = bytes.length >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < bytes.length && at < 1024 && g_ascii_isspace(bytes.data[at])) {
        at++;
    }
    return bytes.length - at >= 5 && memcmp(bytes.data + at, "{\\rtf", 5) == 0;
}

/* ---- text ---- */

static unsigned codepage_now(const RtfText *rtf)
{
    gpointer page = g_hash_table_lookup(rtf->fonts, GINT_TO_POINTER(rtf->now.font));
    return page != NULL ? GPOINTER_TO_UINT(page) : rtf->codepage;
}

static void add_markup(RtfText *rtf, const char *text, size_t length)
{
    if (rtf->now.into == INTO_MARKUP) {
        g_string_append_len(rtf->of[INTO_MARKUP], text, (gssize)length);
    } else if (!rtf->now.html_rtf) {
        g_autofree char *escaped = g_markup_escape_text(text, (gssize)length);
        g_string_append(rtf->of[INTO_MARKUP], escaped);
    }
}

static void add_text(RtfText *rtf, const char *text, size_t length)
{
    Into into = rtf->now.into;
    if (into == INTO_NOTHING || into == INTO_PICTURE || into == INTO_OBJECT || rtf->now.twin) {
        return;
    }
    if (rtf->from_html && (into == INTO_BODY || into == INTO_MARKUP)) {
        add_markup(rtf, text, length);
        return;
    }
    bool shown = into == INTO_BODY || into == INTO_HEADER || into == INTO_FOOTNOTE;
    bool unseen = shown && (rtf->now.hidden || rtf->now.deleted);
    if (unseen && !rtf->last_hidden) {
        g_string_append_c(rtf->of[INTO_HIDDEN], '\n'); /* what stood apart stays apart */
    }
    rtf->last_hidden = shown ? unseen : rtf->last_hidden;
    g_string_append_len(rtf->of[unseen ? INTO_HIDDEN : into], text, (gssize)length);
}

static void flush(RtfText *rtf)
{
    if (rtf->bytes->len > 0) {
        GString *text = g_string_new(NULL);
        codepage_append(text, rtf->bytes->str, rtf->bytes->len, codepage_now(rtf));
        g_string_truncate(rtf->bytes, 0);
        add_text(rtf, text->str, text->len);
        g_string_free(text, TRUE);
    }
}

static void add_character(RtfText *rtf, gunichar c)
{
    char buffer[6];
    flush(rtf);
    add_text(rtf, buffer, (size_t)g_unichar_to_utf8(c, buffer));
}

static void add_hex_digit(RtfText *rtf, char c)
{
    int value = g_ascii_xdigit_value(c);
    if (value < 0) {
        return;
    }
    if (rtf->nibble < 0) {
        rtf->nibble = value;
    } else {
        guint8 byte = (guint8)(rtf->nibble << 4 | value);
        g_byte_array_append(rtf->blob, &byte, 1);
        rtf->nibble = -1;
    }
}

static void add_byte(RtfText *rtf, char byte)
{
    if (rtf->to_skip > 0) {
        rtf->to_skip--;
    } else if (rtf->now.into == INTO_PICTURE || rtf->now.into == INTO_OBJECT) {
        add_hex_digit(rtf, byte);
    } else {
        g_string_append_c(rtf->bytes, byte);
    }
}

/* ---- groups ---- */

static void open_group(RtfText *rtf)
{
    flush(rtf);
    rtf->to_skip = 0;
    if (rtf->groups->len >= DEPTH_MAX) {
        rtf->beyond++;
        rtf->too_deep = true;
        return;
    }
    g_array_append_val(rtf->groups, rtf->now);
    rtf->now.starred = false;
}

static void close_group(RtfText *rtf)
{
    flush(rtf);
    rtf->to_skip = 0;
    if (rtf->beyond > 0) {
        rtf->beyond--;
        return;
    }
    if (rtf->groups->len == 0) {
        return;
    }
    RtfGroup group = rtf->now;
    RtfGroup outer = g_array_index(rtf->groups, RtfGroup, rtf->groups->len - 1);
    if (group.into == INTO_FONTS) {
        rtf_take_font(rtf);
    } else if (group.into != outer.into || group.key != outer.key) {
        rtf_end_destination(rtf, &group);
    }
    rtf->now = outer;
    g_array_set_size(rtf->groups, rtf->groups->len - 1);
}

static bool begins_list(const RtfText *rtf)
{
    Into into = rtf->now.into;
    return into == INTO_HEADER || into == INTO_FOOTNOTE || into == INTO_COMMENT;
}

static void enter(RtfText *rtf, const Word *word)
{
    Into into = (Into)word->value;
    if (rtf->now.into == INTO_NOTHING) {
        return; /* nothing within nothing */
    }
    if (into == INTO_BODY && (begins_list(rtf) || rtf->now.into == INTO_HIDDEN)) {
        return; /* a field's result stays in its note */
    }
    if (word->key != NULL && strcmp(word->key, "inherit") == 0) {
        RtfGroup outer = {.into = INTO_BODY};
        if (rtf->groups->len > 1) {
            outer = g_array_index(rtf->groups, RtfGroup, rtf->groups->len - 1);
        }
        rtf->now.twin = false;
        rtf->now.into = outer.into;
        rtf->now.key = outer.key;
        return;
    }
    if (into == INTO_PICTURE || into == INTO_OBJECT) {
        g_byte_array_set_size(rtf->blob, 0);
        rtf->nibble = -1;
    }
    rtf->now.into = into;
    if (into == INTO_HIDDEN || (word->key != NULL && strcmp(word->key, "line") == 0)) {
        add_text(rtf, "\n", 1);
    }
    rtf->now.key = word->key;
}

/* ---- control words ---- */

static void take_unicode(RtfText *rtf, int value)
{
    gunichar c = (gunichar)(value < 0 ? value + 65536 : value);
    rtf->to_skip = rtf->now.skip;
    if (c >= 0xD800 && c < 0xDC00) {
        rtf->high = c;
        return;
    }
    if (c >= 0xDC00 && c < 0xE000 && rtf->high != 0) {
        c = 0x10000 + ((rtf->high - 0xD800) << 10) + (c - 0xDC00);
    }
    rtf->high = 0;
    if (c >= 0xF020 && c <= 0xF0FF) {
        c -= 0xF000; /* a symbol font's own place for its bytes */
    }
    bool valid = c < 0x110000 && (c < 0xD800 || c >= 0xE000) && c != 0;
    add_character(rtf, valid ? c : 0xFFFD);
}

static void take_charset(RtfText *rtf, unsigned charset)
{
    unsigned page = codepage_of_font(charset);
    rtf->font_page = charset == 0 ? 1 : page; /* 1: western, unless its name says otherwise */
}

static void take_plain(RtfText *rtf)
{
    rtf->now.hidden = false;
    rtf->now.font = rtf->default_font;
}

static void take_font_word(RtfText *rtf, WordKind kind, int value)
{
    if (kind == WORD_DEFAULT_FONT) {
        rtf->default_font = value;
        rtf->now.font = value;
    } else if (kind == WORD_FONT) {
        if (rtf->now.into == INTO_FONTS && rtf->of[INTO_FONTS]->len > 0) {
            rtf_take_font(rtf); /* a list without groups */
        }
        rtf->now.font = value;
    } else if (kind == WORD_CHARSET) {
        take_charset(rtf, (unsigned)value);
    } else if (value > 0) {
        rtf->font_page = (unsigned)value;
    }
}

static void take_known(RtfText *rtf, const Word *word, bool has_value, int value)
{
    bool on = !has_value || value != 0;
    switch (word->kind) {
    case WORD_CHARACTER:
        add_character(rtf, word->value);
        break;
    case WORD_ROW:
        add_character(rtf, '\n');
        break;
    case WORD_CODEPAGE:
        rtf->codepage = word->value != 0 ? word->value : (unsigned)value;
        break;
    case WORD_FONT:
    case WORD_DEFAULT_FONT:
    case WORD_CHARSET:
    case WORD_FONT_CODEPAGE:
        take_font_word(rtf, word->kind, value);
        break;
    case WORD_UNICODE:
        take_unicode(rtf, value);
        break;
    case WORD_UNICODE_SKIP:
        rtf->now.skip = (unsigned)CLAMP(value, 0, 16);
        break;
    case WORD_HIDDEN:
        rtf->now.hidden = on;
        break;
    case WORD_DELETED:
        rtf->now.deleted = on;
        break;
    case WORD_PLAIN:
        take_plain(rtf);
        break;
    case WORD_ANSI_TWIN:
        rtf->now.twin = true;
        break;
    case WORD_TIME:
        rtf->times[word->value] = (unsigned)CLAMP(value, 0, 9999);
        break;
    case WORD_FROM_HTML:
        rtf->from_html = on;
        break;
    case WORD_HTML_RTF:
        rtf->now.html_rtf = on;
        break;
    case WORD_INTO:
        enter(rtf, word);
        break;
    default:
        break;
    }
}

/* The length of the control word at `at`, behind the backslash; acts on it. */
static size_t take_word(RtfText *rtf, const char *at, size_t left)
{
    char name[WORD_LETTERS_MAX + 1];
    size_t letters = 0, length = 0;
    while (length < left && g_ascii_isalpha(at[length])) {
        if (letters < WORD_LETTERS_MAX) {
            name[letters++] = at[length];
        }
        length++;
    }
    name[letters] = '\0';
    size_t digits = length + (length < left && at[length] == '-');
    bool has_value = digits < left && g_ascii_isdigit(at[digits]);
    long value = 0;
    if (has_value) {
        bool negative = at[length] == '-';
        for (length = digits; length < left && g_ascii_isdigit(at[length]); length++) {
            value = MIN(value * 10 + (at[length] - '0'), 0x3fffffff);
        }
        value = negative ? -value : value;
    }
    length += length < left && at[length] == ' ';
    const Word *word = rtf_word(name);
    if (rtf->to_skip > 0) {
        rtf->to_skip--;
    } else {
        flush(rtf);
        if (word != NULL) {
            take_known(rtf, word, has_value, (int)value);
        } else if (rtf->now.starred && rtf->now.into != INTO_NOTHING) {
            enter(rtf, &(Word){name, WORD_INTO, INTO_HIDDEN, NULL});
        }
    }
    rtf->now.starred = false;
    if (word != NULL && word->kind == WORD_BINARY && value > 0) {
        size_t binary = MIN((size_t)value, left - length);
        if (rtf->now.into == INTO_PICTURE || rtf->now.into == INTO_OBJECT) {
            g_byte_array_append(rtf->blob, (const guint8 *)at + length, (guint)binary);
        }
        length += binary;
    }
    return length;
}

/* The same for what is no word: an escaped character, a byte in hexadecimal. */
static size_t take_symbol(RtfText *rtf, const char *at, size_t left)
{
    char c = *at;
    if (c == '\'' && left >= 3 && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])) {
        char byte = (char)(g_ascii_xdigit_value(at[1]) << 4 | g_ascii_xdigit_value(at[2]));
        add_byte(rtf, byte);
        return 3;
    }
    if (c == '*') {
        rtf->now.starred = true;
        return 1;
    }
    if (rtf->to_skip > 0) {
        rtf->to_skip--;
        return 1;
    }
    if (c == '~') {
        add_character(rtf, ' ');
    } else if (c == '_') {
        add_character(rtf, '-');
    } else if (c == '\r' || c == '\n') {
        add_character(rtf, '\n');
        return left > 1 && c == '\r' && at[1] == '\n' ? 2 : 1;
    } else if (c == '\t') {
        add_character(rtf, '\t');
    } else if (c != '-' && c != ':' && c != '|') {
        g_string_append_c(rtf->bytes, c);
    }
    return 1;
}

/* What stands behind the end of the document, where a broken brace may have put most of it. */
static void take_rest(RtfText *rtf, Slice rest)
{
    GString *hidden = rtf->of[INTO_HIDDEN];
    gsize before = hidden->len;
    g_string_append_c(hidden, '\n');
    recover_text(rest, 1252, hidden);
    rtf->goes_on = hidden->len - before > REST_BYTES;
    if (!rtf->goes_on) {
        g_string_truncate(hidden, before);
    }
}

static void parse(RtfText *rtf, Slice bytes)
{
    size_t at = 0;
    while (at < bytes.length) {
        char c = bytes.data[at++];
        if (c == '\\' && at < bytes.length) {
            const char *next = bytes.data + at;
            at += g_ascii_isalpha(*next) ? take_word(rtf, next, bytes.length - at)
                                         : take_symbol(rtf, next, bytes.length - at);
        } else if (c == '{') {
            open_group(rtf);
        } else if (c == '}') {
            close_group(rtf);
            if (rtf->groups->len == 0 && rtf->beyond == 0) {
                break; /* the document ends here */
            }
        } else if (c != '\r' && c != '\n' && c != '\0') {
            add_byte(rtf, c);
        }
    }
    flush(rtf);
    rtf->cut = rtf->groups->len > 0;
    take_rest(rtf, (Slice){bytes.data + at, bytes.length - at});
    while (rtf->groups->len > 0) {
        close_group(rtf);
    }
}

RtfText *rtf_text_new(Slice bytes, Properties *properties)
{
    RtfText *rtf = g_new0(RtfText, 1);
    for (size_t i = 0; i < INTOS; i++) {
        rtf->of[i] = g_string_new(NULL);
    }
    rtf->properties = properties;
    rtf->bytes = g_string_new(NULL);
    rtf->groups = g_array_new(FALSE, FALSE, sizeof(RtfGroup));
    rtf->fonts = g_hash_table_new(NULL, NULL);
    rtf->authors = g_ptr_array_new_with_free_func(g_free);
    rtf->urls = g_ptr_array_new_with_free_func(g_free);
    rtf->pictures = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
    rtf->objects = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
    rtf->blob = g_byte_array_new();
    rtf->codepage = 1252;
    rtf->nibble = -1;
    rtf->now = (RtfGroup){.skip = 1};
    parse(rtf, bytes);
    return rtf;
}

void rtf_text_free(RtfText *rtf)
{
    for (size_t i = 0; i < INTOS; i++) {
        g_string_free(rtf->of[i], TRUE);
    }
    g_string_free(rtf->bytes, TRUE);
    g_array_unref(rtf->groups);
    g_hash_table_unref(rtf->fonts);
    g_ptr_array_unref(rtf->authors);
    g_ptr_array_unref(rtf->urls);
    g_ptr_array_unref(rtf->pictures);
    g_ptr_array_unref(rtf->objects);
    g_byte_array_unref(rtf->blob);
    g_free(rtf->shape);
    g_free(rtf->custom);
    g_free(rtf);
}
