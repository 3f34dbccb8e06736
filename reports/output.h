/*
 * Files of a run, whole or absent: each is written as DIR/.part/NAME (0600), flushed to disk, and
 * renamed to DIR/NAME only when all of them are complete, the manifest last. Errors are sticky:
 * after the first one nothing is written any more, and outputs_finish() tells.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Outputs Outputs;
typedef struct Output Output;

/* DIR and DIR/.part are created 0700 when missing. Leftovers in .part are overwritten as their turn
 * comes. NULL with an EXIT_ERROR. */
Outputs *outputs_open(const char *directory, GError **error);

/* Frees everything; files that were not published are removed. */
void outputs_free(Outputs *outputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outputs, outputs_free)

/* A new file; the name has no folder in it. Never NULL: a failure is kept until outputs_finish().
 * Owned by `outputs`. */
Output *outputs_add(Outputs *outputs, const char *name);

/* Takes in a file that somebody else left complete in DIR/.part, to be published with the rest, or
 * that lies in DIR already, to be described only. False without error when there is no such file.
 */
bool outputs_adopt(Outputs *outputs, const char *name, GError **error);

/* An empty file (0600) for somebody else to fill before outputs_adopt() takes it in; its path,
 * owned by the caller. */
char *outputs_path(Outputs *outputs, const char *name);

/* The bytes not written yet: append to it. What is above 64 KiB goes to the file at the next call,
 * so ask again every now and then. */
GString *output_buffer(Output *output);

/* Closes the file: flushed, on disk, digest known. */
void output_finish(Output *output);

/* Describes finished files, in the order they were added. */
guint outputs_count(const Outputs *outputs);
const char *outputs_name(const Outputs *outputs, guint index);
uint64_t outputs_bytes(const Outputs *outputs, guint index);
const char *outputs_digest(const Outputs *outputs, guint index); /* SHA-256, hex */

/* True when every file added so far is finished without error. */
bool outputs_finish(Outputs *outputs, GError **error);

/* Renames all in the order they were added (the manifest is added last), then removes .part. */
bool outputs_publish(Outputs *outputs, GError **error);
