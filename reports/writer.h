/*
 * The seam of the report writers: one folder and one line in reports.def each. A writer gets the
 * findings one by one, never holds all of them, and may ask the store for more in begin and end.
 * Every text that it is handed or asks for has gone through the masking gate.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "reports/finding.h"
#include "reports/mask.h"
#include "reports/output.h"
#include "reports/reports.h"

/* What stands in the ledger, counted once. */
typedef struct {
    uint64_t items, read, partial, skipped, failed;
    uint64_t gaps;       /* items not, or not wholly, looked into */
    uint64_t not_needed; /* skipped without a gap */
} LedgerTotals;

/* What a writer may use; lives longer than the writer. */
struct ReportContext {
    sqlite3 *store;
    const Policy *policy; /* may be NULL */
    const ReportOptions *options;
    const Mask *mask;
    LedgerTotals ledger;
    GHashTable *run;      /* the table run: char * -> char * */
    GHashTable *prepared; /* of context_query(): char * -> what reports.c keeps of it */
    Outputs *outputs;
    GError **error; /* set by context_query() at the first failure */
};

#define WRITER_FILES 2

typedef struct {
    const char *name;
    const char *files[WRITER_FILES]; /* "findings.json"; the level is put before the dot */
    void *(*begin)(const ReportContext *context, Output *const *outputs);
    void (*finding)(void *writer, const Finding *finding); /* by number; may be NULL */
    void (*end)(void *writer);                             /* frees the writer */
} ReportWriter;

#define REPORT(name) extern const ReportWriter report_##name;
#include "reports/reports.def"
#undef REPORT

/* One more file of this run beside those of the writer's own; the level is put before the dot. The
 * writer ends it with output_finish(). */
Output *context_add_output(const ReportContext *context, const char *name);
/* The same for a library that writes files itself: where it has to write, owned by the caller; then
 * context_adopt(). */
char *context_output_path(const ReportContext *context, const char *name);
void context_adopt(const ReportContext *context, const char *name);

/* A value of the table run, "" when it is not there. */
const char *context_run(const ReportContext *context, const char *key);

/* A statement over the store, its numbered parameter bound to `value` where it has one. Never
 * NULL; a failure is kept in the context and gives a statement without rows. context_done() gives
 * it back: many records ask the same, and what was prepared once serves again. */
sqlite3_stmt *context_query(const ReportContext *context, const char *sql, int64_t value);
void context_done(const ReportContext *context, sqlite3_stmt *statement);

/* Runs a statement without rows: tables beside the store. */
void context_step(const ReportContext *context, const char *sql);

/* The first column of the first row; 0 when there is none. */
int64_t context_count(const ReportContext *context, const char *sql);

/* A column through the gate; "" for NULL. Owned by the caller. */
char *context_text(const ReportContext *context, sqlite3_stmt *row, int index, MaskCarrier carrier);

/* A column that holds one of our own words (states, ids, dates): no gate. Borrowed, never NULL. */
const char *context_word(sqlite3_stmt *row, int index);
