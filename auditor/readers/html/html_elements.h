/*
 * The elements and attributes of HTML that the text extraction treats in a way of their own.
 */
#pragma once

#include <stdbool.h>

typedef enum {
    HTML_INLINE, /* everything unknown: joins the words around it */
    HTML_BLOCK,
    HTML_CELL,
    HTML_APART, /* inline, but words do not run together over it */
    HTML_LINE_BREAK,
    HTML_PREFORMATTED,
    HTML_ANCHOR,
    HTML_AUDIO,
    HTML_DIALOG,
    HTML_DRAWING,
    HTML_FIGCAPTION,
    HTML_FIGURE,
    HTML_FRAME,
    HTML_IMAGE,
    HTML_INPUT,
    HTML_LINK_ELEMENT,
    HTML_META,
    HTML_NOSCRIPT,
    HTML_OBJECT,
    HTML_PARAMETER,
    HTML_SCRIPT,
    HTML_SOURCE,
    HTML_STYLE,
    HTML_TEMPLATE,
    HTML_TIME,
    HTML_TITLE,
    HTML_VIDEO
} HtmlElement;

typedef enum {
    HTML_ATTRIBUTE_OTHER, /* how it looks and works, never words */
    HTML_ATTRIBUTE_URL,
    HTML_ATTRIBUTE_SRCSET,
    HTML_ATTRIBUTE_LABEL,     /* read out or shown on hover */
    HTML_ATTRIBUTE_CAPTION,   /* data-* that viewers of pictures show beside them */
    HTML_ATTRIBUTE_FILE_NAME, /* a[download] */
    HTML_ATTRIBUTE_STYLE,     /* words only between quotes */
    HTML_ATTRIBUTE_WORDS,     /* the same over and over: class="author-jan-jansen"; all that is
                                 unknown */
    HTML_ATTRIBUTE_CODE       /* data-*, event handlers, ids, names, values, state of frameworks */
} HtmlAttribute;

/* Names in lower case. */
HtmlElement html_element(const char *name);
HtmlAttribute html_attribute(const char *element, const char *name);

/* Whether two letters stand together: numbers, dates and signs name nobody. */
bool html_has_letters(const char *value);

/* What stands before and after an element in the text: '\n', '\t', ' ' or 0. */
char html_element_break(HtmlElement element);
