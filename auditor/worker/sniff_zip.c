/*
 * Looks at the names in a zip's directory (APPNOTE 4.3.12), or in its local headers where the
 * directory is lost, and tells documents from other zips. Only a guess of kind: what is in the
 * parts is the readers' business.
 */
#include "worker/sniff_zip.h"

#include <string.h>

#include <glib.h>

#include "worker/bytes_at.h"

#define TAIL_BYTES 65557U
#define DIRECTORY_BYTES (4U << 20)
#define OPC "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

typedef struct {
    bool types, word, slides, sheets, office_manifest, content, epub;
} Names;

static bool begins(const char *name, size_t length, const char *with)
{
    return length >= strlen(with) && g_ascii_strncasecmp(name, with, strlen(with)) == 0;
}

static bool equals(const char *name, size_t length, const char *with)
{
    return length == strlen(with) && begins(name, length, with);
}

static void note(Names *names, const char *name, size_t length)
{
    while (length > 0 && *name == '/') {
        name++;
        length--;
    }
    names->types = names->types || equals(name, length, "[Content_Types].xml");
    names->word = names->word || begins(name, length, "word/") || begins(name, length, "word\\");
    names->slides = names->slides || begins(name, length, "ppt/") || begins(name, length, "ppt\\");
    names->sheets = names->sheets || begins(name, length, "xl/") || begins(name, length, "xl\\");
    names->office_manifest =
        names->office_manifest || equals(name, length, "META-INF/manifest.xml");
    names->content = names->content || equals(name, length, "content.xml");
    names->epub = names->epub || equals(name, length, "META-INF/container.xml");
}

/* Entries of the directory at `offset`; false when there is none. */
static bool note_directory(Input *input, uint64_t offset, size_t length, Names *names)
{
    g_autofree unsigned char *bytes = g_malloc(length + 1);
    size_t got = input_read_at(input, offset, bytes, length), at = 0;
    bool any = false;

    while (at + 46 <= got && !memcmp(bytes + at, "PK\1\2", 4)) {
        size_t name = little(bytes + at + 28, 2);

        if (at + 46 + name > got)
            break;
        note(names, (const char *)bytes + at + 46, name);
        any = true;
        at += 46 + name + little(bytes + at + 30, 2) + little(bytes + at + 32, 2);
    }
    return any;
}

static bool find_directory(Input *input, Names *names)
{
    uint64_t size = input_size(input);
    size_t tail = (size_t)MIN(size, TAIL_BYTES);
    g_autofree unsigned char *bytes = g_malloc(tail + 1);

    if (tail < 22 || input_read_at(input, size - tail, bytes, tail) != tail)
        return false;
    for (size_t at = tail - 22 + 1; at-- > 0;) {
        if (memcmp(bytes + at, "PK\5\6", 4) != 0)
            continue;
        uint64_t length = little(bytes + at + 12, 4);
        uint64_t end = size - tail + at;

        if (length <= end)
            return note_directory(input, end - length, MIN(length, DIRECTORY_BYTES), names);
    }
    return false;
}

/* Local headers in the first bytes. */
static void note_headers(Slice head, Names *names)
{
    const char *at = head.data, *end = head.data + head.length;

    while ((at = memmem(at, (size_t)(end - at), "PK\3\4", 4)) && end - at >= 30) {
        size_t name = little(at + 26, 2);

        if (name <= (size_t)(end - at - 30))
            note(names, at + 30, name);
        at += 4;
    }
}

/* OpenDocument part 2, 3.3, and OCF 4.3: the first member, stored, holds the type and nothing else.
 */
static const char *type_by_member(Slice head)
{
    static const char *const types[] = {"application/epub+zip",
                                        ODF "text",
                                        ODF "spreadsheet",
                                        ODF "presentation",
                                        ODF "graphics",
                                        "application/vnd.sun.xml.writer",
                                        "application/vnd.sun.xml.calc",
                                        "application/vnd.sun.xml.impress",
                                        "application/vnd.sun.xml.draw"};
    size_t from = 38;

    if (head.length < 60 || memcmp(head.data + 30, "mimetype", 8) != 0 ||
        little(head.data + 26, 2) != 8)
        return NULL;
    from += little(head.data + 28, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        size_t length = strlen(types[i]);

        if (from + length <= head.length && !memcmp(head.data + from, types[i], length))
            return types[i];
    }
    return NULL;
}

const char *sniff_zip_document(Input *input)
{
    Slice head = input_head(input);
    const char *type = type_by_member(head);
    Names names = {0};

    if (type)
        return type;
    if (!find_directory(input, &names))
        note_headers(head, &names);
    if (names.types && names.word)
        return OPC "wordprocessingml.document";
    if (names.types && names.slides)
        return OPC "presentationml.presentation";
    if (names.types && names.sheets)
        return OPC "spreadsheetml.sheet";
    if (names.office_manifest && names.content)
        return ODF "text";
    return names.epub ? "application/epub+zip" : NULL;
}
