/*
 * worklist.xlsx, for who does the work: one sheet of actions, one of findings, one that says what
 * it is. Every cell is a text, a number or a date, never a formula; rows go to the file as they
 * come.
 */
#include <string.h>
#include <xlsxwriter.h>

#include "because.h"
#include "commands/command.h"
#include "reports/action.h"
#include "reports/escape.h"
#include "reports/writer.h"

#define FILE_NAME "worklist.xlsx"
#define MOST_ROWS 1048575 /* of a sheet, below its head */
#define MOST_LINKS 60000  /* a sheet holds 65,530 */
#define LINK_BYTES 2000   /* what a spreadsheet takes as an address */
#define CELL_CHARACTERS 2000
#define PEOPLE_SHOWN 8
#define LINE_POINTS 15.0
#define MOST_LINES 12 /* of a row: what is more is read in the cell */

typedef struct {
    const char *head; /* text */
    double width;     /* in characters */
} Column;

typedef struct {
    const ReportContext *context;
    const char *language;
    lxw_workbook *book;
    lxw_format *head, *text, *number, *date, *link;
    lxw_worksheet *work, *findings;
    uint64_t actions, count;
    int work_links, finding_links;
    unsigned lines; /* of the highest cell of this row */
} XlsxWriter;

static const Column work_columns[] = {
    {"head-done", 8},      {"head-action", 44},   {"head-pupil", 26},  {"head-channel", 16},
    {"head-page", 34},     {"head-where", 50},    {"head-risk", 10},   {"head-findings", 12},
    {"head-deadline", 12}, {"head-standing", 11}, {"head-remark", 30}, {NULL, 0}};

static const Column finding_columns[] = {{"head-number", 9},
                                         {"head-kind", 36},
                                         {"head-person", 22},
                                         {"head-group", 8},
                                         {"head-channel", 14},
                                         {"head-published", 12},
                                         {"head-page", 34},
                                         {"head-where", 50},
                                         {"head-evidence", 60},
                                         {"head-because", 40},
                                         {"head-consent", 16},
                                         {"head-risk", 10},
                                         {"head-certainty", 14},
                                         {"head-standing", 11},
                                         {"head-as", 16},
                                         {"head-clause", 22},
                                         {NULL, 0}};

static const char *say(const XlsxWriter *writer, const char *id)
{
    return text_get(writer->language, id);
}

/* One of our words in the language of the run, else as it is. */
static const char *word(const XlsxWriter *writer, const char *kind, const char *value)
{
    g_autofree char *id = g_strconcat(kind, "-", value ? value : "", NULL);
    if (!value || !text_has(writer->language, id))
        return value ? value : "";
    return text_get(writer->language, id);
}

/* At which level it is and until when it may be kept, on every sheet of paper. */
static void add_footer(const XlsxWriter *writer, lxw_worksheet *sheet)
{
    const char *level = mask_with_names(writer->context->mask) ? "level-names" : "level-masked";
    g_autofree char *until =
        text_date(writer->language, context_run(writer->context, "keep-until"));
    g_autofree char *footer =
        g_strdup_printf("&Lschoolaudit · %s · %s %s&R&P / &N", say(writer, level),
                        say(writer, "foot-keep"), *until ? until : "?");

    worksheet_set_footer(sheet, footer);
}

static lxw_worksheet *add_sheet(XlsxWriter *writer, const char *name, const Column *columns)
{
    lxw_worksheet *sheet = workbook_add_worksheet(writer->book, say(writer, name));
    uint16_t count = 0;
    for (; columns[count].head; count++) {
        worksheet_set_column(sheet, count, count, columns[count].width, NULL);
        worksheet_write_string(sheet, 0, count, say(writer, columns[count].head), writer->head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    add_footer(writer, sheet);
    return sheet;
}

/* How many lines a text takes: a character is about as wide as a digit. */
static void measure(XlsxWriter *writer, const lxw_worksheet *sheet, lxw_col_t column,
                    const char *cell)
{
    const Column *columns = sheet == writer->work ? work_columns : finding_columns;
    double lines = (double)g_utf8_strlen(cell, -1) / columns[column].width;

    writer->lines = MAX(writer->lines, (unsigned)MIN(lines, MOST_LINES - 1) + 1);
}

/* Excel finds the height of a row by itself; others print its lines over the next row. */
static void close_row(XlsxWriter *writer, lxw_worksheet *sheet, lxw_row_t row)
{
    if (writer->lines > 1)
        worksheet_set_row(sheet, row, LINE_POINTS * writer->lines, NULL);
    writer->lines = 0;
}

static void put_text(XlsxWriter *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const char *text)
{
    g_autofree char *cell = escape_cell(text, CELL_CHARACTERS);
    if (!*cell)
        return;
    worksheet_write_string(sheet, row, column, cell, writer->text);
    measure(writer, sheet, column, cell);
}

static void put_date(XlsxWriter *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const char *text)
{
    int year = 0, month = 0, day = 0;
    if (text && sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3 && year >= 1900 &&
        g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year)) {
        lxw_datetime date = {.year = year, .month = month, .day = day};
        worksheet_write_datetime(sheet, row, column, &date, writer->date);
    } else {
        put_text(writer, sheet, row, column, text);
    }
}

/* An address that leads to the web becomes a link; anything else is shown only. */
static void put_place(XlsxWriter *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                      const char *place, int *links)
{
    bool web = place && (g_str_has_prefix(place, "https://") || g_str_has_prefix(place, "http://"));
    bool plain = web && strlen(place) < LINK_BYTES;
    for (const char *at = place; plain && *at; at++)
        plain = (unsigned char)*at > ' ' && (unsigned char)*at < 0x7f;
    if (plain && *links < MOST_LINKS &&
        worksheet_write_url(sheet, row, column, place, writer->link) == LXW_NO_ERROR)
        (*links)++;
    else
        put_text(writer, sheet, row, column, place);
}

static char *people_of(const XlsxWriter *writer, const char *list)
{
    g_auto(GStrv) ids = g_strsplit(list, ",", -1);
    guint count = g_strv_length(ids);
    GString *people = g_string_new(NULL);
    for (guint i = 0; i < MIN(count, PEOPLE_SHOWN); i++)
        g_string_append_printf(
            people, "%s%s", i ? ", " : "",
            mask_person(writer->context->mask, g_ascii_strtoll(ids[i], NULL, 10)));
    if (count > PEOPLE_SHOWN) {
        g_autofree char *more = text_fill(writer->language, "and-more",
                                          TEXT_VALUES(TEXT_NUMBER("n", count - PEOPLE_SHOWN)));
        g_string_append_printf(people, " %s", more);
    }
    return g_string_free(people, FALSE);
}

static char *channels_of(const XlsxWriter *writer, const char *list)
{
    g_auto(GStrv) ids = g_strsplit(list, ",", -1);
    GString *channels = g_string_new(NULL);
    for (guint i = 0; ids[i]; i++)
        g_string_append_printf(channels, "%s%s", i ? ", " : "", word(writer, "channel", ids[i]));
    return g_string_free(channels, FALSE);
}

static void put_action(XlsxWriter *writer, const Action *action, lxw_row_t row)
{
    lxw_worksheet *sheet = writer->work;
    g_autofree char *what = action_text(action, writer->language);
    g_autofree char *people = people_of(writer, action->people);
    g_autofree char *channels = channels_of(writer, action->channels);
    put_text(writer, sheet, row, 1, what);
    put_text(writer, sheet, row, 2, people);
    put_text(writer, sheet, row, 3, channels);
    put_text(writer, sheet, row, 4, action->title);
    put_place(writer, sheet, row, 5, action->place, &writer->work_links);
    put_text(writer, sheet, row, 6, word(writer, "severity", action->severity));
    worksheet_write_number(sheet, row, 7, (double)action->findings, writer->number);
    put_date(writer, sheet, row, 8, action->deadline);
    put_text(writer, sheet, row, 9, word(writer, "finding", action->fresh ? "new" : "open"));
    close_row(writer, sheet, row);
}

static void close_sheet(lxw_worksheet *sheet, const Column *columns, uint64_t rows)
{
    lxw_col_t count = 0;
    while (columns[count].head)
        count++;
    worksheet_autofilter(sheet, 0, 0, (lxw_row_t)MIN(rows, MOST_ROWS), (lxw_col_t)(count - 1));
}

static void put_actions(XlsxWriter *writer)
{
    g_autoptr(ActionCursor) cursor = actions_open(writer->context, MOST_ROWS);
    const Action *action;
    while ((action = actions_next(cursor)))
        put_action(writer, action, (lxw_row_t)++writer->actions);
    close_sheet(writer->work, work_columns, writer->actions);
}

static void add_formats(XlsxWriter *writer)
{
    writer->head = workbook_add_format(writer->book);
    format_set_bold(writer->head);
    format_set_text_wrap(writer->head);
    format_set_bottom(writer->head, LXW_BORDER_THIN);
    format_set_bg_color(writer->head, 0xE1EEF2);
    writer->text = workbook_add_format(writer->book);
    format_set_text_wrap(writer->text);
    format_set_align(writer->text, LXW_ALIGN_VERTICAL_TOP);
    writer->number = workbook_add_format(writer->book);
    format_set_align(writer->number, LXW_ALIGN_VERTICAL_TOP);
    writer->date = workbook_add_format(writer->book);
    format_set_align(writer->date, LXW_ALIGN_LEFT);
    format_set_num_format(writer->date, "dd-mm-yyyy");
    format_set_align(writer->date, LXW_ALIGN_VERTICAL_TOP);
    writer->link = workbook_add_format(writer->book);
    format_set_font_color(writer->link, 0x0A5A73);
    format_set_underline(writer->link, LXW_UNDERLINE_SINGLE);
    format_set_align(writer->link, LXW_ALIGN_VERTICAL_TOP);
}

static void *xlsx_begin(const ReportContext *context, Output *const *outputs)
{
    XlsxWriter *writer = g_new0(XlsxWriter, 1);
    g_autofree char *path = context_output_path(context, FILE_NAME);
    g_autofree char *folder = g_path_get_dirname(path);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
    g_autofree char *start = g_strconcat(context->options->today, "T00:00:00Z", NULL);
    g_autoptr(GDateTime) today = g_date_time_new_from_iso8601(start, NULL);
    lxw_doc_properties properties = {.title = (char *)"schoolaudit",
                                     .created = today ? (time_t)g_date_time_to_unix(today) : 0};
    (void)outputs;
    writer->context = context;
    writer->language = g_strcmp0(context->options->language, "en") == 0 ? "en" : "nl";
    writer->book = workbook_new_opt(path, &options);
    workbook_set_properties(writer->book, &properties);
    add_formats(writer);
    writer->work = add_sheet(writer, "sheet-work", work_columns);
    put_actions(writer);
    writer->findings = add_sheet(writer, "sheet-findings", finding_columns);
    return writer;
}

static void put_finding(XlsxWriter *writer, const Finding *finding, lxw_row_t row)
{
    lxw_worksheet *sheet = writer->findings;
    bool english = strcmp(writer->language, "en") == 0;
    const char *title = english ? finding->title_en : finding->title_nl;
    const char *place = finding->url && *finding->url ? finding->url : finding->place_path;
    g_autofree char *because = because_said(writer->language, finding->reason);
    g_autofree char *clauses = NULL;
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (guint i = 0; i < finding->clauses->len; i++)
        g_ptr_array_add(list, finding->clauses->pdata[i]);
    g_ptr_array_add(list, NULL);
    clauses = g_strjoinv(", ", (char **)list->pdata);
    worksheet_write_number(sheet, row, 0, (double)finding->id, writer->number);
    put_text(writer, sheet, row, 1, title ? title : finding->rule);
    put_text(writer, sheet, row, 2, finding->person_label);
    put_text(writer, sheet, row, 3, finding->group);
    put_text(writer, sheet, row, 4, word(writer, "channel", finding->channel));
    put_date(writer, sheet, row, 5, finding_published(finding));
    put_text(writer, sheet, row, 6, finding->title);
    put_place(writer, sheet, row, 7, place, &writer->finding_links);
    put_text(writer, sheet, row, 8, finding->excerpt);
    put_text(writer, sheet, row, 9, because);
    put_text(writer, sheet, row, 10, word(writer, "consent", finding->consent_state));
    put_text(writer, sheet, row, 11, word(writer, "severity", finding->severity));
    put_text(writer, sheet, row, 12, word(writer, "confidence", finding->confidence));
    put_text(writer, sheet, row, 13, word(writer, "finding", finding->state));
    put_text(writer, sheet, row, 14, word(writer, "as", finding->as));
    put_text(writer, sheet, row, 15, clauses);
    close_row(writer, sheet, row);
}

static void xlsx_finding(void *data, const Finding *finding)
{
    XlsxWriter *writer = data;
    if (++writer->count <= MOST_ROWS)
        put_finding(writer, finding, (lxw_row_t)writer->count);
}

/* What the file is, at which level, until when it may be kept, and what did not fit. */
static void add_about(XlsxWriter *writer)
{
    const ReportContext *context = writer->context;
    lxw_worksheet *sheet = workbook_add_worksheet(writer->book, say(writer, "sheet-about"));
    uint64_t actions = actions_count(context);
    g_autofree char *work =
        text_fill(writer->language, "about-rows",
                  TEXT_VALUES(TEXT_NUMBER("shown", writer->actions), TEXT_NUMBER("all", actions)));
    g_autofree char *findings =
        text_fill(writer->language, "about-rows",
                  TEXT_VALUES(TEXT_NUMBER("shown", MIN(writer->count, MOST_ROWS)),
                              TEXT_NUMBER("all", writer->count)));
    g_autofree char *coverage =
        text_fill(writer->language, "mast-coverage",
                  TEXT_VALUES(TEXT_COUNT("items", "count-items", context->ledger.items),
                              TEXT_NUMBER("gaps", context->ledger.gaps)));
    const char *level = mask_with_names(context->mask) ? "level-names" : "level-masked";
    const char *const rows[][2] = {{"fact-program", "schoolaudit"},
                                   {"fact-school", context_run(context, "school")},
                                   {"fact-audit", context->options->today},
                                   {"fact-level", say(writer, level)},
                                   {"fact-keep", context_run(context, "keep-until")},
                                   {"fact-coverage", coverage},
                                   {"sheet-work", work},
                                   {"sheet-findings", findings}};
    add_footer(writer, sheet);
    worksheet_set_column(sheet, 0, 0, 24, NULL);
    worksheet_set_column(sheet, 1, 1, 70, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        worksheet_write_string(sheet, (lxw_row_t)i, 0, say(writer, rows[i][0]), writer->head);
        g_autofree char *cell = escape_cell(rows[i][1], CELL_CHARACTERS);
        if (*cell)
            worksheet_write_string(sheet, (lxw_row_t)i, 1, cell, writer->text);
    }
}

static void xlsx_end(void *data)
{
    XlsxWriter *writer = data;
    const ReportContext *context = writer->context;
    close_sheet(writer->findings, finding_columns, writer->count);
    add_about(writer);
    lxw_error failure = workbook_close(writer->book);
    if (failure == LXW_NO_ERROR)
        context_adopt(context, FILE_NAME);
    else if (!*context->error)
        exit_error_set(context->error, EXIT_CANNOT_WRITE, "cli-report-not-written",
                       TEXT_VALUES(TEXT_TEXT("folder", context->options->out),
                                   TEXT_TEXT("file", FILE_NAME),
                                   TEXT_TEXT("cause", lxw_strerror(failure))));
    g_free(writer);
}

const ReportWriter report_xlsx = {
    .name = "xlsx",
    .files = {NULL},
    .begin = xlsx_begin,
    .finding = xlsx_finding,
    .end = xlsx_end,
};
