/*
 * Numbers that mean a person: BSN and education number (eleven test), telephone, birth date,
 * postcode, house number behind a street, IBAN (ISO 13616, mod 97).
 */
#include "detect/data_scan.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS_MAX = 20 };

/* Digits from `at` on, over single separators of a telephone or citizen number. */
typedef struct {
    char digits[DIGITS_MAX + 1];
    size_t count, end;
    unsigned separators;
} Digits;

static bool byte_at_is(const DataScan *scan, size_t at, bool (*is)(char))
{
    return at < scan->length && is(scan->text[at]);
}

static bool is_digit(char c)
{
    return g_ascii_isdigit(c);
}

static bool is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Nothing that makes it a piece of something longer: letters, a path, a decimal. */
static bool begins(const DataScan *scan, size_t at)
{
    if (at == 0)
        return true;
    char before = scan->text[at - 1];
    if (!scan->prose && (before == '-' || before == '_')) /* "bsn-123456782.pdf" */
        return true;
    if (is_word(before) || strchr("/\\=&#%@", before) != NULL)
        return false;
    return !(strchr(".,-", before) && at > 1 && is_word(scan->text[at - 2]));
}

static bool ends(const DataScan *scan, size_t end)
{
    if (end >= scan->length)
        return true;
    char next = scan->text[end];
    if (is_word(next) || strchr("/\\=%@", next) != NULL)
        return !scan->prose && next == '_';
    if (!scan->prose && next == '.')
        return true;
    return !(strchr(".,-", next) && byte_at_is(scan, end + 1, is_word));
}

static void digits_read(const DataScan *scan, size_t at, Digits *digits)
{
    *digits = (Digits){.end = at};
    while (at < scan->length && digits->count < DIGITS_MAX) {
        char c = scan->text[at];
        if (g_ascii_isdigit(c)) {
            digits->digits[digits->count++] = c;
            digits->end = ++at;
            continue;
        }
        size_t skip = 0;
        while (skip < 3 && at + skip < scan->length && strchr(" .-()/", scan->text[at + skip]))
            skip++;
        if (skip == 0 || !byte_at_is(scan, at + skip, is_digit))
            break;
        digits->separators++;
        at += skip;
    }
}

/* Weights 9 8 7 6 5 4 3 2 -1; rest 0 is a BSN, rest 5 an education number. */
static int eleven_rest(const char *digits)
{
    int sum = 0;

    for (int i = 0; i < 8; i++)
        sum += (9 - i) * (digits[i] - '0');
    sum -= digits[8] - '0';
    return ((sum % 11) + 11) % 11;
}

static bool digits_are_plain(const char *digits)
{
    return strspn(digits, "0") == 9 || strcmp(digits, "123456789") == 0 ||
           strspn(digits, (char[]){digits[0], '\0'}) == 9;
}

#define BSN_LABELS "bsn|burgerservice|burger service|sofi|sofinummer|persoonsnummer|citizen service"
#define EDUCATION_LABELS "onderwijsnummer|onderwijsnr|ondwnr|pgn|persoonsgebonden|education number"

/* 9 digits, or 8 behind a label where a spreadsheet lost the zero. Never printed whole. */
static size_t citizen_number(const DataScan *scan, size_t at, const Digits *digits)
{
    char nine[10] = "0", value[16];
    bool bsn = data_label_before(scan, at, BSN_LABELS);
    bool education = data_label_before(scan, at, EDUCATION_LABELS);
    const NameMatch *near = data_near(scan, at, digits->end);

    if (digits->count != 9 && !(digits->count == 8 && (bsn || education)))
        return 0;
    memcpy(digits->count == 8 ? nine + 1 : nine, digits->digits, digits->count + 1);
    int rest = eleven_rest(nine);
    bool alone = !bsn && !education;
    if (digits_are_plain(nine) || (alone && (!near || !scan->prose || digits->separators > 0)))
        return 0;
    snprintf(value, sizeof value, "*******%s", nine + 7);
    if (rest == 0 && !education)
        data_report(scan, DATUM_BSN, at, digits->end, value, near,
                    bsn ? TIER_CERTAIN : TIER_LIKELY);
    else if (education && (rest == 5 || rest == 0))
        data_report(scan, DATUM_EDUCATION_NUMBER, at, digits->end, value, near, TIER_CERTAIN);
    else
        return 0;
    return digits->end;
}

/* Ten digits from 0 on, or nine behind +31, +32 or 0031; no service numbers. */
static size_t phone_number(const DataScan *scan, size_t at, const Digits *digits)
{
    const char *number = digits->digits;
    size_t count = digits->count;
    bool plus = at > 0 && scan->text[at - 1] == '+';
    char value[DIGITS_MAX + 2];

    if (strncmp(number, "0031", 4) == 0 || strncmp(number, "0032", 4) == 0)
        number += 2, count -= 2, plus = true;
    if (plus && (strncmp(number, "31", 2) == 0 || strncmp(number, "32", 2) == 0)) {
        number += 2, count -= 2;
        if (*number == '0') /* +31 (0)6 */
            number++, count--;
        if (count != 9)
            return 0;
        snprintf(value, sizeof value, "0%s", number);
    } else if (count == 10 && *number == '0' && number[1] != '0') {
        g_strlcpy(value, number, sizeof value);
    } else {
        return 0;
    }
    if (strncmp(value, "0800", 4) == 0 || strncmp(value, "090", 3) == 0 ||
        strncmp(value, "088", 3) == 0 || strncmp(value, "085", 3) == 0)
        return 0;
    data_report(scan, DATUM_PHONE, at - (plus && scan->text[at > 0 ? at - 1 : 0] == '+'),
                digits->end, value, data_near(scan, at, digits->end), TIER_LIKELY);
    return digits->end;
}

static int month_named(const char *word, size_t length)
{
    static const char *const months[] = {"januari",   "februari", "maart",    "april",
                                         "mei",       "juni",     "juli",     "augustus",
                                         "september", "oktober",  "november", "december"};

    for (int i = 0; length >= 3 && i < 12; i++)
        if (length <= strlen(months[i]) && g_ascii_strncasecmp(word, months[i], length) == 0)
            return i + 1;
    return length == 3 && g_ascii_strncasecmp(word, "mrt", 3) == 0 ? 3 : 0;
}

typedef struct {
    int year, month, day;
    size_t end;
} Date;

static bool date_valid(const Date *date)
{
    return date->month >= 1 && date->month <= 12 &&
           g_date_valid_dmy((GDateDay)date->day, (GDateMonth)date->month,
                            (GDateYear)(date->year ? date->year : 2000));
}

static int number_read(const DataScan *scan, size_t *at, size_t max)
{
    int number = 0;
    size_t from = *at;

    while (*at < scan->length && *at - from < max && g_ascii_isdigit(scan->text[*at]))
        number = number * 10 + (scan->text[(*at)++] - '0');
    return *at == from || byte_at_is(scan, *at, is_digit) ? -1 : number;
}

/* "12-03-2014", "12/3/14", "2014-03-12". */
static bool date_numeric(const DataScan *scan, size_t at, Date *date)
{
    int parts[3];
    size_t lengths[3];
    char separator = 0;

    for (int i = 0; i < 3; i++) {
        size_t from = at;
        parts[i] = number_read(scan, &at, 4);
        lengths[i] = at - from;
        if (parts[i] < 0)
            return false;
        if (i == 2)
            break;
        if (at >= scan->length || !strchr("-/.", scan->text[at]) ||
            (separator && scan->text[at] != separator))
            return false;
        separator = scan->text[at++];
    }
    date->end = at;
    if (lengths[0] == 4)
        *date = (Date){parts[0], parts[1], parts[2], at};
    else if (lengths[2] == 4 || lengths[2] == 2)
        *date = (Date){lengths[2] == 2 ? 2000 + parts[2] : parts[2], parts[1], parts[0], at};
    else
        return false;
    return date_valid(date);
}

/* "12 maart 2014", and "12 maart", whose year is 0. */
static bool date_written(const DataScan *scan, size_t at, Date *date)
{
    int day = number_read(scan, &at, 2);
    size_t from;

    if (day < 1 || at >= scan->length || scan->text[at] != ' ')
        return false;
    from = ++at;
    while (at < scan->length && g_ascii_isalpha(scan->text[at]))
        at++;
    *date = (Date){0, month_named(scan->text + from, at - from), day, at};
    if (byte_at_is(scan, at, is_word) || !date_valid(date))
        return false;
    size_t next = at + (at < scan->length && scan->text[at] == '.');
    if (next < scan->length && scan->text[next] == ' ') {
        size_t year = ++next;
        int number = number_read(scan, &year, 4);
        if (number >= 1900 && number < 2100)
            date->year = number, date->end = year;
    }
    return date_valid(date);
}

#define BIRTH_LABELS "geb|geb.|geboren|geboortedatum|birth|born|verjaardag|jarig|*"

/* Labelled, or the very day that the register has for the pupil who stands beside it. */
static size_t birth_date(const DataScan *scan, size_t at)
{
    Date date;
    char value[40];

    if (!date_numeric(scan, at, &date) && !date_written(scan, at, &date))
        return 0;
    const NameMatch *near = data_near(scan, at, date.end);
    uint32_t birth = near ? scan->finder->births[near->person] : 0;
    uint32_t day = (uint32_t)(date.month * 100 + date.day);
    bool own = birth != 0 && birth % 10000 == day &&
               (date.year == 0 || birth / 10000 == (uint32_t)date.year);
    if (!near || (!own && !data_label_before(scan, at, BIRTH_LABELS)))
        return date.end; /* a date, and nobody's */
    snprintf(value, sizeof value, date.year ? "%04d-%02d-%02d" : "--%02d-%02d",
             date.year ? date.year : date.month, date.year ? date.month : date.day, date.day);
    data_report(scan, DATUM_BIRTH_DATE, at, date.end, value, near,
                own && date.year ? TIER_CERTAIN : TIER_LIKELY);
    return date.end;
}

/* "1234 AB"; SA, SD and SS are not given out. */
static size_t postcode(const DataScan *scan, size_t at)
{
    size_t end = at, letters;
    int number = number_read(scan, &end, 4);

    if (number < 1000 || end - at != 4)
        return 0;
    letters = end + (end < scan->length && scan->text[end] == ' ');
    if (letters + 2 > scan->length || !g_ascii_isupper(scan->text[letters]) ||
        !g_ascii_isupper(scan->text[letters + 1]) || byte_at_is(scan, letters + 2, is_word))
        return 0;
    char value[7] = {0};
    memcpy(value, scan->text + at, 4);
    memcpy(value + 4, scan->text + letters, 2);
    if (strcmp(value + 4, "SA") == 0 || strcmp(value + 4, "SD") == 0 ||
        strcmp(value + 4, "SS") == 0)
        return 0;
    data_report(scan, DATUM_POSTCODE, at, letters + 2, value, data_near(scan, at, letters + 2),
                TIER_LIKELY);
    return letters + 2;
}

/* The word before the house number ends like a street. */
static bool street_before(const DataScan *scan, size_t at, size_t *start)
{
    static const char *const endings[] = {
        "straat", "laan", "weg",  "plein",     "hof",   "kade",  "singel", "dijk",  "gracht",
        "steeg",  "pad",  "park", "plantsoen", "markt", "dreef", "str",    "baan",  "erf",
        "hoek",   "kamp", "ring", "veld",      "akker", "meent", "wal",    "stede", "pln"};
    size_t end = at, from;

    if (end == 0 || scan->text[end - 1] != ' ')
        return false;
    end--;
    if (end > 0 && scan->text[end - 1] == '.')
        end--;
    for (from = end; from > 0 && is_word(scan->text[from - 1]); from--)
        ;
    if (end - from < 5 || !(g_ascii_isupper(scan->text[from]) || scan->text[from] < 0))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t length = strlen(endings[i]);
        if (end - from > length &&
            g_ascii_strncasecmp(scan->text + end - length, endings[i], length) == 0) {
            *start = from;
            return true;
        }
    }
    return false;
}

static size_t house_number(const DataScan *scan, size_t at)
{
    size_t end = at, start;
    int number = number_read(scan, &end, 4);

    if (number < 1 || number > 1999 || !street_before(scan, at, &start))
        return 0;
    if (end < scan->length && g_ascii_isalpha(scan->text[end]) &&
        !byte_at_is(scan, end + 1, is_word))
        end++;
    g_autofree char *value = g_ascii_strdown(scan->text + start, (gssize)(end - start));
    bool labelled = data_label_before(scan, start, "adres|woon|wonen|huis");
    data_report(scan, DATUM_ADDRESS, start, end, value, data_near(scan, start, end),
                labelled ? TIER_LIKELY : TIER_REVIEW);
    return end;
}

size_t data_number(const DataScan *scan, size_t at)
{
    Digits digits;
    size_t end;

    if (at > 0 && (is_word(scan->text[at - 1]) || scan->text[at - 1] == '.') &&
        (scan->prose || scan->text[at - 1] != '_'))
        return 0;
    if (scan->prose && (end = house_number(scan, at)) > 0)
        return end;
    if (scan->prose && (end = birth_date(scan, at)) > 0)
        return end;
    if (scan->prose && (end = postcode(scan, at)) > 0)
        return end;
    digits_read(scan, at, &digits);
    if (digits.count < 8 || !ends(scan, digits.end))
        return 0;
    bool plus = at > 0 && scan->text[at - 1] == '+';
    if (!plus && begins(scan, at) && (end = citizen_number(scan, at, &digits)) > 0)
        return end;
    return scan->prose && (plus || begins(scan, at)) ? phone_number(scan, at, &digits) : 0;
}

size_t data_iban(const DataScan *scan, size_t at)
{
    char iban[35];
    size_t count = 0, end = at;
    unsigned rest = 0;

    while (end < scan->length && count < 34) {
        char c = scan->text[end];
        if (c == ' ' && count % 4 == 0 && byte_at_is(scan, end + 1, is_word)) {
            end++;
            continue;
        }
        if (!g_ascii_isupper(c) && !g_ascii_isdigit(c))
            break;
        iban[count++] = c;
        end++;
    }
    iban[count] = '\0';
    if (g_str_has_prefix(iban, "NL") && count > 18)
        end -= count - 18, count = 18, iban[18] = '\0';
    if (count < 15 || byte_at_is(scan, end, is_word))
        return 0;
    for (size_t i = 0; i < count; i++) {
        char c = iban[(i + 4) % count];
        rest = g_ascii_isdigit(c) ? (rest * 10 + (unsigned)(c - '0')) % 97
                                  : (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
    }
    if (rest != 1)
        return 0;
    data_report(scan, DATUM_IBAN, at, end, iban, data_near(scan, at, end), TIER_LIKELY);
    return end;
}
