/*
 * A finding as the writers see it: joined with its person, item, publication and photo, and gone
 * through the masking gate. How it is written down is left to them.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "policies/policy.h"

typedef struct ReportContext ReportContext;

/* All strings are owned by the cursor and valid until it moves; NULL is unknown unless said. */
typedef struct {
    int64_t id, item, publication, photo, person; /* ids of the store; 0: none */
    const char *rule, *title_nl, *title_en;       /* titles may be NULL */
    const char *as, *severity, *confidence, *state, *fingerprint;
    const char *lapsed; /* until when a decision on it held; NULL where none has lapsed */
    const char *person_number, *person_initials, *person_name; /* name: NULL at the masked level */
    const char *person_label, *person_role, *group;            /* label: "0417 S. d. V." */
    bool is_protected, breach;
    const char *source, *path, *place_path, *url; /* source label, chain path, path in the export */
    const char *platform, *channel, *access, *kind, *published, *published_known, *title;
    const char *where;   /* place_id() */
    const char *excerpt; /* plain */
    const char *marked;  /* the excerpt with MASK_OPEN and MASK_CLOSE; NULL as the excerpt */
    const char *reason, *consent_state, *consent_basis;
    const char *photo_class, *photo_reason; /* the second may be NULL */
    int64_t photo_faces;                    /* -1: not counted */
    const GPtrArray *clauses;               /* const char * */
    const GPtrArray *copies;                /* const char *: chain paths of the photo's items */
    /* Leads, the same of other photos: that could be cut out of it, that it could be cut out of. */
    const GPtrArray *crops, *crop_of;
} Finding;

typedef struct FindingCursor FindingCursor;

/*
 * Findings that satisfy an SQL condition over f (finding), e (person), i (item), p (publication),
 * h (photo) with ?1 bound to `value`, in an SQL order; both come from our own source only.
 */
FindingCursor *findings_open(const ReportContext *context, const char *condition, const char *order,
                             int64_t value);

/* Before the first one: ?2 of the condition. What differs from one cursor to the next is bound and
 * not written into the condition, whose statement then serves again. */
void findings_bind_second(FindingCursor *cursor, int64_t value);

/* The next one, NULL at the end. */
const Finding *findings_next(FindingCursor *cursor);

/* When it was published; NULL where that is unknown or only the time stamp of its file is known. */
const char *finding_published(const Finding *finding);

void findings_close(FindingCursor *cursor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FindingCursor, findings_close)

/* A severity as a number that can be ordered and grouped, 0 the gravest; and back from a column
 * that holds one. */
#define FINDINGS_RANK                                                                              \
    "CASE f.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END"
PolicySeverity finding_rank(sqlite3_stmt *row, int column);

/* Orders. By risk: protected pupils first, then severity, verdicts, news, place in the sources. */
#define FINDINGS_BY_NUMBER "f.id"
#define FINDINGS_BY_RISK                                                                           \
    "coalesce(e.protected, 0) DESC, " FINDINGS_RANK ", f.as_ = 'lead', f.state <> 'new', f.id"

/* How much of a fingerprint the page carries: 96 bits tell a hundred thousand findings apart, and
 * where they ever did not, `decisions import` refuses what fits two. */
#define FINGERPRINT_SHOWN 24

/* The condition of what asks for action: new or open. */
#define FINDINGS_ACTIVE "f.state IN ('new', 'open')"
