/*
 * Mails that Outlook for Mac exports (.olm): an archive of XML files, a mail or a few each. Their
 * elements bear the names of its own database (OPFMessageCopySubject); what is of no known one is
 * metadata. The files of attachments lie beside, in the archive.
 */
#include <glib.h>
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/reader.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define MARK "OPFMessageCopy"

typedef enum { SIDE_NONE, SIDE_FROM, SIDE_TO } Side;

typedef struct {
    Sink *sink;
    bool within; /* an email element is open */
    Side side;   /* whose addresses come */
    GString *value, *rest;
    char *subject, *body, *markup, *sent, *received, *author, *address, *id;
    GPtrArray *contacts; /* name, address, and so on */
} Olm;

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    return memmem(head.data, head.length, "<email", 6) &&
                   memmem(head.data, head.length, MARK, strlen(MARK))
               ? 90
               : 0;
}

static const char *attribute(const XmlAttribute *attributes, size_t count, const char *ending)
{
    for (size_t i = 0; i < count; i++) {
        if (g_str_has_suffix(attributes[i].name, ending) && *attributes[i].value)
            return attributes[i].value;
    }
    return NULL;
}

static void take_person(Olm *olm, const XmlAttribute *attributes, size_t count)
{
    const char *name = attribute(attributes, count, "AddressName");
    const char *address = attribute(attributes, count, "AddressAddress");

    if (olm->side == SIDE_FROM && !olm->author && !olm->address) {
        olm->author = g_strdup(name);
        olm->address = g_strdup(address);
    }
    g_ptr_array_add(olm->contacts, g_strdup(name));
    g_ptr_array_add(olm->contacts, g_strdup(address));
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    Olm *olm = user;

    (void)space;
    olm->within = olm->within || strcmp(name, "email") == 0;
    g_string_truncate(olm->value, 0);
    if (strstr(name, "FromAddresses") || strstr(name, "SenderAddress"))
        olm->side = SIDE_FROM;
    else if (g_str_has_suffix(name, "Addresses"))
        olm->side = SIDE_TO;
    if (strcmp(name, "emailAddress") == 0) {
        take_person(olm, attributes, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(olm->rest, "%s: %s\n", attributes[i].name, attributes[i].value);
}

static void on_text(void *user, const char *text, size_t length)
{
    Olm *olm = user;

    g_string_append_len(olm->value, text, (gssize)length);
}

static void put_text(const Olm *olm, uint32_t publication, Place place, const char *label,
                     const char *text)
{
    if (text && *text)
        sink_text(olm->sink, publication, 0, place, label, text, strlen(text));
}

static void put_markup(const Olm *olm, uint32_t publication, const char *markup)
{
    g_autoptr(HtmlText) html = html_text_new();

    if (!markup)
        return;
    html_text_read(html, markup, strlen(markup));
    html_text_put(html, olm->sink, publication, "html");
}

static void put_contacts(const Olm *olm, uint32_t publication)
{
    for (guint i = 0; i + 1 < olm->contacts->len; i += 2) {
        const char *name = g_ptr_array_index(olm->contacts, i);
        const char *address = g_ptr_array_index(olm->contacts, i + 1);

        if (name || address)
            sink_put(olm->sink, &(Fact){.kind = FACT_CONTACT,
                                        .contact = {.publication = publication,
                                                    .platform = "e-mail",
                                                    .relation = "participant",
                                                    .name = name,
                                                    .handle = address}});
    }
}

static void olm_reset(Olm *olm)
{
    char **fields[] = {&olm->subject,  &olm->body,   &olm->markup,  &olm->sent,
                       &olm->received, &olm->author, &olm->address, &olm->id};

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        g_clear_pointer(fields[i], g_free);
    g_ptr_array_set_size(olm->contacts, 0);
    g_string_truncate(olm->rest, 0);
    olm->side = SIDE_NONE;
    olm->within = false;
}

static void put_mail(Olm *olm)
{
    g_autofree char *sent = olm->sent ? date_from_iso(olm->sent, true) : NULL;
    g_autofree char *received = olm->received ? date_from_iso(olm->received, true) : NULL;
    const char *published = sent ? sent : received;
    bool is_markup = olm->body && strchr(olm->body, '<') && strstr(olm->body, "</");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .platform = "e-mail",
                            .access = ACCESS_DIRECT,
                            .author = olm->author ? olm->author : olm->address,
                            .title = olm->subject,
                            .native_id = olm->id,
                            .published = published,
                            .published_known = published ? KNOWN_METADATA : KNOWN_NOT};
    uint32_t publication = sink_publication(olm->sink, &fact);

    put_text(olm, publication, PLACE_TITLE, NULL, olm->subject);
    put_contacts(olm, publication);
    put_markup(olm, publication, olm->markup);
    if (is_markup)
        put_markup(olm, publication, olm->body);
    else
        put_text(olm, publication, PLACE_BODY, NULL, olm->body);
    put_text(olm, publication, PLACE_METADATA, "other fields", olm->rest->str);
    olm_reset(olm);
}

static void on_end(void *user, const char *space, const char *name)
{
    Olm *olm = user;
    const struct {
        const char *name;
        char **field;
    } fields[] = {{"Subject", &olm->subject}, {"Body", &olm->body},
                  {"HTMLBody", &olm->markup}, {"SentTime", &olm->sent},
                  {"MessageID", &olm->id},    {"ReceivedTime", &olm->received}};

    (void)space;
    if (strcmp(name, "email") == 0 && olm->within)
        put_mail(olm);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (g_str_has_prefix(name, MARK) && strcmp(name + strlen(MARK), fields[i].name) == 0 &&
            !*fields[i].field && olm->value->len) {
            *fields[i].field = g_strdup(olm->value->str);
            g_string_truncate(olm->value, 0);
        }
    }
    if (olm->value->str[strspn(olm->value->str, " \t\r\n")])
        g_string_append_printf(olm->rest, "%s: %s\n", name, olm->value->str);
    g_string_truncate(olm->value, 0);
    if (g_str_has_suffix(name, "Addresses") || g_str_has_suffix(name, "SenderAddress"))
        olm->side = SIDE_NONE;
}

static void read_outlook_mac(Input *input, Sink *sink)
{
    static const XmlHandler handler = {.start = on_start, .end = on_end, .text = on_text};
    Olm olm = {.sink = sink,
               .value = g_string_new(NULL),
               .rest = g_string_new(NULL),
               .contacts = g_ptr_array_new_with_free_func(g_free)};
    bool whole = xml_parse_input(input, &handler, &olm);

    if (olm.within || olm.rest->len)
        put_mail(&olm);
    if (!whole)
        sink_gap(sink, REASON_CORRUPT, "XML that is cut off or not well-formed");
    olm_reset(&olm);
    g_ptr_array_unref(olm.contacts);
    g_string_free(olm.value, TRUE);
    g_string_free(olm.rest, TRUE);
}

const Reader reader_outlook_mac = {"outlook_mac", bid, read_outlook_mac};
