/*
 * Reader of a Flickr account: a file a photo with its words, people, place and comments, lists of
 * albums, of contacts and of comments elsewhere. What a photo's privacy says is its access.
 */
#include <string.h>

#include "readers/exports/dump.h"

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    if (dump_head_has(head, "photopage") && dump_head_has(head, "privacy"))
        return 86;
    if (dump_head_has(head, "albums") && dump_head_has(head, "photo_count"))
        return 84;
    if (dump_head_has(head, "photo_url") && dump_head_has(head, "comment"))
        return 82;
    if (dump_head_has(head, "nsid") && dump_head_has(head, "screen_name"))
        return 82;
    return memmem(head.data, MIN(head.length, 4096), "flickr.com/", 11) ? 66 : 0;
}

static Access access_of(const char *privacy)
{
    return !privacy || g_ascii_strcasecmp(privacy, "public") == 0 ? ACCESS_PUBLIC : ACCESS_CLOSED;
}

static void put_comments(Dump *dump, uint32_t photo, Access access, const JsonValue *comments)
{
    for (size_t i = 0; i < json_length(comments); i++) {
        const JsonValue *one = json_element(comments, i);
        FactPublication fact = {.kind = KIND_COMMENT,
                                .in_reply_to = photo,
                                .access = access,
                                .author = dump_take(dump, one, "user"),
                                .url = dump_take(dump, one, "url"),
                                .native_id = dump_take_scalar(dump, one, "id"),
                                .published = dump_iso_time(dump, one, "date", true)};
        uint32_t publication = dump_publication(dump, &fact);

        dump_text(dump, publication, 0, PLACE_BODY, "comment", dump_take(dump, one, "comment"));
        dump_leftovers(dump, publication, 0, one);
    }
}

/* Those who are on the photo; notes are words on a part of it. */
static void put_people(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *photo)
{
    static const char *const names[] = {"name", "realname", "username", "user", "nsid"};
    const JsonValue *people = json_member(photo, "people");
    const JsonValue *notes = json_member(photo, "notes");
    const JsonValue *tags = json_member(photo, "tags");

    for (size_t i = 0; i < json_length(people); i++) {
        const JsonValue *person = json_element(people, i);
        const char *name = dump_take_value(dump, person);

        for (size_t j = 0; j < G_N_ELEMENTS(names) && !name; j++)
            name = dump_take(dump, person, names[j]);
        dump_tag(dump, publication, medium, name);
    }
    for (size_t i = 0; i < json_length(notes); i++)
        dump_text(dump, publication, medium, PLACE_CAPTION, "note",
                  dump_take(dump, json_element(notes, i), "text"));
    for (size_t i = 0; i < json_length(tags); i++)
        dump_text(dump, publication, medium, PLACE_TAG, "tag",
                  dump_take(dump, json_element(tags, i), "tag"));
}

static void put_place(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *geo)
{
    static const double parts = 1000000;
    const JsonValue *one = json_kind(geo) == JSON_KIND_ARRAY ? json_element(geo, 0) : geo;
    double north = 0, east = 0;

    /* Degrees are written without their point. */
    if (json_number(json_member(one, "latitude"), &north) &&
        json_number(json_member(one, "longitude"), &east) &&
        (north > 90 || north < -90 || east > 180 || east < -180)) {
        char first[G_ASCII_DTOSTR_BUF_SIZE], second[G_ASCII_DTOSTR_BUF_SIZE];
        g_autofree char *position =
            g_strdup_printf("%s,%s", g_ascii_formatd(first, sizeof first, "%.10g", north / parts),
                            g_ascii_formatd(second, sizeof second, "%.10g", east / parts));

        sink_property(dump->sink, publication, medium, "platform", "GPSPosition", position);
        dump_skip(dump, one);
        return;
    }
    dump_position(dump, publication, medium, json_member(one, "latitude"),
                  json_member(one, "longitude"));
}

/* The file beside it: "kamp_123456_o.jpg", of the name in small letters and the number; only the
 * number is sure, and the address where it stood has it too. */
static void put_photo(Dump *dump, const JsonValue *photo)
{
    const char *privacy = dump_take(dump, photo, "privacy");
    const char *taken = dump_iso_time(dump, photo, "date_taken", false);
    const char *original = dump_take(dump, photo, "original");
    const JsonValue *albums = json_member(photo, "albums");
    FactPublication fact = {.kind = KIND_POST,
                            .access = access_of(privacy),
                            .title = dump_take(dump, photo, "name"),
                            .url = dump_take(dump, photo, "photopage"),
                            .native_id = dump_take_scalar(dump, photo, "id"),
                            .published = dump_iso_time(dump, photo, "date_imported", true)};
    uint32_t publication = dump_publication(dump, &fact);
    uint32_t medium =
        original ? dump_medium(dump, publication, dump_role(original, "image"), original, taken)
                 : 0;

    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    dump_text(dump, publication, medium, PLACE_CAPTION, "description",
              dump_take(dump, photo, "description"));
    put_people(dump, publication, medium, photo);
    put_place(dump, publication, medium, json_member(photo, "geo"));
    for (size_t i = 0; i < json_length(albums); i++)
        dump_text(dump, publication, 0, PLACE_METADATA, "album",
                  dump_take(dump, json_element(albums, i), "title"));
    put_comments(dump, publication, fact.access, json_member(photo, "comments"));
    dump_leftovers(dump, publication, medium, photo);
}

static void put_album(Dump *dump, const JsonValue *album)
{
    FactPublication fact = {.kind = KIND_ALBUM,
                            .title = dump_take(dump, album, "title"),
                            .url = dump_take(dump, album, "url"),
                            .native_id = dump_take_scalar(dump, album, "id"),
                            .published = dump_time(dump, album, "created"),
                            .updated = dump_time(dump, album, "last_updated")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "description",
              dump_take(dump, album, "description"));
    dump_skip(dump, json_member(album, "photos"));
    dump_leftovers(dump, publication, 0, album);
}

/* What the account wrote below others' photos. */
static void put_elsewhere(Dump *dump, const JsonValue *comment)
{
    FactPublication fact = {.kind = KIND_COMMENT,
                            .url = dump_take(dump, comment, "photo_url"),
                            .published = dump_iso_time(dump, comment, "created", true)};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_BODY, "comment", dump_take(dump, comment, "comment"));
    dump_leftovers(dump, publication, 0, comment);
}

static void put_account(Dump *dump, const JsonValue *account)
{
    const char *handle = dump_take(dump, account, "screen_name");
    FactPublication fact = {.kind = KIND_ACCOUNT, .title = dump_take(dump, account, "real_name")};
    uint32_t publication;

    if (!fact.title)
        fact.title = handle;
    dump_account(dump, handle, fact.title);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "description",
              dump_take(dump, account, "description"));
    dump_leftovers(dump, publication, 0, account);
}

/* {"name": "address"} */
static void put_contact(void *user, const char *key, const JsonValue *value)
{
    Dump *dump = user;

    if (json_string(value))
        dump_contact(dump, 0, dump->user, key, dump_take_value(dump, value), NULL);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (json_member(value, "photopage") || json_member(value, "privacy"))
        put_photo(dump, value);
    else if (json_member(value, "photo_count"))
        put_album(dump, value);
    else if (json_member(value, "photo_url") && json_member(value, "comment"))
        put_elsewhere(dump, value);
    else if (json_member(value, "nsid") && json_member(value, "screen_name"))
        put_account(dump, value);
    else if (strcmp(key, "contacts") == 0 || strcmp(key, "followers") == 0) {
        dump->user = (void *)(*key == 'c' ? "following" : "follower");
        json_each_member(value, put_contact, dump);
    } else
        return false;
    return true;
}

static void read_flickr(Input *input, Sink *sink)
{
    Dump dump;

    dump_init(&dump, input, sink, "flickr");
    dump.access = ACCESS_PUBLIC;
    dump.rest = ACCESS_CLOSED;
    dump_read(&dump, input, take);
    dump_clear(&dump);
}

const Reader reader_flickr = {"flickr", bid, read_flickr};
