/* Reading a list of the operator (register, staff, ...) into rows of cells; only a list worker does
 * this. */
#pragma once

#include "readers/reader.h"
#include "wire/messages.h"
#include "worker/list_sheet.h"

/* Any list, by its content. What it cannot be read as is in its reason. */
ListFile *list_file_read(Input *input);

void list_read(Channel *channel, uint32_t request, Input *input);
