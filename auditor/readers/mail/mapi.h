/*
 * Messages as Outlook keeps them: a bag of numbered values (MS-OXPROPS). What a message, a contact
 * or an appointment says is the same whether it lies in a .msg file or in winmail.dat; where the
 * bags lie is outlook.c's and tnef.c's business.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "readers/reader.h"

#define MAPI_TYPE_LONG 0x03U
#define MAPI_TYPE_OBJECT 0x0DU
#define MAPI_TYPE_STRING 0x1EU
#define MAPI_TYPE_WIDE 0x1FU
#define MAPI_TYPE_TIME 0x40U
#define MAPI_TYPE_BINARY 0x102U
#define MAPI_TYPE_MANY 0x1000U

#define MAPI_SUBJECT 0x0037U
#define MAPI_ATTACH_DATA 0x3701U
#define MAPI_CONTENT_ID 0x3712U

typedef struct Mapi Mapi;

Mapi *mapi_new(void);
void mapi_free(Mapi *mapi);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mapi, mapi_free)

/* Adds a value; a second one of that number, as lists have, is kept as well. */
void mapi_add_bytes(Mapi *mapi, unsigned id, unsigned type, Slice bytes);
void mapi_add_number(Mapi *mapi, unsigned id, uint64_t number);

/* The code page of strings in bytes, where the bag does not say; a bag within takes its outer's. */
void mapi_set_codepage(Mapi *mapi, unsigned codepage);
unsigned mapi_codepage(const Mapi *mapi);

/* The value as UTF-8; NULL when there is none or it is blank. g_free. */
char *mapi_string(const Mapi *mapi, unsigned id);
/* Borrowed; empty when there is none. */
Slice mapi_bytes(const Mapi *mapi, unsigned id);

/* Declares the message and puts out its texts and sender; its number. `links` are pairs of content
 * id and name, by which pages in the message show attachments. */
uint32_t mapi_message_put(const Mapi *mapi, const GPtrArray *links, Sink *sink);

/* A recipient of the message. */
void mapi_recipient_put(const Mapi *mapi, Sink *sink, uint32_t publication);

/* The name an attachment carries, without folders, or one by its number. g_free. */
char *mapi_attachment_name(const Mapi *mapi, unsigned number);

/* Unpacks compressed RTF (MS-OXRTFCP), at most `max` bytes; NULL when it is none. */
GByteArray *lzfu_unpack(Slice packed, size_t max);
