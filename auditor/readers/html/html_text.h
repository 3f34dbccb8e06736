/*
 * Everything readable in a piece of HTML: shown text, what describes its pictures, what is hidden,
 * code, addresses, metadata and media. Used for whole pages and for the markup inside exports
 * (posts of WordPress, newsletters).
 */
#pragma once

#include <stddef.h>

#include "readers/html/html_media.h"
#include "readers/html/html_meta.h"
#include "readers/reader.h"
#include "worker/xml.h"

typedef struct HtmlText HtmlText;

HtmlText *html_text_new(void);
void html_text_free(HtmlText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlText, html_text_free)

/* Line ends break lines from now on, as WordPress and comment fields show them. */
void html_text_keep_lines(HtmlText *text);

/* Reads markup that is UTF-8 already; may be called for several pieces. */
void html_text_read(HtmlText *text, const char *utf8, size_t length);

/* The same from events that somebody else parses, for `text` as the user: html_text_open, events,
 * html_text_close. */
const XmlHandler *html_text_events(void);
void html_text_open(HtmlText *text);
void html_text_close(HtmlText *text);

/* Borrowed from `text`; "" without a title element. */
const char *html_text_title(const HtmlText *text);
const char *html_text_body(const HtmlText *text);
HtmlMeta *html_text_meta(HtmlText *text);
HtmlMedia *html_text_media(HtmlText *text);

/* Puts out everything as facts of `publication`, which must be declared. `label` says what the body
 * is ("excerpt"), NULL for a page. */
void html_text_put(HtmlText *text, Sink *sink, uint32_t publication, const char *label);
