/*
 * Which format each cell style has (ECMA-376 part 1, 18.8.30), and the day a number means in the
 * 1900 system.
 */
#include "readers/office/sheet_dates.h"

#include <stdlib.h>
#include <string.h>

#include "readers/office/sheet_format.h"
#include "worker/xml.h"

struct SheetDates {
    GHashTable *formats; /* numbers of custom formats → their codes */
    GArray *styles;      /* unsigned: number of the style's format */
    bool in_styles;
};

/* The code of a format; NULL where it shows numbers as they are. */
static const char *code_of(const SheetDates *dates, unsigned number)
{
    const char *own = g_hash_table_lookup(dates->formats, GUINT_TO_POINTER(number));
    return own != NULL ? own : sheet_format_built_in(number);
}

const char *sheet_format(const SheetDates *dates, unsigned style)
{
    return style < dates->styles->len
               ? code_of(dates, g_array_index(dates->styles, unsigned, style))
               : NULL;
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    SheetDates *dates = user;
    const char *number = xml_value(attributes, count, "numFmtId");
    const char *code = xml_value(attributes, count, "formatCode");
    unsigned format = number != NULL ? (unsigned)strtoul(number, NULL, 10) : 0;
    if (strcmp(name, "numFmt") == 0 && code != NULL) {
        g_hash_table_insert(dates->formats, GUINT_TO_POINTER(format), g_strdup(code));
    } else if (strcmp(name, "cellXfs") == 0) {
        dates->in_styles = true;
    } else if (strcmp(name, "xf") == 0 && dates->in_styles) {
        g_array_append_val(dates->styles, format);
    }
}

static void on_end(void *user, const char *space, const char *name)
{
    (void)space;
    SheetDates *dates = user;
    dates->in_styles = dates->in_styles && strcmp(name, "cellXfs") != 0;
}

SheetDates *sheet_dates_read(PackagePart *styles)
{
    static const XmlHandler handler = {.start = on_start, .end = on_end};
    SheetDates *dates = g_new0(SheetDates, 1);
    dates->formats = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    dates->styles = g_array_new(FALSE, FALSE, sizeof(unsigned));
    if (styles != NULL) {
        styles->used = true;
        xml_parse(styles->data, styles->length, &handler, dates);
    }
    return dates;
}

void sheet_dates_free(SheetDates *dates)
{
    if (dates != NULL) {
        g_hash_table_unref(dates->formats);
        g_array_unref(dates->styles);
        g_free(dates);
    }
}

/* A day of the 1900 system; NULL where it is none. */
static char *sheet_day(double day)
{
    if (!(day >= 61 && day < 2958466)) {
        return NULL;
    }
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 30, G_DATE_DECEMBER, 1899);
    g_date_add_days(&date, (guint)day);
    return g_strdup_printf("%02u-%02u-%04u", g_date_get_day(&date), g_date_get_month(&date),
                           g_date_get_year(&date));
}

char *sheet_date(const SheetDates *dates, unsigned style, const char *number)
{
    char *end;
    double day = g_ascii_strtod(number, &end);
    const char *code = sheet_format(dates, style);
    bool is_date = code != NULL && sheet_format_is_date(code) && end != number && *end == '\0';
    return is_date ? sheet_day(day) : NULL;
}
