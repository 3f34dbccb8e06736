/* Findings row by row: what stands there, what the consent says, how sure, how serious. */
#include "reports/html/findings_table.h"

#include <string.h>

#include "reports/html/parts.h"

#define COPIES_SHOWN 4

static void add_paths(Markup *markup, const GPtrArray *paths)
{
    for (guint i = 0; i < MIN(paths->len, COPIES_SHOWN); i++) {
        markup_text(markup, i ? ", " : " ");
        markup_element(markup, "code", NULL, paths->pdata[i]);
    }
    if (paths->len > COPIES_SHOWN)
        markup_text(markup, " …");
}

/* Leads, told apart from copies. */
static void add_crops(Markup *markup, const char *text, const GPtrArray *paths)
{
    if (paths->len == 0)
        return;
    markup_text(markup, " ");
    markup_say(markup, text, NULL);
    add_paths(markup, paths);
}

/* "photo, individual, 2 copies": class, how it was counted, and where the copies are. */
static void add_photo(Markup *markup, const Finding *finding)
{
    if (!finding->photo)
        return;
    markup_open(markup, "p", "class", "small", NULL);
    parts_status(markup, "class", finding->photo_class);
    markup_text(markup, " ");
    parts_class_reason(markup, finding->photo_reason);
    if (finding->photo_faces >= 0)
        markup_say(markup, parts_faces_id(finding->photo_faces),
                   WITH(TEXT_NUMBER("n", finding->photo_faces)));
    else
        markup_say(markup, "photo-not-looked", NULL);
    if (finding->copies->len > 1) {
        markup_text(markup, " ");
        markup_say(markup, "photo-copies", WITH(TEXT_NUMBER("n", finding->copies->len)));
        add_paths(markup, finding->copies);
    }
    add_crops(markup, "photo-crops", finding->crops);
    add_crops(markup, "photo-crop-of", finding->crop_of);
    markup_close(markup, "p");
}

static void add_place(Markup *markup, const Finding *finding)
{
    g_autofree char *target = g_strdup_printf("#pagina-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                                              finding->item, finding->publication);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_word(markup, "channel", finding->channel);
    markup_void(markup, "br", NULL);
    markup_open(markup, "a", "href", target, NULL);
    markup_text(markup, parts_place(finding));
    markup_close(markup, "a");
    markup_open(markup, "span", "class", "small when", NULL);
    if (finding_published(finding))
        markup_date(markup, finding->published);
    else
        markup_say(markup, "month-unknown", NULL);
    markup_close(markup, "span");
    markup_close(markup, "th");
}

static void add_person(Markup *markup, const Finding *finding)
{
    g_autofree char *target = g_strdup_printf("#leerling-%" G_GINT64_FORMAT, finding->person);
    markup_open(markup, "th", "scope", "row", NULL);
    if (!finding->person) {
        markup_say_in(markup, "span", "zero", "nobody", NULL);
    } else {
        bool pupil = g_strcmp0(finding->person_role, "pupil") == 0;
        markup_open(markup, pupil ? "a" : "span", pupil ? "href" : NULL, target, NULL);
        markup_text(markup, finding->person_label);
        markup_close(markup, pupil ? "a" : "span");
    }
    markup_close(markup, "th");
}

static void add_evidence(Markup *markup, const Finding *finding)
{
    parts_cell_open(markup, "head-evidence", NULL);
    parts_title(markup, finding);
    markup_text(markup, " ");
    markup_open(markup, "span", "class", "small", NULL);
    markup_word(markup, "place", finding->where);
    markup_close(markup, "span");
    if (finding->marked && *finding->marked) {
        markup_open(markup, "p", "class", "small", NULL);
        markup_text(markup, "“");
        markup_marked(markup, finding->marked);
        markup_text(markup, "”");
        markup_close(markup, "p");
    }
    parts_why(markup, finding);
    add_photo(markup, finding);
    parts_cell_close(markup);
}

/* One piece of a basis in words of the language: "given 2024-08-26" becomes "gegeven op
 * 26-08-2024". */
static gboolean say_piece(const GMatchInfo *match, GString *result, gpointer language)
{
    g_autofree char *word = g_match_info_fetch(match, 1);
    g_autofree char *value = g_match_info_fetch(match, 2);
    g_autofree char *id = g_strconcat("basis-", word, NULL);
    g_autofree char *date = text_date(language, value);
    g_autofree char *said = text_fill(language, id, WITH(TEXT_TEXT("value", date)));

    g_string_append(result, said);
    return FALSE;
}

/* The basis is written once, in English words round what the list says; those words are said in the
 * reader's language here. What the list's own cells hold stays as it is. */
static char *basis_text(const char *language, const char *basis)
{
    g_autoptr(GRegex) pieces = g_regex_new("\\b(row|given|from|until|withdrawn) "
                                           "(\\d{4}-\\d\\d-\\d\\d|\\d+(?=, ))",
                                           0, 0, NULL);

    if (!strcmp(basis, "no answer in the list"))
        return g_strdup(text_get(language, "basis-none"));
    return g_regex_replace_eval(pieces, basis, -1, 0, 0, say_piece, (gpointer)language, NULL);
}

static void add_basis(Markup *markup, const char *basis)
{
    g_autofree char *dutch = basis_text("nl", basis);
    g_autofree char *english = basis_text("en", basis);

    markup_open(markup, "p", "class", "small", NULL);
    markup_both(markup, dutch ? dutch : basis, english ? english : basis);
    markup_close(markup, "p");
}

static void add_consent(Markup *markup, const Finding *finding)
{
    parts_cell_open(markup, "head-consent", NULL);
    parts_status(markup, "consent", finding->consent_state);
    if (finding->consent_basis && *finding->consent_basis)
        add_basis(markup, finding->consent_basis);
    parts_cell_close(markup);
}

static const TableHead pupil_heads[] = {
    {"head-where", NULL, false}, {"head-evidence", NULL, false},  {"head-consent", NULL, false},
    {"head-risk", NULL, false},  {"head-certainty", NULL, false}, {"head-standing", NULL, false},
    {NULL, NULL, false}};

static const TableHead page_heads[] = {
    {"head-person", NULL, false}, {"head-evidence", NULL, false},  {"head-consent", NULL, false},
    {"head-risk", NULL, false},   {"head-certainty", NULL, false}, {"head-standing", NULL, false},
    {NULL, NULL, false}};

uint64_t findings_table(Markup *markup, FindingsTable kind, const char *id, FindingCursor *cursor)
{
    bool of_pupil = kind == FINDINGS_OF_PUPIL;
    const Table table = {id, "cards", of_pupil ? "findings-of-pupil" : "findings-of-page",
                         of_pupil ? pupil_heads : page_heads, false};
    uint64_t all = 0;
    const Finding *finding;
    parts_table_open(markup, &table, NULL);
    while ((finding = findings_next(cursor))) {
        if (all++ >= RECORD_ROWS)
            continue;
        markup_open(markup, "tr", NULL);
        if (of_pupil)
            add_place(markup, finding);
        else
            add_person(markup, finding);
        add_evidence(markup, finding);
        add_consent(markup, finding);
        parts_cell_status(markup, "head-risk", "severity", finding->severity);
        parts_cell_open(markup, "head-certainty", NULL);
        parts_status(markup, "confidence", finding->confidence);
        if (strcmp(finding->as, "lead") == 0) {
            markup_void(markup, "br", NULL);
            parts_status(markup, "result", "leads");
        }
        parts_cell_close(markup);
        parts_cell_open(markup, "head-standing", NULL);
        parts_status(markup, "finding", finding->state);
        parts_lapsed(markup, finding);
        parts_decide(markup, finding);
        parts_cell_close(markup);
        markup_close(markup, "tr");
    }
    parts_table_close(markup, &table);
    parts_cap(markup, MIN(all, RECORD_ROWS), all, "findings.csv");
    return all;
}
