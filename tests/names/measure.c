/*
 * How well the name finder does on a test set written for it: recall per form and tier, false
 * alarms per kind of decoy, and what ordinary prose costs a reviewer. Prints a table, then one line
 * "ok" or "FAILED" a gate. People and texts come from make_names.py; prose is plain text.
 *
 * measure FOLDER [PROSE.txt]; MEASURE_SHOW=1 prints every miss and false alarm.
 */
#include "detect/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROSE_WORDS = 100000, REVIEW_MAX = 30 };
static const double recall_min = 0.99, precision_min = 0.985, review_recall_min = 0.95;

typedef struct {
    char *name;
    bool sure;
    unsigned planted, tiers[4], missed, alarms, review;
} Row;

typedef struct {
    GPtrArray *rows; /* Row, in order of first sight */
    Row *row;
    uint32_t person;
    size_t start, end;
    int best; /* tier of the best match on the planted person, -1 for none */
    const NamePerson *people;
    const char *text;
    unsigned pair_alarms, true_sure, false_sure, unlisted;
    bool decoy, show;
} Measure;

static char *file_read(const char *folder, const char *name)
{
    g_autofree char *path = name ? g_build_filename(folder, name, NULL) : g_strdup(folder);
    g_autoptr(GError) error = NULL;
    char *content = NULL;

    if (!g_file_get_contents(path, &content, NULL, &error)) {
        fprintf(stderr, "measure: %s\n", error->message);
        exit(EXIT_FAILURE);
    }
    return content;
}

static NamePerson *people_read(char *content, GArray *people)
{
    for (char *line = strtok(content, "\n"); line; line = strtok(NULL, "\n")) {
        char **cell = g_strsplit(line, "\t", -1);
        g_assert(g_strv_length(cell) == 9);
        NamePerson person = {.first = cell[0],
                             .first_names = cell[1],
                             .initials = cell[2],
                             .infix = cell[3],
                             .last = cell[4],
                             .last_official = cell[5],
                             .group = cell[7],
                             .role = *cell[8] == 's' ? ROLE_STAFF : ROLE_PUPIL};
        person.aliases = (const char *const *)g_strsplit(cell[6], ";", -1);
        g_array_append_val(people, person);
    }
    return (NamePerson *)(void *)people->data;
}

static Row *row_of(Measure *measure, const char *name, bool sure)
{
    for (guint i = 0; i < measure->rows->len; i++) {
        Row *row = g_ptr_array_index(measure->rows, i);
        if (strcmp(row->name, name) == 0)
            return row;
    }
    Row *row = g_new0(Row, 1);
    row->name = g_strdup(name);
    row->sure = sure;
    g_ptr_array_add(measure->rows, row);
    return row;
}

static void match_show(const Measure *measure, const NameMatch *match, const char *what)
{
    if (!measure->show)
        return;
    printf("  %s %s: %s [%.*s] person %u %s", what, measure->row->name, measure->text,
           (int)(match->end - match->start), measure->text + match->start, match->person,
           names_form_id(match->form));
    for (unsigned bit = 0; bit < NAME_REASONS; bit++)
        if (match->reasons & (UINT32_C(1) << bit))
            printf(" %s", names_reason_id(bit));
    printf("\n");
}

/* Somebody of the very same name, or of the same first name and surname beside it, is no error. */
static bool person_meant(const Measure *measure, const NameMatch *match)
{
    const NamePerson *a = &measure->people[match->person], *b = &measure->people[measure->person];

    if (match->start >= measure->end || match->end <= measure->start)
        return false;
    /* Whom two people share a name with is reported for both, and says so. */
    return match->person == measure->person || (match->reasons & REASON_NAMESAKE) ||
           (strcmp(a->first, b->first) == 0 && strstr(a->last, b->last) != NULL);
}

static void found(const NameMatch *match, void *user)
{
    Measure *measure = user;
    bool sure = match->tier <= TIER_LIKELY, pair = match->form != NAME_FORM_SURNAME;

    if (!match->surname || measure->people[match->person].role != ROLE_PUPIL)
        return;
    if (!measure->decoy && person_meant(measure, match)) {
        if (match->person == measure->person &&
            (measure->best < 0 || (int)match->tier < measure->best))
            measure->best = (int)match->tier;
        return;
    }
    measure->row->review += match->tier == TIER_REVIEW;
    if (!sure)
        return;
    /* "Emma en Tom de Vries": Tom is there as well. */
    if (!measure->decoy && strcmp(measure->row->name, "shared-surname") == 0)
        return;
    measure->row->alarms++;
    measure->false_sure++;
    measure->pair_alarms += pair && measure->decoy;
    match_show(measure, match, "FALSE");
}

static Carrier carrier_read(const char *word)
{
    return *word == 's' ? CARRIER_SLUG : *word == 'n' ? CARRIER_NAME : CARRIER_PROSE;
}

static void planted_measure(Measure *measure, const NameIndex *index, char **cell)
{
    g_autofree char *text = g_strcompress(cell[6]);

    measure->row = row_of(measure, cell[0], strcmp(cell[1], "sure") == 0);
    measure->person = (uint32_t)strtoul(cell[3], NULL, 10);
    measure->start = strtoul(cell[4], NULL, 10);
    measure->end = strtoul(cell[5], NULL, 10);
    measure->text = text;
    measure->best = -1;
    measure->decoy = false;
    names_find(index, text, strlen(text), carrier_read(cell[2]), found, measure);
    measure->row->planted++;
    if (measure->best < 0)
        measure->row->missed++;
    else
        measure->row->tiers[measure->best]++;
    if (measure->row->sure)
        measure->true_sure += measure->best == TIER_CERTAIN || measure->best == TIER_LIKELY;
    if (measure->show && (measure->best < 0 || measure->best > (measure->row->sure ? 1 : 2)))
        printf("  MISS %s (%d): %s [person %u]\n", cell[0], measure->best, text, measure->person);
}

static void lines_each(const char *folder, const char *name, unsigned cells, Measure *measure,
                       const NameIndex *index,
                       void (*each)(Measure *, const NameIndex *, char **cell))
{
    g_autofree char *content = file_read(folder, name);
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);

    for (char **line = lines; *line; line++) {
        g_auto(GStrv) cell = g_strsplit(*line, "\t", -1);
        if (g_strv_length(cell) == cells)
            each(measure, index, cell);
    }
}

static void decoy_measure(Measure *measure, const NameIndex *index, char **cell)
{
    g_autofree char *text = g_strcompress(cell[2]);

    measure->row = row_of(measure, cell[0], false);
    measure->row->planted++;
    measure->text = text;
    measure->decoy = true;
    names_find(index, text, strlen(text), carrier_read(cell[1]), found, measure);
}

static void tier_count(const NameMatch *match, void *user)
{
    Measure *measure = user;

    if (match->person == NAMES_UNLISTED) {
        measure->unlisted++;
        match_show(measure, match, "UNLISTED");
        return;
    }
    if (match->surname && measure->people[match->person].role == ROLE_PUPIL) {
        measure->row->tiers[match->tier]++;
        if (match->tier != TIER_TRACE)
            match_show(measure, match, "PROSE");
    }
}

static size_t words_count(const char *text)
{
    size_t words = 0;
    bool inside = false;

    for (; *text; text++) {
        bool letter = g_ascii_isalpha(*text) || (unsigned char)*text >= 0x80;
        words += letter && !inside;
        inside = letter;
    }
    return words;
}

static bool gate(bool holds, const char *what, double have, double wanted)
{
    printf("%s names: %s %.4g, wanted %.4g\n", holds ? "ok" : "FAILED", what, have, wanted);
    return holds;
}

static bool planted_report(const Measure *measure)
{
    unsigned planted[2] = {0}, good[2] = {0};

    printf("%-28s %-6s %5s %7s %6s %6s %5s %6s %7s %6s\n", "form", "class", "n", "certain",
           "likely", "review", "trace", "missed", "recall", "false");
    for (guint i = 0; i < measure->rows->len; i++) {
        const Row *row = g_ptr_array_index(measure->rows, i);
        unsigned hits = row->tiers[0] + row->tiers[1] + (row->sure ? 0 : row->tiers[2]);
        planted[row->sure] += row->planted;
        good[row->sure] += hits;
        printf("%-28s %-6s %5u %7u %6u %6u %5u %6u %7.3f %6u\n", row->name,
               row->sure ? "sure" : "review", row->planted, row->tiers[0], row->tiers[1],
               row->tiers[2], row->tiers[3], row->missed, (double)hits / row->planted, row->alarms);
    }
    double sure = (double)good[1] / planted[1], review = (double)good[0] / planted[0];
    bool holds =
        gate(planted[0] + planted[1] >= 1500, "planted mentions", planted[0] + planted[1], 1500);
    holds &= gate(sure >= recall_min, "recall of certain and likely", sure, recall_min);
    return gate(review >= review_recall_min, "recall of what is for review", review,
                review_recall_min) &&
           holds;
}

static bool decoys_report(const Measure *measure)
{
    unsigned decoys = 0;
    bool holds;

    printf("\n%-28s %5s %6s %6s\n", "decoy", "n", "false", "review");
    for (guint i = 0; i < measure->rows->len; i++) {
        const Row *row = g_ptr_array_index(measure->rows, i);
        decoys += row->planted;
        printf("%-28s %5u %6u %6u\n", row->name, row->planted, row->alarms, row->review);
    }
    double precision =
        measure->true_sure / (double)MAX(measure->true_sure + measure->false_sure, 1);
    holds = gate(decoys >= 1500, "decoys", decoys, 1500);
    holds &= gate(measure->pair_alarms == 0, "pair false alarms", measure->pair_alarms, 0);
    return gate(precision >= precision_min, "precision of certain and likely", precision,
                precision_min) &&
           holds;
}

static bool prose_report(Measure *measure, NameIndex *index, const char *path)
{
    g_autofree char *text = file_read(path, NULL);
    size_t words = words_count(text);

    measure->row = row_of(measure, "prose", false);
    measure->text = text;
    names_set_unlisted(index, true);
    names_find(index, text, strlen(text), CARRIER_PROSE, tier_count, measure);
    const unsigned *tiers = measure->row->tiers;
    double per = (double)PROSE_WORDS / (double)words;
    printf("\nprose: %zu words; per 100,000: certain %.2f, likely %.2f, review %.2f, trace %.1f, "
           "unlisted %.2f\n",
           words, tiers[0] * per, tiers[1] * per, tiers[2] * per, tiers[3] * per,
           measure->unlisted * per);
    return gate(tiers[2] * per < REVIEW_MAX, "review in prose, per 100,000 words", tiers[2] * per,
                REVIEW_MAX);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(NamePerson));
    Measure measure = {.rows = g_ptr_array_new(), .show = g_getenv("MEASURE_SHOW") != NULL};

    if (argc < 2) {
        fprintf(stderr, "measure FOLDER [PROSE.txt]\n");
        return EXIT_FAILURE;
    }
    g_autofree char *rows = file_read(argv[1], "people.tsv");
    measure.people = people_read(rows, people);
    g_autoptr(NameIndex) index = names_new(measure.people, people->len, &error);
    if (index == NULL) {
        fprintf(stderr, "measure: %s\n", error->message);
        return EXIT_FAILURE;
    }
    lines_each(argv[1], "planted.tsv", 7, &measure, index, planted_measure);
    bool holds = planted_report(&measure);
    measure.rows = g_ptr_array_new();
    lines_each(argv[1], "decoys.tsv", 3, &measure, index, decoy_measure);
    holds &= decoys_report(&measure);
    if (argc > 2)
        holds &= prose_report(&measure, index, argv[2]);
    return holds ? EXIT_SUCCESS : EXIT_FAILURE;
}
