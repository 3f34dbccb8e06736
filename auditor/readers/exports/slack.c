/*
 * Reader of a Slack export: a folder a channel with a file a day, lists of channels and of people.
 * A message names who wrote it by number; where it has his profile beside it, that name counts. All
 * of it was for members of the workspace; conversations of two or of few lie in folders of their
 * own.
 */
#include <string.h>

#include "readers/exports/dump.h"
#include "readers/text/dates.h"

static bool is_day(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    return strlen(name) == strlen("2024-06-21.json") && g_ascii_isdigit(name[0]) &&
           name[4] == '-' && name[7] == '-' && g_str_has_suffix(name, ".json");
}

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));

    if (dump_head_has(head, "ts") && dump_head_has(head, "type") &&
        (dump_head_has(head, "user") || dump_head_has(head, "bot_id")))
        return is_day(path) || dump_head_has(head, "user_profile") ? 84 : 68;
    if (dump_head_has(head, "team_id") && dump_head_has(head, "profile") &&
        dump_head_has(head, "real_name"))
        return 84;
    return dump_head_has(head, "creator") && dump_head_has(head, "members") &&
                   dump_head_has(head, "is_archived")
               ? 80
               : 0;
}

/* "C"hannels have a word for their folder, conversations of two their number. */
static Access access_of(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    guint count = g_strv_length(parts);
    const char *folder = count > 1 ? parts[count - 2] : "";
    bool number =
        folder[0] == 'd' && strlen(folder) >= 9 && strcspn(folder, "-_") == strlen(folder);

    return number || g_str_has_prefix(folder, "mpdm-") ? ACCESS_DIRECT : ACCESS_CLOSED;
}

/* Seconds with a fraction that makes them a message's number. */
static const char *time_of(Dump *dump, const JsonValue *object, const char *key)
{
    const char *text = json_scalar(json_member(object, key));

    return text ? dump_own(dump, date_from_seconds(g_ascii_strtoll(text, NULL, 10))) : NULL;
}

static const char *author_of(Dump *dump, const JsonValue *message)
{
    static const char *const names[] = {"real_name", "display_name", "name"};
    const JsonValue *profile = json_member(message, "user_profile");
    const char *author = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(names) && !author; i++)
        author = dump_take(dump, profile, names[i]);
    if (!author)
        author = dump_take(dump, message, "username");
    return author ? author : dump_take(dump, message, "user");
}

static void put_files(Dump *dump, uint32_t publication, const JsonValue *files)
{
    static const char *const words[] = {"title", "name", "initial_comment"};

    for (size_t i = 0; i < json_length(files); i++) {
        const JsonValue *file = json_element(files, i);
        const char *uri = dump_take(dump, file, "url_private_download");
        const char *name = json_string(json_member(file, "name"));
        uint32_t medium = 0;

        if (!uri)
            uri = dump_take(dump, file, "url_private");
        if (uri || name)
            medium = dump_medium(dump, publication, dump_role(name, "attachment"), uri ? uri : name,
                                 NULL);
        for (size_t j = 0; j < G_N_ELEMENTS(words); j++)
            dump_text(dump, publication, medium, j == 1 ? PLACE_FILENAME : PLACE_CAPTION, words[j],
                      dump_take(dump, file, words[j]));
        dump_leftovers(dump, publication, medium, file);
    }
}

static void put_message(Dump *dump, const JsonValue *message)
{
    static const char *const own[] = {"type", "client_msg_id", "team", "user_team", "source_team"};
    GHashTable *numbers = dump->user;
    const char *thread = json_scalar(json_member(message, "thread_ts"));
    const char *id = dump_take_scalar(dump, message, "ts");
    gpointer parent =
        thread && g_strcmp0(thread, id) != 0 ? g_hash_table_lookup(numbers, thread) : NULL;
    FactPublication fact = {.kind = parent ? KIND_COMMENT : KIND_MESSAGE,
                            .in_reply_to = GPOINTER_TO_UINT(parent),
                            .author = author_of(dump, message),
                            .native_id = id,
                            .published = time_of(dump, message, "ts"),
                            .updated = time_of(dump, json_member(message, "edited"), "ts")};
    uint32_t publication = dump_publication(dump, &fact);

    if (id)
        g_hash_table_insert(numbers, g_strdup(id), GUINT_TO_POINTER(publication));
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        dump_skip(dump, json_member(message, own[i]));
    dump_text(dump, publication, 0, PLACE_BODY, "text", dump_take(dump, message, "text"));
    put_files(dump, publication, json_member(message, "files"));
    put_files(dump, publication, json_member(message, "attachments"));
    dump_leftovers(dump, publication, 0, message);
}

static void put_person(Dump *dump, const JsonValue *person)
{
    const JsonValue *profile = json_member(person, "profile");
    const char *handle = dump_take(dump, person, "name");
    const char *name = dump_take(dump, profile, "real_name");

    if (!name)
        name = dump_take(dump, person, "real_name");
    dump_contact(dump, 0, "participant", name ? name : handle, handle, NULL);
    dump_user(dump, json_string(json_member(person, "id")), name ? name : handle);
    dump_leftovers(dump, 0, 0, person);
}

static void put_channel(Dump *dump, const JsonValue *channel)
{
    FactPublication fact = {.kind = KIND_ACCOUNT,
                            .title = dump_take(dump, channel, "name"),
                            .native_id = dump_take(dump, channel, "id"),
                            .published = dump_time(dump, channel, "created")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "topic",
              dump_take(dump, json_member(channel, "topic"), "value"));
    dump_text(dump, publication, 0, PLACE_BODY, "purpose",
              dump_take(dump, json_member(channel, "purpose"), "value"));
    dump_leftovers(dump, publication, 0, channel);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    (void)key;
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (json_member(value, "ts") && json_member(value, "type"))
        put_message(dump, value);
    else if (json_member(value, "profile") && json_member(value, "id"))
        put_person(dump, value);
    else if (json_member(value, "members") && json_member(value, "id"))
        put_channel(dump, value);
    else
        return false;
    return true;
}

static void read_slack(Input *input, Sink *sink)
{
    GHashTable *numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Dump dump;

    dump_init(&dump, input, sink, "slack");
    dump.access = access_of(dump.path);
    dump.user = numbers;
    dump_read(&dump, input, take);
    dump_clear(&dump);
    g_hash_table_destroy(numbers);
}

const Reader reader_slack = {"slack", bid, read_slack};
