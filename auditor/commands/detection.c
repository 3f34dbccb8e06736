/* See detection.h. */
#include "commands/detection.h"

#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "coordinator/pool.h"
#include "wire/bounds.h"

static void add_text(XXH3_state_t *state, const char *text)
{
    uint64_t length = text ? strlen(text) + 1 : 0;

    XXH3_128bits_update(state, &length, sizeof length);
    XXH3_128bits_update(state, text ? text : "", text ? strlen(text) : 0);
}

static char *finish(XXH3_state_t *state)
{
    XXH128_hash_t hash = XXH3_128bits_digest(state);

    XXH3_freeState(state);
    return g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                           (guint64)hash.high64, (guint64)hash.low64);
}

static void add_person(XXH3_state_t *state, const Person *person)
{
    const char *const texts[] = {person->first, person->first_names, person->initials,
                                 person->infix, person->last,        person->last_official,
                                 person->group, person->birth};
    uint64_t role = person->role;

    XXH3_128bits_update(state, &role, sizeof role);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        add_text(state, texts[i]);
    for (char **alias = person->aliases; alias && *alias; alias++)
        add_text(state, *alias);
}

char *detection_digest(const People *people, const Phrases *phrases, const Phrases *allowed)
{
    XXH3_state_t *state = XXH3_createState();
    g_autofree char *words = phrases_digest(phrases), *permitted = phrases_digest(allowed);

    XXH3_128bits_reset(state);
    for (guint i = 0; people && i < people->persons->len; i++)
        add_person(state, people->persons->pdata[i]);
    add_text(state, people ? "people" : NULL);
    add_text(state, words);
    add_text(state, permitted);
    return finish(state);
}

static void add_file(XXH3_state_t *state, const char *path)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (g_file_get_contents(path, &bytes, &length, NULL))
        XXH3_128bits_update(state, bytes, length);
    XXH3_128bits_update(state, &length, sizeof length);
}

char *detection_engine(void)
{
    XXH3_state_t *state = XXH3_createState();
    g_autofree char *worker = worker_program();
    g_autofree char *folder = g_path_get_dirname(worker);
    g_autofree char *libraries = worker_libraries(worker);
    g_autofree char *limits = bounds_text();
    g_autofree char *weights = g_build_filename(folder, "faces.weights", NULL);

    XXH3_128bits_reset(state);
    add_text(state, limits);
    add_text(state, libraries);
    add_file(state, "/proc/self/exe");
    add_file(state, worker);
    add_file(state, weights);
    return finish(state);
}
