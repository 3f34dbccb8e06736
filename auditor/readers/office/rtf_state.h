/*
 * What is known while a piece of RTF is read; shared by the files rtf_*.c and by nobody else.
 */
#pragma once

#include "readers/office/rtf_text.h"
#include "readers/office/rtf_words.h"

#define RTF_TIME_PARTS 5 /* year, month, day, hour, minute */

typedef struct {
    Into into;
    const char *key;
    int font;
    unsigned skip; /* characters that stand for one in Unicode */
    bool hidden, deleted, html_rtf;
    bool starred; /* the next word names a destination that may be unknown */
    bool twin;    /* its text stands in Unicode in a group within */
} RtfGroup;

struct RtfText {
    Properties *properties; /* borrowed; NULL */
    GString *of[INTOS];
    GString *bytes; /* not yet decoded */
    GArray *groups; /* RtfGroup */
    RtfGroup now;
    GHashTable *fonts;             /* number → code page */
    GPtrArray *authors;            /* char */
    GPtrArray *urls;               /* char */
    GPtrArray *pictures, *objects; /* GByteArray */
    GByteArray *blob;
    char *shape, *custom;
    unsigned codepage, font_page, beyond, to_skip, times[RTF_TIME_PARTS];
    int default_font, nibble;
    gunichar high; /* the first half of a character beyond U+FFFF */
    bool last_hidden, from_html, too_deep, cut;
    bool goes_on; /* behind its end */
};

/* Takes what a group collected, once it is closed. */
void rtf_end_destination(RtfText *rtf, const RtfGroup *group);

/* Takes one row of the font table. */
void rtf_take_font(RtfText *rtf);
