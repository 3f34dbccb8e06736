/*
 * The photo wall: photos with a finding, a person or a face, one card for all copies of a picture.
 * A picture is shown as 16 by 16 blocks that the worker made of it, written as a bitmap here; at
 * the named level its small clear copy, where there is one. What is found by a rule that withholds
 * pictures (an incident) is never shown.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"

#define CARDS 300
#define PEOPLE_SHOWN 4
#define PIXELS 16
#define PIXEL_BYTES (PIXELS * PIXELS * 3)
#define BITMAP_HEAD 54
#define CLEAR_BYTES (64 * 1024) /* a small picture; what is larger is shown pixelated */

#define WITHHELD                                                                                   \
    "SELECT photo FROM finding WHERE rule IN (SELECT rule FROM temp.withheld_rule) AND photo IS "  \
    "NOT NULL"
#define FOUND                                                                                      \
    "(SELECT photo, count(*) AS number, max(state = 'new') AS fresh, sum(as_ = 'lead') AS leads "  \
    "FROM finding f "                                                                              \
    "WHERE photo IS NOT NULL AND " FINDINGS_ACTIVE " GROUP BY photo)"
#define STRIP 12
#define CARD_COLUMNS                                                                               \
    "SELECT h.id, h.class, h.faces, coalesce(n.number, 0), coalesce(n.fresh, 0), "                 \
    "h.id IN (" WITHHELD "), (SELECT count(*) FROM photo_item c WHERE c.photo = h.id), "           \
    "EXISTS (SELECT 1 FROM person_tag t WHERE t.photo = h.id), h.class_reason, "                   \
    "coalesce(n.leads, 0) "
#define SHOWN_PHOTOS                                                                               \
    "FROM photo h LEFT JOIN " FOUND " n ON n.photo = h.id WHERE n.photo IS NOT NULL OR h.faces > " \
    "0 OR EXISTS (SELECT 1 FROM depiction d WHERE d.photo = h.id)"
#define CARD_ORDER                                                                                 \
    " ORDER BY n.number IS NULL, n.fresh DESC, CASE h.class WHEN 'individual' THEN 0 WHEN "        \
    "'uncertain' THEN 1 WHEN 'several' THEN 2 ELSE 3 END, n.number DESC, h.id LIMIT "

typedef struct {
    int64_t id, faces; /* -1: not counted */
    const char *class, *reason;
    uint64_t findings, leads, copies; /* the first counts both */
    bool fresh, withheld, tagged;
    char *title, *channels, *year, *consent; /* owned */
} Card;

static char *first_text(const ReportContext *context, const char *sql, int64_t photo,
                        MaskCarrier carrier)
{
    sqlite3_stmt *row = context_query(context, sql, photo);
    char *text =
        sqlite3_step(row) == SQLITE_ROW ? context_text(context, row, 0, carrier) : g_strdup("");
    context_done(context, row);
    return text;
}

/* The page it is shown on, else the name of the file. */
static char *title_of(const ReportContext *context, int64_t photo)
{
    g_autofree char *title =
        first_text(context,
                   "SELECT p.title FROM showing s JOIN publication p ON p.id = s.publication WHERE "
                   "s.photo = ?1 AND p.title <> '' ORDER BY p.id LIMIT 1",
                   photo, MASK_PROSE);
    if (*title)
        return g_steal_pointer(&title);
    return first_text(context,
                      "SELECT i.name FROM photo_item c JOIN item i ON i.id = c.item WHERE "
                      "c.photo = ?1 ORDER BY i.position LIMIT 1",
                      photo, MASK_ADDRESS);
}

/* Worst answer first: what the people shown said about the places it is shown. */
#define CONSENT_OF                                                                                 \
    "SELECT o.state FROM showing s JOIN depiction d ON d.photo = s.photo JOIN permission o ON "    \
    "o.person = d.person AND o.publication = s.publication WHERE s.photo = ?1 AND o.subject IN "   \
    "('image', 'film') ORDER BY CASE o.state WHEN 'refused' THEN 0 WHEN 'withdrawn' THEN 1 "       \
    "WHEN 'late' THEN 2 WHEN 'unknown' THEN 3 WHEN 'review' THEN 4 ELSE 5 END LIMIT 1"
#define CHANNELS_OF                                                                                \
    "SELECT group_concat(channel, ' ') FROM (SELECT DISTINCT coalesce(p.channel, r.channel) AS "   \
    "channel FROM photo_item c JOIN item i ON i.id = c.item JOIN source r ON r.id = i.source "     \
    "LEFT JOIN showing s ON s.photo = c.photo LEFT JOIN publication p ON p.id = s.publication "    \
    "WHERE c.photo = ?1 ORDER BY 1)"
#define YEAR_OF                                                                                    \
    "SELECT max(substr(p.published, 1, 4)) FROM showing s JOIN publication p ON "                  \
    "p.id = s.publication WHERE s.photo = ?1 AND p.published_known IS NOT 'file'"

static Card read_card(const ReportContext *context, sqlite3_stmt *row)
{
    int64_t id = sqlite3_column_int64(row, 0);
    bool counted = sqlite3_column_type(row, 2) != SQLITE_NULL;
    return (Card){
        .id = id,
        .class = context_word(row, 1),
        .reason = context_word(row, 8),
        .faces = counted ? sqlite3_column_int64(row, 2) : -1,
        .findings = (uint64_t)sqlite3_column_int64(row, 3),
        .leads = (uint64_t)sqlite3_column_int64(row, 9),
        .fresh = sqlite3_column_int(row, 4) != 0,
        .withheld = sqlite3_column_int(row, 5) != 0,
        .copies = (uint64_t)sqlite3_column_int64(row, 6),
        .tagged = sqlite3_column_int(row, 7) != 0,
        .title = title_of(context, id),
        .channels = first_text(context, CHANNELS_OF, id, MASK_PROSE),
        .year = first_text(context, YEAR_OF, id, MASK_PROSE),
        .consent = first_text(context, CONSENT_OF, id, MASK_PROSE),
    };
}

static void card_clear(Card *card)
{
    g_free(card->title);
    g_free(card->channels);
    g_free(card->year);
    g_free(card->consent);
}

static void put_number(guint8 *at, guint32 number)
{
    number = GUINT32_TO_LE(number);
    memcpy(at, &number, sizeof number);
}

/* 16 by 16 pixels, top row first, as the simplest file a browser shows: rows from below, blue
 * first. */
static char *bitmap_address(const guint8 *pixels)
{
    guint8 file[BITMAP_HEAD + PIXEL_BYTES] = {'B', 'M'};
    put_number(file + 2, sizeof file);
    put_number(file + 10, BITMAP_HEAD);
    put_number(file + 14, 40);
    put_number(file + 18, PIXELS);
    put_number(file + 22, PIXELS);
    file[26] = 1;  /* planes */
    file[28] = 24; /* bits a pixel */
    put_number(file + 34, PIXEL_BYTES);
    for (int y = 0; y < PIXELS; y++) {
        for (int x = 0; x < PIXELS; x++) {
            const guint8 *from = pixels + 3 * ((PIXELS - 1 - y) * PIXELS + x);
            guint8 *to = file + BITMAP_HEAD + 3 * (y * PIXELS + x);
            to[0] = from[2];
            to[1] = from[1];
            to[2] = from[0];
        }
    }
    g_autofree char *base64 = g_base64_encode(file, sizeof file);
    return g_strconcat("data:image/bmp;base64,", base64, NULL);
}

/* NULL when there is nothing to show. The clear copy leaves only with the names. */
static char *picture_of(const ReportContext *context, const Card *card, bool *is_clear)
{
    if (card->withheld)
        return NULL;
    sqlite3_stmt *row =
        context_query(context, "SELECT pixelated, clear FROM thumbnail WHERE photo = ?1", card->id);
    char *address = NULL;
    *is_clear = false;
    if (sqlite3_step(row) == SQLITE_ROW) {
        int clear = sqlite3_column_bytes(row, 1);
        if (mask_with_names(context->mask) && clear > 4 && clear <= CLEAR_BYTES &&
            memcmp(sqlite3_column_blob(row, 1), "\xff\xd8\xff", 3) == 0) {
            g_autofree char *base64 = g_base64_encode(sqlite3_column_blob(row, 1), (gsize)clear);
            address = g_strconcat("data:image/jpeg;base64,", base64, NULL);
            *is_clear = true;
        } else if (sqlite3_column_bytes(row, 0) == PIXEL_BYTES) {
            address = bitmap_address(sqlite3_column_blob(row, 0));
        }
    }
    context_done(context, row);
    return address;
}

/* What the picture shows in words made of facts: "Foto, Individueel, 1 gezicht geteld, 3
 * exemplaren". */
static char *describe(const char *language, const Card *card, bool is_clear)
{
    g_autofree char *class = g_strconcat("class-", card->class, NULL);
    g_autofree char *faces = card->faces < 0 ? g_strdup(text_get(language, "photo-not-looked"))
                                             : text_fill(language, parts_faces_id(card->faces),
                                                         WITH(TEXT_NUMBER("n", card->faces)));
    return text_fill(language, is_clear ? "photo-alt-clear" : "photo-alt",
                     WITH(TEXT_ID("class", class), TEXT_TEXT("faces", faces),
                          TEXT_COUNT("copies", "count-copies", card->copies)));
}

static void add_picture(Markup *markup, const ReportContext *context, const Card *card)
{
    bool is_clear = false;
    g_autofree char *address = picture_of(context, card, &is_clear);
    if (!address) {
        markup_open(markup, "div", "class", "no-picture", NULL);
        markup_icon(markup, card->withheld ? "shield" : "dash");
        markup_say(markup, card->withheld ? "photo-withheld" : "photo-no-picture", NULL);
        markup_close(markup, "div");
        return;
    }
    g_autofree char *dutch = describe("nl", card, is_clear);
    g_autofree char *english = describe("en", card, is_clear);
    bool first_english = strcmp(markup_language(markup), "en") == 0;
    markup_void(markup, "img", "src", address, "class", is_clear ? "clear" : NULL, "width", "16",
                "height", "16", "alt", first_english ? english : dutch, "data-alt-nl", dutch,
                "data-alt-en", english, NULL);
}

/* What the small picture in the file's metadata shows beyond the photo; the small one itself, with
 * the place marked, only at the named level. */
static void add_small(Markup *markup, const ReportContext *context, const Card *card)
{
    static const char *const says[] = {
        [3] = "photo-small-covered", [4] = "photo-small-cropped", [5] = "photo-small-other"};
    sqlite3_stmt *row = context_query(
        context,
        "SELECT x.small, x.small_clear, round(100 * (small_x - small_width / 2)), round(100 * "
        "(small_y - small_height / 2)), round(100 * small_width), round(100 * small_height) FROM "
        "photo_item a JOIN item i ON i.id = a.item JOIN pixels x ON x.hash = i.hash WHERE a.photo "
        "= ?1 AND x.small BETWEEN 3 AND 5 ORDER BY i.position LIMIT 1",
        card->id);
    if (!card->withheld && sqlite3_step(row) == SQLITE_ROW) {
        int kind = sqlite3_column_int(row, 0), clear = sqlite3_column_bytes(row, 1);
        markup_say(markup, says[kind], NULL);
        if (mask_with_names(context->mask) && clear > 4 && clear <= CLEAR_BYTES) {
            g_autofree char *base64 = g_base64_encode(sqlite3_column_blob(row, 1), (gsize)clear);
            g_autofree char *address = g_strconcat("data:image/jpeg;base64,", base64, NULL);
            markup_open(markup, "span", "class", "miniature", NULL);
            markup_void(markup, "img", "src", address, "class", "clear", "alt", "", NULL);
            if (kind != 5) {
                markup_open(markup, "svg", "viewBox", "0 0 100 100", "preserveAspectRatio", "none",
                            "aria-hidden", "true", NULL);
                markup_void(markup, "rect", "x", context_word(row, 2), "y", context_word(row, 3),
                            "width", context_word(row, 4), "height", context_word(row, 5), NULL);
                markup_close(markup, "svg");
            }
            markup_close(markup, "span");
        }
    }
    context_done(context, row);
}

/* Of a film: which of its frames is meant, or that nobody looked at any. */
static void add_film(Markup *markup, const ReportContext *context, int64_t photo)
{
    sqlite3_stmt *row = context_query(
        context,
        "SELECT coalesce(frames, 0), printf('%d:%02d', moment / 60000, moment / 1000 % 60) FROM "
        "photo WHERE id = ?1 AND format = 'video'",
        photo);
    if (sqlite3_step(row) == SQLITE_ROW) {
        uint64_t frames = (uint64_t)sqlite3_column_int64(row, 0);
        markup_open(markup, "span", NULL);
        if (frames)
            markup_say(markup, "photo-film-frame",
                       WITH(TEXT_TEXT("moment", context_word(row, 1)), TEXT_NUMBER("n", frames)));
        else
            markup_say(markup, "photo-film-unseen", NULL);
        markup_close(markup, "span");
    }
    context_done(context, row);
}

/* A lead: it could have been cut out of another photo, of which the title is told. */
static void add_whole(Markup *markup, const ReportContext *context, int64_t photo)
{
    sqlite3_stmt *row =
        context_query(context, "SELECT whole FROM photo_part WHERE photo = ?1", photo);
    if (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *title = title_of(context, sqlite3_column_int64(row, 0));
        markup_open(markup, "span", NULL);
        markup_say(markup, "photo-part-of", WITH(TEXT_TEXT("title", title)));
        markup_close(markup, "span");
    }
    context_done(context, row);
}

static void add_people(Markup *markup, const ReportContext *context, int64_t photo)
{
    sqlite3_stmt *row = context_query(
        context,
        "SELECT d.person, min(d.evidence) FROM depiction d WHERE d.photo = ?1 AND d.person IS NOT "
        "NULL GROUP BY d.person ORDER BY d.person",
        photo);
    uint64_t count = 0;
    markup_open(markup, "span", NULL);
    for (; sqlite3_step(row) == SQLITE_ROW; count++) {
        if (count >= PEOPLE_SHOWN)
            continue;
        markup_text(markup, count ? "; " : "");
        markup_text(markup, mask_person(context->mask, sqlite3_column_int64(row, 0)));
        markup_text(markup, ", ");
        markup_word(markup, "evidence", context_word(row, 1));
    }
    context_done(context, row);
    if (count == 0)
        markup_say(markup, "photo-nobody", NULL);
    if (count > PEOPLE_SHOWN) {
        markup_text(markup, " ");
        markup_say(markup, "and-more", WITH(TEXT_NUMBER("n", count - PEOPLE_SHOWN)));
    }
    markup_close(markup, "span");
}

static void add_where(Markup *markup, const Card *card)
{
    g_auto(GStrv) channels = g_strsplit(card->channels, " ", -1);
    markup_open(markup, "span", NULL);
    for (guint i = 0; channels[i]; i++) {
        markup_text(markup, i ? ", " : "");
        markup_word(markup, "channel", channels[i]);
    }
    if (*card->year) {
        markup_text(markup, ", ");
        markup_text(markup, card->year);
    }
    markup_text(markup, channels[0] || *card->year ? " · " : "");
    if (card->copies)
        markup_say(markup, "count-copies", WITH(TEXT_NUMBER("n", card->copies)));
    else
        markup_say(markup, "photo-not-held", NULL);
    markup_close(markup, "span");
}

static void add_caption(Markup *markup, const ReportContext *context, const Card *card)
{
    markup_open(markup, "figcaption", NULL);
    markup_element(markup, "b", NULL, card->title);
    markup_open(markup, "span", NULL);
    parts_status(markup, "class", card->class);
    markup_text(markup, " ");
    parts_class_reason(markup, card->reason);
    if (card->faces >= 0)
        markup_say(markup, parts_faces_id(card->faces), WITH(TEXT_NUMBER("n", card->faces)));
    markup_close(markup, "span");
    add_where(markup, card);
    add_film(markup, context, card->id);
    add_whole(markup, context, card->id);
    add_small(markup, context, card);
    add_people(markup, context, card->id);
    if (*card->consent)
        parts_status(markup, "consent", card->consent);
    if (card->findings) {
        g_autofree char *target = g_strdup_printf("#bevindingen?photo=%" G_GINT64_FORMAT, card->id);
        g_autofree char *bulk = g_strdup_printf("photo:%" G_GINT64_FORMAT, card->id);
        markup_open(markup, "a", "href", target, NULL);
        parts_found(markup, card->findings - card->leads, card->leads);
        markup_close(markup, "a");
        parts_decide_all(markup, bulk, card->findings);
    }
    markup_close(markup, "figcaption");
}

static void add_card(Markup *markup, const ReportContext *context, const Card *card)
{
    g_autofree char *id = g_strdup_printf("foto-%" G_GINT64_FORMAT, card->id);
    markup_open(markup, "li", "id", id, "data-row", "", "data-class", card->class, "data-consent",
                *card->consent ? card->consent : "not-applicable", "data-channel", card->channels,
                "data-year", *card->year ? card->year : NULL, "data-tags",
                card->tagged ? "yes" : "no", NULL);
    markup_open(markup, "figure", "class", "photo", NULL);
    add_picture(markup, context, card);
    add_caption(markup, context, card);
    markup_close(markup, "figure");
    markup_close(markup, "li");
}

bool photos_strip(Markup *markup, const ReportContext *context, int64_t person)
{
    sqlite3_stmt *row = context_query(
        context,
        CARD_COLUMNS "FROM photo h LEFT JOIN " FOUND
                     " n ON n.photo = h.id WHERE h.id IN (SELECT d.photo FROM depiction d WHERE "
                     "d.person = ?1)" CARD_ORDER G_STRINGIFY(STRIP),
        person);
    bool any = false;
    while (sqlite3_step(row) == SQLITE_ROW) {
        Card card = read_card(context, row);
        if (!any)
            markup_open(markup, "ul", "class", "strip", NULL);
        any = true;
        markup_open(markup, "li", NULL);
        markup_open(markup, "figure", "class", "photo", NULL);
        add_picture(markup, context, &card);
        markup_open(markup, "figcaption", NULL);
        markup_element(markup, "b", NULL, card.title);
        parts_status(markup, "class", card.class);
        add_where(markup, &card);
        markup_close(markup, "figcaption");
        markup_close(markup, "figure");
        markup_close(markup, "li");
        card_clear(&card);
    }
    context_done(context, row);
    if (any)
        markup_close(markup, "ul");
    return any;
}

static char *years(const ReportContext *context)
{
    return first_text(
        context,
        "SELECT group_concat(y, ' ') FROM (SELECT DISTINCT substr(p.published, 1, 4) AS y FROM "
        "showing s JOIN publication p ON p.id = s.publication WHERE p.published IS NOT NULL "
        "ORDER BY y DESC LIMIT 40)",
        0, MASK_PROSE);
}

void view_photos(Markup *markup, const ReportContext *context)
{
    uint64_t photos = (uint64_t)context_count(context, "SELECT count(*) FROM photo");
    uint64_t all = (uint64_t)context_count(context, "SELECT count(*) " SHOWN_PHOTOS);
    g_autofree char *channels = parts_channels(context);
    g_autofree char *spoken = years(context);
    const Filter filters[] = {
        {"class", "head-class", "class", "individual several uncertain none", NULL},
        {"consent", "head-consent", "consent",
         "refused withdrawn late unknown review allowed not-applicable", NULL},
        {"tags", "head-tags", "tags", "yes no", NULL},
        {"channel", "head-channel", "channel", channels, NULL},
        {"year", "head-year", "year", spoken, NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    parts_view_open(markup, "fotowand");
    markup_say_in(markup, "p", "lead", "photos-count",
                  WITH(TEXT_COUNT("photos", "count-photos", photos), TEXT_NUMBER("n", all)));
    if (all == 0) {
        markup_say_in(markup, "p", "note", "see-coverage", NULL);
        parts_view_close(markup);
        return;
    }
    parts_filter(markup, "g-foto", filters);
    markup_open(markup, "ul", "class", "wall", "id", "g-foto", NULL);
    sqlite3_stmt *row = context_query(context, CARD_COLUMNS SHOWN_PHOTOS CARD_ORDER "?1", CARDS);
    uint64_t shown = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; shown++) {
        Card card = read_card(context, row);
        add_card(markup, context, &card);
        card_clear(&card);
    }
    context_done(context, row);
    markup_close(markup, "ul");
    parts_cap(markup, shown, all, "findings.csv");
    parts_view_close(markup);
}
