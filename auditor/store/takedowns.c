/* Looks each request up by the ends of paths; the pictures' copies follow in takedowns.sql. */
#include "store/takedowns.h"

#include <string.h>

#include "store/places.h"
#include "store/rows.h"

/* One end of what a request names, the whole of it first. */
typedef struct {
    int64_t id;
    char *host;    /* NULL: a path or a file name */
    bool is_whole; /* else folders in front are left out: exports begin at different places */
    bool is_name;  /* no folder in it: many files may be called so */
} Target;

typedef struct {
    Rows rows;
    GHashTable *by_path; /* folded path without a size's marks -> GPtrArray of Target * */
    GPtrArray *targets;
    sqlite3_stmt *put;
} Matching;

static void target_free(gpointer data)
{
    Target *target = data;

    g_free(target->host);
    g_free(target);
}

/* "https://school.nl/a/Kamp-300x200.jpg?w=3" and "a/kamp.jpg" end in the same path. A page's
 * address without a file is its path with what asks for it ("?p=12"). */
static char *path_key(const Reference *reference)
{
    bool page = reference->path_query && !strchr(reference->path, '.');
    g_autofree char *trimmed = g_strdup(page ? reference->path_query : reference->path);
    int derived;

    while (*trimmed && trimmed[strlen(trimmed) - 1] == '/')
        trimmed[strlen(trimmed) - 1] = '\0';
    return place_family(trimmed, &derived);
}

static void add_end(Matching *matching, int64_t id, const char *host, const char *end, bool whole)
{
    Target *target = g_new0(Target, 1);
    GPtrArray *same = g_hash_table_lookup(matching->by_path, end);

    target->id = id;
    target->host = g_strdup(host);
    target->is_whole = whole;
    target->is_name = !strchr(end, '/');
    g_ptr_array_add(matching->targets, target);
    if (!same) {
        same = g_ptr_array_new();
        g_hash_table_insert(matching->by_path, g_strdup(end), same);
    }
    g_ptr_array_add(same, target);
}

/* "index.html" and the last word of a page's address are in every folder: they say nothing. */
static bool is_telling(const char *end)
{
    const char *name = strrchr(end, '/');

    name = name ? name + 1 : end;
    return !g_str_has_prefix(name, "index.") && (name != end || strchr(name, '.'));
}

static void add_target(Matching *matching, int64_t id, const char *text)
{
    Reference reference = {0};

    reference_parse(text, &reference);
    const char *host = reference.kind == REFERENCE_ABSOLUTE ? reference.host : NULL;
    g_autofree char *path = reference.path ? path_key(&reference) : g_strdup("");
    if (*path || host)
        add_end(matching, id, host, path, true);
    for (const char *at = strchr(path, '/'); at; at = strchr(at + 1, '/'))
        if (is_telling(at + 1))
            add_end(matching, id, host, at + 1, false);
    reference_clear(&reference);
}

/* How an end of the request and an end (or the whole) of what was found agree; NULL when they are
 * known to stand on different hosts. */
static const char *agreement(const Target *target, const char *host, bool whole)
{
    if (target->host && host)
        return !strcmp(target->host, host) && whole && target->is_whole ? "address" : NULL;
    if (whole && target->is_whole && (target->host || !target->is_name))
        return "place";
    if (target->is_name)
        return target->is_whole ? "name" : "elsewhere";
    return whole || target->is_whole ? "tail" : "elsewhere";
}

/* Every end of the path, from the whole to the file name; of each request the longest counts. */
static void look_up(Matching *matching, const char *text, int64_t item, int64_t publication,
                    int64_t photo)
{
    Reference reference = {0};

    reference_parse(text, &reference);
    g_autofree char *path = reference.path ? path_key(&reference) : g_strdup("");
    const char *host = reference.kind == REFERENCE_ABSOLUTE ? reference.host : NULL;
    for (const char *end = path; end;) {
        const GPtrArray *same = g_hash_table_lookup(matching->by_path, end);
        for (guint i = 0; same && i < same->len; i++) {
            const Target *target = g_ptr_array_index(same, i);
            const char *how = agreement(target, host, end == path);
            if (how)
                rows_write(&matching->rows, matching->put, "iIIIt", target->id, item, publication,
                           photo, how);
        }
        end = strchr(end, '/');
        end = end ? end + 1 : NULL;
    }
    reference_clear(&reference);
}

static void look_all(Matching *matching, const char *sql)
{
    sqlite3_stmt *get = rows_prepare(&matching->rows, sql);

    while (rows_next(&matching->rows, get)) {
        const char *text = rows_text(get, 0);
        if (text && *text)
            look_up(matching, text, sqlite3_column_int64(get, 1), sqlite3_column_int64(get, 2),
                    sqlite3_column_int64(get, 3));
    }
    sqlite3_finalize(get);
}

static void match(Matching *matching)
{
    sqlite3_stmt *get =
        rows_prepare(&matching->rows, "SELECT id, target FROM takedown WHERE target IS NOT NULL");

    while (rows_next(&matching->rows, get))
        add_target(matching, sqlite3_column_int64(get, 0), rows_text(get, 1));
    sqlite3_finalize(get);
    rows_run(&matching->rows, "CREATE TEMP TABLE found (takedown, item, publication, photo, how)");
    matching->put = rows_prepare(&matching->rows, "INSERT INTO found VALUES (?, ?, ?, ?, ?)");
    if (matching->targets->len) {
        look_all(matching, "SELECT i.place, i.id, NULL, a.photo FROM item i"
                           " LEFT JOIN photo_item a ON a.item = i.id WHERE i.url IS NULL");
        look_all(matching, "SELECT i.url, i.id, NULL, a.photo FROM item i"
                           " LEFT JOIN photo_item a ON a.item = i.id WHERE i.url IS NOT NULL");
        look_all(matching, "SELECT url, item, id, NULL FROM publication WHERE url IS NOT NULL");
        look_all(matching, "SELECT uri, target, publication, photo FROM link");
    }
    sqlite3_finalize(matching->put);
    rows_run_resource(&matching->rows, "store/takedowns.sql");
}

static void list_free(gpointer data)
{
    g_ptr_array_unref(data);
}

bool takedowns_match(sqlite3 *db, GError **error)
{
    Matching matching = {.by_path =
                             g_hash_table_new_full(g_str_hash, g_str_equal, g_free, list_free),
                         .targets = g_ptr_array_new_with_free_func(target_free)};

    rows_borrow(&matching.rows, db);
    if (rows_number(&matching.rows, "SELECT count(*) FROM takedown", 0))
        match(&matching);
    g_hash_table_unref(matching.by_path);
    g_ptr_array_unref(matching.targets);
    return rows_finish(&matching.rows, error);
}
