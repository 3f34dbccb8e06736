/*
 * Nothing but the bytes of the item is at hand: a reading and a seeking function of ours, no
 * protocol, no other file. Formats and decoders are those of the lists below, one thread, and no
 * frame is decoded but key frames, each by itself. All bounds are numbers of bytes, packets and
 * pixels, never a clock: the same film gives the same on every machine.
 */
#include "readers/pixels/film.h"

#include "readers/pixels/libav.h"

#if LIBAV_IS_KNOWN

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/faces.h"
#include "readers/pixels/fingerprint.h"
#include "readers/pixels/image.h"
#include "readers/pixels/weights.h"

#define FRAMES_MOST 8U
#define FRAME_PIXELS (4096LL * 4096)
#define FRAME_SIDE 1024U /* a larger frame is made smaller before it is looked at */
#define BYTES_MOST (256ULL << 20)
#define PACKETS_MOST 200000U
#define TRIES 4U /* key frames that give no picture, before one that does */
#define BUFFER 32768
#define ROW_ALIGNED(bytes) (((bytes) + 63U) & ~(size_t)63)

typedef struct {
    size_t offset;
    const char *mark, *format;
} Signature;

static const Signature signatures[] = {
    {4, "ftyp", "mov"}, {4, "moov", "mov"}, {4, "mdat", "mov"}, {4, "wide", "mov"},
    {4, "free", "mov"}, {4, "skip", "mov"}, {4, "pnot", "mov"}, {0, "\x1a\x45\xdf\xa3", "matroska"},
    {8, "AVI ", "avi"}};

static const struct {
    enum AVCodecID id;
    const char *decoder;
} decoders[] = {
    {AV_CODEC_ID_H264, "h264"},
    {AV_CODEC_ID_HEVC, "hevc"},
    {AV_CODEC_ID_VP8, "vp8"},
    {AV_CODEC_ID_VP9, "vp9"},
    {AV_CODEC_ID_AV1, "libdav1d"},
    {AV_CODEC_ID_MPEG4, "mpeg4"},
    {AV_CODEC_ID_MSMPEG4V3, "msmpeg4"},
    {AV_CODEC_ID_MJPEG, "mjpeg"},
    {AV_CODEC_ID_H263, "h263"},
    {AV_CODEC_ID_MPEG2VIDEO, "mpeg2video"},
    {AV_CODEC_ID_MPEG1VIDEO, "mpeg1video"},
    {AV_CODEC_ID_DVVIDEO, "dvvideo"},
};

/* What a frame shows, for the choice between frames. */
typedef struct {
    unsigned sure, counted;
    double best;
} Worth;

typedef struct {
    const Libav *libav;
    Input *input;
    uint64_t at, bytes; /* where the next read begins; read so far */
    AVIOContext *reader;
    AVFormatContext *format;
    AVStream *stream;
    AVCodecContext *decoder;
    AVPacket *packet;
    AVFrame *frame;
    struct SwsContext *scaler;
    Network *network;
    unsigned packets, failures;
    int64_t last; /* time stamp of the last frame that was looked at */
    Image *best;  /* what stands for the film so far, */
    FactPixels pixels;
    Worth worth; /* and why */
    Reason reason;
    const char *detail;
} Film;

static bool fail(Film *film, int error, Reason reason, const char *detail)
{
    bool no_room = error == AVERROR(ENOMEM);

    film->reason = no_room ? REASON_LIMIT_MEMORY : reason;
    film->detail = no_room ? "the film would take too much memory to look into" : detail;
    return false;
}

static int read_bytes(void *user, uint8_t *buffer, int length)
{
    Film *film = user;
    size_t got = film->bytes < BYTES_MOST && length > 0
                     ? input_read_at(film->input, film->at, buffer, (size_t)length)
                     : 0;

    film->at += got;
    film->bytes += got;
    return got > 0 ? (int)got : AVERROR_EOF;
}

static int64_t seek_bytes(void *user, int64_t offset, int whence)
{
    Film *film = user;
    int64_t size = (int64_t)input_size(film->input), from = 0;

    if (whence & AVSEEK_SIZE)
        return size;
    whence &= ~AVSEEK_FORCE;
    if (whence == SEEK_CUR)
        from = (int64_t)film->at;
    else if (whence == SEEK_END)
        from = size;
    if (offset < -from || offset > size - from)
        return AVERROR(EINVAL);
    film->at = (uint64_t)(from + offset);
    return (int64_t)film->at;
}

/* A film may name others; nobody goes there. */
static int refuse(AVFormatContext *format, AVIOContext **reader, const char *url, int flags,
                  AVDictionary **options)
{
    (void)format, (void)reader, (void)url, (void)flags, (void)options;
    return AVERROR(EPERM);
}

static const char *format_of(Input *input)
{
    Slice head = input_head(input);

    for (size_t i = 0; i < G_N_ELEMENTS(signatures); i++)
        if (head.length >= signatures[i].offset + 4 &&
            memcmp(head.data + signatures[i].offset, signatures[i].mark, 4) == 0)
            return signatures[i].format;
    return NULL;
}

static bool open_reader(Film *film)
{
    uint8_t *buffer = film->libav->av_malloc(BUFFER);

    film->reader = buffer ? film->libav->avio_alloc_context(buffer, BUFFER, 0, film, read_bytes,
                                                            NULL, seek_bytes)
                          : NULL;
    film->format = film->libav->avformat_alloc_context();
    return (film->reader && film->format) || fail(film, AVERROR(ENOMEM), REASON_NONE, NULL);
}

static bool open_film(Film *film, const char *name)
{
    const Libav *libav = film->libav;
    const AVInputFormat *format = libav->av_find_input_format(name);
    AVDictionary *options = NULL;
    int error;

    if (!format)
        return fail(film, 0, REASON_UNSUPPORTED_TYPE, "no decoder for this kind of film");
    if (!open_reader(film))
        return false;
    film->format->pb = film->reader;
    film->format->flags |= AVFMT_FLAG_CUSTOM_IO;
    film->format->io_open = refuse;
    libav->av_dict_set(&options, "format_whitelist", name, 0);
    libav->av_dict_set(&options, "protocol_whitelist", "none", 0);
    libav->av_dict_set(&options, "enable_drefs", "0", 0);
    libav->av_dict_set(&options, "advanced_editlist", "0", 0);
    error = libav->avformat_open_input(&film->format, "", format, &options);
    libav->av_dict_free(&options);
    return error >= 0 || fail(film, error, REASON_CORRUPT, "the film cannot be taken apart");
}

/* The largest track of pictures, covers apart; the others are not unpacked. */
static bool choose_stream(Film *film)
{
    int64_t most = -1;

    for (unsigned i = 0; i < film->format->nb_streams; i++) {
        AVStream *stream = film->format->streams[i];
        const AVCodecParameters *said = stream->codecpar;
        int64_t pixels = (int64_t)said->width * said->height;

        stream->discard = AVDISCARD_ALL;
        if (said->codec_type != AVMEDIA_TYPE_VIDEO ||
            (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) || pixels <= most)
            continue;
        film->stream = stream;
        most = pixels;
    }
    if (film->stream)
        film->stream->discard = AVDISCARD_DEFAULT;
    return film->stream != NULL;
}

static const AVCodec *find_decoder(const Film *film)
{
    for (size_t i = 0; i < G_N_ELEMENTS(decoders); i++)
        if (decoders[i].id == film->stream->codecpar->codec_id)
            return film->libav->avcodec_find_decoder_by_name(decoders[i].decoder);
    return NULL;
}

/* Some decoders can give a half or a quarter at once. */
static int halvings(const AVCodec *codec, const AVCodecParameters *said)
{
    unsigned longer = (unsigned)MAX(said->width, said->height);
    int halved = 0;

    while (halved < codec->max_lowres && longer >> (halved + 1) >= FRAME_SIDE)
        halved++;
    return halved;
}

static bool open_decoder(Film *film)
{
    const Libav *libav = film->libav;
    const AVCodecParameters *said = film->stream->codecpar;
    const AVCodec *codec = find_decoder(film);
    int error;

    if (!codec)
        return fail(film, 0, REASON_UNSUPPORTED_TYPE, "no decoder for this kind of film");
    if ((int64_t)said->width * said->height > FRAME_PIXELS)
        return fail(film, AVERROR(ENOMEM), REASON_NONE, NULL);
    film->packet = libav->av_packet_alloc();
    film->frame = libav->av_frame_alloc();
    film->decoder = libav->avcodec_alloc_context3(codec);
    if (!film->packet || !film->frame || !film->decoder)
        return fail(film, AVERROR(ENOMEM), REASON_NONE, NULL);
    error = libav->avcodec_parameters_to_context(film->decoder, said);
    film->decoder->thread_count = 1;
    film->decoder->max_pixels = FRAME_PIXELS;
    film->decoder->lowres = halvings(codec, said);
    film->decoder->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_OUTPUT_CORRUPT;
    if (error >= 0)
        error = libav->avcodec_open2(film->decoder, codec, NULL);
    return error >= 0 || fail(film, error, REASON_CORRUPT, "the film cannot be decoded");
}

/* ---- one frame ---- */

/* How a player turns it, from the matrix that phones write, as Exif says it. */
static unsigned orientation_of(const Film *film)
{
    size_t length = 0;
    const uint8_t *data =
        film->libav->av_stream_get_side_data(film->stream, AV_PKT_DATA_DISPLAYMATRIX, &length);
    int32_t matrix[9];

    if (!data || length < sizeof matrix)
        return 1;
    memcpy(matrix, data, sizeof matrix);
    if (abs(matrix[0] / 2) >= abs(matrix[1] / 2))
        return matrix[0] < 0 ? 3 : 1;
    return matrix[1] > 0 ? 6 : 8;
}

/* Pixels need not be square: how wide each is for its height. */
static double pixel_shape(const Film *film)
{
    AVRational shape = film->frame->sample_aspect_ratio;

    if (shape.num <= 0 || shape.den <= 0)
        shape = film->stream->sample_aspect_ratio;
    if (shape.num <= 0 || shape.den <= 0)
        return 1;
    return CLAMP((double)shape.num / shape.den, 0.25, 4.0);
}

static bool set_up_scaler(Film *film, unsigned width, unsigned height)
{
    const Libav *libav = film->libav;
    const AVFrame *frame = film->frame;

    if (!libav->sws_isSupportedInput((enum AVPixelFormat)frame->format))
        return false;
    film->scaler = libav->sws_getCachedContext(
        film->scaler, frame->width, frame->height, (enum AVPixelFormat)frame->format, (int)width,
        (int)height, AV_PIX_FMT_RGB24, SWS_AREA | SWS_ACCURATE_RND | SWS_BITEXACT, NULL, NULL,
        NULL);
    if (!film->scaler)
        return false;
    libav->sws_setColorspaceDetails(film->scaler, libav->sws_getCoefficients(frame->colorspace),
                                    frame->color_range == AVCOL_RANGE_JPEG,
                                    libav->sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16,
                                    1 << 16);
    return true;
}

/* The frame as a picture of moderate size, upright. */
static Image *take_picture(Film *film)
{
    const AVFrame *frame = film->frame;
    double wide = frame->width * pixel_shape(film), high = frame->height;
    double scale = fmin(1, FRAME_SIDE / fmax(wide, high));
    unsigned width = (unsigned)fmax(1, round(wide * scale));
    unsigned height = (unsigned)fmax(1, round(high * scale));
    size_t row = ROW_ALIGNED((size_t)width * 3 + 64); /* it writes by whole vectors */
    g_autofree uint8_t *rows = NULL;
    Image *image;

    if (frame->width <= 0 || frame->height <= 0 || !set_up_scaler(film, width, height))
        return NULL;
    rows = g_malloc0(row * (height + 1));

    uint8_t *const planes[4] = {rows};
    const int strides[4] = {(int)row};

    film->libav->sws_scale(film->scaler, (const uint8_t *const *)frame->data, frame->linesize, 0,
                           frame->height, planes, strides);
    image = image_new(width, height);
    for (unsigned y = 0; y < height; y++)
        memcpy(image->rgb + (size_t)y * width * 3, rows + y * row, (size_t)width * 3);
    return image_upright(image, orientation_of(film));
}

static Worth worth_of(const FactPixels *pixels)
{
    Worth worth = {0};

    for (unsigned i = 0; i < pixels->face_count; i++) {
        worth.sure += pixels->faces[i].score >= (double)FACE_SURE;
        worth.counted += pixels->faces[i].score >= (double)FACE_COUNTS;
    }
    worth.best = pixels->face_count > 0 ? pixels->faces[0].score : 0;
    return worth;
}

static bool is_worth_more(const Worth *one, const Worth *other)
{
    if (one->sure != other->sure)
        return one->sure > other->sure;
    if (one->counted != other->counted)
        return one->counted > other->counted;
    return one->best > other->best;
}

/* Counts what the frame shows. */
static void look_at_frame(Film *film)
{
    FactPixels pixels = {0};
    Image *image = take_picture(film);
    int64_t start = film->stream->start_time != AV_NOPTS_VALUE ? film->stream->start_time : 0;
    Worth worth;

    if (!image) {
        film->failures++;
        return;
    }
    if (film->network)
        faces_count(film->network, image, &pixels);
    worth = worth_of(&pixels);
    if (film->best && !is_worth_more(&worth, &film->worth)) {
        image_free(image);
    } else {
        int64_t moment = film->libav->av_rescale_q(av_sat_sub64(film->last, start),
                                                   film->stream->time_base, (AVRational){1, 1000});

        image_free(film->best);
        film->best = image;
        film->worth = worth;
        pixels.frames = film->pixels.frames;
        pixels.moment = (uint32_t)CLAMP(moment, 0, UINT32_MAX);
        film->pixels = pixels;
    }
    film->pixels.frames++;
}

/* ---- which frames ---- */

/* One packet in, its frame out; nothing of it stays behind. */
static bool decode_packet(Film *film)
{
    const Libav *libav = film->libav;
    bool done = libav->avcodec_send_packet(film->decoder, film->packet) >= 0 &&
                (libav->avcodec_send_packet(film->decoder, NULL), true) &&
                libav->avcodec_receive_frame(film->decoder, film->frame) >= 0;

    libav->avcodec_flush_buffers(film->decoder);
    return done;
}

/* The next key frame at or behind `from`, which is not the one looked at before. */
static bool next_frame(Film *film, int64_t from)
{
    const Libav *libav = film->libav;
    bool done = false;

    for (unsigned tries = 0; !done && tries < TRIES && film->packets < PACKETS_MOST;) {
        if (libav->av_read_frame(film->format, film->packet) < 0)
            return false;

        int64_t time = film->packet->pts != AV_NOPTS_VALUE ? film->packet->pts : film->packet->dts;

        film->packets++;
        if (film->packet->stream_index == film->stream->index && film->packet->size > 0 &&
            (film->packet->flags & AV_PKT_FLAG_KEY) && time > film->last && time >= from) {
            tries++;
            done = decode_packet(film);
            film->failures += !done;
            film->last = time;
        }
        libav->av_packet_unref(film->packet);
    }
    return done;
}

static int64_t length_of(const Film *film)
{
    if (film->stream->duration > 0)
        return film->stream->duration;
    if (film->format->duration > 0)
        return film->libav->av_rescale_q(film->format->duration, AV_TIME_BASE_Q,
                                         film->stream->time_base);
    return 0;
}

/* Where the frames are wanted: evenly over the film; where nobody knows how long it is, at 0, 1, 3,
 * 7 ... seconds. */
static int64_t wanted_time(const Film *film, unsigned number)
{
    int64_t start = film->stream->start_time != AV_NOPTS_VALUE ? film->stream->start_time : 0;
    int64_t length = length_of(film);
    int64_t part = length > 0
                       ? film->libav->av_rescale_q(length, (AVRational){(int)number, FRAMES_MOST},
                                                   (AVRational){1, 1})
                       : film->libav->av_rescale_q((1 << number) - 1, (AVRational){1, 1},
                                                   film->stream->time_base);

    return av_sat_add64(start, part); /* a film may say anything */
}

static void look_at_frames(Film *film)
{
    for (unsigned i = 0; i < FRAMES_MOST && film->worth.sure < 2; i++) {
        int64_t wanted = wanted_time(film, i);
        bool found = i == 0 || film->libav->av_seek_frame(film->format, film->stream->index, wanted,
                                                          AVSEEK_FLAG_BACKWARD) >= 0;

        if (next_frame(film, found ? INT64_MIN : wanted))
            look_at_frame(film);
    }
    if (film->pixels.frames == 0 && film->failures > 0)
        fail(film, 0, REASON_CORRUPT, "no frame of the film can be decoded");
    else if (film->pixels.frames == 0)
        fail(film, 0, REASON_TRUNCATED, "the film has no frame where it says");
}

/* ---- the whole ---- */

static void put_pixels(Film *film, Sink *sink)
{
    const AVCodecContext *said = film->decoder;
    bool turned = orientation_of(film) > 4;
    Fact fact = {.kind = FACT_PIXELS, .pixels = film->pixels};
    Likeness likeness = {0};

    fact.pixels.width = (uint32_t)MAX(turned ? said->height : said->width, 1);
    fact.pixels.height = (uint32_t)MAX(turned ? said->width : said->height, 1);
    fingerprint_take(film->best, &likeness, &fact.pixels);
    sink_put(sink, &fact);
    g_free(likeness.clear);
}

static void film_clear(Film *film)
{
    const Libav *libav = film->libav;

    libav->sws_freeContext(film->scaler);
    libav->av_frame_free(&film->frame);
    libav->av_packet_free(&film->packet);
    libav->avcodec_free_context(&film->decoder);
    libav->avformat_close_input(&film->format);
    if (film->reader)
        libav->av_freep(&film->reader->buffer);
    libav->avio_context_free(&film->reader);
    image_free(film->best);
}

void film_look(Input *input, Sink *sink)
{
    Film film = {.libav = libav(), .input = input, .network = weights_network(), .last = INT64_MIN};
    const char *name = format_of(input);

    if (!film.libav)
        return;
    if (!name)
        fail(&film, 0, REASON_UNSUPPORTED_TYPE, "no decoder for this kind of film");
    else if (open_film(&film, name) && !choose_stream(&film))
        fail(&film, 0, REASON_CORRUPT, "the film has no track of pictures");
    if (film.stream && open_decoder(&film))
        look_at_frames(&film);
    if (film.best)
        put_pixels(&film, sink);
    if (film.reason != REASON_NONE)
        sink_gap(sink, film.reason, film.detail);
    film_clear(&film);
}

#else

void film_look(Input *input, Sink *sink)
{
    (void)input;
    (void)sink;
}

#endif
