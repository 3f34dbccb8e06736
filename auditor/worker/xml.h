/*
 * All XML and HTML of the worker goes through here: the only file that calls libxml2. SAX in
 * memory, never a tree, never an entity from outside, never XInclude or a DTD. Bytes that XML
 * forbids become spaces before the parser sees them, CDATA becomes escaped text, tags are balanced,
 * a DTD comes as a comment and its entities stay unresolved ("&naam;"), so that one bad byte cannot
 * hide a document (libxml2 2.9 drops all text then) and nothing multiplies.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"

typedef struct {
    const char *space; /* namespace URI; "" in HTML and where there is none */
    const char *name;  /* local name; lower case in HTML */
    const char *value; /* UTF-8, entities resolved, NUL-terminated */
} XmlAttribute;

/* The value of the first attribute of that local name, NULL when there is none. */
const char *xml_value(const XmlAttribute *attributes, size_t count, const char *name);

/* Opens all that the parsers need later: before the sandbox closes. */
void xml_warm_up(void);

/* Callbacks may be NULL. Strings are UTF-8 and borrowed for the call. */
typedef struct {
    void (*start)(void *user, const char *space, const char *name, const XmlAttribute *attributes,
                  size_t count);
    void (*end)(void *user, const char *space, const char *name);
    void (*text)(void *user, const char *text, size_t length); /* CDATA too */
    void (*comment)(void *user, const char *text, size_t length);
} XmlHandler;

/* Charset of HTML bytes as a browser decides it: BOM, UTF-16 by its zeros, label of the transport,
 * meta, valid UTF-8, else windows-1252; iso-8859-1 means windows-1252. Unlike a
 * browser it does not believe such a label on bytes that are UTF-8 throughout. Returns a UTF-8 copy
 * (g_free), with invalid sequences of labelled UTF-8 read as windows-1252. `label` may be NULL.
 * `name`, when not NULL, gets the charset's name (static). */
char *html_decode(const char *data, size_t length, const char *label, size_t *decoded_length,
                  const char **name);

/* Any text (plain, CSV): BOM, UTF-16 by zeros, label, valid UTF-8, else windows-1252; a zero
 * becomes a space. Same ownership. */
char *text_decode(const char *data, size_t length, const char *label, size_t *decoded_length,
                  const char **name);

/* HTML5-ish tag soup, already UTF-8. Always delivers everything it can. */
void html_parse(const char *utf8, size_t length, const XmlHandler *handler, void *user);

/* XML in memory, any charset its declaration or BOM tells. Keeps going after errors where libxml2
 * can; false when the document was cut or broken, what was delivered until then stands. */
bool xml_parse(const char *data, size_t length, const XmlHandler *handler, void *user);

/* The same over an input of any size, in pieces. */
bool xml_parse_input(Input *input, const XmlHandler *handler, void *user);
