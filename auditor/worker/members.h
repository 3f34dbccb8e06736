/*
 * What walking a container gives, whatever its format: one member after the other, and the bytes of
 * each in runs. archive.h has it for archives, warc.h for web archives.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/state.h"

typedef enum { MEMBER_FILE, MEMBER_FOLDER, MEMBER_LINK, MEMBER_SPECIAL } MemberKind;

typedef struct {
    MemberKind kind;
    const char *name;     /* UTF-8, "/" separated; as in the archive, never trusted */
    const char *link;     /* where a link points, UTF-8; NULL */
    bool name_unreadable; /* the archive's bytes are in no charset we know; name is a stand-in */
    bool encrypted;
    bool has_time;
    int64_t modified;          /* Unix seconds */
    int64_t size;              /* as declared; -1 unknown */
    const char *declared_type; /* content type with parameters, UTF-8; NULL when none is told */
    const char *location;      /* address where it once stood, UTF-8; NULL when none is told */
    Reason skip;               /* not REASON_NONE: there are no bytes to read, for this reason */
    const char *skip_detail;
} Member;

typedef enum {
    STEP_OK,
    STEP_END,    /* no more members, no more data */
    STEP_MEMBER, /* this member is broken, the next may be fine */
    STEP_BROKEN  /* nothing more can be read */
} Step;
