/*
 * Put and get of the records in a scratch block, side by side.
 */
#include "store/record.h"

#include <string.h>

static void put_publication(GByteArray *block, const FactPublication *fact)
{
    coding_put_number(block, fact->number);
    coding_put_number(block, fact->in_reply_to);
    coding_put_number(block, fact->kind);
    coding_put_number(block, fact->status);
    coding_put_number(block, fact->access);
    coding_put_number(block, fact->published_known);
    coding_put_text(block, fact->platform);
    coding_put_text(block, fact->author);
    coding_put_text(block, fact->title);
    coding_put_text(block, fact->url);
    coding_put_text(block, fact->native_id);
    coding_put_text(block, fact->published);
    coding_put_text(block, fact->updated);
    coding_put_text(block, fact->announces);
}

static void get_publication(RecordReader *reader, FactPublication *fact)
{
    fact->number = (uint32_t)coding_get_number(reader);
    fact->in_reply_to = (uint32_t)coding_get_number(reader);
    fact->kind = (PublicationKind)coding_get_number(reader);
    fact->status = (PublicationStatus)coding_get_number(reader);
    fact->access = (Access)coding_get_number(reader);
    fact->published_known = (DateKnown)coding_get_number(reader);
    fact->platform = coding_get_text(reader);
    fact->author = coding_get_text(reader);
    fact->title = coding_get_text(reader);
    fact->url = coding_get_text(reader);
    fact->native_id = coding_get_text(reader);
    fact->published = coding_get_text(reader);
    fact->updated = coding_get_text(reader);
    fact->announces = coding_get_text(reader);
}

static void put_medium(GByteArray *block, const FactMedium *fact)
{
    coding_put_number(block, fact->publication);
    coding_put_number(block, fact->number);
    coding_put_text(block, fact->role);
    coding_put_text(block, fact->uri);
    coding_put_text(block, fact->taken);
}

static void get_medium(RecordReader *reader, FactMedium *fact)
{
    fact->publication = (uint32_t)coding_get_number(reader);
    fact->number = (uint32_t)coding_get_number(reader);
    fact->role = coding_get_text(reader);
    fact->uri = coding_get_text(reader);
    fact->taken = coding_get_text(reader);
}

static void put_person_tag(GByteArray *block, const FactPersonTag *fact)
{
    coding_put_number(block, fact->publication);
    coding_put_number(block, fact->medium);
    coding_put_text(block, fact->dialect);
    coding_put_text(block, fact->name);
    coding_put_number(block, fact->has_box);
    coding_put_real(block, fact->x);
    coding_put_real(block, fact->y);
    coding_put_real(block, fact->width);
    coding_put_real(block, fact->height);
}

static void get_person_tag(RecordReader *reader, FactPersonTag *fact)
{
    fact->publication = (uint32_t)coding_get_number(reader);
    fact->medium = (uint32_t)coding_get_number(reader);
    fact->dialect = coding_get_text(reader);
    fact->name = coding_get_text(reader);
    fact->has_box = coding_get_number(reader) != 0;
    fact->x = coding_get_real(reader);
    fact->y = coding_get_real(reader);
    fact->width = coding_get_real(reader);
    fact->height = coding_get_real(reader);
}

static void put_property(GByteArray *block, const FactProperty *fact)
{
    coding_put_number(block, fact->publication);
    coding_put_number(block, fact->medium);
    coding_put_text(block, fact->block);
    coding_put_text(block, fact->key);
    coding_put_text(block, fact->value);
}

static void get_property(RecordReader *reader, FactProperty *fact)
{
    fact->publication = (uint32_t)coding_get_number(reader);
    fact->medium = (uint32_t)coding_get_number(reader);
    fact->block = coding_get_text(reader);
    fact->key = coding_get_text(reader);
    fact->value = coding_get_text(reader);
}

static void put_picture(GByteArray *block, const FactPicture *fact)
{
    coding_put_number(block, fact->width);
    coding_put_number(block, fact->height);
    coding_put_number(block, fact->orientation);
    coding_put_text(block, fact->format);
}

static void get_picture(RecordReader *reader, FactPicture *fact)
{
    fact->width = (uint32_t)coding_get_number(reader);
    fact->height = (uint32_t)coding_get_number(reader);
    fact->orientation = (uint32_t)coding_get_number(reader);
    fact->format = coding_get_text(reader);
}

static void put_contact(GByteArray *block, const FactContact *fact)
{
    coding_put_number(block, fact->publication);
    coding_put_text(block, fact->platform);
    coding_put_text(block, fact->relation);
    coding_put_text(block, fact->name);
    coding_put_text(block, fact->handle);
    coding_put_text(block, fact->since);
}

static void get_contact(RecordReader *reader, FactContact *fact)
{
    fact->publication = (uint32_t)coding_get_number(reader);
    fact->platform = coding_get_text(reader);
    fact->relation = coding_get_text(reader);
    fact->name = coding_get_text(reader);
    fact->handle = coding_get_text(reader);
    fact->since = coding_get_text(reader);
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
        coding_put_text(block, fact->account.platform);
        coding_put_text(block, fact->account.handle);
        coding_put_text(block, fact->account.name);
    } else if (fact->kind == FACT_GAP) {
        coding_put_number(block, fact->gap.reason);
        coding_put_text(block, fact->gap.detail);
    } else { /* (pixels are kept elsewhere: seen.h) */
        g_assert(fact->kind == FACT_LOCATION);
        coding_put_text(block, fact->location.url);
        coding_put_text(block, fact->location.how);
    }
}

static void get_text_fact(RecordReader *reader, Record *record)
{
    FactText *fact = &record->fact.text;

    fact->publication = (uint32_t)coding_get_number(reader);
    fact->medium = (uint32_t)coding_get_number(reader);
    fact->place = (Place)coding_get_number(reader);
    fact->label = coding_get_text(reader);
    fact->length = coding_get_number(reader);
    record->print = coding_get_number(reader);
    record->digest = coding_get_text(reader);
    fact->text = coding_get_text(reader);
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
        fact->account.platform = coding_get_text(reader);
        fact->account.handle = coding_get_text(reader);
        fact->account.name = coding_get_text(reader);
    } else if (kind == FACT_GAP) {
        fact->gap.reason = (uint32_t)coding_get_number(reader);
        fact->gap.detail = coding_get_text(reader);
    } else {
        g_assert(kind == FACT_LOCATION);
        fact->location.url = coding_get_text(reader);
        fact->location.how = coding_get_text(reader);
    }
}

void record_put_text(GByteArray *block, const FactText *text, const char *digest, uint64_t print)
{
    put_head(block, RECORD_FACT, FACT_TEXT);
    coding_put_number(block, text->publication);
    coding_put_number(block, text->medium);
    coding_put_number(block, text->place);
    coding_put_text(block, text->label);
    coding_put_number(block, text->length);
    coding_put_number(block, print);
    coding_put_text(block, digest);
    coding_put_bytes(block, digest ? text->text : NULL, text->length);
}

void record_put_mention(GByteArray *block, uint32_t text, const StoreMention *mention)
{
    put_head(block, RECORD_MENTION, 0);
    coding_put_number(block, text);
    coding_put_number(block, mention->person);
    coding_put_number(block, mention->surname);
    coding_put_number(block, mention->start);
    coding_put_number(block, mention->end);
    coding_put_number(block, mention->excerpt_start);
    coding_put_text(block, mention->tier);
    coding_put_text(block, mention->form);
    coding_put_text(block, mention->reasons);
    coding_put_text(block, mention->matched);
    coding_put_text(block, mention->excerpt);
}

static void get_mention(RecordReader *reader, Record *record)
{
    StoreMention *mention = &record->mention;

    record->text = (uint32_t)coding_get_number(reader);
    mention->person = (uint32_t)coding_get_number(reader);
    mention->surname = coding_get_number(reader) != 0;
    mention->start = coding_get_number(reader);
    mention->end = coding_get_number(reader);
    mention->excerpt_start = coding_get_number(reader);
    mention->tier = coding_get_text(reader);
    mention->form = coding_get_text(reader);
    mention->reasons = coding_get_text(reader);
    mention->matched = coding_get_text(reader);
    mention->excerpt = coding_get_text(reader);
}

void record_put_datum(GByteArray *block, uint32_t text, const StoreDatum *datum)
{
    put_head(block, RECORD_DATUM, 0);
    coding_put_number(block, text);
    coding_put_text(block, datum->kind);
    coding_put_text(block, datum->value);
    coding_put_text(block, datum->excerpt);
    coding_put_number(block, datum->start);
    coding_put_number(block, datum->end);
    coding_put_number(block, (uint64_t)(datum->person + 1));
    coding_put_text(block, datum->tier);
}

void record_put_phrase(GByteArray *block, uint32_t text, const StorePhrase *phrase)
{
    put_head(block, RECORD_PHRASE, 0);
    coding_put_number(block, text);
    coding_put_text(block, phrase->list);
    coding_put_text(block, phrase->phrase);
    coding_put_text(block, phrase->excerpt);
    coding_put_number(block, phrase->start);
    coding_put_number(block, phrase->end);
}

void record_put_recognised(GByteArray *block, FactKind kind, uint32_t person, const char *tier)
{
    put_head(block, RECORD_RECOGNISED, kind);
    coding_put_number(block, person);
    coding_put_text(block, tier);
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
        record->mention.person = (uint32_t)coding_get_number(reader);
        record->mention.tier = coding_get_text(reader);
    } else {
        record->text = (uint32_t)coding_get_number(reader);
        record->list = coding_get_text(reader);
        record->value = coding_get_text(reader);
        record->excerpt = coding_get_text(reader);
        record->start = coding_get_number(reader);
        record->end = coding_get_number(reader);
        if (record->kind == RECORD_DATUM) {
            record->person = (int64_t)coding_get_number(reader) - 1;
            record->mention.tier = coding_get_text(reader);
        }
    }
    return true;
}
