/*
 * findings.sarif: SARIF 2.1.0, for tools that track results. A verdict is a failed result, a lead
 * one for review; what a reviewer decided is a suppression; against the run before each result is
 * new, unchanged or absent.
 */
#include <string.h>

#include "reports/escape.h"
#include "reports/writer.h"

typedef struct {
    const ReportContext *context;
    Output *output;
    bool english, compared, any;
    GHashTable *rules; /* id -> number + 1 */
    sqlite3_stmt *decision;
} SarifWriter;

static void append_text(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, "\"%s\": {\"text\": ", key);
    escape_json(out, text);
    g_string_append_c(out, '}');
}

static void append_string(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, "\"%s\": ", key);
    escape_json(out, text);
}

static void append_rules(SarifWriter *writer, GString *out)
{
    sqlite3_stmt *row = context_query(
        writer->context,
        "SELECT rule, title_nl, title_en FROM rule_result UNION SELECT rule, NULL, NULL FROM "
        "finding WHERE rule NOT IN (SELECT rule FROM rule_result) UNION SELECT rule, NULL, NULL "
        "FROM vanished WHERE rule NOT IN (SELECT rule FROM rule_result) AND rule NOT IN (SELECT "
        "rule FROM finding) ORDER BY 1",
        0);
    g_string_append(out, "\"rules\": [");
    while (sqlite3_step(row) == SQLITE_ROW) {
        const char *id = context_word(row, 0);
        const char *title = context_word(row, writer->english ? 2 : 1);
        guint number = g_hash_table_size(writer->rules);
        if (g_hash_table_contains(writer->rules, id))
            continue;
        g_string_append(out, number ? ", {" : "{");
        append_string(out, "id", id);
        g_string_append(out, ", ");
        append_text(out, "shortDescription", *title ? title : id);
        g_string_append_c(out, '}');
        g_hash_table_insert(writer->rules, g_strdup(id), GUINT_TO_POINTER(number + 1));
    }
    context_done(writer->context, row);
    g_string_append(out, "]");
}

static void *sarif_begin(const ReportContext *context, Output *const *outputs)
{
    SarifWriter *writer = g_new0(SarifWriter, 1);
    GString *out = output_buffer(outputs[0]);
    const char *finished = context_run(context, "finished");
    writer->context = context;
    writer->output = outputs[0];
    writer->english = g_strcmp0(context->options->language, "en") == 0;
    writer->compared = *context_run(context, "previous-today") != '\0';
    writer->rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    writer->decision =
        context_query(context, "SELECT kind, reason FROM decision WHERE fingerprint = ?1", 0);
    g_string_append(out, "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", "
                         "\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": "
                         "\"schoolaudit\", ");
    append_string(out, "version", context->options->version);
    g_string_append(out, ", ");
    append_rules(writer, out);
    g_string_append(out, "}}, \"automationDetails\": {");
    g_autofree char *run = g_strconcat("schoolaudit/", context_run(context, "run-id"), NULL);
    append_string(out, "id", run);
    g_string_append(out, "}, \"invocations\": [{\"executionSuccessful\": true");
    if (*finished) {
        g_string_append(out, ", ");
        append_string(out, "endTimeUtc", finished);
    }
    g_string_append_printf(out,
                           "}], \"language\": \"%s\", \"columnKind\": \"utf16CodeUnits\", "
                           "\"results\": [",
                           writer->english ? "en" : "nl");
    return writer;
}

static const char *level_of(const Finding *finding)
{
    if (strcmp(finding->as, "lead") == 0)
        return "none"; /* what SARIF asks for where the kind is not "fail" */
    if (strcmp(finding->severity, "high") == 0)
        return "error";
    return strcmp(finding->severity, "medium") == 0 ? "warning" : "note";
}

static const char *baseline_of(const char *state)
{
    if (strcmp(state, "new") == 0)
        return "new";
    return strcmp(state, "resolved") == 0 ? "absent" : "unchanged";
}

/* A place as a relative address: the chain path of the masked report is no file either. */
static void append_location(GString *out, const char *path)
{
    g_autofree char *valid = g_utf8_make_valid(path ? path : "", -1);
    g_autofree char *uri = g_uri_escape_string(valid, "/!", FALSE);
    g_string_append(out, ", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {");
    append_string(out, "uri", uri);
    g_string_append(out, "}}}]");
}

static void append_suppressions(SarifWriter *writer, GString *out, const Finding *finding)
{
    g_string_append(out, ", \"suppressions\": [");
    if (strcmp(finding->state, "decided") == 0) {
        sqlite3_reset(writer->decision);
        sqlite3_bind_text(writer->decision, 1, finding->fingerprint, -1, SQLITE_TRANSIENT);
        bool known = sqlite3_step(writer->decision) == SQLITE_ROW;
        g_autofree char *why = known ? g_strconcat(context_word(writer->decision, 0), " ",
                                                   context_word(writer->decision, 1), NULL)
                                     : g_strdup("");
        g_string_append(out, "{\"kind\": \"external\", \"status\": \"accepted\", ");
        append_string(out, "justification", g_strchomp(why));
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
}

static void append_properties(GString *out, const Finding *finding)
{
    const char *const pairs[][2] = {{"severity", finding->severity},
                                    {"confidence", finding->confidence},
                                    {"person", finding->person_label},
                                    {"channel", finding->channel},
                                    {"url", finding->url},
                                    {"published", finding_published(finding)},
                                    {"where", finding->where},
                                    {"consent", finding->consent_state}};
    g_string_append(out, ", \"properties\": {");
    bool first = true;
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (!pairs[i][1])
            continue;
        g_string_append(out, first ? "" : ", ");
        append_string(out, pairs[i][0], pairs[i][1]);
        first = false;
    }
    g_string_append_c(out, '}');
}

static void append_head(SarifWriter *writer, GString *out, const char *rule, const char *print,
                        const char *baseline)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(writer->rules, rule));
    g_string_append(out, writer->any ? ",\n{" : "\n{");
    writer->any = true;
    append_string(out, "ruleId", rule);
    if (number)
        g_string_append_printf(out, ", \"ruleIndex\": %u", number - 1);
    g_string_append(out, ", \"partialFingerprints\": {");
    append_string(out, "schoolaudit/v1", print);
    g_string_append_c(out, '}');
    if (writer->compared)
        g_string_append_printf(out, ", \"baselineState\": \"%s\"", baseline);
}

static void sarif_finding(void *data, const Finding *finding)
{
    SarifWriter *writer = data;
    GString *out = output_buffer(writer->output);
    const char *title = writer->english ? finding->title_en : finding->title_nl;
    const char *who = finding->person_label ? finding->person_label : "";
    const char *excerpt = finding->excerpt ? finding->excerpt : "";
    bool lead = strcmp(finding->as, "lead") == 0;
    g_autofree char *message =
        g_strdup_printf("%s%s%s%s%s", title ? title : finding->rule, *who ? ": " : "", who,
                        *excerpt ? " – " : "", excerpt);
    append_head(writer, out, finding->rule, finding->fingerprint, baseline_of(finding->state));
    g_string_append_printf(out, ", \"kind\": \"%s\", \"level\": \"%s\", ", lead ? "review" : "fail",
                           level_of(finding));
    append_text(out, "message", message);
    append_location(out, finding->path);
    append_suppressions(writer, out, finding);
    append_properties(out, finding);
    g_string_append_c(out, '}');
}

/* Only what is known to be gone: what was not looked for is no absence. */
static void append_vanished(SarifWriter *writer)
{
    sqlite3_stmt *row = context_query(writer->context,
                                      "SELECT v.rule, v.fingerprint, v.place, r.title_nl, "
                                      "r.title_en FROM vanished v LEFT JOIN rule_result r ON "
                                      "r.rule = v.rule WHERE v.state = 'resolved' ORDER BY v.id",
                                      0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        GString *out = output_buffer(writer->output);
        const char *title = context_word(row, writer->english ? 4 : 3);
        g_autofree char *place = context_text(writer->context, row, 2, MASK_ADDRESS);
        append_head(writer, out, context_word(row, 0), context_word(row, 1), "absent");
        g_string_append(out, ", \"kind\": \"fail\", \"level\": \"note\", ");
        append_text(out, "message", *title ? title : context_word(row, 0));
        append_location(out, place);
        g_string_append(out, ", \"suppressions\": []}");
    }
    context_done(writer->context, row);
}

static void sarif_end(void *data)
{
    SarifWriter *writer = data;
    if (writer->compared)
        append_vanished(writer);
    g_string_append(output_buffer(writer->output), "\n]}]}\n");
    context_done(writer->context, writer->decision);
    g_hash_table_unref(writer->rules);
    g_free(writer);
}

const ReportWriter report_sarif = {
    .name = "sarif",
    .files = {"findings.sarif", NULL},
    .begin = sarif_begin,
    .finding = sarif_finding,
    .end = sarif_end,
};
