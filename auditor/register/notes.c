/* Gathers notes, one for each code, file and column. Their sentences stand in po/. */
#include "register/notes.h"

#include <stdbool.h>
#include <string.h>

#include "texts.h"

#define PLACES_WRITTEN 40

typedef struct {
    char *key; /* code TAB file TAB column */
    guint count;
    char *last; /* the place added last */
    GString *places;
} Note;

struct NoteBook {
    GPtrArray *notes; /* Note * */
    GHashTable *by_key;
};

static void note_free(gpointer data)
{
    Note *note = data;

    g_free(note->key);
    g_free(note->last);
    g_string_free(note->places, TRUE);
    g_free(note);
}

NoteBook *note_book_new(void)
{
    NoteBook *book = g_new0(NoteBook, 1);

    book->notes = g_ptr_array_new_with_free_func(note_free);
    book->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    return book;
}

void note_book_free(NoteBook *book)
{
    if (!book)
        return;
    g_hash_table_unref(book->by_key);
    g_ptr_array_unref(book->notes);
    g_free(book);
}

/* Headers, sheets and files may hold tabs and line breaks. */
static char *field_clean(const char *text)
{
    char *clean = g_strdup(text);

    return g_strstrip(g_strdelimit(clean, "\t\r\n", ' '));
}

void note_add(NoteBook *book, const char *code, const char *file, const char *column,
              const char *place)
{
    g_autofree char *clean_file = field_clean(file);
    g_autofree char *clean_column = field_clean(column);
    g_autofree char *clean_place = place ? field_clean(place) : NULL;
    g_autofree char *key = g_strdup_printf("%s\t%s\t%s", code, clean_file, clean_column);
    Note *note = g_hash_table_lookup(book->by_key, key);

    if (!note) {
        note = g_new0(Note, 1);
        note->key = g_steal_pointer(&key);
        note->places = g_string_new(NULL);
        g_ptr_array_add(book->notes, note);
        g_hash_table_insert(book->by_key, note->key, note);
    }
    if (place && !g_strcmp0(clean_place, note->last))
        return; /* one date beside several answers */
    note->count++;
    if (place && note->count <= PLACES_WRITTEN)
        g_string_append_printf(note->places, "%s%s", note->places->len ? ", " : "", clean_place);
    else if (place && note->count == PLACES_WRITTEN + 1)
        g_string_append(note->places, ", ...");
    g_free(note->last);
    note->last = g_steal_pointer(&clean_place);
}

void note_book_write(const NoteBook *book, GPtrArray *notes)
{
    for (guint i = 0; i < book->notes->len; i++) {
        const Note *note = g_ptr_array_index(book->notes, i);
        g_ptr_array_add(notes,
                        g_strdup_printf("%s\t%u\t%s", note->key, note->count, note->places->str));
    }
}

char *note_field(const char *note, NoteField field)
{
    g_auto(GStrv) fields = g_strsplit(note, "\t", NOTE_FIELDS);

    g_assert(g_strv_length(fields) == NOTE_FIELDS);
    return g_strdup(fields[field]);
}

char *note_text(const char *language, const char *note)
{
    g_auto(GStrv) fields = g_strsplit(note, "\t", NOTE_FIELDS);

    g_assert(g_strv_length(fields) == NOTE_FIELDS);
    g_autofree char *id = g_strconcat("register-note-", fields[NOTE_CODE], NULL);
    bool counted = *fields[NOTE_PLACES] != '\0';
    const TextValue count = TEXT_NUMBER("n", g_ascii_strtoull(fields[NOTE_COUNT], NULL, 10));
    const TextValue values[] = {TEXT_TEXT("file", fields[NOTE_FILE]),
                                TEXT_TEXT("column", fields[NOTE_COLUMN]),
                                TEXT_TEXT("places", fields[NOTE_PLACES]),
                                counted ? count : (TextValue){0},
                                {0}};
    return text_fill(language, id, values);
}
