/*
 * Word documents of 6.0 to 2003: the text of all stories, with fields, tables and what is hidden or
 * deleted told apart; pictures; authors. Where the tables cannot be believed the text is recovered
 * from the bytes, and the ledger says so.
 */
#include <string.h>

#include "readers/office/legacy.h"
#include "readers/office/office_art.h"
#include "readers/office/word_file.h"
#include "readers/text/codepages.h"
#include "readers/text/recovered.h"

#define CHUNK_BYTES 65536U
#define FIELDS_MAX 64U
#define PARAGRAPH_BYTES (1U << 20)

typedef struct {
    const Legacy *legacy;
    const WordFile *file;
    unsigned story;
    uint32_t left; /* characters of the present story */
    GString *body, *hidden, *field;
    bool codes[FIELDS_MAX]; /* whether a field that is open shows its instruction */
    unsigned fields, in_codes;
    bool last_hidden, last_cell;
} Telling;

static void end_paragraph(Telling *telling)
{
    Place place = telling->story == STORY_COMMENTS || telling->story == STORY_MACROS ? PLACE_HIDDEN
                                                                                     : PLACE_BODY;
    texts_line(telling->legacy->texts, place, telling->body->str);
    texts_line(telling->legacy->texts, PLACE_HIDDEN, telling->hidden->str);
    g_string_truncate(telling->body, 0);
    g_string_truncate(telling->hidden, 0);
}

static void begin_story(Telling *telling, unsigned story)
{
    static const char *const labels[] = {
        NULL,       "footnotes", "header and footer", "macros",
        "comments", "endnotes",  "text box",          "text box in a header"};
    end_paragraph(telling);
    telling->story = story;
    telling->left = telling->file->stories[story];
    telling->fields = telling->in_codes = 0;
    legacy_label(telling->legacy, labels[story]);
}

/* The next story that has text; text behind the last one belongs to it. */
static void next_story(Telling *telling)
{
    for (unsigned i = telling->story + 1; i < WORD_STORIES; i++) {
        if (telling->file->stories[i] > 0) {
            begin_story(telling, i);
            return;
        }
    }
    telling->left = G_MAXUINT32;
}

/* ---- fields ---- */

static void end_code(Telling *telling)
{
    const char *open = strchr(telling->field->str, '"');
    const char *close = open != NULL ? strchr(open + 1, '"') : NULL;
    if (close != NULL && (strstr(telling->field->str, "HYPERLINK") != NULL ||
                          strstr(telling->field->str, "INCLUDE") != NULL)) {
        g_autofree char *url = g_strndup(open + 1, (gsize)(close - open - 1));
        texts_url(telling->legacy->texts, url);
    }
    texts_line(telling->legacy->texts, PLACE_HIDDEN, telling->field->str);
    g_string_truncate(telling->field, 0);
}

static void leave_code(Telling *telling)
{
    if (telling->fields > 0 && telling->fields <= FIELDS_MAX &&
        telling->codes[telling->fields - 1]) {
        telling->codes[telling->fields - 1] = false;
        if (--telling->in_codes == 0) {
            end_code(telling);
        }
    }
}

static void take_field_mark(Telling *telling, char mark)
{
    if (mark == 0x13) {
        if (telling->fields < FIELDS_MAX) {
            telling->codes[telling->fields] = true;
            telling->in_codes++;
        }
        telling->fields++;
    } else {
        leave_code(telling);
        telling->fields -= mark == 0x15 && telling->fields > 0;
    }
}

/* ---- text ---- */

static void add(Telling *telling, const char *text, size_t length, bool hidden)
{
    if (telling->in_codes > 0) {
        g_string_append_len(telling->field, text, (gssize)length);
        return;
    }
    GString *into = hidden ? telling->hidden : telling->body;
    if (hidden && !telling->last_hidden && into->len > 0) {
        g_string_append_c(into, ' '); /* what stood apart stays apart */
    }
    telling->last_hidden = hidden;
    g_string_append_len(into, text, (gssize)length);
    if (into->len > PARAGRAPH_BYTES) {
        end_paragraph(telling);
    }
}

/* Characters with a meaning of their own (MS-DOC 2.4.1). */
static void take_control(Telling *telling, char c, bool hidden)
{
    bool cell = c == 0x07;
    switch (c) {
    case 0x0D:
    case 0x0C:
    case 0x0E:
        end_paragraph(telling);
        break;
    case 0x07: /* the end of a cell; twice, of a row */
        if (telling->last_cell) {
            end_paragraph(telling);
            cell = false;
        } else {
            add(telling, "\t", 1, hidden);
        }
        break;
    case 0x09:
        add(telling, "\t", 1, hidden);
        break;
    case 0x0A:
    case 0x0B:
        add(telling, "\n", 1, hidden);
        break;
    case 0x13:
    case 0x14:
    case 0x15:
        take_field_mark(telling, c);
        break;
    case 0x1E:
        add(telling, "-", 1, hidden);
        break;
    default: /* pictures, references to notes, optional hyphens */
        break;
    }
    telling->last_cell = cell;
}

static void tell(Telling *telling, const GString *text, bool hidden)
{
    const char *at = text->str, *end = text->str + text->len;
    while (at < end) {
        const char *next = g_utf8_next_char(at);
        if (telling->left == 0) {
            next_story(telling);
        }
        if ((unsigned char)*at < 0x20) {
            take_control(telling, *at, hidden);
        } else {
            telling->last_cell = false;
            add(telling, at, (size_t)(next - at), hidden);
        }
        telling->left -= MIN(telling->left, next - at == 4 ? 2U : 1U);
        at = next;
    }
}

/* The veil that covers `offset` or begins next behind it; NULL. */
static const WordVeil *veil_at(const WordFile *file, size_t offset, guint *index)
{
    while (*index < file->veils->len) {
        const WordVeil *veil = &g_array_index(file->veils, WordVeil, *index);
        if (veil->to > offset) {
            return veil;
        }
        (*index)++;
    }
    return NULL;
}

static void tell_piece(Telling *telling, const WordPiece *piece)
{
    const WordFile *file = telling->file;
    size_t width = piece->wide ? 2 : 1, at = piece->offset;
    size_t end = at + piece->characters * width;
    guint veils = 0;
    while (at < end) {
        const WordVeil *veil = veil_at(file, at, &veils);
        bool hidden = veil != NULL && veil->from <= at;
        size_t stop = MIN(end, at + CHUNK_BYTES);
        if (veil != NULL) {
            stop = MIN(stop, hidden ? veil->to : MAX(veil->from, at + 1));
        }
        stop = at + MAX((stop - at) / width, 1) * width;
        GString *text = g_string_new(NULL);
        codepage_append(text, (const char *)file->main->data + at, stop - at,
                        piece->wide ? 1200 : file->codepage);
        tell(telling, text, hidden);
        g_string_free(text, TRUE);
        at = stop;
    }
}

static void tell_names(const Legacy *legacy, const WordFile *file)
{
    legacy_label(legacy, "names and paths");
    for (guint i = 0; i < file->authors->len; i++) {
        const char *author = g_ptr_array_index(file->authors, i);
        if (strcmp(author, "Unknown") != 0) {
            texts_author(legacy->texts, author);
        }
    }
    for (guint i = 0; i < file->names->len; i++) {
        const char *name = g_ptr_array_index(file->names, i);
        if (!g_str_has_prefix(name, "_Toc")) {
            texts_line(legacy->texts, PLACE_HIDDEN, name);
        }
    }
}

static void recover(const Legacy *legacy, const WordFile *file)
{
    GString *text = g_string_new(NULL);
    recover_text(legacy_slice(file->main), file->codepage, text);
    legacy_label(legacy, "recovered");
    texts_line(legacy->texts, PLACE_BODY, text->str);
    g_string_free(text, TRUE);
    sink_gap(legacy->sink, REASON_CORRUPT, "text was recovered from a broken document");
}

static gint by_offset(gconstpointer one, gconstpointer other)
{
    const WordPiece *a = one, *b = other;
    return a->offset < b->offset ? -1 : a->offset > b->offset;
}

/* A fast save leaves what was deleted where it was, between the pieces that count (the text lies
 * from fcMin to fcMac; MS-DOC 2.5.2). */
static void put_left_behind(const Legacy *legacy, const WordFile *file)
{
    Slice main = legacy_slice(file->main);
    size_t at = legacy_u32(main, 0x18), end = legacy_u32(main, 0x1C);
    g_autoptr(GArray) pieces = g_array_copy(file->pieces);
    GString *text = g_string_new(NULL);
    g_array_sort(pieces, by_offset);
    for (guint i = 0; at > 0 && end <= main.length && i <= pieces->len; i++) {
        const WordPiece *piece = i < pieces->len ? &g_array_index(pieces, WordPiece, i) : NULL;
        size_t stop = piece != NULL ? MIN(piece->offset, end) : end;
        if (stop > at) {
            recover_text(legacy_part(main, at, stop - at), file->codepage, text);
        }
        at = piece == NULL ? end
                           : MAX(at, piece->offset + piece->characters * (piece->wide ? 2U : 1U));
    }
    legacy_label(legacy, "left by an earlier save");
    texts_line(legacy->texts, PLACE_HIDDEN, text->str);
    g_string_free(text, TRUE);
}

static void put_pictures(const Legacy *legacy, const WordFile *file)
{
    g_autoptr(GByteArray) data = legacy_stream(legacy, "Data");
    office_art_put(legacy_slice(data), legacy->sink, legacy->publication, legacy->pictures);
    office_art_put(legacy_slice(file->main), legacy->sink, legacy->publication, legacy->pictures);
    legacy_label(legacy, "drawings");
    office_art_words(legacy_slice(data), legacy->texts);
    if (file->table->len != file->main->len) {
        office_art_words(legacy_slice(file->table), legacy->texts);
    }
}

void legacy_word(const Legacy *legacy)
{
    g_autoptr(WordFile) file = word_file_open(legacy);
    if (file->encrypted) {
        sink_gap(legacy->sink, REASON_ENCRYPTED, "the document asks for a password");
        return;
    }
    Telling telling = {.legacy = legacy,
                       .file = file,
                       .left = file->stories[0],
                       .body = g_string_new(NULL),
                       .hidden = g_string_new(NULL),
                       .field = g_string_new(NULL)};
    legacy_label(legacy, NULL);
    for (guint i = 0; i < file->pieces->len; i++) {
        tell_piece(&telling, &g_array_index(file->pieces, WordPiece, i));
    }
    end_code(&telling);
    end_paragraph(&telling);
    g_string_free(telling.body, TRUE);
    g_string_free(telling.hidden, TRUE);
    g_string_free(telling.field, TRUE);
    if (file->unknown) {
        recover(legacy, file);
    } else {
        put_left_behind(legacy, file);
    }
    tell_names(legacy, file);
    put_pictures(legacy, file);
}

static int word_bid(const Input *input)
{
    return strcmp(input_type(input), "application/msword") == 0 ? 66 : 0;
}

static void word_read(Input *input, Sink *sink)
{
    legacy_read(input, sink, legacy_word, PLACE_HIDDEN);
}

const Reader reader_word = {.name = "word", .bid = word_bid, .read = word_read};
