/*
 * The media of one element, found in its attributes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "readers/html/html_elements.h"
#include "readers/html/html_media.h"
#include "worker/xml.h"

/* Indices of media; the element's alt text and title describe all of them. */
typedef struct {
    size_t index[8];
    size_t count;
} HtmlTargets;

/* Adds what the element shows or links to `media`, and its indices to `targets`. */
void html_targets_find(HtmlMedia *media, HtmlTargets *targets, HtmlElement element,
                       const XmlAttribute *attributes, size_t count);

/* Whether `list` (may be NULL) holds `word` anywhere. */
bool html_has_word(const char *list, const char *word);

/* Whether a browser shows nothing of the element, as it stands alone: its style, "hidden", a closed
 * dialog, noscript, a template that is no shadow root. */
bool html_is_hidden(HtmlElement element, const XmlAttribute *attributes, size_t count);
