/*
 * Collects, merges and writes findings. The fingerprint rests on rule, person, content and place,
 * and on nothing that changes from one export to the next: so decisions survive.
 */
#include "store/findings.h"

#include <openssl/sha.h>
#include <string.h>

#include "store/label.h"

#define CHUNK_BYTES 65536 /* of strings, at a time */

struct Findings {
    GHashTable *known;   /* set of Finding *, borrowed: see finding_equal() */
    GPtrArray *all;      /* Finding *, owned */
    GStringChunk *words; /* their strings */
    sqlite3_stmt *get, *put, *put_clause;
    SourceLabels *labels;
};

/* The same thing at the same place, whatever is said of it. */
static gboolean finding_equal(gconstpointer left, gconstpointer right)
{
    const Finding *a = left, *b = right;

    return a->item == b->item && a->publication == b->publication && a->person == b->person &&
           a->photo == b->photo && a->mention == b->mention && strcmp(a->rule, b->rule) == 0 &&
           g_strcmp0(a->place, b->place) == 0 && g_strcmp0(a->digest, b->digest) == 0 &&
           g_strcmp0(a->reason, b->reason) == 0;
}

static guint finding_hash(gconstpointer key)
{
    const Finding *finding = key;
    const int64_t numbers[] = {finding->item, finding->publication, finding->person, finding->photo,
                               finding->mention};
    guint hash = g_str_hash(finding->rule);

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        hash = hash * 31 + g_int64_hash(&numbers[i]);
    return finding->digest ? hash * 31 + g_str_hash(finding->digest) : hash;
}

static void finding_free(Finding *finding)
{
    g_ptr_array_unref(finding->clauses);
    g_free(finding);
}

Findings *findings_new(void)
{
    Findings *findings = g_new0(Findings, 1);

    findings->known = g_hash_table_new(finding_hash, finding_equal);
    findings->all = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    findings->words = g_string_chunk_new(CHUNK_BYTES);
    findings->labels = source_labels_new();
    return findings;
}

void findings_free(Findings *findings)
{
    g_hash_table_unref(findings->known);
    g_ptr_array_unref(findings->all);
    g_string_chunk_free(findings->words);
    source_labels_free(findings->labels);
    g_free(findings);
}

void finding_columns_find(FindingColumns *columns, sqlite3_stmt *row)
{
    int *const places[] = {&columns->person,        &columns->item,          &columns->publication,
                           &columns->photo,         &columns->mention,       &columns->place,
                           &columns->excerpt,       &columns->reason,        &columns->digest,
                           &columns->consent_state, &columns->consent_basis, &columns->confidence,
                           &columns->breach};
    static const char *const names[G_N_ELEMENTS(places)] = {
        "person", "item",   "publication",   "photo",         "mention",    "place", "excerpt",
        "reason", "digest", "consent_state", "consent_basis", "confidence", "breach"};

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        *places[i] = -1;
        for (int j = 0; *places[i] < 0 && j < sqlite3_column_count(row); j++)
            if (strcmp(sqlite3_column_name(row, j), names[i]) == 0)
                *places[i] = j;
    }
}

static int64_t number_of(sqlite3_stmt *row, int column)
{
    return column < 0 ? 0 : sqlite3_column_int64(row, column);
}

static const char *text_of(sqlite3_stmt *row, int column)
{
    return column < 0 ? NULL : rows_text(row, column);
}

static Confidence confidence_parse(const char *word)
{
    if (g_strcmp0(word, "certain") == 0)
        return CONFIDENCE_CERTAIN;
    return g_strcmp0(word, "likely") == 0 ? CONFIDENCE_LIKELY : CONFIDENCE_REVIEW;
}

static const char *confidence_id(Confidence confidence)
{
    static const char *const ids[] = {"certain", "likely", "review"};

    return ids[confidence];
}

/* What the row says; strings are the row's own, gone with the next step. */
static Finding finding_read(const char *rule, sqlite3_stmt *row, const FindingColumns *at)
{
    return (Finding){.rule = rule,
                     .person = number_of(row, at->person),
                     .item = number_of(row, at->item),
                     .publication = number_of(row, at->publication),
                     .photo = number_of(row, at->photo),
                     .mention = number_of(row, at->mention),
                     .place = text_of(row, at->place),
                     .excerpt = text_of(row, at->excerpt),
                     .reason = text_of(row, at->reason),
                     .digest = text_of(row, at->digest),
                     .consent_state = text_of(row, at->consent_state),
                     .consent_basis = text_of(row, at->consent_basis),
                     .confidence = confidence_parse(text_of(row, at->confidence)),
                     .breach = number_of(row, at->breach) != 0,
                     .as = AS_LEAD,
                     .severity = SEVERITY_INFO};
}

/* A word that many findings share is kept once. */
static const char *keep_word(Findings *findings, const char *word)
{
    return word ? g_string_chunk_insert_const(findings->words, word) : NULL;
}

static const char *keep_text(Findings *findings, const char *text)
{
    return text ? g_string_chunk_insert(findings->words, text) : NULL;
}

static Finding *finding_keep(Findings *findings, const Finding *read)
{
    Finding *finding = g_memdup2(read, sizeof *read);

    finding->place = keep_word(findings, read->place);
    finding->reason = keep_word(findings, read->reason);
    finding->consent_state = keep_word(findings, read->consent_state);
    finding->consent_basis = keep_word(findings, read->consent_basis);
    finding->excerpt = keep_text(findings, read->excerpt);
    finding->digest = keep_text(findings, read->digest);
    finding->clauses = g_ptr_array_new();
    g_ptr_array_add(findings->all, finding);
    g_hash_table_add(findings->known, finding);
    return finding;
}

Finding *findings_take(Findings *findings, const char *rule, sqlite3_stmt *row,
                       const FindingColumns *columns)
{
    Finding read = finding_read(rule, row, columns);
    Finding *known;

    if (read.item == 0)
        return NULL;
    known = g_hash_table_lookup(findings->known, &read);
    if (!known)
        return finding_keep(findings, &read);
    known->confidence = MIN(known->confidence, read.confidence);
    return known;
}

void finding_touch(Finding *finding, const char *clause, PolicyAs as, PolicySeverity severity)
{
    if (!g_ptr_array_find(finding->clauses, clause, NULL))
        g_ptr_array_add(finding->clauses, (gpointer)clause);
    finding->as = MIN(finding->as, as); /* AS_VERDICT comes first, as does SEVERITY_HIGH */
    finding->severity = MIN(finding->severity, severity);
}

int64_t findings_count(const Findings *findings, const char *rule)
{
    int64_t count = 0;

    for (guint i = 0; i < findings->all->len; i++) {
        const Finding *finding = g_ptr_array_index(findings->all, i);

        count += finding->clauses->len > 0 && strcmp(finding->rule, rule) == 0;
    }
    return count;
}

static int compare_numbers(int64_t left, int64_t right)
{
    return (left > right) - (left < right);
}

static gint compare_findings(gconstpointer left, gconstpointer right)
{
    const Finding *a = *(Finding *const *)left, *b = *(Finding *const *)right;
    int order = compare_numbers(a->item, b->item);

    if (order == 0)
        order = compare_numbers(a->publication, b->publication);
    if (order == 0)
        order = strcmp(a->rule, b->rule);
    if (order == 0)
        order = compare_numbers(a->person, b->person);
    if (order == 0)
        order = compare_numbers(a->photo, b->photo);
    if (order == 0)
        order = compare_numbers(a->mention, b->mention);
    if (order == 0)
        order = g_strcmp0(a->place, b->place);
    if (order == 0)
        order = g_strcmp0(a->digest, b->digest);
    return order ? order : g_strcmp0(a->reason, b->reason);
}

/* Where in the source: an address or the platform's own number where there is one. */
static char *stable_place(sqlite3_stmt *about)
{
    const char *place = rows_text(about, 7), *url = rows_text(about, 8);
    const char *native = rows_text(about, 9), *published = rows_text(about, 11);

    if (native && *native)
        return g_strdup(native);
    if (url && *url)
        return g_strdup(url);
    if (sqlite3_column_int64(about, 10) > 0 && published) /* one of many in a file */
        return g_strdup_printf("%s#%s", place, published);
    return g_strdup(place);
}

static char *sha256_hex(const char *text)
{
    static const char signs[] = "0123456789abcdef";
    guint8 digest[SHA256_DIGEST_LENGTH];
    char *hex = g_malloc0(2 * sizeof digest + 1);

    SHA256((const guint8 *)text, strlen(text), digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = signs[digest[i] >> 4];
        hex[2 * i + 1] = signs[digest[i] & 15];
    }
    return hex;
}

/* Told at the first item since it concerns all of them: which that is makes no other finding. */
static bool concerns_all(const Finding *finding)
{
    return g_strcmp0(finding->place, "title") == 0 && !finding->mention && !finding->person &&
           !finding->photo && !finding->excerpt && !finding->digest &&
           finding->confidence != CONFIDENCE_REVIEW;
}

/* The row of `about`: person's number, protected, content digest, then source and place. */
static char *fingerprint(const Findings *findings, const Finding *finding, sqlite3_stmt *about)
{
    g_autofree char *label =
        source_label(findings->labels, rows_text(about, 3), rows_text(about, 4),
                     rows_text(about, 5), rows_text(about, 6));
    g_autofree char *place = stable_place(about);
    const char *number = rows_text(about, 0);
    const char *content = finding->digest ? finding->digest : rows_text(about, 2);

    if (concerns_all(finding))
        return sha256_hex(finding->rule);
    g_autofree char *whole =
        g_strdup_printf("%s\n%s\n%s\n%s\n%s\n%s", finding->rule, number ? number : "",
                        content ? content : "", label, place, finding->place ? finding->place : "");

    return sha256_hex(whole);
}

static void write_clauses(Findings *findings, Rows *rows, const Finding *finding, int64_t id)
{
    for (guint i = 0; i < finding->clauses->len; i++)
        rows_write(rows, findings->put_clause, "it", id,
                   (const char *)g_ptr_array_index(finding->clauses, i));
}

static void write_finding(Findings *findings, Rows *rows, Finding *finding, int64_t id)
{
    sqlite3_stmt *about = findings->get;
    g_autofree char *print = NULL;

    rows_bind(about, "iiiii", finding->person, finding->item, finding->publication, finding->photo,
              finding->mention);
    if (!rows_next(rows, about))
        return;
    print = fingerprint(findings, finding, about);
    if (sqlite3_column_int64(about, 1)) { /* a protected person: first of all */
        finding->severity = SEVERITY_HIGH;
        finding->breach = true;
    }
    sqlite3_reset(about);
    rows_write(rows, findings->put,
               "itttt"
               "IiIII"
               "ttttt"
               "ti",
               id, finding->rule, policy_as_id(finding->as), policy_severity_id(finding->severity),
               confidence_id(finding->confidence), finding->person, finding->item,
               finding->publication, finding->photo, finding->mention, finding->place,
               finding->excerpt, finding->reason,
               finding->consent_state ? finding->consent_state : "not-applicable",
               finding->consent_basis, print, (int64_t)finding->breach);
    write_clauses(findings, rows, finding, id);
}

static void findings_prepare(Findings *findings, Rows *rows)
{
    findings->get = rows_prepare(
        rows, "SELECT CASE e.role WHEN 'unlisted' THEN e.first || ' ' || e.last ELSE e.number END, "
              "e.protected, coalesce(t.digest, f.hash, i.hash), s.label, s.path,"
              " s.platform, s.account, i.place, coalesce(p.url, i.url), p.native_id, p.number,"
              " p.published FROM item i JOIN source s ON s.id = i.source"
              " LEFT JOIN person e ON e.id = ?1 LEFT JOIN publication p ON p.id = ?3"
              " LEFT JOIN photo f ON f.id = ?4 LEFT JOIN mention m ON m.id = ?5"
              " LEFT JOIN text t ON t.id = m.text WHERE i.id = ?2");
    findings->put = rows_prepare(
        rows, "INSERT INTO finding (id, rule, as_, severity, confidence, person, item, publication,"
              " photo, mention, place, excerpt, reason, consent_state, consent_basis, fingerprint,"
              " breach) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    findings->put_clause = rows_prepare(rows, "INSERT INTO finding_clause VALUES (?, ?)");
}

void findings_write(Findings *findings, Rows *rows)
{
    int64_t id = 0;

    findings_prepare(findings, rows);
    g_ptr_array_sort(findings->all, compare_findings);
    for (guint i = 0; i < findings->all->len; i++) {
        Finding *finding = g_ptr_array_index(findings->all, i);

        if (finding->clauses->len > 0)
            write_finding(findings, rows, finding, ++id);
    }
    sqlite3_finalize(findings->get);
    sqlite3_finalize(findings->put);
    sqlite3_finalize(findings->put_clause);
}
