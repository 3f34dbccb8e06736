/* Digests of the lists and the policy of a run; see audit_given.h. Bytes only: nothing is read out
 * of them. */
#include "commands/audit_given.h"

#include "commands/run_manifest.h"

static void store_list(Store *store, const char *kind, const char *path)
{
    FileDigests digests;

    if (path && run_file_digests(path, &digests))
        store_add_given(store, kind, path, digests.sha256);
}

/* "consents", "consents-2", ... */
static void store_consents(Store *store, const ConsentList *list, guint number)
{
    g_autofree char *more = number > 1 ? g_strdup_printf("-%u", number) : g_strdup("");
    g_autofree char *kind = g_strconcat("consents", more, NULL);
    g_autofree char *mapping = g_strconcat("consents-mapping", more, NULL);

    store_list(store, kind, list->file);
    store_list(store, mapping, list->mapping);
}

void audit_given_store(const AuditOptions *options, const Policy *policy, Store *store)
{
    const struct {
        const char *kind, *path;
    } lists[] = {{"register", options->register_file},
                 {"mapping", options->mapping},
                 {"consents", options->consents},
                 {"staff", options->staff},
                 {"parents", options->parents},
                 {"takedowns", options->takedowns},
                 {"timetable", options->timetable},
                 {"holidays", options->holidays},
                 {"allow", options->allow}};

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        store_list(store, lists[i].kind, lists[i].path);
    for (guint i = 0; i < options->consent_lists->len; i++)
        store_consents(store, options->consent_lists->pdata[i], i + 1);
    if (options->limits)
        store_set(store, "limits", options->limits);
    store_add_given(store, "policy", options->policy, policy->digest);
}
