/*
 * The audit file: a school's standing instructions for a nightly run, in YAML. Its keys:
 *
 *   school:    {name, names: [..], accounts: [{platform, handle, owner}], cameras: [{model,
 *              serial}], logos: [..], domains: [..]}
 *   policy:    id or file
 *   register:  {file, mapping, as-of}      consents: [{file, mapping, key: [id, name]}]
 *   staff:     {file}    parents: {file}   takedowns: {file}
 *   timetable: {file, holidays}
 *   inputs:    [{path, name, channel, access, owner}]     path may hold * ? [..] and %Y-%m-%d
 *   out:       folder, may hold %Y-%m-%d   state: folder
 *   summary:   file, may hold %Y-%m-%d     metrics-file: file      notify-cmd: program
 *   limits:    {item-bytes: 256M, container-bytes, entries, depth, ratio, read-seconds}
 *   report:    {language, names, keep-days}
 *
 * Paths are meant from the folder of the file. What the command line says goes before.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "commands/audit_options.h"

/* Fills what is still empty in `options` from options->config; options->today is set. Errors are
 * EXIT_ERRORs: EXIT_AUDIT_FILE with file, line, key, what was wanted and found; EXIT_INPUT_MISSING
 * where a pattern matches nothing. */
bool audit_file_merge(AuditOptions *options, GError **error);
