/* Lists of the operator (register, staff, ...) through a list worker, which ends before the first
 * item is read. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/table.h"

/* Reads one list. `*table` (table_free) is set on success only; errors are EXIT_ERRORs that name
 * the file and what to do. */
bool lists_read(const char *path, Table **table, GError **error);
