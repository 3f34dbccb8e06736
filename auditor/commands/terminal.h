/* Words on a terminal: wrapped before its right edge, without what could steer it. What is said is
 * the business of whoever says it. */
#pragma once

#include <stdio.h>

/* Columns that may be written: the terminal's width less one, between 39 and 119; 79 where it is
 * not known (a file, a pipe). */
int terminal_width(FILE *stream);

/* Prints `words` after `first`, broken between words before the right edge, further lines `indent`
 * in, and a newline. Control characters and what is no UTF-8 are replaced. */
void terminal_print(FILE *stream, const char *first, int indent, const char *words);

/* Prints a message: on a terminal each line wrapped with a hanging indent; in a log every line as
 * it is, so that a sentence stays one line. */
void terminal_print_message(FILE *stream, const char *first, const char *message);
