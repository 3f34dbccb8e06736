/*
 * Shared by the files of the reader of web pages within dumps: what one page is, and what each
 * platform makes of its entries.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "readers/exports/dump.h"
#include "readers/exports/page_feed.h"

typedef struct {
    Dump dump;
    PageFeed feed;
    uint32_t page;      /* publication of what belongs to no entry; 0: none yet */
    bool channel;       /* of one who writes to many */
    GHashTable *people; /* those who wrote */
    GHashTable
        *numbers; /* id of an entry -> its publication; those who were given as taking part */
    char *author; /* of the entry before */
    unsigned entries, omitted;
} Pages;

/* The publication of the page as a whole. */
uint32_t pages_whole(Pages *pages, PublicationKind kind);

/* Puts an entry: the fields that are NULL in `fact` and the entry knows are filled in. */
uint32_t pages_put(Pages *pages, PageEntry *entry, FactPublication *fact, const char *label);

/* What a platform makes of the entries of its pages. */
typedef struct {
    const char *platform;
    PagePart (*classify)(const PageFeed *feed, const char *element, const char *classes);
    void (*put)(PageFeed *feed, PageEntry *entry);
} PageRules;

/* pages_meta.c */
PagePart pages_meta_classify(const PageFeed *feed, const char *element, const char *classes);
void pages_meta_put(PageFeed *feed, PageEntry *entry);

/* pages_facebook_old.c */
bool pages_facebook_old_is(const char *path, Slice head);
/* The same page with an element round each entry. g_free. */
char *pages_facebook_old_cut(const char *utf8, size_t length);
PagePart pages_facebook_old_classify(const PageFeed *feed, const char *element,
                                     const char *classes);
void pages_facebook_old_put(PageFeed *feed, PageEntry *entry);

/* pages_others.c */
PagePart pages_telegram_classify(const PageFeed *feed, const char *element, const char *classes);
void pages_telegram_put(PageFeed *feed, PageEntry *entry);
void pages_telegram_survey(PageFeed *feed, PageEntry *entry);
PagePart pages_google_classify(const PageFeed *feed, const char *element, const char *classes);
void pages_google_put(PageFeed *feed, PageEntry *entry);
PagePart pages_snapchat_classify(const PageFeed *feed, const char *element, const char *classes);
void pages_snapchat_put(PageFeed *feed, PageEntry *entry);
