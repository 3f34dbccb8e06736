/*
 * Mail: single messages (EML) and mailboxes (mbox, Google Takeout's too). Each message is one
 * publication with its texts; attachments and forwarded messages become items. Cutting and decoding
 * is mime.h's.
 */
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/mail/mail_text.h"
#include "readers/mail/mime.h"
#include "readers/mail/mime_leaves.h"
#include "readers/reader.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define MESSAGE_BYTES_MAX (128U * 1024U * 1024U) /* parts are decoded one at a time beside it */
#define WINDOW_BYTES (4U * 1024U * 1024U)
#define THREADS_MAX 100000U

typedef struct {
    Sink *sink;
    bool is_mailbox;
    unsigned messages;
    GHashTable *numbers; /* Message-ID → publication, for answers */
} Mail;

static bool is_mailbox_start(const char *data, size_t length)
{
    size_t text, line = mime_line(data, length, &text);
    if (text < 10 || memcmp(data, "From ", 5) != 0 || text > 500) {
        return false;
    }
    g_autofree char *first = g_strndup(data, text);
    const char *address = first + 5;
    const char *host = address + strspn(address, "0123456789");
    bool takeout = host > address && *host == '@' && strspn(host + 1, "x") == 3;
    const char *year = first + strlen(first); /* "... 2016" at the end, or before a zone */
    while (year > first + 5 && !(g_ascii_isdigit(year[-1]) && strspn(year - 1, "0123456789") == 1 &&
                                 year - first > 8 && (year[-4] == '1' || year[-4] == '2') &&
                                 g_ascii_isdigit(year[-3]) && g_ascii_isdigit(year[-2]))) {
        year--;
    }
    const char *end = first + strlen(first);
    /* Four digits at the end may be a zone as well: some programs write a broken year before it. */
    bool numbered = text > 14 && strspn(end - 4, "0123456789") == 4;
    bool dated = (year > first + 5 || numbered) && strchr(first, ':') != NULL;
    data += line;
    length -= line;
    mime_line(data, length, &text);
    return (takeout || dated) && mime_is_header_line(data, text);
}

/* How many of the headers that mail has stand in the first lines. */
static int known_headers(Slice head)
{
    static const char *const known[] = {
        "from:",        "to:",          "date:",         "subject:",      "received:",
        "return-path:", "message-id:",  "mime-version:", "delivered-to:", "content-type:",
        "reply-to:",    "x-mailer:",    "sender:",       "in-reply-to:",  "cc:",
        "x-gm-thrid:",  "envelope-to:", "x-original-to:"};
    int found = 0;
    size_t at = 0;
    for (int lines = 0; lines < 60 && at < head.length; lines++) {
        size_t text, line = mime_line(head.data + at, head.length - at, &text);
        const char *start = head.data + at;
        bool more = *start == ' ' || *start == '\t';
        if (text == 0 || (lines == 0 && !mime_is_header_line(start, text))) {
            break;
        }
        for (size_t i = 0; i < G_N_ELEMENTS(known) && !more; i++) {
            size_t size = strlen(known[i]);
            found += text >= size && g_ascii_strncasecmp(start, known[i], size) == 0;
        }
        at += line;
    }
    return found;
}

/* Apple's Mail puts a line with the length before a message, and its own marks behind it: the part
 * that is the message. */
static Slice without_length(Slice bytes)
{
    size_t digits = 0, end;
    while (digits < bytes.length && digits < 12 && g_ascii_isdigit(bytes.data[digits])) {
        digits++;
    }
    for (end = digits; end < bytes.length && bytes.data[end] == ' '; end++) {
    }
    if (digits == 0 || end >= bytes.length || bytes.data[end] != '\n') {
        return bytes;
    }
    size_t length = (size_t)g_ascii_strtoull(bytes.data, NULL, 10);
    bytes.data += end + 1;
    bytes.length = MIN(length, bytes.length - end - 1);
    return bytes;
}

/* A part that somebody saved without the message round it. */
static bool is_entity(Slice head)
{
    static const char *const firsts[] = {
        "mime-version:", "content-type:", "content-transfer-encoding:", "content-disposition:"};
    size_t text, at = 0;
    bool encoded = false;
    for (size_t i = 0; i < G_N_ELEMENTS(firsts); i++) {
        encoded = encoded || (head.length > strlen(firsts[i]) &&
                              g_ascii_strncasecmp(head.data, firsts[i], strlen(firsts[i])) == 0);
    }
    if (!encoded) {
        return false;
    }
    for (int lines = 0; lines < 20 && at < head.length; lines++, at += text) {
        const char *start = head.data + at;
        size_t line = mime_line(start, head.length - at, &text);
        bool header = g_ascii_isspace(*start) || mime_is_header_line(start, text);
        if (text == 0) {
            return lines > 1;
        }
        if (!header) {
            return false;
        }
        text = line;
    }
    return false;
}

static int mail_bid(const Input *input)
{
    Slice head = without_length(input_head(input));
    const char *declared = input_declared_type(input);
    g_autofree char *path = g_ascii_strdown(input_path(input), -1);
    while (head.length > 0 && (*head.data == '\n' || *head.data == '\r')) {
        head.data++;
        head.length--;
    }
    if (is_mailbox_start(head.data, head.length)) {
        return 66;
    }
    int found = known_headers(head);
    bool told = is_entity(head) || g_str_has_suffix(path, ".eml") ||
                g_str_has_suffix(path, ".emlx") || g_str_has_suffix(path, ".mbox") ||
                (declared != NULL && g_ascii_strncasecmp(declared, "message/", 8) == 0);
    return found >= 3 || (told && found >= 1) ? 65 : 0;
}

/* ---- headers ---- */

static void put_addresses(Mail *mail, const MimePart *message, uint32_t number, const char *name)
{
    for (guint i = 0; i < message->headers->len; i++) {
        const MimeHeader *header = g_ptr_array_index(message->headers, i);
        const char *rest = header->value;
        if (strcmp(header->name, name) != 0) {
            continue;
        }
        MailAddress address;
        while (mail_address_next(&rest, &address)) {
            sink_put(mail->sink, &(Fact){.kind = FACT_CONTACT,
                                         .contact = {.publication = number,
                                                     .platform = "e-mail",
                                                     .relation = "participant",
                                                     .name = address.name,
                                                     .handle = address.address}});
            if (address.address != NULL) {
                sink_text(mail->sink, number, 0, PLACE_METADATA, name, address.address,
                          strlen(address.address));
            }
            mail_address_clear(&address);
        }
    }
}

/* What put_publication and put_addresses told of a message's headers already. */
static bool is_told(const MimePart *message, const MimeHeader *header)
{
    static const char *const all[] = {"from", "to", "cc", "bcc", NULL};
    static const char *const first[] = {"subject", "date", NULL};
    return g_strv_contains(all, header->name) ||
           (g_strv_contains(first, header->name) &&
            header->value == mime_header_raw(message, header->name));
}

/* Everything else that stands above a message or a part of it, without what only machines read. */
static void put_headers(Mail *mail, const MimePart *part, bool is_message, uint32_t number)
{
    static const char *const machines[] = {"dkim-",           "arc-",           "domainkey-",
                                           "x-google-",       "content-",       "mime-version",
                                           "authentication-", "x-ms-exchange-", "x-forefront-",
                                           "x-microsoft-"};
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < part->headers->len; i++) {
        const MimeHeader *header = g_ptr_array_index(part->headers, i);
        bool skip = is_message && is_told(part, header);
        for (size_t k = 0; k < G_N_ELEMENTS(machines) && !skip; k++) {
            skip = g_str_has_prefix(header->name, machines[k]) &&
                   strcmp(header->name, "content-description") != 0;
        }
        if (!skip) {
            g_autofree char *value = mime_decode_words(header->value);
            g_string_append_printf(text, "%s: %s\n", header->name, value);
        }
    }
    sink_text(mail->sink, number, 0, PLACE_METADATA, "headers", text->str, text->len);
    g_string_free(text, TRUE);
}

static char *first_id(const char *raw)
{
    const char *start = raw != NULL ? strchr(raw, '<') : NULL;
    return start != NULL ? g_strndup(start + 1, strcspn(start + 1, "> ")) : g_strdup(raw);
}

/* A mere part may have been anything. */
static bool is_sent(const MimePart *message)
{
    static const char *const heads[] = {"from", "to", "cc", "bcc", "subject", "received"};
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        if (mime_header_raw(message, heads[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static uint32_t put_publication(Mail *mail, const MimePart *message)
{
    g_autofree char *subject = mime_header(message, "subject");
    g_autofree char *date = mime_header(message, "date");
    g_autofree char *published = date != NULL ? date_from_rfc822(date) : NULL;
    g_autofree char *id = first_id(mime_header_raw(message, "message-id"));
    g_autofree char *answered = first_id(mime_header_raw(message, "in-reply-to"));
    const char *from = mime_header_raw(message, "from");
    MailAddress author = {NULL, NULL};
    if (from != NULL) {
        mail_address_next(&from, &author);
    }
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .platform = "e-mail",
                            .access = is_sent(message) ? ACCESS_DIRECT : ACCESS_UNKNOWN,
                            .author = author.name != NULL ? author.name : author.address,
                            .title = subject,
                            .native_id = id,
                            .published = published,
                            .published_known = published != NULL ? KNOWN_METADATA : KNOWN_NOT};
    if (answered != NULL) {
        fact.in_reply_to = GPOINTER_TO_UINT(g_hash_table_lookup(mail->numbers, answered));
    }
    uint32_t number = sink_publication(mail->sink, &fact);
    if (id != NULL && g_hash_table_size(mail->numbers) < THREADS_MAX) {
        g_hash_table_insert(mail->numbers, g_steal_pointer(&id), GUINT_TO_POINTER(number));
    }
    if (subject != NULL) {
        sink_text(mail->sink, number, 0, PLACE_TITLE, NULL, subject, strlen(subject));
    }
    if (date != NULL && published == NULL) {
        sink_text(mail->sink, number, 0, PLACE_METADATA, "date", date, strlen(date));
    }
    mail_address_clear(&author);
    return number;
}

/* ---- parts ---- */

static void put_plain(Mail *mail, const MimeLeaves *leaves, const MimePart *part, uint32_t number)
{
    GString *bytes = mime_leaves_bytes(leaves, part);
    const char *type = mime_header_raw(part, "content-type");
    for (size_t at = 0; at + 12 < bytes->len; at++) { /* files in the text, as before MIME */
        bool begins = (at == 0 || bytes->str[at - 1] == '\n') && bytes->str[at] == 'b';
        g_autofree char *name = NULL;
        GString *file = begins ? g_string_new(NULL) : NULL;
        size_t taken = begins ? mime_uudecode(bytes->str + at, bytes->len - at, file, &name) : 0;
        if (taken > 0) {
            mime_leaves_put_bytes(leaves, *name != '\0' ? name : "file", file, mail->sink);
            g_string_erase(bytes, (gssize)at, (gssize)taken);
        }
        if (file != NULL) {
            g_string_free(file, TRUE);
        }
    }
    size_t length;
    g_autofree char *text = text_decode(bytes->str, bytes->len, type, &length, NULL);
    g_string_free(bytes, TRUE);
    if (mail_text_is_flowed(type)) {
        length = mail_text_unflow(text, length, type);
    }
    sink_text(mail->sink, number, 0, PLACE_BODY, NULL, text, length);
}

static void put_html(Mail *mail, const MimeLeaves *leaves, const MimePart *part, uint32_t number)
{
    GString *bytes = mime_leaves_bytes(leaves, part);
    size_t length;
    g_autofree char *utf8 =
        html_decode(bytes->str, bytes->len, mime_header_raw(part, "content-type"), &length, NULL);
    g_string_free(bytes, TRUE);
    g_autoptr(HtmlText) text = html_text_new();
    html_text_read(text, utf8, length);
    html_text_put(text, mail->sink, number, "html");
}

static bool is_attachment(const MimePart *part)
{
    const char *disposition = mime_header_raw(part, "content-disposition");
    g_autofree char *name = mime_file_name(part);
    return name != NULL ||
           (disposition != NULL && g_ascii_strncasecmp(disposition, "attachment", 10) == 0);
}

static void put_aside(Mail *mail, Slice text, uint32_t number, const char *label)
{
    size_t length;
    g_autofree char *utf8 = text_decode(text.data, text.length, NULL, &length, NULL);
    g_strchomp(utf8);
    sink_text(mail->sink, number, 0, PLACE_HIDDEN, label, utf8, strlen(utf8));
}

static void put_part(Mail *mail, const MimeLeaves *leaves, const MimePart *part, uint32_t number)
{
    if (part->parts != NULL) {
        put_aside(mail, part->preamble, number, "preamble");
        for (guint i = 0; i < part->parts->len; i++) {
            const MimePart *child = g_ptr_array_index(part->parts, i);
            put_headers(mail, child, false, number);
            put_part(mail, leaves, child, number);
        }
        put_aside(mail, part->epilogue, number, "epilogue");
        return;
    }
    bool text = strcmp(part->type, "text/plain") == 0 || strcmp(part->type, "text/enriched") == 0 ||
                g_str_has_prefix(part->type, "multipart/") ||
                strcmp(part->type, "message/delivery-status") == 0;
    if (part->body.length == 0) {
        return;
    }
    if (text && !is_attachment(part)) {
        put_plain(mail, leaves, part, number);
    } else if (strcmp(part->type, "text/html") == 0 && !is_attachment(part)) {
        put_html(mail, leaves, part, number);
    } else {
        mime_leaves_put(leaves, part, mail->sink);
    }
}

static void put_message(Mail *mail, const char *data, size_t length)
{
    MimeFlaw flaw;
    mail->messages++;
    g_autofree char *folder =
        mail->is_mailbox ? g_strdup_printf("message-%u/", mail->messages) : g_strdup("");
    g_autoptr(MimePart) message = mime_parse(data, length, &flaw);
    g_autoptr(MimeLeaves) leaves = mime_leaves_new(message, folder, false);
    uint32_t number = put_publication(mail, message);
    put_addresses(mail, message, number, "from");
    put_addresses(mail, message, number, "to");
    put_addresses(mail, message, number, "cc");
    put_addresses(mail, message, number, "bcc");
    put_headers(mail, message, true, number);
    put_part(mail, leaves, message, number);
    if (flaw.reason != REASON_NONE) {
        sink_gap(mail->sink, flaw.reason, flaw.detail);
    }
}

/* ---- mailboxes ---- */

/* The next "From " line that begins a message, from `at` on; the end when there is none. A blank
 * line stands before it. */
static size_t next_message(const char *data, size_t length, size_t at)
{
    while (at < length) {
        const char *found = memmem(data + at, length - at, "\nFrom ", 6);
        if (found == NULL) {
            return length;
        }
        size_t from = (size_t)(found - data) + 1;
        bool blank = from >= 2 && (data[from - 2] == '\n' ||
                                   (from >= 3 && data[from - 2] == '\r' && data[from - 3] == '\n'));
        if (blank && is_mailbox_start(data + from, length - from)) {
            return from;
        }
        at = from;
    }
    return length;
}

static size_t first_line(const char *data, size_t length)
{
    size_t text;
    return length >= 5 && memcmp(data, "From ", 5) == 0 ? mime_line(data, length, &text) : 0;
}

/* Reads the mailbox through a window that always holds one whole message, and grows only for one
 * that is larger. */
static void read_mailbox(Mail *mail, Input *input)
{
    size_t most = (size_t)MIN(input_size(input), MESSAGE_BYTES_MAX);
    size_t room = MIN(most, WINDOW_BYTES);
    g_autofree char *window = g_malloc(room + 1);
    size_t held = 0;
    uint64_t offset = 0;
    for (;;) {
        size_t got = input_read_at(input, offset, window + held, room - held);
        bool last = offset + got >= input_size(input) || (got == 0 && held < room);
        size_t at = 0;
        offset += got;
        held += got;
        window[held] = '\0';
        while (at < held) {
            size_t skip = first_line(window + at, held - at);
            size_t end = next_message(window, held, at + skip);
            if (end == held && !last && (at > 0 || room < most)) {
                break; /* its end may be behind the window */
            }
            if (end == held && !last) {
                sink_gap(mail->sink, REASON_LIMIT_BYTES, "a message larger than is read at once");
            }
            put_message(mail, window + at + skip, end - at - skip);
            at = end;
        }
        memmove(window, window + at, held - at);
        held -= at;
        if (last) {
            return;
        }
        if (held == room) {
            room = MIN(most, room * 2);
            window = g_realloc(window, room + 1);
        }
    }
}

static void mail_read(Input *input, Sink *sink)
{
    Mail mail = {.sink = sink};
    Slice head = input_head(input);
    while (head.length > 0 && (*head.data == '\n' || *head.data == '\r')) {
        head.data++;
        head.length--;
    }
    mail.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    mail.is_mailbox = is_mailbox_start(head.data, head.length);
    if (mail.is_mailbox) {
        read_mailbox(&mail, input);
    } else {
        Slice whole = without_length(input_whole(input, MESSAGE_BYTES_MAX));
        put_message(&mail, whole.data, whole.length);
    }
    g_hash_table_unref(mail.numbers);
}

const Reader reader_mail = {.name = "mail", .bid = mail_bid, .read = mail_read};
