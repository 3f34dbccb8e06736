/*
 * WordPress's own markup inside posts, brought to HTML.
 */
#pragma once

/* [caption] becomes a figure with a figcaption, [vc_raw_html] the markup that it holds; other
 * shortcodes stay as text, followed by the pictures that they name. g_free. */
char *wordpress_shortcodes(const char *markup);
