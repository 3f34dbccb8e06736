/*
 * Looks up the words of a text in the words of all names: the second net, under the finder of
 * names. Deliberately coarse: a word that is part of somebody's name counts wherever it stands,
 * glued to others or not; particles (van, de, el) count only beside such a word.
 */
#include "reports/mask_words.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "detect/vocabulary.h"

#define GLUED_LETTERS 7  /* shortest glued form ("sdevries") looked up as a word of its own */
#define HIDDEN_LETTERS 8 /* shortest glued form looked up inside a longer run of letters */
#define LONGEST_RUN 64   /* letters of a run that are searched for hidden forms */

struct MaskWords {
    IdMap words;   /* hash of a folded word -> person, as to_number() has him */
    IdMap glued;   /* the same of folded first+infix+last in its orders */
    IdMap handles; /* the same of a folded handle */
    GHashTable *particles;
    GString *key; /* of the glued form that is being made */
};

static const char *const PARTICLES[] = {"van", "de", "der", "den", "het", "ten", "ter", "te",
                                        "el",  "al", "bin", "ben", "ibn", "la",  "le",  "du",
                                        "von", "zu", "v",   "op",  "in",  "aan", "t",   "d",
                                        "s",   "da", "dos", "di",  "st",  "bij", "uit", "voor"};

MaskWords *mask_words_new(void)
{
    MaskWords *words = g_new0(MaskWords, 1);
    words->key = g_string_new(NULL);
    words->particles = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < G_N_ELEMENTS(PARTICLES); i++)
        g_hash_table_add(words->particles, (char *)PARTICLES[i]);
    return words;
}

void mask_words_free(MaskWords *words)
{
    if (!words)
        return;
    id_map_clear(&words->words);
    id_map_clear(&words->glued);
    id_map_clear(&words->handles);
    g_hash_table_unref(words->particles);
    g_string_free(words->key, TRUE);
    g_free(words);
}

/* Letters that no decomposition takes apart. */
static const char *plain_letter(gunichar c)
{
    switch (c) {
    case 0x0142:
        return "l";
    case 0x00F8:
        return "o";
    case 0x0111:
        return "d";
    case 0x0131:
        return "i";
    case 0x00E6:
        return "ae";
    case 0x0153:
        return "oe";
    default:
        return NULL;
    }
}

static bool is_ascii(const char *text, gssize length)
{
    for (gssize i = 0; length < 0 ? text[i] : i < length; i++) {
        if ((unsigned char)text[i] >= 0x80)
            return false;
    }
    return true;
}

char *mask_fold(const char *text, gssize length)
{
    if (is_ascii(text, length)) /* most words are, and the other way costs ten times as much */
        return g_ascii_strdown(text, length);
    g_autofree char *lower = g_utf8_casefold(text, length);
    g_autofree char *apart = g_utf8_normalize(lower, -1, G_NORMALIZE_ALL);
    GString *out = g_string_new(NULL);
    for (const char *at = apart ? apart : ""; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        const char *plain = plain_letter(c);
        if (plain)
            g_string_append(out, plain);
        else if (!g_unichar_ismark(c))
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Persons have numbers on both sides of zero, the tables numbers from 1 on. */
static uint32_t to_number(int64_t person)
{
    return (uint32_t)(person > 0 ? 2 * person : 1 - 2 * person);
}

static int64_t to_person(uint32_t number)
{
    return number % 2 == 0 ? (int64_t)number / 2 : -(int64_t)(number / 2);
}

static void add_key(IdMap *map, const char *key, int64_t person)
{
    uint64_t hash = XXH3_64bits(key, strlen(key));

    if (id_map_get(map, hash) == 0) /* the first person with a word lends it the label */
        id_map_put(map, hash, to_number(person));
}

/* 0: nobody's. */
static int64_t look_up_piece(const IdMap *map, const char *key, size_t length)
{
    return to_person(id_map_get(map, XXH3_64bits(key, length)));
}

static int64_t look_up(const IdMap *map, const char *key)
{
    return look_up_piece(map, key, strlen(key));
}

static bool is_letter(gunichar c)
{
    return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

/* The end of the run of letters at `at`. */
static const char *run_end(const char *at)
{
    while (*at && is_letter(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

/* The end of the part of a run up to the next edge from small to capital: "SanneVries". */
static const char *part_end(const char *at, const char *end)
{
    bool small = false;
    while (at < end) {
        gunichar c = g_utf8_get_char(at);
        if (small && g_unichar_isupper(c))
            break;
        small = g_unichar_islower(c);
        at = g_utf8_next_char(at);
    }
    return at;
}

/* Words of an address that are nobody's name, where they stand in one: "Carol of mysurvey.com". */
static bool is_of_address(const char *text, const char *at, const char *end, const char *word)
{
    static const char *const known[] = {"com", "nl",   "org",   "net", "be",  "eu",
                                        "www", "http", "https", "htm", "html"};
    bool joined = (*end && strchr("./:@", *end)) || (at > text && strchr("./:@", at[-1]));

    for (size_t i = 0; joined && i < G_N_ELEMENTS(known); i++) {
        if (strcmp(word, known[i]) == 0)
            return true;
    }
    return false;
}

void mask_words_add_text(MaskWords *words, int64_t person, const char *text)
{
    for (const char *at = text ? text : ""; *at;) {
        const char *end = run_end(at);
        if (end == at) {
            at = g_utf8_next_char(at);
            continue;
        }
        g_autofree char *word = mask_fold(at, end - at);
        if (g_utf8_strlen(word, -1) >= 2 && !g_hash_table_contains(words->particles, word) &&
            !is_of_address(text, at, end, word))
            add_key(&words->words, word, person);
        at = end;
    }
}

/* Folded letters only: "van der" -> "vander". */
static char *squeeze(const char *text)
{
    g_autofree char *folded = mask_fold(text ? text : "", -1);
    GString *out = g_string_new(NULL);
    for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
        if (g_unichar_isalpha(g_utf8_get_char(at)))
            g_string_append_unichar(out, g_utf8_get_char(at));
    }
    return g_string_free(out, FALSE);
}

static void add_glued(MaskWords *words, int64_t person, const char *a, const char *b, const char *c)
{
    g_string_assign(words->key, a);
    g_string_append(words->key, b);
    g_string_append(words->key, c);
    if (g_utf8_strlen(words->key->str, (gssize)words->key->len) >= GLUED_LETTERS)
        add_key(&words->glued, words->key->str, person);
}

void mask_words_add_name(MaskWords *words, int64_t person, const char *first, const char *infix,
                         const char *last)
{
    mask_words_add_text(words, person, first);
    mask_words_add_text(words, person, last);
    g_autofree char *f = squeeze(first);
    g_autofree char *p = squeeze(infix);
    g_autofree char *b = squeeze(last);
    if (!*b)
        return;
    g_autofree char *initial = g_utf8_substring(f, 0, *f ? 1 : 0);
    add_glued(words, person, f, p, b);
    add_glued(words, person, f, b, "");
    add_glued(words, person, p, b, f);
    add_glued(words, person, b, f, p);
    add_glued(words, person, initial, p, b);
    add_glued(words, person, initial, b, "");
    if (*p)
        add_glued(words, person, p, b, "");
}

void mask_words_add_handle(MaskWords *words, int64_t person, const char *handle)
{
    if (!handle || !*handle)
        return;
    g_autofree char *folded = mask_fold(*handle == '@' ? handle + 1 : handle, -1);
    if (strlen(folded) >= 3)
        add_key(&words->handles, folded, person);
}

/* A glued form hidden in a long run: "fotosannedevries". */
static int64_t find_hidden(const MaskWords *words, const char *folded)
{
    size_t length = MIN(strlen(folded), (size_t)LONGEST_RUN);

    for (size_t start = 0; start + HIDDEN_LETTERS <= length; start++) {
        for (size_t size = length - start; size >= HIDDEN_LETTERS; size--) {
            int64_t person = look_up_piece(&words->glued, folded + start, size);

            if (person)
                return person;
        }
    }
    return 0;
}

static int64_t person_of_run(const MaskWords *words, const char *at, const char *end)
{
    g_autofree char *folded = mask_fold(at, end - at);
    int64_t person = look_up(&words->words, folded);
    if (!person)
        person = look_up(&words->glued, folded);
    if (!person && strlen(folded) > HIDDEN_LETTERS)
        person = find_hidden(words, folded);
    /* genitive: "Sannes fiets" */
    size_t length = strlen(folded);
    if (!person && length > 4 && folded[length - 1] == 's') {
        folded[length - 1] = '\0';
        person = look_up(&words->words, folded);
    }
    return person;
}

static bool is_particle(const MaskWords *words, const char *at, const char *end)
{
    g_autofree char *folded = mask_fold(at, end - at);
    return g_hash_table_contains(words->particles, folded);
}

/* Whether only what may stand inside a name lies between two words: "de_Vries", "S. de Vries". */
static bool is_joint(const char *at, const char *end)
{
    if (end - at > 3)
        return false;
    for (; at < end; at++) {
        if (!strchr(" .-_'+", *at))
            return false;
    }
    return true;
}

/* Whether nothing but particles and what joins them lies between a hit and a word. */
static bool is_beside(const MaskWords *words, const char *at, const char *start)
{
    while (at < start) {
        const char *word = at;
        while (word < start && !is_letter(g_utf8_get_char(word)))
            word = g_utf8_next_char(word);
        if (!is_joint(at, word))
            return false;
        if (word >= start)
            return true;
        at = run_end(word);
        if (!is_particle(words, word, at))
            return false;
    }
    return true;
}

/* Adds a hit, drawn together with the one before where only particles lie between. */
static void add_hit(const MaskWords *words, GArray *hits, const MaskHit *hit, bool capitals)
{
    MaskHit *last = hits->len ? &g_array_index(hits, MaskHit, hits->len - 1) : NULL;
    if (last && is_beside(words, last->end, hit->start)) {
        last->end = hit->end;
        return;
    }
    if (!capitals || g_unichar_isupper(g_utf8_get_char(hit->start)) ||
        hit->end - hit->start >= HIDDEN_LETTERS)
        g_array_append_vals(hits, hit, 1);
}

static bool is_handle_byte(char c)
{
    return g_ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
}

/* A whole handle at `at`: its end, and the person in *person; NULL when there is none. */
static const char *handle_end(const MaskWords *words, const char *at, int64_t *person)
{
    const char *end = at;
    while (is_handle_byte(*end))
        end++;
    while (end > at && strchr(".-", end[-1]))
        end--;
    if (end - at < 3 || end - at > 128)
        return NULL;
    g_autofree char *folded = mask_fold(at, end - at);
    *person = look_up(&words->handles, folded);
    return *person ? end : NULL;
}

/* The hits in one run of letters: the run as a whole, else its parts. */
static void find_in_run(const MaskWords *words, GArray *hits, const char *at, const char *end,
                        bool capitals)
{
    MaskHit hit = {at, end, person_of_run(words, at, end)};
    if (hit.person) {
        add_hit(words, hits, &hit, capitals);
        return;
    }
    while (at < end) {
        hit.start = at;
        hit.end = part_end(at, end);
        hit.person = person_of_run(words, at, hit.end);
        if (hit.person)
            add_hit(words, hits, &hit, capitals);
        at = hit.end;
    }
}

GArray *mask_words_find(const MaskWords *words, const char *text, bool capitals)
{
    GArray *hits = g_array_new(FALSE, FALSE, sizeof(MaskHit));
    for (const char *at = text; *at;) {
        int64_t person = 0;
        bool fresh = at == text || !is_handle_byte(at[-1]);
        const char *end = fresh ? handle_end(words, at, &person) : NULL;
        if (end) {
            MaskHit hit = {at, end, person};
            add_hit(words, hits, &hit, false);
        } else {
            end = run_end(at);
            if (end > at)
                find_in_run(words, hits, at, end, capitals);
            else
                end = g_utf8_next_char(at);
        }
        at = end;
    }
    return hits;
}
