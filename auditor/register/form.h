/*
 * What only answers of online forms have: numbers and names of who filled them in, months before
 * days, and cells that name channels.
 */
#pragma once

#include "register/columns.h"

/* In a form's answers "ID" and "Naam" are the answer's and the sender's, not the pupil's. */
void form_resolve(const Lexicon *lexicon, SheetLayout *sheet);

/* A column that is only called "Datum", beside answers of which no other tells the day. */
void form_ask_day(ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet);

/* Finds the columns of dates that have the month first, and notes them. */
void form_dates(const ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet);

/* `channel: listed` of the mapping becomes the channels that the cells name. */
void form_take_listed(ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet,
                      Column *column);

/* The question about a column, another one where its cells name channels. Takes and gives. */
char *form_question(const ListLayout *layout, const Lexicon *lexicon, const SheetLayout *sheet,
                    const Column *column, char *question);
