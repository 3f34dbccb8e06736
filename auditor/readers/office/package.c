/*
 * Opens a document's zip through the worker's archive.h. Parts are taken by actual bytes; each
 * bound that is hit, each lock and each broken part is a gap, and what lies in the directory but
 * was not seen is one too.
 */
#include "readers/office/package.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "worker/archive.h"

#define KEPT_PART_BYTES_MAX (96U << 20)
#define KEPT_BYTES_MAX (192U << 20)
#define LEAF_BYTES_MAX (192U << 20)
#define ALL_BYTES_MAX (1ULL << 30)
#define COPY_BYTES 262144U

struct Package {
    GPtrArray *parts;  /* PackagePart */
    GPtrArray *leaves; /* names */
    GHashTable *by_name;
    size_t kept;
    uint64_t all;
};

static void part_free(gpointer data)
{
    PackagePart *part = data;
    g_free(part->name);
    g_free(part->data);
    g_free(part);
}

/* The archive reader wants a descriptor, inputs may be in memory: a copy in a memfd, which costs
 * less than the inflating. -1 when there is no room. */
static int descriptor_of(Input *input)
{
    g_autofree char *buffer = g_malloc(COPY_BYTES);
    uint64_t offset = 0;
    size_t got;
    int fd = memfd_create("package", MFD_CLOEXEC);
    while (fd >= 0 && (got = input_read_at(input, offset, buffer, COPY_BYTES)) > 0) {
        if (write(fd, buffer, got) != (ssize_t)got) {
            close(fd);
            return -1;
        }
        offset += got;
    }
    return fd;
}

/* The bytes of one member up to `bound`; the rest is not unpacked. */
static GByteArray *take_bytes(Package *package, Container *container, Sink *sink, size_t bound)
{
    GByteArray *bytes = g_byte_array_new();
    const void *data;
    size_t length;
    Step step;
    while ((step = container_data(container, &data, &length)) == STEP_OK) {
        size_t room = MIN(bound, (size_t)(ALL_BYTES_MAX - package->all));
        size_t took = MIN(length, room - MIN(room, bytes->len));
        g_byte_array_append(bytes, data, (guint)took);
        if (took < length) {
            sink_gap(sink, REASON_LIMIT_BYTES, "a part of the document is too large");
            break;
        }
    }
    package->all += bytes->len;
    if (step == STEP_MEMBER || step == STEP_BROKEN) {
        sink_gap(sink, container_reason(container), "a part of the document is broken");
    }
    return bytes;
}

static void keep_part(Package *package, const char *name, GByteArray *bytes)
{
    PackagePart *part = g_new0(PackagePart, 1);
    part->name = g_strdup(name);
    part->length = bytes->len;
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    part->data = (char *)g_byte_array_free(bytes, FALSE);
    package->kept += part->length;
    g_ptr_array_add(package->parts, part);
    char *key = g_ascii_strdown(name, -1);
    if (g_hash_table_contains(package->by_name, key)) {
        g_free(key);
    } else {
        g_hash_table_insert(package->by_name, key, part);
    }
}

static void take_member(Package *package, Container *container, const Member *member, Sink *sink,
                        PartFate (*fate)(const char *name))
{
    const char *name = member->name;
    while (*name == '/') {
        name++;
    }
    if (member->encrypted) {
        sink_gap(sink, REASON_ENCRYPTED, "a part of the document is encrypted");
        return;
    }
    PartFate what = fate(name);
    if (what == PART_KEEP) {
        size_t bound = MIN(KEPT_PART_BYTES_MAX, KEPT_BYTES_MAX - package->kept);
        keep_part(package, name, take_bytes(package, container, sink, bound));
    } else if (what == PART_LEAF) {
        GByteArray *bytes = take_bytes(package, container, sink, LEAF_BYTES_MAX);
        if (bytes->len > 0) {
            sink_leaf(sink, name, NULL, bytes->data, bytes->len);
            g_ptr_array_add(package->leaves, g_strdup(name));
        }
        g_byte_array_unref(bytes);
    }
}

static void check_count(const Container *container, int64_t seen, Sink *sink)
{
    int64_t wanted = container_directory_count(container);
    if (wanted >= 0 && wanted != seen) {
        sink_gap(sink, REASON_CORRUPT, "the directory counts another number of parts");
    } else if (container_prefix(container) >= 22) {
        sink_gap(sink, REASON_CORRUPT, "there are bytes in front of the document");
    } else if (container_is_damaged(container)) {
        sink_gap(sink, REASON_CORRUPT, "parts that are no member were passed over");
    } else if (container_suffix(container) >= CONTAINER_REST_LEAST) {
        sink_gap(sink, REASON_CORRUPT, "there are bytes behind the document");
    }
}

static void read_parts(Package *package, Container *container, Sink *sink,
                       PartFate (*fate)(const char *name))
{
    Member member;
    int64_t seen = 0;
    Step step;
    while ((step = container_next(container, &member)) == STEP_OK) {
        seen++;
        if (member.kind == MEMBER_FILE) {
            take_member(package, container, &member, sink, fate);
        } else if (member.kind != MEMBER_FOLDER) {
            sink_gap(sink, REASON_SPECIAL_FILE, "a part of the document is no file");
        }
    }
    if (step == STEP_END) {
        check_count(container, seen, sink);
    } else {
        sink_gap(sink, container_reason(container), "the document's zip is broken");
    }
}

Package *package_new(void)
{
    Package *package = g_new0(Package, 1);
    package->parts = g_ptr_array_new_with_free_func(part_free);
    package->leaves = g_ptr_array_new_with_free_func(g_free);
    package->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return package;
}

Package *package_open(Input *input, Sink *sink, PartFate (*fate)(const char *name))
{
    Package *package = package_new();
    int fd = descriptor_of(input);
    if (fd < 0) {
        sink_gap(sink, REASON_LIMIT_MEMORY, "no room to unpack the document");
        return package;
    }
    g_autoptr(Container) container = container_open(fd, input_size(input), "part");
    read_parts(package, container, sink, fate);
    close(fd);
    return package;
}

void package_free(Package *package)
{
    if (package != NULL) {
        g_hash_table_unref(package->by_name);
        g_ptr_array_unref(package->parts);
        g_ptr_array_unref(package->leaves);
        g_free(package);
    }
}

size_t package_count(const Package *package)
{
    return package->parts->len;
}

PackagePart *package_part(Package *package, size_t index)
{
    return g_ptr_array_index(package->parts, index);
}

PackagePart *package_find(Package *package, const char *name)
{
    g_autofree char *key = g_ascii_strdown(name, -1);
    return g_hash_table_lookup(package->by_name, key);
}

const GPtrArray *package_leaves(const Package *package)
{
    return package->leaves;
}

/* "slide10" after "slide9". */
static gint compare_parts(gconstpointer a, gconstpointer b)
{
    const char *left = (*(PackagePart *const *)a)->name, *right = (*(PackagePart *const *)b)->name;
    return strverscmp(left, right);
}

GPtrArray *package_match(Package *package, const char *pattern)
{
    GPtrArray *found = g_ptr_array_new();
    g_autoptr(GPatternSpec) spec = g_pattern_spec_new(pattern);
    for (guint i = 0; i < package->parts->len; i++) {
        PackagePart *part = g_ptr_array_index(package->parts, i);
        g_autofree char *lower = g_ascii_strdown(part->name, -1);
        if (!part->used && g_pattern_spec_match_string(spec, lower)) {
            g_ptr_array_add(found, part);
        }
    }
    g_ptr_array_sort(found, compare_parts);
    return found;
}

void package_put_rest(Package *package, Sink *sink)
{
    for (guint i = 0; i < package->parts->len; i++) {
        PackagePart *part = g_ptr_array_index(package->parts, i);
        if (!part->used && part->length > 0) {
            part->used = true;
            sink_leaf(sink, part->name, NULL, part->data, part->length);
        }
    }
}

char *package_resolve(const char *from, const char *target)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    const char *slash = strrchr(from, '/');
    g_autofree char *folder = g_strndup(from, slash != NULL ? (size_t)(slash - from) : 0);
    g_autofree char *whole =
        *target == '/' ? g_strdup(target) : g_strconcat(folder, "/", target, NULL);
    g_auto(GStrv) split = g_strsplit(whole, "/", -1);
    for (char **part = split; *part != NULL; part++) {
        if (strcmp(*part, "..") == 0) {
            g_ptr_array_set_size(parts, parts->len > 0 ? (gint)parts->len - 1 : 0);
        } else if (**part != '\0' && strcmp(*part, ".") != 0) {
            g_ptr_array_add(parts, g_strdup(*part));
        }
    }
    g_ptr_array_add(parts, NULL);
    return g_strjoinv("/", (char **)parts->pdata);
}
