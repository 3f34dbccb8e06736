/*
 * Shared by the files of the Instagram reader: one function for each kind of thing in a dump.
 */
#pragma once

#include "readers/exports/dump.h"

typedef struct {
    bool comments;    /* the file is one of comments */
    bool unpublished; /* archived or deleted posts */
    uint32_t thread;  /* publication of the message thread; 0: none yet */
} Instagram;

/* A picture or film: {uri, creation_timestamp, media_metadata, title}. `caption` gets its title
 * when that is not NULL, else the title is the medium's caption. */
uint32_t instagram_medium(Dump *dump, uint32_t publication, const JsonValue *medium,
                          const char *role);

void instagram_post(Dump *dump, const char *key, const JsonValue *post);
void instagram_old_medium(Dump *dump, const char *key, const JsonValue *medium);
void instagram_labels(Dump *dump, const char *key, const JsonValue *entry);
void instagram_label_values(Dump *dump, const JsonValue *entry);
bool instagram_old_comment(Dump *dump, const JsonValue *comment);
const char *instagram_relation(const Dump *dump, const char *key); /* NULL: no list of people */
void instagram_contact(Dump *dump, const char *relation, const JsonValue *entry);
bool instagram_old_contacts(Dump *dump, const char *key, const JsonValue *people);
void instagram_thread(Dump *dump, const JsonValue *thread);
void instagram_message(Dump *dump, const JsonValue *message);
