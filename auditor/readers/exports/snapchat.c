/*
 * Reader of Snapchat's JSON: memories with their places, chats, friends, the account. Nothing of it
 * was published; the pictures lie in folders of their own.
 */
#include <string.h>

#include "readers/exports/dump.h"

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));
    bool named = strstr(path, "mydata~") || strstr(path, "snapchat");

    if (dump_head_has(head, "Saved Media") ||
        (dump_head_has(head, "Username") && dump_head_has(head, "Display Name")) ||
        (dump_head_has(head, "Media Type") && dump_head_has(head, "IsSender")))
        return named ? 82 : 76;
    return named && strstr(path, "json/") ? 63 : 0;
}

/* "Latitude, Longitude: 52.09, 5.1214"; zeros stand for none. False when it is something else. */
static bool put_place(Dump *dump, uint32_t publication, const char *location)
{
    const char *colon = location ? strchr(location, ':') : NULL;
    g_auto(GStrv) pair = g_strsplit(colon ? colon + 1 : "", ",", 3);
    g_autofree char *position = NULL;

    if (g_strv_length(pair) != 2)
        return false;
    position = g_strdup_printf("%s,%s", g_strstrip(pair[0]), g_strstrip(pair[1]));
    if (position[strspn(position, "-.,0123456789")] != '\0')
        return false;
    if (g_ascii_strtod(pair[0], NULL) != 0 || g_ascii_strtod(pair[1], NULL) != 0)
        sink_property(dump->sink, publication, 0, "platform", "GPSPosition", position);
    return true;
}

static void put_memory(Dump *dump, const JsonValue *memory)
{
    static const char *const links[] = {"Media Download Url", "Download Link"};
    FactPublication fact = {.kind = KIND_POST,
                            .published = dump_iso_time(dump, memory, "Date", true)};
    uint32_t publication = dump_publication(dump, &fact);
    const char *type = dump_take(dump, memory, "Media Type");
    bool film = type && g_ascii_strcasecmp(type, "video") == 0;

    for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
        const char *url = dump_take(dump, memory, links[i]);

        if (url)
            dump_medium(dump, publication, film ? "video" : "image", url, fact.published);
    }
    if (put_place(dump, publication, json_string(json_member(memory, "Location"))))
        dump_take(dump, memory, "Location");
    dump_leftovers(dump, publication, 0, memory);
}

static void put_message(Dump *dump, const char *key, const JsonValue *message)
{
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .author = dump_take(dump, message, "From"),
                            .title = dump_take(dump, message, "Conversation Title"),
                            .published = dump_iso_time(dump, message, "Created", true)};
    const char *to = dump_take(dump, message, "To");
    uint32_t publication;

    publication = dump_publication(dump, &fact);
    dump_contact(dump, publication, "participant", to ? to : *key ? key : NULL, to, NULL);
    dump_text(dump, publication, 0, PLACE_TITLE, "conversation", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "content", dump_take(dump, message, "Content"));
    dump_text(dump, publication, 0, PLACE_BODY, "text", dump_take(dump, message, "Text"));
    dump_leftovers(dump, publication, 0, message);
}

static const char *relation_of(const char *key)
{
    if (strstr(key, "Sent"))
        return "request-sent";
    return strstr(key, "Pending") || strstr(key, "Received") ? "request-received" : "friend";
}

static void put_person(Dump *dump, const char *key, const JsonValue *person)
{
    const char *handle = dump_take(dump, person, "Username");
    const char *name = dump_take(dump, person, "Display Name");

    dump_contact(dump, 0, relation_of(key), name ? name : handle, handle,
                 dump_iso_time(dump, person, "Creation Timestamp", true));
    dump_leftovers(dump, 0, 0, person);
}

static void put_account(Dump *dump, const JsonValue *account)
{
    FactPublication fact = {.kind = KIND_ACCOUNT, .title = dump_take(dump, account, "Name")};
    const char *handle = dump_take(dump, account, "Username");
    uint32_t publication;

    dump_account(dump, handle, fact.title);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "Name", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "Username", handle);
    dump_leftovers(dump, publication, 0, account);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (strcmp(key, "Saved Media") == 0 || json_member(value, "Download Link"))
        put_memory(dump, value);
    else if (json_member(value, "Media Type") && json_member(value, "Created"))
        put_message(dump, key, value);
    else if (strcmp(key, "Basic Information") == 0)
        put_account(dump, value);
    else if (json_string(json_member(value, "Username")) && json_member(value, "Display Name"))
        put_person(dump, key, value);
    else
        return false;
    return true;
}

static void read_snapchat(Input *input, Sink *sink)
{
    Dump dump;

    dump_init(&dump, input, sink, "snapchat");
    dump.access = ACCESS_CLOSED;
    dump_read(&dump, input, take);
    dump_clear(&dump);
}

const Reader reader_snapchat = {"snapchat", bid, read_snapchat};
