/*
 * Running text of Office parts: WordprocessingML, DrawingML (slides, charts, diagrams, text boxes)
 * and VML, which all say paragraph, run and text alike.
 */
#pragma once

#include "readers/office/relations.h"
#include "readers/text/texts.h"

/* Reads one part into `texts`. With `hidden` all of it is hidden text (comments, notes); what is
 * hidden within a shown part is told by its markup. False when the part was cut or broken. */
bool story_read(const PackagePart *part, Relations *relations, Texts *texts, bool hidden);
