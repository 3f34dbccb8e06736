/*
 * Both are laid over one another. What one expects of the picture is learned from all of it: which
 * mix of red, green and blue and which tones (a filter, black and white), and how far places with
 * so much detail miss it (sharpening, compression, half a pixel). A place that misses it by much
 * more than its like was changed. Medians, so that the changed place does not teach.
 */
#include "readers/pixels/differ.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/median.h"
#include "readers/pixels/mix.h"

#define SIDE 160U      /* longer side of what is compared */
#define LEAST_SIDE 24U /* of the shorter: below, nothing can be told */
#define LEAST_GRID 48U /* and of what is compared place by place */
#define FLAT 4.0       /* contrast below which nothing is to be seen */
#define TONES 32U
#define TONE_STEP 8.0F
#define SLOPES 16U
#define SLOPE_STEP 6.0F
#define CLASS_LEAST 12U /* values that a class needs */
#define QUIET 4.0F      /* differences that nobody sees */
#define WINDOW_PART 20U /* of the longer side: what is judged together */
#define WINDOW_LEAST 5U
#define MISS_MOST 6.0F    /* of one pixel */
#define MISSED 6.0        /* mean square of the misses in a window that was changed, at least, */
#define MISSED_USUAL 16.0 /* and as a multiple of what three quarters of them stay below */
#define SEEN 10.0         /* and the least difference of it in lightness */
#define PLACES_LEAST 25U  /* windows that overlap */
#define LIKE 0.9          /* correlation of what shows the same, */
#define UNLIKE 0.75       /* of two pictures, */
#define RELATED 0.4       /* and at least of what is the same but for a place */
#define EXPLAINED                                                                                  \
    0.25             /* median difference, as a share of the picture's own, of what is the same    \
                        but for a place */
#define REMOVED 0.05 /* share of the small one that a crop takes away at least */

typedef struct {
    unsigned width, height, window;
    Grey *small, *picture;
    float *miss;   /* squared, of each pixel */
    float *gap;    /* difference in lightness, squared */
    bool *changed; /* windows, by their upper left pixel */
} Pair;

/* For each class, the median of the values in it; a class with too few takes over from the next. */
static void medians(const unsigned *classes, const float *values, size_t count, unsigned total,
                    float *out)
{
    g_autofree size_t *ends = g_new0(size_t, total + 1);
    g_autofree float *sorted = g_new(float, count);
    float last = NAN;

    for (size_t i = 0; i < count; i++)
        ends[classes[i] + 1]++;
    for (unsigned class = 0; class < total; class ++)
        ends[class + 1] += ends[class];
    for (size_t i = count; i-- > 0;) /* each class from its end down */
        sorted[--ends[classes[i] + 1]] = values[i];
    for (unsigned class = 0; class < total; class ++) {
        size_t first = ends[class + 1], end = class + 1 < total ? ends[class + 2] : count;

        if (end - first >= CLASS_LEAST)
            last = median_place(sorted + first, end - first, (end - first) / 2);
        out[class] = last;
    }
    for (unsigned class = total - 1; class -- > 0;)
        if (isnan(out[class]))
            out[class] = out[class + 1];
    if (isnan(out[0]))
        memset(out, 0, total * sizeof *out);
}

/* The curve that leads from the tones of the small one to those of the picture. */
static void learn_tones(Pair *pair, unsigned *classes)
{
    size_t count = (size_t)pair->width * pair->height;
    float *light = pair->small->light, tones[TONES];

    for (size_t i = 0; i < count; i++)
        classes[i] = (unsigned)CLAMP(light[i] / TONE_STEP, 0.0F, (float)TONES - 1);
    medians(classes, pair->picture->light, count, TONES, tones);
    for (size_t i = 0; i < count; i++) {
        float at = CLAMP(light[i] / TONE_STEP - 0.5F, 0.0F, (float)TONES - 1);
        unsigned low = (unsigned)at, high = MIN(low + 1, TONES - 1);

        light[i] = tones[low] + (tones[high] - tones[low]) * (at - (float)low);
    }
}

/* How much the lightness changes round a pixel, as a class. */
static unsigned slope_at(const Grey *grey, unsigned x, unsigned y)
{
    float low = 255, high = 0;

    for (unsigned v = y > 0 ? y - 1 : 0; v <= y + 1 && v < grey->height; v++)
        for (unsigned u = x > 0 ? x - 1 : 0; u <= x + 1 && u < grey->width; u++) {
            float light = grey->light[(size_t)v * grey->width + u];

            low = MIN(low, light);
            high = MAX(high, light);
        }
    return (unsigned)CLAMP((high - low) / SLOPE_STEP, 0.0F, (float)SLOPES - 1);
}

/* How far each pixel misses what was expected of it, in units of what its like do. */
static void measure(Pair *pair)
{
    size_t count = (size_t)pair->width * pair->height;
    g_autofree unsigned *classes = g_new(unsigned, count);
    float usual[SLOPES];

    learn_tones(pair, classes);
    for (size_t i = 0; i < count; i++) {
        classes[i] =
            slope_at(pair->small, (unsigned)(i % pair->width), (unsigned)(i / pair->width));
        pair->gap[i] = fabsf(pair->picture->light[i] - pair->small->light[i]);
    }
    medians(classes, pair->gap, count, SLOPES, usual);
    for (size_t i = 0; i < count; i++) {
        float miss = MIN(pair->gap[i] / MAX(1.5F * usual[classes[i]], QUIET), MISS_MOST);

        pair->miss[i] = miss * miss;
        pair->gap[i] *= pair->gap[i];
    }
}

/* Means over a window: of the misses, and of the differences in lightness. */
static void judge(const Pair *pair, unsigned x, unsigned y, float *miss, float *gap)
{
    float count = (float)(pair->window * pair->window);

    *miss = *gap = 0;
    for (unsigned v = y; v < y + pair->window; v++)
        for (unsigned u = x; u < x + pair->window; u++) {
            *miss += pair->miss[(size_t)v * pair->width + u] / count;
            *gap += pair->gap[(size_t)v * pair->width + u] / count;
        }
}

/* Marks the windows that were changed: those that miss by far more than most do. */
static void mark(Pair *pair)
{
    unsigned across = pair->width - pair->window + 1, down = pair->height - pair->window + 1;
    size_t count = (size_t)across * down;
    g_autofree float *misses = g_new(float, count), *gaps = g_new(float, count);
    g_autofree float *sorted = NULL;
    float limit, most;

    for (size_t i = 0; i < count; i++)
        judge(pair, (unsigned)(i % across), (unsigned)(i / across), &misses[i], &gaps[i]);
    sorted = g_memdup2(misses, count * sizeof *misses);
    most = median_place(sorted, count, count * 3 / 4);
    limit = MAX(MISSED, MISSED_USUAL * most);
    for (size_t i = 0; i < count; i++)
        pair->changed[i / across * pair->width + i % across] =
            misses[i] > limit && gaps[i] > SEEN * SEEN;
}

/* The median difference as a share of how much the picture itself differs from its median: near 0
 * where one explains the other but for a place, near 1 for two pictures. */
static float unexplained(const Pair *pair)
{
    size_t count = (size_t)pair->width * pair->height;
    g_autofree float *gaps = g_memdup2(pair->gap, count * sizeof(float));
    g_autofree float *light = g_memdup2(pair->picture->light, count * sizeof(float));
    float middle = median_place(light, count, count / 2);

    for (size_t i = 0; i < count; i++)
        light[i] = fabsf(light[i] - middle);
    middle = median_place(light, count, count / 2);
    return sqrtf(median_place(gaps, count, count / 2)) / MAX(middle, 1.0F);
}

typedef struct {
    unsigned left, top, right, bottom, places;
} Place;

/* Takes the changed windows that hang together with the one at `start` out, into `place`. */
static void gather(Pair *pair, size_t start, Place *place)
{
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof start);
    long wide = pair->width;

    *place = (Place){G_MAXUINT, G_MAXUINT, 0, 0, 0};
    pair->changed[start] = false;
    g_array_append_val(open, start);
    while (open->len > 0) {
        size_t at = g_array_index(open, size_t, open->len - 1);
        unsigned x = (unsigned)(at % pair->width), y = (unsigned)(at / pair->width);
        const long next[] = {x > 0 ? -1 : 0, x + 1 < pair->width ? 1 : 0, y > 0 ? -wide : 0,
                             y + 1 < pair->height ? wide : 0};

        g_array_set_size(open, open->len - 1);
        place->places++;
        place->left = MIN(place->left, x);
        place->top = MIN(place->top, y);
        place->right = MAX(place->right, x + pair->window);
        place->bottom = MAX(place->bottom, y + pair->window);
        for (unsigned i = 0; i < G_N_ELEMENTS(next); i++) {
            size_t other = (size_t)((long)at + next[i]);

            if (!pair->changed[other])
                continue;
            pair->changed[other] = false;
            g_array_append_val(open, other);
        }
    }
}

/* The largest place that was changed; none has no places. */
static Place find_place(Pair *pair)
{
    size_t count = (size_t)pair->width * pair->height;
    Place largest = {0};

    mark(pair);
    for (size_t i = 0; i < count; i++) {
        Place place;

        if (!pair->changed[i])
            continue;
        gather(pair, i, &place);
        if (place.places > largest.places)
            largest = place;
    }
    return largest;
}

/* A window of the small one as fractions of it: centre and size. */
static void put_window(const Image *small, const Window *window, FactSmall *result)
{
    result->x = CLAMP((window->x + window->width / 2) / small->width, 0, 1);
    result->y = CLAMP((window->y + window->height / 2) / small->height, 0, 1);
    result->width = CLAMP(window->width / small->width, 0, 1);
    result->height = CLAMP(window->height / small->height, 0, 1);
}

static void pair_clear(Pair *pair)
{
    grey_free(pair->picture);
    grey_free(pair->small);
    g_free(pair->miss);
    g_free(pair->gap);
    g_free(pair->changed);
}

/* Whether a place in what both show was changed. */
static void look_for_places(const Image *picture, const Alignment *alignment, FactSmall *result)
{
    Window of_small, of_picture;

    align_overlap(alignment, picture, &of_small, &of_picture);
    double scale = MIN(SIDE / MAX(of_small.width, of_small.height), 1);

    /* a picture smaller than its small one has less detail all over */
    scale = MIN(scale, of_picture.width / of_small.width);
    Pair pair = {.width = (unsigned)MAX(of_small.width * scale, 1),
                 .height = (unsigned)MAX(of_small.height * scale, 1)};
    size_t count = (size_t)pair.width * pair.height;

    if (MIN(pair.width, pair.height) < LEAST_GRID)
        return;
    pair.window = MAX(WINDOW_LEAST, MAX(pair.width, pair.height) / WINDOW_PART);
    pair.picture = grey_new(picture, &of_picture, pair.width, pair.height);
    pair.small = mix_new(alignment->small, &of_small, pair.picture);
    grey_smooth(pair.picture);
    grey_smooth(pair.small);
    pair.miss = g_new(float, count);
    pair.gap = g_new(float, count);
    pair.changed = g_new0(bool, count);
    measure(&pair);
    if (alignment->likeness >= LIKE ||
        (alignment->likeness >= RELATED && unexplained(&pair) <= EXPLAINED)) {
        Place place = find_place(&pair);

        result->kind = SMALL_SAME;
        if (place.places >= PLACES_LEAST) {
            Window at = {of_small.x + place.left / scale, of_small.y + place.top / scale,
                         (place.right - place.left) / scale, (place.bottom - place.top) / scale};

            /* what was found by searching does not lie so exactly */
            result->kind = alignment->is_usual ? SMALL_COVERED : SMALL_UNSURE;
            put_window(alignment->small, &at, result);
        }
    } else if (alignment->likeness < UNLIKE) {
        result->kind = SMALL_OTHER;
    }
    pair_clear(&pair);
}

static double contrast_of(const Image *image)
{
    Window whole = {0, 0, image->width, image->height};
    g_autoptr(Grey) grey = grey_new(image, &whole, MIN(image->width, 64U), MIN(image->height, 64U));

    return grey_contrast(grey);
}

static bool can_be_told(const Image *image)
{
    return MIN(image->width, image->height) >= LEAST_SIDE && contrast_of(image) >= FLAT;
}

Image *differ(const Image *picture, const Image *small, unsigned orientation, FactSmall *result)
{
    Alignment alignment;
    double removed;

    *result = (FactSmall){.kind = SMALL_UNSURE};
    if (!can_be_told(small) || !can_be_told(picture))
        return NULL;
    align(picture, small, orientation, &alignment);
    removed = align_removed(&alignment, picture);
    if (alignment.likeness >= LIKE && removed >= REMOVED) {
        Window kept, of_picture;

        align_overlap(&alignment, picture, &kept, &of_picture);
        result->kind = SMALL_CROPPED;
        put_window(alignment.small, &kept, result);
    } else {
        look_for_places(picture, &alignment, result);
    }
    return g_steal_pointer(&alignment.small);
}
