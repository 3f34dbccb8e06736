/* The names of the ledger's states and reasons; see state.h. */
#include "wire/state.h"

#include <glib.h>

const char *item_state_id(ItemState state)
{
    static const char *const ids[ITEM_STATES] = {"pending", "read", "partial", "skipped", "failed"};

    g_assert(state < ITEM_STATES);
    return ids[state];
}

static const struct {
    const char *id;
    bool gap;
} reasons[REASONS] = {
#define REASON(constant, id, gap) {id, gap},
    REASON_LIST(REASON)
#undef REASON
};

const char *reason_id(Reason reason)
{
    g_assert(reason < REASONS);
    return reasons[reason].id;
}

bool reason_is_gap(Reason reason)
{
    g_assert(reason < REASONS);
    return reasons[reason].gap;
}
