/*
 * Reads findings from the store, one at a time, and passes every string of a stranger through the
 * gate before a writer can see it.
 */
#include "reports/finding.h"

#include <string.h>

#include "because.h"
#include "reports/writer.h"

enum {
    COLUMN_ID,
    COLUMN_RULE,
    COLUMN_AS,
    COLUMN_SEVERITY,
    COLUMN_CONFIDENCE,
    COLUMN_STATE,
    COLUMN_FINGERPRINT,
    COLUMN_BREACH,
    COLUMN_PLACE,
    COLUMN_EXCERPT,
    COLUMN_REASON,
    COLUMN_CONSENT_STATE,
    COLUMN_CONSENT_BASIS,
    COLUMN_TITLE_NL,
    COLUMN_TITLE_EN,
    COLUMN_PERSON,
    COLUMN_NUMBER,
    COLUMN_MASKED,
    COLUMN_ROLE,
    COLUMN_GROUP,
    COLUMN_PROTECTED,
    COLUMN_ITEM,
    COLUMN_PATH,
    COLUMN_PLACE_PATH,
    COLUMN_URL,
    COLUMN_SOURCE,
    COLUMN_PUBLICATION,
    COLUMN_PLATFORM,
    COLUMN_CHANNEL,
    COLUMN_ACCESS,
    COLUMN_KIND,
    COLUMN_PUBLISHED,
    COLUMN_PUBLISHED_KNOWN,
    COLUMN_TITLE,
    COLUMN_PHOTO,
    COLUMN_CLASS,
    COLUMN_FACES,
    COLUMN_CLASS_REASON,
    COLUMN_MENTION_EXCERPT,
    COLUMN_MENTION_START,
    COLUMN_MATCHED,
    COLUMN_NAME,
    COLUMN_LAPSED,
    COLUMNS,
};

/* What a column said in the finding before, and what was made of it: findings of one page have
 * most of it in common, and the gate is the dearest thing here. */
typedef struct {
    char *told, *shown;
} Kept;

#define SELECT_FINDINGS                                                                            \
    "SELECT f.id, f.rule, f.as_, f.severity, f.confidence, f.state, f.fingerprint, f.breach, "     \
    "f.place, f.excerpt, f.reason, f.consent_state, f.consent_basis, r.title_nl, r.title_en, "     \
    "f.person, e.number, e.masked, e.role, e.\"group\", e.protected, f.item, i.path, i.place, "    \
    "coalesce(p.url, i.url), s.label, f.publication, p.platform, coalesce(p.channel, s.channel), " \
    "coalesce(p.access, s.access), coalesce(p.kind, 'file'), p.published, p.published_known, "     \
    "p.title, f.photo, h.class, h.faces, h.class_reason, m.excerpt, m.excerpt_start, m.matched, "  \
    "trim(coalesce(e.first, e.first_names, e.initials, '') || ' ' || "                             \
    "coalesce(e.infix || ' ', '') || coalesce(e.last, '')), "                                      \
    "(SELECT d.until FROM decision d WHERE d.fingerprint = f.fingerprint AND d.until < "           \
    "(SELECT value FROM run WHERE key = 'today')) "                                                \
    "FROM finding f LEFT JOIN item i ON i.id = f.item LEFT JOIN source s ON s.id = i.source "      \
    "LEFT JOIN publication p ON p.id = f.publication LEFT JOIN person e ON e.id = f.person "       \
    "LEFT JOIN photo h ON h.id = f.photo LEFT JOIN mention m ON m.id = f.mention "                 \
    "LEFT JOIN rule_result r ON r.rule = f.rule WHERE %s ORDER BY %s"

struct FindingCursor {
    const ReportContext *context;
    sqlite3_stmt *rows, *clauses, *copies, *crops, *crop_of;
    GPtrArray *strings; /* char *, of the current finding */
    GPtrArray *clause_list, *copy_list, *crop_list, *crop_of_list; /* char *, owned */
    int64_t copies_of; /* the photo of all lists but the first */
    Kept kept[COLUMNS];
    Finding finding;
};

FindingCursor *findings_open(const ReportContext *context, const char *condition, const char *order,
                             int64_t value)
{
    FindingCursor *cursor = g_new0(FindingCursor, 1);
    cursor->context = context;
    g_autofree char *sql = g_strdup_printf(SELECT_FINDINGS, condition, order);
    cursor->rows = context_query(context, sql, value);
    cursor->clauses = context_query(
        context, "SELECT clause FROM finding_clause WHERE finding = ?1 ORDER BY clause", 0);
    cursor->copies = context_query(context,
                                   "SELECT i.path FROM photo_item a JOIN item i ON i.id = a.item "
                                   "WHERE a.photo = ?1 ORDER BY i.position",
                                   0);
    cursor->crops =
        context_query(context,
                      "SELECT i.path FROM photo_part k JOIN photo_item a ON a.photo = k.photo "
                      "JOIN item i ON i.id = a.item WHERE k.whole = ?1 ORDER BY i.position",
                      0);
    cursor->crop_of =
        context_query(context,
                      "SELECT i.path FROM photo_part k JOIN photo_item a ON a.photo = k.whole "
                      "JOIN item i ON i.id = a.item WHERE k.photo = ?1 ORDER BY i.position",
                      0);
    cursor->strings = g_ptr_array_new_with_free_func(g_free);
    cursor->clause_list = g_ptr_array_new_with_free_func(g_free);
    cursor->copy_list = g_ptr_array_new_with_free_func(g_free);
    cursor->crop_list = g_ptr_array_new_with_free_func(g_free);
    cursor->crop_of_list = g_ptr_array_new_with_free_func(g_free);
    return cursor;
}

void findings_bind_second(FindingCursor *cursor, int64_t value)
{
    sqlite3_bind_int64(cursor->rows, 2, value);
}

const char *finding_published(const Finding *finding)
{
    return g_strcmp0(finding->published_known, "file") == 0 ? NULL : finding->published;
}

PolicySeverity finding_rank(sqlite3_stmt *row, int column)
{
    return (PolicySeverity)CLAMP(sqlite3_column_int(row, column), SEVERITY_HIGH, SEVERITY_INFO);
}

void findings_close(FindingCursor *cursor)
{
    if (!cursor)
        return;
    context_done(cursor->context, cursor->rows);
    context_done(cursor->context, cursor->clauses);
    context_done(cursor->context, cursor->copies);
    context_done(cursor->context, cursor->crops);
    context_done(cursor->context, cursor->crop_of);
    g_ptr_array_unref(cursor->strings);
    g_ptr_array_unref(cursor->clause_list);
    g_ptr_array_unref(cursor->copy_list);
    g_ptr_array_unref(cursor->crop_list);
    g_ptr_array_unref(cursor->crop_of_list);
    for (int i = 0; i < COLUMNS; i++) {
        g_free(cursor->kept[i].told);
        g_free(cursor->kept[i].shown);
    }
    g_free(cursor);
}

/* Keeps a string until the cursor moves. */
static const char *keep(FindingCursor *cursor, char *text)
{
    if (text)
        g_ptr_array_add(cursor->strings, text);
    return text;
}

/* One of our own words, or NULL. */
static const char *word(FindingCursor *cursor, int column)
{
    const char *text = (const char *)sqlite3_column_text(cursor->rows, column);
    Kept *kept = &cursor->kept[column];
    if (!text || !kept->told || strcmp(text, kept->told) != 0) {
        g_free(kept->told);
        kept->told = g_strdup(text);
    }
    return kept->told;
}

/* A string of a stranger, or NULL; a column has one carrier. */
static const char *gated(FindingCursor *cursor, int column, MaskCarrier carrier)
{
    const char *text = (const char *)sqlite3_column_text(cursor->rows, column);
    Kept *kept = &cursor->kept[column];
    if (!text || !kept->told || strcmp(text, kept->told) != 0) {
        g_free(kept->told);
        g_free(kept->shown);
        kept->told = g_strdup(text);
        kept->shown = mask_text(cursor->context->mask, text, carrier);
    }
    return kept->shown;
}

static const char *gated_reason(FindingCursor *cursor)
{
    const char *text = (const char *)sqlite3_column_text(cursor->rows, COLUMN_REASON);
    Kept *kept = &cursor->kept[COLUMN_REASON];
    if (g_strcmp0(text, kept->told) != 0) {
        g_free(kept->told);
        g_free(kept->shown);
        kept->told = g_strdup(text);
        kept->shown = mask_reason(cursor->context->mask, text);
    }
    return kept->shown;
}

static void fill_list(FindingCursor *cursor, sqlite3_stmt *rows, int64_t key, GPtrArray *list,
                      bool is_path)
{
    g_ptr_array_set_size(list, 0);
    if (key == 0)
        return;
    sqlite3_reset(rows);
    sqlite3_bind_int64(rows, 1, key);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        const char *text = context_word(rows, 0);
        char *copy =
            is_path ? mask_text(cursor->context->mask, text, MASK_ADDRESS) : g_strdup(text);
        g_ptr_array_add(list, copy);
    }
}

static void fill_person(FindingCursor *cursor, Finding *finding)
{
    const Mask *mask = cursor->context->mask;
    finding->person = sqlite3_column_int64(cursor->rows, COLUMN_PERSON);
    if (finding->person == 0)
        return;
    finding->person_number = word(cursor, COLUMN_NUMBER);
    finding->person_initials = word(cursor, COLUMN_MASKED);
    if (mask_with_names(mask))
        finding->person_name = word(cursor, COLUMN_NAME);
    finding->person_label = mask_person(mask, finding->person);
    finding->person_role = word(cursor, COLUMN_ROLE);
    finding->group = word(cursor, COLUMN_GROUP);
    finding->is_protected = sqlite3_column_int(cursor->rows, COLUMN_PROTECTED) != 0;
}

/* Whether the excerpt is, or may be, the name of somebody who is on no list: no list can mask it.
 */
static bool quotes_stranger(const Finding *finding)
{
    static const char *const keys[] = {"owner", "person",
                                       "owner:", "person:"}; /* ":": old stores */
    bool quotes = g_str_has_prefix(finding->rule, "unlisted-");

    for (size_t i = 0; finding->reason && i < G_N_ELEMENTS(keys); i++)
        quotes = quotes || because_has(finding->reason, keys[i]);
    return quotes && finding->person == 0;
}

/* The mention knows where in its excerpt the hit is; a finding without one has the text only. */
static void fill_excerpt(FindingCursor *cursor, Finding *finding)
{
    const Mask *mask = cursor->context->mask;
    const char *excerpt = (const char *)sqlite3_column_text(cursor->rows, COLUMN_EXCERPT);
    const char *mention = (const char *)sqlite3_column_text(cursor->rows, COLUMN_MENTION_EXCERPT);
    const char *matched = (const char *)sqlite3_column_text(cursor->rows, COLUMN_MATCHED);
    int64_t start = sqlite3_column_int64(cursor->rows, COLUMN_MENTION_START);
    if (!mask_with_names(mask) && quotes_stranger(finding))
        return;
    bool is_address = finding->where && (strcmp(finding->where, "filename") == 0 ||
                                         strcmp(finding->where, "url") == 0);
    MaskCarrier carrier = is_address ? MASK_ADDRESS : MASK_PROSE;
    if (mention && (!excerpt || strcmp(excerpt, mention) == 0))
        finding->marked =
            keep(cursor, mask_marked(mask, mention, carrier, start < 0 ? 0 : (size_t)start,
                                     matched ? strlen(matched) : 0, finding->person));
    else
        finding->marked = keep(cursor, mask_marked(mask, excerpt, carrier, 0, 0, 0));
    if (!finding->marked)
        return;
    char *plain = g_strdup(finding->marked), *to = plain;
    for (const char *at = plain; *at; at++) {
        if (*at != MASK_OPEN && *at != MASK_CLOSE)
            *to++ = *at;
    }
    *to = '\0';
    finding->excerpt = keep(cursor, plain);
}

static void fill_place(FindingCursor *cursor, Finding *finding)
{
    finding->item = sqlite3_column_int64(cursor->rows, COLUMN_ITEM);
    finding->path = gated(cursor, COLUMN_PATH, MASK_ADDRESS);
    finding->place_path = gated(cursor, COLUMN_PLACE_PATH, MASK_ADDRESS);
    finding->url = gated(cursor, COLUMN_URL, MASK_ADDRESS);
    finding->source = gated(cursor, COLUMN_SOURCE, MASK_ADDRESS);
    finding->publication = sqlite3_column_int64(cursor->rows, COLUMN_PUBLICATION);
    finding->platform = word(cursor, COLUMN_PLATFORM);
    finding->channel = word(cursor, COLUMN_CHANNEL);
    finding->access = word(cursor, COLUMN_ACCESS);
    finding->kind = word(cursor, COLUMN_KIND);
    finding->published = word(cursor, COLUMN_PUBLISHED);
    finding->published_known = word(cursor, COLUMN_PUBLISHED_KNOWN);
    finding->title = gated(cursor, COLUMN_TITLE, MASK_PROSE);
    finding->where = word(cursor, COLUMN_PLACE);
}

const Finding *findings_next(FindingCursor *cursor)
{
    g_ptr_array_set_size(cursor->strings, 0);
    if (sqlite3_step(cursor->rows) != SQLITE_ROW)
        return NULL;
    Finding *finding = &cursor->finding;
    *finding = (Finding){0};
    finding->id = sqlite3_column_int64(cursor->rows, COLUMN_ID);
    finding->rule = word(cursor, COLUMN_RULE);
    finding->title_nl = word(cursor, COLUMN_TITLE_NL);
    finding->title_en = word(cursor, COLUMN_TITLE_EN);
    finding->as = word(cursor, COLUMN_AS);
    finding->lapsed = word(cursor, COLUMN_LAPSED);
    finding->severity = word(cursor, COLUMN_SEVERITY);
    finding->confidence = word(cursor, COLUMN_CONFIDENCE);
    finding->state = word(cursor, COLUMN_STATE);
    finding->fingerprint = word(cursor, COLUMN_FINGERPRINT);
    finding->breach = sqlite3_column_int(cursor->rows, COLUMN_BREACH) != 0;
    finding->reason = gated_reason(cursor);
    finding->consent_state = word(cursor, COLUMN_CONSENT_STATE);
    finding->consent_basis = gated(cursor, COLUMN_CONSENT_BASIS, MASK_PROSE);
    fill_person(cursor, finding);
    fill_place(cursor, finding);
    fill_excerpt(cursor, finding);
    finding->photo = sqlite3_column_int64(cursor->rows, COLUMN_PHOTO);
    finding->photo_class = word(cursor, COLUMN_CLASS);
    finding->photo_reason = word(cursor, COLUMN_CLASS_REASON);
    finding->photo_faces = sqlite3_column_type(cursor->rows, COLUMN_FACES) == SQLITE_NULL
                               ? -1
                               : sqlite3_column_int64(cursor->rows, COLUMN_FACES);
    fill_list(cursor, cursor->clauses, finding->id, cursor->clause_list, false);
    if (finding->photo != cursor->copies_of) {
        fill_list(cursor, cursor->copies, finding->photo, cursor->copy_list, true);
        fill_list(cursor, cursor->crops, finding->photo, cursor->crop_list, true);
        fill_list(cursor, cursor->crop_of, finding->photo, cursor->crop_of_list, true);
    }
    cursor->copies_of = finding->photo;
    finding->clauses = cursor->clause_list;
    finding->copies = cursor->copy_list;
    finding->crops = cursor->crop_list;
    finding->crop_of = cursor->crop_of_list;
    return finding;
}
