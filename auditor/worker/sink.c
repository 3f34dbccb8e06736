/*
 * Where facts go: the one place that makes sure that every string is valid UTF-8, that texts come
 * in bounded pieces, and that numbers of publications and media are dense. What happens to a fact
 * then is the callback's business.
 */
#include "worker/sink.h"

#include <string.h>

#include "wire/utf8.h"
#include "worker/coded.h"
#include "worker/limits.h"

struct Sink {
    SinkCallbacks callbacks;
    void *user;
    void (*flush)(void *user);
    uint32_t publications;
    uint32_t media;
    uint64_t facts;
    uint64_t text_bytes, text_most;
    bool full;   /* no more text; that was told */
    bool sealed; /* the same of something that takes a key */
    Reason gap;
    char *gap_detail;
};

Sink *sink_new(const SinkCallbacks *callbacks, void *user)
{
    Sink *sink = g_new0(Sink, 1);

    sink->callbacks = *callbacks;
    sink->user = user;
    sink->text_most = LIMIT_TEXT_BYTES;
    return sink;
}

void sink_bound_text(Sink *sink, uint64_t bytes)
{
    uint64_t most = MIN(bytes, LIMIT_TEXT_BYTES) * LIMIT_TEXT_RATIO;

    sink->text_most = CLAMP(most, LIMIT_TEXT_FROM, LIMIT_TEXT_BYTES);
}

void sink_on_flush(Sink *sink, void (*flush)(void *user))
{
    sink->flush = flush;
}

void sink_flush(Sink *sink)
{
    if (sink->flush)
        sink->flush(sink->user);
}

void sink_free(Sink *sink)
{
    if (!sink)
        return;
    g_free(sink->gap_detail);
    g_free(sink);
}

Reason sink_first_gap(const Sink *sink, const char **detail)
{
    if (detail)
        *detail = sink->gap_detail;
    return sink->gap;
}

bool sink_is_full(const Sink *sink)
{
    return sink->full;
}

static void pass_on(Sink *sink, const Fact *fact)
{
    if (sink->facts >= LIMIT_FACTS) {
        if (sink->gap == REASON_NONE)
            sink->gap = REASON_LIMIT_ENTRIES;
        return;
    }
    sink->facts++;
    if (sink->callbacks.put)
        sink->callbacks.put(sink->user, fact);
}

/* Strings of a fact that are not valid UTF-8 are replaced by repaired copies, kept in `owned` until
 * the fact is passed on. */
static void repair(const char **string, GPtrArray **owned)
{
    if (*string && !g_utf8_validate(*string, -1, NULL)) {
        char *valid = g_utf8_make_valid(*string, -1);

        if (!*owned)
            *owned = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(*owned, valid);
        *string = valid;
    }
}

static void repair_strings(Fact *fact, GPtrArray **owned)
{
    const char **strings[10] = {NULL};
    size_t count = 0;

    switch (fact->kind) {
    case FACT_PUBLICATION: {
        FactPublication *p = &fact->publication;
        const char **all[] = {&p->platform,  &p->author,    &p->title,   &p->url,
                              &p->native_id, &p->published, &p->updated, &p->announces};

        memcpy(strings, all, sizeof all);
        count = G_N_ELEMENTS(all);
        break;
    }
    case FACT_MEDIUM:
        strings[count++] = &fact->medium.role;
        strings[count++] = &fact->medium.uri;
        strings[count++] = &fact->medium.taken;
        break;
    case FACT_PERSON_TAG:
        strings[count++] = &fact->person_tag.dialect;
        strings[count++] = &fact->person_tag.name;
        break;
    case FACT_PROPERTY:
        strings[count++] = &fact->property.block;
        strings[count++] = &fact->property.key;
        strings[count++] = &fact->property.value;
        break;
    case FACT_PICTURE:
        strings[count++] = &fact->picture.format;
        break;
    case FACT_CONTACT: {
        FactContact *c = &fact->contact;
        const char **all[] = {&c->platform, &c->relation, &c->name, &c->handle, &c->since};

        memcpy(strings, all, sizeof all);
        count = G_N_ELEMENTS(all);
        break;
    }
    case FACT_ACCOUNT:
        strings[count++] = &fact->account.platform;
        strings[count++] = &fact->account.handle;
        strings[count++] = &fact->account.name;
        break;
    case FACT_LOCATION:
        strings[count++] = &fact->location.url;
        strings[count++] = &fact->location.how;
        break;
    case FACT_TEXT:
        strings[count++] = &fact->text.label;
        break;
    case FACT_GAP:
        strings[count++] = &fact->gap.detail;
        break;
    case FACT_PIXELS:
        break;
    case FACTS:
        g_assert_not_reached();
    }
    for (size_t i = 0; i < count; i++)
        repair(strings[i], owned);
}

/* Where to cut a text that is too long: after the last white space of the piece, else before a
 * character's first byte. */
static size_t piece_length(const char *text, size_t length)
{
    size_t cut = TEXT_PIECE_BYTES;

    if (length <= TEXT_PIECE_BYTES)
        return length;
    for (size_t back = 0; back < 4096; back++) {
        if (g_ascii_isspace(text[cut - back - 1]))
            return cut - back;
    }
    while (cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80)
        cut--;
    return cut;
}

/* A name must not be lost at a cut, nor what stands round it: the next piece begins with the end of
 * this one. */
static size_t overlap_from(const char *text, size_t piece)
{
    size_t from = piece > TEXT_OVERLAP_BYTES ? piece - TEXT_OVERLAP_BYTES : 0;

    while (from < piece && ((unsigned char)text[from] & 0xC0) == 0x80)
        from++;
    return from;
}

static void put_text(Sink *sink, Fact *fact)
{
    const char *text = fact->text.text;
    size_t length = fact->text.length;
    g_autofree char *valid = NULL;

    if (!text || length == 0)
        return;
    if (sink->full)
        return;
    if (sink->text_bytes > sink->text_most) {
        sink->full = true;
        sink_gap(sink, sink->text_most < LIMIT_TEXT_BYTES ? REASON_LIMIT_RATIO : REASON_LIMIT_BYTES,
                 "more text than one item may have");
        return;
    }
    if (!utf8_is_valid(text, length)) {
        valid = g_utf8_make_valid(text, (gssize)length);
        text = valid;
        length = strlen(valid);
    }
    sink->text_bytes += length;
    for (;;) {
        size_t piece = piece_length(text, length);

        size_t next = piece < length ? overlap_from(text, piece) : piece;

        fact->text.text = text;
        fact->text.length = piece;
        fact->text.behind = (uint32_t)(piece - next);
        pass_on(sink, fact);
        if (piece == length)
            return;
        fact->text.before = fact->text.behind;
        text += next;
        length -= next;
    }
}

void sink_put(Sink *sink, const Fact *fact)
{
    Fact copy = *fact;
    g_autoptr(GPtrArray) owned = NULL;

    repair_strings(&copy, &owned);
    if (copy.kind == FACT_TEXT) {
        put_text(sink, &copy);
        return;
    }
    if (copy.kind == FACT_PUBLICATION && copy.publication.number > sink->publications)
        sink->publications = copy.publication.number;
    if (copy.kind == FACT_MEDIUM && copy.medium.number > sink->media)
        sink->media = copy.medium.number;
    if (copy.kind == FACT_GAP && sink->gap == REASON_NONE) {
        sink->gap = copy.gap.reason;
        sink->gap_detail = g_strdup(copy.gap.detail);
    }
    pass_on(sink, &copy);
}

uint32_t sink_publication(Sink *sink, const FactPublication *publication)
{
    Fact fact = {.kind = FACT_PUBLICATION, .publication = *publication};

    if (fact.publication.number == 0)
        fact.publication.number = sink->publications + 1;
    sink_put(sink, &fact);
    return fact.publication.number;
}

uint32_t sink_medium(Sink *sink, const FactMedium *medium)
{
    Fact fact = {.kind = FACT_MEDIUM, .medium = *medium};

    if (fact.medium.number == 0)
        fact.medium.number = sink->media + 1;
    sink_put(sink, &fact);
    return fact.medium.number;
}

typedef struct {
    Sink *sink;
    const Fact *fact;
} CodedPlace;

/* What a text holds in base64 stands where it does, but nobody sees it. */
static void put_coded(void *user, const char *text, size_t length)
{
    Fact fact = *((const CodedPlace *)user)->fact;

    fact.text.place = PLACE_CODE;
    fact.text.label = "base64";
    fact.text.text = text;
    fact.text.length = length;
    sink_put(((const CodedPlace *)user)->sink, &fact);
}

void sink_text(Sink *sink, uint32_t publication, uint32_t medium, Place place, const char *label,
               const char *text, size_t length)
{
    Fact fact = {.kind = FACT_TEXT,
                 .text = {.publication = publication,
                          .medium = medium,
                          .place = place,
                          .label = label,
                          .text = text,
                          .length = length}};

    sink_put(sink, &fact);
    if (!sink->full && place != PLACE_FILENAME && place != PLACE_URL)
        coded_each(text, length, put_coded, &(CodedPlace){sink, &fact});
    if (!sink->sealed && text && coded_is_sealed(text, length)) {
        sink->sealed = true;
        sink_gap(sink, REASON_ENCRYPTED, "a message within the text is encrypted");
    }
}

void sink_property(Sink *sink, uint32_t publication, uint32_t medium, const char *block,
                   const char *key, const char *value)
{
    Fact fact = {.kind = FACT_PROPERTY, .property = {publication, medium, block, key, value}};

    if (value && *value)
        sink_put(sink, &fact);
}

void sink_gap(Sink *sink, Reason reason, const char *detail)
{
    Fact fact = {.kind = FACT_GAP, .gap = {reason, detail}};

    sink_put(sink, &fact);
}

void sink_leaf(Sink *sink, const char *name, const char *declared_type, const void *data,
               size_t length)
{
    sink_leaf_from(sink, name, declared_type, NULL, data, length);
}

void sink_leaf_from(Sink *sink, const char *name, const char *declared_type, const char *location,
                    const void *data, size_t length)
{
    g_autoptr(GPtrArray) owned = NULL;

    repair(&name, &owned);
    repair(&declared_type, &owned);
    repair(&location, &owned);
    if (sink->callbacks.leaf)
        sink->callbacks.leaf(sink->user, name, declared_type, location, data, length);
}

void sink_small(Sink *sink, const void *data, size_t length)
{
    if (sink->callbacks.small)
        sink->callbacks.small(sink->user, data, length);
}
