/*
 * Suite of the Bluesky reader. Repositories are built here block by block; the digests in the CIDs
 * are numbers, since nothing is verified by them. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/exports/dag_cbor.h"
#include "support_facts.h"

extern const Reader reader_bluesky;
extern const Reader reader_json;
extern const Reader reader_mastodon;

/* CBOR by hand. */
static void head(GString *out, unsigned major, size_t value)
{
    if (value < 24) {
        g_string_append_c(out, (char)(major << 5 | value));
    } else if (value < 256) {
        g_string_append_c(out, (char)(major << 5 | 24));
        g_string_append_c(out, (char)value);
    } else {
        g_string_append_c(out, (char)(major << 5 | 25));
        g_string_append_c(out, (char)(value >> 8));
        g_string_append_c(out, (char)(value & 255));
    }
}

static void text(GString *out, const char *value)
{
    head(out, 3, strlen(value));
    g_string_append(out, value);
}

static void pair(GString *out, const char *key, const char *value)
{
    text(out, key);
    text(out, value);
}

static void cid(GString *out, unsigned number)
{
    g_string_append_len(out, "\x01\x71\x12\x20", 4);
    for (int i = 0; i < 32; i++)
        g_string_append_c(out, (char)(i < 31 ? 7 : number));
}

static void link_to(GString *out, unsigned number)
{
    g_string_append_len(out, "\xd8\x2a\x58\x25\0", 5);
    cid(out, number);
}

static void varint(GString *out, size_t value)
{
    for (; value > 127; value >>= 7)
        g_string_append_c(out, (char)(value | 128));
    g_string_append_c(out, (char)value);
}

static void block(GString *car, unsigned number, const GString *data)
{
    varint(car, 36 + data->len);
    cid(car, number);
    g_string_append_len(car, data->str, (gssize)data->len);
}

static GString *new_car(unsigned root)
{
    GString *car = g_string_new(NULL);
    g_autoptr(GString) top = g_string_new(NULL);

    head(top, 5, 2);
    text(top, "roots");
    head(top, 4, 1);
    link_to(top, root);
    text(top, "version");
    head(top, 0, 1);
    varint(car, top->len);
    g_string_append_len(car, top->str, (gssize)top->len);
    return car;
}

/* A node of the tree: two posts, whose keys share their beginning. */
static GString *new_node(void)
{
    static const char first[] = "app.bsky.feed.post/3aaa", second[] = "3aab";
    GString *node = g_string_new(NULL);

    head(node, 5, 2);
    text(node, "e");
    head(node, 4, 2);
    for (unsigned i = 0; i < 2; i++) {
        const char *key = i ? second + 3 : first;

        head(node, 5, 4);
        text(node, "k");
        head(node, 2, strlen(key));
        g_string_append(node, key);
        text(node, "p");
        head(node, 0, i ? strlen(first) - 1 : 0);
        text(node, "t");
        g_string_append_c(node, (char)0xf6);
        text(node, "v");
        link_to(node, 10 + i);
    }
    text(node, "l");
    g_string_append_c(node, (char)0xf6);
    return node;
}

static GString *new_commit(void)
{
    GString *commit = g_string_new(NULL);

    head(commit, 5, 2);
    pair(commit, "did", "did:plc:school");
    text(commit, "data");
    link_to(commit, 2);
    return commit;
}

static GString *new_post(const char *words, bool reply)
{
    GString *post = g_string_new(NULL);

    head(post, 5, reply ? 4 : 3);
    pair(post, "text", words);
    pair(post, "$type", "app.bsky.feed.post");
    pair(post, "createdAt", "2024-06-21T08:15:30.000Z");
    if (reply) {
        text(post, "reply");
        head(post, 5, 1);
        text(post, "parent");
        head(post, 5, 1);
        pair(post, "uri", "at://did:plc:school/app.bsky.feed.post/3aaa");
    }
    return post;
}

/* Blocks the wrong way round, and one that no tree has. */
static GString *new_repository(void)
{
    GString *car = new_car(1);
    g_autoptr(GString) answer = new_post("Sietske antwoordt", true);
    g_autoptr(GString) post = new_post("Kaan schrijft", false);
    g_autoptr(GString) gone = new_post("Noor was hier", false);
    g_autoptr(GString) node = new_node();
    g_autoptr(GString) commit = new_commit();

    block(car, 11, answer);
    block(car, 12, gone);
    block(car, 10, post);
    block(car, 2, node);
    block(car, 1, commit);
    return car;
}

static char *facts(const void *data, size_t length)
{
    ck_assert_int_gt(bid_of(&reader_bluesky, "repo.car", "application/octet-stream", data, length),
                     63);
    return facts_of(&reader_bluesky, "repo.car", "application/octet-stream", data, length);
}

START_TEST(repository)
{
    g_autoptr(GString) car = new_repository();
    g_autofree char *found = facts(car->str, car->len);

    assert_has(found, "publication 1 post published platform=bluesky published=2024-06-21T08:15:30Z"
                      " known=export id=at://did:plc:school/app.bsky.feed.post/3aaa access=public");
    assert_has(found, "text p1 m0 body [post] Kaan schrijft");
    assert_has(found, "publication 2 comment published reply-to=1");
    assert_has(found, "text p2 m0 body [post] Sietske antwoordt");
    assert_has(found, "publication 3 post unpublished");
    assert_has(found, "text p3 m0 body [post] Noor was hier");
    assert_has(found, "did:plc:school");
    assert_has_not(found, "gap");
}
END_TEST

START_TEST(second_version)
{
    static const char pragma[] = "\x0a\xa1\x67version\x02";
    g_autoptr(GString) inner = new_repository();
    g_autoptr(GString) car = g_string_new_len(pragma, 11);
    uint64_t places[3] = {GUINT64_TO_LE(60), GUINT64_TO_LE(inner->len), 0};

    g_string_append_len(car, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
    g_string_append_len(car, (const char *)places, sizeof places);
    g_string_append_len(car, "\0\0\0\0\0\0\0\0\0", 9);
    g_string_append_len(car, inner->str, (gssize)inner->len);
    g_string_append(car, "an index that is no block");
    g_autofree char *found = facts(car->str, car->len);

    assert_has(found, "Kaan schrijft");
    assert_has_not(found, "gap");
}
END_TEST

/* Without the commit nothing counts as removed, and the ledger says so. */
START_TEST(broken)
{
    g_autoptr(GString) rootless = new_car(9);
    g_autoptr(GString) post = new_post("Kaan schrijft", false);
    g_autoptr(GString) junk = g_string_new("\x5f junk");

    block(rootless, 10, post);
    block(rootless, 11, junk);
    g_autofree char *found = facts(rootless->str, rootless->len);
    g_autofree char *cut = facts(rootless->str, rootless->len - 4);

    assert_has(found, "post published");
    assert_has(found, "gap corrupt\ngap corrupt");
    assert_has(cut, "Kaan schrijft");
    assert_has(cut, "gap truncated");
}
END_TEST

/* Nothing but a header: found by the fuzzer. */
START_TEST(empty)
{
    g_autoptr(GString) car = new_car(1);
    g_autofree char *found = facts(car->str, car->len);

    assert_has_not(found, "post");
}
END_TEST

#define POST(members)                                                                              \
    "{\"uri\": \"at://did:plc:a/app.bsky.feed.post/1\", \"value\": {\"$type\": "                   \
    "\"app.bsky.feed.post\", " members "}}"

static void assert_json(const char *json, const char *const *wanted)
{
    g_autofree char *found =
        facts_of(&reader_bluesky, "post.json", "application/json", json, strlen(json));
    int bid = bid_of(&reader_bluesky, "post.json", "application/json", json, strlen(json));

    ck_assert_int_gt(bid, bid_of(&reader_json, "a.json", "application/json", json, strlen(json)));
    for (; *wanted; wanted++)
        assert_has(found, *wanted);
}

#define ASSERT_JSON(json, ...) assert_json(json, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(facets_count_bytes)
{
    ASSERT_JSON(
        POST("\"text\": \"Zoë 🎢 @juf.example\", \"facets\": [{\"index\": {\"byteStart\": "
             "10, \"byteEnd\": 22}, \"features\": [{\"$type\": "
             "\"app.bsky.richtext.facet#mention\", \"did\": \"did:plc:juf\"}]}, {\"index\": "
             "{\"byteStart\": 3, \"byteEnd\": 99}, \"features\": [{\"uri\": "
             "\"https://school.example\"}]}]"),
        "tag p1 m0 bluesky @juf.example", "text p1 m0 tag [mention] did:plc:juf",
        "url [link] https://school.example");
}
END_TEST

START_TEST(pictures_and_quotes)
{
    ASSERT_JSON(
        POST("\"text\": \"a\", \"embed\": {\"$type\": \"app.bsky.embed.recordWithMedia\", "
             "\"record\": {\"record\": {\"uri\": \"at://did:plc:b/app.bsky.feed.post/2\"}}, "
             "\"media\": {\"images\": [{\"alt\": \"Noor klimt\", \"image\": {\"$type\": \"blob\", "
             "\"ref\": {\"$link\": \"bafkreia\"}, \"mimeType\": \"image/jpeg\"}}]}}"),
        "announces=at://did:plc:b/app.bsky.feed.post/2", "medium p1 m1 image bafkreia",
        "text p1 m1 alt [alt] Noor klimt");
    ASSERT_JSON(POST("\"text\": \"@juf.example hoi\", \"entities\": [{\"index\": {\"start\": 0, "
                     "\"end\": 12}, \"type\": \"mention\", \"value\": \"did:plc:juf\"}], "
                     "\"embed\": {\"images\": [{\"alt\": \"Kaan\", \"image\": {\"cid\": "
                     "\"bafkreib\", \"mimeType\": \"image/jpeg\"}}]}"),
                "tag p1 m0 bluesky @juf.example", "medium p1 m1 image bafkreib", "[alt] Kaan");
}
END_TEST

START_TEST(other_records)
{
    ASSERT_JSON("[{\"$type\": \"app.bsky.feed.repost\", \"subject\": {\"uri\": "
                "\"at://did:plc:b/app.bsky.feed.post/2\", \"cid\": \"x\"}, \"createdAt\": "
                "\"2024-06-21T08:15:30Z\"}, {\"$type\": \"app.bsky.graph.follow\", \"subject\": "
                "\"did:plc:c\"}, {\"$type\": \"app.bsky.actor.profile\", \"displayName\": \"De "
                "Vlinderhof\", \"description\": \"Basisschool\"}, {\"$type\": "
                "\"com.example.note\", \"words\": \"Daniëlle\"}]",
                "post published platform=bluesky published=2024-06-21T08:15:30Z known=export "
                "access=public announces=at://did:plc:b/app.bsky.feed.post/2",
                "contact following handle=did:plc:c",
                "account published platform=bluesky title=De Vlinderhof",
                "body [description] Basisschool", "words: Daniëlle");
}
END_TEST

START_TEST(numbers_of_cbor)
{
    static const uint8_t bytes[] = {0x87, 0x18, 0xff, 0x38, 0x63, 0xf9, 0x3c, 0x00, 0xfa, 0x3f,
                                    0x80, 0x00, 0x00, 0xf5, 0xf6, 0x43, 0x01, 0x02, 0x03};
    g_autoptr(GString) json = g_string_new(NULL);

    ck_assert_uint_eq(dag_cbor_to_json(bytes, sizeof bytes, 1000, json), sizeof bytes);
    ck_assert_str_eq(json->str, "[255,-100,1,1,true,null,null]");
    g_string_truncate(json, 0);
    ck_assert_uint_eq(dag_cbor_to_json(bytes, sizeof bytes - 1, 1000, json), 0);
}
END_TEST

/* A hundred thousand tags and lists, one in the other. */
START_TEST(depth)
{
    g_autofree uint8_t *bytes = g_malloc(100000);
    g_autoptr(GString) json = g_string_new(NULL);

    memset(bytes, 0xc1, 100000);
    ck_assert_uint_eq(dag_cbor_to_json(bytes, 100000, 1 << 20, json), 0);
    memset(bytes, 0x81, 100000);
    ck_assert_uint_eq(dag_cbor_to_json(bytes, 100000, 1 << 20, json), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bluesky");
    TCase *tests = tcase_create("bluesky");

    tcase_add_test(tests, repository);
    tcase_add_test(tests, second_version);
    tcase_add_test(tests, broken);
    tcase_add_test(tests, empty);
    tcase_add_test(tests, facets_count_bytes);
    tcase_add_test(tests, pictures_and_quotes);
    tcase_add_test(tests, other_records);
    tcase_add_test(tests, numbers_of_cbor);
    tcase_add_test(tests, depth);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
