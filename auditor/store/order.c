/*
 * Canonical order: siblings sorted by ordinal, then one walk down without recursion. Linear but for
 * the sort, and 12 bytes an item.
 */
#include "store/order.h"

static const StoreEntry *entry_at(const GArray *entries, uint32_t id)
{
    return &g_array_index(entries, StoreEntry, id - 1);
}

static int compare_number(uint32_t left, uint32_t right)
{
    return (left > right) - (left < right);
}

static gint compare_siblings(gconstpointer left, gconstpointer right, gpointer entries)
{
    uint32_t left_id = *(const uint32_t *)left;
    uint32_t right_id = *(const uint32_t *)right;
    const StoreEntry *a = entry_at(entries, left_id);
    const StoreEntry *b = entry_at(entries, right_id);
    int order = compare_number(a->parent, b->parent);

    if (order == 0)
        order = compare_number(a->source, b->source);
    if (order == 0)
        order = compare_number(a->ordinal, b->ordinal);
    return order ? order : compare_number(left_id, right_id);
}

/* Where the children of each item begin among the sorted: first[id] .. first[id + 1]; 0 is the
 * top. */
static uint32_t *count_children(const GArray *entries)
{
    uint32_t *first = g_new0(uint32_t, entries->len + 2);

    for (guint i = 0; i < entries->len; i++)
        first[g_array_index(entries, StoreEntry, i).parent + 1]++;
    for (guint i = 0; i <= entries->len; i++)
        first[i + 1] += first[i];
    return first;
}

uint32_t *order_items(const GArray *entries)
{
    guint count = entries->len;
    g_autofree uint32_t *sorted = g_new(uint32_t, count + 1);
    g_autofree uint32_t *first = count_children(entries);
    g_autofree uint32_t *next = g_memdup2(first, (count + 2) * sizeof *first);
    uint32_t *order = g_new(uint32_t, count + 1);
    uint32_t parent = 0, done = 0;

    for (guint i = 0; i < count; i++)
        sorted[i] = i + 1;
    g_qsort_with_data(sorted, (gint)count, sizeof *sorted, compare_siblings, (gpointer)entries);
    while (done < count) {
        if (next[parent] == first[parent + 1]) { /* all children seen: up again */
            g_assert(parent != 0);
            parent = entry_at(entries, parent)->parent;
        } else {
            parent = order[done++] = sorted[next[parent]++];
        }
    }
    return order;
}

void order_position(const GArray *entries, uint32_t item, GByteArray *position)
{
    guint32 number;

    g_byte_array_set_size(position, 0);
    while (item != 0) {
        const StoreEntry *entry = entry_at(entries, item);

        number = GUINT32_TO_BE(entry->ordinal);
        g_byte_array_prepend(position, (const guint8 *)&number, sizeof number);
        item = entry->parent;
        if (item == 0) {
            number = GUINT32_TO_BE(entry->source);
            g_byte_array_prepend(position, (const guint8 *)&number, sizeof number);
        }
    }
}
