/*
 * findings.json: the run, the ledger, every clause and every finding, one line a finding, and what
 * has gone since the run before. The schema lies beside this file. Where there are too many
 * findings for one document, all of them stand in findings.jsonl, an object a line.
 */
#include "reports/escape.h"
#include "reports/writer.h"

#define SCHEMA_VERSION 1
#define MOST_FINDINGS                                                                              \
    100000 /* in findings.json; where there are more all stand in findings.jsonl */

typedef struct {
    const ReportContext *context;
    Output *output;
    Output *lines; /* NULL when findings.json holds all */
    uint64_t count;
} JsonWriter;

static void append_member(GString *out, const char *key, const char *value)
{
    g_string_append_printf(out, ", \"%s\": ", key);
    escape_json(out, value);
}

static void append_list(GString *out, const char *key, const GPtrArray *list)
{
    g_string_append_printf(out, ", \"%s\": [", key);
    for (guint i = 0; i < list->len; i++) {
        if (i > 0)
            g_string_append(out, ", ");
        escape_json(out, list->pdata[i]);
    }
    g_string_append_c(out, ']');
}

/* Only what the program says about itself: nothing here comes from an item. */
static void append_run(const JsonWriter *writer, GString *out)
{
    static const char *const keys[] = {
        "school",         "language", "policy",   "policy-digest", "register-digest",
        "register-given", "started",  "finished", "keep-until",    "pixels"};
    const ReportContext *context = writer->context;
    g_string_append(out, "  \"run\": {\"version\": ");
    escape_json(out, context->options->version);
    append_member(out, "today", context->options->today);
    append_member(out, "level", mask_with_names(context->mask) ? "names" : "masked");
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        append_member(out, keys[i], g_hash_table_lookup(context->run, keys[i]));
    g_string_append(out, "},\n");
}

static void append_warnings(const JsonWriter *writer, GString *out)
{
    sqlite3_stmt *row =
        context_query(writer->context, "SELECT code, detail FROM warning ORDER BY id", 0);
    g_string_append(out, "  \"warnings\": [");
    for (bool first = true; sqlite3_step(row) == SQLITE_ROW; first = false) {
        g_autofree char *detail = context_text(writer->context, row, 1, MASK_PROSE);
        g_string_append(out, first ? "{\"code\": " : ", {\"code\": ");
        escape_json(out, context_word(row, 0));
        append_member(out, "detail", detail);
        g_string_append_c(out, '}');
    }
    context_done(writer->context, row);
    g_string_append(out, "],\n");
}

static void append_clauses(const JsonWriter *writer, GString *out)
{
    sqlite3_stmt *row = context_query(
        writer->context,
        "SELECT clause, kind, result, checked, findings, leads, reason, reason_detail "
        "FROM clause_result ORDER BY position",
        0);
    g_string_append(out, "  \"clauses\": [");
    for (bool first = true; sqlite3_step(row) == SQLITE_ROW; first = false) {
        g_string_append(out, first ? "\n    {\"id\": " : ",\n    {\"id\": ");
        escape_json(out, context_word(row, 0));
        append_member(out, "kind", context_word(row, 1));
        append_member(out, "result", context_word(row, 2));
        g_string_append_printf(out, ", \"checked\": %lld, \"findings\": %lld, \"leads\": %lld",
                               (long long)sqlite3_column_int64(row, 3),
                               (long long)sqlite3_column_int64(row, 4),
                               (long long)sqlite3_column_int64(row, 5));
        append_member(out, "reason", (const char *)sqlite3_column_text(row, 6));
        g_autofree char *detail =
            mask_text(writer->context->mask, (const char *)sqlite3_column_text(row, 7), MASK_PROSE);
        append_member(out, "reason-detail", detail);
        g_string_append_c(out, '}');
    }
    context_done(writer->context, row);
    g_string_append(out, "\n  ],\n");
}

/* Findings of the run before that this one did not find, with what that proves. */
static void append_vanished(const JsonWriter *writer, GString *out)
{
    sqlite3_stmt *row = context_query(
        writer->context,
        "SELECT fingerprint, rule, state, channel, coalesce(url, place), decision FROM vanished "
        "ORDER BY id",
        0);
    g_string_append(out, "  \"vanished\": [");
    for (bool first = true; sqlite3_step(row) == SQLITE_ROW; first = false) {
        g_autofree char *place = context_text(writer->context, row, 4, MASK_ADDRESS);
        g_string_append(out, first ? "\n    {\"fingerprint\": " : ",\n    {\"fingerprint\": ");
        escape_json(out, context_word(row, 0));
        append_member(out, "rule", context_word(row, 1));
        append_member(out, "state", context_word(row, 2));
        append_member(out, "channel", (const char *)sqlite3_column_text(row, 3));
        append_member(out, "place", place);
        append_member(out, "decision", (const char *)sqlite3_column_text(row, 5));
        g_string_append_c(out, '}');
    }
    context_done(writer->context, row);
    g_string_append(out, "\n  ],\n");
}

/* What became of each takedown request, in the order of the list. What it names may hold any name,
 * so the masked level leaves it out. */
static void append_takedowns(const JsonWriter *writer, GString *out)
{
    sqlite3_stmt *row = context_query(
        writer->context,
        "SELECT t.requested, e.number, t.target, t.state,"
        " (SELECT count(*) FROM takedown_hit h WHERE h.takedown = t.id),"
        " CAST(julianday((SELECT value FROM run WHERE key = 'today')) - julianday(t.requested)"
        " AS INTEGER) FROM takedown t LEFT JOIN person e ON e.id = t.person ORDER BY t.id",
        0);

    bool names = mask_with_names(writer->context->mask);

    g_string_append(out, "  \"takedowns\": [");
    for (bool first = true; sqlite3_step(row) == SQLITE_ROW; first = false) {
        g_string_append(out, first ? "{\"requested\": " : ", {\"requested\": ");
        escape_json(out, (const char *)sqlite3_column_text(row, 0));
        append_member(out, "person", (const char *)sqlite3_column_text(row, 1));
        append_member(out, "target", names ? (const char *)sqlite3_column_text(row, 2) : NULL);
        append_member(out, "state", (const char *)sqlite3_column_text(row, 3));
        g_string_append_printf(
            out, ", \"places\": %lld, \"days\": ", (long long)sqlite3_column_int64(row, 4));
        if (sqlite3_column_type(row, 5) == SQLITE_NULL)
            g_string_append(out, "null}");
        else
            g_string_append_printf(out, "%lld}", (long long)sqlite3_column_int64(row, 5));
    }
    context_done(writer->context, row);
    g_string_append(out, "],\n");
}

/* What is no finding and still was seen, for each person; "allowed": the school says that the words
 * are nobody's name. Surnames of many are counted once, for nobody. traces.csv has them one by one.
 */
static void append_traces(const JsonWriter *writer, GString *out)
{
    sqlite3_stmt *row = context_query(
        writer->context,
        "SELECT e.number, e.masked, e.role, t.count, coalesce(a.count, 0)"
        " FROM (SELECT person, count(*) AS count FROM trace GROUP BY person) t"
        " JOIN person e ON e.id = t.person"
        " LEFT JOIN (SELECT person, count(*) AS count FROM trace WHERE reasons = 'allowed' OR"
        " reasons LIKE 'allowed,%' GROUP BY person) a ON a.person = t.person ORDER BY t.person",
        0);

    g_string_append(out, "  \"traces\": [");
    for (bool first = true; sqlite3_step(row) == SQLITE_ROW; first = false) {
        g_string_append(out, first ? "\n    {\"person\": " : ",\n    {\"person\": ");
        escape_json(out, context_word(row, 0));
        append_member(out, "initials", context_word(row, 1));
        append_member(out, "role", context_word(row, 2));
        g_string_append_printf(out, ", \"count\": %lld, \"allowed\": %lld}",
                               (long long)sqlite3_column_int64(row, 3),
                               (long long)sqlite3_column_int64(row, 4));
    }
    context_done(writer->context, row);
    g_string_append_printf(out, "\n  ],\n  \"traces_of_many\": %lld,\n",
                           (long long)context_count(
                               writer->context, "SELECT count(*) FROM trace WHERE person IS NULL"));
}

/* Media that the sources refer to: whether one of them holds the file. */
static void append_media(const JsonWriter *writer, GString *out)
{
    static const char *const states[] = {"found", "missing", "outside"};

    g_string_append(out, "  \"media\": {");
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
        g_autofree char *sql =
            g_strdup_printf("SELECT count(*) FROM link WHERE state = '%s'", states[i]);

        g_string_append_printf(out, "%s\"%s\": %lld", i ? ", " : "", states[i],
                               (long long)context_count(writer->context, sql));
    }
    g_string_append(out, "},\n");
}

static void *json_begin(const ReportContext *context, Output *const *outputs)
{
    JsonWriter *writer = g_new0(JsonWriter, 1);
    writer->context = context;
    writer->output = outputs[0];
    uint64_t all = (uint64_t)context_count(context, "SELECT count(*) FROM finding");
    if (all > MOST_FINDINGS)
        writer->lines = context_add_output(context, "findings.jsonl");
    GString *out = output_buffer(writer->output);
    g_string_append_printf(out, "{\n  \"schema\": %d,\n", SCHEMA_VERSION);
    append_run(writer, out);
    const LedgerTotals *ledger = &context->ledger;
    g_string_append_printf(out,
                           "  \"ledger\": {\"items\": %" G_GUINT64_FORMAT
                           ", \"read\": %" G_GUINT64_FORMAT ", \"partial\": %" G_GUINT64_FORMAT
                           ", \"skipped\": %" G_GUINT64_FORMAT ", \"failed\": %" G_GUINT64_FORMAT
                           ", \"gaps\": %" G_GUINT64_FORMAT "},\n",
                           ledger->items, ledger->read, ledger->partial, ledger->skipped,
                           ledger->failed, ledger->gaps);
    append_media(writer, out);
    append_warnings(writer, out);
    append_clauses(writer, out);
    append_vanished(writer, out);
    append_takedowns(writer, out);
    append_traces(writer, out);
    if (writer->lines)
        g_string_append_printf(
            out, "  \"more\": {\"file\": \"%s\", \"findings\": %" G_GUINT64_FORMAT "},\n",
            mask_with_names(context->mask) ? "findings-met-namen.jsonl" : "findings.jsonl", all);
    g_string_append(out, "  \"findings\": [");
    return writer;
}

static void append_person(GString *out, const Finding *finding)
{
    g_string_append(out, ", \"person\": ");
    if (finding->person == 0) {
        g_string_append(out, "null");
        return;
    }
    g_string_append(out, "{\"id\": ");
    escape_json(out, finding->person_number);
    append_member(out, "initials", finding->person_initials);
    if (finding->person_name)
        append_member(out, "name", finding->person_name);
    g_string_append_c(out, '}');
}

static void append_photo(GString *out, const Finding *finding)
{
    g_string_append(out, ", \"photo\": ");
    if (finding->photo == 0) {
        g_string_append(out, "null");
        return;
    }
    g_string_append_printf(out, "{\"id\": %" G_GINT64_FORMAT ", \"class\": ", finding->photo);
    escape_json(out, finding->photo_class);
    if (finding->photo_faces < 0)
        g_string_append(out, ", \"faces\": null");
    else
        g_string_append_printf(out, ", \"faces\": %" G_GINT64_FORMAT, finding->photo_faces);
    append_list(out, "copies", finding->copies);
    append_list(out, "crops", finding->crops);
    append_list(out, "crop-of", finding->crop_of);
    g_string_append_c(out, '}');
}

static void append_finding(const JsonWriter *writer, GString *out, const Finding *finding)
{
    g_string_append_printf(out, "{\"id\": %" G_GINT64_FORMAT, finding->id);
    append_member(out, "rule", finding->rule);
    append_member(out, "as", finding->as);
    append_list(out, "clauses", finding->clauses);
    append_member(out, "severity", finding->severity);
    append_member(out, "confidence", finding->confidence);
    append_person(out, finding);
    g_string_append_printf(out, ", \"item\": %" G_GINT64_FORMAT, finding->item);
    append_member(out, "source", finding->source);
    append_member(out, "path", finding->path);
    append_member(out, "url", finding->url);
    append_member(out, "platform", finding->platform);
    append_member(out, "channel", finding->channel);
    append_member(out, "kind", finding->kind);
    append_member(out, "published", finding->published);
    append_member(out, "published-known", finding->published_known);
    append_member(out, "where", finding->where);
    append_member(out, "excerpt", finding->excerpt);
    append_photo(out, finding);
    g_string_append(out, ", \"consent\": {\"state\": ");
    escape_json(out, finding->consent_state);
    append_member(out, "basis", finding->consent_basis);
    g_string_append_c(out, '}');
    append_member(out, "state", finding->state);
    append_member(out, "fingerprint", finding->fingerprint);
    g_string_append_printf(out, ", \"breach\": %s", finding->breach ? "true" : "false");
    append_member(out, "breach-found",
                  finding->breach ? g_hash_table_lookup(writer->context->run, "finished") : NULL);
    g_string_append_c(out, '}');
}

static void json_finding(void *data, const Finding *finding)
{
    JsonWriter *writer = data;
    if (writer->lines) {
        GString *out = output_buffer(writer->lines);
        append_finding(writer, out, finding);
        g_string_append_c(out, '\n');
    }
    if (writer->count++ >= MOST_FINDINGS)
        return;
    GString *out = output_buffer(writer->output);
    g_string_append(out, writer->count == 1 ? "\n    " : ",\n    ");
    append_finding(writer, out, finding);
}

static void json_end(void *data)
{
    JsonWriter *writer = data;
    if (writer->lines)
        output_finish(writer->lines);
    g_string_append(output_buffer(writer->output), "\n  ]\n}\n");
    g_free(writer);
}

const ReportWriter report_json = {
    .name = "json",
    .files = {"findings.json", NULL},
    .begin = json_begin,
    .finding = json_finding,
    .end = json_end,
};
