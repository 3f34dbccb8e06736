/* See blocks.h. What was written last waits in memory until there is enough of it, or it is asked
 * for. Blocks are mostly asked for in the order they lie: some more than is wanted is read. */
#include "store/blocks.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "commands/command.h"

#define WRITE_BYTES 262144U
#define READ_BYTES 16384U
#define OFFSET_BITS 48

typedef struct {
    uint64_t offset : OFFSET_BITS, file : 16; /* which of the files */
    uint32_t length, next;                    /* of the same item; 0: the last */
} Block;

struct Blocks {
    char *directory;
    GArray *blocks;   /* Block; numbers are the index + 1 */
    GPtrArray *files; /* OpenFile *; the first is ours */
    GByteArray *waiting;
    uint64_t written; /* of ours */
    /* What was read last. */
    guint read_file;
    uint64_t read_offset;
    GByteArray *read;
    GError *error;
};

static void drop_file(void *file)
{
    open_file_drop(file);
}

Blocks *blocks_new(const char *directory, GError **error)
{
    g_autofree char *path = g_build_filename(directory, "schoolaudit-blocks-XXXXXX", NULL);
    int descriptor = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    Blocks *blocks;

    if (descriptor < 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-store-not-made", directory);
        return NULL;
    }
    g_unlink(path);
    blocks = g_new0(Blocks, 1);
    blocks->directory = g_strdup(directory);
    blocks->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    blocks->files = g_ptr_array_new_with_free_func(drop_file);
    g_ptr_array_add(blocks->files, open_file_new(descriptor));
    blocks->waiting = g_byte_array_sized_new(WRITE_BYTES);
    blocks->read = g_byte_array_new();
    return blocks;
}

void blocks_free(Blocks *blocks)
{
    if (!blocks)
        return;
    g_free(blocks->directory);
    g_array_unref(blocks->blocks);
    g_ptr_array_unref(blocks->files);
    g_byte_array_unref(blocks->waiting);
    g_byte_array_unref(blocks->read);
    g_clear_error(&blocks->error);
    g_free(blocks);
}

static int descriptor_of(const Blocks *blocks, guint file)
{
    return ((const OpenFile *)blocks->files->pdata[file])->descriptor;
}

static void fail(Blocks *blocks)
{
    if (!blocks->error)
        exit_error_system(&blocks->error, EXIT_CANNOT_WRITE, "cli-store-fails", blocks->directory);
}

static void write_waiting(Blocks *blocks)
{
    if (!blocks->error &&
        !open_file_write(blocks->files->pdata[0], blocks->waiting->data, blocks->waiting->len))
        fail(blocks);
    blocks->written += blocks->waiting->len;
    g_byte_array_set_size(blocks->waiting, 0);
}

static void put(Blocks *blocks, BlockList *list, const Block *block)
{
    g_assert(blocks->blocks->len < G_MAXUINT32);
    g_array_append_vals(blocks->blocks, block, 1);
    if (list->last)
        g_array_index(blocks->blocks, Block, list->last - 1).next = blocks->blocks->len;
    else
        list->first = blocks->blocks->len;
    list->last = blocks->blocks->len;
}

void blocks_add(Blocks *blocks, BlockList *list, const void *bytes, size_t length)
{
    Block block = {.offset = blocks->written + blocks->waiting->len, .length = (uint32_t)length};

    g_assert(length <= G_MAXINT32);
    put(blocks, list, &block);
    g_byte_array_append(blocks->waiting, bytes, (guint)length);
    if (blocks->waiting->len >= WRITE_BYTES)
        write_waiting(blocks);
}

/* Which of the files it is; the one met last is asked first. */
static guint file_number(Blocks *blocks, OpenFile *file)
{
    for (guint i = blocks->files->len; i-- > 0;)
        if (blocks->files->pdata[i] == file)
            return i;
    g_assert(blocks->files->len <= G_MAXUINT16);
    g_ptr_array_add(blocks->files, open_file_share(file));
    return blocks->files->len - 1;
}

void blocks_refer(Blocks *blocks, BlockList *list, OpenFile *file, uint64_t offset, size_t length)
{
    Block block = {.offset = offset & ((UINT64_C(1) << OFFSET_BITS) - 1),
                   .file = (uint16_t)file_number(blocks, file),
                   .length = (uint32_t)length};

    g_assert(offset >> OFFSET_BITS == 0 && length <= G_MAXINT32);
    put(blocks, list, &block);
}

/* Reads at least the block, and what follows it; false when there is less. */
static bool fetch(Blocks *blocks, const Block *block)
{
    size_t wanted = MAX(block->length, READ_BYTES), got = 0;

    if (block->file == 0)
        write_waiting(blocks);
    g_byte_array_set_size(blocks->read, (guint)wanted);
    while (got < block->length) {
        ssize_t more = pread(descriptor_of(blocks, block->file), blocks->read->data + got,
                             wanted - got, (off_t)(block->offset + got));

        if (more < 0 && errno == EINTR)
            continue;
        if (more == 0)
            errno = EIO; /* somebody cut it */
        if (more <= 0)
            break;
        got += (size_t)more;
    }
    g_byte_array_set_size(blocks->read, (guint)got);
    blocks->read_file = block->file;
    blocks->read_offset = block->offset;
    return got >= block->length;
}

static bool is_read(const Blocks *blocks, const Block *block)
{
    return blocks->read_file == block->file && block->offset >= blocks->read_offset &&
           block->offset + block->length <= blocks->read_offset + blocks->read->len;
}

void blocks_each(Blocks *blocks, const BlockList *list, BlockVisit visit, void *user)
{
    for (uint32_t number = list->first; number && !blocks->error;) {
        Block block = g_array_index(blocks->blocks, Block, number - 1);

        if (!is_read(blocks, &block) && !fetch(blocks, &block)) {
            fail(blocks);
            break;
        }
        visit(blocks->read->data + (block.offset - blocks->read_offset), block.length, user);
        number = block.next;
    }
}

bool blocks_good(const Blocks *blocks, GError **error)
{
    if (!blocks->error)
        return true;
    if (error)
        *error = g_error_copy(blocks->error);
    return false;
}
