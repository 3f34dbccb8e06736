/*
 * The operator's mapping of one list (leerlingen.map.yaml): what columns and cells mean where the
 * program may not guess. It knows nothing of the list itself.
 *
 *   list: everyone                       # everyone | refusers
 *   columns:
 *     "Leerlingnummer": id
 *     "Naam": {full: first-last}         # full | {full: first-last} | {full: last-first}
 *     "Website": {consent: image, channel: website, scope: any, inverted: false}
 *     "Datum": {given-on: all}           # all, a header, or a list of headers
 *   values: {"x": yes, "alleen groepsfoto": {answer: yes, scope: group}}
 *   id: column                           # column | row
 *   ignore-sheets: [Toelichting]
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/column.h"

typedef struct {
    char *file_name;      /* base name, for messages */
    char *digest;         /* SHA-256 of the file, hex; NULL where there is none */
    bool given;           /* false: there is no file, file_name is what it should be called */
    bool list_said;       /* `list:` stands there */
    bool refusers;        /* list: refusers */
    bool id_row;          /* id: row */
    GPtrArray *columns;   /* Column *, mapped, index not set */
    GHashTable *values;   /* folded text to MappedValue * */
    GStrv ignored_sheets; /* may be NULL */
} Mapping;

/* Errors are EXIT_ERROR: EXIT_INPUT_MISSING or EXIT_LIST_INVALID. */
Mapping *mapping_load(const char *path, GError **error);
Mapping *mapping_parse(const char *data, gsize length, const char *file_name, GError **error);

/* For a list without a mapping: "leerlingen.xlsx" gives the name "leerlingen.map.yaml". */
Mapping *mapping_none(const char *list_name);
void mapping_free(Mapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mapping, mapping_free)

/* The column said for this header (compared as folded texts), or NULL. */
const Column *mapping_column(const Mapping *mapping, const char *header);
