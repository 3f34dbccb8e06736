/*
 * Parts a page of a dump into what it lists: posts, comments, messages, people. A platform says
 * what each element is by its class names; everything that no element claims stays text of the
 * entry, and what lies outside of the entries is text of the page, so that nothing depends on the
 * class names being right.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/html/html_text.h"
#include "worker/xml.h"

typedef enum {
    PART_NONE,
    PART_ENTRY,   /* one post, message, person */
    PART_TITLE,   /* of the entry */
    PART_AUTHOR,  /* who wrote it */
    PART_SHARED,  /* who wrote it first: a second author */
    PART_DATE,    /* as shown; the attribute `title` goes before it */
    PART_BLOCK,   /* text behind a medium within it describes the medium */
    PART_LABEL,   /* name of a value of metadata */
    PART_VALUE,   /* the value */
    PART_HEADING, /* of the page, outside of entries */
    PARTS
} PagePart;

/* What describes one medium. */
typedef struct {
    char *uri;
    const char *role;
    GString *caption;
} PageMedium;

typedef struct {
    HtmlText *text;      /* all but what the fields below hold */
    char *fields[PARTS]; /* of TITLE, AUTHOR, SHARED, DATE; NULL when there is none */
    char *id;            /* attribute of the entry */
    char *classes;       /* of the entry */
    char *reply;         /* fragment of the first link into this or a sister page */
    char *link;          /* the first address */
    GPtrArray *media;    /* PageMedium */
    GPtrArray *values;   /* char *: medium's URI or "", label, value; by three */
} PageEntry;

typedef struct PageFeed PageFeed;

struct PageFeed {
    PagePart (*classify)(const PageFeed *feed, const char *element, const char *classes);
    void (*put)(PageFeed *feed, PageEntry *entry);
    void *user;
    /* What is known so far. */
    bool in_entry;
    char *heading;  /* of the page, or NULL */
    HtmlText *rest; /* what lies outside of entries */
    struct PageState *state;
};

/* Whether `classes` has the class `name`. */
bool page_has_class(const char *classes, const char *name);

/* Reads decoded HTML; `feed` needs classify and put. Clear with page_feed_clear. */
void page_feed_read(PageFeed *feed, const char *utf8, size_t length);
void page_feed_clear(PageFeed *feed);
