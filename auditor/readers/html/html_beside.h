/*
 * Captions that no element and no class name tells: a few words right below a picture (or above
 * it), with nothing else between, as pages made by hand have them. A weaker word than
 * html_figures.h's, and none where what has a caption by its markup.
 */
#pragma once

#include <stddef.h>

#include "readers/html/html_elements.h"
#include "readers/html/html_flow.h"
#include "readers/html/html_media.h"
#include "readers/html/html_targets.h"
#include "worker/xml.h"

typedef struct HtmlBeside HtmlBeside;

/* Borrows `media`, to describe them. */
HtmlBeside *html_beside_new(HtmlMedia *media);
void html_beside_free(HtmlBeside *beside);

/* A piece of markup begins and ends; what it leaves open ends with it. Outside of pieces nothing
 * is told. `flow` is where its text goes, and outlives it. */
void html_beside_begin(HtmlBeside *beside, const Flow *flow);
void html_beside_end(HtmlBeside *beside);

typedef struct {
    HtmlElement element;
    const char *name;
    const XmlAttribute *attributes;
    size_t count, depth;
    const HtmlTargets *targets;
    size_t mark; /* its media were added since (html_media_mark) */
} HtmlBesideElement;

/* An element's start, whose media were added already, and its end. */
void html_beside_open(HtmlBeside *beside, const HtmlBesideElement *element, const Flow *flow);
void html_beside_close(HtmlBeside *beside, size_t depth);

/* Describes the media, once everything was read. */
void html_beside_settle(HtmlBeside *beside);
