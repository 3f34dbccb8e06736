/*
 * What stands between foreign markup and libxml2: a pass that leaves no trap in it. In HTML it
 * closes `<!-->`, maps C1 references, knows more named characters; in XML it also balances the
 * tags, escapes CDATA and takes the DTD out (as a comment), so that no bad byte hides a document
 * and no entity multiplies. Both bound the attributes of one tag: what comes after becomes a
 * comment.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Attributes of one tag; libxml2 compares each with each, 100,000 cost half a minute. */
#define MARKUP_ATTRIBUTES_MAX 512U

/* A cleaned copy of decoded HTML, to be freed by g_string_free. */
GString *html_clean(const char *utf8, size_t length);

/* Cleans XML in pieces. */
typedef struct XmlCleaner XmlCleaner;

XmlCleaner *xml_cleaner_new(void);
void xml_cleaner_free(XmlCleaner *cleaner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlCleaner, xml_cleaner_free)

/* Appends cleaned markup to `out` and returns how many bytes it took; the rest must be given again
 * with what follows. With `last` it takes all and closes every element that is open. */
size_t xml_cleaner_feed(XmlCleaner *cleaner, const char *utf8, size_t length, bool last,
                        GString *out);

/* Whether something was open at the end or a tag closed nothing: the document is cut or broken. */
bool xml_cleaner_is_broken(const XmlCleaner *cleaner);

/* A reference at `data` ("&#146;", "&gbreve;"): appends what may stand in its place and returns the
 * bytes taken; 0 when it is none or is best left alone. `bare`: names of HTML without a semicolon
 * count. */
size_t markup_reference(const char *data, size_t length, bool bare, GString *out);
