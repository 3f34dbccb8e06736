/* Names of the school's groups; see groups.h. */
#include "detect/groups.h"

#include <string.h>

static const char *const words[] = {"groep",   "groepen",  "gr",  "klas",
                                    "klassen", "leerjaar", "unit"};

static bool is_word(const char *part)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(part, words[i]) == 0)
            return true;
    return strcmp(part, "en") == 0;
}

/* What is left of a name without those words: "Groep 7/8a" gives "7" and "8a". */
static GPtrArray *keys_of(const char *name)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folded = g_utf8_strdown(name, -1);
    g_auto(GStrv) parts = g_strsplit_set(folded, " /-_+&,.()", -1);

    for (char **part = parts; *part; part++)
        if (**part && !is_word(*part))
            g_ptr_array_add(keys, g_strdup(*part));
    return keys;
}

static size_t digits(const char *key)
{
    return strspn(key, "0123456789");
}

static void add_with_words(Phrases *phrases, const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *phrase = g_strconcat(words[i], " ", key, NULL);

        phrases_add(phrases, GROUPS_LIST, phrase);
    }
}

void groups_add(Phrases *phrases, const char *group)
{
    g_autoptr(GPtrArray) keys = keys_of(group);

    for (guint i = 0; i < keys->len; i++) {
        const char *key = keys->pdata[i];
        g_autofree char *number = g_strndup(key, digits(key));
        guint64 value = g_ascii_strtoull(number, NULL, 10);

        add_with_words(phrases, key);
        if (!*number)
            continue;
        add_with_words(phrases, number);
        for (guint64 other = value > 1 ? value - 1 : value; other <= value && value < 9; other++) {
            g_autofree char *pair =
                g_strdup_printf("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, other, other + 1);
            g_autofree char *joined =
                g_strdup_printf("%" G_GUINT64_FORMAT " en %" G_GUINT64_FORMAT, other, other + 1);

            add_with_words(phrases, pair);
            add_with_words(phrases, joined);
        }
    }
}

bool groups_covers(const char *phrase, const char *group)
{
    g_autoptr(GPtrArray) named = keys_of(phrase);
    g_autoptr(GPtrArray) own = keys_of(group);

    for (guint i = 0; i < named->len; i++)
        for (guint k = 0; k < own->len; k++) {
            const char *key = named->pdata[i], *mine = own->pdata[k];
            size_t number = digits(key);

            if (strcmp(key, mine) == 0 ||
                (number > 0 && key[number] == '\0' && digits(mine) == number &&
                 strncmp(key, mine, number) == 0))
                return true;
        }
    return false;
}
