/*
 * The rows of an item's facts. What a fact leaves open (channel, access, the author's role) is
 * taken from the user's words about the source, then from the item's surroundings; it judges
 * nothing.
 */
#include "store/facts.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "register/channels.h"

static char *column_copy(sqlite3_stmt *statement, int column)
{
    return g_strdup(rows_text(statement, column));
}

static void source_words_free(SourceWords *words)
{
    g_free(words->channel);
    g_free(words->access);
    g_free(words->owner);
    g_free(words);
}

static void read_sources(FactWriter *writer)
{
    sqlite3_stmt *get =
        rows_prepare(writer->audit, "SELECT channel, access, owner FROM source ORDER BY id");

    while (rows_next(writer->audit, get)) {
        SourceWords *words = g_new0(SourceWords, 1);

        words->channel = column_copy(get, 0);
        words->access = column_copy(get, 1);
        words->owner = column_copy(get, 2);
        g_ptr_array_add(writer->sources, words);
    }
    sqlite3_finalize(get);
}

static void prepare_facts(FactWriter *writer)
{
    static const char *const inserts[FACTS] = {
        [FACT_PUBLICATION] = "INSERT OR IGNORE INTO publication VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                             " ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?)",
        [FACT_TEXT] = "INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [FACT_MEDIUM] = "INSERT OR IGNORE INTO link (id, item, publication, number, role, uri,"
                        " taken) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [FACT_PERSON_TAG] = "INSERT INTO person_tag (id, item, publication, link, dialect, name,"
                            " x, y, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [FACT_PROPERTY] = "INSERT INTO property (item, publication, link, block, key, value)"
                          " VALUES (?, ?, ?, ?, ?, ?)",
        [FACT_PICTURE] = "INSERT OR IGNORE INTO picture VALUES (?, ?, ?, ?, ?)",
        [FACT_CONTACT] = "INSERT INTO contact (id, item, publication, platform, relation, name,"
                         " handle, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [FACT_ACCOUNT] = "INSERT INTO account (item, platform, handle, name, owner)"
                         " VALUES (?, ?, ?, ?, ?)",
        [FACT_GAP] = "INSERT INTO gap (item, reason, detail) VALUES (?, ?, ?)",
    };

    for (guint kind = 0; kind < FACTS; kind++)
        if (inserts[kind])
            writer->put[kind] = rows_prepare(writer->audit, inserts[kind]);
}

void fact_writer_prepare(FactWriter *writer, Rows *audit)
{
    writer->audit = audit;
    writer->unlisted = unlisted_new(audit);
    writer->publications.numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    writer->media.numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    writer->sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_words_free);
    read_sources(writer);
    prepare_facts(writer);
    writer->put_mention = rows_prepare(
        audit, "INSERT INTO mention (text, person, tier, surname, start, end, matched, excerpt,"
               " excerpt_start, form, reasons) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    writer->put_trace =
        rows_prepare(audit, "INSERT INTO trace (text, person, start, end, form, reasons)"
                            " VALUES (?, ?, ?, ?, ?, ?)");
    writer->put_datum = rows_prepare(
        audit, "INSERT INTO datum (text, item, publication, kind, value, excerpt, start, end,"
               " person, tier) SELECT id, item, publication, ?, ?, ?, ?, ?, ?, ? FROM text"
               " WHERE id = ?");
    writer->put_phrase =
        rows_prepare(audit, "INSERT INTO phrase (text, list, phrase, start, end, excerpt)"
                            " VALUES (?, ?, ?, ?, ?, ?)");
    writer->prints = g_array_new(FALSE, TRUE, sizeof(uint64_t));
    writer->put_wording = rows_prepare(
        audit, "INSERT INTO wording SELECT id, printf('%016llx', ?2) FROM publication WHERE id = ?1"
               " AND kind IN ('post', 'comment')");
    writer->recognise_author = rows_prepare(
        audit, "UPDATE publication SET author_person = ?1, author_role ="
               " coalesce((SELECT role FROM person WHERE id = ?1), author_role) WHERE id = ?2");
    writer->recognise_tag =
        rows_prepare(audit, "UPDATE person_tag SET person = ?, tier = ? WHERE id = ?");
    writer->recognise_contact =
        rows_prepare(audit, "UPDATE contact SET person = ?, tier = ? WHERE id = ?");
}

void fact_writer_clear(FactWriter *writer)
{
    for (guint kind = 0; kind < FACTS; kind++)
        sqlite3_finalize(writer->put[kind]);
    sqlite3_finalize(writer->put_mention);
    sqlite3_finalize(writer->put_trace);
    g_clear_pointer(&writer->unlisted, unlisted_free);
    sqlite3_finalize(writer->put_datum);
    sqlite3_finalize(writer->put_phrase);
    sqlite3_finalize(writer->put_wording);
    g_clear_pointer(&writer->prints, g_array_unref);
    sqlite3_finalize(writer->recognise_author);
    sqlite3_finalize(writer->recognise_tag);
    sqlite3_finalize(writer->recognise_contact);
    g_clear_pointer(&writer->publications.numbers, g_array_unref);
    g_clear_pointer(&writer->media.numbers, g_array_unref);
    g_clear_pointer(&writer->sources, g_ptr_array_unref);
    g_clear_pointer(&writer->location, g_free);
    g_clear_pointer(&writer->location_how, g_free);
}

/* Index of the number, or of the first larger one. Readers count upwards: mostly number - 1. */
static guint numbering_seek(const Numbering *numbering, uint32_t number)
{
    const uint32_t *numbers = (const uint32_t *)(const void *)numbering->numbers->data;
    guint low = 0, high = numbering->numbers->len;

    if (number < high && numbers[number] == number) /* with a publication 0 before it */
        return number;
    if (number <= high && number > 0 && numbers[number - 1] == number)
        return number - 1;
    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool numbering_has(const Numbering *numbering, uint32_t number, guint *index)
{
    *index = numbering_seek(numbering, number);
    return *index < numbering->numbers->len &&
           g_array_index(numbering->numbers, uint32_t, *index) == number;
}

static bool numbering_add(Numbering *numbering, uint32_t number)
{
    guint index;

    if (numbering_has(numbering, number, &index))
        return false;
    g_array_insert_val(numbering->numbers, index, number);
    return true;
}

/* The id of a number, 0 for one that was never declared. */
static int64_t numbering_id(const Numbering *numbering, uint32_t number)
{
    guint index;

    return numbering_has(numbering, number, &index) ? numbering->before + index + 1 : 0;
}

/* Moves on behind the ids of the last item. */
static void numbering_begin(Numbering *numbering)
{
    numbering->before += numbering->numbers->len;
    g_array_set_size(numbering->numbers, 0);
}

void fact_writer_begin(FactWriter *writer, int64_t item, int64_t source)
{
    writer->item = item;
    writer->source = source;
    writer->text_before = writer->text;
    numbering_begin(&writer->publications);
    numbering_begin(&writer->media);
    writer->whole = false;
    writer->has_contacts = false;
    g_array_set_size(writer->prints, 0);
    g_clear_pointer(&writer->location, g_free);
    g_clear_pointer(&writer->location_how, g_free);
}

/* The publication a fact belongs to; 0 for the item as a whole, which is then needed. */
static void survey_reference(FactWriter *writer, uint32_t publication)
{
    guint index;

    if (publication == 0 || !numbering_has(&writer->publications, publication, &index))
        writer->whole = true;
}

void fact_writer_survey(FactWriter *writer, const Record *record)
{
    const Fact *fact = &record->fact;

    if (record->kind != RECORD_FACT)
        return;
    if (fact->kind == FACT_PUBLICATION) {
        if (!numbering_add(&writer->publications, fact->publication.number))
            writer->twice++;
    } else if (fact->kind == FACT_MEDIUM) {
        if (!numbering_add(&writer->media, fact->medium.number))
            writer->twice++;
        survey_reference(writer, fact->medium.publication);
    } else if (fact->kind == FACT_TEXT) {
        survey_reference(writer, fact->text.publication);
    } else if (fact->kind == FACT_PERSON_TAG) {
        survey_reference(writer, fact->person_tag.publication);
    } else if (fact->kind == FACT_PROPERTY) {
        survey_reference(writer, fact->property.publication);
    } else if (fact->kind == FACT_CONTACT) {
        survey_reference(writer, fact->contact.publication);
        writer->has_contacts |= fact->contact.publication == 0;
    } else if (fact->kind == FACT_PICTURE) {
        writer->whole = true; /* a picture in an export was published, whoever links it */
    } else if (fact->kind == FACT_LOCATION && !writer->location) {
        writer->location = g_strdup(fact->location.url);
        writer->location_how = g_strdup(fact->location.how);
    }
}

static int64_t publication_id(const FactWriter *writer, uint32_t number)
{
    guint index;

    if (number == 0 || !numbering_has(&writer->publications, number, &index))
        number = 0;
    return numbering_id(&writer->publications, number);
}

/* Who speaks, as far as the source says it; a recognised author replaces this. */
static const char *author_role(const FactWriter *writer, PublicationKind kind)
{
    const SourceWords *source = g_ptr_array_index(writer->sources, writer->source - 1);

    if (kind == KIND_COMMENT || kind == KIND_MESSAGE)
        return "unknown";
    if (source->owner && g_str_has_prefix(source->owner, "staff"))
        return "staff";
    return !source->owner || g_str_equal(source->owner, "school") ||
                   g_str_equal(source->owner, "management")
               ? "school"
               : "unknown";
}

/* Adds to what a publication says; the order of a reader's facts is part of it. */
static void say(FactWriter *writer, uint32_t number, uint64_t print)
{
    uint64_t *said, pair[2];
    guint index;

    if (number == 0 || !numbering_has(&writer->publications, number, &index))
        return;
    if (writer->prints->len <= index)
        g_array_set_size(writer->prints, index + 1);
    said = &g_array_index(writer->prints, uint64_t, index);
    pair[0] = GUINT64_TO_LE(*said);
    pair[1] = GUINT64_TO_LE(print);
    *said = XXH3_64bits(pair, sizeof pair);
}

void fact_writer_end(FactWriter *writer)
{
    for (guint i = 0; i < writer->prints->len; i++) {
        uint64_t print = g_array_index(writer->prints, uint64_t, i);

        if (print != 0)
            rows_write(writer->audit, writer->put_wording, "ii",
                       writer->publications.before + i + 1, (int64_t)print);
    }
}

static int access_rank(const char *access)
{
    return strcmp(access, "public") == 0 ? 0 : strcmp(access, "closed") == 0 ? 1 : 2;
}

/* What a dump tells of its own posts and messages holds, and the operator can only close it
 * further. Mails and chats are direct for their form alone: there the operator's word goes first,
 * and the website's that has them for everybody. NULL: nobody says. */
static const char *access_of(const FactWriter *writer, const FactPublication *fact,
                             const SourceWords *source)
{
    const char *told = fact->access != ACCESS_UNKNOWN ? access_id(fact->access) : NULL;

    if (!told)
        return source->access;
    if (channel_is_correspondence(fact->platform)) {
        bool open = writer->in_site || writer->location;

        return source->access ? source->access : open ? NULL : told;
    }
    return source->access && access_rank(source->access) > access_rank(told) ? source->access
                                                                             : told;
}

/* Where nobody says: a file is as public as what it lies among, a document as well, and a page that
 * came with a mail. A page or post of its own platform is public. */
static const char *access_around(const FactWriter *writer, const FactPublication *fact)
{
    bool mailed = writer->platform && strcmp(writer->platform, "e-mail") == 0;

    return writer->access && (fact->number == 0 || !fact->platform || mailed) ? writer->access
                                                                              : "public";
}

static void write_publication(FactWriter *writer, const FactPublication *fact)
{
    const SourceWords *source = g_ptr_array_index(writer->sources, writer->source - 1);
    const char *platform = fact->platform ? fact->platform : writer->platform;
    const char *access = access_of(writer, fact, source);
    const char *known = fact->published ? known_id(fact->published_known) : NULL;
    int64_t parent = fact->in_reply_to ? numbering_id(&writer->publications, fact->in_reply_to) : 0;

    writer->publication = numbering_id(&writer->publications, fact->number);
    rows_write(
        writer->audit, writer->put[FACT_PUBLICATION], "iiiIttttitttttttttt", writer->publication,
        writer->item, (int64_t)fact->number, parent, publication_kind_id(fact->kind), platform,
        source->channel ? source->channel : platform, access ? access : access_around(writer, fact),
        (int64_t)(access != NULL), publication_status_id(fact->status), fact->author,
        author_role(writer, fact->kind), fact->title, fact->url, fact->native_id, fact->published,
        known, fact->updated, fact->announces);
    if (fact->title)
        say(writer, fact->number, XXH3_64bits(fact->title, strlen(fact->title)));
}

void fact_writer_number(FactWriter *writer)
{
    FactPublication whole = {
        .kind = KIND_FILE, .published = writer->modified, .published_known = KNOWN_FILE};

    if (!writer->whole)
        return;
    if (writer->has_contacts) /* friends and followers lie in the export; nobody published them */
        whole.status = STATUS_UNPUBLISHED;
    numbering_add(&writer->publications, 0);
    write_publication(writer, &whole);
}

static void write_text(FactWriter *writer, const Record *record)
{
    const FactText *fact = &record->fact.text;
    int64_t link = fact->medium ? numbering_id(&writer->media, fact->medium) : 0;

    rows_write(writer->audit, writer->put[FACT_TEXT], "iiiIttitt", ++writer->text, writer->item,
               publication_id(writer, fact->publication), link, place_id(fact->place), fact->label,
               (int64_t)fact->length, record->digest, fact->text);
    if (fact->place == PLACE_BODY || fact->place == PLACE_TITLE || fact->place == PLACE_CAPTION)
        say(writer, fact->publication, record->print);
}

static void write_medium(FactWriter *writer, const FactMedium *fact)
{
    rows_write(writer->audit, writer->put[FACT_MEDIUM], "iiiittt",
               numbering_id(&writer->media, fact->number), writer->item,
               publication_id(writer, fact->publication), (int64_t)fact->number,
               fact->role ? fact->role : "", fact->uri ? fact->uri : "", fact->taken);
}

static void write_person_tag(FactWriter *writer, const FactPersonTag *fact)
{
    sqlite3_stmt *put = writer->put[FACT_PERSON_TAG];
    int64_t link = fact->medium ? numbering_id(&writer->media, fact->medium) : 0;

    rows_bind(put, "iiiIttdddd", ++writer->person_tag, writer->item,
              publication_id(writer, fact->publication), link, fact->dialect ? fact->dialect : "",
              fact->name ? fact->name : "", fact->x, fact->y, fact->width, fact->height);
    for (int column = 7; put && !fact->has_box && column <= 10; column++)
        sqlite3_bind_null(put, column);
    rows_write(writer->audit, put, "");
}

static void write_property(FactWriter *writer, const FactProperty *fact)
{
    int64_t link = fact->medium ? numbering_id(&writer->media, fact->medium) : 0;

    rows_write(writer->audit, writer->put[FACT_PROPERTY], "iiIttt", writer->item,
               publication_id(writer, fact->publication), link, fact->block ? fact->block : "",
               fact->key ? fact->key : "", fact->value ? fact->value : "");
}

static void write_contact(FactWriter *writer, const FactContact *fact)
{
    rows_write(writer->audit, writer->put[FACT_CONTACT], "iiittttt", ++writer->contact,
               writer->item, publication_id(writer, fact->publication), fact->platform,
               fact->relation ? fact->relation : "", fact->name, fact->handle, fact->since);
}

static void write_account(FactWriter *writer, const FactAccount *fact)
{
    const SourceWords *source = g_ptr_array_index(writer->sources, writer->source - 1);

    rows_write(writer->audit, writer->put[FACT_ACCOUNT], "itttt", writer->item,
               fact->platform ? fact->platform : "", fact->handle, fact->name, source->owner);
}

static void write_fact(FactWriter *writer, const Record *record)
{
    const Fact *fact = &record->fact;

    if (fact->kind == FACT_TEXT)
        write_text(writer, record);
    else if (fact->kind == FACT_PUBLICATION)
        write_publication(writer, &fact->publication);
    else if (fact->kind == FACT_MEDIUM)
        write_medium(writer, &fact->medium);
    else if (fact->kind == FACT_PERSON_TAG)
        write_person_tag(writer, &fact->person_tag);
    else if (fact->kind == FACT_PROPERTY)
        write_property(writer, &fact->property);
    else if (fact->kind == FACT_CONTACT)
        write_contact(writer, &fact->contact);
    else if (fact->kind == FACT_ACCOUNT)
        write_account(writer, &fact->account);
    else if (fact->kind == FACT_PICTURE)
        rows_write(writer->audit, writer->put[FACT_PICTURE], "iIIIt", writer->item,
                   (int64_t)fact->picture.width, (int64_t)fact->picture.height,
                   (int64_t)fact->picture.orientation, fact->picture.format);
    else if (fact->kind == FACT_GAP)
        rows_write(writer->audit, writer->put[FACT_GAP], "itt", writer->item,
                   reason_id((Reason)MIN(fact->gap.reason, REASONS - 1)), fact->gap.detail);
}

static void write_mention(FactWriter *writer, const Record *record)
{
    const StoreMention *mention = &record->mention;
    int64_t text = writer->text_before + record->text + 1;
    int64_t person = mention->person == STORE_UNLISTED
                         ? unlisted_person(writer->unlisted, mention->matched)
                     : mention->person == STORE_MANY ? 0
                                                     : (int64_t)mention->person + 1;

    if (strcmp(mention->tier, STORE_TRACE) == 0) {
        rows_write(writer->audit, writer->put_trace, "iIiitt", text, person,
                   (int64_t)mention->start, (int64_t)mention->end, mention->form, mention->reasons);
        return;
    }
    rows_write(writer->audit, writer->put_mention, "iitiiittitt", text, person, mention->tier,
               (int64_t)mention->surname, (int64_t)mention->start, (int64_t)mention->end,
               mention->matched, mention->excerpt, (int64_t)mention->excerpt_start, mention->form,
               mention->reasons);
}

/* Authors only where the recognition is good: a role hangs on it. */
static void write_recognised(FactWriter *writer, const Record *record)
{
    const char *tier = record->mention.tier;
    int64_t person = (int64_t)record->mention.person + 1;

    if (record->recognised == FACT_PERSON_TAG)
        rows_write(writer->audit, writer->recognise_tag, "iti", person, tier, writer->person_tag);
    else if (record->recognised == FACT_CONTACT)
        rows_write(writer->audit, writer->recognise_contact, "iti", person, tier, writer->contact);
    else if (g_strcmp0(tier, "certain") == 0 || g_strcmp0(tier, "likely") == 0)
        rows_write(writer->audit, writer->recognise_author, "ii", person, writer->publication);
}

void fact_writer_write(FactWriter *writer, const Record *record)
{
    int64_t text = writer->text_before + record->text + 1;

    if (record->kind == RECORD_FACT)
        write_fact(writer, record);
    else if (record->kind == RECORD_MENTION)
        write_mention(writer, record);
    else if (record->kind == RECORD_RECOGNISED)
        write_recognised(writer, record);
    else if (record->kind == RECORD_DATUM)
        rows_write(writer->audit, writer->put_datum, "tttiiIti", record->list, record->value,
                   record->excerpt, (int64_t)record->start, (int64_t)record->end,
                   record->person + 1, record->mention.tier, text);
    else
        rows_write(writer->audit, writer->put_phrase, "ittiit", text, record->list, record->value,
                   (int64_t)record->start, (int64_t)record->end, record->excerpt);
}
