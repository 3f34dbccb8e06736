/*
 * Decides whether a person may be shown or named in one publication, from the answers the lists
 * hold. Pure: no clock, no store, no names. What was shown or named, and where, is found elsewhere.
 *
 * Any No wins, then any answer that needs a reading by eye, then a Yes, else nothing is known; and
 * what is not known is not allowed. A withdrawn Yes is a Yes until the day before and a No from
 * that day on; an answer counts from the day it was given where the list has one. Of one giver's
 * answers to one question, each with its day, the latest counts; whose giver is not known stands
 * beside all others.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "register/people.h"

typedef enum { CONSENT_YES, CONSENT_NO, CONSENT_UNKNOWN, CONSENT_REVIEW } ConsentAnswer;

typedef enum {
    CONSENT_STATE_ALLOWED,
    CONSENT_STATE_REFUSED,
    CONSENT_STATE_UNKNOWN,   /* never answered, or the answer ran out */
    CONSENT_STATE_WITHDRAWN, /* a No that came after a Yes */
    CONSENT_STATE_LATE,      /* allowed now, but was published before the answer was given */
    CONSENT_STATE_REVIEW,
} ConsentState;

typedef struct {
    const char *subject;   /* image | film | sound | name */
    const char *channel;   /* where it was published: website, facebook, newsletter, ... */
    const char *scope;     /* individual | group | any: any asks for both, and where the two differ
                              the verdict is review */
    bool social;           /* the channel is a social platform: answers for "social" count */
    const char *published; /* ISO date or RFC 3339 time; NULL or anything else: not known */
    const char *today;     /* ISO date, the day of the audit */
    const char *birth;     /* ISO date, or NULL */
    bool own_subject; /* the lists ask for this subject: people_ask(). Else film and sound follow
                         image */
    bool silence_consents; /* the list holds refusers only: a person without any answer agreed; see
                              people_silence_consents() */
} ConsentQuestion;

/* What stands behind a Yes of today: for the rules on who answered, and what proves it. */
typedef struct {
    int age;          /* of the person on the day of publication, else today; -1 not known */
    bool by_parent;   /* a Yes of a parent is among the answers that decided */
    bool by_pupil;    /* ... of the pupil */
    bool by_unknown;  /* ... of nobody knows whom */
    int parent_age;   /* age on the day of the parents' earliest Yes; -1 not known */
    int pupil_age;    /* ... of the pupil's latest */
    bool proven;      /* one of them has evidence, or both day and giver */
    bool is_explicit; /* one of them names the channel, or social media; none by silence */
} ConsentProof;

typedef struct {
    ConsentAnswer allowed_then; /* on the day of publication */
    ConsentAnswer allowed_now;  /* on the day of the audit */
    bool then_known; /* false: publication or answers have no date, then is a copy of now */
    ConsentState state;
    char *basis; /* the answers that decided, without names: "row 12, Toestemming website: Nee";
                    owned by the verdict */
    ConsentProof proof;
} ConsentVerdict;

/* `answers` are all consents of one person, in any order, of every subject and channel. Fills the
 * verdict, which must not hold an older basis. */
void consent_resolve(const Consent *const *answers, size_t count, const ConsentQuestion *question,
                     ConsentVerdict *verdict);
void consent_verdict_clear(ConsentVerdict *verdict);

/* Words of the store and of findings.json. */
const char *consent_answer_name(ConsentAnswer answer); /* yes | no | unknown | review */
const char *consent_state_name(ConsentState state);    /* allowed | refused | ... */

/* ConsentQuestion.own_subject, from the lists: whether anybody was asked for the subject. */
bool people_ask(const People *people, const char *subject);

/* ConsentQuestion.silence_consents for a subject, from the lists: names never follow silence
 * unless the list of refusers asks for names. */
bool people_silence_consents(const People *people, const char *subject);
