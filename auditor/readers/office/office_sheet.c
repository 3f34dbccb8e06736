/*
 * SpreadsheetML (ECMA-376 part 1, 18.3): a row is a line, its cells are parted by tabs. Hidden
 * sheets, rows and columns go out as hidden text; formulas too, for the words they quote.
 */
#include "readers/office/office_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "readers/office/relations.h"
#include "readers/office/sheet_dates.h"
#include "readers/office/sheet_format.h"
#include "readers/office/sheet_header.h"
#include "worker/xml.h"

#define COLUMNS_MAX 16384U   /* of the format */
#define ROW_BYTES (4U << 20) /* told in pieces of this size */

typedef struct {
    char *name, *id;
    bool hidden;
} Sheet;

typedef struct {
    GString *bytes;  /* all shared strings, each ended by a NUL */
    GArray *offsets; /* size_t */
    guint8 *shown;   /* 1: a cell shows that one */
    bool missing;    /* a cell asked for one that is not there */
    bool in_text, in_phonetic;
} Strings;

typedef struct {
    Texts *texts;
    GPtrArray *sheets;
    GString *name; /* of a defined name */
    GString *text;
    bool in_text;
} Workbook;

typedef struct {
    Texts *texts;
    Strings *strings;
    const SheetDates *dates;
    bool hidden_sheet, hidden_row;
    uint8_t *hidden_columns; /* COLUMNS_MAX */
    unsigned column;
    char type[12];
    unsigned style;
    GString *value, *formula, *shown, *hidden, *other;
    enum { IN_NOTHING, IN_VALUE, IN_FORMULA, IN_OTHER } inside;
    bool in_cell, in_row;
} Reading;

static bool is_true(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* ---- shared strings ---- */

static void string_start(void *user, const char *space, const char *name,
                         const XmlAttribute *attributes, size_t count)
{
    (void)space, (void)attributes, (void)count;
    Strings *strings = user;
    if (strcmp(name, "si") == 0) {
        g_array_append_val(strings->offsets, strings->bytes->len);
    }
    strings->in_phonetic = strings->in_phonetic || strcmp(name, "rPh") == 0;
    strings->in_text = strcmp(name, "t") == 0 && !strings->in_phonetic;
}

static void string_end(void *user, const char *space, const char *name)
{
    (void)space;
    Strings *strings = user;
    strings->in_text = false;
    if (strcmp(name, "si") == 0) {
        g_string_append_c(strings->bytes, '\0');
    } else if (strcmp(name, "rPh") == 0) {
        strings->in_phonetic = false;
    }
}

static void string_text(void *user, const char *text, size_t length)
{
    Strings *strings = user;
    if (strings->in_text) {
        g_string_append_len(strings->bytes, text, (gssize)length);
    }
}

static bool read_strings(Package *package, Strings *strings)
{
    static const XmlHandler handler = {string_start, string_end, string_text, NULL};
    PackagePart *part = package_find(package, "xl/sharedStrings.xml");
    if (part == NULL) {
        return true;
    }
    part->used = true;
    return xml_parse(part->data, part->length, &handler, strings);
}

static const char *shared_string(Strings *strings, const char *number)
{
    char *end;
    unsigned long index = strtoul(number, &end, 10);
    if (end == number || index >= strings->offsets->len) {
        strings->missing = strings->missing || end != number;
        return "";
    }
    strings->shown[index] = 1;
    return strings->bytes->str + g_array_index(strings->offsets, gsize, index);
}

/* Texts that no cell shows: programs leave them in the table when they take rows away. */
static void put_unused(const Strings *strings, Texts *texts)
{
    texts_label(texts, "texts that no cell shows");
    for (guint i = 0; i < strings->offsets->len; i++) {
        if (strings->shown[i] == 0) {
            texts_line(texts, PLACE_HIDDEN,
                       strings->bytes->str + g_array_index(strings->offsets, gsize, i));
        }
    }
    if (strings->missing) {
        sink_gap(texts_sink(texts), REASON_CORRUPT, "a cell's text is not in the table of texts");
    }
}

/* ---- workbook ---- */

static void sheet_free(gpointer data)
{
    Sheet *sheet = data;
    g_free(sheet->name);
    g_free(sheet->id);
    g_free(sheet);
}

static void workbook_start(void *user, const char *space, const char *name,
                           const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Workbook *workbook = user;
    if (strcmp(name, "sheet") == 0) {
        Sheet *sheet = g_new0(Sheet, 1);
        const char *state = xml_value(attributes, count, "state");
        sheet->name = g_strdup(xml_value(attributes, count, "name"));
        sheet->id = g_strdup(xml_value(attributes, count, "id"));
        sheet->hidden = state != NULL && strcmp(state, "visible") != 0;
        g_ptr_array_add(workbook->sheets, sheet);
    } else if (strcmp(name, "definedName") == 0) {
        texts_line(workbook->texts, PLACE_HIDDEN, xml_value(attributes, count, "name"));
        texts_line(workbook->texts, PLACE_HIDDEN, xml_value(attributes, count, "comment"));
        workbook->in_text = true;
    } else if (strcmp(name, "customWorkbookView") == 0) { /* of a person who shares it */
        texts_line(workbook->texts, PLACE_HIDDEN, xml_value(attributes, count, "name"));
    } else if (strcmp(name, "absPath") == 0) { /* where it lay when it was saved */
        texts_line(workbook->texts, PLACE_HIDDEN, xml_value(attributes, count, "url"));
    } else if (strcmp(name, "fileSharing") == 0) {
        texts_author(workbook->texts, xml_value(attributes, count, "userName"));
    }
}

static void workbook_end(void *user, const char *space, const char *name)
{
    (void)space, (void)name;
    Workbook *workbook = user;
    texts_line(workbook->texts, PLACE_HIDDEN, workbook->text->str);
    g_string_truncate(workbook->text, 0);
    workbook->in_text = false;
}

static void workbook_text(void *user, const char *text, size_t length)
{
    Workbook *workbook = user;
    if (workbook->in_text) {
        g_string_append_len(workbook->text, text, (gssize)length);
    }
}

/* ---- a worksheet ---- */

static void append_flat(GString *line, const char *text)
{
    for (;;) {
        size_t run = strcspn(text, "\t\r\n");
        g_string_append_len(line, text, (gssize)run);
        if (text[run] == '\0') {
            return;
        }
        g_string_append_c(line, ' ');
        text += run + 1;
    }
}

/* The row so far. */
static void put_row(Reading *reading)
{
    texts_line(reading->texts, PLACE_BODY, reading->shown->str);
    texts_line(reading->texts, PLACE_HIDDEN, reading->hidden->str);
    g_string_truncate(reading->shown, 0);
    g_string_truncate(reading->hidden, 0);
}

static const char *cell_text(Reading *reading, char **owned)
{
    const char *value = reading->value->str;
    if (strcmp(reading->type, "s") == 0) {
        return shared_string(reading->strings, value);
    }
    if (*reading->type == '\0' || strcmp(reading->type, "n") == 0) {
        g_autofree char *behind = NULL;
        const char *code = sheet_format(reading->dates, reading->style);
        *owned = sheet_format_show_all(code, value, &behind);
        if (behind != NULL) {
            g_string_append_printf(reading->hidden, "%s%s", reading->hidden->len > 0 ? "\t" : "",
                                   behind);
        }
    }
    return *owned != NULL ? *owned : value;
}

static void end_cell(Reading *reading)
{
    g_autofree char *owned = NULL;
    const char *text = sink_is_full(texts_sink(reading->texts)) ? "" : cell_text(reading, &owned);
    bool hidden = reading->hidden_sheet || reading->hidden_row ||
                  (reading->column < COLUMNS_MAX && reading->hidden_columns[reading->column]);
    GString *line = hidden ? reading->hidden : reading->shown;
    if (line->len > 0) {
        g_string_append_c(line, '\t');
    }
    append_flat(line, text);
    if (line->len > ROW_BYTES) {
        put_row(reading);
    }
    if (strchr(reading->formula->str, '"') != NULL) {
        texts_line(reading->texts, PLACE_HIDDEN, reading->formula->str);
    }
    g_string_truncate(reading->value, 0);
    g_string_truncate(reading->formula, 0);
    reading->in_cell = false;
}

static void end_row(Reading *reading)
{
    put_row(reading);
    reading->in_row = false;
}

/* "BC12" is column 54, counted from 0. */
static unsigned column_of(const char *reference, unsigned next)
{
    unsigned column = 0;
    if (reference == NULL || !g_ascii_isalpha(*reference)) {
        return next;
    }
    for (; g_ascii_isalpha(*reference) && column < COLUMNS_MAX; reference++) {
        column = column * 26 + (unsigned)(g_ascii_toupper(*reference) - 'A' + 1);
    }
    return column - 1;
}

static unsigned number_of(const char *value)
{
    return value != NULL ? (unsigned)strtoul(value, NULL, 10) : 0;
}

static void start_cell(Reading *reading, const XmlAttribute *attributes, size_t count)
{
    const char *type = xml_value(attributes, count, "t");
    reading->column = column_of(xml_value(attributes, count, "r"), reading->column + 1);
    g_strlcpy(reading->type, type != NULL ? type : "", sizeof reading->type);
    reading->style = number_of(xml_value(attributes, count, "s"));
    reading->in_cell = true;
}

static void hide_columns(Reading *reading, const XmlAttribute *attributes, size_t count)
{
    unsigned from = number_of(xml_value(attributes, count, "min"));
    unsigned to = MIN(number_of(xml_value(attributes, count, "max")), COLUMNS_MAX);
    if (is_true(xml_value(attributes, count, "hidden"))) {
        for (unsigned column = MAX(from, 1U); column <= to; column++) {
            reading->hidden_columns[column - 1] = 1;
        }
    }
}

static void put_words(Reading *reading, const XmlAttribute *attributes, size_t count)
{
    static const char *const names[] = {"display",     "tooltip",    "location", "error", "prompt",
                                        "promptTitle", "errorTitle", "name",     "text",  "val"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = xml_value(attributes, count, names[i]);
        if (value != NULL && value[strspn(value, "0123456789.,-+ ")] != '\0') {
            texts_line(reading->texts, PLACE_HIDDEN, value);
        }
    }
}

static void sheet_start(void *user, const char *space, const char *name,
                        const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Reading *reading = user;
    if (strcmp(name, "row") == 0) {
        reading->hidden_row = is_true(xml_value(attributes, count, "hidden"));
        reading->column = (unsigned)-1;
        reading->in_row = true;
    } else if (strcmp(name, "c") == 0 && reading->in_row) {
        start_cell(reading, attributes, count);
    } else if (reading->in_cell) {
        reading->inside = strcmp(name, "v") == 0 || strcmp(name, "t") == 0 ? IN_VALUE
                          : strcmp(name, "f") == 0                         ? IN_FORMULA
                                                                           : IN_NOTHING;
    } else if (strcmp(name, "col") == 0) {
        hide_columns(reading, attributes, count);
    } else {
        put_words(reading, attributes, count);
        reading->inside = IN_OTHER;
    }
}

static void sheet_end(void *user, const char *space, const char *name)
{
    (void)space;
    Reading *reading = user;
    if (reading->inside == IN_OTHER && reading->other->len > 0) {
        bool shown = strstr(name, "Header") != NULL || strstr(name, "Footer") != NULL;
        g_autofree char *plain = shown ? sheet_header_plain(reading->other->str) : NULL;
        texts_line(reading->texts, shown ? PLACE_BODY : PLACE_HIDDEN,
                   shown ? plain : reading->other->str);
        g_string_truncate(reading->other, 0);
    }
    if (reading->inside != IN_VALUE || strcmp(name, "t") != 0) {
        reading->inside = IN_NOTHING;
    }
    if (strcmp(name, "c") == 0 && reading->in_cell) {
        end_cell(reading);
    } else if (strcmp(name, "row") == 0) {
        end_row(reading);
    }
}

static void sheet_text(void *user, const char *text, size_t length)
{
    Reading *reading = user;
    GString *into = reading->inside == IN_VALUE     ? reading->value
                    : reading->inside == IN_FORMULA ? reading->formula
                    : reading->inside == IN_OTHER   ? reading->other
                                                    : NULL;
    if (into != NULL) {
        g_string_append_len(into, text, (gssize)length);
    }
}

static bool read_sheet(Package *package, PackagePart *part, Strings *strings,
                       const SheetDates *dates, bool hidden, Texts *texts)
{
    static const XmlHandler handler = {sheet_start, sheet_end, sheet_text, NULL};
    g_autoptr(Relations) relations = relations_of(package, part);
    Reading reading = {.texts = texts,
                       .strings = strings,
                       .dates = dates,
                       .hidden_sheet = hidden,
                       .hidden_columns = g_malloc0(COLUMNS_MAX),
                       .value = g_string_new(NULL),
                       .formula = g_string_new(NULL),
                       .shown = g_string_new(NULL),
                       .hidden = g_string_new(NULL),
                       .other = g_string_new(NULL)};
    part->used = true;
    bool whole = xml_parse(part->data, part->length, &handler, &reading);
    end_row(&reading);
    relations_put(relations, texts);
    g_free(reading.hidden_columns);
    g_string_free(reading.value, TRUE);
    g_string_free(reading.formula, TRUE);
    g_string_free(reading.shown, TRUE);
    g_string_free(reading.hidden, TRUE);
    g_string_free(reading.other, TRUE);
    return whole;
}

/* Sheets in the workbook's order, then those it does not name: they are hidden. */
static bool read_sheets(Package *package, const Workbook *workbook, Relations *relations,
                        Strings *strings, const SheetDates *dates)
{
    bool whole = true;
    unsigned number = 0;
    for (guint i = 0; i < workbook->sheets->len; i++) {
        const Sheet *sheet = g_ptr_array_index(workbook->sheets, i);
        const Relation *relation = relations_find(relations, sheet->id);
        PackagePart *part = relation != NULL ? package_find(package, relation->target) : NULL;
        g_autofree char *label = g_strdup_printf("sheet %u", ++number);
        texts_label(workbook->texts, label);
        texts_line(workbook->texts, sheet->hidden ? PLACE_HIDDEN : PLACE_TITLE, sheet->name);
        if (part != NULL && !part->used && g_str_has_prefix(relation->type, "worksheet")) {
            whole =
                read_sheet(package, part, strings, dates, sheet->hidden, workbook->texts) && whole;
        }
    }
    g_autoptr(GPtrArray) others = package_match(package, "xl/worksheets/*.xml");
    for (guint i = 0; i < others->len; i++) {
        PackagePart *part = g_ptr_array_index(others, i);
        texts_label(workbook->texts, "sheet outside the workbook");
        whole = read_sheet(package, part, strings, dates, true, workbook->texts) && whole;
    }
    return whole;
}

static bool read_workbook(Package *package, Workbook *workbook, Strings *strings,
                          const SheetDates *dates)
{
    static const XmlHandler handler = {workbook_start, workbook_end, workbook_text, NULL};
    PackagePart none = {.name = (char *)"xl/workbook.xml", .data = (char *)""};
    PackagePart *part = package_find(package, "xl/workbook.xml");
    bool whole = part != NULL;
    part = part != NULL ? part : &none;
    part->used = true;
    g_autoptr(Relations) relations = relations_of(package, part);
    texts_label(workbook->texts, "workbook");
    whole = xml_parse(part->data, part->length, &handler, workbook) && whole;
    return read_sheets(package, workbook, relations, strings, dates) && whole;
}

bool office_sheets(Package *package, Texts *texts)
{
    Strings strings = {.bytes = g_string_new(NULL),
                       .offsets = g_array_new(FALSE, FALSE, sizeof(gsize))};
    Workbook workbook = {.texts = texts,
                         .sheets = g_ptr_array_new_with_free_func(sheet_free),
                         .text = g_string_new(NULL)};
    g_autoptr(SheetDates) dates = sheet_dates_read(package_find(package, "xl/styles.xml"));
    bool whole = read_strings(package, &strings);
    g_string_append_c(strings.bytes, '\0');
    strings.shown = g_malloc0(strings.offsets->len + 1);
    whole = read_workbook(package, &workbook, &strings, dates) && whole;
    put_unused(&strings, texts);
    g_free(strings.shown);
    g_string_free(strings.bytes, TRUE);
    g_array_unref(strings.offsets);
    g_ptr_array_unref(workbook.sheets);
    g_string_free(workbook.text, TRUE);
    return whole;
}
