/* Digests of the lists and the policy of a run; see audit_given.h. Bytes only: nothing is read out
 * of them. */
#include "commands/audit_given.h"

#include "commands/run_manifest.h"

void audit_given_store(const AuditOptions *options, const Policy *policy, Store *store)
{
    const struct {
        const char *kind, *path;
    } lists[] = {{"register", options->register_file},
                 {"mapping", options->mapping},
                 {"consents", options->consents},
                 {"consents-mapping", options->consents_mapping},
                 {"staff", options->staff},
                 {"parents", options->parents},
                 {"takedowns", options->takedowns},
                 {"timetable", options->timetable},
                 {"holidays", options->holidays},
                 {"allow", options->allow}};
    FileDigests digests;

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        if (lists[i].path && run_file_digests(lists[i].path, &digests))
            store_add_given(store, lists[i].kind, lists[i].path, digests.sha256);
    store_add_given(store, "policy", options->policy, policy->digest);
}
