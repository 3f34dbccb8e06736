/*
 * A page with its fields and stamps is printed into another PDF, in which all of it is content of
 * the page and has its text. Notes are left out: how one looks the library may never end making up.
 * Calls cairo and poppler.
 */
#include "readers/pdf/pdf_drawn.h"

#include <cairo-pdf.h>
#include <poppler.h>

#define PAGES_MAX 50U
#define PRINT_BYTES_MAX (32U << 20) /* of one page */
#define PRINTS_BYTES_MAX (96U << 20)

static cairo_status_t keep(void *user, const unsigned char *data, unsigned length)
{
    GByteArray *print = user;

    if (print->len > PRINT_BYTES_MAX)
        return CAIRO_STATUS_WRITE_ERROR;
    g_byte_array_append(print, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* The page as a PDF of one page; NULL when it cannot be printed. */
static GBytes *print_page(PopplerPage *page, int what)
{
    GByteArray *print = g_byte_array_new();
    double width = 0, height = 0;

    poppler_page_get_size(page, &width, &height);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(keep, print, width, height);
    cairo_t *cairo = cairo_create(surface);

    poppler_page_render_for_printing_with_options(page, cairo, (PopplerPrintFlags)what);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;

    cairo_surface_destroy(surface);
    if (good)
        return g_byte_array_free_to_bytes(print);
    g_byte_array_unref(print);
    return NULL;
}

static char *text_of(PopplerPage *page)
{
    g_autofree char *text = page != NULL ? poppler_page_get_text(page) : NULL;

    return g_utf8_make_valid(text != NULL ? text : "", -1);
}

char *pdf_drawn_text(PopplerPage *page, int what, size_t *bytes)
{
    g_autoptr(GBytes) print = print_page(page, what);
    PopplerDocument *printed =
        print != NULL ? poppler_document_new_from_bytes(print, NULL, NULL) : NULL;
    PopplerPage *first = printed != NULL ? poppler_document_get_page(printed, 0) : NULL;
    char *text = first != NULL ? text_of(first) : NULL;

    *bytes += print != NULL ? g_bytes_get_size(print) : PRINT_BYTES_MAX;
    g_clear_object(&first);
    g_clear_object(&printed);
    return text;
}

static bool has_drawings(PopplerPage *page)
{
    GList *fields = poppler_page_get_form_field_mapping(page);
    GList *notes = poppler_page_get_annot_mapping(page);
    bool found = fields != NULL;

    for (GList *at = notes; at != NULL && !found; at = at->next) {
        PopplerAnnot *note = ((PopplerAnnotMapping *)at->data)->annot;

        found = poppler_annot_get_annot_type(note) == POPPLER_ANNOT_STAMP;
    }
    poppler_page_free_form_field_mapping(fields);
    poppler_page_free_annot_mapping(notes);
    return found;
}

static bool put_new_lines(PopplerPage *page, Texts *texts, size_t *bytes)
{
    g_autofree char *own = text_of(page),
                    *printed = pdf_drawn_text(page, POPPLER_PRINT_STAMP_ANNOTS_ONLY, bytes);
    g_auto(GStrv) known_lines = g_strsplit(own, "\n", -1);
    g_auto(GStrv) lines = g_strsplit(printed != NULL ? printed : "", "\n", -1);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

    for (char **line = known_lines; *line != NULL; line++)
        g_hash_table_add(known, g_strstrip(*line));
    for (char **line = lines; *line != NULL; line++) {
        if (!g_hash_table_contains(known, g_strstrip(*line)))
            texts_line(texts, PLACE_BODY, *line);
    }
    return printed != NULL;
}

bool pdf_drawn_put(PopplerDocument *document, Texts *texts)
{
    int pages = poppler_document_get_n_pages(document);
    unsigned printed = 0;
    size_t bytes = 0;
    bool all = true;

    for (int i = 0; i < pages && all; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);

        if (page != NULL && has_drawings(page)) {
            all = printed++ < PAGES_MAX && bytes < PRINTS_BYTES_MAX &&
                  put_new_lines(page, texts, &bytes);
        }
        g_clear_object(&page);
    }
    return all;
}
