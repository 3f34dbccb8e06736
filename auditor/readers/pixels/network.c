/*
 * BlazeFace as in the paper (Bazarevsky and others, 2019) and the published "back" model: a 5 x 5
 * convolution, then blocks (a 3 x 3 convolution by channel, a 1 x 1 convolution over channels, plus
 * the input or its 2 x 2 maximum, ReLU), then heads at 1/16 and 1/32 of the size. Each block is
 * done row by row, so that what passes between its two convolutions stays in the cache. Pictures
 * have a border of one zero all round.
 */
#include "readers/pixels/network.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/kernels.h"

#define STAGES 5U /* at 1/2, 1/4, 1/8, 1/16, 1/32 */
#define BLOCKS 32U
#define FIRST 24U      /* channels behind the first convolution */
#define BOX_VALUES 16U /* numbers of a box; the first four are its centre and size */
#define ALIGNMENT 64U

typedef struct {
    unsigned ins, outs, step;
    bool has_residual;
    const float *depthwise, *pointwise, *bias;
} Block;

/* Both heads of a stage as one convolution: scores first, then boxes. */
typedef struct {
    unsigned ins, outs, anchors, stride;
    const float *weights, *bias;
} Head;

/* A picture with its border; `data` is its corner. */
typedef struct {
    unsigned width, height, channels;
    float *data;
    size_t room;
} Plane;

struct Network {
    const Kernels *kernels;
    float *numbers; /* rearranged for the kernels */
    size_t used;
    const float *stem, *stem_bias;
    Block blocks[BLOCKS];
    Head heads[2];
    Plane picture;
    Plane planes[STAGES][2]; /* of each size two, in turns */
    float *row, *residual;   /* between the two convolutions of a block */
};

static void *aligned(size_t floats)
{
    void *memory = NULL;

    if (posix_memalign(&memory, ALIGNMENT, floats * sizeof(float) + ALIGNMENT) != 0)
        g_error("no memory for the face detector");
    return memory;
}

/* Room for `count` rearranged numbers. */
static float *take(Network *network, size_t count)
{
    float *start = network->numbers + network->used;

    network->used += count;
    return start;
}

/* [outs][ins] as [outs / 24][ins][24], outs filled up with zeros from `first` on. */
static void arrange(float *into, const float *from, unsigned first, unsigned outs, unsigned ins)
{
    for (unsigned o = 0; o < outs; o++)
        for (unsigned i = 0; i < ins; i++)
            into[((size_t)((first + o) / KERNEL_GROUP) * ins + i) * KERNEL_GROUP +
                 (first + o) % KERNEL_GROUP] = from[(size_t)o * ins + i];
}

static const float *copy(Network *network, const float **from, size_t count)
{
    float *into = take(network, count);

    memcpy(into, *from, count * sizeof *into);
    *from += count;
    return into;
}

static const float *arranged(Network *network, const float **from, unsigned outs, unsigned ins)
{
    float *into = take(network, (size_t)outs * ins);

    arrange(into, *from, 0, outs, ins);
    *from += (size_t)outs * ins;
    return into;
}

static void load_block(Network *network, Block *block, const float **from)
{
    block->depthwise = copy(network, from, 9 * (size_t)block->ins);
    block->pointwise = arranged(network, from, block->outs, block->ins);
    block->bias = copy(network, from, block->outs);
}

/* The first head of a stage gives scores, the second boxes. */
static void load_head(Network *network, Head *head, const float **from)
{
    unsigned scores = head->anchors, boxes = head->anchors * BOX_VALUES;
    float *weights = take(network, (size_t)head->outs * head->ins);
    float *bias = take(network, head->outs);

    arrange(weights, *from, 0, scores, head->ins);
    *from += (size_t)scores * head->ins;
    memcpy(bias, *from, scores * sizeof *bias);
    *from += scores;
    arrange(weights, *from, scores, boxes, head->ins);
    *from += (size_t)boxes * head->ins;
    memcpy(bias + scores, *from, boxes * sizeof *bias);
    *from += boxes;
    head->weights = weights;
    head->bias = bias;
}

/* Runs of seven blocks, each begun by one that halves the picture but for the first. */
static void plan(Network *network)
{
    static const unsigned channels[] = {24, 24, 24, 48, 96, 96};
    unsigned count = 0;

    for (unsigned stage = 0; stage < STAGES; stage++) {
        unsigned outs = channels[stage + 1];
        bool last = stage == STAGES - 1;

        if (stage > 0)
            network->blocks[count++] = (Block){channels[stage], outs, 2, !last, NULL, NULL, NULL};
        for (unsigned i = 0; i < 7 && !last; i++)
            network->blocks[count++] = (Block){outs, outs, 1, true, NULL, NULL, NULL};
    }
    network->heads[0] = (Head){96, 48, 2, 16, NULL, NULL};
    network->heads[1] = (Head){96, 120, 6, 32, NULL, NULL};
}

Network *network_new(const float *numbers, unsigned lanes)
{
    const Kernels *kernels = lanes ? kernels_with(lanes) : kernels_best();
    size_t room = NETWORK_NUMBERS + 2 * 96 * KERNEL_GROUP + 2 * KERNEL_GROUP;
    const float *from = numbers;
    Network *network;

    if (!kernels)
        return NULL;
    network = g_new0(Network, 1);
    network->kernels = kernels;
    network->numbers = aligned(room);
    memset(network->numbers, 0, room * sizeof(float));
    plan(network);
    network->stem = arranged(network, &from, FIRST, 75);
    network->stem_bias = copy(network, &from, FIRST);
    for (unsigned i = 0; i < BLOCKS; i++)
        load_block(network, &network->blocks[i], &from);
    for (unsigned i = 0; i < 2; i++)
        load_head(network, &network->heads[i], &from);
    g_assert(from - numbers == NETWORK_NUMBERS && network->used <= room);
    network->row = aligned(NETWORK_MAX / 2 * FIRST);
    network->residual = aligned(NETWORK_MAX / 2 * FIRST);
    return network;
}

void network_free(Network *network)
{
    if (!network)
        return;
    free(network->picture.data);
    for (unsigned i = 0; i < STAGES; i++) {
        free(network->planes[i][0].data);
        free(network->planes[i][1].data);
    }
    free(network->row);
    free(network->residual);
    free(network->numbers);
    g_free(network);
}

static size_t plane_row(const Plane *plane)
{
    return (size_t)(plane->width + 2) * plane->channels;
}

/* Gives a plane its shape. What lies in it is kept from picture to picture, so only the border has
 * to be made zero, and only where the shape is new. One row more, and the pixel behind it, are
 * there for the largest window.
 */
static void shape(Plane *plane, unsigned width, unsigned height, unsigned channels)
{
    size_t row = (size_t)(width + 2) * channels;
    size_t floats = row * (height + 3) + channels;

    if (plane->width == width && plane->height == height && plane->channels == channels)
        return;
    if (floats > plane->room) {
        free(plane->data);
        plane->data = aligned(floats);
        plane->room = floats;
    }
    plane->width = width;
    plane->height = height;
    plane->channels = channels;
    memset(plane->data, 0, row * sizeof(float));
    memset(plane->data + row * (height + 1), 0, (2 * row + channels) * sizeof(float));
    for (unsigned y = 1; y <= height; y++) {
        memset(plane->data + row * y, 0, channels * sizeof(float));
        memset(plane->data + row * (y + 1) - channels, 0, channels * sizeof(float));
    }
}

/* Where the pixel (0, y) lies. */
static float *plane_at(const Plane *plane, unsigned y)
{
    return plane->data + plane_row(plane) * (y + 1) + plane->channels;
}

float *network_picture(Network *network, unsigned width, unsigned height, size_t *row)
{
    g_assert(width > 0 && height > 0 && width <= NETWORK_MAX && height <= NETWORK_MAX);
    g_assert(width % NETWORK_STEP == 0 && height % NETWORK_STEP == 0);
    /* The first convolution reaches two columns beyond the right end: the second is the left border
     * of the next row (of the last: the pixel behind all), which is zero as well. */
    shape(&network->picture, width, height, 3);
    *row = plane_row(&network->picture);
    return plane_at(&network->picture, 0);
}

static void run_stem(Network *network, Plane *out)
{
    Plane *in = &network->picture;

    shape(out, in->width / 2, in->height / 2, FIRST);
    for (unsigned y = 0; y < out->height; y++)
        network->kernels->stem(in->data + plane_row(in) * 2 * y, plane_row(in), out->width,
                               network->stem, network->stem_bias, plane_at(out, y));
}

static void run_block(Network *network, const Block *block, const Plane *in, Plane *out)
{
    const Kernels *kernels = network->kernels;
    size_t row = plane_row(in);
    unsigned corner = block->step == 1 ? 0 : 1; /* the pad before: one, or none */

    shape(out, in->width / block->step, in->height / block->step, block->outs);
    for (unsigned y = 0; y < out->height; y++) {
        const float *above =
            in->data + row * (y * block->step + corner) + (size_t)corner * block->ins;
        const float *residual = network->residual;

        kernels->depthwise(above, row, block->step, out->width, block->ins, block->depthwise,
                           network->row);
        if (block->step == 1)
            residual = plane_at(in, y);
        else if (block->has_residual)
            kernels->pool(above, row, out->width, block->ins, block->outs, network->residual);
        else
            memset(network->residual, 0, (size_t)out->width * block->outs * sizeof(float));
        kernels->pointwise(network->row, out->width, block->ins, block->outs, block->pointwise,
                           block->bias, residual, plane_at(out, y));
    }
}

static unsigned run_head(Network *network, const Head *head, const Plane *in, float floor,
                         Detection *detections, unsigned room)
{
    float line = floor > 0 ? logf(floor / (1 - floor)) : -INFINITY;
    unsigned count = 0;

    for (unsigned y = 0; y < in->height; y++) {
        network->kernels->pointwise(plane_at(in, y), in->width, head->ins, head->outs,
                                    head->weights, head->bias, NULL, network->row);
        for (unsigned i = 0; i < in->width * head->anchors && count < room; i++) {
            unsigned x = i / head->anchors, anchor = i % head->anchors;
            const float *cell = network->row + (size_t)x * head->outs;
            const float *box = cell + head->anchors + anchor * BOX_VALUES;

            if (cell[anchor] < line)
                continue;
            detections[count++] = (Detection){
                1 / (1 + expf(-cell[anchor])), ((float)x + 0.5F) * (float)head->stride + box[0],
                ((float)y + 0.5F) * (float)head->stride + box[1], box[2], box[3]};
        }
    }
    return count;
}

unsigned network_run(Network *network, float floor, Detection *detections, unsigned room)
{
    unsigned stage = 0, turn = 0, count = 0;
    Plane *in = &network->planes[0][0];

    run_stem(network, in);
    for (unsigned i = 0; i < BLOCKS; i++) {
        const Block *block = &network->blocks[i];

        if (block->step == 2)
            stage++, turn = 1;
        turn = !turn;
        Plane *out = &network->planes[stage][turn];

        if (i == BLOCKS - 1)
            count = run_head(network, &network->heads[0], in, floor, detections, room);
        run_block(network, block, in, out);
        in = out;
    }
    return count +
           run_head(network, &network->heads[1], in, floor, detections + count, room - count);
}
