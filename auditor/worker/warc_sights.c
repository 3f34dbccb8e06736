/* What came by; see warc_sights.h. Hashes of 64 bits stand for the texts. */
#include "worker/warc_sights.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "worker/limits.h"

struct WarcSights {
    GHashTable *keys;
};

WarcSights *warc_sights_new(void)
{
    WarcSights *sights = g_new(WarcSights, 1);

    sights->keys = g_hash_table_new(NULL, NULL);
    return sights;
}

void warc_sights_free(WarcSights *sights)
{
    g_hash_table_unref(sights->keys);
    g_free(sights);
}

static gpointer key_of(const char *text)
{
    return GSIZE_TO_POINTER((gsize)XXH3_64bits(text, strlen(text)) | 1);
}

static void see(WarcSights *sights, const char *text)
{
    if (text && g_hash_table_size(sights->keys) < LIMIT_ENTRIES)
        g_hash_table_add(sights->keys, key_of(text));
}

static bool has_seen(const WarcSights *sights, const char *text)
{
    return text && g_hash_table_contains(sights->keys, key_of(text));
}

/* "sha1:ABC" and "sha-1:abc" are the same: the value alone, in one case. g_free; NULL. */
static char *digest_value(const char *digest)
{
    const char *value = digest ? strchr(digest, ':') : NULL;

    return value ? g_ascii_strdown(value, -1) : NULL;
}

/* An address at a time. g_free. */
static char *sight(const char *uri, int64_t time)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " %s", time, uri ? uri : "");
}

void warc_sights_add(WarcSights *sights, const WarcRecord *record)
{
    g_autofree char *digest = digest_value(record->digest);
    g_autofree char *when = sight(record->uri, record->time);

    see(sights, digest);
    see(sights, record->uri);
    see(sights, when);
}

bool warc_sights_know(const WarcSights *sights, const WarcRecord *revisit)
{
    g_autofree char *digest = digest_value(revisit->digest);
    g_autofree char *when = sight(revisit->refers_to, revisit->refers_time);

    if (has_seen(sights, digest) || (revisit->refers_to && has_seen(sights, when)))
        return true;
    return !digest && has_seen(sights, revisit->refers_to ? revisit->refers_to : revisit->uri);
}
