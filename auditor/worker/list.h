/* Reading a list of the operator (register, staff, ...) into rows of cells; only a list worker does
 * this. */
#pragma once

#include "readers/reader.h"
#include "wire/messages.h"

void list_read(Channel *channel, uint32_t request, Input *input);
