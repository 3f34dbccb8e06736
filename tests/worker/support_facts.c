/* Facts as text, for the readers' tests. */
#include "support_facts.h"

#include <check.h>
#include <glib.h>
#include <string.h>

#include "worker/input.h"
#include "worker/sink.h"

static void field(GString *log, const char *name, const char *value)
{
    if (value != NULL) {
        g_string_append_printf(log, " %s=%s", name, value);
    }
}

static void log_publication(GString *log, const FactPublication *p)
{
    g_string_append_printf(log, "publication %u %s %s", p->number, publication_kind_id(p->kind),
                           publication_status_id(p->status));
    if (p->in_reply_to != 0) {
        g_string_append_printf(log, " reply-to=%u", p->in_reply_to);
    }
    field(log, "platform", p->platform);
    field(log, "published", p->published);
    field(log, "known", p->published_known != KNOWN_NOT ? known_id(p->published_known) : NULL);
    field(log, "updated", p->updated);
    field(log, "id", p->native_id);
    field(log, "url", p->url);
    field(log, "author", p->author);
    field(log, "title", p->title);
    field(log, "access", p->access != ACCESS_UNKNOWN ? access_id(p->access) : NULL);
    field(log, "announces", p->announces);
}

static void log_fact(void *user, const Fact *fact)
{
    GString *log = user;
    switch (fact->kind) {
    case FACT_PUBLICATION:
        log_publication(log, &fact->publication);
        break;
    case FACT_TEXT:
        g_string_append_printf(log, "text p%u m%u %s [%s] ", fact->text.publication,
                               fact->text.medium, place_id(fact->text.place),
                               fact->text.label != NULL ? fact->text.label : "");
        g_string_append_len(log, fact->text.text, (gssize)fact->text.length);
        break;
    case FACT_MEDIUM:
        g_string_append_printf(log, "medium p%u m%u %s %s", fact->medium.publication,
                               fact->medium.number, fact->medium.role, fact->medium.uri);
        field(log, "taken", fact->medium.taken);
        break;
    case FACT_PERSON_TAG:
        g_string_append_printf(log, "tag p%u m%u %s %s", fact->person_tag.publication,
                               fact->person_tag.medium, fact->person_tag.dialect,
                               fact->person_tag.name);
        if (fact->person_tag.has_box) {
            g_string_append_printf(log, " %.3f,%.3f,%.3f,%.3f", fact->person_tag.x,
                                   fact->person_tag.y, fact->person_tag.width,
                                   fact->person_tag.height);
        }
        break;
    case FACT_PICTURE:
        g_string_append_printf(log, "picture %s %ux%u orientation=%u", fact->picture.format,
                               fact->picture.width, fact->picture.height,
                               fact->picture.orientation);
        break;
    case FACT_PROPERTY:
        g_string_append_printf(log, "property p%u m%u %s %s=%s", fact->property.publication,
                               fact->property.medium, fact->property.block, fact->property.key,
                               fact->property.value);
        break;
    case FACT_CONTACT:
        g_string_append_printf(log, "contact %s", fact->contact.relation);
        field(log, "name", fact->contact.name);
        field(log, "handle", fact->contact.handle);
        field(log, "since", fact->contact.since);
        break;
    case FACT_ACCOUNT:
        g_string_append_printf(log, "account %s", fact->account.platform);
        field(log, "handle", fact->account.handle);
        field(log, "name", fact->account.name);
        break;
    case FACT_GAP:
        g_string_append_printf(log, "gap %s", reason_id((Reason)fact->gap.reason));
        break;
    case FACT_LOCATION:
        g_string_append_printf(log, "location %s %s", fact->location.how, fact->location.url);
        break;
    default:
        g_string_append_printf(log, "fact %d", fact->kind);
    }
    g_string_append(log, "\n");
}

static void log_leaf(void *user, const char *name, const char *type, const char *location,
                     const void *data, size_t length)
{
    (void)data;
    g_string_append_printf(user, "leaf %s %s %zu", name, type != NULL ? type : "", length);
    field(user, "from", location);
    g_string_append(user, "\n");
}

char *facts_of(const Reader *reader, const char *path, const char *type, const void *data,
               size_t length)
{
    GString *log = g_string_new("\n");
    g_autoptr(Input) input = input_new_memory(path, type, data, length);
    g_autoptr(Sink) sink = sink_new(&(SinkCallbacks){log_fact, log_leaf, NULL}, log);
    reader->read(input, sink);
    return g_string_free(log, FALSE);
}

int bid_of(const Reader *reader, const char *path, const char *type, const void *data,
           size_t length)
{
    g_autoptr(Input) input = input_new_memory(path, type, data, length);
    return reader->bid(input);
}

void assert_has(const char *facts, const char *wanted)
{
    ck_assert_msg(strstr(facts, wanted) != NULL, "wanted: %s\nhave: %.3000s", wanted, facts);
}

void assert_has_not(const char *facts, const char *unwanted)
{
    ck_assert_msg(strstr(facts, unwanted) == NULL, "not wanted: %s\nhave: %.3000s", unwanted,
                  facts);
}
