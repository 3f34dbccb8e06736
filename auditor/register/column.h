/*
 * What one column of a list means. Guessed from its header and cells by columns.c, or said by the
 * operator's mapping.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/particles.h"

typedef enum {
    COLUMN_UNUSED,    /* not known, and no answers in it */
    COLUMN_FORBIDDEN, /* identity numbers: never copied */
    COLUMN_IGNORE,
    COLUMN_REMARK,
    COLUMN_ID,
    COLUMN_FIRST,
    COLUMN_FIRST_NAMES,
    COLUMN_INITIALS,
    COLUMN_INFIX,
    COLUMN_LAST,
    COLUMN_LAST_OFFICIAL,
    COLUMN_FULL,
    COLUMN_ALIAS,
    COLUMN_GROUP,
    COLUMN_BIRTH,
    COLUMN_LEFT,
    COLUMN_PROTECTED,
    COLUMN_EMAIL,
    COLUMN_ACCOUNT,
    COLUMN_FUNCTION,
    COLUMN_QUESTION, /* a row for each answer: what was asked */
    COLUMN_ANSWER,   /* ... and what was answered */
    COLUMN_CONSENT,
    COLUMN_GIVEN_ON,
    COLUMN_GIVEN_BY,
    COLUMN_WITHDRAWN_ON,
    COLUMN_VALID_FROM,
    COLUMN_VALID_UNTIL,
    COLUMN_EVIDENCE,
    COLUMN_KINDS
} ColumnKind;

/* All texts are owned; a cleared column is all zero. */
typedef struct {
    char *header; /* as in the list; "column 5" where it has none */
    guint index;  /* place in the row, from 0 */
    char *asked;  /* a question of a list with a row for each answer, folded: its header is no
                     header but a cell. NULL for the columns of the list */
    ColumnKind kind;
    bool mapped;      /* said by the operator */
    bool weak;        /* yields to another column of the same kind */
    GStrv subjects;   /* CONSENT: image, film, sound, name */
    GStrv channels;   /* CONSENT */
    char *scope;      /* CONSENT: individual | group | any */
    bool moving;      /* CONSENT: its word covers film as well as photos */
    bool inverted;    /* CONSENT: asks for the contrary */
    bool giver;       /* CONSENT: one parent's answer */
    bool listed;      /* CONSENT: cells name the channels */
    bool month_first; /* dates: 9/13/2025 */
    GStrv targets;    /* GIVEN_ON ... EVIDENCE: headers of the answers it belongs to; NULL all */
    NameOrder order;  /* FULL */
} Column;

void column_free(Column *column);
Column *column_copy(const Column *column);

/* The words of the mapping: "unused", "identity-number", "ignore", "remark", "id", "first", ... */
const char *column_kind_name(ColumnKind kind);

/* GIVEN_ON to EVIDENCE: columns that tell something of an answer in the same row. */
bool column_is_beside(ColumnKind kind);
