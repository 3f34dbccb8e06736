/*
 * A PDF that is saved "incrementally" (ISO 32000-1, 7.5.6) keeps all that it was: changes are
 * appended, and end with an end of file of their own. What was painted over or taken out that way
 * is read here by cutting the file at each earlier end. Calls poppler_* as pdf.c does.
 */
#include "readers/pdf/pdf_earlier.h"

#include <poppler.h>
#include <string.h>

#define VERSIONS_MAX 16U
#define PAGES_MAX 500
#define END "%%EOF"

typedef void (*LineCallback)(void *user, const char *line);

/* Of the first PAGES_MAX pages; false: there are more. */
static bool each_line(PopplerDocument *document, LineCallback callback, void *user)
{
    int count = poppler_document_get_n_pages(document);
    for (int i = 0; i < count && i < PAGES_MAX; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        g_autofree char *raw = page != NULL ? poppler_page_get_text(page) : NULL;
        g_autofree char *text = g_utf8_make_valid(raw != NULL ? raw : "", -1);
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (char **line = lines; *line != NULL; line++) {
            callback(user, g_strstrip(*line));
        }
        g_clear_object(&page);
    }
    return count <= PAGES_MAX;
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

/* Where earlier versions end, the latest first; returns how many there are, of which the latest
 * VERSIONS_MAX are given. A linearized file begins with an end that is none (annex F.3.1). */
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
        count++;
    }
    return count;
}

bool pdf_earlier_put(Slice whole, PopplerDocument *shown, Texts *texts)
{
    size_t ends[VERSIONS_MAX] = {0};
    unsigned count = find_ends(whole, ends);
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Earlier earlier = {known, texts};
    if (count == 0) {
        return true;
    }
    learn(&earlier, "");
    /* Of pages that are not compared all is told: what they say may be told twice. */
    (void)each_line(shown, learn, &earlier);
    bool whole_told = count <= VERSIONS_MAX;
    texts_label(texts, "earlier version");
    for (unsigned i = 0; i < MIN(count, VERSIONS_MAX); i++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(whole.data, ends[i]);
        PopplerDocument *before = poppler_document_new_from_bytes(bytes, NULL, NULL);
        if (before != NULL) {
            whole_told = each_line(before, tell, &earlier) && whole_told;
        }
        g_clear_object(&before);
    }
    return whole_told;
}
