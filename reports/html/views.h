/* The views of the page, in its order; one file each. They only read, and write where they stand.
 */
#pragma once

#include "reports/html/markup.h"
#include "reports/writer.h"

void view_overview(Markup *markup, const ReportContext *context);
void view_coverage(Markup *markup, const ReportContext *context);
void view_pupils(Markup *markup, const ReportContext *context);
void view_pages(Markup *markup, const ReportContext *context);
void view_photos(Markup *markup, const ReportContext *context);
void view_timeline(Markup *markup, const ReportContext *context);
void view_protocol(Markup *markup, const ReportContext *context);
void view_worklist(Markup *markup, const ReportContext *context);
void view_decisions(Markup *markup, const ReportContext *context);
void view_method(Markup *markup, const ReportContext *context);

/* Within the coverage: what no reader wanted, by type; nothing when there is none. */
void view_unread_types(Markup *markup, const ReportContext *context);
/* Media that are referred to and in no source; the same. */
void view_missing_media(Markup *markup, const ReportContext *context);

/* The first `most` actions, in the overview's short form; returns how many there are in all. */
uint64_t worklist_first(Markup *markup, const ReportContext *context, uint64_t most);

/* How many clauses have which result. */
void protocol_sums(Markup *markup, const ReportContext *context);

/* The overview without anything about a single person, place or action. */
void overview_summary(Markup *markup, const ReportContext *context);
/* Of that the table of kinds and channels. */
void overview_kinds(Markup *markup, const ReportContext *context, bool summary);

/* The photos of one pupil in small; false when there is none. */
bool photos_strip(Markup *markup, const ReportContext *context, int64_t person);

/* All findings: a table that the script fills, a hundred rows at a time, from the block of data
 * that data_write() leaves at the end of the page. */
void findings_list(Markup *markup, const ReportContext *context);
/* What asks for a decision, and keeps it until it is saved. Once a page. */
void decisions_dialog(Markup *markup);
