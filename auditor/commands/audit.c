/*
 * schoolaudit audit: the whole way from inputs to reports. Each stage is somebody else's; here they
 * are put in order, what the operator said is checked before anything long begins, and the exit
 * status is made of what came out.
 */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/audit_given.h"
#include "commands/audit_metrics.h"
#include "commands/audit_options.h"
#include "commands/audit_plan.h"
#include "commands/audit_school.h"
#include "commands/audit_summary.h"
#include "commands/command.h"
#include "commands/run_folder.h"
#include "commands/terminal.h"
#include "commands/wanted_phrases.h"
#include "coordinator/scan.h"
#include "detect/groups.h"
#include "language.h"
#include "policies/policy.h"
#include "register/load.h"
#include "register/people_index.h"
#include "register/takedowns.h"
#include "reports/reports.h"
#include "store/decisions.h"
#include "store/history.h"
#include "store/judge.h"
#include "store/link.h"
#include "store/store.h"

#define EXIT_INTERRUPTED 130

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    interrupted = number;
}

static Policy *load_policy(const AuditOptions *options, GError **error)
{
    GError *cause = NULL;
    Policy *policy = policy_load(options->policy, &cause);

    if (!policy) {
        bool missing = g_error_matches(cause, POLICY_ERROR, POLICY_ERROR_MISSING);

        g_set_error_literal(error, EXIT_ERROR, missing ? EXIT_INPUT_MISSING : EXIT_LIST_INVALID,
                            cause->message);
        g_error_free(cause);
    }
    return policy;
}

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

static void set_array(Store *store, const char *key, const char *comma_separated)
{
    g_autoptr(GString) json = g_string_new("[");
    g_auto(GStrv) parts = g_strsplit(comma_separated ? comma_separated : "", ",", -1);

    for (size_t i = 0; parts[i]; i++) {
        if (*parts[i])
            g_string_append_printf(json, "%s\"%s\"", json->len > 1 ? "," : "", parts[i]);
    }
    g_string_append_c(json, ']');
    store_set(store, key, json->str);
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
static char *moment(const AuditOptions *options)
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

/* What the run was made with; the reports' accountability. */
static void describe_run(Store *store, const AuditOptions *options, const Policy *policy,
                         const People *people)
{
    g_autofree char *keep_until = days_later(options->today, options->keep_days);
    g_autofree char *started = moment(options);

    store_set(store, "started", started);
    store_set(store, "version", SCHOOLAUDIT_VERSION);
    store_set(store, "today", options->today);
    store_set(store, "school", options->school ? options->school : "");
    store_set(store, "language", options->language);
    store_set(store, "policy", policy->id);
    store_set(store, "policy-digest", policy->digest);
    store_set(store, "register-given", options->register_file ? "1" : "0");
    store_set(store, "staff-given", options->staff || has_role(people, ROLE_STAFF) ? "1" : "0");
    store_set(store, "parents-given", options->parents ? "1" : "0");
    store_set(store, "register-digest", people && people->digest ? people->digest : "");
    store_set(store, "keep-until", keep_until);
    if (!options->register_file)
        store_warn(store, "no-register", NULL);
    if (people && people->notes->len > 0) {
        g_autofree char *count = g_strdup_printf("%u", people->notes->len);

        store_warn(store, "register-notes", count);
    }
    if (people)
        store_add_people(store, people);
}

/* Whether pictures were looked into, and if not, or not for faces, why. */
static void describe_pixels(Store *store, const AuditOptions *options, const ScanResult *result)
{
    bool never = !strcmp(options->pixels, "never");
    bool counted = !never && result->counted_faces;

    store_set(store, "pixels", never || counted ? options->pixels : "no-weights");
    store_set(store, "pixels-given", counted ? "1" : "0");
    if (!counted)
        store_warn(store, never ? "pixels-not-looked-into" : "faces-not-counted", NULL);
}

static void describe_scan(Store *store, const AuditOptions *options, const ScanResult *result)
{
    g_autofree char *finished = moment(options);

    describe_pixels(store, options, result);

    store_set(store, "finished", finished);
    set_array(store, "sandbox", result->sandbox_active);
    set_array(store, "sandbox-missing", result->sandbox_missing);
    if (result->sandbox_missing && *result->sandbox_missing)
        store_warn(store, "sandbox-missing", result->sandbox_missing);
}

static void describe_phrases(Store *store, const Phrases *phrases)
{
    g_autofree char *digest = phrases_digest(phrases);

    store_set(store, "lists-digest", digest);
}

static ScanInput scan_input(const AuditInput *input)
{
    return (ScanInput){.path = input->path,
                       .name = input->name,
                       .channel = input->channel,
                       .access = input->access,
                       .owner = input->owner};
}

static bool scan_inputs(const AuditOptions *options, const RunFolder *folder, Store *store,
                        const NameIndex *names, const DataFinder *data, const Phrases *phrases,
                        const Phrases *allowed, GError **error)
{
    size_t count = options->inputs->len;
    g_autofree ScanInput *inputs = g_new0(ScanInput, count);
    ScanOptions scan = {.jobs = (unsigned)options->jobs,
                        .require_sandbox = options->require_sandbox,
                        .quiet = options->quiet,
                        .language = language_get(),
                        .spool_folder = folder->part,
                        .store = store,
                        .names = names,
                        .data = data,
                        .look = strcmp(options->pixels, "never") != 0,
                        .phrases = phrases,
                        .allowed = allowed,
                        .interrupted = &interrupted};
    g_autoptr(Kept) kept =
        !strcmp(options->pixels, "new") ? kept_open(folder->state, folder->out) : NULL;
    ScanResult result;

    scan.kept = kept;

    for (size_t i = 0; i < count; i++)
        inputs[i] = scan_input(options->inputs->pdata[i]);
    bool scanned = scan_run(&scan, inputs, count, &result, error);

    if (scanned && result.was_interrupted) {
        exit_error_set(error, EXIT_INTERRUPTED, "cli-interrupted", NULL);
        scanned = false;
    }
    if (scanned)
        describe_scan(store, options, &result);
    g_free(result.sandbox_active);
    g_free(result.sandbox_missing);
    return scanned;
}

static int64_t query_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t number = 0;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* A verdict that could not be reached for want of an input that the policy says it must have. */
static bool lacks_required_input(sqlite3 *db, const Policy *policy)
{
    sqlite3_stmt *statement = NULL;
    bool lacks = false;

    if (sqlite3_prepare_v2(db,
                           "SELECT reason_detail FROM clause_result WHERE result = 'not-checked' "
                           "AND kind = 'auto' AND reason = 'needs-input'",
                           -1, &statement, NULL) != SQLITE_OK)
        return true;
    while (!lacks && sqlite3_step(statement) == SQLITE_ROW) {
        const char *input = (const char *)sqlite3_column_text(statement, 0);

        lacks = input && policy->requires &&
                g_strv_contains((const char *const *)policy->requires, input);
    }
    sqlite3_finalize(statement);
    return lacks;
}

/* Incomplete: a gap in what was read, no register, a clause in error, or a verdict that lacked an
 * input the policy requires. */
static ExitStatus outcome(sqlite3 *db, const Policy *policy)
{
    bool open = query_number(db, "SELECT count(*) FROM finding WHERE as_ = 'verdict' AND state IN "
                                 "('new', 'open')") > 0;
    bool incomplete =
        query_number(db, "SELECT count(*) FROM item WHERE gap") > 0 ||
        query_number(db, "SELECT count(*) FROM warning WHERE code IN ('no-register', "
                         "'source-changed')") > 0 ||
        query_number(db, "SELECT count(*) FROM clause_result WHERE result = 'error'") > 0 ||
        lacks_required_input(db, policy);

    if (incomplete)
        return open ? EXIT_INCOMPLETE_FINDINGS : EXIT_INCOMPLETE_CLEAN;
    return open ? EXIT_COMPLETE_FINDINGS : EXIT_COMPLETE_CLEAN;
}

#define TYPES_TOLD 8

/* "video/mp4 (3), application/ogg (2)": what nobody here can read; NULL when there is none. */
static char *unread_types(sqlite3 *db)
{
    g_autoptr(GString) types = g_string_new(NULL);
    sqlite3_stmt *get = NULL;

    sqlite3_prepare_v2(db,
                       "SELECT type, count(*) FROM item WHERE reason ="
                       " 'no-reader' GROUP BY type ORDER BY 2 DESC, 1",
                       -1, &get, NULL);
    for (int i = 0; get && sqlite3_step(get) == SQLITE_ROW && i <= TYPES_TOLD; i++) {
        g_string_append(types, i ? ", " : "");
        if (i == TYPES_TOLD)
            g_string_append(types, "…");
        else
            g_string_append_printf(
                types, "%s (%d)",
                sqlite3_column_text(get, 0) ? (const char *)sqlite3_column_text(get, 0) : "?",
                sqlite3_column_int(get, 1));
    }
    sqlite3_finalize(get);
    return types->len ? g_strdup(types->str) : NULL;
}

static void summarise(sqlite3 *db, const AuditOptions *options, const RunFolder *folder)
{
    uint64_t items = (uint64_t)query_number(db, "SELECT count(*) FROM item");
    uint64_t gaps = (uint64_t)query_number(db, "SELECT count(*) FROM item WHERE gap");
    uint64_t findings =
        (uint64_t)query_number(db, "SELECT count(*) FROM finding WHERE as_ = 'verdict'");
    uint64_t leads = (uint64_t)query_number(db, "SELECT count(*) FROM finding WHERE as_ = 'lead'");
    g_autofree char *summary =
        language_fill("cli-summary", TEXT_VALUES(TEXT_COUNT("items", "cli-items", items),
                                                 TEXT_NUMBER("gaps", gaps),
                                                 TEXT_COUNT("findings", "cli-findings", findings),
                                                 TEXT_COUNT("leads", "cli-leads", leads)));

    g_autofree char *types = unread_types(db);
    g_autofree char *unread =
        types ? language_fill("cli-no-reader", TEXT_VALUES(TEXT_TEXT("types", types))) : NULL;

    uint64_t missing =
        (uint64_t)query_number(db, "SELECT count(*) FROM link WHERE state = 'missing'");
    g_autofree char *media =
        language_fill("cli-media-missing", TEXT_VALUES(TEXT_NUMBER("n", missing)));

    if (options->quiet)
        return;
    terminal_print(stdout, "", 0, summary);
    if (unread)
        terminal_print(stdout, "", 0, unread);
    if (missing > 0)
        terminal_print(stdout, "", 0, media);
    printf("%s/report.html\n", folder->out);
}

/* Findings against the protocol, the decisions and the run before. */
static bool judge(sqlite3 *db, const AuditOptions *options, const RunFolder *folder,
                  const Policy *policy, GError **error)
{
    g_autofree char *previous =
        options->previous ? g_strdup(options->previous) : history_previous(db, folder->out);
    g_autofree char *log = options->decisions
                               ? g_strdup(options->decisions)
                               : g_build_filename(folder->state, DECISIONS_LOG, NULL);
    bool usable = false;

    if (options->decisions && !g_file_test(log, G_FILE_TEST_EXISTS)) {
        exit_error_set(error, EXIT_INPUT_MISSING, "decisions-unreadable",
                       TEXT_VALUES(TEXT_TEXT("path", log),
                                   TEXT_TEXT("cause", language_text("cli-errno-missing"))));
        return false;
    }
    if (previous && !history_open(db, previous, options->previous != NULL, &usable, error))
        return false;
    return decisions_load(db, log, error) && judge_run(db, policy, options->today, error) &&
           (!usable || history_compare(db, previous, error)) &&
           decisions_settle(db, options->today, error) &&
           history_name_run(db, options->today, error);
}

static bool judge_and_report(const AuditOptions *options, const RunFolder *folder,
                             const Policy *policy, Store *store, ExitStatus *status, GError **error)
{
    g_autofree char *path = g_build_filename(folder->part, "audit.db", NULL);
    ReportOptions report = {.out = folder->out,
                            .language = options->language,
                            .names = options->names,
                            .today = options->today,
                            .version = SCHOOLAUDIT_VERSION,
                            .traces = options->traces};
    sqlite3 *db;
    bool done;

    if (!store_finalise(store, path, error) || !(db = store_open(path, error)))
        return false;
    done = store_attach_pixels(store, db, error) && store_link(db, error) &&
           judge(db, options, folder, policy, error) && reports_write(db, policy, &report, error);
    if (done) {
        *status = outcome(db, policy);
        summarise(db, options, folder);
        done = audit_summary_write(options, db, folder->out, *status, error) &&
               audit_metrics_write(options, db, *status, error);
    }
    sqlite3_close(db);
    return done;
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
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

static bool audit(const AuditOptions *options, ExitStatus *status, GError **error)
{
    g_autoptr(Policy) policy = load_policy(options, error);
    g_autofree char **paths = audit_options_paths(options);
    g_autoptr(RunFolder) folder = NULL;
    g_autoptr(People) people = NULL;
    g_autoptr(NameIndex) names = NULL;
    g_autoptr(DataFinder) data = NULL;
    g_autoptr(Phrases) phrases = NULL;
    g_autoptr(Phrases) allowed = phrases_new();
    g_autoptr(Store) store = NULL;
    PeopleFiles files = {.list = options->register_file,
                         .mapping = options->mapping,
                         .consents = options->consents,
                         .consents_mapping = options->consents_mapping,
                         .staff = options->staff,
                         .parents = options->parents};

    if (!policy)
        return false;
    folder = run_folder_open(options->out, options->state, paths, error);
    if (!folder)
        return false;
    if (options->register_file || options->staff || options->parents) {
        people = people_load(&files, error);
        if (!people || !(names = people_index(people, error)))
            return false;
        names_set_unlisted(names, true);
    }
    data = find_data(people, error);
    phrases = phrases_wanted(policy, error);
    if (!data || !phrases)
        return false;
    audit_school_phrases(options, phrases);
    store = store_create(folder->part, error);
    if (!store)
        return false;
    describe_run(store, options, policy, people);
    audit_given_store(options, policy, store);
    if ((options->takedowns && !add_takedowns(store, options->takedowns, people, error)) ||
        !audit_school_store(options, store, allowed, error))
        return false;
    describe_phrases(store, phrases);
    if (people)
        add_groups(phrases, people);
    g_clear_pointer(&people, people_free); /* store and index hold their own copies */
    malloc_trim(0);
    return scan_inputs(options, folder, store, names, data, phrases, allowed, error) &&
           judge_and_report(options, folder, policy, store, status, error);
}

/* An audit with what mail and monitor are told of it, however it ends. */
static bool audit_told(const AuditOptions *options, ExitStatus *status, GError **error)
{
    g_autofree char *started = moment(options);
    GError *cause = NULL;
    bool done = audit_summary_start(options, &cause) &&
                audit_metrics_start(options, started, &cause) && audit(options, status, &cause);

    if (!done) {
        audit_metrics_failed(options,
                             cause->domain == EXIT_ERROR ? cause->code : EXIT_CANNOT_WRITE);
        g_propagate_error(error, cause);
    }
    return done;
}

static int run(int argc, char **argv)
{
    AuditOptions options = {0};
    ExitStatus status = EXIT_COMPLETE_CLEAN;
    GError *error = NULL;
    bool done;

    umask(0077);
    catch_signals();
    done = audit_options_parse(&options, argc, argv, &error) &&
           (options.dry_run ? audit_plan_print(&options, &error)
                            : audit_told(&options, &status, &error));
    audit_options_clear(&options);
    return done ? (int)status : command_fail(error, EXIT_CANNOT_WRITE);
}

const Command command_audit = {
    .name = "audit",
    .run = run,
};
