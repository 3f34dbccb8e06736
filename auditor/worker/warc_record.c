/* Heads of records; see warc_record.h. */
#include "worker/warc_record.h"

#include <string.h>

#include "worker/header_lines.h"

#define ARC_LINE_MAX 8192U

void warc_record_clear(WarcRecord *record)
{
    g_free(record->type);
    g_free(record->uri);
    g_free(record->content);
    g_free(record->digest);
    g_free(record->refers_to);
    *record = (WarcRecord){0};
}

/* wget puts the address into angle brackets. */
static char *without_brackets(char *uri)
{
    size_t length = uri ? strlen(uri) : 0;

    if (length >= 2 && uri[0] == '<' && uri[length - 1] == '>') {
        memmove(uri, uri + 1, length - 2);
        uri[length - 2] = '\0';
    }
    return uri;
}

static bool parse_time(const char *iso, int64_t *seconds)
{
    g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
    g_autoptr(GDateTime) time = iso ? g_date_time_new_from_iso8601(iso, utc) : NULL;

    if (time)
        *seconds = g_date_time_to_unix(time);
    return time != NULL;
}

static bool parse_length(const char *text, uint64_t *length)
{
    return text && g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, length, NULL);
}

size_t warc_record_parse(const char *data, size_t length, WarcRecord *record)
{
    size_t head;

    if (length < 10 || strncmp(data, "WARC/", 5) != 0 || !g_ascii_isdigit(data[5]))
        return 0;
    head = header_length(data, length);
    if (head == 0)
        return 0;
    g_autofree char *size = header_value(data, head, "Content-Length");
    g_autofree char *date = header_value(data, head, "WARC-Date");
    g_autofree char *refers = header_value(data, head, "WARC-Refers-To-Date");
    g_autofree char *truncated = header_value(data, head, "WARC-Truncated");
    g_autofree char *segment = header_value(data, head, "WARC-Segment-Number");

    if (!parse_length(size, &record->length))
        record->length = 0; /* what follows is taken up to the next record */
    record->has_time = parse_time(date, &record->time);
    parse_time(refers, &record->refers_time);
    record->type = header_value(data, head, "WARC-Type");
    if (!record->type)
        record->type = g_strdup("unknown");
    record->uri = without_brackets(header_value(data, head, "WARC-Target-URI"));
    record->content = header_value(data, head, "Content-Type");
    record->digest = header_value(data, head, "WARC-Payload-Digest");
    record->refers_to = without_brackets(header_value(data, head, "WARC-Refers-To-Target-URI"));
    record->truncated = truncated && *truncated;
    record->is_continued = segment != NULL;
    return head;
}

static bool is_digits(const char *text, size_t count)
{
    return strlen(text) == count && strspn(text, "0123456789") == count;
}

/* "20240501101500" */
static void set_arc_time(WarcRecord *record, const char *digits)
{
    g_autofree char *iso = g_strdup_printf("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", digits, digits + 4,
                                           digits + 6, digits + 8, digits + 10, digits + 12);

    record->has_time = parse_time(iso, &record->time);
}

/* "URL address date type length" and, in version 2, five fields more before the length. The URL may
 * hold spaces, so the date is looked for from the end. */
size_t warc_record_parse_arc(const char *data, size_t length, WarcRecord *record)
{
    const char *end = memchr(data, '\n', MIN(length, ARC_LINE_MAX));
    guint fields, date = 0;

    if (!end || end == data || memchr(data, '\0', (size_t)(end - data)))
        return 0;
    g_autofree char *line = g_strndup(data, (size_t)(end - data));
    g_auto(GStrv) parts = g_strsplit(g_strchomp(line), " ", -1);

    fields = g_strv_length(parts);
    if (fields < 5 || !parse_length(parts[fields - 1], &record->length))
        return 0;
    for (guint i = fields - 2; i >= 2 && date == 0; i--) {
        if (is_digits(parts[i], 14) && strpbrk(parts[i - 1], ".:"))
            date = i;
    }
    if (date == 0 || !strchr(parts[0], ':'))
        return 0;
    set_arc_time(record, parts[date]);
    record->content = g_utf8_make_valid(parts[date + 1], -1);
    g_clear_pointer(&parts[date - 1], g_free); /* the URL ends here */
    g_autofree char *uri = g_strjoinv(" ", parts);

    for (guint i = date; parts[i]; i++)
        g_free(parts[i]);
    record->uri = g_utf8_make_valid(uri, -1);
    record->type = g_strdup(g_str_has_prefix(uri, "filedesc:") ? "warcinfo" : "response");
    return (size_t)(end - data) + 1;
}
