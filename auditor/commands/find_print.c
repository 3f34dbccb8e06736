/*
 * What a store holds on one person, section by section. Each section is a query of the same six
 * columns: item, day, channel, place, words (ids of texts, parted by "|"), and a text of a
 * stranger. Places and texts go through the gate of the reports.
 */
#include <stdio.h>
#include <string.h>

#include "because.h"
#include "commands/command.h"
#include "commands/find.h"
#include "commands/terminal.h"
#include "detect/names.h"
#include "language.h"
#include "register/people_index.h"
#include "reports/escape.h"
#include "reports/mask.h"

#define PLACE_CHARACTERS 600
#define INDENT 4

typedef struct {
    const char *heading; /* id of a text with {n} */
    const char *sql;     /* ?1: the person */
    bool reason;         /* the text is a finding's reason (because.h) */
} Section;

typedef struct {
    sqlite3 *db;
    const Mask *mask;
    int64_t person;
    GError **error;
} Printing;

#define WHERE_OF "p.published, p.channel, coalesce(p.url, i.url, i.path)"
#define OF_TEXT                                                                                    \
    "JOIN text t ON t.id = m.text JOIN publication p ON p.id = t.publication"                      \
    " JOIN item i ON i.id = t.item"

/* A word that is no id of a text ("2014-02-17") stands as it is behind the "=". */
static const Section sections[] = {
    {.heading = "cli-find-register",
     .sql =
         "SELECT NULL, NULL, NULL, NULL, 'role-' || role || coalesce('|group=' || \"group\", '') ||"
         " coalesce('|birth=' || birth, '') || coalesce('|left=' || \"left\", '') ||"
         " CASE WHEN protected THEN '|find-protected' ELSE '' END, NULL FROM person WHERE id = ?1"},
    {.heading = "cli-find-consents",
     .sql =
         "SELECT NULL, given_on, NULL, NULL, 'subject-' || subject || '|channel-' || channel ||"
         " CASE WHEN scope = 'any' THEN '' ELSE '|scope-' || scope END || '|answer-' || answer ||"
         " coalesce('|find-giver-' || giver, '') || coalesce('|withdrawn=' || withdrawn_on, '') ||"
         " coalesce('|until=' || valid_until, '') || coalesce('|evidence=' || evidence, ''), NULL"
         " FROM consent WHERE person = ?1 ORDER BY id"},
    {.heading = "cli-find-names",
     .sql = "SELECT i.id, " WHERE_OF
            ", 'confidence-' || m.tier || '|place-' || t.place || '|as=' || m.matched,"
            " m.excerpt"
            " FROM mention m " OF_TEXT " WHERE m.person = ?1"
            " AND (m.surname OR m.tier = 'certain') ORDER BY m.id"},
    {.heading = "cli-find-photos",
     .sql = "SELECT coalesce(nullif(s.photo_item, 0), s.item), s.published, s.channel,"
            " coalesce((SELECT c.path FROM item c WHERE c.id = s.photo_item), s.url, s.path),"
            " 'photo=' || s.photo || '|class-' || s.class || '|confidence-' || s.confidence || "
            "'|place-'"
            " || CASE s.evidence WHEN 'text' THEN 'body' ELSE s.evidence END ||"
            " '|copies=' || (SELECT count(*) FROM photo_item a WHERE a.photo = s.photo)"
            " || coalesce('|crops=' || nullif((SELECT count(*) FROM photo_part k WHERE k.whole = "
            "s.photo), 0), ''), NULL"
            " FROM shown s WHERE s.person = ?1 ORDER BY s.photo, s.publication"},
    {.heading = "cli-find-tags",
     .sql = "SELECT i.id, " WHERE_OF ", 'place-tag|dialect=' || g.dialect, NULL FROM person_tag g"
            " JOIN item i ON i.id = g.item JOIN publication p ON p.id = g.publication"
            " WHERE g.person = ?1 ORDER BY g.id"},
    {.heading = "cli-find-contacts",
     .sql = "SELECT i.id, c.since, c.platform, i.path, 'because-relation-' || c.relation, NULL "
            "FROM contact c"
            " JOIN item i ON i.id = c.item WHERE c.person = ?1 ORDER BY c.id"},
    {.heading = "cli-find-written",
     .sql = "SELECT i.id, " WHERE_OF ", 'find-kind-' || p.kind, p.title FROM publication p"
            " JOIN item i ON i.id = p.item WHERE p.author_person = ?1 ORDER BY p.id"},
    {.heading = "cli-find-data",
     .sql = "SELECT DISTINCT i.id, " WHERE_OF ", 'because-datum-' || d.kind, d.excerpt FROM datum d"
            " JOIN publication p ON p.id = d.publication JOIN item i ON i.id = d.item"
            " WHERE d.text IN (SELECT text FROM mention WHERE person = ?1)"
            " ORDER BY d.id"},
    {.heading = "cli-find-takedowns",
     .sql = "SELECT NULL, t.requested, NULL, t.target, 'find-takedown-' || "
            "coalesce(t.state, 'unknown'), NULL"
            " FROM takedown t WHERE t.person = ?1 ORDER BY t.id"},
    {.heading = "cli-find-findings",
     .sql =
         "SELECT f.item, p.published, p.channel, coalesce(p.url, i.url, i.path), CASE ?2 WHEN 'nl' "
         "THEN r.title_nl ELSE"
         " r.title_en END || '|severity-' || f.severity || '|finding-' || f.state, f.reason FROM "
         "finding f"
         " JOIN item i ON i.id = f.item LEFT JOIN publication p ON p.id = f.publication"
         " LEFT JOIN rule_result r ON r.rule = f.rule WHERE f.person = ?1 ORDER BY f.id",
     .reason = true},
};

static sqlite3_stmt *prepare(const Printing *printing, const char *sql)
{
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(printing->db, sql, -1, &row, NULL) != SQLITE_OK) {
        if (!*printing->error)
            exit_error_set(printing->error, EXIT_INPUT_MISSING, "cli-store-fails",
                           TEXT_VALUES(TEXT_TEXT("path", "audit.db"),
                                       TEXT_TEXT("cause", sqlite3_errmsg(printing->db))));
        return NULL;
    }
    sqlite3_bind_int64(row, 1, printing->person);
    sqlite3_bind_text(row, 2, language_get(), -1, SQLITE_STATIC); /* of those that have it */
    return row;
}

static void append_part(GString *line, const char *part)
{
    if (part && *part)
        g_string_append_printf(line, "%s%s", line->len ? " · " : "", part);
}

/* Of an id without a text what is behind its prefix; a sentence stays as it is. */
static const char *word_plain(const char *word)
{
    const char *dash = strchr(word, ' ') ? NULL : strchr(word, '-');

    if (dash && (g_str_has_prefix(word, "find-") || g_str_has_prefix(word, "because-")))
        dash = strchr(dash + 1, '-');
    return dash ? dash + 1 : word;
}

/* "group=7a" is a label and a value, "place-body" a text. */
static void append_word(GString *line, const char *word)
{
    const char *equals = strchr(word, '=');

    if (equals) {
        g_autofree char *name = g_strndup(word, (gsize)(equals - word));
        g_autofree char *id = g_strconcat("find-label-", name, NULL);
        g_autofree char *date = text_date(language_get(), equals + 1);
        g_autofree char *value = escape_visible(date, PLACE_CHARACTERS);
        bool known = text_has(language_get(), id);
        g_autofree char *both =
            g_strdup_printf("%s %s", known ? language_text(g_intern_string(id)) : name, value);
        append_part(line, both);
    } else if (text_has(language_get(), word)) {
        append_part(line, text_get(language_get(), g_intern_string(word)));
    } else {
        append_part(line, word_plain(word));
    }
}

static char *headline(sqlite3_stmt *row)
{
    GString *line = g_string_new(NULL);
    const char *words = (const char *)sqlite3_column_text(row, 4);
    const char *day = (const char *)sqlite3_column_text(row, 1);
    const char *channel = (const char *)sqlite3_column_text(row, 2);
    g_auto(GStrv) parts = g_strsplit(words ? words : "", "|", -1);
    g_autofree char *date = day ? text_date(language_get(), day) : NULL;
    g_autofree char *named = channel ? g_strconcat("channel-", channel, NULL) : NULL;

    if (sqlite3_column_type(row, 0) != SQLITE_NULL) {
        g_autofree char *item = language_fill(
            "cli-find-item", TEXT_VALUES(TEXT_NUMBER("item", sqlite3_column_int64(row, 0))));
        append_part(line, item);
    }
    append_part(line, date);
    if (named)
        append_word(line, named);
    for (guint i = 0; parts[i]; i++)
        append_word(line, parts[i]);
    return g_string_free(line, FALSE);
}

static void print_foreign(const Mask *mask, const char *text, MaskCarrier carrier)
{
    g_autofree char *masked = text && *text ? mask_text(mask, text, carrier) : NULL;
    g_autofree char *safe = masked ? escape_visible(masked, PLACE_CHARACTERS) : NULL;

    if (safe && *g_strstrip(safe))
        terminal_print(stdout, "    ", INDENT, safe);
}

static void print_reason(const Mask *mask, const char *reason)
{
    g_autofree char *gated = mask_reason(mask, reason);
    g_autofree char *said = because_said(language_get(), gated);
    g_autofree char *safe = said ? escape_visible(said, PLACE_CHARACTERS) : NULL;

    if (safe)
        terminal_print(stdout, "    ", INDENT, safe);
}

static void print_row(const Printing *printing, const Section *section, sqlite3_stmt *row)
{
    g_autofree char *line = headline(row);
    const char *text = (const char *)sqlite3_column_text(row, 5);

    terminal_print(stdout, "  ", INDENT, line);
    print_foreign(printing->mask, (const char *)sqlite3_column_text(row, 3), MASK_ADDRESS);
    if (section->reason)
        print_reason(printing->mask, text);
    else
        print_foreign(printing->mask, text, MASK_PROSE);
}

static int64_t count_of(const Printing *printing, const char *sql)
{
    sqlite3_stmt *row = prepare(printing, sql);
    int64_t count = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;

    sqlite3_finalize(row);
    return count;
}

static void print_section(const Printing *printing, const Section *section)
{
    g_autofree char *counting = g_strdup_printf("SELECT count(*) FROM (%s)", section->sql);
    int64_t count = count_of(printing, counting);
    g_autofree char *heading =
        language_fill(section->heading, TEXT_VALUES(TEXT_NUMBER("count", count)));
    sqlite3_stmt *row = prepare(printing, section->sql);

    printf("\n");
    terminal_print(stdout, "", 0, heading);
    while (row && sqlite3_step(row) == SQLITE_ROW)
        print_row(printing, section, row);
    sqlite3_finalize(row);
}

static void print_counted(const char *id, int64_t count)
{
    g_autofree char *sentence = language_fill(id, TEXT_VALUES(TEXT_NUMBER("n", count)));

    if (count > 0) {
        printf("\n");
        terminal_print(stdout, "", 0, sentence);
    }
}

/* The person's own names may be read: they are what was asked for. */
static void print_title(const Printing *printing)
{
    sqlite3_stmt *row = prepare(
        printing, "SELECT coalesce(number || ' ', '') || coalesce(first || ' ', '') ||"
                  " coalesce(infix || ' ', '') || coalesce(last, '') FROM person WHERE id = ?1");

    if (row && sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        g_autofree char *safe = escape_visible(name ? name : "?", PLACE_CHARACTERS);
        terminal_print(stdout, "", 0, safe);
    }
    sqlite3_finalize(row);
}

static void print_gaps(const Printing *printing)
{
    print_counted("cli-find-gaps",
                  count_of(printing, "SELECT count(*) FROM item WHERE gap AND ?1"));
}

bool find_print_person(sqlite3 *db, int64_t person, GError **error)
{
    g_autoptr(GError) failed = NULL;
    g_autoptr(Mask) mask = mask_new(db, false, &failed);
    Printing printing = {db, mask, person, &failed};

    if (mask) {
        print_title(&printing);
        for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
            print_section(&printing, &sections[i]);
        print_counted("cli-find-faint",
                      count_of(&printing,
                               "SELECT (SELECT count(*) FROM trace WHERE person = ?1)"
                               " + (SELECT count(*) FROM mention WHERE person = ?1 AND NOT"
                               " surname AND tier <> 'certain')"));
        print_gaps(&printing);
    }
    if (!failed)
        return true;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

/* ---- a name that is in no list ---- */

static const char stored_texts[] =
    "SELECT i.id, " WHERE_OF ", 'place-' || t.place, t.content, 0 FROM text t"
    " JOIN publication p ON p.id = t.publication JOIN item i ON i.id = t.item"
    " WHERE t.content IS NOT NULL"
    " UNION ALL SELECT i.id, " WHERE_OF ", 'place-tag', g.name, 1 FROM person_tag g"
    " JOIN item i ON i.id = g.item JOIN publication p ON p.id = g.publication"
    " UNION ALL SELECT i.id, c.since, c.platform, i.path, 'because-relation-' || c.relation, "
    "c.name, 1"
    " FROM contact c JOIN item i ON i.id = c.item WHERE c.name IS NOT NULL"
    " UNION ALL SELECT i.id, " WHERE_OF ", 'find-author', p.author, 1 FROM publication p"
    " JOIN item i ON i.id = p.item WHERE p.author IS NOT NULL"
    " UNION ALL SELECT i.id, " WHERE_OF ", 'place-metadata', r.value, 0 FROM property r"
    " JOIN item i ON i.id = r.item JOIN publication p ON p.id = r.publication"
    " UNION ALL SELECT i.id, NULL, NULL, i.path, 'place-filename', i.place, 2 FROM item i"
    " ORDER BY 1";

typedef struct {
    size_t start, end;
    Tier best;
} Hit;

static void on_match(const NameMatch *match, void *user)
{
    Hit *hit = user;

    if (match->surname && match->tier < hit->best)
        *hit = (Hit){match->start, match->end, match->tier};
}

/* A window of the text round the hit, on whole characters. */
static char *window_of(const char *text, const Hit *hit)
{
    const char *from = text + (hit->start > 60 ? hit->start - 60 : 0);
    const char *to = text + MIN(strlen(text), hit->end + 60);

    while (from > text && ((unsigned char)*from & 0xC0) == 0x80)
        from--;
    while (*to && ((unsigned char)*to & 0xC0) == 0x80)
        to++;
    return g_strndup(from, (gsize)(to - from));
}

static bool print_hit(const Printing *printing, const NameIndex *names, sqlite3_stmt *row)
{
    static const Carrier carriers[] = {CARRIER_PROSE, CARRIER_NAME, CARRIER_SLUG};
    const char *text = (const char *)sqlite3_column_text(row, 5);
    Hit hit = {.best = TIER_TRACE};

    if (!text)
        return false;
    names_find(names, text, strlen(text), carriers[sqlite3_column_int(row, 6)], on_match, &hit);
    if (hit.best == TIER_TRACE)
        return false;
    g_autofree char *line = headline(row);
    g_autofree char *window = window_of(text, &hit);
    terminal_print(stdout, "  ", INDENT, line);
    print_foreign(printing->mask, (const char *)sqlite3_column_text(row, 3), MASK_ADDRESS);
    if (sqlite3_column_int(row, 6) != 2)
        print_foreign(printing->mask, window, MASK_PROSE);
    return true;
}

static NameIndex *index_name(const char *name, GError **error)
{
    g_autoptr(People) people = people_new();
    Person *person = person_new(ROLE_PUPIL);

    find_split_name(name, person);
    g_ptr_array_add(people->persons, person);
    return people_index(people, error);
}

bool find_print_name(sqlite3 *db, const char *name, GError **error)
{
    g_autoptr(GError) failed = NULL;
    g_autoptr(Mask) mask = mask_new(db, false, &failed);
    g_autoptr(NameIndex) names = mask ? index_name(name, &failed) : NULL;
    Printing printing = {db, mask, 1, &failed};
    sqlite3_stmt *row = names ? prepare(&printing, stored_texts) : NULL;
    int64_t count = 0;

    terminal_print(stdout, "", 0, language_text("cli-find-unlisted"));
    while (row && sqlite3_step(row) == SQLITE_ROW)
        count += print_hit(&printing, names, row);
    sqlite3_finalize(row);
    if (!failed) {
        if (count == 0)
            terminal_print(stdout, "  ", 2, language_text("cli-find-nothing"));
        print_gaps(&printing);
        return true;
    }
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}
