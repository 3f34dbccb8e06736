/*
 * Pupils who are called like somebody whom everybody knows: their name alone says less.
 */
#include "detect/names_build.h"

#include <string.h>

typedef struct {
    const FoldTable *fold;
    IdMap names; /* hash of the letters of a whole name -> 1 */
} Famous;

enum { LETTERS_MAX = 96 };

static uint64_t letters_hash(const FoldTable *fold, const char *text)
{
    char letters[LETTERS_MAX];
    size_t count = fold_letters(fold, text, 0, strlen(text), letters, NULL, sizeof letters);

    return fold_hash_mix(fold_hash(letters, count));
}

static void famous_line(const char *line, void *user)
{
    Famous *famous = user;

    id_map_put(&famous->names, letters_hash(famous->fold, line), 1);
}

bool famous_mark(NameIndex *index, const NamePerson *people, GError **error)
{
    Famous famous = {.fold = index->fold};

    if (!wordlist_read("famous", famous_line, &famous, error))
        return false;
    for (size_t i = 0; i < index->people_count; i++) {
        const NamePerson *person = &people[i];
        g_autofree char *name =
            g_strconcat(person->first ? person->first : "", person->infix ? person->infix : "",
                        person->last ? person->last : "", NULL);
        index->people[i].famous = id_map_get(&famous.names, letters_hash(index->fold, name)) != 0;
    }
    id_map_clear(&famous.names);
    return true;
}
