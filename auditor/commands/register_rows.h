/* `register check --rows`: everybody as read, one line each, for whoever compares it with the list.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "register/people.h"

/* Cells parted by tabs, a line of headers first. Without `names` initials stand for names, and who
 * gave an answer is left out unless it is a role. */
void register_rows_print(FILE *stream, const People *people, bool names);
