/*
 * What stands round a name and changes what it is worth: groups, lifting words, titles, streets,
 * the start of a sentence. The words are in lists/; the weights are in names_surname.c.
 */
#include "detect/name_scan.h"

enum { WINDOW = 14, LIST_NAMES = 3 };

bool token_caseless(const NameScan *scan, size_t at)
{
    const Token *token = &scan->tokens[at];
    enum { MARKS = SEPARATOR_HASH | SEPARATOR_AT | SEPARATOR_UNDERSCORE };
    uint16_t after = at + 1 < scan->count ? scan->tokens[at + 1].before : 0;

    if (scan->carrier != CARRIER_PROSE)
        return true;
    if ((token->shape & TOKEN_ALL_CAPS) && token->letters > 1)
        return true;
    bool before = (token->before & MARKS) &&
                  !(token->before & SEPARATOR_UNDERSCORE && token->before & SEPARATOR_SPACE);
    return before ||
           ((after & (SEPARATOR_AT | SEPARATOR_UNDERSCORE)) && !(after & SEPARATOR_SPACE));
}

/* A full stop ends a sentence unless what stands before it is an initial or no space follows. */
static bool dot_inside(const NameScan *scan, size_t at)
{
    uint16_t before = scan->tokens[at].before;

    if (!(before & SEPARATOR_DOT) || !(before & (SEPARATOR_SPACE | SEPARATOR_NEWLINE)))
        return true;
    return at > 0 && scan->tokens[at - 1].letters <= 3 &&
           (scan->tokens[at - 1].letters == 1 ||
            (scan->tokens[at - 1].kinds & (WORD_PARTICLE | WORD_TITLE)));
}

bool token_joined(const NameScan *scan, size_t at)
{
    uint16_t before = scan->tokens[at].before;

    if (before & ~(JOIN_NAME | SEPARATOR_DOT))
        return false;
    return dot_inside(scan, at);
}

bool token_sentence(const NameScan *scan, size_t at)
{
    uint16_t before = scan->tokens[at].before;

    if (before & (SEPARATOR_STOP | SEPARATOR_OTHER | SEPARATOR_PARAGRAPH | SEPARATOR_NEWLINE))
        return true;
    return !dot_inside(scan, at);
}

bool context_title(const NameScan *scan, size_t start)
{
    if (start == 0 || !(scan->tokens[start - 1].kinds & WORD_TITLE))
        return false;
    const Token *title = &scan->tokens[start - 1];
    /* "Bart Bakker" at the end of the line above is no baker. */
    if ((title->kinds & WORD_SURNAME) && (title->shape & TOKEN_CAPITAL) &&
        !token_sentence(scan, start - 1))
        return false;
    /* "mevr. De Vries": the dot is the title's. */
    return !(scan->tokens[start].before &
             ~(SEPARATOR_SPACE | SEPARATOR_HYPHEN | SEPARATOR_UNDERSCORE | SEPARATOR_DOT));
}

/* "Directeur: Jan Bakker". */
static bool title_with_colon(const NameScan *scan, size_t start)
{
    return start > 0 && (scan->tokens[start - 1].kinds & WORD_TITLE) &&
           (scan->tokens[start].before & ~SEPARATOR_SPACE) == SEPARATOR_STOP &&
           scan->text[scan->tokens[start - 1].end] == ':';
}

/* "Jan Bakker, directeur", "Jan Bakker (leerkracht groep 7)"; in "Jan Bakker, meester Henk" the
 * title is another's. */
static bool title_behind(const NameScan *scan, size_t end)
{
    enum { PARTING = SEPARATOR_COMMA | SEPARATOR_HYPHEN | SEPARATOR_OTHER | SEPARATOR_NEWLINE };

    if (end >= scan->count || !(scan->tokens[end].kinds & WORD_TITLE) ||
        !(scan->tokens[end].before & PARTING) || (scan->tokens[end].before & SEPARATOR_PARAGRAPH))
        return false;
    if (end + 1 >= scan->count)
        return true;
    const Token *next = &scan->tokens[end + 1];
    return !(next->shape & TOKEN_CAPITAL) || (next->before & ~SEPARATOR_SPACE);
}

bool context_title_beside(const NameScan *scan, size_t start, size_t end, uint32_t lift)
{
    bool part = lift & REASON_LIFTING_WORD; /* "Koning: Tom", in the musical of group 8 */

    return context_title(scan, start) || (!part && title_with_colon(scan, start)) ||
           title_behind(scan, end);
}

bool context_title_line(const NameScan *scan, size_t start)
{
    enum { REACH = 10, LINE = SEPARATOR_NEWLINE | SEPARATOR_PARAGRAPH };

    for (size_t at = start; at > 0 && start - at < REACH; at--) {
        if (scan->tokens[at].before & LINE)
            return false;
        const Token *title = &scan->tokens[at - 1];
        bool name = (title->kinds & WORD_SURNAME) && (title->shape & TOKEN_CAPITAL);
        if ((title->kinds & WORD_TITLE) && !name)
            return true;
    }
    return false;
}

static void group_add(NameContext *context, uint32_t number, uint32_t word, char letter)
{
    if (context->group_count == CONTEXT_GROUPS)
        return;
    context->groups[context->group_count].number = number;
    context->groups[context->group_count].word = word;
    context->groups[context->group_count].letter = letter;
    context->group_count++;
}

/* "groep 7b", "7b", "groep 7/8": the number at `at`. */
static void number_read(const NameScan *scan, size_t at, NameContext *context)
{
    const Token *token = &scan->tokens[at], *next = at + 1 < scan->count ? token + 1 : NULL;
    bool letter = next && next->letters == 1 && next->before == 0 && !(next->shape & TOKEN_DIGITS);
    size_t word = at;

    if (token->letters > 2)
        return;
    while (word > 0 && (scan->tokens[word - 1].shape & TOKEN_DIGITS) &&
           (scan->tokens[word].before & SEPARATOR_SLASH))
        word--;
    bool class = word > 0 && (scan->tokens[word - 1].kinds & WORD_CLASS);
    if (class || letter)
        group_add(context, token->exact, 0, letter ? (char)(scan->text[next->start] | 0x20) : '\0');
    if (class || letter)
        context->lift |= REASON_LIFTING_WORD;
    if ((token->before & SEPARATOR_OTHER) && next && (next->before & SEPARATOR_OTHER))
        context->lift |= REASON_LIFTING_WORD; /* an age in brackets */
}

/* Does a new entry of a list begin with the name at `at`? Over its particle, and "3. " before it.
 */
static bool token_listed(const NameScan *scan, size_t at)
{
    enum { LISTING = SEPARATOR_COMMA | SEPARATOR_NEWLINE | SEPARATOR_PARAGRAPH };

    for (unsigned steps = 0; steps < 4; steps++) {
        if (scan->tokens[at].before & LISTING)
            return true;
        if (at == 0 || !(scan->tokens[at - 1].kinds & WORD_PARTICLE ||
                         (scan->tokens[at - 1].shape & TOKEN_DIGITS)))
            return false;
        at--;
    }
    return false;
}

static void window_read(const NameScan *scan, size_t from, size_t to, NameContext *context,
                        unsigned *listed)
{
    for (size_t i = from; i < to; i++) {
        const Token *token = &scan->tokens[i];
        if (token->shape & TOKEN_DIGITS) {
            number_read(scan, i, context);
            continue;
        }
        if (token->kinds == 0)
            continue;
        if (token->kinds & WORD_LIFT)
            context->lift |= REASON_LIFTING_WORD;
        if ((token->kinds & WORD_GROUP) && (token->shape & TOKEN_CAPITAL))
            group_add(context, 0, token->exact, '\0');
        if ((token->kinds & (WORD_FIRST | WORD_SURNAME)) && (token->shape & TOKEN_CAPITAL) &&
            token_listed(scan, i))
            ++*listed;
    }
}

/* "Marloes Jansen", where nobody of the register is called Marloes. */
static bool first_of_another(const NameScan *scan, const Token *before)
{
    const KnownWords *known = &scan->index->known;

    if ((before->kinds & WORD_FIRST) || (before->shape & TOKEN_DIGITS) || before->letters < 2 ||
        known_word(known, KNOWN_ORDINARY, before->hash))
        return false;
    return known_word(known, KNOWN_GIVEN, before->hash) ||
           (scan->carrier == CARRIER_NAME && (before->shape & TOKEN_CAPITAL));
}

/* A capitalised word directly before a surname is somebody's first name, unless it says more. */
static void name_before_read(const NameScan *scan, size_t start, NameContext *context)
{
    if (start == 0 || !token_joined(scan, start))
        return;
    const Token *before = &scan->tokens[start - 1];
    if (before->kinds & (WORD_TITLE | WORD_LIFT | WORD_CLASS | WORD_ORGANISATION | WORD_PARTICLE))
        return;
    bool prose = scan->carrier == CARRIER_PROSE;
    if (!prose || (before->shape & TOKEN_CAPITAL))
        context->other_first = first_of_another(scan, before);
    if (prose ? !(before->shape & TOKEN_CAPITAL) : !(before->kinds & WORD_FIRST))
        return;
    if (before->kinds & WORD_FIRST)
        context->known_first = true;
    else
        context->unknown_first = !token_sentence(scan, start - 1);
    context->first_before = before->kinds == 0;
}

void context_read(const NameScan *scan, size_t start, size_t end, NameContext *context)
{
    size_t from = start > WINDOW ? start - WINDOW : 0, to = MIN(end + WINDOW, scan->count);
    unsigned listed = 0;

    *context = (NameContext){.sentence_start = token_sentence(scan, start)};
    window_read(scan, from, start, context, &listed);
    context->lifted_before =
        start > 0 && (scan->tokens[start - 1].kinds & WORD_LIFT) && token_joined(scan, start);
    window_read(scan, end, to, context, &listed);
    if (listed >= LIST_NAMES)
        context->lift |= REASON_LIST;
    if (context_title(scan, start))
        context->demote |= REASON_TITLE_BEFORE;
    if (end < scan->count && !(scan->tokens[end].before & ~JOIN_NAME)) {
        if (scan->tokens[end].kinds & WORD_STREET)
            context->demote |= REASON_STREET;
        if (scan->tokens[end].kinds & WORD_ORGANISATION)
            context->demote |= REASON_ORGANISATION;
    }
    if (start > 0 && (scan->tokens[start - 1].kinds & WORD_ORGANISATION) &&
        !(scan->tokens[start].before & ~JOIN_NAME))
        context->demote |= REASON_ORGANISATION;
    name_before_read(scan, start, context);
}

bool context_group(const NameContext *context, const PersonEntry *person)
{
    for (size_t i = 0; i < context->group_count; i++) {
        if (context->groups[i].word != 0 && context->groups[i].word == person->group_word)
            return true;
        if (person->group_number == 0 || context->groups[i].number != person->group_number)
            continue;
        if (context->groups[i].letter == '\0' || person->group_letter == '\0' ||
            context->groups[i].letter == person->group_letter)
            return true;
    }
    return false;
}
