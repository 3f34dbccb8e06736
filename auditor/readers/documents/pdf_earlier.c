/*
 * A PDF that is saved "incrementally" (ISO 32000-1, 7.5.6) keeps all that it was: changes are
 * appended, and end with an end of file of their own. What was painted over or taken out that way
 * is read here by cutting the file at each earlier end. Calls poppler_* as pdf.c does.
 */
#include "readers/documents/pdf_earlier.h"

#include <poppler.h>
#include <string.h>

#define VERSIONS_MAX 4U
#define PAGES_MAX 500
#define END "%%EOF"

typedef void (*LineCallback)(void *user, const char *line);

static void each_line(PopplerDocument *document, LineCallback callback, void *user)
{
    int count = MIN(poppler_document_get_n_pages(document), PAGES_MAX);
    for (int i = 0; i < count; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        g_autofree char *raw = page != NULL ? poppler_page_get_text(page) : NULL;
        g_autofree char *text = g_utf8_make_valid(raw != NULL ? raw : "", -1);
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (char **line = lines; *line != NULL; line++) {
            callback(user, g_strstrip(*line));
        }
        g_clear_object(&page);
    }
}

typedef struct {
    GHashTable *known; /* lines that were seen */
    Texts *texts;
} Earlier;

static void learn(void *user, const char *line)
{
    g_hash_table_add(((Earlier *)user)->known, g_strdup(line));
}

static void tell(void *user, const char *line)
{
    Earlier *earlier = user;
    if (g_hash_table_add(earlier->known, g_strdup(line))) {
        texts_line(earlier->texts, PLACE_HIDDEN, line);
    }
}

/* Where earlier versions end, the latest first; a linearized file begins with an end that is none
 * (annex F.3.1). */
static unsigned find_ends(Slice whole, size_t ends[VERSIONS_MAX])
{
    bool linearized = memmem(whole.data, MIN(whole.length, 1024), "/Linearized", 11) != NULL;
    const char *after = whole.data, *last = whole.data + whole.length;
    unsigned count = 0;
    for (const char *at; (at = memmem(after, (size_t)(last - after), END, strlen(END))) != NULL;) {
        bool first = after == whole.data;
        after = at + strlen(END);
        while (after < last && g_ascii_isspace(*after)) {
            after++;
        }
        if (after == last || (first && linearized)) {
            continue;
        }
        memmove(ends + 1, ends, (VERSIONS_MAX - 1) * sizeof *ends);
        ends[0] = (size_t)(at - whole.data) + strlen(END);
        count = MIN(count + 1, VERSIONS_MAX);
    }
    return count;
}

void pdf_earlier_put(Slice whole, PopplerDocument *shown, Texts *texts)
{
    size_t ends[VERSIONS_MAX] = {0};
    unsigned count = find_ends(whole, ends);
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Earlier earlier = {known, texts};
    if (count == 0) {
        return;
    }
    learn(&earlier, "");
    each_line(shown, learn, &earlier);
    texts_label(texts, "earlier version");
    for (unsigned i = 0; i < count; i++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(whole.data, ends[i]);
        PopplerDocument *before = poppler_document_new_from_bytes(bytes, NULL, NULL);
        if (before != NULL) {
            each_line(before, tell, &earlier);
        }
        g_clear_object(&before);
    }
}
