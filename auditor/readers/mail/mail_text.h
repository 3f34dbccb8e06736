/*
 * Two small formats within mail: lists of addresses (RFC 5322) and text whose lines flow (RFC
 * 3676).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *name;    /* display name or comment, UTF-8; NULL when none */
    char *address; /* UTF-8; NULL when none */
} MailAddress;

/* Takes the next address off a header's raw value; false at its end. Clear it afterwards. */
bool mail_address_next(const char **rest, MailAddress *address);
void mail_address_clear(MailAddress *address);

/* Whether a content type says format=flowed. */
bool mail_text_is_flowed(const char *type);

/* Joins soft line breaks in place; returns the new length. */
size_t mail_text_unflow(char *text, size_t length, const char *type);
