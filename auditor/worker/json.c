/*
 * The only file that calls json-c: parses one value that is known to be small, and hands out its
 * parts. Cutting a file into such values is json_split.c's business, cleaning the bytes
 * json_source.c's.
 */
#include "worker/json.h"

#include <errno.h>
#include <glib.h>
#include <json-c/json.h>
#include <math.h>
#include <string.h>

#include "worker/limits.h"

JsonValue *json_parse(const char *data, size_t length, bool *ok, bool *deep)
{
    struct json_tokener *tokener = json_tokener_new_ex((int)LIMIT_JSON_DEPTH);
    struct json_object *value;
    enum json_tokener_error error;

    *ok = false;
    *deep = false;
    if (!tokener || length > INT32_MAX - 1) {
        json_tokener_free(tokener);
        return NULL;
    }
    /* The terminator goes in too: a bare number has no other end. */
    value = json_tokener_parse_ex(tokener, data, (int)length + 1);
    error = json_tokener_get_error(tokener);
    *ok = error == json_tokener_success && json_tokener_get_parse_end(tokener) >= length;
    *deep = error == json_tokener_error_depth;
    if (!*ok && value) {
        json_object_put(value);
        value = NULL;
    }
    json_tokener_free(tokener);
    return value;
}

void json_free(JsonValue *value)
{
    json_object_put(value);
}

JsonValue *json_new_object(void)
{
    return json_object_new_object();
}

void json_add(JsonValue *object, const char *key, JsonValue *value)
{
    json_object_object_add(object, key, value);
}

bool json_is_true(const JsonValue *value)
{
    return json_object_is_type(value, json_type_boolean) &&
           json_object_get_boolean((JsonValue *)value);
}

JsonKind json_kind(const JsonValue *value)
{
    switch (json_object_get_type(value)) {
    case json_type_null:
        return JSON_KIND_NULL;
    case json_type_boolean:
        return JSON_KIND_BOOLEAN;
    case json_type_double:
    case json_type_int:
        return JSON_KIND_NUMBER;
    case json_type_string:
        return JSON_KIND_STRING;
    case json_type_array:
        return JSON_KIND_ARRAY;
    case json_type_object:
        return JSON_KIND_OBJECT;
    }
    return JSON_KIND_NULL;
}

const JsonValue *json_member(const JsonValue *object, const char *key)
{
    struct json_object *found = NULL;

    if (!json_object_is_type(object, json_type_object))
        return NULL;
    json_object_object_get_ex(object, key, &found);
    return found;
}

const JsonValue *json_path(const JsonValue *value, const char *keys)
{
    g_auto(GStrv) parts = g_strsplit(keys, ".", -1);

    for (size_t i = 0; value && parts[i]; i++)
        value = json_member(value, parts[i]);
    return value;
}

size_t json_count(const JsonValue *container)
{
    if (json_object_is_type(container, json_type_array))
        return json_object_array_length(container);
    if (json_object_is_type(container, json_type_object))
        return (size_t)json_object_object_length(container);
    return 0;
}

size_t json_length(const JsonValue *array)
{
    return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

const JsonValue *json_element(const JsonValue *array, size_t index)
{
    if (!json_object_is_type(array, json_type_array))
        return NULL;
    return json_object_array_get_idx(array, index);
}

void json_each_member(const JsonValue *object, JsonMemberCallback callback, void *user)
{
    if (!json_object_is_type(object, json_type_object))
        return;
    for (struct lh_entry *entry = json_object_get_object(object)->head; entry; entry = entry->next)
        callback(user, lh_entry_k(entry), lh_entry_v(entry));
}

const char *json_string(const JsonValue *value)
{
    if (!json_object_is_type(value, json_type_string))
        return NULL;
    return json_object_get_string((struct json_object *)value);
}

const char *json_scalar(const JsonValue *value)
{
    JsonKind kind = json_kind(value);

    if (kind != JSON_KIND_STRING && kind != JSON_KIND_NUMBER)
        return NULL;
    return json_object_get_string((struct json_object *)value);
}

bool json_number(const JsonValue *value, double *number)
{
    const char *text = json_string(value);
    char *end = NULL;
    double parsed;

    if (json_kind(value) == JSON_KIND_NUMBER) {
        parsed = json_object_get_double(value);
    } else if (text && *text) {
        parsed = g_ascii_strtod(text, &end);
        if (end == text || *end != '\0')
            return false;
    } else {
        return false;
    }
    if (!isfinite(parsed))
        return false;
    *number = parsed;
    return true;
}

bool json_integer(const JsonValue *value, int64_t *number)
{
    double parsed;

    if (!json_number(value, &parsed) || parsed < -9.0e18 || parsed > 9.0e18)
        return false;
    *number =
        json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : (int64_t)parsed;
    return true;
}

size_t json_members_within(const JsonValue *value)
{
    size_t count = 0;

    if (json_object_is_type(value, json_type_array)) {
        size_t length = json_object_array_length(value);

        for (size_t i = 0; i < length; i++)
            count += json_members_within(json_object_array_get_idx(value, i));
    } else if (json_object_is_type(value, json_type_object)) {
        struct lh_entry *entry = json_object_get_object(value)->head;

        count = (size_t)json_object_object_length(value);
        for (; entry; entry = entry->next)
            count += json_members_within(lh_entry_v(entry));
    }
    return count;
}
