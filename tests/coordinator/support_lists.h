/* Lists for tests, written as they would stand in a file: cells between "|", lines between \n. */
#pragma once

#include "register/build.h"

Table *table_from_text(const char *file_name, const char *text);
void table_add_sheet(Table *table, const char *name, const char *text);

/* A pupil list with its mapping (NULL: none), read; NULL with *message set when refused. */
People *people_from_text(const char *text, const char *mapping, char **message);
