/*
 * The language the program speaks to the operator, on the terminal and in logs. It is part of the
 * command line, set once by main before a command runs, and read from everywhere that words an
 * error. The report's language is another thing: it is written for the school.
 */
#pragma once

#include "texts.h"

/* From --language nl|en on the command line, else from LC_ALL, LC_MESSAGES or LANG (the first that
 * is not empty): "nl..." is Dutch, anything else English. English until it is called. */
void language_choose(int argc, char **argv);

/* "nl" or "en". */
const char *language_get(void);

/* A text in that language; as text_get() and text_fill(). */
const char *language_text(const char *id);
char *language_fill(const char *id, const TextValue *values);

/* Why the system refused (an errno), as half a sentence: "the disk is full". Borrowed. */
const char *language_errno(int code);
/* The same of what GLib says of a file; other errors in their own words. */
const char *language_cause(const GError *cause);
