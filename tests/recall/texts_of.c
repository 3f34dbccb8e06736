/*
 * All texts that the worker's readers find in files: texts_of FILE... prints a line an item, a text
 * and a gap. Type, reader, embedded items and members of archives are found as in the worker, in
 * one process and without its locks. For tests only; no part of the program.
 */
#include <fcntl.h>
#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "readers/pdf/pdf.h"
#include "worker/archive.h"
#include "worker/input.h"
#include "worker/limits.h"
#include "worker/readers.h"
#include "worker/sink.h"
#include "worker/sniff.h"
#include "worker/warc.h"
#include "worker/xml.h"

#define MEMBER_BYTES_MAX (64U << 20)

typedef struct {
    const char *path;
    unsigned depth;
} Item;

static void read_item(const char *path, const char *declared, const void *data, size_t length,
                      unsigned depth);

/* One field of a line. */
static void print_field(const char *text, size_t length)
{
    putchar('\t');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        putchar(c == '\n' ? '\v' : c < ' ' ? ' ' : c);
    }
}

static void print_string(const char *text)
{
    print_field(text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

static void put_fact(void *user, const Fact *fact)
{
    (void)user;
    if (fact->kind == FACT_TEXT) {
        printf("TEXT\t%s", place_id(fact->text.place));
        print_string(fact->text.label);
        print_field(fact->text.text, fact->text.length);
        putchar('\n');
    } else if (fact->kind == FACT_GAP) {
        printf("GAP\t%s", reason_id((Reason)fact->gap.reason));
        print_string(fact->gap.detail);
        putchar('\n');
    }
}

/* Printed once the item that holds them is done. */
static void keep_leaf(void *user, const char *name, const char *type, const char *location,
                      const void *data, size_t length)
{
    (void)location;
    GPtrArray *leaves = user;
    g_ptr_array_add(leaves, g_strdup(name));
    g_ptr_array_add(leaves, g_strdup(type));
    g_ptr_array_add(leaves, g_bytes_new(data, length));
}

static void read_leaves(const Item *item, GPtrArray *leaves)
{
    for (guint i = 0; i + 2 < leaves->len; i += 3) {
        g_autofree char *name = g_ptr_array_index(leaves, i);
        g_autofree char *type = g_ptr_array_index(leaves, i + 1);
        g_autoptr(GBytes) bytes = g_ptr_array_index(leaves, i + 2);
        g_autofree char *path = g_strdup_printf("%s!/%s", item->path, name);
        gsize length;
        const void *data = g_bytes_get_data(bytes, &length);
        read_item(path, type, data, length, item->depth + 1);
    }
    g_ptr_array_unref(leaves);
}

static void walk(const Item *item, const void *data, size_t length)
{
    int fd = memfd_create("members", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, length) != (ssize_t)length) {
        exit(1);
    }
    g_autoptr(Warc) warc = warc_open(fd, length, item->path);
    g_autoptr(Container) container = warc != NULL ? NULL : container_open(fd, length, "member");
    GPtrArray *leaves = g_ptr_array_new();
    Member member;
    for (Step step; (step = warc != NULL ? warc_next(warc, &member)
                                         : container_next(container, &member)) == STEP_OK ||
                    step == STEP_MEMBER;) {
        if (step == STEP_MEMBER || member.kind != MEMBER_FILE || member.skip != REASON_NONE) {
            continue;
        }
        GByteArray *bytes = g_byte_array_new();
        g_autofree char *name = g_strdup(member.name);
        g_autofree char *type = g_strdup(member.declared_type);
        const void *piece;
        size_t size;
        while (bytes->len < MEMBER_BYTES_MAX &&
               (warc != NULL ? warc_data(warc, &piece, &size)
                             : container_data(container, &piece, &size)) == STEP_OK) {
            g_byte_array_append(bytes, piece, (guint)size);
        }
        keep_leaf(leaves, name, type, NULL, bytes->data, bytes->len);
        g_byte_array_unref(bytes);
    }
    close(fd);
    read_leaves(item, leaves);
}

static void print_item(const char *path, const char *type, const char *reader)
{
    printf("ITEM");
    print_string(path);
    print_string(type);
    print_string(reader);
    putchar('\n');
}

static void read_item(const char *path, const char *declared, const void *data, size_t length,
                      unsigned depth)
{
    if (length == 0 || depth > LIMIT_DEPTH) {
        print_item(path, "", NULL);
        printf("GAP\t%s\t\n", reason_id(length == 0 ? REASON_EMPTY : REASON_LIMIT_DEPTH));
        return;
    }
    g_autoptr(Input) input = input_new_memory(path, NULL, data, length);
    GPtrArray *leaves = g_ptr_array_new();
    g_autoptr(Sink) sink = sink_new(&(SinkCallbacks){put_fact, keep_leaf, NULL}, leaves);
    Item item = {path, depth};
    input_set_declared_type(input, declared);
    Sniff sniff = sniff_input(input);
    g_autofree char *type = g_strdup(sniff.type);
    input_set_type(input, type);
    const Reader *reader = sniff.is_item && !sniff.is_harmless ? readers_choose(input) : NULL;
    print_item(path, type, reader != NULL ? reader->name : NULL);
    if (reader != NULL) {
        reader->read(input, sink);
        if (input_gap(input) != REASON_NONE) {
            printf("GAP\t%s\t\n", reason_id(input_gap(input)));
        }
    } else if (sniff.is_item && !sniff.is_harmless) {
        printf("GAP\t%s\t\n", reason_id(REASON_NO_READER));
    }
    read_leaves(&item, leaves);
    if (sniff.is_container) {
        walk(&item, data, length);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    archive_warm_up();
    sniff_warm_up();
    xml_warm_up();
    pdf_warm_up();
    for (int i = 1; i < argc; i++) {
        g_autofree char *data = NULL;
        gsize length;
        if (!g_file_get_contents(argv[i], &data, &length, NULL)) {
            fprintf(stderr, "texts_of: cannot read %s\n", argv[i]);
            return EXIT_FAILURE;
        }
        read_item(argv[i], NULL, data, length, 0);
    }
    return EXIT_SUCCESS;
}
