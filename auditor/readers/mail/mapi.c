/*
 * The values that matter by number; all other texts are metadata, never nothing: contacts and
 * appointments keep their words there.
 */
#include "readers/mail/mapi.h"

#include <string.h>

#include "readers/html/html_text.h"
#include "readers/office/ole_properties.h"
#include "readers/office/rtf_text.h"
#include "readers/text/codepages.h"
#include "readers/text/texts.h"
#include "worker/xml.h"

#define VALUES_MAX 20000U
#define RTF_BYTES_MAX (64U << 20)
#define TEXT_BYTES_MAX 65536U /* of a value among the others */

typedef struct {
    unsigned id, type;
    GByteArray *bytes; /* NULL for a number */
    uint64_t number;
} Value;

struct Mapi {
    GPtrArray *values; /* Value */
    unsigned codepage;
};

static void value_free(gpointer data)
{
    Value *value = data;
    if (value->bytes != NULL) {
        g_byte_array_unref(value->bytes);
    }
    g_free(value);
}

Mapi *mapi_new(void)
{
    Mapi *mapi = g_new0(Mapi, 1);
    mapi->values = g_ptr_array_new_with_free_func(value_free);
    return mapi;
}

void mapi_free(Mapi *mapi)
{
    g_ptr_array_unref(mapi->values);
    g_free(mapi);
}

static Value *add(Mapi *mapi, unsigned id, unsigned type)
{
    Value *value = g_new0(Value, 1);
    value->id = id;
    value->type = type;
    g_ptr_array_add(mapi->values, value);
    return value;
}

void mapi_add_bytes(Mapi *mapi, unsigned id, unsigned type, Slice bytes)
{
    if (mapi->values->len < VALUES_MAX) {
        Value *value = add(mapi, id, type & ~MAPI_TYPE_MANY);
        value->bytes = g_byte_array_sized_new((guint)bytes.length);
        g_byte_array_append(value->bytes, (const guint8 *)bytes.data, (guint)bytes.length);
    }
}

void mapi_add_number(Mapi *mapi, unsigned id, uint64_t number)
{
    if (mapi->values->len < VALUES_MAX) {
        add(mapi, id, MAPI_TYPE_LONG)->number = number;
    }
}

static const Value *find(const Mapi *mapi, unsigned id)
{
    for (guint i = 0; i < mapi->values->len; i++) {
        const Value *value = g_ptr_array_index(mapi->values, i);
        if (value->id == id) {
            return value;
        }
    }
    return NULL;
}

static uint64_t number_of(const Mapi *mapi, unsigned id)
{
    const Value *value = find(mapi, id);
    return value != NULL && value->bytes == NULL ? value->number : 0;
}

void mapi_set_codepage(Mapi *mapi, unsigned codepage)
{
    mapi->codepage = codepage;
}

unsigned mapi_codepage(const Mapi *mapi)
{
    static const unsigned ids[] = {0x3FFD, 0x3FDE};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        uint64_t page = number_of(mapi, ids[i]);
        if (page != 0 && page != 1200 && page < 65536) {
            return (unsigned)page;
        }
    }
    return mapi->codepage != 0 ? mapi->codepage : 1252;
}

static char *value_string(const Mapi *mapi, const Value *value)
{
    if (value == NULL || value->bytes == NULL || value->bytes->len == 0 ||
        (value->type != MAPI_TYPE_STRING && value->type != MAPI_TYPE_WIDE)) {
        return NULL;
    }
    GString *text = g_string_new(NULL);
    if (value->type == MAPI_TYPE_WIDE) {
        utf16_append(text, value->bytes->data, value->bytes->len);
    } else {
        codepage_append(text, (const char *)value->bytes->data, value->bytes->len,
                        mapi_codepage(mapi));
    }
    g_strchomp(text->str);
    char *string = g_string_free(text, FALSE);
    if (*string == '\0') {
        g_clear_pointer(&string, g_free);
    }
    return string;
}

char *mapi_string(const Mapi *mapi, unsigned id)
{
    return value_string(mapi, find(mapi, id));
}

Slice mapi_bytes(const Mapi *mapi, unsigned id)
{
    const Value *value = find(mapi, id);
    if (value == NULL || value->bytes == NULL || value->bytes->data == NULL) {
        return (Slice){"", 0};
    }
    return (Slice){(const char *)value->bytes->data, value->bytes->len};
}

static char *first_string(const Mapi *mapi, const unsigned *ids, size_t count)
{
    char *text = NULL;
    for (size_t i = 0; i < count && text == NULL; i++) {
        text = mapi_string(mapi, ids[i]);
    }
    return text;
}

static char *first_time(const Mapi *mapi, const unsigned *ids, size_t count)
{
    char *time = NULL;
    for (size_t i = 0; i < count && time == NULL; i++) {
        time = ole_filetime(number_of(mapi, ids[i]));
    }
    return time;
}

/* ---- people ---- */

static void put_person(const Mapi *mapi, Sink *sink, uint32_t publication, const char *role,
                       const unsigned names[2], const unsigned addresses[2])
{
    g_autofree char *name = first_string(mapi, names, 2);
    g_autofree char *address = first_string(mapi, addresses, 2);
    if (name == NULL && address == NULL) {
        return;
    }
    sink_put(sink, &(Fact){.kind = FACT_CONTACT,
                           .contact = {.publication = publication,
                                       .platform = "e-mail",
                                       .relation = "participant",
                                       .name = name,
                                       .handle = address}});
    if (address != NULL) {
        sink_text(sink, publication, 0, PLACE_METADATA, role, address, strlen(address));
    }
}

void mapi_recipient_put(const Mapi *mapi, Sink *sink, uint32_t publication)
{
    static const unsigned names[] = {0x3001, 0x5FF6}, addresses[] = {0x39FE, 0x3003};
    static const char *const roles[] = {"to", "to", "cc", "bcc"};
    uint64_t role = number_of(mapi, 0x0C15);
    put_person(mapi, sink, publication, roles[role < 4 ? role : 0], names, addresses);
}

/* ---- texts ---- */

static void put_html(const Mapi *mapi, const GPtrArray *links, Sink *sink, uint32_t publication)
{
    const Value *value = find(mapi, 0x1013);
    uint64_t page = number_of(mapi, 0x3FDE);
    const char *label = page != 0 ? charset_name(codepage_charset((unsigned)page)) : NULL;
    size_t length;
    g_autofree char *utf8 = NULL;
    if (value->type == MAPI_TYPE_BINARY) {
        utf8 =
            html_decode((const char *)value->bytes->data, value->bytes->len, label, &length, NULL);
    } else {
        utf8 = value_string(mapi, value);
    }
    GString *html = g_string_new(utf8);
    for (guint i = 0; links != NULL && i + 1 < links->len; i += 2) {
        g_autofree char *reference = g_strconcat("cid:", g_ptr_array_index(links, i), NULL);
        g_autofree char *name = g_uri_escape_string(g_ptr_array_index(links, i + 1), "/", TRUE);
        g_string_replace(html, reference, name, 0);
    }
    g_autoptr(HtmlText) text = html_text_new();
    html_text_read(text, html->str, html->len);
    html_text_put(text, sink, publication, "html");
    g_string_free(html, TRUE);
}

static void put_rtf(Slice packed, Sink *sink, uint32_t publication)
{
    g_autoptr(GByteArray) rtf = lzfu_unpack(packed, RTF_BYTES_MAX);
    if (rtf == NULL) {
        sink_gap(sink, REASON_CORRUPT, "the message's formatted text cannot be unpacked");
        return;
    }
    if (rtf->len > 0) {
        g_autoptr(RtfText) text = rtf_text_new((Slice){(const char *)rtf->data, rtf->len}, NULL);
        rtf_text_put(text, sink, publication, "rtf");
    }
}

/* Plain text, and the better of both formatted ones. */
static void put_bodies(const Mapi *mapi, const GPtrArray *links, Sink *sink, uint32_t publication)
{
    g_autofree char *plain = mapi_string(mapi, 0x1000);
    if (plain != NULL) {
        sink_text(sink, publication, 0, PLACE_BODY, NULL, plain, strlen(plain));
    }
    if (mapi_bytes(mapi, 0x1013).length > 0) {
        put_html(mapi, links, sink, publication);
    } else if (mapi_bytes(mapi, 0x1009).length > 0) {
        put_rtf(mapi_bytes(mapi, 0x1009), sink, publication);
    }
}

static bool is_told(unsigned id)
{
    static const unsigned told[] = {0x001A, 0x0037, 0x003D, 0x007D, 0x1000, 0x1009, 0x1013, 0x1035,
                                    0x0064, 0x0075, 0x0077, 0x0C1E, 0x3002, 0x300B, 0x6001};
    for (size_t i = 0; i < G_N_ELEMENTS(told); i++) {
        if (told[i] == id) {
            return true;
        }
    }
    return false;
}

static void put_others(const Mapi *mapi, Sink *sink, uint32_t publication)
{
    static const unsigned topics[] = {0x0070, 0x0E1D}; /* mostly the subject without its "RE:" */
    g_autofree char *headers = mapi_string(mapi, 0x007D);
    g_autofree char *subject = mapi_string(mapi, MAPI_SUBJECT);
    if (headers != NULL) {
        sink_text(sink, publication, 0, PLACE_METADATA, "headers", headers, strlen(headers));
    }
    g_autoptr(Texts) texts = texts_new(sink, publication);
    texts_label(texts, "properties");
    for (guint i = 0; i < mapi->values->len; i++) {
        const Value *value = g_ptr_array_index(mapi->values, i);
        g_autofree char *text = is_told(value->id) ? NULL : value_string(mapi, value);
        if (text != NULL && (value->id == topics[0] || value->id == topics[1]) && subject != NULL &&
            strstr(subject, text) != NULL) {
            continue;
        }
        if (text != NULL && strlen(text) <= TEXT_BYTES_MAX) {
            texts_line(texts, PLACE_METADATA, text);
        } else if (text != NULL) {
            texts_line(texts, PLACE_HIDDEN, text);
        }
    }
}

static char *without_brackets(char *id)
{
    if (id != NULL && *id == '<') {
        memmove(id, id + 1, strlen(id));
        id[strcspn(id, ">")] = '\0';
    }
    return id;
}

uint32_t mapi_message_put(const Mapi *mapi, const GPtrArray *links, Sink *sink)
{
    static const unsigned authors[] = {0x0042, 0x0C1A, 0x0065, 0x3FFA};
    static const unsigned times[] = {0x0039, 0x0E06, 0x3007};
    static const unsigned names[] = {0x0C1A, 0x0042}, addresses[] = {0x5D01, 0x0C1F};
    g_autofree char *class = mapi_string(mapi, 0x001A);
    g_autofree char *author = first_string(mapi, authors, G_N_ELEMENTS(authors));
    g_autofree char *subject = mapi_string(mapi, MAPI_SUBJECT);
    g_autofree char *sent = first_time(mapi, times, G_N_ELEMENTS(times));
    g_autofree char *id = without_brackets(mapi_string(mapi, 0x1035));
    bool note = class == NULL || g_str_has_prefix(class, "IPM.Note") ||
                g_str_has_prefix(class, "IPM.Post") || g_str_has_prefix(class, "IPM.Schedule") ||
                g_str_has_prefix(class, "REPORT");
    uint32_t publication = sink_publication(
        sink, &(FactPublication){.kind = note ? KIND_MESSAGE : KIND_DOCUMENT,
                                 .platform = note ? "e-mail" : NULL,
                                 .access = note ? ACCESS_DIRECT : ACCESS_UNKNOWN,
                                 .author = author,
                                 .title = subject,
                                 .native_id = id,
                                 .published = sent,
                                 .published_known = sent != NULL ? KNOWN_METADATA : KNOWN_NOT});
    if (subject != NULL) {
        sink_text(sink, publication, 0, PLACE_TITLE, NULL, subject, strlen(subject));
    }
    if (author != NULL) {
        sink_text(sink, publication, 0, PLACE_AUTHOR, NULL, author, strlen(author));
    }
    put_person(mapi, sink, publication, "from", names, addresses);
    put_bodies(mapi, links, sink, publication);
    put_others(mapi, sink, publication);
    return publication;
}

char *mapi_attachment_name(const Mapi *mapi, unsigned number)
{
    static const unsigned ids[] = {0x3707, 0x3704, 0x3001};
    g_autofree char *name = first_string(mapi, ids, G_N_ELEMENTS(ids));
    if (name != NULL) {
        const char *slash = MAX(strrchr(name, '/'), strrchr(name, '\\'));
        if (slash != NULL && slash[1] != '\0') {
            return g_strdup(slash + 1);
        }
    }
    return name != NULL && strpbrk(name, "/\\") == NULL ? g_steal_pointer(&name)
                                                        : g_strdup_printf("attachment-%u", number);
}
