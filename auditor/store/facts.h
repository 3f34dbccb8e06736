/*
 * The rows of an item's facts in audit.db: publications, texts, mentions, links, tags, ... with
 * dense ids in canonical order. finalise.c drives it, item by item: begin, survey every record,
 * number, write every record.
 */
#pragma once

#include "store/record.h"
#include "store/rows.h"
#include "store/unlisted.h"

/* The numbers that a reader gave, ascending; the place in the list gives the id. */
typedef struct {
    GArray *numbers; /* uint32_t */
    int64_t before;  /* id of the first is this + 1 */
} Numbering;

/* A source's own words, which a publication inherits. */
typedef struct {
    char *channel, *access, *owner;
} SourceWords;

typedef struct {
    Rows *audit;
    int64_t item, source;
    const char *platform, *access, *modified; /* what the item's place says; may be NULL */
    bool in_site;                             /* that place is within a website */
    Numbering publications, media;
    GArray *prints;    /* uint64_t by publication: what it says, 0 nothing */
    bool whole;        /* somebody refers to publication 0 */
    bool has_contacts; /* the item as a whole lists friends or followers */
    char *location, *location_how;
    uint64_t twice; /* numbers that were declared a second time, in all items */
    int64_t text, person_tag, contact, publication; /* ids given last */
    int64_t text_before;                            /* id of the item's first text is this + 1 */
    GPtrArray *sources;                             /* SourceWords by source - 1 */
    Unlisted *unlisted;
    sqlite3_stmt *put[FACTS], *put_mention, *put_trace, *put_datum, *put_phrase, *put_wording,
        *recognise_author, *recognise_tag, *recognise_contact;
} FactWriter;

/* The sources must be in the database already. */
void fact_writer_prepare(FactWriter *writer, Rows *audit);
void fact_writer_clear(FactWriter *writer);

void fact_writer_begin(FactWriter *writer, int64_t item, int64_t source);
void fact_writer_survey(FactWriter *writer, const Record *record);
/* Gives out the ids and writes publication 0, where it is needed. */
void fact_writer_number(FactWriter *writer);
void fact_writer_write(FactWriter *writer, const Record *record);
/* After the item's last record: table wording. */
void fact_writer_end(FactWriter *writer);
