/*
 * Posts, stories, reels and profile pictures of an Instagram dump, in the layouts before and since
 * 2021. Where a picture was taken stands only here: the files have lost it.
 */
#include <string.h>

#include "readers/exports/instagram.h"
#include "readers/text/dates.h"

static const char *medium_role(const char *uri, const JsonValue *metadata, const char *otherwise)
{
    static const char *const films[] = {"/reels/", "/igtv/", "videos/", NULL};

    if (json_member(metadata, "video_metadata") && !json_member(metadata, "photo_metadata"))
        return dump_role(uri, "video");
    /* Files of older posts have no ending. */
    return dump_role(uri, dump_holds_any(uri, films) ? "video" : otherwise);
}

typedef struct {
    Dump *dump;
    uint32_t publication;
    uint32_t medium;
} ExifTarget;

static void put_exif_member(void *user, const char *key, const JsonValue *value)
{
    static const struct {
        const char *platform, *standard;
    } names[] = {{"camera_make", "Make"},
                 {"camera_model", "Model"},
                 {"lens_make", "LensMake"},
                 {"lens_model", "LensModel"},
                 {"software", "Software"},
                 {"upload_ip", "UploadIP"},
                 {"device_id", "BodySerialNumber"},
                 {"date_time_original", "DateTimeOriginal"},
                 {"taken_timestamp", "DateTimeOriginal"},
                 {"modified_timestamp", "DateTime"}};
    ExifTarget *target = user;
    const char *name = key, *text;
    g_autofree char *time = NULL;
    int64_t seconds;

    if (!json_scalar(value) || strcmp(key, "latitude") == 0 || strcmp(key, "longitude") == 0)
        return;
    text = dump_take_value(target->dump, value);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(key, names[i].platform) == 0)
            name = names[i].standard;
    }
    if (g_str_has_suffix(key, "_timestamp") && json_integer(value, &seconds) && seconds > 0)
        text = time = date_from_seconds(seconds);
    if (!text)
        text = json_scalar(value);
    sink_property(target->dump->sink, target->publication, target->medium, "platform", name, text);
    if (name == key && json_string(value)) /* nobody knows what it says */
        dump_text(target->dump, target->publication, target->medium, PLACE_METADATA, key, text);
}

static void put_exif(ExifTarget *target, const JsonValue *exif)
{
    dump_position(target->dump, target->publication, target->medium, json_member(exif, "latitude"),
                  json_member(exif, "longitude"));
    json_each_member(exif, put_exif_member, target);
}

/* exif_data holds one object or many. */
static void put_metadata(void *user, const char *kind, const JsonValue *metadata)
{
    const JsonValue *exif = json_member(metadata, "exif_data");

    (void)kind;
    if (json_kind(exif) == JSON_KIND_OBJECT)
        put_exif(user, exif);
    for (size_t i = 0; i < json_length(exif); i++)
        put_exif(user, json_element(exif, i));
}

static const char *taken_time(Dump *dump, const JsonValue *metadata)
{
    static const char *const kinds[] = {"photo_metadata", "video_metadata"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const JsonValue *exif = json_member(json_member(metadata, kinds[i]), "exif_data");
        const JsonValue *first = json_kind(exif) == JSON_KIND_ARRAY ? json_element(exif, 0) : exif;
        const char *time = dump_time(dump, first, "taken_timestamp");

        if (time)
            return time;
    }
    return NULL;
}

uint32_t instagram_medium(Dump *dump, uint32_t publication, const JsonValue *medium,
                          const char *role)
{
    const JsonValue *metadata = json_member(medium, "media_metadata");
    const char *uri = dump_take(dump, medium, "uri");
    ExifTarget target = {dump, publication, 0};

    if (!role)
        role = medium_role(uri ? uri : "", metadata, "image");
    if (uri) /* a text on Threads has none */
        target.medium = dump_medium(dump, publication, role, uri, taken_time(dump, metadata));
    json_each_member(metadata, put_metadata, &target);
    dump_text(dump, publication, target.medium, target.medium ? PLACE_CAPTION : PLACE_BODY, "title",
              dump_take(dump, medium, "title"));
    dump_leftovers(dump, publication, target.medium, medium);
    return target.medium;
}

static PublicationStatus status_of(const Dump *dump, const char *key)
{
    const Instagram *state = dump->user;
    bool hidden = state->unpublished || strstr(key, "archived") || strstr(key, "deleted");

    return hidden ? STATUS_UNPUBLISHED : STATUS_PUBLISHED;
}

/* One medium: the text and time stand with it; several: with the post. */
void instagram_post(Dump *dump, const char *key, const JsonValue *post)
{
    const JsonValue *media = json_member(post, "media");
    bool list = json_kind(media) == JSON_KIND_ARRAY;
    bool profile = strstr(key, "profile") != NULL;
    FactPublication fact = {.kind = profile ? KIND_ACCOUNT : KIND_POST,
                            .status = status_of(dump, key),
                            .published = dump_time(dump, post, "creation_timestamp")};
    uint32_t publication;

    if (!fact.published && list)
        fact.published = dump_time(dump, json_element(media, 0), "creation_timestamp");
    publication = dump_publication(dump, &fact);
    if (!list) {
        instagram_medium(dump, publication, post, NULL);
        return;
    }
    dump_text(dump, publication, 0, PLACE_BODY, "title", dump_take(dump, post, "title"));
    for (size_t i = 0; i < json_count(media); i++) {
        if (json_kind(json_element(media, i)) == JSON_KIND_OBJECT)
            instagram_medium(dump, publication, json_element(media, i), NULL);
    }
    dump_leftovers(dump, publication, 0, post);
}

/* {caption, taken_at, path, location} of 2018 to 2020. */
void instagram_old_medium(Dump *dump, const char *key, const JsonValue *medium)
{
    bool direct = strcmp(key, "direct") == 0;
    FactPublication fact = {.kind = strcmp(key, "profile") == 0 ? KIND_ACCOUNT
                                    : direct                    ? KIND_MESSAGE
                                                                : KIND_POST,
                            .access = direct ? ACCESS_DIRECT : ACCESS_UNKNOWN,
                            .status = status_of(dump, key),
                            .published = dump_iso_time(dump, medium, "taken_at", false)};
    uint32_t publication = dump_publication(dump, &fact);
    const char *uri = dump_take(dump, medium, "path");
    const char *role = medium_role(uri ? uri : "", NULL, "image");
    uint32_t number = dump_medium(dump, publication, role, uri, NULL);
    const char *location = dump_take(dump, medium, "location");

    dump_text(dump, publication, number, PLACE_CAPTION, "caption",
              dump_take(dump, medium, "caption"));
    if (location) {
        dump_text(dump, publication, number, PLACE_METADATA, "location", location);
        sink_property(dump->sink, publication, number, "platform", "Location", location);
    }
    dump_leftovers(dump, publication, number, medium);
}
