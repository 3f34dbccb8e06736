/* See libav.h. */
#include "readers/pixels/libav.h"

#include <dlfcn.h>
#include <glib.h>

#if LIBAV_IS_KNOWN

enum { UTIL, CODEC, FORMAT, SCALE, LIBRARIES };

/* Structs are laid out alike within a major version, which is what the file's name tells. */
const char *const libav_files[] = {[UTIL] = "libavutil.so." G_STRINGIFY(LIBAVUTIL_VERSION_MAJOR),
                                   [CODEC] = "libavcodec.so." G_STRINGIFY(LIBAVCODEC_VERSION_MAJOR),
                                   [FORMAT] =
                                       "libavformat.so." G_STRINGIFY(LIBAVFORMAT_VERSION_MAJOR),
                                   [SCALE] = "libswscale.so." G_STRINGIFY(LIBSWSCALE_VERSION_MAJOR),
                                   NULL};

static Libav functions;
static bool is_loaded;

static bool find_all(void *const libraries[LIBRARIES])
{
    bool done = true;

#define FUNCTION(library, name)                                                                    \
    *(void **)(void *)&functions.name = dlsym(libraries[library], #name);                          \
    done = done && functions.name;
    LIBAV_FUNCTIONS(FUNCTION)
#undef FUNCTION
    return done;
}

bool libav_load(void)
{
    void *libraries[LIBRARIES];

    for (unsigned i = 0; i < LIBRARIES; i++)
        if (!(libraries[i] = dlopen(libav_files[i], RTLD_LAZY | RTLD_LOCAL)))
            return false;
    is_loaded = find_all(libraries);
    if (is_loaded)
        functions.av_log_set_level(AV_LOG_QUIET);
    return is_loaded;
}

bool libav_is_loaded(void)
{
    return is_loaded;
}

const Libav *libav(void)
{
    return is_loaded ? &functions : NULL;
}

#else

const char *const libav_files[] = {NULL};

bool libav_load(void)
{
    return false;
}

bool libav_is_loaded(void)
{
    return false;
}

#endif
