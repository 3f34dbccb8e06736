/* Gives unlisted people their rows; see unlisted.h. Who is one, the detector says. */
#include "store/unlisted.h"

#include <string.h>

#include "register/people.h"

struct Unlisted {
    Rows *audit;
    GHashTable *ids; /* char * -> int64_t */
    int64_t last;    /* id given last */
    unsigned count;
    sqlite3_stmt *put;
};

Unlisted *unlisted_new(Rows *audit)
{
    Unlisted *unlisted = g_new0(Unlisted, 1);
    sqlite3_stmt *get = rows_prepare(audit, "SELECT coalesce(max(id), 0) FROM person");

    unlisted->audit = audit;
    unlisted->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (rows_next(audit, get))
        unlisted->last = sqlite3_column_int64(get, 0);
    sqlite3_finalize(get);
    unlisted->put = rows_prepare(audit, "INSERT INTO person (id, role, number, first, last, masked)"
                                        " VALUES (?, 'unlisted', ?, ?, ?, ?)");
    return unlisted;
}

void unlisted_free(Unlisted *unlisted)
{
    if (unlisted == NULL)
        return;
    g_hash_table_unref(unlisted->ids);
    sqlite3_finalize(unlisted->put);
    g_free(unlisted);
}

static char *key_of(const char *name)
{
    g_autofree char *ascii = g_str_to_ascii(name, "C");
    g_autofree char *folded = g_utf8_casefold(ascii, -1);
    g_auto(GStrv) words = g_strsplit_set(folded, " -\t\r\n", -1);

    return g_strjoinv(" ", words);
}

static int64_t person_write(Unlisted *unlisted, const char *name)
{
    g_autofree char *number = g_strdup_printf("u-%u", ++unlisted->count);
    g_auto(GStrv) words = g_strsplit_set(name, " \t\r\n", 2);
    Person person = {.first = words[0], .last = words[1] ? words[1] : words[0]};
    g_autofree char *masked = person_masked(&person);

    rows_write(unlisted->audit, unlisted->put, "itttt", ++unlisted->last, number, person.first,
               person.last, masked);
    return unlisted->last;
}

int64_t unlisted_person(Unlisted *unlisted, const char *name)
{
    g_autofree char *key = key_of(name);
    int64_t *id = g_hash_table_lookup(unlisted->ids, key);

    if (id == NULL) {
        id = g_new(int64_t, 1);
        *id = person_write(unlisted, name);
        g_hash_table_insert(unlisted->ids, g_steal_pointer(&key), id);
    }
    return *id;
}
