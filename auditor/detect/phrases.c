/*
 * Word lists as one tree of words: each edge is the hash of a folded word (or of the beginning of
 * one), kept in one table for all nodes. Most words of a text are no first word of any phrase, and
 * a bit filter that stays in the cache turns them away.
 */
#include "detect/phrases.h"

#include <string.h>

#include "detect/tokens.h"
#include "detect/vocabulary.h"

enum {
    WINDOW = 512,
    FILTER_BYTES = 16384,
    START_BITS = 26 * 26 * 26,
    PREFIX_LEAST = 3,
    PREFIX_MOST = 63
};

/* Between the words of one phrase. */
#define JOINS                                                                                      \
    (SEPARATOR_SPACE | SEPARATOR_NEWLINE | SEPARATOR_HYPHEN | SEPARATOR_APOSTROPHE |               \
     SEPARATOR_DOT | SEPARATOR_SLASH | SEPARATOR_UNDERSCORE)

/* A phrase that ends at a node; several lists may have it. */
typedef struct {
    uint32_t list, next; /* number of the next at the same node, 0 for none */
    char *phrase;
} Entry;

typedef struct {
    uint32_t entries;  /* number of the first, 0 for none */
    uint64_t prefixes; /* lengths of the beginnings of words that go on from here, one bit each */
    bool words;        /* whole words go on from here */
} Node;

struct Phrases {
    FoldTable *fold;
    GPtrArray *lists;    /* char * */
    GByteArray *context; /* by list: 1 for those that phrases_set_context() named */
    GArray *entries, *nodes;
    IdMap edges;
    uint8_t *filter; /* bits of the hashes of first words */
    uint8_t *starts; /* bits of the first three letters of beginnings of words */
    GChecksum *digest;
};

typedef struct {
    const Phrases *phrases;
    const char *text;
    Tokenizer tokenizer;
    Token tokens[WINDOW];
    size_t count;
    bool ended;
    size_t *list_end;     /* by list: where its last match ended */
    PhraseMatch *longest; /* by list: of those that begin at this word */
    bool any;
    PhraseFound found;
    void *user;
} Search;

static void entry_clear(void *entry)
{
    g_free(((Entry *)entry)->phrase);
}

Phrases *phrases_new(void)
{
    Phrases *phrases = g_new0(Phrases, 1);
    Entry none = {0};
    Node root = {0};

    phrases->fold = fold_table_new();
    phrases->lists = g_ptr_array_new_with_free_func(g_free);
    phrases->context = g_byte_array_new();
    phrases->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    phrases->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
    g_array_set_clear_func(phrases->entries, entry_clear);
    g_array_append_val(phrases->entries, none);
    g_array_append_val(phrases->nodes, root);
    phrases->filter = g_malloc0(FILTER_BYTES);
    phrases->starts = g_malloc0(START_BITS / 8 + 1);
    phrases->digest = g_checksum_new(G_CHECKSUM_SHA256);
    return phrases;
}

void phrases_free(Phrases *phrases)
{
    if (!phrases)
        return;
    fold_table_free(phrases->fold);
    g_ptr_array_unref(phrases->lists);
    g_byte_array_unref(phrases->context);
    g_array_unref(phrases->entries);
    g_array_unref(phrases->nodes);
    id_map_clear(&phrases->edges);
    g_free(phrases->filter);
    g_free(phrases->starts);
    g_checksum_free(phrases->digest);
    g_free(phrases);
}

char *phrases_digest(const Phrases *phrases)
{
    g_autoptr(GChecksum) copy = g_checksum_copy(phrases->digest);

    return g_strdup(g_checksum_get_string(copy));
}

static Node *node_at(const Phrases *phrases, uint32_t node)
{
    return &g_array_index(phrases->nodes, Node, node);
}

/* Whole words and beginnings of words are told apart by the salt. */
static uint64_t edge_key(uint32_t node, uint64_t hash, bool prefix)
{
    uint64_t salt = (uint64_t)node * 2 + prefix;

    return fold_hash_mix(hash ^ (salt + 1) * UINT64_C(0x9e3779b97f4a7c15));
}

static size_t filter_bit(uint64_t hash)
{
    return hash % (FILTER_BYTES * 8ULL);
}

/* The first three letters as a bit number; START_BITS where they are not all of ASCII. */
static size_t start_bit(const char *letters)
{
    size_t bit = 0;

    for (unsigned i = 0; i < PREFIX_LEAST; i++) {
        unsigned char letter = (unsigned char)(letters[i] | 0x20);

        if (letter < 'a' || letter > 'z')
            return START_BITS;
        bit = bit * 26 + (letter - 'a');
    }
    return bit;
}

static uint32_t list_number(Phrases *phrases, const char *list)
{
    for (guint i = 0; i < phrases->lists->len; i++)
        if (strcmp(g_ptr_array_index(phrases->lists, i), list) == 0)
            return i;
    g_ptr_array_add(phrases->lists, g_strdup(list));
    g_byte_array_append(phrases->context, (const guint8 *)"", 1);
    return phrases->lists->len - 1;
}

/* The node behind this word, made when it is not there. */
static uint32_t node_behind(Phrases *phrases, uint32_t node, uint64_t hash, size_t prefix)
{
    uint64_t key = edge_key(node, hash, prefix > 0);
    uint32_t next = id_map_get(&phrases->edges, key);
    Node fresh = {0};

    if (prefix > 0)
        node_at(phrases, node)->prefixes |= UINT64_C(1) << prefix;
    else
        node_at(phrases, node)->words = true;
    if (next != 0)
        return next;
    next = phrases->nodes->len;
    g_array_append_val(phrases->nodes, fresh);
    id_map_put(&phrases->edges, key, next);
    return next;
}

static uint32_t add_word(Phrases *phrases, uint32_t node, const char *text, const Token *token,
                         bool star)
{
    char letters[PREFIX_MOST + 1] = {0};
    size_t count =
        fold_letters(phrases->fold, text, token->start, token->end, letters, NULL, PREFIX_MOST);
    size_t bit;

    if (!star || (token->shape & TOKEN_DIGITS)) {
        if (node == 0) {
            bit = filter_bit(token->hash);
            phrases->filter[bit / 8] |= (uint8_t)(1U << bit % 8);
        }
        return node_behind(phrases, node, token->hash, 0);
    }
    if (count < PREFIX_LEAST)
        return 0;
    if (node == 0) {
        bit = start_bit(letters);
        if (bit < START_BITS)
            phrases->starts[bit / 8] |= (uint8_t)(1U << bit % 8);
    }
    return node_behind(phrases, node, fold_hash(letters, count), count);
}

void phrases_set_context(Phrases *phrases, const char *list)
{
    phrases->context->data[list_number(phrases, list)] = 1;
}

/* Words of a list are never cut where their case changes. */
static bool whole_words(const void *user, uint64_t hash)
{
    (void)user;
    (void)hash;
    return true;
}

bool phrases_add(Phrases *phrases, const char *list, const char *phrase)
{
    Entry entry = {.list = list_number(phrases, list)};
    size_t length = strlen(phrase);
    uint32_t node = 0;
    unsigned words = 0;
    Tokenizer tokenizer;
    Token token;

    tokens_start(&tokenizer, phrases->fold, phrase, length);
    tokenizer.known = whole_words;
    while (tokens_next(&tokenizer, &token)) {
        bool star = token.end < length && phrase[token.end] == '*';

        node = ++words <= PHRASE_WORDS ? add_word(phrases, node, phrase, &token, star) : 0;
        if (node == 0)
            return false;
    }
    if (node == 0)
        return false;
    for (uint32_t at = node_at(phrases, node)->entries; at != 0;
         at = g_array_index(phrases->entries, Entry, at).next)
        if (g_array_index(phrases->entries, Entry, at).list == entry.list)
            return true;
    entry.phrase = g_strdup(phrase);
    entry.next = node_at(phrases, node)->entries;
    node_at(phrases, node)->entries = phrases->entries->len;
    g_array_append_val(phrases->entries, entry);
    g_checksum_update(phrases->digest, (const guchar *)list, (gssize)strlen(list) + 1);
    g_checksum_update(phrases->digest, (const guchar *)phrase, (gssize)length + 1);
    return true;
}

typedef struct {
    Phrases *phrases;
    const char *list;
} Adding;

static void add_line(const char *line, void *user)
{
    Adding *adding = user;

    if (!phrases_add(adding->phrases, adding->list, line))
        g_error("word list %s: a line that could never be found", adding->list);
}

bool phrases_add_list(Phrases *phrases, const char *name, GError **error)
{
    Adding adding = {phrases, name};

    return wordlist_read(name, add_line, &adding, error);
}

/* ---- search ---- */

static bool run_known(const void *user, uint64_t hash)
{
    const Phrases *phrases = user;
    size_t bit = filter_bit(hash);

    return (phrases->filter[bit / 8] >> bit % 8 & 1) &&
           id_map_get(&phrases->edges, edge_key(0, hash, false)) != 0;
}

static void take_entries(Search *search, uint32_t node, size_t first, size_t last)
{
    const Phrases *phrases = search->phrases;
    uint32_t at = node_at(phrases, node)->entries;

    for (; at != 0; at = g_array_index(phrases->entries, Entry, at).next) {
        const Entry *entry = &g_array_index(phrases->entries, Entry, at);
        PhraseMatch *match = &search->longest[entry->list];
        size_t start = search->tokens[first].start, end = search->tokens[last].end;

        if (start < search->list_end[entry->list] || (match->phrase && match->end >= end))
            continue;
        *match = (PhraseMatch){.list = g_ptr_array_index(phrases->lists, entry->list),
                               .phrase = entry->phrase,
                               .start = start,
                               .end = end,
                               .context = phrases->context->data[entry->list] != 0};
        search->any = true;
    }
}

static void walk_from(Search *search, uint32_t node, size_t first, size_t at);

static void walk_to(Search *search, uint32_t next, size_t first, size_t at)
{
    if (next == 0)
        return;
    take_entries(search, next, first, at);
    if (at + 1 < search->count && !(search->tokens[at + 1].before & ~JOINS))
        walk_from(search, next, first, at + 1);
}

/* Whether some first word of a phrase may begin like this one; most do not, and cost little. */
static bool may_begin(const Phrases *phrases, const char *text, const Token *token)
{
    size_t bit = start_bit(text + token->start);

    return bit == START_BITS || phrases->starts[bit / 8] >> bit % 8 & 1;
}

/* The folded letters of a word, at most PREFIX_MOST. */
static size_t letters_of(const Search *search, const Token *token, char *letters)
{
    if ((token->shape & TOKEN_MARKED) || token->end - token->start != token->letters)
        return fold_letters(search->phrases->fold, search->text, token->start, token->end, letters,
                            NULL, PREFIX_MOST);
    size_t count = MIN(token->letters, PREFIX_MOST);

    for (size_t i = 0; i < count; i++)
        letters[i] = (char)(search->text[token->start + i] | 0x20);
    return count;
}

/* Beginnings of the word at `at`; a phrase has at most PHRASE_WORDS words, so this ends. */
static void walk_prefixes(Search *search, uint32_t node, size_t first, size_t at)
{
    const Phrases *phrases = search->phrases;
    const Token *token = &search->tokens[at];
    uint64_t lengths = node_at(phrases, node)->prefixes;
    FoldHash hash = FOLD_HASH_INIT;
    char letters[PREFIX_MOST + 1];
    size_t count;

    if (lengths == 0 || (token->shape & TOKEN_DIGITS) || token->letters < PREFIX_LEAST ||
        (node == 0 && !may_begin(phrases, search->text, token)))
        return;
    count = letters_of(search, token, letters);
    for (size_t length = 1; length <= count && lengths >> length; length++) {
        fold_hash_add(&hash, (unsigned char)letters[length - 1]);
        if (lengths >> length & 1)
            walk_to(search, id_map_get(&phrases->edges, edge_key(node, fold_hash_end(&hash), true)),
                    first, at);
    }
}

static void walk_from(Search *search, uint32_t node, size_t first, size_t at)
{
    const Phrases *phrases = search->phrases;
    const Token *token = &search->tokens[at];
    size_t bit = filter_bit(token->hash);

    if (node_at(phrases, node)->words && (node != 0 || phrases->filter[bit / 8] >> bit % 8 & 1))
        walk_to(search, id_map_get(&phrases->edges, edge_key(node, token->hash, false)), first, at);
    walk_prefixes(search, node, first, at);
}

static void report(Search *search)
{
    for (guint i = 0; search->any && i < search->phrases->lists->len; i++) {
        PhraseMatch *match = &search->longest[i];

        if (!match->phrase)
            continue;
        search->list_end[i] = match->end;
        search->found(match, search->user);
        match->phrase = NULL;
    }
    search->any = false;
}

void phrases_find(const Phrases *phrases, const char *text, size_t length, PhraseFound found,
                  void *user)
{
    g_autofree size_t *list_end = g_new0(size_t, phrases->lists->len + 1);
    g_autofree PhraseMatch *longest = g_new0(PhraseMatch, phrases->lists->len + 1);
    g_autofree Search *search = g_new(Search, 1); /* large, and never all of it in use */
    size_t next = 0;

    if (phrases->entries->len <= 1)
        return;
    search->phrases = phrases;
    search->text = text;
    search->count = 0;
    search->any = false;
    search->list_end = list_end;
    search->longest = longest;
    search->found = found;
    search->user = user;
    tokens_start(&search->tokenizer, phrases->fold, text, length);
    search->tokenizer.known = run_known;
    search->tokenizer.user = phrases;
    do {
        size_t room = WINDOW - search->count, last;

        search->count += tokens_fill(&search->tokenizer, search->tokens + search->count, room);
        search->ended = search->count < WINDOW;
        last = search->ended ? search->count : search->count - PHRASE_WORDS;
        for (; next < last; next++) {
            walk_from(search, 0, next, next);
            report(search);
        }
        memmove(search->tokens, search->tokens + next, (search->count - next) * sizeof(Token));
        search->count -= next;
        next = 0;
    } while (!search->ended);
}
