/*
 * The gate: builds the finder of names from the store's people and below it a coarser net of
 * words, and replaces what they hit. National
 * numbers and the local parts of e-mail addresses are covered here too, by their form alone.
 */
#include "reports/mask.h"

#include <json-c/json.h>
#include <string.h>

#include "because.h"
#include "commands/command.h"
#include "detect/names.h"
#include "reports/mask_data.h"
#include "reports/mask_words.h"
#include "store/rows.h"

#define STRINGS_BYTES 65536U /* taken at once for the finder's names */

struct Mask {
    bool with_names;
    NameIndex *names;   /* the finder the scan used */
    GArray *people;     /* int64_t, the store's id of each person of the finder */
    MaskWords *words;   /* the second net */
    MaskData *data;     /* what stands beside pupils */
    GHashTable *labels; /* int64 person -> char * */
};

static int64_t *key_new(int64_t person)
{
    return g_memdup2(&person, sizeof person);
}

static sqlite3_stmt *prepare(sqlite3 *store, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store, sql, -1, &statement, NULL) != SQLITE_OK)
        exit_error_set(
            error, EXIT_CANNOT_WRITE, "cli-store-fails",
            TEXT_VALUES(TEXT_TEXT("path", "audit.db"), TEXT_TEXT("cause", sqlite3_errmsg(store))));
    return statement;
}

static void add_aliases(Mask *mask, int64_t person, const char *json)
{
    json_object *list = *json ? json_tokener_parse(json) : NULL;
    size_t length = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
    for (size_t i = 0; i < length; i++)
        mask_words_add_text(mask->words, person,
                            json_object_get_string(json_object_array_get_idx(list, i)));
    json_object_put(list);
}

static void add_mail(Mask *mask, int64_t person, const char *mail)
{
    const char *at = strchr(mail, '@');
    g_autofree char *local = g_strndup(mail, at ? (size_t)(at - mail) : strlen(mail));
    mask_words_add_handle(mask->words, person, local);
}

static char *label_of(const Mask *mask, sqlite3_stmt *row)
{
    const char *number = rows_word(row, 1);
    g_autofree char *own = g_strdup_printf("p-%lld", (long long)sqlite3_column_int64(row, 0));
    if (!mask->with_names)
        return g_strdup_printf("%s %s", *number ? number : own, rows_word(row, 2));
    const char *parts[] = {*number ? number : own, rows_word(row, 3), rows_word(row, 4),
                           rows_word(row, 5)};
    GString *label = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (*parts[i])
            g_string_append_printf(label, "%s%s", label->len ? " " : "", parts[i]);
    }
    return g_string_free(label, FALSE);
}

/* What the finder needs of one person; strings are kept in `strings`. */
static NamePerson finder_person(sqlite3_stmt *row, GStringChunk *strings)
{
    const char *fields[6];
    static const int columns[6] = {3, 7, 12, 4, 5, 6};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        fields[i] = g_string_chunk_insert(strings, rows_word(row, columns[i]));
    const char *role = rows_word(row, 11);
    return (NamePerson){.first = fields[0],
                        .first_names = fields[1],
                        .initials = fields[2],
                        .infix = fields[3],
                        .last = fields[4],
                        .last_official = fields[5],
                        .role = strcmp(role, "staff") == 0    ? ROLE_STAFF
                                : strcmp(role, "parent") == 0 ? ROLE_PARENT
                                                              : ROLE_PUPIL};
}

static bool read_people(Mask *mask, sqlite3 *store, GError **error)
{
    sqlite3_stmt *row = prepare(store,
                                "SELECT id, number, masked, coalesce(first, first_names), infix, "
                                "last, last_official, first_names, aliases, email, account, role, "
                                "initials FROM person ORDER BY id",
                                error);
    g_autoptr(GStringChunk) strings = g_string_chunk_new(STRINGS_BYTES);
    g_autoptr(GArray) persons = g_array_new(FALSE, FALSE, sizeof(NamePerson));
    if (!row)
        return false;
    while (sqlite3_step(row) == SQLITE_ROW) {
        int64_t person = sqlite3_column_int64(row, 0);
        g_hash_table_insert(mask->labels, key_new(person), label_of(mask, row));
        mask_words_add_name(mask->words, person, rows_word(row, 3), rows_word(row, 4),
                            rows_word(row, 5));
        if (strcmp(rows_word(row, 3), rows_word(row, 7)) != 0 ||
            (*rows_word(row, 6) && strcmp(rows_word(row, 5), rows_word(row, 6)) != 0))
            mask_words_add_name(mask->words, person, rows_word(row, 7), rows_word(row, 4),
                                rows_word(row, 6));
        add_aliases(mask, person, rows_word(row, 8));
        add_mail(mask, person, rows_word(row, 9));
        mask_words_add_handle(mask->words, person, rows_word(row, 10));
        NamePerson found = finder_person(row, strings);
        g_array_append_val(persons, found);
        g_array_append_val(mask->people, person);
    }
    sqlite3_finalize(row);
    mask->names = names_new((const NamePerson *)(void *)persons->data, persons->len, error);
    return mask->names != NULL;
}

/* What was recognised as somebody although it is written in another way than the register does. */
static bool read_recognised(Mask *mask, sqlite3 *store, GError **error)
{
    sqlite3_stmt *row = prepare(
        store,
        "SELECT person, matched, NULL FROM mention WHERE tier IN ('certain', 'likely') "
        "UNION SELECT person, name, handle FROM contact WHERE person IS NOT NULL AND tier IN "
        "('certain', 'likely') "
        "UNION SELECT person, name, NULL FROM person_tag WHERE person IS NOT NULL",
        error);
    if (!row)
        return false;
    while (sqlite3_step(row) == SQLITE_ROW) {
        int64_t person = sqlite3_column_int64(row, 0);
        mask_words_add_text(mask->words, person, rows_word(row, 1));
        mask_words_add_handle(mask->words, person, rows_word(row, 2));
    }
    sqlite3_finalize(row);
    return true;
}

/* Tagged people who are in no list: "u-1", "u-2", ... by their folded names. */
static bool read_unlisted(Mask *mask, sqlite3 *store, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sqlite3_stmt *row =
        prepare(store, "SELECT name FROM person_tag WHERE person IS NULL ORDER BY item, id", error);
    if (!row)
        return false;
    while (sqlite3_step(row) == SQLITE_ROW) {
        if (!g_hash_table_add(seen, mask_fold(rows_word(row, 0), -1)))
            continue;
        int64_t number = g_hash_table_size(seen);
        g_hash_table_insert(mask->labels, key_new(-number),
                            g_strdup_printf("u-%" G_GINT64_FORMAT, number));
        if (*rows_word(row, 0) == '@') /* an account: its parts are nobody's name */
            mask_words_add_handle(mask->words, -number, rows_word(row, 0));
        else
            mask_words_add_text(mask->words, -number, rows_word(row, 0));
    }
    sqlite3_finalize(row);
    return true;
}

Mask *mask_new(sqlite3 *store, bool with_names, GError **error)
{
    g_autoptr(Mask) mask = g_new0(Mask, 1);
    mask->with_names = with_names;
    mask->people = g_array_new(FALSE, FALSE, sizeof(int64_t));
    mask->words = mask_words_new();
    mask->labels = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    if (!read_people(mask, store, error) || !read_recognised(mask, store, error) ||
        !read_unlisted(mask, store, error) || !(mask->data = mask_data_new(store, error)))
        return NULL;
    return g_steal_pointer(&mask);
}

void mask_free(Mask *mask)
{
    if (!mask)
        return;
    if (mask->names)
        names_free(mask->names);
    g_array_unref(mask->people);
    mask_words_free(mask->words);
    mask_data_free(mask->data);
    g_hash_table_unref(mask->labels);
    g_free(mask);
}

bool mask_with_names(const Mask *mask)
{
    return mask->with_names;
}

const char *mask_person(const Mask *mask, int64_t person)
{
    const char *label = g_hash_table_lookup(mask->labels, &person);
    return label ? label : "";
}

/* The check of a Dutch national number: nine digits, weighed 9 to 2 and -1, a multiple of 11. */
static bool is_national_number(const char *digits)
{
    int sum = 0;
    for (int i = 0; i < 9; i++)
        sum += (digits[i] - '0') * (i == 8 ? -1 : 9 - i);
    return sum % 11 == 0 && strncmp(digits, "000000000", 9) != 0;
}

/* The length in bytes of nine digits at `at`, single blanks, dots or dashes between; 0: none. */
static size_t nine_digits(const char *at, char digits[9])
{
    size_t length = 0, count = 0;
    while (count < 9) {
        if (g_ascii_isdigit(at[length]))
            digits[count++] = at[length++];
        else if (count > 0 && strchr(" .-", at[length]) && at[length] &&
                 g_ascii_isdigit(at[length + 1]))
            length++;
        else
            return 0;
    }
    return g_ascii_isdigit(at[length]) ? 0 : length;
}

static char *cover_numbers(const char *text)
{
    size_t count = 0;
    for (const char *at = text; *at && count < 9; at++)
        count += g_ascii_isdigit(*at) ? 1 : 0;
    if (count < 9)
        return g_strdup(text);
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at;) {
        char digits[9];
        bool fresh = at == text || !g_ascii_isdigit(at[-1]);
        size_t length = fresh && g_ascii_isdigit(*at) ? nine_digits(at, digits) : 0;
        if (length > 0 && is_national_number(digits)) {
            g_string_append_printf(out, "•••••••%c%c", digits[7], digits[8]);
            at += length;
        } else {
            g_string_append_c(out, *at++);
        }
    }
    return g_string_free(out, FALSE);
}

static bool is_local_byte(char c)
{
    return g_ascii_isalnum(c) || (unsigned char)c >= 0x80 || (c && strchr("._%+-'", c));
}

/* "s.devries@school.example" -> "•••@school.example": also where the local part hit no name; and
 * what is known of pupils beside their names. */
static char *cover_addresses(const Mask *mask, const char *own)
{
    g_autofree char *text = mask_data_cover(mask->data, own);

    if (!strchr(text, '@'))
        return g_steal_pointer(&text);
    GString *out = g_string_new(NULL);
    size_t local = 0; /* start in `out` of what may be a local part */
    for (const char *at = text; *at; at++) {
        if (*at == '@' && out->len > local && g_ascii_isalnum(at[1])) {
            g_string_truncate(out, local);
            g_string_append(out, "•••");
        }
        g_string_append_c(out, *at);
        if (!is_local_byte(*at))
            local = out->len;
    }
    return g_string_free(out, FALSE);
}

static char *marked_label(const Mask *mask, int64_t person)
{
    return g_strdup_printf("%c%s%c", MASK_OPEN, mask_person(mask, person), MASK_CLOSE);
}

static char *label_for_finder(uint32_t person, void *user)
{
    const Mask *mask = user;

    if (person == NAMES_MANY) /* nobody's in particular */
        return g_strdup_printf("%c•••%c", MASK_OPEN, MASK_CLOSE);
    return marked_label(mask, g_array_index(mask->people, int64_t, person));
}

/* What the second net holds of a piece in which the finder found nothing. */
static void append_words(const Mask *mask, GString *out, const char *text, MaskCarrier carrier)
{
    g_autoptr(GArray) hits = mask_words_find(mask->words, text, carrier == MASK_PROSE);
    const char *at = text;
    for (guint i = 0; i < hits->len; i++) {
        const MaskHit *hit = &g_array_index(hits, MaskHit, i);
        g_autofree char *label = marked_label(mask, hit->person);
        g_string_append_len(out, at, hit->start - at);
        g_string_append(out, label);
        at = hit->end;
    }
    g_string_append(out, at);
}

/* Replaces every hit by its label, in marks: the finder's first, then those of the second net. */
static void append_masked(const Mask *mask, GString *out, const char *text, MaskCarrier carrier)
{
    g_autofree char *found =
        names_mask(mask->names, text, carrier == MASK_PROSE ? CARRIER_PROSE : CARRIER_SLUG,
                   label_for_finder, (void *)mask);
    const char *at = found;
    while (*at) {
        const char *open = strchr(at, MASK_OPEN);
        const char *close = open ? strchr(open, MASK_CLOSE) : NULL;
        g_autofree char *piece = g_strndup(at, open ? (size_t)(open - at) : strlen(at));
        append_words(mask, out, piece, carrier);
        if (!close)
            break;
        g_string_append_len(out, open, close + 1 - open);
        at = close + 1;
    }
}

/* Valid UTF-8 in which our own marks cannot stand. */
static char *clean(const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    for (char *at = valid; *at; at++) {
        if (*at == MASK_OPEN || *at == MASK_CLOSE)
            *at = ' ';
    }
    return valid;
}

static char *strip_marks(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (; *text; text++) {
        if (*text != MASK_OPEN && *text != MASK_CLOSE)
            g_string_append_c(out, *text);
    }
    return g_string_free(out, FALSE);
}

/* Whole in its decoded form where that is what hides a name: "Sanne%20de%20Vries". */
static char *decode_address(const char *text)
{
    g_autofree char *decoded = strchr(text, '%') ? g_uri_unescape_string(text, NULL) : NULL;
    return decoded && g_utf8_validate(decoded, -1, NULL) ? clean(decoded) : g_strdup(text);
}

char *mask_text(const Mask *mask, const char *text, MaskCarrier carrier)
{
    if (!text)
        return NULL;
    g_autofree char *valid = clean(text);
    if (mask->with_names)
        return carrier == MASK_PROSE ? cover_numbers(valid) : g_steal_pointer(&valid);
    g_autofree char *decoded =
        carrier == MASK_ADDRESS ? decode_address(valid) : g_steal_pointer(&valid);
    g_autofree char *covered = cover_addresses(mask, decoded);
    g_autoptr(GString) out = g_string_new(NULL);
    append_masked(mask, out, covered, carrier);
    g_autofree char *plain = strip_marks(out->str);
    return cover_numbers(plain);
}

static char *mask_value(const char *value, gconstpointer mask)
{
    return mask_text(mask, value, MASK_PROSE);
}

char *mask_reason(const Mask *mask, const char *reason)
{
    return because_gated(reason, mask_value, mask);
}

char *mask_marked(const Mask *mask, const char *text, MaskCarrier carrier, size_t start,
                  size_t length, int64_t person)
{
    if (!text)
        return NULL;
    size_t bytes = strlen(text);
    if (start > bytes || length > bytes - start)
        start = length = 0; /* a store that disagrees with itself: show it unmarked */
    g_autofree char *head = g_strndup(text, start);
    g_autofree char *hit = g_strndup(text + start, length);
    g_autofree char *before = clean(head);
    g_autofree char *middle = clean(hit);
    g_autofree char *after = clean(text + start + length);
    g_autoptr(GString) out = g_string_new(NULL);
    if (mask->with_names) {
        g_string_append_printf(out, length ? "%s\002%s\003%s" : "%s%s%s", before, middle, after);
        return cover_numbers(out->str);
    }
    g_autofree char *covered_before = cover_addresses(mask, before);
    g_autofree char *covered_after = cover_addresses(mask, after);
    append_masked(mask, out, covered_before, carrier);
    if (length > 0 && *mask_person(mask, person))
        g_string_append_printf(out, "%c%s%c", MASK_OPEN, mask_person(mask, person), MASK_CLOSE);
    else
        append_masked(mask, out, middle, carrier);
    append_masked(mask, out, covered_after, carrier);
    return cover_numbers(out->str);
}
