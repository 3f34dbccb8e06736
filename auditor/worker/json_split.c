/*
 * Cuts an input of any size into values that json-c can take one by one. A value is handed out
 * whole when it is small and well-formed; else an array is cut into its elements and an object into
 * its members; what cannot be cut gives up its strings. Each level looks at its bytes anew, so that
 * nothing but one value is ever in memory.
 */
#include <glib.h>
#include <string.h>

#include "worker/charset.h"
#include "worker/input.h"
#include "worker/json.h"
#include "worker/json_source.h"
#include "worker/limits.h"
#include "worker/xml.h"

#define LOOSE_BYTES 32768U
#define UTF16_BYTES (64U * 1024U * 1024U)

typedef struct {
    JsonSource *source;
    Sink *sink;
    const JsonHandler *handler;
    void *user;
    GString *path;
    GString *loose; /* strings found without structure */
    GString *bytes; /* of the value being looked at; free again once it is parsed */
    unsigned cuts;
    bool told[REASONS];
} Splitter;

/* A member that is too large or too broken for the object it stands in. */
typedef struct {
    uint64_t position;
    char *key;
} LargeMember;

static void deliver_value(Splitter *splitter, const JsonValue *enclosing);

static void tell_gap(Splitter *splitter, Reason reason)
{
    static const char *const details[REASONS] = {
        [REASON_CORRUPT] = "broken JSON",
        [REASON_TRUNCATED] = "the JSON ends in the middle",
        [REASON_LIMIT_DEPTH] = "JSON nested too deeply: its strings were read, not its structure",
        [REASON_LIMIT_MEMORY] = "a single string in the JSON is too large",
    };

    if (splitter->told[reason])
        return;
    splitter->told[reason] = true;
    sink_gap(splitter->sink, reason, details[reason]);
}

static void flush_loose(Splitter *splitter, size_t above)
{
    if (splitter->loose->len <= above)
        return;
    splitter->handler->text(splitter->user, splitter->path->str, splitter->loose->str,
                            splitter->loose->len);
    g_string_truncate(splitter->loose, 0);
}

static void add_loose(Splitter *splitter, const char *text, size_t length)
{
    g_string_append_len(splitter->loose, text, (gssize)length);
    g_string_append_c(splitter->loose, '\n');
    flush_loose(splitter, LOOSE_BYTES);
}

static void take_comments(Splitter *splitter)
{
    GString *comments = json_source_comments(splitter->source);

    if (comments->len > 0)
        add_loose(splitter, comments->str, comments->len);
    g_string_truncate(comments, 0);
}

/* The next byte that is neither white space nor one of `others`. */
static int skip_space(Splitter *splitter, const char *others)
{
    int byte;

    while ((byte = json_source_peek(splitter->source)) >= 0) {
        if (!g_ascii_isspace(byte) && byte != '\v' && (byte == 0 || !strchr(others, byte)))
            break;
        json_source_next(splitter->source);
    }
    return byte;
}

/* A string that may have lost its end: `quoted` begins with a quote and is clean. */
static void loosen_string(Splitter *splitter, GString *quoted, bool closed)
{
    bool ok, deep;
    JsonValue *value;

    if (!closed) {
        while (quoted->len > 1 && quoted->str[quoted->len - 1] == '\\')
            g_string_truncate(quoted, quoted->len - 1);
        g_string_append_c(quoted, '"');
    }
    value = json_parse(quoted->str, quoted->len, &ok, &deep);
    if (json_string(value))
        add_loose(splitter, json_string(value), strlen(json_string(value)));
    else
        add_loose(splitter, quoted->str, quoted->len);
    json_free(value);
}

static void salvage_string(Splitter *splitter)
{
    g_autoptr(GString) quoted = g_string_new(NULL);
    uint64_t start = json_source_tell(splitter->source);
    size_t members = 0;
    JsonExtent extent =
        json_source_value(splitter->source, quoted, LIMIT_JSON_STRING_BYTES, &members);

    if (extent == JSON_EXTENT_LARGE) {
        tell_gap(splitter, REASON_LIMIT_MEMORY);
        json_source_seek(splitter->source, start);
        json_source_value(splitter->source, NULL, 0, &members);
        return;
    }
    if (extent == JSON_EXTENT_CUT)
        tell_gap(splitter, REASON_TRUNCATED);
    loosen_string(splitter, quoted, extent == JSON_EXTENT_WHOLE);
}

static void salvage_word(Splitter *splitter)
{
    g_autoptr(GString) word = g_string_new(NULL);

    json_source_word(splitter->source, word);
    add_loose(splitter, word->str, word->len);
}

/* The strings and words of a value that nothing else can be done with. */
static void salvage_value(Splitter *splitter)
{
    size_t depth = 0;

    do {
        int byte = skip_space(splitter, ",:");

        if (byte < 0) {
            tell_gap(splitter, REASON_TRUNCATED);
            break;
        }
        if (byte == '"') {
            salvage_string(splitter);
            continue;
        }
        if (byte != '[' && byte != '{' && byte != ']' && byte != '}') {
            salvage_word(splitter);
            continue;
        }
        if (byte == '[' || byte == '{')
            depth++;
        else if (depth > 0)
            depth--;
        json_source_next(splitter->source);
    } while (depth > 0);
    flush_loose(splitter, 0);
}

static size_t path_push_key(GString *path, const char *key)
{
    size_t before = path->len;

    g_string_append_printf(path, "%s%.200s", before ? "." : "", key);
    return before;
}

static size_t path_push_index(GString *path, uint64_t index)
{
    size_t before = path->len;

    g_string_append_printf(path, "[%" G_GUINT64_FORMAT "]", index);
    return before;
}

static void hand_out(Splitter *splitter, const JsonValue *value, const JsonValue *enclosing)
{
    JsonPiece piece = {splitter->path->str, value, enclosing};

    splitter->handler->piece(splitter->user, &piece);
}

/* Garbage between values: told, and its words kept. */
static void take_garbage(Splitter *splitter)
{
    tell_gap(splitter, REASON_CORRUPT);
    salvage_word(splitter);
}

/* Whether a list or object ends at `byte`: with its own bracket, with the other one, or because the
 * file does. */
static bool take_end(Splitter *splitter, int byte, int bracket)
{
    if (byte < 0) {
        tell_gap(splitter, REASON_TRUNCATED);
        return true;
    }
    if (byte != ']' && byte != '}')
        return false;
    if (byte != bracket)
        tell_gap(splitter, REASON_CORRUPT);
    json_source_next(splitter->source);
    return true;
}

static void split_array(Splitter *splitter, const JsonValue *enclosing)
{
    uint64_t index = 0;

    json_source_next(splitter->source);
    for (;;) {
        int byte = skip_space(splitter, ",");

        if (take_end(splitter, byte, ']'))
            return;
        if (byte == ':') {
            take_garbage(splitter);
            continue;
        }
        size_t before = path_push_index(splitter->path, index++);

        deliver_value(splitter, enclosing);
        g_string_truncate(splitter->path, before);
    }
}

/* The object being cut: `rest` holds its small members. */
typedef struct {
    JsonValue *rest;
    size_t rest_bytes;
    GArray *large;
    const JsonValue *enclosing;
} Cut;

static void flush_rest(Splitter *splitter, Cut *cut)
{
    if (json_count(cut->rest) > 0)
        hand_out(splitter, cut->rest, cut->enclosing);
    cut->rest_bytes = 0;
}

static void renew_rest(Splitter *splitter, Cut *cut)
{
    flush_rest(splitter, cut);
    json_free(cut->rest);
    cut->rest = json_new_object();
}

static void split_member(Splitter *splitter, Cut *cut, const char *key)
{
    GString *bytes = g_string_truncate(splitter->bytes, 0);
    uint64_t start = json_source_tell(splitter->source);
    size_t members = 0;
    JsonExtent extent =
        json_source_value(splitter->source, bytes, LIMIT_JSON_VALUE_BYTES, &members);
    bool ok = false, deep = false;

    if (extent == JSON_EXTENT_WHOLE) {
        JsonValue *value = json_parse(bytes->str, bytes->len, &ok, &deep);

        if (ok && json_members_within(value) == members) {
            if (json_member(cut->rest, key) || cut->rest_bytes > LIMIT_JSON_VALUE_BYTES)
                renew_rest(splitter, cut);
            cut->rest_bytes += bytes->len + 64;
            json_add(cut->rest, key, value);
            take_comments(splitter);
            return;
        }
        json_free(value);
    } else if (extent == JSON_EXTENT_LARGE) {
        json_source_seek(splitter->source, start);
        json_source_value(splitter->source, NULL, 0, &members);
    }
    g_string_truncate(json_source_comments(splitter->source), 0);
    LargeMember large = {start, g_strdup(key)};

    g_array_append_val(cut->large, large);
}

/* At a quote: a key, and what stands behind it. */
static void split_pair(Splitter *splitter, Cut *cut)
{
    g_autoptr(GString) quoted = g_string_new(NULL);
    uint64_t start = json_source_tell(splitter->source);
    size_t members = 0;
    bool ok, deep;
    JsonValue *key;
    int byte;

    if (json_source_value(splitter->source, quoted, 65536, &members) != JSON_EXTENT_WHOLE) {
        json_source_seek(splitter->source, start);
        salvage_string(splitter);
        return;
    }
    byte = skip_space(splitter, "");
    if (byte == ':') {
        json_source_next(splitter->source);
        byte = skip_space(splitter, "");
    } else {
        tell_gap(splitter, REASON_CORRUPT);
        loosen_string(splitter, quoted, true);
        return;
    }
    if (byte < 0 || byte == ',' || byte == ']' || byte == '}' || byte == ':') {
        tell_gap(splitter, byte < 0 ? REASON_TRUNCATED : REASON_CORRUPT);
        loosen_string(splitter, quoted, true);
        return;
    }
    key = json_parse(quoted->str, quoted->len, &ok, &deep);
    split_member(splitter, cut, json_string(key) ? json_string(key) : "");
    json_free(key);
}

static void split_pairs(Splitter *splitter, Cut *cut)
{
    for (;;) {
        int byte = skip_space(splitter, ",");

        if (take_end(splitter, byte, '}'))
            return;
        if (byte == '"') {
            split_pair(splitter, cut);
        } else if (byte == '[' || byte == '{') {
            tell_gap(splitter, REASON_CORRUPT);
            split_member(splitter, cut, "");
        } else {
            take_garbage(splitter);
        }
    }
}

/* Two passes: what encloses the large members is known before the first of them is handed out,
 * though it may stand behind them. */
static void split_object(Splitter *splitter, const JsonValue *enclosing)
{
    Cut cut = {json_new_object(), 0, g_array_new(FALSE, FALSE, sizeof(LargeMember)), enclosing};
    uint64_t end;

    json_source_next(splitter->source);
    split_pairs(splitter, &cut);
    end = json_source_tell(splitter->source);
    flush_rest(splitter, &cut);
    flush_loose(splitter, 0);
    for (guint i = 0; i < cut.large->len; i++) {
        LargeMember *large = &g_array_index(cut.large, LargeMember, i);
        size_t before = path_push_key(splitter->path, large->key);

        json_source_seek(splitter->source, large->position);
        deliver_value(splitter, cut.rest);
        g_string_truncate(splitter->path, before);
        g_free(large->key);
    }
    g_array_free(cut.large, TRUE);
    json_free(cut.rest);
    json_source_seek(splitter->source, end);
}

/* Hands the value out if it is small and json-c takes it. *reason tells why not. */
static bool deliver_whole(Splitter *splitter, const JsonValue *enclosing, Reason *reason)
{
    GString *bytes = g_string_truncate(splitter->bytes, 0);
    size_t members = 0;
    JsonExtent extent =
        json_source_value(splitter->source, bytes, LIMIT_JSON_VALUE_BYTES, &members);
    bool ok = false, deep = false, complete = false;
    JsonValue *value = NULL;

    *reason = extent == JSON_EXTENT_CUT ? REASON_TRUNCATED : REASON_LIMIT_DEPTH;
    if (extent == JSON_EXTENT_WHOLE) {
        value = json_parse(bytes->str, bytes->len, &ok, &deep);
        *reason = deep ? REASON_LIMIT_DEPTH : REASON_CORRUPT;
        /* A key that stands twice hides its first value: the cutting keeps both. */
        complete =
            ok && (json_members_within(value) == members || splitter->cuts >= LIMIT_JSON_CUTS);
    }
    if (complete) {
        hand_out(splitter, value, enclosing);
        take_comments(splitter);
        flush_loose(splitter, 0);
    }
    g_string_truncate(json_source_comments(splitter->source), 0);
    json_free(value);
    return complete;
}

static void deliver_value(Splitter *splitter, const JsonValue *enclosing)
{
    uint64_t start = json_source_tell(splitter->source);
    int first = json_source_peek(splitter->source);
    Reason reason;

    if (deliver_whole(splitter, enclosing, &reason))
        return;
    json_source_seek(splitter->source, start);
    if ((first == '[' || first == '{') && splitter->cuts < LIMIT_JSON_CUTS) {
        splitter->cuts++;
        if (first == '[')
            split_array(splitter, enclosing);
        else
            split_object(splitter, enclosing);
        splitter->cuts--;
        flush_loose(splitter, 0);
        return;
    }
    if (first != '"')
        tell_gap(splitter, reason);
    salvage_value(splitter);
}

static bool is_prefix_byte(char byte)
{
    return g_ascii_isalnum(byte) || g_ascii_isspace(byte) || (byte && strchr("_$.;'\"", byte));
}

/* Length of `var x.y = ` or `callback(` before the JSON; 0 when there is none. */
static size_t script_prefix(const char *data, size_t length)
{
    size_t i = 0;

    while (i < length && i < 256 && is_prefix_byte(data[i]))
        i++;
    if (i == 0 || i >= length || (data[i] != '=' && data[i] != '(') || !g_ascii_isalpha(data[0]))
        return 0;
    for (i++; i < length && g_ascii_isspace(data[i]); i++)
        ;
    return i < length && (data[i] == '[' || data[i] == '{') ? i : 0;
}

static size_t bom_length(const char *data, size_t length)
{
    return length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static size_t space_length(const char *data, size_t length, size_t from)
{
    while (from < length && g_ascii_isspace(data[from]))
        from++;
    return from;
}

/* A number or a word of JSON; its length, 0 for anything else ("12-01-2021", "naam"). */
static size_t scalar_length(const char *data, size_t length)
{
    static const char *const words[] = {"true", "false", "null", "NaN"};
    g_autofree char *start = g_strndup(data, MIN(length, 40));
    char *end = start;

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_str_has_prefix(start, words[i]))
            return strlen(words[i]);
    }
    if (*start == '-' || g_ascii_isdigit(*start))
        g_ascii_strtod(start, &end);
    return (size_t)(end - start);
}

/* A bracket could begin a chat line ("[12-01-2021, 12:30]"), a section ("[naam]") or a link: look
 * at the first value, and at what follows it. */
static bool begins_like_json(const char *data, size_t length)
{
    size_t at = space_length(data, length, 1), scalar;

    if (at >= length)
        return false;
    if (data[0] == '{')
        return data[at] == '"' || data[at] == '}';
    if (data[at] == '{' || data[at] == '"')
        return true;
    if (data[at] == '[')
        return begins_like_json(data + at, length - at);
    if (data[at] == ']') {
        at = space_length(data, length, at + 1);
        return at >= length || (data[at] && strchr("[]{},;)", data[at]));
    }
    scalar = scalar_length(data + at, length - at);
    at = space_length(data, length, at + scalar);
    if (!scalar || at >= length || data[at] != ',')
        return false;
    at = space_length(data, length, at + 1);
    return at >= length || strchr("[{\"]", data[at]) || scalar_length(data + at, length - at) > 0;
}

bool json_looks_like(Slice head, bool *script)
{
    size_t at = space_length(head.data, head.length, bom_length(head.data, head.length));
    size_t prefix = script_prefix(head.data + at, head.length - at);

    if (script)
        *script = prefix > 0;
    at += prefix;
    return at < head.length && (head.data[at] == '[' || head.data[at] == '{') &&
           begins_like_json(head.data + at, head.length - at);
}

bool json_is_plain(Slice head)
{
    bool script;

    return json_looks_like(head, &script) && !script;
}

static void split_root(Splitter *splitter, bool script)
{
    uint64_t index = 0;

    for (;;) {
        int byte = skip_space(splitter, ",;)\x1E");

        if (byte < 0)
            break;
        if (index > 0)
            g_string_printf(splitter->path, "#%" G_GUINT64_FORMAT, index + 1);
        if (byte == '[' || byte == '{' || (!script && byte != ':' && byte != ']' && byte != '}'))
            deliver_value(splitter, NULL);
        else if (script)
            salvage_word(splitter);
        else
            take_garbage(splitter);
        index++;
    }
    flush_loose(splitter, 0);
}

static void read_source(Input *input, Splitter *splitter)
{
    Slice head = input_head(input);
    size_t bom = bom_length(head.data, head.length);
    size_t prefix = script_prefix(head.data + bom, head.length - bom);

    splitter->source = json_source_new(input);
    splitter->path = g_string_new(NULL);
    splitter->loose = g_string_new(NULL);
    splitter->bytes = g_string_new(NULL);
    /* What stands before an assignment's value is given as text too: it may be more than a name. */
    if (prefix > 0)
        splitter->handler->text(splitter->user, "", head.data + bom, prefix);
    json_source_seek(splitter->source, bom + prefix);
    split_root(splitter, prefix > 0);
    g_string_free(splitter->bytes, TRUE);
    g_string_free(splitter->loose, TRUE);
    g_string_free(splitter->path, TRUE);
    json_source_free(splitter->source);
}

void json_read(Input *input, Sink *sink, const JsonHandler *handler, void *user)
{
    Splitter splitter = {.sink = sink, .handler = handler, .user = user};
    Slice head = input_head(input);
    const Charset *charset = charset_of_text(head.data, head.length, NULL);

    if (!g_str_has_prefix(charset_name(charset), "utf-16")) {
        read_source(input, &splitter);
        return;
    }
    Slice whole = input_whole(input, UTF16_BYTES);
    size_t length = 0;
    g_autofree char *text = text_decode(whole.data, whole.length, NULL, &length, NULL);
    g_autoptr(Input) decoded = input_new_memory(input_path(input), NULL, text, length);

    if (input_size(input) > whole.length)
        sink_gap(sink, REASON_LIMIT_BYTES, "UTF-16 beyond 64 MiB");
    read_source(decoded, &splitter);
}
