/*
 * A small picture in the greys of another one: what mix of its red, green and blue, each along a
 * curve of its own, and of shade towards the edges comes nearest to it. So a filter, black and
 * white by the red channel alone, more contrast or a vignette are undone.
 */
#pragma once

#include "readers/pixels/grey.h"

/* The window in the size of `like`. Places that do not fit what fits most have little say in it. */
Grey *mix_new(const Image *image, const Window *window, const Grey *like);
