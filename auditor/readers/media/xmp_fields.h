/* What is known about single XMP properties: prefixes of namespaces, and how a value is treated. */
#pragma once

#include "wire/fact.h"

typedef enum {
    XMP_WORDS,   /* may hold a name: property and text */
    XMP_CAPTION, /* the same, as a caption */
    XMP_PLAIN,   /* property only */
    XMP_DATE,
    XMP_PERSON, /* a person shown: person tag and property; `key` is the dialect */
    XMP_SMALL,  /* the picture in small: a JPEG in base64 */
    XMP_IGNORE, /* settings and bulk */
} XmpForm;

/* The usual prefix of a namespace, "dc"; "xmp-other" for those nobody registered. */
const char *xmp_prefix(const char *space);

/* `path` is "dc:creator" or "Iptc4xmpCore:CreatorContactInfo/CiEmailWork". Sets the key a value is
 * emitted under (static, or `path` itself) and returns its form. */
XmpForm xmp_field(const char *path, const char **key);
