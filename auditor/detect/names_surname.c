/*
 * Everything anchored on a surname: the full pair in either order, initials, the bare surname, and
 * the tier of each. First names without a surname are in names_first.c.
 */
#include "detect/name_scan.h"

enum { FIRST_REACH = 4, NEAR_REACH = 6, SHORT_BASE = 3, FIRST_TYPO_LETTERS = 4 };
/* Beyond, a bare surname is too common for what stands near to say whose it is. */
enum { BEARERS_LOOKED_AT = 64 };

/* A pair that is being added: what the callback of names_common() needs. */
typedef struct {
    NameScan *scan;
    const SurnameReading *reading;
    NameForm form;
    Tier tier;
    uint32_t reasons;
    size_t from, to;
    bool found;
} Pair;

NameMatch *scan_add(NameScan *scan, uint32_t person, Tier tier, NameForm form, uint32_t reasons,
                    size_t from, size_t to)
{
    const Token *last = &scan->tokens[to - 1];
    NameMatch match = {.person = person,
                       .tier = tier,
                       .surname = form != NAME_FORM_FIRST,
                       .start = scan->tokens[from].start,
                       .end = last->end,
                       .reasons = reasons,
                       .form = form};

    if ((last->shape & TOKEN_STEM) && (scan->text[match.end - 1] | 0x20) == 's')
        match.end--;
    if (scan->carrier == CARRIER_SLUG)
        match.reasons |= REASON_SLUG;
    g_array_append_val(scan->found, match);
    return &g_array_index(scan->found, NameMatch, scan->found->len - 1);
}

static Tier tier_worst(Tier a, Tier b)
{
    return a > b ? a : b;
}

static uint32_t particle_reasons(const SurnameReading *reading)
{
    switch (reading->particle) {
    case PARTICLE_OWN:
        return reading->name->particle ? REASON_PARTICLE : 0;
    case PARTICLE_SHORT:
        return REASON_PARTICLE | REASON_PARTICLE_SHORT;
    case PARTICLE_MISSING:
        return REASON_PARTICLE_MISSING;
    case PARTICLE_OTHER:
        return REASON_PARTICLE_OTHER;
    default:
        return 0;
    }
}

/* Is the stretch written in capitals, or in a carrier where case and diacritics say nothing? */
static bool caseless(const NameScan *scan, size_t from, size_t to)
{
    if (scan->carrier != CARRIER_PROSE)
        return true;
    for (size_t i = from; i < to; i++)
        if (!token_caseless(scan, i) && !(scan->tokens[i].kinds & WORD_PARTICLE))
            return false;
    return true;
}

/* What the surname itself is worth beside a first name; adds the reasons. */
static Tier surname_tier(const Pair *pair, uint32_t *reasons)
{
    const SurnameReading *reading = pair->reading;
    Tier tier = TIER_CERTAIN;

    *reasons |= reading->reasons | particle_reasons(reading);
    if (reading->particle == PARTICLE_MISSING)
        tier = TIER_LIKELY;
    if (reading->particle == PARTICLE_OTHER)
        tier = reading->close ? TIER_LIKELY : TIER_REVIEW;
    if (*reasons & (REASON_IJ_Y | REASON_GLUED | REASON_SEPARATED | REASON_MIDDLE_NAME))
        tier = tier_worst(tier, TIER_LIKELY);
    if ((*reasons & REASON_FOLDED) && !caseless(pair->scan, pair->from, pair->to))
        tier = tier_worst(tier, TIER_LIKELY);
    if ((*reasons & REASON_REVERSED) && pair->scan->carrier == CARRIER_PROSE &&
        !(pair->scan->tokens[reading->end].before & SEPARATOR_COMMA) &&
        !(pair->scan->tokens[reading->tail].before & SEPARATOR_COMMA))
        tier = tier_worst(tier, TIER_LIKELY);
    return tier;
}

static Tier case_tier(const Pair *pair, size_t first, uint32_t *reasons)
{
    const NameScan *scan = pair->scan;

    if (scan->carrier == CARRIER_PROSE && !caseless(scan, pair->from, pair->to) &&
        !((scan->tokens[first].shape & TOKEN_CAPITAL) && pair->reading->capital)) {
        *reasons |= REASON_LOWER_CASE;
        return TIER_LIKELY;
    }
    if (scan->tokens[first].shape & scan->tokens[pair->reading->base].shape & TOKEN_CAPITAL)
        *reasons |= REASON_EXACT_CASE;
    return TIER_CERTAIN;
}

/* What stands round the pair: never takes it below likely. */
static uint32_t pair_context(const Pair *pair)
{
    const NameScan *scan = pair->scan;
    NameContext context;

    context_read(scan, pair->from, pair->to, &context);
    return context.demote;
}

/* A longer double name goes on behind it: "Sanne Bakker-Smit" may be somebody else. */
static bool name_goes_on(const Pair *pair)
{
    const NameScan *scan = pair->scan;
    size_t next = pair->reading->end;

    return scan->carrier == CARRIER_PROSE && pair->form == NAME_FORM_FULL && next < scan->count &&
           scan->tokens[next].before == SEPARATOR_HYPHEN &&
           (scan->tokens[next].shape & TOKEN_CAPITAL);
}

static void pair_add(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    Pair *pair = user;
    uint32_t person = BEARER_PERSON(first_bearer), reasons = pair->reasons;
    Tier tier = pair->tier;
    uint8_t role = pair->scan->index->people[person].role;

    if (BEARER_QUALITY(first_bearer) == BEARER_PART)
        tier = tier_worst(tier, TIER_LIKELY);
    if (BEARER_QUALITY(first_bearer) != BEARER_OWN)
        reasons |= REASON_OFFICIAL_FIRST_NAME;
    if (BEARER_QUALITY(surname_bearer) != BEARER_OWN) {
        reasons |= REASON_HALF_NAME;
        tier = tier_worst(tier, TIER_LIKELY);
    }
    if (role == ROLE_PUPIL &&
        (reasons & (REASON_TITLE_BEFORE | REASON_STREET | REASON_ORGANISATION)))
        tier = tier_worst(tier, TIER_LIKELY);
    scan_add(pair->scan, person, tier, pair->form, reasons, pair->from, pair->to);
    pair->found = true;
}

/* Tries the first names anchored on token `at` that end before `end`; `fill`: over other words. */
static bool pair_with(Pair *pair, size_t at, size_t end, bool fill)
{
    NameScan *scan = pair->scan;
    const NameIndex *index = scan->index;
    const Word *word = vocabulary_word(&index->vocabulary, scan->tokens[at].word);
    Pair base = *pair;

    word = vocabulary_word(&index->vocabulary, word->canon);
    for (uint32_t i = 0; i < word->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        const Name *first = index_name(index, ITEM_NAME(item));
        size_t count = 0;
        *pair = (Pair){.scan = scan,
                       .reading = base.reading,
                       .form = base.form,
                       .from = base.from,
                       .to = base.to,
                       .reasons = base.reasons | REASON_OWN_FIRST_NAME,
                       .found = pair->found};
        if (ITEM_KIND(item) == ITEM_FIRST)
            count = name_match(scan, first, at, &pair->reasons);
        else if (ITEM_KIND(item) == ITEM_FIRST_GLUED)
            count = 1;
        if (count == 0 || at + count > end || (at + count < end && !fill))
            continue;
        pair->reasons &= ~(uint32_t)REASON_POSSESSIVE;
        if (at + count < end && pair->form == NAME_FORM_FULL)
            pair->reasons |= REASON_MIDDLE_NAME;
        if (pair->form == NAME_FORM_REVERSED)
            pair->to = MAX(pair->to, at + count);
        pair->tier =
            tier_worst(surname_tier(pair, &pair->reasons), case_tier(pair, at, &pair->reasons));
        if (name_goes_on(pair))
            pair->tier = tier_worst(pair->tier, TIER_LIKELY);
        pair->reasons |= pair_context(pair);
        names_common(index, first, base.reading->name, pair_add, pair);
    }
    base.found = pair->found;
    *pair = base;
    return pair->found;
}

/* May stand between a first name and the surname: initials and other first names. */
static bool token_filler(const NameScan *scan, size_t at)
{
    const Token *token = &scan->tokens[at];

    if ((token->shape & TOKEN_DIGITS) || !token_joined(scan, at + 1))
        return false;
    if (token->letters == 1)
        return (token->shape & TOKEN_CAPITAL) || scan->carrier != CARRIER_PROSE;
    if (token->kinds & (WORD_TITLE | WORD_LIFT | WORD_CLASS | WORD_ORGANISATION))
        return false;
    if (scan->carrier == CARRIER_SLUG || !(token->shape & TOKEN_CAPITAL))
        return (token->kinds & WORD_FIRST) != 0;
    return (token->kinds & WORD_FIRST) || (token->kinds & ~WORD_GROUP) == 0;
}

/* "Sanne de Vries": looks for the own first name to the left. */
static bool pair_forward(NameScan *scan, const SurnameReading *reading)
{
    size_t end = reading->left;
    Pair pair = {.scan = scan, .reading = reading, .form = NAME_FORM_FULL, .to = reading->end};

    if (end == 0 || (token_sentence(scan, end) && (scan->tokens[end].before & SEPARATOR_STOP)))
        return false;
    if (!token_joined(scan, end)) {
        if ((scan->tokens[end].before & SEPARATOR_DOT) && scan->carrier != CARRIER_SLUG)
            return false;
        pair.reasons |= REASON_SEPARATED;
    }
    for (size_t at = end; at > 0 && end - at < FIRST_REACH;) {
        at--;
        pair.from = at;
        if (scan->tokens[at].kinds & WORD_FIRST)
            pair_with(&pair, at, end, true);
        if (at == end - 1 && (pair.reasons & REASON_SEPARATED))
            break;
        if (!token_filler(scan, at) || (scan->tokens[at].before & ~JOIN_PARTICLE))
            break;
    }
    return pair.found;
}

/* "Bakker, Sanne de Vries": the first name at `at` has a surname of its own behind it. */
static bool first_has_surname(const NameScan *scan, size_t at)
{
    const NameIndex *index = scan->index;
    const Word *word = vocabulary_word(&index->vocabulary, scan->tokens[at].word);
    size_t next = at + 1;

    while (next < scan->count && next - at < FIRST_REACH &&
           (scan->tokens[next].kinds & WORD_PARTICLE) &&
           !(scan->tokens[next].before & ~JOIN_PARTICLE))
        next++;
    if (next >= scan->count || (scan->tokens[next].before & ~JOIN_PARTICLE) ||
        (scan->tokens[next].before & SEPARATOR_NEWLINE))
        return false;
    word = vocabulary_word(&index->vocabulary, word->canon);
    for (uint32_t i = 0; i < word->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        if (ITEM_KIND(item) == ITEM_FIRST &&
            names_pair(index, index_name(index, ITEM_NAME(item)), &scan->tokens[next]))
            return true;
    }
    return false;
}

/* "Vries, Sanne de", "de Vries, Sanne", "Berg, van der, Sanne". */
static bool pair_reversed(NameScan *scan, const SurnameReading *reading)
{
    SurnameReading turned = *reading;
    size_t at = reading->tail;
    Pair pair = {.scan = scan,
                 .reading = &turned,
                 .form = NAME_FORM_REVERSED,
                 .from = reading->start,
                 .reasons = REASON_REVERSED};

    if (at >= scan->count || !(scan->tokens[at].kinds & WORD_FIRST) ||
        (scan->tokens[at].before & ~(JOIN_NAME | SEPARATOR_COMMA)) || first_has_surname(scan, at))
        return false;
    pair.to = at + 1;
    /* "Vries, Sanne de": the particle stands last. */
    size_t last = at + 1;
    while (last < scan->count && last - at < FIRST_REACH &&
           (scan->tokens[last].kinds & WORD_FIRST) && !(scan->tokens[last].before & ~JOIN_NAME))
        last++;
    if (turned.particle == PARTICLE_MISSING || turned.particle == PARTICLE_OTHER) {
        bool shortened = false;
        for (size_t to = at + 1; to <= last && to < scan->count; to++) {
            size_t count = scan->tokens[to].before & ~JOIN_NAME
                               ? 0
                               : particle_match(scan, turned.name->particle, to, &shortened);
            if (turned.name->particle == 0 || count == 0)
                continue;
            turned.particle = shortened ? PARTICLE_SHORT : PARTICLE_OWN;
            pair.to = to + count;
            break;
        }
    }
    return pair_with(&pair, at, scan->count, true);
}

static Tier initials_tier(const SurnameReading *reading)
{
    if (reading->particle == PARTICLE_OTHER && !reading->close)
        return TIER_TRACE;
    if (reading->particle == PARTICLE_MISSING || reading->particle == PARTICLE_OTHER ||
        (reading->reasons & (REASON_FOLDED | REASON_IJ_Y)))
        return TIER_REVIEW;
    return TIER_LIKELY;
}

/* "S.A. de Vries", "Vries, S. de"; tokens [from, to) are the whole, `count` initials at `at`. */
static bool initials_add(NameScan *scan, const SurnameReading *reading, size_t at, size_t count,
                         size_t from, size_t to)
{
    const uint32_t *bearers = index_bearers(scan->index, reading->name);
    uint32_t reasons = reading->reasons | particle_reasons(reading) | REASON_INITIAL |
                       (at > reading->base ? REASON_REVERSED : 0);
    bool found = false;

    if (context_title(scan, from))
        reasons |= REASON_TITLE_BEFORE;
    for (uint32_t i = 0; i < reading->name->bearer_count; i++) {
        uint32_t person = BEARER_PERSON(bearers[i]);
        if (!initials_fit(scan, at, count, &scan->index->people[person]))
            continue;
        bool half = BEARER_QUALITY(bearers[i]) != BEARER_OWN;
        Tier tier = half ? TIER_REVIEW : initials_tier(reading);
        if ((reasons & REASON_TITLE_BEFORE) && scan->index->people[person].role == ROLE_PUPIL)
            tier = tier_worst(tier, TIER_REVIEW);
        scan_add(scan, person, tier_worst(tier, initials_tier(reading)), NAME_FORM_INITIALS,
                 reasons | (half ? REASON_HALF_NAME : 0), from, to);
        found = true;
    }
    return found;
}

/* "Bakker, K. Zonneveld": the initials belong to what follows. */
static bool initials_have_surname(const NameScan *scan, size_t next)
{
    enum { APART = SEPARATOR_COMMA | SEPARATOR_NEWLINE | SEPARATOR_STOP | SEPARATOR_OTHER };

    while (next < scan->count && (scan->tokens[next].kinds & WORD_PARTICLE) &&
           !(scan->tokens[next].before & APART))
        next++;
    return next < scan->count && !(scan->tokens[next].before & APART) &&
           (scan->tokens[next].shape & TOKEN_CAPITAL) && scan->tokens[next].letters > 1;
}

/* Returns whether initials stand there; *found whether they are somebody's. */
static bool initials_read(NameScan *scan, const SurnameReading *reading, bool *found)
{
    size_t count = initials_before(scan, reading->left);

    if (!reading->capital)
        return false;
    if (count > 0) {
        size_t from = reading->left - count;
        *found |= initials_add(scan, reading, from, count, from, reading->end);
        return true;
    }
    if (reading->tail >= scan->count || !(scan->tokens[reading->tail].before & SEPARATOR_COMMA))
        return false;
    count = initials_after(scan, reading->tail);
    if (count == 0 || initials_have_surname(scan, reading->tail + count))
        return false;
    SurnameReading turned = *reading;
    size_t to = reading->tail + count;
    bool shortened = false;
    if (reading->particle == PARTICLE_MISSING && to < scan->count) {
        size_t particle = particle_match(scan, reading->name->particle, to, &shortened);
        if (particle > 0)
            turned.particle = shortened ? PARTICLE_SHORT : PARTICLE_OWN;
        to += particle;
    }
    *found |= initials_add(scan, &turned, reading->tail, count, reading->start, to);
    return true;
}

/* Are the letters alone enough to be asked about? "Vos" and "Bos" are not. */
static bool base_is_short(const NameScan *scan, const SurnameReading *reading)
{
    return reading->end - reading->base == 1 && reading->name->particle == 0 &&
           scan->tokens[reading->base].letters <= SHORT_BASE;
}

static Tier bare_tier(const NameScan *scan, const SurnameReading *reading,
                      const NameContext *context, uint32_t *reasons)
{
    *reasons |= context->demote | context->lift | reading->reasons | particle_reasons(reading);
    if (context->sentence_start)
        *reasons |= REASON_SENTENCE_START;
    if (scan->tokens[reading->base].shape & TOKEN_CAPITAL)
        *reasons |= REASON_EXACT_CASE;
    if (context->known_first || context->unknown_first)
        *reasons |= REASON_OTHER_FIRST_NAME;
    if (context->demote || context->known_first || base_is_short(scan, reading))
        return TIER_TRACE;
    if (reading->particle == PARTICLE_MISSING)
        return context->lifted_before ? TIER_REVIEW : TIER_TRACE;
    if (reading->particle == PARTICLE_OTHER && reading->name->particle != 0)
        return TIER_TRACE;
    if ((reading->reasons & REASON_POSSESSIVE) && context->sentence_start)
        return TIER_TRACE;
    if (scan->carrier == CARRIER_NAME || context->lift)
        return TIER_REVIEW;
    return TIER_TRACE;
}

/* Whose own first name stands within a few words: marks them in the matches since `mark`. */
static void near_mark(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    Pair *pair = user;
    GArray *found = pair->scan->found;

    (void)surname_bearer;
    for (size_t i = pair->from; i < found->len; i++) {
        NameMatch *match = &g_array_index(found, NameMatch, i);
        if (match->person == BEARER_PERSON(first_bearer) &&
            !(match->reasons & REASON_OTHER_FIRST_NAME)) {
            match->reasons |= REASON_FIRST_NAME_NEAR;
            if (match->tier == TIER_TRACE && !(match->reasons & REASON_TITLE_BEFORE))
                match->tier = TIER_REVIEW;
        }
    }
}

static void near_read(NameScan *scan, const SurnameReading *reading, guint mark)
{
    const NameIndex *index = scan->index;
    size_t from = reading->start > NEAR_REACH ? reading->start - NEAR_REACH : 0;
    size_t to = MIN(reading->end + NEAR_REACH, scan->count);
    Pair pair = {.scan = scan, .from = mark};

    for (size_t at = from; at < to; at++) {
        const Token *token = &scan->tokens[at];
        if (!(token->kinds & WORD_FIRST) || !(token->shape & TOKEN_CAPITAL) ||
            (at >= reading->start && at < reading->end))
            continue;
        const Word *word = vocabulary_word(&index->vocabulary, token->word);
        word = vocabulary_word(&index->vocabulary, word->canon);
        for (uint32_t i = 0; i < word->item_count; i++) {
            uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
            if (ITEM_KIND(item) == ITEM_FIRST)
                names_common(index, index_name(index, ITEM_NAME(item)), reading->name, near_mark,
                             &pair);
        }
    }
}

/* "Mohammed Ben Said" for Mohamed: the word before is the own first name but for one letter. */
static void first_typo_read(NameScan *scan, const SurnameReading *reading, guint mark)
{
    const NameIndex *index = scan->index;
    const Token *before = &scan->tokens[reading->start - 1];
    char letters[TYPO_LETTERS_MAX];
    size_t length = fold_letters(index->fold, scan->text, before->start, before->end, letters, NULL,
                                 sizeof letters);

    for (guint i = mark; i < scan->found->len; i++) {
        NameMatch *match = &g_array_index(scan->found, NameMatch, i);
        uint32_t first = index->people[match->person].first_word;
        const Word *word = vocabulary_word(&index->vocabulary, first);
        if (first == 0 || MIN(word->length, length) < FIRST_TYPO_LETTERS ||
            !letters_near(letters, length, vocabulary_text(&index->vocabulary, first),
                          word->length))
            continue;
        match->start = before->start;
        match->form = NAME_FORM_FULL;
        match->tier = MIN(match->tier, TIER_REVIEW);
        match->reasons = (match->reasons & ~(uint32_t)REASON_OTHER_FIRST_NAME) | REASON_TYPO;
    }
}

/* The surname alone: every bearer, mostly as a trace. */
static void bare_add(NameScan *scan, const SurnameReading *reading, const NameContext *context)
{
    const uint32_t *bearers = index_bearers(scan->index, reading->name);
    guint mark = scan->found->len;
    uint32_t reasons = 0;
    Tier tier = bare_tier(scan, reading, context, &reasons);

    for (uint32_t i = 0; i < reading->name->bearer_count; i++) {
        uint32_t person = BEARER_PERSON(bearers[i]);
        const PersonEntry *entry = &scan->index->people[person];
        uint32_t own = reasons;
        Tier own_tier = tier;
        bool pupil_meant =
            !context->demote && (context->lifted_before || context_group(context, entry));
        if (entry->role == ROLE_PUPIL && reading->name->has_staff && !pupil_meant) {
            own |= REASON_STAFF_OF_SAME_NAME;
            own_tier = TIER_TRACE;
        } else if (entry->role != ROLE_PUPIL && (context->demote & REASON_TITLE_BEFORE)) {
            own_tier = entry->role == ROLE_STAFF ? TIER_LIKELY : TIER_REVIEW;
        }
        if (BEARER_QUALITY(bearers[i]) != BEARER_OWN)
            own |= REASON_HALF_NAME;
        scan_add(scan, person, own_tier, NAME_FORM_SURNAME, own, reading->start,
                 reading->tail > reading->end && reading->particle != PARTICLE_OTHER
                     ? reading->tail
                     : reading->end);
    }
    if (reading->name->bearer_count > BEARERS_LOOKED_AT)
        return;
    near_read(scan, reading, mark);
    bool own = reading->particle != PARTICLE_OTHER && reading->particle != PARTICLE_MISSING;
    if (own && (context->unknown_first || context->known_first || context->first_before))
        first_typo_read(scan, reading, mark);
}

/* In prose a surname in small letters counts only beside a first name. */
static bool lower_case_wanted(const NameScan *scan, size_t at)
{
    size_t left = at, right = MIN(at + 4, scan->count);

    while (left > 0 && at - left < 4 && (scan->tokens[left - 1].kinds & WORD_PARTICLE))
        left--;
    if (left > 0 && (scan->tokens[left - 1].kinds & WORD_FIRST))
        return true;
    if (left > 0 && scan->tokens[left - 1].letters == 1)
        return true;
    for (size_t i = at + 1; i < right; i++)
        if (scan->tokens[i].kinds & WORD_FIRST)
            return true;
    return false;
}

typedef enum { STEP_PAIRS, STEP_INITIALS, STEP_BARE } Step;

/* One step over all readings of the surname at `at`. Returns whether it explains the place. */
static bool surnames_step(NameScan *scan, size_t at, Step step, const NameContext *context)
{
    const NameIndex *index = scan->index;
    const Word *word = vocabulary_word(&index->vocabulary, scan->tokens[at].word);
    bool there = false, found = false;

    word = vocabulary_word(&index->vocabulary, word->canon);
    for (uint32_t i = 0; i < word->item_count; i++) {
        SurnameReading reading;
        if (!surname_read(scan, at, g_array_index(index->items, uint32_t, word->items + i),
                          &reading))
            continue;
        if (step == STEP_PAIRS)
            there |= pair_forward(scan, &reading) || pair_reversed(scan, &reading);
        else if (step == STEP_INITIALS)
            there |= initials_read(scan, &reading, &found) && found;
        else if (reading.capital)
            bare_add(scan, &reading, context);
    }
    return there;
}

/* Where the bare surname begins: with the own particle, if one of the readings has it. */
static size_t surname_start(const NameScan *scan, size_t at)
{
    size_t start = at;

    while (start > 0 && at - start < 4 && (scan->tokens[start - 1].kinds & WORD_PARTICLE) &&
           !(scan->tokens[start].before & ~JOIN_PARTICLE))
        start--;
    return start;
}

void surnames_at(NameScan *scan, size_t at)
{
    guint mark = scan->found->len;
    NameContext context;
    bool capital = (scan->tokens[at].shape & TOKEN_CAPITAL) || token_caseless(scan, at);

    if (!capital && !lower_case_wanted(scan, at))
        return;
    bool found = surnames_step(scan, at, STEP_PAIRS, NULL);
    if (!found && scan->found->len == mark && !capital && scan->tokens[at].letters < 4)
        return;
    if (!found)
        found = surnames_step(scan, at, STEP_INITIALS, NULL);
    context_read(scan, surname_start(scan, at), at + 1, &context);
    if (!found && capital) {
        if (initials_before(scan, surname_start(scan, at)) > 0)
            context.known_first = true; /* somebody else's initials */
        surnames_step(scan, at, STEP_BARE, &context);
    }
    matches_weigh(scan, mark, &context);
}
