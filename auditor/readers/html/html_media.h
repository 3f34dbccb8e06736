/*
 * The pictures, films, sounds and documents of one page, each once, with what describes them. Cuts
 * data: URIs out as leaves. Knows URIs and CSS url(), not elements.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"

typedef struct HtmlMedia HtmlMedia;

#define HTML_MEDIA_NONE ((size_t)-1)

HtmlMedia *html_media_new(void);
void html_media_free(HtmlMedia *media);

/* Adds one by its URI (data: too) and returns its index; the same index for the same URI.
 * HTML_MEDIA_NONE for an empty or meaningless one. `role` is a constant as in FactMedium. */
size_t html_media_add(HtmlMedia *media, const char *uri, const char *role);

/* All candidates of a srcset; returns the index of the largest. */
size_t html_media_add_srcset(HtmlMedia *media, const char *srcset);

/* The url() of a style sheet or style attribute; returns the last one's index. */
size_t html_media_add_css(HtmlMedia *media, const char *css, size_t length);

size_t html_media_count(const HtmlMedia *media);

/* How often media were added so far, those that were known already too; the index of the i-th. */
size_t html_media_mark(const HtmlMedia *media);
size_t html_media_at(const HtmlMedia *media, size_t i);

/* Its address, or the name of its leaf; borrowed. */
const char *html_media_uri(const HtmlMedia *media, size_t index);

/* The words of a script or style sheet in a data: URI; NULL for anything else. g_free. */
char *html_data_text(const char *uri);

/* Texts that describe a medium; several add up, the same one counts once. Index NONE: nothing. */
void html_media_describe(HtmlMedia *media, size_t index, Place place, const char *text);

/* Words that stand beside a picture or film without being called a caption: they are one (with
 * the label "beside") where it has no other. */
void html_media_lay_beside(HtmlMedia *media, size_t index, const char *text);

/* All texts of `from` in `place` go to `to` as well. */
void html_media_copy(HtmlMedia *media, size_t from, size_t to, Place place);

/* Puts out the leaves, media and texts. */
void html_media_put(HtmlMedia *media, Sink *sink, uint32_t publication);

/* The number that the sink gave it; 0 before html_media_put. */
uint32_t html_media_number(const HtmlMedia *media, size_t index);

/* Whether a value is an address, or a path to a file by its looks. */
bool uri_is_address(const char *value);

/* What a URI names by its ending: "image", "video", "audio", "attachment", NULL for anything else.
 */
const char *uri_role(const char *uri);

/* Percent-decoded where that gives valid UTF-8, else a copy. g_free. */
char *uri_decode(const char *uri, size_t length);

/* Last part of the path, decoded, without query and fragment. g_free. */
char *uri_file_name(const char *uri);
