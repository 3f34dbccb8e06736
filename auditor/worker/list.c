/*
 * The list worker's task: one table in, rows of cells out, no meaning given to any of them. It ends
 * before the first item of a stranger is read, so it is the only worker that ever sees names of the
 * register.
 */
#include "worker/list.h"

#include <openssl/sha.h>

#include <glib.h>

#include "readers/documents/delimited.h"
#include "worker/limits.h"
#include "worker/xml.h"

typedef struct {
    Channel *channel;
    uint32_t request;
    int64_t rows;
    bool too_large;
} ListRun;

static void send_row(void *user, unsigned line, const Slice *cells, size_t count)
{
    ListRun *run = user;
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func(g_free);
    size_t bytes = 0;

    for (size_t i = 0; i < count; i++) {
        bytes += cells[i].length + 8;
        g_ptr_array_add(copies, g_utf8_make_valid(cells[i].data, (gssize)cells[i].length));
    }
    if (bytes > CHANNEL_MAX_BODY / 2 || run->rows >= (int64_t)LIMIT_ENTRIES) {
        run->too_large = true;
        return;
    }
    g_ptr_array_add(copies, NULL);
    message_put_row(run->channel, &(MessageRow){.request = run->request,
                                                .line = line,
                                                .sheet = "",
                                                .cells = (const char **)copies->pdata});
    run->rows++;
}

static char *sha256_hex(Slice whole)
{
    g_autoptr(GString) hex = g_string_new(NULL);
    unsigned char digest[SHA256_DIGEST_LENGTH];

    SHA256((const unsigned char *)whole.data, whole.length, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        g_string_append_printf(hex, "%02x", digest[i]);
    return g_string_free(g_steal_pointer(&hex), FALSE);
}

void list_read(Channel *channel, uint32_t request, Input *input)
{
    Slice whole = input_whole(input, LIMIT_ITEM_BYTES);
    g_autofree char *hash = sha256_hex(whole);
    const char *charset = "";
    size_t length;
    g_autofree char *text = text_decode(whole.data, whole.length, NULL, &length, &charset);
    char delimiter = delimited_guess(text, length);
    char delimiter_text[2] = {delimiter, '\0'};
    ListRun run = {.channel = channel, .request = request};
    bool complete = delimited_parse(text, length, delimiter ? delimiter : ';', send_row, &run);
    MessageEnd end = {.request = request,
                      .state = complete && !run.too_large ? ITEM_READ : ITEM_PARTIAL,
                      .reason = run.too_large ? REASON_LIMIT_BYTES
                                : complete    ? REASON_NONE
                                              : REASON_CORRUPT,
                      .reader = charset,
                      .hash = hash,
                      .digest = delimiter_text,
                      .entries = run.rows,
                      .entries_directory = -1};

    message_put_end(channel, &end);
    channel_flush(channel);
}
