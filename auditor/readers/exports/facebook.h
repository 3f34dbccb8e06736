/*
 * Shared by the files of the Facebook reader: the state of one reading, strings that are repaired
 * and remembered, and one function for each kind of thing in a dump. Every string of an element is
 * given exactly once: what no function knows by name is given at the end, with its path as label.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "readers/exports/dump.h"

typedef struct {
    Dump dump;                /* its walk is not used: Facebook's lists have one of their own */
    PublicationStatus status; /* what was put into the archive or the bin nobody sees */
    bool holds_comments;      /* an element made of labels is a comment */
    bool holds_posts;         /* an element with nothing but a title is a post too */
    uint32_t thread;          /* publication of the message thread, 0: none yet */
    uint32_t album;           /* publication of the album whose photos come one by one; 0: none */
    int64_t album_time; /* earliest photo of an album too large to be seen whole; 0: unknown */
    GArray *media;      /* uint32_t: pictures and films of this publication */
} Facebook;

/* "2024-06-21T08:15:30Z"; NULL for times that stand for "unknown" (zero, negative, beyond 9999).
 * Kept until the element ends. */
const char *facebook_time(Facebook *facebook, int64_t seconds);
int64_t facebook_seconds(const JsonValue *object, const char *key); /* 0: none */

/* Puts a repaired text. `@[id:2048:Name]` becomes the name and a person tag: on `medium`, else on
 * the media of the publication when `onto_media`, else on the publication. */
void facebook_text(Facebook *facebook, uint32_t publication, uint32_t medium, Place place,
                   const char *label, const char *text, bool onto_media);
void facebook_tag(Facebook *facebook, uint32_t publication, uint32_t medium, const char *dialect,
                  const char *name, bool onto_media);

/* Every string within `value` that was not given yet, each a text with its path as label. */
void facebook_leftovers(Facebook *facebook, uint32_t publication, uint32_t medium,
                        const JsonValue *value);

/* Forgets what was taken, when an element is done. */
void facebook_element_end(Facebook *facebook);

/* facebook_media.c */
void facebook_media_within(Facebook *facebook, uint32_t publication, const JsonValue *value,
                           const char *role);
void facebook_album(Facebook *facebook, const JsonValue *album);
void facebook_loose_medium(Facebook *facebook, const JsonValue *medium, const char *key);

/* facebook_post.c */
bool facebook_is_post(const Facebook *facebook, const JsonValue *element, const char *key);
void facebook_post(Facebook *facebook, const JsonValue *post);
bool facebook_is_comment(const JsonValue *element, const char *key);
void facebook_comments(Facebook *facebook, const JsonValue *element);
uint32_t facebook_comment(Facebook *facebook, uint32_t in_reply_to, const JsonValue *comment,
                          const char *title);
void facebook_labels(Facebook *facebook, const JsonValue *element);

/* facebook_people.c */
void facebook_thread(Facebook *facebook, const JsonValue *thread);
void facebook_message(Facebook *facebook, const JsonValue *message);
const char *facebook_relation(const char *key); /* NULL: no list of people */
void facebook_contact(Facebook *facebook, const JsonValue *contact, const char *relation);
void facebook_profile(Facebook *facebook, const JsonValue *profile);
