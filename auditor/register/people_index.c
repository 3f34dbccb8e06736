/* Hands the people of the lists to the finder, which knows nothing of lists. */
#include "register/people_index.h"

NameIndex *people_index(const People *people, GError **error)
{
    g_autofree NamePerson *names = g_new0(NamePerson, people->persons->len + 1);

    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = people->persons->pdata[i];

        names[i] = (NamePerson){.first = person->first,
                                .first_names = person->first_names,
                                .initials = person->initials,
                                .infix = person->infix,
                                .last = person->last,
                                .last_official = person->last_official,
                                .aliases = (const char *const *)person->aliases,
                                .group = person->group,
                                .role = person->role};
    }
    return names_new(names, people->persons->len, error);
}
