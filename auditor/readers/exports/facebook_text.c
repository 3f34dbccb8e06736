/*
 * Strings of a Facebook dump: repaired once, given once, tags inside them resolved. Which string
 * means what is decided by the other files of this reader.
 */
#include <string.h>

#include "readers/exports/facebook.h"
#include "readers/text/dates.h"

#define LABEL_KEY_BYTES 200
#define LAST_SECOND 253402300799LL /* of the year 9999 */

const char *facebook_time(Facebook *facebook, int64_t seconds)
{
    return seconds > 0 && seconds <= LAST_SECOND
               ? dump_own(&facebook->dump, date_from_seconds(seconds))
               : NULL;
}

int64_t facebook_seconds(const JsonValue *object, const char *key)
{
    int64_t seconds = 0;

    return json_integer(json_member(object, key), &seconds) ? seconds : 0;
}

void facebook_element_end(Facebook *facebook)
{
    g_hash_table_remove_all(facebook->dump.taken);
    g_ptr_array_set_size(facebook->dump.owned, 0);
    g_array_set_size(facebook->media, 0);
}

static void put_tag(Facebook *facebook, uint32_t publication, uint32_t medium, const char *dialect,
                    const char *name)
{
    Fact fact = {
        .kind = FACT_PERSON_TAG,
        .person_tag = {
            .publication = publication, .medium = medium, .dialect = dialect, .name = name}};

    sink_put(facebook->dump.sink, &fact);
}

void facebook_tag(Facebook *facebook, uint32_t publication, uint32_t medium, const char *dialect,
                  const char *name, bool onto_media)
{
    if (medium || !onto_media || facebook->media->len == 0) {
        put_tag(facebook, publication, medium, dialect, name);
        return;
    }
    for (guint i = 0; i < facebook->media->len; i++)
        put_tag(facebook, publication, g_array_index(facebook->media, uint32_t, i), dialect, name);
}

static const char *skip_digits(const char *text)
{
    while (g_ascii_isdigit(*text))
        text++;
    return text;
}

/* At "@[": the name of a tag "@[123:2048:Name]", with its length and the end of the tag; NULL when
 * it is none. */
static const char *inline_name(const char *text, size_t *length, const char **end)
{
    const char *id = text + 2;
    const char *kind = skip_digits(id);
    const char *name;

    if (kind == id || *kind != ':')
        return NULL;
    name = skip_digits(kind + 1);
    if (name == kind + 1 || *name != ':')
        return NULL;
    name++;
    *length = strcspn(name, "]\n");
    if (*length == 0 || name[*length] != ']')
        return NULL;
    *end = name + *length + 1;
    return name;
}

void facebook_text(Facebook *facebook, uint32_t publication, uint32_t medium, Place place,
                   const char *label, const char *text, bool onto_media)
{
    g_autoptr(GString) plain = NULL;
    const char *at = text;

    if (!text || !*text)
        return;
    plain = g_string_new(NULL);
    while (*at) {
        const char *tag = strstr(at, "@[");
        const char *name, *end = NULL;
        size_t length = 0;

        if (!tag) {
            g_string_append(plain, at);
            break;
        }
        g_string_append_len(plain, at, tag - at);
        name = inline_name(tag, &length, &end);
        if (name) {
            g_autofree char *copy = g_strndup(name, length);

            g_string_append(plain, copy);
            facebook_tag(facebook, publication, medium, "facebook-inline", copy, onto_media);
            at = end;
        } else {
            g_string_append(plain, "@[");
            at = tag + 2;
        }
    }
    sink_text(facebook->dump.sink, publication, medium, place, label, plain->str, plain->len);
}

typedef struct {
    Facebook *facebook;
    uint32_t publication;
    uint32_t medium;
    GString *path;
} Leftovers;

static bool is_address(const char *key)
{
    static const char *const keys[] = {"uri", "url", "href", "link", "backup_uri", "profile_uri"};

    for (size_t i = 0; key && i < G_N_ELEMENTS(keys); i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return false;
}

static void leave_value(Leftovers *leftovers, const char *key, const JsonValue *value);

static bool is_plain_key(const char *key)
{
    while (g_ascii_islower(*key) || g_ascii_isdigit(*key) || *key == '_')
        key++;
    return *key == '\0';
}

/* Facebook's own keys are lower case; anything else in a key may be a name, and counts as text. */
static void leave_member(void *user, const char *key, const JsonValue *value)
{
    Leftovers *leftovers = user;
    Facebook *facebook = leftovers->facebook;
    size_t before = leftovers->path->len;

    if (strcmp(key, "ent_field_name") == 0)
        return;
    if (before)
        g_string_append_c(leftovers->path, '.');
    if (is_plain_key(key)) {
        g_string_append_len(leftovers->path, key, (gssize)strnlen(key, LABEL_KEY_BYTES));
    } else {
        g_autofree char *repaired = json_text_repair(key, -1);

        g_string_append_printf(leftovers->path, "%.*s", LABEL_KEY_BYTES, repaired);
        facebook_text(facebook, leftovers->publication, leftovers->medium, PLACE_BODY,
                      leftovers->path->str, repaired, false);
    }
    leave_value(leftovers, key, value);
    g_string_truncate(leftovers->path, before);
}

static void leave_value(Leftovers *leftovers, const char *key, const JsonValue *value)
{
    Facebook *facebook = leftovers->facebook;
    size_t count = json_length(value);

    for (size_t i = 0; i < count; i++)
        leave_value(leftovers, key, json_element(value, i));
    json_each_member(value, leave_member, leftovers);
    if (json_string(value) && !g_hash_table_contains(facebook->dump.taken, value)) {
        const char *text = dump_take_value(&facebook->dump, value);

        facebook_text(facebook, leftovers->publication, leftovers->medium,
                      is_address(key) ? PLACE_URL : PLACE_BODY, leftovers->path->str, text, true);
    }
}

void facebook_leftovers(Facebook *facebook, uint32_t publication, uint32_t medium,
                        const JsonValue *value)
{
    g_autoptr(GString) path = g_string_new(NULL);
    Leftovers leftovers = {facebook, publication, medium, path};

    leave_value(&leftovers, NULL, value);
}
