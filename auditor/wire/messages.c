/* Put and get of every message, side by side, with one GVariant type each. See messages.h. */
#include "wire/messages.h"

#include <math.h>

/* The type of every message; the index is the MessageKind. */
static const char *const types[MESSAGES] = {
    [MESSAGE_READ] = "(usstb)",
    [MESSAGE_WALK] = "(ustuu)",
    [MESSAGE_LIST] = "(ustuu)",
    [MESSAGE_TAKE] = "(ut)",
    [MESSAGE_SPOOL] = "(u)",
    [MESSAGE_HELLO] = "(uss)",
    [MESSAGE_BEGIN] = "(u)",
    [MESSAGE_TYPE] = "(usbb)",
    [MESSAGE_LEAF] = "(uusssttuus)",
    [MESSAGE_NEED_SPOOL] = "(u)",
    [MESSAGE_ROW] = "(uusas)",
    [MESSAGE_END] = "(uuussssxxt)",
    [MESSAGE_FACT + FACT_PUBLICATION] = "(uuuuuuussssssss)",
    [MESSAGE_FACT + FACT_TEXT] = "(uuuus)",
    [MESSAGE_FACT + FACT_MEDIUM] = "(uuusss)",
    [MESSAGE_FACT + FACT_PERSON_TAG] = "(uuussbdddd)",
    [MESSAGE_FACT + FACT_PROPERTY] = "(uuusss)",
    [MESSAGE_FACT + FACT_PICTURE] = "(uuuus)",
    [MESSAGE_FACT + FACT_CONTACT] = "(uusssss)",
    [MESSAGE_FACT + FACT_ACCOUNT] = "(usss)",
    [MESSAGE_FACT + FACT_GAP] = "(uus)",
    [MESSAGE_FACT + FACT_LOCATION] = "(uss)",
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
                        g_variant_new("(usstb)", read->request, read->path,
                                      or_empty(read->declared_type), read->size, read->digest),
                        read->inlined, read->inlined_length, fd);
}

bool message_get_read(GVariant *body, const Frame *frame, MessageRead *read)
{
    gboolean digest;

    g_variant_get(body, "(u&s&stb)", &read->request, &read->path, &read->declared_type, &read->size,
                  &digest);
    read->digest = digest;
    read->declared_type = or_null(read->declared_type);
    read->inlined = frame->payload;
    read->inlined_length = frame->payload_length;
    return true;
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
                        g_variant_new("(uss)", hello->version, hello->active, hello->missing), NULL,
                        0, -1);
}

bool message_get_hello(GVariant *body, MessageHello *hello)
{
    g_variant_get(body, "(u&s&s)", &hello->version, &hello->active, &hello->missing);
    return hello->version == MESSAGES_VERSION;
}

bool message_put_type(Channel *channel, const MessageType *type)
{
    return channel_send(
        channel, MESSAGE_TYPE,
        g_variant_new("(usbb)", type->request, type->type, type->is_container, type->is_item), NULL,
        0, -1);
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
    return channel_send(channel, MESSAGE_LEAF,
                        g_variant_new("(uusssttuus)", leaf->request, leaf->ordinal, leaf->name,
                                      or_empty(leaf->modified), or_empty(leaf->declared_type),
                                      leaf->size, leaf->consumed, (guint32)leaf->state,
                                      (guint32)leaf->reason, or_empty(leaf->detail)),
                        leaf->inlined, leaf->inlined_length, fd);
}

bool message_get_leaf(GVariant *body, const Frame *frame, MessageLeaf *leaf)
{
    guint32 state, reason;

    g_variant_get(body, "(uu&s&s&sttuu&s)", &leaf->request, &leaf->ordinal, &leaf->name,
                  &leaf->modified, &leaf->declared_type, &leaf->size, &leaf->consumed, &state,
                  &reason, &leaf->detail);
    leaf->modified = or_null(leaf->modified);
    leaf->declared_type = or_null(leaf->declared_type);
    leaf->detail = or_null(leaf->detail);
    leaf->inlined = frame->payload;
    leaf->inlined_length = frame->payload_length;
    if (state >= ITEM_STATES || reason >= REASONS || !*leaf->name)
        return false;
    leaf->state = state;
    leaf->reason = reason;
    return true;
}

bool message_put_row(Channel *channel, const MessageRow *row)
{
    return channel_send(channel, MESSAGE_ROW,
                        g_variant_new("(uus^as)", row->request, row->line, row->sheet, row->cells),
                        NULL, 0, -1);
}

bool message_get_row(GVariant *body, MessageRow *row)
{
    g_variant_get(body, "(uu&s^a&s)", &row->request, &row->line, &row->sheet, &row->cells);
    return true;
}

bool message_put_end(Channel *channel, const MessageEnd *end)
{
    return channel_send(
        channel, MESSAGE_END,
        g_variant_new("(uuussssxxt)", end->request, (guint32)end->state, (guint32)end->reason,
                      or_empty(end->detail), or_empty(end->reader), or_empty(end->hash),
                      or_empty(end->digest), end->entries, end->entries_directory, end->bytes),
        NULL, 0, -1);
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

static GVariant *put_publication(uint32_t request, const FactPublication *p)
{
    return g_variant_new("(uuuuuuussssssss)", request, p->number, p->in_reply_to, (guint32)p->kind,
                         (guint32)p->status, (guint32)p->access, (guint32)p->published_known,
                         or_empty(p->platform), or_empty(p->author), or_empty(p->title),
                         or_empty(p->url), or_empty(p->native_id), or_empty(p->published),
                         or_empty(p->updated), or_empty(p->announces));
}

static bool get_publication(GVariant *body, uint32_t *request, FactPublication *p)
{
    guint32 kind, status, access, known;

    g_variant_get(body, "(uuuuuuu&s&s&s&s&s&s&s&s)", request, &p->number, &p->in_reply_to, &kind,
                  &status, &access, &known, &p->platform, &p->author, &p->title, &p->url,
                  &p->native_id, &p->published, &p->updated, &p->announces);
    const char **strings[] = {&p->platform,  &p->author,    &p->title,   &p->url,
                              &p->native_id, &p->published, &p->updated, &p->announces};

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        *strings[i] = or_null(*strings[i]);
    if (kind >= KINDS || status >= STATUSES || access >= ACCESSES || known >= KNOWNS ||
        p->number == 0 || p->in_reply_to >= p->number)
        return false;
    p->kind = kind;
    p->status = status;
    p->access = access;
    p->published_known = known;
    return true;
}

static GVariant *put_text(uint32_t request, const FactText *text)
{
    return g_variant_new("(uuuus)", request, text->publication, text->medium, (guint32)text->place,
                         or_empty(text->label));
}

static bool get_text(GVariant *body, const Frame *frame, uint32_t *request, FactText *text)
{
    guint32 place;

    g_variant_get(body, "(uuuu&s)", request, &text->publication, &text->medium, &place,
                  &text->label);
    text->text = frame->payload;
    text->length = frame->payload_length;
    text->label = or_null(text->label);
    if (place >= PLACES || !text->text || text->length > TEXT_PIECE_BYTES ||
        !g_utf8_validate_len(text->text, text->length, NULL))
        return false;
    text->place = place;
    return true;
}

static GVariant *put_medium(uint32_t request, const FactMedium *m)
{
    return g_variant_new("(uuusss)", request, m->publication, m->number, or_empty(m->role),
                         or_empty(m->uri), or_empty(m->taken));
}

static bool get_medium(GVariant *body, uint32_t *request, FactMedium *m)
{
    g_variant_get(body, "(uuu&s&s&s)", request, &m->publication, &m->number, &m->role, &m->uri,
                  &m->taken);
    m->taken = or_null(m->taken);
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

static GVariant *put_property(uint32_t request, const FactProperty *p)
{
    return g_variant_new("(uuusss)", request, p->publication, p->medium, or_empty(p->block),
                         or_empty(p->key), or_empty(p->value));
}

static bool get_property(GVariant *body, uint32_t *request, FactProperty *p)
{
    g_variant_get(body, "(uuu&s&s&s)", request, &p->publication, &p->medium, &p->block, &p->key,
                  &p->value);
    return *p->key != '\0';
}

static GVariant *put_contact(uint32_t request, const FactContact *c)
{
    return g_variant_new("(uusssss)", request, c->publication, or_empty(c->platform),
                         or_empty(c->relation), or_empty(c->name), or_empty(c->handle),
                         or_empty(c->since));
}

static bool get_contact(GVariant *body, uint32_t *request, FactContact *c)
{
    g_variant_get(body, "(uu&s&s&s&s&s)", request, &c->publication, &c->platform, &c->relation,
                  &c->name, &c->handle, &c->since);
    c->name = or_null(c->name);
    c->handle = or_null(c->handle);
    c->since = or_null(c->since);
    return *c->relation != '\0';
}

static bool get_rest(GVariant *body, FactKind kind, uint32_t *request, Fact *fact)
{
    switch (kind) {
    case FACT_PICTURE:
        g_variant_get(body, "(uuuu&s)", request, &fact->picture.width, &fact->picture.height,
                      &fact->picture.orientation, &fact->picture.format);
        return true;
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

static GVariant *fact_variant(uint32_t request, const Fact *fact)
{
    switch (fact->kind) {
    case FACT_PUBLICATION:
        return put_publication(request, &fact->publication);
    case FACT_TEXT:
        return put_text(request, &fact->text);
    case FACT_MEDIUM:
        return put_medium(request, &fact->medium);
    case FACT_PERSON_TAG:
        return put_person_tag(request, &fact->person_tag);
    case FACT_PROPERTY:
        return put_property(request, &fact->property);
    case FACT_PICTURE:
        return g_variant_new("(uuuus)", request, fact->picture.width, fact->picture.height,
                             fact->picture.orientation, or_empty(fact->picture.format));
    case FACT_CONTACT:
        return put_contact(request, &fact->contact);
    case FACT_ACCOUNT:
        return g_variant_new("(usss)", request, or_empty(fact->account.platform),
                             or_empty(fact->account.handle), or_empty(fact->account.name));
    case FACT_GAP:
        return g_variant_new("(uus)", request, fact->gap.reason, or_empty(fact->gap.detail));
    case FACT_LOCATION:
        return g_variant_new("(uss)", request, or_empty(fact->location.url),
                             or_empty(fact->location.how));
    case FACTS:
        break;
    }
    g_assert_not_reached();
}

bool message_put_fact(Channel *channel, uint32_t request, const Fact *fact)
{
    g_autoptr(GVariant) body = g_variant_ref_sink(fact_variant(request, fact));

    if (g_variant_get_size(body) > CHANNEL_MAX_BODY) /* absurd strings outside a text: not sent */
        return false;
    bool is_text = fact->kind == FACT_TEXT;

    return channel_send(channel, MESSAGE_FACT + fact->kind, body, is_text ? fact->text.text : NULL,
                        is_text ? fact->text.length : 0, -1);
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
    default:
        return get_rest(body, kind, request, fact);
    }
}
