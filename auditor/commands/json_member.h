/* Members of JSON that somebody else may have written: of the type that is wanted, or not there. */
#pragma once

#include <json-c/json.h>
#include <stddef.h>

static inline json_object *json_member(json_object *object, const char *key, json_type type)
{
    json_object *value = NULL;

    return json_object_object_get_ex(object, key, &value) && json_object_is_type(value, type)
               ? value
               : NULL;
}

/* Borrowed from the object; NULL where there is no such text. */
static inline const char *json_member_text(json_object *object, const char *key)
{
    json_object *value = json_member(object, key, json_type_string);

    return value ? json_object_get_string(value) : NULL;
}
