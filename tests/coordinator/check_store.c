/*
 * The store: what is fed in comes out complete, in canonical order and with dense ids, whatever the
 * order of arrival.
 */
#include "store/store.h"

#include <check.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ITEMS 7

static char *folder;

static void folder_make(void)
{
    folder = g_dir_make_tmp("check-store-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void folder_remove(void)
{
    g_rmdir(folder);
    g_free(folder);
}

/* First column of the first row as text; "NULL" for NULL, "nothing" for no row (g_free). */
static char *ask(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    char *answer = NULL;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(db));
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);

        answer = g_strdup(text ? text : "NULL");
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer ? answer : g_strdup("nothing");
}

static void expect(const char *path, const char *sql, const char *wanted)
{
    g_autofree char *answer = ask(path, sql);

    ck_assert_msg(strcmp(answer, wanted) == 0, "%s: wanted %s, have %s", sql, wanted, answer);
}

static People *some_people(void)
{
    People *people = g_new0(People, 1);
    Person *person = person_new(ROLE_PUPIL);
    Consent *consent;

    people->persons = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
    people->consents = g_ptr_array_new_with_free_func((GDestroyNotify)consent_free);
    people->notes = g_ptr_array_new();
    person->number = g_strdup("1001");
    person->first = g_strdup("Ayşe");
    person->last = g_strdup("Öztürk");
    person->aliases = g_strsplit("Ays,Ayse", ",", -1);
    person->left = g_strdup("2025-07-01");
    person->row = 2;
    g_ptr_array_add(people->persons, person);
    consent = consent_new(0);
    consent_set(&consent->subject, "image");
    consent_set(&consent->channel, "website");
    consent_set(&consent->scope, "any");
    consent_set(&consent->answer, "no");
    g_ptr_array_add(people->consents, consent);
    return people;
}

/* The seven items: a zip with a page, a picture and a nested zip; a dump; a broken file. */
typedef struct {
    int source, parent, ordinal; /* parent: index of the item, -1 none */
    const char *path;
} Planned;

static const Planned plan[ITEMS] = {
    {1, -1, 0, "site.zip"},
    {1, 0, 0, "site.zip!/index.html"},
    {1, 0, 1, "site.zip!/uploads/kamp.jpg"},
    {1, 0, 2, "site.zip!/oud.zip"},
    {1, 3, 0, "site.zip!/oud.zip!/a.txt"},
    {2, -1, 0, "posts/your_posts.json"},
    {2, -1, 1, "posts/kapot.jpg"},
};

static int64_t add_planned(Store *store, const int64_t *ids, int index)
{
    const Planned *planned = &plan[index];
    StoreItem item = {.source = planned->source,
                      .parent = planned->parent < 0 ? 0 : ids[planned->parent],
                      .ordinal = (uint32_t)planned->ordinal,
                      .path = planned->path,
                      .name = strrchr(planned->path, '/') ? strrchr(planned->path, '/') + 1
                                                          : planned->path,
                      .place = planned->path,
                      .modified = "2024-06-01T10:00:00Z",
                      .bytes = 100};

    return store_add_item(store, &item);
}

static void add_text(Store *store, int64_t item, uint32_t publication, uint32_t medium, Place place,
                     const char *content, bool named)
{
    FactText text = {.publication = publication,
                     .medium = medium,
                     .place = place,
                     .text = content,
                     .length = strlen(content)};
    StoreMention mention = {.person = 0,
                            .tier = "certain",
                            .form = "first-last",
                            .reasons = "pair",
                            .surname = true,
                            .start = 0,
                            .end = 13,
                            .matched = "Ayşe Öztürk",
                            .excerpt = content};
    int64_t id = store_add_text(store, item, &text, named);

    if (!named)
        return;
    store_add_mention(store, id, &mention);
    store_add_datum(store, id, &(StoreDatum){0, "phone", "06-1234", "likely", content, 14, 21});
    store_add_phrase(store, id, &(StorePhrase){"insult", "sukkel", "een sukkel", 3, 9});
}

static void add_publication(Store *store, int64_t item, uint32_t number, const char *platform)
{
    Fact fact = {.kind = FACT_PUBLICATION,
                 .publication = {.number = number,
                                 .in_reply_to = number > 1 ? 1 : 0,
                                 .kind = number > 1 ? KIND_COMMENT : KIND_POST,
                                 .platform = platform,
                                 .author = "Ayşe Öztürk",
                                 .published = "2024-05-01",
                                 .published_known = KNOWN_EXPORT}};

    store_add_fact(store, item, &fact);
    if (number > 1)
        store_recognise_last(store, item, FACT_PUBLICATION, 0, "likely");
}

static void add_page(Store *store, int64_t item)
{
    Fact medium = {.kind = FACT_MEDIUM,
                   .medium = {.publication = 1, .number = 1, .role = "image", .uri = "kamp.jpg"}};
    Fact location = {.kind = FACT_LOCATION, .location = {"https://school.example/", "canonical"}};

    add_publication(store, item, 1, "website");
    add_publication(store, item, 2, "website");
    store_add_fact(store, item, &medium);
    store_add_fact(store, item, &location);
    add_text(store, item, 1, 1, PLACE_ALT, "Ayşe Öztürk op kamp", true);
    add_text(store, item, 2, 0, PLACE_BODY, "mooi", false);
}

static void add_picture(Store *store, int64_t item)
{
    Fact picture = {.kind = FACT_PICTURE, .picture = {640, 480, 1, "jpeg"}};
    Fact tag = {.kind = FACT_PERSON_TAG,
                .person_tag = {.dialect = "mwg-rs", .name = "Ayşe", .has_box = true, .x = 0.5}};
    Fact gap = {.kind = FACT_GAP, .gap = {REASON_TRUNCATED, "at byte 90"}};

    store_add_fact(store, item, &picture);
    store_add_fact(store, item, &tag);
    store_recognise_last(store, item, FACT_PERSON_TAG, 0, "review");
    store_add_fact(store, item, &gap);
    add_text(store, item, 0, 0, PLACE_FILENAME, "kamp.jpg", false);
}

static void add_facts(Store *store, int64_t item, int index)
{
    if (index == 1)
        add_page(store, item);
    else if (index == 2)
        add_picture(store, item);
    else if (index == 4)
        add_text(store, item, 0, 0, PLACE_BODY, "niets", false);
    else if (index == 5)
        add_publication(store, item, 1, "facebook");
}

static void set_result(Store *store, int64_t item, int index)
{
    StoreItemResult result = {.state = index == 6 ? ITEM_FAILED : ITEM_READ,
                              .reason = index == 6 ? REASON_CRASHED : REASON_NONE,
                              .type = "text/plain",
                              .reader = "text",
                              .hash = "00ff"};

    store_set_item(store, item, &result);
}

/* Feeds the plan in the order given (parents before children) and writes audit.db. */
static char *feed(const int *order, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create(folder, &error);
    People *people = some_people();
    char *path = g_build_filename(folder, name, NULL);
    StoreSource site = {.label = "website", .path = "site.zip", .kind = "file"};
    StoreSource dump = {.label = "facebook", .path = "posts", .kind = "folder", .owner = "school"};
    int64_t ids[ITEMS];

    ck_assert_msg(store != NULL, "%s", error ? error->message : "");
    store_set(store, "today", "2026-11-01");
    store_add_people(store, people);
    ck_assert_int_eq(store_add_source(store, &site), 1);
    ck_assert_int_eq(store_add_source(store, &dump), 2);
    store_set_source(store, 2, 2, 4096, NULL);
    for (int i = 0; i < ITEMS; i++)
        ids[order[i]] = add_planned(store, ids, order[i]);
    for (int i = ITEMS - 1; i >= 0; i--)
        add_facts(store, ids[order[i]], order[i]);
    for (int i = 0; i < ITEMS; i++)
        set_result(store, ids[order[i]], order[i]);
    store_warn(store, order[1] == 1 ? "a" : "b", NULL);
    store_warn(store, order[1] == 1 ? "b" : "a", NULL);
    store_set_container(store, ids[0], 3, 4);
    store_set_container(store, ids[3], 1, -1);
    store_set_duplicate(store, ids[6], ids[2]);
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    people_free(people);
    return path;
}

START_TEST(test_canonical)
{
    const int one[ITEMS] = {0, 1, 2, 3, 4, 5, 6};
    const int two[ITEMS] = {6, 5, 0, 3, 4, 2, 1};
    g_autofree char *first = feed(one, "one.db");
    g_autofree char *second = feed(two, "two.db");
    g_autofree char *first_bytes = NULL, *second_bytes = NULL;
    gsize first_length, second_length;

    ck_assert(g_file_get_contents(first, &first_bytes, &first_length, NULL));
    ck_assert(g_file_get_contents(second, &second_bytes, &second_length, NULL));
    ck_assert_uint_eq(first_length, second_length);
    ck_assert_int_eq(memcmp(first_bytes, second_bytes, first_length), 0);
    g_unlink(first);
    g_unlink(second);
}
END_TEST

static void expect_items(const char *path)
{
    expect(path, "SELECT group_concat(path, ' ') FROM (SELECT path FROM item ORDER BY position)",
           "site.zip site.zip!/index.html site.zip!/uploads/kamp.jpg site.zip!/oud.zip "
           "site.zip!/oud.zip!/a.txt posts/your_posts.json posts/kapot.jpg");
    expect(path, "SELECT group_concat(id) FROM (SELECT id FROM item ORDER BY position)",
           "1,2,3,4,5,6,7");
    expect(path, "SELECT hex(position) FROM item WHERE id = 5", "00000001000000000000000200000000");
    expect(path, "SELECT parent FROM item WHERE id = 5", "4");
    expect(path, "SELECT entries || '/' || entries_directory FROM item WHERE id = 1", "3/4");
    expect(path, "SELECT entries_directory FROM item WHERE id = 4", "NULL");
    expect(path, "SELECT is_container FROM item WHERE id = 2", "0");
    expect(path, "SELECT url FROM item WHERE id = 2", "https://school.example/");
    expect(path, "SELECT state || ' ' || reason || gap FROM item WHERE id = 3",
           "partial truncated1");
    expect(path, "SELECT detail FROM gap WHERE item = 3", "at byte 90");
    expect(path, "SELECT state || ' ' || reason || duplicate_of FROM item WHERE id = 7",
           "skipped duplicate-of3");
    expect(path, "SELECT counted FROM source WHERE id = 2", "2");
    expect(path, "SELECT group_concat(platform) FROM source", "website,facebook");
}

static void expect_publications(const char *path)
{
    expect(path,
           "SELECT group_concat(item || ':' || number || ':' || kind || ':' || channel || ':' ||"
           " author_role, ' ') FROM publication",
           "2:1:post:website:school 2:2:comment:website:pupil 3:0:file:website:school "
           "5:0:file:website:school 6:1:post:facebook:school");
    expect(path, "SELECT parent FROM publication WHERE id = 2", "1");
    expect(path, "SELECT access || access_known FROM publication WHERE id = 3", "public0");
    expect(path, "SELECT published || published_known FROM publication WHERE id = 3",
           "2024-06-01T10:00:00Zfile");
}

START_TEST(test_complete)
{
    const int order[ITEMS] = {6, 0, 3, 5, 4, 2, 1};
    g_autofree char *path = feed(order, "audit.db");
    GStatBuf status;

    ck_assert_int_eq(g_stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    expect_items(path);
    expect_publications(path);
    expect(path, "SELECT count(*) FROM text", "4");
    expect(path, "SELECT content FROM text WHERE id = 1", "Ayşe Öztürk op kamp");
    expect(path, "SELECT coalesce(content, digest) FROM text WHERE id = 2", "NULL");
    g_unlink(path);
}
END_TEST

START_TEST(test_facts)
{
    const int order[ITEMS] = {0, 1, 2, 3, 4, 5, 6};
    g_autofree char *path = feed(order, "audit.db");

    expect(path, "SELECT text || ' ' || person || ' ' || publication || ' ' || link FROM named",
           "1 1 1 1");
    expect(path, "SELECT item || kind FROM datum", "2phone");
    expect(path, "SELECT text || phrase FROM phrase", "1sukkel");
    expect(path, "SELECT item || person || tier || x FROM person_tag", "31review0.5");
    expect(path, "SELECT width FROM picture WHERE item = 3", "640");
    expect(path, "SELECT number || first || last || aliases || \"left\" FROM person",
           "1001AyşeÖztürk[\"Ays\",\"Ayse\"]2025-07-01");
    expect(path, "SELECT person || answer FROM consent", "1no");
    expect(path, "SELECT group_concat(code) FROM warning", "a,b");
    g_unlink(path);
}
END_TEST

START_TEST(test_second_reading)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create(folder, &error);
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);
    StoreSource source = {.label = "x", .path = "x", .kind = "folder"};
    StoreItem item = {.source = 1, .path = "a", .name = "a", .place = "a"};
    uint64_t counts[ITEM_STATES];
    int64_t id;

    store_add_source(store, &source);
    id = store_add_item(store, &item);
    add_text(store, id, 0, 0, PLACE_BODY, "eerste lezing", false);
    for (int i = 0; i < 3000; i++) /* beyond a block */
        add_text(store, id, 0, 0, PLACE_BODY, "nog een tekst die bewaard wordt", true);
    store_forget_facts(store, id);
    add_text(store, id, 0, 0, PLACE_BODY, "tweede lezing", true);
    store_count_states(store, 1, counts);
    ck_assert_uint_eq(counts[ITEM_PENDING], 1);
    set_result(store, id, 0);
    store_count_states(store, 1, counts);
    ck_assert_uint_eq(counts[ITEM_READ], 1);
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    expect(path, "SELECT group_concat(content) FROM text", "tweede lezing");
    expect(path, "SELECT group_concat(text) FROM mention", "1");
    g_unlink(path);
}
END_TEST

START_TEST(test_numbers)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create(folder, &error);
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);
    StoreSource source = {.label = "x", .path = "x", .kind = "folder", .access = "closed"};
    StoreItem item = {.source = 1, .path = "a", .name = "a", .place = "a"};
    int64_t id;

    store_add_source(store, &source);
    id = store_add_item(store, &item);
    add_publication(store, id, 9, NULL);
    add_publication(store, id, 4, NULL);
    add_publication(store, id, 4, NULL);
    add_text(store, id, 4, 0, PLACE_BODY, "vier", false);
    add_text(store, id, 9, 0, PLACE_BODY, "negen", false);
    add_text(store, id, 5, 0, PLACE_BODY, "nooit gemeld", false);
    set_result(store, id, 0);
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    expect(path, "SELECT group_concat(number) FROM (SELECT number FROM publication ORDER BY id)",
           "0,4,9");
    expect(path, "SELECT group_concat(publication) FROM text", "2,3,1");
    expect(path, "SELECT group_concat(access || access_known) FROM publication",
           "closed1,closed1,closed1");
    expect(path, "SELECT code || detail FROM warning", "number-declared-twice1");
    g_unlink(path);
}
END_TEST

START_TEST(test_cannot_write)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create("/nonexistent/folder", &error);
    g_autoptr(GError) second = NULL;

    ck_assert_ptr_null(store);
    ck_assert_ptr_nonnull(error);
    store = store_create(folder, &second);
    ck_assert(!store_finalise(store, "/nonexistent/folder/audit.db", &second));
    ck_assert_ptr_nonnull(second);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store");
    TCase *tests = tcase_create("store");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, folder_make, folder_remove);
    tcase_add_test(tests, test_canonical);
    tcase_add_test(tests, test_complete);
    tcase_add_test(tests, test_facts);
    tcase_add_test(tests, test_second_reading);
    tcase_add_test(tests, test_numbers);
    tcase_add_test(tests, test_cannot_write);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
