/*
 * One walk through the publications and one through the texts: SQLite would sort the texts, which
 * takes longer than all rules together.
 */
#include "store/text_counts.h"

#include <string.h>

#define SCOPE_COLUMNS "channel, access, author_role, owner, announces IS NOT NULL"

/* Publications that no rule tells apart: the number of the first stands for all of them. */
typedef struct {
    int64_t first;
    GHashTable *places; /* char * -> int64_t * */
} Scope;

typedef struct {
    GPtrArray *scopes;  /* Scope * */
    GHashTable *by_key; /* char * -> number of the scope */
    GArray *numbers;    /* uint32_t by publication: the scope's, from 1 on; 0: not published */
} Counts;

static void scope_free(Scope *scope)
{
    g_hash_table_unref(scope->places);
    g_free(scope);
}

static uint32_t scope_number(Counts *counts, const char *key, int64_t publication)
{
    uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(counts->by_key, key));
    Scope *scope;

    if (number > 0)
        return number;
    scope = g_new0(Scope, 1);
    scope->first = publication;
    scope->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_ptr_array_add(counts->scopes, scope);
    g_hash_table_insert(counts->by_key, g_strdup(key), GUINT_TO_POINTER(counts->scopes->len));
    return counts->scopes->len;
}

static void read_publications(Counts *counts, Rows *rows)
{
    int64_t last = rows_number(rows, "SELECT max(id) FROM publication", 0);
    sqlite3_stmt *get =
        rows_prepare(rows, "SELECT publication, " SCOPE_COLUMNS " FROM main.published");
    g_autoptr(GString) key = g_string_new(NULL);

    g_array_set_size(counts->numbers, (guint)last + 1);
    while (rows_next(rows, get)) {
        int64_t publication = sqlite3_column_int64(get, 0);

        g_string_truncate(key, 0);
        for (int i = 1; i < sqlite3_column_count(get); i++) {
            g_string_append_c(key, sqlite3_column_type(get, i) == SQLITE_NULL ? '0' : '1');
            g_string_append(key, rows_word(get, i));
            g_string_append_c(key, '\n');
        }
        g_array_index(counts->numbers, uint32_t, publication) =
            scope_number(counts, key->str, publication);
    }
    sqlite3_finalize(get);
}

static void read_texts(Counts *counts, Rows *rows)
{
    sqlite3_stmt *get = rows_prepare(rows, "SELECT publication, place FROM main.text");

    while (rows_next(rows, get)) {
        int64_t publication = sqlite3_column_int64(get, 0);
        const char *place = rows_word(get, 1);
        uint32_t number = publication > 0 && publication < counts->numbers->len
                              ? g_array_index(counts->numbers, uint32_t, publication)
                              : 0;
        GHashTable *places;
        int64_t *count;

        if (number == 0)
            continue;
        places = ((Scope *)counts->scopes->pdata[number - 1])->places;
        count = g_hash_table_lookup(places, place);
        if (!count) {
            count = g_new0(int64_t, 1);
            g_hash_table_insert(places, g_strdup(place), count);
        }
        ++*count;
    }
    sqlite3_finalize(get);
}

static void write_counts(const Counts *counts, Rows *rows)
{
    sqlite3_stmt *put = rows_prepare(rows, "INSERT INTO temp.text_counts SELECT ?2, " SCOPE_COLUMNS
                                           ", ?3 FROM main.published"
                                           " WHERE publication = ?1");

    for (guint i = 0; i < counts->scopes->len; i++) {
        const Scope *scope = counts->scopes->pdata[i];
        GHashTableIter iterator;
        gpointer place, count;

        g_hash_table_iter_init(&iterator, scope->places);
        while (g_hash_table_iter_next(&iterator, &place, &count))
            rows_write(rows, put, "iti", scope->first, place, *(int64_t *)count);
    }
    sqlite3_finalize(put);
}

void text_counts_fill(Rows *rows)
{
    Counts counts = {.scopes = g_ptr_array_new_with_free_func((GDestroyNotify)scope_free),
                     .by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                     .numbers = g_array_new(FALSE, TRUE, sizeof(uint32_t))};

    read_publications(&counts, rows);
    read_texts(&counts, rows);
    write_counts(&counts, rows);
    g_ptr_array_unref(counts.scopes);
    g_hash_table_unref(counts.by_key);
    g_array_unref(counts.numbers);
}
