/*
 * Lines of a WhatsApp chat: where a message starts, who sent it, when. The shapes are many and none
 * is documented; what is here was seen in exports of phones in several languages.
 */
#include <string.h>

#include "readers/exports/whatsapp.h"

#define SENDER_CHARACTERS 80

static bool is_mark(gunichar c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

/* U+200D joins emoji and stays. */
void chat_line_clean(ChatLine *line, const char *data, size_t length)
{
    const char *end = data + length;

    g_string_truncate(line->text, 0);
    line->count = 0;
    for (const char *at = data; at < end;) {
        size_t step = MIN((size_t)(g_utf8_next_char(at) - at), (size_t)(end - at));
        gunichar c = (unsigned char)*at < 0x80 ? (gunichar)*at : g_utf8_get_char(at);

        if (is_mark(c) && c != 0x200D) {
            if (line->count < G_N_ELEMENTS(line->marks))
                line->marks[line->count++] = line->text->len;
        } else if (c == 0xA0 || c == 0x202F) {
            g_string_append_c(line->text, ' ');
        } else if (c == 0x2011) {
            g_string_append_c(line->text, '-');
        } else if (c != '\r' && c != 0) {
            g_string_append_len(line->text, at, (gssize)step);
        }
        at += step;
    }
}

static bool has_mark(const ChatLine *line, size_t at)
{
    for (unsigned i = 0; i < line->count; i++) {
        if (line->marks[i] == at)
            return true;
    }
    return false;
}

static void skip_spaces(const char **at)
{
    while (**at == ' ')
        (*at)++;
}

/* One to `most` digits; -1 when there are none or more. */
static int take_number(const char **at, unsigned most, unsigned *digits)
{
    int number = 0;

    *digits = 0;
    while (g_ascii_isdigit(**at) && *digits <= most) {
        number = number * 10 + (**at - '0');
        (*at)++;
        (*digits)++;
    }
    return *digits && *digits <= most ? number : -1;
}

static bool take_date(const char **at, ChatHeader *header)
{
    unsigned digits, last;

    header->first = take_number(at, 4, &digits);
    if (header->first < 0 || digits == 3)
        return false;
    header->year_first = digits == 4;
    header->separator = **at;
    if (!header->separator || !strchr("-/.", header->separator))
        return false;
    (*at)++;
    skip_spaces(at);
    header->second = take_number(at, 2, &digits);
    if (header->second < 0 || **at != header->separator)
        return false;
    (*at)++;
    skip_spaces(at);
    header->third = take_number(at, 4, &last);
    return header->third >= 0 && last != 3 && (last != 1 || header->year_first);
}

/* "AM", "p.m.", "a. m." */
static int take_half_day(const char **at)
{
    const char *from = *at;
    char letter;

    skip_spaces(&from);
    letter = g_ascii_tolower(*from);
    if (letter != 'a' && letter != 'p')
        return 0;
    from++;
    from += *from == '.';
    skip_spaces(&from);
    if (g_ascii_tolower(*from) != 'm')
        return 0;
    from++;
    from += *from == '.';
    if (g_ascii_isalnum(*from))
        return 0;
    *at = from;
    return letter;
}

static bool take_clock(const char **at, ChatHeader *header)
{
    unsigned digits;
    char colon;
    int half;

    header->hour = take_number(at, 2, &digits);
    colon = **at;
    if (header->hour < 0 || (colon != ':' && colon != '.'))
        return false;
    (*at)++;
    header->minute = take_number(at, 2, &digits);
    if (header->minute < 0 || digits != 2)
        return false;
    header->clock_second = 0;
    if (**at == colon && g_ascii_isdigit((*at)[1])) {
        (*at)++;
        header->clock_second = take_number(at, 2, &digits);
    }
    half = take_half_day(at);
    header->half_day = half != 0;
    if (half == 'p' && header->hour < 12)
        header->hour += 12;
    if (half == 'a' && header->hour == 12)
        header->hour = 0;
    return header->hour < 24 && header->minute < 60 && header->clock_second >= 0 &&
           header->clock_second < 60;
}

/* Between date and time: a comma, spaces, a short word ("klo", "om", "at"). */
static bool take_gap(const char **at)
{
    const char *from = *at;
    size_t letters;

    *at += **at == ',';
    skip_spaces(at);
    letters = strspn(*at, "abcdefghijklmnopqrstuvwxyz");
    if (letters > 0 && letters <= 4 && (*at)[letters] == ' ') {
        *at += letters;
        skip_spaces(at);
    }
    return *at != from;
}

/* A quote that is open when the colon comes belongs to a sentence of the system. */
static bool has_open_quote(const char *text, size_t length)
{
    size_t plain = 0, opened = 0, closed = 0;

    for (size_t i = 0; i < length; i++) {
        plain += text[i] == '"';
        opened += length - i >= 3 && memcmp(text + i, "\u201c", 3) == 0;
        closed += length - i >= 3 && memcmp(text + i, "\u201d", 3) == 0;
    }
    return plain % 2 == 1 || opened > closed;
}

static void find_sender(const ChatLine *line, ChatHeader *header)
{
    const char *text = line->text->str + header->text;
    const char *colon = strstr(text, ": ");
    size_t length = strlen(text);

    header->sender = 0;
    header->message = header->text;
    if (!colon && length > 1 && text[length - 1] == ':')
        colon = text + length - 1;
    if (!colon || colon == text || has_open_quote(text, (size_t)(colon - text)) ||
        g_utf8_strlen(text, colon - text) > SENDER_CHARACTERS)
        return;
    header->sender = (size_t)(colon - text);
    header->message = header->text + header->sender + (colon[1] ? 2 : 1);
}

bool chat_header_parse(const ChatLine *line, ChatHeader *header)
{
    const char *at = line->text->str;

    *header = (ChatHeader){.line_mark = has_mark(line, 0)};
    header->bracket = *at == '[';
    at += header->bracket;
    if (!take_date(&at, header) || !take_gap(&at) || !take_clock(&at, header))
        return false;
    if (header->bracket) {
        if (*at++ != ']')
            return false;
        at += *at == ' ';
    } else if (g_str_has_prefix(at, " - ")) {
        at += 3;
    } else if (g_str_has_prefix(at, ": ")) {
        at += 2;
    } else {
        return false;
    }
    header->text = (size_t)(at - line->text->str);
    find_sender(line, header);
    header->text_mark = has_mark(line, header->message);
    return true;
}

static int full_year(int year)
{
    return year < 100 ? 2000 + year : year;
}

static bool date_of(const ChatHeader *header, ChatOrder order, int *year, int *month, int *day)
{
    *year = full_year(header->year_first ? header->first : header->third);
    *month = header->year_first || order == CHAT_DAY_FIRST ? header->second : header->first;
    *day = header->year_first        ? header->third
           : order == CHAT_DAY_FIRST ? header->first
                                     : header->second;
    return *month >= 1 && *month <= 12 && *year >= 1970 && *day >= 1 &&
           g_date_valid_dmy((GDateDay)MIN(*day, 99), (GDateMonth)*month, (GDateYear)*year);
}

static long long moment_of(const ChatHeader *header, ChatOrder order)
{
    int year, month, day;

    if (!date_of(header, order, &year, &month, &day))
        return -1;
    return (((year * 12LL + month) * 31 + day) * 24 + header->hour) * 60 + header->minute;
}

void chat_order_add(ChatOrderEvidence *evidence, const ChatHeader *header)
{
    long long day = moment_of(header, CHAT_DAY_FIRST);
    long long month = moment_of(header, CHAT_MONTH_FIRST);

    evidence->lines++;
    evidence->half_days += header->half_day;
    evidence->slashes += header->separator == '/';
    if (header->year_first) {
        evidence->year_first++;
        return;
    }
    evidence->day_first += day >= 0 && month < 0;
    evidence->month_first += month >= 0 && day < 0;
    if (day >= 0) {
        evidence->day_back += day < evidence->day_last;
        evidence->day_last = day;
    }
    if (month >= 0) {
        evidence->month_back += month < evidence->month_last;
        evidence->month_last = month;
    }
}

ChatOrder chat_order_decide(const ChatOrderEvidence *evidence, bool *proven)
{
    *proven = true;
    if (evidence->day_first != evidence->month_first)
        return evidence->day_first > evidence->month_first ? CHAT_DAY_FIRST : CHAT_MONTH_FIRST;
    if (evidence->day_back != evidence->month_back)
        return evidence->day_back < evidence->month_back ? CHAT_DAY_FIRST : CHAT_MONTH_FIRST;
    *proven = evidence->year_first == evidence->lines;
    /* Only American phones write slashes and half days. */
    return evidence->half_days == evidence->lines && evidence->slashes == evidence->lines
               ? CHAT_MONTH_FIRST
               : CHAT_DAY_FIRST;
}

char *chat_time(const ChatHeader *header, ChatOrder order)
{
    int year, month, day;

    if (!date_of(header, order, &year, &month, &day) &&
        !date_of(header, order == CHAT_DAY_FIRST ? CHAT_MONTH_FIRST : CHAT_DAY_FIRST, &year, &month,
                 &day))
        return NULL;
    return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, header->hour,
                           header->minute, header->clock_second);
}
