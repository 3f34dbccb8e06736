/*
 * Reader of Google Classroom in a Takeout: a file for each class, with what was posted, what was
 * answered to it and what pupils handed in. A class is for its members, work that was handed in for
 * its teacher.
 */
#include <string.h>

#include "readers/exports/dump.h"

typedef struct {
    char *name; /* NULL: not told yet */
    uint32_t publication;
} Class;

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));
    bool told = dump_head_has(head, "courseWork") || dump_head_has(head, "courseState") ||
                dump_head_has(head, "announcement") || dump_head_has(head, "roster") ||
                dump_head_has(head, "courseId") || dump_head_has(head, "posts");

    return strstr(path, "classroom/") && told ? 84 : 0;
}

/* {name: "..."}, {name: {fullName: "..."}}, or either within {profile}. */
static const char *person_name(Dump *dump, const JsonValue *person)
{
    const JsonValue *profile = json_member(person, "profile");
    const JsonValue *name = json_member(profile ? profile : person, "name");

    return json_string(name) ? dump_take_value(dump, name) : dump_take(dump, name, "fullName");
}

static const char *first_time(Dump *dump, const JsonValue *object)
{
    static const char *const keys[] = {"creationTime", "createTime", "creationTimestamp",
                                       "publishTime"};
    const char *time = NULL;

    for (size_t i = 0; !time && i < G_N_ELEMENTS(keys); i++)
        time = dump_iso_time(dump, object, keys[i], true);
    return time;
}

static bool is_seen(const JsonValue *post)
{
    const char *state = json_string(json_member(post, "state"));

    return !state ||
           (g_ascii_strcasecmp(state, "draft") != 0 && g_ascii_strcasecmp(state, "deleted") != 0);
}

static void put_words(Dump *dump, uint32_t publication, const JsonValue *object)
{
    static const char *const keys[] = {"text", "description", "comment", "question"};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        dump_text(dump, publication, 0, PLACE_BODY, keys[i], dump_take(dump, object, keys[i]));
}

static void put_answer(Dump *dump, const JsonValue *answer, uint32_t post, const char *person,
                       Access access)
{
    FactPublication fact = {.kind = KIND_COMMENT,
                            .in_reply_to = post,
                            .access = access,
                            .status = is_seen(answer) ? STATUS_PUBLISHED : STATUS_UNPUBLISHED,
                            .author = person_name(dump, json_member(answer, person)),
                            .native_id = dump_take_scalar(dump, answer, "id"),
                            .published = first_time(dump, answer),
                            .updated = dump_iso_time(dump, answer, "updateTime", true)};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_AUTHOR, person, fact.author);
    put_words(dump, publication, answer);
    dump_text(dump, publication, 0, PLACE_BODY, "answer",
              dump_take(dump, json_member(answer, "shortAnswer"), "answer"));
    dump_leftovers(dump, publication, 0, answer);
}

static void put_answers(Dump *dump, const JsonValue *list, uint32_t post, const char *person,
                        Access access)
{
    for (size_t i = 0; i < json_length(list); i++)
        put_answer(dump, json_element(list, i), post, person, access);
}

/* What was posted stands in a member that says what it is, or in the post itself. */
static const JsonValue *post_content(const JsonValue *post)
{
    static const char *const kinds[] = {"announcement", "courseWork", "courseMaterial",
                                        "courseWorkMaterial", "question"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (json_kind(json_member(post, kinds[i])) == JSON_KIND_OBJECT)
            return json_member(post, kinds[i]);
    }
    return post;
}

static void put_post(Dump *dump, const JsonValue *post)
{
    const JsonValue *content = post_content(post);
    FactPublication fact = {.kind = KIND_POST,
                            .status = is_seen(post) ? STATUS_PUBLISHED : STATUS_UNPUBLISHED,
                            .author = person_name(dump, json_member(post, "creator")),
                            .title = dump_take(dump, content, "title"),
                            .url = dump_take(dump, post, "alternateLink"),
                            .native_id = dump_take_scalar(dump, post, "id"),
                            .published = first_time(dump, post),
                            .updated = dump_iso_time(dump, post, "updateTime", true)};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_AUTHOR, "creator", fact.author);
    put_words(dump, publication, content);
    put_answers(dump, json_member(post, "comments"), publication, "creator", ACCESS_CLOSED);
    put_answers(dump, json_member(content, "submissions"), publication, "student", ACCESS_DIRECT);
    dump_leftovers(dump, publication, 0, post);
}

/* The class, once somebody is said to be in it. */
static uint32_t class_of(Dump *dump)
{
    Class *class = dump->user;

    if (class->publication == 0) {
        FactPublication fact = {.kind = KIND_ACCOUNT, .title = class->name};

        class->publication = dump_publication(dump, &fact);
    }
    return class->publication;
}

/* The outermost object is looked into, so its name is only lent here. */
static void note_name(Dump *dump, const JsonValue *all)
{
    Class *class = dump->user;
    const char *name = json_string(json_member(all, "name"));

    if (name && !class->name)
        class->name = g_strdup(name);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    static const char *const people[] = {"roster", "students", "teachers"};
    static const char *const posts[] = {"posts", "announcements", "courseWork",
                                        "courseWorkMaterials"};

    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (*key == '\0')
        note_name(dump, value);
    for (size_t i = 0; i < G_N_ELEMENTS(posts); i++) {
        if (strcmp(key, posts[i]) == 0) {
            put_post(dump, value);
            return true;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
        if (strcmp(key, people[i]) == 0) {
            dump_contact(dump, class_of(dump), "participant", person_name(dump, value), NULL, NULL);
            return true;
        }
    }
    return false;
}

static void read_classroom(Input *input, Sink *sink)
{
    Class class = {0};
    Dump dump;

    dump_init(&dump, input, sink, "google");
    dump.access = ACCESS_CLOSED;
    dump.user = &class;
    dump_read(&dump, input, take);
    dump_clear(&dump);
    g_free(class.name);
}

const Reader reader_classroom = {"classroom", bid, read_classroom};
