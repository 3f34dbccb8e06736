/*
 * Posts, comments and the newer entries made of labels. A post's text is every data[].post there
 * is; its title is a sentence with names in it, in the account's language, and counts as text.
 */
#include <string.h>

#include "readers/exports/facebook.h"

static bool has_post_text(const JsonValue *element)
{
    const JsonValue *data = json_member(element, "data");

    for (size_t i = 0; i < json_length(data); i++) {
        if (json_member(json_element(data, i), "post"))
            return true;
    }
    return false;
}

static bool is_posts_key(const char *key)
{
    static const char *const keys[] = {
        "posts",   "status_updates", "wall_posts_sent_to_you", "group_posts", "activity_log_data",
        "archive", "trash",          "lasso_videos",           "reels",       "archived_stories",
        "stories"};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return false;
}

bool facebook_is_post(const Facebook *facebook, const JsonValue *element, const char *key)
{
    if (has_post_text(element))
        return true;
    if (!facebook->holds_posts && !is_posts_key(key))
        return false;
    return json_member(element, "timestamp") &&
           (json_member(element, "data") || json_member(element, "attachments") ||
            json_member(element, "title") || json_member(element, "tags"));
}

static int64_t last_update(const JsonValue *data)
{
    int64_t latest = 0;

    for (size_t i = 0; i < json_length(data); i++)
        latest = MAX(latest, facebook_seconds(json_element(data, i), "update_timestamp"));
    return latest;
}

static void put_tags(Facebook *facebook, uint32_t publication, const JsonValue *tags)
{
    for (size_t i = 0; i < json_length(tags); i++) {
        const JsonValue *tag = json_element(tags, i);
        const char *name = json_string(tag) ? dump_take_value(&facebook->dump, tag)
                                            : dump_take(&facebook->dump, tag, "name");

        if (name)
            facebook_tag(facebook, publication, 0, "facebook", name, true);
    }
}

/* Notes, which have a title and tags of their own. */
static void put_notes(Facebook *facebook, uint32_t publication, const JsonValue *attachments)
{
    for (size_t i = 0; i < json_length(attachments); i++) {
        const JsonValue *data = json_member(json_element(attachments, i), "data");

        for (size_t k = 0; k < json_length(data); k++) {
            const JsonValue *note = json_member(json_element(data, k), "note");

            facebook_text(facebook, publication, 0, PLACE_TITLE, "note",
                          dump_take(&facebook->dump, note, "title"), true);
            put_tags(facebook, publication, json_member(note, "tags"));
        }
    }
}

void facebook_post(Facebook *facebook, const JsonValue *post)
{
    const JsonValue *data = json_member(post, "data");
    const char *title = dump_take(&facebook->dump, post, "title");
    const char *published = facebook_time(facebook, facebook_seconds(post, "timestamp"));
    FactPublication fact = {.kind = KIND_POST,
                            .status = facebook->status,
                            .title = title,
                            .author = dump_take(&facebook->dump, post, "author"),
                            .native_id = dump_take(&facebook->dump, post, "fbid"),
                            .published = published,
                            .updated = facebook_time(facebook, last_update(data))};
    uint32_t publication = dump_publication(&facebook->dump, &fact);

    /* Media first: tags fall on them. */
    facebook_media_within(facebook, publication, json_member(post, "attachments"), NULL);
    facebook_media_within(facebook, publication, json_member(post, "media"), NULL);
    put_tags(facebook, publication, json_member(post, "tags"));
    put_notes(facebook, publication, json_member(post, "attachments"));
    facebook_text(facebook, publication, 0, PLACE_TITLE, "title", title, true);
    for (size_t i = 0; i < json_length(data); i++)
        facebook_text(facebook, publication, 0, PLACE_BODY, "post",
                      dump_take(&facebook->dump, json_element(data, i), "post"), true);
    facebook_leftovers(facebook, publication, 0, post);
}

bool facebook_is_comment(const JsonValue *element, const char *key)
{
    const JsonValue *data = json_member(element, "data");

    return strcmp(key, "comments") == 0 || strcmp(key, "group_comments") == 0 ||
           json_member(json_element(data, 0), "comment") ||
           (json_string(json_member(element, "comment")) && json_member(element, "author"));
}

uint32_t facebook_comment(Facebook *facebook, uint32_t in_reply_to, const JsonValue *comment,
                          const char *title)
{
    const char *author = dump_take(&facebook->dump, comment, "author");
    const char *group = dump_take(&facebook->dump, comment, "group");
    const char *text = dump_take(&facebook->dump, comment, "comment");
    const char *published = facebook_time(facebook, facebook_seconds(comment, "timestamp"));
    FactPublication fact = {.kind = KIND_COMMENT,
                            .in_reply_to = in_reply_to,
                            /* Who can read a group is not in the dump. */
                            .access = group ? ACCESS_UNKNOWN : facebook->dump.access,
                            .platform = "facebook",
                            .author = author,
                            .title = title,
                            .published = published,
                            .published_known = published ? KNOWN_EXPORT : KNOWN_NOT};
    uint32_t publication = sink_publication(facebook->dump.sink, &fact);

    facebook_text(facebook, publication, 0, PLACE_TITLE, "title", title, false);
    facebook_text(facebook, publication, 0, PLACE_BODY, "group", group, false);
    facebook_text(facebook, publication, 0, PLACE_BODY, "comment", text, false);
    /* An entry of comments.json that lost its data is its own comment: media follow later. */
    if (!json_member(comment, "attachments") && !json_member(comment, "data"))
        facebook_leftovers(facebook, publication, 0, comment);
    return publication;
}

void facebook_comments(Facebook *facebook, const JsonValue *element)
{
    const JsonValue *data = json_member(element, "data");
    const char *title = dump_take(&facebook->dump, element, "title");
    uint32_t first = 0;

    for (size_t i = 0; i < json_length(data); i++) {
        const JsonValue *comment = json_member(json_element(data, i), "comment");

        if (json_kind(comment) == JSON_KIND_OBJECT) {
            uint32_t publication = facebook_comment(facebook, 0, comment, first ? NULL : title);

            first = first ? first : publication;
        }
    }
    if (!first)
        first = facebook_comment(facebook, 0, element, title);
    facebook_media_within(facebook, first, json_member(element, "attachments"), NULL);
    facebook_leftovers(facebook, first, 0, element);
}

static void put_labels(Facebook *facebook, uint32_t publication, const JsonValue *value,
                       const char *label)
{
    static const char *const parts[] = {"dict", "vec", "label_values"};
    const char *own = dump_take(&facebook->dump, value, "label");
    const char *title = dump_take(&facebook->dump, value, "title");
    size_t count = json_length(value);

    for (size_t i = 0; i < count; i++)
        put_labels(facebook, publication, json_element(value, i), label);
    if (json_kind(value) != JSON_KIND_OBJECT)
        return;
    label = own ? own : title ? title : label;
    facebook_text(facebook, publication, 0, PLACE_TITLE, "title", title, true);
    facebook_text(facebook, publication, 0, PLACE_BODY, label,
                  dump_take(&facebook->dump, value, "value"), true);
    facebook_text(facebook, publication, 0, PLACE_URL, label,
                  dump_take(&facebook->dump, value, "href"), true);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        put_labels(facebook, publication, json_member(value, parts[i]), label);
}

/* Labels are in the account's language and say what a value is; values are what was written. */
void facebook_labels(Facebook *facebook, const JsonValue *element)
{
    const char *published = facebook_time(facebook, facebook_seconds(element, "timestamp"));
    FactPublication fact = {.kind = facebook->holds_comments ? KIND_COMMENT
                                    : facebook->holds_posts  ? KIND_POST
                                                             : KIND_FILE,
                            .status = facebook->status,
                            .native_id = dump_take(&facebook->dump, element, "fbid"),
                            .published = published};
    uint32_t publication = dump_publication(&facebook->dump, &fact);

    facebook_media_within(facebook, publication, element, NULL);
    put_labels(facebook, publication, element, NULL);
    facebook_leftovers(facebook, publication, 0, element);
}
