/*
 * Records of web archives as members. Lengths are believed only where a record, a gzip member or
 * the file ends behind them; else the record goes on to the next one that begins. What a record's
 * head says is warc_record.h's, the way back from an HTTP body to what it carried http_body.h's.
 */
#include "worker/warc.h"

#include <string.h>
#include <time.h>

#include "worker/header_lines.h"
#include "worker/http_body.h"
#include "worker/stream.h"
#include "worker/url_name.h"
#include "worker/warc_record.h"
#include "worker/warc_sights.h"

#define NEXT_RECORD "\nWARC/1."
#define SEPARATOR_BYTES                                                                            \
    16U /* looked at behind a record: line ends and the next one's first bytes */

typedef enum { FORMAT_WARC, FORMAT_ARC, FORMAT_ANSWER } Format;

struct Warc {
    Stream *stream;
    Format format;
    char *path;
    WarcRecord record;
    uint64_t left;   /* of the record's block, as its head tells */
    bool in_record;  /* bytes of its block may be left */
    bool overrun;    /* the head told too little: up to the next record */
    bool open_ended; /* a lone answer: up to the end of the file */
    bool crossing;   /* the last run ended at a seam */
    bool crossing_damaged;
    size_t taken;       /* bytes of the last run, to be skipped */
    HttpBody *body;     /* NULL: the block as it is */
    WarcSights *sights; /* what came so far */
    char *name, *declared_type, *location;
    unsigned count;
    Reason reason; /* of the member */
    const char *detail;
    bool cut, damaged; /* of the whole */
};

static bool holds(const char *data, size_t length, const char *prefix)
{
    return length >= strlen(prefix) && memcmp(data, prefix, strlen(prefix)) == 0;
}

static bool tell_format(Stream *stream, Format *format)
{
    const char *data;
    size_t length = stream_peek_on(stream, HEADER_BYTES_MAX, &data);

    if (holds(data, length, "WARC/1.") || holds(data, length, "WARC/0."))
        *format = FORMAT_WARC;
    else if (holds(data, length, "filedesc:"))
        *format = FORMAT_ARC;
    else if (!stream_is_packed(stream) && header_is_answer(data, length, NULL))
        *format = FORMAT_ANSWER;
    else
        return false;
    return true;
}

Warc *warc_open(int fd, uint64_t size, const char *path)
{
    Stream *stream = stream_new(fd, size);
    Format format;

    if (!tell_format(stream, &format)) {
        stream_free(stream);
        return NULL;
    }
    Warc *warc = g_new0(Warc, 1);

    warc->stream = stream;
    warc->format = format;
    warc->path = g_strdup(path);
    warc->sights = warc_sights_new();
    return warc;
}

static void end_member(Warc *warc)
{
    g_clear_pointer(&warc->body, http_body_free);
    g_clear_pointer(&warc->name, g_free);
    g_clear_pointer(&warc->declared_type, g_free);
    g_clear_pointer(&warc->location, g_free);
    warc_record_clear(&warc->record);
    warc->reason = REASON_NONE;
    warc->detail = NULL;
}

void warc_free(Warc *warc)
{
    if (!warc)
        return;
    end_member(warc);
    warc_sights_free(warc->sights);
    stream_free(warc->stream);
    g_free(warc->path);
    g_free(warc);
}

static void fail(Warc *warc, Reason reason, const char *detail)
{
    if (warc->reason != REASON_NONE)
        return;
    warc->reason = reason;
    warc->detail = detail;
}

/* ---- the block of the record ---- */

/* The record's end, where its head said it is: good when another begins, or nothing more comes.
 * Everything else is still this record's. */
static bool ends_here(Warc *warc)
{
    const char *data;
    size_t length = stream_peek(warc->stream, SEPARATOR_BYTES, &data), at = 0;

    while (at < length && memchr("\r\n \t\0", data[at], 5))
        at++;
    return at == length || holds(data + at, length - at, "WARC/");
}

/* Up to the next record of a WARC whose head told too little. */
static size_t take_overrun(Warc *warc, const char **data)
{
    size_t length = stream_peek(warc->stream, STREAM_WINDOW, data);
    const char *next = memmem(*data, length, NEXT_RECORD, strlen(NEXT_RECORD));

    if (next == *data || holds(*data, length, "WARC/1."))
        length = 0;
    else if (next)
        length = (size_t)(next - *data);
    else if (length > strlen(NEXT_RECORD))
        length -= strlen(NEXT_RECORD) - 1; /* the mark may lie across two runs */
    warc->in_record = length > 0;
    return length;
}

static bool begins_arc_record(const char *data, size_t length)
{
    WarcRecord record = {0};
    bool begins = warc_record_parse_arc(data, length, &record) > 0;

    warc_record_clear(&record);
    return begins;
}

/* A gzip member has ended inside the record: the next one holds the rest, or another record. */
static bool goes_on(Warc *warc)
{
    const char *data;

    warc->crossing = false;
    if (warc->crossing_damaged) {
        fail(warc, REASON_CORRUPT, "a packed part of the record is broken");
        return false;
    }
    size_t length = stream_peek_on(warc->stream, HEADER_BYTES_MAX, &data);

    if (warc->format == FORMAT_ARC ? !begins_arc_record(data, length)
                                   : !holds(data, length, "WARC/"))
        return true;
    fail(warc, REASON_TRUNCATED, "the record is shorter than it says");
    return false;
}

static size_t end_block(Warc *warc)
{
    warc->in_record = false;
    return 0;
}

static size_t take_known(Warc *warc, const char **data)
{
    size_t length = stream_peek(warc->stream, STREAM_WINDOW, data);
    bool damaged, seam = stream_at_seam(warc->stream, &damaged);

    if (length == 0 && !seam) {
        if (warc->left > 0 && !warc->open_ended) {
            fail(warc, REASON_TRUNCATED, "the file ends inside the record");
            warc->cut = true;
        }
        return end_block(warc);
    }
    if (length < STREAM_WINDOW && seam) {
        warc->crossing = length <= warc->left;
        warc->crossing_damaged = damaged;
    }
    if (!warc->open_ended) {
        length = (size_t)MIN(length, warc->left);
        warc->left -= length;
        warc->crossing = warc->crossing && warc->left > 0;
    }
    return length;
}

/* The next run of the record's block; 0 at its end. */
static size_t pull_block(void *user, const char **data)
{
    Warc *warc = user;
    size_t length = 0;

    stream_skip(warc->stream, warc->taken);
    warc->taken = 0;
    while (warc->in_record && length == 0) {
        if (warc->overrun) {
            length = take_overrun(warc, data);
            continue;
        }
        if (warc->crossing && !goes_on(warc))
            return end_block(warc);
        if (warc->left == 0 && !warc->open_ended) {
            warc->overrun = warc->format == FORMAT_WARC && !ends_here(warc);
            if (!warc->overrun)
                return end_block(warc);
            fail(warc, REASON_CORRUPT, "the record is longer than it says");
            continue;
        }
        length = take_known(warc, data);
    }
    warc->taken = length;
    return length;
}

static void skip_block(Warc *warc)
{
    const char *data;

    while (pull_block(warc, &data) > 0)
        ;
}

/* ---- the head of the record ---- */

/* A length that leads over the beginning of another record is wrong. Only what fits the window can
 * be looked through. */
static void check_length(Warc *warc)
{
    const char *data;
    uint64_t wanted = warc->left + SEPARATOR_BYTES;

    if (warc->left == 0 || wanted > STREAM_WINDOW)
        return;
    size_t length = stream_peek(warc->stream, (size_t)wanted, &data);

    if (length < wanted && length > warc->left)
        return;
    size_t at = (size_t)MIN(warc->left, length);

    while (at < length && (data[at] == '\r' || data[at] == '\n'))
        at++;
    if (at == length && length == wanted)
        return;
    if (at < length && holds(data + at, length - at, "WARC/"))
        return;
    const char *next = memmem(data, (size_t)MIN(warc->left, length), NEXT_RECORD "0\r\nWARC-", 16);

    if (!next)
        next = memmem(data, (size_t)MIN(warc->left, length), NEXT_RECORD "1\r\nWARC-", 16);
    if (next) {
        warc->left = (uint64_t)(next - data);
        fail(warc, REASON_CORRUPT, "the record is shorter than it says");
    }
}

static void skip_line_ends(Stream *stream)
{
    const char *data;
    size_t length;

    while ((length = stream_peek_on(stream, SEPARATOR_BYTES, &data)) > 0) {
        size_t at = 0;

        while (at < length &&
               (data[at] == '\r' || data[at] == '\n' || data[at] == ' ' || data[at] == '\0'))
            at++;
        stream_skip(stream, at);
        if (at < length)
            return;
    }
}

/* The next bytes, with a whole head of lines among them where one begins here; also where gzip
 * members were cut without regard to records. */
static size_t peek_head(Warc *warc, const char **data)
{
    size_t length = stream_peek_on(warc->stream, HEADER_BYTES_MAX, data);
    bool damaged;

    while (length > 0 && length < HEADER_BYTES_MAX && header_length(*data, length) == 0 &&
           stream_at_seam(warc->stream, &damaged) && !damaged &&
           (holds(*data, length, "WARC/") || holds(*data, length, "HTTP/"))) {
        stream_join(warc->stream);
        size_t more = stream_peek(warc->stream, HEADER_BYTES_MAX, data);

        if (more == length)
            break;
        length = more;
    }
    return length;
}

/* Takes the record's head; 0 when none begins here. */
static size_t take_head(Warc *warc, size_t *available)
{
    const char *data;
    size_t length = peek_head(warc, &data);
    size_t head = warc->format == FORMAT_ARC ? warc_record_parse_arc(data, length, &warc->record)
                                             : warc_record_parse(data, length, &warc->record);

    stream_skip(warc->stream, head);
    *available = length;
    return head;
}

/* Goes to the line where the next record may begin. */
static void pass_over(Warc *warc, size_t available)
{
    const char *data;
    size_t length = stream_peek(warc->stream, available, &data);
    const char *next = memchr(data, '\n', length);

    warc->damaged = true;
    if (warc->format == FORMAT_WARC && length > 1) {
        next = memmem(data + 1, length - 1, NEXT_RECORD, strlen(NEXT_RECORD));
        if (!next && length > strlen(NEXT_RECORD))
            next = data + length - strlen(NEXT_RECORD);
    }
    stream_skip(warc->stream, next ? (size_t)(next - data) + 1 : length);
}

/* ---- records as members ---- */

/* "Wed, 21 Oct 2015 07:28:00 GMT" (RFC 9110, 5.6.7) */
static void take_last_modified(const char *value, Member *member)
{
    struct tm parts = {0};
    const char *end = value ? strptime(value, "%a, %d %b %Y %H:%M:%S", &parts) : NULL;

    if (end && parts.tm_year > 90) {
        member->has_time = true;
        member->modified = timegm(&parts);
    }
}

static char *name_of_path(const char *path)
{
    const char *last = strrchr(path, '/');

    return *(last ? last + 1 : path) ? g_strdup(last ? last + 1 : path) : g_strdup("data");
}

/* "attachment; filename=\"Rapport groep 5.pdf\"": what a visitor's disk calls it. */
static char *disposition_name(const char *value)
{
    const char *name = value ? strstr(value, "filename=") : NULL;
    bool quoted = name && name[9] == '"';
    char *found;

    if (!name)
        return NULL;
    name += quoted ? 10 : 9;
    found = g_strndup(name, strcspn(name, quoted ? "\"" : ";"));
    for (char *at = found; *at; at++)
        *at = *at == '/' || *at == '\\' ? '_' : *at;
    return *found ? found : (g_free(found), NULL);
}

static void set_name(Warc *warc, const char *file_name)
{
    g_autofree char *base = NULL;

    if (warc->format == FORMAT_ANSWER)
        base = name_of_path(warc->path);
    else if (warc->record.uri && *warc->record.uri)
        base = url_name(warc->record.uri, warc->declared_type);
    else
        base = g_strdup_printf("%s-%u.txt", warc->record.type, warc->count);
    g_free(warc->name);
    warc->name = file_name ? g_strdup_printf("%s/%s", base, file_name) : g_steal_pointer(&base);
}

/* An answer of a server: what it carried becomes the member. One that sends elsewhere stays as it
 * is, since its head holds more than its body. */
static bool open_answer(Warc *warc, Member *member)
{
    const char *data;
    size_t length = peek_head(warc, &data);
    unsigned status = 0;

    if (!warc->open_ended)
        length = (size_t)MIN(length, warc->left);
    if (!header_is_answer(data, length, &status) ||
        (status >= 300 && status < 400 && status != 304 && warc->format != FORMAT_ANSWER))
        return false;
    size_t head = header_length(data, length);
    g_autofree char *coding = header_value(data, head, "Transfer-Encoding");
    g_autofree char *encoding = header_value(data, head, "Content-Encoding");
    g_autofree char *modified = header_value(data, head, "Last-Modified");
    g_autofree char *disposition = header_value(data, head, "Content-Disposition");
    g_autofree char *file_name = disposition_name(disposition);

    warc->declared_type = header_value(data, head, "Content-Type");
    take_last_modified(modified, member);
    set_name(warc, file_name);
    stream_skip(warc->stream, head);
    warc->left -= warc->open_ended ? 0 : head;
    warc->body =
        http_body_new(pull_block, warc, coding && strcasestr(coding, "chunked") != NULL, encoding);
    return true;
}

static bool is_type(const Warc *warc, const char *type)
{
    return g_ascii_strcasecmp(warc->record.type, type) == 0;
}

static bool is_answer_record(const Warc *warc)
{
    const char *content = warc->record.content;

    return is_type(warc, "response") && (warc->format == FORMAT_ARC || !content ||
                                         g_ascii_strncasecmp(content, "application/http", 16) == 0);
}

/* A second sight of something: the first one is in this file, or it is a gap. */
static void set_revisit(Warc *warc, Member *member)
{
    bool known = warc_sights_know(warc->sights, &warc->record);

    member->skip = known ? REASON_DUPLICATE_OF : REASON_MEDIA_OMITTED;
    member->skip_detail = known ? "the same as another record of this archive"
                                : "the record refers to content that is not in this archive";
}

/* What the crawler asked; only what it sent along could be anybody's. */
static bool is_bare_request(Warc *warc)
{
    const char *data;
    size_t length = stream_peek_on(warc->stream, HEADER_BYTES_MAX, &data);
    size_t head = header_length(data, MIN(length, warc->left));

    return is_type(warc, "request") && warc->left <= length && head >= warc->left;
}

static void set_member(Warc *warc, Member *member)
{
    bool names_page =
        !is_type(warc, "metadata") && !is_type(warc, "request") && !is_type(warc, "warcinfo");

    member->has_time = warc->record.has_time;
    member->modified = warc->record.time;
    if (warc->record.truncated || warc->record.is_continued)
        fail(warc, REASON_TRUNCATED, "the archive holds only a part of it");
    if (is_type(warc, "revisit")) {
        set_revisit(warc, member);
    } else if (is_bare_request(warc)) {
        member->skip = REASON_HARMLESS_TYPE;
        member->skip_detail = "a request of the program that made the archive";
    } else if (!is_answer_record(warc) || !open_answer(warc, member)) {
        warc->declared_type = g_strdup(warc->record.content);
    }
    if (!warc->name)
        set_name(warc, is_type(warc, "request")    ? "request.txt"
                       : is_type(warc, "metadata") ? "metadata.txt"
                                                   : NULL);
    if (names_page && warc->record.uri && strstr(warc->record.uri, "://") &&
        !holds(warc->record.uri, strlen(warc->record.uri), "filedesc:"))
        warc->location = g_strdup(warc->record.uri);
    if (is_type(warc, "response") || is_type(warc, "resource"))
        warc_sights_add(warc->sights, &warc->record);
}

static Step next_answer(Warc *warc, Member *member)
{
    if (warc->count++ > 0)
        return STEP_END;
    warc->record.type = g_strdup("response");
    warc->open_ended = warc->in_record = true;
    open_answer(warc, member);
    return STEP_OK;
}

static Step next_record(Warc *warc, Member *member)
{
    size_t available;

    for (;;) {
        skip_line_ends(warc->stream);
        if (take_head(warc, &available) > 0)
            break;
        if (available == 0)
            return STEP_END;
        warc_record_clear(&warc->record);
        pass_over(warc, available);
    }
    warc->count++;
    warc->left = warc->record.length;
    warc->in_record = true;
    warc->overrun = warc->crossing = false;
    if (warc->format == FORMAT_WARC)
        check_length(warc);
    set_member(warc, member);
    return STEP_OK;
}

Step warc_next(Warc *warc, Member *member)
{
    skip_block(warc);
    end_member(warc);
    *member = (Member){.kind = MEMBER_FILE, .size = -1};
    Step step =
        warc->format == FORMAT_ANSWER ? next_answer(warc, member) : next_record(warc, member);

    member->name = warc->name;
    member->declared_type = warc->declared_type;
    member->location = warc->location;
    return step;
}

Step warc_data(Warc *warc, const void **data, size_t *length)
{
    const char *run = NULL;

    *length = warc->body ? http_body_next(warc->body, &run) : pull_block(warc, &run);
    *data = run;
    if (*length > 0)
        return STEP_OK;
    if (warc->body) {
        const char *detail;
        Reason reason = http_body_reason(warc->body, &detail);

        if (reason != REASON_NONE)
            fail(warc, reason, detail);
    }
    skip_block(warc);
    return warc->reason == REASON_NONE ? STEP_END : STEP_MEMBER;
}

Reason warc_failure(const Warc *warc, const char **detail)
{
    *detail = warc->detail;
    return warc->reason;
}

uint64_t warc_consumed(const Warc *warc)
{
    return stream_consumed(warc->stream);
}

bool warc_is_damaged(const Warc *warc)
{
    return warc->damaged || stream_is_damaged(warc->stream);
}

bool warc_is_truncated(const Warc *warc)
{
    return warc->cut || stream_is_truncated(warc->stream);
}
