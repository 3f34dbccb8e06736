/*
 * Looking into a film: a few key frames spread over it are decoded, turned upright, and their faces
 * counted, as of a picture. The frame that shows most stands for the film.
 */
#pragma once

#include "readers/reader.h"

/* Gives one FACT_PIXELS, or a gap that says why not; neither where there is no frame in it. Needs
 * libav_load(). */
void film_look(Input *input, Sink *sink);
