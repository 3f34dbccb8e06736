/* Build ids out of the notes of what is loaded (ELF gABI, "Note Section"); see libraries.h. */
#include "worker/libraries.h"

#include <elf.h>
#include <glib.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>

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

char *libraries_digest(void)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    dl_iterate_phdr(add_object, sum);
    return g_strdup(g_checksum_get_string(sum));
}
