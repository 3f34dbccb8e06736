/*
 * Who wrote a page and when, as it shows that to people: elements that are called date, published
 * or author, time elements, "Geplaatst op 21 juni 2024 door Juf Anja". Weaker than what a page
 * tells machines (html_meta.h). What stands beside the story (columns, comments, calendars) does
 * not count, and of two answers none is taken.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "readers/html/html_meta.h"
#include "worker/xml.h"

typedef struct HtmlByline HtmlByline;

HtmlByline *html_byline_new(void);
void html_byline_free(HtmlByline *byline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlByline, html_byline_free)

/* The events of the page; `depth` counts the open elements, this one too. */
void html_byline_open(HtmlByline *byline, const char *name, const XmlAttribute *attributes,
                      size_t count, size_t depth);
void html_byline_text(HtmlByline *byline, const char *text, size_t length);
void html_byline_close(HtmlByline *byline, size_t depth);

/* Fills what `meta` does not know yet; `body` is the text of the page, line by line. */
void html_byline_settle(HtmlByline *byline, HtmlMeta *meta, const char *body);
