/* Digests of the lists and the policy of a run; see audit_given.h. Bytes only: nothing is read out
 * of them. */
#include "commands/audit_given.h"

#include "commands/run_manifest.h"

/* By the whole path: whoever looks again may stand in another folder. */
static void store_file(Store *store, const char *kind, const char *path)
{
    g_autofree char *whole = path ? g_canonicalize_filename(path, NULL) : NULL;
    FileDigests digests;

    if (whole && run_file_digests(whole, &digests))
        store_add_given(store, kind, whole, digests.sha256);
}

/* A list of people or answers, with its mapping: "register" and "mapping", "consents-2" and
 * "consents-mapping-2". */
static void store_list(Store *store, const char *kind, const char *path, const char *mapping_kind,
                       const char *mapping)
{
    g_autofree char *beside = path && !mapping ? mapping_beside(path) : NULL;

    store_file(store, kind, path);
    store_file(store, mapping_kind, mapping ? mapping : beside);
}

static void store_consents(Store *store, const ConsentList *list, guint number)
{
    g_autofree char *more = number > 1 ? g_strdup_printf("-%u", number) : g_strdup("");
    g_autofree char *kind = g_strconcat("consents", more, NULL);
    g_autofree char *mapping = g_strconcat("consents-mapping", more, NULL);

    store_list(store, kind, list->file, mapping, list->mapping);
}

static void store_policy(const AuditOptions *options, const Policy *policy, Store *store)
{
    g_auto(GStrv) built_in = policy_list();
    g_autofree char *path = g_strv_contains((const char *const *)built_in, options->policy)
                                ? g_strdup(options->policy)
                                : g_canonicalize_filename(options->policy, NULL);

    store_add_given(store, "policy", path, policy->digest);
}

/* Sources are shown as they were given; where that depends on a folder, it is kept. */
static void store_folder(const AuditOptions *options, Store *store)
{
    g_autofree char *folder = g_get_current_dir();

    for (guint i = 0; i < options->inputs->len; i++) {
        const AuditInput *input = options->inputs->pdata[i];

        if (!g_path_is_absolute(input->path))
            store_set(store, "working-folder", folder);
    }
}

void audit_given_store(const AuditOptions *options, const Policy *policy, Store *store)
{
    const struct {
        const char *kind, *path;
    } files[] = {{"staff", options->staff},         {"parents", options->parents},
                 {"takedowns", options->takedowns}, {"timetable", options->timetable},
                 {"holidays", options->holidays},   {"allow", options->allow}};

    store_list(store, "register", options->register_file, "mapping", options->mapping);
    store_list(store, "consents", options->consents, "consents-mapping", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        store_file(store, files[i].kind, files[i].path);
    for (guint i = 0; i < options->consent_lists->len; i++)
        store_consents(store, options->consent_lists->pdata[i], i + 1);
    if (options->limits)
        store_set(store, "limits", options->limits);
    store_policy(options, policy, store);
    store_folder(options, store);
}
