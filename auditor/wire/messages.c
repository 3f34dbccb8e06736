/* Put and get of every message, side by side, with one GVariant type each. See messages.h. */
#include "wire/messages.h"

#include <math.h>

#include "wire/pack.h"
#include "wire/pixels_message.h"
#include "wire/utf8.h"

#define EXTENT_TYPE "uutt"

/* The type of every message; the index is the MessageKind. */
static const char *const types[MESSAGES] = {
    [MESSAGE_READ] = "(ussstbbbu" EXTENT_TYPE ")",
    [MESSAGE_WALK] = "(ustuu)",
    [MESSAGE_LIST] = "(ustuu)",
    [MESSAGE_TAKE] = "(ut)",
    [MESSAGE_SPOOL] = "(u)",
    [MESSAGE_HELLO] = "(ussbb)",
    [MESSAGE_BEGIN] = "(u)",
    [MESSAGE_TYPE] = "(usbb)",
    [MESSAGE_LEAF] = "(uussssttuus" EXTENT_TYPE ")",
    [MESSAGE_NEED_SPOOL] = "(u)",
    [MESSAGE_ROW] = "(uusasu)",
    [MESSAGE_END] = "(uuussssxxt)",
    [MESSAGE_SAME] = "(uuussssxxt)",
    [MESSAGE_FACT + FACT_PUBLICATION] = "(uuuuuuussssssss)",
    [MESSAGE_FACT + FACT_TEXT] = "(uuuuuus)",
    [MESSAGE_FACT + FACT_MEDIUM] = "(uuusss)",
    [MESSAGE_FACT + FACT_PERSON_TAG] = "(uuussbdddd)",
    [MESSAGE_FACT + FACT_PROPERTY] = "(uuusss)",
    [MESSAGE_FACT + FACT_PICTURE] = "(uuuuus)",
    [MESSAGE_FACT + FACT_CONTACT] = "(uusssss)",
    [MESSAGE_FACT + FACT_ACCOUNT] = "(usss)",
    [MESSAGE_FACT + FACT_GAP] = "(uus)",
    [MESSAGE_FACT + FACT_LOCATION] = "(uss)",
    [MESSAGE_FACT + FACT_PIXELS] = "(uuutba(ddddd)u(dddd)uuuu)",
};

GVariant *message_parse(const Frame *frame)
{
    GVariant *body;

    if (frame->kind >= MESSAGES || !types[frame->kind])
        return NULL;
    body = g_variant_ref_sink(g_variant_new_from_data(
        G_VARIANT_TYPE(types[frame->kind]), frame->body, frame->length, FALSE, NULL, NULL));
    if (g_variant_is_normal_form(body))
        return body;
    g_variant_unref(body);
    return NULL;
}

static const char *or_empty(const char *string)
{
    return string ? string : "";
}

static const char *or_null(const char *string)
{
    return *string ? string : NULL;
}

bool message_put_read(Channel *channel, const MessageRead *read, int fd)
{
    return channel_send(channel, MESSAGE_READ,
                        g_variant_new("(ussstbbbu" EXTENT_TYPE ")", read->request, read->path,
                                      or_empty(read->declared_type), or_empty(read->expected),
                                      read->size, read->digest, (gboolean)read->look,
                                      (gboolean)read->small, read->orientation,
                                      (guint32)read->extent.kind, read->extent.checksum,
                                      read->extent.offset, read->extent.length),
                        read->inlined, read->inlined_length, fd);
}

bool message_get_read(GVariant *body, const Frame *frame, MessageRead *read)
{
    gboolean digest, look, small;
    guint32 kind;

    g_variant_get(body, "(u&s&s&stbbbu" EXTENT_TYPE ")", &read->request, &read->path,
                  &read->declared_type, &read->expected, &read->size, &digest, &look, &small,
                  &read->orientation, &kind, &read->extent.checksum, &read->extent.offset,
                  &read->extent.length);
    read->extent.kind = kind;
    read->expected = or_null(read->expected);
    read->digest = digest;
    read->look = look;
    read->small = small;
    read->declared_type = or_null(read->declared_type);
    read->inlined = frame->payload;
    read->inlined_length = frame->payload_length;
    return kind < EXTENT_KINDS;
}

bool message_put_walk(Channel *channel, MessageKind kind, const MessageWalk *walk, int fd)
{
    return channel_send(
        channel, kind,
        g_variant_new("(ustuu)", walk->request, walk->path, walk->size, walk->part, walk->parts),
        NULL, 0, fd);
}

bool message_get_walk(GVariant *body, MessageWalk *walk)
{
    g_variant_get(body, "(u&stuu)", &walk->request, &walk->path, &walk->size, &walk->part,
                  &walk->parts);
    return walk->parts > 0 && walk->part < walk->parts;
}

bool message_put_take(Channel *channel, const MessageTake *take)
{
    return channel_send(channel, MESSAGE_TAKE, g_variant_new("(ut)", take->leaves, take->bytes),
                        NULL, 0, -1);
}

bool message_get_take(GVariant *body, MessageTake *take)
{
    g_variant_get(body, "(ut)", &take->leaves, &take->bytes);
    return true;
}

bool message_put_request(Channel *channel, MessageKind kind, uint32_t request, int fd)
{
    return channel_send(channel, kind, g_variant_new("(u)", request), NULL, 0, fd);
}

bool message_get_request(GVariant *body, uint32_t *request)
{
    g_variant_get(body, "(u)", request);
    return true;
}

bool message_put_hello(Channel *channel, const MessageHello *hello)
{
    return channel_send(channel, MESSAGE_HELLO,
                        g_variant_new("(ussbb)", hello->version, hello->active, hello->missing,
                                      (gboolean)hello->counts_faces, (gboolean)hello->sees_films),
                        NULL, 0, -1);
}

bool message_get_hello(GVariant *body, MessageHello *hello)
{
    gboolean counts_faces, sees_films;

    g_variant_get(body, "(u&s&sbb)", &hello->version, &hello->active, &hello->missing,
                  &counts_faces, &sees_films);
    hello->counts_faces = counts_faces;
    hello->sees_films = sees_films;
    return hello->version == MESSAGES_VERSION;
}

bool message_put_type(Channel *channel, const MessageType *type, int fd)
{
    return channel_send(
        channel, MESSAGE_TYPE,
        g_variant_new("(usbb)", type->request, type->type, type->is_container, type->is_item), NULL,
        0, fd);
}

bool message_get_type(GVariant *body, MessageType *type)
{
    gboolean is_container, is_item;

    g_variant_get(body, "(u&sbb)", &type->request, &type->type, &is_container, &is_item);
    type->is_container = is_container;
    type->is_item = is_item;
    return true;
}

bool message_put_leaf(Channel *channel, const MessageLeaf *leaf, int fd)
{
    return channel_send(
        channel, MESSAGE_LEAF,
        g_variant_new("(uussssttuus" EXTENT_TYPE ")", leaf->request, leaf->ordinal, leaf->name,
                      or_empty(leaf->modified), or_empty(leaf->declared_type),
                      or_empty(leaf->location), leaf->size, leaf->consumed, (guint32)leaf->state,
                      (guint32)leaf->reason, or_empty(leaf->detail), (guint32)leaf->extent.kind,
                      leaf->extent.checksum, leaf->extent.offset, leaf->extent.length),
        leaf->inlined, leaf->inlined_length, fd);
}

bool message_get_leaf(GVariant *body, const Frame *frame, MessageLeaf *leaf)
{
    guint32 state, reason, kind;

    g_variant_get(body, "(uu&s&s&s&sttuu&s" EXTENT_TYPE ")", &leaf->request, &leaf->ordinal,
                  &leaf->name, &leaf->modified, &leaf->declared_type, &leaf->location, &leaf->size,
                  &leaf->consumed, &state, &reason, &leaf->detail, &kind, &leaf->extent.checksum,
                  &leaf->extent.offset, &leaf->extent.length);
    leaf->extent.kind = kind;
    leaf->modified = or_null(leaf->modified);
    leaf->declared_type = or_null(leaf->declared_type);
    leaf->location = or_null(leaf->location);
    leaf->detail = or_null(leaf->detail);
    leaf->inlined = frame->payload;
    leaf->inlined_length = frame->payload_length;
    if (state >= ITEM_STATES || reason >= REASONS || kind >= EXTENT_KINDS || !*leaf->name)
        return false;
    leaf->state = state;
    leaf->reason = reason;
    return true;
}

bool message_put_row(Channel *channel, const MessageRow *row)
{
    return channel_send(
        channel, MESSAGE_ROW,
        g_variant_new("(uus^asu)", row->request, row->line, row->sheet, row->cells, row->hidden),
        NULL, 0, -1);
}

bool message_get_row(GVariant *body, MessageRow *row)
{
    g_variant_get(body, "(uu&s^a&su)", &row->request, &row->line, &row->sheet, &row->cells,
                  &row->hidden);
    return true;
}

static bool put_end(Channel *channel, MessageKind kind, const MessageEnd *end)
{
    return channel_send(
        channel, kind,
        g_variant_new("(uuussssxxt)", end->request, (guint32)end->state, (guint32)end->reason,
                      or_empty(end->detail), or_empty(end->reader), or_empty(end->hash),
                      or_empty(end->digest), end->entries, end->entries_directory, end->bytes),
        NULL, 0, -1);
}

bool message_put_end(Channel *channel, const MessageEnd *end)
{
    return put_end(channel, MESSAGE_END, end);
}

bool message_put_same(Channel *channel, const MessageEnd *end)
{
    return put_end(channel, MESSAGE_SAME, end);
}

bool message_get_end(GVariant *body, MessageEnd *end)
{
    guint32 state, reason;

    g_variant_get(body, "(uuu&s&s&s&sxxt)", &end->request, &state, &reason, &end->detail,
                  &end->reader, &end->hash, &end->digest, &end->entries, &end->entries_directory,
                  &end->bytes);
    end->detail = or_null(end->detail);
    end->reader = or_null(end->reader);
    end->hash = or_null(end->hash);
    end->digest = or_null(end->digest);
    if (state >= ITEM_STATES || state == ITEM_PENDING || reason >= REASONS)
        return false;
    end->state = state;
    end->reason = reason;
    return true;
}

static Pack pack_publication(uint32_t request, const FactPublication *p)
{
    return (Pack){.numbers = {request, p->number, p->in_reply_to, p->kind, p->status, p->access,
                              p->published_known},
                  .strings = {p->platform, p->author, p->title, p->url, p->native_id, p->published,
                              p->updated, p->announces},
                  .number_count = 7,
                  .string_count = 8};
}

static bool get_publication(GVariant *body, uint32_t *request, FactPublication *p)
{
    Pack pack = {.number_count = 7, .string_count = 8};

    pack_load(body, &pack);
    const uint32_t *n = pack.numbers;
    const char **strings[] = {&p->platform,  &p->author,    &p->title,   &p->url,
                              &p->native_id, &p->published, &p->updated, &p->announces};

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        *strings[i] = or_null(pack.strings[i]);
    *request = n[0];
    p->number = n[1];
    p->in_reply_to = n[2];
    if (n[3] >= KINDS || n[4] >= STATUSES || n[5] >= ACCESSES || n[6] >= KNOWNS || p->number == 0 ||
        p->in_reply_to >= p->number)
        return false;
    p->kind = n[3];
    p->status = n[4];
    p->access = n[5];
    p->published_known = n[6];
    return true;
}

static Pack pack_text(uint32_t request, const FactText *text)
{
    return (Pack){.numbers = {request, text->publication, text->medium, text->place, text->before,
                              text->behind},
                  .strings = {text->label},
                  .number_count = 6,
                  .string_count = 1};
}

static bool get_text(GVariant *body, const Frame *frame, uint32_t *request, FactText *text)
{
    Pack pack = {.number_count = 6, .string_count = 1};

    pack_load(body, &pack);
    *request = pack.numbers[0];
    text->before = pack.numbers[4];
    text->behind = pack.numbers[5];
    text->publication = pack.numbers[1];
    text->medium = pack.numbers[2];
    text->label = or_null(pack.strings[0]);
    text->text = frame->payload;
    text->length = frame->payload_length;
    if (pack.numbers[3] >= PLACES || !text->text || text->length > TEXT_PIECE_BYTES ||
        text->before > TEXT_OVERLAP_BYTES || text->behind > TEXT_OVERLAP_BYTES ||
        text->before > text->length || text->behind > text->length ||
        !utf8_is_valid(text->text, text->length))
        return false;
    text->place = pack.numbers[3];
    return true;
}

static Pack pack_medium(uint32_t request, const FactMedium *m)
{
    return (Pack){.numbers = {request, m->publication, m->number},
                  .strings = {m->role, m->uri, m->taken},
                  .number_count = 3,
                  .string_count = 3};
}

static bool get_medium(GVariant *body, uint32_t *request, FactMedium *m)
{
    Pack pack = {.number_count = 3, .string_count = 3};

    pack_load(body, &pack);
    *request = pack.numbers[0];
    m->publication = pack.numbers[1];
    m->number = pack.numbers[2];
    m->role = pack.strings[0];
    m->uri = pack.strings[1];
    m->taken = or_null(pack.strings[2]);
    return m->number > 0 && *m->role;
}

static GVariant *put_person_tag(uint32_t request, const FactPersonTag *t)
{
    return g_variant_new("(uuussbdddd)", request, t->publication, t->medium, or_empty(t->dialect),
                         or_empty(t->name), (gboolean)t->has_box, t->x, t->y, t->width, t->height);
}

static bool get_person_tag(GVariant *body, uint32_t *request, FactPersonTag *t)
{
    gboolean has_box;

    g_variant_get(body, "(uuu&s&sbdddd)", request, &t->publication, &t->medium, &t->dialect,
                  &t->name, &has_box, &t->x, &t->y, &t->width, &t->height);
    t->has_box = has_box;
    return isfinite(t->x) && isfinite(t->y) && isfinite(t->width) && isfinite(t->height);
}

static Pack pack_property(uint32_t request, const FactProperty *p)
{
    return (Pack){.numbers = {request, p->publication, p->medium},
                  .strings = {p->block, p->key, p->value},
                  .number_count = 3,
                  .string_count = 3};
}

static bool get_property(GVariant *body, uint32_t *request, FactProperty *p)
{
    Pack pack = {.number_count = 3, .string_count = 3};

    pack_load(body, &pack);
    *request = pack.numbers[0];
    p->publication = pack.numbers[1];
    p->medium = pack.numbers[2];
    p->block = pack.strings[0];
    p->key = pack.strings[1];
    p->value = pack.strings[2];
    return *p->key != '\0';
}

static Pack pack_contact(uint32_t request, const FactContact *c)
{
    return (Pack){.numbers = {request, c->publication},
                  .strings = {c->platform, c->relation, c->name, c->handle, c->since},
                  .number_count = 2,
                  .string_count = 5};
}

static bool get_contact(GVariant *body, uint32_t *request, FactContact *c)
{
    Pack pack = {.number_count = 2, .string_count = 5};

    pack_load(body, &pack);
    *request = pack.numbers[0];
    c->publication = pack.numbers[1];
    c->platform = pack.strings[0];
    c->relation = pack.strings[1];
    c->name = or_null(pack.strings[2]);
    c->handle = or_null(pack.strings[3]);
    c->since = or_null(pack.strings[4]);
    return *c->relation != '\0';
}

static bool get_picture(GVariant *body, uint32_t *request, FactPicture *picture)
{
    guint32 has_small;

    g_variant_get(body, "(uuuuu&s)", request, &picture->width, &picture->height,
                  &picture->orientation, &has_small, &picture->format);
    picture->has_small = has_small == 1;
    return has_small <= 1;
}

static bool get_rest(GVariant *body, FactKind kind, uint32_t *request, Fact *fact)
{
    switch (kind) {
    case FACT_PICTURE:
        return get_picture(body, request, &fact->picture);
    case FACT_ACCOUNT:
        g_variant_get(body, "(u&s&s&s)", request, &fact->account.platform, &fact->account.handle,
                      &fact->account.name);
        fact->account.handle = or_null(fact->account.handle);
        fact->account.name = or_null(fact->account.name);
        return true;
    case FACT_GAP:
        g_variant_get(body, "(uu&s)", request, &fact->gap.reason, &fact->gap.detail);
        fact->gap.detail = or_null(fact->gap.detail);
        return fact->gap.reason < REASONS;
    case FACT_LOCATION:
        g_variant_get(body, "(u&s&s)", request, &fact->location.url, &fact->location.how);
        return true;
    default:
        return false;
    }
}

static Pack pack_fact(uint32_t request, const Fact *fact)
{
    switch (fact->kind) {
    case FACT_PUBLICATION:
        return pack_publication(request, &fact->publication);
    case FACT_TEXT:
        return pack_text(request, &fact->text);
    case FACT_MEDIUM:
        return pack_medium(request, &fact->medium);
    case FACT_PROPERTY:
        return pack_property(request, &fact->property);
    case FACT_PICTURE:
        return (Pack){.numbers = {request, fact->picture.width, fact->picture.height,
                                  fact->picture.orientation, fact->picture.has_small},
                      .strings = {fact->picture.format},
                      .number_count = 5,
                      .string_count = 1};
    case FACT_CONTACT:
        return pack_contact(request, &fact->contact);
    case FACT_ACCOUNT:
        return (Pack){.numbers = {request},
                      .strings = {fact->account.platform, fact->account.handle, fact->account.name},
                      .number_count = 1,
                      .string_count = 3};
    case FACT_GAP:
        return (Pack){.numbers = {request, fact->gap.reason},
                      .strings = {fact->gap.detail},
                      .number_count = 2,
                      .string_count = 1};
    case FACT_LOCATION:
        return (Pack){.numbers = {request},
                      .strings = {fact->location.url, fact->location.how},
                      .number_count = 1,
                      .string_count = 2};
    case FACT_PERSON_TAG: /* has fractions, see put_person_tag() */
    case FACT_PIXELS:     /* see pixels_message.c */
    case FACTS:
        break;
    }
    g_assert_not_reached();
}

/* Absurd strings outside a text are not sent. */
static bool put_tag(Channel *channel, uint32_t request, const Fact *fact)
{
    g_autoptr(GVariant) body = g_variant_ref_sink(put_person_tag(request, &fact->person_tag));

    return g_variant_get_size(body) <= CHANNEL_MAX_BODY &&
           channel_send(channel, MESSAGE_FACT + FACT_PERSON_TAG, body, NULL, 0, -1);
}

bool message_put_fact(Channel *channel, uint32_t request, const Fact *fact)
{
    uint8_t small[1024];
    g_autofree uint8_t *large = NULL;
    bool is_text = fact->kind == FACT_TEXT;

    if (fact->kind == FACT_PERSON_TAG)
        return put_tag(channel, request, fact);
    if (fact->kind == FACT_PIXELS)
        return pixels_put(channel, MESSAGE_FACT + FACT_PIXELS, request, &fact->pixels);
    Pack pack = pack_fact(request, fact);
    size_t size = pack_size(&pack);

    if (size > CHANNEL_MAX_BODY)
        return false;
    if (size > sizeof small)
        large = g_malloc(size);
    pack_store(&pack, large ? large : small);
    return channel_send_bytes(channel, MESSAGE_FACT + fact->kind, large ? large : small, size,
                              is_text ? fact->text.text : NULL, is_text ? fact->text.length : 0);
}

bool message_get_fact(GVariant *body, const Frame *frame, uint32_t *request, Fact *fact)
{
    FactKind kind = frame->kind - MESSAGE_FACT;

    fact->kind = kind;
    switch (kind) {
    case FACT_PUBLICATION:
        return get_publication(body, request, &fact->publication);
    case FACT_TEXT:
        return get_text(body, frame, request, &fact->text);
    case FACT_MEDIUM:
        return get_medium(body, request, &fact->medium);
    case FACT_PERSON_TAG:
        return get_person_tag(body, request, &fact->person_tag);
    case FACT_PROPERTY:
        return get_property(body, request, &fact->property);
    case FACT_CONTACT:
        return get_contact(body, request, &fact->contact);
    case FACT_PIXELS:
        return pixels_get(body, frame, request, &fact->pixels);
    default:
        return get_rest(body, kind, request, fact);
    }
}
