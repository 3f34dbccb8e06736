/*
 * What kind of place a channel is (lists/channels.txt), for all that asks more of a platform than
 * its name.
 */
#pragma once

#include <stdbool.h>

/* The platforms that "social" stands for, NULL-terminated, in the list's order; static. */
const char *const *channels_social(void);

/* Whether a channel is one of them, or "social" itself; NULL is none. */
bool channel_is_social(const char *channel);

/* Mails and chats; NULL is none. */
bool channel_is_correspondence(const char *channel);
