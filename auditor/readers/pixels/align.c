/*
 * First what is usual is tried: the whole picture in each turn, with bars or without, its middle in
 * the small one's shape. Where that fits badly, the one is looked for inside the other in many
 * sizes. The best is then moved and stretched by little until nothing gets better.
 */
#include "readers/pixels/align.h"

#include <math.h>
#include <string.h>

#define GRID 64U   /* longer side of what is held against each other */
#define LEAST 10U  /* pixels of the shorter side that can be told from chance */
#define FITS 0.985 /* no need to search */
#define FOUND 0.93 /* of a part that is found at all */
#define BETTER 0.6 /* a found part must miss by no more of what the whole misses by */
#define BAR 40.0F  /* the lightest of a bar, with what compression spreads into it */
#define BAR_MEAN 24.0F
#define SMALLEST 0.25 /* of a search: share of the outer one's side */
#define SMALLER 0.95  /* from one size to the next */
#define ROUNDS 12U

static Window whole_of(const Image *image)
{
    return (Window){0, 0, image->width, image->height};
}

/* The middle of a window in the shape of width by height. */
static Window middle(const Window *window, double width, double height)
{
    Window inner = *window;

    if (window->width * height > window->height * width)
        inner.width = window->height * width / height;
    else
        inner.height = window->width * height / width;
    inner.x += (window->width - inner.width) / 2;
    inner.y += (window->height - inner.height) / 2;
    return inner;
}

/* Whether a row or a column is a piece of a black bar. */
static bool is_bar(const Grey *grey, unsigned at, bool row)
{
    unsigned count = row ? grey->width : grey->height;
    float sum = 0, most = 0;

    for (unsigned i = 0; i < count; i++) {
        float light = row ? grey->light[(size_t)at * grey->width + i]
                          : grey->light[(size_t)i * grey->width + at];

        sum += light;
        most = MAX(most, light);
    }
    return most <= BAR && sum <= BAR_MEAN * (float)count;
}

/* What bars at the edges leave; all where they would leave next to nothing. */
static Window without_bars(const Image *image)
{
    Window whole = whole_of(image);
    g_autoptr(Grey) grey = grey_new(image, &whole, image->width, image->height);
    unsigned left = 0, right = image->width, top = 0, bottom = image->height;

    while (top < bottom && is_bar(grey, top, true))
        top++;
    while (bottom > top && is_bar(grey, bottom - 1, true))
        bottom--;
    while (left < right && is_bar(grey, left, false))
        left++;
    while (right > left && is_bar(grey, right - 1, false))
        right--;
    if (right - left < image->width / 3 + 1 || bottom - top < image->height / 3 + 1)
        return whole;
    /* the edge between bar and picture is half of each */
    left += left > 0;
    right -= right < image->width;
    top += top > 0;
    bottom -= bottom < image->height;
    return (Window){left, top, (double)right - left, (double)bottom - top};
}

void align_overlap(const Alignment *alignment, const Image *picture, Window *of_small,
                   Window *of_picture)
{
    const Window *shown = &alignment->shown, *content = &alignment->content;
    double left = MAX(shown->x, 0), top = MAX(shown->y, 0);
    double right = MIN(shown->x + shown->width, picture->width);
    double bottom = MIN(shown->y + shown->height, picture->height);
    double across = content->width / shown->width, down = content->height / shown->height;

    *of_picture = (Window){left, top, MAX(right - left, 1), MAX(bottom - top, 1)};
    *of_small =
        (Window){content->x + (left - shown->x) * across, content->y + (top - shown->y) * down,
                 of_picture->width * across, of_picture->height * down};
}

double align_removed(const Alignment *alignment, const Image *picture)
{
    Window small, large;

    align_overlap(alignment, picture, &small, &large);
    return 1 - small.width * small.height / alignment->content.width / alignment->content.height;
}

/* The size of a grid for a window, longer side at most `side`. */
static void grid_of(const Window *window, unsigned side, unsigned *width, unsigned *height)
{
    double scale = MIN(side / MAX(window->width, window->height), 1);

    *width = (unsigned)MAX(lround(window->width * scale), 1);
    *height = (unsigned)MAX(lround(window->height * scale), 1);
}

static double likeness(const Alignment *alignment, const Image *picture)
{
    Window of_small, of_picture;
    unsigned width, height;

    align_overlap(alignment, picture, &of_small, &of_picture);
    grid_of(&of_small, GRID, &width, &height);
    if (MIN(width, height) < LEAST)
        return 0;
    g_autoptr(Grey) one = grey_new(alignment->small, &of_small, width, height);
    g_autoptr(Grey) two = grey_new(picture, &of_picture, width, height);

    return grey_likeness(one, two, 0, 0);
}

/* Takes the other one over where it misses by less than that share; the loser's picture is freed.
 */
static void prefer(Alignment *best, Alignment *other, double share)
{
    if (!best->small || 1 - other->likeness < (1 - best->likeness) * share) {
        image_free(best->small);
        *best = *other;
    } else {
        image_free(other->small);
    }
}

static Image *copy_of(const Image *image)
{
    Image *copy = image_new(image->width, image->height);

    memcpy(copy->rgb, image->rgb, (size_t)image->width * image->height * 3);
    return copy;
}

static void try_window(const Image *picture, const Image *small, const Window *content,
                       const Window *shown, Alignment *best)
{
    Alignment alignment = {
        .small = copy_of(small), .content = *content, .shown = *shown, .is_usual = true};

    alignment.likeness = likeness(&alignment, picture);
    prefer(best, &alignment, 1);
}

static void try_usual(const Image *picture, const Image *small, Alignment *best)
{
    Window whole = whole_of(picture), inner = without_bars(picture), all = whole_of(small);
    Window contents[2] = {all, without_bars(small)};

    for (unsigned i = 0; i < G_N_ELEMENTS(contents); i++) {
        Window part = middle(&whole, contents[i].width, contents[i].height);

        try_window(picture, small, &contents[i], &whole, best);
        try_window(picture, small, &contents[i], &part, best);
        if (inner.width < whole.width || inner.height < whole.height)
            try_window(picture, small, &contents[i], &inner, best);
    }
}

/* Looks for `inner` inside `outer`: the best window of it, and how like it is. */
static double search(const Image *inner, const Window *inner_part, const Image *outer,
                     const Window *outer_part, Window *found)
{
    unsigned across, down;
    Window fit = middle(outer_part, inner_part->width, inner_part->height);
    double best = 0;

    grid_of(outer_part, GRID, &across, &down);
    double scale = across / outer_part->width;
    g_autoptr(Grey) field = grey_new(outer, outer_part, across, down);

    for (double size = 1; size >= SMALLEST; size *= SMALLER) {
        unsigned width = MIN((unsigned)lround(fit.width * scale * size), across);
        unsigned height = MIN((unsigned)lround(fit.height * scale * size), down);

        if (MIN(width, height) < LEAST)
            break;
        g_autoptr(Grey) piece = grey_new(inner, inner_part, width, height);

        for (unsigned y = 0; y + height <= down; y++)
            for (unsigned x = 0; x + width <= across; x++) {
                double like = grey_likeness(piece, field, x, y);

                if (like <= best)
                    continue;
                best = like;
                *found = (Window){outer_part->x + x / scale, outer_part->y + y / scale,
                                  width / scale, height / scale};
            }
    }
    return best;
}

/* The picture as a part of the small one: somebody cropped it. */
static void try_cropped(const Image *picture, const Image *small, Alignment *best)
{
    Window whole = whole_of(picture), content = without_bars(small), at = {0, 0, 1, 1};
    Alignment alignment = {.small = copy_of(small), .content = content};

    alignment.likeness = search(picture, &whole, small, &content, &at);
    alignment.shown =
        (Window){-(at.x - content.x) * whole.width / at.width,
                 -(at.y - content.y) * whole.height / at.height,
                 content.width * whole.width / at.width, content.height * whole.height / at.height};
    prefer(best, &alignment, 1);
}

/* The small one as a part of the picture: it shows less. */
static void try_within(const Image *picture, const Image *small, Alignment *best)
{
    Window whole = whole_of(picture), content = without_bars(small);
    Alignment alignment = {.small = copy_of(small), .content = content, .shown = whole};

    alignment.likeness = search(small, &content, picture, &whole, &alignment.shown);
    prefer(best, &alignment, 1);
}

/* Moves or stretches by a share of the size: x, y, width, height in turn, there and back. */
static Window nudged(const Window *window, unsigned which, double share)
{
    Window moved = *window;
    double across = window->width * share * (which & 1 ? -1 : 1);
    double down = window->height * share * (which & 1 ? -1 : 1);

    switch (which / 2) {
    case 0:
        moved.x += across;
        break;
    case 1:
        moved.y += down;
        break;
    case 2: /* about the middle */
        moved.width += 2 * across;
        moved.x -= across;
        break;
    default:
        moved.height += 2 * down;
        moved.y -= down;
        break;
    }
    return moved;
}

static void refine(const Image *picture, Alignment *best)
{
    double share = 0.01;

    for (unsigned round = 0; round < ROUNDS && share > 0.001; round++) {
        bool better = false;

        for (unsigned which = 0; which < 8; which++) {
            Alignment moved = *best;

            moved.shown = nudged(&best->shown, which, share);
            moved.likeness = likeness(&moved, picture);
            if (moved.likeness > best->likeness + 1e-5) {
                *best = moved;
                better = true;
            }
        }
        if (!better)
            share /= 2;
    }
}

void align(const Image *picture, const Image *small, unsigned orientation, Alignment *alignment)
{
    const unsigned turns[] = {orientation, 1, 3, 6, 8};

    Alignment found = {0};

    *alignment = (Alignment){0};
    for (unsigned i = 0; i < G_N_ELEMENTS(turns) && alignment->likeness < FITS; i++) {
        if (i > 0 && turns[i] == orientation)
            continue;
        g_autoptr(Image) turned = image_upright(copy_of(small), turns[i]);

        try_usual(picture, turned, alignment);
    }
    refine(picture, alignment);
    if (alignment->likeness >= FITS)
        return;
    for (unsigned i = 0; i < G_N_ELEMENTS(turns); i++) {
        if (i > 0 && turns[i] == orientation)
            continue;
        g_autoptr(Image) turned = image_upright(copy_of(small), turns[i]);

        try_cropped(picture, turned, &found);
        try_within(picture, turned, &found);
    }
    refine(picture, &found);
    if (found.likeness >= FOUND)
        prefer(alignment, &found, BETTER);
    else
        image_free(found.small);
}
