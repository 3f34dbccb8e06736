/*
 * Shared by the files of the reader of Twitter and X archives.
 */
#pragma once

#include "readers/exports/dump.h"

typedef struct {
    char *type;      /* "tweets", "like", "direct_messages", ...; "" when the file does not say */
    uint32_t thread; /* publication of the conversation; 0: none yet */
    bool monthly;    /* an archive of before 2018: pictures are not in it */
    bool deleted;    /* the file holds what was deleted */
    bool circle;     /* the file holds what only a few could see */
    bool shut;       /* what was last done to the account's protection */
    char *shut_at;   /* when; NULL: nothing was */
    GHashTable *numbers; /* id of a tweet -> its publication, of those that came */
} Twitter;

/* "Thu Nov 03 08:50:26 +0000 2022", or ISO 8601. */
const char *twitter_time(Dump *dump, const JsonValue *object, const char *key);

/* &amp; &lt; &gt; &quot; &#39; once. g_free. */
char *twitter_unescape(const char *text);

/* Last part of an address, without a query. g_free. */
char *twitter_base_name(const char *url);

void twitter_tweet(Dump *dump, const JsonValue *tweet);
void twitter_note(Dump *dump, const JsonValue *note);
void twitter_like(Dump *dump, const JsonValue *like);

void twitter_conversation(Dump *dump, const JsonValue *conversation);
bool twitter_event(Dump *dump, const JsonValue *event);
void twitter_contact(Dump *dump, const char *relation, const JsonValue *contact);
void twitter_account(Dump *dump, const JsonValue *account);
/* {protectedAt, action}: whether only those in whom it knows see an account. */
void twitter_protection(Dump *dump, const JsonValue *change);
void twitter_profile(Dump *dump, const JsonValue *profile);
/* Account and profile of before 2018. */
void twitter_details(Dump *dump, const JsonValue *details);
