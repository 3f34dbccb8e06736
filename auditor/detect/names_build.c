/*
 * Builds the name index: cuts the register's fields into first names, particles and surnames,
 * re-splits particles that ended up inside a surname, makes the halves of double names, and lays
 * everything out for the search. Searching begins in names.c.
 */
#include "detect/names_build.h"

#include <string.h>

typedef struct {
    uint32_t word, exact;
    uint16_t before;
    uint8_t shape, letters;
} Part;

enum { PARTS_MAX = NAME_TOKENS_MAX };

typedef struct {
    Part parts[PARTS_MAX];
    size_t count;
} Parts;

typedef struct {
    NameIndex *index;
    GArray *links; /* uint64_t: name << 32 | person << 2 | quality */
    GArray *items; /* uint64_t: canonical word << 32 | item */
    IdMap names;
    IdMap particles;
    IdMap runs;           /* tokens that are there already: their offset + 1 */
    IdMap list_particles; /* those of the official list */
    uint16_t list_kinds;  /* of the list being read */
} Builder;

/* Cuts a field into words; numbers are left out, a name longer than PARTS_MAX words is cut. */
static void parts_read(Builder *builder, const char *text, uint16_t kinds, Parts *parts)
{
    Tokenizer tokenizer;
    Token token;
    char letters[256];

    parts->count = 0;
    if (text == NULL)
        return;
    tokens_start(&tokenizer, builder->index->fold, text, strlen(text));
    tokenizer.known = name_token_known;
    while (parts->count < PARTS_MAX && tokens_next(&tokenizer, &token)) {
        if (token.shape & TOKEN_DIGITS)
            continue;
        size_t length = fold_letters(builder->index->fold, text, token.start, token.end, letters,
                                     NULL, sizeof letters);
        if (length == sizeof letters) /* nobody's name */
            continue;
        word_with_y(builder->index, letters, length, kinds);
        uint32_t word = vocabulary_intern(&builder->index->vocabulary, letters, length, kinds);
        if (kinds & WORD_NAME) {
            word_with_loss(builder->index, text + token.start, token.end - token.start, word);
            word_with_umlauts(builder->index, text + token.start, token.end - token.start, word);
        }
        parts->parts[parts->count++] = (Part){
            .word = word,
            .exact = token.exact,
            .before = token.before,
            .shape = token.shape,
            .letters = token.letters,
        };
    }
}

static uint64_t words_key(const Part *parts, size_t count)
{
    uint64_t key = 0;

    for (size_t i = 0; i < count; i++)
        key = fold_hash_mix(fold_hash_block(key, parts[i].word));
    return key;
}

/* How many of the parts are a particle of the official list, the longest first; at most max. */
static size_t particle_length(const Builder *builder, const Part *parts, size_t max)
{
    for (size_t count = MIN(max, PARTICLE_WORDS_MAX); count > 0; count--)
        if (id_map_get(&builder->list_particles, words_key(parts, count)) != 0)
            return count;
    return 0;
}

/* The ways people shorten a particle become known words: "v", "d", "vd", "vander". */
static void particle_shorten(Builder *builder, const Particle *particle)
{
    Vocabulary *vocabulary = &builder->index->vocabulary;
    char initials[PARTICLE_WORDS_MAX + 1];
    g_autoptr(GString) whole = g_string_new(NULL);

    for (size_t i = 0; i < particle->count; i++) {
        const Word *word = vocabulary_word(vocabulary, particle->words[i]);
        initials[i] = vocabulary->texts->str[word->text];
        g_string_append_len(whole, vocabulary->texts->str + word->text, word->length);
    }
    for (size_t i = 0; i < particle->count; i++) {
        uint32_t own = particle->words[i];
        vocabulary_word(vocabulary, own)->kinds |= WORD_PARTICLE;
        const char *letters = vocabulary_text(vocabulary, own);
        word_with_y(builder->index, letters, vocabulary_word(vocabulary, own)->length,
                    WORD_PARTICLE);
        vocabulary_intern(vocabulary, &initials[i], 1, WORD_PARTICLE);
    }
    vocabulary_intern(vocabulary, initials, particle->count, WORD_PARTICLE);
    vocabulary_intern(vocabulary, whole->str, whole->len, WORD_PARTICLE);
}

static uint32_t particle_intern(Builder *builder, const Part *parts, size_t count)
{
    Particle particle = {0};

    if (count == 0)
        return 0;
    count = MIN(count, PARTICLE_WORDS_MAX);
    uint64_t key = words_key(parts, count);
    uint32_t id = id_map_get(&builder->particles, key);
    if (id != 0)
        return id;
    particle.count = (uint8_t)count;
    for (size_t i = 0; i < count; i++)
        particle.words[i] = parts[i].word;
    id = builder->index->particles->len;
    if (id > UINT16_MAX) /* no list of people has so many: taken for none */
        return 0;
    g_array_append_val(builder->index->particles, particle);
    id_map_put(&builder->particles, key, id);
    particle_shorten(builder, &particle);
    return id;
}

static void item_add(Builder *builder, uint32_t word, ItemKind kind, uint32_t name)
{
    uint32_t canon = vocabulary_word(&builder->index->vocabulary, word)->canon;
    uint64_t item = (uint64_t)canon << 32 | (uint32_t)kind << ITEM_SHIFT | name;

    vocabulary_word(&builder->index->vocabulary, canon)->kinds |=
        kind == ITEM_FIRST || kind == ITEM_FIRST_GLUED ? WORD_FIRST : WORD_SURNAME;
    g_array_append_val(builder->items, item);
}

static void letters_append(const NameIndex *index, GString *letters, uint32_t word)
{
    const Word *entry = vocabulary_word(&index->vocabulary, word);
    g_string_append_len(letters, index->vocabulary.texts->str + entry->text, entry->length);
}

static void particle_append(const NameIndex *index, GString *letters, uint32_t particle)
{
    const Particle *entry = &g_array_index(index->particles, Particle, particle);
    for (size_t i = 0; i < entry->count; i++)
        letters_append(index, letters, entry->words[i]);
}

/* The name written without any space is one more word to know: "devries", "janpieter". */
static void name_glue(Builder *builder, const Name *name, const NameToken *tokens, bool surname,
                      uint32_t id)
{
    g_autoptr(GString) letters = g_string_new(NULL);

    if (name->particle == 0 && name->count < 2)
        return;
    particle_append(builder->index, letters, name->particle);
    for (size_t i = 0; i < name->count; i++) {
        if (tokens[i].word & NAME_TOKEN_PARTICLE)
            particle_append(builder->index, letters, tokens[i].word & ~NAME_TOKEN_PARTICLE);
        else
            letters_append(builder->index, letters, tokens[i].word);
    }
    if (letters->len > 255)
        return;
    uint32_t word = vocabulary_intern(&builder->index->vocabulary, letters->str, letters->len, 0);
    item_add(builder, word, surname ? ITEM_SURNAME_GLUED : ITEM_FIRST_GLUED, id);
}

/* Where the tokens stand; names that differ in their particle only share them. */
static uint32_t tokens_intern(Builder *builder, const NameToken *tokens, size_t count)
{
    GArray *all = builder->index->tokens;
    uint64_t key = count;

    for (size_t i = 0; i < count; i++)
        key = fold_hash_mix(fold_hash_block(key, (uint64_t)tokens[i].exact << 32 | tokens[i].word));
    uint32_t known = id_map_get(&builder->runs, key);
    if (known != 0)
        return known - 1;
    uint32_t offset = all->len;
    g_array_append_vals(all, tokens, (guint)count);
    id_map_put(&builder->runs, key, offset + 1);
    return offset;
}

/* The number of the name with these tokens; made on first sight. tokens[0] is never a particle. */
static uint32_t name_intern(Builder *builder, bool surname, uint32_t particle,
                            const NameToken *tokens, size_t count)
{
    NameIndex *index = builder->index;
    uint64_t key = fold_hash_block(surname, particle);

    for (size_t i = 0; i < count; i++) {
        key = fold_hash_mix(fold_hash_block(key, (uint64_t)tokens[i].exact << 32 | tokens[i].word));
    }
    uint32_t id = id_map_get(&builder->names, key);
    if (id != 0)
        return id;
    Name name = {.tokens = tokens_intern(builder, tokens, count),
                 .particle = (uint16_t)particle,
                 .count = (uint8_t)count};
    id = index->names->len;
    g_array_append_val(index->names, name);
    id_map_put(&builder->names, key, id);
    item_add(builder, tokens[0].word, surname ? ITEM_SURNAME : ITEM_FIRST, id);
    name_glue(builder, &name, tokens, surname, id);
    return id;
}

static void link_add(Builder *builder, uint32_t name, uint32_t person, unsigned quality)
{
    uint64_t link = (uint64_t)name << 32 | (uint64_t)person << 2 | quality;
    g_array_append_val(builder->links, link);
}

/* Links the name made of parts[from, to) to the person; particles inside it become one token. */
static void surname_link(Builder *builder, const Parts *parts, const uint8_t *inside, size_t from,
                         size_t to, uint32_t person, unsigned quality)
{
    NameToken tokens[NAME_TOKENS_MAX];
    size_t count = 0, lead = 0;

    while (from + lead < to - 1 && inside[from + lead])
        lead++;
    uint32_t particle = particle_intern(builder, parts->parts + from, lead);
    for (size_t i = from + lead; i < to; i++) {
        size_t run = 0;
        while (i + run < to - 1 && inside[i + run])
            run++;
        if (run > 0) {
            tokens[count++] = (NameToken){
                NAME_TOKEN_PARTICLE | particle_intern(builder, parts->parts + i, run), 0};
            i += run;
        }
        tokens[count++] = (NameToken){parts->parts[i].word, parts->parts[i].exact};
    }
    link_add(builder, name_intern(builder, true, particle, tokens, count), person, quality);
}

/* "v. d. Berg", "vd Berg" in the register itself: one word a letter. */
static void parts_lengthen(Builder *builder, Parts *parts)
{
    if (parts->count == 0 || parts->count >= PARTS_MAX)
        return;
    Vocabulary *vocabulary = &builder->index->vocabulary;
    const Word *word = vocabulary_word(vocabulary, parts->parts[0].word);
    if (word->length != 2 || memcmp(vocabulary->texts->str + word->text, "vd", 2) != 0)
        return;
    memmove(parts->parts + 1, parts->parts, parts->count * sizeof(Part));
    parts->count++;
    parts->parts[0].word = vocabulary_intern(vocabulary, "v", 1, WORD_PARTICLE);
    parts->parts[1].word = vocabulary_intern(vocabulary, "d", 1, WORD_PARTICLE);
    parts->parts[1].before = SEPARATOR_DOT;
}

/* "Berg, van der" and "Berg van der" are "van der Berg". */
static void parts_unreverse(const Builder *builder, Parts *parts)
{
    Parts turned;

    for (size_t at = 1; at < parts->count; at++) {
        size_t tail = parts->count - at;
        const Part *first = &parts->parts[at];
        bool reversed = (first->before & SEPARATOR_COMMA) || !(first->shape & TOKEN_CAPITAL);
        if (!reversed || particle_length(builder, first, tail) != tail)
            continue;
        memcpy(turned.parts, first, tail * sizeof(Part));
        memcpy(turned.parts + tail, parts->parts, at * sizeof(Part));
        memcpy(parts->parts, turned.parts, parts->count * sizeof(Part));
        parts->parts[tail].before = SEPARATOR_SPACE;
        return;
    }
}

/*
 * Marks which parts are particles: the infix and those that lead the surname, and those inside a
 * double name (after a hyphen, in small letters, or of several words: "Tjon A Kon" has none).
 */
static void particles_mark(const Builder *builder, const Parts *parts, size_t infix,
                           uint8_t *inside)
{
    memset(inside, 0, PARTS_MAX);
    size_t at = infix;
    at += particle_length(builder, parts->parts + at, parts->count - at - 1);
    memset(inside, 1, at);
    for (size_t i = at + 1; i + 1 < parts->count; i++) {
        size_t run = particle_length(builder, parts->parts + i, parts->count - i - 1);
        bool clear = run > 1 || (parts->parts[i].before & SEPARATOR_HYPHEN) ||
                     !(parts->parts[i].shape & TOKEN_CAPITAL);
        if (run == 0 || !clear)
            continue;
        memset(inside + i, 1, run);
        i += run;
    }
}

/* The halves of a double name: each its own name, and both in the other order. */
static void halves_link(Builder *builder, const Parts *parts, const uint8_t *inside,
                        uint32_t person)
{
    size_t base = 0;

    while (base < parts->count - 1 && inside[base])
        base++;
    for (size_t cut = base + 1; cut < parts->count; cut++) {
        if (inside[cut - 1])
            continue;
        size_t letters = parts->parts[cut - 1].letters,
               after = parts->parts[parts->count - 1].letters;
        bool sure = inside[cut] || (parts->parts[cut].before & SEPARATOR_HYPHEN);
        if (letters < 3 || after < 3 || (!sure && (parts->count - base != 2 || letters < 4)))
            continue;
        surname_link(builder, parts, inside, 0, cut, person, BEARER_OFFICIAL);
        surname_link(builder, parts, inside, cut, parts->count, person, BEARER_OFFICIAL);
        Parts turned = {.count = parts->count};
        uint8_t turned_inside[PARTS_MAX];
        size_t tail = parts->count - cut;
        memcpy(turned.parts, parts->parts + cut, tail * sizeof(Part));
        memcpy(turned.parts + tail, parts->parts, cut * sizeof(Part));
        memcpy(turned_inside, inside + cut, tail);
        memcpy(turned_inside + tail, inside, cut);
        surname_link(builder, &turned, turned_inside, 0, turned.count, person, BEARER_OWN);
    }
}

static void person_letters(Builder *builder, const Parts *parts, const uint8_t *inside,
                           uint32_t person)
{
    PersonEntry *entry = &builder->index->people[person];
    size_t base = 0;

    if (entry->base_letter != 0)
        return;
    while (base < parts->count - 1 && inside[base])
        base++;
    entry->base_letter = *vocabulary_text(&builder->index->vocabulary, parts->parts[base].word);
    if (base > 0)
        entry->particle_letter =
            *vocabulary_text(&builder->index->vocabulary, parts->parts[0].word);
}

static void surname_add(Builder *builder, Parts *infix, Parts *last, uint32_t person)
{
    Parts parts = {0};
    uint8_t inside[PARTS_MAX];

    if (last->count == 0)
        return;
    parts_unreverse(builder, last);
    parts_lengthen(builder, infix);
    parts_lengthen(builder, last);
    if (infix->count > 0 && infix->count < last->count &&
        words_key(infix->parts, infix->count) == words_key(last->parts, infix->count))
        infix->count = 0; /* the particle stands in both fields */
    while (parts.count < infix->count && parts.count < PARTICLE_WORDS_MAX) {
        parts.parts[parts.count] = infix->parts[parts.count];
        parts.count++;
    }
    size_t lead = parts.count;
    for (size_t i = 0; i < last->count && parts.count < PARTS_MAX; i++)
        parts.parts[parts.count++] = last->parts[i];
    particles_mark(builder, &parts, lead, inside);
    person_letters(builder, &parts, inside, person);
    surname_link(builder, &parts, inside, 0, parts.count, person, BEARER_OWN);
    halves_link(builder, &parts, inside, person);
}

static void first_link(Builder *builder, const Part *parts, size_t count, uint32_t person,
                       unsigned quality)
{
    NameToken tokens[NAME_TOKENS_MAX];

    for (size_t i = 0; i < count; i++)
        tokens[i] = (NameToken){parts[i].word, parts[i].exact};
    link_add(builder, name_intern(builder, false, 0, tokens, count), person, quality);
}

static void prefix_set(Builder *builder, char *prefix, const Part *part)
{
    const Word *word = vocabulary_word(&builder->index->vocabulary, part->word);
    memcpy(prefix, builder->index->vocabulary.texts->str + word->text, MIN(word->length, 3));
}

/* First names as a list: each group between spaces is a name, "Jan-Pieter" whole and in parts. */
static void firsts_add(Builder *builder, const Parts *parts, uint32_t person, bool in_use)
{
    for (size_t from = 0, to; from < parts->count; from = to) {
        for (to = from + 1; to < parts->count; to++)
            if (!(parts->parts[to].before & (SEPARATOR_HYPHEN | SEPARATOR_APOSTROPHE)))
                break;
        unsigned quality = from > 0 ? BEARER_PART : in_use ? BEARER_OWN : BEARER_OFFICIAL;
        if (in_use && to < parts->count)
            quality = BEARER_PART;
        first_link(builder, parts->parts + from, to - from, person, quality);
        for (size_t i = from; to - from > 1 && i < to; i++)
            if (parts->parts[i].letters > 2)
                first_link(builder, parts->parts + i, 1, person, BEARER_PART);
    }
    if (parts->count > 1)
        first_link(builder, parts->parts, parts->count, person,
                   in_use ? BEARER_OWN : BEARER_OFFICIAL);
    if (parts->count > 0)
        prefix_set(builder, builder->index->people[person].prefixes[in_use ? 0 : 1],
                   &parts->parts[0]);
}

/* Initials as written ("S.A.", "YH", "Th. M."), else those of the official first names. */
static void initials_set(Builder *builder, const char *written, const Parts *names,
                         PersonEntry *entry)
{
    size_t count = 0;
    Tokenizer tokenizer;
    Token token;
    char letters[8];

    tokens_start(&tokenizer, builder->index->fold, written ? written : "",
                 written ? strlen(written) : 0);
    tokenizer.known = name_token_known;
    while (tokens_next(&tokenizer, &token)) {
        size_t length = fold_letters(builder->index->fold, tokenizer.text, token.start, token.end,
                                     letters, NULL, sizeof letters);
        if (!(token.shape & TOKEN_ALL_CAPS)) /* "Th", "ij": one initial */
            length = MIN(length, 1);
        for (size_t i = 0; i < length && count < sizeof entry->initials; i++)
            entry->initials[count++] = letters[i];
    }
    for (size_t i = 0; written == NULL && i < names->count && i < sizeof entry->initials; i++)
        entry->initials[i] = *vocabulary_text(&builder->index->vocabulary, names->parts[i].word);
}

/* "groep 7B", "h4c", "Vlinders". */
static void group_set(Builder *builder, const char *group, PersonEntry *entry)
{
    Tokenizer tokenizer;
    Token token;
    char letters[256];

    tokens_start(&tokenizer, builder->index->fold, group, strlen(group));
    while (tokens_next(&tokenizer, &token)) {
        size_t length = fold_letters(builder->index->fold, group, token.start, token.end, letters,
                                     NULL, sizeof letters);
        if (token.shape & TOKEN_DIGITS) {
            if (entry->group_number == 0)
                entry->group_number = token.exact;
        } else if (token.letters == 1) {
            if (entry->group_number != 0)
                entry->group_letter = letters[0];
        } else if (entry->group_word == 0 && length > 0 && length < sizeof letters) {
            uint32_t word = vocabulary_intern(&builder->index->vocabulary, letters, length, 0);
            if (!(vocabulary_word(&builder->index->vocabulary, word)->kinds & WORD_CLASS)) {
                vocabulary_word(&builder->index->vocabulary, word)->kinds |= WORD_GROUP;
                entry->group_word = token.exact;
            }
        }
    }
}

/* "Sanneke" is another first name, "Sanne Jansen" another whole one. */
static void alias_add(Builder *builder, const char *alias, uint32_t person)
{
    Parts parts, none = {0};

    parts_read(builder, alias, WORD_NAME, &parts);
    if (parts.count == 0)
        return;
    first_link(builder, parts.parts, 1, person, BEARER_OWN);
    parts.count--;
    memmove(parts.parts, parts.parts + 1, parts.count * sizeof(Part));
    surname_add(builder, &none, &parts, person);
}

static void person_add(Builder *builder, const NamePerson *given, uint32_t person)
{
    PersonEntry *entry = &builder->index->people[person];
    Parts first, names, infix, last;

    entry->role = given->role & 15;
    parts_read(builder, given->first, WORD_NAME, &first);
    parts_read(builder, given->first_names, WORD_NAME, &names);
    firsts_add(builder, &first, person, true);
    firsts_add(builder, &names, person, false);
    if (first.count == 0 && names.count > 0)
        first_link(builder, names.parts, 1, person, BEARER_OWN);
    entry->first_word = first.count ? first.parts[0].word : names.count ? names.parts[0].word : 0;
    bool written = given->initials && *given->initials;
    initials_set(builder, written ? given->initials : NULL, &names, entry);
    const char *lasts[] = {given->last, given->last_official};
    for (size_t i = 0; i < G_N_ELEMENTS(lasts); i++) {
        if (i > 0 && g_strcmp0(lasts[0], lasts[1]) == 0)
            continue;
        parts_read(builder, given->infix, 0, &infix);
        parts_read(builder, lasts[i], WORD_NAME, &last);
        surname_add(builder, &infix, &last, person);
    }
    for (size_t i = 0; given->aliases && given->aliases[i]; i++)
        alias_add(builder, given->aliases[i], person);
    if (given->group)
        group_set(builder, given->group, entry);
}

static void particle_line(const char *line, void *user)
{
    Builder *builder = user;
    Parts parts;

    parts_read(builder, line, 0, &parts);
    id_map_put(&builder->list_particles, words_key(parts.parts, parts.count), 1);
    particle_intern(builder, parts.parts, parts.count);
}

/* Of a phrase the word next to the name counts: "de heer" is known by "heer". */
static void word_line(const char *line, void *user)
{
    Builder *builder = user;
    Parts parts;

    parts_read(builder, line, 0, &parts);
    if (parts.count > 0)
        vocabulary_word(&builder->index->vocabulary, parts.parts[parts.count - 1].word)->kinds |=
            builder->list_kinds;
}

static bool lists_read(Builder *builder, GError **error)
{
    static const struct {
        const char *name;
        uint16_t kinds;
    } lists[] = {{"titles", WORD_TITLE},
                 {"streets", WORD_STREET},
                 {"organisations", WORD_ORGANISATION},
                 {"lifting", WORD_LIFT},
                 {"labels", WORD_LABEL},
                 {"joining", WORD_JOINING},
                 {"classes", WORD_CLASS | WORD_LIFT}};

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        builder->list_kinds = lists[i].kinds;
        if (!wordlist_read(lists[i].name, word_line, builder, error))
            return false;
    }
    return wordlist_read("particles", particle_line, builder, error);
}

bool name_token_known(const void *user, uint64_t hash)
{
    (void)user;
    (void)hash;
    return true;
}

bool name_index_fill(NameIndex *index, const NamePerson *people, size_t count, GError **error)
{
    Builder builder = {.index = index};
    bool good;

    g_return_val_if_fail(count < UINT32_C(1) << BEARER_SHIFT, false);
    builder.links = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    builder.items = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    index->people = g_new0(PersonEntry, MAX(count, 1));
    index->people_count = count;
    good = lists_read(&builder, error);
    for (size_t i = 0; good && i < count; i++)
        person_add(&builder, &people[i], (uint32_t)i);
    good = good && famous_mark(index, people, error);
    bearers_lay(index, builder.links);
    items_lay(index, builder.items);
    vocabulary_seal(&index->vocabulary);
    g_array_free(builder.links, TRUE);
    g_array_free(builder.items, TRUE);
    id_map_clear(&builder.names);
    id_map_clear(&builder.particles);
    id_map_clear(&builder.runs);
    id_map_clear(&builder.list_particles);
    index_trim(index);
    typo_table_build(index);
    return good;
}
