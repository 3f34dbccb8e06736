/* `limits:` of the audit file: bounds that a school's exports need otherwise than built in. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "yaml/yaml.h"

/* Reads them into the text that bounds_set() takes: "depth=8,item-bytes=1024", in this order for
 * any order of the file; NULL where there are none. Errors name file, line, key, what was wanted
 * and found. */
bool audit_limits_read(const YamlNode *limits, char **text, GError **error);
