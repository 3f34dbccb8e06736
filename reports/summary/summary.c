/*
 * samenvatting.html: one sheet for the board. Figures only: no person, no place, no excerpt; so
 * there is one of it, whatever the level of the other files.
 */
#include "reports/action.h"
#include "reports/html/page.h"
#include "reports/html/views.h"

typedef struct {
    const ReportContext *context;
} SummaryWriter;

static void *summary_begin(const ReportContext *context, Output *const *outputs)
{
    SummaryWriter *writer = g_new0(SummaryWriter, 1);
    (void)outputs;
    writer->context = context;
    return writer;
}

static void add_work(Markup *markup, const ReportContext *context)
{
    uint64_t breaches = (uint64_t)context_count(
        context, "SELECT count(*) FROM finding f WHERE f.breach = 1 AND " FINDINGS_ACTIVE);
    markup_say_in(markup, "h3", NULL, "board-work", NULL);
    markup_open(markup, "ul", "class", "state", NULL);
    markup_say_in(markup, "li", NULL, "board-actions",
                  WITH(TEXT_NUMBER("n", actions_count(context))));
    markup_say_in(markup, "li", NULL, "board-breaches", WITH(TEXT_NUMBER("n", breaches)));
    markup_close(markup, "ul");
    markup_say_in(markup, "h3", NULL, "board-clauses", NULL);
    protocol_sums(markup, context);
}

static void add_signature(Markup *markup)
{
    static const char *const lines[] = {"board-seen", "board-date", "board-signature"};
    markup_open(markup, "div", "class", "sign", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        markup_say_in(markup, "span", NULL, lines[i], NULL);
    markup_close(markup, "div");
}

static void write_page(Markup *markup, const ReportContext *context)
{
    markup_open(markup, "html", "lang", markup_language(markup), NULL);
    page_head(markup, context, false);
    markup_open(markup, "body", NULL);
    markup_part(markup, "symbols.html");
    markup_open(markup, "header", "class", "top", NULL);
    markup_open(markup, "div", "class", "wrap", NULL);
    markup_open(markup, "span", "class", "brand", NULL);
    markup_icon(markup, "brand");
    markup_text(markup, "schoolaudit");
    markup_close(markup, "span");
    page_tools(markup, false);
    markup_close(markup, "div");
    markup_close(markup, "header");
    page_mast(markup, context);
    markup_open(markup, "main", NULL);
    markup_open(markup, "section", "class", "view wrap", "id", "overzicht", "aria-labelledby",
                "h-bestuur", NULL);
    markup_open(markup, "h2", "id", "h-bestuur", NULL);
    markup_say(markup, "board-title", NULL);
    markup_close(markup, "h2");
    overview_summary(markup, context);
    add_work(markup, context);
    markup_say_in(markup, "p", "note", "board-bounds", NULL);
    add_signature(markup);
    markup_close(markup, "section");
    markup_close(markup, "main");
    markup_close(markup, "body");
    markup_close(markup, "html");
}

static void summary_end(void *data)
{
    SummaryWriter *writer = data;
    const ReportContext *context = writer->context;
    if (!mask_with_names(context->mask)) {
        Output *output = context_add_output(context, "samenvatting.html");
        Markup *markup = markup_new(output, context->options->language);
        g_string_append(output_buffer(output), "<!doctype html>\n");
        write_page(markup, context);
        markup_free(markup);
        output_finish(output);
    }
    g_free(writer);
}

const ReportWriter report_summary = {
    .name = "summary",
    .files = {NULL},
    .begin = summary_begin,
    .end = summary_end,
};
