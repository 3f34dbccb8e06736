/*
 * Pictures in JSON: what a gallery, a framework's state or a website's answer says of a picture
 * stands beside its address, in one object.
 */
#pragma once

#include "readers/html/html_media.h"
#include "worker/json.h"

/* Adds the pictures of all objects within `value` that have an alt text or caption of their own,
 * described by it. An address alone is no picture that a page shows. */
void html_state_take(HtmlMedia *media, const JsonValue *value);

/* The same for the text of a script; nothing when it is no JSON, or a very long one. */
void html_state_take_text(HtmlMedia *media, const char *json, size_t length);
