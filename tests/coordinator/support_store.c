/* Fills a store for tests, from the embedded schema and a file of rows. */
#include "support_store.h"

#include <gio/gio.h>
#include <string.h>

void support_store_run(sqlite3 *store, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(store, sql, NULL, NULL, &message) != SQLITE_OK)
        g_error("test store: %s", message);
}

sqlite3 *support_store_empty(void)
{
    sqlite3 *store = NULL;
    g_autoptr(GBytes) schema = g_resources_lookup_data("/schoolaudit/store/schema.sql",
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(schema && sqlite3_open(":memory:", &store) == SQLITE_OK);
    g_autofree char *sql = g_strndup(g_bytes_get_data(schema, NULL), g_bytes_get_size(schema));
    support_store_run(store, sql);
    return store;
}

sqlite3 *support_store_open(void)
{
    sqlite3 *store = support_store_empty();
    g_autofree char *rows = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents("tests/golden/report-store.sql", &rows, NULL, &error))
        g_error("%s", error->message);
    support_store_run(store, rows);
    return store;
}

const char *support_store_canary(const char *folded)
{
    static const char *const canaries[] = {
        "jasmijn",    "broekhuizen", "jassie",       "anouar", "kaddouri",      "sietske",
        "wilgenstra", "lukasz",      "mazurkiewicz", "secil",  "yildizoglu",    "shaniqua",
        "amatmohan",  "xandrijn",    "oosterzwaluw", "hiske",  "terpstraatsma", "yusufhan",
        "quinterijn", "zevenhuysen", "123456782"};

    for (size_t i = 0; i < G_N_ELEMENTS(canaries); i++) {
        const char *at = strstr(folded, canaries[i]);
        if (at)
            return at;
    }
    return NULL;
}
