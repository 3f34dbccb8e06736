/* What rules need and SQL has not; see functions.h. */
#include "store/functions.h"

#include <glib.h>
#include <string.h>

#include "detect/fold.h"

#define SQUEEZE_MAX 512U /* bytes read of a name; what is longer is none */

static void squeeze(sqlite3_context *context, int count, sqlite3_value **values)
{
    const FoldTable *table = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    size_t length = text ? MIN(strlen(text), SQUEEZE_MAX) : 0;
    g_autoptr(GString) out = g_string_new(NULL);
    FoldedCharacter character;

    (void)count;
    if (!text)
        return;
    for (size_t at = 0; at < length; at = character.next) {
        fold_read(table, text, length, at, &character);
        if (character.kind == FOLD_LETTER || character.kind == FOLD_DIGIT)
            g_string_append(out, character.letters);
    }
    sqlite3_result_text(context, out->str, (int)out->len, SQLITE_TRANSIENT);
}

/* "190A-19762" is how some programs write the number 0420105522 of a Canon: both halves of 32 bits,
 * the upper in hexadecimal. */
static bool is_halved(const char *text)
{
    size_t digits = strspn(text, "0123456789ABCDEFabcdef");

    return digits == 4 && text[4] == '-' && strspn(text + 5, "0123456789") == 5 && text[10] == '\0';
}

static void serial_key(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    g_autofree char *plain = text ? g_strstrip(g_strdup(text)) : NULL;
    g_autofree char *whole = NULL;
    const char *key = plain;

    (void)count;
    if (!plain)
        return;
    if (is_halved(plain)) {
        guint64 number =
            (g_ascii_strtoull(plain, NULL, 16) << 16) + g_ascii_strtoull(plain + 5, NULL, 10);

        key = whole = g_strdup_printf("%" G_GUINT64_FORMAT, number);
    }
    key += strspn(key, "0");
    g_autofree char *upper = g_ascii_strup(key, -1);

    sqlite3_result_text(context, upper, -1, SQLITE_TRANSIENT);
}

static void local_time(sqlite3_context *context, int count, sqlite3_value **values)
{
    GTimeZone *zone = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    g_autoptr(GDateTime) time = NULL, local = NULL;
    g_autofree char *out = NULL;

    (void)count;
    if (!text || !strchr(text, 'T'))
        return;
    time = g_date_time_new_from_iso8601(text, zone);
    local = time ? g_date_time_to_timezone(time, zone) : NULL;
    out = local ? g_date_time_format(local, "%Y-%m-%d %H:%M:%S") : NULL;
    if (out)
        sqlite3_result_text(context, out, -1, SQLITE_TRANSIENT);
}

static void free_table(void *table)
{
    fold_table_free(table);
}

static void free_zone(void *zone)
{
    g_time_zone_unref(zone);
}

GTimeZone *functions_zone(void)
{
    static const char *const names[] = {"Europe/Amsterdam", "CET-1CEST,M3.5.0/2,M10.5.0/3"};
    GTimeZone *zone = NULL;

    for (size_t i = 0; !zone && i < G_N_ELEMENTS(names); i++)
        zone = g_time_zone_new_identifier(names[i]);
    return zone ? zone : g_time_zone_new_utc();
}

void functions_add(sqlite3 *db)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;

    sqlite3_create_function_v2(db, "squeeze", 1, flags, fold_table_new(), squeeze, NULL, NULL,
                               free_table);
    sqlite3_create_function(db, "serial_key", 1, flags, NULL, serial_key, NULL, NULL);
    sqlite3_create_function_v2(db, "local_time", 1, flags, functions_zone(), local_time, NULL, NULL,
                               free_zone);
}
