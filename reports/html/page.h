/* What pages of this look have in common: head, language switch, and what stands on top of each. */
#pragma once

#include <stdbool.h>

#include "reports/html/markup.h"
#include "reports/writer.h"

/* Title, style and, with `scripts`, the script, with the policy that lets in these and no other. */
void page_head(Markup *markup, const ReportContext *context, bool scripts);

/* The languages, which need no script, and with `scripts` the theme. */
void page_tools(Markup *markup, bool scripts);

/* School, day, level, expiry and how much was looked into. */
void page_mast(Markup *markup, const ReportContext *context);
