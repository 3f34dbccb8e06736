/*
 * Helpers of the worker's suites: a sink that writes facts down as lines of text.
 */
#include "support.h"

#include <check.h>
#include <glib.h>
#include <string.h>

#include "worker/input.h"
#include "worker/sink.h"

static void log_string(GString *log, const char *name, const char *value)
{
    if (value)
        g_string_append_printf(log, " %s=%s", name, value);
}

static void log_publication(GString *log, const FactPublication *publication)
{
    g_string_append_printf(log, "publication %u %s", publication->number,
                           publication_kind_id(publication->kind));
    if (*access_id(publication->access))
        g_string_append_printf(log, " %s", access_id(publication->access));
    if (publication->status != STATUS_PUBLISHED)
        g_string_append_printf(log, " %s", publication_status_id(publication->status));
    if (publication->published)
        g_string_append_printf(log, " %s", publication->published);
    log_string(log, "platform", publication->platform);
    log_string(log, "author", publication->author);
    log_string(log, "title", publication->title);
    log_string(log, "url", publication->url);
    log_string(log, "id", publication->native_id);
    log_string(log, "updated", publication->updated);
    log_string(log, "announces", publication->announces);
    if (publication->in_reply_to)
        g_string_append_printf(log, " reply=%u", publication->in_reply_to);
}

static void log_text(GString *log, const FactText *text)
{
    g_string_append_printf(log, "text p%u m%u %s [%s] ", text->publication, text->medium,
                           place_id(text->place), text->label ? text->label : "");
    for (size_t i = 0; i < text->length; i++) {
        if (text->text[i] == '\n')
            g_string_append(log, "\\n");
        else
            g_string_append_c(log, text->text[i]);
    }
}

static void log_tag(GString *log, const FactPersonTag *tag)
{
    g_string_append_printf(log, "tag p%u m%u %s %s", tag->publication, tag->medium, tag->dialect,
                           tag->name);
    if (tag->has_box)
        g_string_append_printf(log, " box=%.3f,%.3f,%.3f,%.3f", tag->x, tag->y, tag->width,
                               tag->height);
}

static void log_rest(GString *log, const Fact *fact)
{
    switch (fact->kind) {
    case FACT_PICTURE:
        g_string_append_printf(log, "picture %ux%u %u %s", fact->picture.width,
                               fact->picture.height, fact->picture.orientation,
                               fact->picture.format);
        break;
    case FACT_CONTACT:
        g_string_append_printf(log, "contact p%u %s %s", fact->contact.publication,
                               fact->contact.relation, fact->contact.name);
        log_string(log, "handle", fact->contact.handle);
        log_string(log, "since", fact->contact.since);
        break;
    case FACT_ACCOUNT:
        g_string_append_printf(log, "account %s", fact->account.platform);
        log_string(log, "handle", fact->account.handle);
        log_string(log, "name", fact->account.name);
        break;
    case FACT_GAP:
        g_string_append_printf(log, "gap %s", reason_id(fact->gap.reason));
        break;
    case FACT_LOCATION:
        g_string_append_printf(log, "location %s %s", fact->location.url, fact->location.how);
        break;
    default:
        ck_abort_msg("a fact of kind %d", (int)fact->kind);
    }
}

static void log_fact(void *user, const Fact *fact)
{
    GString *log = user;

    switch (fact->kind) {
    case FACT_PUBLICATION:
        log_publication(log, &fact->publication);
        break;
    case FACT_TEXT:
        log_text(log, &fact->text);
        break;
    case FACT_MEDIUM:
        g_string_append_printf(log, "medium p%u %u %s", fact->medium.publication,
                               fact->medium.number, fact->medium.role);
        log_string(log, "uri", fact->medium.uri);
        log_string(log, "taken", fact->medium.taken);
        break;
    case FACT_PERSON_TAG:
        log_tag(log, &fact->person_tag);
        break;
    case FACT_PROPERTY:
        g_string_append_printf(log, "property p%u m%u %s %s %s", fact->property.publication,
                               fact->property.medium, fact->property.block, fact->property.key,
                               fact->property.value);
        break;
    default:
        log_rest(log, fact);
    }
    g_string_append_c(log, '\n');
}

static void log_leaf(void *user, const char *name, const char *declared_type, const void *data,
                     size_t length)
{
    (void)data;
    g_string_append_printf(user, "leaf %s %s %zu\n", name, declared_type ? declared_type : "",
                           length);
}

char *facts_of(const Reader *reader, const char *path, const char *type, const void *data,
               size_t length)
{
    static const SinkCallbacks callbacks = {log_fact, log_leaf};
    GString *log = g_string_new(NULL);
    g_autoptr(Input) input = input_new_memory(path, type, data, length);
    g_autoptr(Sink) sink = sink_new(&callbacks, log);

    reader->read(input, sink);
    return g_string_free(log, FALSE);
}

void assert_fact(const char *facts, const char *wanted)
{
    ck_assert_msg(strstr(facts, wanted) != NULL, "wanted\n  %s\nin\n%.3000s", wanted, facts);
}

void assert_no_fact(const char *facts, const char *unwanted)
{
    ck_assert_msg(strstr(facts, unwanted) == NULL, "unwanted\n  %s\nin\n%.3000s", unwanted, facts);
}
