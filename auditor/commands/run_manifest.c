/* Reads a manifest; see run_manifest.h. Anything that does not look as reports/manifest.c writes it
 * is not ours. */
#include "commands/run_manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "commands/json_member.h"

#define MANIFEST_BYTES (256 * 1024 * 1024)
#define READ_BYTES (1 << 20)

struct RunManifest {
    json_object *root, *run, *outputs; /* the last two borrow from the first */
    char *digest;
};

static bool is_real_folder(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int open_regular(const char *path, struct stat *status)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (file < 0 || fstat(file, status) < 0 || !S_ISREG(status->st_mode)) {
        int cause = file < 0 ? errno : EINVAL;

        if (file >= 0)
            close(file);
        errno = cause;
        return -1;
    }
    return file;
}

static char *read_regular(const char *path, gsize *length)
{
    struct stat status;
    int file = open_regular(path, &status);
    bool small = file >= 0 && status.st_size <= MANIFEST_BYTES;
    char *text = NULL;

    if (file >= 0)
        close(file);
    if (!small || !g_file_get_contents(path, &text, length, NULL))
        return NULL;
    return text;
}

static bool is_plain_name(const char *name)
{
    return name && *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool is_ours(RunManifest *manifest)
{
    json_object *schema = json_member(manifest->root, "schema", json_type_int);

    manifest->run = json_member(manifest->root, "run", json_type_object);
    manifest->outputs = json_member(manifest->root, "outputs", json_type_array);
    if (!schema || json_object_get_int(schema) != 1 ||
        !json_member_text(manifest->root, "program") || !manifest->run || !manifest->outputs)
        return false;
    for (guint i = 0; i < run_manifest_count(manifest); i++) {
        json_object *output = json_object_array_get_idx(manifest->outputs, i);

        if (!json_object_is_type(output, json_type_object) ||
            !is_plain_name(json_member_text(output, "name")) || !json_member_text(output, "sha256"))
            return false;
    }
    return true;
}

RunManifest *run_manifest_read(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
    gsize length = 0;
    g_autofree char *text = is_real_folder(folder) ? read_regular(path, &length) : NULL;
    g_autoptr(RunManifest) manifest = NULL;

    if (!text || memchr(text, '\0', length))
        return NULL;
    manifest = g_new0(RunManifest, 1);
    manifest->root = json_tokener_parse(text);
    manifest->digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
    if (!json_object_is_type(manifest->root, json_type_object) || !is_ours(manifest))
        return NULL;
    return g_steal_pointer(&manifest);
}

void run_manifest_free(RunManifest *manifest)
{
    if (!manifest)
        return;
    json_object_put(manifest->root);
    g_free(manifest->digest);
    g_free(manifest);
}

const char *run_manifest_value(const RunManifest *manifest, const char *key)
{
    return json_member_text(manifest->run, key);
}

const char *run_manifest_digest(const RunManifest *manifest)
{
    return manifest->digest;
}

guint run_manifest_count(const RunManifest *manifest)
{
    return (guint)json_object_array_length(manifest->outputs);
}

RunOutput run_manifest_output(const RunManifest *manifest, guint index)
{
    json_object *output = json_object_array_get_idx(manifest->outputs, index);
    json_object *bytes = json_member(output, "bytes", json_type_int);

    return (RunOutput){.name = json_member_text(output, "name"),
                       .digest = json_member_text(output, "sha256"),
                       .bytes = bytes ? (uint64_t)json_object_get_int64(bytes) : 0};
}

const char *run_manifest_input(const RunManifest *manifest, guint index)
{
    json_object *inputs = json_member(manifest->root, "inputs", json_type_array);
    json_object *input = inputs ? json_object_array_get_idx(inputs, index) : NULL;

    return json_object_is_type(input, json_type_object) ? json_member_text(input, "path") : NULL;
}

/* 0 at the end of the file, -1 with errno. */
static ssize_t read_some(int file, guchar *buffer)
{
    ssize_t count;

    do
        count = read(file, buffer, READ_BYTES);
    while (count < 0 && errno == EINTR);
    return count;
}

static void finish_digests(FileDigests *digests, GChecksum *sum, XXH3_state_t *state)
{
    XXH128_canonical_t canonical;

    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    for (size_t i = 0; i < sizeof canonical.digest; i++)
        g_snprintf(digests->xxh3 + 2 * i, 3, "%02x", canonical.digest[i]);
    g_strlcpy(digests->sha256, g_checksum_get_string(sum), sizeof digests->sha256);
}

bool run_file_digests(const char *path, FileDigests *digests)
{
    struct stat status;
    int file = open_regular(path, &status);
    ssize_t count;

    if (file < 0)
        return false;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guchar *buffer = g_malloc(READ_BYTES);
    XXH3_state_t *state = XXH3_createState();

    XXH3_128bits_reset(state);
    digests->bytes = 0;
    while ((count = read_some(file, buffer)) > 0) {
        g_checksum_update(sum, buffer, count);
        XXH3_128bits_update(state, buffer, (size_t)count);
        digests->bytes += (uint64_t)count;
    }
    int cause = errno;

    finish_digests(digests, sum, state);
    XXH3_freeState(state);
    close(file);
    errno = cause;
    return count == 0;
}
