/* Mail, monitor and the operator's program, in the order in which they must hear; see audit_told.h.
 */
#include "commands/audit_told.h"

#include "commands/audit_metrics.h"
#include "commands/audit_notify.h"
#include "commands/audit_prepare.h"
#include "commands/audit_summary.h"

bool audit_told(const AuditOptions *options, AuditWork work, ExitStatus *status, GError **error)
{
    g_autofree char *started = audit_moment(options);
    AuditNotify notify;
    GError *cause = NULL;

    audit_notify_begin(&notify, options->notify_cmd, options->today);
    bool done = audit_summary_start(options, &cause) &&
                audit_metrics_start(options, started, &cause) && work(options, status, &cause);

    if (!done) {
        *status = cause->domain == EXIT_ERROR ? (ExitStatus)cause->code : EXIT_CANNOT_WRITE;
        audit_metrics_failed(options, (int)*status);
        g_propagate_error(error, cause);
    }
    audit_notify_end(&notify, (int)*status);
    return done;
}
