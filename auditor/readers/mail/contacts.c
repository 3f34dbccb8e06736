/*
 * Address cards (vCard 2.1 to 4.0, .vcf): each card is a publication about one person; its photo
 * becomes an item that the name describes.
 */
#include <string.h>

#include "readers/mail/content_lines.h"
#include "readers/reader.h"
#include "readers/text/texts.h"

#define CONTACTS_BYTES_MAX (64U << 20)

typedef struct {
    Sink *sink;
    GPtrArray *lines; /* ContentLine of the present card */
    unsigned pictures;
    bool open;
} Contacts;

static void line_free(gpointer data)
{
    content_line_clear(data);
    g_free(data);
}

static char *text_of(const GPtrArray *lines, const char *name)
{
    for (guint i = 0; i < lines->len; i++) {
        const ContentLine *line = g_ptr_array_index(lines, i);
        if (strcmp(line->name, name) == 0 && *line->value != '\0') {
            return content_unescape(line->value);
        }
    }
    return NULL;
}

/* "Vries;Sanne;;;" as it is spoken: what comes before, first, further and last name. */
static char *spoken_name(const GPtrArray *lines)
{
    static const guint order[] = {3, 1, 2, 0, 4};
    GString *name = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
        const ContentLine *line = g_ptr_array_index(lines, i);
        if (strcmp(line->name, "N") != 0) {
            continue;
        }
        g_auto(GStrv) parts = content_parts(line->value);
        guint count = g_strv_length(parts);
        for (size_t k = 0; k < G_N_ELEMENTS(order); k++) {
            if (order[k] < count && *parts[order[k]] != '\0') {
                g_string_append_printf(name, "%s%s", name->len > 0 ? " " : "", parts[order[k]]);
            }
        }
        break;
    }
    return g_string_free(name, FALSE);
}

static void put_picture(Contacts *contacts, const ContentLine *line, const char *name,
                        uint32_t publication)
{
    g_autofree char *type = content_line_parameter(line, "TYPE");
    g_autofree char *lower = g_ascii_strdown(type != NULL ? type : "bin", -1);
    bool plain = strspn(lower, "abcdefghijklmnopqrstuvwxyz") == strlen(lower);
    g_autofree char *file =
        g_strdup_printf("picture-%u.%s", ++contacts->pictures, plain ? lower : "bin");
    const char *uri = line->binary != NULL ? file : line->value;
    if (line->binary != NULL) {
        sink_leaf(contacts->sink, file, NULL, line->binary->data, line->binary->len);
    }
    uint32_t medium = sink_medium(
        contacts->sink, &(FactMedium){.publication = publication, .role = "image", .uri = uri});
    if (name != NULL) {
        sink_text(contacts->sink, publication, medium, PLACE_ALT, NULL, name, strlen(name));
    }
}

static void put_line(const ContentLine *line, Texts *texts)
{
    static const char *const silent[] = {"VERSION", "PRODID", "REV",     "UID",        "FN",
                                         "BEGIN",   "END",    "X-ABUID", "X-ABSHOWAS", NULL};
    g_auto(GStrv) parts = content_parts(line->value);
    GString *text = g_string_new(NULL);
    for (size_t i = 0; parts[i] != NULL; i++) {
        if (*parts[i] != '\0') {
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
        }
    }
    if (strcmp(line->name, "URL") == 0) {
        texts_url(texts, line->value);
    } else if (!g_strv_contains(silent, line->name)) {
        texts_line(texts, PLACE_BODY, text->str);
    }
    g_string_free(text, TRUE);
}

static void put_card(Contacts *contacts)
{
    g_autofree char *spoken = spoken_name(contacts->lines);
    g_autofree char *shown = text_of(contacts->lines, "FN");
    g_autofree char *address = text_of(contacts->lines, "EMAIL");
    g_autofree char *revised = text_of(contacts->lines, "REV");
    g_autofree char *changed = revised != NULL ? content_time(revised) : NULL;
    const char *name = shown != NULL ? shown : *spoken != '\0' ? spoken : NULL;
    uint32_t publication = sink_publication(
        contacts->sink,
        &(FactPublication){.kind = KIND_DOCUMENT,
                           .title = name,
                           .published = changed,
                           .published_known = changed != NULL ? KNOWN_METADATA : KNOWN_NOT});
    g_autoptr(Texts) texts = texts_new(contacts->sink, publication);
    sink_put(contacts->sink, &(Fact){.kind = FACT_CONTACT,
                                     .contact = {.publication = publication,
                                                 .platform = "address book",
                                                 .relation = "friend",
                                                 .name = name,
                                                 .handle = address}});
    texts_line(texts, PLACE_TITLE, name);
    if (g_strcmp0(name, spoken) != 0) {
        texts_line(texts, PLACE_TITLE, spoken);
    }
    for (guint i = 0; i < contacts->lines->len; i++) {
        const ContentLine *line = g_ptr_array_index(contacts->lines, i);
        if (strcmp(line->name, "PHOTO") == 0 || strcmp(line->name, "LOGO") == 0) {
            put_picture(contacts, line, name, publication);
        } else {
            put_line(line, texts);
        }
    }
    g_ptr_array_set_size(contacts->lines, 0);
}

/* A card within a card (vCard 2.1, AGENT) is one of its own. */
static void take_line(Contacts *contacts, ContentLine *line)
{
    bool card = g_ascii_strcasecmp(line->value, "VCARD") == 0;
    if (card && strcmp(line->name, "BEGIN") == 0) {
        if (contacts->open) {
            put_card(contacts);
        }
        contacts->open = true;
    } else if (card && strcmp(line->name, "END") == 0) {
        if (contacts->open || contacts->lines->len > 0) {
            put_card(contacts);
        }
        contacts->open = false;
    } else {
        ContentLine *copy = g_new(ContentLine, 1);
        *copy = *line;
        memset(line, 0, sizeof *line);
        g_ptr_array_add(contacts->lines, copy);
    }
    content_line_clear(line);
}

static int contacts_bid(const Input *input)
{
    Slice head = input_text_head(input);
    size_t at = 0;
    while (at < head.length && at < 512 && g_ascii_isspace(head.data[at])) {
        at++;
    }
    return head.length - at >= 11 && g_ascii_strncasecmp(head.data + at, "BEGIN:VCARD", 11) == 0
               ? 66
               : 0;
}

static void contacts_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, CONTACTS_BYTES_MAX);
    g_autoptr(ContentLines) lines = content_lines_new(whole);
    Contacts contacts = {.sink = sink, .lines = g_ptr_array_new_with_free_func(line_free)};
    ContentLine line;
    while (content_lines_next(lines, &line)) {
        take_line(&contacts, &line);
    }
    if (contacts.lines->len > 0) {
        bool open = contacts.open;
        put_card(&contacts);
        if (open) {
            sink_gap(sink, REASON_TRUNCATED, "a card has no end");
        }
    }
    g_ptr_array_unref(contacts.lines);
}

const Reader reader_contacts = {.name = "contacts", .bid = contacts_bid, .read = contacts_read};
