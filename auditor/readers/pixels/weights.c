/*
 * The numbers are checked by their digest: a file that is damaged or of another version is as good
 * as none. Without them everything goes on, and no face is counted.
 */
#include "readers/pixels/weights.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define FILE_NAME "faces.weights"
#define DIGEST "79da0691bd571cfc706ee1b8b7fa8250fc3c94e3bcf2aa9ebf817db96fd448aa"

static float *numbers;
static Network *network;

static bool is_right(const float *data)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    g_autoptr(GString) hex = g_string_new(NULL);

    if (!EVP_Digest(data, NETWORK_NUMBERS * sizeof *data, digest, &length, EVP_sha256(), NULL))
        return false;
    for (unsigned i = 0; i < length; i++)
        g_string_append_printf(hex, "%02x", digest[i]);
    return strcmp(hex->str, DIGEST) == 0;
}

/* The file has them with the lowest byte first. */
static void turn_bytes(float *data)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
    for (size_t i = 0; i < NETWORK_NUMBERS; i++) {
        guint32 bits;

        memcpy(&bits, &data[i], sizeof bits);
        bits = GUINT32_SWAP_LE_BE(bits);
        memcpy(&data[i], &bits, sizeof bits);
    }
#else
    (void)data;
#endif
}

bool weights_load_from(const char *path)
{
    FILE *file = fopen(path, "rbe");
    g_autofree float *data = g_new(float, NETWORK_NUMBERS + 1);
    size_t bytes = file ? fread(data, 1, (NETWORK_NUMBERS + 1) * sizeof *data, file) : 0;

    if (file)
        fclose(file);
    if (bytes != NETWORK_NUMBERS * sizeof *data || !is_right(data))
        return false;
    turn_bytes(data);
    g_free(numbers);
    g_clear_pointer(&network, network_free);
    numbers = g_steal_pointer(&data);
    return true;
}

void weights_load(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self ? self : ".");
    g_autofree char *path = g_build_filename(folder, FILE_NAME, NULL);

    weights_load_from(path);
}

bool weights_are_there(void)
{
    return numbers != NULL;
}

Network *weights_network(void)
{
    if (!network && numbers)
        network = network_new(numbers, 0);
    return network;
}
