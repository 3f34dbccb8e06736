/* What a run was made with, kept by path and digest, so that it can be looked at again later. */
#pragma once

#include "commands/audit_options.h"
#include "policies/policy.h"
#include "store/store.h"

/* A list that cannot be read here is left out: whoever reads it for the run says so. */
void audit_given_store(const AuditOptions *options, const Policy *policy, Store *store);
