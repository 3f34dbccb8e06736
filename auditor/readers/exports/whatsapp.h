/*
 * Shared by the files of the WhatsApp reader: lines of a chat as the phones write them, in any
 * language. What their dates mean is known only when all lines were seen.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The start of a message. Offsets are into the cleaned line. */
typedef struct {
    int first, second, third; /* the date as written */
    int hour, minute, clock_second;
    bool year_first; /* the first field is a year of four digits */
    bool half_day;   /* AM or PM was written */
    bool bracket;    /* iOS */
    bool line_mark;  /* the line began with a mark of direction */
    bool text_mark;  /* the message did */
    char separator;
    size_t text;    /* behind the date */
    size_t sender;  /* length of the sender from `text` on; 0: a line of the system */
    size_t message; /* where the message begins */
} ChatHeader;

/* A line without marks of direction, with plain spaces. */
typedef struct {
    GString *text;
    size_t marks[16]; /* where marks stood */
    unsigned count;
} ChatLine;

void chat_line_clean(ChatLine *line, const char *data, size_t length);

/* False when the line starts no message. */
bool chat_header_parse(const ChatLine *line, ChatHeader *header);

typedef enum { CHAT_DAY_FIRST, CHAT_MONTH_FIRST } ChatOrder;

/* What speaks for day or month first, over all lines. */
typedef struct {
    unsigned day_first, month_first; /* lines that allow only this */
    unsigned day_back, month_back;   /* steps back in time under this order */
    unsigned half_days, slashes, lines, year_first;
    long long day_last, month_last;
} ChatOrderEvidence;

void chat_order_add(ChatOrderEvidence *evidence, const ChatHeader *header);
/* *proven is false when the lines allow both and only custom decides. */
ChatOrder chat_order_decide(const ChatOrderEvidence *evidence, bool *proven);

/* "2024-06-21T10:15:00", local; NULL when no calendar has it. g_free. */
char *chat_time(const ChatHeader *header, ChatOrder order);

/* A file named by a message: its name within `text`, and where the words round it begin and end. */
typedef struct {
    size_t name, name_length;
    size_t from, to;
} ChatFile;

/* "<attached: x.jpg>" anywhere in the first line, or "x.jpg (file attached)" as the first line. */
bool chat_file_find(const char *text, ChatFile *file);

/* "<Media omitted>", "image omitted" and the like in the languages of Dutch schools' phones. */
bool chat_media_omitted(const char *text);
