/* The kernels with 4 lanes; see kernels.h. */
#define LANES 4
#define KERNEL
#include "readers/pixels/kernels_body.h"

const Kernels kernels_4 = {LANES, stem, depthwise, pointwise, pool};
