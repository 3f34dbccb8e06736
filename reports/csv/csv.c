/*
 * findings.csv and ledger.csv, for a spreadsheet: UTF-8 with a byte order mark, semicolons, every
 * cell quoted and harmless as a formula. Heads are the stable ids of findings.json.
 */
#include "reports/escape.h"
#include "reports/writer.h"

typedef struct {
    const ReportContext *context;
    Output *findings, *ledger;
} CsvWriter;

static char *join(const GPtrArray *list)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(out, "%s%s", i ? ", " : "", (const char *)list->pdata[i]);
    return g_string_free(out, FALSE);
}

static void *csv_begin(const ReportContext *context, Output *const *outputs)
{
    static const char *const heads[] = {
        "id",      "state",      "severity",      "as",          "rule",   "title",
        "person",  "name",       "group",         "protected",   "source", "channel",
        "kind",    "published",  "place",         "url",         "path",   "where",
        "excerpt", "consent",    "consent-basis", "photo-class", "copies", "crops",
        "crop-of", "confidence", "clauses",       "item",        "breach", "fingerprint"};
    CsvWriter *writer = g_new0(CsvWriter, 1);
    writer->context = context;
    writer->findings = outputs[0];
    writer->ledger = outputs[1];
    g_string_append(output_buffer(writer->findings), ESCAPE_CSV_START);
    escape_csv_row(output_buffer(writer->findings), heads, G_N_ELEMENTS(heads));
    return writer;
}

static void csv_finding(void *data, const Finding *finding)
{
    CsvWriter *writer = data;
    bool english = g_strcmp0(writer->context->options->language, "en") == 0;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, finding->id);
    g_autofree char *item = g_strdup_printf("%" G_GINT64_FORMAT, finding->item);
    g_autofree char *copies = g_strdup_printf("%u", finding->copies->len);
    g_autofree char *crops = g_strdup_printf("%u", finding->crops->len);
    g_autofree char *crop_of = g_strdup_printf("%u", finding->crop_of->len);
    g_autofree char *clauses = join(finding->clauses);
    const char *cells[] = {
        id,
        finding->state,
        finding->severity,
        finding->as,
        finding->rule,
        english ? finding->title_en : finding->title_nl,
        mask_with_names(writer->context->mask) ? finding->person_number : finding->person_label,
        finding->person_name,
        finding->group,
        finding->is_protected ? "1" : "0",
        finding->source,
        finding->channel,
        finding->kind,
        finding_published(finding),
        finding->place_path,
        finding->url,
        finding->path,
        finding->where,
        finding->excerpt,
        finding->consent_state,
        finding->consent_basis,
        finding->photo_class,
        finding->photo ? copies : "",
        finding->photo ? crops : "",
        finding->photo ? crop_of : "",
        finding->confidence,
        clauses,
        item,
        finding->breach ? "1" : "0",
        finding->fingerprint,
    };
    escape_csv_row(output_buffer(writer->findings), cells, G_N_ELEMENTS(cells));
}

/* Of the ledger's columns what strangers wrote is masked; the rest are our own words, numbers and
 * hashes, in which a pupil called Read, or nine digits in a row, would be found. */
static char *ledger_cell(const CsvWriter *writer, sqlite3_stmt *row, int column)
{
    enum { SOURCE = 2, PATH = 3, DETAIL = 7 };

    switch (column) {
    case SOURCE:
    case PATH:
        return context_text(writer->context, row, column, MASK_ADDRESS);
    case DETAIL:
        return context_text(writer->context, row, column, MASK_PROSE);
    default:
        return g_strdup(context_word(row, column));
    }
}

static void write_ledger(const CsvWriter *writer)
{
    static const char *const heads[] = {
        "item",        "parent", "source", "path",      "state",
        "reason",      "gap",    "detail", "container", "bytes",
        "type",        "reader", "hash",   "entries",   "entries-directory",
        "duplicate-of"};
    sqlite3_stmt *row = context_query(
        writer->context,
        "SELECT i.id, i.parent, s.label, i.path, i.state, i.reason, i.gap, i.detail, "
        "i.is_container, i.bytes, i.type, i.reader, i.hash, i.entries, i.entries_directory, "
        "i.duplicate_of FROM item i JOIN source s ON s.id = i.source ORDER BY i.position",
        0);
    g_string_append(output_buffer(writer->ledger), ESCAPE_CSV_START);
    escape_csv_row(output_buffer(writer->ledger), heads, G_N_ELEMENTS(heads));
    while (sqlite3_step(row) == SQLITE_ROW) {
        char *cells[G_N_ELEMENTS(heads)];
        for (int i = 0; i < (int)G_N_ELEMENTS(heads); i++)
            cells[i] = ledger_cell(writer, row, i);
        escape_csv_row(output_buffer(writer->ledger), (const char *const *)cells,
                       G_N_ELEMENTS(heads));
        for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
            g_free(cells[i]);
    }
    context_done(writer->context, row);
}

static void csv_end(void *data)
{
    CsvWriter *writer = data;
    write_ledger(writer);
    g_free(writer);
}

const ReportWriter report_csv = {
    .name = "csv",
    .files = {"findings.csv", "ledger.csv"},
    .begin = csv_begin,
    .finding = csv_finding,
    .end = csv_end,
};
