/* The log of decisions: reading, proving, appending; and what a run makes of it. */
#include "store/decisions.h"

#include <errno.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <openssl/sha.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "language.h"
#include "store/rows.h"

#define LOG_BYTES (256 * 1024 * 1024) /* more than a million decisions */

const char *const decision_kinds[] = {"just", "unjust", "consent", "removed", "accepted", NULL};
const char *const decision_reasons[] = {
    "other-person", "word", "not-recognisable", "form",  "e-mail", "conversation",
    "history",      "busy", "taken-down",       "other", NULL};

bool decision_closes(const char *kind)
{
    return g_str_equal(kind, "unjust") || g_str_equal(kind, "consent") ||
           g_str_equal(kind, "accepted");
}

void decision_free(Decision *decision)
{
    if (!decision)
        return;
    g_free(decision->fingerprint);
    g_free(decision->kind);
    g_free(decision->reason);
    g_free(decision->note);
    g_free(decision->reference);
    g_free(decision->until);
    g_free(decision->decided);
    g_free(decision->run);
    g_free(decision);
}

static char *sha256_of(const char *text, size_t length)
{
    guint8 digest[SHA256_DIGEST_LENGTH];
    GString *hex = g_string_sized_new(2 * sizeof digest);

    SHA256((const guint8 *)text, length, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        g_string_append_printf(hex, "%02x", digest[i]);
    return g_string_free(hex, FALSE);
}

/* ---- reading ---- */

static char *member(json_object *object, const char *key)
{
    json_object *value = NULL;

    if (!json_object_object_get_ex(object, key, &value) ||
        !json_object_is_type(value, json_type_string))
        return NULL;
    return g_utf8_make_valid(json_object_get_string(value), -1);
}

static void fail_line(const char *path, guint line, const char *id, GError **error)
{
    exit_error_set(error, EXIT_LIST_INVALID, id,
                   TEXT_VALUES(TEXT_TEXT("path", path), TEXT_NUMBER("line", line)));
}

/* One line of the log; `head` is what its record must name as the line before it. */
static Decision *read_line(const char *path, guint line, const char *text, const char *head,
                           GError **error)
{
    json_object *record = json_tokener_parse(text);
    Decision *decision = NULL;

    if (json_object_is_type(record, json_type_object)) {
        g_autofree char *before = member(record, "before");

        decision = g_new0(Decision, 1);
        decision->fingerprint = member(record, "fingerprint");
        decision->kind = member(record, "kind");
        decision->reason = member(record, "reason");
        decision->note = member(record, "note");
        decision->reference = member(record, "reference");
        decision->until = member(record, "until");
        decision->decided = member(record, "decided");
        decision->run = member(record, "run");
        if (g_strcmp0(before, head) != 0) {
            fail_line(path, line, "decisions-chain", error);
            g_clear_pointer(&decision, decision_free);
        } else if (!decision->fingerprint || !decision->kind ||
                   !g_strv_contains(decision_kinds, decision->kind)) {
            fail_line(path, line, "decisions-no-record", error);
            g_clear_pointer(&decision, decision_free);
        }
    } else {
        fail_line(path, line, "decisions-no-record", error);
    }
    json_object_put(record);
    return decision;
}

static char *read_log(const char *path, gsize *length, GError **error)
{
    g_autoptr(GError) cause = NULL;
    char *text = NULL;

    if (g_file_get_contents(path, &text, length, &cause) && *length <= LOG_BYTES)
        return text;
    g_free(text);
    *length = 0;
    if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_strdup("");
    exit_error_set(
        error, EXIT_LIST_INVALID, "decisions-unreadable",
        TEXT_VALUES(TEXT_TEXT("path", path),
                    TEXT_TEXT("cause", cause ? language_cause(cause) : language_errno(EFBIG))));
    return NULL;
}

GPtrArray *decisions_read(const char *path, char **head, GError **error)
{
    gsize length = 0;
    g_autofree char *text = read_log(path, &length, error);
    g_autofree char *last = g_strdup(DECISIONS_NONE);
    g_autoptr(GPtrArray) decisions = g_ptr_array_new_with_free_func((GDestroyNotify)decision_free);
    guint line = 0;

    if (!text)
        return NULL;
    for (char *at = text; *at;) {
        char *end = strchr(at, '\n');
        Decision *decision;

        line++;
        if (!end) {
            fail_line(path, line, "decisions-cut-off", error);
            return NULL;
        }
        *end = '\0';
        decision = read_line(path, line, at, last, error);
        if (!decision)
            return NULL;
        g_ptr_array_add(decisions, decision);
        g_free(last);
        last = sha256_of(at, (size_t)(end - at));
        at = end + 1;
    }
    if (strlen(text) && line == 0)
        return NULL;
    if (head)
        *head = g_steal_pointer(&last);
    return g_steal_pointer(&decisions);
}

/* ---- appending ---- */

static void put_member(json_object *record, const char *key, const char *value)
{
    if (value && *value)
        json_object_object_add(record, key, json_object_new_string(value));
}

static char *record_of(const Decision *decision, const char *before)
{
    json_object *record = json_object_new_object();
    char *text;

    put_member(record, "before", before);
    put_member(record, "fingerprint", decision->fingerprint);
    put_member(record, "kind", decision->kind);
    put_member(record, "reason", decision->reason);
    put_member(record, "note", decision->note);
    put_member(record, "reference", decision->reference);
    put_member(record, "until", decision->until);
    put_member(record, "decided", decision->decided);
    put_member(record, "run", decision->run);
    text = g_strdup(json_object_to_json_string_ext(record, JSON_C_TO_STRING_PLAIN |
                                                               JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(record);
    return text;
}

bool decisions_append(const char *path, const GPtrArray *decisions, GError **error)
{
    g_autofree char *head = NULL;
    g_autoptr(GPtrArray) known = decisions_read(path, &head, error);
    g_autoptr(GError) cause = NULL;
    g_autofree char *text = NULL;
    gsize length = 0;

    if (!known || !(text = read_log(path, &length, error)))
        return false;
    GString *all = g_string_new_len(text, (gssize)length);

    for (guint i = 0; i < decisions->len; i++) {
        g_autofree char *record = record_of(g_ptr_array_index(decisions, i), head);

        g_string_append_printf(all, "%s\n", record);
        g_free(head);
        head = sha256_of(record, strlen(record));
    }
    bool done = g_file_set_contents_full(
        path, all->str, (gssize)all->len,
        G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &cause);

    if (!done)
        exit_error_set(
            error, EXIT_CANNOT_WRITE, "decisions-not-written",
            TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", language_cause(cause))));
    g_string_free(all, TRUE);
    return done;
}

/* ---- in a run ---- */

/* Whether the line that an earlier run ended with still stands in the log. */
static bool holds(const char *path, const char *head)
{
    gsize length = 0;
    g_autofree char *text = read_log(path, &length, NULL);
    bool found = g_str_equal(head, DECISIONS_NONE);

    for (char *at = text; at && *at && !found;) {
        char *end = strchr(at, '\n');
        g_autofree char *hash = NULL;

        if (!end)
            break;
        hash = sha256_of(at, (size_t)(end - at));
        found = g_str_equal(hash, head);
        at = end + 1;
    }
    return found;
}

static void warn_shortened(Rows *rows, const char *path)
{
    sqlite3_stmt *get =
        rows_prepare(rows, "SELECT value FROM run WHERE key = 'previous-decisions-head'");
    g_autofree char *head = NULL;

    if (rows_next(rows, get))
        head = g_strdup(rows_text(get, 0));
    sqlite3_finalize(get);
    if (head && *head && !holds(path, head))
        rows_run(rows, "INSERT INTO warning (code) VALUES ('decisions-log-shortened')");
}

bool decisions_load(sqlite3 *db, const char *path, GError **error)
{
    g_autofree char *head = NULL;
    g_autoptr(GPtrArray) decisions = decisions_read(path, &head, error);
    Rows rows;

    if (!decisions)
        return false;
    rows_borrow(&rows, db);
    sqlite3_stmt *put =
        rows_prepare(&rows, "INSERT OR REPLACE INTO decision (fingerprint, kind, reason, until,"
                            " decided, note, reference) VALUES (?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *set =
        rows_prepare(&rows, "INSERT OR REPLACE INTO run VALUES ('decisions-head', ?)");

    for (guint i = 0; i < decisions->len; i++) {
        const Decision *decision = g_ptr_array_index(decisions, i);

        rows_write(&rows, put, "ttttttt", decision->fingerprint, decision->kind, decision->reason,
                   decision->until, decision->decided, decision->note, decision->reference);
    }
    rows_write(&rows, set, "t", head);
    sqlite3_finalize(put);
    sqlite3_finalize(set);
    warn_shortened(&rows, path);
    return rows_finish(&rows, error);
}

bool decisions_settle(sqlite3 *db, const char *today, GError **error)
{
    Rows rows;

    rows_borrow(&rows, db);
    sqlite3_stmt *lapsed = rows_prepare(
        &rows, "INSERT INTO warning (code, detail) SELECT 'decisions-lapsed', count(*) FROM"
               " decision WHERE until < ? AND used HAVING count(*) > 0");

    rows_write(&rows, lapsed, "t", today);
    sqlite3_finalize(lapsed);
    rows_run(&rows, "INSERT INTO warning (code, detail) SELECT 'decisions-not-removed', count(*)"
                    " FROM decision WHERE kind = 'removed' AND used HAVING count(*) > 0;"
                    "INSERT INTO warning (code, detail) SELECT 'decisions-unused', count(*)"
                    " FROM decision WHERE NOT used AND kind <> 'removed' HAVING count(*) > 0");
    return rows_finish(&rows, error);
}
