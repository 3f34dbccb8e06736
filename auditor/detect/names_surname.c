/*
 * Everything anchored on a surname but the pair with its first name, which is in names_pair.c:
 * initials, the bare surname, and the tier of each. First names without a surname are in
 * names_first.c.
 */
#include "detect/name_scan.h"

#include <string.h>

enum { NEAR_REACH = 6, SHORT_BASE = 3, FIRST_TYPO_LETTERS = 4 };
/* Beyond, a bare surname is too common for what stands near to say whose it is. */
enum { BEARERS_LOOKED_AT = 64 };

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

static Tier initials_tier(const SurnameReading *reading, bool reversed)
{
    if (reading->particle == PARTICLE_OTHER && !reading->close)
        return TIER_TRACE;
    if ((reading->particle == PARTICLE_MISSING && !reversed) ||
        reading->particle == PARTICLE_OTHER ||
        (reading->reasons & (REASON_FOLDED | REASON_IJ_Y | REASON_SEPARATED)))
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

    if (context_title_line(scan, from) || context_title_beside(scan, from, to, 0))
        reasons |= REASON_TITLE_BEFORE;
    for (uint32_t i = 0; i < reading->name->bearer_count; i++) {
        uint32_t person = BEARER_PERSON(bearers[i]);
        if (!initials_fit(scan, at, count, &scan->index->people[person]))
            continue;
        bool half = BEARER_QUALITY(bearers[i]) != BEARER_OWN;
        Tier tier = half ? TIER_REVIEW : initials_tier(reading, at > reading->base);
        if ((reasons & REASON_TITLE_BEFORE) && scan->index->people[person].role == ROLE_PUPIL)
            tier = tier_worst(tier, TIER_REVIEW);
        scan_add(scan, person, tier, NAME_FORM_INITIALS, reasons | (half ? REASON_HALF_NAME : 0),
                 from, to);
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

/* "Bakker K.T.", and nothing behind it: an entry of a list. */
static bool initials_end_entry(const NameScan *scan, size_t at, size_t count)
{
    enum { END = SEPARATOR_COMMA | SEPARATOR_NEWLINE | SEPARATOR_PARAGRAPH };
    size_t end = scan->tokens[at + count - 1].end, next = at + count;

    if (scan->tokens[at].before != SEPARATOR_SPACE || end >= scan->length || scan->text[end] != '.')
        return false;
    return next >= scan->count || (scan->tokens[next].before & END) || scan->text[end + 1] == '\t';
}

/* "Bakker K.\nSmit J.": the initials before the line's end belong to the surname before them. */
static bool initials_of_line_before(const NameScan *scan, size_t surname, size_t from)
{
    return (scan->tokens[surname].before & SEPARATOR_NEWLINE) && from > 0 &&
           (scan->tokens[from - 1].kinds & WORD_SURNAME) &&
           (scan->tokens[from - 1].shape & TOKEN_CAPITAL) &&
           scan->tokens[from].before == SEPARATOR_SPACE;
}

/* Returns whether initials stand there; *found whether they are somebody's. */
static bool initials_read(NameScan *scan, const SurnameReading *reading, bool *found)
{
    size_t count = initials_before(scan, reading->left);

    if (!reading->capital)
        return false;
    if (count > 0 && !initials_of_line_before(scan, reading->left, reading->left - count)) {
        size_t from = reading->left - count;
        *found |= initials_add(scan, reading, from, count, from, reading->end);
        return true;
    }
    if (reading->tail >= scan->count)
        return false;
    bool comma = scan->tokens[reading->tail].before & SEPARATOR_COMMA;
    count = initials_after(scan, reading->tail);
    if (count == 0 || (comma ? initials_have_surname(scan, reading->tail + count)
                             : !initials_end_entry(scan, reading->tail, count)))
        return false;
    SurnameReading turned = *reading;
    if (!comma)
        turned.reasons |= REASON_SEPARATED; /* a lead only: see initials_tier() */
    if (reading_preposition(scan, reading))
        turned.particle = PARTICLE_NONE;
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

/* "page_link=3", in small letters: nobody writes of a person so, but behind # and @. */
static bool base_is_identifier(const NameScan *scan, const SurnameReading *reading)
{
    return scan->carrier == CARRIER_PROSE && !(scan->tokens[reading->base].shape & TOKEN_CAPITAL) &&
           !(scan->tokens[reading->start].before & (SEPARATOR_HASH | SEPARATOR_AT));
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
    if (context->demote || context->known_first || base_is_short(scan, reading) ||
        base_is_identifier(scan, reading))
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

typedef struct {
    NameScan *scan;
    guint mark;
} Near;

/* Whose own first name stands within a few words: marks them in the matches since `mark`. */
static void near_mark(uint32_t first_bearer, uint32_t surname_bearer, void *user)
{
    Near *near = user;
    GArray *found = near->scan->found;

    (void)surname_bearer;
    for (guint i = near->mark; i < found->len; i++) {
        NameMatch *match = &g_array_index(found, NameMatch, i);
        if (match->person == BEARER_PERSON(first_bearer) &&
            !(match->reasons & REASON_OTHER_FIRST_NAME)) {
            match->reasons |= REASON_FIRST_NAME_NEAR;
            if (match->tier == TIER_TRACE &&
                !(match->reasons & (REASON_TITLE_BEFORE | REASON_STREET | REASON_ORGANISATION)))
                match->tier = TIER_REVIEW;
        }
    }
}

static void near_read(NameScan *scan, const SurnameReading *reading, guint mark)
{
    const NameIndex *index = scan->index;
    size_t from = reading->start > NEAR_REACH ? reading->start - NEAR_REACH : 0;
    size_t to = MIN(reading->end + NEAR_REACH, scan->count);
    Near near = {scan, mark};

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
                             &near);
        }
    }
}

/* "Sanneke" and "Sannetje" for Sanne, "Alex" for Alexander; "Jan" is no Janneke. */
static bool first_is_pet_name(const NameScan *scan, const Token *token, const char *letters,
                              size_t length, const char *own, size_t own_length)
{
    static const char *const endings[] = {"ke", "je", "tje", "pje", "etje", "ie", "y", "eke"};
    size_t same = MIN(length, own_length);

    if (same < 3 || length == own_length || memcmp(letters, own, same) != 0)
        return false;
    if (length < own_length)
        return length > 3 || !known_word(&scan->index->known, KNOWN_GIVEN, token->hash);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (strlen(endings[i]) == length - same &&
            memcmp(endings[i], letters + same, length - same) == 0)
            return true;
    return false;
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
        const char *own = vocabulary_text(&index->vocabulary, first);
        bool near = first != 0 && MIN(word->length, length) >= FIRST_TYPO_LETTERS &&
                    letters_near(letters, length, own, word->length);
        if (first == 0 ||
            (!near && !first_is_pet_name(scan, before, letters, length, own, word->length)))
            continue;
        match->start = before->start;
        match->form = NAME_FORM_FULL;
        match->tier = MIN(match->tier, TIER_REVIEW);
        match->reasons = (match->reasons & ~(uint32_t)REASON_OTHER_FIRST_NAME) | REASON_TYPO;
    }
}

/* A surname of so many that nobody is meant: staff behind a title, pupils of a group that stands
 * near and is not too large as well; and one trace for all. */
static void bare_of_many(NameScan *scan, const SurnameReading *reading, const NameContext *context,
                         Tier tier, uint32_t reasons)
{
    const uint32_t *bearers = index_bearers(scan->index, reading->name);
    uint32_t near[NAMES_BEARERS_MOST];
    size_t count = 0;

    scan_add(scan, BEARER_PERSON(bearers[0]), TIER_TRACE, NAME_FORM_SURNAME,
             reasons | REASON_NAMESAKE, reading->start, reading->end)
        ->many = true;
    for (uint32_t i = 0; i < reading->name->bearer_count; i++) {
        uint32_t person = BEARER_PERSON(bearers[i]);
        const PersonEntry *entry = &scan->index->people[person];
        bool titled = (context->demote & REASON_TITLE_BEFORE) && entry->role == ROLE_STAFF;
        bool meant = titled || (tier <= TIER_REVIEW && entry->role != ROLE_STAFF &&
                                context_group(context, entry));

        if (BEARER_QUALITY(bearers[i]) != BEARER_OWN || !meant)
            continue;
        if (count == G_N_ELEMENTS(near))
            return;
        near[count++] = person;
    }
    for (size_t i = 0; i < count; i++) {
        bool staff = scan->index->people[near[i]].role == ROLE_STAFF;

        scan_add(scan, near[i], staff ? TIER_LIKELY : tier, NAME_FORM_SURNAME,
                 reasons | REASON_NAMESAKE, reading->start, reading->end);
    }
}

/* The surname alone: every bearer, mostly as a trace. */
static void bare_add(NameScan *scan, const SurnameReading *reading, const NameContext *context)
{
    const uint32_t *bearers = index_bearers(scan->index, reading->name);
    guint mark = scan->found->len;
    uint32_t reasons = 0;
    Tier tier = bare_tier(scan, reading, context, &reasons);

    if (reading->name->bearer_count > NAMES_BEARERS_MOST) {
        bare_of_many(scan, reading, context, tier, reasons);
        return;
    }
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
        } else if (context->other_first && !pupil_meant) {
            own |= REASON_OTHER_FIRST_NAME;
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
    if (own && reading->start > 0 &&
        (context->unknown_first || context->known_first || context->first_before))
        first_typo_read(scan, reading, mark);
}

/* In prose a surname in small letters counts only beside a first name. */
static bool lower_case_wanted(const NameScan *scan, size_t at)
{
    size_t left = at, right = MIN(at + 4, scan->count);

    while (left > 0 && at - left < 4 &&
           (scan->tokens[left - 1].kinds & (WORD_PARTICLE | WORD_FIRST)) == WORD_PARTICLE)
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

typedef enum { STEP_PAIRS, STEP_INITIALS, STEP_SHARED, STEP_BARE } Step;

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
            there |= pair_forward(scan, &reading) || pair_reversed(scan, &reading) ||
                     apart_first(scan, &reading);
        else if (step == STEP_INITIALS)
            there |= initials_read(scan, &reading, &found) && found;
        else if (step == STEP_SHARED && reading.left > 0)
            shared_before(scan, &reading, reading.left - 1);
        else if (step == STEP_BARE && reading.capital)
            bare_add(scan, &reading, context);
    }
    return there;
}

/* Where the bare surname begins: with the own particle, if one of the readings has it. */
static size_t surname_start(const NameScan *scan, size_t at)
{
    size_t start = at;

    while (start > 0 && at - start < 4 && (scan->tokens[start - 1].kinds & WORD_PARTICLE) &&
           !(scan->tokens[start].before & ~JOIN_PARTICLE) && !letter_is_initial(scan, start - 1))
        start--;
    return start;
}

/* "Tim Smits" for Tim Smit, though "Smits" is a name too. */
static bool surname_stem(NameScan *scan, size_t at)
{
    const Vocabulary *vocabulary = &scan->index->vocabulary;
    Token whole = scan->tokens[at], *token = &scan->tokens[at];
    enum { STEM_LETTERS = 5 };

    if ((whole.shape & TOKEN_STEM) || whole.letters < STEM_LETTERS ||
        (scan->text[whole.end - 1] | 0x20) != 's')
        return false;
    token->hash = token_stem(&scan->tokenizer, token);
    token->word = vocabulary_probe(vocabulary, token->hash);
    bool found = false;
    if (token->word != 0 && (vocabulary_word(vocabulary, token->word)->kinds & WORD_SURNAME)) {
        token->shape |= TOKEN_STEM;
        if (!(token->shape & TOKEN_MARKED))
            token->exact = (uint32_t)token->hash;
        found = surnames_step(scan, at, STEP_PAIRS, NULL);
    }
    *token = whole;
    return found;
}

void surnames_at(NameScan *scan, size_t at)
{
    guint mark = scan->found->len;
    NameContext context;
    bool capital = (scan->tokens[at].shape & TOKEN_CAPITAL) || token_caseless(scan, at);

    if (!capital && !lower_case_wanted(scan, at))
        return;
    bool found = surnames_step(scan, at, STEP_PAIRS, NULL) || surname_stem(scan, at);
    if (!found && scan->found->len == mark && !capital && scan->tokens[at].letters < 4)
        return;
    if (!found)
        found = surnames_step(scan, at, STEP_INITIALS, NULL);
    context_read(scan, surname_start(scan, at), at + 1, &context);
    if (!found && capital) {
        if (initials_before(scan, surname_start(scan, at)) > 0)
            context.known_first = true; /* somebody else's initials */
        else if (context.known_first || context.unknown_first || context.other_first)
            surnames_step(scan, at, STEP_SHARED, NULL); /* whose sister is in no list */
        surnames_step(scan, at, STEP_BARE, &context);
    }
    matches_weigh(scan, mark, &context);
}
