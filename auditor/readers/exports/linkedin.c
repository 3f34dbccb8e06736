/*
 * Reader of a LinkedIn export: connections, shares, comments, messages and the other tables. Two of
 * them quote wrongly: shares put a quote on each side of a line end, comments a backslash before a
 * quote. Connections have some lines of explanation before the header.
 */
#include <stdio.h>
#include <string.h>

#include "readers/exports/dump_table.h"
#include "readers/text/date_words.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define TABLE_BYTES_MAX (64U * 1024U * 1024U)
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef enum {
    TABLE_NONE,
    TABLE_OTHER,
    TABLE_CONNECTIONS,
    TABLE_SHARES,
    TABLE_COMMENTS,
    TABLE_MESSAGES,
    TABLE_PROFILE,
    TABLE_PRAISE,
    TABLES
} TableKind;

static TableKind kind_of(const char *path, Slice head)
{
    g_autofree char *text = g_strndup(head.data, MIN(head.length, 8192));
    bool root = strstr(path, "linkedin") != NULL;

    if (!g_str_has_suffix(path, ".csv"))
        return TABLE_NONE;
    if (strstr(text, "First Name") && strstr(text, "Connected On"))
        return TABLE_CONNECTIONS;
    if (strstr(text, "ShareLink") && strstr(text, "ShareCommentary"))
        return TABLE_SHARES;
    if (strstr(text, "CONVERSATION ID") && strstr(text, "FROM"))
        return TABLE_MESSAGES;
    if (strstr(text, "First Name") && strstr(text, "Headline") && strstr(text, "Summary"))
        return TABLE_PROFILE;
    if (root && strstr(path, "recommendations_") && strstr(text, "First Name"))
        return TABLE_PRAISE;
    if (g_strrstr(text, "Link") && strstr(text, "Message") &&
        (root || strstr(text, "linkedin.com")) && strstr(path, "comments"))
        return TABLE_COMMENTS;
    return root ? TABLE_OTHER : TABLE_NONE;
}

static int bid(const Input *input)
{
    g_autofree char *path = dump_plain_path(input_path(input));
    TableKind kind = kind_of(path, input_text_head(input));

    return kind == TABLE_NONE ? 0 : kind == TABLE_OTHER ? 65 : 84;
}

/* The header may come after some lines of explanation. */
static bool is_header(const DumpTable *table, const Slice *cells, size_t count)
{
    static const char *const first[] = {"First Name", "Date", "CONVERSATION ID"};

    (void)table;
    for (size_t i = 0; count > 1 && i < G_N_ELEMENTS(first); i++) {
        if (cells[0].length == strlen(first[i]) &&
            g_ascii_strncasecmp(cells[0].data, first[i], cells[0].length) == 0)
            return true;
    }
    return false;
}

/* "2024-06-21 08:15:30 UTC"; "21 Jun 2024" is a day. */
static const char *take_time(DumpTable *table, const char *const *names)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    const char *text = dump_table_take(table, names);
    char month[4] = "";
    int day = 0, year = 0;
    char *iso = text ? date_from_iso(text, true) : NULL;

    if (!iso && text && sscanf(text, "%2d %3s%*[a-z] %4d", &day, month, &year) < 3)
        sscanf(text, "%2d %3s %4d", &day, month, &year);
    if (!iso && year > 0) {
        g_autofree char *lower = g_ascii_strdown(month, -1);
        const char *found = strlen(lower) == 3 ? strstr(months, lower) : NULL;

        if (found && (found - months) % 3 == 0) {
            g_autofree char *date =
                g_strdup_printf("%04d-%02d-%02d", year, (int)(found - months) / 3 + 1, day);

            iso = date_from_iso(date, false);
        }
    }
    if (!iso && text)
        iso = date_from_words(text); /* saved anew by a spreadsheet */
    return dump_own(table->dump, iso);
}

static void put_connection(DumpTable *table)
{
    Dump *dump = table->dump;
    const char *first = dump_table_take(table, NAMES("first name"));
    const char *last = dump_table_take(table, NAMES("last name"));
    const char *name = first && last ? dump_own(dump, g_strdup_printf("%s %s", first, last))
                       : first       ? first
                                     : last;
    const char *since = take_time(table, NAMES("connected on"));

    dump_contact(dump, 0, "friend", name, dump_table_take(table, NAMES("url")), since);
    dump_table_rest(table, 0);
}

/* A quote on each side of a line end is the export's. */
static char *without_line_quotes(const char *text)
{
    GString *plain = g_string_new(NULL);

    for (const char *at = text; *at; at++) {
        bool before = at[0] == '"' && (at[1] == '\n' || at[1] == '\r');
        bool after = at[0] == '"' && at > text && at[-1] == '\n';

        if (!before && !after)
            g_string_append_c(plain, *at);
    }
    return g_string_free(plain, FALSE);
}

static void put_share(DumpTable *table)
{
    Dump *dump = table->dump;
    const char *visibility = dump_table_take(table, NAMES("visibility"));
    const char *text = dump_table_take(table, NAMES("sharecommentary"));
    g_autofree char *plain = text ? without_line_quotes(text) : NULL;
    FactPublication fact = {.kind = KIND_POST};
    const char *medium;
    uint32_t publication;

    fact.published = take_time(table, NAMES("date"));
    fact.url = dump_table_take(table, NAMES("sharelink"));
    fact.announces = dump_table_take(table, NAMES("sharedurl"));
    fact.access = visibility && strstr(visibility, "CONNECTIONS") ? ACCESS_CLOSED : ACCESS_UNKNOWN;
    publication = dump_publication(dump, &fact);
    medium = dump_table_take(table, NAMES("mediaurl"));
    if (medium && strstr(medium, "://"))
        dump_medium(dump, publication, dump_role(medium, "image"), medium, NULL);
    dump_text(dump, publication, 0, PLACE_BODY, "share", plain);
    dump_text(dump, publication, 0, PLACE_URL, "shared", fact.announces);
    dump_table_rest(table, publication);
}

static void put_comment(DumpTable *table)
{
    const char *text = dump_table_take(table, NAMES("message", "comment"));
    FactPublication fact = {.kind = KIND_COMMENT};
    uint32_t publication;

    fact.published = take_time(table, NAMES("date"));
    fact.url = dump_table_take(table, NAMES("link"));
    publication = dump_publication(table->dump, &fact);
    dump_text(table->dump, publication, 0, PLACE_BODY, "comment", text);
    dump_table_rest(table, publication);
}

static void put_message(DumpTable *table)
{
    const char *title = dump_table_take(table, NAMES("conversation title", "subject"));
    FactPublication fact = {.kind = KIND_MESSAGE, .access = ACCESS_DIRECT, .title = title};
    uint32_t publication;

    dump_table_take(table, NAMES("conversation id"));
    fact.author = dump_table_take(table, NAMES("from"));
    fact.published = take_time(table, NAMES("date"));
    const char *to = dump_table_take(table, NAMES("to"));

    publication = dump_publication(table->dump, &fact);
    dump_contact(table->dump, publication, "participant", to, NULL, NULL);
    dump_text(table->dump, publication, 0, PLACE_TITLE, "title", title);
    dump_text(table->dump, publication, 0, PLACE_TITLE, "subject",
              dump_table_take(table, NAMES("subject")));
    dump_text(table->dump, publication, 0, PLACE_BODY, "content",
              dump_table_take(table, NAMES("content")));
    dump_table_rest(table, publication);
}

static void put_profile(DumpTable *table)
{
    Dump *dump = table->dump;
    const char *first = dump_table_take(table, NAMES("first name"));
    const char *last = dump_table_take(table, NAMES("last name"));
    FactPublication fact = {.kind = KIND_ACCOUNT};
    uint32_t publication;

    fact.title =
        dump_own(dump, g_strstrip(g_strdup_printf("%s %s", first ? first : "", last ? last : "")));
    dump_account(dump, NULL, fact.title);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    dump_table_rest(table, publication);
}

/* Of somebody or by somebody, shown in the profile of whom it is of where that is agreed to. */
static void put_praise(DumpTable *table)
{
    Dump *dump = table->dump;
    bool given = strstr(dump->path, "recommendations_given") != NULL;
    const char *first = dump_table_take(table, NAMES("first name"));
    const char *last = dump_table_take(table, NAMES("last name"));
    const char *name =
        dump_own(dump, g_strstrip(g_strdup_printf("%s %s", first ? first : "", last ? last : "")));
    const char *status = dump_table_take(table, NAMES("status"));
    bool shown = g_strcmp0(status, "VISIBLE") == 0;
    FactPublication fact = {.kind = KIND_COMMENT,
                            .access = shown ? ACCESS_UNKNOWN : ACCESS_CLOSED,
                            .author = given ? NULL : name};
    uint32_t publication;

    dump->access = fact.access;
    publication = dump_publication(dump, &fact);
    if (given)
        dump_text(dump, publication, 0, PLACE_TAG, "name", name);
    dump_text(dump, publication, 0, PLACE_BODY, "text", dump_table_take(table, NAMES("text")));
    dump_table_rest(table, publication);
}

/* Tables that together are the profile, as it is shown. */
static bool is_of_profile(const char *path)
{
    static const char *const names[] = {
        "/positions.csv",    "/education.csv",       "/skills.csv",
        "/projects.csv",     "/publications.csv",    "/honors.csv",
        "/courses.csv",      "/certifications.csv",  "/languages.csv",
        "/volunteering.csv", "/organizations.csv",   "/patents.csv",
        "/test scores.csv",  "/profile summary.csv", NULL};

    return dump_holds_any(path, names);
}

static void put_other(DumpTable *table)
{
    dump_table_rest(table, dump_file(table->dump));
}

/* Excel saves with semicolons where the comma parts decimals. */
static char delimiter_of(const char *utf8)
{
    g_autofree char *head = g_strndup(utf8, strnlen(utf8, 8192));

    return strstr(head, "First Name;") || strstr(head, "Date;") || strstr(head, "CONVERSATION ID;")
               ? ';'
               : ',';
}

static void read_linkedin(Input *input, Sink *sink)
{
    static void (*const rows[TABLES])(DumpTable *) = {put_other,   put_other,   put_connection,
                                                      put_share,   put_comment, put_message,
                                                      put_profile, put_praise};
    Slice whole = input_whole(input, TABLE_BYTES_MAX);
    g_autofree char *path = dump_plain_path(input_path(input));
    TableKind kind = kind_of(path, input_text_head(input));
    size_t length;
    g_autofree char *utf8 = text_decode(whole.data, whole.length, NULL, &length, NULL);
    Dump dump;
    DumpTable table = {.dump = &dump, .row = rows[kind]};

    if (kind > TABLE_OTHER && kind < TABLE_PROFILE)
        table.is_header = is_header;
    for (size_t i = 0; kind == TABLE_COMMENTS && i + 1 < length; i++) {
        if (utf8[i] == '\\' && utf8[i + 1] == '"')
            utf8[i] = '"';
    }
    dump_init(&dump, input, sink, "linkedin");
    dump.access = kind == TABLE_SHARES || kind == TABLE_COMMENTS || kind == TABLE_PROFILE ||
                          (kind == TABLE_OTHER && is_of_profile(path))
                      ? ACCESS_UNKNOWN
                      : ACCESS_CLOSED;
    dump_table_read(&table, utf8, length, delimiter_of(utf8));
    dump_clear(&dump);
}

const Reader reader_linkedin = {"linkedin", bid, read_linkedin};
