/*
 * A rule: one SELECT for what it checked, one for its findings, with a header that says what it
 * needs. Read from auditor/rules/x.sql, embedded at build time. Knows no policy; judge.c runs it.
 *
 *   -- rule: surname-published            the file's name
 *   -- title-nl: ..., -- title-en: ...
 *   -- checks: ...                        for the manual
 *   -- needs: register, staff             inputs without which it does not run; may be missing
 *   -- lists: agencies                    word lists whose phrases it asks for (table phrase); may
 *                                         be missing
 *   -- severity: high                     what the rule itself would say; a policy decides
 *   -- parameters: channels, access       every :name it uses, and no other; may be missing
 *   -- default: channels=["website"]      used where the policy says nothing; may repeat
 *   -- context: school-words              lists that say nothing by themselves: hits are kept only
 *                                         in texts that are kept for something else
 *   -- transient: yes                     its findings tell what happened between two runs: that
 *                                         they are not found again resolves nothing
 *   -- gaps: harmless                     what could not be read has no bearing on it, or the rule
 *                                         itself says so as "undecided"
 *   -- pictures: withheld                 what it finds is shown in no report, not even as blocks
 *   -- checked:                           SELECT count
 *   -- undecided:                         SELECT count: in scope, but nothing can be said of them;
 *                                         may be missing. A clause with such does not pass
 *   -- findings:                          SELECT by column name: item (needed), publication, photo,
 *                                         mention, person, place, confidence, reason, excerpt,
 *                                         digest (content it rests on, where there is no mention),
 *                                         consent_state, consent_basis, breach
 *
 * A finding of confidence "review" is a lead, whatever the clause says of the rule.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

typedef struct {
    char *id;
    char *title_nl, *title_en;
    char *severity;
    GStrv needs, parameters, lists, context;
    bool transient, gaps_harmless, pictures_withheld;
    GHashTable *defaults;                 /* name -> value, char * */
    char *checked, *undecided, *findings; /* SQL; undecided may be NULL */
} Rule;

void rule_free(Rule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rule, rule_free)

/* `name` is the file's name without ".sql"; it goes into messages and must be the rule's id. */
Rule *rule_parse(const char *name, const char *text, GError **error);

/* All embedded rules, sorted by id: Rule *, freed with the array. */
GPtrArray *rule_load_all(GError **error);

/* Prepares one of the rule's statements, once for all uses; refuses one that writes. The caller
 * finalizes. */
sqlite3_stmt *rule_prepare(const Rule *rule, sqlite3 *db, const char *sql, GError **error);
/* Makes it ready to run with `parameters` (name -> text; whole numbers are bound as such). Refuses
 * names that are not declared, and values that are missing. */
bool rule_bind(const Rule *rule, sqlite3_stmt *statement, GHashTable *parameters, GError **error);
