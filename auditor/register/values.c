/* Reads one cell as an answer. Which columns hold answers is decided in columns.c. */
#include "register/values.h"

#include <string.h>

static ConsentAnswer answer_turn(ConsentAnswer answer, bool inverted)
{
    if (!inverted || (answer != CONSENT_YES && answer != CONSENT_NO))
        return answer;
    return answer == CONSENT_YES ? CONSENT_NO : CONSENT_YES;
}

static ConsentAnswer answer_of_key(const char *key)
{
    return !strcmp(key, "yes") ? CONSENT_YES : CONSENT_NO;
}

static Value read_folded(const WordBook *book, GHashTable *mapped, const char *folded,
                         bool inverted)
{
    const MappedValue *own = mapped ? g_hash_table_lookup(mapped, folded) : NULL;
    const char *key;

    /* "x" means no, in a column of objections: no consent, or no objection? */
    if (own && inverted && own->answer == CONSENT_NO)
        return (Value){VALUE_STRANGE, CONSENT_REVIEW, own->scope};
    if (own)
        return (Value){VALUE_CLEAR, answer_turn(own->answer, inverted), own->scope};
    if (!*folded || wordbook_whole(book, "none", folded))
        return (Value){VALUE_CLEAR, CONSENT_UNKNOWN, NULL};
    if ((key = wordbook_whole(book, "plain", folded)))
        return (Value){VALUE_CLEAR, answer_turn(answer_of_key(key), inverted), NULL};
    if ((key = wordbook_whole(book, "said", folded)))
        return (Value){VALUE_CLEAR, answer_of_key(key), NULL};
    if ((key = wordbook_whole(book, "turning", folded)) && !inverted)
        return (Value){VALUE_CLEAR, answer_of_key(key), NULL};
    if (wordbook_whole(book, "ask", folded))
        return (Value){VALUE_AMBIGUOUS, CONSENT_REVIEW, NULL};
    if (wordbook_holds(book, "condition", folded))
        return (Value){VALUE_CONDITIONAL, CONSENT_REVIEW, NULL};
    return (Value){VALUE_STRANGE, CONSENT_REVIEW, NULL};
}

Value value_read(const WordBook *book, GHashTable *mapped, const char *cell, bool inverted)
{
    g_autofree char *folded = text_fold(cell);

    return read_folded(book, mapped, folded, inverted);
}

bool value_is_answer(const WordBook *book, const char *cell)
{
    g_autofree char *folded = text_fold(cell);

    return *folded && read_folded(book, NULL, folded, false).kind != VALUE_STRANGE;
}
