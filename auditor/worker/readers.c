/* The table of readers, made from readers.def; choosing one is a bid. */
#include "worker/readers.h"

#define READER(name) extern const Reader reader_##name;
#include "readers/readers.def"
#ifdef SCHOOLAUDIT_TEST_READERS
READER(misbehave)
#endif
#undef READER

#define READER(name) &reader_##name,
static const Reader *const readers[] = {
#ifdef SCHOOLAUDIT_TEST_READERS
    READER(misbehave)
#endif
#include "readers/readers.def"
        NULL,
};
#undef READER

const Reader *readers_choose(const Input *input)
{
    const Reader *best = NULL;
    int highest = 0;

    for (size_t i = 0; readers[i]; i++) {
        int bid = readers[i]->bid(input);

        if (bid > highest) {
            highest = bid;
            best = readers[i];
        }
    }
    return best;
}
