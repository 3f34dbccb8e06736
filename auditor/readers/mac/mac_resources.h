/* The resources of a Mac's file: names, words and pictures that programs kept beside its bytes. */
#pragma once

#include "readers/reader.h"

/* Names and words go as metadata, pictures and files as leaves; icons and settings are left out. */
void mac_resources_put(Slice fork, Sink *sink);
