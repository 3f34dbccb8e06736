/*
 * Takes a reason apart into keys and values, and says it in a language.
 */
#include "because.h"

#include <json-c/json.h>
#include <string.h>

#include "texts.h"

#define VALUES_MAX 4 /* of a line */

/* A line: its key, and its object or NULL. */
typedef struct {
    char *key;
    json_object *values;
} Line;

static void line_clear(Line *line)
{
    g_free(line->key);
    json_object_put(line->values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

static Line line_read(const char *text)
{
    size_t length = strcspn(text, " ");
    Line line = {.key = g_strndup(text, length)};

    if (text[length] && text[length + 1] == '{')
        line.values = json_tokener_parse(text + length + 1);
    return line;
}

static void gate_values(json_object *values, BecauseGate gate, gconstpointer user)
{
    json_object_object_foreach(values, name, value)
    {
        if (json_object_is_type(value, json_type_string)) {
            g_autofree char *shown = gate(json_object_get_string(value), user);

            json_object_set_string(value, shown ? shown : "");
        }
        (void)name;
    }
}

char *because_gated(const char *reason, BecauseGate gate, gconstpointer user)
{
    g_auto(GStrv) lines = g_strsplit(reason ? reason : "", "\n", -1);

    for (char **at = lines; *at; at++) {
        g_auto(Line) line = line_read(*at);
        const char *values;

        if (line.values)
            gate_values(line.values, gate, user);
        values = line.values ? json_object_to_json_string_ext(line.values, JSON_C_TO_STRING_PLAIN)
                             : NULL;
        g_free(*at);
        *at = values ? g_strconcat(line.key, " ", values, NULL) : g_steal_pointer(&line.key);
    }
    return reason ? g_strjoinv("\n", lines) : NULL;
}

/* The object's members as values of a text. */
static void fill_values(const Line *line, TextValue values[VALUES_MAX + 1])
{
    unsigned count = 0;

    if (!line->values)
        return;
    json_object_object_foreach(line->values, name, value)
    {
        if (count == VALUES_MAX)
            break;
        if (json_object_is_type(value, json_type_int))
            values[count++] = (TextValue)TEXT_NUMBER(name, MAX(json_object_get_int64(value), 0));
        else
            values[count++] = (TextValue)TEXT_DATE(name, json_object_get_string(value));
    }
}

char *because_said(const char *language, const char *reason)
{
    g_auto(GStrv) lines = g_strsplit(reason ? reason : "", "\n", -1);
    GString *said = g_string_new(NULL);

    for (char **at = lines; *at; at++) {
        g_auto(Line) line = line_read(*at);
        g_autofree char *id = g_strconcat("because-", line.key, NULL);
        TextValue values[VALUES_MAX + 1] = {0};
        g_autofree char *text = NULL;

        fill_values(&line, values);
        /* A line with more than a key and an object is a sentence of an earlier version. */
        if ((!line.values && strlen(line.key) < strlen(*at)) ||
            text_template(language, id, values) == id)
            continue;
        text = text_fill(language, id, values);
        g_string_append_printf(said, "%s%s", said->len ? "; " : "", text);
    }
    return g_string_free(said, said->len == 0);
}

gboolean because_has(const char *reason, const char *key)
{
    g_auto(GStrv) lines = g_strsplit(reason ? reason : "", "\n", -1);
    gboolean found = FALSE;

    for (char **at = lines; *at && !found; at++) {
        g_auto(Line) line = line_read(*at);

        found = strcmp(line.key, key) == 0;
    }
    return found;
}
