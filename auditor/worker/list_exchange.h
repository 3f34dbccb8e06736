/* The exchange files of school administrations as lists of pupils and teachers. */
#pragma once

#include "worker/list_sheet.h"

/* EDEXML or UWLR; other XML fails with a sentence. */
ListFile *list_exchange_read(const char *xml, size_t length);
