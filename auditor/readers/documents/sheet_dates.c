/*
 * Which cell styles show a number as a date (ECMA-376 part 1, 18.8.30), and the day a number means
 * in the 1900 system.
 */
#include "readers/documents/sheet_dates.h"

#include <stdlib.h>
#include <string.h>

#include "readers/documents/html_targets.h"
#include "worker/xml.h"

struct SheetDates {
    GHashTable *formats; /* numbers of custom formats that show a date */
    GArray *styles;      /* guint8: whether it shows a date */
    bool in_styles;
};

bool sheet_format_is_date(const char *code)
{
    for (const char *at = code; *at != '\0'; at++) {
        if (*at == '"') {
            at = strchr(at + 1, '"');
        } else if (*at == '[') {
            at = strchr(at, ']');
        } else if (*at == '\\' || *at == '_') {
            at += at[1] != '\0';
        } else if (strchr("dDyYjJ", *at) != NULL) {
            return true;
        }
        if (at == NULL) {
            return false;
        }
    }
    return false;
}

bool sheet_format_number_is_date(unsigned number)
{
    return (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36) ||
           (number >= 50 && number <= 58);
}

static bool is_date_format(const SheetDates *dates, unsigned number)
{
    return sheet_format_number_is_date(number) ||
           g_hash_table_contains(dates->formats, GUINT_TO_POINTER(number));
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    SheetDates *dates = user;
    const char *number = html_value(attributes, count, "numFmtId");
    const char *code = html_value(attributes, count, "formatCode");
    unsigned format = number != NULL ? (unsigned)strtoul(number, NULL, 10) : 0;
    if (strcmp(name, "numFmt") == 0 && code != NULL && sheet_format_is_date(code)) {
        g_hash_table_add(dates->formats, GUINT_TO_POINTER(format));
    } else if (strcmp(name, "cellXfs") == 0) {
        dates->in_styles = true;
    } else if (strcmp(name, "xf") == 0 && dates->in_styles) {
        guint8 is_date = is_date_format(dates, format);
        g_array_append_val(dates->styles, is_date);
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
    dates->formats = g_hash_table_new(NULL, NULL);
    dates->styles = g_array_new(FALSE, FALSE, sizeof(guint8));
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

char *sheet_day(double day)
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
    bool is_date = style < dates->styles->len && g_array_index(dates->styles, guint8, style) &&
                   end != number && *end == '\0';
    return is_date ? sheet_day(day) : NULL;
}
