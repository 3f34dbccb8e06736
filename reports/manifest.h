/* manifest.json: what a run was made from and what it consists of. Written last. */
#pragma once

#include "reports/writer.h"

/* Takes in audit.db where there is one, and describes every file added to `outputs` so far. `mask`
 * is that of the masked level, whatever else was written. */
bool manifest_write(const ReportContext *context, const Mask *mask, Outputs *outputs,
                    GError **error);
