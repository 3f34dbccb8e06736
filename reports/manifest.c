/*
 * The manifest: versions, digests of everything that went in and came out. A folder without it is
 * no run.
 */
#include "reports/manifest.h"

#include <string.h>

#include "reports/escape.h"

static void append_pair(GString *out, const char *key, const char *value, bool *first)
{
    g_string_append(out, *first ? "\n    " : ",\n    ");
    *first = false;
    escape_json(out, key);
    g_string_append(out, ": ");
    escape_json(out, value);
}

static void append_run(const ReportContext *context, GString *out)
{
    g_string_append(out, "  \"run\": {");
    bool first = true;
    sqlite3_stmt *row = context_query(context, "SELECT key, value FROM run ORDER BY key", 0);
    while (sqlite3_step(row) == SQLITE_ROW)
        append_pair(out, context_word(row, 0), context_word(row, 1), &first);
    context_done(context, row);
    g_string_append(out, "\n  },\n");
}

/* Labels and paths of the inputs pass the gate: a file may be named after a pupil. */
static void append_inputs(const ReportContext *context, GString *out, const Mask *mask)
{
    g_string_append(out, "  \"inputs\": [");
    bool first = true;
    sqlite3_stmt *row = context_query(
        context, "SELECT label, path, bytes, digest, counted FROM source ORDER BY id", 0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *label = mask_text(mask, context_word(row, 0), MASK_ADDRESS);
        g_autofree char *path = mask_text(mask, context_word(row, 1), MASK_ADDRESS);
        g_string_append(out, first ? "\n    {\"label\": " : ",\n    {\"label\": ");
        first = false;
        escape_json(out, label);
        g_string_append(out, ", \"path\": ");
        escape_json(out, path);
        g_string_append_printf(out, ", \"bytes\": %" G_GINT64_FORMAT ", \"sha256\": ",
                               (gint64)sqlite3_column_int64(row, 2));
        escape_json(out, (const char *)sqlite3_column_text(row, 3));
        g_string_append_c(out, '}');
    }
    context_done(context, row);
    g_string_append(out, "\n  ],\n");
}

static const char *level_of(const char *name)
{
    if (g_str_equal(name, "audit.db") || strstr(name, "-met-namen"))
        return "names";
    return "masked";
}

static void append_outputs(const Outputs *outputs, GString *out)
{
    g_string_append(out, "  \"outputs\": [");
    for (guint i = 0; i < outputs_count(outputs); i++) {
        const char *name = outputs_name(outputs, i);
        g_string_append(out, i ? ",\n    {\"name\": " : "\n    {\"name\": ");
        escape_json(out, name);
        g_string_append_printf(out, ", \"level\": \"%s\", \"bytes\": %" G_GUINT64_FORMAT,
                               level_of(name), outputs_bytes(outputs, i));
        g_string_append(out, ", \"sha256\": ");
        escape_json(out, outputs_digest(outputs, i));
        g_string_append_c(out, '}');
    }
    g_string_append(out, "\n  ]\n");
}

bool manifest_write(const ReportContext *context, const Mask *mask, Outputs *outputs,
                    GError **error)
{
    g_autoptr(GError) failure = NULL;
    if (!outputs_adopt(outputs, "audit.db", &failure) && failure) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return false;
    }
    g_autoptr(GString) text = g_string_new("{\n  \"schema\": 1,\n  \"program\": ");
    escape_json(text, context->options->version);
    g_string_append(text, ",\n  \"today\": ");
    escape_json(text, context->options->today);
    g_string_append(text, ",\n  \"policy\": ");
    escape_json(text, context->policy ? context->policy->id : NULL);
    g_string_append(text, ",\n  \"policy-sha256\": ");
    escape_json(text, context->policy ? context->policy->digest : NULL);
    g_string_append(text, ",\n");
    append_run(context, text);
    append_inputs(context, text, mask);
    append_outputs(outputs, text);
    g_string_append(text, "}\n");
    Output *output = outputs_add(outputs, "manifest.json");
    g_string_append_len(output_buffer(output), text->str, (gssize)text->len);
    output_finish(output);
    return true;
}
