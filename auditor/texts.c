/*
 * The catalogue of texts: reads the embedded po files once, on first use, and never changes
 * afterwards. Filling placeholders and writing numbers and dates the way each language does are
 * here too, so that no writer has a habit of its own.
 */
#include "texts.h"

#include <gio/gio.h>
#include <string.h>

#define PO_FOLDER "/schoolaudit/po"

typedef enum { LANGUAGE_NL, LANGUAGE_EN, LANGUAGES } Language;

typedef struct {
    GHashTable *texts[LANGUAGES]; /* id -> text, both owned */
} Catalogue;

static Language language_of(const char *language)
{
    return g_strcmp0(language, "en") == 0 ? LANGUAGE_EN : LANGUAGE_NL;
}

/* Appends what stands between the first and last quote of a line, \" \\ and \n resolved. */
static void append_quoted(GString *out, const char *line)
{
    const char *at = strchr(line, '"');
    const char *end = strrchr(line, '"');
    if (!at || end == at)
        return;
    for (at++; at < end; at++) {
        if (*at == '\\' && at + 1 < end) {
            at++;
            g_string_append_c(out, *at == 'n' ? '\n' : *at);
        } else {
            g_string_append_c(out, *at);
        }
    }
}

static void keep_text(GHashTable *texts, GString *id, GString *text)
{
    if (id->len > 0)
        g_hash_table_insert(texts, g_strdup(id->str), g_strdup(text->str));
    g_string_truncate(id, 0);
    g_string_truncate(text, 0);
}

static void parse_po(GHashTable *texts, const char *data)
{
    g_autoptr(GString) id = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(data, "\n", -1);
    bool in_text = false;
    for (char **line = lines; *line; line++) {
        if (g_str_has_prefix(*line, "msgid ")) {
            keep_text(texts, id, text);
            in_text = false;
            append_quoted(id, *line);
        } else if (g_str_has_prefix(*line, "msgstr ")) {
            in_text = true;
            append_quoted(text, *line);
        } else if (**line == '"') {
            append_quoted(in_text ? text : id, *line);
        }
    }
    keep_text(texts, id, text);
}

static void load_file(Catalogue *catalogue, const char *name)
{
    Language language;
    if (g_str_has_suffix(name, ".nl.po"))
        language = LANGUAGE_NL;
    else if (g_str_has_suffix(name, ".en.po"))
        language = LANGUAGE_EN;
    else
        return;
    g_autofree char *path = g_strconcat(PO_FOLDER "/", name, NULL);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes); /* its name came from the same list */
    g_autofree char *data = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    parse_po(catalogue->texts[language], data);
}

static Catalogue *catalogue_load(void)
{
    Catalogue *catalogue = g_new0(Catalogue, 1);
    for (size_t i = 0; i < LANGUAGES; i++)
        catalogue->texts[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) names =
        g_resources_enumerate_children(PO_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    for (char **name = names; name && *name; name++)
        load_file(catalogue, *name);
    return catalogue;
}

static GHashTable *texts_of(const char *language)
{
    static gsize loaded = 0; /* the catalogue, once it is there; read-only from then on */
    if (g_once_init_enter(&loaded))
        g_once_init_leave(&loaded, (gsize)catalogue_load());
    return ((Catalogue *)loaded)->texts[language_of(language)];
}

const char *text_get(const char *language, const char *id)
{
    const char *text = g_hash_table_lookup(texts_of(language), id);
    return text ? text : id;
}

bool text_has(const char *language, const char *id)
{
    return g_hash_table_contains(texts_of(language), id);
}

char *text_number(const char *language, uint64_t number)
{
    char separator = language_of(language) == LANGUAGE_EN ? ',' : '.';
    g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, number);
    size_t length = strlen(digits);
    GString *out = g_string_sized_new(length + length / 3 + 1);
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append_c(out, separator);
        g_string_append_c(out, digits[i]);
    }
    return g_string_free(out, FALSE);
}

/* Whether the text starts with 2026-11-22 and goes on, if at all, with a time. */
static bool is_date(const char *text)
{
    static const char pattern[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof pattern - 1; i++) {
        if (pattern[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != '-')
            return false;
    }
    int month = (text[5] - '0') * 10 + text[6] - '0';
    return month >= 1 && month <= 12 && (text[10] == '\0' || text[10] == 'T' || text[10] == ' ');
}

char *text_date(const char *language, const char *date)
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (!date || !is_date(date))
        return g_strdup(date ? date : "");
    GString *out = g_string_new(NULL);
    if (language_of(language) == LANGUAGE_EN) {
        int month = (date[5] - '0') * 10 + date[6] - '0';
        g_string_append_printf(out, "%d %s %.4s", (date[8] - '0') * 10 + date[9] - '0',
                               months[month - 1], date);
    } else {
        g_string_append_printf(out, "%.2s-%.2s-%.4s", date + 8, date + 5, date);
    }
    if (date[10] != '\0' && strlen(date) >= 16)
        g_string_append_printf(out, " %.5s", date + 11);
    return g_string_free(out, FALSE);
}

char *text_bytes(const char *language, uint64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    double amount = (double)bytes;
    size_t unit = 0;
    while (amount >= 999.5 && unit + 1 < G_N_ELEMENTS(units)) {
        amount /= 1000;
        unit++;
    }
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, unit == 0 || amount >= 99.95 ? "%.0f" : "%.1f", amount);
    if (language_of(language) == LANGUAGE_NL)
        g_strdelimit(digits, ".", ',');
    return g_strconcat(digits, " ", units[unit], NULL);
}

char *text_value(const char *language, const TextValue *value)
{
    switch (value->kind) {
    case TEXT_VALUE_NUMBER:
        return text_number(language, value->number);
    case TEXT_VALUE_DATE:
        return text_date(language, value->text);
    case TEXT_VALUE_BYTES:
        return text_bytes(language, value->number);
    case TEXT_VALUE_ID:
        return g_strdup(text_get(language, value->text));
    case TEXT_VALUE_COUNT:
        return text_fill(language, value->text,
                         (const TextValue[]){TEXT_NUMBER("n", value->number), {0}});
    case TEXT_VALUE_TEXT:
    case TEXT_VALUE_END:
        break;
    }
    return g_strdup(value->text ? value->text : "");
}

/* The template to use: <id>-one or <id>-many where a number named n is given and they exist. */
const char *text_template(const char *language, const char *id, const TextValue *values)
{
    for (const TextValue *value = values; value && value->kind != TEXT_VALUE_END; value++) {
        if (value->kind != TEXT_VALUE_NUMBER || strcmp(value->name, "n") != 0)
            continue;
        g_autofree char *plural = g_strconcat(id, value->number == 1 ? "-one" : "-many", NULL);
        const char *text = g_hash_table_lookup(texts_of(language), plural);
        if (text)
            return text;
    }
    return text_get(language, id);
}

static const TextValue *find_value(const TextValue *values, const char *name, size_t length)
{
    for (const TextValue *value = values; value && value->kind != TEXT_VALUE_END; value++) {
        if (strlen(value->name) == length && memcmp(value->name, name, length) == 0)
            return value;
    }
    return NULL;
}

char *text_fill_template(const char *language, const char *text, const TextValue *values)
{
    GString *out = g_string_new(NULL);
    const char *at = text;
    while (*at) {
        const char *close = *at == '{' ? strchr(at, '}') : NULL;
        const TextValue *value =
            close ? find_value(values, at + 1, (size_t)(close - at - 1)) : NULL;
        if (value) {
            g_autofree char *filled = text_value(language, value);
            g_string_append(out, filled);
            at = close + 1;
        } else {
            g_string_append_c(out, *at++);
        }
    }
    return g_string_free(out, FALSE);
}

char *text_fill(const char *language, const char *id, const TextValue *values)
{
    return text_fill_template(language, text_template(language, id, values), values);
}

static int compare_ids(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

GPtrArray *text_ids(const char *language)
{
    GPtrArray *ids = g_ptr_array_new();
    GHashTableIter iter;
    void *id;
    g_hash_table_iter_init(&iter, texts_of(language));
    while (g_hash_table_iter_next(&iter, &id, NULL))
        g_ptr_array_add(ids, id);
    g_ptr_array_sort(ids, compare_ids);
    return ids;
}
