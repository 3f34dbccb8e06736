/*
 * The libraries that take films apart, loaded on demand: they bring some hundred others along,
 * which only a worker for films shall pay for, and where they are not installed everything else
 * goes on. Their headers are included here and nowhere else but in film.c; built without them,
 * libav_load() says no.
 */
#pragma once

#include <stdbool.h>

#if __has_include(<libavformat/avformat.h>) && __has_include(<libswscale/swscale.h>)
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
#define LIBAV_IS_KNOWN 1
#else
#define LIBAV_IS_KNOWN 0
#endif

#if LIBAV_IS_KNOWN

/* FUNCTION(library, name) */
#define LIBAV_FUNCTIONS(FUNCTION)                                                                  \
    FUNCTION(FORMAT, avformat_alloc_context)                                                       \
    FUNCTION(FORMAT, avformat_open_input)                                                          \
    FUNCTION(FORMAT, avformat_close_input)                                                         \
    FUNCTION(FORMAT, av_find_input_format)                                                         \
    FUNCTION(FORMAT, av_read_frame)                                                                \
    FUNCTION(FORMAT, av_seek_frame)                                                                \
    FUNCTION(FORMAT, av_stream_get_side_data)                                                      \
    FUNCTION(FORMAT, avio_alloc_context)                                                           \
    FUNCTION(FORMAT, avio_context_free)                                                            \
    FUNCTION(CODEC, avcodec_find_decoder_by_name)                                                  \
    FUNCTION(CODEC, avcodec_alloc_context3)                                                        \
    FUNCTION(CODEC, avcodec_free_context)                                                          \
    FUNCTION(CODEC, avcodec_parameters_to_context)                                                 \
    FUNCTION(CODEC, avcodec_open2)                                                                 \
    FUNCTION(CODEC, avcodec_send_packet)                                                           \
    FUNCTION(CODEC, avcodec_receive_frame)                                                         \
    FUNCTION(CODEC, avcodec_flush_buffers)                                                         \
    FUNCTION(CODEC, av_packet_alloc)                                                               \
    FUNCTION(CODEC, av_packet_free)                                                                \
    FUNCTION(CODEC, av_packet_unref)                                                               \
    FUNCTION(UTIL, av_malloc)                                                                      \
    FUNCTION(UTIL, av_freep)                                                                       \
    FUNCTION(UTIL, av_strdup)                                                                      \
    FUNCTION(UTIL, av_dict_set)                                                                    \
    FUNCTION(UTIL, av_dict_free)                                                                   \
    FUNCTION(UTIL, av_frame_alloc)                                                                 \
    FUNCTION(UTIL, av_frame_free)                                                                  \
    FUNCTION(UTIL, av_log_set_level)                                                               \
    FUNCTION(UTIL, av_rescale_q)                                                                   \
    FUNCTION(SCALE, sws_getCachedContext)                                                          \
    FUNCTION(SCALE, sws_getCoefficients)                                                           \
    FUNCTION(SCALE, sws_setColorspaceDetails)                                                      \
    FUNCTION(SCALE, sws_isSupportedInput)                                                          \
    FUNCTION(SCALE, sws_scale)                                                                     \
    FUNCTION(SCALE, sws_freeContext)

typedef struct {
#define FUNCTION(library, name) __typeof__(name) *name;
    LIBAV_FUNCTIONS(FUNCTION)
#undef FUNCTION
} Libav;

/* NULL until they are loaded. */
const Libav *libav(void);

#endif

/* Names of their files, up to NULL. */
extern const char *const libav_files[];

/* Loads them, of the versions that this was built for; to be called before the worker locks itself
 * in. Whether all is there. */
bool libav_load(void);
bool libav_is_loaded(void);
