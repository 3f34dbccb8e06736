/*
 * What is to be done: findings of one rule at one place, or on one photo with all its copies, are
 * one action. Most serious first; who is protected before all. Every string has gone through the
 * gate.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "reports/writer.h"

/* Strings are owned by the cursor and valid until it moves; never NULL but where said. */
typedef struct {
    const char *rule, *title_nl, *title_en; /* titles may be NULL */
    const char *severity;                   /* the highest among its findings */
    int rank;                               /* 0 for high .. 3 for info */
    bool fresh, verdict, is_protected;
    uint64_t findings, verdicts; /* how many in all; how many of them are no leads */
    uint64_t copies, crops;      /* crops: a lead, photos that could be cut out of it */
    const char *people;          /* ids of persons, with commas */
    const char *channels;        /* with commas */
    const char *title, *place;
    bool nowhere;         /* concerns everything: the place is only the first one there is */
    const char *deadline; /* proposed to the school; "" for what has none */
    int64_t item, publication;
} Action;

typedef struct ActionCursor ActionCursor;

/* Lists them beside the store, once, before any of the calls below. */
void actions_list(const ReportContext *context);

uint64_t actions_count(const ReportContext *context);

/* The first `most`. */
ActionCursor *actions_open(const ReportContext *context, uint64_t most);
const Action *actions_next(ActionCursor *cursor);
void actions_close(ActionCursor *cursor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ActionCursor, actions_close)

/* What to do in a language: the rule's own action, else its title; with "judge" before it where it
 * is a lead. Owned by the caller. */
char *action_text(const Action *action, const char *language);
