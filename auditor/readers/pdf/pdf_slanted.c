/*
 * The library writes in four directions only. What stands at another angle comes as steps of a
 * stair, each of a few letters. All letters of a step get one box's height, from the highest of
 * them to the lowest: where the line falls its first letter has the upper edge of that, where it
 * rises the lower one. So steps belong together whose first letters lie on one slanted line and are
 * of one size, and of which each begins where the one before ends.
 */
#include "readers/pdf/pdf_slanted.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLOPE_MIN 0.03 /* what rises less is no stair */
#define SLOPE_MAX 1.2  /* 45 degrees are 1; what is steeper is level in another direction */
#define STEPS_MIN 3U
#define STEPS_MAX 5000U /* of a page, in one direction; words of small print are fewer */
#define GAP_MAX 0.6     /* of the size: a blank, and more in wide type */
#define BLANK 0.12
#define RISE_MAX 1.1 /* of the size, from one step to the next; lines are further apart */
#define SAME_SIZE 0.06
#define WORD_MIN 3U /* letters */

typedef struct {
    const char *text;
    size_t length;
    /* In the direction of writing; `last` is where its last letter begins. */
    double begin, last, end;
    double height;
    double across;         /* the edge of its first letter */
    double cost;           /* of the one before it; no one: infinite */
    gint64 previous, next; /* -1: none */
} Step;

#define ANY 4U /* directions: from left to right, down, upside down, up */

/* The box as it is when the page is turned so that `direction` is from left to right. */
static PdfBox turned(const PdfBox *box, unsigned direction)
{
    switch (direction) {
    case 0:
        return *box;
    case 1:
        return (PdfBox){box->y1, box->x1, box->y2, box->x2};
    case 2:
        return (PdfBox){-box->x2, box->y1, -box->x1, box->y2};
    default:
        return (PdfBox){-box->y2, box->x1, -box->y1, box->x2};
    }
}

/* Whether the other letter stands beside this one, level with it. */
static bool is_beside(const PdfBox *box, const PdfBox *other)
{
    double little = (box->y2 - box->y1) * 0.02;

    return fabs(other->x1 - box->x2) < little && fabs(other->y1 - box->y1) < little &&
           fabs(other->y2 - box->y2) < little;
}

/* In which direction each letter is written, as far as one that comes before or behind it tells. */
static unsigned char *find_directions(const PdfCharacters *page)
{
    unsigned char *found = g_malloc(page->count + 1);

    const char *at = page->text;

    memset(found, ANY, page->count + 1);
    for (guint i = 0; i + 1 < page->count && *at; i++, at = g_utf8_next_char(at)) {
        if (g_unichar_isspace(g_utf8_get_char(at)) ||
            g_unichar_isspace(g_utf8_get_char(g_utf8_next_char(at))))
            continue;
        for (unsigned direction = 0; direction < ANY; direction++) {
            PdfBox box = turned(&page->boxes[i], direction);
            PdfBox other = turned(&page->boxes[i + 1], direction);

            if (is_beside(&box, &other)) {
                found[i] = found[i + 1] = (unsigned char)direction;
                break;
            }
        }
    }
    return found;
}

static void step_end(GArray *steps, Step *step)
{
    if (step->length > 0 && step->height > 0)
        g_array_append_val(steps, *step);
    step->length = 0;
}

static int step_compare(const void *a, const void *b)
{
    const Step *one = a, *other = b;

    return one->begin < other->begin ? -1 : one->begin > other->begin;
}

/* `falling`: their lines fall, else they rise. */
static GArray *steps_find(const PdfCharacters *page, const unsigned char *directions,
                          unsigned direction, bool falling)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(Step));
    Step step = {.text = page->text};
    PdfBox last = {0};
    guint i = 0;

    for (const char *at = page->text, *next; *at && i < page->count; at = next, i++) {
        next = g_utf8_next_char(at);
        if (g_unichar_isspace(g_utf8_get_char(at)) ||
            (directions[i] != ANY && directions[i] != direction)) {
            step_end(steps, &step);
            continue;
        }
        PdfBox box = turned(&page->boxes[i], direction);
        if (step.length == 0 || !is_beside(&last, &box)) {
            step_end(steps, &step);
            step = (Step){.text = at, .begin = box.x1, .height = box.y2 - box.y1};
            step.across = falling ? box.y1 : -box.y2;
            step.cost = INFINITY;
            step.previous = step.next = -1;
        }
        step.length += (size_t)(next - at);
        step.last = box.x1;
        step.end = box.x2;
        last = box;
    }
    step_end(steps, &step);
    g_array_sort(steps, step_compare);
    return steps;
}

static double slope_between(const Step *one, const Step *other)
{
    return (other->across - one->across) / MAX(other->begin - one->begin, 0.01);
}

/* Of one letter, where the line falls so steeply. */
static double size_of(const Step *step, double slope)
{
    return step->height - slope * (step->last - step->begin);
}

/* As letters of one word do. */
static bool touches(const Step *one, const Step *other)
{
    return fabs(other->begin - one->end) < 0.02 * one->height;
}

static bool may_follow(const Step *one, const Step *other)
{
    double slope = slope_between(one, other), size = size_of(one, slope);
    double rise_max = touches(one, other) ? 2 * RISE_MAX : RISE_MAX;

    return slope >= SLOPE_MIN && slope <= SLOPE_MAX && size > 0 &&
           fabs(size - size_of(other, slope)) < SAME_SIZE * size &&
           other->begin >= one->end - 0.1 * size && other->begin <= one->end + GAP_MAX * size &&
           other->across - one->across <= rise_max * size;
}

/* How unlike it is that one goes on in the other: by how much lower that is; before all others
 * comes what touches it, as within a word. */
static double cost_of(const Step *one, const Step *other)
{
    double apart = touches(one, other) ? 0 : 2 * RISE_MAX * one->height;

    return other->across - one->across + apart;
}

/* Of the steps that begin where this one ends. */
static gint64 find_next(const GArray *steps, guint from)
{
    const Step *all = (const Step *)(const void *)steps->data, *one = &all[from];
    double least = INFINITY;
    gint64 best = -1;

    for (guint i = from + 1; i < steps->len && all[i].begin <= one->end + GAP_MAX * one->height;
         i++) {
        double cost = cost_of(one, &all[i]);

        if (cost < least && may_follow(one, &all[i])) {
            least = cost;
            best = i;
        }
    }
    return best;
}

/* A step has one before it at most: the nearest. */
static void link_steps(GArray *steps)
{
    Step *all = (Step *)(void *)steps->data;

    for (guint i = 0; i < steps->len; i++) {
        gint64 next = find_next(steps, i);
        double cost = next < 0 ? 0 : cost_of(&all[i], &all[next]);

        if (next < 0 || cost >= all[next].cost)
            continue;
        if (all[next].previous >= 0)
            all[all[next].previous].next = -1;
        all[next].previous = i;
        all[next].cost = cost;
        all[i].next = next;
    }
}

/* The stair that begins with step `from`; how many steps it has. */
static unsigned stair_put(const Step *all, guint from, GString *line)
{
    unsigned count = 1;
    double slope = 0;

    g_string_append_len(line, all[from].text, (gssize)all[from].length);
    for (gint64 at = from, next; (next = all[at].next) >= 0; at = next, count++) {
        double here = slope_between(&all[at], &all[next]);
        double gap = (all[next].begin - all[at].end) * sqrt(1 + here * here);

        if (count > 1 && fabs(here - slope) > 0.02 + 0.08 * fabs(slope))
            break;
        slope = count > 1 ? slope : here;
        if (gap > BLANK * size_of(&all[at], here))
            g_string_append_c(line, ' ');
        g_string_append_len(line, all[next].text, (gssize)all[next].length);
    }
    return count;
}

/* Single letters apart are beside each other by chance. */
static bool has_word(const char *line)
{
    unsigned letters = 0;

    for (; *line && letters < WORD_MIN; line = g_utf8_next_char(line))
        letters = *line == ' ' ? 0 : letters + 1;
    return letters == WORD_MIN;
}

static int line_compare(const void *a, const void *b)
{
    const Step *one = *(const Step *const *)a, *other = *(const Step *const *)b;

    return one->across < other->across ? -1 : one->across > other->across;
}

/* From the top of the page down: a name may go on in the line below. */
static void stairs_put(const PdfCharacters *page, const GArray *steps, GString *out)
{
    const Step *all = (const Step *)(const void *)steps->data;
    g_autoptr(GPtrArray) heads = g_ptr_array_new();

    for (guint i = 0; i < steps->len; i++) {
        if (all[i].next >= 0 && all[i].previous < 0)
            g_ptr_array_add(heads, (gpointer)(uintptr_t)&all[i]);
    }
    g_ptr_array_sort(heads, line_compare);
    for (guint i = 0; i < heads->len; i++) {
        g_autoptr(GString) line = g_string_new(NULL);
        const Step *head = g_ptr_array_index(heads, i);

        if (stair_put(all, (guint)(head - all), line) >= STEPS_MIN && has_word(line->str) &&
            strstr(page->text, line->str) == NULL)
            g_string_append_printf(out, "%s\n", line->str);
    }
}

char *pdf_slanted(const PdfCharacters *page)
{
    g_autofree unsigned char *directions = find_directions(page);
    GString *out = g_string_new(NULL);

    for (unsigned way = 0; way < 2 * ANY; way++) {
        g_autoptr(GArray) steps = steps_find(page, directions, way / 2, way % 2 == 0);

        if (steps->len >= STEPS_MIN && steps->len <= STEPS_MAX) {
            link_steps(steps);
            stairs_put(page, steps, out);
        }
    }
    return g_string_free(out, FALSE);
}
