/* One list, one worker: the file goes in by descriptor, rows of cells come out. Nothing is
 * understood here. */
#include "coordinator/lists.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "coordinator/pool.h"
#include "language.h"
#include "wire/messages.h"

#define LIST_CPU_SECONDS 60

static TableSheet *sheet_of(Table *table, const char *name, bool hidden)
{
    TableSheet *last = table->sheets->len > 0 ? table->sheets->pdata[table->sheets->len - 1] : NULL;

    if (last && !strcmp(last->sheet, name))
        return last;
    last = g_new0(TableSheet, 1);
    last->sheet = g_strdup(name);
    last->hidden = hidden;
    last->rows = g_ptr_array_new();
    g_ptr_array_add(table->sheets, last);
    return last;
}

static void add_row(Table *table, const MessageRow *message)
{
    TableRow *row = table_row_new(message->line, message->cells);

    row->hidden = message->hidden & ROW_HIDDEN;
    g_ptr_array_add(sheet_of(table, message->sheet, message->hidden & SHEET_HIDDEN)->rows, row);
}

/* Takes rows until the list's END; false when the worker broke off or broke its word. */
static bool collect(Worker *worker, Table *table, Reason *gap, char **why)
{
    Frame frame;

    while (channel_receive(worker->channel, true, &frame) == CHANNEL_FRAME) {
        g_autoptr(GVariant) body = message_parse(&frame);
        MessageRow row;
        MessageEnd end;

        if (frame.fd >= 0)
            close(frame.fd);
        if (!body)
            return false;
        if (frame.kind == MESSAGE_ROW && message_get_row(body, &row)) {
            add_row(table, &row);
            g_free(row.cells);
        } else if (frame.kind == MESSAGE_END && message_get_end(body, &end)) {
            table->charset = g_strdup(end.reader ? end.reader : "");
            table->delimiter = g_strdup(end.digest ? end.digest : "");
            table->digest = g_strdup(end.hash ? end.hash : "");
            *gap = end.reason;
            *why = g_strdup(end.detail);
            return true;
        } else if (frame.kind != MESSAGE_HELLO) {
            return false;
        }
    }
    return false;
}

/* What to do about it, where the worker knows more than that it could not be read. */
static const char *sentence_of(const char *why)
{
    static const char *const sentences[][2] = {
        {"xls", "cli-list-why-xls"},       {"xlsb", "cli-list-why-xlsb"},
        {"html", "cli-list-why-html"},     {"xml", "cli-list-why-xml"},
        {"locked", "cli-list-why-locked"}, {"quotes", "cli-list-why-quotes"},
        {"large", "cli-list-why-large"},   {"other", "cli-list-why-other"}};

    for (size_t i = 0; why && i < G_N_ELEMENTS(sentences); i++)
        if (!strcmp(why, sentences[i][0]))
            return sentences[i][1];
    return "cli-list-not-read";
}

static void fail(const char *path, Reason gap, const char *why, GError **error)
{
    g_autofree char *reason = g_strconcat("reason-", reason_id(gap), NULL);

    exit_error_set(error, EXIT_LIST_INVALID, sentence_of(why),
                   TEXT_VALUES(TEXT_TEXT("path", path), TEXT_ID("cause", reason)));
}

bool lists_read(const char *path, Table **table, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    g_autoptr(Table) read = g_new0(Table, 1);
    g_autofree char *program = worker_program();
    g_autofree char *why = NULL;
    Reason gap = REASON_NONE;
    struct stat status;
    Worker *worker;
    bool complete;

    read->file_name = g_path_get_basename(path);
    read->sheets = g_ptr_array_new();
    if (fd < 0 || fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
        const char *cause = fd >= 0 ? language_text("cli-not-a-file") : language_errno(errno);

        exit_error_set(error, EXIT_INPUT_MISSING, "cli-list-missing",
                       TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", cause)));
        if (fd >= 0)
            close(fd);
        return false;
    }
    worker = worker_start(program, WORKER_LISTS, error);
    if (!worker) {
        close(fd);
        return false;
    }
    worker_allow_cpu(worker, LIST_CPU_SECONDS);
    MessageWalk request = {
        .request = 1, .path = read->file_name, .size = (uint64_t)status.st_size, .parts = 1};

    complete = message_put_walk(worker->channel, MESSAGE_LIST, &request, fd) &&
               collect(worker, read, &gap, &why);
    close(fd);
    worker_stop(worker, false);
    if (!complete || gap != REASON_NONE) {
        fail(path, complete ? gap : REASON_CRASHED, complete ? why : NULL, error);
        return false;
    }
    *table = g_steal_pointer(&read);
    return true;
}
