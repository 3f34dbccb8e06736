/*
 * What reading the lists brought up: understood, dropped, doubtful. Notes are kept as data, so that
 * each report may say them in its own language, and hold no names and no cells: only columns, line
 * numbers and counts.
 */
#pragma once

#include <glib.h>

typedef struct NoteBook NoteBook;

NoteBook *note_book_new(void);
void note_book_free(NoteBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NoteBook, note_book_free)

/* Adds one place ("12", "Groep 3:12"; NULL for none) to the note of this code, file and column
 * ("" for none); each code is a text of po/register.*.po, "register-note-<code>". */
void note_add(NoteBook *book, const char *code, const char *file, const char *column,
              const char *place);

/* Appends each note to `notes` as People.notes holds them, in order of first sight:
 * "code TAB file TAB column TAB count TAB places", at most 40 places written out. */
void note_book_write(const NoteBook *book, GPtrArray *notes);

/* One field of a note of People.notes; g_free. */
typedef enum { NOTE_CODE, NOTE_FILE, NOTE_COLUMN, NOTE_COUNT, NOTE_PLACES, NOTE_FIELDS } NoteField;
char *note_field(const char *note, NoteField field);

/* The sentence of a note of People.notes in "nl" or "en"; g_free. */
char *note_text(const char *language, const char *note);
