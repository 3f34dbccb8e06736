/*
 * What a page says about itself: where it stood, who wrote it, when. From meta and link elements,
 * JSON-LD, time elements and the comments that mirroring tools leave.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "wire/fact.h"

typedef struct {
    char *canonical, *og_url, *httrack, *saved; /* addresses, each NULL when not told */
    char *saved_on; /* when the page was saved, in the words of the tool that did */
    char *title;    /* og:title */
    char *author, *published, *updated;
    DateKnown published_known;
    GString *lines; /* "description: ...", one a line: the metadata text */
} HtmlMeta;

void html_meta_init(HtmlMeta *meta);
void html_meta_clear(HtmlMeta *meta);

/* A meta element by its property, name or itemprop. */
void html_meta_add(HtmlMeta *meta, const char *name, const char *content);

/* The text of a JSON-LD script; need not be valid. */
void html_meta_add_json(HtmlMeta *meta, const char *json);

/* A comment of HTTrack, SingleFile or a browser's "save page". */
void html_meta_add_comment(HtmlMeta *meta, const char *comment);

/* The best address with how it is known; NULL when none. */
const char *html_meta_location(const HtmlMeta *meta, const char **how);

/* JSON and script text with its string escapes resolved (\u00eb, \/, \n), so that names can be
 * found in it. g_free. */
char *code_unescape(const char *code, size_t length);

/* Appends a script without the base64 in it, which is nobody's words; pictures were cut out before.
 */
void code_append_readable(GString *code, const char *plain);

/* A mail address that Cloudflare hid from machines ("5a3d..." in hexadecimal, the first byte is the
 * key); NULL for anything else. g_free. */
char *html_unveil(const char *veiled);

/* The same for style sheets: "\0000e9 " and "\e9" are "é". */
char *css_unescape(const char *css, size_t length);
