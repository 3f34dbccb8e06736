/*
 * Every text passes the detector here, in the carrier that its place stands for; excerpts are cut
 * here, before anything is thrown away. Which match matters for what is decided by the rules later,
 * not here.
 */
#include "coordinator/intake.h"

#include <string.h>

#define EXCERPT_CHARACTERS 160
#define MAX_MATCHES 20000U    /* of one text; a class list has hundreds */
#define MAX_HITS 20000U       /* of word lists in one text */
#define MAX_CONTEXT_HITS 256U /* of words that say nothing alone, beside no name */
#define CONTEXT_KEPT 4U       /* of them, where no name is near */
#define NEAR_BYTES 100U
#define MAX_DATA 20000U

enum {
    MARK_LISTED = 1, /* part of a list of names */
    MARK_ALLOWED = 2 /* within words that are nobody's name */
};

typedef struct {
    Datum datum;
    char *value;
} FoundDatum;

struct Intake {
    Store *store;
    const NameIndex *names;
    const DataFinder *data;
    const Phrases *phrases;
    const Phrases *allowed; /* words that are nobody's name; NULL */
    GArray *matches;        /* NameMatch */
    GArray *found;          /* FoundDatum */
    GByteArray *marks;      /* of matches: MARK_... */
    GArray *hits;           /* PhraseMatch */
    unsigned context_hits;  /* of this text */
    guint near;             /* of matches: the first that may be near words still to come */
    GHashTable *watched;    /* items where context counts by itself */
    guint next;             /* of matches: the first that may lie within words still to come */
    const char *cut;        /* what of this text did not fit; NULL */
    const char *lost;       /* the same of all texts of this fact */
    uint64_t mentions;
};

static void found_datum_clear(gpointer found)
{
    g_free(((FoundDatum *)found)->value);
}

Intake *intake_new(Store *store, const NameIndex *names, const DataFinder *data,
                   const Phrases *phrases)
{
    Intake *intake = g_new0(Intake, 1);

    intake->store = store;
    intake->names = names;
    intake->data = data;
    intake->phrases = phrases;
    intake->marks = g_byte_array_new();
    intake->found = g_array_new(FALSE, FALSE, sizeof(FoundDatum));
    g_array_set_clear_func(intake->found, found_datum_clear);
    intake->matches = g_array_new(FALSE, FALSE, sizeof(NameMatch));
    intake->hits = g_array_new(FALSE, FALSE, sizeof(PhraseMatch));
    intake->watched = g_hash_table_new(NULL, NULL);
    return intake;
}

void intake_free(Intake *intake)
{
    if (!intake)
        return;
    g_array_unref(intake->matches);
    g_array_unref(intake->hits);
    g_hash_table_unref(intake->watched);
    g_array_unref(intake->found);
    g_byte_array_unref(intake->marks);
    g_free(intake);
}

void intake_allow(Intake *intake, const Phrases *allowed)
{
    intake->allowed = allowed;
}

uint64_t intake_mentions(const Intake *intake)
{
    return intake->mentions;
}

static Carrier carrier_of(Place place)
{
    switch (place) {
    case PLACE_FILENAME:
    case PLACE_URL:
        return CARRIER_SLUG;
    case PLACE_TAG:
    case PLACE_AUTHOR:
        return CARRIER_NAME;
    default:
        return CARRIER_PROSE;
    }
}

static const char *tier_id(Tier tier)
{
    static const char *const ids[] = {"certain", "likely", "review", STORE_TRACE};

    return ids[tier];
}

static void collect(const NameMatch *match, void *user)
{
    Intake *intake = user;

    if (intake->matches->len < MAX_MATCHES)
        g_array_append_val(intake->matches, *match);
    else
        intake->cut = "names";
}

static char *reasons_text(uint32_t reasons, bool is_allowed)
{
    GString *text = g_string_new(is_allowed ? "allowed" : NULL);

    for (unsigned bit = 0; bit < NAME_REASONS; bit++) {
        if (reasons & (UINT32_C(1) << bit)) {
            if (text->len > 0)
                g_string_append_c(text, ',');
            g_string_append(text, names_reason_id(bit));
        }
    }
    return g_string_free(text, FALSE);
}

/* Back or forth by at most `characters`, stopping at the text's ends. */
static size_t step_back(const char *text, size_t from, unsigned characters)
{
    while (from > 0 && characters > 0) {
        from--;
        if (((unsigned char)text[from] & 0xC0) != 0x80)
            characters--;
    }
    return from;
}

static size_t step_forth(const char *text, size_t length, size_t from, unsigned characters)
{
    while (from < length && characters > 0) {
        from++;
        while (from < length && ((unsigned char)text[from] & 0xC0) == 0x80)
            from++;
        characters--;
    }
    return from;
}

/* At most EXCERPT_CHARACTERS round the hit, cut at white space where there is some near. */
static char *cut_excerpt(const char *text, size_t length, size_t hit_start, size_t hit_end,
                         size_t *hit)
{
    size_t characters = (size_t)g_utf8_strlen(text + hit_start, (gssize)(hit_end - hit_start));
    unsigned side =
        characters < EXCERPT_CHARACTERS ? (unsigned)(EXCERPT_CHARACTERS - characters) / 2 : 0;
    size_t start = step_back(text, hit_start, side);
    size_t end = step_forth(text, length, hit_end, side);

    for (size_t at = start; start > 0 && at < hit_start; at++) {
        if (g_ascii_isspace(text[at])) {
            start = at + 1;
            break;
        }
    }
    for (size_t at = end; end < length && at > hit_end; at--) {
        if (g_ascii_isspace(text[at - 1])) {
            end = at - 1;
            break;
        }
    }
    *hit = hit_start - start;
    return g_strndup(text + start, end - start);
}

static void add_mention(Intake *intake, int64_t row, const FactText *text, guint index)
{
    const NameMatch *match = &g_array_index(intake->matches, NameMatch, index);
    size_t hit = 0;
    g_autofree char *reasons =
        reasons_text(match->reasons, intake->marks->data[index] & MARK_ALLOWED);
    g_autofree char *matched = g_strndup(text->text + match->start, match->end - match->start);
    g_autofree char *excerpt =
        match->tier == TIER_TRACE
            ? NULL
            : cut_excerpt(text->text, text->length, match->start, match->end, &hit);
    StoreMention mention = {.person = match->many                       ? STORE_MANY
                                      : match->person == NAMES_UNLISTED ? STORE_UNLISTED
                                                                        : match->person,
                            .tier = tier_id(match->tier),
                            .form = names_form_id(match->form),
                            .reasons = reasons,
                            .surname = match->surname,
                            .start = match->start,
                            .end = match->end,
                            .matched = matched,
                            .excerpt = excerpt,
                            .excerpt_start = hit};

    store_add_mention(intake->store, row, &mention);
    if (match->surname && match->tier <= TIER_REVIEW && match->person != NAMES_UNLISTED)
        intake->mentions++;
}

/* Asked for hits in order of their start, as matches are: each match is passed once. */
static bool is_near_name(Intake *intake, const PhraseMatch *hit)
{
    for (guint i = intake->near; i < intake->matches->len; i++) {
        const NameMatch *match = &g_array_index(intake->matches, NameMatch, i);

        if (match->start > hit->end + NEAR_BYTES)
            return false;
        if (match->end + NEAR_BYTES >= hit->start && match->surname)
            return true;
        if (i == intake->near && match->end + NEAR_BYTES < hit->start)
            intake->near++;
    }
    return false;
}

static void collect_hit(const PhraseMatch *match, void *user)
{
    Intake *intake = user;

    if (match->context && ++intake->context_hits > MAX_CONTEXT_HITS && !is_near_name(intake, match))
        return;
    if (intake->hits->len < MAX_HITS)
        g_array_append_val(intake->hits, *match);
    else
        intake->cut = "phrases";
}

static void add_phrase(Intake *intake, int64_t row, const FactText *text, const PhraseMatch *match)
{
    size_t hit = 0;
    g_autofree char *excerpt =
        cut_excerpt(text->text, text->length, match->start, match->end, &hit);
    StorePhrase phrase = {match->list, match->phrase, excerpt, match->start, match->end};

    store_add_phrase(intake->store, row, &phrase);
}

static bool datum_is_secret(DatumKind kind)
{
    return kind == DATUM_BSN || kind == DATUM_EDUCATION_NUMBER;
}

/* Secrets are kept whatever there is: what is not kept cannot be masked. */
static void collect_datum(const Datum *datum, void *user)
{
    Intake *intake = user;
    FoundDatum found = {*datum, g_strdup(datum->value)};

    if (intake->found->len < MAX_DATA || datum_is_secret(datum->kind)) {
        g_array_append_val(intake->found, found);
    } else {
        intake->cut = "data";
        g_free(found.value);
    }
}

/* Digits but the last two become stars: the text keeps its length, and its offsets. */
static void mask_digits(char *text, size_t start, size_t end)
{
    unsigned kept = 0;

    for (size_t i = end; i > start; i--)
        if (g_ascii_isdigit(text[i - 1]) && ++kept > 2)
            text[i - 1] = '*';
}

/* The text without citizen service numbers, NULL where there is none (g_free). */
static char *mask_secrets(const Intake *intake, const FactText *text)
{
    char *masked = NULL;

    for (guint i = 0; i < intake->found->len; i++) {
        const Datum *datum = &g_array_index(intake->found, FoundDatum, i).datum;
        if (!datum_is_secret(datum->kind))
            continue;
        if (masked == NULL)
            masked = g_strndup(text->text, text->length);
        mask_digits(masked, datum->start, datum->end);
    }
    return masked;
}

static void add_datum(Intake *intake, int64_t row, const FactText *text, const FoundDatum *found)
{
    const Datum *datum = &found->datum;
    size_t hit = 0;
    g_autofree char *excerpt =
        cut_excerpt(text->text, text->length, datum->start, datum->end, &hit);
    StoreDatum stored = {.person = datum->person == DATUM_NOBODY ? -1 : (int64_t)datum->person,
                         .kind = datum_kind_id(datum->kind),
                         .value = found->value,
                         .tier = tier_id(datum->tier),
                         .excerpt = excerpt,
                         .start = datum->start,
                         .end = datum->end};

    mask_digits(excerpt, hit, MIN(hit + datum->end - datum->start, strlen(excerpt)));
    store_add_datum(intake->store, row, &stored);
}

static void find_data(Intake *intake, const FactText *text)
{
    Carrier carrier = carrier_of(text->place);

    g_array_set_size(intake->found, 0);
    if (intake->data && carrier != CARRIER_NAME)
        data_find(intake->data, text->text, text->length, carrier == CARRIER_PROSE,
                  (const NameMatch *)(const void *)intake->matches->data, intake->matches->len,
                  collect_datum, intake);
}

/* At least LIST_NAMES names, each within LIST_REACH bytes of the one before: a class list, a
 * birthday calendar. */
static void mark_lists(Intake *intake)
{
    enum { LIST_NAMES = 5, LIST_REACH = 60 };
    const NameMatch *matches = (const NameMatch *)(const void *)intake->matches->data;
    guint count = intake->matches->len, from = 0, names = 0;

    for (guint i = 0; i <= count; i++) {
        bool on = i > 0 && i < count && matches[i].start <= matches[i - 1].end + LIST_REACH;
        if (!on) {
            for (guint k = from; names >= LIST_NAMES && k < i; k++)
                intake->marks->data[k] |= MARK_LISTED;
            from = i;
            names = 0;
        }
        if (i < count && matches[i].tier != TIER_TRACE)
            names += !on || matches[i].start != matches[i - 1].start;
    }
}

/* First names alone tell who a picture may show; in running text they are no fact worth keeping. */
static bool is_worth_keeping(const FactText *text, const NameMatch *match)
{
    return match->surname || text->medium != 0 || text->place == PLACE_CAPTION ||
           text->place == PLACE_ALT || text->place == PLACE_TAG || text->place == PLACE_FILENAME;
}

/* Of what two pieces of one text share each answers for its half. */
static bool is_own(const FactText *text, size_t start)
{
    return start >= text->before / 2 && start < text->length - (text->behind - text->behind / 2);
}

/* What the neighbouring piece answers for is taken out. */
static void keep_own(Intake *intake, const FactText *text)
{
    if (text->before == 0 && text->behind == 0)
        return;
    for (guint i = intake->matches->len; i > 0; i--)
        if (!is_own(text, g_array_index(intake->matches, NameMatch, i - 1).start)) {
            g_array_remove_index(intake->matches, i - 1);
            g_byte_array_remove_index(intake->marks, i - 1);
        }
    for (guint i = intake->hits->len; i > 0; i--)
        if (!is_own(text, g_array_index(intake->hits, PhraseMatch, i - 1).start))
            g_array_remove_index(intake->hits, i - 1);
}

/* A mention is never dropped, and one that reaches beyond the words is somebody else's. */
static void mark_allowed(const PhraseMatch *words, void *user)
{
    Intake *intake = user;

    for (guint i = intake->next; i < intake->matches->len; i++) {
        NameMatch *match = &g_array_index(intake->matches, NameMatch, i);

        if (match->start >= words->end)
            break;
        if (match->start < words->start) {
            intake->next = i + 1;
        } else if (match->end <= words->end) {
            match->tier = TIER_TRACE;
            intake->marks->data[i] |= MARK_ALLOWED;
        }
    }
}

static void mark_matches(Intake *intake, const FactText *text)
{
    guint count = intake->matches->len;

    g_byte_array_set_size(intake->marks, count);
    if (count == 0)
        return;
    memset(intake->marks->data, 0, count);
    intake->next = 0;
    if (intake->allowed)
        phrases_find(intake->allowed, text->text, text->length, mark_allowed, intake);
    mark_lists(intake);
}

/* All that is looked for; NULL or the text with its secrets masked (g_free). */
static char *find_all(Intake *intake, const FactText *text)
{
    char *masked;

    g_array_set_size(intake->matches, 0);
    g_array_set_size(intake->hits, 0);
    intake->context_hits = 0;
    intake->near = 0;
    intake->cut = NULL;
    if (intake->names)
        names_find(intake->names, text->text, text->length, carrier_of(text->place), collect,
                   intake);
    if (intake->phrases)
        phrases_find(intake->phrases, text->text, text->length, collect_hit, intake);
    mark_matches(intake, text);
    find_data(intake, text);
    masked = mask_secrets(intake, text);
    keep_own(intake, text);
    return masked;
}

/* Of context a few, that it is there, and those beside a name. */
static void add_phrases(Intake *intake, int64_t row, const FactText *text)
{
    unsigned context = 0;

    intake->near = 0;
    for (guint i = 0; i < intake->hits->len; i++) {
        const PhraseMatch *hit = &g_array_index(intake->hits, PhraseMatch, i);

        if (!hit->context || ++context <= CONTEXT_KEPT || is_near_name(intake, hit))
            add_phrase(intake, row, text, hit);
    }
}

static bool hits_count(const Intake *intake, int64_t item)
{
    bool watched = g_hash_table_contains(intake->watched, GINT_TO_POINTER((gint)item));

    for (guint i = 0; i < intake->hits->len; i++)
        if (watched || !g_array_index(intake->hits, PhraseMatch, i).context)
            return true;
    return false;
}

/* Examines a text; returns its row. */
static int64_t take_text(Intake *intake, int64_t item, const FactText *given)
{
    FactText text = *given;
    g_autofree char *masked = find_all(intake, given);
    bool keep = masked != NULL || hits_count(intake, item);

    if (masked)
        text.text = masked;
    for (guint i = 0; i < intake->matches->len; i++)
        keep = keep || intake->marks->data[i] & MARK_LISTED ||
               is_worth_keeping(&text, &g_array_index(intake->matches, NameMatch, i));
    int64_t row = store_add_text(intake->store, item, &text, keep);
    for (guint i = 0; i < intake->found->len; i++) {
        const FoundDatum *found = &g_array_index(intake->found, FoundDatum, i);

        if (is_own(&text, found->datum.start))
            add_datum(intake, row, &text, found);
    }
    if (keep)
        add_phrases(intake, row, &text);
    for (guint i = 0; keep && i < intake->matches->len; i++) {
        const NameMatch *match = &g_array_index(intake->matches, NameMatch, i);

        if (intake->marks->data[i] & MARK_LISTED || is_worth_keeping(&text, match))
            add_mention(intake, row, &text, i);
    }
    if (intake->cut) {
        store_add_fact(intake->store, item,
                       &(Fact){.kind = FACT_GAP, .gap = {REASON_LIMIT_ENTRIES, intake->cut}});
        intake->lost = intake->cut;
    }
    return row;
}

/* A field that holds one person's name: a text like any other, and whom it names. */
static void take_name(Intake *intake, int64_t item, const FactText *text, FactKind kind)
{
    const NameMatch *best = NULL;

    take_text(intake, item, text);
    for (guint i = 0; i < intake->matches->len; i++) {
        const NameMatch *match = &g_array_index(intake->matches, NameMatch, i);

        if (match->person != NAMES_UNLISTED && !(intake->marks->data[i] & MARK_ALLOWED) &&
            (!best || match->tier < best->tier))
            best = match;
    }
    if (best)
        store_recognise_last(intake->store, item, kind, best->person, tier_id(best->tier));
}

static void take_field(Intake *intake, int64_t item, FactKind kind, uint32_t publication,
                       uint32_t medium, Place place, const char *label, const char *value)
{
    FactText text = {.publication = publication,
                     .medium = medium,
                     .place = place,
                     .label = label,
                     .text = value,
                     .length = value ? strlen(value) : 0};

    if (text.length == 0)
        return;
    if (kind == FACTS)
        take_text(intake, item, &text);
    else
        take_name(intake, item, &text, kind);
}

void intake_watch(Intake *intake, int64_t item)
{
    g_hash_table_add(intake->watched, GINT_TO_POINTER((gint)item));
}

void intake_item(Intake *intake, int64_t item, const char *place)
{
    take_field(intake, item, FACTS, 0, 0, PLACE_FILENAME, NULL, place);
}

const char *intake_fact(Intake *intake, int64_t item, const Fact *fact)
{
    intake->lost = NULL;
    if (fact->kind == FACT_TEXT) {
        take_text(intake, item, &fact->text);
        return intake->lost;
    }
    store_add_fact(intake->store, item, fact);
    switch (fact->kind) {
    case FACT_PUBLICATION: {
        const FactPublication *p = &fact->publication;

        take_field(intake, item, FACT_PUBLICATION, p->number, 0, PLACE_AUTHOR, NULL, p->author);
        take_field(intake, item, FACTS, p->number, 0, PLACE_URL, NULL, p->url);
        break;
    }
    case FACT_PERSON_TAG: {
        const FactPersonTag *t = &fact->person_tag;

        take_field(intake, item, FACT_PERSON_TAG, t->publication, t->medium, PLACE_TAG, t->dialect,
                   t->name);
        break;
    }
    case FACT_CONTACT: {
        const FactContact *c = &fact->contact;

        take_field(intake, item, FACT_CONTACT, c->publication, 0, PLACE_TAG, c->relation, c->name);
        break;
    }
    default:
        break;
    }
    return intake->lost;
}
