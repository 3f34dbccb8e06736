/* The manifest of a run that lies on disk, for the commands that keep watch over runs: what the run
 * says of itself, and which files are its own. It judges nothing. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *name, *digest; /* borrowed; the name has no folder in it; SHA-256 in hex */
    uint64_t bytes;
} RunOutput;

typedef struct RunManifest RunManifest;

/* NULL where the folder is none of ours: a link, without manifest.json, or with one that this
 * program did not write. */
RunManifest *run_manifest_read(const char *folder);
void run_manifest_free(RunManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunManifest, run_manifest_free)

/* What the run says of itself; NULL where it does not. Borrowed. */
const char *run_manifest_value(const RunManifest *manifest, const char *key);

/* SHA-256 of manifest.json, hex. Borrowed. */
const char *run_manifest_digest(const RunManifest *manifest);

/* The files it names, in the order they were written. */
guint run_manifest_count(const RunManifest *manifest);
RunOutput run_manifest_output(const RunManifest *manifest, guint index);

/* Path of an input as the manifest shows it (masked); NULL where it names no such one. Borrowed. */
const char *run_manifest_input(const RunManifest *manifest, guint index);

typedef struct {
    uint64_t bytes;
    char sha256[65], xxh3[33]; /* hex; XXH3 of 128 bits, as the ledger has it */
} FileDigests;

/* Reads a regular file; false with errno where it cannot be. */
bool run_file_digests(const char *path, FileDigests *digests);
