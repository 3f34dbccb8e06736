/*
 * The worker's only door to libxml2: SAX events for HTML and XML out of bytes that were decoded
 * (charset.c) and cleaned (markup.h) before. No tree, no entity, no DTD, no file is ever opened.
 */
#include "worker/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

#include "worker/charset.h"
#include "worker/markup.h"

#define PIECE_BYTES (256U * 1024U)
#define HTML_OPTIONS                                                                               \
    (HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |           \
     HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE)
#define XML_OPTIONS                                                                                \
    (XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |               \
     XML_PARSE_IGNORE_ENC)

typedef struct {
    const XmlHandler *handler;
    void *user;
    size_t depth; /* XML: below our own root element */
    GString *values;
} Events;

const char *xml_value(const XmlAttribute *attributes, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(attributes[i].name, name) == 0) {
            return attributes[i].value;
        }
    }
    return NULL;
}

void xml_warm_up(void)
{
    xmlInitParser();
    charset_warm_up();
}

/* ---- decoding ---- */

static char *decode_whole(const Charset *charset, const char *data, size_t length, size_t *decoded,
                          const char **name)
{
    g_autoptr(Decoder) decoder = decoder_new(charset);
    GString *out = g_string_sized_new(length + length / 8 + 16);
    decoder_feed(decoder, data, length, true, out);
    if (name != NULL) {
        *name = charset_name(charset);
    }
    *decoded = out->len;
    return g_string_free(out, FALSE);
}

char *html_decode(const char *data, size_t length, const char *label, size_t *decoded_length,
                  const char **name)
{
    const Charset *charset = charset_of_html(data, length, label);
    return decode_whole(charset, data, length, decoded_length, name);
}

char *text_decode(const char *data, size_t length, const char *label, size_t *decoded_length,
                  const char **name)
{
    const Charset *charset = charset_of_text(data, length, label);
    char *text = decode_whole(charset, data, length, decoded_length, name);
    for (char *zero = text; (zero = memchr(zero, '\0', (size_t)(text + *decoded_length - zero)));) {
        *zero = ' '; /* what follows would be lost to everything that takes C strings */
    }
    return text;
}

/* ---- HTML ---- */

static void html_start(void *context, const xmlChar *name, const xmlChar **pairs)
{
    Events *events = context;
    if (events->handler->start == NULL) {
        return;
    }
    XmlAttribute attributes[MARKUP_ATTRIBUTES_MAX];
    size_t count = 0;
    for (; pairs != NULL && pairs[0] != NULL && count < G_N_ELEMENTS(attributes); pairs += 2) {
        attributes[count++] = (XmlAttribute){
            .space = "",
            .name = (const char *)pairs[0],
            .value = pairs[1] != NULL ? (const char *)pairs[1] : "",
        };
    }
    events->handler->start(events->user, "", (const char *)name, attributes, count);
}

static void html_end(void *context, const xmlChar *name)
{
    Events *events = context;
    if (events->handler->end != NULL) {
        events->handler->end(events->user, "", (const char *)name);
    }
}

static void any_text(void *context, const xmlChar *text, int length)
{
    Events *events = context;
    if (events->depth == 1 && strspn((const char *)text, " \t\r\n") >= (size_t)length) {
        return; /* white space around the document's own root */
    }
    if (events->handler->text != NULL && length > 0) {
        events->handler->text(events->user, (const char *)text, (size_t)length);
    }
}

static void any_comment(void *context, const xmlChar *text)
{
    Events *events = context;
    if (events->handler->comment != NULL) {
        events->handler->comment(events->user, (const char *)text, strlen((const char *)text));
    }
}

void html_parse(const char *utf8, size_t length, const XmlHandler *handler, void *user)
{
    GString *clean = html_clean(utf8, length);
    Events events = {.handler = handler, .user = user};
    htmlParserCtxtPtr context = htmlNewParserCtxt();
    g_assert(context != NULL);
    memset(context->sax, 0, sizeof(*context->sax));
    context->sax->startElement = html_start;
    context->sax->endElement = html_end;
    context->sax->characters = any_text;
    context->sax->cdataBlock = any_text;
    context->sax->ignorableWhitespace = any_text;
    context->sax->comment = any_comment;
    context->userData = &events;
    if (clean->len > 0 && clean->len < G_MAXINT) {
        htmlCtxtUseOptions(context, HTML_OPTIONS);
        xmlDocPtr document =
            htmlCtxtReadMemory(context, clean->str, (int)clean->len, NULL, "UTF-8", HTML_OPTIONS);
        xmlFreeDoc(document);
    }
    htmlFreeParserCtxt(context);
    g_string_free(clean, TRUE);
}

/* ---- XML ---- */

/* libxml2 gives "&" in attributes as "&#38;" when it may not resolve entities. */
static void append_value(GString *values, const char *value, size_t length)
{
    const char *end = value + length;
    for (const char *found; (found = memmem(value, (size_t)(end - value), "&#38;", 5)) != NULL;) {
        g_string_append_len(values, value, found + 1 - value);
        value = found + 5;
    }
    g_string_append_len(values, value, end - value);
    g_string_append_c(values, '\0');
}

static void xml_start(void *context, const xmlChar *name, const xmlChar *prefix,
                      const xmlChar *space, int spaces, const xmlChar **pairs, int count,
                      int defaulted, const xmlChar **raw)
{
    (void)prefix, (void)spaces, (void)pairs, (void)defaulted;
    Events *events = context;
    if (events->depth++ == 0 || events->handler->start == NULL) {
        return;
    }
    XmlAttribute attributes[MARKUP_ATTRIBUTES_MAX + 1];
    size_t offsets[MARKUP_ATTRIBUTES_MAX + 1], used = 0;
    g_string_truncate(events->values, 0);
    for (int i = 0; i < count && used < G_N_ELEMENTS(attributes); i++, raw += 5) {
        attributes[used] = (XmlAttribute){
            .space = raw[2] != NULL ? (const char *)raw[2] : "",
            .name = (const char *)raw[0],
        };
        offsets[used++] = events->values->len;
        append_value(events->values, (const char *)raw[3], (size_t)(raw[4] - raw[3]));
    }
    for (size_t i = 0; i < used; i++) {
        attributes[i].value = events->values->str + offsets[i];
    }
    events->handler->start(events->user, space != NULL ? (const char *)space : "",
                           (const char *)name, attributes, used);
}

static void xml_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    (void)prefix;
    Events *events = context;
    if (--events->depth > 0 && events->handler->end != NULL) {
        events->handler->end(events->user, space != NULL ? (const char *)space : "",
                             (const char *)name);
    }
}

typedef struct {
    Events events;
    xmlParserCtxtPtr context;
    Decoder *decoder;
    XmlCleaner *cleaner;
    GString *raw;     /* bytes not yet decoded */
    GString *decoded; /* text not yet cleaned */
    GString *clean;   /* markup not yet parsed */
} Pipe;

static void pipe_init(Pipe *pipe, const Charset *charset, const XmlHandler *handler, void *user)
{
    *pipe = (Pipe){.events = {.handler = handler, .user = user}};
    pipe->events.values = g_string_new(NULL);
    pipe->decoder = decoder_new(charset);
    pipe->cleaner = xml_cleaner_new();
    pipe->raw = g_string_new(NULL);
    pipe->decoded = g_string_new(NULL);
    pipe->clean = g_string_new(NULL);
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = xml_start,
                         .endElementNs = xml_end,
                         .characters = any_text,
                         .cdataBlock = any_text,
                         .ignorableWhitespace = any_text,
                         .comment = any_comment};
    pipe->context = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
    g_assert(pipe->context != NULL);
    pipe->context->userData = &pipe->events;
    xmlCtxtUseOptions(pipe->context, XML_OPTIONS);
}

static void pipe_clear(Pipe *pipe)
{
    xmlFreeParserCtxt(pipe->context);
    decoder_free(pipe->decoder);
    xml_cleaner_free(pipe->cleaner);
    g_string_free(pipe->events.values, TRUE);
    g_string_free(pipe->raw, TRUE);
    g_string_free(pipe->decoded, TRUE);
    g_string_free(pipe->clean, TRUE);
}

static void pipe_feed(Pipe *pipe, const char *data, size_t length, bool last)
{
    g_string_append_len(pipe->raw, data, (gssize)length);
    size_t took = decoder_feed(pipe->decoder, pipe->raw->str, pipe->raw->len, last, pipe->decoded);
    g_string_erase(pipe->raw, 0, (gssize)took);
    took =
        xml_cleaner_feed(pipe->cleaner, pipe->decoded->str, pipe->decoded->len, last, pipe->clean);
    g_string_erase(pipe->decoded, 0, (gssize)took);
    xmlParseChunk(pipe->context, pipe->clean->str, (int)pipe->clean->len, last);
    g_string_truncate(pipe->clean, 0);
}

/* The parser gave up when our own root element was not seen to its end. */
static bool pipe_is_whole(const Pipe *pipe)
{
    return !xml_cleaner_is_broken(pipe->cleaner) && pipe->events.depth == 0;
}

bool xml_parse(const char *data, size_t length, const XmlHandler *handler, void *user)
{
    Pipe pipe;
    pipe_init(&pipe, charset_of_xml(data, length), handler, user);
    for (size_t i = 0; i < length || i == 0; i += PIECE_BYTES) {
        size_t piece = MIN(length - i, PIECE_BYTES);
        pipe_feed(&pipe, data + i, piece, i + piece == length);
    }
    bool whole = pipe_is_whole(&pipe);
    pipe_clear(&pipe);
    return whole;
}

bool xml_parse_input(Input *input, const XmlHandler *handler, void *user)
{
    Slice head = input_head(input);
    Pipe pipe;
    pipe_init(&pipe, charset_of_xml(head.data, head.length), handler, user);
    g_autofree char *buffer = g_malloc(PIECE_BYTES);
    uint64_t offset = 0;
    size_t piece;
    do {
        piece = input_read_at(input, offset, buffer, PIECE_BYTES);
        offset += piece;
        pipe_feed(&pipe, buffer, piece, piece == 0);
    } while (piece > 0);
    bool whole = pipe_is_whole(&pipe);
    pipe_clear(&pipe);
    return whole;
}
