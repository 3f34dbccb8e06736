/*
 * report.html: one page that needs nothing but itself. Writes the head with its content security
 * policy (hashes of the very bytes of style and script), what stands on every view, and the views
 * in their order; the views themselves are files of their own.
 */
#include <gio/gio.h>
#include <string.h>

#include "reports/html/data.h"
#include "reports/html/page.h"
#include "reports/html/parts.h"
#include "reports/html/views.h"

#define PART_FOLDER "/schoolaudit/reports/html/"
#define MOST_PAGES 20 /* two million findings; what is more is in the CSV and JSON Lines files */

typedef struct {
    const ReportContext *context;
    Markup *markup;
} HtmlWriter;

static const struct {
    const char *id;
    void (*write)(Markup *markup, const ReportContext *context);
} views[] = {
    {"overzicht", view_overview},    {"dekking", view_coverage},   {"leerlingen", view_pupils},
    {"paginas", view_pages},         {"fotowand", view_photos},    {"tijdlijn", view_timeline},
    {"protocol", view_protocol},     {"werklijst", view_worklist}, {"besluiten", view_decisions},
    {"verantwoording", view_method},
};

static char *load_part(const char *name)
{
    g_autofree char *path = g_strconcat(PART_FOLDER, name, NULL);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes); /* embedded at build time */
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* "sha256-…" of a text, as the policy wants it. */
static char *hash_of(const char *text)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize length = sizeof digest;
    g_checksum_update(checksum, (const guchar *)text, -1);
    g_checksum_get_digest(checksum, digest, &length);
    g_autofree char *base64 = g_base64_encode(digest, length);
    return g_strconcat("sha256-", base64, NULL);
}

/* Digits and dashes only: the foot of printed sheets is style, and no place for other text. */
static char *date_for_style(const char *date)
{
    char *safe = text_date("nl", date);
    return g_strcanon(safe, "0123456789-", '-');
}

/* The style with the foot of printed sheets, which carries date, level and expiry. */
static char *style_of(const ReportContext *context)
{
    bool english = g_strcmp0(context->options->language, "en") == 0;
    const char *language = english ? "en" : "nl";
    g_autofree char *css = load_part("report.css");
    g_autofree char *today = date_for_style(context->options->today);
    g_autofree char *until = date_for_style(context_run(context, "keep-until"));
    const char *level = mask_with_names(context->mask) ? "foot-names" : "foot-masked";
    return g_strdup_printf(
        "%s\n@page { @bottom-left { content: \"schoolaudit · %s · %s · %s %s\"; } }\n", css, today,
        text_get(language, level), text_get(language, "foot-keep"), *until ? until : "?");
}

void page_head(Markup *markup, const ReportContext *context, bool scripts)
{
    g_autofree char *style = style_of(context);
    g_autofree char *page_script = load_part("report.js");
    g_autofree char *findings_script = load_part("findings.js");
    g_autofree char *script = g_strconcat(page_script, findings_script, NULL);
    g_autofree char *style_hash = hash_of(style);
    g_autofree char *script_hash = hash_of(script);
    g_autofree char *policy =
        g_strdup_printf("default-src 'none'; img-src data:; style-src '%s'; script-src %s%s%s; "
                        "base-uri 'none'; form-action 'none'",
                        style_hash, scripts ? "'" : "", scripts ? script_hash : "'none", "'");
    g_autofree char *title = g_strdup_printf("%s · schoolaudit", context_run(context, "school"));
    markup_open(markup, "head", NULL);
    markup_void(markup, "meta", "charset", "utf-8", NULL);
    markup_void(markup, "meta", "http-equiv", "Content-Security-Policy", "content", policy, NULL);
    markup_void(markup, "meta", "name", "viewport", "content",
                "width=device-width, initial-scale=1", NULL);
    markup_void(markup, "meta", "name", "referrer", "content", "no-referrer", NULL);
    markup_void(markup, "meta", "name", "robots", "content", "noindex", NULL);
    markup_element(markup, "title", NULL, title);
    markup_open(markup, "style", NULL);
    markup_raw_text(markup, style);
    markup_close(markup, "style");
    if (scripts) {
        markup_open(markup, "script", NULL);
        markup_raw_text(markup, script);
        markup_close(markup, "script");
    }
    markup_close(markup, "head");
}

static void add_language(Markup *markup, const char *code, const char *name)
{
    g_autofree char *id = g_strconcat("taal-", code, NULL);
    bool first = strcmp(markup_language(markup), code) == 0;
    markup_void(markup, "input", "type", "radio", "name", "taal", "id", id, "class", "vh", "value",
                code, "checked", first ? "" : NULL, NULL);
    markup_open(markup, "label", "for", id, "lang", code, NULL);
    markup_element(markup, "span", NULL, strcmp(code, "nl") == 0 ? "NL" : "EN");
    markup_open(markup, "span", "class", "vh", NULL);
    markup_text(markup, ", ");
    markup_text(markup, name);
    markup_close(markup, "span");
    markup_close(markup, "label");
}

void page_tools(Markup *markup, bool scripts)
{
    markup_open(markup, "div", "class", "tools", NULL);
    markup_open(markup, "fieldset", "class", "seg", NULL);
    markup_element(markup, "legend", "vh", "Taal, language");
    add_language(markup, "nl", "Nederlands");
    add_language(markup, "en", "English");
    markup_close(markup, "fieldset");
    if (!scripts) {
        markup_close(markup, "div");
        return;
    }
    markup_open(markup, "button", "type", "button", "class", "btn js-only", "id", "thema",
                "aria-pressed", "false", NULL);
    markup_icon(markup, "moon");
    markup_say_in(markup, "span", NULL, "theme-dark", NULL);
    markup_close(markup, "button");
    markup_close(markup, "div");
}

static void add_navigation(Markup *markup)
{
    markup_open(markup, "button", "type", "button", "class", "btn menu", "id", "menu",
                "aria-expanded", "false", "aria-controls", "nav", NULL);
    markup_say(markup, "menu", NULL);
    markup_close(markup, "button");
    markup_open(markup, "nav", "class", "nav", "id", "nav", "aria-label",
                text_get(markup_language(markup), "nav-label"), "data-label-nl",
                text_get("nl", "nav-label"), "data-label-en", text_get("en", "nav-label"), NULL);
    markup_open(markup, "ul", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
        g_autofree char *target = g_strconcat("#", views[i].id, NULL);
        g_autofree char *name = g_strconcat("nav-", views[i].id, NULL);
        markup_open(markup, "li", NULL);
        markup_open(markup, "a", "href", target, NULL);
        markup_say(markup, name, NULL);
        markup_close(markup, "a");
        markup_close(markup, "li");
    }
    markup_close(markup, "ul");
    markup_close(markup, "nav");
}

static void add_top(Markup *markup, bool views_too)
{
    markup_open(markup, "a", "class", "skip", "href", "#inhoud", NULL);
    markup_say(markup, "skip", NULL);
    markup_close(markup, "a");
    markup_open(markup, "header", "class", "top", NULL);
    markup_open(markup, "div", "class", "wrap", NULL);
    markup_open(markup, "a", "class", "brand", "href", views_too ? "#overzicht" : "#werklijst",
                NULL);
    markup_icon(markup, "brand");
    markup_text(markup, "schoolaudit");
    markup_close(markup, "a");
    if (views_too)
        add_navigation(markup);
    page_tools(markup, true);
    markup_close(markup, "div");
    markup_close(markup, "header");
}

static void open_fact(Markup *markup, const char *label, const char *icon)
{
    markup_open(markup, "div", NULL);
    if (icon)
        markup_icon(markup, icon);
    markup_say_in(markup, "dt", NULL, label, NULL);
    markup_open(markup, "dd", NULL);
}

static void close_fact(Markup *markup)
{
    markup_close(markup, "dd");
    markup_close(markup, "div");
}

static void add_mast_facts(Markup *markup, const ReportContext *context)
{
    const char *until = context_run(context, "keep-until");
    int64_t pupils = context_count(context, "SELECT count(*) FROM person WHERE role = 'pupil'");
    markup_open(markup, "dl", "class", "facts", NULL);
    open_fact(markup, "fact-level", "shield");
    markup_say(markup, mask_with_names(context->mask) ? "level-names" : "level-masked", NULL);
    close_fact(markup);
    open_fact(markup, "fact-keep", NULL);
    if (*until)
        markup_date(markup, until);
    else
        markup_say(markup, "not-recorded", NULL);
    close_fact(markup);
    if (*context_run(context, "previous-today")) {
        open_fact(markup, "fact-previous", NULL);
        markup_date(markup, context_run(context, "previous-today"));
        close_fact(markup);
    }
    if (context->policy) {
        open_fact(markup, "fact-policy", NULL);
        markup_both(markup, context->policy->title[POLICY_DUTCH],
                    context->policy->title[POLICY_ENGLISH]);
        close_fact(markup);
    }
    open_fact(markup, "fact-register", NULL);
    if (pupils)
        markup_say(markup, "count-pupils", WITH(TEXT_NUMBER("n", pupils)));
    else
        markup_say(markup, "no-list", NULL);
    close_fact(markup);
    open_fact(markup, "fact-coverage", NULL);
    markup_say(markup, "mast-coverage",
               WITH(TEXT_COUNT("items", "count-items", context->ledger.items),
                    TEXT_NUMBER("gaps", context->ledger.gaps)));
    close_fact(markup);
    markup_close(markup, "dl");
}

/* On every view: the school, the day, the level, the expiry, and how much was looked into. */
void page_mast(Markup *markup, const ReportContext *context)
{
    markup_open(markup, "section", "class", "mast wrap", "aria-labelledby", "h-rapport", NULL);
    markup_open(markup, "h1", "id", "h-rapport", NULL);
    markup_open(markup, "span", "lang", "nl", NULL);
    markup_text(markup, context_run(context, "school"));
    markup_close(markup, "span");
    bool named = *context_run(context, "school") != '\0';
    markup_text(markup, named ? ": " : "");
    markup_say(markup, named ? "mast-title" : "mast-title-alone",
               WITH(TEXT_DATE("date", context->options->today)));
    markup_close(markup, "h1");
    add_mast_facts(markup, context);
    if (strcmp(context_run(context, "register-given"), "1") != 0) {
        markup_open(markup, "p", "class", "panel leak", NULL);
        markup_icon(markup, "high");
        markup_text(markup, " ");
        markup_say(markup, "banner-no-register", NULL);
        markup_close(markup, "p");
    }
    if (mask_with_names(context->mask)) {
        markup_open(markup, "p", "class", "panel leak", NULL);
        markup_icon(markup, "high");
        markup_text(markup, " ");
        markup_say(markup, "banner-names", NULL);
        markup_close(markup, "p");
    }
    markup_close(markup, "section");
}

static void add_foot(Markup *markup, const ReportContext *context)
{
    markup_open(markup, "footer", "class", "foot wrap", NULL);
    markup_open(markup, "p", NULL);
    markup_say(markup, "foot-all", NULL);
    markup_text(markup, " · schoolaudit · ");
    markup_say(markup, mask_with_names(context->mask) ? "level-names" : "level-masked", NULL);
    markup_text(markup, " · ");
    markup_say(markup, "foot-keep", NULL);
    markup_text(markup, " ");
    markup_date(markup, context_run(context, "keep-until"));
    markup_close(markup, "p");
    markup_close(markup, "footer");
}

static void *html_begin(const ReportContext *context, Output *const *outputs)
{
    HtmlWriter *writer = g_new0(HtmlWriter, 1);
    writer->context = context;
    writer->markup = markup_new(outputs[0], context->options->language);
    g_string_append(output_buffer(outputs[0]), "<!doctype html>\n");
    return writer;
}

/* Everything before the views. `views_too`: with the navigation over them. */
static void open_page(Markup *markup, const ReportContext *context, bool views_too)
{
    markup_open(markup, "html", "lang", markup_language(markup), NULL);
    page_head(markup, context, true);
    markup_open(markup, "body", "data-run", context_run(context, "run-id"), "data-today",
                context->options->today, NULL);
    markup_part(markup, "symbols.html");
    add_top(markup, views_too);
    page_mast(markup, context);
    markup_open(markup, "main", "id", "inhoud", "tabindex", "-1", NULL);
}

/* Everything after them, and the findings the script draws. */
static uint64_t close_page(Markup *markup, const ReportContext *context, FindingCursor *cursor)
{
    markup_close(markup, "main");
    decisions_dialog(markup);
    add_foot(markup, context);
    data_words(markup, context);
    uint64_t count = data_write(markup, cursor);
    markup_close(markup, "body");
    markup_close(markup, "html");
    markup_free(markup);
    return count;
}

/* Pages that hold the findings after the first DATA_FINDINGS: the list, and nothing else. */
static void add_more_pages(const ReportContext *context, FindingCursor *cursor, uint64_t left)
{
    for (int number = 2; left > 0 && number <= MOST_PAGES; number++) {
        g_autofree char *name = g_strdup_printf("report-%d.html", number);
        Output *output = context_add_output(context, name);
        Markup *markup = markup_new(output, context->options->language);
        g_string_append(output_buffer(output), "<!doctype html>\n");
        open_page(markup, context, false);
        markup_open(markup, "section", "class", "view wrap", "id", "werklijst", "aria-labelledby",
                    "h-werklijst", NULL);
        markup_open(markup, "h2", "id", "h-werklijst", NULL);
        markup_say(markup, "more-title", WITH(TEXT_NUMBER("number", number)));
        markup_close(markup, "h2");
        findings_list(markup, context);
        markup_close(markup, "section");
        uint64_t written = close_page(markup, context, cursor);
        left -= MIN(left, written);
        output_finish(output);
    }
}

static void html_end(void *data)
{
    HtmlWriter *writer = data;
    const ReportContext *context = writer->context;
    uint64_t all = (uint64_t)context_count(context, "SELECT count(*) FROM finding");
    g_autoptr(FindingCursor) cursor = findings_open(context, "1", FINDINGS_BY_RISK, 0);
    open_page(writer->markup, context, true);
    for (size_t i = 0; i < G_N_ELEMENTS(views); i++)
        views[i].write(writer->markup, context);
    uint64_t written = close_page(writer->markup, context, cursor);
    add_more_pages(context, cursor, all - MIN(all, written));
    g_free(writer);
}

const ReportWriter report_html = {
    .name = "html",
    .files = {"report.html", NULL},
    .begin = html_begin,
    .end = html_end,
};
