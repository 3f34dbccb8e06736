/*
 * A surname with its own first name: "Sanne de Vries", "Vries, Sanne de", in one line or in two
 * cells, with what may stand between them; and what each is worth.
 */
#include "detect/name_scan.h"

#include <string.h>

enum { FIRST_REACH = 4 };

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

uint32_t particle_reasons(const SurnameReading *reading)
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

/* "Boaz, Vos, Chris": the surname as one of a row of first names. */
static bool surname_could_be_first(const Pair *pair)
{
    const Token *base = &pair->scan->tokens[pair->reading->base];

    return (base->kinds & WORD_FIRST) && (base->before & SEPARATOR_COMMA);
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
    if ((*reasons & REASON_SEPARATED) && surname_could_be_first(pair))
        tier = tier_worst(tier, TIER_REVIEW);
    if ((*reasons & REASON_FOLDED) && !caseless(pair->scan, pair->from, pair->to))
        tier = tier_worst(tier, TIER_LIKELY);
    if ((*reasons & REASON_REVERSED) && pair->scan->carrier == CARRIER_PROSE &&
        !(pair->scan->tokens[reading->end].before & SEPARATOR_COMMA) &&
        !(pair->scan->tokens[reading->tail].before & SEPARATOR_COMMA))
        tier = tier_worst(tier, reading->particle == PARTICLE_MISSING ? TIER_REVIEW : TIER_LIKELY);
    /* "Dag Tjitske", "Wolf, Theo en Max": no more than two words of which one may be a name */
    if ((*reasons & REASON_REVERSED) && reading->particle == PARTICLE_MISSING &&
        (pair->scan->tokens[reading->base].kinds & WORD_FIRST))
        tier = tier_worst(tier, TIER_REVIEW);
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

/* "Voornaam: Sanne Achternaam: de Vries", `"givenName": "Sanne", "familyName": "de Vries"`. */
static bool pair_labelled(Pair *pair, size_t end)
{
    NameScan *scan = pair->scan;
    size_t label = end;

    while (label > 0 && end - label < 3 && (scan->tokens[label - 1].kinds & WORD_LABEL))
        label--;
    if (label == end || (scan->tokens[label].before & SEPARATOR_PARAGRAPH))
        return false;
    pair->reasons |= REASON_SEPARATED;
    for (size_t at = label; at > 0 && label - at < FIRST_REACH && !pair->found;) {
        at--;
        pair->from = at;
        if (scan->tokens[at].kinds & WORD_FIRST)
            pair_with(pair, at, label, false);
    }
    return pair->found;
}

/* 'Sanne "Snelle" de Vries', "Sanne (Snelle) de Vries". */
static bool pair_over_nickname(Pair *pair, size_t end)
{
    enum { QUOTE = SEPARATOR_OTHER | SEPARATOR_APOSTROPHE };
    NameScan *scan = pair->scan;

    if (end < 2)
        return false;
    const Token *nickname = &scan->tokens[end - 1];
    uint16_t before = nickname->before, after = scan->tokens[end].before;
    if (!(before & QUOTE) || !(after & QUOTE) || !(after & SEPARATOR_SPACE) ||
        ((before | after) & ~(QUOTE | SEPARATOR_SPACE)) || (nickname->shape & TOKEN_DIGITS) ||
        !(scan->tokens[end - 2].kinds & WORD_FIRST))
        return false;
    pair->from = end - 2;
    return pair_with(pair, end - 2, end, true);
}

/* The tokens before `end` as a first name and whatever may stand between it and the surname. */
static bool pair_before(Pair *pair, size_t end)
{
    NameScan *scan = pair->scan;
    size_t first = end;

    for (size_t at = end; at > 0 && end - at < FIRST_REACH;) {
        at--;
        pair->from = at;
        if ((scan->tokens[at].kinds & WORD_FIRST) && pair_with(pair, at, end, true))
            first = at;
        if (at == end - 1 && (pair->reasons & REASON_SEPARATED))
            break;
        if (!token_filler(scan, at) || (scan->tokens[at].before & ~JOIN_PARTICLE))
            break;
    }
    pair->from = first;
    return pair->found;
}

/* "Sanne de Vries": looks for the own first name to the left. */
bool pair_forward(NameScan *scan, const SurnameReading *reading)
{
    size_t end = reading->left;
    Pair pair = {.scan = scan, .reading = reading, .form = NAME_FORM_FULL, .to = reading->end};

    if (end == 0)
        return false;
    if ((scan->tokens[end - 1].kinds & WORD_LABEL) && pair_labelled(&pair, end))
        return true;
    if (token_sentence(scan, end) && (scan->tokens[end].before & SEPARATOR_STOP))
        return false;
    if (!token_joined(scan, end)) {
        if ((scan->tokens[end].before & SEPARATOR_DOT) && scan->carrier != CARRIER_SLUG)
            return false;
        if (scan->carrier == CARRIER_PROSE && pair_over_nickname(&pair, end))
            return true;
        pair.reasons |= REASON_SEPARATED;
    }
    if (pair_before(&pair, end))
        shared_before(scan, reading, pair.from);
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

bool reading_preposition(const NameScan *scan, const SurnameReading *reading)
{
    return reading->particle == PARTICLE_OTHER && reading->name->particle == 0 &&
           !(scan->tokens[reading->left].shape & TOKEN_CAPITAL);
}

/* Two cells of a row: `"Bakker","","Bart"`. */
static bool cells_join(const NameScan *scan, size_t at)
{
    const char *text = scan->text + scan->tokens[at - 1].end;
    size_t length = scan->tokens[at].start - scan->tokens[at - 1].end;
    bool border = false;

    for (size_t i = 0; i < length; i++) {
        if (strchr("\"' ", text[i]) == NULL && strchr(",;|\t", text[i]) == NULL)
            return false;
        border |= strchr(",;|\t", text[i]) != NULL;
    }
    return border;
}

/* Does what stands before the first name at `at` let it belong to the surname? */
static bool reversed_joined(const NameScan *scan, const SurnameReading *reading, size_t at)
{
    uint16_t before = scan->tokens[at].before;

    if (at > reading->tail) /* "Achternaam: Vries Voornaam: Sanne"; over initials */
        return !(before & SEPARATOR_PARAGRAPH);
    if (before == SEPARATOR_DOT) /* "devries.sanne@" */
        return scan->carrier != CARRIER_PROSE || token_caseless(scan, at) ||
               !(scan->tokens[at].shape & TOKEN_CAPITAL);
    /* "Meulen (van der), Yousef", "Smit (Mehmet)" */
    if (reading->tail > reading->end || scan->text[scan->tokens[at].start - 1] == '(' ||
        cells_join(scan, at))
        before &= (uint16_t) ~(SEPARATOR_OTHER | SEPARATOR_DOT);
    return !(before & ~(JOIN_NAME | SEPARATOR_COMMA));
}

/* "Vries, Sanne de", "de Vries, Sanne", "Berg, van der, Sanne". */
bool pair_reversed(NameScan *scan, const SurnameReading *reading)
{
    SurnameReading turned = *reading;
    size_t at = reading->tail;
    Pair pair = {.scan = scan,
                 .reading = &turned,
                 .form = NAME_FORM_REVERSED,
                 .from = reading->start,
                 .reasons = REASON_REVERSED};

    while (at < scan->count && (scan->tokens[at].kinds & WORD_LABEL) && at - reading->tail < 3)
        at++;
    size_t initials = at == reading->tail ? initials_after(scan, at) : 0;
    if (initials > 0 && at + initials < scan->count && /* "Smit, J.P. (Mehmet)" */
        scan->text[scan->tokens[at + initials].start - 1] == '(')
        at += initials;
    if (at >= scan->count || !(scan->tokens[at].kinds & WORD_FIRST) ||
        !reversed_joined(scan, reading, at) || first_has_surname(scan, at))
        return false;
    if (reading_preposition(scan, reading))
        turned.particle = PARTICLE_NONE; /* "afscheid van Bakker, Bart" */
    pair.to = at + 1;
    /* "Vries, Sanne de": the particle stands last. */
    size_t last = at + 1;
    while (last < scan->count && last - at < FIRST_REACH &&
           (scan->tokens[last].kinds & WORD_FIRST) && !(scan->tokens[last].before & ~JOIN_NAME))
        last++;
    if (turned.particle == PARTICLE_MISSING || turned.particle == PARTICLE_OTHER) {
        bool shortened = false;
        for (size_t to = at + 1; to <= last && to < scan->count; to++) {
            size_t count = scan->tokens[to].before & ~(JOIN_NAME | SEPARATOR_OTHER)
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
