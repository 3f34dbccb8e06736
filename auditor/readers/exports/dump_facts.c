/*
 * Strings, times and facts of a dump: repaired once, given once, with the platform filled in.
 * Which string means what is decided by the readers.
 */
#include <string.h>

#include "readers/exports/dump.h"
#include "readers/html/html_text.h"
#include "readers/text/date_words.h"
#include "readers/text/dates.h"

#define LAST_SECOND 253402300799LL       /* of the year 9999 */
#define MILLISECONDS_FROM 100000000000LL /* as seconds this would be the year 5138 */

const char *dump_own(Dump *dump, char *text)
{
    if (text)
        g_ptr_array_add(dump->owned, text);
    return text;
}

static const char *take_text_of(Dump *dump, const JsonValue *value, const char *text)
{
    if (!text)
        return NULL;
    g_hash_table_add(dump->taken, (gpointer)value);
    if (!*text)
        return NULL;
    return dump_own(dump, dump->repair ? json_text_repair(text, -1) : g_strdup(text));
}

const char *dump_take_value(Dump *dump, const JsonValue *value)
{
    return take_text_of(dump, value, json_string(value));
}

const char *dump_take(Dump *dump, const JsonValue *object, const char *key)
{
    return dump_take_value(dump, json_member(object, key));
}

const char *dump_take_scalar(Dump *dump, const JsonValue *object, const char *key)
{
    const JsonValue *value = json_member(object, key);

    return take_text_of(dump, value, json_scalar(value));
}

static void skip_member(void *user, const char *key, const JsonValue *value)
{
    (void)key;
    dump_skip(user, value);
}

void dump_skip(Dump *dump, const JsonValue *value)
{
    size_t count = json_length(value);

    if (json_scalar(value))
        g_hash_table_add(dump->taken, (gpointer)value);
    for (size_t i = 0; i < count; i++)
        dump_skip(dump, json_element(value, i));
    json_each_member(value, skip_member, dump);
}

const char *dump_time(Dump *dump, const JsonValue *object, const char *key)
{
    const JsonValue *value = json_member(object, key);
    int64_t seconds = 0;

    if (!json_integer(value, &seconds) || seconds <= 0)
        return NULL;
    if (seconds > MILLISECONDS_FROM)
        seconds /= 1000;
    if (seconds > LAST_SECOND)
        return NULL;
    g_hash_table_add(dump->taken, (gpointer)value);
    return dump_own(dump, date_from_seconds(seconds));
}

const char *dump_iso_time(Dump *dump, const JsonValue *object, const char *key, bool utc)
{
    const JsonValue *value = json_member(object, key);
    const char *text = json_string(value);
    char *time = text ? date_from_iso(text, utc) : NULL;

    if (!time && text && text[strspn(text, "0123456789-/.: ")] == '\0')
        time = date_from_words(text); /* "21-06-2024 10:15" */

    if (time)
        g_hash_table_add(dump->taken, (gpointer)value);
    return dump_own(dump, time);
}

uint32_t dump_publication(Dump *dump, const FactPublication *fact)
{
    FactPublication full = *fact;

    full.platform = dump->platform;
    if (full.access == ACCESS_UNKNOWN)
        full.access = dump->access;
    if (full.published && full.published_known == KNOWN_NOT)
        full.published_known = KNOWN_EXPORT;
    uint32_t number = sink_publication(dump->sink, &full);

    if (full.kind == KIND_FILE || full.kind == KIND_ACCOUNT)
        dump->plain = number;
    return number;
}

void dump_text(Dump *dump, uint32_t publication, uint32_t medium, Place place, const char *label,
               const char *text)
{
    if (text && *text)
        sink_text(dump->sink, publication, medium, place, label, text, strlen(text));
}

void dump_markup(Dump *dump, uint32_t publication, const char *label, const char *markup)
{
    g_autoptr(HtmlText) text = html_text_new();

    if (!markup || !*markup)
        return;
    html_text_read(text, markup, strlen(markup));
    html_text_put(text, dump->sink, publication, label);
}

uint32_t dump_medium(Dump *dump, uint32_t publication, const char *role, const char *uri,
                     const char *taken)
{
    FactMedium fact = {.publication = publication, .role = role, .uri = uri, .taken = taken};

    return sink_medium(dump->sink, &fact);
}

void dump_tag(Dump *dump, uint32_t publication, uint32_t medium, const char *name)
{
    Fact fact = {
        .kind = FACT_PERSON_TAG,
        .person_tag = {
            .publication = publication, .medium = medium, .dialect = dump->platform, .name = name}};

    if (name && *name)
        sink_put(dump->sink, &fact);
}

void dump_contact(Dump *dump, uint32_t publication, const char *relation, const char *name,
                  const char *handle, const char *since)
{
    Fact fact = {.kind = FACT_CONTACT,
                 .contact = {.publication = publication,
                             .platform = dump->platform,
                             .relation = relation,
                             .name = name,
                             .handle = handle,
                             .since = since}};

    if (name || handle)
        sink_put(dump->sink, &fact);
}

void dump_account(Dump *dump, const char *handle, const char *name)
{
    Fact fact = {.kind = FACT_ACCOUNT,
                 .account = {.platform = dump->platform, .handle = handle, .name = name}};

    if (name || handle)
        sink_put(dump->sink, &fact);
}

void dump_account_shut(Dump *dump, const char *part)
{
    sink_property(dump->sink, 0, 0, "account", part ? part : "*", dump->platform);
}

void dump_user(Dump *dump, const char *id, const char *name)
{
    if (id && name)
        sink_property(dump->sink, 0, 0, "user", id, name);
}

void dump_position(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *latitude,
                   const JsonValue *longitude)
{
    char first[G_ASCII_DTOSTR_BUF_SIZE], second[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *position = NULL;
    double north, east;

    if (!json_number(latitude, &north) || !json_number(longitude, &east))
        return;
    if (north > -1e-9 && north < 1e-9 && east > -1e-9 && east < 1e-9)
        return;
    g_hash_table_add(dump->taken, (gpointer)latitude);
    g_hash_table_add(dump->taken, (gpointer)longitude);
    g_ascii_formatd(first, sizeof first, "%.10g", north);
    g_ascii_formatd(second, sizeof second, "%.10g", east);
    position = g_strdup_printf("%s,%s", first, second);
    sink_property(dump->sink, publication, medium, "platform", "GPSPosition", position);
}

const char *dump_role(const char *uri, const char *otherwise)
{
    static const struct {
        const char *endings, *role;
    } roles[] = {{" jpg jpeg png webp heic heif gif avif ", "image"},
                 {" mp4 mov m4v webm avi mkv 3gp ", "video"},
                 {" mp3 m4a aac ogg oga opus wav amr ", "audio"},
                 {" pdf doc docx xls xlsx ppt pptx odt srt vcf txt ", "attachment"}};
    size_t length = uri ? strcspn(uri, "?#") : 0;
    g_autofree char *plain = g_strndup(uri ? uri : "", length);
    const char *dot = strrchr(plain, '.');
    g_autofree char *lower = dot ? g_ascii_strdown(dot + 1, -1) : NULL;
    g_autofree char *wanted = lower ? g_strdup_printf(" %s ", lower) : NULL;

    for (size_t i = 0; wanted && !strchr(lower, ' ') && i < G_N_ELEMENTS(roles); i++) {
        if (strstr(roles[i].endings, wanted))
            return roles[i].role;
    }
    return otherwise;
}

typedef struct {
    Dump *dump;
    GString *lines;     /* "key: value" */
    GString *addresses; /* the same, for what is a link */
    bool rest;          /* an element was given: keys without a value are the platform's */
} Leftovers;

bool dump_key_is_plain(const char *key)
{
    if (!g_ascii_islower(*key))
        return false;
    while (g_ascii_isalnum(*key) || *key == '_')
        key++;
    return *key == '\0';
}

/* Counts and the platform's own numbers: as text they would only look like a person's number. */
static bool is_own_number(const char *key, const char *text)
{
    static const char *const ends[] = {"id",       "id_str",  "Id",    "ID",      "count",
                                       "Count",    "size",    "width", "height",  "timestamp",
                                       "_ms",      "bitrate", "Size",  "indices", "duration",
                                       "unixtime", "Ids",     "range"};

    if (!*text || text[strspn(text, "-+.0123456789")] != '\0')
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        if (g_str_has_suffix(key, ends[i]))
            return true;
    }
    return strlen(key) == 1;
}

static void leave_value(Leftovers *leftovers, const char *key, const JsonValue *value);

static bool is_empty(const JsonValue *value)
{
    const char *scalar = json_scalar(value);

    return scalar ? *scalar == '\0' : json_count(value) == 0;
}

/* A platform's own keys are plain words; anything else in a key may be a name, and is text where
 * its value does not carry it. */
static void leave_member(void *user, const char *key, const JsonValue *value)
{
    Leftovers *leftovers = user;
    GString *lines = leftovers->lines;
    size_t before = lines->len;
    g_autofree char *repaired = leftovers->dump->repair ? json_text_repair(key, -1) : g_strdup(key);

    leave_value(leftovers, repaired, value);
    if (!dump_key_is_plain(key) &&
        ((is_empty(value) && !leftovers->rest) || (lines->len > before && !json_scalar(value)))) {
        g_string_insert(lines, (gssize)before, "\n");
        g_string_insert(lines, (gssize)before, repaired);
    }
}

static bool is_address(const char *text)
{
    return g_str_has_prefix(text, "http://") || g_str_has_prefix(text, "https://");
}

static void leave_value(Leftovers *leftovers, const char *key, const JsonValue *value)
{
    const char *scalar = json_scalar(value);
    size_t count = json_length(value);

    for (size_t i = 0; i < count; i++)
        leave_value(leftovers, key, json_element(value, i));
    json_each_member(value, leave_member, leftovers);
    if (!scalar || !*scalar || g_hash_table_contains(leftovers->dump->taken, value) ||
        is_own_number(key, scalar))
        return;
    g_autofree char *text =
        leftovers->dump->repair ? json_text_repair(scalar, -1) : g_strdup(scalar);

    g_hash_table_add(leftovers->dump->taken, (gpointer)value);
    g_string_append_printf(is_address(text) ? leftovers->addresses : leftovers->lines,
                           *key ? "%s: %s\n" : "%s%s\n", key, text);
}

Place dump_rest_place(const Dump *dump, uint32_t publication)
{
    return publication == 0 || publication == dump->plain ? PLACE_BODY : PLACE_METADATA;
}

void dump_leftovers(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *value)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GString) addresses = g_string_new(NULL);
    Leftovers leftovers = {dump, lines, addresses, false};

    leave_value(&leftovers, "", value);
    dump_text(dump, publication, medium, dump_rest_place(dump, publication), "other fields",
              lines->str);
    dump_text(dump, publication, medium, PLACE_URL, "other fields", addresses->str);
}

void dump_rest(Dump *dump, const char *label, const JsonValue *value)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GString) addresses = g_string_new(NULL);
    Leftovers leftovers = {dump, lines, addresses, true};

    leave_value(&leftovers, "", value);
    g_string_append_len(lines, addresses->str, (gssize)addresses->len);
    if (lines->len)
        dump_unknown_text(dump, label, lines->str, lines->len - 1);
}
