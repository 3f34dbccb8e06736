/* Reads the list of what is permitted; see allow.h. A line that cannot be understood stops the run:
 * an exception that is lost fills the report, one that was guessed empties it. */
#include "register/allow.h"

#include <string.h>

#include "coordinator/lists.h"
#include "detect/phrases.h"
#include "register/dates.h"
#include "register/fixed_list.h"

static const ListShape allow_shape = {
    "allow", {"kind", "value", "reason", "until"}, 2, "register-ask-allow-headers"};

static const char *const kinds[] = {"name", "account", "contact", "url", "file"};

static void entry_free(gpointer data)
{
    AllowEntry *entry = data;

    g_free(entry->value);
    g_free(entry->reason);
    g_free(entry->until);
    g_free(entry);
}

static const char *kind_of(const ListReading *reading, const char *text)
{
    g_autofree char *folded = text_fold(text);
    const char *key = wordbook_whole(reading->book, "allow-kind", folded);

    for (size_t i = 0; key && i < G_N_ELEMENTS(kinds); i++) {
        if (!strcmp(key, kinds[i]))
            return kinds[i];
    }
    return NULL;
}

/* Words that the detector could never find would be an exception in name only. */
static bool can_be_found(const char *words)
{
    g_autoptr(Phrases) phrases = phrases_new();

    return phrases_add(phrases, "allowed", words);
}

static void read_entry(ListReading *reading, const TableRow *row, char *const *cells)
{
    AllowEntry *entry = g_new0(AllowEntry, 1);
    bool dated = cells[3] && *cells[3];

    entry->kind = cells[0] ? kind_of(reading, cells[0]) : NULL;
    entry->value = g_strdup(cells[1] ? cells[1] : "");
    entry->reason = cells[2] && *cells[2] ? g_strdup(cells[2]) : NULL;
    entry->until = dated ? date_read(cells[3]) : NULL;
    if (!entry->kind)
        list_reading_ask_text(reading, row, "register-ask-allow-kind", cells[0] ? cells[0] : "");
    else if (!*entry->value)
        list_reading_ask(reading, row, "register-ask-allow-value");
    else if (!strcmp(entry->kind, "name") && !can_be_found(entry->value))
        list_reading_ask(reading, row, "register-ask-allow-words");
    else if (dated && !entry->until)
        list_reading_ask(reading, row, "register-ask-allow-date");
    g_ptr_array_add(reading->rows, entry);
}

GPtrArray *allow_read(const Table *table, GError **error)
{
    return fixed_list_read(table, &allow_shape, read_entry, entry_free, error);
}

GPtrArray *allow_load(const char *path, GError **error)
{
    g_autoptr(Table) table = NULL;

    return lists_read(path, &table, error) ? allow_read(table, error) : NULL;
}

bool allow_holds(const AllowEntry *entry, const char *today)
{
    return !entry->until || strcmp(entry->until, today) >= 0;
}
