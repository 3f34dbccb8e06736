/*
 * How fast the name finder is, and what its index holds: invented people, 500, 5,000 and 500,000 of
 * them, over the same text, Dutch-like words with the names of the first 500 strewn in, or a text
 * of your own. Prints processor time as a multiple of what SHA-256 (libcrypto, as `openssl dgst
 * -sha256` does it) takes for the same text, best of seven each, and memory.
 *
 * bench_names [MEGABYTES [NAME-EVERY-N-WORDS [TEXT-FILE, "" for none [PEOPLE]]]]
 */
#include "detect/names.h"

#include <malloc.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PEOPLE_MAX = 500000, WORDS = 20000, FIRST_NAMES = 2500, ROUNDS = 7 };

static const char *const common_words[] = {
    "de",   "het",   "een",      "van",    "en",     "in",   "is",   "dat",   "op",         "te",
    "voor", "met",   "zijn",     "er",     "aan",    "niet", "ook",  "we",    "om",         "bij",
    "naar", "groep", "kinderen", "school", "hebben", "deze", "week", "samen", "leerlingen", "over",
    "klas", "foto",  "heel",     "veel",   "was",    "uit",  "onze", "wordt", "door",       "maar"};
static const char *const particles[] = {"", "", "", "", "", "", "van", "de", "van der", "van den"};

static char *syllables(GRand *rand, int count)
{
    static const char *const heads[] = {"b", "d", "f", "g", "h", "k", "l",  "m",  "n",  "p",
                                        "r", "s", "t", "v", "w", "z", "st", "br", "kl", "sch"};
    static const char *const middles[] = {"a", "e", "i", "o", "u", "aa", "ee", "ie", "oe", "ij"};
    static const char *const tails[] = {"", "", "n", "r", "s", "t", "k", "l", "m", "ng"};
    GString *word = g_string_new(NULL);

    for (int i = 0; i < count; i++) {
        g_string_append(word, heads[g_rand_int_range(rand, 0, G_N_ELEMENTS(heads))]);
        g_string_append(word, middles[g_rand_int_range(rand, 0, G_N_ELEMENTS(middles))]);
        g_string_append(word, tails[g_rand_int_range(rand, 0, G_N_ELEMENTS(tails))]);
    }
    return g_string_free(word, FALSE);
}

static char *capitalised(char *word)
{
    word[0] = g_ascii_toupper(word[0]);
    return word;
}

/* Common first names are borne by many, as in life. Surnames: about four bearers each. */
static NamePerson *people_make(GRand *rand)
{
    NamePerson *people = g_new0(NamePerson, PEOPLE_MAX);
    char *firsts[FIRST_NAMES];
    g_autoptr(GPtrArray) lasts = g_ptr_array_new();

    for (size_t i = 0; i < FIRST_NAMES; i++)
        firsts[i] = capitalised(syllables(rand, g_rand_int_range(rand, 1, 4)));
    for (size_t i = 0; i < PEOPLE_MAX / 4; i++)
        g_ptr_array_add(lasts, capitalised(syllables(rand, g_rand_int_range(rand, 2, 5))));
    for (size_t i = 0; i < PEOPLE_MAX; i++) {
        double draw = g_rand_double(rand);
        people[i].first = firsts[(size_t)(draw * draw * FIRST_NAMES)];
        people[i].last = lasts->pdata[g_rand_int_range(rand, 0, (gint32)lasts->len)];
        people[i].infix = particles[g_rand_int_range(rand, 0, G_N_ELEMENTS(particles))];
        people[i].group = "7";
    }
    return people;
}

static GString *text_make(GRand *rand, size_t size, const NamePerson *people, int name_every)
{
    GString *text = g_string_sized_new(size + 256);
    char **words = g_new0(char *, WORDS);
    bool start = true;

    for (size_t i = 0; i < WORDS; i++)
        words[i] = syllables(rand, g_rand_int_range(rand, 1, 5));
    while (text->len < size) {
        if (g_rand_int_range(rand, 0, name_every) == 0) {
            const NamePerson *person = &people[g_rand_int_range(rand, 0, 500)];
            g_string_append_printf(text, "%s %s %s", person->first, person->infix, person->last);
        } else {
            g_autofree char *word =
                g_strdup(g_rand_boolean(rand)
                             ? common_words[g_rand_int_range(rand, 0, G_N_ELEMENTS(common_words))]
                             : words[g_rand_int_range(rand, 0, WORDS)]);
            g_string_append(text, start ? capitalised(word) : word);
        }
        start = g_rand_int_range(rand, 0, 12) == 0;
        g_string_append(text, start ? ". " : " ");
    }
    return text;
}

/* Processor time: what else the machine does should not count. In seconds. */
static double cpu_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void match_count(const NameMatch *match, void *user)
{
    size_t *counts = user;
    counts[match->surname]++;
}

static double digest_time(const GString *text)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    double started = cpu_time();

    if (EVP_Digest(text->str, text->len, digest, NULL, EVP_sha256(), NULL) != 1)
        exit(EXIT_FAILURE);
    return cpu_time() - started;
}

typedef struct {
    double digest, search; /* seconds, the best of the rounds */
    size_t counts[2];      /* first names, surnames */
} Timing;

/* Digest and search by turns, so that a busy machine is busy for both. */
static Timing timing_take(const NameIndex *index, const GString *text)
{
    Timing timing = {.digest = 1e9, .search = 1e9};

    for (int round = 0; round < ROUNDS; round++) {
        timing.digest = MIN(timing.digest, digest_time(text));
        double started = cpu_time();
        timing.counts[0] = timing.counts[1] = 0;
        names_find(index, text->str, text->len, CARRIER_PROSE, match_count, timing.counts);
        timing.search = MIN(timing.search, cpu_time() - started);
    }
    return timing;
}

static void bench(const NamePerson *people, size_t count, const GString *text)
{
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    g_autoptr(GError) error = NULL;
    double started = cpu_time();
    g_autoptr(NameIndex) index = names_new(people, count, &error);

    if (index == NULL) {
        fprintf(stderr, "bench_names: %s\n", error->message);
        exit(EXIT_FAILURE);
    }
    double built = cpu_time() - started;
    size_t memory = mallinfo2().uordblks + mallinfo2().hblkhd - before;
    /* Without first names alone: to report each of a thousand namesakes is no matter of searching.
     */
    names_set_first_names(index, false);
    Timing bare = timing_take(index, text);
    names_set_first_names(index, true);
    Timing all = timing_take(index, text);
    printf(
        "names: %7zu people: %4.2f times SHA-256 (%.2f with first names), %6.1f MB/s, %5.1f MiB, "
        "built in %.2f s, %zu surnames, %zu first names\n",
        count, bare.search / bare.digest, all.search / all.digest,
        (double)text->len / 1e6 / bare.search, (double)memory / 1048576, built, all.counts[1],
        all.counts[0]);
}

/* A text of one's own, repeated up to the size. */
static GString *text_read(const char *path, size_t size)
{
    g_autofree char *content = NULL;
    GString *text = g_string_new(NULL);
    gsize length = 0;

    if (!g_file_get_contents(path, &content, &length, NULL) || length == 0) {
        fprintf(stderr, "bench_names: %s cannot be read\n", path);
        exit(EXIT_FAILURE);
    }
    while (text->len < size)
        g_string_append_len(text, content, (gssize)length);
    return text;
}

int main(int argc, char **argv)
{
    size_t size = (argc > 1 ? strtoul(argv[1], NULL, 10) : 32) << 20;
    int every = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 500;
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261123);
    g_autofree NamePerson *people = people_make(rand);
    g_autoptr(GString) text =
        argc > 3 && argv[3][0] ? text_read(argv[3], size) : text_make(rand, size, people, every);
    static const size_t counts[] = {500, 5000, PEOPLE_MAX};
    size_t only = argc > 4 ? strtoul(argv[4], NULL, 10) : 0;

    printf("names: %.1f MB of text\n", (double)text->len / 1e6);
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        if (only == 0 || only == counts[i])
            bench(people, counts[i], text);
    return EXIT_SUCCESS;
}
