/*
 * The vocabulary at work: one header with its cells gives one meaning, or a question. The order of
 * the steps is the order of trust: forbidden numbers, whole headers, dates and givers beside the
 * answers, answers, the rest.
 */
#include "register/guess.h"

#include <string.h>

#include "language.h"
#include "register/values.h"

#define CELLS_KEPT 1024U /* different ones of a column, with what they say */

/* A citizen number has nine digits; spreadsheets lose a leading zero. */
static bool is_citizen_number(const char *cell)
{
    static const int weights[9] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
    size_t length = strlen(cell);
    int sum = 0;

    if (length < 8 || length > 9 || strspn(cell, "0123456789") != length)
        return false;
    for (size_t i = 0; i < length; i++)
        sum += weights[i + 9 - length] * (cell[i] - '0');
    return sum % 11 == 0;
}

/* What a cell says of its column. */
typedef enum { CELL_OTHER = 1, CELL_ANSWER, CELL_TELLING } CellKind;

static CellKind cell_kind(const Lexicon *lexicon, const char *cell)
{
    if (!value_is_answer(lexicon->values, cell))
        return CELL_OTHER;
    return value_read(lexicon->values, NULL, cell, false).answer != CONSENT_UNKNOWN ? CELL_TELLING
                                                                                    : CELL_ANSWER;
}

CellCounts cells_count(const Lexicon *lexicon, const TableSheet *sheet, guint from, guint index)
{
    CellCounts counts = {0};
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = from; i < sheet->rows->len; i++) {
        g_autofree char *cell = row_cell(g_ptr_array_index(sheet->rows, i), index);
        if (!*cell)
            continue;
        counts.filled++;
        counts.numbers += is_citizen_number(cell);
        CellKind kind = GPOINTER_TO_UINT(g_hash_table_lookup(known, cell));
        if (!kind) {
            kind = cell_kind(lexicon, cell);
            if (g_hash_table_size(known) < CELLS_KEPT)
                g_hash_table_insert(known, g_strdup(cell), GUINT_TO_POINTER(kind));
        }
        counts.answers += kind >= CELL_ANSWER;
        counts.telling += kind == CELL_TELLING;
    }
    return counts;
}

bool cells_are_answers(const CellCounts *counts)
{
    return counts->telling > 0 && counts->answers * 5 >= counts->filled * 4;
}

bool cells_are_citizen_numbers(const CellCounts *counts)
{
    return counts->filled >= 3 && counts->numbers == counts->filled;
}

static ColumnKind kind_of_key(const char *key, bool *weak)
{
    g_autofree char *plain = g_strdup(key);
    bool is_weak = g_str_has_suffix(plain, "-weak");

    if (is_weak)
        plain[strlen(plain) - strlen("-weak")] = '\0';
    if (weak)
        *weak = is_weak;
    for (ColumnKind kind = 0; kind < COLUMN_KINDS; kind++)
        if (!strcmp(plain, column_kind_name(kind)))
            return kind;
    g_assert_not_reached();
}

ColumnKind header_identity(const WordBook *headers, const char *header, bool *weak)
{
    g_autofree char *folded = text_fold(header);
    const char *key = wordbook_whole(headers, "identity", folded);

    return key ? kind_of_key(key, weak) : COLUMN_UNUSED;
}

bool header_speaks_of_consent(const WordBook *headers, const char *header)
{
    g_autofree char *folded = text_fold(header);

    return wordbook_holds(headers, "consent", folded) ||
           wordbook_holds(headers, "channel", folded) || wordbook_holds(headers, "subject", folded);
}

/* What a header over answers says. */
typedef struct {
    GStrv subjects, channels, scopes, negative;
    bool consent, moving, giver;
} Parts;

static void parts_clear(Parts *parts)
{
    g_strfreev(parts->subjects);
    g_strfreev(parts->channels);
    g_strfreev(parts->scopes);
    g_strfreev(parts->negative);
}

static bool has(GStrv words, const char *word)
{
    return g_strv_contains((const char *const *)words, word);
}

static Parts parts_find(const WordBook *headers, const char *folded)
{
    return (Parts){.subjects = wordbook_find(headers, "subject", folded),
                   .channels = wordbook_find(headers, "channel", folded),
                   .scopes = wordbook_find(headers, "scope", folded),
                   .negative = wordbook_find(headers, "negative", folded),
                   .consent = wordbook_holds(headers, "consent", folded),
                   .moving = wordbook_holds(headers, "moving", folded),
                   .giver = wordbook_holds(headers, "giver", folded)};
}

/* Photo and film in one header are one question: the answer for film follows the one for photos. */
static GStrv subjects_of(const Parts *parts)
{
    const char *words[5] = {0};
    guint count = 0;
    bool image = has(parts->subjects, "image") || parts->moving;

    if (image || !*parts->subjects)
        words[count++] = "image";
    if (has(parts->subjects, "film") && !image)
        words[count++] = "film";
    if (has(parts->subjects, "sound") && !image)
        words[count++] = "sound";
    if (has(parts->subjects, "name"))
        words[count++] = "name";
    return g_strdupv((char **)words);
}

static char *words_list(GStrv words)
{
    g_autofree char *joined = g_strjoinv(", ", words);

    return words[0] && words[1] ? g_strdup_printf("[%s]", joined) : g_strdup(joined);
}

static char *ask_channel(const Column *column, const char *mapping_name)
{
    g_autofree char *subjects = words_list(column->subjects);

    return language_fill(
        "register-ask-channel",
        TEXT_VALUES(TEXT_TEXT("column", column->header), TEXT_TEXT("file", mapping_name),
                    TEXT_TEXT("subjects", subjects),
                    TEXT_TEXT("inverted", column->inverted ? ", inverted: true" : "")));
}

static char *ask_meaning(const Column *column, const char *mapping_name)
{
    return language_fill("register-ask-subject", TEXT_VALUES(TEXT_TEXT("column", column->header),
                                                             TEXT_TEXT("file", mapping_name)));
}

static char *ask_strange_cells(const Column *column, const char *mapping_name)
{
    return language_fill("register-ask-cells", TEXT_VALUES(TEXT_TEXT("column", column->header),
                                                           TEXT_TEXT("file", mapping_name)));
}

static char *ask_polarity(const Column *column, const char *mapping_name)
{
    g_autofree char *subjects = words_list(column->subjects);
    g_autofree char *channels =
        *column->channels ? words_list(column->channels) : g_strdup("website");

    return language_fill("register-ask-polarity", TEXT_VALUES(TEXT_TEXT("column", column->header),
                                                              TEXT_TEXT("file", mapping_name),
                                                              TEXT_TEXT("subjects", subjects),
                                                              TEXT_TEXT("channels", channels)));
}

static void fill_consent(const Parts *parts, Column *column)
{
    column->kind = COLUMN_CONSENT;
    column->subjects = subjects_of(parts);
    column->channels = g_strdupv(parts->channels);
    column->moving =
        parts->moving || (has(parts->subjects, "film") && has(parts->subjects, "image"));
    column->giver = parts->giver;
    column->inverted = has(parts->negative, "clear");
    column->scope = g_strdup(*parts->scopes && !parts->scopes[1] ? parts->scopes[0] : "any");
}

/* Whether the parts make a column of answers, given what stands in its cells. */
static bool parts_are_consent(const Parts *parts, const CellCounts *counts)
{
    bool mail_only = has(parts->channels, "e-mail") && !parts->channels[1];
    bool spoken = parts->consent || (*parts->channels && !mail_only) || *parts->negative ||
                  has(parts->subjects, "image") || has(parts->subjects, "film") || parts->moving;

    /* "Naam ouder 1", "E-mail ouder 1" hold data of parents, not answers. */
    if (!spoken)
        return false;
    return parts->consent || has(parts->subjects, "image") || has(parts->subjects, "film") ||
           (*parts->channels && !mail_only) || cells_are_answers(counts);
}

static char *guess_consent(const Parts *parts, const CellCounts *counts, const char *mapping_name,
                           Column *column)
{
    if (!parts_are_consent(parts, counts)) {
        column->kind = COLUMN_UNUSED;
        return cells_are_answers(counts) ? ask_meaning(column, mapping_name) : NULL;
    }
    fill_consent(parts, column);
    if (counts->filled > 0 && counts->answers == 0)
        return ask_strange_cells(column, mapping_name);
    if (has(parts->negative, "doubtful"))
        return ask_polarity(column, mapping_name);
    return *column->channels ? NULL : ask_channel(column, mapping_name);
}

/* "Datum toestemming website" belongs to the answers for the website: the channels are kept here
 * until columns.c knows the other headers. */
static char *guess_beside(const WordBook *headers, const char *folded, const char *key,
                          const char *mapping_name, Column *column)
{
    if (!strcmp(key, "ask"))
        return language_fill("register-ask-day", TEXT_VALUES(TEXT_TEXT("column", column->header),
                                                             TEXT_TEXT("file", mapping_name)));
    column->kind = kind_of_key(key, NULL);
    column->channels = wordbook_find(headers, "channel", folded);
    return NULL;
}

char *column_guess(const Lexicon *lexicon, ListKind list, const CellCounts *counts,
                   const char *mapping_name, Column *column)
{
    const WordBook *headers = lexicon->headers;
    g_autofree char *folded = text_fold(column->header);
    g_auto(GStrv) beside = wordbook_find(headers, "beside", folded);
    bool answers = list == LIST_PUPILS || list == LIST_CONSENTS;

    if (wordbook_holds(headers, "forbidden", folded) || cells_are_citizen_numbers(counts)) {
        column->kind = COLUMN_FORBIDDEN;
        return NULL;
    }
    column->kind = header_identity(headers, column->header, &column->weak);
    answers = answers || wordbook_holds(headers, "consent", folded);
    if (column->kind != COLUMN_UNUSED || !answers) /* other lists: only what says so */
        return NULL;
    if (*beside && !cells_are_answers(counts))
        return guess_beside(headers, folded, *beside, mapping_name, column);
    Parts parts = parts_find(headers, folded);
    char *question = guess_consent(&parts, counts, mapping_name, column);
    parts_clear(&parts);
    return question;
}
