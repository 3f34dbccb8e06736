/*
 * Text out of JSON values. The repair works on characters after the JSON is parsed, never on the
 * file's bytes, where `\u0022` would open a string; the collector keeps keys beside their values,
 * because in old dumps a key may be somebody's name.
 */
#include "worker/json_text.h"

#include <string.h>

#include "worker/charset.h"
#include "worker/xml.h"

#define GROUP_BYTES 32768U
#define STREAM_GROUP_BYTES 2048U

/* Bytes of the two-byte character at `at` if it is U+0080..U+00FF, and that byte. */
static bool latin_at(const char *text, size_t length, size_t at, char *byte)
{
    unsigned char first = (unsigned char)text[at];

    if (at + 1 >= length || (first != 0xC2 && first != 0xC3) ||
        ((unsigned char)text[at + 1] & 0xC0) != 0x80)
        return false;
    *byte = (char)(((first & 0x03) << 6) | ((unsigned char)text[at + 1] & 0x3F));
    return true;
}

/* How many bytes of the run are whole UTF-8 characters, when all of it is or only the last one
 * lacks its end; else 0. */
static size_t repairable(const GString *run)
{
    size_t at = 0;

    while (at < run->len) {
        bool cut = false;
        size_t length = utf8_sequence(run->str + at, run->len - at, &cut);

        if (length == 0)
            return cut ? at : 0;
        at += length;
    }
    return at;
}

static void end_run(GString *out, GString *run, const char *original)
{
    size_t good = repairable(run);

    g_string_append_len(out, run->str, (gssize)good);
    g_string_append_len(out, original + 2 * good, (gssize)(2 * (run->len - good)));
    g_string_truncate(run, 0);
}

char *json_text_repair(const char *text, gssize given)
{
    size_t length = given < 0 ? strlen(text) : (size_t)given;
    GString *out = g_string_sized_new(length + 1);
    g_autoptr(GString) run = g_string_new(NULL);
    size_t at = 0;
    char byte;

    while (at < length) {
        size_t plain = at;

        while (plain < length && !latin_at(text, length, plain, &byte))
            plain++;
        g_string_append_len(out, text + at, (gssize)(plain - at));
        at = plain;
        while (at < length && latin_at(text, length, at, &byte)) {
            g_string_append_c(run, byte);
            at += 2;
        }
        end_run(out, run, text + plain);
    }
    return g_string_free(out, FALSE);
}

bool json_text_is_broken(const char *text, size_t length)
{
    g_autofree char *repaired = NULL;
    size_t at = 0;
    char byte;

    while (at < length && !latin_at(text, length, at, &byte))
        at++;
    if (at == length)
        return false;
    repaired = json_text_repair(text, (gssize)length);
    return strlen(repaired) != length || memcmp(repaired, text, length) != 0;
}

struct JsonCollector {
    Sink *sink;
    uint32_t publication;
    Place place;
    JsonTextRepair repair;
    GString *text;
    GString *label; /* path of the first string in `text` */
    GString *path;
};

JsonCollector *json_collector_new(Sink *sink, uint32_t publication, Place place,
                                  JsonTextRepair repair)
{
    JsonCollector *collector = g_new0(JsonCollector, 1);

    collector->sink = sink;
    collector->publication = publication;
    collector->place = place;
    collector->repair = repair;
    collector->text = g_string_new(NULL);
    collector->label = g_string_new(NULL);
    collector->path = g_string_new(NULL);
    return collector;
}

static void put_group(JsonCollector *collector, const char *text, size_t length)
{
    g_autofree char *label = json_text_repair(collector->label->str, -1);

    sink_text(collector->sink, collector->publication, 0, collector->place, *label ? label : NULL,
              text, length);
}

static void collector_flush(JsonCollector *collector, size_t from)
{
    GString *text = collector->text;

    if (text->len == 0 || text->len < from)
        return;
    if (collector->repair != JSON_TEXT_REPAIRED)
        put_group(collector, text->str, text->len);
    if (collector->repair == JSON_TEXT_REPAIRED ||
        (collector->repair == JSON_TEXT_BOTH && json_text_is_broken(text->str, text->len))) {
        g_autofree char *repaired = json_text_repair(text->str, (gssize)text->len);

        put_group(collector, repaired, strlen(repaired));
    }
    g_string_truncate(text, 0);
    g_string_truncate(collector->label, 0);
}

static void add_line(JsonCollector *collector, const char *key, const char *value, size_t length)
{
    if (collector->text->len == 0)
        g_string_assign(collector->label, collector->path->str);
    if (key && *key)
        g_string_append_printf(collector->text, "%s: ", key);
    g_string_append_len(collector->text, value, (gssize)length);
    g_string_append_c(collector->text, '\n');
    collector_flush(collector, GROUP_BYTES);
}

/* Whether a string may be HTML: a closing tag, or a character written as a reference. */
static bool looks_like_markup(const char *text)
{
    const char *at = text;

    if (strstr(text, "</") || strstr(text, "/>"))
        return true;
    while ((at = strchr(at, '&'))) {
        size_t length = strspn(++at, "#0123456789"
                                     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

        if (length > 1 && length < 32 && at[length] == ';')
            return true;
    }
    return false;
}

static bool is_inline(const char *name)
{
    static const char *const names[] = {"a",   "b",      "i",    "u",    "s",
                                        "em",  "strong", "span", "mark", "small",
                                        "sub", "sup",    "abbr", "font", "wbr"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

static void markup_end(void *user, const char *space, const char *name)
{
    (void)space;
    if (!is_inline(name))
        g_string_append_c(user, '\n');
}

static void markup_start(void *user, const char *space, const char *name,
                         const XmlAttribute *attributes, size_t count)
{
    (void)attributes;
    (void)count;
    markup_end(user, space, name);
}

static void markup_text(void *user, const char *text, size_t length)
{
    g_string_append_len(user, text, (gssize)length);
}

/* What a page would show stands beside the markup: a name may be cut by a tag, or have its accents
 * as references; the markup itself may name somebody in an attribute. */
static void add_markup(JsonCollector *collector, const char *markup, size_t length)
{
    static const XmlHandler handler = {markup_start, markup_end, markup_text, NULL};
    g_autoptr(GString) shown = g_string_new(NULL);

    html_parse(markup, length, &handler, shown);
    g_strstrip(shown->str);
    add_line(collector, NULL, shown->str, strlen(shown->str));
}

static void add_value(JsonCollector *collector, const char *key, const JsonValue *value);

static void add_member(void *user, const char *key, const JsonValue *value)
{
    JsonCollector *collector = user;
    size_t before = collector->path->len;

    g_string_append_printf(collector->path, "%s%.200s", before ? "." : "", key);
    add_value(collector, key, value);
    g_string_truncate(collector->path, before);
}

static void add_elements(JsonCollector *collector, const char *key, const JsonValue *array)
{
    size_t count = json_count(array);

    for (size_t i = 0; i < count; i++) {
        const JsonValue *element = json_element(array, i);
        size_t before = collector->path->len;

        g_string_append_printf(collector->path, "[%zu]", i);
        /* Many objects of one key: the key is text once. */
        add_value(collector, i > 0 && json_kind(element) == JSON_KIND_OBJECT ? NULL : key, element);
        g_string_truncate(collector->path, before);
    }
}

/* A key without a string below it would be lost. */
static void add_value(JsonCollector *collector, const char *key, const JsonValue *value)
{
    const char *scalar = json_scalar(value);
    JsonKind kind = json_kind(value);

    if (scalar) {
        add_line(collector, key, scalar, strlen(scalar));
        if (kind == JSON_KIND_STRING && looks_like_markup(scalar))
            add_markup(collector, scalar, strlen(scalar));
    } else if (kind == JSON_KIND_ARRAY && json_count(value) > 0)
        add_elements(collector, key, value);
    else if (kind == JSON_KIND_OBJECT && json_count(value) > 0) {
        if (key && *key)
            add_line(collector, NULL, key, strlen(key));
        json_each_member(value, add_member, collector);
    } else if (key && *key)
        add_line(collector, NULL, key, strlen(key));
}

void json_collector_add(JsonCollector *collector, const char *path, const JsonValue *value)
{
    collector_flush(collector, STREAM_GROUP_BYTES);
    g_string_assign(collector->path, path);
    add_value(collector, NULL, value);
}

void json_collector_add_text(JsonCollector *collector, const char *path, const char *text,
                             size_t length)
{
    g_string_assign(collector->path, path);
    add_line(collector, NULL, text, length);
}

void json_collector_finish(JsonCollector *collector)
{
    collector_flush(collector, 0);
    g_string_free(collector->text, TRUE);
    g_string_free(collector->label, TRUE);
    g_string_free(collector->path, TRUE);
    g_free(collector);
}
