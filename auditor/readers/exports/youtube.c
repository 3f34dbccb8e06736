/*
 * Reader of YouTube's tables in a Google Takeout: films, comments, subscriptions, whatever the
 * account's language calls their columns: where no word of theirs is known, the shape of the first
 * row tells. Comments are JSON within a cell, at times several values with bare line ends.
 */
#include <string.h>

#include "readers/exports/dump_table.h"
#include "readers/text/date_words.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define TABLE_BYTES_MAX (64U * 1024U * 1024U)
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef enum { TABLE_OTHER, TABLE_VIDEOS, TABLE_COMMENTS, TABLE_CHANNELS, TABLE_POSTS } TableKind;

/* What a column's name holds in the languages of accounts, whatever the order: "titel van video",
 * "(originele) videotitel", "titre de la vidéo". */
typedef const char *Words[2];
static const Words title_words[] = {{"vid", "tit"}, {"vid", "başlı"}, {"film", "tytu"}};
static const Words description_words[] = {
    {"vid", "beschr"}, {"vid", "descr"}, {"vid", "açıkl"}, {"film", "opis"}};
static const Words comment_words[] = {{"reactie", "tekst"},  {"comment", "text"},
                                      {"kommentar", "text"}, {"coment", "texto"},
                                      {"yorum", "metn"},     {"komentarz", "tre"}};

static bool column_holds(const char *column, const Words *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strstr(column, words[i][0]) && strstr(column, words[i][1]))
            return true;
    }
    return false;
}

static const char *take_worded(DumpTable *table, const Words *words, size_t count)
{
    for (guint i = 0; i < table->folded->len && i < table->count; i++) {
        if (!g_array_index(table->taken, bool, i) &&
            column_holds(g_ptr_array_index(table->folded, i), words, count))
            return dump_table_cell(table, (int)i);
    }
    return NULL;
}

static TableKind kind_of_columns(const char *line)
{
    g_auto(GStrv) columns = g_strsplit_set(line, ",;", -1);

    for (char **column = columns; *column; column++) {
        if (column_holds(*column, comment_words, G_N_ELEMENTS(comment_words)))
            return TABLE_COMMENTS;
        if (column_holds(*column, title_words, G_N_ELEMENTS(title_words)))
            return TABLE_VIDEOS;
    }
    return TABLE_OTHER;
}

/* ---- by the first row ---- */

static bool is_id(Slice cell, const char *prefix, size_t length)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    g_autofree char *text = g_strndup(cell.data, cell.length);

    return cell.length == length && g_str_has_prefix(text, prefix) && strspn(text, signs) == length;
}

static void take_shape(void *user, unsigned line, const Slice *cells, size_t count)
{
    TableKind *kind = user;
    bool channel = false, words = false;

    if (line == 1 || *kind != TABLE_OTHER)
        return;
    for (size_t i = 0; i < count; i++) {
        g_autofree char *text = g_strndup(cells[i].data, cells[i].length);

        channel = channel || is_id(cells[i], "UC", 24);
        words = words || g_str_has_prefix(text, "{\"text\"") ||
                g_str_has_prefix(text, "{\"takeoutSegments\"");
    }
    if (words)
        *kind = TABLE_COMMENTS;
    else if (channel && count >= 6 && is_id(cells[0], "", 11))
        *kind = TABLE_VIDEOS;
}

static TableKind kind_of_rows(Slice head)
{
    TableKind kind = TABLE_OTHER;
    size_t length;
    g_autofree char *utf8 = text_decode(head.data, head.length, NULL, &length, NULL);

    delimited_parse(utf8, length, ',', take_shape, &kind);
    return kind;
}

static TableKind kind_of_header(const char *head)
{
    static const char *const videos[] = {"video title",    "videotitel",    "titel des videos",
                                         "título del víd", "titre de la v", NULL};
    static const char *const comments[] = {"comment text",
                                           "reactietekst",
                                           "kommentartext",
                                           "live chat text",
                                           "texto del com",
                                           "texte du com",
                                           NULL};
    static const char *const channels[] = {"channel title",    "kanaaltitel",      "kanaltitel",
                                           "titel des kanals", "título del canal", NULL};

    static const char *const posts[] = {
        "post text",     "posttekst", "tekst van post", "beitragstext", "texto de la pub",
        "texte du post", NULL};

    if (dump_holds_any(head, comments))
        return TABLE_COMMENTS;
    if (dump_holds_any(head, posts))
        return TABLE_POSTS;
    if (dump_holds_any(head, videos))
        return TABLE_VIDEOS;
    return dump_holds_any(head, channels) ? TABLE_CHANNELS : TABLE_OTHER;
}

static char *first_line(Slice head)
{
    size_t length;
    g_autofree char *utf8 = text_decode(head.data, head.length, NULL, &length, NULL);
    size_t end = strcspn(utf8, "\r\n");
    g_autofree char *line = g_strndup(utf8, end);

    return g_utf8_strdown(line, -1);
}

static int bid(const Input *input)
{
    g_autofree char *path = dump_plain_path(input_path(input));
    Slice head = input_head(input);
    TableKind kind;

    if (!g_str_has_suffix(path, ".csv"))
        return 0;
    g_autofree char *line = first_line(head);

    kind = kind_of_header(line);
    if (strstr(path, "youtube"))
        return kind != TABLE_OTHER ? 84 : strchr(line, ',') || strchr(line, ';') ? 66 : 32;
    return kind == TABLE_COMMENTS || kind == TABLE_VIDEOS ? 70 : 0;
}

/* By the column's name; in a language that nobody thought of, the first cell that is a time. */
static const char *take_time(DumpTable *table, const char *const *names)
{
    const char *text = dump_table_take(table, names);
    char *time = text ? date_from_iso(text, true) : NULL;

    if (!time && text)
        time = date_from_words(text); /* saved anew by a spreadsheet */

    for (size_t i = 0; !time && i < table->count; i++) {
        const Slice *cell = &table->cells[i];
        g_autofree char *copy = g_strndup(cell->data, cell->length);

        if (cell->length >= strlen("2024-06-21T08:15") && !g_array_index(table->taken, bool, i))
            time = date_from_iso(copy, true);
        if (time)
            dump_table_cell(table, (int)i);
    }
    return dump_own(table->dump, time);
}

/* Public, unlisted or private; what is not understood stays unknown. */
static Access access_of_privacy(const char *privacy, PublicationStatus *status)
{
    static const char *const shown[] = {"public", "openbaar", "öffentlich", "público", NULL};
    static const char *const listed[] = {"unlisted", "verborgen",    "nicht gelistet",
                                         "oculto",   "non répertor", NULL};
    static const char *const hidden[] = {"private", "privé", "privat", "privado", NULL};
    g_autofree char *lower = g_utf8_strdown(privacy ? privacy : "", -1);

    *status = STATUS_PUBLISHED;
    if (dump_holds_any(lower, listed))
        return ACCESS_CLOSED;
    if (dump_holds_any(lower, shown))
        return ACCESS_PUBLIC;
    if (!dump_holds_any(lower, hidden))
        return ACCESS_UNKNOWN;
    *status = STATUS_UNPUBLISHED;
    return ACCESS_CLOSED;
}

/* The cell that holds nothing but such a word, where the column's name tells nothing. */
static const char *privacy_of(DumpTable *table)
{
    const char *told = dump_table_take(table, NAMES("privacy", "datenschutz", "privacidad"));
    PublicationStatus status;

    for (size_t i = 0; !told && i < table->count; i++) {
        g_autofree char *text = g_strndup(table->cells[i].data, MIN(table->cells[i].length, 40));

        if (!g_array_index(table->taken, bool, i) && table->cells[i].length < 20 &&
            !strpbrk(g_strstrip(text), " \t") && access_of_privacy(text, &status) != ACCESS_UNKNOWN)
            told = dump_table_cell(table, (int)i);
    }
    return told;
}

static const char *watch_address(Dump *dump, const char *id)
{
    return id ? dump_own(dump, g_strdup_printf("https://www.youtube.com/watch?v=%s", id)) : NULL;
}

static void put_video(DumpTable *table)
{
    Dump *dump = table->dump;
    const char *text = dump_table_take(
        table, NAMES("video description", "videobeschrijving", "videobeschreibung", "descripción"));
    FactPublication fact = {.kind = KIND_POST};
    uint32_t publication;

    fact.title = dump_table_take(
        table, NAMES("video title", "videotitel", "titel des videos", "título del v", "titre de"));
    fact.native_id = dump_table_take(table, NAMES("video id", "video-id", "id de v"));
    fact.url = watch_address(dump, fact.native_id);
    if (!text)
        text = take_worded(table, description_words, G_N_ELEMENTS(description_words));
    if (!fact.title)
        fact.title = take_worded(table, title_words, G_N_ELEMENTS(title_words));
    fact.access = access_of_privacy(privacy_of(table), &fact.status);
    fact.published = take_time(
        table, NAMES("video publish", "publiceren van video", "veröffentlichung", "publicación"));
    if (!fact.published)
        fact.published =
            take_time(table, NAMES("video create", "maken van video", "erstellung", "creación"));
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "description", text);
    dump_table_rest(table, publication);
}

/* Line ends and other control characters within strings are escaped, so that it is JSON again. */
static char *as_json_list(const char *cell)
{
    GString *json = g_string_new("[");
    bool quoted = false;

    for (; *cell; cell++) {
        unsigned char c = (unsigned char)*cell;

        if (quoted && c < 0x20) {
            g_string_append_printf(json, "\\u%04x", c);
            continue;
        }
        g_string_append_c(json, *cell);
        if (quoted && *cell == '\\' && cell[1])
            g_string_append_c(json, *++cell);
        else if (*cell == '"')
            quoted = !quoted;
    }
    return g_string_free(g_string_append_c(json, ']'), FALSE);
}

static void add_segments(GString *text, const JsonValue *value);

static void add_member(void *user, const char *key, const JsonValue *value)
{
    if (strcmp(key, "text") == 0 && json_string(value))
        g_string_append(user, json_string(value));
    else
        add_segments(user, value);
}

static void add_segments(GString *text, const JsonValue *value)
{
    size_t count = json_length(value);

    for (size_t i = 0; i < count; i++)
        add_segments(text, json_element(value, i));
    json_each_member(value, add_member, text);
}

/* The text of {"text": ...}, {"takeoutSegments": [...]} or several such values. */
static char *comment_text(const char *cell)
{
    g_autofree char *json = as_json_list(cell);
    g_autoptr(GString) text = g_string_new(NULL);
    bool ok = false, deep = false;
    JsonValue *value;

    if (*cell != '{' && *cell != '[')
        return g_strdup(cell);
    value = json_parse(json, strlen(json), &ok, &deep);
    if (ok)
        add_segments(text, value);
    json_free(value);
    return text->len ? g_strdup(text->str) : g_strdup(cell);
}

static int text_column(const DumpTable *table)
{
    int column = dump_table_find(table, NAMES("comment text", "reactietekst", "kommentartext",
                                              "live chat text", "texto del com", "texte du com",
                                              "post text", "posttekst", "tekst van post",
                                              "beitragstext", "texto de la pub", "texte du post"));

    for (guint i = 0; column < 0 && i < table->folded->len && i < table->count; i++) {
        if (column_holds(g_ptr_array_index(table->folded, i), comment_words,
                         G_N_ELEMENTS(comment_words)))
            column = (int)i;
    }
    for (size_t i = 0; column < 0 && i < table->count; i++) {
        if (table->cells[i].length > 2 && memcmp(table->cells[i].data, "{\"", 2) == 0)
            column = (int)i;
    }
    return column;
}

static void put_words(DumpTable *table, PublicationKind kind)
{
    Dump *dump = table->dump;
    const char *cell = dump_table_cell(table, text_column(table));
    g_autofree char *text = cell ? comment_text(cell) : NULL;
    FactPublication fact = {.kind = kind};
    uint32_t publication;

    dump_table_take(table, NAMES("parent comment", "bovenliggende", "übergeordnet"));
    dump_table_take(table, NAMES("top-level", "toplevel"));
    fact.native_id = dump_table_take(
        table, kind == KIND_POST ? NAMES("post id", "post-id", "beitrags-id")
                                 : NAMES("comment id", "reactie-id", "kommentar-id"));
    fact.published = take_time(table, NAMES("timestamp", "tijdstempel", "zeitstempel", "hora"));
    fact.announces =
        watch_address(dump, dump_table_take(table, NAMES("video id", "video-id", "id de v")));
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_BODY, kind == KIND_POST ? "post" : "comment", text);
    dump_table_rest(table, publication);
}

static void put_comment(DumpTable *table)
{
    put_words(table, KIND_COMMENT);
}

static void put_post(DumpTable *table)
{
    put_words(table, KIND_POST);
}

/* The account's own channel, or those that it follows. */
static void put_channel(DumpTable *table)
{
    const char *title = dump_table_take(
        table, NAMES("channel title", "kanaaltitel", "kanaltitel", "titel des kanals", "título"));
    const char *id = dump_table_take(table, NAMES("channel id", "kanaal-id", "kanal-id"));
    bool own = dump_table_find(table, NAMES("url")) < 0;

    if (own) {
        FactPublication fact = {.kind = KIND_ACCOUNT, .access = ACCESS_UNKNOWN, .title = title};
        uint32_t publication;

        table->dump->access = ACCESS_UNKNOWN;
        dump_account(table->dump, id, title);
        publication = dump_publication(table->dump, &fact);
        dump_text(table->dump, publication, 0, PLACE_TITLE, "title", title);
        dump_table_rest(table, publication);
        return;
    }
    dump_contact(table->dump, 0, "following", title, id, NULL);
}

static void put_other(DumpTable *table)
{
    dump_table_rest(table, dump_file(table->dump));
}

static void read_youtube(Input *input, Sink *sink)
{
    static void (*const rows[])(DumpTable *) = {put_other, put_video, put_comment, put_channel,
                                                put_post};
    Slice whole = input_whole(input, TABLE_BYTES_MAX);
    g_autofree char *line = first_line(input_head(input));
    TableKind kind = kind_of_header(line);
    Dump dump;
    DumpTable table = {.dump = &dump};
    size_t length;
    g_autofree char *utf8 = text_decode(whole.data, whole.length, NULL, &length, NULL);
    bool semicolon = !strchr(line, ',') && strchr(line, ';');

    if (kind == TABLE_OTHER)
        kind = kind_of_columns(line);
    if (kind == TABLE_OTHER)
        kind = kind_of_rows(input_head(input));
    table.row = rows[kind];
    dump_init(&dump, input, sink, "youtube");
    dump.access = kind == TABLE_VIDEOS || kind == TABLE_COMMENTS || kind == TABLE_POSTS
                      ? ACCESS_UNKNOWN
                      : ACCESS_CLOSED;
    dump_table_read(&table, utf8, length, semicolon ? ';' : ',');
    dump_clear(&dump);
}

const Reader reader_youtube = {"youtube", bid, read_youtube};
