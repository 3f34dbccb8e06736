/*
 * Everything anchored on a first name without its surname in full: the first name alone, with an
 * abbreviated surname, with a surname at one typing error.
 */
#include "detect/name_scan.h"

typedef struct {
    NameScan *scan;
    const Name *first;
    NameForm form;
    uint32_t reasons;
    size_t from, to;
    Tier tier; /* of a surname that is spelled wrongly */
} FirstReading;

/* Of the many who bear it: those of a group that stands near, where these are not too many as well;
 * behind a title the staff. */
static void near_add(const FirstReading *reading, Tier tier, uint32_t reasons)
{
    NameScan *scan = reading->scan;
    const uint32_t *bearers = index_bearers(scan->index, reading->first);
    uint32_t near[NAMES_BEARERS_MOST];
    size_t count = 0;
    NameContext context;

    context_read(scan, reading->from, reading->to, &context);
    for (uint32_t i = 0; i < reading->first->bearer_count; i++) {
        uint32_t person = BEARER_PERSON(bearers[i]);
        const PersonEntry *entry = &scan->index->people[person];
        bool meant = (reasons & REASON_TITLE_BEFORE) && entry->role == ROLE_STAFF;

        if (BEARER_QUALITY(bearers[i]) != BEARER_OWN || !(meant || context_group(&context, entry)))
            continue;
        if (count == G_N_ELEMENTS(near))
            return;
        near[count++] = person;
    }
    for (size_t i = 0; i < count; i++) {
        bool staff = scan->index->people[near[i]].role == ROLE_STAFF;

        scan_add(scan, near[i], staff && (reasons & REASON_TITLE_BEFORE) ? TIER_LIKELY : tier,
                 NAME_FORM_FIRST, reasons | REASON_NAMESAKE, reading->from, reading->to);
    }
}

static void alone_add(const FirstReading *reading, uint32_t name, const NameContext *context)
{
    uint32_t reasons =
        reading->reasons | context->demote | (context->sentence_start ? REASON_SENTENCE_START : 0);
    Tier tier = context->demote ? TIER_TRACE : TIER_REVIEW;

    if (reading->first->bearer_count > NAMES_BEARERS_MOST)
        near_add(reading, tier, reasons);
    else
        scan_add(reading->scan, name, tier, NAME_FORM_BEARERS, reasons, reading->from, reading->to);
}

void bearers_report(const NameScan *scan, const NameMatch *all, NameFound report, void *user)
{
    const Name *first = index_name(scan->index, all->person);
    const uint32_t *bearers = index_bearers(scan->index, first);
    NameMatch match = *all;
    bool title = all->reasons & REASON_TITLE_BEFORE;

    match.form = NAME_FORM_FIRST;
    match.surname = false;
    for (uint32_t i = 0; i < first->bearer_count; i++) {
        if (BEARER_QUALITY(bearers[i]) != BEARER_OWN)
            continue;
        match.person = BEARER_PERSON(bearers[i]);
        match.tier = all->tier;
        match.reasons = all->reasons | (first->bearer_count > 1 ? REASON_NAMESAKE : 0);
        uint8_t role = title ? scan->index->people[match.person].role : ROLE_PUPIL;
        if (role == ROLE_STAFF)
            match.tier = TIER_LIKELY;
        else if (role == ROLE_PARENT)
            match.tier = TIER_REVIEW;
        else if (title && first->has_staff)
            match.reasons |= REASON_STAFF_OF_SAME_NAME;
        report(&match, user);
    }
}

/* "Sanne V.", "Sanne d. V.", "Sanne dV": where the one capital behind the name stands; 0: nowhere.
 */
static size_t abbreviation_find(const NameScan *scan, size_t from)
{
    enum { SPACES = SEPARATOR_SPACE | SEPARATOR_NEWLINE | SEPARATOR_UNDERSCORE | SEPARATOR_HYPHEN };
    size_t at = from;

    while (at + 1 < scan->count && at - from < 3 && (scan->tokens[at].kinds & WORD_PARTICLE) &&
           !(scan->tokens[at].shape & TOKEN_CAPITAL) && !(scan->tokens[at].before & ~JOIN_PARTICLE))
        at++;
    if (at >= scan->count)
        return 0;
    const Token *token = &scan->tokens[at];
    uint16_t after = at + 1 < scan->count ? scan->tokens[at + 1].before : SEPARATOR_STOP;
    bool joined = at > from && (token->shape & TOKEN_PART)
                      ? token->before == 0
                      : token_joined(scan, at) && (token->before & SPACES);
    if (at > from && (token->before == SEPARATOR_SLASH || token->before == SEPARATOR_DOT))
        joined = true; /* "Sanne v/d/B", "Sanne v.d.B." */
    if (at + 1 < scan->count && after == SEPARATOR_SPACE && token[1].letters == 1 &&
        (token[1].shape & TOKEN_CAPITAL))
        return 0; /* "Sanne B A K K E R" */
    return joined && token->letters == 1 && (token->shape & TOKEN_CAPITAL) && after != 0 &&
                   !(after & SEPARATOR_APOSTROPHE)
               ? at
               : 0;
}

typedef struct {
    char letter, particle;
} Abbreviation;

static bool abbreviation_fits(const PersonEntry *person, const Abbreviation *written)
{
    if (written->particle)
        return person->base_letter == written->letter &&
               person->particle_letter == written->particle;
    return person->base_letter == written->letter || person->particle_letter == written->letter;
}

/* "Sanne vD", "Sanne vdB" where those letters are a particle's too: one word. */
static bool abbreviation_glued(const NameScan *scan, size_t at, Abbreviation *written)
{
    char letters[4];

    if (at >= scan->count || !token_joined(scan, at))
        return false;
    const Token *token = &scan->tokens[at];
    const char *text = scan->text + token->start;
    size_t length = token->end - token->start;
    if (length < 2 || length > 3 || token->letters != length ||
        (token->shape & (TOKEN_PART | TOKEN_CAPITAL | TOKEN_DIGITS)) ||
        !g_ascii_isupper(text[length - 1]) || (length == 3 && !g_ascii_islower(text[1])))
        return false;
    fold_letters(scan->index->fold, scan->text, token->start, token->end, letters, NULL, length);
    *written = (Abbreviation){.letter = letters[length - 1], .particle = letters[0]};
    return true;
}

/* Where the surname stands in short behind the first name; behind it, 0 for nowhere. */
static size_t abbreviation_read(const FirstReading *reading, Abbreviation *written)
{
    const NameScan *scan = reading->scan;
    const FoldTable *fold = scan->index->fold;

    if (abbreviation_glued(scan, reading->to, written))
        return reading->to + 1;
    size_t at = abbreviation_find(scan, reading->to);
    if (at == 0)
        return 0;
    fold_letters(fold, scan->text, scan->tokens[at].start, scan->tokens[at].end, &written->letter,
                 NULL, 1);
    if (at > reading->to)
        fold_letters(fold, scan->text, scan->tokens[reading->to].start,
                     scan->tokens[reading->to].end, &written->particle, NULL, 1);
    return at + 1;
}

/* For review; likely where the group stands near and nobody else in it is written so. */
static void abbreviated_add(const FirstReading *reading)
{
    NameScan *scan = reading->scan;
    const NameIndex *index = scan->index;
    Abbreviation written = {0};
    size_t end = abbreviation_read(reading, &written);
    unsigned in_group = 0;
    NameContext context;

    if (end == 0)
        return;
    context_read(scan, reading->from, end, &context);
    const uint32_t *bearers = index_bearers(index, reading->first);
    guint mark = scan->found->len;
    for (uint32_t i = 0; i < reading->first->bearer_count; i++) {
        const PersonEntry *person = &index->people[BEARER_PERSON(bearers[i])];
        if (!abbreviation_fits(person, &written) || BEARER_QUALITY(bearers[i]) == BEARER_PART)
            continue;
        bool near = context_group(&context, person);
        in_group += near;
        scan_add(scan, BEARER_PERSON(bearers[i]), near ? TIER_LIKELY : TIER_REVIEW,
                 NAME_FORM_ABBREVIATED,
                 reading->reasons | REASON_OWN_FIRST_NAME | (near ? REASON_GROUP_NEAR : 0),
                 reading->from, end);
    }
    for (guint i = mark; in_group > 1 && i < scan->found->len; i++)
        g_array_index(scan->found, NameMatch, i).tier = TIER_REVIEW;
}

static void typo_add(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    const FirstReading *reading = user;

    if (BEARER_QUALITY(first_bearer) == BEARER_PART || BEARER_QUALITY(surname_bearer) != BEARER_OWN)
        return;
    scan_add(reading->scan, BEARER_PERSON(first_bearer), reading->tier, NAME_FORM_FULL,
             reading->reasons | REASON_OWN_FIRST_NAME | REASON_TYPO, reading->from, reading->to);
}

static void typo_found(uint32_t name, void *user)
{
    const FirstReading *reading = user;
    names_common(reading->scan->index, reading->first, index_name(reading->scan->index, name),
                 typo_add, user);
}

/* A particle before the surname; the letter of "B0sch" is none. */
static bool typo_particle(const NameScan *scan, size_t at)
{
    const Token *token = &scan->tokens[at];
    bool glued = at + 1 < scan->count && token[1].before == 0;

    return (token->kinds & WORD_PARTICLE) && token->letters < TYPO_LETTERS_MIN && !glued &&
           !(token->before & ~JOIN_PARTICLE);
}

/* "Sanne de Vreis": a word at one error from the own surname; "de Vr1es", "Hoekma" where it was
 * taken from a picture, as a lead only. */
static void typo_read(const FirstReading *reading)
{
    NameScan *scan = reading->scan;
    FirstReading typo = *reading;
    char letters[TYPO_LETTERS_MAX + 2];
    size_t at = reading->to;

    while (at < scan->count && at - reading->to < 4 && typo_particle(scan, at))
        at++;
    if (at >= scan->count || !token_joined(scan, at) || !token_joined(scan, reading->to))
        return;
    const Token *token = &scan->tokens[at];
    if ((token->shape & TOKEN_DIGITS) ||
        !((token->shape & TOKEN_CAPITAL) || token_caseless(scan, at)) ||
        names_pair(scan->index, reading->first, token))
        return;
    size_t length = scanned_letters(scan, at, letters, sizeof letters, &typo.to);
    if (length + 1 < TYPO_LETTERS_MIN || length > TYPO_LETTERS_MAX)
        return;
    typo.tier = typo.to > at + 1 ? TIER_REVIEW : TIER_LIKELY;
    typo_table_find(scan->index, letters, length, typo_found, &typo);
    typo.tier = TIER_REVIEW;
    scanned_find(scan->index, letters, length, typo_found, &typo);
}

void firsts_at(NameScan *scan, size_t at)
{
    const NameIndex *index = scan->index;
    const Token *token = &scan->tokens[at];
    const Word *word = vocabulary_word(&index->vocabulary, token->word);
    guint mark = scan->found->len;
    NameContext context;

    if (!(token->shape & TOKEN_CAPITAL) && !token_caseless(scan, at))
        return;
    word = vocabulary_word(&index->vocabulary, word->canon);
    context = (NameContext){.sentence_start = token_sentence(scan, at)};
    if (context_title(scan, at))
        context.demote |= REASON_TITLE_BEFORE;
    for (uint32_t i = 0; i < word->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        FirstReading reading = {
            .scan = scan, .first = index_name(index, ITEM_NAME(item)), .from = at, .to = at + 1};
        if (ITEM_KIND(item) == ITEM_FIRST)
            reading.to = at + name_match(scan, reading.first, at, &reading.reasons);
        else if (ITEM_KIND(item) != ITEM_FIRST_GLUED)
            continue;
        if (reading.to == at)
            continue;
        NameContext own = context;
        if (reading.to < scan->count && (scan->tokens[reading.to].kinds & WORD_STREET) &&
            !(scan->tokens[reading.to].before & ~JOIN_NAME))
            own.demote |= REASON_STREET;
        if (index->first_names)
            alone_add(&reading, ITEM_NAME(item), &own);
        abbreviated_add(&reading);
        typo_read(&reading);
        apart_surname(scan, reading.first, reading.reasons, reading.from, reading.to);
    }
    matches_weigh(scan, mark, NULL);
}
