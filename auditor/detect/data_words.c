/*
 * Words of care, belief and marks near a pupil's name: phrases of the lists, whole words, in the
 * sentence of the mention.
 */
#include "detect/data_scan.h"

#include <string.h>

#include "detect/fold.h"

enum { REACH = 120, WORDS_MAX = 64, PHRASE_MAX = 4 };

/* The sentence's words, folded, with where they stand. */
typedef struct {
    char *words[WORDS_MAX];
    size_t starts[WORDS_MAX], ends[WORDS_MAX];
    size_t count;
} Words;

/* Folds what Dutch writes with accents; others stay as they are. */
static char *word_fold(const char *text, size_t length)
{
    g_autofree char *utf8 = g_utf8_make_valid(text, (gssize)length);
    g_autofree char *ascii = g_str_to_ascii(utf8, "C");

    return g_ascii_strdown(ascii, -1);
}

void data_word_line(const char *line, GArray *words, DatumKind kind)
{
    DataWord word = {.phrase = word_fold(line, strlen(line)), .kind = kind};
    g_array_append_val(words, word);
}

static bool is_letter(char c)
{
    return g_ascii_isalnum(c) || (unsigned char)c >= 0x80 || c == '-';
}

static bool sentence_ends(const char *text, size_t at, size_t length)
{
    return (strchr(".!?", text[at]) && at + 1 < length && g_ascii_isspace(text[at + 1]) &&
            at > 2 && text[at - 2] != '.' && text[at - 2] != ' ') ||
           (text[at] == '\n' && at + 1 < length && text[at + 1] == '\n');
}

/* The stretch round [start, end) that is one sentence, at most REACH to either side. */
static void sentence_bounds(const DataScan *scan, size_t *start, size_t *end)
{
    size_t from = *start, to = *end;

    while (from > 0 && *start - from < REACH && !sentence_ends(scan->text, from - 1, scan->length))
        from--;
    while (to < scan->length && to - *end < REACH && !sentence_ends(scan->text, to, scan->length))
        to++;
    *start = from;
    *end = to;
}

static void words_read(const DataScan *scan, size_t from, size_t to, Words *words)
{
    words->count = 0;
    while (from > 0 && is_letter(scan->text[from]) && is_letter(scan->text[from - 1]))
        from++;
    for (size_t at = from; at < to && words->count < WORDS_MAX;) {
        size_t start = at;
        while (at < scan->length && at - start < 64 && is_letter(scan->text[at]))
            at++;
        if (at == start) {
            at++;
            continue;
        }
        words->words[words->count] = word_fold(scan->text + start, at - start);
        words->starts[words->count] = start;
        words->ends[words->count++] = at;
    }
}

static void words_clear(Words *words)
{
    for (size_t i = 0; i < words->count; i++)
        g_free(words->words[i]);
}

/* How many words the phrase takes from `at` on, 0 for none; "*" at its end stands for any ending. */
static size_t phrase_stands(const Words *words, size_t at, const char *phrase)
{
    size_t count = 0;

    while (*phrase) {
        size_t length = strcspn(phrase, " ");
        bool open = length > 1 && phrase[length - 1] == '*';
        if (at + count >= words->count || count == PHRASE_MAX)
            return 0;
        const char *word = words->words[at + count++];
        size_t wanted = open ? length - 1 : length;
        if (strncmp(word, phrase, wanted) != 0 || (!open && word[wanted] != '\0'))
            return 0;
        phrase += length + (phrase[length] == ' ');
    }
    return count;
}

/* "christelijke basisschool" says nothing about a pupil. */
static bool is_of_school(const Words *words, size_t next)
{
    return next < words->count &&
           (strstr(words->words[next], "school") || strstr(words->words[next], "onderwijs") ||
            strstr(words->words[next], "college") || strstr(words->words[next], "lyceum"));
}

static void mention_words(const DataScan *scan, const NameMatch *match)
{
    size_t from = match->start, to = match->end;
    Words words;

    sentence_bounds(scan, &from, &to);
    words_read(scan, from, to, &words);
    for (size_t i = 0; i < words.count; i++) {
        if (words.starts[i] >= match->start && words.ends[i] <= match->end)
            continue; /* the name itself */
        for (guint k = 0; k < scan->finder->words->len; k++) {
            const DataWord *word = &g_array_index(scan->finder->words, DataWord, k);
            size_t count = phrase_stands(&words, i, word->phrase);
            if (count == 0 || (word->kind == DATUM_BELIEF && is_of_school(&words, i + count)))
                continue;
            if (data_near(scan, words.starts[i], words.ends[i + count - 1]) == match)
                data_report(scan, word->kind, words.starts[i], words.ends[i + count - 1],
                            words.words[i], match, TIER_REVIEW);
            break;
        }
    }
    words_clear(&words);
}

void data_words_find(const DataScan *scan)
{
    enum { MENTIONS_MAX = 2000 };

    for (size_t i = 0; i < scan->match_count && i < MENTIONS_MAX; i++) {
        const NameMatch *match = &scan->matches[i];
        if (match->tier != TIER_TRACE && match->person < scan->finder->people_count &&
            scan->finder->people[match->person].role == ROLE_PUPIL)
            mention_words(scan, match);
    }
}
