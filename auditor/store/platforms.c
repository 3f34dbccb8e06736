/*
 * Platforms by folder: counts what publications say of themselves for each folder and archive on
 * their path, and answers for the files beside them. It decides nothing for a publication that
 * names its own platform. A mail or a chat may lie anywhere, in a website's downloads too: there it
 * answers for what is in it, never for what lies beside it, and is as public as the website.
 */
#include "store/platforms.h"

#include <string.h>

#include "register/channels.h"

/* Exports lie near the top; a name of a hundred thousand folders is made to cost time. */
#define MAX_KEY_BYTES 8192U

typedef struct {
    GHashTable *counts; /* platform name, borrowed -> count */
    unsigned accesses;  /* bits 1 << Access */
    bool site;          /* has the first page of a website */
    bool mail;          /* what lies within a mail */
} Folder;

struct Platforms {
    Store *store;
    GHashTable *folders; /* "source/path" -> Folder */
};

static void folder_free(Folder *folder)
{
    g_hash_table_unref(folder->counts);
    g_free(folder);
}

/* Cuts the last path part; false at the top. "1/a.zip!/b/c" -> "1/a.zip!/b" -> "1/a.zip!" ... */
static bool key_climb(char *key)
{
    char *slash = strrchr(key, '/');

    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

static Folder *folder_get(Platforms *platforms, const char *key)
{
    Folder *folder = g_hash_table_lookup(platforms->folders, key);

    if (!folder) {
        folder = g_new0(Folder, 1);
        folder->counts = g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_insert(platforms->folders, g_strdup(key), folder);
    }
    return folder;
}

static void folder_count(Folder *folder, char *platform, unsigned accesses)
{
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(folder->counts, platform));

    g_hash_table_replace(folder->counts, platform, GUINT_TO_POINTER(count + 1));
    folder->accesses |= accesses;
}

/* A mirror has its first page under one of these names; a page that somebody saved has not. */
static bool is_first_page(const char *key)
{
    static const char *const names[] = {"/index.", "/default.", "/home."};
    const char *slash = strrchr(key, '/');

    for (size_t i = 0; slash && i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strncasecmp(slash, names[i], strlen(names[i])) == 0)
            return true;
    }
    return false;
}

/* Whether most of what says so in a folder is a website, mails and chats left aside. */
static bool is_website(const Folder *folder)
{
    GHashTableIter iterator;
    gpointer name, count;
    guint pages = 0, others = 0;

    g_hash_table_iter_init(&iterator, folder->counts);
    while (g_hash_table_iter_next(&iterator, &name, &count)) {
        if (strcmp(name, "website") == 0)
            pages = GPOINTER_TO_UINT(count);
        else if (!channel_is_correspondence(name))
            others = MAX(others, GPOINTER_TO_UINT(count));
    }
    return pages >= others;
}

/* Whether the nearest folder above that says anything of the kind is within a website. */
static bool in_site(const Platforms *platforms, const char *path)
{
    g_autofree char *key = g_strdup(path);

    while (key_climb(key)) {
        const Folder *folder = g_hash_table_lookup(platforms->folders, key);

        if (folder && !is_website(folder))
            return false;
        if (folder && folder->site)
            return true;
    }
    return false;
}

bool platforms_in_site(const Platforms *platforms, int64_t source, const char *path)
{
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", source, path);

    return strlen(key) <= MAX_KEY_BYTES && in_site(platforms, key);
}

/* Whatever lies within it came with a mail; Outlook for Mac keeps a whole mailbox in an archive of
 * its own, attachments beside the mails. */
static void note_mail(Platforms *platforms, const StoreEntry *entry, const char *key,
                      char *platform)
{
    const char *box = g_strrstr(key, ".olm!/");
    g_autofree char *inside =
        box ? g_strndup(key, (gsize)(box - key) + strlen(".olm!")) : g_strconcat(key, "!", NULL);
    Folder *folder = folder_get(platforms, inside);

    folder_count(folder, platform, entry->accesses);
    folder->mail = true;
}

/* Mails and chats count within their archive, those of a website not beyond it. */
static void note_correspondence(Platforms *platforms, const StoreEntry *entry, char *key,
                                char *platform)
{
    const char *archive = g_strrstr(key, "!/");
    size_t top = archive ? (size_t)(archive - key) + 1 : strlen(key);

    if (strcmp(platform, "e-mail") == 0) {
        note_mail(platforms, entry, key, platform);
        return;
    }
    if (!in_site(platforms, key))
        top = 0;
    while (key_climb(key) && strlen(key) >= top)
        folder_count(folder_get(platforms, key), platform, entry->accesses);
}

static void platforms_note(Platforms *platforms, const StoreEntry *entry, const char *path,
                           bool correspondence)
{
    g_autofree char *key = g_strdup_printf("%u/%s", entry->source, path);
    char *platform = g_ptr_array_index(platforms->store->platforms, entry->platform - 1);
    bool first = strcmp(platform, "website") == 0 && is_first_page(key);

    if (channel_is_correspondence(platform) != correspondence)
        return;
    if (correspondence) {
        note_correspondence(platforms, entry, key, platform);
        return;
    }
    while (key_climb(key)) {
        Folder *folder = folder_get(platforms, key);

        folder_count(folder, platform, entry->accesses);
        folder->site = folder->site || first;
        first = false;
    }
}

/* What mails and chats mean for their folders depends on what all others said. */
static void note_all(Platforms *platforms, sqlite3_stmt *paths, bool correspondence)
{
    const Store *store = platforms->store;

    for (guint i = 0; i < store->entries->len; i++) {
        const StoreEntry *entry = &g_array_index(store->entries, StoreEntry, i);

        if (entry->platform == 0)
            continue;
        rows_bind(paths, "i", (int64_t)i + 1);
        if (rows_next(&platforms->store->rows, paths))
            platforms_note(platforms, entry, rows_text(paths, 0), correspondence);
        sqlite3_reset(paths);
    }
}

Platforms *platforms_new(Store *store)
{
    Platforms *platforms = g_new0(Platforms, 1);
    sqlite3_stmt *paths = rows_prepare(&store->rows, "SELECT path FROM raw_item WHERE id = ?");

    platforms->store = store;
    platforms->folders =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)folder_free);
    note_all(platforms, paths, false);
    note_all(platforms, paths, true);
    sqlite3_finalize(paths);
    return platforms;
}

void platforms_free(Platforms *platforms)
{
    g_hash_table_unref(platforms->folders);
    g_free(platforms);
}

/* The most frequent one; among equals the first by name, so that no order of arrival shows. */
static const char *folder_platform(const Folder *folder)
{
    GHashTableIter iterator;
    gpointer name, count;
    const char *best = NULL;
    guint most = 0;

    g_hash_table_iter_init(&iterator, folder->counts);
    while (g_hash_table_iter_next(&iterator, &name, &count)) {
        guint number = GPOINTER_TO_UINT(count);

        if (number > most || (number == most && strcmp(name, best) < 0)) {
            best = name;
            most = number;
        }
    }
    return best;
}

/* What was sent with a mail is for whom the mail is for, however deep it lies and whatever it is;
 * `open` when the mail itself is a website's. */
static bool in_mail(const Platforms *platforms, const char *path, bool *open)
{
    g_autofree char *key = g_strdup(path);

    while (key_climb(key)) {
        const Folder *folder = g_hash_table_lookup(platforms->folders, key);

        if (folder && folder->mail) {
            *open = in_site(platforms, key);
            return true;
        }
    }
    return false;
}

/* All that Google gives an account of itself is its own, but for what says otherwise. */
static bool is_takeout(const char *key, const Folder *folder)
{
    g_autofree char *lower = g_ascii_strdown(key, -1);

    return strstr(lower, "takeout") && (folder->accesses & 1U << ACCESS_CLOSED) != 0 &&
           strcmp(folder_platform(folder), "google") == 0;
}

const char *platforms_find(const Platforms *platforms, int64_t source, const char *path,
                           const char **access)
{
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", source, path);
    const Folder *folder = NULL;
    bool open;

    *access = NULL;
    if (strlen(key) > MAX_KEY_BYTES)
        key[MAX_KEY_BYTES] = '\0';
    if (in_mail(platforms, key, &open)) {
        *access = open ? NULL : access_id(ACCESS_DIRECT);
        return "e-mail";
    }
    while (!folder && key_climb(key))
        folder = g_hash_table_lookup(platforms->folders, key);
    if (!folder)
        return NULL;
    if (channel_is_correspondence(folder_platform(folder)) && in_site(platforms, key))
        return folder_platform(folder);
    if (folder->accesses == 1U << ACCESS_CLOSED)
        *access = access_id(ACCESS_CLOSED);
    else if (folder->accesses == 1U << ACCESS_DIRECT)
        *access = access_id(ACCESS_DIRECT);
    else if (is_takeout(key, folder))
        *access = access_id(ACCESS_CLOSED);
    return folder_platform(folder);
}
