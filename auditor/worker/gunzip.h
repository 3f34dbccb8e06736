/*
 * Gzip (RFC 1952) by ISA-L, which needs two thirds of the time that zlib does and looks at the
 * checksums that libarchive passes over. Members one behind the other are one stream.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/state.h"

typedef struct Gunzip Gunzip;

/* The descriptor is borrowed and read by position from 0. Never NULL. */
Gunzip *gunzip_new(int fd, uint64_t size);
void gunzip_free(Gunzip *gunzip);

/* At most `room` bytes of what is packed; 0 at the end, and where it breaks off. */
size_t gunzip_read(Gunzip *gunzip, void *bytes, size_t room);

/* Why it broke off, with a sentence that stays; REASON_NONE when it ended well. */
Reason gunzip_reason(const Gunzip *gunzip, const char **detail);

/* Packed bytes used so far; whether others than zeros stand behind the last member. */
uint64_t gunzip_consumed(const Gunzip *gunzip);
bool gunzip_has_rest(const Gunzip *gunzip);
