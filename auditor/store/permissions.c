/*
 * Table permission: one answer of the consent resolver for each (person, publication, subject,
 * scope) that depictions and mentions ask for. It reads the answers back from the store, so that a
 * run can be judged again without the lists.
 */
#include "store/permissions.h"

#include <string.h>

#include "register/channels.h"
#include "register/consent.h"
#include "store/rows.h"

typedef struct {
    Rows rows;
    const char *today;
    People lists;       /* only what silence means */
    bool asked[2];      /* whether the lists ask for film, for sound */
    int64_t person;     /* whose answers are loaded */
    GPtrArray *answers; /* Consent * of that person */
    sqlite3_stmt *get_answers, *put, *put_proof;
} Permissions;

static Consent *read_answer(sqlite3_stmt *get)
{
    Consent *consent = consent_new((uint32_t)(sqlite3_column_int64(get, 0) - 1));
    char **fields[] = {&consent->subject,     &consent->channel,      &consent->scope,
                       &consent->answer,      &consent->raw,          &consent->given_on,
                       &consent->given_by,    &consent->withdrawn_on, &consent->valid_from,
                       &consent->valid_until, &consent->evidence,     &consent->column,
                       &consent->giver};

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        consent_set(fields[i], rows_text(get, (int)i + 1));
    consent->row = (unsigned)sqlite3_column_int(get, (int)G_N_ELEMENTS(fields) + 1);
    return consent;
}

static void load_answers(Permissions *permissions, int64_t person)
{
    if (permissions->person == person)
        return;
    permissions->person = person;
    g_ptr_array_set_size(permissions->answers, 0);
    rows_bind(permissions->get_answers, "i", person);
    while (rows_next(&permissions->rows, permissions->get_answers))
        g_ptr_array_add(permissions->answers, read_answer(permissions->get_answers));
}

static void write_proof(Permissions *permissions, const ConsentQuestion *question, int64_t person,
                        int64_t publication, const ConsentProof *proof)
{
    rows_write(&permissions->rows, permissions->put_proof, "iittiiiiiiii", person, publication,
               question->subject, question->scope, (int64_t)proof->age, (int64_t)proof->by_parent,
               (int64_t)proof->by_pupil, (int64_t)proof->by_unknown, (int64_t)proof->parent_age,
               (int64_t)proof->pupil_age, (int64_t)proof->proven, (int64_t)proof->is_explicit);
}

/* A row of `need`: person, publication, subject, scope, channel, published, birth. */
static void answer_need(Permissions *permissions, sqlite3_stmt *need)
{
    const char *channel = rows_text(need, 4);
    ConsentQuestion question = {.subject = rows_text(need, 2),
                                .channel = channel ? channel : "",
                                .scope = rows_text(need, 3),
                                .social = channel_is_social(channel),
                                .published = rows_text(need, 5),
                                .birth = rows_text(need, 6),
                                .today = permissions->today};
    ConsentVerdict verdict = {0};

    load_answers(permissions, sqlite3_column_int64(need, 0));
    question.own_subject = !strcmp(question.subject, "film")    ? permissions->asked[0]
                           : !strcmp(question.subject, "sound") ? permissions->asked[1]
                                                                : true;
    question.silence_consents = people_silence_consents(&permissions->lists, question.subject);
    consent_resolve((const Consent *const *)permissions->answers->pdata, permissions->answers->len,
                    &question, &verdict);
    rows_write(&permissions->rows, permissions->put, "iitttttt", sqlite3_column_int64(need, 0),
               sqlite3_column_int64(need, 1), question.subject, question.scope,
               consent_answer_name(verdict.allowed_then), consent_answer_name(verdict.allowed_now),
               consent_state_name(verdict.state), verdict.basis ? verdict.basis : "");
    write_proof(permissions, &question, sqlite3_column_int64(need, 0),
                sqlite3_column_int64(need, 1), &verdict.proof);
    consent_verdict_clear(&verdict);
}

/* The time stamp of a file says when it was copied, perhaps: no date to hold a consent against. */
#define PUBLISHED "CASE WHEN published_known = 'file' THEN NULL ELSE published END"

static void answer_needs(Permissions *permissions, const char *sql)
{
    sqlite3_stmt *need = rows_prepare(&permissions->rows, sql);

    while (rows_next(&permissions->rows, need))
        answer_need(permissions, need);
    sqlite3_finalize(need);
}

static void permissions_run(Permissions *permissions)
{
    Rows *rows = &permissions->rows;

    permissions->lists.refusers_only =
        rows_number(rows, "SELECT value FROM run WHERE key = 'register-refusers-only'", 0);
    permissions->lists.has_name_consent =
        rows_number(rows, "SELECT EXISTS (SELECT 1 FROM consent WHERE subject = 'name')", 0) ||
        rows_number(rows, "SELECT value FROM run WHERE key = 'register-asks-names'", 0);
    for (int i = 0; i < 2; i++)
        permissions->asked[i] =
            rows_number(rows,
                        i ? "SELECT EXISTS (SELECT 1 FROM consent WHERE subject = 'sound')"
                          : "SELECT EXISTS (SELECT 1 FROM consent WHERE subject = 'film')",
                        0);
    permissions->get_answers = rows_prepare(
        rows, "SELECT person, subject, channel, scope, answer, raw, given_on, given_by,"
              " withdrawn_on, valid_from, valid_until, evidence, list_column, giver, list_row"
              " FROM consent WHERE person = ? ORDER BY id");
    permissions->put =
        rows_prepare(rows, "INSERT OR REPLACE INTO permission VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    permissions->put_proof = rows_prepare(
        rows,
        "INSERT OR REPLACE INTO permission_proof VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    rows_run(rows, "CREATE INDEX IF NOT EXISTS consent_person ON consent (person);"
                   "DELETE FROM permission; DELETE FROM permission_proof");
    answer_needs(
        permissions,
        "SELECT DISTINCT s.person, s.publication,"
        " CASE f.format WHEN 'video' THEN 'film' WHEN 'audio' THEN 'sound' ELSE 'image' END,"
        " CASE f.class WHEN 'individual' THEN 'individual' WHEN 'several' THEN 'group'"
        " ELSE 'any' END, s.channel, " PUBLISHED ", e.birth"
        " FROM shown s JOIN photo f ON f.id = s.photo JOIN person e ON e.id = s.person"
        " ORDER BY s.person, s.publication");
    answer_needs(
        permissions,
        "SELECT DISTINCT e.id, p.publication, 'image', 'group', p.channel, " PUBLISHED ", e.birth"
        " FROM photo_group g CROSS JOIN photo f ON f.id = g.photo AND f.class IN ('several',"
        " 'uncertain') CROSS JOIN showing s ON s.photo = g.photo"
        " JOIN published p ON p.publication = s.publication"
        " JOIN person e ON e.\"group\" = g.\"group\" AND e.role = 'pupil'"
        " ORDER BY e.id, p.publication");
    if (permissions->lists.has_name_consent)
        answer_needs(permissions,
                     "SELECT DISTINCT n.person, n.publication, 'name', 'any', n.channel, " PUBLISHED
                     ", e.birth FROM named n JOIN person e ON e.id = n.person"
                     " WHERE n.surname ORDER BY n.person, n.publication");
}

bool permissions_fill(sqlite3 *db, const char *today, GError **error)
{
    Permissions permissions = {.today = today};

    rows_borrow(&permissions.rows, db);
    permissions.answers = g_ptr_array_new_with_free_func((GDestroyNotify)consent_free);
    permissions_run(&permissions);
    sqlite3_finalize(permissions.get_answers);
    sqlite3_finalize(permissions.put);
    sqlite3_finalize(permissions.put_proof);
    g_ptr_array_unref(permissions.answers);
    return rows_finish(&permissions.rows, error);
}
