/* Kinds of channels, from the program's own resources: a bad list is our bug. */
#include "register/channels.h"

#include <gio/gio.h>
#include <string.h>

#define LIST "/schoolaudit/register/lists/channels.txt"

/* Kept until the program ends. */
static GStrv kind_load(const char *kind)
{
    g_autoptr(GBytes) bytes = g_resources_lookup_data(LIST, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_autoptr(GKeyFile) file = g_key_file_new();
    GStrv channels = NULL;

    if (bytes && g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, NULL))
        channels = g_key_file_get_string_list(file, "kinds", kind, NULL, NULL);
    g_assert(channels);
    return channels;
}

const char *const *channels_social(void)
{
    static GStrv social;

    if (g_once_init_enter(&social))
        g_once_init_leave(&social, kind_load("social"));
    return (const char *const *)social;
}

bool channel_is_social(const char *channel)
{
    return channel &&
           (strcmp(channel, "social") == 0 || g_strv_contains(channels_social(), channel));
}

bool channel_is_correspondence(const char *channel)
{
    static GStrv correspondence;

    if (g_once_init_enter(&correspondence))
        g_once_init_leave(&correspondence, kind_load("correspondence"));
    return channel && g_strv_contains((const char *const *)correspondence, channel);
}
