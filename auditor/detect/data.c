/*
 * The pass over a text that finds data about pupils: digits, at-signs and streets lead to the
 * patterns; data_numbers.c checks numbers, data_words.c words near a name.
 */
#include "detect/data.h"

#include <string.h>

#include "detect/data_scan.h"

enum { REACH_BEHIND = 200, REACH_BEFORE = 60, LABEL_REACH = 48, EMAIL_MAX = 120 };

const char *datum_kind_id(DatumKind kind)
{
    static const char *const ids[DATUM_KINDS] = {
        "bsn",  "education-number", "birth-date", "address", "postcode", "phone", "email",
        "iban", "account",          "parent",     "mark",    "care",     "belief"};

    return kind < DATUM_KINDS ? ids[kind] : NULL;
}

/* "2014-03-12" as 20140312. */
static uint32_t birth_read(const char *birth)
{
    if (birth == NULL || strlen(birth) != 10)
        return 0;
    return (uint32_t)(g_ascii_strtoull(birth, NULL, 10) * 10000 +
                      g_ascii_strtoull(birth + 5, NULL, 10) * 100 +
                      g_ascii_strtoull(birth + 8, NULL, 10));
}

DataFinder *data_new(const DataPerson *people, size_t count, GError **error)
{
    static const char *const lists[] = {"care", "belief", "marks"};
    g_autoptr(DataFinder) finder = g_new0(DataFinder, 1);

    finder->births = g_new0(uint32_t, MAX(count, 1));
    finder->roles = g_new0(uint8_t, MAX(count, 1));
    finder->people_count = count;
    for (size_t i = 0; i < count; i++) {
        finder->births[i] = birth_read(people[i].birth);
        finder->roles[i] = (uint8_t)people[i].role;
    }
    finder->words = phrases_new();
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        if (!phrases_add_list(finder->words, lists[i], error))
            return NULL;
    return g_steal_pointer(&finder);
}

void data_free(DataFinder *finder)
{
    if (finder == NULL)
        return;
    g_free(finder->births);
    g_free(finder->roles);
    phrases_free(finder->words);
    g_free(finder);
}

bool data_is_pupil(const DataScan *scan, const NameMatch *match)
{
    return match->person < scan->finder->people_count && match->tier != TIER_TRACE &&
           scan->finder->roles[match->person] == ROLE_PUPIL;
}

static bool paragraph_between(const char *text, size_t from, size_t to)
{
    bool line = false;

    for (size_t i = from; i < to; i++) {
        if (text[i] == '\n' && line)
            return true;
        if (text[i] == '\n')
            line = true;
        else if (!g_ascii_isspace(text[i]))
            line = false;
    }
    return false;
}

/* How far a mention is from [start, end), a surname counting for more than a first name; SIZE_MAX:
 * out of reach. */
static size_t match_distance(const DataScan *scan, const NameMatch *match, size_t start, size_t end)
{
    size_t distance = 0;

    if (match->end <= start) {
        distance = start - match->end;
        if (distance > REACH_BEHIND || paragraph_between(scan->text, match->end, start))
            return SIZE_MAX;
    } else if (match->start >= end) {
        distance = match->start - end;
        if (distance > REACH_BEFORE || paragraph_between(scan->text, end, match->start))
            return SIZE_MAX;
        distance *= 3; /* what follows a datum is mostly the next person */
    }
    return distance + (match->surname ? 0 : 20) + (match->tier == TIER_REVIEW ? 5 : 0);
}

/* The first match that may reach beyond `offset`: they come in order of start. */
static size_t match_from(const DataScan *scan, size_t offset)
{
    enum { LONGEST = 1024 }; /* a name with everything round it */
    size_t low = 0, high = scan->match_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scan->matches[middle].start + LONGEST < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const NameMatch *data_near(const DataScan *scan, size_t start, size_t end)
{
    const NameMatch *nearest = NULL;
    size_t best = SIZE_MAX;

    for (size_t i = match_from(scan, start); i < scan->match_count; i++) {
        const NameMatch *match = &scan->matches[i];
        if (match->start > end + REACH_BEFORE)
            break;
        if (match->end + REACH_BEHIND < start || !data_is_pupil(scan, match))
            continue;
        size_t distance = match_distance(scan, match, start, end);
        if (distance < best) {
            best = distance;
            nearest = match;
        }
    }
    return nearest;
}

/* "Bel de school: 0348-..." is no pupil's number, whoever is named before. */
static bool is_of_office(const DataScan *scan, const Datum *datum)
{
    return datum->kind >= DATUM_ADDRESS && datum->kind <= DATUM_IBAN &&
           data_label_before(scan, datum->start,
                             "school|administratie|contact|secretariaat|directie|kantoor|kvk|"
                             "bezoekadres|postadres|locatie|aanmeld|opgeven|opgave|bel ons|t.n.v");
}

void data_report(const DataScan *scan, DatumKind kind, size_t start, size_t end, const char *value,
                 const NameMatch *near, Tier tier)
{
    Datum datum = {.kind = kind,
                   .tier = near && near->tier > tier ? near->tier : tier,
                   .person = near ? near->person : DATUM_NOBODY,
                   .start = start,
                   .end = end,
                   .value = value};

    if (near && near->tier == TIER_CERTAIN && !near->surname)
        datum.tier = TIER_REVIEW;
    if (near && is_of_office(scan, &datum))
        datum.person = DATUM_NOBODY;
    scan->found(&datum, scan->user);
}

bool data_label_before(const DataScan *scan, size_t at, const char *words)
{
    size_t from = at > LABEL_REACH ? at - LABEL_REACH : 0;
    g_auto(GStrv) labels = g_strsplit(words, "|", -1);
    g_autofree char *before = g_ascii_strdown(scan->text + from, (gssize)(at - from));

    for (size_t i = 0; labels[i]; i++) {
        const char *hit = g_strrstr(before, labels[i]);
        bool begins = hit && (hit == before || !g_ascii_isalpha(hit[-1]));
        if (begins && !strchr(hit, '\n'))
            return true;
    }
    return false;
}

static bool is_mail_character(char c)
{
    return g_ascii_isalnum(c) || strchr("._%+-", c) != NULL;
}

/* Somebody's name within [start, end): the pupil's own address or account. */
static const NameMatch *pupil_within(const DataScan *scan, size_t start, size_t end)
{
    for (size_t i = match_from(scan, start); i < scan->match_count && scan->matches[i].start < end;
         i++)
        if (scan->matches[i].start >= start && scan->matches[i].end <= end &&
            scan->matches[i].surname && data_is_pupil(scan, &scan->matches[i]))
            return &scan->matches[i];
    return NULL;
}

/* Addresses of an office, not of a person. */
static bool mailbox_is_office(const char *local)
{
    static const char *const offices[] = {"info",      "administratie",
                                          "directie",  "school",
                                          "contact",   "secretariaat",
                                          "mr",        "ouderraad",
                                          "or",        "admin",
                                          "webmaster", "redactie",
                                          "privacy",   "fg",
                                          "post",      "bestuur",
                                          "aanmelden", "noreply",
                                          "no-reply",  "office"};

    for (size_t i = 0; i < G_N_ELEMENTS(offices); i++)
        if (strcmp(local, offices[i]) == 0)
            return true;
    return false;
}

static void mail_found(const DataScan *scan, size_t start, size_t at, size_t end)
{
    g_autofree char *value = g_ascii_strdown(scan->text + start, (gssize)(end - start));
    g_autofree char *local = g_strndup(value, at - start);
    const NameMatch *own = pupil_within(scan, start, at);
    const NameMatch *near = own ? own : data_near(scan, start, end);

    if (mailbox_is_office(local))
        return;
    data_report(scan, DATUM_EMAIL, start, end, value, near, own ? TIER_LIKELY : TIER_REVIEW);
}

/* "@sannedevries": an account that bears a pupil's name, or stands beside one. */
static void account_found(const DataScan *scan, size_t at, size_t end)
{
    g_autofree char *value = g_ascii_strdown(scan->text + at, (gssize)(end - at));
    const NameMatch *own = pupil_within(scan, at, end);
    const NameMatch *near = own ? own : data_near(scan, at, end);

    if (near)
        data_report(scan, DATUM_ACCOUNT, at, end, value, near, own ? TIER_LIKELY : TIER_REVIEW);
}

static void at_sign(const DataScan *scan, size_t at)
{
    size_t start = at, end = at + 1, dot = 0;

    while (start > 0 && at - start < EMAIL_MAX && is_mail_character(scan->text[start - 1]))
        start--;
    while (end < scan->length && end - at < EMAIL_MAX && is_mail_character(scan->text[end])) {
        if (scan->text[end] == '.')
            dot = end;
        end++;
    }
    while (end > at + 1 && strchr(".-_", scan->text[end - 1]))
        end--;
    if (dot > at + 1 && dot >= end) /* the full stop of the sentence */
        for (dot = end - 1; dot > at + 1 && scan->text[dot] != '.'; dot--)
            ;
    if (start < at && dot > at + 1 && end - dot >= 3)
        mail_found(scan, start, at, end);
    else if (start == at && end - at > 3)
        account_found(scan, at, end);
}

static void parents_find(const DataScan *scan)
{
    for (size_t i = 0; i < scan->match_count; i++) {
        const NameMatch *match = &scan->matches[i];
        if (!match->surname || match->tier > TIER_LIKELY ||
            match->person >= scan->finder->people_count ||
            scan->finder->roles[match->person] != ROLE_PARENT)
            continue;
        const NameMatch *near = data_near(scan, match->start, match->end);
        if (near && (near->start >= match->end || near->end <= match->start))
            data_report(scan, DATUM_PARENT, match->start, match->end, NULL, near, TIER_REVIEW);
    }
}

/* The next byte with which something may begin: most bytes of a text are small letters and blanks.
 */
static size_t next_start(const char *text, size_t length, size_t at)
{
    while (at < length && (text[at] == ' ' || (text[at] >= 'a' && text[at] <= 'z')))
        at++;
    return at;
}

void data_find(const DataFinder *finder, const char *text, size_t length, bool prose,
               const NameMatch *matches, size_t match_count, DataFound found, void *user)
{
    DataScan scan = {finder, text, length, prose, matches, match_count, found, user};
    size_t at = next_start(text, length, 0);

    while (at < length) {
        unsigned char byte = (unsigned char)text[at];
        size_t end = 0;
        if (byte == '@')
            at_sign(&scan, at);
        else if (g_ascii_isdigit(byte))
            end = data_number(&scan, at);
        else if (prose && g_ascii_isupper(byte) && at + 4 < length &&
                 g_ascii_isupper(text[at + 1]) && g_ascii_isdigit(text[at + 2]) &&
                 (at == 0 || !g_ascii_isalnum(text[at - 1])))
            end = data_iban(&scan, at);
        if (end == 0 && g_ascii_isdigit(byte))
            while (at + 1 < length && g_ascii_isdigit(text[at + 1]))
                at++;
        at = next_start(text, length, MAX(at + 1, end));
    }
    if (match_count == 0 || !prose)
        return;
    data_words_find(&scan);
    parents_find(&scan);
}
