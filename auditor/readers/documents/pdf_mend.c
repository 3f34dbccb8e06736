/*
 * What tells where the pages of a PDF are stands at its end (ISO 32000-1, 7.5.5). Its library finds
 * objects without that, but not which of them is the catalogue; so the objects are looked through
 * for pages, and for the list of them, which holds what pages inherit.
 */
#include "readers/documents/pdf_mend.h"

#include <stdlib.h>
#include <string.h>

#define PAGES_MAX 20000U
#define NUMBER_MAX 8388607UL /* of an object: annex C */

typedef struct {
    GString *kids; /* pages, as references */
    unsigned count;
    unsigned long largest, list, catalogue; /* numbers of objects; 0: none */
} Found;

/* The number in "12 0 obj", of which the "obj" stands at `obj`; 0 when it is none. */
static unsigned long number_before(const char *data, const char *obj)
{
    const char *at = obj;
    unsigned long number;

    for (unsigned field = 0; field < 2; field++) {
        const char *end;

        while (at > data && g_ascii_isspace(at[-1]))
            at--;
        for (end = at; at > data && g_ascii_isdigit(at[-1]);)
            at--;
        if (at == end || end - at > 10)
            return 0;
    }
    number = strtoul(at, NULL, 10);
    return number <= NUMBER_MAX ? number : 0;
}

/* Whether "/Type" and this name stand in the object, with or without a blank between. */
static bool is_of_type(const char *at, const char *end, const char *name)
{
    size_t length = strlen(name);

    for (; (at = memmem(at, (size_t)(end - at), "/Type", 5)) != NULL; at += 5) {
        const char *value = at + 5;

        while (value < end && g_ascii_isspace(*value))
            value++;
        if ((size_t)(end - value) > length && memcmp(value, name, length) == 0 &&
            !g_ascii_isalpha(value[length]))
            return true;
    }
    return false;
}

/* Of an object the part before its stream. */
static void take_object(Found *found, unsigned long number, const char *at, const char *end)
{
    const char *stream = memmem(at, (size_t)(end - at), "stream", 6);

    end = stream != NULL ? stream : end;
    found->largest = MAX(found->largest, number);
    if (is_of_type(at, end, "/Page") && found->count < PAGES_MAX) {
        g_string_append_printf(found->kids, "%lu 0 R ", number);
        found->count++;
    } else if (is_of_type(at, end, "/Pages") &&
               memmem(at, (size_t)(end - at), "/Parent", 7) == NULL) {
        found->list = number;
    } else if (is_of_type(at, end, "/Catalog")) {
        found->catalogue = number;
    }
}

static void look_through(Found *found, const char *data, const char *end)
{
    const char *body = NULL;
    unsigned long number = 0;

    for (const char *obj = data; (obj = memmem(obj, (size_t)(end - obj), "obj", 3)) != NULL;
         obj += 3) {
        unsigned long next = number_before(data, obj);

        if (next == 0)
            continue;
        if (body != NULL)
            take_object(found, number, body, obj);
        body = obj + 3;
        number = next;
    }
    if (body != NULL)
        take_object(found, number, body, end);
}

GBytes *pdf_mend(Slice whole)
{
    Found found = {.kids = g_string_new(NULL)};
    GString *mended = NULL;
    unsigned long next;

    look_through(&found, whole.data, whole.data + whole.length);
    if (found.count > 0) {
        next = found.largest + 1;
        mended = g_string_new_len(whole.data, (gssize)whole.length);
        g_string_append(mended, "\nendstream\nendobj\n");
        if (found.list == 0) {
            found.list = next++;
            g_string_append_printf(mended, "%lu 0 obj\n<</Type/Pages/Count %u/Kids[%s]>>\nendobj\n",
                                   found.list, found.count, found.kids->str);
        }
        if (found.catalogue == 0) {
            found.catalogue = next++;
            g_string_append_printf(mended, "%lu 0 obj\n<</Type/Catalog/Pages %lu 0 R>>\nendobj\n",
                                   found.catalogue, found.list);
        }
        g_string_append_printf(mended,
                               "trailer\n<</Size %lu/Root %lu 0 R>>\nstartxref\n0\n%%%%EOF\n", next,
                               found.catalogue);
    }
    g_string_free(found.kids, TRUE);
    return mended != NULL ? g_string_free_to_bytes(mended) : NULL;
}
