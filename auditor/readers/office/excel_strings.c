/*
 * Where a string is cut between records, the next one begins with a byte that says how wide its
 * characters are (MS-XLS 2.5.293, 2.4.58).
 */
#include "readers/office/excel_strings.h"

#include "readers/text/codepages.h"

#define CONTINUE 0x3C
#define FLAG_WIDE 1
#define FLAG_PHONETIC 4
#define FLAG_RUNS 8

bool excel_next(Slice *stream, ExcelRecord *record)
{
    if (stream->length < 4) {
        return false;
    }
    size_t length = legacy_u16(*stream, 2);
    record->kind = legacy_u16(*stream, 0);
    record->body = legacy_part(*stream, 4, length);
    *stream = legacy_part(*stream, 4 + record->body.length, stream->length);
    record->rest = *stream;
    return true;
}

ExcelCursor excel_cursor(const ExcelRecord *record, size_t skip)
{
    return (ExcelCursor){legacy_part(record->body, skip, record->body.length), record->rest};
}

bool excel_continue(ExcelCursor *cursor)
{
    Slice stream = cursor->rest;
    ExcelRecord record;
    if (!excel_next(&stream, &record) || record.kind != CONTINUE) {
        return false;
    }
    cursor->body = record.body;
    cursor->rest = record.rest;
    return true;
}

static void skip(ExcelCursor *cursor, size_t length)
{
    while (length > cursor->body.length) {
        length -= cursor->body.length;
        if (!excel_continue(cursor)) {
            cursor->body.length = 0;
            return;
        }
    }
    cursor->body = legacy_part(cursor->body, length, cursor->body.length);
}

static unsigned take_byte(ExcelCursor *cursor)
{
    if (cursor->body.length == 0 && !excel_continue(cursor)) {
        return 0;
    }
    unsigned value = cursor->body.length > 0 ? (guint8)cursor->body.data[0] : 0;
    cursor->body = legacy_part(cursor->body, 1, cursor->body.length);
    return value;
}

static unsigned take_u16(ExcelCursor *cursor)
{
    unsigned low = take_byte(cursor);
    return low | take_byte(cursor) << 8;
}

/* Characters of one byte are the low bytes of UTF-16. */
static void append(GString *out, Slice bytes, bool wide)
{
    if (wide) {
        utf16_append(out, bytes.data, bytes.length);
        return;
    }
    for (size_t i = 0; i < bytes.length; i++) {
        guint8 byte = (guint8)bytes.data[i];
        g_string_append_unichar(out, byte == 0 ? ' ' : byte);
    }
}

static void append_counted(ExcelCursor *cursor, size_t count, bool wide, GString *out)
{
    for (;;) {
        size_t width = wide ? 2 : 1;
        Slice here = legacy_part(cursor->body, 0, MIN(count, cursor->body.length / width) * width);
        append(out, here, wide);
        count -= here.length / width;
        cursor->body = legacy_part(cursor->body, here.length, cursor->body.length);
        if (count == 0 || !excel_continue(cursor)) {
            return;
        }
        wide = (take_byte(cursor) & FLAG_WIDE) != 0;
    }
}

void excel_characters(ExcelCursor *cursor, size_t count, GString *out)
{
    bool wide = (take_byte(cursor) & FLAG_WIDE) != 0;
    append_counted(cursor, count, wide, out);
}

bool excel_rich_string(ExcelCursor *cursor, GString *out)
{
    if (cursor->body.length == 0 && !excel_continue(cursor)) {
        return false;
    }
    size_t count = take_u16(cursor);
    unsigned flags = take_byte(cursor);
    size_t runs = flags & FLAG_RUNS ? take_u16(cursor) : 0;
    size_t phonetic = 0;
    if (flags & FLAG_PHONETIC) {
        phonetic = take_u16(cursor);
        phonetic |= (size_t)take_u16(cursor) << 16;
    }
    append_counted(cursor, count, (flags & FLAG_WIDE) != 0, out);
    skip(cursor, 4 * runs);
    skip(cursor, phonetic);
    return true;
}

void excel_string(Slice body, size_t at, unsigned width, bool is_8, unsigned codepage, GString *out)
{
    size_t count = width == 1 ? legacy_u16(body, at) & 0xFF : legacy_u16(body, at);
    if (at + width > body.length) {
        return;
    }
    if (!is_8) {
        Slice text = legacy_part(body, at + width, count);
        codepage_append(out, text.data, text.length, codepage);
        return;
    }
    if (at + width >= body.length) {
        return;
    }
    unsigned flags = (guint8)body.data[at + width];
    size_t from = at + width + 1 + (flags & FLAG_RUNS ? 2 : 0) + (flags & FLAG_PHONETIC ? 4 : 0);
    bool wide = (flags & FLAG_WIDE) != 0;
    append(out, legacy_part(body, from, count * (wide ? 2 : 1)), wide);
}
