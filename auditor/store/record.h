/*
 * How the scratch database keeps the facts of an item: records one behind the other in a block of
 * bytes. Written and read by the coordinator within one run only, so there is no version.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/coding.h"
#include "store/store.h"
#include "wire/fact.h"

typedef enum {
    RECORD_FACT, /* any fact, texts included */
    RECORD_MENTION,
    RECORD_DATUM,
    RECORD_PHRASE,
    RECORD_RECOGNISED,
} RecordKind;

/* One record; strings borrow from the block. */
typedef struct {
    RecordKind kind;
    Fact fact;            /* FACT: a text that was not kept has text NULL */
    const char *digest;   /* of a kept text */
    uint64_t print;       /* of any text: XXH3-64 */
    uint32_t text;        /* MENTION, DATUM, PHRASE: number of the text in its item, from 0 */
    StoreMention mention; /* MENTION; RECOGNISED: person and tier; DATUM: tier */
    int64_t person;       /* DATUM: -1 for nobody */
    FactKind recognised;
    const char *list, *value, *excerpt; /* DATUM: list is its kind; PHRASE: value is the phrase */
    size_t start, end;
} Record;

void record_put_fact(GByteArray *block, const Fact *fact);
/* `digest` NULL: content is not kept; `print` is the text's XXH3-64 all the same. */
void record_put_text(GByteArray *block, const FactText *text, const char *digest, uint64_t print);
void record_put_mention(GByteArray *block, uint32_t text, const StoreMention *mention);
void record_put_datum(GByteArray *block, uint32_t text, const StoreDatum *datum);
void record_put_phrase(GByteArray *block, uint32_t text, const StorePhrase *phrase);
void record_put_recognised(GByteArray *block, FactKind kind, uint32_t person, const char *tier);

typedef CodingReader RecordReader;

/* The next record of a block; false at its end. */
bool record_next(RecordReader *reader, Record *record);
