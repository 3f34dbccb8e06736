/* What an archived address is called as an item: "https://school.nl/nieuws/?id=1" ->
 * "school.nl/nieuws/index.html?id=1". */
#pragma once

/* g_free. `type` (may be NULL) tells whether an address that ends in "/" is a page. Never empty,
 * valid UTF-8, bounded. */
char *url_name(const char *url, const char *type);
