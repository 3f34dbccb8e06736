/* The views of the page, in its order; one file each. They only read, and write where they stand.
 */
#pragma once

#include "reports/html/markup.h"
#include "reports/writer.h"

void view_overview(Markup *markup, const ReportContext *context);
void view_coverage(Markup *markup, const ReportContext *context);
void view_pupils(Markup *markup, const ReportContext *context);
void view_pages(Markup *markup, const ReportContext *context);
void view_protocol(Markup *markup, const ReportContext *context);
void view_worklist(Markup *markup, const ReportContext *context);
void view_method(Markup *markup, const ReportContext *context);

/* Within the coverage: what no reader wanted, by type; nothing when there is none. */
void view_unread_types(Markup *markup, const ReportContext *context);

/* The first `most` actions, in the overview's short form; returns how many there are in all. */
uint64_t worklist_first(Markup *markup, const ReportContext *context, uint64_t most);
