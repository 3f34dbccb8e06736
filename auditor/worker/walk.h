/* Walking a container: every member of it becomes a leaf on the channel. */
#pragma once

#include "wire/messages.h"

/* Blocks while too many leaves are in flight. The descriptor is borrowed. */
void walk_container(Channel *channel, const MessageWalk *walk, int fd);
