/* Loads the vocabulary and looks phrases up, word by word, with * as in file names. */
#include "register/wordbook.h"

#include <gio/gio.h>
#include <string.h>

/* Cells up to these bounds are taken apart without an allocation. */
#define MOST_WORDS 16U
#define MOST_BYTES 256U

typedef struct {
    char *key;
    GStrv words;
    guint length;
} Phrase;

struct WordBook {
    GPtrArray *phrases; /* Phrase *, owned */
    GHashTable *groups; /* group -> GPtrArray of its Phrase *, in the list's order */
    guint longest;
};

static void phrase_free(gpointer data)
{
    Phrase *phrase = data;

    g_free(phrase->key);
    g_strfreev(phrase->words);
    g_free(phrase);
}

static void phrases_load(WordBook *book, GKeyFile *file, const char *group)
{
    g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);
    GPtrArray *members = g_ptr_array_new();

    g_hash_table_insert(book->groups, g_strdup(group), members);

    for (guint i = 0; keys[i]; i++) {
        g_auto(GStrv) texts = g_key_file_get_string_list(file, group, keys[i], NULL, NULL);
        for (guint j = 0; texts[j]; j++) {
            Phrase *phrase = g_new0(Phrase, 1);
            phrase->key = g_strdup(keys[i]);
            phrase->words = g_strsplit(texts[j], " ", -1);
            phrase->length = g_strv_length(phrase->words);
            book->longest = MAX(book->longest, phrase->length);
            g_ptr_array_add(book->phrases, phrase);
            g_ptr_array_add(members, phrase);
        }
    }
}

WordBook *wordbook_load(const char *name)
{
    g_autofree char *path = g_strdup_printf("/schoolaudit/register/lists/%s.txt", name);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_autoptr(GKeyFile) file = g_key_file_new();
    WordBook *book = g_new0(WordBook, 1);

    book->phrases = g_ptr_array_new_with_free_func(phrase_free);
    book->groups =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    bool loaded = bytes && g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, NULL);
    g_assert(loaded);
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (guint i = 0; groups[i]; i++)
        phrases_load(book, file, groups[i]);
    return book;
}

void wordbook_free(WordBook *book)
{
    if (!book)
        return;
    g_hash_table_unref(book->groups);
    g_ptr_array_unref(book->phrases);
    g_free(book);
}

static bool is_apostrophe(gunichar letter)
{
    return letter == '\'' || letter == 0x2019 || letter == 0x2018 || letter == 0x02BC ||
           letter == 0x00B4 || letter == '`';
}

static void fold_letter(GString *folded, gunichar letter, bool *gap)
{
    if (*gap && folded->len)
        g_string_append_c(folded, ' ');
    *gap = false;
    g_string_append_unichar(folded, g_unichar_tolower(letter));
}

/* The same as below for the cells that most lists are made of, without Unicode's tables. */
static void fold_ascii(GString *folded, const char *text)
{
    bool gap = false;

    for (const char *at = text; *at; at++) {
        if (g_ascii_isalnum(*at))
            fold_letter(folded, (guchar)*at, &gap);
        else if (*at != '\'' && *at != '`')
            gap = true;
    }
}

static void fold_unicode(GString *folded, const char *text)
{
    g_autofree char *spread = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    bool gap = false;

    for (const char *at = spread ? spread : ""; *at; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        if (g_unichar_ismark(letter) || is_apostrophe(letter))
            continue;
        if (g_unichar_isalnum(letter))
            fold_letter(folded, letter, &gap);
        else
            gap = true;
    }
}

char *text_fold(const char *text)
{
    GString *folded = g_string_new(NULL);

    if (g_str_is_ascii(text))
        fold_ascii(folded, text);
    else
        fold_unicode(folded, text);
    if (!folded->len)
        g_string_append(folded, text);
    return g_strstrip(g_string_free(folded, FALSE));
}

/* "?" is an answer in some lists, so * alone makes a pattern. */
static bool word_matches(const char *pattern, const char *word)
{
    if (*pattern != *word && *pattern != '*' && *pattern != '?')
        return false; /* nearly all end here */
    return strchr(pattern, '*') ? g_pattern_match_simple(pattern, word) : !strcmp(pattern, word);
}

static bool phrase_stands(const Phrase *phrase, char *const *words)
{
    for (guint i = 0; i < phrase->length; i++)
        if (!words[i] || !word_matches(phrase->words[i], words[i]))
            return false;
    return true;
}

/* The phrase of just these `length` words, the list's first; NULL where none is. */
static const Phrase *phrase_at(const WordBook *book, const char *group, char *const *words,
                               guint length)
{
    const GPtrArray *members = g_hash_table_lookup(book->groups, group);

    for (guint i = 0; members && i < members->len; i++) {
        const Phrase *phrase = g_ptr_array_index(members, i);
        if (phrase->length == length && phrase_stands(phrase, words))
            return phrase;
    }
    return NULL;
}

static const char *whole_words(const WordBook *book, const char *group, char *const *words,
                               guint length)
{
    const Phrase *phrase = phrase_at(book, group, words, length);

    return phrase ? phrase->key : NULL;
}

const char *wordbook_whole(const WordBook *book, const char *group, const char *folded)
{
    char *words[MOST_WORDS + 2], copy[MOST_BYTES];
    guint length = 0;

    if (strlen(folded) >= sizeof copy || book->longest > MOST_WORDS) {
        g_auto(GStrv) split = g_strsplit(folded, " ", -1);
        return whole_words(book, group, split, g_strv_length(split));
    }
    g_strlcpy(copy, folded, sizeof copy);
    for (char *at = *copy ? copy : NULL; at && length <= book->longest;) {
        words[length++] = at;
        at = strchr(at, ' ');
        if (at)
            *at++ = '\0';
    }
    words[length] = NULL;
    return whole_words(book, group, words, length); /* with more words than any phrase: NULL */
}

GStrv wordbook_find(const WordBook *book, const char *group, const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    g_autoptr(GPtrArray) found = g_ptr_array_new();

    for (guint i = 0; words[i];) {
        const Phrase *phrase = NULL;
        for (guint length = book->longest; length > 0 && !phrase; length--)
            phrase = phrase_at(book, group, words + i, length);
        if (phrase && !g_ptr_array_find_with_equal_func(found, phrase->key, g_str_equal, NULL))
            g_ptr_array_add(found, phrase->key);
        i += phrase ? phrase->length : 1;
    }
    g_ptr_array_add(found, NULL);
    return g_strdupv((char **)found->pdata);
}

bool wordbook_holds(const WordBook *book, const char *group, const char *folded)
{
    g_auto(GStrv) found = wordbook_find(book, group, folded);

    return *found != NULL;
}
