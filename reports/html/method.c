/*
 * Accountability: with what, on what and within which bounds the report was made, what it cannot
 * see, and how long it may be kept.
 */
#include <json-c/json.h>
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"
#include "worker/limits.h"

#define FILMS_UNSEEN                                                                               \
    "SELECT count(DISTINCT item) FROM property WHERE block = 'film' AND key = 'Frames' AND "       \
    "value = 'not-looked-into'"

static void say_films(Markup *markup, const ReportContext *context)
{
    int64_t seen = context_count(context, "SELECT count(*) FROM photo WHERE frames > 0");
    int64_t unseen = seen > 0 ? context_count(context, FILMS_UNSEEN) : 0;

    markup_say_in(
        markup, "span", NULL, seen > 0 ? "blind-film-frames" : "blind-film",
        WITH(TEXT_NUMBER("seen", (uint64_t)seen), TEXT_NUMBER("unseen", (uint64_t)unseen)));
}

static void add_blind_spots(Markup *markup, const ReportContext *context)
{
    static const char *const spots[] = {"blind-pixels",  "blind-faces", "blind-parts", "blind-film",
                                        "blind-outside", "blind-names", "blind-export"};
    const char *pixels = context_run(context, "pixels");
    bool looked = *pixels && strcmp(pixels, "never") != 0 && strcmp(pixels, "not-looked-into") != 0;

    markup_say_in(markup, "h3", NULL, "blind-title", NULL);
    markup_open(markup, "ul", "class", "warn", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(spots); i++) {
        const char *id = i == 0 && looked ? "blind-text-in-pixels" : spots[i];

        if (!looked && strcmp(id, "blind-parts") == 0)
            continue;
        markup_open(markup, "li", NULL);
        markup_icon(markup, "unk");
        if (strcmp(id, "blind-film") == 0)
            say_films(markup, context);
        else
            markup_say_in(markup, "span", NULL, id, NULL);
        markup_close(markup, "li");
    }
    markup_close(markup, "ul");
}

static void open_fact(Markup *markup, const char *label)
{
    markup_say_in(markup, "dt", NULL, label, NULL);
    markup_open(markup, "dd", NULL);
}

static void add_digest(Markup *markup, const ReportContext *context, const char *label,
                       const char *key)
{
    open_fact(markup, label);
    if (*context_run(context, key)) {
        markup_text(markup, "SHA-256 ");
        markup_element(markup, "code", NULL, context_run(context, key));
    } else {
        markup_say(markup, "not-given", NULL);
    }
    markup_close(markup, "dd");
}

static void add_staff(Markup *markup, const ReportContext *context)
{
    open_fact(markup, "fact-staff");
    if (strcmp(context_run(context, "staff-given"), "1") == 0)
        markup_say(markup, "count-staff",
                   WITH(TEXT_NUMBER("n", (uint64_t)context_count(
                                             context, "SELECT count(*) FROM person WHERE role IN "
                                                      "('staff', 'management')"))));
    else
        markup_say(markup, "not-given", NULL);
    markup_close(markup, "dd");
}

/* The other lists that rules ask for, and those that nobody gave. */
static void add_given(Markup *markup, const ReportContext *context)
{
    static const char *const lists[] = {"parents",  "timetable", "holidays", "takedowns",
                                        "accounts", "cameras",   "allow"};
    bool any = false;
    open_fact(markup, "fact-given");
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_autofree char *key = g_strconcat(lists[i], "-given", NULL);
        if (strcmp(context_run(context, key), "1") != 0)
            continue;
        if (any)
            markup_text(markup, ", ");
        markup_word(markup, "input", lists[i]);
        any = true;
    }
    if (!any)
        markup_say(markup, "not-given", NULL);
    markup_close(markup, "dd");
}

/* Layers from a JSON array of words, each with its standing. */
static void add_layers(Markup *markup, const char *json, const char *standing)
{
    json_object *list = *json ? json_tokener_parse(json) : NULL;
    size_t count = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
    for (size_t i = 0; i < count; i++) {
        markup_open(markup, "li", NULL);
        parts_status(markup, "layer", standing);
        markup_text(markup, " ");
        const char *name = json_object_get_string(json_object_array_get_idx(list, i));
        g_autofree char *plain = g_strndup(name, strcspn(name, "0123456789"));
        if (g_str_has_suffix(plain, "-")) /* "landlock-7": with the version of the kernel's */
            plain[strlen(plain) - 1] = '\0';
        markup_word(markup, "layer-name", plain);
        markup_close(markup, "li");
    }
    json_object_put(list);
}

static void add_isolation(Markup *markup, const ReportContext *context)
{
    const char *active = context_run(context, "sandbox");
    const char *missing = context_run(context, "sandbox-missing");
    open_fact(markup, "fact-isolation");
    if (!*active && !*missing)
        markup_say(markup, "not-recorded", NULL);
    markup_open(markup, "ul", "class", "state", NULL);
    add_layers(markup, active, "active");
    add_layers(markup, missing, "missing");
    markup_close(markup, "ul");
    markup_close(markup, "dd");
}

static void add_facts(Markup *markup, const ReportContext *context)
{
    const Policy *policy = context->policy;
    markup_say_in(markup, "h3", NULL, "made-title", NULL);
    markup_open(markup, "dl", "class", "kv", NULL);
    open_fact(markup, "fact-program");
    markup_text(markup, "schoolaudit ");
    markup_text(markup, context->options->version);
    markup_close(markup, "dd");
    open_fact(markup, "fact-time");
    if (*context_run(context, "finished"))
        markup_say(markup, "time-span",
                   WITH(TEXT_DATE("start", context_run(context, "started")),
                        TEXT_DATE("end", context_run(context, "finished"))));
    else
        markup_say(markup, "not-recorded", NULL);
    markup_close(markup, "dd");
    open_fact(markup, "fact-policy");
    if (policy) {
        markup_both(markup, policy->title[POLICY_DUTCH], policy->title[POLICY_ENGLISH]);
        markup_text(markup, " · SHA-256 ");
        markup_element(markup, "code", NULL, policy->digest);
    } else {
        markup_text(markup, context_run(context, "policy"));
    }
    markup_close(markup, "dd");
    add_digest(markup, context, "fact-register", "register-digest");
    add_staff(markup, context);
    add_given(markup, context);
    add_digest(markup, context, "fact-lists", "lists-digest");
    if (*context_run(context, "limits")) {
        open_fact(markup, "fact-limits");
        markup_element(markup, "code", NULL, context_run(context, "limits"));
        markup_close(markup, "dd");
    }
    add_isolation(markup, context);
    open_fact(markup, "fact-network");
    markup_say(markup, "network-none", NULL);
    markup_close(markup, "dd");
    markup_close(markup, "dl");
}

static const TableHead source_heads[] = {{"head-source", NULL, false},
                                         {"head-channel", NULL, false},
                                         {"head-access", NULL, false},
                                         {"head-digest", NULL, false},
                                         {NULL, NULL, false}};

/* What the operator said of the whole input, else that each item tells. */
static void add_own_or_each(Markup *markup, const char *kind, const char *value)
{
    if (*value)
        markup_word(markup, kind, value);
    else
        markup_say_in(markup, "span", "small", "by-each-item", NULL);
}

static void add_sources(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-invoer", "cards", "inputs-caption", source_heads, false};
    markup_say_in(markup, "h3", NULL, "inputs-title", NULL);
    parts_table_open(markup, &table, NULL);
    sqlite3_stmt *row = context_query(
        context, "SELECT label, path, channel, access, digest, kind FROM source ORDER BY id", 0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *label = context_text(context, row, 0, MASK_ADDRESS);
        g_autofree char *path = context_text(context, row, 1, MASK_ADDRESS);
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        markup_text(markup, label);
        markup_text(markup, " ");
        markup_element(markup, "code", "small", path);
        markup_close(markup, "th");
        parts_cell_open(markup, "head-channel", NULL);
        add_own_or_each(markup, "channel", context_word(row, 2));
        parts_cell_close(markup);
        parts_cell_open(markup, "head-access", NULL);
        add_own_or_each(markup, "access", context_word(row, 3));
        parts_cell_close(markup);
        parts_cell_open(markup, "head-digest", NULL);
        if (*context_word(row, 4))
            markup_element(markup, "code", "small", context_word(row, 4));
        else
            markup_say(markup, "digest-folder", NULL);
        parts_cell_close(markup);
        markup_close(markup, "tr");
    }
    context_done(context, row);
    parts_table_close(markup, &table);
}

typedef struct {
    const char *name, *unit, *reason;
    unsigned long long value;
} Limit;

static const Limit limits[] = {
#define LIMIT(constant, value, unit, reason, why) {#constant, unit, reason, value},
    LIMIT_LIST(LIMIT)
#undef LIMIT
};

/* Items by what could not be read of them: reason -> count. An item may have several reasons. */
static GHashTable *count_reasons(const ReportContext *context)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sqlite3_stmt *row = context_query(
        context,
        "SELECT reason, count(*) FROM (SELECT id, reason FROM item WHERE reason <> '' UNION SELECT"
        " item, reason FROM gap) GROUP BY reason",
        0);

    while (sqlite3_step(row) == SQLITE_ROW)
        g_hash_table_insert(counts, g_strdup(context_word(row, 0)),
                            GSIZE_TO_POINTER((gsize)sqlite3_column_int64(row, 1)));
    context_done(context, row);
    return counts;
}

static const TableHead limit_heads[] = {{"head-limit", NULL, false},
                                        {"head-value", "num", false},
                                        {"head-reason", NULL, false},
                                        {"head-hits", "num", false},
                                        {NULL, NULL, false}};

static void add_limits(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-grenzen", "cards", "limits-caption", limit_heads, false};
    g_autoptr(GHashTable) hits = count_reasons(context);

    markup_say_in(markup, "h3", NULL, "limits-title", NULL);
    parts_table_open(markup, &table, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
        if (!*limits[i].reason)
            continue; /* how data travels: it bounds nothing that is audited */
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        markup_word(markup, "limit-name", limits[i].name);
        markup_close(markup, "th");
        parts_cell_open(markup, "head-value", "num");
        if (strcmp(limits[i].unit, "bytes") == 0) {
            markup_bytes(markup, limits[i].value);
        } else {
            markup_number(markup, limits[i].value);
            markup_text(markup, " ");
            markup_word(markup, "unit", limits[i].unit);
        }
        parts_cell_close(markup);
        parts_cell_open(markup, "head-reason", NULL);
        markup_open(markup, "span", "class", "small", NULL);
        markup_word(markup, "reason", limits[i].reason);
        markup_close(markup, "span");
        parts_cell_close(markup);
        parts_cell_number(markup, "head-hits",
                          GPOINTER_TO_SIZE(g_hash_table_lookup(hits, limits[i].reason)));
        markup_close(markup, "tr");
    }
    parts_table_close(markup, &table);
}

void view_method(Markup *markup, const ReportContext *context)
{
    const char *until = context_run(context, "keep-until");
    parts_view_open(markup, "verantwoording");
    add_blind_spots(markup, context);
    add_facts(markup, context);
    add_sources(markup, context);
    add_limits(markup, context);
    markup_say_in(markup, "h3", NULL, "privacy-title", NULL);
    markup_say_in(markup, "p", "note",
                  mask_with_names(context->mask) ? "privacy-names" : "privacy-masked", NULL);
    markup_say_in(markup, "p", "note", *until ? "privacy-keep" : "privacy-keep-unknown",
                  WITH(TEXT_DATE("until", until)));
    parts_view_close(markup);
}
