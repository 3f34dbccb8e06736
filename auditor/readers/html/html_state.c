/*
 * Objects that describe a picture, by the names that content systems give: Wix, Webflow, Next.js,
 * Strapi, Drupal, WordPress, schema.org.
 */
#include "readers/html/html_state.h"
#include "readers/text/one_of.h"

#include <glib.h>
#include <string.h>

#define DEPTH_MAX 64U
#define TEXT_BYTES_MAX (4U * 1024U * 1024U)
#define ADDRESSES_MAX 64U /* sizes of one picture are fewer */

typedef struct {
    HtmlMedia *media;
    unsigned depth;
    GString *alt, *caption, *name; /* of the present object, lines; NULL without any */
    GPtrArray *addresses;          /* borrowed from it; NULL without any */
    bool details;                  /* within an object about the picture alone */
} State;

static const char *words_of(const JsonValue *value)
{
    const char *text = json_string(value);
    return text != NULL && *text != '\0' && !uri_is_address(text) ? text : NULL;
}

static void take_words(GString **all, const char *text)
{
    if (*all == NULL) {
        *all = g_string_new(text);
    } else {
        g_string_append_printf(*all, "\n%s", text);
    }
}

static void take_member(void *user, const char *key, const JsonValue *value)
{
    static const char *const alts[] = {"alt",      "altText",         "alt_text",      "altTxt",
                                       "imageAlt", "alternativeText", "alternateText", NULL};
    static const char *const captions[] = {"caption", "bijschrift", "onderschrift", "imageCaption",
                                           NULL};
    static const char *const file_names[] = {"fileName", "origFileName", "name", NULL};
    static const char *const titles[] = {"title", "description", NULL};
    State *state = user;
    const char *words = words_of(value);
    const char *address = json_string(value);
    if (words != NULL && is_one_of(key, alts)) {
        take_words(&state->alt, words);
    } else if (words != NULL &&
               (is_one_of(key, captions) || (state->details && is_one_of(key, titles)))) {
        take_words(&state->caption, words);
    } else if (address != NULL && is_one_of(key, file_names)) {
        take_words(&state->name, address);
    } else if (address != NULL && strlen(address) < 4096 && uri_is_address(address) &&
               g_strcmp0(uri_role(address), "image") == 0) {
        if (state->addresses == NULL) {
            state->addresses = g_ptr_array_new();
        }
        g_ptr_array_add(state->addresses, (gpointer)address);
    }
}

/* Wix and others keep the words one object deeper than the address. */
static void take_details(State *state, const JsonValue *object)
{
    static const char *const names[] = {"metaData", "metadata", "meta", NULL};
    state->details = true;
    for (const char *const *name = names; *name != NULL; name++) {
        json_each_member(json_member(object, *name), take_member, state);
    }
}

static void walk(State *state, const JsonValue *value);

static void walk_member(void *user, const char *key, const JsonValue *value)
{
    (void)key;
    walk(user, value);
}

static void clear(State *state)
{
    GString *texts[] = {state->alt, state->caption, state->name};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (texts[i] != NULL) {
            g_string_free(texts[i], TRUE);
        }
    }
    g_clear_pointer(&state->addresses, g_ptr_array_unref);
}

static void describe(const State *state, const char *address)
{
    const struct {
        Place place;
        const GString *text;
    } texts[] = {
        {PLACE_ALT, state->alt}, {PLACE_CAPTION, state->caption}, {PLACE_FILENAME, state->name}};
    size_t index = html_media_add(state->media, address, "image");
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (texts[i].text != NULL) {
            html_media_describe(state->media, index, texts[i].place, texts[i].text->str);
        }
    }
}

static void take_object(State *state, const JsonValue *object)
{
    State own = {.media = state->media};
    json_each_member(object, take_member, &own);
    if (own.addresses != NULL) {
        take_details(&own, object);
    }
    bool described = own.addresses != NULL && (own.alt != NULL || own.caption != NULL);
    for (guint i = 0; described && i < MIN(own.addresses->len, ADDRESSES_MAX); i++) {
        describe(&own, g_ptr_array_index(own.addresses, i));
    }
    clear(&own);
    json_each_member(object, walk_member, state);
}

static void walk(State *state, const JsonValue *value)
{
    if (state->depth >= DEPTH_MAX) {
        return;
    }
    state->depth++;
    if (json_kind(value) == JSON_KIND_OBJECT) {
        take_object(state, value);
    } else {
        for (size_t i = 0; i < json_length(value); i++) {
            walk(state, json_element(value, i));
        }
    }
    state->depth--;
}

void html_state_take(HtmlMedia *media, const JsonValue *value)
{
    State state = {.media = media};
    walk(&state, value);
}

void html_state_take_text(HtmlMedia *media, const char *json, size_t length)
{
    bool ok = false, deep = false;
    if (length > TEXT_BYTES_MAX || !json_is_plain((Slice){json, length})) {
        return;
    }
    JsonValue *value = json_parse(json, length, &ok, &deep);
    if (ok) {
        html_state_take(media, value);
    }
    json_free(value);
}
