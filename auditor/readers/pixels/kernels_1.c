/* The kernels with 1 lane; see kernels.h. */
#define LANES 1
#define KERNEL
#include "readers/pixels/kernels_body.h"

const Kernels kernels_1 = {LANES, stem, depthwise, pointwise, pool};
