/* The value that stands at a place when many are put in order, without putting all in order. */
#pragma once

#include <stddef.h>

/* The one at `place` (below `count`) of the values, which are moved about; none of them is NaN. */
float median_place(float *values, size_t count, size_t place);
