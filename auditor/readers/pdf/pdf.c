/*
 * PDF documents through poppler: the text of each page, notes, form fields, links, bookmarks,
 * attachments, and what the file says of itself. Beside this file pdf_drawn.c, pdf_earlier.c and
 * pdf_ink.c call poppler_*. A page that is a picture without text is a scan, counted as a gap.
 */
#include "readers/pdf/pdf.h"

#include <poppler.h>
#include <string.h>

#include "readers/office/properties.h"
#include "readers/pdf/pdf_bytes.h"
#include "readers/pdf/pdf_damage.h"
#include "readers/pdf/pdf_drawn.h"
#include "readers/pdf/pdf_earlier.h"
#include "readers/pdf/pdf_ink.h"
#include "readers/pdf/pdf_letters.h"
#include "readers/pdf/pdf_lines.h"
#include "readers/pdf/pdf_mend.h"
#include "readers/pdf/pdf_pictures.h"
#include "readers/pdf/pdf_slanted.h"
#include "readers/reader.h"
#include "readers/text/texts.h"
#include "worker/xml.h"

#define PDF_BYTES_MAX (256U << 20)
#define ATTACHMENT_BYTES_MAX (128U << 20)
#define SCAN_CHARACTERS 20 /* fewer on a page that is a picture: there is no text layer */
#define SCAN_SHARE 0.3     /* of the page that a picture covers */
#define BOOKMARK_DEPTH 32
#define STRUCTURE_DEPTH 100
#define STRUCTURE_PARTS 200000U
#define HEAD_BYTES 1024U /* of other bytes that may stand before the header */

typedef struct {
    PopplerDocument *document;
    Texts *texts;
    Sink *sink;
    unsigned pages, scans, broken, attachments, parts;
    PdfLetters letters;
} Pdf;

static int pdf_bid(const Input *input)
{
    Slice head = input_head(input);
    if (strcmp(input_type(input), "application/pdf") == 0) {
        return 60;
    }
    bool text = g_str_has_prefix(input_type(input), "text/") &&
                strcmp(input_type(input), "text/plain") != 0;
    return !text && memmem(head.data, MIN(head.length, HEAD_BYTES), "\n%PDF-1.", 8) != NULL ? 40
                                                                                            : 0;
}

/* A page with one word. What needs a file later (character maps of East Asian fonts that are not in
 * the document) is not there. */
void pdf_warm_up(void)
{
    static const char page[] =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources"
        "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        "4 0 obj<</Length 31>>stream\nBT /F 9 Tf 9 9 Td (warm) Tj ET \nendstream endobj\n"
        "trailer<</Root 1 0 R>>\n";
    /* Strings outside of pages go through these; an opened converter stays loaded. */
    static const char *const charsets[] = {"ISO-8859-1", "UTF-16BE", "UTF-16LE", "UTF-16"};
    static GIConv kept[G_N_ELEMENTS(charsets)];
    if (kept[0] != NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++)
        kept[i] = g_iconv_open("UTF-8", charsets[i]);
    g_autoptr(GBytes) bytes = g_bytes_new_static(page, sizeof page - 1);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    PopplerPage *first = document != NULL ? poppler_document_get_page(document, 0) : NULL;
    if (first != NULL) {
        g_free(poppler_page_get_text(first));
        poppler_page_free_image_mapping(poppler_page_get_image_mapping(first));
        poppler_page_free_annot_mapping(poppler_page_get_annot_mapping(first));
    }
    g_clear_object(&first);
    g_clear_object(&document);
}

/* ---- text of a page ---- */

static bool is_particle(const char *word, size_t length)
{
    static const char *const particles[] = {"de",  "den", "der", "het", "van", "ten", "ter",
                                            "tot", "te",  "el",  "al",  "en",  "of",  "bin",
                                            "ben", "op",  "in",  "aan", "von", "da",  "la"};
    for (size_t i = 0; i < G_N_ELEMENTS(particles); i++) {
        if (strlen(particles[i]) == length && memcmp(word, particles[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the line end at `at` parts a word: "Groene-\nveld" is one, "Smit-\nBakker" and
 * "Jansen-\nde Vries" keep their hyphen. */
static bool parts_word(const char *text, const char *at)
{
    const char *next = at + 1;
    size_t length = strcspn(next, " \t\n.,;:!?)");
    return at - text >= 2 && at[-1] == '-' && (g_ascii_isalpha(at[-2]) || (at[-2] & 0x80)) &&
           g_unichar_islower(g_utf8_get_char(next)) && !is_particle(next, length);
}

static void add_page_text(Pdf *pdf, const char *text)
{
    GString *joined = g_string_sized_new(strlen(text));
    bool owing = false; /* a line end, behind the word that was put together */
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\n' && parts_word(text, at)) {
            g_string_truncate(joined, joined->len - 1);
            owing = true;
        } else if (owing && (*at == ' ' || *at == '\n')) {
            g_string_append_c(joined, '\n');
            owing = false;
        } else {
            g_string_append_c(joined, *at == '\f' ? '\n' : *at);
        }
    }
    texts_line(pdf->texts, PLACE_BODY, joined->str);
    g_string_free(joined, TRUE);
}

/* Characters that a person could read; fonts without a map give private or broken ones. */
static unsigned count_readable(const char *text)
{
    unsigned count = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        count += g_unichar_isgraph(c) && c != 0xFFFD && !(c >= 0xE000 && c <= 0xF8FF);
    }
    return count;
}

static bool is_picture(PopplerPage *page)
{
    double width, height, covered = 0;
    poppler_page_get_size(page, &width, &height);
    GList *images = poppler_page_get_image_mapping(page);
    for (GList *at = images; at != NULL; at = at->next) {
        const PopplerRectangle *area = &((PopplerImageMapping *)at->data)->area;
        covered += ABS(area->x2 - area->x1) * ABS(area->y2 - area->y1);
    }
    poppler_page_free_image_mapping(images);
    return covered > SCAN_SHARE * width * height;
}

/* What the places of the characters tell beside their order. True: the text as it comes is none,
 * but the numbers of shapes. */
static bool read_places(Pdf *pdf, const PdfCharacters *characters)
{
    g_autofree char *rows = pdf_rows(characters);
    g_autofree char *spaced = pdf_spaced(characters);
    g_autofree char *slanted = pdf_slanted(characters);
    g_autofree char *shifted = pdf_shifted(characters);
    texts_line(pdf->texts, PLACE_BODY, rows);
    texts_line(pdf->texts, PLACE_BODY, spaced);
    texts_line(pdf->texts, PLACE_BODY, slanted);
    texts_line(pdf->texts, PLACE_BODY, shifted);
    return shifted != NULL;
}

static PdfBox *page_boxes(PopplerPage *page, guint *count)
{
    PopplerRectangle *given = NULL;
    if (!poppler_page_get_text_layout(page, &given, count)) {
        *count = 0;
    }
    PdfBox *boxes = g_new(PdfBox, *count);
    for (guint i = 0; i < *count; i++) {
        boxes[i] = (PdfBox){given[i].x1, given[i].y1, given[i].x2, given[i].y2};
    }
    g_free(given);
    return boxes;
}

static void read_text(Pdf *pdf, PopplerPage *page)
{
    g_autofree char *raw = poppler_page_get_text(page);
    g_autofree char *valid = g_utf8_make_valid(raw != NULL ? raw : "", -1);
    guint count = 0;
    g_autofree PdfBox *boxes = page_boxes(page, &count);
    if (g_utf8_strlen(valid, -1) != (glong)count) {
        pdf_drop_marks(valid);
    }
    if (g_utf8_strlen(valid, -1) != (glong)count) {
        count = 0; /* nobody knows which box is whose */
    }
    const PdfCharacters characters = {valid, boxes, count};
    g_autofree char *text = pdf_cells(&characters);
    unsigned readable = count_readable(text);
    glong all = g_utf8_strlen(text, -1);
    add_page_text(pdf, text);
    bool unread = read_places(pdf, &characters);
    /* Only where nothing is text: to draw letters the library looks for fonts on this machine. */
    bool drawn = all == 0 && pdf_page_has_ink(page);
    if (unread || drawn ||
        (readable < SCAN_CHARACTERS ? is_picture(page) || all >= 2 * SCAN_CHARACTERS
                                    : (glong)readable * 4 < all) ||
        pdf_letters_missing(&pdf->letters, page, text)) {
        pdf->scans++;
    }
}

/* ---- what lies on a page ---- */

static gboolean take_bytes(const gchar *data, gsize length, gpointer user, GError **error)
{
    GByteArray *bytes = user;
    if (length > ATTACHMENT_BYTES_MAX - bytes->len) {
        g_set_error_literal(error, POPPLER_ERROR, POPPLER_ERROR_INVALID, "attachment too large");
        return FALSE;
    }
    g_byte_array_append(bytes, (const guint8 *)data, (guint)length);
    return TRUE;
}

static void put_attachment(Pdf *pdf, PopplerAttachment *attachment)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree char *fallback = g_strdup_printf("attachment-%u", ++pdf->attachments);
    const char *name = poppler_attachment_get_name(attachment);
    name = name != NULL && *name != '\0' ? name : fallback;
    if (!poppler_attachment_save_to_callback(attachment, take_bytes, bytes, NULL)) {
        sink_gap(pdf->sink, bytes->len > 0 ? REASON_LIMIT_BYTES : REASON_CORRUPT,
                 "an attachment cannot be taken out");
    }
    texts_line(pdf->texts, PLACE_METADATA, poppler_attachment_get_description(attachment));
    if (bytes->len > 0) {
        sink_leaf(pdf->sink, name, NULL, bytes->data, bytes->len);
        sink_medium(pdf->sink, &(FactMedium){.publication = texts_publication(pdf->texts),
                                             .role = "attachment",
                                             .uri = name});
    }
}

static void take_action(Pdf *pdf, const PopplerAction *action)
{
    if (action == NULL) {
        return;
    }
    if (action->type == POPPLER_ACTION_URI) {
        texts_url(pdf->texts, action->uri.uri);
    } else if (action->type == POPPLER_ACTION_LAUNCH) {
        texts_url(pdf->texts, action->launch.file_name);
    } else if (action->type == POPPLER_ACTION_GOTO_REMOTE) {
        texts_url(pdf->texts, action->goto_remote.file_name);
    }
}

static void read_note(Pdf *pdf, PopplerAnnot *annot)
{
    PopplerAnnotType type = poppler_annot_get_annot_type(annot);
    g_autofree char *contents = poppler_annot_get_contents(annot);
    texts_line(pdf->texts, type == POPPLER_ANNOT_FREE_TEXT ? PLACE_BODY : PLACE_HIDDEN, contents);
    if (POPPLER_IS_ANNOT_MARKUP(annot)) {
        g_autofree char *author = poppler_annot_markup_get_label(POPPLER_ANNOT_MARKUP(annot));
        g_autofree char *subject = poppler_annot_markup_get_subject(POPPLER_ANNOT_MARKUP(annot));
        texts_author(pdf->texts, author);
        texts_line(pdf->texts, PLACE_HIDDEN, subject);
    }
    if (type == POPPLER_ANNOT_FILE_ATTACHMENT) {
        PopplerAttachment *attachment =
            poppler_annot_file_attachment_get_attachment(POPPLER_ANNOT_FILE_ATTACHMENT(annot));
        if (attachment != NULL) {
            put_attachment(pdf, attachment);
        }
        g_clear_object(&attachment);
    }
}

static void read_field(Pdf *pdf, PopplerFormField *field)
{
    PopplerFormFieldType type = poppler_form_field_get_field_type(field);
    /* not the full one: it may run in circles */
    g_autofree char *name = poppler_form_field_get_partial_name(field);
    g_autofree char *hint = poppler_form_field_get_alternate_ui_name(field);
    texts_line(pdf->texts, PLACE_HIDDEN, name);
    texts_line(pdf->texts, PLACE_HIDDEN, hint);
    if (type == POPPLER_FORM_FIELD_TEXT) {
        g_autofree char *text = poppler_form_field_text_get_text(field);
        texts_line(pdf->texts, PLACE_BODY, text);
    } else if (type == POPPLER_FORM_FIELD_CHOICE) {
        g_autofree char *chosen = poppler_form_field_choice_get_text(field);
        texts_line(pdf->texts, PLACE_BODY, chosen);
        for (int i = 0; i < poppler_form_field_choice_get_n_items(field); i++) {
            g_autofree char *item = poppler_form_field_choice_get_item(field, i);
            texts_line(pdf->texts, PLACE_BODY, item);
        }
    }
}

static void read_page(Pdf *pdf, PopplerPage *page)
{
    g_autofree char *label = poppler_page_get_label(page);
    if (label != NULL && label[strspn(label, "0123456789ivxlcIVXLC")] != '\0') {
        texts_line(pdf->texts, PLACE_METADATA, label);
    }
    GList *notes = poppler_page_get_annot_mapping(page);
    GList *fields = poppler_page_get_form_field_mapping(page);
    GList *links = poppler_page_get_link_mapping(page);
    read_text(pdf, page);
    for (GList *at = notes; at != NULL; at = at->next) {
        read_note(pdf, ((PopplerAnnotMapping *)at->data)->annot);
    }
    for (GList *at = fields; at != NULL; at = at->next) {
        read_field(pdf, ((PopplerFormFieldMapping *)at->data)->field);
    }
    for (GList *at = links; at != NULL; at = at->next) {
        take_action(pdf, ((PopplerLinkMapping *)at->data)->action);
    }
    poppler_page_free_annot_mapping(notes);
    poppler_page_free_form_field_mapping(fields);
    poppler_page_free_link_mapping(links);
}

static void read_pages(Pdf *pdf)
{
    int count = poppler_document_get_n_pages(pdf->document);
    for (int i = 0; i < count; i++) {
        g_autofree char *label = g_strdup_printf("page %d", i + 1);
        PopplerPage *page = poppler_document_get_page(pdf->document, i);
        texts_label(pdf->texts, label);
        sink_flush(pdf->sink);
        if (page != NULL) {
            read_page(pdf, page);
        }
        pdf->pages++;
        pdf->broken += page == NULL;
        g_clear_object(&page);
    }
}

/* ---- the document ---- */

static void read_bookmarks(Pdf *pdf, PopplerIndexIter *iter, unsigned depth)
{
    if (iter == NULL || depth > BOOKMARK_DEPTH) {
        poppler_index_iter_free(iter);
        return;
    }
    do {
        PopplerAction *action = poppler_index_iter_get_action(iter);
        if (action != NULL) {
            texts_line(pdf->texts, PLACE_BODY, action->any.title);
            take_action(pdf, action);
            poppler_action_free(action);
        }
        read_bookmarks(pdf, poppler_index_iter_get_child(iter), depth + 1);
    } while (poppler_index_iter_next(iter));
    poppler_index_iter_free(iter);
}

/* ---- layers, and what a tagged document says of its parts ---- */

/* Names of layers; those that are not shown are switched on. True: there were such. */
static bool show_layers(Pdf *pdf, PopplerLayersIter *iter, unsigned depth)
{
    bool hidden = false;
    if (iter == NULL || depth > BOOKMARK_DEPTH) {
        poppler_layers_iter_free(iter);
        return false;
    }
    do {
        PopplerLayer *layer = poppler_layers_iter_get_layer(iter);
        g_autofree char *title = poppler_layers_iter_get_title(iter);
        texts_line(pdf->texts, PLACE_METADATA, title);
        if (layer != NULL) {
            texts_line(pdf->texts, PLACE_METADATA, poppler_layer_get_title(layer));
            if (!poppler_layer_is_visible(layer)) {
                poppler_layer_show(layer);
                hidden = true;
            }
        }
        g_clear_object(&layer);
        hidden |= show_layers(pdf, poppler_layers_iter_get_child(iter), depth + 1);
    } while (poppler_layers_iter_next(iter));
    poppler_layers_iter_free(iter);
    return hidden;
}

/* The pages as they are shown, and again with all layers where some were not. The library breaks on
 * some lists of layers (pdf_bytes.c sees those that are not compressed), so they come when the
 * pages were told. */
static void read_layers(Pdf *pdf)
{
    read_pages(pdf);
    texts_label(pdf->texts, "layers");
    sink_flush(pdf->sink);
    if (show_layers(pdf, poppler_layers_iter_new(pdf->document), 0)) {
        pdf->pages = pdf->scans = pdf->broken = 0;
        read_pages(pdf);
    }
}

static void read_parts(Pdf *pdf, PopplerStructureElementIter *iter, unsigned depth)
{
    if (iter == NULL || depth > STRUCTURE_DEPTH) {
        poppler_structure_element_iter_free(iter);
        return;
    }
    do {
        PopplerStructureElement *part = poppler_structure_element_iter_get_element(iter);
        if (part != NULL && !poppler_structure_element_is_content(part)) {
            g_autofree char *alt = poppler_structure_element_get_alt_text(part);
            g_autofree char *title = poppler_structure_element_get_title(part);
            g_autofree char *actual = poppler_structure_element_get_actual_text(part);
            g_autofree char *whole = poppler_structure_element_get_abbreviation(part);
            texts_line(pdf->texts, PLACE_ALT, alt);
            texts_line(pdf->texts, PLACE_TITLE, title);
            texts_line(pdf->texts, PLACE_BODY, actual);
            texts_line(pdf->texts, PLACE_BODY, whole);
        }
        g_clear_object(&part);
        if (++pdf->parts < STRUCTURE_PARTS) {
            read_parts(pdf, poppler_structure_element_iter_get_child(iter), depth + 1);
        }
    } while (pdf->parts < STRUCTURE_PARTS && poppler_structure_element_iter_next(iter));
    poppler_structure_element_iter_free(iter);
}

static void read_attachments(Pdf *pdf)
{
    GList *attachments = poppler_document_get_attachments(pdf->document);
    for (GList *at = attachments; at != NULL; at = at->next) {
        put_attachment(pdf, at->data);
    }
    g_list_free_full(attachments, g_object_unref);
}

static void packet_start(void *user, const char *space, const char *name,
                         const XmlAttribute *attributes, size_t count)
{
    (void)space, (void)name;
    for (size_t i = 0; i < count; i++) {
        texts_line(user, PLACE_METADATA, attributes[i].value);
    }
}

static void packet_text(void *user, const char *text, size_t length)
{
    g_autofree char *copy = g_strndup(text, length);
    texts_line(user, PLACE_METADATA, copy);
}

static void read_packet(Pdf *pdf)
{
    static const XmlHandler handler = {.start = packet_start, .text = packet_text};
    g_autofree char *packet = poppler_document_get_metadata(pdf->document);
    texts_label(pdf->texts, "XMP");
    if (packet != NULL) {
        xml_parse(packet, strlen(packet), &handler, pdf->texts);
    }
}

static void take_date(Properties *properties, const char *name, GDateTime *date)
{
    if (date != NULL) {
        g_autoptr(GDateTime) utc = g_date_time_to_utc(date);
        g_autofree char *text = g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ");
        properties_add(properties, name, text);
        g_date_time_unref(date);
    }
}

static uint32_t put_properties(PopplerDocument *document, Sink *sink)
{
    static const struct {
        const char *name;
        char *(*get)(PopplerDocument *);
    } getters[] = {
        {"title", poppler_document_get_title},         {"creator", poppler_document_get_author},
        {"subject", poppler_document_get_subject},     {"keywords", poppler_document_get_keywords},
        {"Application", poppler_document_get_creator}, {"Producer", poppler_document_get_producer},
    };
    g_autoptr(Properties) properties = properties_new();
    for (size_t i = 0; i < G_N_ELEMENTS(getters); i++) {
        g_autofree char *value = getters[i].get(document);
        properties_add(properties, getters[i].name, value);
    }
    take_date(properties, "created", poppler_document_get_creation_date_time(document));
    take_date(properties, "modified", poppler_document_get_modification_date_time(document));
    return properties_put(properties, sink);
}

static void put_gaps(const Pdf *pdf)
{
    if (pdf->scans > 0) {
        g_autofree char *detail = g_strdup_printf("%u of %u pages", pdf->scans, pdf->pages);
        sink_gap(pdf->sink, REASON_NO_TEXT_LAYER, detail);
    }
    if (pdf->broken > 0) {
        g_autofree char *detail = g_strdup_printf("%u of %u pages", pdf->broken, pdf->pages);
        sink_gap(pdf->sink, REASON_CORRUPT, detail);
    } else if (pdf->pages == 0) {
        sink_gap(pdf->sink, REASON_CORRUPT, "no page can be found");
    }
}

static void put_damage(Slice whole, Sink *sink)
{
    unsigned all, damaged = pdf_damaged_streams(whole, &all);
    if (damaged > 0) {
        g_autofree char *detail = g_strdup_printf("%u of %u streams", damaged, all);
        sink_gap(sink, REASON_CORRUPT, detail);
    }
}

static void put_failure(Sink *sink, const GError *error)
{
    if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)) {
        sink_gap(sink, REASON_ENCRYPTED, "the document asks for a password");
    } else {
        sink_gap(sink, REASON_CORRUPT, "the PDF cannot be opened");
    }
}

/* What cannot be opened as it is may only lack its end. */
static PopplerDocument *open_document(Slice whole, Sink *sink, GBytes **bytes)
{
    g_autoptr(GError) error = NULL;
    *bytes = pdf_bytes_new(whole);
    PopplerDocument *document = poppler_document_new_from_bytes(*bytes, NULL, &error);
    if (document != NULL && poppler_document_get_n_pages(document) > 0) {
        if (!pdf_has_end(whole)) {
            sink_gap(sink, REASON_TRUNCATED, "the end of the PDF is missing");
        }
        return document;
    }
    bool locked = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
    GBytes *mended = locked ? NULL : pdf_mend(whole);
    PopplerDocument *other =
        mended != NULL ? poppler_document_new_from_bytes(mended, NULL, NULL) : NULL;
    if (other != NULL && poppler_document_get_n_pages(other) > 0) {
        g_clear_object(&document);
        g_bytes_unref(*bytes);
        *bytes = mended;
        sink_gap(sink, REASON_TRUNCATED, "the end of the PDF is missing");
        return other;
    }
    g_clear_object(&other);
    g_clear_pointer(&mended, g_bytes_unref);
    if (document == NULL) {
        put_failure(sink, error);
    }
    return document;
}

static void pdf_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, PDF_BYTES_MAX);
    g_autoptr(GBytes) bytes = NULL;
    PopplerDocument *document = open_document(whole, sink, &bytes);
    if (document == NULL) {
        return;
    }
    uint32_t publication = put_properties(document, sink);
    g_autoptr(Texts) texts = texts_new(sink, publication);
    Pdf pdf = {.document = document, .texts = texts, .sink = sink};
    pdf.letters = pdf_letters_of(whole);
    read_layers(&pdf);
    if (memmem(whole.data, whole.length, "/XFA[", 5) != NULL ||
        memmem(whole.data, whole.length, "/XFA ", 5) != NULL) {
        sink_gap(sink, REASON_UNSUPPORTED_TYPE,
                 "a form of XFA, of which only the plain fields are read");
    }
    if (!pdf_earlier_put(whole, document, texts)) {
        sink_gap(sink, REASON_LIMIT_ENTRIES, "earlier versions of it were not all looked at");
    }
    texts_label(texts, "drawn");
    if (!pdf_drawn_put(document, texts)) {
        sink_gap(sink, REASON_LIMIT_ENTRIES, "fields of a form were not all looked at");
    }
    texts_label(texts, "structure");
    read_parts(&pdf, poppler_structure_element_iter_new(document), 0);
    texts_label(texts, "bookmarks");
    read_bookmarks(&pdf, poppler_index_iter_new(document), 0);
    texts_label(texts, "attachments");
    read_attachments(&pdf);
    read_packet(&pdf);
    texts_label(texts, NULL);
    put_gaps(&pdf);
    pdf_letters_put(&pdf.letters, sink);
    put_damage(whole, sink);
    pdf_behind_put(whole, sink);
    pdf_pictures_put(whole, sink, publication);
    g_object_unref(document);
}

const Reader reader_pdf = {.name = "pdf", .bid = pdf_bid, .read = pdf_read};
