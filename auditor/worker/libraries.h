/* Which libraries this worker is made of: what it makes of an item may change with each of them. */
#pragma once

/* Hex of the build ids of all that is loaded, in their order (g_free). */
char *libraries_digest(void);
