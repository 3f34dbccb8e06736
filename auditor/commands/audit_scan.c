/* See audit_scan.h. */
#include "commands/audit_scan.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/detection.h"
#include "commands/interrupt.h"
#include "commands/terminal.h"
#include "language.h"

#define FACTS ".schoolaudit-facts"

void audit_scan_catch_signals(void)
{
    interrupt_catch();
    signal(SIGPIPE, SIG_IGN);
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

/* Whether pictures were looked into, and if not, or not for faces, why. Where there was nothing to
 * read no worker started: then it is not the detector that is missing. */
static void describe_pixels(Store *store, const AuditOptions *options, const ScanResult *result)
{
    bool never = !strcmp(options->pixels, "never");
    bool counted = !never && (result->counted_faces || !result->sandbox_active);

    store_set(store, "pixels", never || counted ? options->pixels : "no-weights");
    store_set(store, "pixels-given", counted ? "1" : "0");
    if (!counted)
        store_warn(store, never ? "pixels-not-looked-into" : "faces-not-counted", NULL);
}

void audit_scan_describe(Store *store, const AuditOptions *options, const ScanResult *result)
{
    g_autofree char *finished = audit_moment(options);

    describe_pixels(store, options, result);

    store_set(store, "finished", finished);
    set_array(store, "sandbox", result->sandbox_active);
    set_array(store, "sandbox-missing", result->sandbox_missing);
    if (result->sandbox_missing && *result->sandbox_missing)
        store_warn(store, "sandbox-missing", result->sandbox_missing);
}

ScanInput audit_scan_input(const AuditInput *input)
{
    return (ScanInput){.path = input->path,
                       .name = input->name,
                       .channel = input->channel,
                       .access = input->access,
                       .owner = input->owner};
}

bool audit_scan(const AuditOptions *options, const AuditRun *run, ScanOptions *scan,
                ScanResult *result, GError **error)
{
    size_t count = options->inputs->len;
    g_autofree ScanInput *inputs = g_new0(ScanInput, count);

    scan->jobs = (unsigned)options->jobs;
    scan->require_sandbox = options->require_sandbox;
    scan->quiet = options->quiet;
    scan->language = language_get();
    scan->store = run->store;
    scan->names = run->names;
    scan->data = run->data;
    scan->look = strcmp(options->pixels, "never") != 0;
    scan->look_anew = !strcmp(options->pixels, "all");
    scan->phrases = run->phrases;
    scan->allowed = run->allowed;
    scan->interrupted = interrupt_flag();
    for (size_t i = 0; i < count; i++)
        inputs[i] = audit_scan_input(options->inputs->pdata[i]);
    if (!scan_run(scan, inputs, count, result, error))
        return false;
    return !result->was_interrupted || !interrupt_stops(error);
}

void audit_scan_say(ShelfWriter *shelf, const AuditOptions *options, const AuditRun *run,
                    const char *engine)
{
    shelf_writer_say(shelf, "engine", engine); /* first: who reads it looks for that */
    shelf_writer_say(shelf, "detection", run->detection);
    shelf_writer_say(shelf, "pixels", options->pixels);
    shelf_writer_say(shelf, "full", options->full ? "1" : NULL);
    shelf_writer_say(shelf, "keep-until", run->keep_until);
}

/* ---- facts that lie in the state folder from one audit to the next ---- */

typedef struct {
    char *whole, *part, *broken; /* of the run before; of this one; of one that was broken off */
    Shelf *earlier[EARLIER_SHELVES];
    ShelfWriter *shelf;
} Facts;

static void facts_clear(Facts *facts)
{
    for (size_t i = 0; i < EARLIER_SHELVES; i++)
        g_clear_pointer(&facts->earlier[i], shelf_free);
    g_clear_pointer(&facts->shelf, shelf_writer_free);
    g_free(facts->whole);
    g_free(facts->part);
    g_free(facts->broken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Facts, facts_clear)

static int64_t size_of(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0 && S_ISREG(status.st_mode) ? (int64_t)status.st_size : -1;
}

static void tell(const AuditOptions *options, const char *id)
{
    if (!options->quiet)
        terminal_print(stdout, "", 0, language_text(id));
}

/* NULL where it is of no use, and says why. */
static Shelf *open_facts(const AuditOptions *options, const AuditRun *run, const char *path,
                         const char *engine)
{
    g_autoptr(Shelf) shelf = NULL;

    if (size_of(path) < 0)
        return NULL;
    shelf = shelf_open(path, engine);
    if (!shelf)
        tell(options, "cli-facts-other-program");
    else if (g_strcmp0(shelf_said(shelf, "detection"), run->detection) != 0)
        tell(options, "cli-facts-other-lists");
    else if (!options->full || shelf_said(shelf, "full"))
        return g_steal_pointer(&shelf);
    return NULL;
}

/* Of two runs in a row that were broken off the one that got further counts. */
static bool open_all(Facts *facts, const AuditOptions *options, const RunFolder *folder,
                     const AuditRun *run, GError **error)
{
    g_autofree char *engine = detection_engine();

    facts->whole = g_build_filename(folder->state, FACTS, NULL);
    facts->part = g_strconcat(facts->whole, ".part", NULL);
    facts->broken = g_strconcat(facts->whole, ".broken", NULL);
    if (size_of(facts->part) >= size_of(facts->broken) && size_of(facts->part) >= 0)
        rename(facts->part, facts->broken);
    facts->earlier[0] = open_facts(options, run, facts->broken, engine);
    if (facts->earlier[0])
        tell(options, "cli-resumed");
    if (!options->full)
        facts->earlier[1] = open_facts(options, run, facts->whole, engine);
    facts->shelf = shelf_writer_new(facts->part, error);
    if (facts->shelf)
        audit_scan_say(facts->shelf, options, run, engine);
    return facts->shelf != NULL;
}

/* What may have to do with sums that do not agree is not used again. */
static void forget_all(const Facts *facts)
{
    unlink(facts->whole);
    unlink(facts->part);
    unlink(facts->broken);
}

static void tell_taken(const AuditOptions *options, const ScanResult *result)
{
    g_autofree char *text =
        language_fill("cli-taken-over", TEXT_VALUES(TEXT_COUNT("items", "cli-items", result->items),
                                                    TEXT_NUMBER("n", result->taken)));

    if (!options->quiet && result->taken > 0)
        terminal_print(stdout, "", 0, text);
}

static bool scan_with(Facts *facts, const AuditOptions *options, const RunFolder *folder,
                      const AuditRun *run, Kept *kept, GError **error)
{
    ScanOptions scan = {.spool_folder = folder->part, .kept = kept, .shelf = facts->shelf};
    ScanResult result = {0};
    bool done;

    memcpy(scan.earlier, facts->earlier, sizeof scan.earlier);
    done =
        audit_scan(options, run, &scan, &result, error) && shelf_writer_finish(facts->shelf, error);
    if (done && rename(facts->part, facts->whole) < 0) {
        exit_error_system(error, EXIT_CANNOT_WRITE, "cli-store-fails", facts->whole);
        done = false;
    }
    if (done) {
        unlink(facts->broken);
        tell_taken(options, &result);
        audit_scan_describe(run->store, options, &result);
    }
    g_free(result.sandbox_active);
    g_free(result.sandbox_missing);
    return done;
}

bool audit_scan_inputs(const AuditOptions *options, const RunFolder *folder, const AuditRun *run,
                       GError **error)
{
    g_auto(Facts) facts = {0};
    g_autoptr(Kept) kept = !strcmp(options->pixels, "new") && !options->full
                               ? kept_open(folder->state, folder->out)
                               : NULL;
    GError *cause = NULL;

    if (open_all(&facts, options, folder, run, &cause) &&
        scan_with(&facts, options, folder, run, kept, &cause))
        return true;
    if (g_error_matches(cause, EXIT_ERROR, EXIT_CONSERVATION))
        forget_all(&facts);
    g_propagate_error(error, cause);
    return false;
}
