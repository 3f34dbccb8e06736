/*
 * Writes audit.db from the scratch database: items in canonical order, the facts of each item
 * behind it, every id dense. One pass over the items, two over the records of each: the first finds
 * out which publications and media there are, the second writes. facts.c has the rows of the facts.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "store/duplicates.h"
#include "store/facts.h"
#include "store/order.h"
#include "store/platforms.h"
#include "store/record.h"
#include "store/store_private.h"

typedef struct {
    Store *store;
    Rows audit;
    FactWriter facts;
    Platforms *platforms;
    uint32_t *order;     /* canonical id - 1 -> provisional id */
    uint32_t *canonical; /* provisional id - 1 -> canonical id */
    GByteArray *position;
    sqlite3_stmt *get_item, *put_item;
} Finaliser;

static bool create_file(const char *path, GError **error)
{
    int fd;

    g_unlink(path);
    fd = g_open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-store-not-made", path);
        return false;
    }
    close(fd);
    return true;
}

/* What stands in both databases in the same way goes over as it is. The scratch database is let go
 * of for as long as that takes. */
static void copy_tables(Finaliser *finaliser)
{
    static const char *const tables[] = {"run",      "given",  "source", "person",  "consent",
                                         "takedown", "school", "lesson", "holiday", "allow"};
    Rows *audit = &finaliser->audit;
    sqlite3_stmt *attach = rows_prepare(audit, "ATTACH ? AS scratch");

    rows_run(&finaliser->store->rows, "PRAGMA locking_mode = NORMAL; SELECT 1 FROM run");
    rows_write(audit, attach, "t", finaliser->store->path);
    sqlite3_finalize(attach);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *copy =
            g_strdup_printf("INSERT INTO main.%s SELECT * FROM scratch.%s", tables[i], tables[i]);

        rows_run(audit, copy);
    }
    /* Warnings come in the order of the workers: sorted, and the same one once. */
    rows_run(audit, "INSERT INTO main.warning (code, detail) SELECT DISTINCT code, detail FROM"
                    " scratch.warning ORDER BY code, detail; DETACH scratch");
    rows_run(&finaliser->store->rows, "PRAGMA locking_mode = EXCLUSIVE");
}

typedef struct {
    FactWriter *facts;
    void (*visit)(FactWriter *facts, const Record *record);
} Visiting;

static void visit_block(const uint8_t *bytes, size_t length, void *user)
{
    const Visiting *visiting = user;
    RecordReader reader = {bytes, bytes + length};
    Record record;

    while (record_next(&reader, &record))
        visiting->visit(visiting->facts, &record);
}

/* Hands each record of the item to `visit`. */
static void each_record(Finaliser *finaliser, uint32_t item,
                        void (*visit)(FactWriter *, const Record *))
{
    Visiting visiting = {&finaliser->facts, visit};

    blocks_each(finaliser->store->blocks, &store_entry(finaliser->store, item)->blocks, visit_block,
                &visiting);
}

#define STATE_PARAMETER 16 /* state, reason, detail, gap, of the statement that writes an item */

static void bind_item(Finaliser *finaliser, uint32_t item, int64_t id)
{
    const StoreEntry *entry = store_entry(finaliser->store, item);
    sqlite3_stmt *get = finaliser->get_item, *put = finaliser->put_item;
    int64_t duplicate = sqlite3_column_int64(get, 0);

    rows_bind(put, "iiI", id, (int64_t)entry->source,
              entry->parent ? (int64_t)finaliser->canonical[entry->parent - 1] : (int64_t)0);
    order_position(finaliser->store->entries, item, finaliser->position);
    sqlite3_bind_blob(put, 4, finaliser->position->data, (int)finaliser->position->len,
                      SQLITE_STATIC);
    if (duplicate > 0)
        sqlite3_bind_int64(put, 5, finaliser->canonical[duplicate - 1]);
    else
        sqlite3_bind_null(put, 5);
    sqlite3_bind_text(put, 6, finaliser->facts.location, -1, SQLITE_STATIC);
    sqlite3_bind_text(put, 7, finaliser->facts.location_how, -1, SQLITE_STATIC);
    for (int column = 1; column < sqlite3_column_count(get); column++)
        sqlite3_bind_value(put, column + 7, sqlite3_column_value(get, column));
    if (duplicate > 0) {
        sqlite3_bind_text(put, STATE_PARAMETER, item_state_id(ITEM_SKIPPED), -1, SQLITE_STATIC);
        sqlite3_bind_text(put, STATE_PARAMETER + 1, reason_id(REASON_DUPLICATE_OF), -1,
                          SQLITE_STATIC);
        sqlite3_bind_null(put, STATE_PARAMETER + 2);
        sqlite3_bind_int64(put, STATE_PARAMETER + 3, 0);
    }
}

static void write_item(Finaliser *finaliser, uint32_t item, int64_t id)
{
    const StoreEntry *entry = store_entry(finaliser->store, item);
    FactWriter *facts = &finaliser->facts;
    const char *access;
    bool duplicate;

    rows_bind(finaliser->get_item, "i", (int64_t)item);
    if (!rows_next(&finaliser->store->rows, finaliser->get_item))
        return;
    duplicate = sqlite3_column_int64(finaliser->get_item, 0) > 0;
    fact_writer_begin(facts, id, entry->source);
    if (!duplicate) /* what it says was said by the one that it repeats */
        each_record(finaliser, item, fact_writer_survey);
    bind_item(finaliser, item, id);
    rows_write(&finaliser->audit, finaliser->put_item, "");
    if (entry->blocks.first && !duplicate) {
        facts->platform = platforms_find(finaliser->platforms, entry->source,
                                         rows_text(finaliser->get_item, 1), &access);
        facts->access = access;
        facts->in_site = platforms_in_site(finaliser->platforms, entry->source,
                                           rows_text(finaliser->get_item, 1));
        facts->modified = rows_text(finaliser->get_item, 4);
        fact_writer_number(facts);
        each_record(finaliser, item, fact_writer_write);
        fact_writer_end(facts);
    }
    sqlite3_reset(finaliser->get_item);
}

static void write_items(Finaliser *finaliser)
{
    guint count = finaliser->store->entries->len;

    finaliser->order = order_items(finaliser->store->entries);
    finaliser->canonical = g_new(uint32_t, count + 1);
    for (guint i = 0; i < count; i++)
        finaliser->canonical[finaliser->order[i] - 1] = i + 1;
    duplicates_find(finaliser->store, finaliser->canonical);
    for (guint i = 0; i < count && !finaliser->audit.error; i++)
        write_item(finaliser, finaliser->order[i], (int64_t)i + 1);
}

static void finaliser_prepare(Finaliser *finaliser)
{
    finaliser->get_item = rows_prepare(
        &finaliser->store->rows,
        "SELECT duplicate, path, name, place, modified, bytes, type, reader, hash, state, reason,"
        " detail, gap, container, entries, entries_directory FROM raw_item WHERE id = ?");
    finaliser->put_item = rows_prepare(
        &finaliser->audit,
        "INSERT INTO item (id, source, parent, position, duplicate_of, url, url_how, path, name,"
        " place, modified, bytes, type, reader, hash, state, reason, detail, gap, is_container,"
        " entries, entries_directory)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
}

static void finaliser_clear(Finaliser *finaliser)
{
    sqlite3_finalize(finaliser->get_item);
    sqlite3_finalize(finaliser->put_item);
    fact_writer_clear(&finaliser->facts);
    g_clear_pointer(&finaliser->platforms, platforms_free);
    g_free(finaliser->order);
    g_free(finaliser->canonical);
    g_byte_array_unref(finaliser->position);
    rows_close(&finaliser->audit);
}

/* What can only be said when all is there. */
static void write_afterwards(Finaliser *finaliser)
{
    if (finaliser->facts.twice > 0) {
        g_autofree char *count = g_strdup_printf("%" G_GUINT64_FORMAT, finaliser->facts.twice);
        sqlite3_stmt *put =
            rows_prepare(&finaliser->audit, "INSERT INTO warning (code, detail) VALUES (?, ?)");

        rows_write(&finaliser->audit, put, "tt", "number-declared-twice", count);
        sqlite3_finalize(put);
    }
    rows_run_resource(&finaliser->audit, "store/finish.sql");
}

bool store_finalise(Store *store, const char *path, GError **error)
{
    Finaliser finaliser = {.store = store};
    bool done;

    store_flush(store);
    rows_run(&store->rows, "COMMIT");
    if (!store_error(store, error) || !create_file(path, error) ||
        !rows_open(&finaliser.audit, path, error)) {
        rows_close(&finaliser.audit);
        return false;
    }
    finaliser.position = g_byte_array_new();
    rows_run_resource(&finaliser.audit, "store/schema.sql");
    copy_tables(&finaliser);
    rows_run(&finaliser.audit, "BEGIN");
    finaliser_prepare(&finaliser);
    finaliser.platforms = platforms_new(store);
    fact_writer_prepare(&finaliser.facts, &finaliser.audit);
    write_items(&finaliser);
    write_afterwards(&finaliser);
    rows_run(&finaliser.audit, "COMMIT");
    done = store_error(store, error) && rows_good(&finaliser.audit, error);
    finaliser_clear(&finaliser);
    return done;
}
