/* Looks for the names of entries in plain bytes; what a PDF is otherwise is the library's business.
 */
#include "readers/pdf/pdf_bytes.h"

#include <string.h>

#define COPY_BYTES_MAX (64U << 20)
#define LAYERS_DEPTH 32
#define ORDERS_MAX 64U /* lists of layers that are looked at: a document has one */

/* Makes the name at `name` one that nobody knows: in a copy of the whole, made at the first need.
 */
static void hide(Slice whole, const char *name, char **copy)
{
    if (*copy == NULL) {
        *copy = g_memdup2(whole.data, whole.length);
    }
    (*copy)[name + 1 - (const char *)whole.data] = 'X';
}

static const char *find(const char *at, const char *end, const char *word)
{
    return memmem(at, (size_t)(end - at), word, strlen(word));
}

static void hide_crop_boxes(Slice whole, char **copy)
{
    const char *data = whole.data, *end = data + whole.length;

    for (const char *at = data; (at = find(at, end, "/CropBox")) != NULL; at++) {
        hide(whole, at, copy);
    }
}

/* The list of layers at `at` (ISO 32000-1, table 101): a title stands first in a list within it.
 * Poppler 22.12 hangs any other on the layer before it, which may not be there. */
static bool is_broken_list(const char *at, const char *end)
{
    bool first = false;
    unsigned depth = 0;

    for (; at < end; at++) {
        if (*at == '[') {
            first = true;
            if (++depth > LAYERS_DEPTH) {
                return true;
            }
        } else if (*at == ']') {
            first = false;
            if (depth-- <= 1) {
                return false;
            }
        } else if (*at == '(' || *at == '<') {
            if (depth < 2 || !first) {
                return true;
            }
            const char *close = memchr(at, *at == '(' ? ')' : '>', (size_t)(end - at));
            at = close != NULL ? close : end - 1;
            first = false;
        } else if (!g_ascii_isspace(*at)) {
            first = false;
        }
    }
    return true;
}

/* The list itself, or the object that is referred to ("7 0 R"), each time that it was written. */
static bool is_broken_order(Slice whole, const char *at)
{
    const char *end = (const char *)whole.data + whole.length;
    while (at < end && g_ascii_isspace(*at)) {
        at++;
    }
    if (at < end && *at == '[') {
        return is_broken_list(at, end);
    }
    const char *reference = at;
    while (at < end && g_ascii_isdigit(*at)) {
        at++;
    }
    if (at == reference || at - reference > 10) {
        return false;
    }
    g_autofree char *object = g_strdup_printf("%.*s 0 obj", (int)(at - reference), reference);
    for (at = whole.data; (at = find(at, end, object)) != NULL;) {
        at += strlen(object);
        while (at < end && g_ascii_isspace(*at)) {
            at++;
        }
        if (at < end && *at == '[' && is_broken_list(at, end)) {
            return true;
        }
    }
    return false;
}

static void hide_broken_orders(Slice whole, char **copy)
{
    static const char name[] = "/Order";
    const char *data = whole.data, *end = data + whole.length;
    unsigned seen = 0;

    for (const char *at = data; (at = find(at, end, name)) != NULL; at++) {
        if (++seen > ORDERS_MAX || is_broken_order(whole, at + sizeof name - 1)) {
            hide(whole, at, copy);
        }
    }
}

GBytes *pdf_bytes_new(Slice whole)
{
    char *copy = NULL;

    if (whole.length <= COPY_BYTES_MAX) {
        hide_crop_boxes(whole, &copy);
        hide_broken_orders(whole, &copy);
    }
    return copy != NULL ? g_bytes_new_take(copy, whole.length)
                        : g_bytes_new_static(whole.data, whole.length);
}
