/*
 * The item being read, over memory or a file descriptor. Reads are positioned, so that a descriptor
 * shared with another process keeps no offset that could be moved under us. A read that fails
 * counts as the end of the item and is kept as a gap.
 */
#include "worker/input.h"

#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

#include "worker/hash.h"
#include "worker/xml.h"

#define HASH_BLOCK 262144U

struct Input {
    char *path;
    char *type;
    char *declared_type;
    const char *data; /* memory inputs; NULL over a descriptor */
    bool terminated;  /* data[size] is a NUL */
    int fd;
    uint64_t size;
    char *head;
    size_t head_length;
    char *text_head; /* the head in UTF-8, where it is not */
    size_t text_head_length;
    char *whole;
    size_t whole_length;
    Reason gap;
};

static Input *input_new(const char *path, uint64_t size)
{
    Input *input = g_new0(Input, 1);

    input->path = g_strdup(path);
    input->type = g_strdup("application/octet-stream");
    input->fd = -1;
    input->size = size;
    return input;
}

Input *input_new_memory(const char *path, const char *type, const void *data, size_t length)
{
    Input *input = input_new(path, length);

    input->data = data ? data : "";
    input_set_type(input, type);
    return input;
}

Input *input_new_terminated(const char *path, const char *data, size_t length)
{
    Input *input = input_new_memory(path, NULL, data, length);

    g_assert(data[length] == '\0');
    input->terminated = true;
    return input;
}

Input *input_new_fd(const char *path, int fd, uint64_t size)
{
    Input *input = input_new(path, size);

    input->fd = fd;
    return input;
}

void input_free(Input *input)
{
    if (!input)
        return;
    g_free(input->path);
    g_free(input->type);
    g_free(input->declared_type);
    g_free(input->head);
    g_free(input->text_head);
    g_free(input->whole);
    g_free(input);
}

void input_set_type(Input *input, const char *type)
{
    g_free(input->type);
    input->type = g_strdup(type ? type : "application/octet-stream");
}

void input_set_declared_type(Input *input, const char *type)
{
    g_free(input->declared_type);
    input->declared_type = g_strdup(type);
}

const char *input_path(const Input *input)
{
    return input->path;
}

const char *input_type(const Input *input)
{
    return input->type;
}

const char *input_declared_type(const Input *input)
{
    return input->declared_type;
}

uint64_t input_size(const Input *input)
{
    return input->size;
}

Reason input_gap(const Input *input)
{
    return input->gap;
}

size_t input_read_at(Input *input, uint64_t offset, void *buffer, size_t length)
{
    size_t done = 0;

    if (offset >= input->size)
        return 0;
    length = MIN(length, input->size - offset);
    if (input->data) {
        memcpy(buffer, input->data + offset, length);
        return length;
    }
    while (done < length) {
        ssize_t got =
            pread(input->fd, (char *)buffer + done, length - done, (off_t)(offset + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            input->gap = REASON_UNREADABLE;
        else if (got == 0)
            input->gap = REASON_CHANGED_DURING_SCAN;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

/* The head is read on first use; casting away const here keeps bids free of bookkeeping. */
Slice input_head(const Input *constant)
{
    Input *input = (Input *)constant;

    if (input->data)
        return (Slice){input->data, MIN(input->size, INPUT_HEAD_BYTES)};
    if (!input->head) {
        input->head = g_malloc(MIN(input->size, INPUT_HEAD_BYTES) + 1);
        input->head_length = input_read_at(input, 0, input->head, INPUT_HEAD_BYTES);
        input->head[input->head_length] = '\0';
    }
    return (Slice){input->head, input->head_length};
}

/* Pictures, films and documents are full of zeros, and known by other marks. */
static bool may_be_text(const char *type)
{
    static const char *const binary[] = {"image/",          "audio/",          "video/", "font/",
                                         "application/pdf", "application/zip", NULL};

    for (size_t i = 0; type && binary[i]; i++) {
        if (g_str_has_prefix(type, binary[i]))
            return false;
    }
    return true;
}

/* A file that was saved again on Windows is UTF-16; zeros elsewhere end a C string too early. */
Slice input_text_head(const Input *constant)
{
    Input *input = (Input *)constant;
    Slice head = input_head(input);
    bool marked = head.length >= 2 &&
                  (memcmp(head.data, "\xff\xfe", 2) == 0 || memcmp(head.data, "\xfe\xff", 2) == 0);

    if (head.length >= 3 && memcmp(head.data, "\xef\xbb\xbf", 3) == 0)
        head = (Slice){head.data + 3, head.length - 3};
    if (!marked && (!may_be_text(input_type(input)) || !memchr(head.data, '\0', head.length)))
        return head;
    if (!input->text_head)
        input->text_head =
            text_decode(head.data, head.length, NULL, &input->text_head_length, NULL);
    return (Slice){input->text_head, input->text_head_length};
}

Slice input_whole(Input *input, size_t max)
{
    size_t length = MIN(input->size, max);

    if (input->size > max)
        input->gap = REASON_LIMIT_BYTES;
    if (input->terminated && length == input->size)
        return (Slice){input->data, length};
    if (!input->whole) {
        input->whole = g_malloc(length + 1);
        input->whole_length = input_read_at(input, 0, input->whole, length);
        input->whole[input->whole_length] = '\0';
    }
    return (Slice){input->whole, MIN(input->whole_length, length)};
}

static char *to_hex(const unsigned char *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = g_malloc(2 * length + 1);

    for (size_t i = 0; i < length; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[2 * length] = '\0';
    return hex;
}

/* Both digests of what is too large to lie in memory, block by block. */
static XXH128_hash_t hash_blocks(Input *input, EVP_MD_CTX *context)
{
    g_autofree char *buffer = g_malloc(HASH_BLOCK);
    XXH3_state_t *state = XXH3_createState();
    uint64_t offset = 0;
    size_t got;

    XXH3_128bits_reset(state);
    while ((got = input_read_at(input, offset, buffer, HASH_BLOCK)) > 0) {
        XXH3_128bits_update(state, buffer, got);
        if (context)
            EVP_DigestUpdate(context, buffer, got);
        offset += got;
    }
    XXH128_hash_t hash = XXH3_128bits_digest(state);

    XXH3_freeState(state);
    return hash;
}

char *input_hash(Input *input, char **sha256)
{
    EVP_MD_CTX *context = sha256 ? EVP_MD_CTX_new() : NULL;
    unsigned char digest[EVP_MAX_MD_SIZE];
    XXH128_canonical_t canonical;
    XXH128_hash_t hash;
    unsigned length = 0;

    if (context)
        EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    if (input->data) {
        hash = XXH3_128bits(input->data, input->size);
        if (context)
            EVP_DigestUpdate(context, input->data, input->size);
    } else {
        hash = hash_blocks(input, context);
    }
    if (context) {
        EVP_DigestFinal_ex(context, digest, &length);
        EVP_MD_CTX_free(context);
        *sha256 = to_hex(digest, length);
    }
    XXH128_canonicalFromHash(&canonical, hash);
    return to_hex(canonical.digest, sizeof canonical.digest);
}
