/* Words the summary in the language of the report; see audit_summary.h. */
#include "commands/audit_summary.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "language.h"
#include "store/run.h"
#include "texts.h"

typedef struct {
    const char *language;
    sqlite3 *db;
    GString *text;
} Summary;

static uint64_t count(const Summary *summary, const char *sql)
{
    sqlite3_stmt *get = NULL;
    sqlite3_int64 number = 0;

    if (sqlite3_prepare_v2(summary->db, sql, -1, &get, NULL) == SQLITE_OK &&
        sqlite3_step(get) == SQLITE_ROW)
        number = sqlite3_column_int64(get, 0);
    sqlite3_finalize(get);
    return (uint64_t)number;
}

static void line(const Summary *summary, const char *id, const TextValue *values)
{
    g_autofree char *words = text_fill(summary->language, id, values);

    g_string_append(summary->text, words);
    g_string_append_c(summary->text, '\n');
}

static void line_count(const Summary *summary, const char *id, const char *sql)
{
    uint64_t number = count(summary, sql);

    if (number > 0)
        line(summary, id, TEXT_VALUES(TEXT_NUMBER("n", number)));
}

static void head(const Summary *summary, const AuditOptions *options, ExitStatus status)
{
    bool whole = status == EXIT_COMPLETE_CLEAN || status == EXIT_COMPLETE_FINDINGS;
    uint64_t items = count(summary, "SELECT count(*) FROM item");
    uint64_t gaps = count(summary, "SELECT count(*) FROM item WHERE gap");

    line(summary, options->school ? "summary-head-school" : "summary-head",
         TEXT_VALUES(TEXT_DATE("date", options->today),
                     TEXT_TEXT("school", options->school ? options->school : "")));
    g_string_append_c(summary->text, '\n');
    line(summary, whole ? "summary-complete" : "summary-incomplete", NULL);
    line(summary, "summary-items", TEXT_VALUES(TEXT_NUMBER("n", items), TEXT_NUMBER("gaps", gaps)));
    line_count(summary, "summary-media", "SELECT count(*) FROM link WHERE state = 'missing'");
    line_count(summary, "summary-warnings", "SELECT count(*) FROM warning");
}

#define STATE(name) "SELECT count(*) FROM finding WHERE as_ = 'verdict' AND state = '" name "'"
#define GONE(name) "SELECT count(*) FROM vanished WHERE state = '" name "'"

static void findings(const Summary *summary)
{
    g_autofree char *before = run_value(summary->db, "previous-today");

    g_string_append_c(summary->text, '\n');
    line(summary, before ? "summary-compared" : "summary-first",
         TEXT_VALUES(TEXT_DATE("date", before ? before : "")));
    line(summary, "summary-new", TEXT_VALUES(TEXT_NUMBER("number", count(summary, STATE("new")))));
    line(summary, "summary-open",
         TEXT_VALUES(TEXT_NUMBER("number", count(summary, STATE("open")))));
    line(summary, "summary-resolved",
         TEXT_VALUES(TEXT_NUMBER("number", count(summary, GONE("resolved")))));
    line(summary, "summary-decided",
         TEXT_VALUES(TEXT_NUMBER("number", count(summary, STATE("decided")))));
    line_count(summary, "summary-unseen", GONE("unseen"));
    line_count(summary, "summary-leads",
               "SELECT count(*) FROM finding WHERE as_ = 'lead' AND state <> 'decided'");
    line_count(summary, "summary-breaches",
               "SELECT count(*) FROM finding WHERE breach = 1 AND state IN ('new', 'open')");
}

static void clauses(const Summary *summary)
{
    sqlite3_stmt *row = NULL;
    uint64_t failed = count(summary, "SELECT count(*) FROM clause_result WHERE result = 'fail'");

    g_string_append_c(summary->text, '\n');
    line(summary, "summary-clauses", TEXT_VALUES(TEXT_NUMBER("n", failed)));
    if (sqlite3_prepare_v2(summary->db,
                           "SELECT clause, findings FROM clause_result WHERE result = 'fail'"
                           " ORDER BY position",
                           -1, &row, NULL) == SQLITE_OK)
        while (sqlite3_step(row) == SQLITE_ROW)
            g_string_append_printf(summary->text, "  %s (%d)\n", sqlite3_column_text(row, 0),
                                   sqlite3_column_int(row, 1));
    sqlite3_finalize(row);
    line_count(summary, "summary-unchecked",
               "SELECT count(*) FROM clause_result WHERE kind = 'auto' AND result IN"
               " ('not-checked', 'error')");
}

static bool fail(const char *id, ExitStatus status, const char *path, const char *cause,
                 GError **error)
{
    exit_error_set(error, status, id,
                   TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", cause)));
    return false;
}

bool audit_summary_start(const AuditOptions *options, GError **error)
{
    g_autofree char *folder = options->summary ? g_path_get_dirname(options->summary) : NULL;

    if (!folder)
        return true;
    if ((g_unlink(options->summary) < 0 && errno != ENOENT) || g_access(folder, 2 /* W_OK */) < 0)
        return fail("cli-not-created", EXIT_CANNOT_CREATE, options->summary, language_errno(errno),
                    error);
    return true;
}

bool audit_summary_write(const AuditOptions *options, sqlite3 *db, const char *out,
                         ExitStatus status, GError **error)
{
    Summary summary = {options->language, db, NULL};
    g_autofree char *keep_until = run_value(db, "keep-until");
    g_autofree char *report = g_build_filename(out, "report.html", NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) cause = NULL;

    if (!options->summary)
        return true;
    summary.text = text;
    head(&summary, options, status);
    findings(&summary);
    clauses(&summary);
    g_string_append_c(text, '\n');
    line(&summary, "summary-report",
         TEXT_VALUES(TEXT_TEXT("path", report), TEXT_DATE("date", keep_until ? keep_until : "")));
    return g_file_set_contents_full(options->summary, text->str, (gssize)text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                    0600, &cause) ||
           fail("cli-not-written", EXIT_CANNOT_WRITE, options->summary, language_cause(cause),
                error);
}
