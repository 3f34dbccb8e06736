/*
 * The findings of a page as one compressed block: rows of numbers, and the words they stand for.
 * The script draws from it; without scripts or in an old browser the tables of the page remain.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "reports/html/markup.h"
#include "reports/writer.h"

/* Findings of one page; what is more stands in further files. */
#define DATA_FINDINGS 100000

/* What the rows of the block are drawn with: status words, titles, channels, in both languages. */
void data_words(Markup *markup, const ReportContext *context);

/* Takes up to DATA_FINDINGS findings from the cursor; returns how many. */
uint64_t data_write(Markup *markup, FindingCursor *cursor);
