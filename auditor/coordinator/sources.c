/*
 * Walking the inputs. Every folder is read whole and sorted, so that the order does not depend on
 * the file system; every file is opened relative to its folder's descriptor without following
 * links, so that nothing can be swapped in from outside.
 */
#include "coordinator/sources.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"

#define MAX_FOLDER_DEPTH 256U

typedef struct {
    int fd;
    char *place; /* "" at the root, else ends in "/" */
    GPtrArray *names;
    size_t next;
    dev_t device;
    ino_t inode;
} Folder;

struct Source {
    char *path;
    bool is_folder;
    uint64_t bytes;
    GPtrArray *stack; /* Folder *, the innermost last */
    char *place;
    uint32_t ordinal;
    bool done;
    struct stat root;
};

static void folder_free(gpointer data)
{
    Folder *folder = data;

    close(folder->fd);
    g_free(folder->place);
    g_ptr_array_unref(folder->names);
    g_free(folder);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Takes `fd` over. NULL when it cannot be listed. */
static Folder *folder_new(int fd, const char *place)
{
    DIR *stream = fdopendir(dup(fd));
    struct dirent *entry;
    struct stat status;
    Folder *folder;

    if (!stream || fstat(fd, &status) < 0) {
        if (stream)
            closedir(stream);
        close(fd);
        return NULL;
    }
    folder = g_new0(Folder, 1);
    folder->fd = fd;
    folder->place = g_strdup(place);
    folder->names = g_ptr_array_new_with_free_func(g_free);
    folder->device = status.st_dev;
    folder->inode = status.st_ino;
    while ((entry = readdir(stream))) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            g_ptr_array_add(folder->names, g_strdup(entry->d_name));
    }
    closedir(stream);
    g_ptr_array_sort(folder->names, compare_names);
    return folder;
}

Source *source_open(const char *path, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    g_autoptr(Source) source = NULL;
    struct stat status;
    Folder *folder;

    if (fd < 0 || fstat(fd, &status) < 0) {
        exit_error_system(error, EXIT_INPUT_MISSING, "cli-input-missing", path);
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    source = g_new0(Source, 1);
    source->path = g_strdup(path);
    source->is_folder = S_ISDIR(status.st_mode);
    source->root = status;
    source->stack = g_ptr_array_new_with_free_func(folder_free);
    if (!source->is_folder) {
        source->bytes = (uint64_t)status.st_size;
        close(fd);
        return g_steal_pointer(&source);
    }
    folder = folder_new(fd, "");
    if (!folder) {
        exit_error_system(error, EXIT_INPUT_MISSING, "cli-input-missing", path);
        return NULL;
    }
    g_ptr_array_add(source->stack, folder);
    return g_steal_pointer(&source);
}

void source_free(Source *source)
{
    if (!source)
        return;
    g_ptr_array_unref(source->stack);
    g_free(source->path);
    g_free(source->place);
    g_free(source);
}

bool source_is_folder(const Source *source)
{
    return source->is_folder;
}

uint64_t source_bytes(const Source *source)
{
    return source->bytes;
}

char *source_given_label(const char *path)
{
    g_autofree char *base = g_path_get_basename(path);
    g_autoptr(GRegex) noise =
        g_regex_new("(\\.(zip|tar|gz|tgz|bz2|xz|zst|7z|rar|cab|xml|json|html?))+$|"
                    "[-_. ]?(19|20)\\d\\d[-_.]?\\d\\d[-_.]?\\d\\d|[-_][0-9a-f]{8}(?=$|[.])|[-_ "
                    "]\\(?\\d{1,3}\\)?(?=$|[.])",
                    G_REGEX_CASELESS, 0, NULL);
    g_autofree char *once = g_regex_replace_literal(noise, base, -1, 0, "", 0, NULL);
    char *twice = once ? g_regex_replace_literal(noise, once, -1, 0, "", 0, NULL) : NULL;

    if (twice && *twice)
        return twice;
    g_free(twice);
    return g_steal_pointer(&base);
}

static char *format_time(time_t seconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);

    return time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* Opens a regular file for reading; anything else gets its state and reason. */
static void open_entry(int folder, const char *name, SourceEntry *entry)
{
    struct stat status;
    /* asked first, since opening a socket or a device fails or does something */
    bool is_special =
        fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(status.st_mode);
    int fd = is_special ? -1 : openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    entry->fd = -1;
    if (is_special) {
        entry->state = ITEM_SKIPPED;
        entry->reason = REASON_SPECIAL_FILE;
    } else if (fd < 0 || fstat(fd, &status) < 0) {
        entry->state = ITEM_FAILED;
        entry->reason = REASON_UNREADABLE;
    } else if (!S_ISREG(status.st_mode)) {
        entry->state = ITEM_SKIPPED;
        entry->reason = REASON_SPECIAL_FILE;
    } else {
        entry->fd = fd;
        entry->size = (uint64_t)status.st_size;
        entry->modified = format_time(status.st_mtim.tv_sec);
        entry->modified_nanoseconds = status.st_mtim.tv_sec * 1000000000LL + status.st_mtim.tv_nsec;
        return;
    }
    if (fd >= 0)
        close(fd);
}

/* A link inside the tree leads to something that is listed by itself; one that leads out is not
 * followed; one that leads to a folder it lies in would never end. */
static void judge_link(const Source *source, const Folder *folder, const char *name,
                       SourceEntry *entry)
{
    g_autofree char *full = g_build_filename(source->path, folder->place, name, NULL);
    g_autofree char *target = realpath(full, NULL);
    g_autofree char *root = realpath(source->path, NULL);
    size_t length = root ? strlen(root) : 0;

    entry->state = ITEM_SKIPPED;
    entry->reason = REASON_LINK_OUTSIDE;
    if (!target && errno == ELOOP)
        entry->reason = REASON_LOOP;
    else if (!target)
        entry->reason = REASON_UNREADABLE;
    else if (root && !strncmp(target, root, length) &&
             (target[length] == '/' || target[length] == '\0'))
        entry->reason = REASON_DUPLICATE_OF;
    if (entry->reason == REASON_DUPLICATE_OF) {
        g_autofree char *here = g_build_filename(root, folder->place, NULL);

        if (g_str_has_prefix(here, target))
            entry->reason = REASON_LOOP;
    }
}

static void enter(Source *source, const Folder *parent, const char *name, SourceEntry *entry)
{
    int fd = openat(parent->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY);
    g_autofree char *place = g_strdup_printf("%s/", entry->place);
    Folder *folder = NULL;

    if (source->stack->len >= MAX_FOLDER_DEPTH) {
        if (fd >= 0)
            close(fd);
        entry->state = ITEM_SKIPPED;
        entry->reason = REASON_LIMIT_DEPTH;
        return;
    }
    if (fd >= 0)
        folder = folder_new(fd, place);
    if (!folder) {
        entry->state = ITEM_FAILED;
        entry->reason = REASON_UNREADABLE;
        return;
    }
    for (size_t i = 0; i < source->stack->len; i++) {
        const Folder *outer = source->stack->pdata[i];

        if (outer->device == folder->device && outer->inode == folder->inode) { /* bind mounts */
            folder_free(folder);
            entry->state = ITEM_SKIPPED;
            entry->reason = REASON_LOOP;
            return;
        }
    }
    g_ptr_array_add(source->stack, folder);
}

static bool next_file(Source *source, SourceEntry *entry)
{
    if (source->done)
        return false;
    source->done = true;
    g_free(source->place);
    source->place = g_path_get_basename(source->path);
    entry->place = source->place;
    open_entry(AT_FDCWD, source->path, entry);
    if (entry->state == ITEM_FAILED &&
        errno == ELOOP) { /* the user named a link: that is his choice */
        int fd = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        struct stat status;

        if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
            *entry = (SourceEntry){.place = source->place,
                                   .fd = fd,
                                   .size = (uint64_t)status.st_size,
                                   .modified = format_time(status.st_mtim.tv_sec)};
        } else if (fd >= 0) {
            close(fd);
        }
    }
    return true;
}

bool source_next(Source *source, SourceEntry *entry)
{
    *entry = (SourceEntry){.fd = -1, .state = ITEM_PENDING, .ordinal = source->ordinal};
    if (!source->is_folder)
        return next_file(source, entry);
    while (source->stack->len > 0) {
        Folder *folder = source->stack->pdata[source->stack->len - 1];
        struct stat status;

        if (folder->next == folder->names->len) {
            g_ptr_array_set_size(source->stack, (int)source->stack->len - 1);
            continue;
        }
        const char *name = folder->names->pdata[folder->next++];
        g_autofree char *place = g_strconcat(folder->place, name, NULL);

        g_free(source->place);
        source->place = g_utf8_make_valid(place, -1);
        entry->place = source->place;
        if (fstatat(folder->fd, name, &status, AT_SYMLINK_NOFOLLOW) < 0) {
            entry->state = ITEM_FAILED;
            entry->reason = REASON_UNREADABLE;
        } else if (S_ISLNK(status.st_mode)) {
            judge_link(source, folder, name, entry);
        } else if (S_ISDIR(status.st_mode)) {
            enter(source, folder, name, entry);
            if (entry->state == ITEM_PENDING)
                continue;
        } else {
            open_entry(folder->fd, name, entry);
        }
        source->ordinal++;
        return true;
    }
    return false;
}

/* Counts leaves the plain way, without sorting or opening files: another road to the same number.
 */
static int64_t count_folder(int fd, unsigned depth, uint64_t *bytes)
{
    DIR *stream = fdopendir(fd);
    struct dirent *entry;
    int64_t count = 0;

    if (!stream) {
        close(fd);
        return 1; /* a folder that cannot be listed is one entry */
    }
    while ((entry = readdir(stream))) {
        struct stat status;

        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        if (fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0 ||
            !S_ISDIR(status.st_mode)) {
            count++;
            *bytes += S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
            continue;
        }
        int inner =
            openat(dirfd(stream), entry->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY);

        count += inner < 0 || depth >= MAX_FOLDER_DEPTH ? 1 : count_folder(inner, depth + 1, bytes);
        if (inner >= 0 && depth >= MAX_FOLDER_DEPTH)
            close(inner);
    }
    closedir(stream);
    return count;
}

int64_t source_count(Source *source)
{
    int fd;

    if (!source->is_folder)
        return 1;
    fd = open(source->path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    source->bytes = 0;
    return fd < 0 ? 0 : count_folder(fd, 1, &source->bytes);
}
