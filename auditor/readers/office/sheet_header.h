/*
 * Headers and footers of a sheet (ECMA-376 part 1, 18.3.1.46; [MS-XLS] 2.5.124): &L begins the left
 * part, &"Arial,Bold" and &14 are how it looks, &P is the number of the page.
 */
#pragma once

/* Without those codes, its parts as lines. g_free. */
char *sheet_header_plain(const char *text);
