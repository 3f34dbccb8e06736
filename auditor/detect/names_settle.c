/*
 * Weighs the readings of one place against each other (namesakes, groups, exact spellings), and
 * settles which of overlapping matches are reported.
 */
#include "detect/name_scan.h"

enum { CLUSTER_MAX = 4096, COVERS_MAX = 64, FEW = 64 };
enum {
    INEXACT =
        REASON_FOLDED | REASON_IJ_Y | REASON_PARTICLE_MISSING | REASON_PARTICLE_OTHER | REASON_TYPO,
    /* The same words cut otherwise: worth asking about, even where they are somebody's own. */
    NEARLY = REASON_GLUED | REASON_HALF_NAME | REASON_MIDDLE_NAME
};

static bool form_is_pair(NameForm form)
{
    return form == NAME_FORM_FULL || form == NAME_FORM_REVERSED || form == NAME_FORM_GLUED;
}

static bool form_covers(NameForm form)
{
    return form != NAME_FORM_SURNAME && form != NAME_FORM_BEARERS;
}

static bool same_class(const NameMatch *a, const NameMatch *b)
{
    return a->form == b->form || (form_is_pair(a->form) && form_is_pair(b->form));
}

/* The readings that compete with `lead`: same class, same stretch of text. */
typedef struct {
    bool exact, whole, several, in_group;
} Rivals;

/* Is the stretch somebody else's own spelling? */
static bool match_is_less(const NameMatch *match, const Rivals *rivals)
{
    return (rivals->exact && (match->reasons & INEXACT)) ||
           (rivals->whole && (match->reasons & NEARLY));
}

static bool competes(const NameMatch *lead, const NameMatch *match)
{
    return same_class(lead, match) && (match->form == NAME_FORM_SURNAME ||
                                       (match->start == lead->start && match->end == lead->end));
}

static bool person_in_group(const NameScan *scan, const NameContext *context, uint32_t person)
{
    return context && context_group(context, &scan->index->people[person]);
}

static Rivals rivals_read(const NameScan *scan, guint mark, const NameMatch *lead,
                          const NameContext *context)
{
    Rivals rivals = {0};
    uint32_t person = UINT32_MAX;

    for (guint i = mark; i < scan->found->len; i++) {
        const NameMatch *match = &g_array_index(scan->found, NameMatch, i);
        if (!competes(lead, match) || (match->reasons & INEXACT))
            continue;
        rivals.exact = true;
        rivals.whole |= form_is_pair(match->form) && !(match->reasons & NEARLY);
    }
    for (guint i = mark; i < scan->found->len; i++) {
        const NameMatch *match = &g_array_index(scan->found, NameMatch, i);
        if (!competes(lead, match) || match_is_less(match, &rivals))
            continue;
        rivals.several |= person != UINT32_MAX && person != match->person;
        person = match->person;
        rivals.in_group |= person_in_group(scan, context, match->person);
    }
    return rivals;
}

static void several_weigh(NameMatch *match, bool in_group, bool decided)
{
    bool pair = form_is_pair(match->form);

    match->reasons |= REASON_NAMESAKE;
    if (in_group) {
        match->reasons |= REASON_GROUP_NEAR;
        if (match->form == NAME_FORM_ABBREVIATED)
            match->tier = MIN(match->tier, TIER_LIKELY);
    } else if (decided) {
        match->reasons |= REASON_OTHER_GROUP;
        match->tier = pair ? MAX(match->tier, TIER_REVIEW) : TIER_TRACE;
    } else if (pair) {
        match->tier = MAX(match->tier, TIER_LIKELY);
    } else if (match->form == NAME_FORM_INITIALS) {
        match->tier = MAX(match->tier, TIER_REVIEW);
    }
}

static void match_weigh(const NameScan *scan, NameMatch *match, const Rivals *rivals,
                        const NameContext *context)
{
    bool in_group = person_in_group(scan, context, match->person);

    if (match_is_less(match, rivals)) {
        match->reasons |= REASON_OTHER_EXACT;
        match->tier = match->reasons & INEXACT ? TIER_TRACE : tier_worst(match->tier, TIER_REVIEW);
    } else if (rivals->several) {
        several_weigh(match, in_group, rivals->in_group);
    } else if (in_group) {
        match->reasons |= REASON_GROUP_NEAR;
    }
}

/* Other readings than those of the lead's stretch are looked at by their own lead: at most a few.
 */
void matches_weigh(NameScan *scan, guint mark, const NameContext *context)
{
    enum { LEADS = 8 };
    NameMatch leads[LEADS];
    Rivals rivals[LEADS];
    size_t count = 0;

    if (scan->found->len == mark)
        return;
    for (guint i = mark; i < scan->found->len; i++) {
        const NameMatch *match = &g_array_index(scan->found, NameMatch, i);
        size_t lead = 0;
        while (lead < count && !competes(&leads[lead], match))
            lead++;
        if (lead < count || count == LEADS)
            continue;
        rivals[count] = rivals_read(scan, mark, match, context);
        leads[count++] = *match;
    }
    for (guint i = mark; i < scan->found->len; i++) {
        NameMatch *match = &g_array_index(scan->found, NameMatch, i);
        size_t lead = 0;
        while (lead < count && !competes(&leads[lead], match))
            lead++;
        if (lead < count)
            match_weigh(scan, match, &rivals[lead], context);
    }
}

static int match_compare(const void *a, const void *b)
{
    const NameMatch *x = a, *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    if (x->tier != y->tier)
        return x->tier < y->tier ? -1 : 1;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    return x->reasons < y->reasons ? -1 : x->reasons > y->reasons;
}

static bool contained(const NameMatch *inner, const NameMatch *outer)
{
    return inner->start >= outer->start && inner->end <= outer->end;
}

static bool same_span(const NameMatch *a, const NameMatch *b)
{
    return a->start == b->start && a->end == b->end;
}

/* Does `cover` make `match` say nothing of its own? `first`: cover comes first in order. */
static bool explained(const NameMatch *match, const NameMatch *cover, bool first)
{
    bool inside = contained(match, cover);

    /* Somebody who is known explains the name; an unlisted person explains nobody. */
    if (cover->person == NAMES_UNLISTED || match->person == NAMES_UNLISTED)
        return match->person == NAMES_UNLISTED && cover->person != NAMES_UNLISTED &&
               cover->surname && form_covers(cover->form) && cover->tier <= TIER_REVIEW &&
               match->start < cover->end && match->end > cover->start;
    if (match->person == cover->person && match->form != NAME_FORM_BEARERS &&
        cover->form != NAME_FORM_BEARERS) {
        /* Where they only overlap both stay: each holds a piece of the name. */
        if (!inside && !contained(cover, match))
            return false;
        if (cover->tier != match->tier)
            return cover->tier < match->tier;
        return same_span(match, cover) ? first : inside;
    }
    if (!form_covers(cover->form) || cover->tier == TIER_TRACE)
        return false;
    if (match->form == NAME_FORM_BEARERS)
        return inside;
    if (match->form == NAME_FORM_SURNAME)
        return inside && cover->tier <= TIER_LIKELY;
    if (match->reasons & REASON_MIDDLE_NAME)
        return contained(cover, match) && cover->tier < match->tier;
    return inside && !same_span(match, cover) && cover->tier <= match->tier;
}

/* A bare surname inside a longer one of the same person; equal ones stand side by side. */
static bool bare_is_explained(const NameMatch *matches, size_t count, size_t at)
{
    if (at > 0 && matches[at - 1].person == matches[at].person &&
        matches[at - 1].form == matches[at].form && same_span(&matches[at - 1], &matches[at]))
        return true;
    if (count > FEW || matches[at].form != NAME_FORM_SURNAME)
        return false;
    for (size_t i = 0; i < count; i++)
        if (i != at && matches[i].form == NAME_FORM_SURNAME &&
            matches[i].person == matches[at].person && explained(&matches[at], &matches[i], i < at))
            return true;
    return false;
}

static bool match_is_explained(const NameMatch *matches, const size_t *covers, size_t cover_count,
                               size_t at)
{
    for (size_t i = 0; i < cover_count; i++)
        if (covers[i] != at && explained(&matches[at], &matches[covers[i]], covers[i] < at))
            return true;
    return false;
}

/* Only what is reported itself may explain something else. Returns how many covers are left. */
static size_t covers_sift(const NameMatch *matches, size_t *covers, size_t count)
{
    bool gone[COVERS_MAX];
    size_t left = 0;

    for (size_t i = 0; i < count; i++)
        gone[i] = match_is_explained(matches, covers, count, covers[i]);
    for (size_t i = 0; i < count; i++)
        if (!gone[i])
            covers[left++] = covers[i];
    return left;
}

static void cluster_report(const NameScan *scan, const NameMatch *matches, size_t count,
                           NameFound report, void *user)
{
    size_t covers[COVERS_MAX], all = 0;

    for (size_t i = 0; i < count && all < COVERS_MAX; i++)
        if (form_covers(matches[i].form))
            covers[all++] = i;
    size_t left = covers_sift(matches, covers, all), next = 0, seen = 0;
    for (size_t i = 0; i < count; i++) {
        bool cover = form_covers(matches[i].form);
        while (next < left && covers[next] < i)
            next++;
        bool survives = next < left && covers[next] == i;
        bool gone = cover && seen < all ? !survives
                                        : match_is_explained(matches, covers, left, i) ||
                                              bare_is_explained(matches, count, i);
        seen += cover;
        if (gone)
            continue;
        if (matches[i].form == NAME_FORM_BEARERS)
            bearers_report(scan, &matches[i], report, user);
        else
            report(&matches[i], user);
    }
}

void matches_settle(NameScan *scan, size_t boundary, NameFound report, void *user)
{
    GArray *found = scan->found;
    NameMatch *matches = (NameMatch *)(void *)found->data;
    size_t from = 0;

    if (found->len > 1)
        g_array_sort(found, match_compare);
    while (from < found->len && matches[from].start < boundary) {
        size_t to = from + 1, end = matches[from].end;
        while (to < found->len && matches[to].start < end && to - from < CLUSTER_MAX) {
            end = MAX(end, matches[to].end);
            to++;
        }
        if (end > boundary && to - from < CLUSTER_MAX)
            break;
        cluster_report(scan, matches + from, to - from, report, user);
        from = to;
    }
    g_array_remove_range(found, 0, (guint)from);
}
