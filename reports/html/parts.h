/*
 * What the views share: status words, tables whose rows become cards on a phone, filters, the head
 * of a view. Every list is capped out loud: parts_cap() says what is not shown and where it is.
 */
#pragma once

#include "reports/html/markup.h"
#include "reports/writer.h"

/* How many rows and records a page holds at most; the rest is in the CSV and JSON files. */
#define PAGE_ROWS 500
#define PAGE_RECORDS 300
#define RECORD_ROWS 25
/* Findings that all records of a view show together; records after that are drawn by the script. */
#define VIEW_FINDINGS 400

typedef struct {
    const char *id;    /* text; NULL ends the list */
    const char *class; /* NULL, "num", ... */
    bool sort;
} TableHead;

typedef struct {
    const char *id;      /* of the element */
    const char *class;   /* "cards", "matrix" or NULL */
    const char *caption; /* text */
    const TableHead *heads;
    bool scroll; /* scrolls inside a focusable region */
} Table;

typedef struct {
    const char *name;        /* of the field, and of the data- attribute of rows */
    const char *label;       /* text */
    const char *kind;        /* options are texts "<kind>-<value>" */
    const char *values;      /* separated by blanks */
    const GPtrArray *labels; /* Dutch and English of each value, where no text has it; or NULL */
} Filter;

/* Shape, word and colour of one value: "severity" "high", "finding" "new", "result" "fail", ... */
void parts_status(Markup *markup, const char *kind, const char *value);

void parts_view_open(Markup *markup, const char *id);
void parts_view_close(Markup *markup);

void parts_table_open(Markup *markup, const Table *table, const TextValue *values);
void parts_table_close(Markup *markup, const Table *table);
void parts_cell_open(Markup *markup, const char *label, const char *class);
void parts_cell_close(Markup *markup);
void parts_cell_number(Markup *markup, const char *label, uint64_t number);
/* A number that stands below a heading of its own, in a table without cards. */
void parts_cell_count(Markup *markup, uint64_t count);
/* "3 findings, 2 leads"; as a cell the number of findings, and the leads beside it. */
void parts_found(Markup *markup, uint64_t findings, uint64_t leads);
void parts_cell_found(Markup *markup, uint64_t findings, uint64_t leads);
void parts_cell_status(Markup *markup, const char *label, const char *kind, const char *value);

/* A field for free text, and a choice for each of `filters`, which end with a NULL name. */
void parts_filter(Markup *markup, const char *target, const Filter *filters);

/* Channels that have findings, separated by blanks; owned by the caller. */
char *parts_channels(const ReportContext *context);

/* How many of the first rows of `sql` get a record of their own: as long as their findings, counted
 * in `column`, fit. ?1 of `sql` is how many rows. */
uint64_t parts_records(const ReportContext *context, const char *sql, int column);

/* How many clauses of the policy have no result at all: unchecked, and counted as such. */
uint64_t parts_unjudged(const ReportContext *context);

/* "n more are in findings.csv": nothing when all were shown. */
void parts_cap(Markup *markup, uint64_t shown, uint64_t all, const char *file);

/* An attribute that both languages have: sets aria-label and what the script needs to change it. */
void parts_region_open(Markup *markup, const char *label);

/* What its rule says of it beyond its title; nothing where that says nothing to a reader. */
void parts_why(Markup *markup, const Finding *finding);

/* That a decision on it held until a day that is over; nothing where there is none. */
void parts_lapsed(Markup *markup, const Finding *finding);

/* The buttons that ask for a decision: on one finding, on all of a pupil, a page or a photo
 * ("photo:3", as the script groups them). Only there with scripts. */
void parts_decide(Markup *markup, const Finding *finding);
void parts_decide_all(Markup *markup, const char *group, uint64_t count);

/* A finding's title: the rule's own in both languages, else its id. */
void parts_title(Markup *markup, const Finding *finding);

/* Place in short: page title, address or path, whichever is known first. */
const char *parts_place(const Finding *finding);

/* When it was published. The time stamp of a file is not that, and says so. */
void parts_published(Markup *markup, const char *published, const char *known);

/* Why a photo is called what it is, where its faces alone do not tell ("class-by-<reason>");
 * nothing where there is no text. */
void parts_class_reason(Markup *markup, const char *reason);

/* The text for a count of faces, with {n}: counting stops once there are several, so that two and
 * more are said as "at least". */
const char *parts_faces_id(int64_t faces);

/* What a reader says of a gap beyond its reason: in both languages where po/details has it, else as
 * it was told, in English. `detail` is masked. */
void parts_detail(Markup *markup, const char *detail);
