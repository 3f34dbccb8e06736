/* Which libraries this worker is made of: what it makes of an item may change with each of them. */
#pragma once

/* Hex of the build ids of all that is loaded, in their order, and of those that are loaded for
 * films only, where they lie in the folders of the system (g_free). */
char *libraries_digest(void);
