/*
 * XMP sidecars: what picture managers write beside a picture instead of into it. The values belong
 * to that picture, whose name is the sidecar's without ".xmp", or with the ending that Photoshop's
 * own field tells; where neither says it, they stand for the sidecar alone.
 */
#include <string.h>

#include "readers/media/metadata.h"

#define SIDECAR_BYTES (16U * 1024U * 1024U)
#define ENDING_MAX 5U

static bool has_suffix(const char *path, const char *suffix)
{
    size_t length = strlen(path), wanted = strlen(suffix);

    return length > wanted && g_ascii_strcasecmp(path + length - wanted, suffix) == 0;
}

static int sidecar_bid(const Input *input)
{
    static const char *const opens[] = {"<x:xmpmeta", "<x:xapmeta", "<rdf:RDF", "<?xpacket"};
    Slice head = input_head(input);
    size_t look = MIN(head.length, (size_t)4096);

    if (look == 0)
        return 0;
    if (has_suffix(input_path(input), ".xmp"))
        return memchr(head.data, '<', look) ? 60 : 0;
    if (head.data[0] != '<')
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(opens); i++)
        if (memmem(head.data, MIN(look, (size_t)512), opens[i], strlen(opens[i])))
            return 40;
    return 0;
}

/* photoshop:SidecarForExtension, as attribute or element: "jpg". NULL when it is not there. */
static char *told_ending(Slice packet)
{
    static const char name[] = "photoshop:SidecarForExtension";
    const char *at = memmem(packet.data, packet.length, name, sizeof name - 1);
    const char *end = packet.data + packet.length;
    size_t length = 0;

    if (!at)
        return NULL;
    at += sizeof name - 1;
    while (at < end && !g_ascii_isalnum(*at) && *at != '/')
        at++;
    while (at + length < end && length <= ENDING_MAX && g_ascii_isalnum(at[length]))
        length++;
    return length > 0 && length <= ENDING_MAX ? g_strndup(at, length) : NULL;
}

/* The picture's name, or NULL. */
static char *picture_name(const char *path, Slice packet)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *ending = NULL;
    const char *dot;

    if (!has_suffix(name, ".xmp"))
        return NULL;
    name[strlen(name) - 4] = '\0';
    dot = strrchr(name, '.');
    if (dot && dot > name && strlen(dot + 1) >= 3 && strlen(dot + 1) <= ENDING_MAX &&
        g_ascii_isalpha(dot[1]))
        return g_steal_pointer(&name);
    ending = told_ending(packet);
    return ending ? g_strconcat(name, ".", ending, NULL) : NULL;
}

static void sidecar_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "xmp");
    Slice packet = input_whole(input, SIDECAR_BYTES);
    g_autofree char *name = picture_name(input_path(input), packet);

    if (name) {
        FactMedium medium = {.role = "image", .uri = name};

        metadata.medium = sink_medium(sink, &medium);
    }
    metadata_xmp(&metadata, packet.data, packet.length);
    metadata_put_asides(&metadata);
}

const Reader reader_sidecar = {.name = "sidecar", .bid = sidecar_bid, .read = sidecar_read};
