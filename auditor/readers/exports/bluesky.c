/*
 * Reader of Bluesky repositories: a CAR (version 1 or 2) of DAG-CBOR blocks, a lone record, or
 * records as JSON. The blocks of a CAR come in any order and may hold states of long ago, so they
 * are listed first; then the newest tree gives each record its address, oldest first; and then come
 * those records that no tree names: removed or replaced, but still in the file.
 */
#include "readers/exports/bluesky.h"

#include <stdlib.h>
#include <string.h>

#include "readers/exports/dag_cbor.h"
#include "worker/limits.h"

#define KEY_BYTES 16U
#define BLOCK_BYTES_MAX (4U * 1024U * 1024U) /* a record is at most 1 MiB */
#define BLOCKS_MAX 1000000U
#define NODES_MAX 400000U
#define NODE_DEPTH 64U
#define V2_PRAGMA "\x0a\xa1\x67version\x02"

/* A block by the end of its CID, which is a digest. */
typedef struct {
    uint8_t key[KEY_BYTES];
    uint64_t offset;
    uint32_t length;
    bool given;
} Block;

typedef struct {
    Dump dump;
    Bluesky state;
    Input *input;
    GArray *blocks; /* Block, sorted once all are listed */
    uint8_t root[CID_BYTES_MAX];
    size_t root_length;
    unsigned broken, nodes;
    bool tree_whole; /* every node of the newest tree is there */
    char *did;
} Repository;

static bool is_car(Slice head)
{
    uint64_t length = 0;
    const uint8_t *data = (const uint8_t *)head.data;
    size_t taken = varint_read(data, head.length, &length);

    if (head.length > 11 && memcmp(head.data, V2_PRAGMA, 11) == 0)
        return true;
    if (taken == 0 || length < 10 || length > 4096 || head.length < taken + 10)
        return false;
    return (data[taken] & 0xe0) == 0xa0 &&
           memmem(data + taken, MIN(length, head.length - taken), "gversion\x01", 9) != NULL;
}

/* A map with "$type" among its first keys. */
static bool is_record(Slice head)
{
    return head.length > 8 && ((uint8_t)head.data[0] & 0xe0) == 0xa0 &&
           memmem(head.data, head.length, "e$type", 6) != NULL &&
           memmem(head.data, head.length, "app.bsky.", 9) != NULL;
}

static int bid(const Input *input)
{
    Slice head = input_head(input);

    if (is_car(head))
        return 88;
    if (is_record(head))
        return 82;
    if (!json_is_plain(head) || !dump_head_has(head, "$type"))
        return 0;
    return memmem(head.data, head.length, "\"app.bsky.", 10) && !dump_head_has(head, "lexicon") ? 80
                                                                                                : 0;
}

static void block_key(const uint8_t *cid, size_t length, uint8_t *key)
{
    size_t taken = MIN(length, KEY_BYTES);

    memset(key, 0, KEY_BYTES);
    memcpy(key, cid + length - taken, taken);
}

static int compare_blocks(const void *a, const void *b)
{
    return memcmp(((const Block *)a)->key, ((const Block *)b)->key, KEY_BYTES);
}

static Block *find_block(Repository *repository, const uint8_t *cid, size_t length)
{
    Block wanted;

    if (length == 0 || repository->blocks->len == 0)
        return NULL;
    block_key(cid, length, wanted.key);
    return bsearch(&wanted, repository->blocks->data, repository->blocks->len, sizeof(Block),
                   compare_blocks);
}

static Block *find_link(Repository *repository, const JsonValue *link)
{
    uint8_t cid[CID_BYTES_MAX];
    const char *text = json_string(json_member(link, "$link"));

    return text ? find_block(repository, cid, cid_parse(text, cid)) : NULL;
}

/* The block as JSON, NULL when it cannot be decoded. Free with json_free. */
static JsonValue *load_block(Repository *repository, const Block *block)
{
    g_autofree uint8_t *bytes = g_malloc(block->length + 1U);
    g_autoptr(GString) json = g_string_new(NULL);
    bool ok = false, deep = false;
    JsonValue *value = NULL;

    if (input_read_at(repository->input, block->offset, bytes, block->length) == block->length &&
        dag_cbor_to_json(bytes, block->length, LIMIT_JSON_STRING_BYTES, json) > 0)
        value = json_parse(json->str, json->len, &ok, &deep);
    return value;
}

/* What stands before the blocks: {roots, version}; gives where the blocks begin and end. */
static bool read_header(Repository *repository, uint64_t *at, uint64_t *end)
{
    uint8_t head[4200] = {0};
    uint64_t length = 0, start = 0;
    size_t got = input_read_at(repository->input, 0, head, 51);
    g_autoptr(GString) json = g_string_new(NULL);
    bool ok = false, deep = false;

    *end = input_size(repository->input);
    if (got == 51 && memcmp(head, V2_PRAGMA, 11) == 0) {
        uint64_t place[2];

        memcpy(place, head + 27, sizeof place);
        start = GUINT64_FROM_LE(place[0]);
        if (GUINT64_FROM_LE(place[1]) > 0 && start < *end)
            *end = MIN(*end, start + GUINT64_FROM_LE(place[1]));
    }
    got = input_read_at(repository->input, start, head, sizeof head);
    size_t taken = varint_read(head, got, &length);

    *at = start + taken + length;
    if (taken == 0 || length > got - taken ||
        dag_cbor_to_json(head + taken, (size_t)length, sizeof head * 8, json) == 0)
        return taken > 0 && length <= sizeof head;
    JsonValue *header = json_parse(json->str, json->len, &ok, &deep);
    const char *root =
        json_string(json_member(json_element(json_member(header, "roots"), 0), "$link"));

    repository->root_length = root ? cid_parse(root, repository->root) : 0;
    json_free(header);
    return true;
}

/* One block: its length, its CID, its bytes. False where the list breaks off. */
static bool list_block(Repository *repository, uint64_t *at, uint64_t end)
{
    uint8_t head[10 + CID_BYTES_MAX];
    uint64_t length = 0;
    size_t got =
        input_read_at(repository->input, *at, head, (size_t)MIN((uint64_t)sizeof head, end - *at));
    size_t taken = varint_read(head, got, &length);
    size_t cid = taken ? cid_length(head + taken, MIN(got - taken, (size_t)MIN(length, got))) : 0;
    Block block = {0};

    if (taken == 0 || length > end - *at - taken) {
        sink_gap(repository->dump.sink, REASON_TRUNCATED, "the last block is cut");
        return false;
    }
    if (cid == 0 || length - cid > BLOCK_BYTES_MAX) {
        repository->broken++;
    } else {
        block_key(head + taken, cid, block.key);
        block.offset = *at + taken + cid;
        block.length = (uint32_t)(length - cid);
        g_array_append_val(repository->blocks, block);
    }
    *at += taken + length;
    return true;
}

static void list_blocks(Repository *repository)
{
    uint64_t at = 0, end = 0;

    if (!read_header(repository, &at, &end)) {
        sink_gap(repository->dump.sink, REASON_CORRUPT, "the header of the archive");
        return;
    }
    while (at < end && repository->blocks->len < BLOCKS_MAX && list_block(repository, &at, end))
        ;
    if (repository->blocks->len == BLOCKS_MAX && at < end)
        sink_gap(repository->dump.sink, REASON_LIMIT_ENTRIES, "blocks of one repository");
    if (repository->blocks->len > 0)
        qsort(repository->blocks->data, repository->blocks->len, sizeof(Block), compare_blocks);
}

static void give_block(Repository *repository, Block *block, const char *key)
{
    JsonValue *value;

    if (block->given)
        return;
    block->given = true;
    value = load_block(repository, block);
    repository->broken += value == NULL;
    if (value && json_string(json_member(value, "$type"))) {
        g_autofree char *address =
            key && repository->did ? g_strdup_printf("at://%s/%s", repository->did, key) : NULL;

        repository->state.address = address;
        dump_value(&repository->dump, key ? key : "", value, bluesky_record);
        repository->state.address = NULL;
    }
    json_free(value);
}

/* The key of an entry: the first bytes of the one before it, and its own. */
static void next_key(GString *key, const JsonValue *entry)
{
    const char *own = json_string(json_member(entry, "k"));
    int64_t same = 0;

    json_integer(json_member(entry, "p"), &same);
    g_string_truncate(key, (gsize)CLAMP(same, 0, (int64_t)key->len));
    g_string_append(key, own ? own : "");
}

/* Records in the order of their keys, which for posts is that of time. A node that comes twice
 * would be a circle. */
static void walk_node(Repository *repository, const JsonValue *link, unsigned depth)
{
    Block *block = find_link(repository, link);
    g_autoptr(GString) key = g_string_new(NULL);
    JsonValue *node;
    const JsonValue *entries;

    if (json_kind(link) != JSON_KIND_OBJECT)
        return;
    if (!block || block->given || depth == NODE_DEPTH || ++repository->nodes > NODES_MAX) {
        repository->tree_whole = false;
        return;
    }
    block->given = true;
    node = load_block(repository, block);
    repository->broken += node == NULL;
    repository->tree_whole = repository->tree_whole && node;
    entries = json_member(node, "e");
    walk_node(repository, json_member(node, "l"), depth + 1);
    for (size_t i = 0; i < json_length(entries); i++) {
        const JsonValue *entry = json_element(entries, i);
        Block *record = find_link(repository, json_member(entry, "v"));

        next_key(key, entry);
        if (record)
            give_block(repository, record, key->str);
        walk_node(repository, json_member(entry, "t"), depth + 1);
    }
    json_free(node);
}

/* From the newest commit on; without one nothing is known to be removed. */
static void walk_tree(Repository *repository)
{
    Block *root = find_block(repository, repository->root, repository->root_length);
    JsonValue *commit = root ? load_block(repository, root) : NULL;
    const JsonValue *data = json_member(commit, "data");

    if (json_kind(data) == JSON_KIND_OBJECT) {
        root->given = true;
        repository->did = g_strdup(json_string(json_member(commit, "did")));
        repository->state.did = repository->did;
        repository->tree_whole = true;
        walk_node(repository, data, 0);
    }
    json_free(commit);
}

static void give_rest(Repository *repository)
{
    repository->state.removed = repository->tree_whole;
    for (guint i = 0; i < repository->blocks->len; i++)
        give_block(repository, &g_array_index(repository->blocks, Block, i), NULL);
}

static void tell_account(Repository *repository)
{
    if (repository->did && !repository->state.told)
        dump_account(&repository->dump, repository->did, NULL);
}

static void read_car(Repository *repository)
{
    list_blocks(repository);
    walk_tree(repository);
    give_rest(repository);
    tell_account(repository);
    if (repository->blocks->len > 0 && !repository->did)
        sink_gap(repository->dump.sink, REASON_CORRUPT,
                 "the newest state of the account is not in the file");
    if (repository->broken) {
        g_autofree char *detail =
            g_strdup_printf("%u of %u blocks", repository->broken, repository->blocks->len);

        sink_gap(repository->dump.sink, REASON_CORRUPT, detail);
    }
}

static void read_record(Repository *repository)
{
    Block block = {.length = (uint32_t)MIN(input_size(repository->input), BLOCK_BYTES_MAX)};

    give_block(repository, &block, NULL);
    if (repository->broken)
        sink_gap(repository->dump.sink, REASON_CORRUPT, "a record that is no DAG-CBOR");
}

static void read_bluesky(Input *input, Sink *sink)
{
    Slice head = input_head(input);
    Repository repository = {.input = input};

    dump_init(&repository.dump, input, sink, "bluesky");
    repository.dump.user = &repository.state;
    repository.dump.access = repository.dump.rest = ACCESS_PUBLIC;
    repository.blocks = g_array_new(FALSE, TRUE, sizeof(Block));
    repository.state.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (is_car(head))
        read_car(&repository);
    else if (is_record(head))
        read_record(&repository);
    else
        dump_read(&repository.dump, input, bluesky_record);
    dump_clear(&repository.dump);
    g_hash_table_destroy(repository.state.numbers);
    g_array_free(repository.blocks, TRUE);
    g_free(repository.did);
}

const Reader reader_bluesky = {"bluesky", bid, read_bluesky};
