/*
 * Sniffing: signatures, then a look at text, then libmagic (4 KiB, type only), which costs more
 * than all matching together. The only file that calls magic_*. Zips hidden behind a picture, a
 * page or a PDF are seen by their end record.
 */
#include "worker/sniff.h"

#include <ctype.h>
#include <magic.h>
#include <string.h>

#include <glib.h>

#include "worker/charset.h"
#include "worker/header_lines.h"
#include "worker/json.h"
#include "worker/sniff_compound.h"
#include "worker/sniff_zip.h"

#define MAGIC_BYTES 4096U
#define TAIL_BYTES 65557U
#define PROGRAM_BYTES (512U * 1024U) /* in so many libarchive looks for what a program unpacks */

static magic_t cookie;

void sniff_warm_up(void)
{
    cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF |
                        MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_CDF);
    if (cookie && magic_load(cookie, NULL) != 0)
        g_clear_pointer(&cookie, magic_close);
}

typedef enum { CLASS_ITEM, CLASS_CONTAINER, CLASS_HARMLESS } SignatureClass;

typedef struct {
    size_t offset;
    const char *bytes;
    size_t length;
    const char *type;
    SignatureClass class;
} Signature;

#define SIGNATURE(offset, bytes, type, class)                                                      \
    {                                                                                              \
        offset, bytes, sizeof bytes - 1, type, class                                               \
    }

static const Signature signatures[] = {
    SIGNATURE(0, "\xFF\xD8\xFF", "image/jpeg", CLASS_ITEM),
    SIGNATURE(0, "\x89PNG\r\n\x1A\n", "image/png", CLASS_ITEM),
    SIGNATURE(0, "GIF87a", "image/gif", CLASS_ITEM),
    SIGNATURE(0, "GIF89a", "image/gif", CLASS_ITEM),
    SIGNATURE(8, "WEBP", "image/webp", CLASS_ITEM),
    SIGNATURE(0, "II*\0", "image/tiff", CLASS_ITEM),
    SIGNATURE(0, "MM\0*", "image/tiff", CLASS_ITEM),
    SIGNATURE(0, "P4\n", "image/x-portable-bitmap", CLASS_ITEM),
    SIGNATURE(0, "P5\n", "image/x-portable-graymap", CLASS_ITEM),
    SIGNATURE(0, "P6\n", "image/x-portable-pixmap", CLASS_ITEM),
    SIGNATURE(0, "\x59\xA6\x6A\x95", "image/x-sun-raster", CLASS_ITEM),
    SIGNATURE(0, "8BPS", "image/vnd.adobe.photoshop", CLASS_ITEM),
    SIGNATURE(4, "ftypheic", "image/heic", CLASS_ITEM),
    SIGNATURE(4, "ftypmif1", "image/heif", CLASS_ITEM),
    SIGNATURE(4, "ftypavif", "image/avif", CLASS_ITEM),
    SIGNATURE(4, "ftypM4A", "audio/mp4", CLASS_ITEM),
    SIGNATURE(4, "ftypqt", "video/quicktime", CLASS_ITEM),
    SIGNATURE(4, "ftyp", "video/mp4", CLASS_ITEM),
    SIGNATURE(0, "\x1A\x45\xDF\xA3", "video/webm", CLASS_ITEM),
    SIGNATURE(28, "\x80theora", "video/ogg", CLASS_ITEM), /* the first stream of an Ogg file */
    SIGNATURE(28, "OVP80\1", "video/ogg", CLASS_ITEM),
    SIGNATURE(28, "BBCD\0", "video/ogg", CLASS_ITEM),
    SIGNATURE(28, "\1video\0\0\0", "video/ogg", CLASS_ITEM),
    SIGNATURE(28, "fishead\0", "video/ogg", CLASS_ITEM), /* an index of the streams */
    SIGNATURE(0, "OggS", "application/ogg", CLASS_ITEM),
    SIGNATURE(0, "ID3", "audio/mpeg", CLASS_ITEM),
    SIGNATURE(0, "fLaC", "audio/flac", CLASS_ITEM),
    SIGNATURE(8, "WAVE", "audio/x-wav", CLASS_ITEM),
    SIGNATURE(8, "AVI ", "video/x-msvideo", CLASS_ITEM),
    SIGNATURE(0, "%PDF-", "application/pdf", CLASS_ITEM),
    SIGNATURE(0, "{\\rtf", "text/rtf", CLASS_ITEM),
    SIGNATURE(0, "WARC/1.", "application/warc", CLASS_CONTAINER),
    SIGNATURE(0, "WARC/0.", "application/warc", CLASS_CONTAINER),
    SIGNATURE(0, "filedesc://", "application/x-arc", CLASS_CONTAINER),
    SIGNATURE(0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-ole-storage", CLASS_ITEM),
    SIGNATURE(40, " EMF", "image/emf", CLASS_ITEM),
    SIGNATURE(0, "\xD7\xCD\xC6\x9A", "image/wmf", CLASS_ITEM),
    SIGNATURE(0, "\0\5\x16\0", "application/applefile", CLASS_ITEM),
    SIGNATURE(0, "SQLite format 3", "application/vnd.sqlite3", CLASS_ITEM),
    SIGNATURE(0, "PK\3\4", "application/zip", CLASS_CONTAINER),
    SIGNATURE(0, "PK\5\6", "application/zip", CLASS_CONTAINER),
    SIGNATURE(0, "PK\6\6", "application/zip", CLASS_CONTAINER),
    SIGNATURE(0, "PK\7\10PK\3\4", "application/zip", CLASS_CONTAINER),
    SIGNATURE(0, "PK00PK\3\4", "application/zip", CLASS_CONTAINER),
    SIGNATURE(0, "\x1F\x8B", "application/gzip", CLASS_CONTAINER),
    SIGNATURE(0, "BZh", "application/x-bzip2", CLASS_CONTAINER),
    SIGNATURE(0,
              "\xFD"
              "7zXZ\0",
              "application/x-xz", CLASS_CONTAINER),
    SIGNATURE(0, "\x28\xB5\x2F\xFD", "application/zstd", CLASS_CONTAINER),
    SIGNATURE(0, "\x04\x22\x4D\x18", "application/x-lz4", CLASS_CONTAINER),
    SIGNATURE(0, "LZIP\1", "application/x-lzip", CLASS_CONTAINER),
    SIGNATURE(0, "\x5D\0\0\x80\0", "application/x-lzma", CLASS_CONTAINER),
    SIGNATURE(0, "\x5D\0\0\0\1", "application/x-lzma", CLASS_CONTAINER),
    SIGNATURE(0, "\x5D\0\0\0\x04", "application/x-lzma", CLASS_CONTAINER),
    SIGNATURE(0, "\x5D\0\0\xFF\xFF\xFF\xFF", "application/x-lzma", CLASS_CONTAINER),
    SIGNATURE(0, "\x1F\x9D", "application/x-compress", CLASS_CONTAINER),
    SIGNATURE(0, "7z\xBC\xAF\x27\x1C", "application/x-7z-compressed", CLASS_CONTAINER),
    SIGNATURE(0, "Rar!\x1A\x07", "application/vnd.rar", CLASS_CONTAINER),
    SIGNATURE(0, "MSCF\0\0\0\0", "application/vnd.ms-cab-compressed", CLASS_CONTAINER),
    SIGNATURE(257, "ustar", "application/x-tar", CLASS_CONTAINER),
    SIGNATURE(0, "\0\5\x16\7", "application/applefile", CLASS_ITEM), /* macOS: ._name */
    SIGNATURE(0, "\0\0\0\1Bud1", "application/x-ds-store", CLASS_ITEM),
    SIGNATURE(0, "\0\0\1\0", "image/x-icon", CLASS_HARMLESS),
    SIGNATURE(0, "wOFF", "font/woff", CLASS_HARMLESS),
    SIGNATURE(0, "wOF2", "font/woff2", CLASS_HARMLESS),
    SIGNATURE(0, "OTTO", "font/otf", CLASS_HARMLESS),
    SIGNATURE(0, "\0\1\0\0\0", "font/ttf", CLASS_HARMLESS),
    SIGNATURE(0, "ttcf", "font/collection", CLASS_HARMLESS),
};

/* The old tar header has no signature, only a checksum over itself (POSIX.1-1988 ustar, "chksum").
 */
static bool is_old_tar(const unsigned char *head, size_t length)
{
    unsigned long sum = 0;
    char field[9] = {0};

    if (length < 512 || !head[0])
        return false;
    for (size_t i = 0; i < 512; i++)
        sum += i >= 148 && i < 156 ? ' ' : head[i];
    memcpy(field, head + 148, 8);
    return isdigit((unsigned char)field[strspn(field, " ")]) && strtoul(field, NULL, 8) == sum;
}

static const Signature *find_signature(const unsigned char *head, size_t length)
{
    static const Signature old_tar = {0, "", 0, "application/x-tar", CLASS_CONTAINER};

    for (size_t i = 0; i < G_N_ELEMENTS(signatures); i++) {
        const Signature *s = &signatures[i];

        if (length >= s->offset + s->length && !memcmp(head + s->offset, s->bytes, s->length) &&
            (s->offset != 8 || !memcmp(head, "RIFF", 4)))
            return s;
    }
    return is_old_tar(head, length) ? &old_tar : NULL;
}

bool sniff_is_container_head(const void *head, size_t length)
{
    const Signature *signature = find_signature(head, length);

    return signature && signature->class == CLASS_CONTAINER;
}

/* Text as WHATWG's sniffing sees it: no binary control bytes. UTF-16 without BOM shows as zeros at
 * every other place. */
static bool looks_like_text(const unsigned char *head, size_t length, bool *wide)
{
    size_t even = 0, odd = 0, binary = 0, looked = MIN(length, MAGIC_BYTES);

    for (size_t i = 0; i < looked; i++) {
        unsigned char byte = head[i];

        if (byte == 0)
            *(i % 2 ? &odd : &even) += 1;
        else if (byte < 0x20 && !strchr("\t\n\v\f\r\x1B", byte))
            binary++;
    }
    *wide = (looked >= 2 && (!memcmp(head, "\xFF\xFE", 2) || !memcmp(head, "\xFE\xFF", 2))) ||
            (looked >= 8 && MAX(even, odd) > looked / 5 && MIN(even, odd) < looked / 50 + 1);
    if (!*wide && MIN(even, odd) > looked / 5 && looked >= 16) /* three zeros of four: UTF-32 */
        *wide = g_str_has_prefix(charset_name(charset_of_text((const char *)head, looked, NULL)),
                                 "utf-32");
    return *wide ? binary <= looked / 20 : even + odd <= looked / 200 && binary <= looked / 100;
}

/* The first characters in lower case, without BOM, white space, zeros, and leading comments of
 * markup. */
static void first_characters(const unsigned char *head, size_t length, char *buffer, size_t room)
{
    size_t used = 0, i = 0;

    while (i < length && (head[i] <= ' ' || head[i] >= 0x7F))
        i++;
    for (; i < length && used < room - 1; i++) {
        if (head[i] != 0)
            buffer[used++] = g_ascii_tolower((char)head[i]);
    }
    buffer[used] = '\0';
}

/* Whether a page begins in the text, behind what a server printed before it (a warning, a comment,
 * code): at a line's start or behind a tag. What a table, a dump or a program quotes is none. */
static bool page_begins_in(const char *text)
{
    static const char *const begins[] = {"<!doctype html", "<html", "<body"};
    const char *first = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(begins); i++) {
        const char *at = strstr(text, begins[i]);

        first = at && (!first || at < first) ? at : first;
    }
    while (first && first > text && (first[-1] == ' ' || first[-1] == '\t'))
        first--;
    return first && (first == text || strchr("\r\n>}", first[-1]));
}

static const char *text_type(const unsigned char *head, size_t length)
{
    static const char *const markup[] = {
        "<!doctype html", "<html",  "<head", "<body", "<script", "<title", "<style",
        "<div",           "<table", "<h1",   "<p>",   "<a ",     "<br",    "<iframe",
        "<font",          "<span",  "<ul",   "<meta", "<link",   "<!--",   "<b>",
        "<select"};
    char first[2048];

    first_characters(head, length, first, sizeof first);
    if (g_str_has_prefix(first, "<?xml"))
        return strstr(first, "<html") || strstr(first, "<!doctype html") ? "text/html" : "text/xml";
    for (size_t i = 0; i < G_N_ELEMENTS(markup); i++) {
        if (g_str_has_prefix(first, markup[i]))
            return "text/html";
    }
    if (g_str_has_prefix(first, "<svg"))
        return "image/svg+xml";
    if (g_str_has_prefix(first, "<rss") || g_str_has_prefix(first, "<feed") ||
        g_str_has_prefix(first, "<urlset"))
        return "text/xml";
    if (json_is_plain((Slice){first, strlen(first)}))
        return "application/json";
    return page_begins_in(first) ? "text/html" : "text/plain";
}

/* A zip that is a document is read whole, by one reader; its reader hands on the parts that are
 * items of their own. */
static void tell_document(Input *input, Sniff *sniff)
{
    const char *document = sniff_zip_document(input);

    if (document) {
        sniff->type = document;
        sniff->is_container = false;
        sniff->is_item = true;
    }
}

/* A zip's end record in the tail whose directory really begins with a directory entry
 * (APPNOTE 4.3.12, 4.3.16). */
static bool has_zip_at_end(Input *input)
{
    uint64_t size = input_size(input);
    size_t tail = (size_t)MIN(size, TAIL_BYTES);
    g_autofree unsigned char *bytes = g_malloc(tail + 1);

    if (tail < 22 || input_read_at(input, size - tail, bytes, tail) != tail)
        return false;
    /* By its third byte, which texts do not have and pictures seldom: far quicker than memmem. */
    for (const unsigned char *third = bytes + 2;
         (third = memchr(third, 5, tail - (size_t)(third - bytes))); third++) {
        const unsigned char *at = third - 2;
        size_t left = tail - (size_t)(at - bytes);
        char entry[4];

        if (left < 22)
            break;
        if (memcmp(at, "PK\5\6", 4) != 0)
            continue;
        uint64_t length = at[12] | at[13] << 8 | at[14] << 16 | (uint64_t)at[15] << 24;
        uint64_t end = size - left;

        if (length >= 46 && end >= length && input_read_at(input, end - length, entry, 4) == 4 &&
            !memcmp(entry, "PK\1\2", 4))
            return true;
    }
    return false;
}

/* A program that unpacks itself: it is read as an item for what else is in it, and walked. */
static bool unpacks_itself(Input *input)
{
    static const char rar[] = "Rar!\x1A\x07", seven[] = "7z\xBC\xAF\x27\x1C";
    Slice head = input_head(input);
    bool program = head.length > 4 && (!memcmp(head.data, "MZ", 2) || !memcmp(head.data,
                                                                              "\x7F"
                                                                              "ELF",
                                                                              4));
    g_autofree char *bytes = program ? g_malloc(PROGRAM_BYTES) : NULL;
    size_t length = program ? input_read_at(input, 0, bytes, PROGRAM_BYTES) : 0;

    return program && (memmem(bytes, length, rar, sizeof rar - 1) ||
                       memmem(bytes, length, seven, sizeof seven - 1));
}

static bool may_hide_zip(const char *type)
{
    return g_str_has_prefix(type, "image/") || g_str_equal(type, "text/html") ||
           g_str_equal(type, "application/pdf");
}

/* Libmagic tells some fonts by two bytes, which anything may begin with: the name has to agree. */
static bool is_font(const char *type, const char *path)
{
    static const char *const endings[] = {".eot", ".ttf", ".ttc", ".otf",  ".woff",
                                          ".pfb", ".pfm", ".afm", ".woff2"};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    bool named = false;

    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        named = named || g_str_has_suffix(lower, endings[i]);
    return named &&
           (g_str_has_prefix(type, "font/") || g_str_equal(type, "application/vnd.ms-fontobject"));
}

#define ICONS_MAX 64U
#define ICON_SIDE 256U
#define ICON_SLACK 512U /* some end in padding */

static uint32_t little_32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint32_t big_32(const unsigned char *at)
{
    return (uint32_t)at[3] | (uint32_t)at[2] << 8 | (uint32_t)at[1] << 16 | (uint32_t)at[0] << 24;
}

/* A directory of small pictures that fills the file to its end. What is larger than an icon can
 * be, or lies beside the icons, is a picture that somebody put there. */
static bool is_icon(Input *input, const unsigned char *head, size_t length)
{
    uint64_t end = 0;
    unsigned count = length >= 6 ? head[4] | (unsigned)head[5] << 8 : 0;

    if (count == 0 || count > ICONS_MAX || length < 6 + 16 * (size_t)count)
        return false;
    for (unsigned i = 0; i < count; i++) {
        const unsigned char *entry = head + 6 + 16 * (size_t)i;
        uint32_t size = little_32(entry + 8), offset = little_32(entry + 12);

        if (entry[3] != 0 || size == 0 || offset < 6 + 16 * (size_t)count)
            return false;
        end = MAX(end, (uint64_t)offset + size);
        if ((size_t)offset + 24 <= length && memcmp(head + offset, "\x89PNG", 4) == 0 &&
            (big_32(head + offset + 16) > ICON_SIDE || big_32(head + offset + 20) > ICON_SIDE))
            return false;
    }
    return end <= input_size(input) && input_size(input) - end < ICON_SLACK;
}

Sniff sniff_input(Input *input)
{
    Slice head = input_head(input);
    const unsigned char *bytes = (const unsigned char *)head.data;
    const Signature *signature = find_signature(bytes, head.length);
    Sniff sniff = {.type = "application/octet-stream", .is_item = true};
    bool wide;

    if (signature) {
        sniff.type = signature->type;
        sniff.is_container = signature->class == CLASS_CONTAINER;
        sniff.is_item = !sniff.is_container;
        sniff.is_harmless =
            signature->class == CLASS_HARMLESS &&
            (!g_str_equal(sniff.type, "image/x-icon") || is_icon(input, bytes, head.length));
    } else if (header_is_answer(head.data, head.length, NULL)) {
        sniff.type = "application/http"; /* its head is read, its body walked */
        sniff.is_container = true;
    } else if (looks_like_text(bytes, head.length, &wide)) {
        sniff.type = text_type(bytes, head.length);
    } else if (cookie) {
        const char *type = magic_buffer(cookie, bytes, MIN(head.length, MAGIC_BYTES));

        sniff.type = type && strchr(type, '/') ? type : sniff.type;
        sniff.is_harmless = is_font(sniff.type, input_path(input));
    }
    if (g_str_equal(sniff.type, "application/x-ole-storage")) {
        const char *document = sniff_compound_document(input);

        sniff.type = document ? document : sniff.type;
    }
    if (g_str_equal(sniff.type, "application/zip"))
        tell_document(input, &sniff);
    else if (!sniff.is_container && (may_hide_zip(sniff.type) || !signature) &&
             (has_zip_at_end(input) || unpacks_itself(input)))
        sniff.is_container = true;
    return sniff;
}
