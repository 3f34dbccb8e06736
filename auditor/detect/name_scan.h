/*
 * Inside of one search: a window of tokens that moves over the text, and what was found in it.
 * Shared by the names_*.c that search; names.h is what others use.
 */
#pragma once

#include "detect/name_index.h"

/*
 * BEHIND and AHEAD bound how far from a name anything is looked for; a match that begins in the
 * last HOLD tokens read may still be explained by one not found yet.
 */
enum { SCAN_TOKENS = 512, SCAN_BEHIND = 40, SCAN_AHEAD = 40, SCAN_HOLD = 20 };

typedef struct {
    const NameIndex *index;
    const char *text;
    size_t length;
    Carrier carrier;
    Tokenizer tokenizer;
    Token tokens[SCAN_TOKENS];
    size_t count;
    bool ended;    /* no token behind tokens[count - 1] */
    GArray *found; /* NameMatch, not yet in order */
} NameScan;

/*
 * In `found`, a first name alone is one match for all its bearers (there may be hundreds): `person`
 * is the number of the Name then. It is taken apart when it is reported.
 */
#define NAME_FORM_BEARERS NAME_FORMS

/* Between the words of one name. */
enum {
    JOIN_NAME = SEPARATOR_SPACE | SEPARATOR_NEWLINE | SEPARATOR_HYPHEN | SEPARATOR_APOSTROPHE |
                SEPARATOR_UNDERSCORE,
    JOIN_PARTICLE = JOIN_NAME | SEPARATOR_DOT | SEPARATOR_SLASH,
};

typedef enum {
    PARTICLE_NONE,
    PARTICLE_OWN,
    PARTICLE_SHORT,
    PARTICLE_MISSING,
    PARTICLE_OTHER
} ParticleState;

/* A surname as read at one place; token numbers. */
typedef struct {
    const Name *name;
    size_t start, base, end; /* with the particle before, its base, behind it */
    size_t tail;             /* behind a particle that follows ("Vries, de"), else end */
    size_t left;             /* before a particle that is not the own one, else start */
    ParticleState particle;
    uint32_t reasons;
    bool capital; /* the base begins with one, or the carrier has none to give */
    bool close;   /* PARTICLE_OTHER: begins like the own one ("van de" for "van den") */
} SurnameReading;

/* What stands round a name. */
enum { CONTEXT_GROUPS = 6 };
typedef struct {
    uint32_t lift, demote; /* REASON_* */
    struct {
        uint32_t number, word;
        char letter;
    } groups[CONTEXT_GROUPS];
    size_t group_count;
    bool sentence_start, lifted_before;
    bool known_first, unknown_first; /* what stands before is a first name, could be one */
    bool first_before;               /* the same, at the start of a sentence too */
    bool other_first;                /* is a first name, and nobody's of the register */
} NameContext;

/* names_context.c */
bool token_caseless(const NameScan *scan, size_t at);
bool token_joined(const NameScan *scan, size_t at);   /* to the token before, as one name */
bool token_sentence(const NameScan *scan, size_t at); /* a sentence begins with it */
void context_read(const NameScan *scan, size_t start, size_t end, NameContext *context);
bool context_group(const NameContext *context, const PersonEntry *person);
bool context_title(const NameScan *scan, size_t start);
/* A title before the tokens [start, end) or behind them; with a colon too, where no word `lift`s.
 */
bool context_title_beside(const NameScan *scan, size_t start, size_t end, uint32_t lift);
/* A title a few words before, in the same line: "MR: E. Jansen (voorzitter), T. Mulder". */
bool context_title_line(const NameScan *scan, size_t start);

/* names_match.c: words of the register against tokens; all return how many tokens, 0 for none. */
size_t name_match(const NameScan *scan, const Name *name, size_t at, uint32_t *reasons);
size_t particle_match(const NameScan *scan, uint32_t particle, size_t at, bool *shortened);
size_t particle_before(const NameScan *scan, uint32_t particle, size_t end, bool *shortened);
bool surname_read(const NameScan *scan, size_t at, uint32_t item, SurnameReading *reading);
bool letter_is_initial(const NameScan *scan, size_t at); /* "V. Bakker", not "v. Bakker" */
size_t initials_before(const NameScan *scan, size_t end);
size_t initials_after(const NameScan *scan, size_t start);
bool initials_fit(const NameScan *scan, size_t from, size_t count, const PersonEntry *person);
void names_common(const NameIndex *index, const Name *first, const Name *surname,
                  void (*both)(uint32_t first_bearer, uint32_t surname_bearer, void *user),
                  void *user);

/* Has somebody this first name and a surname that begins with the token? */
bool names_pair(const NameIndex *index, const Name *first, const Token *surname);
/* Adds a match on tokens [from, to). */
NameMatch *scan_add(NameScan *scan, uint32_t person, Tier tier, NameForm form, uint32_t reasons,
                    size_t from, size_t to);

static inline Tier tier_worst(Tier a, Tier b)
{
    return a > b ? a : b;
}

/* names_pair.c: the surname with its own first name before it, behind it. */
bool pair_forward(NameScan *scan, const SurnameReading *reading);
bool pair_reversed(NameScan *scan, const SurnameReading *reading);
uint32_t particle_reasons(const SurnameReading *reading);
/* "voor Bakker, Bart": what looks like another particle may as well be no part of the name. */
bool reading_preposition(const NameScan *scan, const SurnameReading *reading);

/* names_shared.c: others who share the surname, before the first name at `at`. */
void shared_before(NameScan *scan, const SurnameReading *reading, size_t at);

/* names_apart.c: a surname in pieces beside the first name [from, to); a first name in pieces. */
void apart_surname(NameScan *scan, const Name *first, uint32_t reasons, size_t from, size_t to);
bool apart_first(NameScan *scan, const SurnameReading *reading);

/* names_surname.c, names_first.c, names_glued.c: everything anchored on the token. */
void surnames_at(NameScan *scan, size_t at);
void firsts_at(NameScan *scan, size_t at);
/* Reports a NAME_FORM_BEARERS match for each bearer. */
void bearers_report(const NameScan *scan, const NameMatch *all, NameFound report, void *user);
void glued_at(NameScan *scan, size_t at);
/*
 * names_scanned.c: what a program that reads pictures makes of letters. The folded letters of the
 * token at `at` and of what is glued to it, digits as the letters they are taken for; `to`: behind
 * the last token.
 */
size_t scanned_letters(const NameScan *scan, size_t at, char *letters, size_t max, size_t *to);
/* Surnames of one word of which the letters are what such a program may make. */
void scanned_find(const NameIndex *index, const char *letters, size_t length,
                  void (*found)(uint32_t name, void *user), void *user);
/* names_unlisted.c: somebody who is in no register, from the given name at `at` on. */
void unlisted_at(NameScan *scan, size_t at);
bool glued_wanted(const NameScan *scan, size_t at);
/* "S A N N E   D E   V R I E S": from token `at`, the first of a row of single letters. */
void spaced_at(NameScan *scan, size_t at);
bool spaced_wanted(const NameScan *scan, size_t at);

/* names_settle.c */
void matches_weigh(NameScan *scan, guint mark, const NameContext *context);
void matches_settle(NameScan *scan, size_t boundary, NameFound report, void *user);
