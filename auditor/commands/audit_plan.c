/* See audit_plan.h. Opens nothing but the policy: whether a list can be understood, `register
 * check` tells. */
#include "commands/audit_plan.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/policy_wanted.h"
#include "commands/terminal.h"
#include "language.h"
#include "policies/policy.h"
#include "store/rule.h"

#define COLUMN 24

typedef struct {
    const AuditOptions *options;
    const Policy *policy;
    char *missing; /* the first path that is not there */
} Plan;

static void print_line(const char *label, const char *text)
{
    glong length = g_utf8_strlen(label, -1);
    g_autofree char *blank = g_strnfill((gsize)MAX(1, COLUMN - length), ' ');
    g_autofree char *first = g_strconcat(label, blank, NULL);

    terminal_print(stdout, first, COLUMN, text);
}

static void print_path(Plan *plan, const char *label, const char *path, const char *more)
{
    bool there = access(path, R_OK) == 0;
    g_autofree char *text =
        g_strconcat(path, more && *more ? " (" : "", more ? more : "", more && *more ? ")" : "",
                    there ? "" : ": ", there ? "" : language_text("plan-missing"), NULL);

    print_line(label, text);
    if (!there && !plan->missing)
        plan->missing = g_strdup(path);
}

static void print_list(Plan *plan, const char *id, const char *path, const char *mapping)
{
    if (path)
        print_path(plan, language_text(id), path, mapping);
    else
        print_line(language_text(id), language_text("plan-not-given"));
}

static void print_consents(Plan *plan)
{
    const GPtrArray *lists = plan->options->consent_lists;

    if (lists->len == 0)
        print_list(plan, "plan-consents", plan->options->consents, NULL);
    for (guint i = 0; i < lists->len; i++) {
        const ConsentList *list = lists->pdata[i];
        g_autofree char *key = list->key ? g_strjoinv(", ", list->key) : NULL;
        g_autofree char *more = g_strconcat(list->mapping ? list->mapping : "",
                                            list->mapping && key ? "; " : "", key, NULL);

        print_path(plan, i == 0 ? language_text("plan-consents") : "", list->file, more);
        if (list->mapping && access(list->mapping, R_OK) != 0)
            print_path(plan, "", list->mapping, NULL);
    }
}

/* A channel or an access in words, as the reports say it; what has none as it was given. */
static const char *word_of(const char *kind, const char *value)
{
    g_autofree char *id = value ? g_strconcat(kind, "-", value, NULL) : NULL;

    return id && text_has(language_get(), id) ? language_text(id) : value;
}

static void print_inputs(Plan *plan)
{
    for (guint i = 0; i < plan->options->inputs->len; i++) {
        const AuditInput *input = plan->options->inputs->pdata[i];
        const char *said[] = {input->name, word_of("channel", input->channel),
                              word_of("access", input->access), input->owner};
        g_autoptr(GString) more = g_string_new(NULL);

        for (size_t k = 0; k < G_N_ELEMENTS(said); k++) {
            if (said[k])
                g_string_append_printf(more, "%s%s", more->len ? ", " : "", said[k]);
        }
        print_path(plan, i == 0 ? language_text("plan-inputs") : "", input->path, more->str);
    }
}

static bool is_given(const AuditOptions *options, const char *need)
{
    const struct {
        const char *need;
        const char *path;
    } lists[] = {{"register", options->register_file}, {"staff", options->staff},
                 {"parents", options->parents},        {"takedowns", options->takedowns},
                 {"timetable", options->timetable},    {"holidays", options->holidays}};

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (!strcmp(need, lists[i].need))
            return lists[i].path != NULL;
    }
    return true; /* accounts, earlier runs, pixels: known only when the audit runs */
}

/* Clauses that will not be checked for want of a list, by list. */
static bool print_wants(const Plan *plan, GError **error)
{
    static const char *const needs[] = {"register",  "staff",     "parents",
                                        "takedowns", "timetable", "holidays"};
    g_autoptr(GPtrArray) rules = rule_load_all(error);

    if (!rules)
        return false;
    for (size_t n = 0; n < G_N_ELEMENTS(needs); n++) {
        g_autoptr(GString) clauses = g_string_new(NULL);

        for (guint i = 0; i < plan->policy->clauses->len && !is_given(plan->options, needs[n]);
             i++) {
            const PolicyClause *clause = plan->policy->clauses->pdata[i];
            bool wants = false;

            for (guint k = 0; k < clause->rules->len; k++) {
                const PolicyRule *use = clause->rules->pdata[k];

                for (guint r = 0; r < rules->len && !wants; r++) {
                    const Rule *rule = rules->pdata[r];

                    wants = !strcmp(rule->id, use->rule) &&
                            g_strv_contains((const char *const *)rule->needs, needs[n]);
                }
            }
            if (wants)
                g_string_append_printf(clauses, "%s%s", clauses->len ? ", " : "", clause->id);
        }
        if (clauses->len > 0) {
            g_autofree char *id = g_strconcat("plan-", needs[n], NULL);
            g_autofree char *text =
                language_fill("plan-unchecked", TEXT_VALUES(TEXT_TEXT("clauses", clauses->str)));

            print_line(language_text(id), text);
        }
    }
    return true;
}

static void print_plan(Plan *plan)
{
    const AuditOptions *options = plan->options;
    g_autofree char *clauses = language_fill(
        "plan-policy-clauses", TEXT_VALUES(TEXT_TEXT("policy", plan->policy->id),
                                           TEXT_NUMBER("clauses", plan->policy->clauses->len)));

    print_line(language_text("plan-today"), options->today);
    print_line(language_text("plan-policy"), clauses);
    print_list(plan, "plan-register", options->register_file, options->mapping);
    print_consents(plan);
    print_list(plan, "plan-staff", options->staff, NULL);
    print_list(plan, "plan-parents", options->parents, NULL);
    print_list(plan, "plan-takedowns", options->takedowns, NULL);
    print_list(plan, "plan-timetable", options->timetable, NULL);
    print_list(plan, "plan-holidays", options->holidays, NULL);
    print_list(plan, "plan-allow", options->allow, NULL);
    print_inputs(plan);
    if (options->limits)
        print_line(language_text("plan-limits"), options->limits);
    print_line(language_text("plan-out"), options->out);
}

bool audit_plan_print(const AuditOptions *options, GError **error)
{
    g_autoptr(Policy) policy = policy_wanted(options->policy, error);
    Plan plan = {.options = options, .policy = policy};
    bool done;

    if (!policy)
        return false;
    print_plan(&plan);
    puts("");
    done = print_wants(&plan, error);
    if (done && plan.missing) {
        exit_error_set(error, EXIT_INPUT_MISSING, "plan-something-missing",
                       TEXT_VALUES(TEXT_TEXT("path", plan.missing)));
        done = false;
    }
    g_free(plan.missing);
    return done;
}
