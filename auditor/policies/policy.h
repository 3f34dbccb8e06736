/*
 * A policy: a school's protocol as data, clause by clause, each tied to rules. This part loads and
 * merges the files; it knows no rule's SQL and judges nothing. The format, beside id and title:
 *
 *   extends: basis            id, or a file beside this one; own clauses first, then those of the
 *                             other that have no own clause of the same id and are not in `drop`
 *   drop: [id]                clauses of the extended policy that do not hold here
 *   in-force, review-by       dates where the document has them; never inherited
 *   scope: {channels, access, shares-count, direct-messages-count}    inherited key by key
 *   requires: [register]      inputs without which an unchecked verdict makes a run incomplete
 *   clauses:
 *     - id, article, text: {nl, en}, binds, strength
 *       law: AVG 6(1)(a)      optional
 *       note: {nl, en}        optional, shown with the clause
 *       question: {nl, en}    what the reviewer is asked; every manual clause should have one
 *       shows: scope | follow-up | breach    no check of its own: the report shows the scope, or
 *                             this text beside findings, or marks findings as a possible breach
 *       rules:                none: manual
 *         - rule: surname-published
 *           as: verdict       or lead
 *           severity: high    medium, low, info
 *           accounts: any     default. school: accounts not known to be private; private: those
 *                             known to be; leads-on-private: all, but as lead on private ones
 *           verdict-with: allow    a lead that becomes a verdict when this input is given
 *           with: {name: value}    the rule's parameters: a text, number, truth or list of these
 *
 * Each use of a rule gives all its parameters. So far, beside channels, access and authors, which
 * have defaults (policy_parameter()): subjects (image film sound name), kinds (pupil-data: bsn
 * education-number address postcode phone email birth-date iban care belief; photo-metadata:
 * position person serial owner), classes, lone and films (photo class; exactly one known pupil in
 * it; films too), lists (phrase lists: insult obscenity bullying threat discrimination sexual
 * disclaimer), own_name (a pupil may sign), relations (as in contacts), roles (whom the text
 * names), functions and excuses (disclaimer: of staff in these functions, any if empty; does it
 * excuse), about (school-name, or wording: lists) and permitted (account names), words, titles,
 * replies, hours, days, years, age, minimum, when (consent-giver: the age counts on the day of the
 * answer, or of the publication); consent rules take roles too (pupil staff parent: of whom consent
 * is asked).
 *
 * The word "all" among channels stands for every channel, an unknown one included; "social" is
 * replaced by the social platforms (messengers are named apart). Everything unknown, missing or of
 * a wrong type is an error. Rules are named only: rule_values_check() says whether they exist.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The protocol that is taken where none is named. */
#define POLICY_DEFAULT "cederboom"

typedef enum { POLICY_DUTCH, POLICY_ENGLISH, POLICY_LANGUAGES } PolicyLanguage;
typedef enum { STRENGTH_MUST, STRENGTH_SHOULD, STRENGTH_MAY, STRENGTH_IS } PolicyStrength;
typedef enum { SEVERITY_HIGH, SEVERITY_MEDIUM, SEVERITY_LOW, SEVERITY_INFO } PolicySeverity;
typedef enum { AS_VERDICT, AS_LEAD } PolicyAs;
typedef enum { CLAUSE_AUTO, CLAUSE_ASSIST, CLAUSE_MANUAL } PolicyKind;
typedef enum { SHOWS_NOTHING, SHOWS_SCOPE, SHOWS_FOLLOW_UP, SHOWS_BREACH } PolicyShows;

typedef enum {
    ACCOUNTS_ANY,
    ACCOUNTS_SCHOOL,
    ACCOUNTS_PRIVATE,
    ACCOUNTS_LEADS_ON_PRIVATE
} PolicyAccounts;

typedef struct {
    char *rule;
    PolicyAs as;
    PolicySeverity severity;
    PolicyAccounts accounts;
    char *verdict_with; /* input, or NULL */
    /* char * to char *. Lists are JSON arrays, for json_each(); texts and numbers as they are, true
     * and false as 1 and 0. Bind with policy_parameter_is_integer() in mind: SQLite holds every
     * text to be greater than every number. */
    GHashTable *parameters;
    unsigned line;
} PolicyRule;

typedef struct {
    char *id;
    char *article;
    char *law; /* NULL when none */
    char *text[POLICY_LANGUAGES];
    char *question[POLICY_LANGUAGES]; /* both NULL when none */
    char *note[POLICY_LANGUAGES];     /* both NULL when none */
    GStrv binds;                      /* staff | pupils | parents | board | everyone */
    PolicyStrength strength;
    PolicyShows shows;
    PolicyKind kind;  /* auto: one rule is a verdict; assist: leads only; manual: no rule */
    GPtrArray *rules; /* PolicyRule *; empty for manual clauses */
    char *policy;     /* id of the policy whose file holds it: differs when inherited */
    char *file;       /* what messages call that file */
    unsigned line;    /* in it */
} PolicyClause;

typedef struct {
    char *id;
    char *title[POLICY_LANGUAGES];
    char *extends;     /* as written, or NULL */
    char *in_force;    /* date or NULL */
    char *review_by;   /* date or NULL */
    GStrv channels;    /* default of every rule's parameter of that name */
    GStrv access;      /* public | closed | direct; likewise */
    bool shares_count; /* a re-post counts as a publication */
    bool direct_messages_count;
    GStrv requires;     /* inputs: register, staff, ... */
    GStrv dropped;      /* ids, those of extended policies included */
    GPtrArray *clauses; /* PolicyClause * in the order of the matrix */
    char *digest; /* SHA-256 in hex over all files, one after the other, the extending first */
} Policy;

#define POLICY_ERROR (policy_error_quark())
GQuark policy_error_quark(void);

typedef enum {
    POLICY_ERROR_MISSING, /* no such id or file */
    POLICY_ERROR_INVALID, /* the file is wrong; the message names file, line, column and key */
} PolicyError;

/* Loads an embedded policy by id, else a file by path. The caller frees it with policy_free(). */
Policy *policy_load(const char *id_or_file, GError **error);
void policy_free(Policy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Policy, policy_free)

/* The ids of the embedded policies, sorted. Free with g_strfreev(). */
GStrv policy_list(void);

/* The clause with this id, borrowed; NULL when there is none. */
const PolicyClause *policy_clause(const Policy *policy, const char *id);

/*
 * The value to bind for a parameter of a rule, owned by the caller. It comes from the rule's
 * `with`; else channels and access come from the scope, shares and direct (1 or 0) too, in_force
 * and review_by are the policy's dates ("" when blank), policy its id; authors is a list of the
 * author roles (school, staff, pupil, parent, unknown) that may belong to those the clause binds.
 * NULL when the policy says nothing about this name: then the rule must not run.
 */
char *policy_parameter(const Policy *policy, const PolicyClause *clause, const PolicyRule *rule,
                       const char *name);

/* True when a parameter's text is a whole number that fits 64 bits. */
bool policy_parameter_is_integer(const char *value);

/* The words of the file format, as in findings.json and in the store; static. */
const char *policy_strength_id(PolicyStrength strength);
const char *policy_severity_id(PolicySeverity severity);
const char *policy_as_id(PolicyAs as);
const char *policy_kind_id(PolicyKind kind);
