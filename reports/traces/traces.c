/*
 * traces.csv, where the operator asks for it (--traces): every mention of tier trace, which is no
 * finding and never will be, with what stands round it. Cells as in findings.csv.
 */
#include <string.h>

#include "reports/escape.h"
#include "reports/writer.h"

#define REACH 80 /* bytes shown before and behind */

enum {
    COLUMN_MENTION,
    COLUMN_PERSON,
    COLUMN_ROLE,
    COLUMN_GROUP,
    COLUMN_SOURCE,
    COLUMN_CHANNEL,
    COLUMN_KIND,
    COLUMN_PUBLISHED,
    COLUMN_URL,
    COLUMN_PATH,
    COLUMN_WHERE,
    COLUMN_FORM,
    COLUMN_REASONS,
    COLUMN_ITEM,
    COLUMN_CONTENT,
    COLUMN_START,
    COLUMN_END
};

static const char query[] =
    "SELECT m.id, m.person, e.role, e.\"group\", s.label, p.channel, p.kind, p.published,"
    " coalesce(p.url, i.url), i.path, t.place, m.form, m.reasons, i.id, t.content, m.start, m.end"
    " FROM trace m JOIN text t ON t.id = m.text JOIN item i ON i.id = t.item"
    " JOIN source s ON s.id = i.source LEFT JOIN person e ON e.id = m.person"
    " LEFT JOIN publication p ON p.id = t.publication ORDER BY m.id";

static void *traces_begin(const ReportContext *context, Output *const *outputs)
{
    (void)outputs;
    return (void *)context;
}

/* The hit and what is near it, cut at white space; *hit is where it begins. NULL without a text. */
static char *cut_excerpt(sqlite3_stmt *row, size_t *hit, size_t *hit_length)
{
    const char *content = (const char *)sqlite3_column_text(row, COLUMN_CONTENT);
    size_t length = (size_t)sqlite3_column_bytes(row, COLUMN_CONTENT);
    size_t start = (size_t)sqlite3_column_int64(row, COLUMN_START);
    size_t end = (size_t)sqlite3_column_int64(row, COLUMN_END);
    size_t from = start > REACH ? start - REACH : 0, to = MIN(end + REACH, length);

    if (!content || start > end || end > length)
        return NULL;
    while (from > 0 && from < start && !g_ascii_isspace(content[from - 1]))
        from++;
    while (to < length && to > end && !g_ascii_isspace(content[to]))
        to--;
    *hit = start - from;
    *hit_length = end - start;
    return g_strndup(content + from, to - from);
}

/* Through the gate, the hit as the label of its person. */
static char *show_excerpt(const ReportContext *context, sqlite3_stmt *row)
{
    const char *where = context_word(row, COLUMN_WHERE);
    bool is_address = !strcmp(where, "filename") || !strcmp(where, "url");
    size_t hit = 0, length = 0, kept = 0;
    g_autofree char *excerpt = cut_excerpt(row, &hit, &length);
    char *shown;

    if (!excerpt)
        return g_strdup("");
    shown = mask_marked(context->mask, excerpt, is_address ? MASK_ADDRESS : MASK_PROSE, hit, length,
                        sqlite3_column_int64(row, COLUMN_PERSON));
    for (const char *at = shown; *at; at++) {
        if (*at != MASK_OPEN && *at != MASK_CLOSE)
            shown[kept++] = *at;
    }
    shown[kept] = '\0';
    return shown;
}

static void write_trace(const ReportContext *context, GString *out, sqlite3_stmt *row)
{
    g_autofree char *source = context_text(context, row, COLUMN_SOURCE, MASK_ADDRESS);
    g_autofree char *url = context_text(context, row, COLUMN_URL, MASK_ADDRESS);
    g_autofree char *path = context_text(context, row, COLUMN_PATH, MASK_ADDRESS);
    g_autofree char *excerpt = show_excerpt(context, row);
    const char *cells[] = {
        context_word(row, COLUMN_MENTION),
        sqlite3_column_type(row, COLUMN_PERSON) == SQLITE_NULL
            ? ""
            : mask_person(context->mask, sqlite3_column_int64(row, COLUMN_PERSON)),
        context_word(row, COLUMN_ROLE),
        context_word(row, COLUMN_GROUP),
        source,
        context_word(row, COLUMN_CHANNEL),
        context_word(row, COLUMN_KIND),
        context_word(row, COLUMN_PUBLISHED),
        url,
        path,
        context_word(row, COLUMN_WHERE),
        excerpt,
        context_word(row, COLUMN_FORM),
        context_word(row, COLUMN_REASONS),
        context_word(row, COLUMN_ITEM),
    };

    escape_csv_row(out, cells, G_N_ELEMENTS(cells));
}

static void traces_end(void *data)
{
    static const char *const heads[] = {"mention", "person",  "role",      "group",   "source",
                                        "channel", "kind",    "published", "url",     "path",
                                        "where",   "excerpt", "form",      "reasons", "item"};
    const ReportContext *context = data;
    Output *output;
    sqlite3_stmt *row;

    if (!context->options->traces)
        return;
    output = context_add_output(context, "traces.csv");
    g_string_append(output_buffer(output), ESCAPE_CSV_START);
    escape_csv_row(output_buffer(output), heads, G_N_ELEMENTS(heads));
    row = context_query(context, query, 0);
    while (sqlite3_step(row) == SQLITE_ROW)
        write_trace(context, output_buffer(output), row);
    context_done(context, row);
    output_finish(output);
}

const ReportWriter report_traces = {
    .name = "traces",
    .files = {NULL},
    .begin = traces_begin,
    .end = traces_end,
};
