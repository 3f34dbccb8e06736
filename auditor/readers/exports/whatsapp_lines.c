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

/* The digit at `at`, Arabic and Persian ones too, and its bytes; -1 for anything else. */
static int digit_at(const char *at, size_t *bytes)
{
    const unsigned char *byte = (const unsigned char *)at;

    *bytes = 1;
    if (g_ascii_isdigit(*at))
        return *at - '0';
    *bytes = 2;
    if (byte[0] == 0xD9 && byte[1] >= 0xA0 && byte[1] <= 0xA9) /* U+0660 */
        return byte[1] - 0xA0;
    if (byte[0] == 0xDB && byte[1] >= 0xB0 && byte[1] <= 0xB9) /* U+06F0 */
        return byte[1] - 0xB0;
    return -1;
}

/* One to `most` digits; -1 when there are none or more. */
static int take_number(const char **at, unsigned most, unsigned *digits)
{
    int number = 0, digit;
    size_t bytes;

    for (*digits = 0; *digits <= most && (digit = digit_at(*at, &bytes)) >= 0; (*digits)++) {
        number = number * 10 + digit;
        *at += bytes;
    }
    return *digits && *digits <= most ? number : -1;
}

static bool take_word(const char **at, const char *word)
{
    bool there = g_str_has_prefix(*at, word);

    if (there)
        *at += strlen(word);
    return there;
}

/* "-", "/", "." as it is, "c" for the characters that Chinese, Japanese and Korean write behind
 * year, month and day; 0 for anything else. */
static char take_separator(const char **at)
{
    static const char *const behind[] = {"\u5e74", "\u6708", "\u65e5",
                                         "\ub144", "\uc6d4", "\uc77c"};
    char c = **at;

    if (c && strchr("-/.", c)) {
        (*at)++;
        return c;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(behind); i++) {
        if (take_word(at, behind[i]))
            return 'c';
    }
    return 0;
}

static bool take_date(const char **at, ChatHeader *header)
{
    unsigned digits, last;

    header->first = take_number(at, 4, &digits);
    if (header->first < 0 || digits == 3)
        return false;
    header->year_first = digits == 4;
    header->separator = take_separator(at);
    if (!header->separator || (header->separator == 'c' && !header->year_first))
        return false;
    skip_spaces(at);
    header->second = take_number(at, 2, &digits);
    if (header->second < 0 || take_separator(at) != header->separator)
        return false;
    skip_spaces(at);
    header->third = take_number(at, 4, &last);
    if (header->separator == 'c')
        take_separator(at);
    return header->third >= 0 && last != 3 && (last != 1 || header->year_first);
}

/* "AM", "p.m.", "a. m." */
static int take_latin_half(const char **at)
{
    const char *from = *at;
    char letter = g_ascii_tolower(*from);

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

/* Which half of the day, in the alphabets of phones seen; 'a', 'p', or 0. */
static int take_half_day(const char **at)
{
    static const struct {
        const char *word;
        int half;
    } words[] = {{"\u4e0a\u5348", 'a'},   {"\u4e0b\u5348", 'p'},   /* Chinese */
                 {"\uc624\uc804", 'a'},   {"\uc624\ud6c4", 'p'},   /* Korean */
                 {"\u03c0.\u03bc.", 'a'}, {"\u03bc.\u03bc.", 'p'}, /* Greek */
                 {"\u0642.\u0638.", 'a'}, {"\u0628.\u0638.", 'p'}, /* Persian */
                 {"\u00d6\u00d6", 'a'},   {"\u00d6S", 'p'},        /* Turkish */
                 {"\u0635", 'a'},         {"\u0645", 'p'}};        /* Arabic */
    const char *from = *at;
    int half;

    skip_spaces(&from);
    half = take_latin_half(&from);
    for (size_t i = 0; !half && i < G_N_ELEMENTS(words); i++) {
        if (take_word(&from, words[i].word))
            half = words[i].half;
    }
    if (half)
        *at = from;
    return half;
}

/* A short word of any language that says nothing more: "klo", "om", "\u00e0", "\u0433.", "kl." */
static bool take_filler(const char **at, size_t most)
{
    size_t length = strcspn(*at, " :-[]0123456789");

    if (length == 0 || length > most || (*at)[length] != ' ')
        return false;
    *at += length;
    skip_spaces(at);
    return true;
}

static bool take_clock(const char **at, ChatHeader *header)
{
    int half = take_half_day(at);
    unsigned digits;
    char colon;

    skip_spaces(at);
    header->hour = take_number(at, 2, &digits);
    if (take_word(at, " h "))
        *at -= 1;
    colon = **at;
    if (header->hour < 0 || (colon != ':' && colon != '.' && colon != ' '))
        return false;
    (*at)++;
    header->minute = take_number(at, 2, &digits);
    if (header->minute < 0 || digits != 2)
        return false;
    header->clock_second = 0;
    if (**at == colon && colon != ' ') {
        (*at)++;
        header->clock_second = take_number(at, 2, &digits);
    }
    half = half ? half : take_half_day(at);
    header->half_day = half != 0;
    if (half == 'p' && header->hour < 12)
        header->hour += 12;
    if (half == 'a' && header->hour == 12)
        header->hour = 0;
    return header->hour < 24 && header->minute < 60 && header->clock_second >= 0 &&
           header->clock_second < 60;
}

/* Between date and time: a comma, spaces, a short word. */
static bool take_gap(const char **at)
{
    const char *from = *at, *half;

    *at += **at == '.';
    *at += **at == ',';
    take_word(at, "\u060c");
    skip_spaces(at);
    half = *at;
    if (!take_half_day(&half))
        take_filler(at, 6);
    return *at != from;
}

/* Most write the date first; what is copied from WhatsApp in a browser, and Vietnamese phones,
 * write "14:33, 12-1-2021". */
static bool take_moment(const char **at, ChatHeader *header)
{
    const char *from = *at;

    if (take_date(at, header) && take_gap(at) && take_clock(at, header))
        return true;
    *at = from;
    return take_clock(at, header) && take_word(at, ", ") && take_date(at, header);
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

/* "14:33 \u0447." */
static void skip_behind_clock(const char **at)
{
    size_t word = **at == ' ' ? strcspn(*at + 1, " :-[]0123456789") : 0;
    char next = word ? (*at)[1 + word] : 0;

    if (word && word <= 4 && (next == ' ' || next == ']') && !g_str_has_prefix(*at, " \u2013"))
        *at += 1 + word;
}

bool chat_header_parse(const ChatLine *line, ChatHeader *header)
{
    const char *at = line->text->str;

    *header = (ChatHeader){.line_mark = has_mark(line, 0)};
    header->bracket = *at == '[';
    at += header->bracket;
    if (!take_moment(&at, header))
        return false;
    skip_behind_clock(&at);
    if (header->bracket) {
        if (*at++ != ']')
            return false;
        at += *at == ' ';
    } else if (g_str_has_prefix(at, " - ")) {
        at += 3;
    } else if (take_word(&at, " \u2013 ")) {
        /* a dash of another length */
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
