/* Build ids out of the notes of what is loaded (ELF gABI, "Note Section"); see libraries.h. */
#include "worker/libraries.h"

#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <glib.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "readers/pixels/libav.h"

#define HEAD_BYTES 8192U /* of a file, in which its notes stand */
#define NOTE_ALIGNED(length) (((length) + 3U) & ~3U)

/* The notes of one segment. */
static void add_notes(GChecksum *sum, const guchar *at, size_t length)
{
    while (length >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *note = (const void *)at;
        size_t name = sizeof *note, value = name + NOTE_ALIGNED(note->n_namesz);
        size_t end = value + NOTE_ALIGNED(note->n_descsz);

        if (end > length)
            return;
        if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == sizeof ELF_NOTE_GNU &&
            memcmp(at + name, ELF_NOTE_GNU, sizeof ELF_NOTE_GNU) == 0)
            g_checksum_update(sum, at + value, (gssize)note->n_descsz);
        at += end;
        length -= end;
    }
}

static int add_object(struct dl_phdr_info *object, size_t size, void *user)
{
    (void)size;
    if (object->dlpi_addr == getauxval(AT_SYSINFO_EHDR)) /* the kernel's own, which reads nothing */
        return 0;
    for (unsigned i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];

        if (part->p_type == PT_NOTE)
            add_notes(user, (const guchar *)(object->dlpi_addr + part->p_vaddr), part->p_memsz);
    }
    return 0;
}

/* Notes of a file that is not loaded: loading it costs more than all else this program does when it
 * starts. False where there is no such file. */
static bool add_file(GChecksum *sum, const char *path)
{
    g_autofree guchar *head = g_malloc0(HEAD_BYTES);
    const ElfW(Ehdr) *file = (const void *)head;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, head, HEAD_BYTES) : -1;

    if (fd < 0)
        return false;
    close(fd);
    if (got < (ssize_t)sizeof *file || memcmp(file->e_ident, ELFMAG, SELFMAG) != 0)
        return true; /* which cannot be loaded */
    for (unsigned i = 0; i < file->e_phnum; i++) {
        size_t at = file->e_phoff + i * sizeof(ElfW(Phdr));
        const ElfW(Phdr) *part = (const void *)(head + at);

        if (at + sizeof *part > (size_t)got)
            break;
        if (part->p_type == PT_NOTE && part->p_offset <= (size_t)got &&
            part->p_filesz <= (size_t)got - part->p_offset)
            add_notes(sum, head + part->p_offset, part->p_filesz);
    }
    return true;
}

/* The folders that are searched for libraries, from dlinfo(3). */
static void add_found(GChecksum *sum, const char *name)
{
    void *self = dlopen(NULL, RTLD_LAZY);
    Dl_serinfo size;

    if (!self || dlinfo(self, RTLD_DI_SERINFOSIZE, &size) != 0)
        return;
    g_autofree Dl_serinfo *folders = g_malloc0(size.dls_size);
    bool found = false;

    folders->dls_size = size.dls_size;
    folders->dls_cnt = size.dls_cnt;
    if (dlinfo(self, RTLD_DI_SERINFO, folders) != 0)
        return;
    for (unsigned i = 0; i < folders->dls_cnt && !found; i++) {
        g_autofree char *path = g_build_filename(folders->dls_serpath[i].dls_name, name, NULL);

        found = add_file(sum, path);
    }
}

char *libraries_digest(void)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    dl_iterate_phdr(add_object, sum);
    for (size_t i = 0; libav_files[i]; i++)
        add_found(sum, libav_files[i]);
    return g_strdup(g_checksum_get_string(sum));
}
