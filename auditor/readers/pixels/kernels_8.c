/* The kernels with 8 lanes, for processors with AVX2 and FMA (x86-64-v3); see kernels.h. */
#if defined(__x86_64__)
#define LANES 8
#define KERNEL __attribute__((target("avx2,fma")))
#include "readers/pixels/kernels_body.h"

const Kernels kernels_8 = {LANES, stem, depthwise, pointwise, pool};
#else
typedef int NothingHere; /* a file is never empty */
#endif
