/*
 * Formats are read by their sections (positive; negative; zero) and placeholders. Colours and
 * conditions are passed over; fractions show the number as it is.
 */
#include "readers/office/sheet_format.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 30
#define CODE_BYTES_MAX 256U
#define LARGEST 1e15

typedef struct {
    unsigned whole, zeros, decimals, fixed; /* placeholders; how many of them are "0" */
    unsigned percents, thousands;           /* thousands: divided by, behind the placeholders */
    bool grouped, general, other;           /* other: exponents, fractions, text */
} Shape;

const char *sheet_format_built_in(unsigned number)
{
    static const struct {
        unsigned number;
        const char *code;
    } formats[] = {{1, "0"},
                   {2, "0.00"},
                   {3, "#,##0"},
                   {4, "#,##0.00"},
                   {9, "0%"},
                   {10, "0.00%"},
                   {14, "dd-mm-yyyy"},
                   {15, "d-mmm-yy"},
                   {16, "d-mmm-yy"},
                   {17, "d-mmm-yy"},
                   {18, "h:mm"},
                   {19, "h:mm:ss"},
                   {20, "h:mm"},
                   {21, "h:mm:ss"},
                   {22, "d-m-yy h:mm"},
                   {37, "#,##0;(#,##0)"},
                   {38, "#,##0;(#,##0)"},
                   {39, "#,##0.00;(#,##0.00)"},
                   {40, "#,##0.00;(#,##0.00)"},
                   {45, "mm:ss"},
                   {46, "[h]:mm:ss"},
                   {47, "mm:ss.0"}};
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (formats[i].number == number) {
            return formats[i].code;
        }
    }
    return (number >= 27 && number <= 36) || (number >= 50 && number <= 58) ? "dd-mm-yyyy" : NULL;
}

/* ---- reading a code ---- */

/* The bytes of what is shown as it stands, or not at all, at `at`: quoted words, escapes, colours;
 * 0 where a placeholder or letter of the format stands. Appends to `out` what is shown. */
static size_t take_literal(const char *at, GString *out)
{
    const char *end;
    switch (*at) {
    case '"':
        end = strchr(at + 1, '"');
        if (out != NULL && end != NULL) {
            g_string_append_len(out, at + 1, end - at - 1);
        }
        return end != NULL ? (size_t)(end - at) + 1 : strlen(at);
    case '[': /* "[$€-413]" shows its sign, "[h]" is the format's own */
        end = strchr(at, ']');
        if (end == NULL || (end - at == 2 && strchr("hHmMsS", at[1]) != NULL)) {
            return end == NULL ? strlen(at) : 0;
        }
        if (out != NULL && at[1] == '$') {
            g_string_append_len(out, at + 2, (gssize)strcspn(at + 2, "-]"));
        }
        return (size_t)(end - at) + 1;
    case '\\':
        if (out != NULL && at[1] != '\0') {
            g_string_append_c(out, at[1]);
        }
        return at[1] != '\0' ? 2 : 1;
    case '_': /* as wide as the next character */
    case '*':
        if (out != NULL && *at == '_') {
            g_string_append_c(out, ' ');
        }
        return at[1] != '\0' ? 2 : 1;
    default:
        return 0;
    }
}

static bool has_letter(const char *code, const char *letters)
{
    while (*code != '\0') {
        size_t literal = take_literal(code, NULL);
        if (literal == 0 && strchr(letters, *code) != NULL) {
            return true;
        }
        code += MAX(literal, 1);
    }
    return false;
}

bool sheet_format_is_date(const char *code)
{
    return g_ascii_strcasecmp(code, "General") != 0 && has_letter(code, "dDyYjJ");
}

static bool shows_time(const char *code)
{
    return g_ascii_strcasecmp(code, "General") != 0 && has_letter(code, "hHsSuU");
}

/* The section for a number: "positive;negative;zero". g_free. */
static char *section_of(const char *code, double value, bool *signless)
{
    unsigned wanted = value < 0 ? 1 : value > 0 ? 0 : 2, section = 0;
    const char *starts[3] = {code, NULL, NULL}, *ends[3] = {NULL, NULL, NULL};
    const char *at = code;
    while (*at != '\0' && section < 3) {
        size_t literal = take_literal(at, NULL);
        if (literal == 0 && *at == ';') {
            ends[section++] = at;
            if (section < 3) {
                starts[section] = at + 1;
            }
        }
        at += MAX(literal, 1);
    }
    if (section < 3) {
        ends[section] = at + strlen(at);
    }
    unsigned chosen = starts[wanted] != NULL ? wanted : 0;
    *signless = chosen == 1;
    return g_strndup(starts[chosen], (gsize)(ends[chosen] - starts[chosen]));
}

static Shape shape_of(const char *section)
{
    Shape shape = {0};
    bool behind = false; /* the decimal point */
    unsigned commas = 0;
    shape.general = strstr(section, "General") != NULL;
    for (const char *at = section; *at != '\0';) {
        size_t literal = take_literal(at, NULL);
        if (literal > 0) {
            at += literal;
            continue;
        }
        bool digit = strchr("0#?", *at) != NULL;
        shape.grouped = shape.grouped || (digit && commas > 0 && shape.whole > 0 && !behind);
        commas = digit ? 0 : commas;
        shape.whole += digit && !behind;
        shape.zeros += *at == '0' && !behind;
        shape.decimals += digit && behind;
        shape.fixed += *at == '0' && behind;
        behind = behind || *at == '.';
        commas += *at == ',';
        shape.percents += *at == '%';
        shape.other = shape.other || strchr("/eE@", *at) != NULL;
        at++;
    }
    shape.thousands = commas;
    return shape;
}

/* ---- showing ---- */

typedef struct {
    GString *out;
    char digits[DIGITS_MAX * 2]; /* of the whole part */
    char decimals[DIGITS_MAX * 2];
    size_t used, count;
    unsigned places, decimal;
    bool grouped, behind;
} Showing;

static void put_digit(Showing *showing)
{
    size_t left = showing->count - showing->used;
    g_string_append_c(showing->out, showing->digits[showing->used++]);
    if (showing->grouped && left > 1 && (left - 1) % 3 == 0) {
        g_string_append_c(showing->out, ',');
    }
}

/* One placeholder: its digit, before the first one all that have no place. */
static void put_place(Showing *showing)
{
    if (showing->behind) {
        char c = showing->decimals[showing->decimal];
        if (c != '\0') {
            g_string_append_c(showing->out, c);
            showing->decimal++;
        }
        return;
    }
    while (showing->count - showing->used > showing->places) {
        put_digit(showing);
    }
    if (showing->count - showing->used == showing->places && showing->places > 0) {
        put_digit(showing);
    }
    showing->places -= showing->places > 0;
}

static void put_section(Showing *showing, const char *section)
{
    for (const char *at = section; *at != '\0';) {
        size_t literal = take_literal(at, showing->out);
        if (literal > 0) {
            at += literal;
            continue;
        }
        if (strchr("0#?", *at) != NULL) {
            put_place(showing);
        } else if (*at == '.') {
            showing->behind = true;
            if (showing->decimals[0] != '\0') {
                g_string_append_c(showing->out, '.');
            }
        } else if (*at != ',') {
            g_string_append_c(showing->out, *at);
        }
        at++;
    }
}

static void fill(Showing *showing, const Shape *shape, double value)
{
    char text[DIGITS_MAX * 2];
    int decimals = (int)MIN(shape->decimals, 15U);
    g_ascii_formatd(
        text, sizeof text,
        (char[]){'%', '.', (char)('0' + decimals / 10), (char)('0' + decimals % 10), 'f', '\0'},
        value);
    char *point = strchr(text, '.');
    if (point != NULL) {
        g_strlcpy(showing->decimals, point + 1, sizeof showing->decimals);
        size_t keep = strlen(showing->decimals);
        while (keep > shape->fixed && showing->decimals[keep - 1] == '0') {
            showing->decimals[--keep] = '\0';
        }
        *point = '\0';
    }
    const char *whole = strcmp(text, "0") == 0 ? "" : text;
    size_t zeros = MIN(shape->zeros, (unsigned)DIGITS_MAX), length = strlen(whole);
    size_t padding = zeros > length ? zeros - length : 0;
    memset(showing->digits, '0', padding);
    g_strlcpy(showing->digits + padding, whole, sizeof showing->digits - padding);
    showing->count = strlen(showing->digits);
    showing->places = shape->whole;
    showing->grouped = shape->grouped;
}

static char *show_number(const char *code, double value)
{
    bool signless;
    g_autofree char *section = section_of(code, value, &signless);
    Shape shape = shape_of(section);
    if (shape.general || shape.other || shape.whole + shape.decimals == 0) {
        return NULL;
    }
    Showing showing = {.out = g_string_new(NULL)};
    double scaled =
        fabs(value) * pow(100, MIN(shape.percents, 4U)) / pow(1000, MIN(shape.thousands, 4U));
    fill(&showing, &shape, scaled);
    if (value < 0 && !signless) {
        g_string_append_c(showing.out, '-');
    }
    put_section(&showing, section);
    return g_string_free(showing.out, FALSE);
}

/* A day of the 1900 system, in which that year had one too many; and the hour in it. */
static char *show_moment(const char *code, double value)
{
    GString *text = g_string_new(NULL);
    double day = floor(value);
    long long seconds = llround((value - day) * 86400);
    bool elapsed = strchr(code, '[') != NULL && has_letter(code, "[");
    if (sheet_format_is_date(code) && day >= 1) {
        GDate date;
        g_date_clear(&date, 1);
        g_date_set_dmy(&date, day < 60 ? 31 : 30, G_DATE_DECEMBER, 1899);
        g_date_add_days(&date, (guint)day);
        g_string_append_printf(text, "%02u-%02u-%04u", g_date_get_day(&date),
                               g_date_get_month(&date), g_date_get_year(&date));
        elapsed = false;
    }
    if (shows_time(code)) {
        seconds += elapsed ? (long long)day * 86400 : 0;
        g_string_append_printf(text, "%s%02lld:%02lld", text->len > 0 ? " " : "", seconds / 3600,
                               seconds / 60 % 60);
        if (has_letter(code, "sS")) {
            g_string_append_printf(text, ":%02lld", seconds % 60);
        }
    }
    return g_string_free(text, text->len == 0);
}

char *sheet_format_show(const char *code, double value)
{
    if (code == NULL || strlen(code) > CODE_BYTES_MAX || !isfinite(value) ||
        fabs(value) >= LARGEST) {
        return NULL;
    }
    if (sheet_format_is_date(code) || shows_time(code)) {
        return value >= 0 && value < 2958466 ? show_moment(code, value) : NULL;
    }
    return show_number(code, value);
}

char *sheet_format_show_all(const char *code, const char *number, char **behind)
{
    char *end;
    double value = g_ascii_strtod(number, &end);
    *behind = NULL;
    if (code == NULL || end == number || *end != '\0') {
        return NULL;
    }
    char *shown = sheet_format_show(code, value);
    bool moment = sheet_format_is_date(code) || shows_time(code);
    if (shown != NULL && moment && value >= 1 && value != floor(value)) {
        *behind = show_moment("yyyy hh:ss", value);
    } else if (shown != NULL && !moment) {
        *behind = g_strdup(number);
    }
    if (*behind != NULL && strstr(shown, *behind) != NULL) {
        g_clear_pointer(behind, g_free);
    }
    return shown;
}
