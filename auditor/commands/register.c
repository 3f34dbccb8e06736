/*
 * `schoolaudit register check`: tells the operator how the lists are understood, column by column,
 * what is doubtful, and how many pupils agreed to what. It names no pupil: lines and columns only.
 */
#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "commands/options.h"
#include "commands/register_rows.h"
#include "commands/terminal.h"
#include "language.h"
#include "register/channels.h"
#include "register/consent.h"
#include "register/load.h"
#include "register/notes.h"
#include "texts.h"

#define HEADER_WIDTH 30

typedef struct {
    gboolean rows, names;
    char *mapping, *consents, *consents_mapping, *staff, *parents, *language, *today;
} Options;

static void options_clear(Options *options)
{
    g_free(options->mapping);
    g_free(options->staff);
    g_free(options->parents);
    g_free(options->language);
    g_free(options->today);
    g_free(options->consents);
    g_free(options->consents_mapping);
}

/* A text of this command's module. */
static const char *text(const char *language, const char *id)
{
    g_autofree char *full = g_strconcat("register-", id, NULL);

    return text_get(language, g_intern_string(full));
}

/* The words joined with ", ", each as the text of this prefix where there is one. */
static char *words_text(const char *language, const char *prefix, GStrv words)
{
    GString *joined = g_string_new(NULL);

    for (guint i = 0; words && words[i]; i++) {
        g_autofree char *id = g_strconcat("register-", prefix, words[i], NULL);
        g_string_append_printf(joined, "%s%s", i ? ", " : "",
                               text_has(language, id) ? text_get(language, id) : words[i]);
    }
    return g_string_free(joined, FALSE);
}

static char *column_text(const char *language, const Column *column)
{
    g_autofree char *kind = g_strconcat("register-kind-", column_kind_name(column->kind), NULL);
    g_autofree char *subjects = words_text(language, "subject-", column->subjects);
    g_autofree char *channels = words_text(language, "channel-", column->channels);
    g_autofree char *targets = column->targets ? g_strjoinv(", ", column->targets) : g_strdup("");
    const TextValue values[] = {TEXT_TEXT("subjects", subjects),
                                TEXT_TEXT("channels", channels),
                                TEXT_TEXT("columns", targets),
                                {0}};
    g_autofree char *meaning = text_fill(language, kind, values);
    GString *line = g_string_new(meaning);

    if (column->kind == COLUMN_CONSENT && strcmp(column->scope, "any") != 0) {
        char *scope[] = {column->scope, NULL};
        g_autofree char *word = words_text(language, "scope-", scope);
        g_string_append_printf(line, " (%s)", word);
    }
    if (column->inverted)
        g_string_append_printf(line, "; %s", text(language, "column-inverted"));
    if (column->targets) {
        g_autofree char *with = text_fill(language, "register-column-targets", values);
        g_string_append_printf(line, ", %s", with);
    }
    g_string_append_printf(line, " [%s]",
                           text(language, column->mapped ? "column-mapped" : "column-guessed"));
    return g_string_free(line, FALSE);
}

/* The header in its column of the page; one that is too long has a line of its own. */
static void print_column(const char *language, const Column *column)
{
    g_autofree char *meaning = column_text(language, column);
    glong length = g_utf8_strlen(column->header, -1);
    g_autofree char *left =
        g_strdup_printf("  %s%*s", column->header, (int)MAX(HEADER_WIDTH - length, 0), "");

    if (column->kind == COLUMN_UNUSED || column->kind == COLUMN_FORBIDDEN) {
        char *bracket = strrchr(meaning, '[');
        bracket[-1] = '\0';
    }
    if (length <= HEADER_WIDTH) {
        g_autofree char *cell = g_strconcat(left, " ", NULL);
        terminal_print(stdout, cell, HEADER_WIDTH + 3, meaning);
        return;
    }
    terminal_print(stdout, "  ", 2, column->header);
    g_autofree char *blank = g_strnfill(HEADER_WIDTH + 3, ' ');
    terminal_print(stdout, blank, HEADER_WIDTH + 3, meaning);
}

static void print_heading(const char *heading)
{
    printf("\n%s\n", heading);
}

static void print_sheet(const char *language, const ListLayout *layout, const SheetLayout *sheet)
{
    const TableRow *header = g_ptr_array_index(sheet->sheet->rows, sheet->header_row);
    const TextValue values[] = {
        TEXT_TEXT("sheet", sheet->sheet->sheet), TEXT_NUMBER("line", header->line), {0}};
    bool several = layout->table->sheets->len > 1;
    g_autofree char *title =
        text_fill(language, several ? "register-list-sheet" : "register-list-headers", values);

    print_heading(title);
    for (guint i = 0; i < sheet->columns->len; i++)
        print_column(language, g_ptr_array_index(sheet->columns, i));
}

static char *delimiter_text(const char *language, const char *delimiter)
{
    if (!strcmp(delimiter, "\t"))
        return g_strdup(text(language, "tab"));
    if (!strcmp(delimiter, ","))
        return g_strdup(text(language, "comma"));
    return g_strdup_printf("\"%s\"", delimiter);
}

static void print_list(const char *language, const ListLayout *layout)
{
    const Table *table = layout->table;
    bool delimited = table->delimiter && *table->delimiter;
    g_autofree char *delimiter =
        delimited ? delimiter_text(language, table->delimiter) : g_strdup("");
    const TextValue values[] = {TEXT_TEXT("file", table->file_name),
                                TEXT_TEXT("charset", table->charset ? table->charset : "?"),
                                TEXT_TEXT("delimiter", delimiter),
                                {0}};
    const TextValue mapping[] = {TEXT_TEXT("file", layout->mapping->file_name), {0}};
    g_autofree char *title =
        text_fill(language, delimited ? "register-list-csv" : "register-list-sheets", values);
    g_autofree char *with = text_fill(
        language, layout->mapping->given ? "register-list-mapping" : "register-list-no-mapping",
        mapping);

    terminal_print(stdout, "", 2, title);
    terminal_print(stdout, "", 2, with);
    if (layout->mapping->refusers)
        terminal_print(stdout, "", 2, text(language, "list-refusers"));
    for (guint i = 0; i < layout->sheets->len; i++)
        print_sheet(language, layout, g_ptr_array_index(layout->sheets, i));
    printf("\n");
}

static void print_count(const char *label, guint count)
{
    printf("  %s%*s %6u\n", label, (int)MAX(HEADER_WIDTH - g_utf8_strlen(label, -1), 0), "", count);
}

static void print_counts(const char *language, const People *people)
{
    guint roles[ROLES] = {0}, left = 0, safe = 0;

    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = g_ptr_array_index(people->persons, i);
        roles[person->role]++;
        left += person->left != NULL;
        safe += person->is_protected;
    }
    print_heading(text(language, "heading-counts"));
    print_count(text(language, "count-pupils"), roles[ROLE_PUPIL]);
    print_count(text(language, "count-left"), left);
    print_count(text(language, "count-protected"), safe);
    if (roles[ROLE_STAFF])
        print_count(text(language, "count-staff"), roles[ROLE_STAFF]);
    if (roles[ROLE_PARENT])
        print_count(text(language, "count-parents"), roles[ROLE_PARENT]);
}

/* The answers of each person, by index. */
static GPtrArray *answers_by_person(const People *people)
{
    GPtrArray *answers = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);

    for (guint i = 0; i < people->persons->len; i++)
        g_ptr_array_add(answers, g_ptr_array_new());
    for (guint i = 0; i < people->consents->len; i++) {
        Consent *consent = g_ptr_array_index(people->consents, i);
        g_ptr_array_add(g_ptr_array_index(answers, consent->person), consent);
    }
    return answers;
}

static void count_answers(const People *people, const GPtrArray *answers,
                          const ConsentQuestion *question, guint counts[4])
{
    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = g_ptr_array_index(people->persons, i);
        const GPtrArray *own = g_ptr_array_index(answers, i);
        ConsentVerdict verdict = {0};
        if (person->role != ROLE_PUPIL)
            continue;
        consent_resolve((const Consent *const *)own->pdata, own->len, question, &verdict);
        counts[verdict.allowed_now]++;
        consent_verdict_clear(&verdict);
    }
}

static void print_question(const char *language, const People *people, const GPtrArray *answers,
                           const ConsentQuestion *question)
{
    guint counts[4] = {0};
    char *subjects[] = {(char *)question->subject, NULL};
    char *channels[] = {(char *)question->channel, NULL};
    char *scopes[] = {(char *)question->scope, NULL};
    g_autofree char *subject = words_text(language, "subject-", subjects);
    g_autofree char *channel = words_text(language, "channel-", channels);
    g_autofree char *scope = words_text(language, "scope-", scopes);
    bool any = !strcmp(question->scope, "any");
    g_autofree char *label = g_strdup_printf("%s, %s%s%s%s", subject, channel, any ? "" : " (",
                                             any ? "" : scope, any ? "" : ")");

    count_answers(people, answers, question, counts);
    printf("  %s%*s %8u %8u %10u %10u\n", label,
           (int)MAX(HEADER_WIDTH - g_utf8_strlen(label, -1), 0), "", counts[CONSENT_YES],
           counts[CONSENT_NO], counts[CONSENT_UNKNOWN], counts[CONSENT_REVIEW]);
}

/* Each subject, channel and scope that the lists ask for, once, in their order. */
static GPtrArray *questions_asked(const People *people)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *asked = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < people->consents->len; i++) {
        const Consent *consent = g_ptr_array_index(people->consents, i);
        char *key = g_strjoin("\t", consent->subject, consent->channel, consent->scope, NULL);
        if (g_hash_table_add(seen, key))
            g_ptr_array_add(asked, key);
        else
            g_free(key);
    }
    return asked;
}

/* A number in a column of the page; printf would count the bytes of "onbekend" and "ë" alike. */
static void print_right(const char *word, int width)
{
    printf(" %*s%s", (int)MAX(width - g_utf8_strlen(word, -1), 0), "", word);
}

static void print_consents(const char *language, const People *people, const char *today)
{
    static const char *const answers_ids[] = {"answer-yes", "answer-no", "answer-unknown",
                                              "answer-review"};
    static const int widths[] = {8, 8, 10, 10};
    g_autoptr(GPtrArray) asked = questions_asked(people);
    g_autoptr(GPtrArray) answers = answers_by_person(people);
    const TextValue values[] = {TEXT_DATE("date", today), {0}};
    g_autofree char *heading = text_fill(language, "register-count-consents", values);

    if (asked->len == 0) {
        printf("\n");
        terminal_print(stdout, "", 0, text(language, "no-consents"));
        return;
    }
    printf("\n%s%*s", heading, (int)MAX(HEADER_WIDTH + 2 - g_utf8_strlen(heading, -1), 0), "");
    for (guint i = 0; i < G_N_ELEMENTS(answers_ids); i++)
        print_right(text(language, answers_ids[i]), widths[i]);
    printf("\n");
    for (guint i = 0; i < asked->len; i++) {
        g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(asked, i), "\t", 3);
        const ConsentQuestion question = {.subject = parts[0],
                                          .channel = parts[1],
                                          .scope = parts[2],
                                          .social = channel_is_social(parts[1]),
                                          .today = today,
                                          .own_subject = people_ask(people, parts[0]),
                                          .silence_consents =
                                              people_silence_consents(people, parts[0])};
        print_question(language, people, answers, &question);
    }
}

static void print_notes(const char *language, const People *people)
{
    print_heading(text(language, "heading-notes"));
    if (people->notes->len == 0)
        printf("  %s\n", text(language, "all-clear"));
    for (guint i = 0; i < people->notes->len; i++) {
        g_autofree char *sentence = note_text(language, g_ptr_array_index(people->notes, i));
        terminal_print(stdout, "  - ", 4, sentence);
    }
}

static int check(const char *file, const Options *options)
{
    g_autoptr(ReadLists) lists = NULL;
    g_autofree char *today = options_today(options->today);
    GError *error = NULL;

    const PeopleFiles files = {.list = file,
                               .mapping = options->mapping,
                               .consents = options->consents,
                               .consents_mapping = options->consents_mapping,
                               .staff = options->staff,
                               .parents = options->parents};
    g_autoptr(People) people = people_load_explained(&files, &lists, &error);
    if (!people)
        return command_fail(error, EXIT_LIST_INVALID);
    if (options->rows) {
        register_rows_print(stdout, people, options->names);
        return fflush(stdout) ? EXIT_CANNOT_WRITE : EXIT_COMPLETE_CLEAN;
    }
    for (guint i = 0; i < lists->layouts->len; i++)
        print_list(language_get(), g_ptr_array_index(lists->layouts, i));
    print_counts(language_get(), people);
    print_consents(language_get(), people, today);
    print_notes(language_get(), people);
    return fflush(stdout) ? EXIT_CANNOT_WRITE : EXIT_COMPLETE_CLEAN;
}

static bool parse(int *argc, char ***argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"mapping", 0, 0, G_OPTION_ARG_FILENAME, &options->mapping, "cli-option-mapping",
         "cli-value-file"},
        {"consents", 0, 0, G_OPTION_ARG_FILENAME, &options->consents, "cli-option-consents",
         "cli-value-file"},
        {"consents-mapping", 0, 0, G_OPTION_ARG_FILENAME, &options->consents_mapping,
         "cli-option-consents-mapping", "cli-value-file"},
        {"staff", 0, 0, G_OPTION_ARG_FILENAME, &options->staff, "cli-option-staff",
         "cli-value-file"},
        {"parents", 0, 0, G_OPTION_ARG_FILENAME, &options->parents, "cli-option-parents",
         "cli-value-file"},
        {"rows", 0, 0, G_OPTION_ARG_NONE, &options->rows, "cli-option-rows", NULL},
        {"names", 0, 0, G_OPTION_ARG_NONE, &options->names, "cli-option-rows-names", NULL},
        {"language", 0, 0, G_OPTION_ARG_STRING, &options->language, "cli-option-language",
         "cli-value-language"},
        {"today", 0, 0, G_OPTION_ARG_STRING, &options->today, "cli-option-today-register",
         "cli-value-date"},
        G_OPTION_ENTRY_NULL};

    if (!options_parse_dated("register", entries, argc, argv, &options->language, &options->today,
                             error))
        return false;
    if (*argc == 3 && !strcmp((*argv)[1], "check"))
        return true;
    exit_error_set(error, EXIT_USAGE, "cli-register-usage", NULL);
    return false;
}

static int run(int argc, char **argv)
{
    Options options = {0};
    GError *error = NULL;
    int status = parse(&argc, &argv, &options, &error) ? check(argv[2], &options)
                                                       : command_fail(error, EXIT_USAGE);

    options_clear(&options);
    return status;
}

const Command command_register = {
    .name = "register",
    .run = run,
};
