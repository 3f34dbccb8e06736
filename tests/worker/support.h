/*
 * Helpers of the worker's suites: runs a reader over bytes in memory and writes down every fact it
 * puts, one a line, so that a test compares text.
 */
#pragma once

#include <stddef.h>

#include "readers/reader.h"

/* One line a fact, NULL strings left out (g_free):
 *   publication 1 post public 2024-06-21T08:15:30Z author=A title=T url=U id=I reply=2
 *   text p1 m0 body [label] the text, with \n for a line's end
 *   medium p1 1 image uri=posts/1.jpg taken=2024-06-21T08:15:30Z
 *   tag p1 m1 facebook Name        property p1 m1 platform Make samsung
 *   contact p1 friend Name since=…  account facebook handle=H name=N
 *   gap corrupt                     location URL how
 *   leaf name type length */
char *facts_of(const Reader *reader, const char *path, const char *type, const void *data,
               size_t length);

/* Fails the test when the log has no such text, or has it. */
void assert_fact(const char *facts, const char *wanted);
void assert_no_fact(const char *facts, const char *unwanted);
