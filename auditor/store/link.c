/*
 * Which item a media reference means, across folders, archives and exports. Paths are compared from
 * their end, since roots differ from export to export; the more of the end agrees the better.
 * Photos, copies and depictions are photos.sql's; path arithmetic is places.c's.
 */
#include "store/link.h"

#include <string.h>

#include "commands/command.h"
#include "detect/groups.h"
#include "store/copies.h"
#include "store/parts.h"
#include "store/places.h"
#include "store/rows.h"
#include "store/seen.h"
#include "store/squares.h"

#define CACHE_KIB 163840 /* pages of the store kept in memory while it is linked and judged */
#define CANDIDATES 64    /* looked at for one reference: the rest is as ambiguous */
#define PARTS 32         /* of a path, from its end: deeper ones are nobody's */

typedef struct {
    Rows rows;
    GHashTable *hosts; /* the school's own, as far as the exports tell */
    sqlite3_stmt *get_equal, *get_ends, *put;
} Linker;

typedef struct {
    int64_t id, source, parent, item;
    const char *place;
    const char *uri;
} OpenLink;

typedef struct {
    int64_t item;
    const char *how;
} Target;

static void place_key_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *path = (const char *)sqlite3_value_text(values[0]);

    (void)count;
    if (path)
        sqlite3_result_text(context, place_key(path), -1, g_free);
}

/* The family of a place and picture size; NULL without a place (g_free). */
static char *family_of(sqlite3_value **values, int *derived)
{
    const char *path = (const char *)sqlite3_value_text(values[0]);

    *derived = 0;
    return path ? place_family_of(path, (unsigned)sqlite3_value_int64(values[1]),
                                  (unsigned)sqlite3_value_int64(values[2]), derived)
                : NULL;
}

static void place_family_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    int derived;

    (void)count;
    sqlite3_result_text(context, family_of(values, &derived), -1, g_free);
}

static void place_derived_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    int derived;

    (void)count;
    g_free(family_of(values, &derived));
    sqlite3_result_int(context, derived);
}

/* By the function that the registration names: place_stem(), place_lender(). */
static void place_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    char *(*function)(const char *) = *(char *(**)(const char *))sqlite3_user_data(context);
    const char *path = (const char *)sqlite3_value_text(values[0]);
    char *result = path ? function(path) : NULL;

    (void)count;
    if (result)
        sqlite3_result_text(context, result, -1, g_free);
}

static void group_covers_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *phrase = (const char *)sqlite3_value_text(values[0]);
    const char *group = (const char *)sqlite3_value_text(values[1]);

    (void)count;
    sqlite3_result_int(context, phrase && group && groups_covers(phrase, group));
}

static void add_functions(sqlite3 *db)
{
    static char *(*stem)(const char *) = place_stem, *(*lender)(const char *) = place_lender;
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;

    sqlite3_create_function(db, "place_stem", 1, flags, &stem, place_function, NULL, NULL);
    sqlite3_create_function(db, "place_lender", 1, flags, &lender, place_function, NULL, NULL);

    sqlite3_create_function(db, "place_key", 1, flags, NULL, place_key_function, NULL, NULL);
    sqlite3_create_function(db, "group_covers", 2, flags, NULL, group_covers_function, NULL, NULL);
    sqlite3_create_function(db, "place_family", 3, flags, NULL, place_family_function, NULL, NULL);
    sqlite3_create_function(db, "place_derived", 3, flags, NULL, place_derived_function, NULL,
                            NULL);
}

static void drop_functions(sqlite3 *db)
{
    sqlite3_create_function(db, "place_stem", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    sqlite3_create_function(db, "place_lender", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    sqlite3_create_function(db, "group_covers", 2, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    sqlite3_create_function(db, "place_key", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    sqlite3_create_function(db, "place_family", 3, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    sqlite3_create_function(db, "place_derived", 3, SQLITE_UTF8, NULL, NULL, NULL, NULL);
}

/* Own hosts: where website publications and items say they stood, and what the user named. */
static void read_hosts(Linker *linker)
{
    sqlite3_stmt *get = rows_prepare(
        &linker->rows, "SELECT url FROM publication WHERE platform = 'website' AND url IS NOT NULL"
                       " UNION ALL SELECT url FROM item WHERE url IS NOT NULL"
                       " UNION ALL SELECT '//' || j.value FROM run, json_each(run.value) j"
                       " WHERE run.key = 'domains' AND json_valid(run.value)");

    while (rows_next(&linker->rows, get)) {
        Reference reference;

        reference_parse(rows_text(get, 0), &reference);
        if (reference.host && *reference.host)
            g_hash_table_add(linker->hosts, g_steal_pointer(&reference.host));
        reference_clear(&reference);
    }
    sqlite3_finalize(get);
}

/* Of the rows of `get`, the one nearest to the page: what came out of the page or document itself,
 * same archive, same source, first. `count` tells how many different contents would do. */
static int64_t nearest(Linker *linker, sqlite3_stmt *get, const OpenLink *link, unsigned *count)
{
    int64_t best = 0;
    int best_score = -1;
    g_autofree char *best_hash = NULL;

    *count = 0;
    for (int i = 0; i < CANDIDATES && rows_next(&linker->rows, get); i++) {
        bool same_source = sqlite3_column_int64(get, 1) == link->source;
        int64_t parent = sqlite3_column_int64(get, 2);
        int score =
            same_source + (same_source && parent == link->parent) + 4 * (parent == link->item);
        const char *hash = rows_text(get, 3);

        if (score > best_score) {
            best = sqlite3_column_int64(get, 0);
            best_score = score;
            *count = 1;
            g_free(best_hash);
            best_hash = g_strdup(hash);
        } else if (score == best_score && (!hash || g_strcmp0(hash, best_hash) != 0)) {
            (*count)++;
        }
    }
    sqlite3_reset(get);
    return best;
}

static int64_t find_equal(Linker *linker, const OpenLink *link, const char *path)
{
    g_autofree char *key = place_key(path);
    unsigned count;

    rows_bind(linker->get_equal, "tI", key, link->item);
    return nearest(linker, linker->get_equal, link, &count);
}

/* An item whose path ends like `key` begins. */
static int64_t find_end(Linker *linker, const OpenLink *link, const char *key, unsigned *count)
{
    g_autofree char *low = g_strconcat(key, "/", NULL);
    g_autofree char *high = g_strconcat(key, "0", NULL); /* the sign after '/' */

    rows_bind(linker->get_ends, "ttt", key, low, high);
    return nearest(linker, linker->get_ends, link, count);
}

/* Cuts the last part of a key, the first one of the path; false when one part is left. */
static bool key_shorten(char *key)
{
    char *slash = strrchr(key, '/');

    if (slash)
        *slash = '\0';
    return slash != NULL;
}

/* Keeps the first parts of a key, the last ones of the path. */
static bool key_limit(char *key, unsigned parts)
{
    for (; *key; key++) {
        if (*key == '/' && --parts == 0) {
            *key = '\0';
            return true;
        }
    }
    return false;
}

static unsigned key_parts(const char *key)
{
    unsigned parts = 1;

    for (; *key; key++)
        parts += *key == '/';
    return parts;
}

/* By the end of the path: as long an end as possible, `least` parts at least. */
static Target find_by_end(Linker *linker, const OpenLink *link, const char *path, unsigned least)
{
    g_autofree char *key = place_key(path);
    const char *how = key_limit(key, PARTS) ? "tail" : "root";
    unsigned count;

    while (*key && key_parts(key) >= least) {
        int64_t item = find_end(linker, link, key, &count);

        if (item && count == 1)
            return (Target){item, key_parts(key) == 1 ? "name" : how};
        if (item && key_parts(key) > 1)
            return (Target){item, "several"};
        if (item || !key_shorten(key))
            break;
        how = "tail";
    }
    return (Target){0, NULL};
}

/* A mirror or archive keeps what came from other hosts in a folder of that name. */
static Target find_by_host(Linker *linker, const OpenLink *link, const Reference *reference)
{
    const char *const paths[] = {reference->path_query, reference->path};
    const char *const prefixes[] = {"", "www."};
    unsigned count;

    for (size_t i = 0; i < 4; i++) {
        const char *path = paths[i / 2];
        g_autofree char *whole =
            path ? g_strconcat(prefixes[i % 2], reference->host, "/", path, NULL) : NULL;
        g_autofree char *key = whole ? place_key(whole) : NULL;
        int64_t item = key ? find_end(linker, link, key, &count) : 0;

        if (item)
            return (Target){item, count == 1 ? "root" : "several"};
    }
    return (Target){0, NULL};
}

/* Under another name than the reference's: wget saves the query as a part of the name (on Windows
 * behind a '@'); of the sizes of a picture only the original may be there. */
static Target find_renamed(Linker *linker, const OpenLink *link, const Reference *reference,
                           unsigned least)
{
    Target target = {0, NULL};
    g_autofree char *family = NULL;
    int derived;

    if (reference->path_query) {
        g_autofree char *saved = g_strdup(reference->path_query);

        target = find_by_end(linker, link, saved, least);
        if (target.item)
            return target;
        saved[strlen(reference->path)] = '@';
        target = find_by_end(linker, link, saved, least);
    }
    if (!target.item)
        target = find_by_end(linker, link, reference->path, least);
    if (!target.item) {
        family = place_family(reference->path, &derived);
        if (derived > 0)
            target = find_by_end(linker, link, family, MAX(least, 2));
    }
    return target;
}

static Target find_target(Linker *linker, const OpenLink *link, const Reference *reference)
{
    bool own = reference->kind != REFERENCE_ABSOLUTE ||
               g_hash_table_contains(linker->hosts, reference->host);
    g_autofree char *plain = place_join(link->place, reference->path);
    Target target = {0, "place"};

    if (reference->kind == REFERENCE_RELATIVE && reference->path_query) {
        g_autofree char *whole = place_join(link->place, reference->path_query);

        target.item = find_equal(linker, link, whole);
    }
    if (!target.item && reference->kind == REFERENCE_RELATIVE)
        target.item = find_equal(linker, link, plain);
    if (target.item)
        return target;
    if (reference->kind == REFERENCE_ABSOLUTE && *reference->host)
        target = find_by_host(linker, link, reference);
    if (target.item)
        return target;
    /* Another host may be a mirror of ours, but two equal parts prove little. */
    return find_renamed(linker, link, reference, own ? 1 : 3);
}

/* Servers that make a picture smaller have its address in their query: /_next/image?url=... */
static Target find_behind(Linker *linker, const OpenLink *link, const Reference *reference)
{
    Target target = {0, NULL};
    g_autofree char *address = reference->path_query
                                   ? place_behind(reference->path_query + strlen(reference->path))
                                   : NULL;
    Reference behind;

    if (!address)
        return target;
    reference_parse(address, &behind);
    if (behind.kind != REFERENCE_OTHER && *behind.path)
        target = find_target(linker, link, &behind);
    reference_clear(&behind);
    return target;
}

static const char *state_without_target(const Linker *linker, const Reference *reference)
{
    if (reference->kind == REFERENCE_RELATIVE || reference->kind == REFERENCE_ROOTED)
        return "missing";
    return reference->host && g_hash_table_contains(linker->hosts, reference->host) ? "missing"
                                                                                    : "outside";
}

static void resolve(Linker *linker, const OpenLink *link)
{
    Reference reference;
    Target target = {0, NULL};

    reference_parse(link->uri, &reference);
    if (reference.kind != REFERENCE_OTHER && *reference.path)
        target = find_target(linker, link, &reference);
    if (!target.item)
        target = find_behind(linker, link, &reference);
    rows_write(&linker->rows, linker->put, "Itti", target.item,
               target.item ? "found" : state_without_target(linker, &reference), target.how,
               link->id);
    reference_clear(&reference);
}

static void resolve_all(Linker *linker)
{
    sqlite3_stmt *get =
        rows_prepare(&linker->rows,
                     "SELECT l.id, i.source, i.parent, i.place, l.uri, i.id FROM link l JOIN item i"
                     " ON i.id = l.item ORDER BY l.id");

    while (rows_next(&linker->rows, get)) {
        OpenLink link = {.id = sqlite3_column_int64(get, 0),
                         .source = sqlite3_column_int64(get, 1),
                         .parent = sqlite3_column_int64(get, 2),
                         .place = rows_text(get, 3),
                         .uri = rows_text(get, 4),
                         .item = sqlite3_column_int64(get, 5)};

        resolve(linker, &link);
    }
    sqlite3_finalize(get);
}

static void link_media(Linker *linker)
{
    if (rows_number(&linker->rows, "SELECT EXISTS (SELECT 1 FROM link)", 0) == 0)
        return;
    rows_run(&linker->rows, "CREATE TEMP TABLE target AS SELECT place_key(place) AS key,"
                            " coalesce(duplicate_of, id) AS item, source, parent, hash FROM item;"
                            "CREATE INDEX target_key ON target (key, item)");
    read_hosts(linker);
    linker->get_equal =
        rows_prepare(&linker->rows, "SELECT item, source, parent, hash FROM target WHERE key = ?1"
                                    " ORDER BY parent IS ?2 DESC, item");
    linker->get_ends =
        rows_prepare(&linker->rows,
                     "SELECT item, source, parent, hash FROM target WHERE key = ?1 UNION ALL"
                     " SELECT item, source, parent, hash FROM target WHERE key > ?2 AND key < ?3");
    linker->put =
        rows_prepare(&linker->rows, "UPDATE link SET target = ?, state = ?, how = ? WHERE id = ?");
    resolve_all(linker);
    sqlite3_finalize(linker->get_equal);
    sqlite3_finalize(linker->get_ends);
    sqlite3_finalize(linker->put);
    rows_run(&linker->rows, "DROP TABLE target");
}

/* Where nothing was looked into, the tables of what was seen are empty. */
static void provide_seen(Linker *linker)
{
    sqlite3_stmt *get = NULL;

    if (sqlite3_prepare_v2(linker->rows.db, "SELECT 1 FROM seen", -1, &get, NULL) != SQLITE_OK)
        seen_make_tables(&linker->rows);
    sqlite3_finalize(get);
}

sqlite3 *store_open(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    sqlite3 *db = NULL;

    g_setenv("SQLITE_TMPDIR", folder, TRUE);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_exec(db,
                     "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                     "PRAGMA cache_size = -" G_STRINGIFY(CACHE_KIB) "; PRAGMA temp_store = FILE",
                     NULL, NULL, NULL) == SQLITE_OK)
        return db;
    exit_error_set(error, EXIT_CANNOT_WRITE, "cli-store-fails",
                   TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", sqlite3_errmsg(db))));
    sqlite3_close(db);
    return NULL;
}

bool store_link(sqlite3 *db, GError **error)
{
    Linker linker = {0};

    rows_borrow(&linker.rows, db);
    linker.hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    add_functions(db);
    rows_run(&linker.rows, "BEGIN");
    provide_seen(&linker);
    link_media(&linker);
    rows_run_resource(&linker.rows, "store/lent.sql");
    rows_run_resource(&linker.rows, "store/pictures.sql");
    copies_join(&linker.rows);
    rows_run_resource(&linker.rows, "store/photos.sql");
    parts_find(&linker.rows);
    squares_find(&linker.rows);
    rows_run(&linker.rows, "COMMIT");
    drop_functions(db);
    g_hash_table_unref(linker.hosts);
    return rows_finish(&linker.rows, error);
}
