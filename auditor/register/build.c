/*
 * The lists in order: pupils first, then the consents that are joined to them, then staff and
 * parents. A row that belongs to nobody, or to two, is never dropped in silence.
 */
#include "register/build.h"

#include <string.h>

#include "commands/command.h"
#include "language.h"
#include "register/dates.h"
#include "register/long_list.h"
#include "register/rows.h"

typedef struct {
    Lexicon *lexicon;
    People *people;
    GHashTable *by_number; /* number to index + 1 */
    GHashTable *by_plain;  /* number without leading zeros to index + 1; G_MAXUINT: several */
    GHashTable *by_name;   /* folded name to GArray of indexes */
    GPtrArray *givers;     /* of each person, who gave the answers of the first row; or NULL */
    GArray *dated;         /* bool of each person: whether these answers have a date */
    GHashTable *asked; /* in lists with a row for each answer: person and question to Answered */
    bool film_columns;
} Loader;

/* The first row of a pupil and a question. */
typedef struct {
    char *giver; /* or NULL */
    bool dated;
    guint line;
} Answered;

static void answered_free(gpointer data)
{
    g_free(((Answered *)data)->giver);
    g_free(data);
}

static void index_array_free(gpointer data)
{
    g_array_unref(data);
}

static Loader loader_new(void)
{
    return (Loader){.lexicon = lexicon_new(),
                    .people = people_new(),
                    .givers = g_ptr_array_new_with_free_func(g_free),
                    .dated = g_array_new(FALSE, FALSE, sizeof(bool)),
                    .asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, answered_free),
                    .by_number = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    .by_plain = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    .by_name =
                        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, index_array_free)};
}

static void loader_clear(Loader *loader)
{
    g_ptr_array_unref(loader->givers);
    g_array_unref(loader->dated);
    g_hash_table_unref(loader->asked);
    g_hash_table_unref(loader->by_number);
    g_hash_table_unref(loader->by_plain);
    g_hash_table_unref(loader->by_name);
    lexicon_free(loader->lexicon);
    people_free(loader->people);
}

/* Spreadsheets lose the zeros in front. */
static const char *number_plain(const char *number)
{
    while (*number == '0' && number[1])
        number++;
    return number;
}

static char *name_key(const Person *person)
{
    g_autofree char *name =
        g_strjoin(" ", person->first ? person->first : "", person->infix ? person->infix : "",
                  person->last ? person->last : "", NULL);

    return text_fold(name);
}

static void index_person(Loader *loader, const Person *person, guint index)
{
    char *plain = g_strdup(number_plain(person->number));
    char *key = name_key(person);
    GArray *same = g_hash_table_lookup(loader->by_name, key);
    bool several = g_hash_table_contains(loader->by_plain, plain);

    g_hash_table_insert(loader->by_number, g_strdup(person->number), GUINT_TO_POINTER(index + 1));
    g_hash_table_insert(loader->by_plain, plain, GUINT_TO_POINTER(several ? G_MAXUINT : index + 1));
    if (!same) {
        same = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(loader->by_name, g_strdup(key), same);
    }
    g_array_append_val(same, index);
    g_free(key);
}

static void note_row(const Loader *loader, const RowReader *reader, const TableRow *row,
                     const char *code)
{
    g_autofree char *place = row_place(reader, row);

    note_add(loader->lexicon->notes, code, reader->layout->table->file_name, "", place);
}

/* Notes and swallows the rows that are no people. */
static bool row_is_data(const Loader *loader, const RowReader *reader, const TableRow *row)
{
    RowKind kind = row_kind(reader, row);

    if (kind == ROW_BLANK)
        note_row(loader, reader, row, "row-blank");
    else if (kind == ROW_HEADER)
        note_row(loader, reader, row, "row-header");
    else if (kind == ROW_FOOTER)
        note_row(loader, reader, row, "row-footer");
    return kind == ROW_DATA;
}

static bool person_is_named(const Person *person)
{
    return person->first || person->last || person->first_names || person->last_official;
}

static bool row_is_dated(const RowReader *reader, const TableRow *row)
{
    g_autofree char *cell = row_value(reader, row, COLUMN_GIVEN_ON);
    const Column *column = sheet_column(reader->sheet, COLUMN_GIVEN_ON);
    g_autofree char *date = cell ? date_read_order(cell, column->month_first) : NULL;

    return date != NULL;
}

/* Why a second row of one number may stand, as the code of its note: two parents' answers, or
 * answers of several times. NULL: it may be a slip in the number, or an outdated row. */
static const char *repeated_reason(const Loader *loader, const RowReader *reader,
                                   const TableRow *row, const Person *again, guint index)
{
    const Person *person = g_ptr_array_index(loader->people->persons, index);
    g_autofree char *giver = row_value(reader, row, COLUMN_GIVEN_BY);
    g_autofree char *one = name_key(person);
    g_autofree char *two = name_key(again);
    const char *earlier = g_ptr_array_index(loader->givers, index);

    if (strcmp(one, two) != 0)
        return NULL;
    if (giver && earlier && strcmp(giver, earlier) != 0)
        return "row-second-giver";
    bool dated = g_array_index(loader->dated, bool, index) && row_is_dated(reader, row);
    return dated ? "row-other-time" : NULL;
}

/* The answers of a row of a list with a row for each answer. A second answer to one question needs
 * another giver or another day, as a second row of a pupil does elsewhere. */
static void add_answer(Loader *loader, RowReader *reader, const TableRow *row, guint index)
{
    g_autofree char *asked = long_list_asked(reader->sheet, row);
    g_autofree char *key = g_strdup_printf("%u\t%s", index, asked);
    g_autofree char *place = row_place(reader, row);
    const Answered *first = *asked ? g_hash_table_lookup(loader->asked, key) : NULL;

    row_read_consents(reader, row, index, loader->people->consents);
    if (!*asked)
        return;
    Answered *answered = g_new0(Answered, 1);
    answered->giver = row_value(reader, row, COLUMN_GIVEN_BY);
    answered->dated = row_is_dated(reader, row);
    answered->line = row->line;
    if (!first) {
        g_hash_table_insert(loader->asked, g_steal_pointer(&key), answered);
        return;
    }
    if (first->giver && answered->giver && strcmp(first->giver, answered->giver) != 0) {
        note_row(loader, reader, row, "row-second-giver");
    } else if (first->dated && answered->dated) {
        note_row(loader, reader, row, "row-other-time");
    } else {
        g_autofree char *line = g_strdup_printf("%u", first->line);
        list_layout_ask(
            reader->layout,
            language_fill("register-ask-long-twice",
                          TEXT_VALUES(TEXT_TEXT("first", line), TEXT_TEXT("second", place),
                                      TEXT_TEXT("file", reader->layout->mapping->file_name))));
    }
    answered_free(answered);
}

/* A row without a pupil in a list with a row for each answer: it may belong to the row above. */
static void ask_whose(RowReader *reader, const TableRow *row)
{
    g_autofree char *place = row_place(reader, row);

    list_layout_ask(reader->layout, language_fill("register-ask-long-whose",
                                                  TEXT_VALUES(TEXT_TEXT("line", place))));
}

static void add_repeated(Loader *loader, RowReader *reader, const TableRow *row, Person *again,
                         guint index)
{
    const Person *person = g_ptr_array_index(loader->people->persons, index);
    const char *reason = repeated_reason(loader, reader, row, again, index);
    g_autofree char *one = name_key(person);
    g_autofree char *two = name_key(again);
    g_autofree char *place = row_place(reader, row);
    g_autofree char *first = g_strdup_printf("%u", person->row);

    if (sheet_is_long(reader->sheet) && !strcmp(one, two)) {
        add_answer(loader, reader, row, index);
    } else if (reason) {
        note_row(loader, reader, row, reason);
        row_read_consents(reader, row, index, loader->people->consents);
    } else {
        list_layout_ask(
            reader->layout,
            language_fill("register-ask-number-twice",
                          TEXT_VALUES(TEXT_TEXT("first", first), TEXT_TEXT("second", place),
                                      TEXT_TEXT("file", reader->layout->mapping->file_name))));
    }
    person_free(again);
}

static void add_pupil(Loader *loader, RowReader *reader, const TableRow *row)
{
    Person *person = row_read_person(reader, row, ROLE_PUPIL);
    People *people = loader->people;

    if (!person || !person_is_named(person)) {
        if (sheet_is_long(reader->sheet))
            ask_whose(reader, row);
        note_row(loader, reader, row, "row-without-name");
        person_free(person);
        return;
    }
    if (!person->number) {
        g_autofree char *place = row_place(reader, row);
        bool by_row = reader->layout->mapping->id_row;
        person->number = by_row ? g_strdup(place) : g_strdup_printf("r-%s", place);
        if (!by_row)
            note_row(loader, reader, row, "row-without-number");
    }
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(loader->by_number, person->number));
    if (known) {
        add_repeated(loader, reader, row, person, known - 1);
        return;
    }
    guint index = people->persons->len;
    index_person(loader, person, index);
    g_ptr_array_add(people->persons, person);
    bool dated = row_is_dated(reader, row);
    g_ptr_array_add(loader->givers, row_value(reader, row, COLUMN_GIVEN_BY));
    g_array_append_val(loader->dated, dated);
    if (sheet_is_long(reader->sheet))
        add_answer(loader, reader, row, index);
    else
        row_read_consents(reader, row, index, people->consents);
}

static void add_other(Loader *loader, RowReader *reader, const TableRow *row, PersonRole role)
{
    Person *person = row_read_person(reader, row, role);

    if (!person || !person_is_named(person)) {
        note_row(loader, reader, row, "row-without-name");
        person_free(person);
        return;
    }
    if (!person->number) {
        guint count = 1;
        for (guint i = 0; i < loader->people->persons->len; i++) {
            const Person *other = g_ptr_array_index(loader->people->persons, i);
            count += other->role == role;
        }
        person->number = g_strdup_printf("%s-%u", role == ROLE_STAFF ? "s" : "p", count);
    }
    guint index = loader->people->persons->len;
    g_ptr_array_add(loader->people->persons, person);
    row_read_consents(reader, row, index, loader->people->consents);
}

static bool births_differ(const Person *one, const Person *two)
{
    return one->birth && two->birth && strcmp(one->birth, two->birth) != 0;
}

/* The pupil of a row of answers: index + 1, 0 for none, G_MAXUINT for several. */
static guint find_pupil(const Loader *loader, const Person *row, const char *const *key)
{
    bool by_number = !key || g_strv_contains(key, "id");
    guint found = 0;

    if (row->number && by_number) {
        found = GPOINTER_TO_UINT(g_hash_table_lookup(loader->by_number, row->number));
        return found ? found
                     : GPOINTER_TO_UINT(
                           g_hash_table_lookup(loader->by_plain, number_plain(row->number)));
    }
    if (key && !g_strv_contains(key, "name"))
        return 0;
    g_autofree char *name = name_key(row);
    const GArray *same = g_hash_table_lookup(loader->by_name, name);
    for (guint i = 0; same && i < same->len; i++) {
        guint index = g_array_index(same, guint, i);
        if (births_differ(g_ptr_array_index(loader->people->persons, index), row))
            continue;
        found = found ? G_MAXUINT : index + 1;
    }
    return found;
}

/* A number that leads to another surname is a slip in one of the two lists. */
static bool names_differ(const Person *pupil, const Person *row)
{
    g_autofree char *one = text_fold(pupil->last ? pupil->last : "");
    g_autofree char *two = text_fold(row->last ? row->last : "");

    return *one && *two && strcmp(one, two) != 0;
}

/* From `first` on, no answer of this row is taken for a Yes. */
static void doubt_answers(GPtrArray *consents, guint first)
{
    for (guint i = first; i < consents->len; i++) {
        Consent *consent = g_ptr_array_index(consents, i);
        if (strcmp(consent->answer, "yes") != 0)
            continue;
        consent_set(&consent->answer, "review");
    }
}

static void add_consents(Loader *loader, RowReader *reader, const TableRow *row)
{
    Person *person = row_read_person(reader, row, ROLE_PUPIL);
    GPtrArray *consents = loader->people->consents;
    guint before = consents->len;
    guint found = person ? find_pupil(loader, person, reader->layout->key) : 0;

    if (!person) {
        if (sheet_is_long(reader->sheet))
            ask_whose(reader, row);
        note_row(loader, reader, row, "row-without-name");
    } else if (found == G_MAXUINT) {
        g_autofree char *place = row_place(reader, row);
        list_layout_ask(reader->layout, language_fill("register-ask-several",
                                                      TEXT_VALUES(TEXT_TEXT("line", place))));
    } else if (!found) {
        note_row(loader, reader, row, "row-no-such-pupil");
    } else {
        if (sheet_is_long(reader->sheet))
            add_answer(loader, reader, row, found - 1);
        else
            row_read_consents(reader, row, found - 1, consents);
        if (names_differ(g_ptr_array_index(loader->people->persons, found - 1), person)) {
            note_row(loader, reader, row, "row-name-differs");
            doubt_answers(consents, before);
        }
    }
    person_free(person);
}

static void read_row(Loader *loader, RowReader *reader, const TableRow *row)
{
    switch (reader->layout->kind) {
    case LIST_PUPILS:
        add_pupil(loader, reader, row);
        return;
    case LIST_CONSENTS:
        add_consents(loader, reader, row);
        return;
    case LIST_STAFF:
        add_other(loader, reader, row, ROLE_STAFF);
        return;
    case LIST_PARENTS:
        add_other(loader, reader, row, ROLE_PARENT);
        return;
    }
}

/* Remarks may hold conditions; they are left to the eye. */
static void note_remark(const Loader *loader, const RowReader *reader, const TableRow *row)
{
    for (guint i = 0; i < reader->sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(reader->sheet->columns, i);
        g_autofree char *cell = column->kind == COLUMN_REMARK ? row_cell(row, column->index) : NULL;
        g_autofree char *place = row_place(reader, row);
        if (cell && *cell)
            note_add(loader->lexicon->notes, "row-remark", reader->layout->table->file_name,
                     column->header, place);
    }
}

static bool read_list(Loader *loader, ListLayout *layout, GError **error)
{
    for (guint i = 0; i < layout->sheets->len; i++) {
        const SheetLayout *sheet = g_ptr_array_index(layout->sheets, i);
        RowReader reader = row_reader_new(loader->lexicon, layout, sheet, loader->film_columns);
        for (guint j = sheet->header_row + 1; j < sheet->sheet->rows->len; j++) {
            const TableRow *row = g_ptr_array_index(sheet->sheet->rows, j);
            if (!row_is_data(loader, &reader, row))
                continue;
            if (row->hidden)
                note_row(loader, &reader, row, "row-hidden");
            read_row(loader, &reader, row);
            note_remark(loader, &reader, row);
        }
        row_reader_finish(&reader);
    }
    if (layout->kind == LIST_PUPILS && loader->people->persons->len == 0)
        list_layout_ask(layout, language_fill("register-ask-nobody", NULL));
    return list_layout_check(layout, error);
}

/* What the columns say of all lists together. */
static void learn_columns(Loader *loader, const ListLayout *layout)
{
    bool consents = false;

    for (guint i = 0; i < layout->sheets->len; i++) {
        const SheetLayout *sheet = g_ptr_array_index(layout->sheets, i);
        for (guint j = 0; j < sheet->columns->len; j++) {
            const Column *column = g_ptr_array_index(sheet->columns, j);
            if (column->kind != COLUMN_CONSENT)
                continue;
            consents = true;
            const char *const *subjects = (const char *const *)column->subjects;
            loader->film_columns = loader->film_columns || g_strv_contains(subjects, "film");
            loader->people->has_name_consent =
                loader->people->has_name_consent || g_strv_contains(subjects, "name");
        }
    }
    if (layout->mapping->refusers)
        loader->people->refusers_only = true;
    else if (!consents && layout->kind == LIST_CONSENTS)
        note_add(loader->lexicon->notes, "list-without-consents", layout->table->file_name, "",
                 NULL);
}

static void add_list(Loader *loader, GPtrArray *layouts, ListKind kind, const PeopleList *list)
{
    if (!list->table)
        return;
    ListLayout *layout = list_layout_new(loader->lexicon, kind, list->table, list->mapping);
    layout->key = list->key;
    if (kind == LIST_PUPILS || kind == LIST_CONSENTS)
        learn_columns(loader, layout);
    g_ptr_array_add(layouts, layout);
}

static void digest_add(GChecksum *checksum, const char *digest)
{
    if (digest)
        g_checksum_update(checksum, (const guchar *)digest, (gssize)strlen(digest));
    g_checksum_update(checksum, (const guchar *)"\n", 1);
}

/* One list without a mapping stands for itself, else lists and mappings are digested once more: a
 * changed mapping is a changed register. */
static char *digest_all(const GPtrArray *layouts)
{
    const ListLayout *first = g_ptr_array_index(layouts, 0);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);

    if (layouts->len == 1 && !first->mapping->given)
        return g_strdup(first->table->digest);
    for (guint i = 0; i < layouts->len; i++) {
        const ListLayout *layout = g_ptr_array_index(layouts, i);
        digest_add(checksum, layout->table->digest);
        digest_add(checksum, layout->mapping->digest);
    }
    return g_strdup(g_checksum_get_string(checksum));
}

People *people_build(const PeopleLists *lists, GPtrArray *layouts, GError **error)
{
    Loader loader = loader_new();
    g_autoptr(GPtrArray) own =
        layouts ? g_ptr_array_ref(layouts)
                : g_ptr_array_new_with_free_func((GDestroyNotify)list_layout_free);
    guint first = own->len;
    bool ok = true;

    add_list(&loader, own, LIST_PUPILS, &lists->pupils);
    for (guint i = 0; i < lists->consent_count; i++)
        add_list(&loader, own, LIST_CONSENTS, &lists->consents[i]);
    add_list(&loader, own, LIST_STAFF, &lists->staff);
    add_list(&loader, own, LIST_PARENTS, &lists->parents);
    for (guint i = first; ok && i < own->len; i++)
        ok = read_list(&loader, g_ptr_array_index(own, i), error);
    if (ok) {
        note_book_write(loader.lexicon->notes, loader.people->notes);
        if (own->len)
            loader.people->digest = digest_all(own);
    }
    People *people = ok ? g_steal_pointer(&loader.people) : NULL;
    loader_clear(&loader);
    return people;
}
