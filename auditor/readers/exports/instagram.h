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

/* A picture or film: {uri, creation_timestamp, media_metadata, title}; its number, 0 for a text
 * without one. `role` NULL: as address and metadata tell. */
uint32_t instagram_medium(Dump *dump, uint32_t publication, const JsonValue *medium,
                          const char *role);

/* {media: [...]}, or one medium; story and profile picture by the `key` of its list. */
void instagram_post(Dump *dump, const char *key, const JsonValue *post);
/* {path, taken_at, caption}: before 2021. */
void instagram_old_medium(Dump *dump, const char *key, const JsonValue *medium);
/* {string_map_data}: comments, the profile, settings; labels are in the account's language. */
void instagram_labels(Dump *dump, const char *key, const JsonValue *entry);
/* {label_values}: the same as a list of {label, value}. */
void instagram_label_values(Dump *dump, const JsonValue *entry);
/* [time, text, author]: before 2021. False when it is none. */
bool instagram_old_comment(Dump *dump, const JsonValue *comment);
const char *instagram_relation(const Dump *dump, const char *key); /* NULL: no list of people */
void instagram_contact(Dump *dump, const char *relation, const JsonValue *entry);
bool instagram_old_contacts(Dump *dump, const char *key, const JsonValue *people);
void instagram_thread(Dump *dump, const JsonValue *thread);
void instagram_message(Dump *dump, const JsonValue *message);
