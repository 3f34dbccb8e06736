/*
 * The body of an HTTP answer as it was before it travelled: out of its chunks, if it is in any, and
 * unpacked from gzip, deflate, Brotli or Zstandard, if it really is packed. Headers that promise
 * what the body does not keep are common in archives; the bytes decide.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/state.h"

/* Gives the next run of bytes, borrowed until the next call; 0 at the end. */
typedef size_t (*HttpPull)(void *user, const char **data);

typedef struct HttpBody HttpBody;

/* `chunked`: the header says so; `encoding`: the value of Content-Encoding, or NULL. */
HttpBody *http_body_new(HttpPull pull, void *user, bool chunked, const char *encoding);
void http_body_free(HttpBody *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpBody, http_body_free)

/* The next run of the body, borrowed until the next call; 0 at its end. */
size_t http_body_next(HttpBody *body, const char **data);

/* After the end: what is wrong with the body, REASON_NONE when nothing is. `detail` is static. */
Reason http_body_reason(const HttpBody *body, const char **detail);
