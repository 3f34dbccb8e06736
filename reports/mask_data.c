/*
 * Values are compared by their letters and digits alone: "06-1234 5678" is "0612345678". Each place
 * where a word or number begins is tried, up to the length of the longest value.
 */
#include "reports/mask_data.h"

#include <stdio.h>
#include <string.h>

#include "commands/command.h"

#define COVER "•••"
#define VALUE_MIN 5U /* letters and digits; what is shorter says nothing */
#define VALUE_MAX 64U
#define GAP_MAX 3U /* bytes between the parts of a value: ") ", " - " */

struct MaskData {
    GHashTable *values; /* letters and digits, small */
    gsize longest;
};

/* What stands on pages without a pupil too, or beside pupils of all sorts, is the school's own. */
static const char select_data[] =
    "WITH own AS (SELECT kind, value FROM datum GROUP BY kind, value"
    " HAVING count(DISTINCT CASE WHEN person IS NULL THEN publication END) >= 2"
    " OR count(DISTINCT person) >= 3) "
    "SELECT DISTINCT kind, value FROM datum WHERE person IS NOT NULL AND value IS NOT NULL"
    " AND kind IN ('phone', 'address', 'postcode', 'iban', 'birth-date', 'account')"
    " AND tier IN ('certain', 'likely', 'review')"
    " AND (kind, value) NOT IN (SELECT kind, value FROM own WHERE value IS NOT NULL)";

static void add_value(MaskData *data, const char *value)
{
    char key[VALUE_MAX + 1];
    gsize length = 0;

    for (; *value && length < VALUE_MAX; value++) {
        if (g_ascii_isalnum(*value) || (guchar)*value >= 0x80)
            key[length++] = g_ascii_tolower(*value);
    }
    key[length] = '\0';
    if (length < VALUE_MIN || *value)
        return;
    g_hash_table_add(data->values, g_strdup(key));
    data->longest = MAX(data->longest, length);
}

static void add_written(MaskData *data, char *value)
{
    add_value(data, value);
    g_free(value);
}

/* "2014-03-12" in the ways in which a date is written here. */
static void add_date(MaskData *data, const char *value)
{
    static const char *const months[] = {"januari",   "februari", "maart",    "april",
                                         "mei",       "juni",     "juli",     "augustus",
                                         "september", "oktober",  "november", "december"};
    int year, month, day;

    if (sscanf(value, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12)
        return;
    add_written(data, g_strdup_printf("%02d%02d%04d", day, month, year));
    add_written(data, g_strdup_printf("%d%d%04d", day, month, year));
    add_written(data, g_strdup_printf("%d%s%04d", day, months[month - 1], year));
    add_written(data, g_strdup_printf("%d%.3s%04d", day, months[month - 1], year));
}

/* Telephone numbers are kept as they are dialled here; abroad, 31 stands for the 0, or before it.
 */
static void add_phone(MaskData *data, const char *value)
{
    if (value[0] != '0')
        return;
    add_written(data, g_strconcat("31", value + 1, NULL));
    add_written(data, g_strconcat("0031", value + 1, NULL));
    add_written(data, g_strconcat("31", value, NULL));
}

MaskData *mask_data_new(sqlite3 *store, GError **error)
{
    MaskData *data = g_new0(MaskData, 1);
    sqlite3_stmt *row = NULL;

    data->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (sqlite3_prepare_v2(store, select_data, -1, &row, NULL) != SQLITE_OK) {
        exit_error_set(
            error, EXIT_CANNOT_WRITE, "cli-store-fails",
            TEXT_VALUES(TEXT_TEXT("path", "audit.db"), TEXT_TEXT("cause", sqlite3_errmsg(store))));
        mask_data_free(data);
        return NULL;
    }
    while (sqlite3_step(row) == SQLITE_ROW) {
        const char *kind = (const char *)sqlite3_column_text(row, 0);
        const char *value = (const char *)sqlite3_column_text(row, 1);

        add_value(data, value);
        if (strcmp(kind, "birth-date") == 0)
            add_date(data, value);
        else if (strcmp(kind, "phone") == 0)
            add_phone(data, value);
    }
    sqlite3_finalize(row);
    return data;
}

void mask_data_free(MaskData *data)
{
    if (!data)
        return;
    g_hash_table_unref(data->values);
    g_free(data);
}

static bool is_part(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* The end of the longest value that begins at `at`, NULL when none does. */
static const char *value_end(const MaskData *data, const char *at)
{
    char key[VALUE_MAX + 1];
    gsize length = 0, apart = 0;
    const char *end = NULL;

    for (; *at && length < data->longest && apart <= GAP_MAX; at++) {
        if (!is_part(*at)) {
            apart++;
            continue;
        }
        apart = 0;
        key[length++] = g_ascii_tolower(*at);
        key[length] = '\0';
        if (length >= VALUE_MIN && !is_part(at[1]) && g_hash_table_contains(data->values, key))
            end = at + 1;
    }
    return end;
}

char *mask_data_cover(const MaskData *data, const char *text)
{
    if (data->longest == 0)
        return g_strdup(text);
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at;) {
        bool begins = is_part(*at) && (at == text || !is_part(at[-1]));
        const char *end = begins ? value_end(data, at) : NULL;

        if (end)
            g_string_append(out, COVER);
        else
            g_string_append_c(out, *at);
        at = end ? end : at + 1;
    }
    return g_string_free(out, FALSE);
}
