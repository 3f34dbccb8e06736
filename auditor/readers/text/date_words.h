/*
 * Dates as platforms write them for people, in the language of the account: "21 jun 2024,
 * 10:15:30 CEST", "Nov 14, 2023 10:13:20 pm", "14.11.2023 22:13". What can be read in two ways
 * ("06/07/2024") is not guessed.
 */
#pragma once

/* The first date in `text`: RFC 3339 in UTC where a zone is told that everybody knows, else local
 * without zone, or a date alone. g_free; NULL when there is none. */
char *date_from_words(const char *text);
