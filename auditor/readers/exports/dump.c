/*
 * The walk through a dump's JSON, shared by its readers: elements of lists and objects that wrap
 * lists, wherever they stand and whether the file came whole or in pieces. What an element means is
 * the reader's business.
 */
#include "readers/exports/dump.h"

#include <string.h>

#define WRAPPERS_MAX 6U
#define ASSIGNMENT_BYTES 100U

char *dump_plain_path(const char *path)
{
    char *lower = g_ascii_strdown(path, -1);

    return g_strdelimit(lower, "\\", '/');
}

bool dump_holds_any(const char *text, const char *const *parts)
{
    for (; *parts; parts++) {
        if (strstr(text, *parts))
            return true;
    }
    return false;
}

bool dump_head_has(Slice head, const char *key)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\"", key);
    size_t length = strlen(quoted);
    const char *end = head.data + head.length;
    const char *at = head.data;

    while (at && (at = memmem(at, (size_t)(end - at), quoted, length))) {
        at += length;
        while (at < end && g_ascii_isspace(*at))
            at++;
        if (at < end && *at == ':')
            return true;
    }
    return false;
}

void dump_init(Dump *dump, Input *input, Sink *sink, const char *platform)
{
    *dump = (Dump){.sink = sink, .platform = platform};
    dump->path = dump_plain_path(input_path(input));
    dump->taken = g_hash_table_new(NULL, NULL);
    dump->owned = g_ptr_array_new_with_free_func(g_free);
}

void dump_clear(Dump *dump)
{
    if (dump->unknown)
        json_collector_finish(dump->unknown);
    g_ptr_array_free(dump->owned, TRUE);
    g_hash_table_destroy(dump->taken);
    g_free(dump->path);
}

uint32_t dump_file(Dump *dump)
{
    FactPublication fact = {.kind = KIND_FILE, .access = dump->rest};

    if (!dump->file)
        dump->file = dump_publication(dump, &fact);
    return dump->file;
}

static JsonCollector *unknown_collector(Dump *dump)
{
    if (!dump->unknown)
        dump->unknown = json_collector_new(dump->sink, dump_file(dump), PLACE_BODY,
                                           dump->repair ? JSON_TEXT_REPAIRED : JSON_TEXT_AS_IS);
    return dump->unknown;
}

void dump_unknown_text(Dump *dump, const char *label, const char *text, size_t length)
{
    json_collector_add_text(unknown_collector(dump), label, text, length);
}

void dump_unknown(Dump *dump, const char *path, const JsonValue *value)
{
    if (json_scalar(value) || json_count(value) > 0)
        json_collector_add(unknown_collector(dump), path, value);
}

static void element_end(Dump *dump)
{
    g_hash_table_remove_all(dump->taken);
    g_ptr_array_set_size(dump->owned, 0);
}

/* Whatever a reader forgets of an element is still text. */
static bool take_known(Dump *dump, const char *path, const char *key, const JsonValue *value)
{
    bool known = dump->element(dump, key, value);

    if (known)
        dump_rest(dump, path, value);
    element_end(dump);
    return known;
}

typedef struct {
    Dump *dump;
    const char *path;
    unsigned depth;
} Wrapper;

static void take_value(Dump *dump, const char *path, const char *key, const JsonValue *value,
                       unsigned depth);

static void take_member(void *user, const char *key, const JsonValue *value)
{
    Wrapper *wrapper = user;
    JsonKind kind = json_kind(value);
    g_autofree char *path =
        g_strdup_printf("%s%s%.200s", wrapper->path, *wrapper->path ? "." : "", key);
    const char *scalar = json_scalar(value);

    if (!scalar && json_count(value) == 0) {
        if (!dump_key_is_plain(key))
            dump_unknown_text(wrapper->dump, path, key, strlen(key));
    } else if (kind == JSON_KIND_ARRAY || kind == JSON_KIND_OBJECT) {
        take_value(wrapper->dump, path, key, value, wrapper->depth + 1);
    } else {
        /* A key may say what the value is, or be a name: both go into the text. */
        g_autofree char *line = g_strdup_printf("%s: %s", key, scalar);

        dump_unknown_text(wrapper->dump, path, line, strlen(line));
        if (strpbrk(scalar, "<&"))
            dump_unknown(wrapper->dump, path, value);
    }
}

/* A list goes by elements, an object that nobody knows by members; a known one ends the walk. */
static void take_value(Dump *dump, const char *path, const char *key, const JsonValue *value,
                       unsigned depth)
{
    Wrapper wrapper = {dump, path, depth};
    size_t count = json_length(value);

    if (take_known(dump, path, key, value))
        return;
    if (depth >= WRAPPERS_MAX || json_scalar(value)) {
        dump_unknown(dump, path, value);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        g_autofree char *place = g_strdup_printf("%s[%zu]", path, i);

        take_value(dump, place, key, json_element(value, i), depth + 1);
    }
    json_each_member(value, take_member, &wrapper);
}

/* "comments[7]" and "a.comments" give "comments", "[7]" and "#2" give "". */
static char *key_of_path(const char *path)
{
    size_t end = strlen(path);
    size_t from;

    if (end && path[end - 1] == ']') {
        while (end && path[end - 1] != '[')
            end--;
        end -= end ? 1 : 0;
    }
    from = end;
    while (from && path[from - 1] != '.' && path[from - 1] != ']')
        from--;
    return path[from] == '#' ? g_strdup("") : g_strndup(path + from, end - from);
}

static void take_piece(void *user, const JsonPiece *piece)
{
    g_autofree char *key = key_of_path(piece->path);

    take_value(user, piece->path, key, piece->value, 0);
}

/* "window.YTD.tweets.part0 = " or "var user_details = " of a script. */
static bool is_assignment(const char *text, size_t length)
{
    if (length > 4 && memcmp(text, "var ", 4) == 0) {
        text += 4;
        length -= 4;
    }
    while (length && g_ascii_isspace(text[length - 1]))
        length--;
    return length > 2 && length < ASSIGNMENT_BYTES && text[length - 1] == '=' &&
           !memchr(text, ' ', length - 2);
}

static void take_text(void *user, const char *path, const char *text, size_t length)
{
    if (*path || length < 3 || !is_assignment(text, length))
        dump_unknown_text(user, path, text, length);
}

void dump_read(Dump *dump, Input *input, DumpElement element)
{
    static const JsonHandler handler = {take_piece, take_text};

    dump->element = element;
    json_read(input, dump->sink, &handler, dump);
}

void dump_value(Dump *dump, const char *path, const JsonValue *value, DumpElement element)
{
    g_autofree char *key = key_of_path(path);

    dump->element = element;
    take_value(dump, path, key, value, 0);
}
