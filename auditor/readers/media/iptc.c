/*
 * IPTC-IIM, the older captions and bylines, through libiptcdata (the only file that calls it).
 * Bytes that are valid UTF-8 are UTF-8 whatever dataset 1:90 (the charset) says, since programs
 * convert texts and forget it; all others are what it says, else windows-1252.
 */
#include <libiptcdata/iptc-data.h>
#include <libiptcdata/iptc-dataset.h>
#include <string.h>

#include "readers/media/metadata.h"
#include "readers/media/words.h"
#include "worker/xml.h"

typedef struct {
    uint8_t tag;
    const char *key; /* the name in the IIM, as tools write it */
    Place place;     /* PLACES: no words in it, property only */
} IptcField;

static const IptcField application[] = {
    {5, "ObjectName", PLACE_CAPTION},
    {15, "Category", PLACES},
    {20, "SupplementalCategories", PLACE_METADATA},
    {22, "FixtureIdentifier", PLACE_METADATA},
    {25, "Keywords", PLACE_METADATA},
    {27, "ContentLocationName", PLACE_METADATA},
    {40, "SpecialInstructions", PLACE_METADATA},
    {65, "OriginatingProgram", PLACES},
    {80, "By-line", PLACE_METADATA},
    {85, "By-lineTitle", PLACE_METADATA},
    {90, "City", PLACE_METADATA},
    {92, "Sub-location", PLACE_METADATA},
    {95, "Province-State", PLACE_METADATA},
    {100, "Country-PrimaryLocationCode", PLACES},
    {101, "Country-PrimaryLocationName", PLACE_METADATA},
    {103, "OriginalTransmissionReference", PLACE_METADATA},
    {105, "Headline", PLACE_CAPTION},
    {110, "Credit", PLACE_METADATA},
    {115, "Source", PLACE_METADATA},
    {116, "CopyrightNotice", PLACE_METADATA},
    {118, "Contact", PLACE_METADATA},
    {120, "Caption-Abstract", PLACE_CAPTION},
    {121, "LocalCaption", PLACE_CAPTION},
    {122, "Writer-Editor", PLACE_METADATA},
    {184, "JobID", PLACE_METADATA},
    {185, "MasterDocumentID", PLACES},
    {187, "UniqueDocumentID", PLACES},
    {188, "OwnerID", PLACE_METADATA},
    {221, "Prefs", PLACES},
    {225, "ClassifyState", PLACE_METADATA},
    {228, "SimilarityIndex", PLACES},
    {230, "DocumentNotes", PLACE_CAPTION},
    {231, "DocumentHistory", PLACE_METADATA},
};

/* ISO 2022: an escape and the last byte of the 96 characters that take the upper half. NULL for
 * Latin-1 and whatever is not known. */
static const char *charset_of(const IptcData *data)
{
    static const struct {
        char final;
        const char *charset;
    } halves[] = {{'B', "iso-8859-2"}, {'C', "iso-8859-3"}, {'D', "iso-8859-4"},
                  {'L', "iso-8859-5"}, {'G', "iso-8859-6"}, {'F', "iso-8859-7"},
                  {'H', "iso-8859-8"}, {'M', "iso-8859-9"}, {'V', "iso-8859-10"},
                  {'b', "iso-8859-15"}};

    for (unsigned i = 0; i < data->count; i++) {
        const IptcDataSet *set = data->datasets[i];

        if (set->record != IPTC_RECORD_OBJECT_ENV || (unsigned)set->tag != 90 || set->size < 3)
            continue;
        for (size_t j = 0; set->data[0] == 0x1b && j < G_N_ELEMENTS(halves); j++)
            if (strchr("-./", set->data[1]) && set->data[2] == (uint8_t)halves[j].final)
                return halves[j].charset;
    }
    return NULL;
}

static char *words_of(const IptcDataSet *set, const char *charset)
{
    g_autofree char *decoded = NULL;
    size_t length = 0;

    if (charset && !g_utf8_validate((const char *)set->data, (gssize)set->size, NULL))
        decoded = text_decode((const char *)set->data, set->size, charset, &length, NULL);
    return decoded ? words_from_bytes((const uint8_t *)decoded, length)
                   : words_from_bytes(set->data, set->size);
}

/* Datasets without a name here, of all records: previews and numbers are no text. */
static void emit_other(Metadata *metadata, const IptcDataSet *set)
{
    g_autofree char *words = words_from_printable(set->data, set->size);
    g_autofree char *key = g_strdup_printf("IPTC %u:%u", (unsigned)set->record, (unsigned)set->tag);

    metadata_aside(metadata, key, words);
}

static void emit_field(Metadata *metadata, const IptcDataSet *set, const char *charset)
{
    for (size_t i = 0; i < G_N_ELEMENTS(application); i++) {
        g_autofree char *words = NULL;

        if (application[i].tag != set->tag)
            continue;
        words = words_of(set, charset);
        if (application[i].place == PLACES)
            metadata_setting(metadata, "iptc", application[i].key, words);
        else
            metadata_text(metadata, "iptc", application[i].key, application[i].place, words);
        return;
    }
    emit_other(metadata, set);
}

static const IptcDataSet *find_set(const IptcData *data, unsigned tag)
{
    for (unsigned i = 0; i < data->count; i++)
        if (data->datasets[i]->record == IPTC_RECORD_APP_2 &&
            (unsigned)data->datasets[i]->tag == tag)
            return data->datasets[i];
    return NULL;
}

/* Date and time stand in two datasets. */
static void emit_moment(Metadata *metadata, const IptcData *data, unsigned date_tag,
                        unsigned time_tag, const char *key)
{
    const IptcDataSet *date = find_set(data, date_tag), *time = find_set(data, time_tag);
    g_autofree char *date_words = NULL, *time_words = NULL, *written = NULL;

    if (!date)
        return;
    date_words = words_from_bytes(date->data, date->size);
    time_words = time ? words_from_bytes(time->data, time->size) : NULL;
    if (!date_words)
        return;
    written = g_strconcat(date_words, time_words ? "T" : NULL, time_words, NULL);
    metadata_date(metadata, "iptc", key, written);
}

/* libiptcdata stops at the first dataset it cannot follow; the rest is tried from the next mark,
 * so that padding between datasets hides nothing. */
static size_t next_mark(const uint8_t *block, size_t length, size_t from)
{
    for (; from + 5 <= length; from++)
        if (block[from] == 0x1c && block[from + 1] >= 1 && block[from + 1] <= 9)
            return from;
    return length;
}

/* How far the datasets from `at` on follow one another. */
static size_t run_end(const uint8_t *block, size_t length, size_t at, bool *cut)
{
    while (at + 5 <= length && block[at] == 0x1c) {
        size_t head = 5, size = number_16(block + at + 3, false);

        if (size & 0x8000) { /* the size of the size, then the size */
            unsigned bytes = size & 0x7fff;

            if (bytes > 4 || at + 5 + bytes > length)
                break;
            size = 0;
            for (unsigned i = 0; i < bytes; i++)
                size = size << 8 | block[at + 5 + i];
            head += bytes;
        }
        if (size > length - at - head) {
            *cut = true;
            return at;
        }
        at += head + size;
    }
    return at;
}

static void emit_run(Metadata *metadata, const uint8_t *run, size_t length)
{
    IptcData *data = iptc_data_new();

    if (data && iptc_data_load(data, run, (unsigned)length) >= 0) {
        const char *charset = charset_of(data);

        for (unsigned i = 0; i < data->count; i++)
            if (data->datasets[i]->record == IPTC_RECORD_APP_2 && data->datasets[i]->data)
                emit_field(metadata, data->datasets[i], charset);
            else if (data->datasets[i]->data)
                emit_other(metadata, data->datasets[i]);
        emit_moment(metadata, data, IPTC_TAG_DATE_CREATED, IPTC_TAG_TIME_CREATED, "DateCreated");
        emit_moment(metadata, data, IPTC_TAG_DIGITAL_CREATION_DATE, IPTC_TAG_DIGITAL_CREATION_TIME,
                    "DigitalCreationDate");
    } else {
        metadata_lost(metadata, REASON_CORRUPT, "IPTC block cannot be read");
    }
    if (data)
        iptc_data_unref(data);
}

void metadata_iptc(Metadata *metadata, const void *block, size_t length)
{
    const uint8_t *bytes = block;
    size_t at = 0;
    bool cut = false;

    for (unsigned runs = 0; runs < 64 && (at = next_mark(bytes, length, at)) < length; runs++) {
        size_t end = run_end(bytes, length, at, &cut);

        if (end > at)
            emit_run(metadata, bytes + at, end - at);
        at = MAX(end, at + 1);
    }
    if (cut)
        metadata_lost(metadata, REASON_TRUNCATED, "IPTC dataset is cut");
}

void metadata_iptc_run(Metadata *metadata, const void *block, size_t length)
{
    bool cut = false;
    size_t end = run_end(block, length, 0, &cut);

    if (end > 0)
        emit_run(metadata, block, end);
}
