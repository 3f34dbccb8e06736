/*
 * From cells to persons and answers. Every cell that says less than it should leaves a note with
 * its line, and never a yes.
 */
#include "register/rows.h"

#include <string.h>

#include "language.h"
#include "register/dates.h"
#include "register/listed.h"
#include "register/long_list.h"
#include "register/values.h"

#define CELLS_KEPT 4096U /* of those that were read already */

static NameOrder sheet_order(const RowReader *reader, const Column *full)
{
    const TableSheet *sheet = reader->sheet->sheet;
    guint found[3] = {0};

    if (full->order != NAME_ORDER_UNKNOWN)
        return full->order;
    for (guint i = reader->sheet->header_row + 1; i < sheet->rows->len; i++) {
        g_autofree char *cell = row_cell(g_ptr_array_index(sheet->rows, i), full->index);
        found[name_order(reader->lexicon->particles, cell)]++;
    }
    if (found[NAME_ORDER_FIRST_LAST] && !found[NAME_ORDER_LAST_FIRST])
        return NAME_ORDER_FIRST_LAST;
    if (found[NAME_ORDER_LAST_FIRST] && !found[NAME_ORDER_FIRST_LAST])
        return NAME_ORDER_LAST_FIRST;
    return NAME_ORDER_UNKNOWN;
}

RowReader row_reader_new(const Lexicon *lexicon, ListLayout *layout, const SheetLayout *sheet,
                         bool film_columns)
{
    RowReader reader = {.lexicon = lexicon,
                        .layout = layout,
                        .sheet = sheet,
                        .film_columns = film_columns,
                        .unsplit = g_string_new(NULL)};
    const Column *full = sheet_column(sheet, COLUMN_FULL);

    for (size_t i = 0; i < G_N_ELEMENTS(reader.dates); i++)
        reader.dates[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(reader.answers); i++)
        reader.answers[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (full)
        reader.order = sheet_order(&reader, full);
    return reader;
}

void row_reader_finish(RowReader *reader)
{
    const Column *full = sheet_column(reader->sheet, COLUMN_FULL);

    if (full && reader->unsplit->len)
        list_layout_ask(
            reader->layout,
            language_fill("register-ask-full",
                          TEXT_VALUES(TEXT_TEXT("column", full->header),
                                      TEXT_TEXT("line", reader->unsplit->str),
                                      TEXT_TEXT("file", reader->layout->mapping->file_name))));
    g_string_free(reader->unsplit, TRUE);
    reader->unsplit = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(reader->dates); i++)
        g_clear_pointer(&reader->dates[i], g_hash_table_unref);
    for (size_t i = 0; i < G_N_ELEMENTS(reader->answers); i++)
        g_clear_pointer(&reader->answers[i], g_hash_table_unref);
}

/* Whether the row begins with a word for sums and pages, and names nobody beside it. */
static bool row_is_footer(const RowReader *reader, const TableRow *row)
{
    static const ColumnKind kinds[] = {COLUMN_FIRST, COLUMN_LAST, COLUMN_FULL, COLUMN_ID};
    guint first = 0, named = 0;

    while (row->cells[first] && !row->cells[first][strspn(row->cells[first], " \t")])
        first++;
    if (!row->cells[first])
        return false;
    g_autofree char *folded = text_fold(row->cells[first]);
    folded[strcspn(folded, " ")] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *cell = row_value(reader, row, kinds[i]);
        named += cell != NULL;
    }
    return named < 2 && wordbook_whole(reader->lexicon->headers, "footer", folded);
}

RowKind row_kind(const RowReader *reader, const TableRow *row)
{
    const TableRow *header =
        g_ptr_array_index(reader->sheet->sheet->rows, reader->sheet->header_row);
    guint filled = 0, equal = 0;

    for (guint i = 0; row->cells[i]; i++) {
        g_autofree char *cell = row_cell(row, i);
        g_autofree char *title = row_cell(header, i);
        filled += *cell != '\0';
        equal += *cell && !strcmp(cell, title);
    }
    if (!filled)
        return ROW_BLANK;
    if (equal == filled && filled > 1)
        return ROW_HEADER;
    return row_is_footer(reader, row) ? ROW_FOOTER : ROW_DATA;
}

char *row_place(const RowReader *reader, const TableRow *row)
{
    if (reader->layout->table->sheets->len < 2)
        return g_strdup_printf("%u", row->line);
    return g_strdup_printf("%s:%u", reader->sheet->sheet->sheet, row->line);
}

static void note(const RowReader *reader, const TableRow *row, const char *code, const char *column)
{
    g_autofree char *place = row_place(reader, row);

    note_add(reader->lexicon->notes, code, reader->layout->table->file_name, column, place);
}

char *row_value(const RowReader *reader, const TableRow *row, ColumnKind kind)
{
    const Column *column = sheet_column(reader->sheet, kind);
    g_autofree char *cell = column ? row_cell(row, column->index) : NULL;

    return cell && *cell ? g_steal_pointer(&cell) : NULL;
}

/* A date, or NULL with a note where there is something else. */
static char *row_date(const RowReader *reader, const TableRow *row, ColumnKind kind)
{
    g_autofree char *cell = row_value(reader, row, kind);
    const Column *column = sheet_column(reader->sheet, kind);
    char *date = cell ? date_read_order(cell, column->month_first) : NULL;

    if (cell && !date)
        note(reader, row, "date-unreadable", column->header);
    return date;
}

/* Anything that is no clear No protects: the error on this side costs nothing. */
static bool row_protected(const RowReader *reader, const TableRow *row)
{
    g_autofree char *cell = row_value(reader, row, COLUMN_PROTECTED);

    if (!cell)
        return false;
    Value value = value_read(reader->lexicon->values, reader->layout->mapping->values, cell, false);
    return value.kind != VALUE_CLEAR || value.answer == CONSENT_YES ||
           value.answer == CONSENT_REVIEW;
}

static void read_full_name(const RowReader *reader, const TableRow *row, Person *person)
{
    g_autofree char *full = row_value(reader, row, COLUMN_FULL);
    const Column *column = sheet_column(reader->sheet, COLUMN_FULL);

    if (!full || person->last)
        return;
    g_autofree char *first = g_steal_pointer(&person->first);
    if (name_split(reader->lexicon->particles, full, reader->order, person)) {
        if (person->aliases)
            note(reader, row, "name-two-readings", column->header);
    } else if (!strpbrk(full, " ,")) {
        person->first = g_strdup(full);
        note(reader, row, "name-one-word", column->header);
    } else {
        g_autofree char *place = row_place(reader, row);
        if (reader->unsplit->len < 200)
            g_string_append_printf(reader->unsplit, "%s%s", reader->unsplit->len ? ", " : "",
                                   place);
    }
    if (first) {
        g_free(person->first);
        person->first = g_steal_pointer(&first);
    }
}

/* A comma parts aliases of one word each; "Vries, Sanne de" is one. */
static GStrv aliases_split(const char *cell)
{
    g_auto(GStrv) at_commas = g_strsplit(cell, ",", -1);
    bool words = true;

    for (guint i = 0; at_commas[i]; i++)
        words = words && !strchr(g_strstrip(at_commas[i]), ' ');
    return g_strsplit_set(cell, words ? ",;/|\n" : ";/|\n", -1);
}

static GStrv read_aliases(const RowReader *reader, const TableRow *row, GStrv already)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    guint count = already ? g_strv_length(already) : 0;

    if (already)
        g_strv_builder_addv(builder, (const char **)already);
    for (guint i = 0; i < reader->sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(reader->sheet->columns, i);
        g_autofree char *cell = column->kind == COLUMN_ALIAS ? row_cell(row, column->index) : NULL;
        g_auto(GStrv) names = aliases_split(cell ? cell : "");
        for (guint j = 0; names[j]; j++) {
            if (!*g_strstrip(names[j]))
                continue;
            g_strv_builder_add(builder, names[j]);
            count++;
        }
    }
    return count ? g_strv_builder_end(builder) : NULL;
}

static void read_name(const RowReader *reader, const TableRow *row, Person *person)
{
    person->first = row_value(reader, row, COLUMN_FIRST);
    person->first_names = row_value(reader, row, COLUMN_FIRST_NAMES);
    person->initials = row_value(reader, row, COLUMN_INITIALS);
    person->infix = row_value(reader, row, COLUMN_INFIX);
    person->last = row_value(reader, row, COLUMN_LAST);
    person->last_official = row_value(reader, row, COLUMN_LAST_OFFICIAL);
    read_full_name(reader, row, person);
    g_auto(GStrv) split = g_steal_pointer(&person->aliases);
    person->aliases = read_aliases(reader, row, split);
    name_move_particle(reader->lexicon->particles, person);
    if (!person->last && person->last_official)
        person->last = g_strdup(person->last_official);
    if (!person->first && person->first_names)
        person->first = g_strndup(person->first_names, strcspn(person->first_names, " "));
}

/* Where groups have a sheet each, the sheet's name is the group. */
static char *read_group(const RowReader *reader, const TableRow *row)
{
    if (sheet_column(reader->sheet, COLUMN_GROUP))
        return row_value(reader, row, COLUMN_GROUP);
    return reader->layout->sheets->len > 1 ? g_strdup(reader->sheet->sheet->sheet) : NULL;
}

Person *row_read_person(const RowReader *reader, const TableRow *row, PersonRole role)
{
    Person *person = person_new(role);

    person->row = row->line;
    person->number = row_value(reader, row, COLUMN_ID);
    read_name(reader, row, person);
    bool named = person->first || person->last || person->first_names || person->last_official;
    if (!named && !person->number) {
        person_free(person);
        return NULL;
    }
    if (named && (!person->last || !(person->first || person->initials)))
        note(reader, row, "name-incomplete", "");
    person->group = read_group(reader, row);
    person->birth = row_date(reader, row, COLUMN_BIRTH);
    person->left = row_date(reader, row, COLUMN_LEFT);
    person->email = row_value(reader, row, COLUMN_EMAIL);
    person->account = row_value(reader, row, COLUMN_ACCOUNT);
    person->function = row_value(reader, row, COLUMN_FUNCTION);
    person->is_protected = row_protected(reader, row);
    return person;
}

static bool beside_applies(const Column *beside, const Column *answers)
{
    return !beside->targets ||
           g_strv_contains((const char *const *)beside->targets, answers->header);
}

/* The cell beside the answers; a column for these answers alone goes before one for all. */
static const Column *beside_find(const RowReader *reader, ColumnKind kind, const Column *answers)
{
    const Column *found = NULL;

    for (guint i = 0; i < reader->sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(reader->sheet->columns, i);
        if (column->kind == kind && beside_applies(column, answers) &&
            (!found || (column->targets && !found->targets)))
            found = column;
    }
    return found;
}

static char *beside_text(const RowReader *reader, const TableRow *row, ColumnKind kind,
                         const Column *answers)
{
    const Column *column = beside_find(reader, kind, answers);
    g_autofree char *cell = column ? row_cell(row, column->index) : NULL;

    return cell && *cell ? g_steal_pointer(&cell) : NULL;
}

/* As date_read() has it; lists hold the same few dates over and over. Borrowed. */
static const char *read_date(const RowReader *reader, const Column *column, const char *cell)
{
    GHashTable *dates = reader->dates[column->month_first];
    char *date = NULL;

    if (g_hash_table_lookup_extended(dates, cell, NULL, (gpointer *)&date))
        return date;
    if (g_hash_table_size(dates) >= CELLS_KEPT)
        g_hash_table_remove_all(dates);
    date = date_read_order(cell, column->month_first);
    g_hash_table_insert(dates, g_strdup(cell), date);
    return date;
}

/* A date beside the answers. One that cannot be read makes a Yes doubtful: it may have come later,
 * run out, or been withdrawn. */
static char *beside_date(const RowReader *reader, const TableRow *row, ColumnKind kind,
                         const Column *answers, bool *doubtful)
{
    g_autofree char *cell = beside_text(reader, row, kind, answers);
    const Column *column = beside_find(reader, kind, answers);
    char *date = cell ? g_strdup(read_date(reader, column, cell)) : NULL;

    if (!cell || date)
        return date;
    Value value = value_read(reader->lexicon->values, NULL, cell, false);
    bool empty =
        value.kind == VALUE_CLEAR && (value.answer == CONSENT_UNKNOWN ||
                                      (kind == COLUMN_WITHDRAWN_ON && value.answer == CONSENT_NO));
    if (!empty) {
        *doubtful = true;
        note(reader, row, "date-unreadable", column->header);
    }
    return NULL;
}

/* Whether the cell is the row's own person: "Sanne", "Sanne de Vries". */
static bool is_own_name(const RowReader *reader, const TableRow *row, const char *folded)
{
    static const ColumnKind kinds[] = {COLUMN_FIRST, COLUMN_FIRST_NAMES, COLUMN_INFIX, COLUMN_LAST,
                                       COLUMN_FULL};
    g_autoptr(GString) whole = g_string_new(NULL);
    g_autofree char *first = row_value(reader, row, COLUMN_FIRST);
    g_autofree char *short_name = text_fold(first ? first : "");

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *cell = row_value(reader, row, kinds[i]);
        g_autofree char *part = text_fold(cell ? cell : "");
        if (!strcmp(part, folded) && (kinds[i] == COLUMN_FIRST || kinds[i] == COLUMN_FULL))
            return *folded;
        if (*part && kinds[i] != COLUMN_FULL && !(kinds[i] == COLUMN_FIRST_NAMES && *short_name))
            g_string_append_printf(whole, "%s%s", whole->len ? " " : "", part);
    }
    return *folded && !strcmp(folded, whole->str);
}

/* Who answered: told by the column ("Ouder 1") or by the cell ("moeder", "leerling zelf"); of a
 * name only the row's own can be known. */
static char *giver_of(const RowReader *reader, const TableRow *row, const Column *column,
                      const char *given_by)
{
    g_autofree char *folded = text_fold(given_by ? given_by : "");
    g_auto(GStrv) words = wordbook_find(reader->lexicon->headers, "by", folded);

    if (*words)
        return words[1] ? NULL : g_strdup(words[0]);
    if (column->giver)
        return g_strdup("parent");
    return is_own_name(reader, row, folded) ? g_strdup("pupil") : NULL;
}

/* What stands beside an answer; *doubtful: not all of it can be read. */
static void read_beside(const RowReader *reader, const TableRow *row, const Column *column,
                        Consent *consent, bool *doubtful)
{
    static const ColumnKind dates[] = {COLUMN_GIVEN_ON, COLUMN_WITHDRAWN_ON, COLUMN_VALID_FROM,
                                       COLUMN_VALID_UNTIL};
    char **const fields[] = {&consent->given_on, &consent->withdrawn_on, &consent->valid_from,
                             &consent->valid_until};
    g_autofree char *given_by = beside_text(reader, row, COLUMN_GIVEN_BY, column);
    g_autofree char *evidence = beside_text(reader, row, COLUMN_EVIDENCE, column);
    g_autofree char *giver = giver_of(reader, row, column, given_by);

    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
        g_autofree char *date = beside_date(reader, row, dates[i], column, doubtful);
        consent_set(fields[i], date);
    }
    consent_set(&consent->given_by, given_by);
    consent_set(&consent->evidence, evidence);
    consent_set(&consent->giver, giver);
}

/* As value_read() has it, of an answer; the same few over and over. */
static Value read_answer(const RowReader *reader, const char *cell, bool inverted)
{
    GHashTable *known = reader->answers[inverted];
    const Value *value = g_hash_table_lookup(known, cell);

    if (!value) {
        Value read =
            value_read(reader->lexicon->values, reader->layout->mapping->values, cell, inverted);

        if (g_hash_table_size(known) >= CELLS_KEPT)
            g_hash_table_remove_all(known);
        value = g_memdup2(&read, sizeof read);
        g_hash_table_insert(known, g_strdup(cell), (gpointer)value);
    }
    return *value;
}

/* Everything of an answer but its subject and channel. */
static Consent *consent_template(const RowReader *reader, const TableRow *row, const Column *column,
                                 const Value *read, uint32_t person)
{
    g_autofree char *cell = row_cell(row, column->index);
    Value value = *read;
    Consent *consent = consent_new(person);
    bool doubtful = false;

    read_beside(reader, row, column, consent, &doubtful);
    consent_set(&consent->raw, cell);
    consent_set(&consent->column, column->header);
    consent_set(&consent->scope, value.scope ? value.scope : column->scope);
    consent->row = row->line;
    if (value.kind == VALUE_CONDITIONAL)
        note(reader, row, "value-conditional", column->header);
    else if (value.kind == VALUE_STRANGE)
        note(reader, row, "value-unknown", column->header);
    else if (value.kind == VALUE_AMBIGUOUS)
        list_layout_ask(
            reader->layout,
            language_fill("register-ask-cross",
                          TEXT_VALUES(TEXT_TEXT("column", column->header),
                                      TEXT_TEXT("file", reader->layout->mapping->file_name))));
    ConsentAnswer answer = doubtful && value.answer == CONSENT_YES ? CONSENT_REVIEW : value.answer;
    consent_set(&consent->answer, consent_answer_name(answer));
    return consent;
}

static void add_answer(GPtrArray *consents, const Consent *template, const char *subject,
                       const char *channel)
{
    Consent *consent = consent_copy(template);

    consent_set(&consent->subject, subject);
    consent_set(&consent->channel, channel);
    g_ptr_array_add(consents, consent);
}

static void add_answers(const RowReader *reader, const Column *column, const Consent *template,
                        GPtrArray *consents)
{
    for (guint i = 0; column->channels[i]; i++) {
        for (guint j = 0; column->subjects[j]; j++) {
            const char *subject = column->subjects[j];
            add_answer(consents, template, subject, column->channels[i]);
            if (column->moving && reader->film_columns && !strcmp(subject, "image"))
                add_answer(consents, template, "film", column->channels[i]);
        }
    }
}

/* "Only in group photos" is a No to all others. */
static void add_contrary(const RowReader *reader, const Column *column, Consent *template,
                         GPtrArray *consents)
{
    if (strcmp(template->scope, "group") != 0 || !strcmp(column->scope, "group") ||
        strcmp(template->answer, "yes") != 0)
        return;
    consent_set(&template->scope, "individual");
    consent_set(&template->answer, "no");
    add_answers(reader, column, template, consents);
}

/* Being on a list of refusers is the refusal. */
static void add_refusal(const RowReader *reader, const TableRow *row, uint32_t person,
                        GPtrArray *consents)
{
    Consent *consent = consent_new(person);

    consent_set(&consent->subject, "image");
    consent_set(&consent->channel, "all");
    consent_set(&consent->scope, "any");
    consent_set(&consent->answer, "no");
    consent_set(&consent->column, reader->layout->table->file_name);
    consent_set(&consent->raw, "");
    consent->row = row->line;
    g_ptr_array_add(consents, consent);
}

/* In a row that may be moved by a column nothing is allowed; a refusal counts all the same. */
static void doubt_shifted(Consent *consent, bool shifted)
{
    if (shifted && strcmp(consent->answer, "no") != 0)
        consent_set(&consent->answer, "review");
}

/* A cell that names channels: one answer for each channel of the column. */
static void add_listed(const RowReader *reader, const TableRow *row, const Column *column,
                       bool shifted, uint32_t person, GPtrArray *consents)
{
    g_autofree char *cell = row_cell(row, column->index);
    Listed listed = listed_read(reader->lexicon, cell);

    for (guint i = 0; column->channels[i]; i++) {
        char *channels[] = {column->channels[i], NULL};
        Column one = *column;
        Value value = {listed.strange && i == 0 ? VALUE_STRANGE : VALUE_CLEAR,
                       listed_answer(&listed, channels[0], column->inverted), NULL};
        Consent *template = consent_template(reader, row, column, &value, person);
        doubt_shifted(template, shifted);
        one.channels = channels;
        add_answers(reader, &one, template, consents);
        consent_free(template);
    }
    g_strfreev(listed.named);
}

/* Cells beyond the headers: an unquoted separator may have moved every answer by one column. */
static bool row_is_shifted(const RowReader *reader, const TableRow *row)
{
    const TableRow *header =
        g_ptr_array_index(reader->sheet->sheet->rows, reader->sheet->header_row);
    guint width = g_strv_length(header->cells);

    for (guint i = width; i < g_strv_length(row->cells); i++) {
        g_autofree char *cell = row_cell(row, i);
        if (*cell)
            return true;
    }
    return false;
}

/* An answer to nobody knows what may be a refusal. */
static void ask_unasked(const RowReader *reader, const TableRow *row)
{
    g_autofree char *cell = row_cell(row, (guint)reader->sheet->answered);
    g_autofree char *place = row_place(reader, row);

    if (*cell)
        list_layout_ask(reader->layout, language_fill("register-ask-long-unasked",
                                                      TEXT_VALUES(TEXT_TEXT("line", place))));
}

void row_read_consents(const RowReader *reader, const TableRow *row, uint32_t person,
                       GPtrArray *consents)
{
    bool shifted = row_is_shifted(reader, row);
    bool any = false;
    g_autofree char *asked = long_list_asked(reader->sheet, row);

    if (sheet_is_long(reader->sheet) && !*asked)
        ask_unasked(reader, row);
    for (guint i = 0; i < reader->sheet->columns->len; i++) {
        const Column *column = g_ptr_array_index(reader->sheet->columns, i);
        if (column->kind != COLUMN_CONSENT)
            continue;
        any = true;
        if (long_list_skips(column, asked))
            continue;
        if (column->listed) {
            add_listed(reader, row, column, shifted, person, consents);
            continue;
        }
        g_autofree char *cell = row_cell(row, column->index);
        Value value = read_answer(reader, cell, column->inverted);
        Consent *template = consent_template(reader, row, column, &value, person);
        doubt_shifted(template, shifted);
        add_answers(reader, column, template, consents);
        add_contrary(reader, column, template, consents);
        consent_free(template);
    }
    if (shifted && any)
        note(reader, row, "row-shifted", "");
    if (!any && reader->layout->mapping->refusers)
        add_refusal(reader, row, person, consents);
}
