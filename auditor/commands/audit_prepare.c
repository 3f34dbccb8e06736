/* See audit_prepare.h. */
#include "commands/audit_prepare.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "commands/audit_given.h"
#include "commands/audit_school.h"
#include "commands/command.h"
#include "commands/detection.h"
#include "commands/policy_wanted.h"
#include "commands/wanted_phrases.h"
#include "detect/groups.h"
#include "register/load.h"
#include "register/people_index.h"
#include "register/takedowns.h"

static DataFinder *find_data(const People *people, GError **error)
{
    guint count = people ? people->persons->len : 0;
    g_autofree DataPerson *persons = g_new0(DataPerson, count + 1);

    for (guint i = 0; i < count; i++) {
        const Person *person = people->persons->pdata[i];

        persons[i] = (DataPerson){.role = person->role, .birth = person->birth};
    }
    return data_new(persons, count, error);
}

static char *days_later(const char *date, int days)
{
    int year, month, day;
    char text[16];
    GDate when;

    if (sscanf(date, "%d-%d-%d", &year, &month, &day) != 3)
        return NULL;
    g_date_clear(&when, 1);
    g_date_set_dmy(&when, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    g_date_add_days(&when, (guint)days);
    g_date_strftime(text, sizeof text, "%Y-%m-%d", &when);
    return g_strdup(text);
}

/* A moment of the run. A day that was given fixes the clock too, to its first second, so that the
 * same input gives the same bytes. */
char *audit_moment(const AuditOptions *options)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    g_autoptr(GDateTime) now = epoch
                                   ? g_date_time_new_from_unix_utc(g_ascii_strtoll(epoch, NULL, 10))
                                   : g_date_time_new_now_utc();

    if (options->today_given && !epoch)
        return g_strdup_printf("%sT00:00:00Z", options->today);
    return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

/* Staff may come in the register's own file (EDEXML). */
static bool has_role(const People *people, PersonRole role)
{
    for (guint i = 0; people && i < people->persons->len; i++)
        if (((const Person *)people->persons->pdata[i])->role == role)
            return true;
    return false;
}

static char *first_name(const Person *person)
{
    return g_strdup(person->first);
}

static char *surname(const Person *person)
{
    return person->last ? g_strjoin(" ", person->infix ? person->infix : "", person->last, NULL)
                        : NULL;
}

/* Names that too many bear to mean anybody by themselves: the report tells how many there are. */
static void warn_of_names_of_many(Store *store, const People *people,
                                  char *(*name_of)(const Person *), const char *code)
{
    g_autoptr(GHashTable) bearers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    unsigned names = 0;

    for (guint i = 0; i < people->persons->len; i++) {
        g_autofree char *name = name_of(people->persons->pdata[i]);

        if (!name || !*name)
            continue;
        char *folded = g_utf8_casefold(name, -1);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(bearers, folded)) + 1;

        names += count == NAMES_BEARERS_MOST + 1;
        g_hash_table_replace(bearers, folded, GUINT_TO_POINTER(count));
    }
    if (names > 0) {
        g_autofree char *detail = g_strdup_printf("%u", names);

        store_warn(store, code, detail);
    }
}

static bool policy_names_channel(const Policy *policy, const char *channel)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\"", channel);

    if (g_strv_contains((const char *const *)policy->channels, channel))
        return true;
    for (guint i = 0; i < policy->clauses->len; i++) {
        const PolicyClause *clause = policy->clauses->pdata[i];

        for (guint j = 0; j < clause->rules->len; j++) {
            const PolicyRule *use = clause->rules->pdata[j];
            const char *channels = g_hash_table_lookup(use->parameters, "channels");

            if (channels && strstr(channels, quoted))
                return true;
        }
    }
    return false;
}

/* A mistyped channel would keep all that stands there out of the clauses, and look clean. */
static void warn_of_channels(Store *store, const AuditOptions *options, const Policy *policy)
{
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < options->inputs->len; i++) {
        const AuditInput *input = options->inputs->pdata[i];

        if (input->channel && !policy_names_channel(policy, input->channel) &&
            g_hash_table_add(told, input->channel))
            store_warn(store, "channel-unnamed", input->channel);
    }
}

/* What the run was made with; the reports' accountability. */
static void describe_run(Store *store, const AuditOptions *options, const Policy *policy,
                         const People *people)
{
    g_autofree char *keep_until = days_later(options->today, options->keep_days);
    g_autofree char *started = audit_moment(options);

    store_set(store, "started", started);
    store_set(store, "version", SCHOOLAUDIT_VERSION);
    store_set(store, "today", options->today);
    store_set(store, "school", options->school ? options->school : "");
    store_set(store, "language", options->language);
    store_set(store, "policy", policy->id);
    store_set(store, "policy-digest", policy->digest);
    /* A list without a pupil is none: every name would pass it. */
    store_set(store, "register-given", has_role(people, ROLE_PUPIL) ? "1" : "0");
    store_set(store, "staff-given", options->staff || has_role(people, ROLE_STAFF) ? "1" : "0");
    store_set(store, "parents-given", options->parents ? "1" : "0");
    store_set(store, "register-digest", people && people->digest ? people->digest : "");
    store_set(store, "keep-until", keep_until);
    if (!has_role(people, ROLE_PUPIL))
        store_warn(store, "no-register", NULL);
    warn_of_channels(store, options, policy);
    if (people && people->notes->len > 0) {
        g_autofree char *count = g_strdup_printf("%u", people->notes->len);

        store_warn(store, "register-notes", count);
    }
    if (people) {
        warn_of_names_of_many(store, people, first_name, "first-names-of-many");
        warn_of_names_of_many(store, people, surname, "surnames-of-many");
        store_add_people(store, people);
    }
}

static void describe_phrases(Store *store, const Phrases *phrases)
{
    g_autofree char *digest = phrases_digest(phrases);

    store_set(store, "lists-digest", digest);
}

static bool add_takedowns(Store *store, const char *path, const People *people, GError **error)
{
    g_autoptr(GPtrArray) takedowns = takedowns_load(path, people, error);

    for (guint i = 0; takedowns && i < takedowns->len; i++) {
        const Takedown *takedown = takedowns->pdata[i];

        store_add_takedown(store, takedown->requested, takedown->person, takedown->target,
                           takedown->note);
    }
    store_set(store, "takedowns-given", "1");
    return takedowns != NULL;
}

/* The groups of the register are looked for in texts, to know whose pupils a photo may show. */
static void add_groups(Phrases *phrases, const People *people)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = people->persons->pdata[i];

        if (person->role == ROLE_PUPIL && person->group && *person->group &&
            g_hash_table_add(known, person->group))
            groups_add(phrases, person->group);
    }
}

void audit_run_clear(AuditRun *run)
{
    g_clear_pointer(&run->store, store_free);
    g_clear_pointer(&run->names, names_free);
    g_clear_pointer(&run->data, data_free);
    g_clear_pointer(&run->phrases, phrases_free);
    g_clear_pointer(&run->allowed, phrases_free);
    g_clear_pointer(&run->policy, policy_free);
    g_free(run->keep_until);
    g_free(run->detection);
}

static bool load_lists(const AuditOptions *options, AuditRun *run, People **people, GError **error)
{
    PeopleFiles files = {.list = options->register_file,
                         .mapping = options->mapping,
                         .consents = options->consents,
                         .consent_lists = options->consent_lists,
                         .staff = options->staff,
                         .parents = options->parents};

    if (options->register_file || options->staff || options->parents) {
        *people = people_load(&files, error);
        if (!*people || !(run->names = people_index(*people, error)))
            return false;
        names_set_unlisted(run->names, true);
    }
    run->data = find_data(*people, error);
    run->phrases = phrases_wanted(run->policy, error);
    run->allowed = phrases_new();
    if (!run->data || !run->phrases)
        return false;
    audit_school_phrases(options, run->phrases);
    return true;
}

bool audit_run_policy(const AuditOptions *options, AuditRun *run, GError **error)
{
    run->policy = policy_wanted(options->policy, error);
    return run->policy != NULL;
}

bool audit_run_prepare(const AuditOptions *options, const char *scratch, AuditRun *run,
                       GError **error)
{
    g_autoptr(People) people = NULL;

    if (!load_lists(options, run, &people, error) || !(run->store = store_create(scratch, error)))
        return false;
    describe_run(run->store, options, run->policy, people);
    audit_given_store(options, run->policy, run->store);
    if ((options->takedowns && !add_takedowns(run->store, options->takedowns, people, error)) ||
        !audit_school_store(options, run->store, run->allowed, error))
        return false;
    describe_phrases(run->store, run->phrases);
    if (people)
        add_groups(run->phrases, people);
    run->keep_until = days_later(options->today, options->keep_days);
    run->detection = detection_digest(people, run->phrases, run->allowed);
    g_clear_pointer(&people, people_free); /* store and index hold their own copies */
    malloc_trim(0);
    return true;
}
