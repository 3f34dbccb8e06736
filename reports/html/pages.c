/*
 * Per page and per message: where it stands, since when and how that is known, who is named or
 * shown there, which photos belong to it. One record a place that has findings.
 */
#include <string.h>

#include "reports/html/findings_table.h"
#include "reports/html/parts.h"
#include "reports/html/views.h"

#define PLACES                                                                                     \
    "FROM finding f LEFT JOIN item i ON i.id = f.item LEFT JOIN source s ON s.id = i.source "      \
    "LEFT JOIN publication p ON p.id = f.publication WHERE " FINDINGS_ACTIVE
#define PLACE_ROWS                                                                                 \
    "SELECT f.item, coalesce(f.publication, 0), min(" FINDINGS_RANK "), count(*), "                \
    "max(f.state = 'new'), "                                                                       \
    "i.path, coalesce(p.title, ''), coalesce(p.url, i.url, ''), p.published, p.published_known, "  \
    "coalesce(p.channel, s.channel), coalesce(p.access, s.access), coalesce(p.kind, 'file'), "     \
    "i.place, s.label, coalesce(p.author_role, ''), sum(f.as_ = 'lead') " PLACES                   \
    " GROUP BY f.item, f.publication ORDER BY 3, 4 DESC, i.position, 2 LIMIT ?1"

enum {
    COLUMN_ITEM,
    COLUMN_PUBLICATION,
    COLUMN_RANK,
    COLUMN_COUNT,
    COLUMN_NEW,
    COLUMN_PATH,
    COLUMN_TITLE,
    COLUMN_URL,
    COLUMN_PUBLISHED,
    COLUMN_KNOWN,
    COLUMN_CHANNEL,
    COLUMN_ACCESS,
    COLUMN_KIND,
    COLUMN_PLACE,
    COLUMN_SOURCE,
    COLUMN_ROLE,
    COLUMN_LEADS,
};

/* Title, else address, else the path in the export. */
static char *name_of(const ReportContext *context, sqlite3_stmt *row)
{
    if (*context_word(row, COLUMN_TITLE))
        return context_text(context, row, COLUMN_TITLE, MASK_PROSE);
    if (*context_word(row, COLUMN_URL))
        return context_text(context, row, COLUMN_URL, MASK_ADDRESS);
    return context_text(context, row, *context_word(row, COLUMN_PLACE) ? COLUMN_PLACE : COLUMN_PATH,
                        MASK_ADDRESS);
}

static char *id_of(sqlite3_stmt *row)
{
    return g_strdup_printf("pagina-%lld-%lld", (long long)sqlite3_column_int64(row, COLUMN_ITEM),
                           (long long)sqlite3_column_int64(row, COLUMN_PUBLICATION));
}

static void add_place_row(Markup *markup, const ReportContext *context, sqlite3_stmt *row,
                          bool has_record)
{
    PolicySeverity rank = finding_rank(row, COLUMN_RANK);
    bool fresh = sqlite3_column_int(row, COLUMN_NEW) != 0;
    g_autofree char *name = name_of(context, row);
    g_autofree char *id = id_of(row);
    g_autofree char *target = has_record
                                  ? g_strconcat("#", id, NULL)
                                  : g_strconcat("#bevindingen?page=", id + strlen("pagina-"), NULL);
    char key[2] = {(char)('0' + rank), '\0'};
    markup_open(markup, "tr", "data-row", "", "data-severity", policy_severity_id(rank),
                "data-channel", context_word(row, COLUMN_CHANNEL), "data-kind",
                context_word(row, COLUMN_KIND), "data-state", fresh ? "new" : "open", NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_open(markup, "a", "href", target, NULL);
    markup_text(markup, name);
    markup_close(markup, "a");
    markup_close(markup, "th");
    parts_cell_open(markup, "head-kind", NULL);
    markup_word(markup, "kind", context_word(row, COLUMN_KIND));
    parts_cell_close(markup);
    parts_cell_open(markup, "head-channel", NULL);
    markup_word(markup, "channel", context_word(row, COLUMN_CHANNEL));
    parts_cell_close(markup);
    bool of_file = strcmp(context_word(row, COLUMN_KNOWN), "file") == 0;
    markup_open(markup, "td", "class", of_file ? NULL : "nowrap", "data-l",
                text_get(markup_language(markup), "head-published"), "data-k",
                of_file ? "" : context_word(row, COLUMN_PUBLISHED), NULL);
    markup_open(markup, "div", NULL);
    parts_published(markup, context_word(row, COLUMN_PUBLISHED), context_word(row, COLUMN_KNOWN));
    parts_cell_close(markup);
    markup_open(markup, "td", "data-l", text_get(markup_language(markup), "head-risk"), "data-k",
                key, NULL);
    markup_open(markup, "div", NULL);
    parts_status(markup, "severity", policy_severity_id(rank));
    parts_cell_close(markup);
    uint64_t leads = (uint64_t)sqlite3_column_int64(row, COLUMN_LEADS);
    parts_cell_found(markup, (uint64_t)sqlite3_column_int64(row, COLUMN_COUNT) - leads, leads);
    markup_close(markup, "tr");
}

static const TableHead place_heads[] = {
    {"head-page", NULL, true},    {"head-kind", NULL, true},
    {"head-channel", NULL, true}, {"head-published", NULL, true},
    {"head-risk", NULL, true},    {"head-findings", "num", true},
    {NULL, NULL, false}};

static void add_list(Markup *markup, const ReportContext *context, uint64_t all, uint64_t records)
{
    static const Table table = {"t-paginas", "cards", "pages-caption", place_heads, false};
    g_autofree char *channels = parts_channels(context);
    const Filter filters[] = {{"severity", "head-risk", "severity", "high medium low info", NULL},
                              {"channel", "head-channel", "channel", channels, NULL},
                              {"kind", "head-kind", "kind",
                               "page post comment message document file album account", NULL},
                              {NULL, NULL, NULL, NULL, NULL}};
    parts_filter(markup, "t-paginas", filters);
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", all)));
    sqlite3_stmt *row = context_query(context, PLACE_ROWS, PAGE_ROWS);
    uint64_t shown = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; shown++)
        add_place_row(markup, context, row, shown < records);
    context_done(context, row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "findings.csv");
}

/* From the outside in: archives first, then folders, then the file. */
static void add_chain(Markup *markup, const char *path)
{
    g_auto(GStrv) steps = g_strsplit(path, "!/", -1);
    markup_open(markup, "ol", "class", "chain", NULL);
    for (char **step = steps; *step; step++) {
        markup_open(markup, "li", NULL);
        markup_element(markup, "code", NULL, *step);
        markup_close(markup, "li");
    }
    markup_close(markup, "ol");
}

static void open_fact(Markup *markup, const char *label)
{
    markup_say_in(markup, "dt", NULL, label, NULL);
    markup_open(markup, "dd", NULL);
}

static void add_facts(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    g_autofree char *url = context_text(context, row, COLUMN_URL, MASK_ADDRESS);
    g_autofree char *source = context_text(context, row, COLUMN_SOURCE, MASK_ADDRESS);
    uint64_t item = (uint64_t)sqlite3_column_int64(row, COLUMN_ITEM);
    g_autofree char *find = g_strdup_printf("schoolaudit find --item %" G_GUINT64_FORMAT, item);
    markup_open(markup, "dl", "class", "kv", NULL);
    if (*url) {
        open_fact(markup, "fact-url");
        markup_element(markup, "code", NULL, url);
        markup_close(markup, "dd");
    }
    open_fact(markup, "fact-published");
    parts_published(markup, context_word(row, COLUMN_PUBLISHED), context_word(row, COLUMN_KNOWN));
    if (strcmp(context_word(row, COLUMN_KNOWN), "file") != 0) {
        markup_text(markup, " ");
        markup_open(markup, "span", "class", "small", NULL);
        markup_word(markup, "known", context_word(row, COLUMN_KNOWN));
        markup_close(markup, "span");
    }
    markup_close(markup, "dd");
    open_fact(markup, "fact-channel");
    markup_word(markup, "channel", context_word(row, COLUMN_CHANNEL));
    markup_text(markup, ", ");
    markup_word(markup, "access", context_word(row, COLUMN_ACCESS));
    markup_close(markup, "dd");
    open_fact(markup, "fact-author");
    markup_word(markup, "role",
                *context_word(row, COLUMN_ROLE) ? context_word(row, COLUMN_ROLE) : "unknown");
    markup_close(markup, "dd");
    open_fact(markup, "fact-item");
    markup_number(markup, item);
    markup_text(markup, ", ");
    markup_text(markup, source);
    markup_text(markup, " · ");
    markup_element(markup, "code", "small", find);
    markup_close(markup, "dd");
    markup_close(markup, "dl");
}

static void add_record(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    g_autofree char *id = id_of(row);
    g_autofree char *heading = g_strconcat("h-", id, NULL);
    g_autofree char *table = g_strconcat("t-", id, NULL);
    g_autofree char *name = name_of(context, row);
    g_autofree char *path = context_text(context, row, COLUMN_PATH, MASK_ADDRESS);
    markup_open(markup, "article", "class", "record", "id", id, "aria-labelledby", heading, NULL);
    markup_open(markup, "h3", "id", heading, NULL);
    markup_element(markup, "span", NULL, name);
    markup_text(markup, " ");
    parts_status(markup, "severity", policy_severity_id(finding_rank(row, COLUMN_RANK)));
    markup_close(markup, "h3");
    add_chain(markup, path);
    add_facts(markup, context, row);
    markup_say_in(markup, "h4", NULL, "findings-title", NULL);
    g_autoptr(FindingCursor) cursor = findings_open(
        context, "f.item = ?1 AND coalesce(f.publication, 0) = ?2 AND " FINDINGS_ACTIVE,
        FINDINGS_BY_RISK, sqlite3_column_int64(row, COLUMN_ITEM));
    findings_bind_second(cursor, sqlite3_column_int64(row, COLUMN_PUBLICATION));
    uint64_t count = findings_table(markup, FINDINGS_OF_PAGE, table, cursor);
    g_autofree char *bulk = g_strconcat("page:", id + strlen("pagina-"), NULL);
    parts_decide_all(markup, bulk, count);
    markup_close(markup, "article");
}

void view_pages(Markup *markup, const ReportContext *context)
{
    uint64_t all = (uint64_t)context_count(
        context, "SELECT count(*) FROM (SELECT DISTINCT f.item, f.publication " PLACES ")");
    parts_view_open(markup, "paginas");
    if (all == 0) {
        markup_say_in(markup, "p", "note", "pages-none", NULL);
        markup_say_in(markup, "p", "note", "see-coverage", NULL);
        parts_view_close(markup);
        return;
    }
    uint64_t records = parts_records(context, PLACE_ROWS, COLUMN_COUNT);
    add_list(markup, context, all, records);
    sqlite3_stmt *row = context_query(context, PLACE_ROWS, (int64_t)records);
    while (sqlite3_step(row) == SQLITE_ROW)
        add_record(markup, context, row);
    context_done(context, row);
    if (records < all)
        markup_say_in(markup, "p", "note", "records-more",
                      WITH(TEXT_NUMBER("shown", records), TEXT_NUMBER("all", all)));
    parts_view_close(markup);
}
