/*
 * Comments, lists of people, messages and the account itself in an Instagram dump. The labels of
 * entries are in the account's language: what a value is follows from the few that are known, and
 * all of them are given.
 */
#include <string.h>

#include "readers/exports/instagram.h"
#include "readers/text/dates.h"

/* Where an export has the profile. */
#define FOLDER "personal_information/"

/* "Media Owner" in the languages of Dutch schools' accounts. */
static bool is_owner(const char *label)
{
    static const char *const words[] = {"owner",        "eigenaar", "inhaber",    "besitzer",
                                        "propriétaire", "sahibi",   "właściciel", NULL};
    g_autofree char *lower = g_utf8_strdown(label, -1);

    return dump_holds_any(lower, words);
}

typedef enum { FIELD_OTHER, FIELD_HANDLE, FIELD_NAME, FIELD_SHOWN } ProfileField;

static ProfileField profile_field(const char *label)
{
    static const struct {
        const char *label;
        ProfileField field;
    } fields[] = {{"username", FIELD_HANDLE},    {"gebruikersnaam", FIELD_HANDLE},
                  {"name", FIELD_NAME},          {"naam", FIELD_NAME},
                  {"bio", FIELD_SHOWN},          {"biografie", FIELD_SHOWN},
                  {"website", FIELD_SHOWN},      {"nutzername", FIELD_HANDLE},
                  {"benutzername", FIELD_HANDLE}};
    g_autofree char *lower = g_utf8_strdown(label, -1);

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (strcmp(lower, fields[i].label) == 0)
            return fields[i].field;
    }
    return FIELD_OTHER;
}

typedef struct {
    Dump *dump;
    uint32_t publication;
    uint32_t closed; /* what of a profile is not shown; 0: nothing yet */
    bool comment, profile;
    const char *time, *handle, *name;
} Labels;

static void find_time(void *user, const char *label, const JsonValue *value)
{
    Labels *labels = user;

    (void)label;
    if (!labels->time)
        labels->time = dump_time(labels->dump, value, "timestamp");
}

static uint32_t closed_publication(Labels *labels)
{
    FactPublication fact = {.kind = KIND_FILE, .access = ACCESS_CLOSED};

    if (!labels->closed)
        labels->closed = dump_publication(labels->dump, &fact);
    return labels->closed;
}

static void put_label(void *user, const char *label, const JsonValue *value)
{
    Labels *labels = user;
    g_autofree char *name = json_text_repair(label, -1);
    const char *text = dump_take(labels->dump, value, "value");
    const char *address = dump_take(labels->dump, value, "href");
    ProfileField field = labels->profile ? profile_field(name) : FIELD_SHOWN;
    uint32_t publication = labels->publication;

    if (field == FIELD_OTHER && (text || address))
        publication = closed_publication(labels);
    if (field == FIELD_HANDLE)
        labels->handle = text;
    if (field == FIELD_NAME)
        labels->name = text;
    if (labels->profile && text && g_ascii_strcasecmp(name, "Private Account") == 0 &&
        g_ascii_strcasecmp(text, "True") == 0)
        dump_account_shut(labels->dump, strstr(labels->dump->path, FOLDER) ? FOLDER : NULL);
    dump_text(labels->dump, publication, 0,
              labels->comment && is_owner(name) ? PLACE_METADATA : PLACE_BODY, name, text);
    dump_text(labels->dump, publication, 0, PLACE_URL, name, address);
}

static void put_label_medium(void *user, const char *label, const JsonValue *value)
{
    Labels *labels = user;

    (void)label;
    if (json_string(json_member(value, "uri")))
        instagram_medium(labels->dump, labels->publication, value, NULL);
}

static void put_list(Labels *labels, const JsonValue *list)
{
    for (size_t i = 0; i < json_length(list); i++) {
        const JsonValue *one = json_element(list, i);

        dump_text(labels->dump, labels->publication, 0, PLACE_BODY, "value",
                  dump_take(labels->dump, one, "value"));
        dump_text(labels->dump, labels->publication, 0, PLACE_URL, "href",
                  dump_take(labels->dump, one, "href"));
        if (json_string(json_member(one, "uri")) && *json_string(json_member(one, "uri")))
            instagram_medium(labels->dump, labels->publication, one, NULL);
    }
}

void instagram_labels(Dump *dump, const char *key, const JsonValue *entry)
{
    const Instagram *state = dump->user;
    const JsonValue *map = json_member(entry, "string_map_data");
    const JsonValue *list = json_member(entry, "string_list_data");
    bool comment = state->comments || strstr(key, "comments") != NULL;
    Labels labels = {.dump = dump, .comment = comment, .profile = strcmp(key, "profile_user") == 0};
    FactPublication fact = {.kind = comment          ? KIND_COMMENT
                                    : labels.profile ? KIND_ACCOUNT
                                                     : KIND_FILE,
                            .title = NULL};

    json_each_member(map, find_time, &labels);
    if (!labels.time)
        labels.time = dump_time(dump, json_element(list, 0), "timestamp");
    /* The folder of a profile is private, the profile is not. */
    if (labels.profile)
        dump->access = ACCESS_UNKNOWN;
    if (fact.kind == KIND_FILE)
        fact.access = dump->rest;
    fact.published = labels.time;
    labels.publication = dump_publication(dump, &fact);
    dump_text(dump, labels.publication, 0, comment ? PLACE_METADATA : PLACE_BODY, "title",
              dump_take(dump, entry, "title"));
    json_each_member(map, put_label, &labels);
    put_list(&labels, list);
    put_list(&labels, json_member(entry, "media_list_data"));
    json_each_member(json_member(entry, "media_map_data"), put_label_medium, &labels);
    if (labels.profile)
        dump_account(dump, labels.handle, labels.name);
    dump_leftovers(dump, labels.publication, 0, entry);
}

static void put_value(Labels *labels, const char *label, const JsonValue *value)
{
    static const char *const parts[] = {"dict", "vec", "label_values", "media"};
    const char *own = dump_take(labels->dump, value, "label");
    const char *title = dump_take(labels->dump, value, "title");
    size_t count = json_length(value);

    for (size_t i = 0; i < count; i++)
        put_value(labels, label, json_element(value, i));
    if (json_kind(value) != JSON_KIND_OBJECT)
        return;
    label = own ? own : title ? title : label;
    dump_text(labels->dump, labels->publication, 0, PLACE_TITLE, "title", title);
    dump_text(labels->dump, labels->publication, 0, PLACE_BODY, label,
              dump_take(labels->dump, value, "value"));
    dump_text(labels->dump, labels->publication, 0, PLACE_URL, label,
              dump_take(labels->dump, value, "href"));
    if (json_string(json_member(value, "uri")))
        instagram_medium(labels->dump, labels->publication, value, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        put_value(labels, label, json_member(value, parts[i]));
}

/* {timestamp, media, label_values, fbid} of 2025: values under labels, in any depth. */
void instagram_label_values(Dump *dump, const JsonValue *entry)
{
    static const char *const posts[] = {"posts", "stories", "reels", NULL};
    static const char *const of_others[] = {"/likes/", "/saved/", "/liked_", "/saved_", NULL};
    const Instagram *state = dump->user;
    Labels labels = {.dump = dump};
    bool shown = dump_holds_any(dump->path, posts) && !dump_holds_any(dump->path, of_others);
    FactPublication fact = {.kind = state->comments ? KIND_COMMENT
                                    : shown         ? KIND_POST
                                                    : KIND_FILE,
                            .native_id = dump_take_scalar(dump, entry, "fbid"),
                            .published = dump_time(dump, entry, "timestamp")};

    if (fact.kind == KIND_FILE)
        fact.access = dump->rest;
    labels.publication = dump_publication(dump, &fact);
    put_value(&labels, NULL, entry);
    dump_leftovers(dump, labels.publication, 0, entry);
}

/* [time, text, owner of the post] of 2018 to 2020. */
bool instagram_old_comment(Dump *dump, const JsonValue *comment)
{
    const char *time = json_string(json_element(comment, 0));
    const char *text = json_string(json_element(comment, 1));
    FactPublication fact = {.kind = KIND_COMMENT};
    uint32_t publication;

    if (!time || !text || json_count(comment) > 8)
        return false;
    fact.published = dump_own(dump, date_from_iso(time, false));
    if (!fact.published)
        return false;
    publication = dump_publication(dump, &fact);
    dump_take_value(dump, json_element(comment, 0));
    dump_text(dump, publication, 0, PLACE_BODY, "comment",
              dump_take_value(dump, json_element(comment, 1)));
    for (size_t i = 2; i < json_count(comment); i++)
        dump_text(dump, publication, 0, PLACE_METADATA, "owner",
                  dump_take_value(dump, json_element(comment, i)));
    return true;
}

const char *instagram_relation(const Dump *dump, const char *key)
{
    static const struct {
        const char *part, *relation;
    } relations[] = {{"followers", "follower"},
                     {"permanent_follow_requests", "request-sent"},
                     {"follow_requests_sent", "request-sent"},
                     {"follow_requests_received", "request-received"},
                     {"following", "following"},
                     {"close_friends", "friend"}};
    const char *name = strrchr(dump->path, '/');

    for (size_t i = 0; i < G_N_ELEMENTS(relations); i++) {
        if (*key ? strstr(key, relations[i].part) != NULL
                 : g_str_has_prefix(name ? name + 1 : dump->path, relations[i].part))
            return strstr(key, "hashtag") ? NULL : relations[i].relation;
    }
    return NULL;
}

/* The account's name stands in the value, in the title, or only at the end of the address; a title
 * beside a value is what the person is called. */
void instagram_contact(Dump *dump, const char *relation, const JsonValue *entry)
{
    const JsonValue *list = json_member(entry, "string_list_data");
    const char *title = dump_take(dump, entry, "title");

    for (size_t i = 0; i < MAX(1, json_count(list)); i++) {
        const JsonValue *one = json_element(list, i);
        const char *handle = dump_take(dump, one, "value");
        const char *address = dump_take(dump, one, "href");
        const char *slash = address ? strrchr(address, '/') : NULL;

        if (!handle)
            handle = title ? title : slash && slash[1] ? slash + 1 : NULL;
        dump_contact(dump, 0, relation, title ? title : handle, handle,
                     dump_time(dump, one, "timestamp"));
    }
    dump_leftovers(dump, 0, 0, entry);
}

typedef struct {
    Dump *dump;
    const char *relation;
    bool times; /* looking: every member is a time */
} OldContacts;

static void look_at_old_contact(void *user, const char *handle, const JsonValue *since)
{
    OldContacts *contacts = user;
    const char *text = json_string(since);
    g_autofree char *time = text ? date_from_iso(text, false) : NULL;

    (void)handle;
    contacts->times = contacts->times && time;
}

static void put_old_contact(void *user, const char *handle, const JsonValue *since)
{
    OldContacts *contacts = user;
    g_autofree char *time = date_from_iso(json_string(since), false);

    dump_contact(contacts->dump, 0, contacts->relation, handle, handle, time);
}

/* {"followers": {name: time}} of 2018 to 2020. */
bool instagram_old_contacts(Dump *dump, const char *key, const JsonValue *people)
{
    OldContacts contacts = {dump, instagram_relation(dump, key), true};

    if (!*key || !contacts.relation || json_count(people) == 0)
        return false;
    json_each_member(people, look_at_old_contact, &contacts);
    if (contacts.times)
        json_each_member(people, put_old_contact, &contacts);
    if (contacts.times)
        dump_skip(dump, people);
    return contacts.times;
}
