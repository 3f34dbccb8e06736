/*
 * Pictures and films of a Facebook dump, and the albums they hang in. What a camera knew stands
 * only here: the picture files have lost it. Copies of one picture in post, album and cover are
 * left to be joined by their path.
 */
#include <string.h>

#include "readers/exports/facebook.h"

static bool has_suffix(const char *uri, const char *const *suffixes)
{
    const char *dot = strrchr(uri, '.');

    for (; dot && *suffixes; suffixes++) {
        if (g_ascii_strcasecmp(dot + 1, *suffixes) == 0)
            return true;
    }
    return false;
}

static const char *medium_role(const char *uri, const JsonValue *metadata, const char *hint)
{
    static const char *const films[] = {"mp4", "mov", "m4v", "webm", "avi", "mkv", "3gp", NULL};
    static const char *const sounds[] = {"mp3", "m4a", "aac", "ogg", "opus", "wav", NULL};

    if (hint)
        return hint;
    if (json_member(metadata, "video_metadata") || has_suffix(uri, films))
        return "video";
    return has_suffix(uri, sounds) ? "audio" : "image";
}

typedef struct {
    Facebook *facebook;
    uint32_t publication;
    uint32_t medium;
} ExifTarget;

static void put_exif_member(void *user, const char *key, const JsonValue *value)
{
    static const struct {
        const char *platform, *standard;
    } names[] = {{"camera_make", "Make"},
                 {"camera_model", "Model"},
                 {"upload_ip", "UploadIP"},
                 {"taken_timestamp", "DateTimeOriginal"},
                 {"modified_timestamp", "DateTime"}};
    ExifTarget *target = user;
    const char *text = dump_take_value(&target->facebook->dump, value);
    const char *name = key;
    int64_t seconds;

    if (strcmp(key, "latitude") == 0 || strcmp(key, "longitude") == 0)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(key, names[i].platform) == 0)
            name = names[i].standard;
    }
    if (g_str_has_suffix(key, "_timestamp") && json_integer(value, &seconds))
        text = facebook_time(target->facebook, seconds);
    else if (!text)
        text = json_scalar(value);
    sink_property(target->facebook->dump.sink, target->publication, target->medium, "platform",
                  name, text);
}

/* Calls back for exif_data of photo, video and camera metadata, which hold one object or many. */
static void each_exif(const JsonValue *medium, void (*callback)(void *, const JsonValue *),
                      void *user)
{
    static const char *const kinds[] = {"photo_metadata", "video_metadata", "camera_metadata"};
    const JsonValue *metadata = json_member(medium, "media_metadata");

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const JsonValue *kind = json_member(metadata, kinds[i]);
        const JsonValue *exif = json_member(kind, "exif_data");

        if (kind && !exif)
            callback(user, kind);
        if (json_kind(exif) == JSON_KIND_OBJECT)
            callback(user, exif);
        for (size_t e = 0; e < json_length(exif); e++)
            callback(user, json_element(exif, e));
    }
}

static void put_exif(void *user, const JsonValue *exif)
{
    ExifTarget *target = user;

    dump_position(&target->facebook->dump, target->publication, target->medium,
                  json_member(exif, "latitude"), json_member(exif, "longitude"));
    json_each_member(exif, put_exif_member, target);
}

static void find_taken(void *user, const JsonValue *exif)
{
    int64_t *taken = user;

    if (*taken <= 0)
        *taken = facebook_seconds(exif, "taken_timestamp");
}

static void put_comments(Facebook *facebook, uint32_t publication, const JsonValue *comments)
{
    for (size_t i = 0; i < json_length(comments); i++)
        facebook_comment(facebook, publication, json_element(comments, i), NULL);
}

/* The medium of a thumbnail is no picture of its own: tags do not fall on it. */
static void put_thumbnail(Facebook *facebook, uint32_t publication, const JsonValue *thumbnail)
{
    const char *uri = dump_take(&facebook->dump, thumbnail, "uri");

    if (uri)
        dump_medium(&facebook->dump, publication, "thumbnail", uri, NULL);
}

/* Facebook's own names are numbers; what was sent in a message, and films, keep their names. */
static void put_file_name(Facebook *facebook, uint32_t publication, uint32_t medium,
                          const char *uri)
{
    const char *slash = uri ? strrchr(uri, '/') : NULL;
    const char *name = slash ? slash + 1 : uri ? uri : "";
    unsigned letters = 0;

    for (const char *at = name; *at && *at != '.' && letters < 3; at++)
        letters = g_ascii_isalpha(*at) || (*at & 0x80) ? letters + 1 : 0;
    if (letters == 3)
        facebook_text(facebook, publication, medium, PLACE_FILENAME, "uri", name, false);
}

static void put_medium(Facebook *facebook, uint32_t publication, const JsonValue *medium,
                       const char *role)
{
    const char *uri = dump_take(&facebook->dump, medium, "uri");
    const JsonValue *metadata = json_member(medium, "media_metadata");
    int64_t taken = 0;
    FactMedium fact = {.publication = publication, .uri = uri};
    ExifTarget target = {facebook, publication, 0};

    each_exif(medium, find_taken, &taken);
    fact.role = medium_role(uri ? uri : "", metadata, role);
    fact.taken = facebook_time(facebook, taken);
    target.medium = sink_medium(facebook->dump.sink, &fact);
    if (!role || strcmp(role, "cover") != 0)
        g_array_append_val(facebook->media, target.medium);
    each_exif(medium, put_exif, &target);
    put_file_name(facebook, publication, target.medium, uri);
    facebook_text(facebook, publication, target.medium, PLACE_CAPTION, "title",
                  dump_take(&facebook->dump, medium, "title"), false);
    facebook_text(facebook, publication, target.medium, PLACE_CAPTION, "description",
                  dump_take(&facebook->dump, medium, "description"), false);
    put_thumbnail(facebook, publication, json_member(medium, "thumbnail"));
    put_comments(facebook, publication, json_member(medium, "comments"));
    facebook_leftovers(facebook, publication, target.medium, medium);
}

typedef struct {
    Facebook *facebook;
    uint32_t publication;
    const char *role;
} MediaWithin;

static const char *role_of_key(const char *key, const char *role)
{
    if (g_str_has_prefix(key, "video"))
        return "video";
    if (strcmp(key, "audio_files") == 0)
        return "audio";
    if (strcmp(key, "files") == 0)
        return "attachment";
    return role;
}

static void media_within_member(void *user, const char *key, const JsonValue *value)
{
    MediaWithin *within = user;

    facebook_media_within(within->facebook, within->publication, value,
                          role_of_key(key, within->role));
}

void facebook_media_within(Facebook *facebook, uint32_t publication, const JsonValue *value,
                           const char *role)
{
    MediaWithin within = {facebook, publication, role};
    size_t count = json_length(value);

    for (size_t i = 0; i < count; i++)
        facebook_media_within(facebook, publication, json_element(value, i), role);
    if (json_kind(value) != JSON_KIND_OBJECT)
        return;
    if (json_string(json_member(value, "uri")))
        put_medium(facebook, publication, value, role);
    else
        json_each_member(value, media_within_member, &within);
}

/* last_modified_timestamp is the day of the export: the first upload tells when it was published.
 */
static int64_t album_time(const Facebook *facebook, const JsonValue *photos)
{
    int64_t earliest = facebook->album_time;

    for (size_t i = 0; i < json_length(photos); i++) {
        int64_t time = facebook_seconds(json_element(photos, i), "creation_timestamp");

        if (time > 0 && (earliest <= 0 || time < earliest))
            earliest = time;
    }
    return earliest;
}

void facebook_album(Facebook *facebook, const JsonValue *album)
{
    const JsonValue *photos = json_member(album, "photos");
    const char *name = dump_take(&facebook->dump, album, "name");
    const char *published = facebook_time(facebook, album_time(facebook, photos));
    FactPublication fact = {.kind = KIND_ALBUM, .title = name, .published = published};
    uint32_t publication = dump_publication(&facebook->dump, &fact);

    facebook->album = publication;
    facebook_text(facebook, publication, 0, PLACE_TITLE, "name", name, false);
    facebook_text(facebook, publication, 0, PLACE_BODY, "description",
                  dump_take(&facebook->dump, album, "description"), false);
    facebook_media_within(facebook, publication, photos, NULL);
    facebook_media_within(facebook, publication, json_member(album, "videos"), "video");
    facebook_media_within(facebook, publication, json_member(album, "cover_photo"), "cover");
    put_comments(facebook, publication, json_member(album, "comments"));
    g_array_set_size(facebook->media, 0);
    facebook_leftovers(facebook, publication, 0, album);
}

void facebook_loose_medium(Facebook *facebook, const JsonValue *medium, const char *key)
{
    const char *published = facebook_time(facebook, facebook_seconds(medium, "creation_timestamp"));
    FactPublication fact = {.kind = KIND_POST, .status = facebook->status, .published = published};

    if (facebook->album) {
        put_medium(facebook, facebook->album, medium, NULL);
        return;
    }
    put_medium(facebook, dump_publication(&facebook->dump, &fact), medium,
               g_str_has_prefix(key, "video") ? "video" : NULL);
}
