/* Inside of one search for data; shared by data.c, data_numbers.c and data_words.c. */
#pragma once

#include "detect/data.h"
#include "detect/phrases.h"

struct DataFinder {
    uint32_t *births; /* 20140312; 0: not known */
    uint8_t *roles;
    size_t people_count;
    Phrases *words;
};

typedef struct {
    const DataFinder *finder;
    const char *text;
    size_t length;
    bool prose;
    const NameMatch *matches;
    size_t match_count;
    DataFound found;
    void *user;
} DataScan;

bool data_is_pupil(const DataScan *scan, const NameMatch *match);

/* The nearest pupil's mention within reach of [start, end) and no blank line between; NULL: none.
 */
const NameMatch *data_near(const DataScan *scan, size_t start, size_t end);

/* Reports it beside `near` (may be NULL: of nobody), at `tier` or at the mention's if that is
 * worse. */
void data_report(const DataScan *scan, DatumKind kind, size_t start, size_t end, const char *value,
                 const NameMatch *near, Tier tier);

/* Does one of the words, given with "|" between, stand within 48 bytes before `at`? */
bool data_label_before(const DataScan *scan, size_t at, const char *words);

/* data_numbers.c: what begins at `at`, the first of a run of digits. Returns where it ends; 0:
 * nothing. */
size_t data_number(const DataScan *scan, size_t at);
/* The IBAN whose two letters begin at `at`. */
size_t data_iban(const DataScan *scan, size_t at);

/* data_words.c */
void data_words_find(const DataScan *scan);
