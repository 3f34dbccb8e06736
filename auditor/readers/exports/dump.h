/*
 * Shared by the readers of social-media dumps: walks JSON of any size element by element, repairs
 * and remembers strings, and gives at the end what no reader knew by name. So every string of a
 * dump is put exactly once, and each reader only says what the parts of its platform mean.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "readers/reader.h"
#include "worker/json.h"
#include "worker/json_text.h"

typedef struct Dump Dump;

/* One element of a list, or an object that may wrap lists. `key` names the list or member, "" at
 * the top. False when the reader does not know it: it is then looked into, and becomes text. */
typedef bool (*DumpElement)(Dump *dump, const char *key, const JsonValue *value);

struct Dump {
    Sink *sink;
    const char *platform; /* "instagram", "x", ... */
    bool repair;          /* strings carry Meta's broken UTF-8 */
    Access access;        /* of what says nothing of its own */
    Access rest;          /* of what has no structure we know, where it differs */
    char *path;           /* of the item, lower case, with forward slashes */
    void *user;           /* the reader's own state */
    DumpElement element;
    GHashTable *taken;      /* JsonValue: strings of this element that were given */
    GPtrArray *owned;       /* strings of this element */
    uint32_t file;          /* publication of what has no structure we know; 0: none yet */
    uint32_t plain;         /* the last one that is a file or an account */
    JsonCollector *unknown; /* its text */
};

/* `platform` is a constant. Clear with dump_clear, which puts the rest. */
void dump_init(Dump *dump, Input *input, Sink *sink, const char *platform);
void dump_clear(Dump *dump);

/* Reads all of a JSON (or script) input, calling `element` from the outside inwards. */
void dump_read(Dump *dump, Input *input, DumpElement element);

/* The same for one value that came another way; `path` tells its key. */
void dump_value(Dump *dump, const char *path, const JsonValue *value, DumpElement element);

/* The publication of what has no structure we know; declared when it is first asked for. */
uint32_t dump_file(Dump *dump);
/* Text of the file without structure: of a value whose place `path` tells, and of what is not JSON.
 */
void dump_unknown(Dump *dump, const char *path, const JsonValue *value);
void dump_unknown_text(Dump *dump, const char *label, const char *text, size_t length);

/* Lower case, backslashes as slashes. g_free. */
char *dump_plain_path(const char *path);
/* Whether one of `parts` (NULL-terminated) is within `text`. */
bool dump_holds_any(const char *text, const char *const *parts);
/* Whether the bytes have `"key"` followed by a colon. */
bool dump_head_has(Slice head, const char *key);

/* Whether a key looks like the platform's own word; any other may be a name. */
bool dump_key_is_plain(const char *key);

/* A member that is a string, repaired, not empty; else NULL. Counts as given; kept until the
 * element ends. The scalar forms take numbers too. */
const char *dump_take(Dump *dump, const JsonValue *object, const char *key);
const char *dump_take_value(Dump *dump, const JsonValue *value);
const char *dump_take_scalar(Dump *dump, const JsonValue *object, const char *key);
/* Counts every string within `value` as given. */
void dump_skip(Dump *dump, const JsonValue *value);
/* Takes over `text`, and keeps it as long; NULL stays NULL. */
const char *dump_own(Dump *dump, char *text);

/* A time of seconds since 1970, or milliseconds; NULL for zero, negative and absurd ones. */
const char *dump_time(Dump *dump, const JsonValue *object, const char *key);
/* A time in ISO 8601 or a form near it; without zone it is local unless `utc`. */
const char *dump_iso_time(Dump *dump, const JsonValue *object, const char *key, bool utc);

/* Puts a publication: platform, access and how its time is known are filled in. */
uint32_t dump_publication(Dump *dump, const FactPublication *fact);
/* NULL and "" are nothing. */
void dump_text(Dump *dump, uint32_t publication, uint32_t medium, Place place, const char *label,
               const char *text);
/* The same of text that is HTML: all places in it where a name can stand. */
void dump_markup(Dump *dump, uint32_t publication, const char *label, const char *markup);
uint32_t dump_medium(Dump *dump, uint32_t publication, const char *role, const char *uri,
                     const char *taken);
void dump_tag(Dump *dump, uint32_t publication, uint32_t medium, const char *name);
void dump_contact(Dump *dump, uint32_t publication, const char *relation, const char *name,
                  const char *handle, const char *since);
void dump_account(Dump *dump, const char *handle, const char *name);
/* The account lets only those in whom it knows: what its export calls public was for them alone.
 * The export begins above the folder `part` of this file's path; NULL: nobody knows, and all of
 * the archive is meant. */
void dump_account_shut(Dump *dump, const char *part);
/* Who bears a number that publications of this platform have as their author, in any file of the
 * archive: finish.sql puts the two together. Goes with dump_contact(). */
void dump_user(Dump *dump, const char *id, const char *name);
/* Position in degrees as a property "GPSPosition"; 0,0 stands for none. */
void dump_position(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *latitude,
                   const JsonValue *longitude);

/* "image", "video", "audio" or "attachment" by the ending of a path or address; `otherwise` when
 * it tells nothing. */
const char *dump_role(const char *uri, const char *otherwise);

/* Every string within `value` that was not given yet, as one text of lines "key: value", and
 * addresses as another. Beside a post they are metadata; of a file or an account they are the text.
 */
Place dump_rest_place(const Dump *dump, uint32_t publication);
void dump_leftovers(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *value);
/* The same as text of the file without structure: what the reader of an element it knows did not
 * ask for. The walk does this behind each known element. */
void dump_rest(Dump *dump, const char *label, const JsonValue *value);
