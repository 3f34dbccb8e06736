/* Groups findings into actions; see action.h. */
#include "reports/action.h"

#include <string.h>

#include "texts.h"

/* Days to act within, proposed to the school by severity: the 72 hours of GDPR article 33(1) where
 * the risk is high, else what fits a school's weeks. */
static const struct {
    const char *severity;
    int days;
} terms[] = {{"high", 3}, {"medium", 14}, {"low", 30}, {"info", 0}};

/* Told at the first item since it concerns all of them: nothing that stands there is meant. */
#define NOWHERE                                                                                    \
    "coalesce(f.place = 'title' AND f.mention IS NULL AND f.person IS NULL AND f.photo IS NULL "   \
    "AND f.excerpt IS NULL AND f.confidence <> 'review', 0)"
/* In their order, by the columns below. */
#define ACTION_LIST                                                                                \
    "CREATE TEMP TABLE action AS SELECT f.rule, r.title_nl, r.title_en, min(" FINDINGS_RANK        \
    ") AS rank, count(*) AS number, "                                                              \
    "max(f.state = 'new') AS fresh, sum(f.as_ = 'verdict') AS verdict, "                           \
    "group_concat(DISTINCT f.person), group_concat(DISTINCT coalesce(p.channel, s.channel)), "     \
    "coalesce(p.title, ''), coalesce(p.url, i.url, ''), i.place, i.path, min(f.item), "            \
    "coalesce(f.publication, 0), (SELECT count(*) FROM photo_item c WHERE c.photo = f.photo), "    \
    "max(coalesce(e.protected, 0)) AS care, (SELECT count(*) FROM photo_part c JOIN photo_item a " \
    "ON a.photo = c.photo WHERE c.whole = f.photo), min(" NOWHERE ") "                             \
    "FROM finding f LEFT JOIN item i ON i.id = f.item LEFT JOIN source s ON s.id = i.source "      \
    "LEFT JOIN publication p ON p.id = f.publication LEFT JOIN person e ON e.id = f.person "       \
    "LEFT JOIN rule_result r ON r.rule = f.rule WHERE " FINDINGS_ACTIVE                            \
    " GROUP BY f.rule, CASE WHEN f.photo IS NOT NULL THEN -f.photo ELSE f.item END, "              \
    "CASE WHEN f.photo IS NOT NULL THEN 0 ELSE coalesce(f.publication, 0) END "                    \
    "ORDER BY care DESC, rank, verdict > 0 DESC, fresh DESC, number DESC, min(f.id)"

enum {
    COLUMN_RULE,
    COLUMN_TITLE_NL,
    COLUMN_TITLE_EN,
    COLUMN_RANK,
    COLUMN_COUNT,
    COLUMN_NEW,
    COLUMN_VERDICT,
    COLUMN_PEOPLE,
    COLUMN_CHANNELS,
    COLUMN_TITLE,
    COLUMN_URL,
    COLUMN_PLACE,
    COLUMN_PATH,
    COLUMN_ITEM,
    COLUMN_PUBLICATION,
    COLUMN_COPIES,
    COLUMN_PROTECTED,
    COLUMN_CROPS,
    COLUMN_NOWHERE,
};

struct ActionCursor {
    const ReportContext *context;
    sqlite3_stmt *rows;
    GPtrArray *strings; /* char *, of the current action */
    Action action;
};

void actions_list(const ReportContext *context)
{
    context_step(context, "DROP TABLE IF EXISTS temp.action");
    context_step(context, ACTION_LIST);
}

uint64_t actions_count(const ReportContext *context)
{
    return (uint64_t)context_count(context, "SELECT count(*) FROM temp.action");
}

ActionCursor *actions_open(const ReportContext *context, uint64_t most)
{
    ActionCursor *cursor = g_new0(ActionCursor, 1);
    cursor->context = context;
    cursor->rows =
        context_query(context, "SELECT * FROM temp.action ORDER BY rowid LIMIT ?1", (int64_t)most);
    cursor->strings = g_ptr_array_new_with_free_func(g_free);
    return cursor;
}

void actions_close(ActionCursor *cursor)
{
    if (!cursor)
        return;
    context_done(cursor->context, cursor->rows);
    g_ptr_array_unref(cursor->strings);
    g_free(cursor);
}

static const char *keep(ActionCursor *cursor, char *text)
{
    g_ptr_array_add(cursor->strings, text);
    return text;
}

static const char *gated(ActionCursor *cursor, int column, MaskCarrier carrier)
{
    return keep(cursor, context_text(cursor->context, cursor->rows, column, carrier));
}

/* One of our own words, NULL where there is none. */
static const char *word(ActionCursor *cursor, int column)
{
    const char *text = context_word(cursor->rows, column);
    return *text ? keep(cursor, g_strdup(text)) : NULL;
}

static const char *place_of(ActionCursor *cursor)
{
    static const int choices[] = {COLUMN_URL, COLUMN_PLACE, COLUMN_PATH};
    for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
        if (*context_word(cursor->rows, choices[i]))
            return gated(cursor, choices[i], MASK_ADDRESS);
    }
    return "";
}

static char *deadline_of(const ReportContext *context, int rank)
{
    g_autofree char *start = g_strconcat(context->options->today, "T00:00:00Z", NULL);
    g_autoptr(GDateTime) today = g_date_time_new_from_iso8601(start, NULL);
    g_autoptr(GDateTime) end =
        today && terms[rank].days ? g_date_time_add_days(today, terms[rank].days) : NULL;
    return end ? g_date_time_format(end, "%Y-%m-%d") : g_strdup("");
}

const Action *actions_next(ActionCursor *cursor)
{
    g_ptr_array_set_size(cursor->strings, 0);
    if (sqlite3_step(cursor->rows) != SQLITE_ROW)
        return NULL;
    sqlite3_stmt *row = cursor->rows;
    PolicySeverity rank = finding_rank(row, COLUMN_RANK);
    cursor->action = (Action){
        .rule = word(cursor, COLUMN_RULE),
        .title_nl = word(cursor, COLUMN_TITLE_NL),
        .title_en = word(cursor, COLUMN_TITLE_EN),
        .severity = policy_severity_id(rank),
        .rank = rank,
        .fresh = sqlite3_column_int(row, COLUMN_NEW) != 0,
        .verdict = sqlite3_column_int64(row, COLUMN_VERDICT) != 0,
        .verdicts = (uint64_t)sqlite3_column_int64(row, COLUMN_VERDICT),
        .is_protected = sqlite3_column_int(row, COLUMN_PROTECTED) != 0,
        .nowhere = sqlite3_column_int(row, COLUMN_NOWHERE) != 0,
        .findings = (uint64_t)sqlite3_column_int64(row, COLUMN_COUNT),
        .copies = (uint64_t)sqlite3_column_int64(row, COLUMN_COPIES),
        .crops = (uint64_t)sqlite3_column_int64(row, COLUMN_CROPS),
        .people = keep(cursor, g_strdup(context_word(row, COLUMN_PEOPLE))),
        .channels = keep(cursor, g_strdup(context_word(row, COLUMN_CHANNELS))),
        .title = gated(cursor, COLUMN_TITLE, MASK_PROSE),
        .place = place_of(cursor),
        .deadline = keep(cursor, deadline_of(cursor->context, rank)),
        .item = sqlite3_column_int64(row, COLUMN_ITEM),
        .publication = sqlite3_column_int64(row, COLUMN_PUBLICATION),
    };
    return &cursor->action;
}

/* How many people an action is about. */
static uint64_t people_of(const Action *action)
{
    uint64_t people = *action->people != '\0';
    for (const char *at = action->people; *at; at++)
        people += *at == ',';
    return people;
}

/* "Take 5 surnames out" where a rule has such a sentence. */
static char *action_for(const Action *action, const char *language, const char *id)
{
    g_autofree char *many = g_strconcat(id, "-people", NULL);
    uint64_t people = people_of(action);
    if (people > 1 && text_has("nl", many))
        return text_fill(language, many, TEXT_VALUES(TEXT_NUMBER("n", people)));
    return g_strdup(text_get(language, id));
}

char *action_text(const Action *action, const char *language)
{
    g_autofree char *id = g_strconcat("action-", action->rule, NULL);
    bool english = g_strcmp0(language, "en") == 0;
    const char *title = english && action->title_en ? action->title_en : action->title_nl;
    GString *text = g_string_new(NULL);
    if (!action->verdict)
        g_string_append_printf(text, "%s ", text_get(language, "action-judge"));
    if (action->verdict && text_has("nl", id)) {
        g_autofree char *what = action_for(action, language, id);
        g_string_append(text, what);
    } else {
        g_string_append(text, title ? title : action->rule);
    }
    if (action->copies > 1) {
        g_autofree char *copies =
            text_fill(language, "action-copies", TEXT_VALUES(TEXT_NUMBER("n", action->copies)));
        g_string_append_printf(text, " %s", copies);
    }
    if (action->crops > 0) {
        g_autofree char *crops =
            text_fill(language, "action-crops", TEXT_VALUES(TEXT_NUMBER("n", action->crops)));
        g_string_append_printf(text, " %s", crops);
    }
    return g_string_free(text, FALSE);
}
