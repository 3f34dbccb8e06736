/*
 * Put and get of the records in a scratch block, side by side. Numbers are varints; strings carry
 * their length and a NUL, so that reading borrows instead of copying.
 */
#include "store/record.h"

#include <string.h>

static void put_number(GByteArray *block, uint64_t number)
{
    guint8 bytes[10];
    guint count = 0;

    while (number >= 0x80) {
        bytes[count++] = (guint8)(number | 0x80);
        number >>= 7;
    }
    bytes[count++] = (guint8)number;
    g_byte_array_append(block, bytes, count);
}

static uint64_t get_number(RecordReader *reader)
{
    uint64_t number = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        g_assert(reader->at < reader->end);
        number |= (uint64_t)(*reader->at & 0x7f) << shift;
        if (!(*reader->at++ & 0x80))
            break;
    }
    return number;
}

static void put_bytes(GByteArray *block, const char *text, size_t length)
{
    put_number(block, text ? length + 1 : 0);
    if (!text)
        return;
    g_byte_array_append(block, (const guint8 *)text, (guint)length);
    g_byte_array_append(block, (const guint8 *)"", 1);
}

static void put_text(GByteArray *block, const char *text)
{
    put_bytes(block, text, text ? strlen(text) : 0);
}

static const char *get_text(RecordReader *reader)
{
    uint64_t length = get_number(reader);
    const char *text = (const char *)reader->at;

    g_assert(length <= (uint64_t)(reader->end - reader->at));
    reader->at += length;
    return length ? text : NULL;
}

static void put_real(GByteArray *block, double real)
{
    g_byte_array_append(block, (const guint8 *)&real, sizeof real);
}

static double get_real(RecordReader *reader)
{
    double real;

    g_assert((size_t)(reader->end - reader->at) >= sizeof real);
    memcpy(&real, reader->at, sizeof real);
    reader->at += sizeof real;
    return real;
}

static void put_publication(GByteArray *block, const FactPublication *fact)
{
    put_number(block, fact->number);
    put_number(block, fact->in_reply_to);
    put_number(block, fact->kind);
    put_number(block, fact->status);
    put_number(block, fact->access);
    put_number(block, fact->published_known);
    put_text(block, fact->platform);
    put_text(block, fact->author);
    put_text(block, fact->title);
    put_text(block, fact->url);
    put_text(block, fact->native_id);
    put_text(block, fact->published);
    put_text(block, fact->updated);
    put_text(block, fact->announces);
}

static void get_publication(RecordReader *reader, FactPublication *fact)
{
    fact->number = (uint32_t)get_number(reader);
    fact->in_reply_to = (uint32_t)get_number(reader);
    fact->kind = (PublicationKind)get_number(reader);
    fact->status = (PublicationStatus)get_number(reader);
    fact->access = (Access)get_number(reader);
    fact->published_known = (DateKnown)get_number(reader);
    fact->platform = get_text(reader);
    fact->author = get_text(reader);
    fact->title = get_text(reader);
    fact->url = get_text(reader);
    fact->native_id = get_text(reader);
    fact->published = get_text(reader);
    fact->updated = get_text(reader);
    fact->announces = get_text(reader);
}

static void put_medium(GByteArray *block, const FactMedium *fact)
{
    put_number(block, fact->publication);
    put_number(block, fact->number);
    put_text(block, fact->role);
    put_text(block, fact->uri);
    put_text(block, fact->taken);
}

static void get_medium(RecordReader *reader, FactMedium *fact)
{
    fact->publication = (uint32_t)get_number(reader);
    fact->number = (uint32_t)get_number(reader);
    fact->role = get_text(reader);
    fact->uri = get_text(reader);
    fact->taken = get_text(reader);
}

static void put_person_tag(GByteArray *block, const FactPersonTag *fact)
{
    put_number(block, fact->publication);
    put_number(block, fact->medium);
    put_text(block, fact->dialect);
    put_text(block, fact->name);
    put_number(block, fact->has_box);
    put_real(block, fact->x);
    put_real(block, fact->y);
    put_real(block, fact->width);
    put_real(block, fact->height);
}

static void get_person_tag(RecordReader *reader, FactPersonTag *fact)
{
    fact->publication = (uint32_t)get_number(reader);
    fact->medium = (uint32_t)get_number(reader);
    fact->dialect = get_text(reader);
    fact->name = get_text(reader);
    fact->has_box = get_number(reader) != 0;
    fact->x = get_real(reader);
    fact->y = get_real(reader);
    fact->width = get_real(reader);
    fact->height = get_real(reader);
}

static void put_property(GByteArray *block, const FactProperty *fact)
{
    put_number(block, fact->publication);
    put_number(block, fact->medium);
    put_text(block, fact->block);
    put_text(block, fact->key);
    put_text(block, fact->value);
}

static void get_property(RecordReader *reader, FactProperty *fact)
{
    fact->publication = (uint32_t)get_number(reader);
    fact->medium = (uint32_t)get_number(reader);
    fact->block = get_text(reader);
    fact->key = get_text(reader);
    fact->value = get_text(reader);
}

static void put_picture(GByteArray *block, const FactPicture *fact)
{
    put_number(block, fact->width);
    put_number(block, fact->height);
    put_number(block, fact->orientation);
    put_text(block, fact->format);
}

static void get_picture(RecordReader *reader, FactPicture *fact)
{
    fact->width = (uint32_t)get_number(reader);
    fact->height = (uint32_t)get_number(reader);
    fact->orientation = (uint32_t)get_number(reader);
    fact->format = get_text(reader);
}

static void put_contact(GByteArray *block, const FactContact *fact)
{
    put_number(block, fact->publication);
    put_text(block, fact->platform);
    put_text(block, fact->relation);
    put_text(block, fact->name);
    put_text(block, fact->handle);
    put_text(block, fact->since);
}

static void get_contact(RecordReader *reader, FactContact *fact)
{
    fact->publication = (uint32_t)get_number(reader);
    fact->platform = get_text(reader);
    fact->relation = get_text(reader);
    fact->name = get_text(reader);
    fact->handle = get_text(reader);
    fact->since = get_text(reader);
}

/* Kind of record, then for a fact its kind. */
static void put_head(GByteArray *block, RecordKind kind, unsigned detail)
{
    guint8 head[2] = {(guint8)kind, (guint8)detail};

    g_byte_array_append(block, head, sizeof head);
}

void record_put_fact(GByteArray *block, const Fact *fact)
{
    put_head(block, RECORD_FACT, fact->kind);
    if (fact->kind == FACT_PUBLICATION) {
        put_publication(block, &fact->publication);
    } else if (fact->kind == FACT_MEDIUM) {
        put_medium(block, &fact->medium);
    } else if (fact->kind == FACT_PERSON_TAG) {
        put_person_tag(block, &fact->person_tag);
    } else if (fact->kind == FACT_PROPERTY) {
        put_property(block, &fact->property);
    } else if (fact->kind == FACT_PICTURE) {
        put_picture(block, &fact->picture);
    } else if (fact->kind == FACT_CONTACT) {
        put_contact(block, &fact->contact);
    } else if (fact->kind == FACT_ACCOUNT) {
        put_text(block, fact->account.platform);
        put_text(block, fact->account.handle);
        put_text(block, fact->account.name);
    } else if (fact->kind == FACT_GAP) {
        put_number(block, fact->gap.reason);
        put_text(block, fact->gap.detail);
    } else { /* (pixels are kept elsewhere: seen.h) */
        g_assert(fact->kind == FACT_LOCATION);
        put_text(block, fact->location.url);
        put_text(block, fact->location.how);
    }
}

static void get_text_fact(RecordReader *reader, Record *record)
{
    FactText *fact = &record->fact.text;

    fact->publication = (uint32_t)get_number(reader);
    fact->medium = (uint32_t)get_number(reader);
    fact->place = (Place)get_number(reader);
    fact->label = get_text(reader);
    fact->length = get_number(reader);
    record->print = get_number(reader);
    record->digest = get_text(reader);
    fact->text = get_text(reader);
}

static void get_fact(RecordReader *reader, FactKind kind, Record *record)
{
    Fact *fact = &record->fact;

    fact->kind = kind;
    if (kind == FACT_TEXT) {
        get_text_fact(reader, record);
    } else if (kind == FACT_PUBLICATION) {
        get_publication(reader, &fact->publication);
    } else if (kind == FACT_MEDIUM) {
        get_medium(reader, &fact->medium);
    } else if (kind == FACT_PERSON_TAG) {
        get_person_tag(reader, &fact->person_tag);
    } else if (kind == FACT_PROPERTY) {
        get_property(reader, &fact->property);
    } else if (kind == FACT_PICTURE) {
        get_picture(reader, &fact->picture);
    } else if (kind == FACT_CONTACT) {
        get_contact(reader, &fact->contact);
    } else if (kind == FACT_ACCOUNT) {
        fact->account.platform = get_text(reader);
        fact->account.handle = get_text(reader);
        fact->account.name = get_text(reader);
    } else if (kind == FACT_GAP) {
        fact->gap.reason = (uint32_t)get_number(reader);
        fact->gap.detail = get_text(reader);
    } else {
        g_assert(kind == FACT_LOCATION);
        fact->location.url = get_text(reader);
        fact->location.how = get_text(reader);
    }
}

void record_put_text(GByteArray *block, const FactText *text, const char *digest, uint64_t print)
{
    put_head(block, RECORD_FACT, FACT_TEXT);
    put_number(block, text->publication);
    put_number(block, text->medium);
    put_number(block, text->place);
    put_text(block, text->label);
    put_number(block, text->length);
    put_number(block, print);
    put_text(block, digest);
    put_bytes(block, digest ? text->text : NULL, text->length);
}

void record_put_mention(GByteArray *block, uint32_t text, const StoreMention *mention)
{
    put_head(block, RECORD_MENTION, 0);
    put_number(block, text);
    put_number(block, mention->person);
    put_number(block, mention->surname);
    put_number(block, mention->start);
    put_number(block, mention->end);
    put_number(block, mention->excerpt_start);
    put_text(block, mention->tier);
    put_text(block, mention->form);
    put_text(block, mention->reasons);
    put_text(block, mention->matched);
    put_text(block, mention->excerpt);
}

static void get_mention(RecordReader *reader, Record *record)
{
    StoreMention *mention = &record->mention;

    record->text = (uint32_t)get_number(reader);
    mention->person = (uint32_t)get_number(reader);
    mention->surname = get_number(reader) != 0;
    mention->start = get_number(reader);
    mention->end = get_number(reader);
    mention->excerpt_start = get_number(reader);
    mention->tier = get_text(reader);
    mention->form = get_text(reader);
    mention->reasons = get_text(reader);
    mention->matched = get_text(reader);
    mention->excerpt = get_text(reader);
}

void record_put_datum(GByteArray *block, uint32_t text, const StoreDatum *datum)
{
    put_head(block, RECORD_DATUM, 0);
    put_number(block, text);
    put_text(block, datum->kind);
    put_text(block, datum->value);
    put_text(block, datum->excerpt);
    put_number(block, datum->start);
    put_number(block, datum->end);
    put_number(block, (uint64_t)(datum->person + 1));
    put_text(block, datum->tier);
}

void record_put_phrase(GByteArray *block, uint32_t text, const StorePhrase *phrase)
{
    put_head(block, RECORD_PHRASE, 0);
    put_number(block, text);
    put_text(block, phrase->list);
    put_text(block, phrase->phrase);
    put_text(block, phrase->excerpt);
    put_number(block, phrase->start);
    put_number(block, phrase->end);
}

void record_put_recognised(GByteArray *block, FactKind kind, uint32_t person, const char *tier)
{
    put_head(block, RECORD_RECOGNISED, kind);
    put_number(block, person);
    put_text(block, tier);
}

bool record_next(RecordReader *reader, Record *record)
{
    FactKind kind;

    if (reader->end - reader->at < 2)
        return false;
    *record = (Record){.kind = (RecordKind)reader->at[0]};
    kind = (FactKind)reader->at[1];
    reader->at += 2;
    if (record->kind == RECORD_FACT) {
        get_fact(reader, kind, record);
    } else if (record->kind == RECORD_MENTION) {
        get_mention(reader, record);
    } else if (record->kind == RECORD_RECOGNISED) {
        record->recognised = kind;
        record->mention.person = (uint32_t)get_number(reader);
        record->mention.tier = get_text(reader);
    } else {
        record->text = (uint32_t)get_number(reader);
        record->list = get_text(reader);
        record->value = get_text(reader);
        record->excerpt = get_text(reader);
        record->start = get_number(reader);
        record->end = get_number(reader);
        if (record->kind == RECORD_DATUM) {
            record->person = (int64_t)get_number(reader) - 1;
            record->mention.tier = get_text(reader);
        }
    }
    return true;
}
