/*
 * EDEXML 2.0 and 2.1, and the same elements in UWLR's SOAP envelope: the exchange of Dutch school
 * administrations. Two sheets come out, "leerlingen" and "leerkrachten". What the law or good sense
 * keeps from this use (identity numbers, descent, weight, address, picture) is dropped unread; its
 * column goes out empty, so that the coordinator can say so.
 */
#include "worker/list_exchange.h"

#include <string.h>

#include "worker/xml.h"

typedef enum { PART_NONE, PART_PUPIL, PART_TEACHER } Part;

/* Elements of a person that are read, in the order of the columns; the header is the element. */
static const char *const columns[] = {
    "key",      "achternaam",    "voorvoegsel", "voornamen",  "voorletters-1",
    "roepnaam", "geboortedatum", "groep",       "emailadres", "gebruikersnaam"};
/* Their last column differs. */
#define COLUMNS G_N_ELEMENTS(columns)
#define COLUMN_GROUP 7
#define COLUMN_LAST COLUMNS /* uitstroomdatum of a pupil, rol of a teacher */

/* Prefixes of elements that are never read. */
static const char *const dropped[] = {
    "bsn",           "sofinummer", "onderwijsnummer", "rijksregisternummer",
    "etniciteit",    "land",       "gewicht",         "postcode",
    "nationaliteit", "fotourl",    "geslacht",        "pgn"};

typedef struct {
    ListFile *file;
    ListSheet *sheets[3];
    unsigned lines[3];
    GHashTable *groups;  /* key to name */
    GPtrArray *found[3]; /* names of dropped elements, owned */
    GPtrArray *path;     /* local names of the open elements, owned */
    GString *text;
    char *group_key; /* of the group being defined */
    Part part;
    guint depth; /* of the person's element */
    char *cells[COLUMNS + 1];
    char *description; /* a teacher's rolomschrijving */
    bool pupils, is_edexml;
} Reading;

static const char *parent(const Reading *reading, guint up)
{
    guint length = reading->path->len;

    return length > up ? reading->path->pdata[length - 1 - up] : "";
}

static void take(char **field, const char *value)
{
    if (*field || !value || !*value)
        return;
    *field = g_strstrip(g_strdup(value));
}

static bool is_dropped(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dropped); i++)
        if (g_str_has_prefix(name, dropped[i]))
            return true;
    return false;
}

static void note_dropped(Reading *reading, const char *name)
{
    GPtrArray *found = reading->found[reading->part];

    if (!g_ptr_array_find_with_equal_func(found, name, g_str_equal, NULL))
        g_ptr_array_add(found, g_strdup(name));
}

static void start_person(Reading *reading, Part part, const XmlAttribute *attributes, size_t count)
{
    reading->part = part;
    reading->depth = reading->path->len;
    take(&reading->cells[0], xml_value(attributes, count, "key"));
    if (xml_value(attributes, count, "eckid"))
        note_dropped(reading, "eckid");
}

static void put_person(Reading *reading)
{
    Part part = reading->part;
    unsigned line = ++reading->lines[part];

    if (part == PART_TEACHER && reading->description) {
        g_free(reading->cells[COLUMN_LAST]);
        reading->cells[COLUMN_LAST] = g_steal_pointer(&reading->description);
    }
    g_clear_pointer(&reading->description, g_free);
    for (guint i = 0; i <= COLUMN_LAST; i++) {
        if (reading->cells[i])
            list_sheet_put(reading->file, reading->sheets[part], line, i, reading->cells[i]);
        g_clear_pointer(&reading->cells[i], g_free);
    }
    reading->part = PART_NONE;
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    Reading *reading = user;
    const char *key = xml_value(attributes, count, "key");

    (void)space;
    g_ptr_array_add(reading->path, g_strdup(name));
    g_string_truncate(reading->text, 0);
    reading->is_edexml = reading->is_edexml || !g_ascii_strcasecmp(name, "edex");
    reading->pupils =
        reading->pupils || !strcmp(name, "leerlingen") || !strcmp(name, "leerkrachten");
    if (reading->part == PART_NONE && !strcmp(name, "leerling"))
        start_person(reading, PART_PUPIL, attributes, count);
    else if (reading->part == PART_NONE && !strcmp(name, "leerkracht"))
        start_person(reading, PART_TEACHER, attributes, count);
    else if (reading->part == PART_NONE && key && !strcmp(name, "groep"))
        take(&reading->group_key, key);
    else if (reading->part != PART_NONE && key && !strcmp(name, "groep"))
        take(&reading->cells[COLUMN_GROUP], key);
}

/* A child of the person's element, or of its list of groups. */
static void end_field(Reading *reading, const char *name)
{
    const char *last = reading->part == PART_PUPIL ? "uitstroomdatum" : "rol";

    if (is_dropped(name)) {
        note_dropped(reading, name);
        return;
    }
    for (guint i = 1; i < COLUMNS; i++)
        if (i != COLUMN_GROUP && !strcmp(name, columns[i]))
            take(&reading->cells[i], reading->text->str);
    if (!strcmp(name, last))
        take(&reading->cells[COLUMN_LAST], reading->text->str);
    else if (reading->part == PART_TEACHER && !strcmp(name, "rolomschrijving"))
        take(&reading->description, reading->text->str);
}

static void end_outside(Reading *reading, const char *name)
{
    if (!strcmp(name, "naam") && reading->group_key && !strcmp(parent(reading, 1), "groep"))
        g_hash_table_replace(reading->groups, g_strdup(reading->group_key),
                             g_strstrip(g_strdup(reading->text->str)));
    else if (!strcmp(name, "groep"))
        g_clear_pointer(&reading->group_key, g_free);
}

static void on_end(void *user, const char *space, const char *name)
{
    Reading *reading = user;
    guint length = reading->path->len;

    (void)space;
    if (reading->part == PART_NONE)
        end_outside(reading, name);
    else if (length == reading->depth)
        put_person(reading);
    else if (length == reading->depth + 1)
        end_field(reading, name);
    g_string_truncate(reading->text, 0);
    if (length)
        g_ptr_array_set_size(reading->path, (gint)length - 1);
}

static void on_text(void *user, const char *text, size_t length)
{
    Reading *reading = user;
    bool private = reading->part != PART_NONE && reading->path->len == reading->depth + 1 &&
                   is_dropped(parent(reading, 0));

    if (!private)
        g_string_append_len(reading->text, text, (gssize)length);
}

/* Groups may be defined behind the pupils: their keys become names at the end. */
static void name_groups(const Reading *reading, ListSheet *sheet)
{
    for (guint i = 0; i < sheet->rows->len; i++) {
        ListRow *row = g_ptr_array_index(sheet->rows, i);
        char *key = row->cells->len > COLUMN_GROUP ? row->cells->pdata[COLUMN_GROUP] : NULL;
        const char *name = key ? g_hash_table_lookup(reading->groups, key) : NULL;
        if (!name)
            continue;
        row->cells->pdata[COLUMN_GROUP] = g_strdup(name);
        g_free(key);
    }
}

static void put_headers(Reading *reading, Part part)
{
    ListSheet *sheet = reading->sheets[part];
    const GPtrArray *found = reading->found[part];

    for (guint i = 0; i < COLUMNS; i++)
        list_sheet_put(reading->file, sheet, 1, i, columns[i]);
    list_sheet_put(reading->file, sheet, 1, COLUMN_LAST,
                   part == PART_PUPIL ? "uitstroomdatum" : "rol");
    for (guint i = 0; i < found->len; i++)
        list_sheet_put(reading->file, sheet, 1, COLUMN_LAST + 1 + i, found->pdata[i]);
}

static void finish(Reading *reading)
{
    for (Part part = PART_PUPIL; part <= PART_TEACHER; part++) {
        name_groups(reading, reading->sheets[part]);
        put_headers(reading, part);
        list_sheet_finish(reading->file, reading->sheets[part]);
        g_ptr_array_unref(reading->found[part]);
    }
    for (guint i = 0; i <= COLUMN_LAST; i++)
        g_free(reading->cells[i]);
    g_ptr_array_unref(reading->path);
    g_string_free(reading->text, TRUE);
    g_hash_table_unref(reading->groups);
    g_free(reading->group_key);
    g_free(reading->description);
}

ListFile *list_exchange_read(const char *xml, size_t length)
{
    static const XmlHandler handler = {on_start, on_end, on_text, NULL};
    Reading reading = {.file = list_file_new("EDEXML"),
                       .lines = {1, 1, 1},
                       .groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                       .path = g_ptr_array_new_with_free_func(g_free),
                       .text = g_string_new(NULL)};

    for (Part part = PART_PUPIL; part <= PART_TEACHER; part++) {
        reading.sheets[part] = list_file_sheet(
            reading.file, part == PART_PUPIL ? "leerlingen" : "leerkrachten", false);
        reading.found[part] = g_ptr_array_new_with_free_func(g_free);
    }
    if (!xml_parse(xml, length, &handler, &reading))
        list_file_fail(reading.file, REASON_CORRUPT, NULL);
    if (!reading.pupils)
        list_file_fail(reading.file, REASON_UNSUPPORTED_TYPE, "xml");
    reading.file->format = reading.is_edexml ? "EDEXML" : "UWLR";
    finish(&reading);
    return reading.file;
}
