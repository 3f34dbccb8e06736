/*
 * Reader of WhatsApp chats as text, from iOS and Android in any language: one publication for the
 * chat and one for each message. All of it was between people, never published; dates are local to
 * the phone. Files of the chat lie beside it.
 */
#include "readers/exports/whatsapp.h"

#include <string.h>

#include "readers/exports/dump.h"
#include "worker/xml.h"

#define CHAT_BYTES_MAX (64U * 1024U * 1024U)
#define LINES_LOOKED_AT 60U

enum { SEEN_SYSTEM = 1, SEEN_PERSON = 2 };

typedef struct {
    char *text; /* decoded, UTF-8 */
    size_t length;
    ChatLine line;
} Chat;

/* Lines may end as on old Macs. */
static void decode_chat(Chat *chat, Slice bytes)
{
    chat->text = text_decode(bytes.data, bytes.length, NULL, &chat->length, NULL);
    if (!memchr(chat->text, '\n', chat->length))
        g_strdelimit(chat->text, "\r", '\n');
}

/* Cuts the next line; false at the end. */
static bool next_line(const Chat *chat, size_t *at, Slice *line)
{
    const char *end;

    if (*at >= chat->length)
        return false;
    end = memchr(chat->text + *at, '\n', chat->length - *at);
    *line = (Slice){chat->text + *at, end ? (size_t)(end - chat->text) - *at : chat->length - *at};
    *at += line->length + 1;
    return true;
}

static bool is_named(const char *path)
{
    static const char *const names[] = {"whatsapp", "_chat.txt", NULL};

    return dump_holds_any(path, names);
}

typedef struct {
    unsigned lines, headers, senders, logs;
    bool at_once; /* the first line starts a message */
} ChatLook;

static void look_at(Slice head, ChatLook *look)
{
    Chat chat = {.line.text = g_string_new(NULL)};
    ChatHeader header;
    size_t at = 0;
    Slice line;

    decode_chat(&chat, head);
    while (look->lines < LINES_LOOKED_AT && next_line(&chat, &at, &line)) {
        chat_line_clean(&chat.line, line.data, line.length);
        if (chat.line.text->len == 0)
            continue;
        if (chat_header_parse(&chat.line, &header)) {
            look->headers++;
            look->senders += header.sender > 0;
            look->at_once = look->at_once || look->lines == 0;
            /* Programs write their logs with the year first and without a comma. */
            look->logs += header.year_first && !header.half_day && strchr("-/", header.separator) &&
                          !memchr(chat.line.text->str, ',', header.text);
        }
        look->lines++;
    }
    g_string_free(chat.line.text, TRUE);
    g_free(chat.text);
}

static int bid(const Input *input)
{
    g_autofree char *path = dump_plain_path(input_path(input));
    const char *dot = strrchr(path, '.');
    ChatLook look = {0};

    if ((!dot || strcmp(dot, ".txt") != 0) && !g_str_has_prefix(input_type(input), "text/plain"))
        return 0;
    look_at(input_head(input), &look);
    if (is_named(path) && (look.at_once || look.headers >= 2))
        return look.headers > 0 ? 80 : 0;
    return look.at_once && look.senders >= 2 && 2 * look.logs < look.headers ? 66 : 0;
}

/* What is known of the whole chat before its messages are put. */
typedef struct {
    Dump *dump;
    ChatOrder order;
    bool proven;
    const char *group;   /* what the phone names as sender of the system's lines; or NULL */
    GHashTable *senders; /* name -> SEEN_SYSTEM, SEEN_PERSON */
    GPtrArray *names;    /* in order of appearance */
    uint32_t thread;
    unsigned omitted;
} ChatState;

/* "~ Name" is how a phone marks somebody who is in no address book. */
static char *sender_name(const ChatLine *line, const ChatHeader *header)
{
    const char *from = line->text->str + header->text;
    const char *end = from + header->sender;

    if (*from == '~')
        from++;
    while (from < end && *from == ' ')
        from++;
    return g_strndup(from, (gsize)(end - from));
}

static void survey(ChatState *state, Chat *chat)
{
    ChatOrderEvidence evidence = {0};
    ChatHeader header;
    size_t at = 0;
    Slice line;

    while (next_line(chat, &at, &line)) {
        chat_line_clean(&chat->line, line.data, line.length);
        if (!chat_header_parse(&chat->line, &header))
            continue;
        chat_order_add(&evidence, &header);
        if (header.sender == 0)
            continue;
        char *name = sender_name(&chat->line, &header);
        int seen = GPOINTER_TO_INT(g_hash_table_lookup(state->senders, name));

        if (!seen)
            g_ptr_array_add(state->names, g_strdup(name));
        seen |= header.text_mark && !header.line_mark && header.bracket ? SEEN_SYSTEM : SEEN_PERSON;
        g_hash_table_insert(state->senders, name, GINT_TO_POINTER(seen));
    }
    state->order = chat_order_decide(&evidence, &state->proven);
    if (state->names->len > 0) {
        const char *first = g_ptr_array_index(state->names, 0);

        /* iOS writes the group's name before what the system says, from the first line on. */
        if (GPOINTER_TO_INT(g_hash_table_lookup(state->senders, first)) == SEEN_SYSTEM)
            state->group = first;
    }
}

/* "WhatsApp-chat met Ouders groep 5.txt", "WhatsApp Chat - Ouders groep 5/_chat.txt" */
static char *chat_title(const char *path)
{
    static const char *const between[] = {" met ", " with ", " mit ", " con ", " avec ",
                                          " com ", " - ",    " z ",   NULL};
    g_auto(GStrv) parts = g_strsplit_set(path, "/\\", -1);

    for (guint i = g_strv_length(parts); i-- > 0;) {
        g_autofree char *lower = g_ascii_strdown(parts[i], -1);
        char *name = parts[i];
        char *dot;

        if (!strstr(lower, "whatsapp"))
            continue;
        if ((dot = strrchr(name, '!')) && !dot[1])
            *dot = '\0';
        dot = strrchr(name, '.');
        if (dot && (g_ascii_strcasecmp(dot, ".txt") == 0 || g_ascii_strcasecmp(dot, ".zip") == 0))
            *dot = '\0';
        for (size_t w = 0; between[w]; w++) {
            const char *found = strstr(name, between[w]);

            if (found)
                return g_strdup(found + strlen(between[w]));
        }
    }
    return NULL;
}

/* A number stands for somebody who is in no address book. */
static bool is_phone_number(const char *name)
{
    return strlen(name) >= 6 && name[strspn(name, "+0123456789 -()")] == '\0';
}

static void put_chat(ChatState *state, const char *path)
{
    g_autofree char *title = chat_title(path);
    const char *name = state->group ? state->group : title;
    FactPublication fact = {.kind = KIND_MESSAGE, .title = name};

    state->thread = dump_publication(state->dump, &fact);
    dump_text(state->dump, state->thread, 0, PLACE_TITLE, "chat", name);
    sink_property(state->dump->sink, state->thread, 0, "platform", "DateOrder",
                  state->order == CHAT_DAY_FIRST
                      ? state->proven ? "day first" : "day first, assumed"
                  : state->proven ? "month first"
                                  : "month first, assumed");
    for (guint i = 0; i < state->names->len; i++) {
        const char *person = g_ptr_array_index(state->names, i);
        bool number = is_phone_number(person);

        if (person != state->group)
            dump_contact(state->dump, state->thread, "participant", number ? NULL : person,
                         number ? person : NULL, NULL);
    }
}

/* A file name as a relative reference. */
static char *file_reference(const char *name, size_t length)
{
    GString *uri = g_string_new(NULL);

    for (size_t i = 0; i < length; i++) {
        if (strchr("%#?", name[i]))
            g_string_append_printf(uri, "%%%02X", (unsigned)name[i]);
        else
            g_string_append_c(uri, name[i]);
    }
    return g_string_free(uri, FALSE);
}

static void put_place(ChatState *state, uint32_t publication, const char *text)
{
    const char *found = strstr(text, "maps.google.com/?q=");
    g_auto(GStrv) pair = NULL;
    g_autofree char *position = NULL;
    size_t length;

    if (!found)
        return;
    found += strlen("maps.google.com/?q=");
    length = strspn(found, "-.,0123456789");
    position = g_strndup(found, length);
    pair = g_strsplit(position, ",", 3);
    if (g_strv_length(pair) == 2 && *pair[0] && *pair[1])
        sink_property(state->dump->sink, publication, 0, "platform", "GPSPosition", position);
}

/* The words beside a file are its caption; Android writes them on the next lines. */
static void put_file(ChatState *state, uint32_t publication, const char *text, const ChatFile *file)
{
    g_autofree char *uri = file_reference(text + file->name, file->name_length);
    uint32_t medium =
        dump_medium(state->dump, publication, dump_role(uri, "attachment"), uri, NULL);
    g_autofree char *before = g_strstrip(g_strndup(text, file->from));
    g_autofree char *after = g_strstrip(g_strdup(text + file->to));

    dump_text(state->dump, publication, medium, PLACE_FILENAME, NULL, uri);
    dump_text(state->dump, publication, medium, PLACE_CAPTION, "caption", before);
    dump_text(state->dump, publication, medium, PLACE_CAPTION, "caption", after);
}

typedef struct {
    GString *text;
    char *author; /* NULL: the system's */
    char *time;
    bool open;
} Message;

static void put_message(ChatState *state, Message *message)
{
    const char *text = message->text->str;
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .in_reply_to = state->thread,
                            .author = message->author,
                            .published = message->time,
                            .published_known = state->proven ? KNOWN_EXPORT : KNOWN_TEXT};
    uint32_t publication;
    ChatFile file;

    if (!message->open)
        return;
    if (!message->time)
        fact.published_known = KNOWN_NOT;
    publication = dump_publication(state->dump, &fact);
    put_place(state, publication, text);
    if (chat_media_omitted(text)) {
        state->omitted++;
        dump_text(state->dump, publication, 0, PLACE_BODY, "media left out", text);
    } else if (chat_file_find(text, &file)) {
        put_file(state, publication, text, &file);
    } else {
        dump_text(state->dump, publication, 0, PLACE_BODY, message->author ? "message" : "system",
                  text);
    }
}

static void message_start(ChatState *state, Message *message, const ChatLine *line,
                          const ChatHeader *header)
{
    put_message(state, message);
    g_clear_pointer(&message->author, g_free);
    g_clear_pointer(&message->time, g_free);
    message->open = true;
    message->time = chat_time(header, state->order);
    if (header->sender)
        message->author = sender_name(line, header);
    if (message->author && state->group && strcmp(message->author, state->group) == 0)
        g_clear_pointer(&message->author, g_free);
    g_string_assign(message->text, line->text->str + header->message);
}

static void put_messages(ChatState *state, Chat *chat)
{
    Message message = {.text = g_string_new(NULL)};
    ChatHeader header;
    size_t at = 0;
    Slice line;

    while (next_line(chat, &at, &line)) {
        chat_line_clean(&chat->line, line.data, line.length);
        if (chat_header_parse(&chat->line, &header)) {
            message_start(state, &message, &chat->line, &header);
        } else {
            /* What stands before the first message is a message of nobody. */
            if (message.open)
                g_string_append_c(message.text, '\n');
            message.open = message.open || chat->line.text->len > 0;
            g_string_append_len(message.text, chat->line.text->str, (gssize)chat->line.text->len);
        }
    }
    put_message(state, &message);
    g_string_free(message.text, TRUE);
    g_free(message.author);
    g_free(message.time);
}

static void read_whatsapp(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, CHAT_BYTES_MAX);
    Chat chat = {.line.text = g_string_new(NULL)};
    Dump dump;
    ChatState state = {.dump = &dump};

    decode_chat(&chat, whole);
    dump_init(&dump, input, sink, "whatsapp");
    dump.access = ACCESS_DIRECT;
    state.senders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    state.names = g_ptr_array_new_with_free_func(g_free);
    survey(&state, &chat);
    put_chat(&state, input_path(input));
    put_messages(&state, &chat);
    if (state.omitted) {
        g_autofree char *detail =
            g_strdup_printf("%u media were left out of the export", state.omitted);

        sink_gap(sink, REASON_MEDIA_OMITTED, detail);
    }
    g_ptr_array_free(state.names, TRUE);
    g_hash_table_destroy(state.senders);
    dump_clear(&dump);
    g_string_free(chat.line.text, TRUE);
    g_free(chat.text);
}

const Reader reader_whatsapp = {"whatsapp", bid, read_whatsapp};
