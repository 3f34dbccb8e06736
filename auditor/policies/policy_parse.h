/*
 * From one policy file's node tree to a Policy, without what it extends. Only policy.c uses this.
 */
#pragma once

#include "policies/policy.h"
#include "yaml/yaml.h"

/* What one file says. Scope and requirements that it leaves out stay NULL or false. */
typedef struct {
    Policy *policy;  /* digest still NULL; channels, access, requires NULL where not given */
    bool has_shares; /* scope.shares-count was given */
    bool has_direct; /* scope.direct-messages-count was given */
} PolicyFile;

/* Parses the file's tree. On failure nothing in *file is to be freed. Errors are YAML_ERROR. */
bool policy_parse(const YamlNode *root, PolicyFile *file, GError **error);

void policy_clause_free(PolicyClause *clause);

/* A JSON array of texts. Owned by the caller. */
char *policy_json_array(const char *const *texts);
