/*
 * Reader of JSON in a Google Takeout: what Google Photos knows of a picture (who is on it, where it
 * was taken), albums, chats, history. Folders and files have the account's language, so that a file
 * is known by its members. Which picture a file describes follows from the file's own name, which
 * may be cut, and only then from the title.
 */
#include <string.h>

#include "readers/exports/dump.h"
#include "readers/text/date_words.h"

#define NAME_BYTES 47U /* Google cuts a picture's name here, before the ending */

static bool is_root(const char *path)
{
    return g_str_has_prefix(path, "takeout") || strstr(path, "/takeout");
}

static bool is_album(Slice head)
{
    return dump_head_has(head, "albumData") ||
           (dump_head_has(head, "title") && dump_head_has(head, "date") &&
            (dump_head_has(head, "access") || dump_head_has(head, "sharedAlbumComments")));
}

static int bid(const Input *input)
{
    static const char *const photos[] = {"google photos/", "google foto",  "/photos from ",
                                         "/foto's van ",   "/foto_s van ", NULL};
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));

    if (dump_head_has(head, "photoTakenTime") && dump_head_has(head, "title"))
        return 86;
    if (is_album(head) && (is_root(path) || dump_holds_any(path, photos)))
        return 84;
    if (is_root(path) || strstr(path, "youtube en youtube music/") ||
        strstr(path, "youtube and youtube music/"))
        return 62;
    return 0;
}

/* The name of a sidecar without ".json", and apart from it the "(1)" at its end, or "". */
static char *sidecar_stem(const char *path, char **number)
{
    const char *slash = strrchr(path, '/');
    char *name = g_strdup(slash ? slash + 1 : path);
    char *open;

    *number = NULL;
    if (g_str_has_suffix(name, ".json"))
        name[strlen(name) - strlen(".json")] = '\0';
    open = strrchr(name, '(');
    if (open && strcmp(open + 1 + strspn(open + 1, "0123456789"), ")") == 0) {
        *number = g_strdup(open);
        *open = '\0';
    }
    return name;
}

static char *with_number(const char *name, const char *number)
{
    const char *dot = strrchr(name, '.');
    size_t length = dot ? (size_t)(dot - name) : strlen(name);

    return g_strdup_printf("%.*s%s%s", (int)length, name, number ? number : "", dot ? dot : "");
}

/* "IMG.jpg.supplemental-metadata" names "IMG.jpg"; false when the picture's ending was cut off. */
static bool cut_to_picture(char *stem)
{
    static const char extra[] = ".supplemental-metadata";
    char *dot = strrchr(stem, '.');

    if (dot && g_str_has_prefix(extra, dot))
        *dot = '\0';
    return dump_role(stem, NULL) != NULL;
}

/* As the title is written to disk: forbidden signs replaced, cut, with the number of the file. */
static char *name_of_title(const char *title)
{
    g_autofree char *plain = g_strdelimit(g_strdup(title), "/\\:*?\"<>|&%'", '_');
    char *dot = strrchr(plain, '.');
    size_t length = dot ? (size_t)(dot - plain) : strlen(plain);

    if (length <= NAME_BYTES)
        return g_strdup(plain);
    const char *end = g_utf8_find_prev_char(plain, plain + NAME_BYTES + 1);

    return g_strdup_printf("%.*s%s", (int)(end - plain), plain, dot ? dot : "");
}

static void put_people(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *people)
{
    for (size_t i = 0; i < json_length(people); i++) {
        Fact fact = {.kind = FACT_PERSON_TAG,
                     .person_tag = {.publication = publication,
                                    .medium = medium,
                                    .dialect = "takeout",
                                    .name = dump_take(dump, json_element(people, i), "name")}};

        if (fact.person_tag.name)
            sink_put(dump->sink, &fact);
    }
}

/* The camera's position goes before one that somebody gave. */
static void put_position(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *photo)
{
    const JsonValue *camera = json_member(photo, "geoDataExif");
    const JsonValue *given = json_member(photo, "geoData");
    double latitude = 0;
    bool own = json_number(json_member(camera, "latitude"), &latitude) &&
               (latitude > 1e-9 || latitude < -1e-9);
    const JsonValue *best = own ? camera : given;

    dump_position(dump, publication, medium, json_member(best, "latitude"),
                  json_member(best, "longitude"));
    dump_skip(dump, camera);
    dump_skip(dump, given);
}

static void put_photo(Dump *dump, const JsonValue *photo)
{
    const JsonValue *taken = json_member(photo, "photoTakenTime");
    const JsonValue *created = json_member(photo, "creationTime");
    const char *title = dump_take(dump, photo, "title");
    const char *time = dump_time(dump, taken, "timestamp");
    bool trashed = json_member(photo, "trashed") != NULL;
    FactPublication fact = {.kind = KIND_POST,
                            .access = ACCESS_CLOSED,
                            .status = trashed ? STATUS_UNPUBLISHED : STATUS_PUBLISHED,
                            .title = title,
                            .url = dump_take(dump, photo, "url"),
                            .published = dump_time(dump, created, "timestamp")};
    uint32_t publication = dump_publication(dump, &fact);
    g_autofree char *number = NULL;
    g_autofree char *stem = sidecar_stem(dump->user, &number);
    g_autofree char *cut = title ? name_of_title(title) : NULL;
    bool whole = cut_to_picture(stem);
    const char *name =
        whole || cut ? dump_own(dump, with_number(whole ? stem : cut, number)) : NULL;
    const char *role;
    uint32_t medium;

    role = dump_role(name, "image");
    medium = dump_medium(dump, publication, role, name, time);
    dump_skip(dump, taken);
    dump_skip(dump, created);
    dump_text(dump, publication, medium, PLACE_FILENAME, "title", title);
    dump_text(dump, publication, medium, PLACE_CAPTION, "description",
              dump_take(dump, photo, "description"));
    put_people(dump, publication, medium, json_member(photo, "people"));
    put_position(dump, publication, medium, photo);
    /* Where the name had to be guessed, the picture under its whole title counts as well. */
    if (!whole && !number && title && strcmp(name, title) != 0)
        put_people(dump, publication, dump_medium(dump, publication, role, title, time),
                   json_member(photo, "people"));
    dump_leftovers(dump, publication, medium, photo);
}

static void put_album(Dump *dump, const JsonValue *album)
{
    const JsonValue *data = json_member(album, "albumData");
    const JsonValue *comments = json_member(album, "sharedAlbumComments");
    const JsonValue *own = json_kind(data) == JSON_KIND_OBJECT ? data : album;
    FactPublication fact = {.kind = KIND_ALBUM,
                            .access = ACCESS_CLOSED,
                            .title = dump_take(dump, own, "title"),
                            .published = dump_time(dump, json_member(own, "date"), "timestamp")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_skip(dump, json_member(own, "date"));
    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "description", dump_take(dump, own, "description"));
    for (size_t i = 0; i < json_length(comments); i++) {
        const JsonValue *one = json_element(comments, i);
        FactPublication comment = {
            .kind = KIND_COMMENT,
            .in_reply_to = publication,
            .access = ACCESS_CLOSED,
            .author = dump_take(dump, one, "contentOwnerName"),
            .published = dump_time(dump, json_member(one, "creationTime"), "timestamp")};
        uint32_t number = dump_publication(dump, &comment);

        dump_skip(dump, json_member(one, "creationTime"));
        dump_text(dump, number, 0, PLACE_BODY, "comment", dump_take(dump, one, "text"));
    }
    dump_leftovers(dump, publication, 0, album);
}

/* {creator, created_date, text} of Google Chat. */
static void put_message(Dump *dump, const JsonValue *message)
{
    const JsonValue *creator = json_member(message, "creator");
    const JsonValue *files = json_member(message, "attached_files");
    const char *created = dump_take(dump, message, "created_date");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .author = dump_take(dump, creator, "name"),
                            .native_id = dump_take(dump, message, "message_id")};
    uint32_t publication;

    fact.published = created ? dump_own(dump, date_from_words(created)) : NULL;
    publication = dump_publication(dump, &fact);
    if (!fact.published)
        dump_text(dump, publication, 0, PLACE_METADATA, "created_date", created);
    for (size_t i = 0; i < json_length(files); i++) {
        const char *name = dump_take(dump, json_element(files, i), "export_name");

        dump_text(dump, publication, 0, PLACE_FILENAME, "original_name",
                  dump_take(dump, json_element(files, i), "original_name"));
        if (name)
            dump_medium(dump, publication, dump_role(name, "attachment"), name, NULL);
    }
    dump_text(dump, publication, 0, PLACE_BODY, "text", dump_take(dump, message, "text"));
    dump_leftovers(dump, publication, 0, message);
}

/* One page that was looked at, or one search. */
static void put_activity(Dump *dump, const JsonValue *activity)
{
    FactPublication fact = {.kind = KIND_FILE,
                            .access = ACCESS_CLOSED,
                            .published = dump_iso_time(dump, activity, "time", true)};

    dump_leftovers(dump, dump_publication(dump, &fact), 0, activity);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    bool top = *key == '\0';

    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (json_kind(json_member(value, "photoTakenTime")) == JSON_KIND_OBJECT)
        put_photo(dump, value);
    else if (top && (json_member(value, "albumData") ||
                     (json_string(json_member(value, "title")) && json_member(value, "date"))))
        put_album(dump, value);
    else if (json_member(value, "creator") && json_string(json_member(value, "created_date")))
        put_message(dump, value);
    else if (json_string(json_member(value, "header")) && json_string(json_member(value, "time")))
        put_activity(dump, value);
    else
        return false;
    return true;
}

/* Reviews of places, and what a business profile says of itself, are on the map for everybody. */
static bool is_shown(const char *path)
{
    static const char *const reviews[] = {"review", "beoordeling", "bewertung", NULL};
    static const char *const business[] = {"bedrijf", "business", "unternehmen", "entreprise",
                                           NULL};
    static const char *const said[] = {"/posts", "/questions", "/vragen", "/berichten", NULL};
    const char *slash = strrchr(path, '/');

    return (slash && dump_holds_any(slash, reviews)) ||
           (dump_holds_any(path, business) && dump_holds_any(path, said));
}

static void read_takeout(Input *input, Sink *sink)
{
    g_autofree char *lower = dump_plain_path(input_path(input));
    Slice head = input_text_head(input);
    bool photos = dump_head_has(head, "photoTakenTime") || is_album(head);
    Dump dump;

    dump_init(&dump, input, sink,
              photos                     ? "google-photos"
              : strstr(lower, "youtube") ? "youtube"
                                         : "google");
    dump.user = (void *)input_path(input);
    dump.access = is_shown(lower) ? ACCESS_PUBLIC : ACCESS_CLOSED;
    dump_read(&dump, input, take);
    dump_clear(&dump);
}

const Reader reader_takeout = {"takeout", bid, read_takeout};
