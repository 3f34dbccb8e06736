/* Which kernels this processor can run; see kernels.h. */
#include "readers/pixels/kernels.h"

#include <stdbool.h>

static bool has_eight_lanes(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

const Kernels *kernels_with(unsigned lanes)
{
#if defined(__x86_64__)
    if (lanes == 8 && has_eight_lanes())
        return &kernels_8;
#endif
    return lanes == 4 ? &kernels_4 : lanes == 1 ? &kernels_1 : NULL;
}

const Kernels *kernels_best(void)
{
    return kernels_with(has_eight_lanes() ? 8 : 4);
}
