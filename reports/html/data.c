/* The block of data: JSON, gzip, base64, written as it is made. */
#include "reports/html/data.h"

#include <gio/gio.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/html/parts.h"

#define PIECE (48 * 1024)

typedef struct {
    Markup *markup;
    GConverter *gzip;
    GString *json;     /* not compressed yet */
    GHashTable *words; /* char * -> number + 1 */
    GPtrArray *order;  /* char *, owned by the table */
    gint state, save;  /* of the base64 encoder */
} Block;

/* Compressed bytes as base64 into the page; no line of it is ever cut. */
static void put(Block *block, const guint8 *bytes, gsize length)
{
    g_autofree char *text = g_malloc((length / 3 + 1) * 4 + 8);
    gsize written = g_base64_encode_step(bytes, length, FALSE, text, &block->state, &block->save);
    g_string_append_len(markup_buffer(block->markup), text, (gssize)written);
}

static void compress(Block *block, GConverterFlags flags)
{
    g_autofree guint8 *out = g_malloc(PIECE);
    gsize at = 0;
    GConverterResult result = G_CONVERTER_CONVERTED;
    bool end = flags == G_CONVERTER_INPUT_AT_END;
    while (at < block->json->len || (end && result != G_CONVERTER_FINISHED)) {
        gsize taken = 0, made = 0;
        g_autoptr(GError) error = NULL;
        result = g_converter_convert(block->gzip, block->json->str + at, block->json->len - at, out,
                                     PIECE, flags, &taken, &made, &error);
        if (result == G_CONVERTER_ERROR)
            g_error("compression: %s", error->message); /* memory to memory: cannot fail */
        put(block, out, made);
        at += taken;
    }
    g_string_truncate(block->json, 0);
}

static void put_end(Block *block)
{
    char text[8];
    gsize written = g_base64_encode_close(FALSE, text, &block->state, &block->save);
    g_string_append_len(markup_buffer(block->markup), text, (gssize)written);
}

static guint number_of(Block *block, const char *word)
{
    word = word ? word : "";
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(block->words, word));
    if (number)
        return number - 1;
    char *copy = g_strdup(word);
    g_ptr_array_add(block->order, copy);
    g_hash_table_insert(block->words, copy, GUINT_TO_POINTER(block->order->len));
    return block->order->len - 1;
}

static char *short_text(const char *text)
{
    return text ? escape_visible(text, ESCAPE_FIELD_CHARACTERS) : NULL;
}

/* The marks of the gate stay; everything else is made visible piece by piece. */
static char *marked_text(const char *text)
{
    static const char ends[] = {MASK_OPEN, MASK_CLOSE, '\0'};
    GString *out = g_string_new(NULL);
    for (const char *at = text ? text : ""; *at;) {
        size_t length = strcspn(at, ends);
        g_autofree char *piece = g_strndup(at, length);
        g_autofree char *visible = short_text(piece);
        g_string_append(out, visible);
        at += length;
        if (*at)
            g_string_append_c(out, *at++);
    }
    return g_string_free(out, FALSE);
}

/* The order that report.js reads: see KEYS there. */
static void put_row(Block *block, const Finding *finding, bool first)
{
    g_autofree char *place = short_text(parts_place(finding));
    g_autofree char *group = short_text(finding->group);
    g_autofree char *excerpt = marked_text(finding->marked);
    g_autofree char *label = short_text(finding->person_label);
    const char *words[] = {finding->rule,
                           finding->severity,
                           finding->as,
                           finding->confidence,
                           finding->state,
                           label,
                           group,
                           finding->channel,
                           finding->where,
                           place,
                           finding_published(finding),
                           excerpt,
                           finding->consent_state,
                           finding->kind,
                           finding->photo_class,
                           finding->lapsed};
    g_string_append_printf(block->json,
                           "%s[%" G_GINT64_FORMAT ",\"%.*s\",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT
                           ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%d",
                           first ? "" : ",", finding->id, FINGERPRINT_SHOWN, finding->fingerprint,
                           finding->item, finding->publication, finding->photo, finding->person,
                           finding->is_protected ? 1 : 0);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        g_string_append_printf(block->json, ",%u", number_of(block, words[i]));
    g_string_append_c(block->json, ']');
    if (block->json->len >= PIECE)
        compress(block, G_CONVERTER_NO_FLAGS);
}

static void put_words(Block *block)
{
    g_string_append(block->json, "],\"words\":[");
    for (guint i = 0; i < block->order->len; i++) {
        if (i > 0)
            g_string_append_c(block->json, ',');
        escape_json(block->json, block->order->pdata[i]);
        if (block->json->len >= PIECE)
            compress(block, G_CONVERTER_NO_FLAGS);
    }
    g_string_append(block->json, "]}");
}

uint64_t data_write(Markup *markup, FindingCursor *cursor)
{
    Block block = {.markup = markup,
                   .gzip = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6)),
                   .json = g_string_new("{\"rows\":["),
                   .words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                   .order = g_ptr_array_new()};
    uint64_t count = 0;
    const Finding *finding = NULL;
    markup_open(markup, "script", "type", "text/plain", "id", "gegevens", NULL);
    while (count < DATA_FINDINGS && (finding = findings_next(cursor)))
        put_row(&block, finding, count++ == 0);
    put_words(&block);
    compress(&block, G_CONVERTER_INPUT_AT_END);
    put_end(&block);
    markup_close(markup, "script");
    g_object_unref(block.gzip);
    g_string_free(block.json, TRUE);
    g_ptr_array_unref(block.order);
    g_hash_table_unref(block.words);
    return count;
}

/* ---- what rows are drawn with ---- */

static void put_word(Markup *markup, const char *kind, const char *value)
{
    g_autofree char *key = g_strconcat(kind, "-", value, NULL);
    markup_open(markup, "span", "data-k", key, NULL);
    markup_word(markup, kind, value);
    markup_close(markup, "span");
}

static void put_statuses(Markup *markup, const char *kind, const char *values)
{
    g_auto(GStrv) list = g_strsplit(values, " ", -1);
    for (char **value = list; *value; value++) {
        g_autofree char *key = g_strconcat(kind, "-", *value, NULL);
        markup_open(markup, "span", "data-k", key, NULL);
        parts_status(markup, kind, *value);
        markup_close(markup, "span");
    }
}

static void put_rules(Markup *markup, const ReportContext *context)
{
    sqlite3_stmt *row =
        context_query(context,
                      "SELECT f.rule, r.title_nl, r.title_en FROM temp.shown_rule f LEFT JOIN "
                      "rule_result r ON r.rule = f.rule ORDER BY f.rule",
                      0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *key = g_strconcat("rule-", context_word(row, 0), NULL);
        markup_open(markup, "span", "data-k", key, NULL);
        if (*context_word(row, 1))
            markup_both(markup, context_word(row, 1), context_word(row, 2));
        else
            markup_text(markup, context_word(row, 0));
        markup_close(markup, "span");
    }
    context_done(context, row);
}

void data_words(Markup *markup, const ReportContext *context)
{
    static const char *const statuses[][2] = {
        {"severity", "high medium low info"},
        {"finding", "new open resolved decided"},
        {"confidence", "certain likely review"},
        {"result", "leads"},
        {"consent", "allowed refused unknown withdrawn late review not-applicable"}};
    static const char *const words[] = {"just", "unjust", "consent", "removed", "accepted"};
    g_autofree char *channels = parts_channels(context);
    g_auto(GStrv) list = g_strsplit(channels, " ", -1);
    static const char places[] = "body title alt caption filename url metadata tag author hidden "
                                 "code thumbnail";
    g_auto(GStrv) where = g_strsplit(places, " ", -1);
    markup_open(markup, "template", "id", "woorden", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++)
        put_statuses(markup, statuses[i][0], statuses[i][1]);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        put_word(markup, "kind-of-decision", words[i]);
    for (char **channel = list; *channel; channel++)
        put_word(markup, "channel", *channel);
    for (char **place = where; *place; place++)
        put_word(markup, "place", *place);
    put_rules(markup, context);
    markup_open(markup, "span", "data-k", "decide", NULL);
    markup_say(markup, "decide", NULL);
    markup_close(markup, "span");
    markup_open(markup, "span", "data-k", "lapsed", NULL);
    markup_say(markup, "decision-lapsed-on", WITH(TEXT_TEXT("date", "")));
    markup_close(markup, "span");
    markup_open(markup, "span", "data-k", "unsaved", NULL);
    markup_say(markup, "unsaved", NULL);
    markup_close(markup, "span");
    markup_close(markup, "template");
}
