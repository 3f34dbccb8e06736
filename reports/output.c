/*
 * Writing, flushing, digesting and renaming the files of a run. Knows nothing of what stands in
 * them.
 */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "language.h"

#define PART ".part"
#define FLUSH_BYTES (64 * 1024)

struct Output {
    Outputs *outputs;
    char *name;
    int file; /* -1: closed */
    GString *buffer;
    EVP_MD_CTX *digest;
    char *hex;
    uint64_t bytes;
    bool in_place; /* lies in DIR already: described, not renamed */
};

struct Outputs {
    char *path;
    int folder, part; /* descriptors of DIR and DIR/.part */
    GPtrArray *files; /* Output * */
    GError *error;
    bool published;
};

static void fail(Outputs *outputs, const char *name)
{
    int code = errno;
    if (!outputs->error)
        exit_error_set(&outputs->error, EXIT_CANNOT_WRITE, "cli-report-not-written",
                       TEXT_VALUES(TEXT_TEXT("folder", outputs->path), TEXT_TEXT("file", name),
                                   TEXT_TEXT("cause", language_errno(code))));
}

static void output_free(void *data)
{
    Output *output = data;
    if (output->file >= 0)
        close(output->file);
    EVP_MD_CTX_free(output->digest);
    g_string_free(output->buffer, TRUE);
    g_free(output->name);
    g_free(output->hex);
    g_free(output);
}

static int open_folder(int parent, const char *path, GError **error)
{
    int folder = -1;
    if (mkdirat(parent, path, 0700) == 0 || errno == EEXIST)
        folder = openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-folder-not-made", path);
    return folder;
}

Outputs *outputs_open(const char *directory, GError **error)
{
    if (g_mkdir_with_parents(directory, 0700) != 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-folder-not-made", directory);
        return NULL;
    }
    g_autoptr(Outputs) outputs = g_new0(Outputs, 1);
    outputs->part = -1;
    outputs->path = g_strdup(directory);
    outputs->files = g_ptr_array_new_with_free_func(output_free);
    outputs->folder = open_folder(AT_FDCWD, directory, error);
    if (outputs->folder < 0)
        return NULL;
    outputs->part = open_folder(outputs->folder, PART, error);
    if (outputs->part < 0)
        return NULL;
    return g_steal_pointer(&outputs);
}

void outputs_free(Outputs *outputs)
{
    if (!outputs)
        return;
    for (guint i = 0; i < outputs->files->len && !outputs->published; i++) {
        Output *output = outputs->files->pdata[i];
        if (!output->in_place && output->digest) /* ours, not adopted */
            unlinkat(outputs->part, output->name, 0);
    }
    g_ptr_array_unref(outputs->files);
    if (outputs->part >= 0)
        close(outputs->part);
    if (outputs->folder >= 0)
        close(outputs->folder);
    g_clear_error(&outputs->error);
    g_free(outputs->path);
    g_free(outputs);
}

static Output *output_new(Outputs *outputs, const char *name)
{
    Output *output = g_new0(Output, 1);
    output->outputs = outputs;
    output->name = g_strdup(name);
    output->buffer = g_string_new(NULL);
    output->file = -1;
    g_ptr_array_add(outputs->files, output);
    return output;
}

Output *outputs_add(Outputs *outputs, const char *name)
{
    Output *output = output_new(outputs, name);
    output->digest = EVP_MD_CTX_new();
    if (EVP_DigestInit_ex(output->digest, EVP_sha256(), NULL) != 1)
        g_error("SHA-256 is not available");
    unlinkat(outputs->part, name, 0); /* left by a run that was cut off */
    output->file =
        openat(outputs->part, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (output->file < 0)
        fail(outputs, name);
    return output;
}

static bool write_all(int file, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, data, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        data += written;
        length -= (size_t)written;
    }
    return true;
}

static void flush_buffer(Output *output)
{
    if (!output->outputs->error && output->file >= 0) {
        EVP_DigestUpdate(output->digest, output->buffer->str, output->buffer->len);
        output->bytes += output->buffer->len;
        if (!write_all(output->file, output->buffer->str, output->buffer->len))
            fail(output->outputs, output->name);
    }
    g_string_truncate(output->buffer, 0);
}

GString *output_buffer(Output *output)
{
    if (output->buffer->len >= FLUSH_BYTES)
        flush_buffer(output);
    return output->buffer;
}

static char *digest_hex(EVP_MD_CTX *digest)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_DigestFinal_ex(digest, bytes, &length);
    GString *hex = g_string_new(NULL);
    for (unsigned i = 0; i < length; i++)
        g_string_append_printf(hex, "%02x", bytes[i]);
    return g_string_free(hex, FALSE);
}

void output_finish(Output *output)
{
    flush_buffer(output);
    if (output->file < 0)
        return;
    if (fsync(output->file) != 0)
        fail(output->outputs, output->name);
    if (close(output->file) != 0)
        fail(output->outputs, output->name);
    output->file = -1;
    output->hex = digest_hex(output->digest);
}

static bool digest_file(Output *output, int file, GError **error)
{
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    g_autofree char *chunk = g_malloc(FLUSH_BYTES);
    EVP_DigestInit_ex(digest, EVP_sha256(), NULL);
    ssize_t got;
    while ((got = read(file, chunk, FLUSH_BYTES)) > 0) {
        EVP_DigestUpdate(digest, chunk, (size_t)got);
        output->bytes += (uint64_t)got;
    }
    if (got < 0)
        exit_error_system(error, EXIT_CANNOT_WRITE, "cli-not-read-back", output->name);
    else
        output->hex = digest_hex(digest);
    EVP_MD_CTX_free(digest);
    return got >= 0;
}

bool outputs_adopt(Outputs *outputs, const char *name, GError **error)
{
    bool in_place = false;
    int file = openat(outputs->part, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        file = openat(outputs->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        in_place = true;
    }
    if (file < 0)
        return false;
    Output *output = output_new(outputs, name);
    output->in_place = in_place;
    bool done = digest_file(output, file, error);
    if (!in_place && fsync(file) != 0)
        fail(outputs, name);
    close(file);
    return done;
}

char *outputs_path(Outputs *outputs, const char *name)
{
    unlinkat(outputs->part, name, 0); /* left by a run that was cut off */
    int file =
        openat(outputs->part, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        fail(outputs, name);
    else
        close(file);
    return g_build_filename(outputs->path, PART, name, NULL);
}

guint outputs_count(const Outputs *outputs)
{
    return outputs->files->len;
}

const char *outputs_name(const Outputs *outputs, guint index)
{
    return ((const Output *)outputs->files->pdata[index])->name;
}

uint64_t outputs_bytes(const Outputs *outputs, guint index)
{
    return ((const Output *)outputs->files->pdata[index])->bytes;
}

const char *outputs_digest(const Outputs *outputs, guint index)
{
    return ((const Output *)outputs->files->pdata[index])->hex;
}

bool outputs_finish(Outputs *outputs, GError **error)
{
    for (guint i = 0; i < outputs->files->len; i++)
        output_finish(outputs->files->pdata[i]);
    if (outputs->error && error)
        *error = g_error_copy(outputs->error);
    return !outputs->error;
}

bool outputs_publish(Outputs *outputs, GError **error)
{
    for (guint i = 0; i < outputs->files->len && !outputs->error; i++) {
        Output *output = outputs->files->pdata[i];
        g_assert(output->hex); /* finished */
        if (!output->in_place &&
            renameat(outputs->part, output->name, outputs->folder, output->name) != 0)
            fail(outputs, output->name);
    }
    if (!outputs->error && fsync(outputs->folder) != 0)
        fail(outputs, "");
    outputs->published = !outputs->error;
    if (outputs->published)
        unlinkat(outputs->folder, PART, AT_REMOVEDIR); /* stays when somebody left a file in it */
    if (outputs->error && error)
        *error = g_error_copy(outputs->error);
    return outputs->published;
}
