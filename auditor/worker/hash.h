/* XXH3 by the widest vectors that this processor has: XXH3_128bits and its streaming form, as
 * xxhash.h describes them. */
#pragma once

#if defined(__x86_64__)
#include <xxh_x86dispatch.h> /* stands before xxhash.h, whose names it takes */
#else
#define XXH_INLINE_ALL
#include <xxhash.h>
#endif
