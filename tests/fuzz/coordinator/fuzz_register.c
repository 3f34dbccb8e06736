/*
 * The register under a fuzzer: any mapping over any list. It is read or refused with one message;
 * what is read has a known answer for each consent and a masked name for each person.
 */
#include <stdint.h>
#include <string.h>

#include "register/build.h"
#include "register/consent.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Table *table_of(const char *text)
{
    Table *table = g_new0(Table, 1);
    TableSheet *sheet = g_new0(TableSheet, 1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 200);

    table->file_name = g_strdup("leerlingen.csv");
    table->sheets = g_ptr_array_new();
    sheet->sheet = g_strdup("");
    sheet->rows = g_ptr_array_new();
    g_ptr_array_add(table->sheets, sheet);
    for (guint i = 0; lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ";", 60);

        g_ptr_array_add(sheet->rows, table_row_new(i + 1, (const char *const *)cells));
    }
    return table;
}

static void check_people(const People *people)
{
    static const char *const answers[] = {"yes", "no", "unknown", "review", NULL};

    for (guint i = 0; i < people->persons->len; i++) {
        g_autofree char *masked = person_masked(g_ptr_array_index(people->persons, i));
        g_assert(*masked);
    }
    for (guint i = 0; i < people->consents->len; i++) {
        const Consent *consent = g_ptr_array_index(people->consents, i);
        const ConsentQuestion question = {.subject = consent->subject,
                                          .channel = consent->channel,
                                          .published = consent->given_on,
                                          .today = "2026-11-01"};
        ConsentVerdict verdict = {0};
        g_assert(g_strv_contains(answers, consent->answer));
        g_assert(consent->person < people->persons->len);
        consent_resolve(&consent, 1, &question, &verdict);
        consent_verdict_clear(&verdict);
    }
}

/* The mapping ends at the first line "---"; without one there is none. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
    char *end = strstr(text, "---\n");
    g_autoptr(Mapping) mapping =
        end ? mapping_parse(text, (gsize)(end - text), "leerlingen.map.yaml", NULL)
            : mapping_none("leerlingen.csv");
    g_autoptr(Table) table = table_of(end ? end + 4 : text);
    g_autoptr(GError) error = NULL;

    if (!mapping)
        return 0;
    PeopleLists lists = {.pupils = {table, mapping}};
    g_autoptr(People) people = people_build(&lists, NULL, &error);
    g_assert((people != NULL) == (error == NULL));
    if (people)
        check_people(people);
    return 0;
}
