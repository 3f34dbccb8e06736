/* Inputs scanned for one person: the way of an audit, into a folder that the caller throws away. */
#include <malloc.h>
#include <signal.h>
#include <string.h>

#include "commands/command.h"
#include "commands/find.h"
#include "commands/interrupt.h"
#include "commands/policy_wanted.h"
#include "coordinator/scan.h"
#include "language.h"
#include "policies/policy.h"
#include "register/people_index.h"
#include "store/judge.h"
#include "store/link.h"
#include "store/store.h"

static bool is_listed(const People *people, const Person *sought)
{
    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = g_ptr_array_index(people->persons, i);
        if (!g_strcmp0(person->first, sought->first) && !g_strcmp0(person->infix, sought->infix) &&
            !g_strcmp0(person->last, sought->last))
            return true;
    }
    return false;
}

/* The lists, and whoever is sought beside them. */
static People *load_people(const FindOptions *options, const char *name, GError **error)
{
    const PeopleFiles files = {.list = options->register_file,
                               .mapping = options->mapping,
                               .consents = options->consents,
                               .staff = options->staff};
    bool lists = options->register_file || options->staff;
    People *people = lists ? people_load(&files, error) : people_new();
    Person *sought;

    if (!people || !name)
        return people;
    sought = person_new(ROLE_PUPIL);
    find_split_name(name, sought);
    sought->number = g_strdup("-");
    if (is_listed(people, sought))
        person_free(sought);
    else
        g_ptr_array_add(people->persons, sought);
    return people;
}

static bool scan(const FindOptions *options, const char *folder, Store *store,
                 const NameIndex *names, GError **error)
{
    size_t count = g_strv_length(options->places);
    g_autofree ScanInput *inputs = g_new0(ScanInput, count);
    ScanOptions scanning = {.jobs = (unsigned)options->jobs,
                            .quiet = options->quiet,
                            .language = language_get(),
                            .spool_folder = folder,
                            .store = store,
                            .names = names,
                            .interrupted = interrupt_flag()};
    ScanResult result = {0};

    for (size_t i = 0; i < count; i++)
        inputs[i].path = options->places[i];
    bool scanned = scan_run(&scanning, inputs, count, &result, error);
    if (scanned && result.was_interrupted)
        scanned = !interrupt_stops(error);
    g_free(result.sandbox_active);
    g_free(result.sandbox_missing);
    return scanned;
}

static bool judge(const FindOptions *options, const Policy *policy, const char *path,
                  GError **error)
{
    sqlite3 *db = store_open(path, error);
    bool done;

    if (!db)
        return false;
    interrupt_watch(db);
    done = store_link(db, error) && judge_run(db, policy, options->today, error);
    sqlite3_close(db);
    return !interrupt_stops(error) && done;
}

char *find_scan(const FindOptions *options, const char *name, const char *folder, GError **error)
{
    g_autoptr(Policy) policy =
        policy_wanted(options->policy ? options->policy : POLICY_DEFAULT, error);
    g_autoptr(People) people = policy ? load_people(options, name, error) : NULL;
    g_autoptr(NameIndex) names = people ? people_index(people, error) : NULL;
    g_autoptr(Store) store = names ? store_create(folder, error) : NULL;
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);

    if (!store)
        return NULL;
    interrupt_catch();
    store_set(store, "today", options->today);
    store_set(store, "register-given", options->register_file ? "1" : "0");
    store_set(store, "staff-given", options->staff ? "1" : "0");
    store_add_people(store, people);
    if (!scan(options, folder, store, names, error) || !store_finalise(store, path, error) ||
        !judge(options, policy, path, error))
        return NULL;
    return g_steal_pointer(&path);
}
