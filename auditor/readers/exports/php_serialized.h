/*
 * A few values out of PHP's serialize() format. Tolerant: the byte lengths in it are wrong as soon
 * as somebody replaced a character in the export, so they are not used.
 */
#pragma once

/* The string or number under `key` after `from`, the first one found; NULL when none. g_free. */
char *php_value(const char *serialized, const char *key);

/* The strings of the array under `key`, one a line; NULL when none. g_free. */
char *php_strings(const char *serialized, const char *key);
