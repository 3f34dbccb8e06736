/*
 * The store while a scan runs: items as rows, the facts of each item as blocks of records, in a
 * scratch database of its own. Nothing is judged or ordered here; finalise.c writes audit.db.
 */
#include "store/store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-c/json.h>
#include <openssl/sha.h>
#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "commands/command.h"
#include "store/record.h"
#include "store/store_private.h"

#define BLOCK_BYTES 131072U     /* an item's records are written when they reach this */
#define BUFFERED_BYTES 4194304U /* all items' records together */
#define BUFFERED_ITEMS 4096U    /* items with records in memory */
#define TEXTS_MAXIMUM (1U << STORE_TEXT_BITS)

static const char raw_schema[] =
    "CREATE TABLE raw_item (id INTEGER PRIMARY KEY, path TEXT, name TEXT, place TEXT,"
    " modified TEXT, bytes INTEGER, type TEXT, reader TEXT, hash TEXT, state TEXT, reason TEXT,"
    " detail TEXT, gap INTEGER, container INTEGER NOT NULL DEFAULT 0, entries INTEGER,"
    " entries_directory INTEGER, duplicate INTEGER);"
    "BEGIN;";

static char *scratch_file(const char *directory, GError **error)
{
    g_autofree char *path = g_build_filename(directory, "schoolaudit-scratch-XXXXXX", NULL);
    int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);

    if (fd < 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-store-not-made", directory);
        return NULL;
    }
    close(fd);
    return g_steal_pointer(&path);
}

static void store_prepare(Store *store)
{
    Rows *rows = &store->rows;

    store->put_item = rows_prepare(
        rows, "INSERT INTO raw_item (id, path, name, place, modified, bytes, state, reason, gap)"
              " VALUES (?, ?, ?, ?, ?, ?, 'pending', '', 0)");
    store->set_item = rows_prepare(
        rows, "UPDATE raw_item SET state = ?, reason = ?, gap = ?, detail = ?,"
              " type = coalesce(?, type), reader = coalesce(?, reader), hash = coalesce(?, hash),"
              " bytes = coalesce(?, bytes) WHERE id = ?");
}

Store *store_create(const char *directory, GError **error)
{
    g_autoptr(Store) store = g_new0(Store, 1);

    store->path = scratch_file(directory, error);
    if (!store->path)
        return NULL;
    store->entries = g_array_new(FALSE, FALSE, sizeof(StoreEntry));
    store->platforms = g_ptr_array_new_with_free_func(g_free);
    store->waiting = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify)g_byte_array_unref);
    store->seen_path = g_strconcat(store->path, "-seen", NULL);
    if (!(store->blocks = blocks_new(directory, error)) ||
        !rows_open(&store->rows, store->path, error) ||
        !seen_open(&store->seen, store->seen_path, error))
        return NULL;
    rows_run_resource(&store->rows, "store/schema.sql");
    rows_run(&store->rows, raw_schema);
    store_prepare(store);
    return rows_good(&store->rows, error) ? g_steal_pointer(&store) : NULL;
}

void store_free(Store *store)
{
    sqlite3_finalize(store->put_item);
    sqlite3_finalize(store->set_item);
    rows_close(&store->rows);
    seen_clear(&store->seen);
    if (store->path)
        g_unlink(store->path);
    if (store->seen_path)
        g_unlink(store->seen_path);
    g_free(store->seen_path);
    g_free(store->path);
    g_clear_pointer(&store->entries, g_array_unref);
    g_clear_pointer(&store->waiting, g_hash_table_unref);
    blocks_free(store->blocks);
    g_clear_pointer(&store->platforms, g_ptr_array_unref);
    g_free(store);
}

bool store_error(const Store *store, GError **error)
{
    return rows_good(&store->rows, error) && blocks_good(store->blocks, error);
}

StoreEntry *store_entry(const Store *store, int64_t item)
{
    g_assert(item > 0 && item <= (int64_t)store->entries->len);
    return &g_array_index(store->entries, StoreEntry, item - 1);
}

/* For calls that are rare enough to be prepared each time. */
#define STORE_WRITE_ONCE(store, sql, ...)                                                          \
    do {                                                                                           \
        sqlite3_stmt *statement = rows_prepare(&(store)->rows, sql);                               \
        rows_write(&(store)->rows, statement, __VA_ARGS__);                                        \
        sqlite3_finalize(statement);                                                               \
    } while (0)

void store_set(Store *store, const char *key, const char *value)
{
    STORE_WRITE_ONCE(store, "INSERT OR REPLACE INTO run VALUES (?, ?)", "tt", key, value);
}

void store_warn(Store *store, const char *code, const char *detail)
{
    STORE_WRITE_ONCE(store, "INSERT INTO warning (code, detail) VALUES (?, ?)", "tt", code, detail);
}

static const char *role_id(PersonRole role)
{
    static const char *const ids[ROLES] = {"pupil", "staff", "parent"};

    g_assert(role < ROLES);
    return ids[role];
}

static char *aliases_json(const Person *person)
{
    json_object *list;
    char *text;

    if (!person->aliases || !*person->aliases)
        return NULL;
    list = json_object_new_array();
    for (char **alias = person->aliases; *alias; alias++)
        json_object_array_add(list, json_object_new_string(*alias));
    text = g_strdup(json_object_to_json_string_ext(list, JSON_C_TO_STRING_PLAIN));
    json_object_put(list);
    return text;
}

static void add_person(Store *store, sqlite3_stmt *statement, const Person *person)
{
    g_autofree char *aliases = aliases_json(person);
    g_autofree char *masked = person_masked(person);

    rows_write(&store->rows, statement, "tttttttttttttttiI", role_id(person->role), person->number,
               person->first, person->first_names, person->initials, person->infix, person->last,
               person->last_official, aliases, masked, person->function, person->email,
               person->account, person->group, person->birth, (int64_t)person->is_protected,
               (int64_t)person->row);
}

static void add_consent(Store *store, sqlite3_stmt *statement, const Consent *consent)
{
    rows_write(&store->rows, statement, "itttttttttttItt", (int64_t)consent->person + 1,
               consent->subject, consent->channel, consent->scope, consent->answer, consent->raw,
               consent->given_on, consent->given_by, consent->withdrawn_on, consent->valid_from,
               consent->valid_until, consent->evidence, (int64_t)consent->row, consent->column,
               consent->giver);
}

void store_add_people(Store *store, const People *people)
{
    sqlite3_stmt *statement = rows_prepare(
        &store->rows,
        "INSERT INTO person (role, number, first, first_names, initials, infix, last,"
        " last_official, aliases, masked, function, email, account, \"group\", birth, protected,"
        " list_row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    /* What silence means in these lists: judging needs it, and has only the store. */
    store_set(store, "register-refusers-only", people->refusers_only ? "1" : "0");
    store_set(store, "register-asks-names", people->has_name_consent ? "1" : "0");
    for (guint i = 0; i < people->persons->len; i++)
        add_person(store, statement, g_ptr_array_index(people->persons, i));
    sqlite3_finalize(statement);
    /* "left" stands apart: the statement above would be too long to check by eye. */
    statement = rows_prepare(&store->rows, "UPDATE person SET \"left\" = ? WHERE id = ?");
    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = g_ptr_array_index(people->persons, i);

        if (person->left)
            rows_write(&store->rows, statement, "ti", person->left, (int64_t)i + 1);
    }
    sqlite3_finalize(statement);
    statement = rows_prepare(
        &store->rows,
        "INSERT INTO consent (person, subject, channel, scope, answer, raw, given_on, given_by,"
        " withdrawn_on, valid_from, valid_until, evidence, list_row, list_column, giver)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (guint i = 0; i < people->consents->len; i++)
        add_consent(store, statement, g_ptr_array_index(people->consents, i));
    sqlite3_finalize(statement);
}

void store_add_given(Store *store, const char *kind, const char *path, const char *digest)
{
    STORE_WRITE_ONCE(store, "INSERT OR REPLACE INTO given VALUES (?, ?, ?)", "ttt", kind, path,
                     digest);
}

void store_add_takedown(Store *store, const char *requested, int64_t person, const char *target,
                        const char *note)
{
    STORE_WRITE_ONCE(store,
                     "INSERT INTO takedown (requested, person, target, note) VALUES (?, ?, ?, ?)",
                     "tItt", requested, person + 1, target, note);
}

void store_add_school(Store *store, const char *kind, const char *platform, const char *value,
                      const char *detail)
{
    STORE_WRITE_ONCE(store,
                     "INSERT INTO school (kind, platform, value, detail) VALUES (?, ?, ?, ?)",
                     "tttt", kind, platform, value, detail);
}

void store_add_lesson(Store *store, int64_t day, const char *start, const char *end,
                      const char *group)
{
    STORE_WRITE_ONCE(store, "INSERT INTO lesson (day, start, end, \"group\") VALUES (?, ?, ?, ?)",
                     "ittt", day, start, end, group);
}

void store_add_holiday(Store *store, const char *start, const char *end, const char *name)
{
    STORE_WRITE_ONCE(store, "INSERT INTO holiday (start, end, name) VALUES (?, ?, ?)", "ttt", start,
                     end, name);
}

void store_add_allow(Store *store, const char *kind, const char *value, const char *reason,
                     const char *until)
{
    STORE_WRITE_ONCE(store, "INSERT INTO allow (kind, value, reason, until) VALUES (?, ?, ?, ?)",
                     "tttt", kind, value, reason, until);
}

int64_t store_add_source(Store *store, const StoreSource *source)
{
    STORE_WRITE_ONCE(
        store,
        "INSERT INTO source (label, path, kind, channel, access, owner) VALUES (?, ?, ?, ?, ?, ?)",
        "tttttt", source->label, source->path, source->kind, source->channel, source->access,
        source->owner);
    return ++store->sources;
}

void store_set_source(Store *store, int64_t source, int64_t counted, uint64_t bytes,
                      const char *digest)
{
    /* The digest comes with the reading, which may be over before the input is closed. */
    STORE_WRITE_ONCE(store,
                     "UPDATE source SET bytes = ?, digest = coalesce(?, digest) WHERE id = ?",
                     "iti", (int64_t)bytes, digest, source);
    if (counted >= 0)
        STORE_WRITE_ONCE(store, "UPDATE source SET counted = ? WHERE id = ?", "ii", counted,
                         source);
}

int64_t store_add_item(Store *store, const StoreItem *item)
{
    StoreEntry entry = {.source = (uint32_t)item->source,
                        .parent = (uint32_t)item->parent,
                        .ordinal = item->ordinal,
                        .state = ITEM_PENDING};
    int64_t id;

    g_assert(item->source > 0 && item->source <= store->sources);
    g_assert(item->parent <= (int64_t)store->entries->len);
    g_array_append_val(store->entries, entry);
    id = store->entries->len;
    rows_write(&store->rows, store->put_item, "ittttI", id, item->path, item->name, item->place,
               item->modified, (int64_t)item->bytes);
    return id;
}

static void write_block(Store *store, int64_t item, GByteArray *block)
{
    if (block->len == 0)
        return;
    blocks_add(store->blocks, &store_entry(store, item)->blocks, block->data, block->len);
    store->buffered -= block->len;
    g_byte_array_set_size(block, 0);
}

void store_flush(Store *store)
{
    GHashTableIter iterator;
    gpointer key, block;

    g_hash_table_iter_init(&iterator, store->waiting);
    while (g_hash_table_iter_next(&iterator, &key, &block))
        write_block(store, *(int64_t *)key, block);
    g_hash_table_remove_all(store->waiting);
    store->buffered = 0;
}

/* Where the next record of the item goes; `block_done` after it was put. */
static GByteArray *block_begin(Store *store, int64_t item)
{
    GByteArray *block = g_hash_table_lookup(store->waiting, &item);

    if (block) {
        store->buffered -= block->len;
        return block;
    }
    block = g_byte_array_new();
    g_hash_table_insert(store->waiting, g_memdup2(&item, sizeof item), block);
    return block;
}

static void block_done(Store *store, int64_t item, GByteArray *block)
{
    store->buffered += block->len;
    if (block->len >= BLOCK_BYTES)
        write_block(store, item, block);
    if (store->buffered >= BUFFERED_BYTES || g_hash_table_size(store->waiting) >= BUFFERED_ITEMS)
        store_flush(store);
}

void store_set_item(Store *store, int64_t item, const StoreItemResult *result)
{
    StoreEntry *entry = store_entry(store, item);
    GByteArray *block = g_hash_table_lookup(store->waiting, &item);
    ItemState state = result->state;
    Reason reason = result->reason;

    /* A reader that told of a gap has not read the item, whatever the caller made of it. */
    if (state == ITEM_READ && entry->gap != REASON_NONE) {
        state = ITEM_PARTIAL;
        reason = (Reason)entry->gap;
    }
    entry->state = (uint8_t)state;
    rows_write(&store->rows, store->set_item, "ttittttIi", item_state_id(state), reason_id(reason),
               (int64_t)reason_is_gap(reason), result->detail, result->type, result->reader,
               result->hash, (int64_t)result->bytes, item);
    if (block) {
        write_block(store, item, block);
        g_hash_table_remove(store->waiting, &item);
    }
}

void store_set_container(Store *store, int64_t item, int64_t entries, int64_t entries_directory)
{
    STORE_WRITE_ONCE(store,
                     "UPDATE raw_item SET container = 1, entries = nullif(?, -1),"
                     " entries_directory = nullif(?, -1) WHERE id = ?",
                     "iii", entries, entries_directory, item);
}

void store_set_duplicate(Store *store, int64_t item, int64_t original)
{
    STORE_WRITE_ONCE(store, "UPDATE raw_item SET duplicate = ? WHERE id = ?", "ii", original, item);
}

uint8_t store_platform(Store *store, const char *platform)
{
    guint index;

    if (!platform)
        return 0;
    if (g_ptr_array_find_with_equal_func(store->platforms, platform, g_str_equal, &index))
        return (uint8_t)(index + 1);
    if (store->platforms->len == G_MAXUINT8)
        return 0;
    g_ptr_array_add(store->platforms, g_strdup(platform));
    return (uint8_t)store->platforms->len;
}

/* Kept at hand for platforms.c: where files without a publication of their own belong. */
static void note_publication(Store *store, StoreEntry *entry, const FactPublication *fact)
{
    if (entry->platform == 0)
        entry->platform = store_platform(store, fact->platform);
    entry->accesses |= (uint8_t)(1U << fact->access);
}

void store_add_fact(Store *store, int64_t item, const Fact *fact)
{
    StoreEntry *entry = store_entry(store, item);
    GByteArray *block = block_begin(store, item);

    g_assert(fact->kind != FACT_TEXT && fact->kind < FACTS);
    if (fact->kind == FACT_GAP && entry->gap == REASON_NONE)
        entry->gap = (uint8_t)MIN(fact->gap.reason, REASONS - 1);
    if (fact->kind == FACT_PUBLICATION)
        note_publication(store, entry, &fact->publication);
    record_put_fact(block, fact);
    block_done(store, item, block);
}

/* SHA-256 of the text in hex: part of a finding's fingerprint. */
static char *text_digest(const FactText *text)
{
    guint8 digest[SHA256_DIGEST_LENGTH];
    GString *hex = g_string_sized_new(2 * sizeof digest);

    SHA256((const guint8 *)text->text, text->length, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        g_string_append_printf(hex, "%02x", digest[i]);
    return g_string_free(hex, FALSE);
}

int64_t store_add_text(Store *store, int64_t item, const FactText *text, bool keep)
{
    StoreEntry *entry = store_entry(store, item);
    GByteArray *block = block_begin(store, item);
    g_autofree char *digest = keep ? text_digest(text) : NULL;

    g_assert(entry->texts < TEXTS_MAXIMUM);
    record_put_text(block, text, digest, XXH3_64bits(text->text, text->length));
    block_done(store, item, block);
    return (item << STORE_TEXT_BITS) + entry->texts++;
}

static uint32_t text_of_number(int64_t text)
{
    return (uint32_t)(text & (TEXTS_MAXIMUM - 1));
}

void store_add_mention(Store *store, int64_t text, const StoreMention *mention)
{
    int64_t item = text >> STORE_TEXT_BITS;
    GByteArray *block = block_begin(store, item);

    record_put_mention(block, text_of_number(text), mention);
    block_done(store, item, block);
}

void store_add_datum(Store *store, int64_t text, const StoreDatum *datum)
{
    int64_t item = text >> STORE_TEXT_BITS;
    GByteArray *block = block_begin(store, item);

    record_put_datum(block, text_of_number(text), datum);
    block_done(store, item, block);
}

void store_add_phrase(Store *store, int64_t text, const StorePhrase *phrase)
{
    int64_t item = text >> STORE_TEXT_BITS;
    GByteArray *block = block_begin(store, item);

    record_put_phrase(block, text_of_number(text), phrase);
    block_done(store, item, block);
}

void store_recognise_last(Store *store, int64_t item, FactKind kind, uint32_t person,
                          const char *tier)
{
    GByteArray *block = block_begin(store, item);

    g_assert(kind == FACT_PUBLICATION || kind == FACT_PERSON_TAG || kind == FACT_CONTACT);
    record_put_recognised(block, kind, person, tier);
    block_done(store, item, block);
}

void store_drop_waiting(Store *store, int64_t item)
{
    GByteArray *block = g_hash_table_lookup(store->waiting, &item);

    if (block) {
        store->buffered -= block->len;
        g_hash_table_remove(store->waiting, &item);
    }
}

void store_forget_facts(Store *store, int64_t item)
{
    StoreEntry *entry = store_entry(store, item);

    store_drop_waiting(store, item);
    entry->blocks = (BlockList){0};
    entry->texts = 0;
    entry->gap = REASON_NONE;
    entry->platform = entry->accesses = 0;
}

void store_count_states(Store *store, int64_t source, uint64_t counts[ITEM_STATES])
{
    memset(counts, 0, sizeof *counts * ITEM_STATES);
    for (guint i = 0; i < store->entries->len; i++) {
        const StoreEntry *entry = &g_array_index(store->entries, StoreEntry, i);

        if (source == 0 || entry->source == source)
            counts[entry->state]++;
    }
}

void store_add_pixels(Store *store, const char *hash, const FactPixels *pixels)
{
    seen_add(&store->seen, hash, pixels);
}

void store_add_look_gap(Store *store, const char *hash, Reason reason, const char *detail)
{
    seen_add_gap(&store->seen, hash, reason_id(reason), detail);
}

bool store_attach_pixels(Store *store, sqlite3 *db, GError **error)
{
    Rows rows;

    if (!seen_finish(&store->seen, error))
        return false;
    rows_borrow(&rows, db);
    sqlite3_stmt *attach = rows_prepare(&rows, "ATTACH ? AS pixels_seen");

    rows_write(&rows, attach, "t", store->seen_path);
    sqlite3_finalize(attach);
    return rows_finish(&rows, error);
}
