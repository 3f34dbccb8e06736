/* Reads the log that purge.c writes; see purge_log.h. */
#include "commands/purge_log.h"

#include <stdbool.h>

#include "commands/json_member.h"
#include "commands/options.h"

void purge_record_free(PurgeRecord *record)
{
    g_free(record->purged);
    g_free(record->manifest);
    g_free(record);
}

/* The record of a line; NULL where it is of another run or no record. */
static PurgeRecord *record_of(const char *line, const char *run)
{
    json_object *object = json_tokener_parse(line);
    bool is_object = json_object_is_type(object, json_type_object);
    const char *purged = is_object ? json_member_text(object, "purged") : NULL;
    const char *manifest = is_object ? json_member_text(object, "manifest") : NULL;
    PurgeRecord *record = NULL;

    if (purged && manifest && options_is_date(purged) &&
        !g_strcmp0(json_member_text(object, "run"), run)) {
        record = g_new0(PurgeRecord, 1);
        record->purged = g_strdup(purged);
        record->manifest = g_strdup(manifest);
    }
    json_object_put(object);
    return record;
}

PurgeRecord *purge_log_find(const char *path, const char *run)
{
    g_autoptr(PurgeRecord) found = NULL;
    g_autofree char *log = NULL;

    if (!run || !g_file_get_contents(path, &log, NULL, NULL))
        return NULL;
    g_auto(GStrv) lines = g_strsplit(log, "\n", -1);

    for (size_t i = 0; lines[i]; i++) {
        PurgeRecord *record = record_of(lines[i], run);

        if (record) {
            g_clear_pointer(&found, purge_record_free);
            found = record;
        }
    }
    return g_steal_pointer(&found);
}
