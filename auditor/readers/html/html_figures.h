/*
 * What stands beside the pictures of a page: captions of figures, of elements whose class says that
 * they are one, words of links to pictures. Knows elements and class names; setting text is
 * html_flow.h's, the media are html_media.h's.
 */
#pragma once

#include <stddef.h>

#include "readers/html/html_elements.h"
#include "readers/html/html_flow.h"
#include "readers/html/html_media.h"
#include "readers/html/html_targets.h"

typedef struct HtmlFigures HtmlFigures;

/* Borrows `media`, to describe them. */
HtmlFigures *html_figures_new(HtmlMedia *media);
void html_figures_free(HtmlFigures *figures);

/* An element's start, whose targets were added since `mark` (html_media_mark); `class_name` may be
 * NULL. `flow` is the one that its text goes to. */
void html_figures_open(HtmlFigures *figures, HtmlElement element, const char *class_name,
                       const HtmlTargets *targets, size_t mark, size_t depth, const Flow *flow);

void html_figures_close(HtmlFigures *figures, size_t depth, const Flow *flow);

/* What is open, and going back to it: markup within markup closes what it opened. */
typedef struct {
    size_t figures, captions, link_depth, link_medium, link_mark, link_offset;
} HtmlFiguresOpen;

HtmlFiguresOpen html_figures_keep(const HtmlFigures *figures);
void html_figures_return(HtmlFigures *figures, const HtmlFiguresOpen *open);
