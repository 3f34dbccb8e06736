/*
 * Everything readable in a piece of Rich Text Format: what is shown, what is hidden or deleted,
 * notes, fields, what the document says of itself, pictures and embedded objects. Used for whole
 * documents and for the bodies of Outlook's messages.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/office/properties.h"
#include "readers/reader.h"

typedef struct RtfText RtfText;

/* Whether the bytes begin as RTF does, behind blanks and a BOM. */
bool rtf_begins(Slice bytes);

/* Reads all of it; what the document says of itself goes to `properties`, which may be NULL. */
RtfText *rtf_text_new(Slice rtf, Properties *properties);
void rtf_text_free(RtfText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RtfText, rtf_text_free)

/* Puts out texts, pictures and objects as facts of `publication`, and the gap where the bytes are
 * cut. `label` says what the body is, NULL for a document. */
void rtf_text_put(RtfText *text, Sink *sink, uint32_t publication, const char *label);
