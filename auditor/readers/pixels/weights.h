/* The numbers of the face detector: a file beside the worker program, made at build time. */
#pragma once

#include <stdbool.h>

#include "readers/pixels/network.h"

/* Opens and checks them; to be called before the worker locks itself in. */
void weights_load(void);
/* The same with a file of one's own, for tests; false when it is not what is wanted. */
bool weights_load_from(const char *path);

/* The detector, made on first use; NULL without numbers. It is kept. */
Network *weights_network(void);
bool weights_are_there(void);
