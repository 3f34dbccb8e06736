/*
 * Two looks at the whole picture give candidates: a near one for small faces, and one from afar for
 * those that fill it, which the network does not know as faces or takes for two. Each candidate is
 * then looked at closely, as it is and mirrored, and its score is the geometric mean of the three.
 * Constants are tuned on labelled photos (none, one, several); those of FACE_DOUBTFUL and FACE_SURE
 * bracket where the errors lie.
 */
#include "readers/pixels/faces.h"

#include <math.h>
#include <string.h>

#define CANDIDATE (FACE_COUNTS * FACE_COUNTS * FACE_COUNTS) /* probability in the first look */
#define DETECTIONS 2048U
#define OVERLAP 0.3F    /* of two boxes for one face: intersection over union */
#define CONTAINED 0.6F  /* or intersection over the smaller one */
#define FAR_SIDE 96U    /* pixels of the picture's longer side from afar, */
#define FAR_CANVAS 160U /* on a black square of so many */
#define FAR_FROM 0.4F   /* of the longer side: smaller faces are left to the near look */
#define LONG_SHAPE 2.0  /* so much longer than wide: looked at in parts too, */
#define PART_SHAPE 1.5  /* of this shape, each a width further than the one before */
#define PART_WIDTH 48U  /* pixels; in narrower ones nobody could be seen */
#define PARTS_MAX 32U
#define CLOSE_SIDE 128U  /* pixels of the close look */
#define CLOSE_AREA 3.0F  /* times the box */
#define CLOSE_FLOOR 0.1F /* probability where the close look finds nothing */
#define BLACK (-1.0F)

static float area_of(const Detection *box)
{
    return MAX(box->width, 0) * MAX(box->height, 0);
}

static float overlap_1(float a, float a_size, float b, float b_size)
{
    float low = MAX(a - a_size / 2, b - b_size / 2), high = MIN(a + a_size / 2, b + b_size / 2);

    return MAX(high - low, 0);
}

static float intersection(const Detection *a, const Detection *b)
{
    return overlap_1(a->x, a->width, b->x, b->width) * overlap_1(a->y, a->height, b->y, b->height);
}

static float over_union(const Detection *a, const Detection *b)
{
    float both = intersection(a, b), all = area_of(a) + area_of(b) - both;

    return all > 0 ? both / all : 0;
}

static bool is_same_face(const Detection *a, const Detection *b)
{
    float smaller = MIN(area_of(a), area_of(b));

    return over_union(a, b) > OVERLAP || (smaller > 0 && intersection(a, b) / smaller > CONTAINED);
}

static int compare_detections(const void *left, const void *right)
{
    const Detection *a = left, *b = right;
    float keys[][2] = {{b->probability, a->probability}, {a->y, b->y}, {a->x, b->x}};

    for (unsigned i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* Keeps the best of those that mean the same face, at most FACES_MAX; returns how many. */
static unsigned suppress(Detection *boxes, unsigned count)
{
    unsigned kept = 0;

    qsort(boxes, count, sizeof *boxes, compare_detections);
    for (unsigned i = 0; i < count && kept < FACES_MAX; i++) {
        bool new = area_of(&boxes[i]) > 0;

        for (unsigned k = 0; k < kept && new; k++)
            new = !is_same_face(&boxes[i], &boxes[k]);
        if (new)
            boxes[kept++] = boxes[i];
    }
    return kept;
}

static void normalise(float *row, unsigned values)
{
    for (unsigned i = 0; i < values; i++)
        row[i] = row[i] / 127.5F - 1;
}

static Window whole_of(const Image *image)
{
    return (Window){0, 0, image->width, image->height};
}

/* Lays the part, its longer side `side` pixels, on a black canvas whose sides are no shorter than
 * `least`, and finds candidates in pixels of the picture, best first. */
static unsigned find_candidates(Network *network, const Image *image, Window part, unsigned side,
                                unsigned least, Detection *boxes)
{
    double scale = side / MAX(part.width, part.height);
    unsigned width = CLAMP((unsigned)lround(part.width * scale), 1, side);
    unsigned height = CLAMP((unsigned)lround(part.height * scale), 1, side);
    unsigned wide = (MAX(width, least) + NETWORK_STEP - 1) / NETWORK_STEP * NETWORK_STEP;
    unsigned high = (MAX(height, least) + NETWORK_STEP - 1) / NETWORK_STEP * NETWORK_STEP;
    unsigned left = (wide - width) / 2, top = (high - height) / 2, count;
    size_t row;
    float *canvas = network_picture(network, wide, high, &row);

    for (unsigned y = 0; y < high; y++)
        for (unsigned i = 0; i < wide * 3; i++)
            canvas[y * row + i] = BLACK;
    image_sample(image, &part, width, height, canvas + top * row + (size_t)left * 3, row);
    for (unsigned y = top; y < top + height; y++)
        normalise(canvas + y * row + (size_t)left * 3, width * 3);
    count = suppress(boxes, network_run(network, CANDIDATE, boxes, DETECTIONS));
    for (unsigned i = 0; i < count; i++) {
        boxes[i].x = (float)((boxes[i].x - (float)left) / scale + part.x);
        boxes[i].y = (float)((boxes[i].y - (float)top) / scale + part.y);
        boxes[i].width = (float)(boxes[i].width / scale);
        boxes[i].height = (float)(boxes[i].height / scale);
    }
    return count;
}

static void mirror(float *row, unsigned width)
{
    for (unsigned x = 0; x < width / 2; x++)
        for (unsigned c = 0; c < 3; c++) {
            float *left = row + (size_t)x * 3 + c, *right = row + (size_t)(width - 1 - x) * 3 + c;
            float value = *left;

            *left = *right;
            *right = value;
        }
}

/* The probability that a close look gives the candidate. */
static float look_closely(Network *network, const Image *image, const Detection *box, bool mirrored,
                          Detection *found)
{
    float side = CLOSE_AREA * MAX(box->width, box->height);
    float scale = CLOSE_SIDE / side;
    Window window = {(double)box->x - (double)side / 2, (double)box->y - (double)side / 2,
                     (double)side, (double)side};
    Detection wanted = {0, CLOSE_SIDE / 2, CLOSE_SIDE / 2, box->width * scale, box->height * scale};
    float best = CLOSE_FLOOR;
    size_t row;
    float *picture = network_picture(network, CLOSE_SIDE, CLOSE_SIDE, &row);

    image_sample(image, &window, CLOSE_SIDE, CLOSE_SIDE, picture, row);
    for (unsigned y = 0; y < CLOSE_SIDE; y++) {
        normalise(picture + y * row, CLOSE_SIDE * 3);
        if (mirrored)
            mirror(picture + y * row, CLOSE_SIDE);
    }
    unsigned count = network_run(network, CLOSE_FLOOR, found, DETECTIONS);

    for (unsigned i = 0; i < count; i++)
        if (over_union(&found[i], &wanted) > OVERLAP)
            best = MAX(best, found[i].probability);
    return best;
}

/* A fraction to four digits: processors with other lanes add in another order, which shows in the
 * eighth. */
static double rounded(double value)
{
    return round(CLAMP(value, 0, 1) * 10000) / 10000;
}

typedef struct {
    Network *network;
    const Image *image;
    FactPixels *pixels;
    Detection kept[FACES_MAX]; /* of pixels->faces, in their order */
    Detection *found;          /* room for the close looks */
    unsigned sure;
} Count;

static float score_of(Count *count, const Detection *box)
{
    float plain = look_closely(count->network, count->image, box, false, count->found);
    float mirrored = look_closely(count->network, count->image, box, true, count->found);

    return cbrtf(box->probability * plain * mirrored);
}

static bool is_kept(const Count *count, const Detection *box)
{
    for (unsigned i = 0; i < count->pixels->face_count; i++)
        if (is_same_face(box, &count->kept[i]))
            return true;
    return false;
}

static void add_face(Count *count, const Detection *box, float score)
{
    FactPixels *pixels = count->pixels;
    const Image *image = count->image;
    FactFace *face = &pixels->faces[pixels->face_count];

    if (score < FACE_DOUBTFUL || pixels->face_count == FACES_MAX || is_kept(count, box))
        return;
    face->x = rounded((double)box->x / image->width);
    face->y = rounded((double)box->y / image->height);
    face->width = rounded((double)box->width / image->width);
    face->height = rounded((double)box->height / image->height);
    face->score = rounded((double)score);
    count->kept[pixels->face_count++] = *box;
    count->sure += score >= FACE_SURE;
}

/* Faces that fill the picture: those that count come first and cover what the near look takes for
 * faces within them; the others are left in `doubtful` with their scores. Returns how many. */
static unsigned look_from_afar(Count *count, Detection *boxes, Detection *doubtful)
{
    const Image *image = count->image;
    float least = FAR_FROM * (float)MAX(image->width, image->height);
    unsigned candidates =
        find_candidates(count->network, image, whole_of(image), FAR_SIDE, FAR_CANVAS, boxes);
    unsigned left = 0;

    for (unsigned i = 0; i < candidates; i++) {
        if (MAX(boxes[i].width, boxes[i].height) < least)
            continue;
        float score = score_of(count, &boxes[i]);

        if (score >= FACE_COUNTS) {
            add_face(count, &boxes[i], score);
        } else {
            doubtful[left] = boxes[i];
            doubtful[left++].probability = score;
        }
    }
    return left;
}

/* Two that are beyond doubt are several: nobody needs to know how many more. */
static void add_faces(Count *count, const Detection *boxes, unsigned candidates)
{
    for (unsigned i = 0; i < candidates && count->sure < 2; i++)
        if (!is_kept(count, &boxes[i]))
            add_face(count, &boxes[i], score_of(count, &boxes[i]));
}

/* A banner, a panorama or a long screenshot has faces that the look at the whole makes too small.
 */
static void look_in_parts(Count *count, Detection *boxes)
{
    const Image *image = count->image;
    double longer = MAX(image->width, image->height), shorter = MIN(image->width, image->height);
    bool lies = image->width > image->height;

    if (shorter < PART_WIDTH || longer < LONG_SHAPE * shorter)
        return;
    double parts = MIN(ceil(longer / shorter - PART_SHAPE) + 1, PARTS_MAX);
    double length = MAX(PART_SHAPE * shorter, PART_SHAPE * longer / parts);

    for (unsigned i = 0; i < (unsigned)parts && count->sure < 2; i++) {
        double at = i * (longer - length) / (parts - 1);
        Window part = lies ? (Window){at, 0, length, shorter} : (Window){0, at, shorter, length};

        add_faces(count, boxes,
                  find_candidates(count->network, image, part, NETWORK_MAX, 0, boxes));
    }
}

static int compare_faces(const void *left, const void *right)
{
    const FactFace *a = left, *b = right;

    return a->score == b->score ? 0 : a->score > b->score ? -1 : 1;
}

void faces_count(Network *network, const Image *image, FactPixels *pixels)
{
    g_autofree Detection *boxes = g_new(Detection, DETECTIONS);
    g_autofree Detection *found = g_new(Detection, DETECTIONS);
    Detection doubtful[FACES_MAX];
    Count count = {.network = network, .image = image, .pixels = pixels, .found = found};

    pixels->is_counted = true;
    pixels->face_count = 0;
    unsigned left = look_from_afar(&count, boxes, doubtful);

    add_faces(&count, boxes,
              find_candidates(network, image, whole_of(image), NETWORK_MAX, 0, boxes));
    look_in_parts(&count, boxes);
    for (unsigned i = 0; i < left; i++)
        add_face(&count, &doubtful[i], doubtful[i].probability);
    qsort(pixels->faces, pixels->face_count, sizeof *pixels->faces, compare_faces);
}
