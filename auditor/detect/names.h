/*
 * Finds the people of the register in text, in every form their names are written in, in one pass.
 * The index is read only once built, and may be used from anywhere. What a mention means for the
 * school is decided by the rules; who is shown in a photo, by the linker.
 *
 * All text is UTF-8 and need not be NUL-terminated; characters that show nothing (soft hyphen,
 * zero-width ones) may stand anywhere. Offsets are bytes in the text as given.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "register/role.h"

/* From sure to nearly nothing. A trace is counted, never a finding. */
typedef enum { TIER_CERTAIN, TIER_LIKELY, TIER_REVIEW, TIER_TRACE } Tier;

typedef enum {
    CARRIER_PROSE, /* running text, cells, captions, titles: capitals carry evidence */
    CARRIER_NAME,  /* a field that holds one person's name: person tag, author, account name */
    CARRIER_SLUG   /* file name, path, URL, hashtag, handle, e-mail address: capitals say nothing */
} Carrier;

typedef enum {
    NAME_FORM_FULL,        /* Sanne de Vries */
    NAME_FORM_REVERSED,    /* Vries, Sanne de */
    NAME_FORM_INITIALS,    /* S.A. de Vries; reversed as well */
    NAME_FORM_ABBREVIATED, /* Sanne de V. */
    NAME_FORM_SURNAME,     /* de Vries */
    NAME_FORM_FIRST,       /* Sanne */
    NAME_FORM_GLUED,       /* sannedevries, sdevries */
    NAME_FORMS
} NameForm;

/* Why a tier was given; a set. The names are those of names_reason_id(). */
typedef enum {
    REASON_OWN_FIRST_NAME = 1 << 0,
    REASON_PARTICLE = 1 << 1,         /* the own particle stands there */
    REASON_PARTICLE_SHORT = 1 << 2,   /* as v.d. */
    REASON_PARTICLE_MISSING = 1 << 3, /* the person has one, the text has none */
    REASON_PARTICLE_OTHER = 1 << 4,   /* the text has another one */
    REASON_EXACT_CASE = 1 << 5,
    REASON_LOWER_CASE = 1 << 6, /* small letters where capitals were due */
    REASON_FOLDED = 1 << 7,     /* other diacritics than in the register */
    REASON_IJ_Y = 1 << 8,       /* ij for y, y for ij */
    REASON_TYPO = 1 << 9,
    REASON_SENTENCE_START = 1 << 10, /* so that its capital says nothing */
    REASON_TITLE_BEFORE = 1 << 11,
    REASON_STREET = 1 << 12,
    REASON_ORGANISATION = 1 << 13,
    REASON_STAFF_OF_SAME_NAME = 1 << 14,
    REASON_GROUP_NEAR = 1 << 15,
    REASON_OTHER_GROUP = 1 << 16, /* another bearer's group stands there */
    REASON_LIFTING_WORD = 1 << 17,
    REASON_LIST = 1 << 18, /* among other names of the register */
    REASON_FIRST_NAME_NEAR = 1 << 19,
    REASON_REVERSED = 1 << 20,
    REASON_INITIAL = 1 << 21,
    REASON_SLUG = 1 << 22,
    REASON_GLUED = 1 << 23,     /* in one word where the register has two, or the other way round */
    REASON_HALF_NAME = 1 << 24, /* one half of a double surname */
    REASON_NAMESAKE = 1 << 25,  /* several people share this form */
    REASON_OTHER_FIRST_NAME = 1 << 26,
    REASON_OTHER_EXACT = 1 << 27, /* it is somebody else's exact spelling */
    REASON_SEPARATED = 1 << 28,   /* first name and surname in two cells or lines */
    REASON_MIDDLE_NAME = 1 << 29,
    REASON_OFFICIAL_FIRST_NAME = 1 << 30, /* one of the first names, not the one in use */
} NameReason;
#define REASON_POSSESSIVE (UINT32_C(1) << 31)
#define NAME_REASONS 32

/* What the index needs of one person; UTF-8, NULL or "" when unknown. Borrowed by names_new(). */
typedef struct {
    const char *first, *first_names, *initials, *infix, *last, *last_official;
    const char *const *aliases; /* NULL-terminated, or NULL; "Sanneke", "Sanne Jansen" */
    const char *group;          /* "7", "7B", "groep 7/8", "Vlinders" */
    PersonRole role;
} NamePerson;

typedef struct {
    uint32_t person; /* index into the array given */
    Tier tier;
    bool surname;      /* false: first name only */
    bool many;         /* a trace that may mean any of many; person is one of them */
    size_t start, end; /* bytes in the text; a possessive s is left out */
    uint32_t reasons;
    NameForm form;
} NameMatch;

typedef struct NameIndex NameIndex;

/* Fails only where a built-in list is missing. People without any name are never found. */
NameIndex *names_new(const NamePerson *people, size_t count, GError **error);
void names_free(NameIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NameIndex, names_free)

/* A first name or surname alone that more people bear than these names nobody, unless at most so
 * many of them are of a group that stands near. */
#define NAMES_BEARERS_MOST 100

/* First names alone are reported (the default) or not; set before the first search. */
void names_set_first_names(NameIndex *index, bool reported);

/* People who are in no register are reported, as NAMES_UNLISTED at tier review, or (the default)
 * not; set before the first search. */
#define NAMES_UNLISTED UINT32_MAX
void names_set_unlisted(NameIndex *index, bool reported);

/*
 * `match` is borrowed during the call. Matches come in order of start; of overlapping readings of
 * one person the best one, of overlapping readings of several people all that are not explained
 * by a better one ("Sanne de Vries" is no mention of Tom de Vries).
 */
typedef void (*NameFound)(const NameMatch *match, void *user);
void names_find(const NameIndex *index, const char *text, size_t length, Carrier carrier,
                NameFound found, void *user);

/* Stable ids for output: "own-first-name" for bit 0, ...; NULL beyond the last. */
const char *names_reason_id(unsigned bit);
const char *names_form_id(NameForm form);

/*
 * The text with every match of every tier replaced by what `mask` returns (g_free'd here). Where
 * matches overlap, the best one's person masks the whole stretch; NAMES_MANY is a surname of many.
 * g_free the result.
 */
#define NAMES_MANY (UINT32_MAX - 1)
char *names_mask(const NameIndex *index, const char *text, Carrier carrier,
                 char *(*mask)(uint32_t person, void *user), void *user);
